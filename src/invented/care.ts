import type { Chance } from './chance.ts'
import { birthday, daysFrom, earlierOf, plus, type Day } from './day.ts'
import type { Stay } from './frame.ts'
import { history, knownInOrder, type Known } from './known.ts'
import type { Ending, Episode, Group } from './life.ts'
import {
  choosePlace,
  inventedPostcode,
  placementAt,
  recoded,
  recodedOn,
  type Placement,
} from './placement.ts'
import { otherNeed, unaccompaniedNeed } from './published-shares.ts'

type Segment = {
  from: Day
  until: Day | null
  rne: string
  ls: string
  placement: Placement
  nth: number
  stay: number
}

export type CareOf = {
  child: string
  group: Group
  dob: Day
  stays: readonly Stay[]
  until: Day
  movedTheFirstDay: boolean
  /** One ending of an ordinary life may first be written down wrong; never where a child was lost on it. */
  mayBeWrong: boolean
}

/** The return's episodes of all periods of care, with the days on which each became known. */
export function episodesOf(care: CareOf, chance: Chance): Episode[] {
  const segments = care.stays.flatMap((stay, index) => segmentsOf(stay, index, care, chance))
  const known = knownInOrder(segments, chance, (own) =>
    own.happens(0.95) ? own.between(0, 5) : own.between(10, 90),
  )
  const need = chance.weighted(
    care.group === 'unaccompanied' || care.group === 'separated' ? unaccompaniedNeed : otherNeed,
  )
  const needs = care.stays.map((stay, index) =>
    stay.ls ? 'N2' : index === 0 || chance.happens(0.7) ? need : chance.weighted(otherNeed),
  )
  const homePost =
    care.group === 'unaccompanied' || care.group === 'separated' ? '' : inventedPostcode(chance)
  let placement = 0
  return segments.map((segment, index) => {
    const next = segments[index + 1]
    const before = segments[index - 1]
    if (before?.stay !== segment.stay || before.nth !== segment.nth) placement += 1
    const last = next?.stay !== segment.stay
    const stay = care.stays[segment.stay]
    const ending: Ending | null =
      segment.until === null
        ? // A reason without a date: the worker chose it and never entered the day (rule 148).
          last && stay?.rec
          ? { dec: null, rec: stay.rec, reason: '' }
          : null
        : {
            dec: segment.until,
            rec: last ? (stay?.rec ?? '') : 'X1',
            reason: !last && next.nth !== segment.nth ? reasonOf(segment, next, chance) : '',
          }
    return {
      id: `${care.child}E${String(index + 1)}`,
      stay: segment.stay,
      placement,
      from: segment.from,
      rne: segment.rne,
      ls: segment.ls,
      cin: needs[segment.stay] ?? need,
      place: segment.placement.place,
      provider: segment.placement.provider,
      homePost,
      placePost: segment.placement.post,
      urn: segment.placement.urn,
      end: endKnown(
        segment,
        ending,
        { start: known.starts[index] ?? segment.from, end: known.ends[index] ?? '' },
        care,
        next === undefined,
        chance,
      ),
    }
  })
}

function endKnown(
  segment: Segment,
  ending: Ending | null,
  known: { start: Day; end: Day },
  care: CareOf,
  lastOfAll: boolean,
  chance: Chance,
): Known<Ending | null> {
  const open = { on: known.start, value: null }
  if (ending === null) return [open]
  if (ending.dec === null)
    return history(open, { on: plus(known.start, chance.between(100, 400)), value: ending })
  const wrong = plus(ending.dec, -chance.between(2, 12))
  if (
    lastOfAll &&
    care.mayBeWrong &&
    ending.rec.startsWith('E4') &&
    wrong > plus(segment.from, 5) &&
    chance.happens(0.15)
  ) {
    return history(
      open,
      { on: known.end, value: { ...ending, dec: wrong } },
      { on: plus(known.end, chance.between(40, 300)), value: ending },
    )
  }
  return history<Ending | null>(open, { on: known.end, value: ending })
}

const reasonOf = (segment: Segment, next: Segment, chance: Chance): string =>
  next.rne === 'T'
    ? 'PLACE'
    : segment.until === segment.from
      ? 'CARPL'
      : chance.weighted([
          ['CARPL', 40],
          ['CREQB', 18],
          ['CREQO', 10],
          ['CHILD', 9],
          ['LAREQ', 9],
          ['CLOSE', 5],
          ['STAND', 3],
          ['ALLEG', 2],
          ['OTHER', 4],
        ])

/** The legal statuses of one period of care: code and the day from which it holds. */
function statuses(stay: Stay, care: CareOf, chance: Chance): { ls: string; from: Day }[] {
  if (stay.ls) return [{ ls: stay.ls, from: stay.start }]
  const length = stay.end === null ? daysFrom(stay.start, care.until) : daysFrom(stay.start, stay.end)
  if (stay.rec === 'E12' || stay.rec === 'E11') {
    return [
      { ls: 'C1', from: stay.start },
      { ls: 'E1', from: plus(stay.start, Math.floor(length * 0.6)) },
    ]
  }
  const abroad = care.group === 'unaccompanied' || care.group === 'separated'
  const path = chance.weighted<'V2' | 'C1' | 'C1 C2' | 'C2' | 'L1 V2'>(
    // Section 20 is the usual status of unaccompanied children; of the others in 2015 most were under care orders.
    abroad
      ? [
          ['V2', 92],
          ['C1 C2', 5],
          ['L1 V2', 3],
        ]
      : [
          ['V2', 28],
          ['C1', 12],
          ['C1 C2', 45],
          ['C2', 8],
          ['L1 V2', 7],
        ],
  )
  if (path === 'L1 V2') {
    // Police protection ends after 72 hours (rule 361).
    const end = plus(stay.start, 2)
    return length > 4
      ? [
          { ls: 'L1', from: stay.start },
          { ls: 'V2', from: end },
        ]
      : [{ ls: 'L1', from: stay.start }]
  }
  if (path === 'C1 C2') {
    const order = plus(stay.start, chance.between(150, 330))
    return length > 340
      ? [
          { ls: 'C1', from: stay.start },
          { ls: 'C2', from: order },
        ]
      : [{ ls: 'C1', from: stay.start }]
  }
  return [{ ls: path, from: stay.start }]
}

/** The days on which the child moved; most in the first year, half a move a year after it. */
function moves(stay: Stay, last: Day, chance: Chance): Day[] {
  const days = new Set<Day>()
  let day = plus(stay.start, chance.between(10, 500))
  while (day < plus(last, -10)) {
    days.add(day)
    day = plus(day, chance.between(60, 1300))
  }
  return [...days]
}

function segmentsOf(stay: Stay, index: number, care: CareOf, chance: Chance): Segment[] {
  // An episode that was left open past the 18th birthday is a stale one: nobody moves the child any more.
  const last = stay.end ?? earlierOf(care.until, birthday(care.dob, 18))
  const status = statuses(stay, care, chance)
  const adopted = stay.rec === 'E12' || stay.rec === 'E11'
  const lsOn = (day: Day): string => status.findLast(({ from }) => from <= day)?.ls ?? 'V2'
  const choose = (day: Day): Placement =>
    placementAt(choosePlace({ group: care.group, dob: care.dob, day, ls: lsOn(day) }, chance), day, chance)
  const segments: Segment[] = []
  let current = choose(stay.start)
  let nth = 0
  let from = stay.start
  let rne = 'S'
  const close = (day: Day, next: { rne: string; placement?: Placement }): void => {
    segments.push({ from, until: day, rne, ls: lsOn(from), placement: current, nth, stay: index })
    from = day
    rne = next.rne
    if (next.placement) {
      current = next.placement
      nth += 1
    }
  }
  // A bed for a few hours, and another for the night: an episode of no length.
  if (care.movedTheFirstDay && index === 0) close(stay.start, { rne: 'P', placement: choose(stay.start) })
  const changes: { day: Day; kind: 'status' | 'move' }[] = [
    ...status.slice(1).map((change) => ({ day: change.from, kind: 'status' as const })),
    ...(stay.ls || adopted ? [] : moves(stay, last, chance).map((day) => ({ day, kind: 'move' as const }))),
  ].sort((one, other) => (one.day < other.day ? -1 : 1))
  for (const change of [...changes, { day: last, kind: 'end' as const }]) {
    let due = recodedOn(current.place, from, chance)
    while (due !== null && due < change.day) {
      close(due, { rne: 'T', placement: recoded(current, due, chance) })
      due = recodedOn(current.place, from, chance)
    }
    if (change.kind === 'end' || change.day <= from) continue
    if (change.kind === 'move') close(change.day, { rne: 'P', placement: choose(change.day) })
    else if (adopted) close(change.day, { rne: 'B', placement: placementAt('A6', change.day, chance) })
    else if (current.place === 'P1') close(change.day, { rne: 'B', placement: choose(change.day) })
    else close(change.day, { rne: 'L' })
  }
  if (stay.end !== null && mustBeFostered(stay.rec) && !/^[UA]/.test(current.place)) {
    const foster = placementAt('U4', from, chance)
    const move = plus(stay.end, -Math.max(1, Math.floor(daysFrom(from, stay.end) / 3)))
    if (move > from) close(move, { rne: 'P', placement: foster })
    else current = foster
  }
  segments.push({ from, until: stay.end, rne, ls: lsOn(from), placement: current, nth, stay: index })
  return segments
}

/** Adoption follows foster care (rule 336), guardianship to a carer too (516), and E17 is staying with carers. */
const mustBeFostered = (rec: string): boolean => ['E45', 'E46', 'E17'].includes(rec)
