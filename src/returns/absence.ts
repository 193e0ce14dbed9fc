import type { Change, Entry } from '../register/index.ts'
import { type Known, sameFact, type SoundRow } from './fact.ts'
import { tableOf } from './tables.ts'

/** What an import can be expected to speak of. */
export type Expected = {
  /** Tables that this import reads. */
  parts: ReadonlySet<string>
  /** Tables in which the child has rows that could not be read: nothing of theirs counts as absent. */
  unread: ReadonlySet<string>
  withdrawAbsent: boolean
  /** The year of the return that is read, by the year in which it ends; null where none is. */
  year: number | null
}

/** A fact that an earlier import of the same table brought and this one lacks. */
export type Absent = { entry: Entry; source: number; line: number; part: string; withdrawn: boolean }

/** Facts of the register that a row of this import speaks of, by table, sound or not. */
export function presentIn(rows: readonly SoundRow[], known: Known): Set<string> {
  const present = new Set<string>()
  for (const row of rows) {
    for (const said of row.says.statements) {
      const entry = known.entries.find(
        (one) => one.kind === said.kind && sameFact(one, said) && !present.has(`${one.fact}|${row.part}`),
      )
      if (entry !== undefined) present.add(`${entry.fact}|${row.part}`)
    }
    // A date of birth taken from a row that is no header stands with that row.
    if (row.says.dob !== null)
      for (const entry of known.entries) if (entry.kind === 'person') present.add(`${entry.fact}|${row.part}`)
  }
  return present
}

export function absentFacts(present: ReadonlySet<string>, known: Known, options: Expected): Absent[] {
  return known.said.flatMap((one) => {
    if (
      !options.parts.has(one.part) ||
      options.unread.has(one.part) ||
      present.has(`${one.fact}|${one.part}`)
    )
      return []
    const entry = known.entries.find((current) => current.fact === one.fact)
    if (entry === undefined || ofAnEarlierYear(entry, one, known, options.year)) return []
    return [{ entry, source: one.source, line: one.line, part: one.part, withdrawn: false }]
  })
}

/**
 * A return holds who was in care in its own year. What an earlier year's return brought and ended before this year
 * began is not expected in it again; what has no day of its own (a date of birth) is not where all care had ended.
 */
function ofAnEarlierYear(
  entry: Entry,
  one: Known['said'][number],
  known: Known,
  year: number | null,
): boolean {
  const saidIn = known.sourceYears.get(one.source) ?? null
  if (year === null || saidIn === null || saidIn >= year) return false
  const ended = ({ until }: Entry) => until !== null && until < `${year - 1}-04-01`
  if (entry.until !== null || entry.from !== null) return ended(entry)
  const care = known.entries.filter(({ kind }) => kind === 'episode')
  return care.length > 0 && care.every(ended)
}

/** True where no source is left that says it: not a form, and no table but those in which it is absent. */
export const nobodyElse = (one: Absent, absent: readonly Absent[], known: Known) =>
  known.sourceKinds.get(one.entry.source) !== 'form' &&
  known.said.every(
    (said) =>
      said.fact !== one.entry.fact ||
      absent.some((other) => other.withdrawn && other.entry.fact === said.fact && other.part === said.part),
  )

/** What withdrawing the absent facts changes: a source is silent, and what no source says any more ends. */
export function withdrawals(absent: readonly Absent[], known: Known): Change[] {
  const { child } = known
  const withdrawn = absent.filter((one) => one.withdrawn)
  const silent = withdrawn.map((one): Change => {
    const { fact } = one.entry
    return { does: 'say no more', child, fact, sourceKind: tableOf(one.part).source, part: one.part }
  })
  const gone = new Map(
    withdrawn.filter((one) => nobodyElse(one, absent, known)).map((one) => [one.entry.fact, one.entry]),
  )
  const ends = [...gone.values()].map(({ fact, id, kind }): Change => ({
    does: 'withdraw',
    child,
    fact,
    entry: id,
    kind,
    reason: 'absent from the source',
    words: '',
  }))
  return [...ends, ...silent]
}
