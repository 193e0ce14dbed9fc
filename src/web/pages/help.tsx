import { openPage, view } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'

export const helpPages = [
  openPage('/help', {
    show: ({ site }) =>
      view(
        'Help',
        <div class="ts-narrow">
          <H1>Help</H1>
          <Lede>
            Turnstone keeps what {site.council.name} knows about unaccompanied and trafficked children in its
            care.
          </Lede>
          <h2 class="ts-h2">A child is missing</h2>
          <p class="govuk-body">
            Ring the police on 999 or 101 first. Then press “Report a child missing”. Three answers are
            enough; the rest can be added later.
          </p>
          <h2 class="ts-h2">Something on a record is wrong</h2>
          <p class="govuk-body">
            Open the child, find the entry in the chronology, and press “Correct”. What was said before is
            kept. If it is about another child or did not happen, press “Withdraw”.
          </p>
          <h2 class="ts-h2">Somebody else changed it</h2>
          <p class="govuk-body">You see both texts and choose. Nothing that you typed is thrown away.</p>
          <h2 class="ts-h2">I cannot sign in</h2>
          <p class="govuk-body">
            After ten wrong tries you wait 15 minutes. Your administrator can make a one-time link with which
            you choose a new password.
          </p>
          <h2 class="ts-h2">I was signed out while I wrote</h2>
          <p class="govuk-body">
            Turnstone locks after 20 minutes without a page. Two minutes before, a page with a form says so
            and one press gives you 20 minutes more; a browser without JavaScript says nothing. Either way
            what you typed is kept: send the form, sign in on the next page, check it there and send it.
          </p>
          <h2 class="ts-h2">A number looks wrong</h2>
          <p class="govuk-body">
            Every number has its definition and its coverage beside it. “98 of 104” means that six records do
            not hold the field: press it to see whose.
          </p>
        </div>,
      ),
  }),
  openPage('/accessibility', {
    show: () =>
      view(
        'Accessibility',
        <div class="ts-narrow">
          <H1>Accessibility</H1>
          <p class="govuk-body">
            Every page is checked with axe against the Web Content Accessibility Guidelines 2.2, levels A and
            AA, at two widths, and works from the keyboard, at 320 pixels and without JavaScript. Nothing is
            said by colour alone.
          </p>
          <p class="govuk-body">
            Automatic checks find only part of the problems. No person who uses a screen reader has tried
            these pages yet; we say so until one has.
          </p>
          <p class="govuk-body">
            You are signed out after 20 minutes without a page. If something keeps you from your work, tell
            your administrator.
          </p>
        </div>,
      ),
  }),
  openPage('/how-we-protect-what-you-write', {
    show: () =>
      view(
        'How we protect what you write',
        <div class="ts-narrow">
          <H1>How we protect what you write</H1>
          <p class="govuk-body">
            Names, numbers, addresses and everything you write in words are sealed with a key of each child’s
            own before they reach the database. Dates and codes are not sealed: clocks and figures need them.
          </p>
          <p class="govuk-body">
            An entry is never edited or removed. A correction stands beside what was said before, with who
            made it and when.
          </p>
          <p class="govuk-body">
            Addresses are not in lists, titles or figures. An answer to a question holds no name.
          </p>
        </div>,
      ),
  }),
]
