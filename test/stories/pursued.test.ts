import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { day, type Id, instantOf } from '../../src/plain/index.ts'
import { sendNotices } from '../../src/missing/index.ts'
import { tellOfLinks } from '../../src/pursuit/index.ts'
import { said, type Said } from '../../src/register/index.ts'
import { csv } from '../support/council-files.ts'
import { aChild, importing, testRegister } from '../support/register.ts'
import { testSite } from '../support/site.ts'
import { inCare, on, tell, unaccompanied } from './told.ts'

/** Stories of invented children who are pursued, over the real pages and database; expectations by hand. */

const living = (home: string): Said =>
  said('placement', 'K2', { from: day('2026-01-10'), sealed: { with: home } })
describe('one account behind five children in three homes of two teams', async () => {
  const register = await testRegister('demonstration')
  const { signedInAs } = testSite(register)
  const own = <Row>(what: string, values: unknown[] = []) =>
    asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])
  const teams = await own<{ id: Id; name: string }>('select id, name from team order by name')
  const [other] = teams.filter((team) => team.id !== register.team)
  if (other === undefined) throw new Error('a demonstration has two teams')
  const homes = ['Saltern House', 'Saltern House', 'Ferry House', 'Marram Lodge', 'Marram Lodge']
  const children: Id[] = []
  for (const [i, home] of homes.entries())
    children.push(
      await aChild(
        register,
        `HUNTED-${i + 1}`,
        [said('name', 'usual', { sealed: { forename: `Kelmo${i + 1}`, surname: 'Darashe' } }), living(home)],
        day('2010-06-14'),
      ),
    )
  // The last two children are another team's.
  await own('update child set team = $1 where id = any($2)', [other.id, children.slice(3)])
  const coordinator = await signedInAs('missing-coordinator')
  const writes = (child: Id, handle: string) =>
    coordinator.send(`/children/${child}/contact`, {
      code: 'account',
      handle,
      ...on('when', '2026-03-01'),
      words: 'We know where your little brother is',
    })
  const told: string[] = []
  const tick = async () => {
    const post = {
      mail: (letter: { to: string; subject: string; text: string }) => {
        told.push(`${letter.to} ${letter.subject} ${letter.text}`)
        return Promise.resolve()
      },
      hook: null,
    }
    await tellOfLinks(register.db, register.council.id, post)
    await sendNotices(register.db, register.council.id, post, 'http://localhost', instantOf(new Date()))
  }

  test('is found on the second sighting: both teams are told, without a name, a number or a place', async () => {
    await writes(children[0] as Id, 'https://www.facebook.com/invented.hunter')
    await tick()
    expect(told).toEqual([])
    // The second child is of the other team.
    await writes(children[3] as Id, 'Facebook: Invented.Hunter')
    await tick()
    expect(told.length).toBeGreaterThan(0)
    const linked = told.filter((letter) => letter.includes('two teams should talk'))
    expect(linked.length).toBeGreaterThan(0)
    for (const letter of linked)
      expect(letter).not.toMatch(/Kelmo|Darashe|hunter|Saltern|Marram Lodge|HUNTED/)
    // Of one sighting everybody is told once: it was the second that joined them.
    const recipients = linked.map((letter) => letter.split(' ')[0])
    expect(new Set(recipients).size).toBe(recipients.length)
    // Nobody is told twice of the same.
    const before = told.length
    await tick()
    expect(told).toHaveLength(before)
  })

  test('and then behind five, with the team to ring beside it', async () => {
    for (const [i, handle] of [
      [1, 'm.facebook.com/invented.hunter?ref=1'],
      [2, 'facebook invented.hunter'],
      [4, 'facebook.com/Invented.Hunter/'],
    ] as const)
      await writes(children[i] as Id, handle)
    const page = await coordinator.get('/network')
    expect(page.html).toContain('5 children')
    for (const { name } of [other, ...teams.filter((team) => team.id === register.team)])
      expect(page.html).toContain(name)
    expect(page.html).not.toMatch(/Kelmo|Darashe|HUNTED/)
  })

  test('a worker of one team sees who of their own it is, and of the others which team to ring', async () => {
    const worker = await signedInAs('social-worker')
    const page = await worker.get(`/children/${children[0] ?? ''}/links`)
    expect(page.status).toBe(200)
    expect(page.html).toContain('is behind')
    expect(page.html).toContain('5 children')
    // Two others of their own team can be opened; of the two of the other team there is its name alone.
    expect([...page.html.matchAll(/Open the record</g)]).toHaveLength(2)
    expect(page.html).toContain(`>${other.name}<`)
    for (const child of children.slice(3)) expect(page.html).not.toContain(child)
    expect(page.html).not.toMatch(/Kelmo[45]|HUNTED-[45]/)
  })

  test('set aside as innocent, it tells nobody any more', async () => {
    const page = await coordinator.get('/network')
    const node = /name="node" value="([0-9a-f]{64})"/.exec(page.html)?.[1] ?? ''
    const done = await coordinator.send('/network', { node, aside: 'yes', why: 'An invented youth club' })
    expect(done.html).toContain('An invented youth club')
    const sixth = await aChild(register, 'HUNTED-6', [living('Ferry House')], day('2010-06-14'))
    const before = told.length
    await writes(sixth, 'facebook invented.hunter')
    await tick()
    expect(told).toHaveLength(before)
  })
})

test('a file that brings many links tells each person once, whichever of the links concerns their team', async () => {
  const register = await testRegister('demonstration')
  const own = <Row>(what: string, values: unknown[] = []) =>
    asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])
  const teams = await own<{ id: Id }>('select id from team order by name')
  // The manager has the last of the teams: the first of the file's links is not theirs.
  const managers = await own<{ email: string }>(
    `update account set team = $1 where role = 'manager' returning email`,
    [teams.at(-1)?.id],
  )
  const rows: string[] = []
  // Every team has two children behind one account of its own.
  for (const [i, team] of teams.entries())
    for (const n of [1, 2]) {
      const number = `FILED-${i}-${n}`
      const child = await aChild(register, number, [], day('2010-06-14'))
      await own('update child set team = $1 where id = $2', [team.id, child])
      rows.push(`${number},2026-03-0${n},account,facebook invented.hunter.${i},`)
    }
  await importing(register, { 'contacts.csv': csv('contacts', ...rows) })
  const told: string[] = []
  const post = {
    mail: (letter: { to: string }) => Promise.resolve(void told.push(letter.to)),
    hook: null,
  }
  for (let times = 0; times < 2; times++) {
    await tellOfLinks(register.db, register.council.id, post)
    await sendNotices(register.db, register.council.id, post, 'http://localhost', instantOf(new Date()))
  }
  expect(new Set(told).size).toBe(told.length)
  expect(managers.length).toBeGreaterThan(0)
  for (const { email } of managers) expect(told).toContain(email)
})

test('a debt that is called in is written down with whom it threatens, and stands in the referral', async () => {
  const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
  await story.writes('/contact', {
    code: 'phone',
    handle: '07700 900417',
    ...on('when', '2026-02-03', '11pm'),
    words: 'Pay or we visit',
    threat: 'The little brother, still in France',
    debt: '12,000 euros to the uncle, by the end of the month',
  })
  const page = await story.page()
  expect(page).toContain('Debt: 12,000 euros to the uncle, by the end of the month')
  const pack = await story.coordinator.get(`/children/${story.child}/referral-data`)
  const { answers } = JSON.parse(pack.html) as {
    answers: { part: string; answers: { id: string; answer: string | null; fromRecord: boolean }[] }[]
  }
  const detail = answers
    .find(({ part }) => part === 'exploiters')
    ?.answers.find(({ id }) => id === 'exploiters-detail')
  expect(detail).toMatchObject({ fromRecord: true })
  expect(detail?.answer).toContain('Debt: 12,000 euros to the uncle')
  // Saved with what the record held, the part goes on following the record.
  await story.writes('/referral/exploiters', { who: 'An uncle', 'exploiters-detail': detail?.answer ?? '' })
  await story.writes('/contact', { code: 'phone', handle: '07700 900418', ...on('when', '2026-02-04') })
  const later = await story.coordinator.get(`/children/${story.child}/referral-data`)
  expect(later.html).toContain('07700 900418')
  expect(later.html).toContain('An uncle')
})

test('a negative decision followed by continued suspicion: still counted as suspected', async () => {
  const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
  await story.writes('/trafficking', { status: 'suspected', ...on('from', '2025-06-01'), route: 'police' })
  await story.writes('/trafficking', { status: 'referred', ...on('from', '2025-06-10'), body: 'sca' })
  await story.writes('/trafficking', { status: 'rg-negative', ...on('from', '2025-06-17'), body: 'sca' })
  // Of the year after the decision only the suspicion is left, and it counts.
  expect(await story.figures('2026-04-01', '2027-03-31')).toMatchObject({ '1a': 0, '1b': 1, '1d': 1 })
  expect(await story.page()).toContain('The police')
})

test('a British trafficked child is identified and never unaccompanied', async () => {
  const story = await tell('2010-06-14', [
    inCare('2025-05-01'),
    said('nationality', 'GBR', { from: day('2010-06-14') }),
  ])
  await story.writes('/trafficking', {
    status: 'identified',
    ...on('from', '2025-06-01'),
    route: 'professional',
  })
  expect(await story.figures('2025-04-01', '2026-03-31')).toMatchObject({
    '1a': 1,
    '1b': 0,
    '1c': 0,
    '1d': 0,
  })
})

test('suspected by the police and identified by an assessment stand beside one another, and count once', async () => {
  const story = await tell('2010-06-14', [inCare('2025-05-01')])
  await story.writes('/trafficking', { status: 'suspected', ...on('from', '2025-06-01'), route: 'police' })
  await story.writes('/trafficking', {
    status: 'identified',
    ...on('from', '2025-08-01'),
    route: 'assessment',
  })
  // Both are in force a year later: identified wins.
  expect(await story.figures('2026-04-01', '2027-03-31')).toMatchObject({ '1a': 1, '1b': 0 })
  // A new view of the police ends the old one of the police, and not what the assessment found.
  await story.writes('/trafficking', { status: 'none', ...on('from', '2025-09-01'), route: 'police' })
  expect(await story.figures('2026-04-01', '2027-03-31')).toMatchObject({ '1a': 1, '1b': 0 })
})

test('a referral whose decision comes a day late says so', async () => {
  const story = await tell('2010-06-14', [inCare('2025-05-01')])
  // Thursday 3 April 2025; five working days are 4, 7, 8, 9 and 10 April. It comes on Friday 11 April.
  await story.writes('/trafficking', { status: 'referred', ...on('from', '2025-04-03'), body: 'sca' })
  await story.writes('/trafficking', { status: 'rg-positive', ...on('from', '2025-04-11'), body: 'sca' })
  const page = await story.coordinator.get(`/children/${story.child}/referral`)
  expect(page.html).toContain('expected by 10 April 2025; came 11 April 2025, 1 working day late')
  // 11 April + 30 days = 11 May.
  expect(page.html).toContain('not before 11 May 2025')
})

test('indicators that were seen ask for a second look, decide nothing, and stand in the referral', async () => {
  const story = await tell('2010-06-14', [inCare('2025-05-01')])
  const form = await story.coordinator.get(`/children/${story.child}/indicators`)
  const names = [
    ...form.html.matchAll(/type="radio"[^>]*name="([a-z-]+)"|name="([a-z-]+)"[^>]*type="radio"/g),
  ]
  const all = Object.fromEntries(names.map((found) => [found[1] ?? found[2] ?? '', 'not-asked']))
  expect(Object.keys(all).length).toBeGreaterThan(30)
  const led = await story.writes('/indicators', {
    ...all,
    ...on('when', '2026-02-03'),
    by: 'Jo Dunlin with the carer',
    quota: 'yes',
    coached: 'suspected',
    claims: 'no',
  })
  expect(led).toContain('indicators-look')
  expect(await story.figures('2025-04-01', '2026-03-31')).toMatchObject({ '1a': 0, '1b': 0 })
  const page = await story.page()
  expect(page).toContain('1 yes, 1 suspected, 1 no')
  expect(page).toContain('Must earn a minimum each day')
  const pack = await story.coordinator.get(`/children/${story.child}/referral-data`)
  expect(pack.html).toContain('A story that others tell in the same words (suspected)')
})
