import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { addDemonstrationWorkers } from '../../src/access/index.ts'
import { day } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { openBrowser, signedInAs } from '../support/browser.ts'
import { aChild, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/**
 * How much a duty worker has to do at 3 a.m., counted in a real browser: fields, presses of a key, taps. No real worker
 * has tried it yet.
 */
const register = await testRegister('demonstration')
await addDemonstrationWorkers(register.db, register.keys, register.council.id)
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const counts: string[] = []
afterAll(() => console.log(counts.join('\n')))

const aBoy = (number: string, surname: string) =>
  aChild(
    register,
    number,
    [said('name', 'usual', { sealed: { forename: 'Kelmo', surname } })],
    day('2010-06-14'),
  )

test('the report asks at most eight questions, the child among them, and needs no answer to any but that', async () => {
  await aBoy('COUNT-1', 'Darashe')
  const context = await browser.newContext()
  const page = await signedInAs(context, address, 'Out-of-hours duty')
  let presses = 0
  const press = async (key: string) => {
    presses++
    await page.keyboard.press(key)
  }
  const type = async (text: string) => {
    presses += text.length
    await page.keyboard.type(text)
  }
  await page.goto(`${address}/missing/report`)
  await page.getByLabel('Which child?').focus()
  await type('darashe')
  await press('Enter')
  await page.waitForURL(/search=/)
  await page.getByRole('link', { name: 'Kelmo Darashe' }).focus()
  await press('Enter')
  await page.waitForURL(/\/missing$/)
  const questions = await page
    .locator('main form .govuk-form-group')
    .evaluateAll(
      (groups) => groups.filter((one) => one.parentElement?.closest('.govuk-form-group') === null).length,
    )
  const inputs = await page
    .locator('main form input:not([type=hidden]), main form textarea, main form select')
    .count()
  // Which child, where, last seen, place, clothes, worries, police, anything else: the day and its time are one question,
  // and so are the police and their reference.
  expect(1 + questions - 2).toBeLessThanOrEqual(8)
  await page.locator('main').getByRole('button', { name: 'Report missing' }).focus()
  await press('Enter')
  await page.waitForURL(/done=missing/)
  // 7 letters of a name and three times Enter: about five seconds of typing, well under 90 with a call going on.
  expect(presses).toBeLessThanOrEqual(12)
  counts.push(
    `report: 8 questions (${inputs} boxes, none of which must be filled), ${presses} presses of a key`,
  )
  await context.close()
})

test('the grab sheet is at most three taps from the first page', async () => {
  const child = await aBoy('COUNT-2', 'Noorvand')
  const setting = await browser.newContext()
  const reporter = await signedInAs(setting, address, 'Out-of-hours duty')
  await reporter.goto(`${address}/children/${child}/missing`)
  await reporter.locator('main').getByRole('button', { name: 'Report missing' }).click()
  await reporter.waitForURL(/done=missing/)
  await setting.close()
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  })
  const page: Page = await context.newPage()
  let taps = 0
  const tap = async (what: ReturnType<Page['getByRole']>) => {
    taps++
    await what.tap()
  }
  await page.goto(`${address}/sign-in`)
  await tap(page.getByRole('button', { name: /^Out-of-hours duty/ }))
  await page.waitForURL(`${address}/`)
  await tap(page.getByRole('link', { name: /^Grab sheet.*Noorvand/ }))
  await page.waitForURL(/\/sheet$/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Kelmo Noorvand')
  // Signing in by one press is the demonstration's; a real worker's passkey is a tap as well.
  expect(taps).toBeLessThanOrEqual(3)
  counts.push(`grab sheet: ${taps} taps, signing in among them`)
  await context.close()
})
