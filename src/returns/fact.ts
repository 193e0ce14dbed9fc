import type { SourceKind } from '../database/index.ts'
import { type CareEpisode, defaultWhereabouts, endedByReturnRules } from '../lives/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { type Entry, type Said, sealedText, type States, tidyAttributes } from '../register/index.ts'
import { kindOf } from '../standard/index.ts'
import type { RowSays } from './statement.ts'

/** One sound row of a child, in the order in which rows are taken: by source, table and line. */
export type SoundRow = {
  seq: number
  part: string
  sourceKind: SourceKind
  source: number
  line: number
  file: string
  says: RowSays
  /** A keyed print of the row as written: the same row is known again by it. */
  print: Buffer
}

/** That a row of a source said a fact, as it was remembered. */
export type SaidRow = {
  fact: Id
  source_kind: SourceKind
  part: string
  print: Buffer
  states: States
  source: number
  line: number
}

/** What the register holds of a child: current entries, what was withdrawn, and which source rows say each fact. */
export type Known = {
  child: Id
  entries: readonly Entry[]
  /** The last version of what somebody has withdrawn by hand. */
  withdrawn: readonly Entry[]
  said: readonly SaidRow[]
  /** Kind of source of each entry, to know what a form wrote. */
  sourceKinds: ReadonlyMap<number, SourceKind>
  /** Of which year's return a source is a file; null for one that is none. */
  sourceYears: ReadonlyMap<number, number | null>
}

/** A fact while a child is being reconciled: as the register holds it, and as it will be. */
export type Fact = {
  fact: Id
  kind: Said['kind']
  /** Null for a fact that this run makes. */
  entry: Entry | null
  said: Said
  /** Sources that say it (`kind/part`), with the print of the row that did and what it states. */
  by: Map<string, { print: Buffer; states: States | null }>
  /** The first row of this run that speaks of it. */
  from: SoundRow | null
  /** Rows of this run that say it in new words. */
  sayers: SoundRow[]
}

export const sourceKey = (kind: SourceKind, part: string): string => `${kind}/${part}`

export const byForm = sourceKey('form', '')

export function factsOf(known: Known): Fact[] {
  return known.entries.map((entry) => {
    const by: Fact['by'] = new Map()
    for (const one of known.said)
      if (one.fact === entry.fact)
        by.set(sourceKey(one.source_kind, one.part), { print: one.print, states: one.states })
    // What a form wrote stands in the entry itself, until a source adds to it: then it is remembered like a row.
    if (known.sourceKinds.get(entry.source) === 'form')
      by.set(byForm, { print: Buffer.alloc(0), states: null })
    return { fact: entry.fact, kind: entry.kind, entry, said: entry, by, from: null, sayers: [] }
  })
}

/** What a kind of source states of a fact: null where it says nothing, or only in the entry itself. */
export const statedBy = (fact: Fact, kind: SourceKind): States | null =>
  [...fact.by].find(([key]) => key.startsWith(`${kind}/`))?.[1].states ?? null

export const sourcesOf = (fact: Fact): SourceKind[] => [
  ...new Set([...fact.by.keys()].map((key) => key.split('/')[0] as SourceKind)),
]

/** True where two statements of one kind are about the same fact, as the kind says. */
export function sameFact(a: Said, b: Said): boolean {
  switch (kindOf(a.kind).sameBy) {
    case 'child':
      return true
    case 'start':
      return a.from === b.from
    case 'start and code':
      return a.from === b.from && a.code === b.code
    case 'value':
      return a.code === b.code && plainValue(a) === plainValue(b)
    case 'start and value':
      return a.from === b.from && a.code === b.code && plainValue(a) === plainValue(b)
  }
}

/** Numbers and names are the same whatever their spaces and capitals. */
const plainValue = (said: Said) =>
  (said.sealed['value'] ?? said.sealed['handle'] ?? sealedText(said.sealed))
    .toUpperCase()
    .replace(/[\s-]+/g, '')

/**
 * The fact that a statement of a row is about. Where one day has several, the rows of a table take them in
 * order; the row that said a fact before takes it first.
 */
export function matchingFact(
  facts: readonly Fact[],
  taken: ReadonlySet<string>,
  row: SoundRow,
  said: Said,
): Fact | null {
  const same = facts.filter((fact) => fact.kind === said.kind && sameFact(fact.said, said))
  const onlyOne = ['child', 'value'].includes(kindOf(said.kind).sameBy) || row.part === 'uasc'
  if (onlyOne) return same[0] ?? null
  const free = same.filter((fact) => !taken.has(takenKey(fact, row)))
  return (
    free.find((fact) => saidByRow(fact, row)) ??
    free[0] ??
    same.find((fact) => runsBeside(said) && saidByRow(fact, row)) ??
    null
  )
}

/** In a list whose spells run beside each other, or follow by rule, the same row twice says nothing more. */
const runsBeside = (said: Said) => !kindOf(said.kind).exclusive || said.kind === 'referral'

export const takenKey = (fact: Fact, row: SoundRow): string => `${fact.fact}|${row.part}`

export const saidByRow = (fact: Fact, row: SoundRow): boolean =>
  fact.by.get(sourceKey(row.sourceKind, row.part))?.print.equals(row.print) === true

export function sameContent(a: Said, b: Said): boolean {
  return (
    a.code === b.code &&
    a.from === b.from &&
    a.until === b.until &&
    a.fromAt === b.fromAt &&
    a.untilAt === b.untilAt &&
    JSON.stringify(tidyAttributes(a.attributes)) === JSON.stringify(tidyAttributes(b.attributes)) &&
    sealedText(a.sealed) === sealedText(b.sealed)
  )
}

export const dobOf = (facts: readonly Fact[]): PlainDate | null => {
  const dob = facts.find((fact) => fact.kind === 'person')?.said.attributes['dob']
  return typeof dob === 'string' ? (dob as PlainDate) : null
}

/**
 * Whether an end that the return states was set by its own rules, as far as the child's facts tell. For a child born
 * on 29 February systems close on either day: which one is right is a setting of the answer, so both count here.
 */
export function endsByRule(facts: readonly Fact[]): (end: PlainDate) => boolean {
  const episodes = facts.filter((fact) => fact.kind === 'episode').map((fact) => careEpisode(fact.said))
  const dob = dobOf(facts)
  const leaps = ['1 March', '28 February'] as const
  return (end) =>
    leaps.some((leap) => endedByReturnRules(end, dob, episodes, { ...defaultWhereabouts, leap }))
}

const textOf = ({ attributes }: Said, name: string): string => {
  const value = attributes[name]
  return typeof value === 'string' ? value : ''
}

const careEpisode = (said: Said): CareEpisode => ({
  from: said.from ?? ('1900-01-01' as PlainDate),
  until: said.until,
  reasonNew: textOf(said, 'reasonNew'),
  reasonCeased: textOf(said, 'reasonCeased'),
})
