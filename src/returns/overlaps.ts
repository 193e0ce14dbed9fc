import { overlaps } from '../plain/index.ts'
import { kindOf } from '../standard/index.ts'
import type { Fact, SoundRow } from './fact.ts'
import type { Fault } from './values.ts'

/** Exclusive spells of one kind: what no row of this run moves stands; then each row in order finds its place. */
export function lookForOverlaps(
  facts: readonly Fact[],
  spoken: readonly { row: SoundRow; fact: Fact }[],
  asides: Map<number, Fault[]>,
): void {
  const holdsPlace = (fact: Fact) => kindOf(fact.kind).exclusive && kindOf(fact.kind).sameBy === 'start'
  const mentioned = new Set(spoken.map((one) => one.fact))
  const moves = ({ entry, said }: Fact) =>
    entry === null || entry.from !== said.from || entry.until !== said.until
  const kept = facts.filter((fact) => holdsPlace(fact) && !(mentioned.has(fact) && moves(fact)))
  for (const { row, fact } of spoken) {
    if (!holdsPlace(fact) || kept.includes(fact) || asides.has(row.seq)) continue
    const other = kept.find((one) => one.kind === fact.kind && overlaps(one.said, fact.said))
    if (other === undefined) {
      kept.push(fact)
      continue
    }
    const where =
      other.from === null
        ? 'an entry that the register holds'
        : `line ${other.from.line} of ${other.from.file}`
    const way =
      other.from === null
        ? '. Put one of the dates right, or take away what the file no longer has with --withdraw-absent'
        : '. Put one of the dates right'
    const period = `${other.said.from ?? 'the beginning'} to ${other.said.until ?? 'now'}`
    asides.set(row.seq, [
      {
        column: row.says.column,
        problem: `${fact.said.from ?? ''} to ${fact.said.until ?? 'now'} overlaps ${where} (${period})${way}`,
      },
    ])
  }
}
