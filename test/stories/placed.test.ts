import { describe, expect, test } from 'vitest'
import { day } from '../../src/plain/index.ts'
import { moment, said } from '../../src/register/index.ts'
import { aChild } from '../support/register.ts'
import { testSite } from '../support/site.ts'
import { inCare, on, type Story, tell, unaccompanied } from './told.ts'

/** Stories of invented children for whom a place is found, over the real pages and database. */

const paragraph = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

const home = (name: string, more: Record<string, string> = {}) => ({
  name,
  kind: 'foster',
  least: '10',
  most: '17',
  sex: 'any',
  languages: 'Tigrinya, Arabic',
  places: '1',
  contact: 'An invented carer, 01632 960123',
  address: '3 Invented Row, CT10 2AB',
  ...on('from', '2026-01-01'),
  ...more,
})

async function offered(story: Story, ...homes: Record<string, string>[]): Promise<void> {
  const manager = await testSite(story.register).signedInAs('manager')
  for (const one of homes) {
    const page = await manager.send('/places/new', one)
    expect(paragraph(page.html)).toContain('The offer is written down')
  }
}
const placeNamed = async (story: Story, name: string): Promise<string> => {
  const { html } = await story.coordinator.get(`/children/${story.child}/places`)
  const section = html.split('<article').find((one) => one.includes(`aria-label="${name}"`)) ?? ''
  return /\/places\/([0-9a-f-]{36})/.exec(section)?.[1] ?? ''
}

describe('a place for a child', () => {
  test('is chosen with its reasons, and the record says where and why; the home then has one place less', async () => {
    const story = await tell('2012-06-14', [inCare('2025-05-01'), unaccompanied()])
    await offered(story, home('The Linnets'), home('A house for girls', { sex: 'F' }))
    const found = paragraph(
      (await story.coordinator.get(`/children/${story.child}/places?languages=tigrinya&together=1`)).html,
    )
    expect(found).toContain('Speaks tigrinya')
    // No sex is recorded: the house for girls is not ruled out, and says what to look at.
    expect(found).toContain('The sex of the child is not recorded')
    // Where the home is stands nowhere.
    expect(found).not.toContain('Invented Row')
    const place = await placeNamed(story, 'The Linnets')
    await story.writes(`/places/${place}`, {
      type: 'U4',
      why: 'Decided by the meeting of 3 March',
      ...on('from', '2026-03-04'),
    })
    const page = paragraph(await story.page())
    expect(page).toContain('With The Linnets')
    expect(page).toContain('Why here: Decided by the meeting of 3 March')
    // Full now, for the next child.
    const next = await aChild(story.register, 'NEXT1', [], day('2012-01-01'))
    const again = paragraph((await story.coordinator.get(`/children/${next}/places`)).html)
    expect(again).toContain('0 of 1 free')
    expect(again).toContain('Does not fit Full')
    const refused = await story.coordinator.send(`/children/${next}/places/${place}`, {
      type: 'U4',
      why: 'All the same',
      ...on('from', '2026-03-05'),
    })
    expect(refused.status).toBe(422)
    expect(paragraph(refused.html)).toContain('It does not fit. Full.')
    // Before the home offers places nobody is placed there.
    expect(
      paragraph(
        (
          await story.coordinator.send(`/children/${next}/places/${place}`, {
            type: 'U4',
            why: 'Early',
            ...on('from', '2025-12-31'),
          })
        ).html,
      ),
    ).toContain('The home offers places from 1 January 2026')
    // Moved on: the place is free again.
    await story.writes('/placement', { type: 'U6', ...on('from', '2026-04-01') })
    expect(paragraph((await story.coordinator.get(`/children/${next}/places`)).html)).toContain('1 of 1 free')
  })

  test('near somebody who pursues the child is flagged, and taken only with a reason', async () => {
    const reached = moment('contact', 'account', day('2026-02-01'), null, {
      sealed: { handle: 'facebook: invented.hunter', written: 'facebook invented.hunter' },
    })
    const story = await tell('2012-06-14', [inCare('2025-05-01'), reached])
    // Another child whom the same account reached lives in CT10.
    await aChild(
      story.register,
      'OTHER1',
      [
        reached,
        said('placement', 'U4', { from: day('2025-06-01'), sealed: { address: '8 Other Lane, CT10 1ZZ' } }),
      ],
      day('2011-01-01'),
    )
    await offered(story, home('Near'), home('Far', { address: '1 Invented Quay, TR4 9ZZ' }))
    const { html } = await story.coordinator.get(`/children/${story.child}/places`)
    const names = [...html.matchAll(/<article[^>]*aria-label="([^"]+)"/g)].map((one) => one[1])
    expect(names).toEqual(['Far', 'Near'])
    expect(paragraph(html)).toContain(
      'The people who reached the child have reached somebody near this home: ask the missing co-ordinator first',
    )
    const near = await placeNamed(story, 'Near')
    const asked = await story.coordinator.send(`/children/${story.child}/places/${near}`, {
      type: 'U4',
      why: '',
      ...on('from', '2026-03-04'),
    })
    expect(asked.status).toBe(422)
    expect(paragraph(asked.html)).toContain('Say why it is right all the same.')
    await story.writes(`/places/${near}`, {
      type: 'U4',
      why: 'The police are at the door',
      ...on('from', '2026-03-04'),
    })
    expect(paragraph(await story.page())).toContain('The police are at the door')
  })
})

describe('nobody is kept without an order', () => {
  test('a secure home needs one, and no other home may have one', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    const refused = async (answers: Record<string, string>) =>
      paragraph(
        (
          await story.coordinator.send(`/children/${story.child}/placement`, {
            ...on('from', '2026-03-04'),
            ...answers,
          })
        ).html,
      )
    expect(await refused({ type: 'K1' })).toContain('A secure home or custody needs an order')
    // The code says so, whatever else is said of the home.
    expect(await refused({ type: 'K1', home: 'other' })).toContain('A secure home or custody needs an order')
    expect(await refused({ type: 'K2', home: 'secure' })).toContain('A secure home or custody needs an order')
    expect(await refused({ type: 'U4', basis: 'section-25' })).toContain(
      'Nobody may be kept in this kind of home',
    )
    await story.writes('/placement', { type: 'K1', basis: 'section-25', ...on('from', '2026-03-04') })
    expect(paragraph(await story.page())).toContain('A secure accommodation order of the court')
  })

  test('no offer can be of a secure kind, and supported living is from 16', async () => {
    const story = await tell('2010-06-14', [])
    const manager = await testSite(story.register).signedInAs('manager')
    expect(paragraph((await manager.send('/places/new', home('Locked', { kind: 'secure' }))).html)).toContain(
      'Choose one from the list.',
    )
    expect(
      paragraph((await manager.send('/places/new', home('Flats', { kind: 'supported', least: '15' }))).html),
    ).toContain('This kind of home is from 16 on')
    expect(paragraph((await manager.get('/places')).html)).toContain('No home offers places.')
  })
})

test('two workers who take the last place at once: one has it, the other is told', async () => {
  const story = await tell('2012-06-14', [inCare('2025-05-01')])
  await offered(story, home('The last one'))
  const place = await placeNamed(story, 'The last one')
  const other = await aChild(story.register, 'OTHER2', [], day('2012-01-01'))
  const answers = { type: 'U4', why: 'It fits', ...on('from', '2026-03-04') }
  const both = await Promise.all(
    [story.child, other].map((child) =>
      story.coordinator.send(`/children/${child}/places/${place}`, answers),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
  expect(
    both.map(({ html }) => paragraph(html)).filter((html) => html.includes('full') || html.includes('Full')),
  ).toHaveLength(1)
})
