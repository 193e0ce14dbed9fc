import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { addDays, day, instantOf, londonDate } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { demonstrationCouncil, demonstrationNeighbour } from '../../src/standard/index.ts'
import { inCare, unaccompanied } from '../stories/told.ts'
import { openBrowser, openBy, seenAtBothWidths, signedInAs } from '../support/browser.ts'
import { aChild, type TestRegister, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/**
 * A child moves from one council to another, and goes missing on the way: two Turnstones, two people at two browsers, and
 * files that are saved in one and read in the other.
 */
const browser = await openBrowser()
afterAll(() => browser.close())
const today = londonDate(instantOf(new Date()))

type Desk = { page: Page; address: string; register: TestRegister; context: BrowserContext }

async function sit(register: TestRegister, role: string): Promise<Desk> {
  const address = await listening(register)
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: true })
  return { page: await signedInAs(context, address, role), address, register, context }
}

const main = (page: Page) => page.locator('main')
const follow = (page: Page, name: RegExp | string) => openBy(main(page).getByRole('link', { name }).first())
const press = (page: Page, name: string) => openBy(main(page).getByRole('button', { name }).last())
const on = async (page: Page, date: string) => {
  const [year = '', month = '', of = ''] = date.split('-')
  await page.getByLabel('Day', { exact: true }).fill(String(Number(of)))
  await page.getByLabel('Month', { exact: true }).fill(String(Number(month)))
  await page.getByLabel('Year', { exact: true }).fill(year)
}

/** Saves the file behind a link, as a person does. */
async function saved(page: Page, link: RegExp | string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    main(page).getByRole('link', { name: link }).last().click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

async function readAt(desk: Desk, file: { name: string; bytes: Buffer }, look = ''): Promise<void> {
  const { page, address } = desk
  await page.goto(`${address}/transfers/read`)
  await page.getByLabel('The package').setInputFiles({
    name: file.name,
    mimeType: 'application/octet-stream',
    buffer: file.bytes,
  })
  await press(page, 'Read it')
  if (look !== '') await seenAtBothWidths(page, look)
}

test(
  'a child moves between two councils, and is missing on both desks on the way',
  { timeout: 300_000 },
  async () => {
    const [here, there] = await Promise.all([
      testRegister('demonstration', demonstrationCouncil),
      testRegister('demonstration', demonstrationNeighbour),
    ])
    const child = await aChild(
      here,
      'MOVE-1',
      [
        said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } }),
        inCare(addDays(today, -200)),
        unaccompanied(),
        said('placement', 'U4', { from: addDays(today, -200), sealed: { with: 'The Linnets' } }),
      ],
      day('2010-06-14'),
    )
    const marram = await sit(here, 'Manager')
    const whimbrel = await sit(there, 'Manager')

    // Cards, read to each other on the phone.
    for (const [desk, other] of [
      [marram, whimbrel],
      [whimbrel, marram],
    ] as const) {
      const { page } = other
      await page.goto(`${other.address}/transfers/councils`)
      const letters = (await page.locator('.ts-code').first().textContent()) ?? ''
      const card = await saved(page, 'Save our card')
      const own = desk.page
      await own.goto(`${desk.address}/children`)
      await follow(own, 'Transfers between councils')
      await seenAtBothWidths(own, 'transfers-none')
      await follow(own, 'Councils we exchange packages with')
      await seenAtBothWidths(own, 'cards-none')
      await follow(own, 'Add the card of a council')
      await own.getByLabel('The card').fill('{"turnstone":"council card"}')
      await press(own, 'Look at it')
      await seenAtBothWidths(own, 'card-wrong')
      await own.getByLabel('The card').fill(card.bytes.toString())
      await press(own, 'Look at it')
      await seenAtBothWidths(own, 'card-compare')
      expect(await main(own).textContent()).toContain(letters)
      await own.getByLabel('No, or I have not rung them yet').check()
      await press(own, 'Keep the card')
      await seenAtBothWidths(own, 'card-not-compared')
      await own.getByLabel('Yes, I rang them').check()
      await press(own, 'Keep the card')
      await seenAtBothWidths(own, 'cards')
      expect(await main(own).textContent()).toContain(letters)
      await follow(own, /^Trust it no more/)
      await seenAtBothWidths(own, 'card-end')
    }

    // The proposal.
    const { page } = marram
    await page.goto(`${marram.address}/children/${child}`)
    await follow(page, 'Transfer to another council')
    await seenAtBothWidths(page, 'transfers-of-a-child-none')
    await follow(page, 'Propose a transfer')
    await seenAtBothWidths(page, 'transfer-propose')
    await press(page, 'Propose the transfer')
    await seenAtBothWidths(page, 'transfer-propose-wrong')
    await page.getByLabel('Which council?').selectOption(demonstrationNeighbour.code)
    await page.getByLabel('They do: we ask them').check()
    await page.getByLabel('By sealed packages').check()
    await page.getByLabel('Ten working days').check()
    await page.getByLabel('Why, and what must they know').fill('He wishes to be near his cousin.')
    await press(page, 'Propose the transfer')
    await seenAtBothWidths(page, 'transfer-proposed')
    const transferAt = new URL(page.url()).pathname
    const first = await saved(page, /^Save package/)

    // Read there, after two files that are none.
    const other = whimbrel.page
    await other.goto(`${whimbrel.address}/transfers/read`)
    await seenAtBothWidths(other, 'package-read-form')
    await press(other, 'Read it')
    await readAt(whimbrel, { name: 'cut-off.age', bytes: first.bytes.subarray(0, 900) }, 'package-refused')
    expect(await main(other).textContent()).toMatch(/changed|cut off/)
    await readAt(whimbrel, first, 'package-read')
    await follow(other, 'Open the transfer')
    await seenAtBothWidths(other, 'transfer-there')
    const thereAt = new URL(other.url()).pathname
    await readAt(whimbrel, first, 'package-read-again')

    const answer = async (
      step: RegExp,
      button: string,
      look: string,
      fill: () => Promise<void> = () => Promise.resolve(),
    ) => {
      await other.goto(whimbrel.address + thereAt)
      await follow(other, step)
      await seenAtBothWidths(other, look)
      await fill()
      await press(other, button)
      await readAt(marram, await saved(other, /^Save package/))
    }
    await answer(/^Say that the proposal is sound/, 'Save: the proposal is sound', 'step-validated')
    await answer(/^Accept the child/, 'Save: accepted', 'step-accepted')
    await answer(/^Arrange the move/, 'Save what is arranged', 'step-arranged', async () => {
      await press(other, 'Save what is arranged')
      await seenAtBothWidths(other, 'step-arranged-wrong')
      await on(other, today)
      await other.getByLabel('Who works with the child there?').fill('Ada Invented, 01632 960001')
    })
    await page.goto(`${marram.address}/`)
    await seenAtBothWidths(page, 'today-with-a-transfer')
    await page.goto(marram.address + transferAt)
    await seenAtBothWidths(page, 'transfer-arranged')

    // On the way he is gone.
    await page.goto(`${marram.address}/children/${child}/missing`)
    await page.locator('main input[name=code][value=M]').check()
    await on(page, today)
    await page.locator('main input[name=police][value=no]').check()
    await page.locator('main button').last().click()
    await page.waitForURL(/done=missing/)
    await seenAtBothWidths(page, 'child-missing-in-a-transfer')
    await page.goto(marram.address + transferAt)
    await seenAtBothWidths(page, 'transfer-owes-news')
    await follow(page, 'Make a package with the news')
    await seenAtBothWidths(page, 'transfer-news')
    await page.getByLabel('What is new?').fill('Gone since this morning')
    await press(page, 'Make the package')
    await seenAtBothWidths(page, 'transfer-news-made')
    await readAt(whimbrel, await saved(page, /^Save package/))
    await other.goto(`${whimbrel.address}/missing`)
    expect(await main(other).textContent()).toContain('Kelmo Darashe')
    await other.goto(whimbrel.address + thereAt)
    await seenAtBothWidths(other, 'transfer-there-missing')

    // Handed over all the same, acknowledged, and answered for there.
    await page.goto(marram.address + transferAt)
    await follow(page, /^Write down the hand-over/)
    await seenAtBothWidths(page, 'step-handed-over')
    await press(page, 'Save: the child was handed over')
    await readAt(whimbrel, await saved(page, /^Save package/))
    await answer(
      /^Acknowledge the hand-over/,
      'Save: responsibility has moved',
      'step-acknowledged',
      async () => {
        await press(other, 'Save: responsibility has moved')
        await seenAtBothWidths(other, 'step-acknowledged-wrong')
        await other.getByLabel('Legal status with us').selectOption('V2')
        await other.getByLabel('Placement').selectOption('U4')
      },
    )
    await page.goto(marram.address + transferAt)
    await seenAtBothWidths(page, 'transfer-over')
    expect(await main(page).textContent()).toContain('Whimbrel Borough Council answers for the child now')
    await page.goto(`${marram.address}/missing`)
    expect(await main(page).textContent()).toContain('Kelmo Darashe')
    await page.goto(`${marram.address}/transfers`)
    await seenAtBothWidths(page, 'transfers')
    await other.goto(`${whimbrel.address}${thereAt.replace(/\/transfers.*/, '')}`)
    await seenAtBothWidths(other, 'child-taken-over')
    await other.goto(`${whimbrel.address}${thereAt.replace(/[^/]+$/, '')}`.replace(/\/$/, ''))
    await seenAtBothWidths(other, 'transfers-of-a-child')
    await Promise.all([marram.context.close(), whimbrel.context.close()])
  },
)

test(
  'a child moves to a council that has no Turnstone: what they say is written down, and the record is saved on paper',
  { timeout: 120_000 },
  async () => {
    const register = await testRegister('demonstration')
    const child = await aChild(
      register,
      'HAND-1',
      [
        said('name', 'usual', { sealed: { forename: 'Bereket', surname: 'Invented' } }),
        inCare(addDays(today, -90)),
        unaccompanied(),
      ],
      day('2010-02-01'),
    )
    const desk = await sit(register, 'Missing co-ordinator')
    const { page, address } = desk
    await page.goto(`${address}/children/${child}/transfers/new`)
    await page.getByLabel('Which council?').selectOption('E10000016')
    await page.getByLabel('They do: we ask them').check()
    await page.getByLabel('By whatever way is agreed').check()
    await page.getByLabel('Ten working days').check()
    await press(page, 'Propose the transfer')
    await seenAtBothWidths(page, 'by-hand-proposed')
    await follow(page, /^The record for Kent/)
    await seenAtBothWidths(page, 'by-hand-record')
    const paper = await saved(page, /^Save as PDF/)
    expect(paper.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const at = new URL(page.url()).pathname.replace(/\/record$/, '')
    for (const [step, button] of [
      ['They found the proposal sound', 'Save: the proposal is sound'],
      ['They accepted the child', 'Save: accepted'],
    ] as const) {
      await page.goto(address + at)
      await follow(page, step)
      await press(page, button)
      await seenAtBothWidths(page, 'by-hand-step-wrong')
      await page.getByLabel('Who said so, and how?').fill('Ms Invented, on the phone')
      await press(page, button)
    }
    expect(await main(page).textContent()).toContain('Told by: Ms Invented, on the phone')
    await follow(page, 'They refused the child')
    await seenAtBothWidths(page, 'by-hand-refused')
    await page.getByLabel('There is no place for the child').check()
    await page.getByLabel('Who said so, and how?').fill('Ms Invented, by letter')
    await page.getByLabel('In your own words').fill('Their last home has closed.')
    await press(page, 'Save: refused')
    await seenAtBothWidths(page, 'by-hand-over')
    expect(await main(page).textContent()).toContain('Kent refused. The child is ours')
    await desk.context.close()
  },
)
