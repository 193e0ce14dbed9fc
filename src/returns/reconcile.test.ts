import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../database/index.ts'
import { addDays, day, instant, overlaps, type PlainDate } from '../plain/index.ts'
import type { Change, Entry } from '../register/index.ts'
import { kindOf } from '../standard/index.ts'
import { type Known, sameFact, type SoundRow, sourceKey } from './fact.ts'
import { type Options, reconcile } from './reconcile.ts'
import { readRow } from './statement.ts'
import { partOrder, tableOf } from './tables.ts'

/**
 * Any rows of one child, within a few days of one another so that they meet, from every table. Where a row is not
 * sound by itself it is not part of the question here.
 */
const start = day('2015-03-25')
const someDay = fc.nat(9).map((n) => addDays(start, n))
const spell = fc
  .tuple(someDay, fc.option(fc.nat(4), { nil: null }))
  .map(([from, length]) => ({ from, until: length === null ? '' : addDays(from, length) }))
const hour = fc.constantFrom('', ' 09:30', ' 21:40')
const row = (part: string, values: fc.Arbitrary<Record<string, string>>) =>
  values.map((v) => ({ part, values: v }))

const anyRow = fc.oneof(
  row(
    'header',
    fc
      .record({
        SEX: fc.constantFrom('M', 'F', ''),
        DOB: fc.constantFrom('2000-01-01', '2000-01-01', '2000-01-02'),
        ETHNIC: fc.constantFrom('', 'BAFR', 'WBRI'),
      })
      .map((v) => ({ CHILD: '1', ...v })),
  ),
  row(
    'episodes',
    fc
      .tuple(spell, fc.constantFrom('V2', 'C1'), fc.constantFrom('', 'E8', 'X1'))
      .map(([{ from, until }, LS, REC]) => ({ CHILD: '1', DECOM: from, DEC: until, LS, REC, RNE: 'S' })),
  ),
  row(
    'uasc',
    fc.constantFrom('', '2015-03-28').map((DUC) => ({ CHILD: '1', DUC })),
  ),
  row(
    'missing',
    fc
      .tuple(spell, fc.constantFrom('M', 'A'))
      .map(([{ from, until }, MISSING]) => ({ CHILD: '1', MISSING, MIS_START: from, MIS_END: until })),
  ),
  row(
    'ssd_person',
    fc
      .record({
        PERS_FORENAME: fc.constantFrom('Ada', 'Bea'),
        PERS_DOB: fc.constantFrom('', '2000-01-01'),
        PERS_NATIONALITY: fc.constantFrom('', 'Sudan', 'Nowhere'),
      })
      .map((v) => ({ PERS_PERSON_ID: '1', ...v })),
  ),
  row(
    'ssd_immigration_status',
    fc.tuple(spell, fc.constantFrom('UASC', 'Refugee', 'Whatever')).map(([{ from, until }, status]) => ({
      IMMI_PERSON_ID: '1',
      IMMI_IMMIGRATION_STATUS: status,
      IMMI_IMMIGRATION_STATUS_START_DATE: from,
      IMMI_IMMIGRATION_STATUS_END_DATE: until,
    })),
  ),
  row(
    'ssd_cla_placement',
    spell.map(({ from, until }) => ({
      CLAP_PERSON_ID: '1',
      CLAP_CLA_PLACEMENT_TYPE: 'U6',
      CLAP_CLA_PLACEMENT_START_DATE: from,
      CLAP_CLA_PLACEMENT_END_DATE: until,
    })),
  ),
  row(
    'ssd_missing',
    fc.tuple(spell, hour, fc.constantFrom('M', 'A')).map(([{ from, until }, at, type]) => ({
      MISS_PERSON_ID: '1',
      MISS_MISSING_EPISODE_START_DATE: from + at,
      MISS_MISSING_EPISODE_TYPE: type,
      MISS_MISSING_EPISODE_END_DATE: until,
    })),
  ),
  row(
    'trafficking',
    fc
      .tuple(
        spell,
        fc.constantFrom(
          'none',
          'suspected',
          'identified',
          'referred',
          'rg-positive',
          'rg-negative',
          'cg-negative',
        ),
      )
      .map(([{ from, until }, STATUS]) => ({ CHILD: '1', STATUS, FROM: from, TO: until })),
  ),
)
const someFiles = fc.array(anyRow, { maxLength: 14 })

type Given = { part: string; values: Record<string, string> }

/** The rows as an import hands them over: by table, and within a table by line. */
function asRows(given: readonly Given[]): SoundRow[] {
  return given
    .map((one, i) => ({ ...one, line: i + 2, reading: readRow(tableOf(one.part), one.values) }))
    .sort((a, b) => partOrder(a.part) - partOrder(b.part) || a.line - b.line)
    .flatMap(({ part, values, line, reading }, seq) => {
      if (reading.says === null) return []
      const print = createHash('sha256')
        .update(JSON.stringify([part, values]))
        .digest()
      return [
        {
          seq,
          part,
          sourceKind: tableOf(part).source,
          source: partOrder(part),
          line,
          file: `${part}.csv`,
          says: reading.says,
          print,
        },
      ]
    })
}

const child = newId()
const nothing: Known = {
  child,
  entries: [],
  withdrawn: [],
  said: [],
  sourceKinds: new Map(),
  sourceYears: new Map(),
}
const options = (more: Partial<Options> = {}): Options => ({
  parts: new Set(),
  unread: new Set(),
  withdrawAbsent: false,
  year: null,
  today: day('2016-01-01'),
  newId,
  ...more,
})
const bring = (given: readonly Given[], known: Known, more: Partial<Options> = {}) =>
  reconcile(asRows(given), known, options({ parts: new Set(given.map((one) => one.part)), ...more }))

/** What the register would hold after the changes: the database's part, in a few lines. */
function after(known: Known, changes: readonly Change[]): Known {
  let entries = [...known.entries]
  const said = new Map(known.said.map((one) => [`${one.fact}|${sourceKey(one.source_kind, one.part)}`, one]))
  for (const change of changes) {
    if (change.does === 'supersede' || change.does === 'withdraw') {
      if (!entries.some((entry) => entry.id === change.entry))
        throw new Error('A change of an entry that is not current')
      entries = entries.filter((entry) => entry.id !== change.entry)
    }
    if (change.does === 'add' || change.does === 'supersede') {
      if (entries.some((entry) => entry.fact === change.fact))
        throw new Error('Two current entries of one fact')
      const { fact, about, source } = change
      entries.push({
        ...change.said,
        id: newId(),
        child,
        fact,
        about,
        source,
        knownFrom: instant('2016-01-01T00:00:00Z'),
        knownUntil: null,
        saidBy: null,
        supersedes: null,
      } satisfies Entry)
    }
    if (change.does === 'say again') {
      const { sourceKind, part, print, states, line } = change.by
      const key = `${change.fact}|${sourceKey(sourceKind, part)}`
      said.set(key, {
        fact: change.fact,
        source_kind: sourceKind,
        part,
        print,
        states,
        source: change.source,
        line,
      })
    }
    if (change.does === 'say no more')
      said.delete(`${change.fact}|${sourceKey(change.sourceKind, change.part)}`)
  }
  const order = (entry: Entry) => `${kindOf(entry.kind).number} ${entry.from ?? ''} ${entry.fact}`
  entries.sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return { ...nothing, entries, said: [...said.values()] }
}

function overlapping({ entries }: Known): string[] {
  const exclusive = entries.filter((entry) => kindOf(entry.kind).exclusive)
  return exclusive.flatMap((a, i) =>
    exclusive
      .slice(i + 1)
      .flatMap((b) =>
        a.kind === b.kind && overlaps(a, b)
          ? [`${a.kind} ${a.from ?? ''}-${a.until ?? ''} and ${b.from ?? ''}-${b.until ?? ''}`]
          : [],
      ),
  )
}

/** What the register says, without the ids. */
const content = ({ entries }: Known) =>
  entries
    .map(({ kind, code, from, until, fromAt, untilAt, attributes, sealed }) =>
      JSON.stringify([kind, code, from, until, fromAt, untilAt, attributes, sealed]),
    )
    .sort()

const runs = { numRuns: 400 }

describe('whatever rows come, in whatever order', () => {
  test('each row is added, superseded, unchanged or set aside, and one of them only', () => {
    fc.assert(
      fc.property(someFiles, someFiles, (one, two) => {
        const known = after(nothing, bring(one, nothing).changes)
        const rows = asRows(two)
        const { outcomes } = reconcile(rows, known, options())
        expect([...outcomes.keys()].sort()).toEqual(rows.map((each) => each.seq).sort())
        for (const outcome of outcomes.values()) {
          if (typeof outcome === 'string') expect(['added', 'superseded', 'unchanged']).toContain(outcome)
          else expect(outcome.aside.length).toBeGreaterThan(0)
        }
      }),
      runs,
    )
  })

  test('exclusive spells never overlap in what is written', () => {
    fc.assert(
      fc.property(
        fc.array(someFiles, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (imports, withdrawAbsent) => {
          let known = nothing
          for (const given of imports) known = after(known, bring(given, known, { withdrawAbsent }).changes)
          expect(overlapping(known)).toEqual([])
        },
      ),
      runs,
    )
  })

  test('the same files once more change nothing', () => {
    fc.assert(
      fc.property(someFiles, (given) => {
        const first = bring(given, nothing)
        const known = after(nothing, first.changes)
        const second = bring(given, known)
        expect(second.changes.filter((change) => change.does !== 'say again')).toEqual([])
        const aside = (outcomes: typeof first.outcomes) =>
          [...outcomes].filter(([, outcome]) => typeof outcome !== 'string').map(([seq]) => seq)
        expect(aside(second.outcomes)).toEqual(aside(first.outcomes))
        for (const outcome of second.outcomes.values())
          if (typeof outcome === 'string') expect(outcome).toBe('unchanged')
        expect(second.absent).toEqual([])
      }),
      runs,
    )
  })

  test('a third time is like the second, after files in between', () => {
    fc.assert(
      fc.property(someFiles, someFiles, (one, two) => {
        let known = after(nothing, bring(one, nothing).changes)
        known = after(known, bring(two, known).changes)
        const settled = after(known, bring(two, known).changes)
        expect(content(settled)).toEqual(content(known))
      }),
      runs,
    )
  })

  test('the order in which the files are named does not change the answer', () => {
    fc.assert(
      fc.property(someFiles, fc.infiniteStream(fc.nat()), (given, picks) => {
        // The rows of each table keep their order; the tables come in any.
        const parts = [...new Set(given.map((one) => one.part))]
        const keys = new Map(parts.map((part) => [part, picks.next().value ?? 0]))
        const turned = [...given].sort((a, b) => (keys.get(a.part) ?? 0) - (keys.get(b.part) ?? 0))
        expect(content(after(nothing, bring(turned, nothing).changes))).toEqual(
          content(after(nothing, bring(given, nothing).changes)),
        )
      }),
      runs,
    )
  })

  test('the referral is one sequence: no two steps hold on one day, and only the last may be open', () => {
    fc.assert(
      fc.property(someFiles, someFiles, (one, two) => {
        let known = after(nothing, bring(one, nothing).changes)
        known = after(known, bring(two, known).changes)
        const steps = known.entries.filter(
          (entry) => entry.kind === 'referral' && entry.attributes['passedOver'] !== true,
        )
        const held = (entry: Entry, on: PlainDate) =>
          (entry.from ?? '') <= on && (entry.until === null || entry.until >= on)
        for (let n = 0; n < 20; n++)
          expect(steps.filter((entry) => held(entry, addDays(start, n))).length).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })

  test('what a person has withdrawn is never added again, in whatever words', () => {
    fc.assert(
      fc.property(someFiles, someFiles, fc.nat(), (one, two, pick) => {
        const known = after(nothing, bring(one, nothing).changes)
        const withdrawn = known.entries[pick % Math.max(1, known.entries.length)]
        if (withdrawn === undefined) return
        const entries = known.entries.filter((entry) => entry !== withdrawn)
        const { changes } = bring(two, { ...known, entries, withdrawn: [withdrawn] })
        const again = changes.filter(
          (change) =>
            change.does === 'add' && change.said.kind === withdrawn.kind && sameFact(change.said, withdrawn),
        )
        expect(again).toEqual([])
      }),
      runs,
    )
  })

  test('withdrawing what is absent leaves nothing that no source says', () => {
    fc.assert(
      fc.property(someFiles, (given) => {
        const known = after(nothing, bring(given, nothing).changes)
        const parts = new Set(given.map((one) => one.part))
        const gone = after(known, reconcile([], known, options({ parts, withdrawAbsent: true })).changes)
        expect(gone.entries).toEqual([])
        expect(gone.said).toEqual([])
      }),
      runs,
    )
  })
})
