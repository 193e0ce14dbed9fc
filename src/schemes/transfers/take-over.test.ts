import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { day, type Id, instant } from '../../plain/index.ts'
import { type Change, type Entry, said, type Said } from '../../register/index.ts'
import { contentOf, factAsSent, mayCarry } from './child-record.ts'
import type { Fact } from './letter.ts'
import { type Here, partOf, takeOver } from './take-over.ts'

/** What another council says of a child, laid against what this one knows: in days of an invented March. */

let made = 0
const id = () => `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}` as Id
const child = id()
const them = 'E99000002'
const print = (text: string) => createHash('sha256').update(text).digest()
const at = instant('2026-03-10T12:00:00Z')

const entry = (what: Said, more: Partial<Entry> = {}): Entry => ({
  ...what,
  id: id(),
  child,
  fact: id(),
  about: null,
  knownFrom: instant('2026-03-01T00:00:00Z'),
  knownUntil: null,
  source: 1,
  saidBy: null,
  supersedes: null,
  ...more,
})
const theirs = (what: Said, more: Partial<Fact> = {}): Fact => ({
  ...(factAsSent(entry(what)) satisfies Fact),
  fact: id(),
  ...more,
})
const missing = (from: string, until: string | null = null, times: [string?, string?] = []): Said =>
  said('missing', 'M', {
    from: day(from),
    until: until === null ? null : day(until),
    fromAt: times[0] === undefined ? null : instant(times[0]),
    untilAt: times[1] === undefined ? null : instant(times[1]),
  })
const located = (on: string): Said => said('located', 'seen', { from: day(on), until: day(on) })

/** Entries of source 2 came from another council. */
const over = (facts: Fact[], known: Entry[], more: Partial<Here> = {}) =>
  takeOver(
    { kinds: [...mayCarry('news')], facts, care: [] },
    {
      child,
      known,
      said: new Map(),
      cameFromElsewhere: (one) => one.source === 2,
      sentAt: null,
      ...more,
    },
    { from: them, at, source: 9, print, newId: id },
  )
const does = (changes: readonly Change[], what: Change['does']) =>
  changes.filter((change) => change.does === what)
const saidBefore = (fact: Fact, entryOf: Entry): Here['said'] =>
  new Map([[partOf(them, fact.fact), { fact: entryOf.fact, print: print(contentOf(fact)) }]])

describe('a spell that both councils know of', () => {
  test('is one, begins with the earlier report, and is not ours to lose when they take theirs back', () => {
    const ours = entry(missing('2026-03-04'))
    const fact = theirs(missing('2026-03-03'))
    const first = over([fact], [ours])
    expect(does(first.changes, 'add')).toEqual([])
    const [joined] = does(first.changes, 'supersede') as Extract<Change, { does: 'supersede' }>[]
    expect([joined?.fact, joined?.said.from, joined?.said.until]).toEqual([ours.fact, '2026-03-03', null])
    // They withdraw their own: ours was reported here.
    expect(over([], [ours], { said: saidBefore(factAsSent(ours), ours) }).changes).toEqual([])
  })

  test('that they send back to us is no second source of it', () => {
    const ours = entry(missing('2026-03-04'))
    const back = { ...factAsSent(ours), fact: id(), yours: ours.fact }
    expect(over([back], [ours])).toEqual({ changes: [], kept: [] })
  })

  test('is over when they say that the child was found, and not because they say that it ended', () => {
    const ours = entry(missing('2026-03-04'))
    const ended = theirs(missing('2026-03-04', '2026-03-08'), { yours: ours.fact })
    const bare = over([ended], [ours])
    expect(bare.changes).toEqual([])
    expect(bare.kept.map(({ why }) => why)).toEqual(['changed here'])
    const found = over([ended, theirs(located('2026-03-08'), { about: ended.fact })], [ours])
    const [closed] = does(found.changes, 'supersede') as Extract<Change, { does: 'supersede' }>[]
    expect(closed?.said.until).toBe('2026-03-08')
    const [add] = does(found.changes, 'add') as Extract<Change, { does: 'add' }>[]
    expect([add?.said.kind, add?.about]).toEqual(['located', ours.fact])
    // Not on a day to come.
    const later = theirs(missing('2026-03-04', '2026-12-24'), { yours: ours.fact })
    expect(
      over([later, theirs(located('2026-12-24'), { about: later.fact })], [ours]).changes.map(
        ({ does: what }) => what,
      ),
    ).toEqual(['add'])
  })

  test('that came from them is not closed because they say that it ended, and a person is told', () => {
    const ours = entry(missing('2026-03-04'), { source: 2 })
    const before = theirs(missing('2026-03-04'))
    const now = { ...before, until: day('2026-03-08') }
    const moved = theirs(
      said('episode-end', 'transferred', { from: day('2026-03-08'), until: day('2026-03-08') }),
      { about: before.fact },
    )
    const { changes, kept } = over([now, moved], [ours], { said: saidBefore(before, ours) })
    expect(kept).toHaveLength(1)
    for (const change of changes) if (change.does === 'supersede') expect(change.said.until).toBe(null)
  })

  test('that was closed here by their word is open again when they take it back', () => {
    const closed = entry(missing('2026-03-04', '2026-03-08'), { source: 2 })
    const before = theirs({ ...missing('2026-03-04', '2026-03-08'), sealed: { where: 'As they wrote it' } })
    const now = { ...before, until: null }
    const { changes } = over([now], [closed], { said: saidBefore(before, closed) })
    expect(
      (does(changes, 'supersede') as Extract<Change, { does: 'supersede' }>[]).map((one) => one.said.until),
    ).toEqual([null])
  })

  test('that was withdrawn here stays withdrawn, and a person is told that they still have it', () => {
    const fact = theirs(missing('2026-03-04'))
    const seen = theirs(said('sighting', '', { from: day('2026-03-05'), until: day('2026-03-05') }), {
      about: fact.fact,
    })
    const gone = entry(missing('2026-03-04'))
    const { changes, kept } = over([fact, seen], [], { said: saidBefore(fact, gone) })
    expect(kept.map((one) => one.fact)).toEqual([fact])
    expect((changes as Extract<Change, { does: 'add' }>[]).map((one) => [one.does, one.about])).toEqual([
      ['add', null],
    ])
  })

  test('opened again here stays open when they repeat what they said before', () => {
    const ours = entry(missing('2026-03-04'))
    const ended = theirs(missing('2026-03-04', '2026-03-08'))
    const facts = [ended, theirs(located('2026-03-08'), { about: ended.fact })]
    const again = over(facts, [ours], { said: saidBefore(ended, ours) })
    expect(does(again.changes, 'supersede')).toEqual([])
  })
})

describe('two spells', () => {
  test('of one day, the first over before the second began, stay two', () => {
    const ours = entry(missing('2026-03-01', null, ['2026-03-01T20:00:00Z']))
    const morning = theirs(
      missing('2026-03-01', '2026-03-01', ['2026-03-01T02:00:00Z', '2026-03-01T10:00:00Z']),
    )
    const facts = [morning, theirs(located('2026-03-01'), { about: morning.fact })]
    const both = over(facts, [ours])
    expect(does(both.changes, 'supersede')).toEqual([])
    expect(does(both.changes, 'add')).toHaveLength(2)
    expect(both.kept).toEqual([])
  })

  test('of which they withdrew the first and reported the second: the second stands here', () => {
    const first = entry(missing('2026-03-01'), { source: 2 })
    const gone = { ...factAsSent(first), fact: id() }
    const second = theirs(missing('2026-03-02'))
    const { changes } = over([second], [first], { said: saidBefore(gone, first) })
    expect(does(changes, 'withdraw')).toHaveLength(1)
    const [add] = does(changes, 'add') as Extract<Change, { does: 'add' }>[]
    expect([add?.said.from, add?.said.until]).toEqual(['2026-03-02', null])
  })

  test('of which they withdrew one that somebody here has written about: it stays, for a person to decide', () => {
    const first = entry(missing('2026-03-01'), { source: 2 })
    const seen = entry(said('sighting', '', { from: day('2026-03-02'), until: day('2026-03-02') }), {
      about: first.fact,
    })
    const gone = { ...factAsSent(first), fact: id() }
    expect(over([], [first, seen], { said: saidBefore(gone, first) }).changes).toEqual([])
  })
})

describe('what they may not change', () => {
  test('is a fact of another kind, whatever they call it', () => {
    const care = entry(said('episode', 'V2', { from: day('2026-01-01') }))
    const { changes } = over([theirs(located('2026-03-02'), { yours: care.fact })], [care], { sentAt: at })
    expect(changes.map(({ does: what }) => what)).toEqual(['add'])
  })

  test('is a fact of ours in a piece of news, or one that changed here since they were sent it', () => {
    const ours = entry(
      said('sighting', '', {
        from: day('2026-03-02'),
        until: day('2026-03-02'),
        sealed: { words: 'At the port' },
      }),
    )
    const other = { ...factAsSent(ours), fact: id(), yours: ours.fact, sealed: { words: 'At the station' } }
    expect(over([other], [ours]).kept).toHaveLength(1)
    expect(over([other], [ours], { sentAt: instant('2026-02-01T00:00:00Z') }).kept).toHaveLength(1)
    expect(does(over([other], [ours], { sentAt: at }).changes, 'supersede')).toHaveLength(1)
  })
})
