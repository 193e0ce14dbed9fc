import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { day, type Id } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { openBrowser, seenAtBothWidths, signedInAs } from '../support/browser.ts'
import { aChild, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/** One account behind children of two teams, from a found phone to what the police are told, in a real browser. */

const register = await testRegister('demonstration')
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const homes = [
  '4 Shore Road, TR4 9ZZ',
  '9 Dune Row, TR4 1AA',
  '2 Ferry Lane, TR9 2BB',
  '7 Sand Street, TR9 3CC',
]
const children: Id[] = []
for (const [i, home] of homes.entries())
  children.push(
    await aChild(
      register,
      `SEEN-${i + 1}`,
      [
        said('name', 'usual', { sealed: { forename: `Kelmo${i + 1}`, surname: 'Darashe' } }),
        said('nationality', 'VNM'),
        said('placement', 'K2', {
          from: day('2026-11-28'),
          sealed: { with: 'An invented home', address: home },
        }),
        said('missing', 'M', { from: day('2026-06-01'), until: day('2026-06-03') }),
      ],
      day('2010-06-14'),
    ),
  )
await asOwner(register.owner, async (client) => {
  const teams = (await client.query('select id from team order by name')).rows as { id: Id }[]
  const other = teams.find(({ id }) => id !== register.team)
  await client.query('update child set team = $1 where id = any($2)', [other?.id, children.slice(2)])
})

const chat = `Boss: ring +84 912 345 678 tonight
Boss: pay the 20,000 euros or we visit your brother
Boss: https://www.facebook.com/invented.hunter
me: ok`

async function press(page: Page, name: string): Promise<void> {
  await page.locator('main').getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}

test('what was found on a phone is ticked once, and joins children who are looked at as a picture and as a table', async () => {
  const context = await browser.newContext()
  const page = await signedInAs(context, address, 'Missing co-ordinator')
  for (const child of children) {
    await page.goto(`${address}/children/${child}/messages`)
    await page.getByLabel('What was found', { exact: true }).fill(chat)
    await page.getByLabel('What is it?').fill('Phone found in the room')
    await press(page, 'Look for phones and accounts')
    if (child === children[0]) await seenAtBothWidths(page, 'pursued-messages')
    // The last child is joined by the account alone.
    if (child !== children[3]) await page.getByLabel('Phone number: +84 912 345 678').check()
    await page.getByLabel('Account: https://www.facebook.com/invented.hunter').check()
    await press(page, 'Save')
    expect(page.url()).toContain('done=contacts')
  }
  await seenAtBothWidths(page, 'pursued-record')
  await page.goto(`${address}/network`)
  expect(await page.locator('.ts-net circle').count()).toBe(4)
  await seenAtBothWidths(page, 'pursued-network')
  await page.locator('main a', { hasText: '4 children' }).first().click()
  await page.waitForLoadState()
  await seenAtBothWidths(page, 'pursued-cluster')
  await context.close()
  // A worker of one team: two children to open, two of the other team to ring about.
  const worker = await browser.newContext()
  const own = await signedInAs(worker, address, 'Social worker')
  await own.goto(`${address}/children/${children[0] ?? ''}/links`)
  expect(await own.getByRole('link', { name: /^Open the record/ }).count()).toBeGreaterThan(0)
  await seenAtBothWidths(own, 'pursued-links')
  await worker.close()
})

test('the first days: what raises the risk, a plan, a check-in', async () => {
  const context = await browser.newContext()
  const page = await signedInAs(context, address, 'Missing co-ordinator')
  const [child = ''] = children
  await page.goto(`${address}/children/${child}/safety-plan`)
  await seenAtBothWidths(page, 'pursued-no-plan')
  await page.goto(`${address}/children/${child}/safety-plan/change`)
  await page.getByLabel('The number of the child’s phone').fill('07700 900123')
  await page.getByLabel('Who may call the child?').fill('His aunt\nThe guardian')
  await page.getByLabel('The word agreed upon').fill('Bittern')
  await press(page, 'Save the plan')
  await page.goto(`${address}/children/${child}/check-in`)
  await page.getByLabel('Seen, and well').check()
  await press(page, 'Save the check-in')
  await page.waitForURL(/done=saved/)
  await seenAtBothWidths(page, 'pursued-plan')
  await page.goto(`${address}/`)
  await seenAtBothWidths(page, 'pursued-today')
  await context.close()
})

test('the police ask: a second person agrees, and exactly that is told', async () => {
  const context = await browser.newContext()
  const page = await signedInAs(context, address, 'Missing co-ordinator')
  const [child = ''] = children
  await page.goto(`${address}/children/${child}/disclosures/new`)
  await press(page, 'Ask a second person')
  await seenAtBothWidths(page, 'pursued-disclose-wrong')
  await page.getByLabel('Who asks?').fill('Invented Police')
  await page.getByLabel('Which person there?').fill('Sergeant Tern, 4417')
  await page.getByLabel('How do you know that it is they?').fill('Rang back through the switchboard')
  await page.getByLabel('On what legal basis?').selectOption('crime')
  await page.getByLabel('What do they need it for?').fill('Who runs the account')
  await page.getByLabel('Date of birth').check()
  await page.getByLabel('By which phones, accounts and people they were reached').check()
  await press(page, 'Ask a second person')
  expect(page.url()).toContain('done=asked')
  const officers = await browser.newContext()
  const officer = await signedInAs(officers, address, 'Information-governance officer')
  await officer.goto(`${address}/agreements`)
  await seenAtBothWidths(officer, 'pursued-agreement')
  await press(officer, 'Agree')
  await officers.close()
  await page.goto(`${address}/children/${child}/disclosures`)
  await press(page, 'See what would be told')
  await seenAtBothWidths(page, 'pursued-disclosure-before')
  await press(page, 'Write down that it is told')
  await seenAtBothWidths(page, 'pursued-disclosures')
  await page.locator('main table a').first().click()
  await page.waitForLoadState()
  await seenAtBothWidths(page, 'pursued-disclosure')
  await context.close()
})
