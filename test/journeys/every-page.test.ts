import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { inventedScheme } from '../../src/invented/index.ts'
import { instantOf } from '../../src/plain/index.ts'
import { loadDemonstration } from '../../src/web/index.ts'
import {
  aDevice,
  cutOff,
  openBrowser,
  openBy,
  signedInAs,
  sticksOut,
  violations,
} from '../support/browser.ts'
import { importing, testRegister } from '../support/register.ts'
import { listening } from '../support/site.ts'

/**
 * Every page and state in a real browser, at 1280 and 320 pixels and with text at 200 %: axe finds nothing, nothing
 * sticks out sideways, no words are cut off.
 * With TURNSTONE_LOOK=1 each is also saved as a picture in screenshots/, to be looked at.
 */
const register = await testRegister('demonstration')
await loadDemonstration(
  register.db,
  register.keys,
  register.council.id,
  instantOf(new Date()),
  () => undefined,
)
// Children of a scheme, whom the invented council has none of.
await importing(
  register,
  Object.fromEntries(
    inventedScheme(1)
      .filter(({ path }) => path.startsWith('council/'))
      .map(({ path, text }) => [path.slice('council/'.length), text]),
  ),
)
// Some rows for the worklist, which the invented council alone would leave empty: last, since a later file without them takes them off.
await importing(register, {
  'header-odd.csv':
    'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nODD1,1,31/02/2009,BAFR,,,\nODD2,9,01/02/2009,XXXX,,,\n',
})
const address = await listening(register)
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const look = process.env['TURNSTONE_LOOK'] === '1'
if (look) mkdirSync('screenshots', { recursive: true })

/** A state of a page: how to get there from a signed-in start. */
type State = { name: string; go: (page: Page) => Promise<void> }
const at = (name: string, path: string): State => ({
  name,
  go: async (page) => {
    await page.goto(address + path)
  },
})
const searched = (name: string, path: string, label: string, words: string): State => ({
  name,
  go: async (page) => {
    await page.goto(address + path)
    await page.getByLabel(label).fill(words)
    await page.getByRole('button', { name: 'Find', exact: true }).click()
  },
})
const pressed = (name: string, path: string, button: string): State => ({
  name,
  go: async (page) => {
    await page.goto(address + path)
    await openBy(page.locator('main').getByRole('button', { name: button }).last())
  },
})
const linked = (name: string, from: string, link: RegExp, then = ''): State => ({
  name,
  go: async (page) => {
    await page.goto(address + from)
    const href = await page.locator('main').getByRole('link', { name: link }).first().getAttribute('href')
    await page.goto(address + (href ?? '') + then)
  },
})
/** The first child of a list, and a page below it; given a button, the first whose page has it. */
const child = (
  name: string,
  filter: string,
  below = '',
  then: (page: Page) => Promise<void> = () => Promise.resolve(),
  button = '',
): State => ({
  name,
  go: async (page) => {
    await page.goto(`${address}/children?show=${encodeURIComponent(filter)}`)
    const hrefs = await page
      .locator('.ts-table tbody a')
      .evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''))
    for (const href of hrefs) {
      await page.goto(address + href + below)
      if (new URL(page.url()).pathname !== href + below) continue
      if (!button || (await page.getByRole('button', { name: button }).count()) > 0) break
    }
    await then(page)
  },
})
const press = (button: string) => (page: Page) =>
  openBy(page.locator('main').getByRole('button', { name: button }).last())
const follow = (link: RegExp) => (page: Page) =>
  openBy(page.locator('main').getByRole('link', { name: link }).first())

const states: Record<string, State[]> = {
  'Out-of-hours duty': [
    at('today', '/'),
    at('missing', '/missing'),
    at('which child', '/missing/report'),
    searched('which child, found', '/missing/report', 'Which child?', 'ma'),
    searched('which child, nobody', '/missing/report', 'Which child?', 'zzzz'),
    at('children', '/children'),
    searched('children, nobody', '/children', 'Find by number or any part of a name', 'zzzz'),
    at('children, second page', '/children?page=2'),
    child('child', 'identified'),
    child('child as known then', 'identified', '?known=2026-01-01'),
    child('child, wrong day', 'identified', '?known=yesterday'),
    child('child missing', 'missing now'),
    child('note', 'in care', '/note'),
    child('note, wrong', 'in care', '/note', press('Save the note')),
    child('note, signed in again', 'in care', '/note', async (page) => {
      await page.locator('main textarea').first().fill('Invented words')
      await page
        .locator('main input[name=token]')
        .evaluate((field) => field.setAttribute('value', 'of another session'))
      await press('Save the note')(page)
    }),
    child('note, signed out meanwhile', 'in care', '/note', async (page) => {
      await page.locator('main textarea').first().fill('Invented words')
      await page.context().clearCookies()
      await press('Save the note')(page)
    }),
    child('placement', 'in care', '/placement'),
    child('placement, wrong', 'in care', '/placement', press('Save the placement')),
    child('trafficking', 'in care', '/trafficking'),
    child('trafficking, wrong', 'in care', '/trafficking', press('Save the status')),
    child('links', 'in care', '/links'),
    child('indicators', 'in care', '/indicators'),
    child('indicators, wrong', 'in care', '/indicators', async (page) => {
      await page.getByLabel('Day').first().fill('99')
      await press('Save the indicators')(page)
    }),
    child('referral', 'in care', '/referral'),
    child('referral, a part', 'in care', '/referral/exploitation'),
    child('messages', 'in care', '/messages'),
    child('messages, nothing put in', 'in care', '/messages', press('Look for phones and accounts')),
    child('messages, to tick', 'in care', '/messages', async (page) => {
      await page
        .getByLabel('What was found', { exact: true })
        .fill('Boss: ring +84 912 345 678\nBoss: https://facebook.com/invented.hunter\nاتصل بي ٠٧٧٠٠٩٠٠١٢٣')
      await page.getByLabel('What is it?').fill('A found phone')
      await press('Look for phones and accounts')(page)
    }),
    child('exploitation', 'in care', '/exploitation'),
    child('exploitation, wrong', 'in care', '/exploitation', press('Save')),
    child('scheme step', 'in care', '/scheme'),
    child('scheme step, wrong', 'in care', '/scheme', press('Save')),
    child('guardian', 'in care', '/guardian'),
    child('guardian, wrong', 'in care', '/guardian', async (page) => {
      await page.getByLabel('Allocated: works with the child').check()
      await press('Save')(page)
    }),
    child('safety plan, none yet', 'in care', '/safety-plan'),
    child('safety plan, change', 'in care', '/safety-plan/change'),
    child('check-in', 'in care', '/check-in'),
    child('check-in, wrong', 'in care', '/check-in', press('Save the check-in')),
    child('told outside, nothing yet', 'in care', '/disclosures'),
    child('contact', 'in care', '/contact'),
    child('contact, wrong', 'in care', '/contact', press('Save')),
    child('report missing', 'in care', '/missing'),
    child('report missing, wrong', 'in care', '/missing', press('Report missing')),
    child('located', 'missing now', '', follow(/^Located/)),
    child('returned', 'missing now', '', follow(/^Returned/)),
    child('correct', 'in care', '', follow(/^Correct/)),
    child('correct, wrong', 'in care', '', async (page) => {
      await follow(/^Correct/)(page)
      await press('Save the correction')(page)
    }),
    child('withdraw', 'in care', '', follow(/^Withdraw/)),
    child('withdraw, wrong', 'in care', '', async (page) => {
      await follow(/^Withdraw/)(page)
      await press('Withdraw it')(page)
    }),
    searched('children, some only glimpsed', '/children', 'Find by number or any part of a name', 'ma'),
    at('emergency', '/emergency'),
    pressed('emergency, wrong', '/emergency', 'Open the record'),
    {
      name: 'child opened in an emergency',
      go: async (page) => {
        await page.goto(`${address}/emergency`)
        // At two widths one emergency each: the third in a shift is the last.
        await page.getByLabel('The exact number').fill('MC100013')
        await page.getByLabel('The police or another council ask now').check()
        await page.getByLabel('What is happening?').fill('Invented: officers at the door')
        await page.getByRole('button', { name: 'Open the record' }).click()
      },
    },
    child('note, with an address in it', 'in care', '/note', async (page) => {
      await page.locator('main textarea').first().fill('Now at TR4 9ZZ, 07700 900123')
      await press('Save the note')(page)
    }),
    at('new child', '/children/new'),
    pressed('new child, wrong', '/children/new', 'Add the child'),
    at('not your role', '/people'),
    at('not found', '/children/018f0000-0000-7000-8000-000000000000'),
    at('passkeys, none', '/passkeys'),
    {
      name: 'passkeys, one added',
      go: async (page) => {
        await aDevice(page)
        await page.goto(`${address}/passkeys`)
        await page.getByLabel('Name of the passkey').fill('Invented phone')
        await press('Add a passkey of this device')(page)
        await page.getByText('The passkey was added.').waitFor()
        await page.getByText('Rename or remove').first().click()
      },
    },
    {
      name: 'passkeys, without a name',
      go: async (page) => {
        await page.goto(`${address}/passkeys`)
        await page.getByText('Rename or remove').first().click()
        await page.getByLabel('New name').first().fill('')
        await page
          .getByRole('button', { name: /^Rename/ })
          .first()
          .click()
      },
    },
    at('where one is signed in', '/sessions'),
    at('where one is signed in, one ended', '/sessions?done=ended'),
    at('help', '/help'),
    at('accessibility', '/accessibility'),
    at('protection', '/how-we-protect-what-you-write'),
  ],
  'Data officer': [
    at('today, data officer', '/'),
    at('questions', '/questions'),
    at('the question', '/questions/ecpat'),
    at('the question, wrong', '/questions/ecpat?from-day=40&from-month=1&from-year=2025'),
    at('whose field is missing', '/questions/ecpat/coverage/1a'),
    at('schemes', '/schemes'),
    at('scheme', '/schemes/calais-2016'),
    at('grant', '/claims'),
    at('grant, an earlier year', '/claims?year=2024'),
    linked('grant, a month', '/claims?year=2025', /November 2025/),
    linked('grant, a child', '/claims/2025-11', /^[A-Z0-9-]+$/),
    at('numbers of children', '/claims/populations'),
    pressed('numbers of children, wrong', '/claims/populations', 'Keep them'),
    at('files', '/imports'),
    linked('import', '/imports', /2026|20\d\d/),
    at('read files in', '/imports/new'),
    pressed('read files in, wrong', '/imports/new', 'Read them in'),
    at('worklist', '/worklist'),
    at('save the rows', '/worklist/save'),
    pressed('save the rows, wrong', '/worklist/save', 'Ask a second person'),
    {
      name: 'save the rows, asked',
      go: async (page) => {
        await page.goto(`${address}/worklist/save`)
        await page.getByLabel('What is the file for?').fill('To put the source right')
        await page.getByRole('button', { name: 'Ask a second person' }).click()
      },
    },
    linked('put a row right', '/worklist', /^Put right/),
    {
      name: 'put a row right, still wrong',
      go: async (page) => {
        await page.goto(`${address}/worklist`)
        await page
          .getByRole('link', { name: /^Put right/ })
          .first()
          .click()
        await page.getByRole('button', { name: 'Put it right' }).click()
      },
    },
  ],
  'Missing co-ordinator': [
    at('desk of the co-ordinator', '/missing'),
    at('desk, filtered', '/missing?kind=away&live=no'),
    at('clocks', '/missing/clocks'),
    at('screens on a wall', '/missing/walls'),
    pressed('screen on a wall, wrong', '/missing/walls', 'Make a key'),
    {
      name: 'the wall',
      go: async (page) => {
        await page.goto(`${address}/missing/walls`)
        await page.getByLabel('Where does the screen hang?').fill('Duty room')
        await press('Make a key')(page)
        const key = (await page.locator('code').last().textContent()) ?? ''
        await page.goto(`${address}/wall`)
        await page.getByLabel('The key of this screen').fill(key)
        await press('Open the wall')(page)
        await page.waitForSelector('.ts-wall')
      },
    },
    child('what repeats', 'missing now', '/patterns'),
    ...(['age', 'legal-status', 'family', 'task'] as const).flatMap((what) => [
      child(`fact, ${what}`, 'in care', `/facts/${what}`),
      child(`fact, ${what}, wrong`, 'in care', `/facts/${what}`, press('Save')),
    ]),
    child('draft brought back', 'in care', '/facts/task', async (page) => {
      // The other width has left a draft of its own.
      await page.waitForLoadState('networkidle')
      await page.locator('main textarea').first().fill(`Invented words ${Date.now()}`)
      await page.locator('main textarea').first().blur()
      await page.getByText('It stays if your screen locks').waitFor()
      await page.reload()
      await page.getByText(/is brought back/).waitFor()
    }),
    child('grab sheet', 'missing now', '/sheet'),
    child('grab sheet, a part', 'missing now', '/sheet/plan'),
    child('news', 'missing now', '', follow(/^Add news/)),
    ...[
      'Somebody was told',
      'The risk is graded',
      'Somebody saw',
      'Somebody looked',
      'A meeting',
      'Whether the public',
    ].map((link) =>
      child(`news, ${link.toLowerCase()}, wrong`, 'missing now', '', async (page) => {
        await follow(/^Add news/)(page)
        await follow(new RegExp(`^${link}`))(page)
        await press('Save')(page)
      }),
    ),
    child('missing turns into away', 'missing now', '', async (page) => {
      await follow(/^Add news/)(page)
      await follow(/turns into/)(page)
    }),
    child('changed while missing, wrong', 'missing now', '', async (page) => {
      await follow(/^Add news/)(page)
      await follow(/^Turned 18/)(page)
      await press('Save')(page)
    }),
    child('police report', 'missing now', '', follow(/^The report is filled in/)),
    child('return interview, wrong', 'missing now', '', async (page) => {
      const href =
        (await page.locator('main').getByRole('link', { name: 'Returned' }).first().getAttribute('href')) ??
        ''
      await page.goto(address + href.replace(/returned$/, 'interview'))
      await press('Save')(page)
    }),
  ],
  Administrator: [
    at('today, administrator', '/'),
    at('own password', '/password'),
    pressed('own password, wrong', '/password', 'Save the new password'),
    at('people', '/people'),
    linked('person', '/people', /Jo Dunlin/),
    at('new person', '/people/new'),
    pressed('new person, wrong', '/people/new', 'Add, and make a link'),
    {
      name: 'person, signed out everywhere',
      go: async (page) => {
        await page.goto(`${address}/people`)
        await page.getByRole('link', { name: 'Sam Knott' }).click()
        await press('Sign them out everywhere')(page)
      },
    },
    at('recovery shares, of a demonstration', '/shares'),
    at('new team', '/people/teams/new'),
    pressed('new team, wrong', '/people/teams/new', 'Add the team'),
  ],
  Auditor: [
    at('today, auditor', '/'),
    at('trail', '/trail'),
    at('trail, narrowed', '/trail?ended=refused'),
    at('trail, wrong', '/trail?from=yesterday&child=x'),
    at('trail, nothing', '/trail?from=2000-01-01&until=2000-01-02'),
  ],
  Manager: [
    at('today, manager', '/'),
    at('emergencies', '/emergencies'),
    at('places, none', '/places'),
    at('offer of places', '/places/new'),
    pressed('offer of places, wrong', '/places/new', 'Save the offer'),
    {
      name: 'places',
      go: async (page) => {
        await page.goto(`${address}/places/new`)
        await page.getByLabel('What is the home called').fill('The Linnets, invented')
        await page.getByLabel('What kind of home is it?').selectOption('foster')
        await page.getByLabel('From which age?').fill('0')
        await page.getByLabel('Until which age?').fill('25')
        await page.getByLabel('Any child').check()
        await page.getByLabel('Which languages').fill('Tigrinya, Arabic')
        await page.getByLabel('How many places?').fill('30')
        await page.getByRole('button', { name: 'Save the offer' }).click()
      },
    },
    linked('end an offer', '/places', /^End/),
    child('find a place', 'in care', '/places'),
    child('place here', 'in care', '/places', follow(/^Place the child here/)),
    child('place here, wrong', 'in care', '/places', async (page) => {
      await follow(/^Place the child here/)(page)
      await press('Save the placement')(page)
    }),
    at('close a month', '/claims/2026-10/close'),
    {
      name: 'close a month, wrong',
      go: async (page) => {
        await page.goto(`${address}/claims/2026-10/close`)
        await page.getByLabel('What did the month cost').fill('a lot')
        await page.getByRole('button', { name: /^(Close the month|State it again)/ }).click()
      },
    },
    {
      name: 'month, closed',
      go: async (page) => {
        await page.goto(`${address}/claims/2026-10/close`)
        await page.getByLabel('What did the month cost').fill('48500')
        await page.getByRole('button', { name: /^(Close the month|State it again)/ }).click()
      },
    },
    at('set a clock', '/missing/clocks/set'),
    pressed('set a clock, wrong', '/missing/clocks/set', 'Save'),
    child('erase', 'in care', '/erase'),
    child('erase, wrong', 'in care', '/erase', press('Ask the information-governance officer to agree')),
    at('erased records', '/erasures'),
    at('agreements', '/agreements'),
    child('who works with this child', 'in care', '/people'),
    // One width restricts a child; the other must find one who is not.
    child('restrict', 'in care', '/restrict', () => Promise.resolve(), 'Restrict it'),
    child('restrict, wrong', 'in care', '/restrict', press('Restrict it'), 'Restrict it'),
    child('restricted, and asked to lift it', 'unaccompanied', '/restrict', async (page) => {
      const button = page.getByRole('button', { name: 'Restrict it' })
      if ((await button.count()) > 0) {
        await page.getByRole('checkbox').first().check()
        await button.click()
        await page.getByRole('link', { name: 'Who is named on this record' }).click()
      }
      await page.getByLabel('Why can it be lifted?').fill('Invented: the threat is over')
      await press('Ask a second person to lift it')(page)
    }),
    child('restricted child', 'unaccompanied'),
  ],
  'Information-governance officer': [
    at('today, information governance', '/'),
    at('agreements, to decide', '/agreements'),
    pressed('agreement taken', '/agreements', 'Refuse'),
  ],
}

test('the check itself can fail: a page with known faults is reported', async () => {
  const page = await browser.newPage()
  await page.setContent('<html><body><img src="x"><div style="width: 5000px">wide</div></body></html>')
  expect((await violations(page)).map((one) => one.rule)).toContain('image-alt')
  expect(await sticksOut(page)).toBe(true)
  await page.setContent(
    '<p style="height: 10px; overflow: hidden">Words that need more room than they get</p>',
  )
  expect(await cutOff(page)).toEqual(['Words that need more room than they get'])
  await page.close()
})

describe.each([1280, 320])('at %i pixels', (width) => {
  const seen = async (page: Page, name: string) => {
    if (look)
      await page.screenshot({
        path: `screenshots/${name.replaceAll(/[^a-z]+/g, '-')}-${width}.png`,
        fullPage: true,
      })
    // A page that could not be made is a page as well, and has no fault of this kind.
    expect(await page.title()).not.toMatch(/Not saved/)
    expect(await violations(page)).toEqual([])
    expect(await sticksOut(page)).toBe(false)
    if (width === 1280) {
      // Text alone at 200 %, as WCAG 1.4.4 asks: every size of ours is in rem.
      await page.addStyleTag({ content: 'html { font-size: 200% !important }' })
      expect(await sticksOut(page)).toBe(false)
      expect(await cutOff(page)).toEqual([])
      if (look)
        await page.screenshot({
          path: `screenshots/${name.replaceAll(/[^a-z]+/g, '-')}-text-200.png`,
          fullPage: true,
        })
    }
  }

  test('signing in, and signing in wrongly', async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`${address}/sign-in`)
    await seen(page, 'sign-in')
    await openBy(page.getByRole('button', { name: 'Sign in', exact: true }))
    await seen(page, 'sign-in wrong')
    await context.close()
  })

  describe.each(Object.keys(states))('%s', (role) => {
    test.each((states[role] ?? []).map((state) => [state.name, state] as const))(
      '%s',
      async (name, state) => {
        const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
        const page = await signedInAs(context, address, role)
        await state.go(page)
        await seen(page, name)
        await context.close()
      },
    )
  })
})
