import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { addDemonstrationWorkers } from '../../src/access/index.ts'
import { asOwner } from '../../src/database/index.ts'
import { openBrowser, signedInAs } from '../support/browser.ts'
import { aChild, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

const register = await testRegister('demonstration')
await addDemonstrationWorkers(register.db, register.keys, register.council.id)
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])

const words = 'He said that the man with the white van waits at the bus stop'
const note = (page: Page) => page.getByLabel('What do you want to write down?')
/** Types a note and leaves the field, as somebody does whose phone rings. */
async function interrupted(page: Page, child: string) {
  await page.goto(`${address}/children/${child}/note`)
  await note(page).fill(words)
  await note(page).blur()
  await page.getByText('It stays if your screen locks').waitFor()
}

test('what is typed and not sent is there again after the window is gone, and the browser never kept it', async () => {
  const child = await aChild(register, 'DRAFT-1', [])
  const context = await browser.newContext()
  const page = await signedInAs(context, address, 'Social worker')
  await interrupted(page, child)
  await page.close()
  const again = await context.newPage()
  await again.goto(`${address}/children/${child}/note`)
  await again.getByText(/Your draft of .* is brought back/).waitFor()
  expect(await note(again).inputValue()).toBe(words)
  expect(await again.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  // Sealed: the words stand nowhere in the row.
  const [row] = await own<{ sealed: Buffer; page: string }>('select sealed, page from draft')
  expect(row?.page).toBe(`/children/${child}/note`)
  expect(row?.sealed.includes(Buffer.from('white van'))).toBe(false)
  // Saved: the draft is gone, and the form is empty next time.
  await again.getByRole('button', { name: 'Save the note' }).click()
  await again.waitForURL(/done=recorded/)
  expect(await own('select 1 from draft')).toEqual([])
  await again.goto(`${address}/children/${child}/note`)
  expect(await note(again).inputValue()).toBe('')
  await context.close()
})

test('a draft stays over a lock, is nobody else’s, and can be thrown away', async () => {
  const child = await aChild(register, 'DRAFT-2', [])
  const context = await browser.newContext()
  const page = await signedInAs(context, address, 'Social worker')
  await interrupted(page, child)
  // Locked: the session is over.
  await context.clearCookies()
  await page.goto(`${address}/children/${child}/note`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  const other = await browser.newContext()
  const manager = await signedInAs(other, address, 'Manager')
  await manager.goto(`${address}/children/${child}/note`)
  await manager.waitForLoadState('networkidle')
  expect(await note(manager).inputValue()).toBe('')
  await other.close()
  const back = await signedInAs(context, address, 'Social worker')
  await back.goto(`${address}/children/${child}/note`)
  await back.getByText(/is brought back/).waitFor()
  expect(await note(back).inputValue()).toBe(words)
  await back.getByRole('button', { name: 'Throw the draft away' }).click()
  await back.waitForLoadState('networkidle')
  expect(await note(back).inputValue()).toBe('')
  expect(await own('select 1 from draft')).toEqual([])
  await context.close()
})
