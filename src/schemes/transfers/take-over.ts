import { type Id, type Instant, londonDate, overlaps } from '../../plain/index.ts'
import type { Change, Entry, Said, SaidBy } from '../../register/index.ts'
import { kindOf } from '../../standard/index.ts'
import { contentOf, factAsSent } from './child-record.ts'
import type { ChildRecordSent, Fact } from './letter.ts'

/** How the other council’s facts are known again: by its code and what it calls them. */
export const partOf = (council: string, fact: Id): string => `${council}/${fact}`

/** What this register holds of the child already. */
export type Here = {
  child: Id
  known: readonly Entry[]
  /** Which facts the other council has said before, by `partOf`, with the print of what it said. */
  said: ReadonlyMap<string, { fact: Id; print: Buffer }>
  /** Whether what stands in an entry came from another council. */
  cameFromElsewhere: (entry: Entry) => boolean
  /**
   * When this council last sent its own record, to somebody who answers for the child by what they say now: what changed
   * since, they did not know. Null where they may add to our facts, and change none.
   */
  sentAt: Instant | null
}

export type Taking = {
  from: string
  /** When they said it. */
  at: Instant
  source: number
  print: (text: string) => Buffer
  newId: () => Id
}

/** A fact of theirs that was not taken over, because this register says otherwise. */
export type Kept = { fact: Fact; why: 'changed here' | 'overlaps' }

type Place = { entry: Entry; saidPrint: Buffer | null; joined: boolean }

/**
 * Takes another council’s record of a child over: each fact as an entry with its source, once. What they said before is
 * replaced where nobody changed it here, and left where somebody did; what they alone said and took back is taken back.
 * Two spells of being missing that run at the same time are one, reported to both.
 */
export function takeOver(
  record: ChildRecordSent,
  here: Here,
  taking: Taking,
): { changes: Change[]; kept: Kept[] } {
  const { child, said, sentAt } = here
  const { from, source, print, newId } = taking
  const changes: Change[] = []
  const kept: Kept[] = []
  const gone = takenBack(record, here, taking)
  for (const entry of gone)
    changes.push({
      does: 'withdraw',
      child,
      fact: entry.fact,
      entry: entry.id,
      kind: entry.kind,
      reason: 'absent from the source',
      words: '',
    })
  const known = here.known.filter((entry) => !gone.includes(entry))
  /** What stands here once the changes are made, so that nothing is added that would overlap it. */
  const standing = new Map<Id, Said>(known.map((entry) => [entry.fact, entry]))
  const by = (fact: Fact): SaidBy => ({
    sourceKind: 'transfer',
    part: partOf(from, fact.fact),
    print: print(contentOf(fact)),
    states: {},
    line: 0,
  })

  const places = placesOf(record, known, said, from)
  for (const [fact, { entry, saidPrint, joined }] of places) {
    const mine = contentOf(factAsSent(entry))
    const theirs = contentOf(fact)
    const repeated = saidPrint?.equals(print(theirs)) === true
    if (mine === theirs) {
      // Whoever says our own fact back to us is no second source of it.
      if (!repeated && (saidPrint !== null || joined))
        changes.push({ does: 'say again', child, fact: entry.fact, source, by: by(fact) })
      continue
    }
    const unchangedHere =
      saidPrint === null
        ? !joined && sentAt !== null && entry.knownFrom <= sentAt
        : saidPrint.equals(print(mine))
    // Our own number for the child stays ours, whatever they call it.
    const theirsToSay = unchangedHere && !(entry.kind === 'reference' && entry.code === 'council')
    // A spell that is open here is not closed because somebody says that it ended: only because the child was found.
    const closes = fact.kind === 'missing' && entry.until === null && fact.until !== null
    const unfounded = closes && !isFound(fact, record, taking)
    if (theirsToSay && unfounded) kept.push({ fact, why: 'changed here' })
    const says = unfounded ? { ...saidOf(fact), until: null, untilAt: null } : saidOf(fact)
    const becomes = theirsToSay
      ? says
      : repeated
        ? null
        : joinedSpell(entry, fact, joined, closes && !unfounded, here.cameFromElsewhere(entry))
    if (becomes === null) {
      // That a spell is open there which ended here, or is open in both, is no contradiction; nor what they said before.
      if (!repeated && (fact.kind !== 'missing' || fact.until !== null))
        kept.push({ fact, why: 'changed here' })
      if (joined) changes.push({ does: 'say again', child, fact: entry.fact, source, by: by(fact) })
      continue
    }
    standing.delete(entry.fact)
    if (overlapsAny(becomes, standing.values())) {
      standing.set(entry.fact, entry)
      kept.push({ fact, why: 'overlaps' })
      continue
    }
    standing.set(entry.fact, becomes)
    changes.push({
      does: 'supersede',
      child,
      fact: entry.fact,
      about: entry.about,
      entry: entry.id,
      said: becomes,
      source,
      by: by(fact),
    })
  }

  // What is about another fact may stand before it, so all names are given first.
  const names = new Map<Id, Id>()
  const fresh = record.facts.filter((fact) => !places.has(fact))
  for (const [fact, { entry }] of places) names.set(fact.fact, entry.fact)
  for (const fact of fresh) names.set(fact.fact, newId())
  for (const fact of fresh) {
    // Said before and gone here since: somebody withdrew it, and it stays withdrawn.
    if (said.has(partOf(from, fact.fact))) {
      names.delete(fact.fact)
      if (fact.kind === 'missing' && fact.until === null) kept.push({ fact, why: 'changed here' })
      continue
    }
    const says = saidOf(fact)
    if (overlapsAny(says, standing.values())) {
      kept.push({ fact, why: 'overlaps' })
      names.delete(fact.fact)
      continue
    }
    const name = names.get(fact.fact)
    if (name !== undefined) standing.set(name, says)
  }
  for (const fact of fresh) {
    const name = names.get(fact.fact)
    const says = name === undefined ? undefined : standing.get(name)
    if (name === undefined || says === undefined) continue
    changes.push({
      does: 'add',
      child,
      fact: name,
      about: fact.about === null ? null : (names.get(fact.about) ?? null),
      said: says,
      source,
      by: by(fact),
    })
  }
  return { changes, kept }
}

/**
 * What they said before and have no more. Only what they alone said, as it stands here by their word: a fact of ours, or
 * one that somebody here has changed or written something about, stays.
 */
function takenBack(record: ChildRecordSent, here: Here, { from, print }: Taking): Entry[] {
  const { known, said, cameFromElsewhere } = here
  const sent = new Set(record.facts.map((fact) => partOf(from, fact.fact)))
  return [...said].flatMap(([part, before]) => {
    if (!part.startsWith(`${from}/`) || sent.has(part)) return []
    const entry = known.find((one) => one.fact === before.fact)
    if (entry === undefined || !record.kinds.includes(entry.kind) || !cameFromElsewhere(entry)) return []
    if (!before.print.equals(print(contentOf(factAsSent(entry))))) return []
    return known.some((one) => one.about === entry.fact && !cameFromElsewhere(one)) ? [] : [entry]
  })
}

/** Which fact of ours each of theirs is, of the same kind: said before, once ours, or the same time of being missing. */
function placesOf(
  record: ChildRecordSent,
  known: readonly Entry[],
  said: Here['said'],
  from: string,
): Map<Fact, Place> {
  const byFact = new Map(known.map((entry) => [entry.fact, entry]))
  const places = new Map<Fact, Place>()
  const taken = new Set<Id>()
  const place = (fact: Fact, entry: Entry | undefined, saidPrint: Buffer | null, joined: boolean) => {
    if (entry === undefined || entry.kind !== fact.kind || taken.has(entry.fact)) return
    taken.add(entry.fact)
    places.set(fact, { entry, saidPrint, joined })
  }
  for (const fact of record.facts) {
    const before = said.get(partOf(from, fact.fact))
    if (before !== undefined) place(fact, byFact.get(before.fact), before.print, false)
    else if (fact.yours !== null) place(fact, byFact.get(fact.yours), null, false)
  }
  for (const fact of record.facts) {
    if (places.has(fact) || fact.kind !== 'missing') continue
    const same = known.find(
      (entry) =>
        entry.kind === 'missing' &&
        !taken.has(entry.fact) &&
        !isBefore(fact, entry) &&
        !isBefore(entry, fact),
    )
    place(fact, same, null, true)
  }
  return places
}

/** Whether their record says how a spell ended: the child was located, came back, died, or went on being away. */
const isFound = (fact: Fact, record: ChildRecordSent, { at }: Taking): boolean =>
  fact.until !== null &&
  fact.until <= londonDate(at) &&
  record.facts.some(
    (other) =>
      (other.about === fact.fact &&
        (other.kind === 'located' ||
          other.kind === 'returned' ||
          (other.kind === 'episode-end' && other.code === 'died'))) ||
      // Missing that turned into away, or the other way: the next spell begins where this one ends.
      (other.kind === 'missing' && other.fact !== fact.fact && other.from === fact.until),
  )

/**
 * A spell of being missing that both councils know of, as it stands here after they spoke: begun when the earlier of the
 * two says, ended where they have found the child and nobody here has, and open again where it ended here by their word and
 * they take that back. Null where nothing changes.
 */
function joinedSpell(
  entry: Entry,
  fact: Fact,
  joined: boolean,
  found: boolean,
  endedByThem: boolean,
): Said | null {
  if (entry.kind !== 'missing') return null
  const earlier = joined && fact.from !== null && entry.from !== null && fact.from < entry.from
  const reopened = endedByThem && entry.until !== null && fact.until === null
  if (!earlier && !found && !reopened) return null
  const begins = earlier ? { from: fact.from, fromAt: fact.fromAt } : {}
  if (found) return { ...ended(entry, fact), ...begins }
  return { ...entry, ...begins, ...(reopened ? { until: null, untilAt: null } : {}) }
}

const saidOf = (fact: Fact): Said => ({
  kind: fact.kind,
  code: fact.code,
  from: fact.from,
  until: fact.until,
  fromAt: fact.fromAt,
  untilAt: fact.untilAt,
  attributes: fact.attributes,
  sealed: fact.sealed,
})

/** A spell that is open here, ended on the day that they say, or on its first day where theirs ended before it. */
function ended(entry: Entry, fact: Fact): Said {
  const until =
    fact.until !== null && entry.from !== null && fact.until < entry.from ? entry.from : fact.until
  const untilAt =
    fact.untilAt !== null && entry.fromAt !== null && fact.untilAt < entry.fromAt ? null : fact.untilAt
  return { ...entry, until, untilAt: until === fact.until ? untilAt : null }
}

type Span = Pick<Said, 'from' | 'until' | 'fromAt' | 'untilAt'>

/** Whether one spell was over when another began: by the minute where both are known, else by the day. */
const isBefore = (one: Span, other: Span): boolean =>
  one.until !== null &&
  other.from !== null &&
  (one.until < other.from ||
    (one.until === other.from &&
      (one.untilAt === null || other.fromAt === null || one.untilAt <= other.fromAt)))

const overlapsAny = (says: Said, others: Iterable<Said>): boolean =>
  kindOf(says.kind).exclusive &&
  [...others].some((other) => other.kind === says.kind && overlaps(other, says))
