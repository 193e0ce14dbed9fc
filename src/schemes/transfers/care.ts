import { inWords, later, type PlainDate } from '../../plain/index.ts'
import { changeWhileMissing, openEpisode } from '../../missing/index.ts'
import { type Change, type Entry, said } from '../../register/index.ts'
import { addDays, type Id } from '../../plain/index.ts'
import { type KindName, kindOf, labelOf, legalStatus, placementType } from '../../standard/index.ts'
import { careKinds } from './child-record.ts'
import type { Fact } from './letter.ts'

/** Review of a search that another council leads now: six weeks on, as for every search that goes on. */
const daysToReview = 42

/**
 * What ends here on the day on which another council takes the child over: the episode for the reason E3 of the return,
 * the placement, the legal status, the worker. A child who is missing stays on the desk: another council looks for them,
 * and until they are located two do.
 */
export function leaving(
  known: readonly Entry[],
  on: PlainDate,
  to: string,
  made: { source: number; newId: () => Id },
): Change[] {
  const care = known.filter((entry) => careKinds.includes(entry.kind))
  const changes: Change[] = []
  for (const entry of care) {
    const { child, fact, about, id } = entry
    // What was recorded before the acknowledgement was read, of days on which the child was theirs already.
    if (entry.from !== null && entry.from > on) {
      const words = `${to} answers for the child since ${inWords(on)}.`
      changes.push({
        does: 'withdraw',
        child,
        fact,
        entry: id,
        kind: entry.kind,
        reason: 'did not happen',
        words,
      })
      continue
    }
    const endsThen = entry.until === null || entry.until > on
    if (!endsThen && !(entry.kind === 'episode' && entry.until === on)) continue
    changes.push({
      does: 'supersede',
      child,
      fact,
      about,
      entry: id,
      source: made.source,
      said: {
        ...entry,
        until: on,
        untilAt: null,
        attributes:
          entry.kind === 'episode'
            ? { ...entry.attributes, reasonCeased: 'E3', moved: 'away' }
            : entry.attributes,
      },
    })
  }
  const missing = openEpisode(known)
  if (missing === null) return changes
  const day = missing.from === null ? on : later(on, missing.from)
  const followed = changeWhileMissing(
    missing,
    {
      code: 'transferred',
      when: { day, at: null },
      words: `${to} has acknowledged that it answers for the child since ${inWords(on)}, and looks for them.`,
      review: { day: addDays(day, daysToReview), owner: to },
    },
    { end: made.newId(), task: made.newId(), source: made.source },
  )
  return followed.ok ? [...changes, ...followed.value] : changes
}

/** What begins here: an episode of care that starts with a first placement, reason S of the return. */
export const arriving = (
  child: Id,
  on: PlainDate,
  care: { legal: string; place: string },
  made: { source: number; newId: () => Id },
): Change[] => [
  {
    does: 'add',
    child,
    fact: made.newId(),
    about: null,
    source: made.source,
    said: said('episode', care.legal, {
      from: on,
      attributes: { reasonNew: 'S', place: care.place, moved: 'here' },
    }),
  },
]

const codeInWords = (kind: KindName, code: string): string => {
  if (code === '') return kindOf(kind).title
  if (kind === 'placement') return `${labelOf(placementType, code)} (${code})`
  return `${labelOf(legalStatus, code)} (${code})`
}

/** How another council looked after the child, in words: nobody’s figures count it twice. */
export function careInWords(care: readonly Fact[], from: string): string {
  if (care.length === 0) return `${from} has sent nothing of how it looked after the child.`
  const lines = care
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
    .map((fact) => {
      const place = fact.attributes['place']
      const what =
        fact.kind === 'allocated'
          ? 'Worker'
          : `${kindOf(fact.kind).title}: ${codeInWords(fact.kind, fact.code)}`
      const details = [
        ...(typeof place === 'string' && place !== ''
          ? [`placement ${codeInWords('placement', place)}`]
          : []),
        ...Object.values(fact.sealed).filter((words) => words !== ''),
      ]
      return `${period(fact)}. ${what}${details.length === 0 ? '' : `. ${details.join('. ')}`}`
    })
  return [`In the care of ${from} until now, as it says:`, ...lines].join('\n')
}

const period = ({ from, until }: Pick<Fact, 'from' | 'until'>): string =>
  `${from === null ? 'From a day that nobody knows' : `From ${inWords(from)}`}${until === null ? '' : ` until ${inWords(until)}`}`

/** What another council says differently, in words, because this register keeps what was recorded here. */
export const keptInWords = (facts: readonly Fact[], from: string): string =>
  [
    `${from} says this differently. What was recorded here stays; compare, and correct what is wrong:`,
    ...facts.map((fact) => {
      const { title, codes } = kindOf(fact.kind)
      const dob = fact.attributes['dob']
      const says = [
        ...(fact.code === '' ? [] : [codes === undefined ? fact.code : labelOf(codes, fact.code)]),
        ...(fact.from === null ? [] : [period(fact).replace(/^From/, 'from')]),
        ...(typeof dob === 'string' ? [`born ${inWords(dob as PlainDate)}`] : []),
        ...Object.values(fact.sealed).filter((words) => words !== ''),
      ]
      return `${title}: ${says.join(', ')}`
    }),
  ].join('\n')
