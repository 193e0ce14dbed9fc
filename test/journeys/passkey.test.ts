import type { Browser, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { said } from '../../src/register/index.ts'
import { aDevice, openBy, openBrowser, sticksOut, violations } from '../support/browser.ts'
import { goodPassword, peopleOf } from '../support/people.ts'
import { aChild, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/**
 * Passkeys and the lock in the real browser, with the device that Chromium's own test interface plays (CDP WebAuthn).
 * The strict content policy is on.
 */
const register = await testRegister('real')
const { colleague } = peopleOf(register)
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())
const look = process.env['TURNSTONE_LOOK'] === '1'

async function signIn(page: Page, email: string) {
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('Work e-mail address').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(goodPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`${address}/`)
}

test('a duty worker adds a passkey, signs in with it, opens a record in an emergency with it, and removes it', async () => {
  const { email } = await colleague('duty')
  await aChild(register, 'PK-1', [
    said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } }),
  ])
  const context = await browser.newContext()
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()))
  await aDevice(page)
  await signIn(page, email)

  await page.getByRole('link', { name: 'Your passkeys' }).click()
  await page.getByRole('textbox', { name: 'Your password' }).fill(goodPassword)
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await page.getByLabel('Name of the passkey').fill('Work laptop')
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click()
  await page.getByText('The passkey was added.').waitFor()
  expect(await page.getByText('Work laptop', { exact: true }).first().isVisible()).toBe(true)

  // The device has one of theirs already, and says so before anything is sent.
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click()
  await page.getByText('This device has a passkey of yours already.').waitFor()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(`${address}/`)
  expect(await page.getByText('Robin Ashdown').isVisible()).toBe(true)

  await page.goto(`${address}/emergency`)
  await page.getByLabel('The exact number').fill('PK-1')
  await page.getByLabel('The police or another council ask now').check()
  await page.getByLabel('What is happening?').fill('Invented: officers at the door')
  await page.getByRole('button', { name: 'Open the record with your passkey' }).click()
  await page.waitForURL(/done=emergency/)
  // Shown a moment ago: not asked again.
  await page.goto(`${address}/emergency`)
  expect(await page.getByRole('textbox', { name: 'Your password' }).count()).toBe(0)

  await page.goto(`${address}/passkeys`)
  await page.getByText('Rename or remove').click()
  await page.getByLabel('New name').fill('Old laptop')
  await page
    .getByRole('button', { name: 'Rename Old laptop' })
    .or(page.getByRole('button', { name: /^Rename/ }))
    .first()
    .click()
  await page.getByText('The passkey has its new name.').waitFor()
  await page.getByText('Rename or remove').click()
  await page.getByRole('button', { name: 'Remove Old laptop' }).click()
  await page.getByText('The passkey was removed.').waitFor()
  expect(await page.getByText('You have none yet.').isVisible()).toBe(true)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('This passkey was not taken.').first().waitFor()
  expect(trouble.filter((words) => !/422/.test(words))).toEqual([])
  await context.close()
})

test('without JavaScript there is no button for a passkey, and the password works', async () => {
  const { email } = await colleague('duty')
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${address}/sign-in`)
  expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0)
  await signIn(page, email)
  await context.close()
})

test.each([true, false])(
  'a form that is sent after the lock asks who it is, and is shown to be checked before it is saved (scripts: %s)',
  async (javaScriptEnabled) => {
    const { email } = await colleague('duty')
    const child = await aChild(register, `PK-2-${javaScriptEnabled}`, [])
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await signIn(page, email)
    await page.goto(`${address}/children/${child}/missing`)
    await page.getByLabel('No, or only a guess').check()
    await page.getByLabel('Not yet').check()
    await context.clearCookies()
    await page.locator('main').getByRole('button', { name: 'Report missing' }).click()
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor()
    await page.getByLabel('Work e-mail address').fill(email)
    await page.getByRole('textbox', { name: 'Password' }).fill('harbour lantern stone')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('The e-mail address or the password is not right.').first().waitFor()
    await page.getByRole('textbox', { name: 'Password' }).fill(goodPassword)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Check and send again' }).waitFor()
    expect(await page.content()).not.toContain(goodPassword)
    await page.getByRole('button', { name: 'Send it now' }).click()
    await page.waitForURL(/done=missing/)
    await context.close()
  },
)

test('two minutes before the lock a page with a form says so, and one press extends it', async () => {
  const { email, id } = await colleague('duty')
  const child = await aChild(register, 'PK-3', [])
  for (const width of [1280, 320]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    await page.clock.install()
    await signIn(page, email)
    await page.goto(`${address}/children/${child}/missing`)
    const warning = page.getByRole('dialog', { name: 'You are signed out in two minutes' })
    await page.clock.fastForward('17:50')
    expect(await warning.isVisible()).toBe(false)
    await page.clock.fastForward('00:15')
    await warning.waitFor()
    if (look) await page.screenshot({ path: `screenshots/real-lock-warning-${width}.png` })
    expect(await violations(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
    const { seen } = await lastSeen(id)
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await warning.waitFor({ state: 'hidden' })
    expect((await lastSeen(id)).seen).not.toBe(seen)
    await page.clock.fastForward('17:50')
    expect(await warning.isVisible()).toBe(false)
    await page.clock.fastForward('02:20')
    await page.getByText('You are signed out. What you typed is still here').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await page.getByRole('dialog').count()).toBe(0)
    // A page without a form of its own keeps quiet.
    await page.goto(`${address}/help`)
    await page.clock.fastForward('25:00')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await context.close()
  }
})

const { own } = peopleOf(register)
const lastSeen = async (account: string) => {
  const [row] = await own('select max(seen_at)::text as seen from session where account = $1', [account])
  return { seen: String(row?.['seen']) }
}

describe.each([1280, 320])('at %i pixels, on a real register,', (width) => {
  test('every page of signing in is as it should be', async () => {
    const { email } = await colleague('duty')
    const child = await aChild(register, `PK-4-${width}`, [])
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    const seen = async (name: string) => {
      if (look) await page.screenshot({ path: `screenshots/real-${name}-${width}.png`, fullPage: true })
      expect(await violations(page), name).toEqual([])
      expect(await sticksOut(page), name).toBe(false)
    }
    await aDevice(page)
    await page.goto(`${address}/sign-in`)
    await seen('sign-in')
    await signIn(page, email)
    await page.goto(`${address}/passkeys`)
    await seen('passkeys-who')
    await openBy(page.locator('main').getByRole('button', { name: 'Go on', exact: true }))
    await seen('passkeys-who-wrong')
    await page.getByRole('textbox', { name: 'Your password' }).fill(goodPassword)
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await page.getByRole('button', { name: 'Add a passkey of this device' }).click()
    await page.getByText('The passkey was added.').waitFor()
    await seen('passkeys')
    await page.goto(`${address}/emergency`)
    await seen('emergency')
    await page.goto(`${address}/children/${child}/missing`)
    await page.getByLabel('Not yet').check()
    await context.clearCookies()
    await openBy(page.locator('main').getByRole('button', { name: 'Report missing' }))
    await seen('locked')
    await openBy(page.getByRole('button', { name: 'Sign in', exact: true }))
    await seen('locked-wrong')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('heading', { name: 'Check and send again' }).waitFor()
    await seen('check')

    const administrator = (await colleague('administrator')).email
    await context.clearCookies()
    await signIn(page, administrator)
    await seen('shares-owed')
    await page.goto(`${address}/shares`)
    await seen('shares')
    await openBy(page.getByRole('button', { name: 'Check the share' }))
    await seen('shares-wrong')
    await context.close()
  })
})
