import { birthday, type Id, overlaps, type PlainDate } from '../plain/index.ts'
import type { SourceKind } from '../database/index.ts'
import { type Change, type Entry, type Said, sequence, type States } from '../register/index.ts'
import { kindOf } from '../standard/index.ts'
import {
  byForm,
  columnOf,
  dobOf,
  endsByRule,
  type Fact,
  factsOf,
  type Known,
  matchingFact,
  oneRowEach,
  otherThan,
  sameContent,
  sameFact,
  saidByRow,
  type SoundRow,
  sourceKey,
  sourcesOf,
  statedBy,
  takenKey,
} from './fact.ts'
import { merge, statesOf } from './merge.ts'
import { tableOf } from './tables.ts'
import type { Fault } from './values.ts'

export type RowOutcome = 'added' | 'superseded' | 'unchanged' | { aside: Fault[] }

export type Note = { file: string; line: number; column: string; problem: string }

/** A fact that an earlier import of the same table brought and this one lacks. */
export type Absent = { entry: Entry; source: number; line: number; part: string; withdrawn: boolean }

export type Reconciled = {
  /** By the row's `seq`. */
  outcomes: Map<number, RowOutcome>
  changes: Change[]
  notes: Note[]
  absent: Absent[]
}

export type Options = {
  /** Tables that this import reads. */
  parts: ReadonlySet<string>
  /** Tables in which the child has rows that could not be read: nothing of theirs counts as absent. */
  unread: ReadonlySet<string>
  withdrawAbsent: boolean
  /** The year of the return that is read, by the year in which it ends; null where none is. */
  year: number | null
  today: PlainDate
  newId: () => Id
}

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
    const run = sweep(
      facts,
      rows.filter((row) => !asides.has(row.seq) && !withdrawnByHand.has(row.seq)),
      options.newId,
    )
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

type Touch = 'added' | 'superseded' | 'unchanged'
type Run = { asides: Map<number, Fault[]>; touched: Map<number, Set<Touch>> }

/** Takes the rows in order, changing `facts` in place; then looks for overlaps. */
function sweep(facts: Fact[], rows: readonly SoundRow[], newId: () => Id): Run {
  const run: Run = { asides: new Map(), touched: new Map() }
  const taken = new Set<string>()
  const spoken: { row: SoundRow; fact: Fact }[] = []
  const coming = comingStates(facts, rows)
  const firsts = new Map<string, SoundRow>()
  for (const row of rows) {
    const first = firsts.get(row.part)
    if (first !== undefined) {
      // Where it says nothing else than the first, nothing is left to take from it.
      const columns = first.print.equals(row.print) ? [] : otherThan(first, row)
      if (columns.length === 0) run.touched.set(row.seq, new Set(['unchanged']))
      else
        run.asides.set(
          row.seq,
          onePerColumn(
            columns.map((column) => ({
              column,
              problem: `is another than on line ${first.line} of ${first.file}, for the same child. Keep the right row`,
            })),
          ),
        )
      continue
    }
    const faults = otherBirth(row, facts)
    const meant = row.says.statements.map((said) => {
      const fact = matchingFact(facts, taken, row, said)
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
    if (row.says.dob !== null && !facts.some((fact) => fact.kind === 'person'))
      facts.push(personFromRow(row, row.says.dob, newId))
  }
  lookForOverlaps(facts, spoken, run.asides)
  return run
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
  const said: Said = {
    kind: 'person',
    code: '',
    from: null,
    until: null,
    fromAt: null,
    untilAt: null,
    attributes: { dob },
    sealed: {},
  }
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

/** Exclusive spells of one kind: what no row of this run moves stands; then each row in order finds its place. */
function lookForOverlaps(
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

/** Each step of the referral ends on the day before the next one. */
function orderReferral(facts: readonly Fact[]): void {
  const steps = facts.filter((fact) => fact.kind === 'referral')
  const stated = (fact: Fact) =>
    typeof fact.said.attributes['stated'] === 'string' ? (fact.said.attributes['stated'] as PlainDate) : null
  const held = sequence(
    steps.map((fact) => ({
      key: fact.fact,
      from: fact.said.from ?? ('1900-01-01' as PlainDate),
      stated: stated(fact),
    })),
  )
  for (const fact of steps) {
    const mine = held.find((one) => one.key === fact.fact)
    if (mine === undefined) continue
    const attributes = { ...fact.said.attributes, passedOver: mine.passedOver ? true : null }
    const ordered = { ...fact.said, until: mine.until, attributes }
    if (!sameContent(fact.said, ordered)) fact.said = ordered
  }
}

/**
 * Where the return and another source end a missing episode differently, or alike on a day on which the return
 * ends it by its rules, the entry says who states which end: only so can a figure tell a finding from a closing.
 */
function sayWhoEnds(facts: readonly Fact[]): void {
  const byRule = endsByRule(facts)
  for (const fact of facts) {
    if (fact.kind !== 'missing') continue
    const inReturn = statedBy(fact, 'return')
    const inDataset = statedBy(fact, 'dataset')
    if (inReturn === null || inDataset === null) continue
    const ends = { return: inReturn['until'] ?? null, dataset: inDataset['until'] ?? null }
    const tells = ends.return !== ends.dataset || (ends.return !== null && byRule(ends.return as PlainDate))
    const told = { ...fact.said, attributes: { ...fact.said.attributes, ends: tells ? ends : null } }
    if (!sameContent(fact.said, told)) fact.said = told
  }
}

/** Facts of the register that a row of this import speaks of, by table, sound or not. */
function presentIn(rows: readonly SoundRow[], known: Known): Set<string> {
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

function absentFacts(present: ReadonlySet<string>, known: Known, options: Options): Absent[] {
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
const nobodyElse = (one: Absent, absent: readonly Absent[], known: Known) =>
  known.sourceKinds.get(one.entry.source) !== 'form' &&
  known.said.every(
    (said) =>
      said.fact !== one.entry.fact ||
      absent.some((other) => other.withdrawn && other.entry.fact === said.fact && other.part === said.part),
  )

function withdrawals(absent: readonly Absent[], known: Known): Change[] {
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

/** Rows that say again what a person has withdrawn: they stay withdrawn. */
function rowsOfWithdrawn(rows: readonly SoundRow[], known: Known): Set<number> {
  const living = new Set(known.entries.map((entry) => entry.fact))
  const withdrawn = known.said.filter((one) => !living.has(one.fact))
  return new Set(
    rows
      .filter((row) => withdrawn.some((one) => one.part === row.part && one.print.equals(row.print)))
      .map((row) => row.seq),
  )
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

function factChanges(facts: readonly Fact[], child: Id): Change[] {
  return facts.flatMap((fact): Change[] => {
    const row = fact.sayers[0] ?? fact.from
    // Two rows of one table may have said it: the last of them is remembered.
    const sayers = [
      ...new Map(fact.sayers.map((sayer) => [sourceKey(sayer.sourceKind, sayer.part), sayer])).values(),
    ]
    const says = sayers.map((sayer): Change => ({
      does: 'say again',
      child,
      fact: fact.fact,
      source: sayer.source,
      by: {
        sourceKind: sayer.sourceKind,
        part: sayer.part,
        print: sayer.print,
        states: fact.by.get(sourceKey(sayer.sourceKind, sayer.part))?.states ?? {},
        line: sayer.line,
      },
    }))
    if (fact.entry === null) {
      return row === null
        ? []
        : [{ does: 'add', child, fact: fact.fact, about: null, said: fact.said, source: row.source }, ...says]
    }
    if (sameContent(fact.entry, fact.said)) return says
    const { id, about, source } = fact.entry
    if (row !== null && fact.by.get(byForm)?.states === null) {
      const by = {
        sourceKind: 'form' as const,
        part: '',
        print: Buffer.alloc(0),
        states: statesOf(fact.entry),
        line: 0,
      }
      says.push({ does: 'say again', child, fact: fact.fact, source, by })
    }
    return [
      {
        does: 'supersede',
        child,
        fact: fact.fact,
        about,
        entry: id,
        said: fact.said,
        source: row?.source ?? source,
      },
      ...says,
    ]
  })
}

function notesOf(
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
