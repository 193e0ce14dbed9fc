import { type Browser, type Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { instantOf } from '../../src/plain/index.ts'
import { loadDemonstration } from '../../src/web/index.ts'
import { openBy, openBrowser, seenAtBothWidths, signedInAs } from '../support/browser.ts'
import { testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/** One account behind two invented children, written down twice and found on the second sighting. */
const register = await testRegister('demonstration')
await loadDemonstration(
  register.db,
  register.keys,
  register.council.id,
  instantOf(new Date()),
  () => undefined,
)
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const seen = (page: Page, name: string) => seenAtBothWidths(page, `network-${name}`)

test('an account that reached a second child is seen, with the teams to ring, and can be set aside', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: true })
  const page = await signedInAs(context, address, 'Manager')
  const main = page.locator('main')
  await page.goto(`${address}/network`)
  expect(await main.getByText('Nothing that was written down stands behind two children').isVisible()).toBe(
    true,
  )
  await seen(page, 'empty')
  await page.goto(`${address}/children`)
  const hrefs = await page
    .locator('.ts-table tbody a')
    .evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''))
  const reached = async (href: string, written: string) => {
    await page.goto(`${address}${href}/contact`)
    await page.getByLabel('Account', { exact: true }).check()
    await page.getByLabel('The number, account, plate, address or name').fill(written)
    await page.getByLabel('What was said or seen?').fill('Invented: we know where your brother is')
    await openBy(main.getByRole('button', { name: 'Save' }))
  }
  await reached(hrefs[0] ?? '', 'javascript:alert(1)')
  expect(await main.getByText('Write the service and the name').first().isVisible()).toBe(true)
  await seen(page, 'wrong')
  await reached(hrefs[0] ?? '', 'https://www.facebook.com/invented.hunter')
  await reached(hrefs[1] ?? '', 'facebook: Invented.Hunter')
  await page.goto(address)
  expect(await main.getByText('stands behind 2 children').isVisible()).toBe(true)
  await page.goto(`${address}/network`)
  expect(await main.getByText(/invented\.hunter/i).isVisible()).toBe(true)
  await seen(page, 'found')
  await main.getByText('This is nobody’s hunter').click()
  await page.getByLabel('What is it?').fill('An invented youth club')
  await openBy(main.getByRole('button', { name: 'Set it aside' }))
  expect(await main.getByText('An invented youth club').isVisible()).toBe(true)
  await seen(page, 'aside')
  await page.goto(address)
  expect(await main.getByText('stands behind 2 children').count()).toBe(0)
  await context.close()
}, 120_000)
