import { type Browser, type Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { addDemonstrationWorkers } from '../../src/access/index.ts'
import { day } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { openBrowser } from '../support/browser.ts'
import { aChild, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/** A whole night on the desk with the keyboard alone and without any script on the page, from signing in to the end. */
const register = await testRegister('demonstration')
await addDemonstrationWorkers(register.db, register.keys, register.council.id)
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
await aChild(
  register,
  'K-1',
  [said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } })],
  day('2009-06-14'),
)

/** What has the focus: its own words, or the label of a field. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const here = document.activeElement
    if (here === null || here === document.body) return ''
    const label = 'labels' in here ? (here as HTMLInputElement).labels?.[0]?.textContent : null
    return (label ?? here.getAttribute('aria-label') ?? here.textContent).replace(/\s+/g, ' ').trim()
  })

async function tabTo(page: Page, words: string) {
  const passed: string[] = []
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab')
    const now = await focus(page)
    if (now.startsWith(words)) return
    passed.push(now)
  }
  throw new Error(`The keyboard does not get to “${words}”. It passed: ${passed.join(' | ')}`)
}

/** Goes along a link or presses a button, and waits until another page is there. */
async function press(page: Page, words: string) {
  await tabTo(page, words)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
}
async function write(page: Page, label: string, words: string) {
  await tabTo(page, label)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(words)
}
/** Chooses from a list by typing how it begins, as a keyboard user does. */
async function choose(page: Page, label: string, option: string) {
  await tabTo(page, label)
  await page.keyboard.type(option)
}

/** Chooses one of several radio buttons: the group has one stop, and the arrows go through it. */
async function pick(page: Page, option: string) {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => (document.activeElement as HTMLInputElement).type === 'radio')) break
  }
  await page.keyboard.press('Space')
  for (let i = 0; i < 12 && !(await focus(page)).startsWith(option); i++)
    await page.keyboard.press('ArrowDown')
  expect(await focus(page)).toContain(option)
}

test('a child is reported, told to the police, located, brought back and asked how it was', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${address}/sign-in`)
  await press(page, 'Missing co-ordinator')

  await press(page, 'Report a child missing')
  await write(page, 'Which child?', 'Darashe')
  await press(page, 'Find')
  await press(page, 'Kelmo Darashe')
  await write(page, 'Where, and who saw them?', 'Invented: the bus stop, a neighbour')
  await press(page, 'Report missing')
  expect(await page.getByText('The child is on the missing desk.').isVisible()).toBe(true)
  // What nobody could say is asked for until somebody writes it down.
  expect(await page.getByText('Still to ask:').locator('..').textContent()).toContain(
    'at what time the child was last seen and what they were wearing',
  )

  // The grab sheet, and back.
  await press(page, 'Grab sheet')
  expect(page.url()).toMatch(/\/sheet$/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Kelmo Darashe')
  await press(page, 'Whole record')

  await press(page, 'Write down that they were told')
  await choose(page, 'Who', 'Police')
  await write(page, 'Their reference', 'INVENTED-7')
  await press(page, 'Save')

  await press(page, 'Located')
  await choose(page, 'How do we know?', 'Seen')
  await write(page, 'Where?', 'Invented: the station')
  await press(page, 'Save')
  await press(page, 'Returned')
  await write(page, 'Where to?', 'Invented: the foster home')
  await press(page, 'Save')
  expect(await page.getByText('A return interview is due within 72 hours.').isVisible()).toBe(true)

  await press(page, 'Return interview')
  await pick(page, 'Held')
  await choose(page, 'Independent', 'Yes')
  await write(page, 'Something learnt', 'Invented: a man called Ox')
  await choose(page, 'What is it?', 'A person')
  await write(page, 'What is to be done?', 'Invented: ask the police about Ox')
  await write(page, 'By whom?', 'An invented worker')
  await press(page, 'Save')
  expect(await page.getByText('Written down.').isVisible()).toBe(true)

  await press(page, 'Done')
  expect(await page.getByText('Written down as done.').isVisible()).toBe(true)
  const chronology = (await page.locator('main').textContent()) ?? ''
  for (const words of ['INVENTED-7', 'the station', 'the foster home', 'a man called Ox'])
    expect(chronology).toContain(words)
  expect(await page.getByText('Not missing').isVisible()).toBe(true)
  await context.close()
}, 60_000)
