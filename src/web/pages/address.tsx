import { current, openRecord } from '../../register/index.ts'
import { PressBox } from '../form.tsx'
import { BackLink, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, view } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

/** Long enough to copy an address down, short enough for a screen that is left alone. */
const shownFor = 30

/**
 * An address is asked for by a request of its own, so that the trail says who saw it, and goes away by itself. It is
 * on no other page: what reads a record for show leaves it out.
 */
const addressPage = page('/children/:child/entries/:fact/address', {
  needs: 'see an address',
  show: ({ params }) => goTo(paths.child(params.child)),
  submit: async ({ db, permit, vault, params, seal }) => {
    const record = await openRecord(db, permit, vault, params.child)
    const entry =
      record === null ? undefined : current(record.entries).find((one) => one.fact === params.fact)
    const address = entry?.sealed['address']
    if (address === undefined) return notFound
    return view(
      'An address',
      <div class="ts-narrow">
        <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
        <H1>Where the child lives</H1>
        <Lede>Hidden again after {shownFor} seconds. That you saw it is written down.</Lede>
        <InsetText>
          {address.split('\n').map((line, i) => (
            <span class="ts-block" key={i}>
              {line}
            </span>
          ))}
        </InsetText>
        <PressBox
          seal={seal}
          action={paths.seeAddress(params.child, params.fact)}
          label={`Show it for another ${shownFor} seconds`}
          variant="secondary"
        />
      </div>,
      { section: 'children', refresh: { seconds: shownFor, to: paths.child(params.child) } },
    )
  },
})

export const addressPages = [addressPage]
