import type { Entry, Said } from '../register/index.ts'
import { type Fact, type Known, sameFact, saidByRow, type SoundRow } from './fact.ts'
import type { Fault } from './values.ts'

/** Rows that say again what a person has withdrawn: they stay withdrawn. */
export function rowsOfWithdrawn(rows: readonly SoundRow[], known: Known): Set<number> {
  const living = new Set(known.entries.map((entry) => entry.fact))
  const withdrawn = known.said.filter((one) => !living.has(one.fact))
  return new Set(
    rows
      .filter((row) => withdrawn.some((one) => one.part === row.part && one.print.equals(row.print)))
      .map((row) => row.seq),
  )
}

/**
 * A statement in other words about what somebody has withdrawn, and about no fact that stands: whether it is the
 * same mistake again or was put right, only a person can tell.
 *
 * @param fact the fact that the statement would be taken for.
 * @param rows all rows of the run. A fact that another row of the table says as it did before is that row's: where
 * one day had two spells, and one of them was withdrawn, the other is not written over with it.
 */
export function saysWithdrawn(
  said: Said,
  fact: Fact | null,
  row: SoundRow,
  rows: readonly SoundRow[],
  withdrawn: readonly Entry[],
): Fault | null {
  const anothers = (one: Fact) =>
    !saidByRow(one, row) && rows.some((other) => other.part === row.part && saidByRow(one, other))
  if (fact !== null && !anothers(fact)) return null
  if (!withdrawn.some((entry) => entry.kind === said.kind && sameFact(entry, said))) return null
  return {
    column: row.says.column,
    problem:
      'somebody withdrew this in Turnstone, and the file says it in other words. Find out which is right',
  }
}
