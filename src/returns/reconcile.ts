import type { Id, PlainDate } from '../plain/index.ts'
import type { Change } from '../register/index.ts'
import { type Absent, absentFacts, type Expected, nobodyElse, presentIn, withdrawals } from './absence.ts'
import { factChanges } from './changes.ts'
import { factsOf, type Known, type SoundRow } from './fact.ts'
import { type Note, notesOf } from './notes.ts'
import { orderReferral } from './referral-order.ts'
import { sweep, type Touch } from './sweep.ts'
import type { Fault } from './values.ts'
import { sayWhoEnds } from './who-ends.ts'
import { rowsOfWithdrawn } from './withdrawn.ts'

export type RowOutcome = 'added' | 'superseded' | 'unchanged' | { aside: Fault[] }

export type Reconciled = {
  /** By the row's `seq`. */
  outcomes: Map<number, RowOutcome>
  changes: Change[]
  notes: Note[]
  absent: Absent[]
}

export type Options = Expected & { today: PlainDate; newId: () => Id }

/**
 * Brings a child's rows together with what is known of the child. Pure. Facts are matched as their kind says and,
 * where one day has several, by the order of rows; two sources of one fact are merged; then exclusive spells are
 * held against one another in the order of the rows, and of two that truly overlap the later row goes aside.
 */
export function reconcile(rows: readonly SoundRow[], known: Known, options: Options): Reconciled {
  const present = presentIn(rows, known)
  const absent = absentFacts(present, known, options)
  const withdrawnByHand = rowsOfWithdrawn(rows, known)
  const asides = new Map<number, Fault[]>()
  // A row that goes aside may leave its fact where it stood, in another's way: the sweep is done again without it.
  for (;;) {
    // The row that says it may be the one that was set aside, or stand for one that was put right.
    const unsure = new Set(rows.filter((row) => asides.has(row.seq)).map((row) => row.part))
    for (const one of absent) one.withdrawn = options.withdrawAbsent && !unsure.has(one.part)
    const gone = new Set(
      absent.filter((one) => one.withdrawn && nobodyElse(one, absent, known)).map((one) => one.entry.fact),
    )
    const facts = factsOf(known).filter((fact) => !gone.has(fact.fact))
    const taken = rows.filter((row) => !asides.has(row.seq) && !withdrawnByHand.has(row.seq))
    const run = sweep(facts, taken, known.withdrawn, options.newId)
    if (run.asides.size > 0) {
      for (const [seq, faults] of run.asides) asides.set(seq, faults)
      continue
    }
    orderReferral(facts)
    sayWhoEnds(facts)
    return {
      outcomes: new Map(rows.map((row) => [row.seq, outcomeOf(row, asides, run.touched)])),
      changes: [...withdrawals(absent, known), ...factChanges(facts, known.child)],
      notes: notesOf(rows, facts, asides, withdrawnByHand, options.today),
      absent,
    }
  }
}

function outcomeOf(
  row: SoundRow,
  asides: ReadonlyMap<number, Fault[]>,
  touched: ReadonlyMap<number, Set<Touch>>,
): RowOutcome {
  const aside = asides.get(row.seq)
  if (aside !== undefined) return { aside }
  const touches = touched.get(row.seq) ?? new Set()
  return touches.has('superseded') ? 'superseded' : touches.has('added') ? 'added' : 'unchanged'
}
