import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { firstAdministratorToken } from '../../src/access/index.ts'
import { openBrowser, violations } from '../support/browser.ts'
import { testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/** From the link that a new real register prints, to files read in by a data officer and the answer on a page. */
const register = await testRegister('real')
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const words = 'three grey pebbles on sand'
const folder = join(register.folder, 'files')
mkdirSync(folder)
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('the first administrator adds a data officer, who reads the council’s files in and answers the question', async () => {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  const token = await firstAdministratorToken(register.db, register.council.id)
  await page.goto(`${address}/invitation/${token ?? ''}`)
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Your name').fill('Ada Plover')
  await page.getByLabel('Your work e-mail address').fill('ada@kent.example')
  await page.getByRole('textbox', { name: 'Choose a password' }).fill(words)
  await page.getByRole('button', { name: 'Save and sign in' }).click()
  // The first thing that a new register needs.
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Recovery shares')
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Today' }).click()
  await page.getByRole('link', { name: 'People, teams and who has left' }).click()
  await page.getByRole('link', { name: 'Add a person' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Mina Stint')
  await page.getByLabel('Work e-mail address').fill('mina@kent.example')
  await page.getByLabel('Data officer').check()
  await page.getByRole('button', { name: 'Add, and make a link' }).click()
  const link = (await page.locator('code').textContent()) ?? ''
  expect(await violations(page)).toEqual([])

  const office = await browser.newContext({ bypassCSP: true })
  const officer = await office.newPage()
  await officer.goto(address + link)
  await officer.getByRole('textbox', { name: 'Choose a password' }).fill(words)
  await officer.getByRole('button', { name: 'Save and sign in' }).click()
  await officer.getByRole('link', { name: 'Read files in' }).click()
  await officer
    .getByLabel('Choose the files')
    .setInputFiles([
      put(
        'header.csv',
        'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\nA2,1,31/02/2000,BAFR,UN2,,\n',
      ),
      put(
        'episodes.csv',
        'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nA1,01/02/2015,S,V2,N8,U6,PR1,,,,,,\n',
      ),
      put('uasc.csv', 'CHILD,SEX,DOB,DUC\nA1,1,01/01/2000,\n'),
      put('photo.csv', '\u0000\u0001not a table'),
    ])
  await officer.getByRole('button', { name: 'Read them in' }).click()
  await officer.waitForURL(/\/imports\/[0-9a-f-]{36}$/, { timeout: 30_000 })
  expect(await officer.getByRole('heading', { level: 1 }).textContent()).toContain(
    '3 rows are in. 1 is set aside',
  )
  expect(await officer.getByText('photo.csv is not text').isVisible()).toBe(true)
  expect(await violations(officer)).toEqual([])
  await officer.goto(
    `${address}/questions/ecpat?from-day=1&from-month=10&from-year=2014&to-day=30&to-month=9&to-year=2015`,
  )
  expect(await officer.getByRole('row', { name: /1c Unaccompanied or separated/ }).textContent()).toContain(
    '1',
  )
  expect(await officer.getByText('Demonstration.').count()).toBe(0)
  await context.close()
  await office.close()
})

test('a page of a real register says that its recovery shares are owed', async () => {
  const page = await browser.newPage()
  await page.goto(`${address}/sign-in`)
  expect(await page.getByText('Recovery shares are owed').isVisible()).toBe(true)
  await page.close()
})
