import { birthday, type PlainDate } from '../plain/index.ts'
import { columnOf } from './columns.ts'
import { dobOf, type Fact, type SoundRow } from './fact.ts'
import type { Fault } from './values.ts'

export type Note = { file: string; line: number; column: string; problem: string }

/** What a reader of the result is told of rows that were taken. */
export function notesOf(
  rows: readonly SoundRow[],
  facts: readonly Fact[],
  asides: ReadonlyMap<number, Fault[]>,
  byHand: ReadonlySet<number>,
  today: PlainDate,
): Note[] {
  const notes: Note[] = []
  for (const row of rows) {
    if (asides.has(row.seq)) continue
    for (const note of row.says.notes) notes.push({ file: row.file, line: row.line, ...note })
    if (byHand.has(row.seq))
      notes.push({
        file: row.file,
        line: row.line,
        column: row.says.column,
        problem: 'says again what somebody has withdrawn in Turnstone: it stays withdrawn',
      })
  }
  const dob = dobOf(facts)
  const eighteen = dob === null ? null : birthday(dob, 18)
  for (const fact of facts) {
    if (
      fact.kind !== 'episode' ||
      fact.from === null ||
      fact.said.until !== null ||
      eighteen === null ||
      eighteen > today
    )
      continue
    notes.push({
      file: fact.from.file,
      line: fact.from.line,
      column: columnOf(fact.from, 'until'),
      problem: `leaves the episode open past the 18th birthday on ${eighteen}. Nobody is counted as looked after from that day`,
    })
  }
  return notes
}
