import type { Chance } from './chance.ts'
import { dayFrom, daysFrom, earlierOf, laterOf, plus, type Day, type Moment } from './day.ts'
import type { Span } from './frame.ts'
import { dayOf, minutesOf, onTheClock, ordinaryIncidents, type Draft, type MissingOf } from './incidents.ts'
import { history, knownInOrder } from './known.ts'
import type { MissingRow } from './life.ts'

function moment(minutes: number): Moment {
  const ofDay = minutes % 1440
  const pad = (value: number): string => String(value).padStart(2, '0')
  return {
    day: dayFrom(Math.floor(minutes / 1440)),
    time: `${pad(Math.floor(ofDay / 60))}:${pad(ofDay % 60)}`,
  }
}

/** The case system that the dataset is taken from came three years into the files; older rows are in the return only. */
const systemSince = (span: Span): Day => plus(span.first, 1100)

export function missingOf(about: MissingOf, chance: Chance): MissingRow[] {
  const drafts = [...special(about, chance), ...ordinaryIncidents(about, chance)].sort(
    (one, other) => one.start - other.start,
  )
  const kept: Draft[] = []
  for (const draft of drafts) {
    const before = kept.at(-1)
    // Nobody is missing twice at once: the rows of one child must not overlap (rule 574). A turning point is shared.
    if (before !== undefined && (before.end === null || draft.start < before.end)) continue
    kept.push(draft)
  }
  const since = systemSince(about.span)
  const rows = kept.map((draft) => ({
    ...draft,
    inDataset: draft.inDataset && (!draft.inReturn || dayOf(draft.start) >= since),
  }))
  return withKnowledge(rows, about, chance)
}

function withKnowledge(drafts: readonly Draft[], about: MissingOf, chance: Chance): MissingRow[] {
  const spells = drafts.map((draft) => ({
    from: dayOf(draft.start),
    until: draft.end === null ? null : dayOf(draft.end),
  }))
  const fresh = new Set(drafts.flatMap((draft, index) => (draft.fresh ? [index] : [])))
  // A child who is missing now is known to be: no row of that child came late.
  const known = knownInOrder(spells, chance, fresh.size > 0 ? () => 0 : undefined)
  const [first = about.span.until, second = about.span.until] = about.span.deliveries
  return drafts.map((draft, index) => {
    const start = moment(draft.start)
    const end = draft.end === null ? null : moment(draft.end)
    const neighbours = [drafts[index - 1]?.end ?? -1, drafts[index + 1]?.start ?? -1].map((minutes) =>
      dayOf(Math.max(0, minutes)),
    )
    const alone = !neighbours.includes(start.day) && (end === null || !neighbours.includes(end.day))
    // Some workers write only the day. Rows that meet on one day need their times, or their order is lost.
    const timeless = alone && chance.happens(0.14)
    const stamped = (at: Moment): Moment => (timeless ? { day: at.day, time: null } : at)
    const opened = { on: known.starts[index] ?? start.day, value: null }
    const closed = { on: known.ends[index] ?? '', value: end && stamped(end) }
    const wrong =
      end !== null && !draft.fresh && end.day > plus(start.day, 1)
        ? earlierEnd(start.day, end.day, chance)
        : null
    const offered =
      end === null
        ? 'NA'
        : chance.weighted([
            ['Y', 78],
            ['N', 14],
            ['', 8],
          ])
    return {
      id: `${about.child}M${String(index + 1)}`,
      type: draft.type,
      start: stamped(start),
      end:
        draft.corrected && wrong
          ? history<Moment | null>(
              { on: earlierOf(opened.on, plus(start.day, 1)), value: null },
              { on: earlierOf(closed.on, plus(first, -3)), value: wrong },
              { on: dayBetweenDays(plus(first, 5), plus(second, -5), chance), value: end },
            )
          : wrong && alone && about.frame.lost === null && chance.happens(0.03)
            ? history<Moment | null>(
                opened,
                { ...closed, value: wrong },
                { on: plus(closed.on, chance.between(20, 250)), value: closed.value },
              )
            : history<Moment | null>(opened, ...(end === null ? [] : [closed])),
      inReturn: draft.inReturn,
      inDataset: draft.inDataset,
      interviewOffered: offered,
      interviewAccepted:
        offered === 'Y' ? (chance.happens(0.7) ? 'Y' : 'N') : offered === 'N' ? 'NA' : offered,
    }
  })
}

const dayBetweenDays = (first: Day, last: Day, chance: Chance): Day =>
  plus(first, chance.between(0, daysFrom(first, last)))

const earlierEnd = (start: Day, end: Day, chance: Chance): Moment => ({
  day: plus(start, chance.between(1, daysFrom(start, end) - 1)),
  time: '21:30',
})

/** The rows that the child's course asks for. */
function special({ course, frame, span }: MissingOf, chance: Chance): Draft[] {
  const atSome = (day: Day): number => onTheClock(minutesOf(day, chance.between(150, 1380)))
  const row = (
    from: Day,
    until: Day | null,
    where: { inReturn: boolean; inDataset: boolean },
    type: 'M' | 'A' = 'M',
  ): Draft => {
    const start = atSome(from)
    return { type, start, end: until === null ? null : Math.max(atSome(until), start), ...where }
  }
  const both = { inReturn: true, inDataset: true }
  const datasetOnly = { inReturn: false, inDataset: true }
  const drafts: Draft[] = []
  if (frame.lost) {
    const { from, found, loss } = frame.lost
    drafts.push(row(from, found, loss.rows === 'return' ? { inReturn: true, inDataset: false } : both))
    if (loss.then === 'missing again' && found !== null) {
      const again = plus(found, chance.between(6, 40))
      drafts.push(row(again, plus(again, chance.between(1, 4)), datasetOnly))
    }
  }
  if (course.never) {
    const until = course.never.found ? plus(frame.contact, chance.between(1, 9)) : null
    drafts.push({
      ...row(frame.contact, until, course.never.inReturn ? both : datasetOnly),
      ...(course.never.past18 ? {} : { fresh: true }),
    })
  }
  const care = frame.stays.find((stay) => !stay.ls) ?? frame.stays[0]
  if (care === undefined) return drafts
  if (course.missing === 'before care' || course.missing === 'before care, also in the return') {
    const from = plus(care.start, -chance.between(3, 18))
    const until = plus(from, chance.between(1, daysFrom(from, care.start)))
    drafts.push(row(from, until, course.missing === 'before care' ? datasetOnly : both))
  }
  if (course.missing === 'during respite') drafts.push(row(plus(care.start, 1), plus(care.start, 2), both))
  if (course.missing === 'now')
    drafts.push({ ...row(plus(span.until, -chance.between(0, 35)), null, both), fresh: true })
  if (course.missing === 'end corrected') {
    const delivered = span.deliveries[0] ?? span.until
    const from = laterOf(plus(care.start, 2), plus(delivered, -chance.between(20, 50)))
    drafts.push({ ...row(from, plus(from, chance.between(4, 9)), both), corrected: true })
  }
  return drafts
}
