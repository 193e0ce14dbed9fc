import { type Id, type Instant, type PlainDate, startOfLondonDay } from '../plain/index.ts'
import { kindName } from '../standard/index.ts'
import type { DeskRow } from './store.ts'

/** A day and, where it is known, the moment. */
export type Moment = { day: PlainDate; at: Instant | null }

/** The moment itself; where only a day is known, its first minute in London, from which clocks then run. */
export const firstMinute = (moment: Moment): Instant => moment.at ?? startOfLondonDay(moment.day)

/** One stretch of missing or away, as one entry says it. */
export type Spell = {
  fact: Id
  kind: 'missing' | 'away'
  since: Moment
  until: Moment | null
  /** When somebody reported it, where a form was used. */
  reportedAt: Instant | null
  /** What an extract of the dataset says of the interview: offered and accepted, Y or N; empty where it says nothing. */
  interviewFlags: { offered: string; accepted: string }
}

/** Something written down about an episode. */
export type Word = { kind: string; code: string; fact: Id; when: Moment; attributes: DeskRow['attributes'] }

/**
 * A child once gone: one or more spells that follow on from one another, because away may turn into missing and back
 * again, with everything that is written down about them.
 */
export type Occurrence = { child: Id; spells: readonly Spell[]; words: readonly Word[] }

export const lastSpell = (occurrence: Occurrence): Spell => {
  const last = occurrence.spells.at(-1)
  if (last === undefined) throw new Error('An occurrence has a spell')
  return last
}

const momentOf = (day: PlainDate | null, at: Instant | null): Moment | null =>
  day === null ? null : { day, at }

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value)

/**
 * The occurrences of one child as they stood at an instant, oldest first, with today's knowledge of it: what began
 * later is left out, what ended later is still open.
 *
 * @param rows of one child, in order of their start
 */
export function occurrencesOf(rows: readonly DeskRow[], at: Instant): Occurrence[] {
  const begun = rows.filter((row) => {
    const from = momentOf(row.from_on, row.from_at)
    return from !== null && firstMinute(from) <= at
  })
  const spells = begun
    .filter((row) => kindName(row.kind) === 'missing')
    .map((row): Spell & { child: Id } => {
      const until = momentOf(row.until_on, row.until_at)
      const reportedAt = row.attributes['reportedAt']
      return {
        child: row.child,
        fact: row.fact,
        kind: row.code === 'A' ? 'away' : 'missing',
        since: { day: row.from_on as PlainDate, at: row.from_at },
        until: until !== null && firstMinute(until) <= at ? until : null,
        reportedAt: isInstant(reportedAt) ? reportedAt : null,
        interviewFlags: {
          offered: textOf(row.attributes['interviewOffered']),
          accepted: textOf(row.attributes['interviewAccepted']),
        },
      }
    })
    .sort((a, b) => (firstMinute(a.since) < firstMinute(b.since) ? -1 : 1))
  const chains: (Spell & { child: Id })[][] = []
  for (const spell of spells) {
    const before = chains.at(-1)?.at(-1)
    if (before !== undefined && follows(before, spell)) chains.at(-1)?.push(spell)
    else chains.push([spell])
  }
  return chains.map((chain) => {
    const facts = new Set(chain.map((spell) => spell.fact))
    return {
      child: chain[0]?.child as Id,
      spells: chain,
      words: begun
        .filter((row) => row.about !== null && facts.has(row.about))
        .map((row) => ({
          kind: kindName(row.kind),
          code: row.code,
          fact: row.fact,
          when: { day: row.from_on as PlainDate, at: row.from_at },
          attributes: row.attributes,
        })),
    }
  })
}

/** Whether a spell goes on where another ended: of the other kind, at the same moment or, without times, the same day. */
const follows = (before: Spell, spell: Spell): boolean =>
  before.until !== null &&
  before.kind !== spell.kind &&
  before.until.day === spell.since.day &&
  (before.until.at === null || spell.since.at === null || before.until.at === spell.since.at)

/** The newest word of a kind; null where there is none. */
export function newest(occurrence: Occurrence, kind: string, codes?: readonly string[]): Word | null {
  return (
    occurrence.words
      .filter((word) => word.kind === kind && (codes === undefined || codes.includes(word.code)))
      .sort((a, b) => (firstMinute(a.when) < firstMinute(b.when) ? -1 : 1))
      .at(-1) ?? null
  )
}

/** The first word of a kind; null where there is none. */
export function earliest(occurrence: Occurrence, kind: string, codes?: readonly string[]): Word | null {
  return (
    occurrence.words
      .filter((word) => word.kind === kind && (codes === undefined || codes.includes(word.code)))
      .sort((a, b) => (firstMinute(a.when) < firstMinute(b.when) ? -1 : 1))[0] ?? null
  )
}
