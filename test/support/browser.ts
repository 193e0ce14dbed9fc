import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

function howToLaunch() {
  const executablePath = process.env['CHROMIUM'] ?? candidates.find((path) => existsSync(path))
  if (executablePath === undefined)
    throw new Error(
      'No browser found. Install Chromium (Debian: apt-get install chromium), or set CHROMIUM to its path.',
    )
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  // The sandbox of Chromium does not work for root.
  return { executablePath, args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] }
}

/** The browser of this machine. `npm test` installs one by apt where it can. */
export const openBrowser = (): Promise<Browser> => chromium.launch(howToLaunch())

/** The same with a profile in a folder, as somebody has it on their own machine: it keeps what a browser keeps. */
export const openProfile = (folder: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, howToLaunch())

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe puts into the page, as far as it is used here. */
type WithAxe = {
  axe: {
    run: (
      where: Document,
      options: { runOnly: { type: 'tag'; values: string[] } },
    ) => Promise<{ violations: { id: string; help: string; nodes: { target: string[] }[] }[] }>
  }
}

export type Violation = { rule: string; where: string[]; help: string }

/**
 * axe over a page: WCAG 2.2 A and AA and best practice. The strict content policy refuses injected scripts, so axe
 * runs in a context that bypasses it; the policy itself is tested elsewhere.
 */
export async function violations(page: Page): Promise<Violation[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async (tags) => {
    const { axe } = window as unknown as Window & WithAxe
    const result = await axe.run(document, { runOnly: { type: 'tag', values: tags } })
    return result.violations.map((one) => ({
      rule: one.id,
      help: one.help,
      where: one.nodes.slice(0, 5).map((node) => node.target.join(' ')),
    }))
  }, rules)
}

/**
 * Presses a link or a button and waits for the page that it leads to. A click alone ends before the next page begins,
 * and whoever looks at once may see the old page, or half of one.
 */
export async function openBy(what: Locator): Promise<void> {
  await Promise.all([what.page().waitForEvent('load'), what.click()])
}

/** True where the page is wider than the window: something sticks out. */
export const sticksOut = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** Words that a box cuts off: it hides what is over, and more is in it than it shows. What only screen readers read is not meant. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((box) => {
        const style = getComputedStyle(box)
        const hides = [style.overflowX, style.overflowY].some((over) => over === 'hidden' || over === 'clip')
        return (
          hides &&
          box.clientHeight > 1 &&
          (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
        )
      })
      .map((box) => (box.textContent || box.tagName).trim().slice(0, 60)),
  )

/** Signs in as an invented worker of a demonstration, by one press. */
export async function signedInAs(context: BrowserContext, address: string, role: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${address}/sign-in`)
  await page.getByRole('button', { name: new RegExp(`^${role}`) }).click()
  await page.waitForURL(`${address}/`)
  return page
}

/** A device with a finger reader, as Chromium's own test interface plays it (CDP WebAuthn). */
export async function aDevice(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Whether pictures are kept (`npm run look`). */
const isLooking = process.env['TURNSTONE_LOOK'] === '1'

/** A page on a desk and on a phone: axe finds nothing, nothing sticks out, and a picture is kept where somebody looks. */
export async function seenAtBothWidths(page: Page, name: string): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await violations(page), `${name} at ${width}`).toEqual([])
    expect(await sticksOut(page), `${name} at ${width}`).toBe(false)
    if (!isLooking) continue
    mkdirSync('screenshots', { recursive: true })
    await page.screenshot({ path: `screenshots/${name}-${width}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}
