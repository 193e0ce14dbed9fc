import type { ComponentChildren } from 'preact'
import { type Action, actions, type Person, roles } from '../access/index.ts'
import type { AssetPaths } from './assets.ts'
import type { FormSeal } from './form.tsx'
import { PressBox } from './form.tsx'
import { SkipLink } from './govuk/index.ts'
import type { Section } from './page.tsx'
import { Bird } from './parts/bird.tsx'
import { LockWarning } from './parts/lock-warning.tsx'
import { paths } from './paths.ts'
import type { Site } from './site.ts'

const mayDo = (person: Person, action: Action) =>
  (actions[action].roles as readonly string[]).includes(person.role)

/** The menu is shaped by the role: a data officer has no children in it, an administrator only people. */
const menu: readonly { section: Section; text: string; href: string; needs: Action }[] = [
  { section: 'today', text: 'Today', href: paths.today, needs: 'see today' },
  { section: 'missing', text: 'Missing', href: paths.missing, needs: 'see who is missing' },
  { section: 'children', text: 'Children', href: paths.children, needs: 'find a child' },
  { section: 'schemes', text: 'Schemes', href: paths.schemes, needs: 'see the schemes' },
  { section: 'questions', text: 'Questions', href: paths.questions, needs: 'ask a question' },
  { section: 'files', text: 'Files', href: paths.imports, needs: 'see imports' },
  { section: 'trail', text: 'Trail', href: paths.trail, needs: 'read the trail' },
  { section: 'people', text: 'People', href: paths.people, needs: 'manage people' },
]

type LayoutProps = {
  site: Site
  assets: AssetPaths
  person: Person | null
  sharesOwed: boolean
  seal: FormSeal
  title: string
  section: Section
  error: boolean
  wide: boolean
  children: ComponentChildren
}

/** The frame of every page. Titles hold no name: they end up in histories and window lists. */
export function Layout({
  site,
  assets,
  person,
  sharesOwed,
  seal,
  title,
  section,
  error,
  wide,
  children,
}: LayoutProps) {
  const container = `ts-container${wide ? ' ts-container--wide' : ''}`
  return (
    <html lang="en" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${error ? 'Error: ' : ''}${title} – Turnstone`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#16303c" />
        <meta name="robots" content="noindex, nofollow" />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.govukCss} />
        <link rel="stylesheet" href={assets.css} />
      </head>
      <body class="govuk-template__body">
        <script type="module" src={assets.js} />
        <SkipLink href="#main">Skip to main content</SkipLink>
        {person !== null && <LockWarning seal={seal} />}
        <header class="ts-header">
          <div class={`${container} ts-header__row`}>
            <a class="ts-header__home" href={paths.today}>
              <Bird />
              <span class="ts-header__name">Turnstone</span>
              <span class="ts-header__council">{site.council.name}</span>
            </a>
            {person !== null && (
              <div class="ts-header__who">
                <span>
                  {person.name}, {roles[person.role].title.toLowerCase()}
                </span>
                <PressBox
                  seal={seal}
                  action={paths.signOut}
                  label="Sign out"
                  classes="ts-plain ts-plain--on-dark"
                />
              </div>
            )}
          </div>
        </header>
        {site.demonstration && (
          <div class="ts-demo" role="region" aria-label="Demonstration">
            <div class={container}>
              <strong>Demonstration.</strong> Every child, worker and place here is invented.
            </div>
          </div>
        )}
        {sharesOwed && (
          <div class="ts-demo" role="region" aria-label="Recovery shares">
            <div class={container}>
              <strong>Recovery shares are owed.</strong> If the key file is lost, nothing can be read.{' '}
              {person !== null && mayDo(person, 'type a share back') ? (
                <a href={paths.shares}>Make them, and type one back</a>
              ) : (
                'Your administrator makes them.'
              )}
            </div>
          </div>
        )}
        {person !== null &&
          ['administrator', 'auditor', 'ig-officer'].includes(person.role) &&
          site.warnings.map((warning) => (
            <div class="ts-demo" role="region" aria-label="Warning" key={warning}>
              <div class={container}>{warning}</div>
            </div>
          ))}
        {person !== null && (
          <div class="ts-nav">
            <div class={`${container} ts-nav__row`}>
              <nav aria-label="Main">
                <ul class="ts-nav__list">
                  {menu
                    .filter((item) => mayDo(person, item.needs))
                    .map((item) => (
                      <li key={item.section}>
                        <a href={item.href} aria-current={item.section === section ? 'page' : undefined}>
                          {item.text}
                        </a>
                      </li>
                    ))}
                </ul>
              </nav>
              {mayDo(person, 'see who is missing') && (
                <a
                  class="govuk-button ts-button--small ts-nav__report"
                  role="button"
                  draggable={false}
                  data-module="govuk-button"
                  href={paths.whoIsMissing}
                >
                  Report a child missing
                </a>
              )}
            </div>
          </div>
        )}
        <div class={container}>
          <main class="ts-main" id="main">
            {children}
          </main>
        </div>
        <footer class="ts-footer">
          <div class={container}>
            <p>
              <a href={paths.help}>Help</a> · <a href={paths.accessibility}>Accessibility</a> ·{' '}
              <a href={paths.protection}>How we protect what you write</a>
              {person !== null && (
                <>
                  {' '}
                  · <a href={paths.passkeys}>Your passkeys</a> · <a href={paths.password}>Your password</a> ·{' '}
                  <a href={paths.sessions}>Where you are signed in</a>
                </>
              )}
            </p>
            <p>For internal use. Every change to a child’s record is kept, with who made it and when.</p>
          </div>
        </footer>
      </body>
    </html>
  )
}
