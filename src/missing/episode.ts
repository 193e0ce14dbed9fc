import { type Id, type Instant, ok, type Outcome, type PlainDate, refused } from '../plain/index.ts'
import { type Change, type Entry, moment, type Said, said } from '../register/index.ts'

/** What is known when somebody reports a child missing. Anything may be unknown but the day. */
export type MissingReport = {
  /** M: whereabouts not known. A: known, and the child should not be there. */
  code: 'M' | 'A'
  lastSeen: { day: PlainDate; at: Instant | null }
  where: string
  wearing: string
  worries: string
  anythingElse: string
  police: { told: boolean; reference: string; at: Instant | null; day: PlainDate }
  /** When it was reported: the police clock runs from then. */
  reportedAt: Instant
}

export type MissingProblem = { problem: 'already missing'; entry: Entry }

/**
 * Begins a missing episode. A child has one at a time (rule 574 of the return: a new one cannot start while one is
 * open, and they do not overlap): the open one is shown instead, to be added to.
 */
export function begin(
  child: Id,
  current: readonly Entry[],
  report: MissingReport,
  made: { missing: Id; told: Id; source: number },
): Outcome<Change[], MissingProblem> {
  const open = openEpisode(current)
  if (open !== null) return refused({ problem: 'already missing', entry: open })
  const { lastSeen, police } = report
  const changes: Change[] = [
    {
      does: 'add',
      child,
      fact: made.missing,
      about: null,
      source: made.source,
      said: said('missing', report.code, {
        from: lastSeen.day,
        fromAt: lastSeen.at,
        attributes: { reportedAt: report.reportedAt },
        sealed: {
          where: report.where,
          wearing: report.wearing,
          worries: report.worries,
          anythingElse: report.anythingElse,
        },
      }),
    },
  ]
  if (police.told) {
    changes.push({
      does: 'add',
      child,
      fact: made.told,
      about: made.missing,
      source: made.source,
      said: moment('told', 'police', police.day, police.at, { sealed: { reference: police.reference } }),
    })
  }
  return ok(changes)
}

export const openEpisode = (current: readonly Entry[]): Entry | null =>
  current.find((entry) => entry.kind === 'missing' && entry.until === null) ?? null

export type Finding = {
  when: { day: PlainDate; at: Instant | null }
  how: string
  where: string
  by: string
  harm: string
  /** In which area, for somebody located: here, another council's, abroad. */
  place?: string
  /** Whether the child will come back to the placement: `no` moves the clock of the interview. */
  comesBack?: string
}

/** How somebody knows that the child was located. */
export const evidence = {
  seen: 'Seen in person',
  phoned: 'Spoken to by phone or video',
  authority: 'Located by the police or another authority',
  hearsay: 'Somebody says so, not confirmed',
} as const

/**
 * Records that a child was located. The missing spell ends on that day (the return's MIS_END is the day found for
 * M), unless it is hearsay: then it is written down and the child is still missing.
 */
export function locate(
  missing: Entry,
  finding: Finding,
  made: { located: Id; source: number },
): Outcome<Change[], 'before it began'> {
  const { when } = finding
  if (isBefore(missing, when)) return refused('before it began')
  const add: Change = {
    does: 'add',
    child: missing.child,
    fact: made.located,
    about: missing.fact,
    source: made.source,
    said: moment(finding.how === 'hearsay' ? 'sighting' : 'located', finding.how, when.day, when.at, {
      attributes:
        finding.how === 'hearsay' ? {} : { place: finding.place ?? '', comesBack: finding.comesBack ?? '' },
      sealed: {
        where: finding.where,
        by: finding.by,
        harm: finding.harm,
      },
    }),
  }
  if (finding.how === 'hearsay' || missing.until !== null || missing.code === 'A') return ok([add])
  return ok([add, endOn(missing, when, made.source)])
}

/** Records that the child came back. An away episode ends on that day; a missing one too, if nobody ended it before. */
export function giveBack(
  missing: Entry,
  finding: Finding,
  made: { returned: Id; source: number },
): Outcome<Change[], 'before it began'> {
  const { when } = finding
  if (isBefore(missing, when)) return refused('before it began')
  const add: Change = {
    does: 'add',
    child: missing.child,
    fact: made.returned,
    about: missing.fact,
    source: made.source,
    said: moment('returned', '', when.day, when.at, {
      sealed: { where: finding.where, by: finding.by, harm: finding.harm },
    }),
  }
  return ok(missing.until === null ? [add, endOn(missing, when, made.source)] : [add])
}

/** A finding cannot be earlier than the going missing, to the minute where both are known. */
const isBefore = (missing: Entry, when: Finding['when']): boolean =>
  (missing.from !== null && when.day < missing.from) ||
  (missing.fromAt !== null && when.at !== null && when.at < missing.fromAt)

const endOn = (missing: Entry, when: Finding['when'], source: number): Change => ({
  does: 'supersede',
  child: missing.child,
  fact: missing.fact,
  about: missing.about,
  entry: missing.id,
  source,
  said: { ...missing, until: when.day, untilAt: when.at },
})

/**
 * Missing turns into away, or away into missing: one spell ends and the other begins at the same moment, so that the
 * child went once and the return has its two rows.
 */
export function changeKind(
  spell: Entry,
  when: Finding['when'],
  words: string,
  made: { missing: Id; source: number; now: Instant },
): Outcome<Change[], 'before it began' | 'not open'> {
  if (spell.until !== null) return refused('not open')
  // On the day on which it began, only times tell the two apart.
  const sameDay = when.day === spell.from
  if (isBefore(spell, when) || (sameDay && (when.at === null || spell.fromAt === null)))
    return refused('before it began')
  const code = spell.code === 'A' ? 'M' : 'A'
  return ok([
    endOn(spell, when, made.source),
    {
      does: 'add',
      child: spell.child,
      fact: made.missing,
      about: null,
      source: made.source,
      said: said('missing', code, {
        from: when.day,
        fromAt: when.at,
        attributes: { reportedAt: made.now },
        sealed: { ...spell.sealed, anythingElse: words },
      }),
    },
  ])
}

/**
 * Something changed while the child was missing: a birthday, the end of care, a decision about age, another council.
 * None of them is a finding, so the spell stays open, with somebody who owns the search and a day on which it is
 * reviewed. Only a death ends it.
 */
export function changeWhileMissing(
  spell: Entry,
  change: {
    code: string
    when: Finding['when']
    words: string
    review: { day: PlainDate; owner: string } | null
  },
  made: { end: Id; task: Id; source: number },
): Outcome<Change[], 'before it began'> {
  const { code, when, words, review } = change
  if (isBefore(spell, when)) return refused('before it began')
  const add = (fact: Id, entry: Said, about: Id | null = spell.fact): Change => ({
    does: 'add',
    child: spell.child,
    fact,
    about,
    source: made.source,
    said: entry,
  })
  const changes = [add(made.end, moment('episode-end', code, when.day, when.at, { sealed: { words } }))]
  if (code === 'died' && spell.until === null) changes.push(endOn(spell, when, made.source))
  if (code !== 'died' && review !== null)
    changes.push(
      add(
        made.task,
        said('task', 'search-review', {
          from: when.day,
          attributes: { due: review.day },
          sealed: { words: 'Review the search', owner: review.owner },
        }),
      ),
    )
  return ok(changes)
}
