import type { SourceKind } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { type Entry, type Said, said as saying, type States } from '../register/index.ts'
import { kindOf } from '../standard/index.ts'
import { columnOf, oneRowEach, otherThan } from './columns.ts'
import {
  dobOf,
  endsByRule,
  type Fact,
  matchingFact,
  sameContent,
  saidByRow,
  type SoundRow,
  sourceKey,
  sourcesOf,
  statedBy,
  takenKey,
} from './fact.ts'
import { merge, statesOf } from './merge.ts'
import { lookForOverlaps } from './overlaps.ts'
import type { Fault } from './values.ts'
import { saysWithdrawn } from './withdrawn.ts'

/** What a row did to a fact. */
export type Touch = 'added' | 'superseded' | 'unchanged'
/** What came of taking the rows in order: those that go aside, and what each of the others did. */
export type Sweep = { asides: Map<number, Fault[]>; touched: Map<number, Set<Touch>> }

/** Takes the rows in order, changing `facts` in place; then looks for overlaps. */
export function sweep(
  facts: Fact[],
  rows: readonly SoundRow[],
  withdrawn: readonly Entry[],
  newId: () => Id,
): Sweep {
  const run: Sweep = { asides: new Map(), touched: new Map() }
  const taken = new Set<string>()
  const spoken: { row: SoundRow; fact: Fact }[] = []
  const coming = comingStates(facts, rows)
  const firsts = new Map<string, SoundRow>()
  for (const row of rows) {
    const first = firsts.get(row.part)
    if (first !== undefined) {
      const faults = secondRow(first, row)
      if (faults.length === 0) run.touched.set(row.seq, new Set(['unchanged']))
      else run.asides.set(row.seq, faults)
      continue
    }
    const faults = otherBirth(row, facts)
    const meant = row.says.statements.map((said) => {
      const fact = matchingFact(facts, taken, row, said)
      const fault = saysWithdrawn(said, fact, row, rows, withdrawn)
      if (fault !== null) faults.push(fault)
      const merged = fact === null ? said : become(fact, row, said, facts, faults, coming)
      return { fact, said, merged }
    })
    if (faults.length > 0) {
      run.asides.set(row.seq, onePerColumn(faults))
      continue
    }
    const touches = new Set<Touch>()
    for (const { fact, said, merged } of meant) {
      const [touched, touch] = apply(facts, row, fact, merged, said, newId)
      taken.add(takenKey(touched, row))
      touches.add(touch)
      spoken.push({ row, fact: touched })
    }
    run.touched.set(row.seq, touches)
    if (oneRowEach.includes(row.part)) firsts.set(row.part, row)
    // Nor does a person's withdrawn entry come back by way of a date of birth in another table.
    const hasPerson = [...facts, ...withdrawn].some((one) => one.kind === 'person')
    if (row.says.dob !== null && !hasPerson) facts.push(personFromRow(row, row.says.dob, newId))
  }
  lookForOverlaps(facts, spoken, run.asides)
  return run
}

/** Of a table with one row for each child, a second row: where it says nothing else than the first, nothing is left to take from it. */
function secondRow(first: SoundRow, row: SoundRow): Fault[] {
  const columns = first.print.equals(row.print) ? [] : otherThan(first, row)
  const problem = `is another than on line ${first.line} of ${first.file}, for the same child. Keep the right row`
  return onePerColumn(columns.map((column) => ({ column, problem })))
}

type Coming = Map<Fact, Map<SourceKind, States>>

/**
 * What each source is about to say in this run: where two sources put the same thing right at once, neither is
 * held against what the other used to say.
 */
function comingStates(facts: readonly Fact[], rows: readonly SoundRow[]): Coming {
  const coming: Coming = new Map()
  const taken = new Set<string>()
  const firsts = new Set<string>()
  for (const row of rows) {
    // A second row for one child is not what the source will be taken to say.
    if (oneRowEach.includes(row.part) && firsts.has(row.part)) continue
    firsts.add(row.part)
    for (const said of row.says.statements) {
      const fact = matchingFact(facts, taken, row, said)
      if (fact === null) continue
      taken.add(takenKey(fact, row))
      if (saidByRow(fact, row)) continue
      const states = coming.get(fact) ?? new Map<SourceKind, States>()
      coming.set(fact, states.set(row.sourceKind, statesOf(said)))
    }
  }
  return coming
}

/** Rows of other tables repeat the date of birth; where it is another, the row may be another child's. */
function otherBirth(row: SoundRow, facts: readonly Fact[]): Fault[] {
  const dob = dobOf(facts)
  if (
    row.says.dob === null ||
    dob === null ||
    row.says.dob === dob ||
    row.says.statements.some((said) => said.kind === 'person')
  )
    return []
  return [
    {
      column: row.says.dobColumn,
      problem: `says that the child was born on ${row.says.dob}, and the register says ${dob}. Find out which is right`,
    },
  ]
}

/** What a fact becomes by a row; differences go into `faults`. */
function become(
  fact: Fact,
  row: SoundRow,
  said: Said,
  facts: readonly Fact[],
  faults: Fault[],
  coming: Coming,
): Said {
  if (saidByRow(fact, row)) return fact.said
  // A second row of one table about one number says nothing more.
  if (fact.from !== null && fact.from.part === row.part && kindOf(said.kind).sameBy === 'value')
    return fact.said
  const others = sourcesOf(fact)
    .filter((source) => source !== row.sourceKind)
    .map((source) => ({ source, states: coming.get(fact)?.get(source) ?? statedBy(fact, source) }))
  const merged = merge(
    fact.said,
    others,
    row.sourceKind,
    statedBy(fact, row.sourceKind),
    said,
    endsByRule(facts),
  )
  if (merged.ok) return merged.value
  faults.push(
    ...merged.problem.map(({ field, problem }) => ({ column: columnOf(row, field, said.kind), problem })),
  )
  return fact.said
}

const onePerColumn = (faults: Fault[]) =>
  faults.filter((fault, i) => faults.findIndex((other) => other.column === fault.column) === i)

function apply(
  facts: Fact[],
  row: SoundRow,
  fact: Fact | null,
  said: Said,
  asWritten: Said,
  newId: () => Id,
): [Fact, Touch] {
  const key = sourceKey(row.sourceKind, row.part)
  const says = { print: row.print, states: statesOf(asWritten) }
  if (fact === null) {
    const made: Fact = {
      fact: newId(),
      kind: said.kind,
      entry: null,
      said,
      by: new Map([[key, says]]),
      from: row,
      sayers: [row],
    }
    facts.push(made)
    return [made, 'added']
  }
  const changed = !sameContent(fact.said, said)
  if (changed) fact.said = said
  if (!saidByRow(fact, row)) {
    fact.by.set(key, says)
    fact.sayers.push(row)
  }
  fact.from ??= row
  // A second source adds to what a row of this very import made: nothing that the register held is replaced.
  return [fact, !changed ? 'unchanged' : fact.entry === null ? 'added' : 'superseded']
}

/** A child known only from a list of missing or unaccompanied children has at least the date of birth it gives. */
function personFromRow(row: SoundRow, dob: PlainDate, newId: () => Id): Fact {
  const said = saying('person', '', { attributes: { dob } })
  return {
    fact: newId(),
    kind: 'person',
    entry: null,
    said,
    by: new Map([[sourceKey(row.sourceKind, row.part), { print: row.print, states: statesOf(said) }]]),
    from: null,
    sayers: [row],
  }
}
