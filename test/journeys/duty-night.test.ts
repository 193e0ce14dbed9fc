import { type Browser, type Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { addDemonstrationWorkers } from '../../src/access/index.ts'
import { day } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { openBrowser, signedInAs } from '../support/browser.ts'
import { aChild, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

const register = await testRegister('demonstration')
await addDemonstrationWorkers(register.db, register.keys, register.council.id)
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const aBoy = (number: string, surname: string) =>
  aChild(
    register,
    number,
    [said('name', 'usual', { sealed: { forename: 'Kelmo', surname } })],
    day('2009-06-14'),
  )

async function reportMissing(page: Page, surname: string) {
  await page
    .getByRole('button', { name: 'Report a child missing' })
    .or(page.getByRole('link', { name: 'Report a child missing' }))
    .first()
    .click()
  await page.getByLabel('Which child?').fill(surname)
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('link', { name: `Kelmo ${surname}` }).click()
  await page.getByLabel('No, or only a guess').check()
  await page.getByLabel('Not yet').check()
  await page.locator('main').getByRole('button', { name: 'Report missing' }).click()
}

describe('a duty worker at night', () => {
  test('reports a child missing from the button on every page, and the strict content policy lets every script run', async () => {
    await aBoy('J-1', 'Darashe')
    const context = await browser.newContext()
    const page = await signedInAs(context, address, 'Out-of-hours duty')
    const trouble: string[] = []
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()))
    await reportMissing(page, 'Darashe')
    expect(await page.getByText('The child is on the missing desk.').isVisible()).toBe(true)
    expect(await page.locator('body.govuk-frontend-supported').count()).toBe(1)
    expect(trouble).toEqual([])
    await page.goto(`${address}/missing`)
    expect(await page.getByRole('link', { name: 'Kelmo Darashe', exact: true }).isVisible()).toBe(true)
    await context.close()
  })

  test('can do the same without JavaScript', async () => {
    await aBoy('J-2', 'Lumeza')
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await signedInAs(context, address, 'Out-of-hours duty')
    await reportMissing(page, 'Lumeza')
    expect(await page.getByText('The child is on the missing desk.').isVisible()).toBe(true)
    await context.close()
  })

  test('can do the same from the keyboard alone', async () => {
    await aBoy('J-3', 'Noorvand')
    const context = await browser.newContext()
    const page = await signedInAs(context, address, 'Out-of-hours duty')
    await page.goto(`${address}/missing/report`)
    const tabTo = async (what: () => Promise<boolean>) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab')
        if (await what()) return
      }
      throw new Error('The keyboard does not get there')
    }
    const focused = (text: string) => () =>
      page.evaluate((wanted) => (document.activeElement?.textContent ?? '').trim() === wanted, text)
    const focusedId = (id: string) => () =>
      page.evaluate((wanted) => document.activeElement?.id === wanted, id)
    await tabTo(focusedId('find'))
    await page.keyboard.type('Noorvand')
    await page.keyboard.press('Enter')
    await page.waitForURL(/search=/)
    await tabTo(focused('Kelmo Noorvand'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/missing$/)
    // Nothing must be filled in: what is not known is asked later.
    await tabTo(focused('Report missing'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/done=missing/)
    expect(await page.getByText('The child is on the missing desk.').isVisible()).toBe(true)
    await context.close()
  })

  test('nothing of a child stays in the browser: no storage, and pages are not kept', async () => {
    const context = await browser.newContext()
    const page = await signedInAs(context, address, 'Social worker')
    const answer = await page.goto(`${address}/children`)
    expect(answer?.headers()['cache-control']).toBe('no-store')
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
    expect(await page.title()).toBe('Children – Turnstone')
    await context.close()
  })
})
