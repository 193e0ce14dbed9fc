import type { Id, Instant, PlainDate } from '../../plain/index.ts'
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
  /** When this council last sent its own record: what changed since, the other one did not know. */
  sentAt: Instant | null
}

export type Taking = {
  from: string
  source: number
  print: (text: string) => Buffer
  newId: () => Id
}

/** A fact of theirs that was not taken over, because this register says otherwise. */
export type Kept = { fact: Fact; why: 'changed here' | 'overlaps' }

/**
 * Takes another council’s record of a child over: each fact as an entry with its source, once. What they said before is
 * replaced where nobody changed it here, and left where somebody did; what they took back is taken back. Two spells of
 * being missing that overlap are one, reported to both: its end, from either side, ends it.
 */
export function takeOver(
  record: ChildRecordSent,
  here: Here,
  taking: Taking,
): { changes: Change[]; kept: Kept[] } {
  const { child, known, said, sentAt } = here
  const { from, source, print, newId } = taking
  const changes: Change[] = []
  const kept: Kept[] = []
  const byFact = new Map(known.map((entry) => [entry.fact, entry]))
  /** What stands here once the changes are made, so that nothing is added that would overlap it. */
  const standing = new Map<Id, Said>(byFact)
  const by = (fact: Fact): SaidBy => ({
    sourceKind: 'transfer',
    part: partOf(from, fact.fact),
    print: print(contentOf(fact)),
    states: {},
    line: 0,
  })

  // Which fact of ours each of theirs is: said before, once ours, or the same time of being missing.
  const places = new Map<Fact, { entry: Entry; saidPrint: Buffer | null; joined: boolean }>()
  const taken = new Set<Id>()
  const place = (fact: Fact, entry: Entry | undefined, saidPrint: Buffer | null, joined: boolean) => {
    if (entry === undefined || taken.has(entry.fact)) return
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
        entry.kind === 'missing' && !taken.has(entry.fact) && (touch(entry, fact) || sameDay(entry, fact)),
    )
    place(fact, same, null, true)
  }

  for (const [fact, { entry, saidPrint, joined }] of places) {
    const mine = contentOf(factAsSent(entry))
    const theirs = contentOf(fact)
    if (mine === theirs) {
      if (saidPrint?.equals(print(theirs)) !== true)
        changes.push({ does: 'say again', child, fact: entry.fact, source, by: by(fact) })
      continue
    }
    const unchangedHere =
      saidPrint === null
        ? !joined && sentAt !== null && entry.knownFrom <= sentAt
        : saidPrint.equals(print(mine))
    // Our own number for the child stays ours, whatever they call it.
    const theirsToSay = unchangedHere && !(entry.kind === 'reference' && entry.code === 'council')
    const ends = fact.kind === 'missing' && entry.until === null && fact.until !== null
    if (!theirsToSay && !ends) {
      // That a spell is open there which ended here, or is open in both, is no contradiction.
      if (fact.kind !== 'missing' || fact.until !== null) kept.push({ fact, why: 'changed here' })
      else if (joined) changes.push({ does: 'say again', child, fact: entry.fact, source, by: by(fact) })
      continue
    }
    const becomes = theirsToSay ? saidOf(fact) : ended(entry, fact)
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
    if (said.has(partOf(from, fact.fact))) continue
    const says = saidOf(fact)
    if (overlapsAny(says, standing.values())) {
      kept.push({ fact, why: 'overlaps' })
      names.delete(fact.fact)
      continue
    }
    standing.set(names.get(fact.fact) ?? newId(), says)
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

  const sent = new Set(record.facts.map((fact) => partOf(from, fact.fact)))
  for (const [part, before] of said) {
    if (!part.startsWith(`${from}/`) || sent.has(part)) continue
    const entry = byFact.get(before.fact)
    if (entry === undefined || !record.kinds.includes(entry.kind)) continue
    if (!before.print.equals(print(contentOf(factAsSent(entry))))) continue
    changes.push({
      does: 'withdraw',
      child,
      fact: entry.fact,
      entry: entry.id,
      kind: entry.kind,
      reason: 'absent from the source',
      words: '',
    })
  }
  return { changes, kept }
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

type Days = { from: PlainDate | null; until: PlainDate | null }
/** Days as the database compares them: the day of an end is not part of the spell. */
const touch = (a: Days, b: Days): boolean =>
  (a.from === null || b.until === null || a.from < b.until) &&
  (b.from === null || a.until === null || b.from < a.until)

const sameDay = (a: Days, b: Days): boolean => a.from !== null && a.from === b.from

const overlapsAny = (says: Said, others: Iterable<Said>): boolean =>
  kindOf(says.kind).exclusive && [...others].some((other) => other.kind === says.kind && touch(other, says))
