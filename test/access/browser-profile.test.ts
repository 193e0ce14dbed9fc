import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDemonstrationWorkers } from '../../src/access/index.ts'
import { openProfile } from '../support/browser.ts'
import { filesUnder, newCores, searchFor } from '../support/marker-search.ts'
import { testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/**
 * What a browser leaves on the disk of a duty worker's machine after a shift: a real profile, in which names, numbers,
 * addresses and notes were typed, searched for, read, kept as a draft over the lock and left open.
 */
const register = await testRegister('demonstration')
await addDemonstrationWorkers(register.db, register.keys, register.council.id)
const address = await listening(register)
const cores = newCores()
const { holds, fileHolds } = searchFor(Object.values(cores))
let planted = 0
const plant = () => `${cores.word}${String(planted++).padStart(3, '0')}`

async function type(page: Page, path: string, answers: Record<string, string>, button: RegExp) {
  await page.goto(address + path)
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]`).first()
    const tag = await field.evaluate((one) => `${one.tagName} ${one.getAttribute('type') ?? ''}`)
    if (tag.startsWith('SELECT')) await field.selectOption(value)
    else if (tag.includes('radio')) await page.locator(`main [name="${name}"][value="${value}"]`).check()
    else await field.fill(value)
  }
  await page.locator('main').getByRole('button', { name: button }).click()
}
const day = (name: string, date: string) => ({
  [`${name}-day`]: date,
  [`${name}-month`]: '3',
  [`${name}-year`]: '2026',
})

test('a browser’s profile holds nothing of what was typed and read in it', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'turnstone-profile-'))
  try {
    const context = await openProfile(profile)
    const page = await context.newPage()
    await page.goto(`${address}/sign-in`)
    await page.getByRole('button', { name: /^Missing co-ordinator/ }).click()
    const shown: string[] = []
    for (let n = 0; n < 12; n++) {
      const surname = plant()
      const names = { number: plant(), forename: plant(), surname }
      await type(page, '/children/new', { ...names, unaccompanied: 'uasc' }, /Add/)
      await page.waitForURL(/done=added/)
      const at = new URL(page.url()).pathname
      await type(page, `${at}/note`, { text: `Says ${plant()} and ${plant()}`, ...day('on', '2') }, /Save/)
      await page.waitForURL(/done=/)
      const where = { type: 'U4', ...day('from', '2'), with: plant(), address: `${plant()} Row\nTR4 9ZZ` }
      await type(page, `${at}/placement`, where, /Save/)
      await page.waitForURL(/done=/)
      await page.goto(`${address}/children`)
      await page.locator('main [name="find"]').fill(surname)
      await page.keyboard.press('Enter')
      await page.waitForURL(/search=/)
      shown.push(await page.content())
    }
    // A draft that is never sent, and pages left open.
    await page.goto(`${address}/children/new`)
    await page.locator('[name="surname"]').fill(plant())
    await page.goBack()
    await page.goForward()
    expect(holds(Buffer.from(shown.join('')))).toBe(true)
    expect(planted).toBeGreaterThan(80)
    await context.close()
    const files = filesUnder(profile, () => true)
    expect(files.length).toBeGreaterThan(20)
    expect(files.filter((path) => fileHolds(path) === true)).toEqual([])
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}, 180_000)
