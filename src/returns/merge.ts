import type { SourceKind } from '../database/index.ts'
import { ok, type Outcome, type PlainDate, refused } from '../plain/index.ts'
import type { Attributes, Said } from '../register/index.ts'

/** What each source says of a fact that more than one of them says: kept with the entry, code by code. */
export type ByAll = Readonly<Record<string, Readonly<Record<string, string | null>>>>

export type Difference = { field: string; problem: string }

/** The plain fields of an entry, as text, that two sources may differ in. */
function fields(said: Said): Record<string, string | null> {
  const own: Record<string, string | null> = { code: said.code === '' ? null : said.code, until: said.until }
  for (const [name, value] of Object.entries(said.attributes)) {
    if (name.startsWith('by-') || typeof value === 'object') continue
    own[name] = value === '' ? null : String(value)
  }
  return own
}

const byName = (source: SourceKind) => `by-${source}`

const statedBy = (said: Said, source: SourceKind): Readonly<Record<string, string | null>> | null => {
  const value = said.attributes[byName(source)]
  return typeof value === 'object' && value !== null ? (value as Record<string, string | null>) : null
}

/**
 * The same fact from another source: one entry. What one source leaves empty the other fills; the more precise
 * time stays; where both state a thing and differ, nothing is decided here.
 *
 * The end of a missing episode is one exception: the return closes it on the 18th birthday or when care ends,
 * without the child having been found, so another source's end does not contradict it.
 *
 * @param sources who says the fact already.
 * @param endsByRule true for an end that the return sets by its own rules.
 */
export function merge(
  fact: Said,
  sources: readonly SourceKind[],
  source: SourceKind,
  row: Said,
  endsByRule: (end: PlainDate) => boolean,
): Outcome<Said, Difference[]> {
  const others = [...new Set(sources)].filter((one) => one !== source)
  if (others.length === 0) return ok(replace(fact, row))
  const own = fields(row)
  const standing = fields(fact)
  const before = statedBy(fact, source)
  const stated = (other: SourceKind, field: string) => (statedBy(fact, other) ?? (statedBy(fact, source) === null || other === 'form' ? standing : {}))[field] ?? null
  const merged: Record<string, string | null> = { ...standing }
  const differences: Difference[] = []
  for (const field of new Set([...Object.keys(own), ...Object.keys(standing)])) {
    const mine = own[field] ?? null
    const theirs = others.map((other) => ({ other, value: stated(other, field) })).find((one) => one.value !== null)
    if (mine === null) {
      if (before !== null && before[field] != null && theirs === undefined) merged[field] = null
      continue
    }
    if (theirs === undefined || theirs.value === mine) {
      merged[field] = mine
      continue
    }
    const end = fact.kind === 'missing' && field === 'until' ? settleEnds(source, mine, theirs.other, theirs.value ?? '', endsByRule) : null
    if (end !== null) merged[field] = end
    else differences.push({ field, problem: `says ${mine}, and ${sourceInWords(theirs.other)} says ${theirs.value ?? ''}. Find out which is right` })
  }
  if (differences.length > 0) return refused(differences)
  const attributes: Record<string, string | null> = {}
  for (const [field, value] of Object.entries(merged)) if (field !== 'code' && field !== 'until') attributes[field] = value
  const by: Record<string, Readonly<Record<string, string | null>>> = { [byName(source)]: tidy(own) }
  for (const other of others) if (other !== 'form') by[byName(other)] = statedBy(fact, other) ?? tidy(standing)
  const until = merged['until'] as PlainDate | null
  return ok({
    ...fact,
    code: merged['code'] ?? '',
    until,
    fromAt: row.fromAt ?? fact.fromAt,
    untilAt: until === row.until && row.untilAt !== null ? row.untilAt : until === fact.until ? fact.untilAt : null,
    attributes: { ...attributes, ...by } as Attributes,
    sealed: { ...fact.sealed, ...filled(row.sealed) },
  })
}

/** One source alone: what it says now stands in place of what it said before. */
function replace(fact: Said, row: Said): Said {
  return { ...row, from: row.from ?? fact.from }
}

/** The end at which the child was found, where the other end was only set by the rules of the return. */
function settleEnds(source: SourceKind, mine: string, other: SourceKind, theirs: string, endsByRule: (end: PlainDate) => boolean): string | null {
  if (source === 'return' && endsByRule(mine as PlainDate)) return theirs
  if (other === 'return' && endsByRule(theirs as PlainDate)) return mine
  return null
}

const tidy = (record: Record<string, string | null>) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))

const filled = (sealed: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(sealed).filter(([, value]) => value !== ''))

const sourceInWords = (source: SourceKind): string =>
  source === 'return' ? 'the return' : source === 'dataset' ? 'the dataset' : source === 'list' ? 'the list' : 'what was written in Turnstone'
