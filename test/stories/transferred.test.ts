import { describe, expect, test } from 'vitest'
import { answerEcpat, usualSettings } from '../../src/figures/index.ts'
import { deskAt, usualClocks } from '../../src/missing/index.ts'
import { addDays, day, type Id, instantOf, londonDate, type PlainDate } from '../../src/plain/index.ts'
import { moment, openEntry, currentEntries, said } from '../../src/register/index.ts'
import { demonstrationCouncil, demonstrationNeighbour } from '../../src/standard/index.ts'
import { aChild } from '../support/register.ts'
import { introduced, type Side, side, wordsOf, writes } from './transferred.ts'
import { inCare, on, unaccompanied } from './told.ts'

/** Stories of invented children who move between two invented councils, over the real pages and databases of both. */

const today = londonDate(instantOf(new Date()))
const since = addDays(today, -200)
const handedOver = addDays(today, -1)

const boy = (at: Side, number: string) =>
  aChild(
    at.register,
    number,
    [
      said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } }),
      inCare(since),
      unaccompanied(),
      said('placement', 'U4', {
        from: since,
        sealed: { with: 'The Linnets', address: '3 Invented Row, CT10 2AB' },
      }),
      moment('note', '', today, null, { sealed: { text: 'He likes to draw boats.' } }),
    ],
    day('2010-06-14'),
  )

const proposal = {
  with: demonstrationNeighbour.code,
  role: 'sending',
  way: 'package',
  days: '10',
  words: 'He wishes to be near his cousin.',
}

const proposed = async (from: Side, child: Id, more: Record<string, string> = {}): Promise<Id> => {
  const at = await writes(from, child, '/transfers/new', { ...proposal, ...more })
  return /transfers\/([0-9a-f-]{36})/.exec(at)?.[1] as Id
}

/** What one side does next, with what its form asks. */
const answers: Record<string, Record<string, string>> = {
  validated: {},
  accepted: {},
  arranged: { ...on('on', handedOver), worker: 'Ada Invented, 01632 960001' },
  'handed-over': { ...on('on', handedOver), words: 'To his carer, at noon' },
  acknowledged: { legal: 'V2', place: 'U4' },
  refused: { reason: 'no-place', words: 'No home has a place.' },
  lapsed: { words: 'He does not want to go.' },
}
const does = (at: Side, child: Id, transfer: Id, step: string) =>
  writes(at, child, `/transfers/${transfer}/do/${step}`, answers[step] ?? {})

const entriesOf = async (at: Side, child: Id) => {
  const vault = at.register.vault()
  await vault.load(at.register.db, [child])
  return (await currentEntries(at.register.db, at.register.council.id, [child], null)).map((row) =>
    openEntry(vault, row),
  )
}

const onDesk = async (at: Side, child: Id): Promise<boolean> => {
  const desk = await deskAt(
    at.register.db,
    at.register.permit('missing-coordinator', 'see who is missing'),
    instantOf(new Date()),
    { clocks: usualClocks, interviewsSince: null },
  )
  return desk.cases.some((one) => one.child === child)
}

/** One number of the request, over some days, in one council. */
const counted = async (at: Side, measure: string, from: PlainDate, to: PlainDate): Promise<number> => {
  const answer = await answerEcpat(
    at.register.db,
    at.register.permit('data-officer', 'ask a question'),
    at.register.council,
    { period: { from, to }, knownOn: null, settings: usualSettings },
  )
  const value = answer.measures.find((one) => one.id === measure)?.value
  if (value === undefined || value === null) throw new Error(`${measure} is not answered`)
  return value
}
const lookedAfterOn = (at: Side, on: PlainDate) => counted(at, '1c', on, on)

const both = async () => {
  const [marram, whimbrel] = await Promise.all([side(demonstrationCouncil), side(demonstrationNeighbour)])
  await introduced(marram, whimbrel)
  return { marram, whimbrel }
}

const read = async (by: Side, from: Side, transfer: Id, more: { number?: string } = {}) => {
  const done = await by.read(await from.last(transfer), more)
  if (!done.ok) throw new Error(done.problem)
  return done.value
}

/** Who does each step on the way, and so who reads it. */
const way = ['validated', 'accepted', 'arranged', 'handed-over', 'acknowledged'] as const
type Stop = 'proposed' | (typeof way)[number]

async function movedTo(
  stop: Stop,
  { marram, whimbrel }: { marram: Side; whimbrel: Side },
  number: string,
): Promise<{ here: Id; there: Id; transfer: Id }> {
  const here = await boy(marram, number)
  const transfer = await proposed(marram, here)
  const { child: there } = await read(whimbrel, marram, transfer, { number: `W-${number}` })
  for (const step of way) {
    if (stop === 'proposed' || way.indexOf(step) > way.indexOf(stop)) break
    const [by, reads, child] =
      step === 'handed-over' ? ([marram, whimbrel, here] as const) : ([whimbrel, marram, there] as const)
    await does(by, child, transfer, step)
    await read(reads, by, transfer)
  }
  return { here, there, transfer }
}

describe('a child who moves from one council to another', async () => {
  const councils = await both()
  const { marram, whimbrel } = councils

  test('is known there from the proposal on, with what is needed to decide, and each fact says where it comes from', async () => {
    const { there, transfer } = await movedTo('proposed', councils, 'MOVE-1')
    const known = await entriesOf(whimbrel, there)
    expect(known.find((one) => one.kind === 'name')?.sealed).toEqual({
      forename: 'Kelmo',
      surname: 'Darashe',
    })
    expect(known.find((one) => one.kind === 'person')?.attributes['dob']).toBe('2010-06-14')
    const numbers = known
      .filter((one) => one.kind === 'reference')
      .map((one) => [one.code, one.sealed['value']])
    expect(numbers.sort()).toEqual([
      ['council', 'W-MOVE-1'],
      ['other-council', 'MOVE-1'],
    ])
    // Not its own care, not the address, and no note before the child comes.
    expect(known.some((one) => one.kind === 'episode' || one.kind === 'placement')).toBe(false)
    const words = known.map((one) => JSON.stringify(one.sealed)).join(' ')
    expect(words).not.toContain('Invented Row')
    expect(words).not.toContain('boats')
    expect(words).toContain('In the care of Marram County Council until now')
    const page = wordsOf((await whimbrel.worker.get(`/children/${there}`)).html)
    expect(page).toContain('Marram County Council, package 1 of a transfer')
    expect(page).toContain('Transfer from Marram County Council')
    expect(wordsOf((await whimbrel.worker.get(`/children/${there}/transfers/${transfer}`)).html)).toContain(
      'Proposed by Marram County Council: we have not answered',
    )
  })

  test('is the first council’s until the hand-over is acknowledged, and each day counts in one council', async () => {
    const { here, there, transfer } = await movedTo('handed-over', councils, 'MOVE-2')
    const episode = async (at: Side, child: Id) =>
      (await entriesOf(at, child)).find((one) => one.kind === 'episode')
    expect((await episode(marram, here))?.until).toBe(null)
    expect(await episode(whimbrel, there)).toBe(undefined)
    const days = [-3, -2, -1, 0].map((n) => addDays(today, n))
    const counts = async (at: Side) => Promise.all(days.map((one) => lookedAfterOn(at, one)))
    const before = { here: await counts(marram), there: await counts(whimbrel) }
    await does(whimbrel, there, transfer, 'acknowledged')
    await read(marram, whimbrel, transfer)
    const left = await episode(marram, here)
    expect([left?.until, left?.attributes['reasonCeased']]).toEqual([handedOver, 'E3'])
    const came = await episode(whimbrel, there)
    expect([came?.from, came?.until, came?.code, came?.attributes['reasonNew']]).toEqual([
      handedOver,
      null,
      'V2',
      'S',
    ])
    const after = { here: await counts(marram), there: await counts(whimbrel) }
    // By hand: handed over yesterday. Before that day as before; on it and after it one fewer here, one more there.
    expect(after.here.map((n, i) => n - (before.here[i] ?? 0))).toEqual([0, 0, -1, -1])
    expect(after.there.map((n, i) => n - (before.there[i] ?? 0))).toEqual([0, 0, 1, 1])
    // With the hand-over came what was written down.
    const words = (await entriesOf(whimbrel, there)).map((one) => JSON.stringify(one.sealed)).join(' ')
    expect(words).toContain('He likes to draw boats.')
    expect(words).not.toContain('Invented Row')
    const placement = (await entriesOf(marram, here)).find((one) => one.kind === 'placement')
    expect(placement?.until).toBe(handedOver)
  })

  test('stays where they were when refused, when lapsed, and when a refusal crosses the hand-over', async () => {
    const refused = await movedTo('validated', councils, 'STAY-1')
    await does(whimbrel, refused.there, refused.transfer, 'refused')
    await read(marram, whimbrel, refused.transfer)
    expect(
      wordsOf((await marram.worker.get(`/children/${refused.here}/transfers/${refused.transfer}`)).html),
    ).toContain('Whimbrel Borough Council refused. The child is ours')

    const lapsed = await movedTo('accepted', councils, 'STAY-2')
    await does(marram, lapsed.here, lapsed.transfer, 'lapsed')
    // They arrange the move before they have read it.
    await does(whimbrel, lapsed.there, lapsed.transfer, 'arranged')
    await read(whimbrel, marram, lapsed.transfer)
    await read(marram, whimbrel, lapsed.transfer)
    for (const [at, child] of [
      [marram, lapsed.here],
      [whimbrel, lapsed.there],
    ] as const)
      expect(wordsOf((await at.worker.get(`/children/${child}/transfers/${lapsed.transfer}`)).html)).toMatch(
        /Lapsed\. /,
      )

    const crossed = await movedTo('arranged', councils, 'STAY-3')
    await does(whimbrel, crossed.there, crossed.transfer, 'refused')
    await does(marram, crossed.here, crossed.transfer, 'handed-over')
    await read(whimbrel, marram, crossed.transfer)
    await read(marram, whimbrel, crossed.transfer)
    expect(
      wordsOf((await marram.worker.get(`/children/${crossed.here}/transfers/${crossed.transfer}`)).html),
    ).toContain('The child is ours')
    expect((await entriesOf(whimbrel, crossed.there)).some((one) => one.kind === 'episode')).toBe(false)
    expect((await entriesOf(marram, crossed.here)).find((one) => one.kind === 'episode')?.until).toBe(null)
  })
})

describe('a child who goes missing between two councils', async () => {
  const councils = await both()
  const { marram, whimbrel } = councils
  const stops: Stop[] = ['proposed', ...way]

  const reports = (at: Side, child: Id) =>
    writes(at, child, '/missing', { code: 'M', police: 'no', ...on('seen', today), where: 'At the station' })
  const tells = (at: Side, child: Id, transfer: Id) =>
    writes(at, child, `/transfers/${transfer}/news`, { words: 'Gone since this morning' })
  const spell = async (at: Side, child: Id) =>
    (await entriesOf(at, child)).find((one) => one.kind === 'missing')

  for (const stop of stops) {
    for (const who of ['sending', 'receiving'] as const) {
      test(`is on both desks, when ${stop} and missed by the ${who} council, until one of them has located the child`, async () => {
        const { here, there, transfer } = await movedTo(stop, councils, `GONE-${stop}-${who}`)
        const [first, firstChild, second, secondChild] =
          who === 'sending'
            ? ([marram, here, whimbrel, there] as const)
            : ([whimbrel, there, marram, here] as const)
        await reports(first, firstChild)
        // The page says who does not know yet.
        const page = wordsOf((await first.worker.get(`/children/${firstChild}/transfers/${transfer}`)).html)
        expect(page).toContain('does not know what is new about the child being missing')
        await tells(first, firstChild, transfer)
        expect(
          wordsOf((await first.worker.get(`/children/${firstChild}/transfers/${transfer}`)).html),
        ).not.toContain('does not know what is new')
        await read(second, first, transfer)
        expect(await onDesk(first, firstChild)).toBe(true)
        expect(await onDesk(second, secondChild)).toBe(true)
        expect((await spell(second, secondChild))?.sealed['where']).toBe('At the station')
        expect(wordsOf((await second.worker.get(`/children/${secondChild}`)).html)).toContain('Ring')
        // Found by the other one.
        const fact = (await spell(second, secondChild))?.fact
        await writes(second, secondChild, `/missing/${fact ?? ''}/located`, {
          ...on('when', today),
          how: 'seen',
          place: 'here',
          comesBack: 'yes',
          where: 'At his cousin’s',
        })
        expect(await onDesk(second, secondChild)).toBe(false)
        expect(await onDesk(first, firstChild)).toBe(true)
        await tells(second, secondChild, transfer)
        await read(first, second, transfer)
        expect(await onDesk(first, firstChild)).toBe(false)
        const located = (await entriesOf(first, firstChild)).find((one) => one.kind === 'located')
        expect(located?.sealed['where']).toBe('At his cousin’s')
        expect(located?.about).toBe((await spell(first, firstChild))?.fact)
      })
    }
  }

  test('and whom both councils miss at once is missing once, with what each of them knows', async () => {
    const { here, there, transfer } = await movedTo('arranged', councils, 'GONE-TWICE')
    await reports(marram, here)
    await writes(whimbrel, there, '/missing', {
      code: 'M',
      police: 'yes',
      reference: 'INV-77',
      ...on('seen', today),
    })
    await tells(marram, here, transfer)
    await tells(whimbrel, there, transfer)
    await read(whimbrel, marram, transfer)
    await read(marram, whimbrel, transfer)
    for (const [at, child] of [
      [marram, here],
      [whimbrel, there],
    ] as const) {
      const known = await entriesOf(at, child)
      expect(known.filter((one) => one.kind === 'missing')).toHaveLength(1)
      const told = known.find((one) => one.kind === 'told')
      expect(told?.sealed['reference']).toBe('INV-77')
      expect(told?.about).toBe(known.find((one) => one.kind === 'missing')?.fact)
    }
  })

  test('and was missing before the hand-over is not taken for found because care begins elsewhere, and counts once', async () => {
    const own = await both()
    const { here, there, transfer } = await movedTo('arranged', own, 'GONE-BEFORE')
    const from = addDays(today, -10)
    const inBoth = (measure: string, on: PlainDate) =>
      Promise.all([own.marram, own.whimbrel].map((at) => counted(at, measure, on, today)))
    await writes(own.marram, here, '/missing', { code: 'M', police: 'no', ...on('seen', addDays(today, -3)) })
    await tells(own.marram, here, transfer)
    await read(own.whimbrel, own.marram, transfer)
    // On both desks, and in the figures of the council in whose care he went.
    for (const measure of ['2b', 'incidents-unaccompanied', 'not-found-unaccompanied'])
      expect(await inBoth(measure, from), measure).toEqual([1, 0])
    expect(await counted(own.marram, 'before-care', from, today)).toBe(0)
    await does(own.marram, here, transfer, 'handed-over')
    await read(own.whimbrel, own.marram, transfer)
    await does(own.whimbrel, there, transfer, 'acknowledged')
    await read(own.marram, own.whimbrel, transfer)
    expect(await onDesk(own.marram, here)).toBe(true)
    expect(await onDesk(own.whimbrel, there)).toBe(true)
    for (const measure of ['2b', 'incidents-unaccompanied', 'not-found-unaccompanied'])
      expect(await inBoth(measure, from), measure).toEqual([1, 0])
    expect(await inBoth('before-care', from)).toEqual([0, 0])
    // Looked after: on the day before the move there, from that day on here.
    expect(await lookedAfterOn(own.marram, addDays(handedOver, -1))).toBe(1)
    expect(await lookedAfterOn(own.whimbrel, addDays(handedOver, -1))).toBe(0)
    expect(await lookedAfterOn(own.marram, handedOver)).toBe(0)
    expect(await lookedAfterOn(own.whimbrel, handedOver)).toBe(1)
  })

  test('is counted by the council in whose care they went, also after the move', async () => {
    const own = await both()
    const { here, there, transfer } = await movedTo('acknowledged', own, 'GONE-AFTER')
    await reports(own.whimbrel, there)
    await tells(own.whimbrel, there, transfer)
    await read(own.marram, own.whimbrel, transfer)
    expect(await onDesk(own.marram, here)).toBe(true)
    for (const measure of ['2b', 'not-found-unaccompanied']) {
      expect(await counted(own.marram, measure, addDays(today, -10), today), measure).toBe(0)
      expect(await counted(own.whimbrel, measure, addDays(today, -10), today), measure).toBe(1)
    }
  })

  test('is still looked for here after another council has taken over, and says who looks', async () => {
    const { here, there, transfer } = await movedTo('handed-over', councils, 'GONE-TAKEN')
    await reports(marram, here)
    await tells(marram, here, transfer)
    await read(whimbrel, marram, transfer)
    await does(whimbrel, there, transfer, 'acknowledged')
    await read(marram, whimbrel, transfer)
    expect(await onDesk(marram, here)).toBe(true)
    expect(await onDesk(whimbrel, there)).toBe(true)
    const known = await entriesOf(marram, here)
    expect(known.find((one) => one.kind === 'episode-end')?.code).toBe('transferred')
    // That they took over is no news to them.
    expect(wordsOf((await marram.worker.get(`/children/${here}/transfers/${transfer}`)).html)).not.toContain(
      'does not know what is new',
    )
    expect(known.find((one) => one.kind === 'task')?.sealed['owner']).toBe('Whimbrel Borough Council')
  })
})

describe('what the two councils know of a child', async () => {
  const councils = await both()
  const { marram, whimbrel } = councils
  const nameOf = async (at: Side, child: Id) =>
    (await entriesOf(at, child)).find((one) => one.kind === 'name')?.sealed['surname']
  const correctsName = async (at: Side, child: Id, surname: string) => {
    const fact = (await entriesOf(at, child)).find((one) => one.kind === 'name')?.fact ?? ''
    const page = await at.worker.get(`/children/${child}/entries/${fact}/correct`)
    expect(page.status).toBe(200)
    await writes(at, child, `/entries/${fact}/correct`, {
      forename: 'Kelmo',
      surname,
      why: 'As he spells it',
    })
  }

  test('follows a correction there, keeps a correction here, and takes back what they took back', async () => {
    const one = await movedTo('arranged', councils, 'KNOW-1')
    await correctsName(marram, one.here, 'Darasheh')
    await writes(marram, one.here, '/contact', {
      code: 'account',
      handle: 'facebook invented.hunter',
      ...on('when', today),
    })
    await does(marram, one.here, one.transfer, 'handed-over')
    expect((await read(whimbrel, marram, one.transfer)).kept).toBe(0)
    expect(await nameOf(whimbrel, one.there)).toBe('Darasheh')
    const contact = (await entriesOf(whimbrel, one.there)).find((entry) => entry.kind === 'contact')
    expect(contact?.sealed['written']).toBe('facebook invented.hunter')

    const two = await movedTo('arranged', councils, 'KNOW-2')
    await correctsName(whimbrel, two.there, 'Daraschi')
    await correctsName(marram, two.here, 'Darasheh')
    await does(marram, two.here, two.transfer, 'handed-over')
    expect((await read(whimbrel, marram, two.transfer)).kept).toBe(1)
    expect(await nameOf(whimbrel, two.there)).toBe('Daraschi')
    const notes = (await entriesOf(whimbrel, two.there)).filter((entry) => entry.kind === 'note')
    expect(notes.map((note) => note.sealed['text']).join()).toContain(
      'Marram County Council says this differently. What was recorded here stays',
    )
    expect(notes.map((note) => note.sealed['text']).join()).toContain('Darasheh')

    const three = await movedTo('arranged', councils, 'KNOW-3')
    const status = (await entriesOf(marram, three.here)).find((entry) => entry.kind === 'immigration')
    await writes(marram, three.here, `/entries/${status?.fact ?? ''}/withdraw`, {
      reason: 'wrong child',
      words: 'His brother',
    })
    await does(marram, three.here, three.transfer, 'handed-over')
    await read(whimbrel, marram, three.transfer)
    expect((await entriesOf(whimbrel, three.there)).some((entry) => entry.kind === 'immigration')).toBe(false)
  })

  test('is one record in each, when the child comes back, and what was learnt there comes along', async () => {
    const { here, there, transfer } = await movedTo('acknowledged', councils, 'BACK-1')
    await correctsName(whimbrel, there, 'Darasheh')
    await writes(whimbrel, there, '/note', { text: 'Learnt to swim.', ...on('on', today) })
    // Back again: the same child in both.
    const at = await writes(whimbrel, there, '/transfers/new', {
      ...proposal,
      with: demonstrationCouncil.code,
    })
    const back = /transfers\/([0-9a-f-]{36})/.exec(at)?.[1] as Id
    expect(back).not.toBe(transfer)
    const came = await read(marram, whimbrel, back)
    expect(came.child).toBe(here)
    expect(came.newNumber).toBe(null)
    const numbers = (await entriesOf(marram, here)).filter((one) => one.kind === 'reference')
    expect(numbers.map((one) => [one.code, one.sealed['value']]).sort()).toEqual([
      ['council', 'BACK-1'],
      ['other-council', 'W-BACK-1'],
    ])
    expect(await nameOf(marram, here)).toBe('Darasheh')
    for (const step of way) {
      const [by, reads, child] =
        step === 'handed-over' ? ([whimbrel, marram, there] as const) : ([marram, whimbrel, here] as const)
      await writes(by, child, `/transfers/${back}/do/${step}`, {
        ...answers[step],
        ...(step === 'handed-over' ? on('on', today) : {}),
      })
      await read(reads, by, back)
    }
    const words = (await entriesOf(marram, here)).map((one) => JSON.stringify(one.sealed)).join(' ')
    expect(words).toContain('Learnt to swim.')
    // Here until the first hand-over, and again from the second on; there in between.
    const care = async (side: Side, child: Id) =>
      (await entriesOf(side, child))
        .filter((one) => one.kind === 'episode')
        .map((one) => [one.from, one.until])
        .sort()
    expect(await care(marram, here)).toEqual([
      [since, handedOver],
      [today, null],
    ])
    expect(await care(whimbrel, there)).toEqual([[handedOver, today]])
  })

  test('of two transfers at once is one: the second is not proposed', async () => {
    const { here } = await movedTo('proposed', councils, 'TWICE-1')
    const page = await marram.worker.get(`/children/${here}/transfers/new`)
    // Whoever opens the form is led to the transfer that goes on.
    expect(page.at).toMatch(/transfers\/[0-9a-f-]{36}$/)
  })

  test('proposed again after a refusal is the same child there', async () => {
    const first = await movedTo('proposed', councils, 'AGAIN-1')
    await does(whimbrel, first.there, first.transfer, 'refused')
    await read(marram, whimbrel, first.transfer)
    const second = await proposed(marram, first.here)
    const came = await read(whimbrel, marram, second)
    expect(came.child).toBe(first.there)
  })
})
