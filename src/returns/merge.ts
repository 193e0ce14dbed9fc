import type { SourceKind } from '../database/index.ts'
import { londonTime, ok, type Outcome, type PlainDate, refused } from '../plain/index.ts'
import type { Attributes, Said, States } from '../register/index.ts'

export type Difference = { field: string; problem: string }

/** Who else says a fact, and what: null where the entry itself is what they say (a form). */
export type Sayer = { source: SourceKind; states: States | null }

/** The plain fields of a statement, as text: what two sources may differ in. */
export function statesOf(said: Said): Record<string, string | null> {
  const states: Record<string, string | null> = {
    code: said.code === '' ? null : said.code,
    until: said.until,
  }
  for (const [name, value] of Object.entries(said.attributes)) {
    if (typeof value !== 'object') states[name] = value === '' ? null : String(value)
  }
  return states
}

/**
 * The same fact from another source: one entry. What one source leaves empty the other fills; the more precise
 * time stays; where both state a thing and differ, nothing is decided here.
 *
 * The end of a missing episode is the one exception: the return closes it on the 18th birthday or when care ends,
 * without the child having been found, so another source's end does not contradict it.
 *
 * What a person wrote in Turnstone is never written over: another name, number or time of day is a difference too.
 *
 * @param others who else says the fact.
 * @param before what this source stated before, if it did.
 * @param endsByRule true for an end that the return sets by its own rules.
 */
export function merge(
  fact: Said,
  others: readonly Sayer[],
  source: SourceKind,
  before: States | null,
  row: Said,
  endsByRule: (end: PlainDate) => boolean,
): Outcome<Said, Difference[]> {
  if (others.length === 0)
    return ok(
      row.kind === 'missing'
        ? { ...row, attributes: { ...objectsOf(fact.attributes), ...row.attributes } }
        : row,
    )
  const own = statesOf(row)
  const standing = statesOf(fact)
  const merged: Record<string, string | null> = { ...standing }
  const differences: Difference[] = []
  for (const field of new Set([...Object.keys(own), ...Object.keys(standing)])) {
    const mine = own[field] ?? null
    const theirs = others
      .map(({ source: other, states }) => ({ other, value: (states ?? standing)[field] ?? null }))
      .find((one) => one.value !== null)
    if (mine === null) {
      // What only this source had said, and says no longer.
      if ((before?.[field] ?? null) !== null && theirs === undefined) merged[field] = null
    } else if (theirs === undefined || theirs.value === null || theirs.value === mine) merged[field] = mine
    else {
      const end =
        fact.kind === 'missing' && field === 'until'
          ? settleEnds(source, mine, theirs.other, theirs.value, endsByRule)
          : null
      if (end !== null) merged[field] = end
      else
        differences.push({
          field,
          problem: `says ${mine}, and ${sourceInWords(theirs.other)} says ${theirs.value}. Find out which is right`,
        })
    }
  }
  const { code, until, ...attributes } = merged
  const end = (until ?? null) as PlainDate | null
  const fromAt = row.fromAt ?? fact.fromAt
  const untilAt =
    end === row.until && row.untilAt !== null ? row.untilAt : end === fact.until ? fact.untilAt : null
  const byHand = others.some((other) => other.source === 'form')
  if (byHand) differences.push(...overwritten(fact, row))
  if (fromAt !== null && untilAt !== null && untilAt < fromAt && differences.length === 0) {
    differences.push({
      field: 'until',
      problem: `is before the start at ${londonTime(fromAt).time}, as ${sourceInWords(others[0]?.source ?? source)} has it. Find out which is right`,
    })
  }
  if (differences.length > 0) return refused(differences)
  const words = byHand
    ? { ...filled(row.sealed), ...filled(fact.sealed) }
    : { ...fact.sealed, ...filled(row.sealed) }
  return ok({
    ...fact,
    code: code ?? '',
    until: end,
    fromAt,
    untilAt,
    attributes: { ...objectsOf(fact.attributes), ...attributes },
    sealed: words,
  })
}

/** In which words two people say a thing is no difference of substance. */
const inOwnWords = ['source', 'asWritten', 'type', 'ethnicity']

/** What of a person's entry a row would write over: the sealed values and the times of day. */
function overwritten(fact: Said, row: Said): Difference[] {
  const differences: Difference[] = []
  const plain = (text: string) => text.toUpperCase().replace(/[\s-]+/g, '')
  for (const [field, value] of Object.entries(filled(row.sealed))) {
    const standing = fact.sealed[field] ?? ''
    if (inOwnWords.includes(field) || standing === '' || plain(standing) === plain(value)) continue
    differences.push({
      field,
      problem: 'is another than what was written in Turnstone. Find out which is right',
    })
  }
  const times = [
    { field: 'from', mine: row.fromAt, theirs: fact.fromAt },
    { field: 'until', mine: row.untilAt, theirs: row.until === fact.until ? fact.untilAt : null },
  ]
  for (const { field, mine, theirs } of times) {
    if (mine === null || theirs === null || mine === theirs) continue
    differences.push({
      field,
      problem: `says ${londonTime(mine).time}, and what was written in Turnstone says ${londonTime(theirs).time}. Find out which is right`,
    })
  }
  return differences
}

const objectsOf = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => typeof value === 'object' && value !== null),
  )

/** The end at which the child was found, where the other end was only set by the rules of the return. */
function settleEnds(
  source: SourceKind,
  mine: string,
  other: SourceKind,
  theirs: string,
  endsByRule: (end: PlainDate) => boolean,
): string | null {
  if (source === 'return' && endsByRule(mine as PlainDate)) return theirs
  if (other === 'return' && endsByRule(theirs as PlainDate)) return mine
  return null
}

const filled = (sealed: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(sealed).filter(([, value]) => value !== ''))

const sourceInWords = (source: SourceKind): string =>
  source === 'return'
    ? 'the return'
    : source === 'dataset'
      ? 'the dataset'
      : source === 'list'
        ? 'the list'
        : 'what was written in Turnstone'
