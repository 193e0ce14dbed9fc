import type { Db } from '../database/index.ts'
import { type Life, livesKnownOn } from '../lives/index.ts'
import {
  deskKinds,
  type DeskRow,
  type Interview,
  rowsKnownOn,
  situationOf,
  usualClocks,
} from '../missing/index.ts'
import { earlier, endOfLondonDay, type Id, type Instant, type PlainDate } from '../plain/index.ts'
import { homeOf, type HomeKind, kindName } from '../standard/index.ts'
import type { Asked } from './reading.ts'
import { type Settings, whereabouts } from './settings.ts'

/** What breakdowns need of a child beyond the counted entries: read only where one of them asks. */
export type Around = {
  homes: readonly { from: PlainDate; until: PlainDate | null; home: HomeKind }[]
  ages: readonly { from: PlainDate; until: PlainDate | null; code: string }[]
  interviews: readonly Interview[]
  /** Types of exploitation; of a day that is not known, null. */
  exploited: readonly { from: PlainDate | null; until: PlainDate | null; code: string }[]
  /** The council's views and the steps of the referral, each with the route by which it came. */
  statuses: readonly { from: PlainDate | null; until: PlainDate | null; code: string; route: string }[]
  /** By which route the child came, and when: as a scheme says, or from another council. */
  arrivals: readonly { on: PlainDate; route: string }[]
}

export const nothingAround: Around = {
  homes: [],
  ages: [],
  interviews: [],
  exploited: [],
  statuses: [],
  arrivals: [],
}

/** Reads homes, states of age, interviews, exploitation and routes of every child, as known at an instant, as they stood at the end of a period. */
export async function aroundOf(
  db: Db,
  { council, knownOn }: { council: { id: number }; knownOn: Instant },
  asked: Asked,
  settings: Settings,
): Promise<Map<Id, Around>> {
  const lives = await livesKnownOn(db, council.id, knownOn)
  const rows = await rowsKnownOn(
    db,
    council.id,
    knownOn,
    [...deskKinds, 'age', 'scheme', 'transfer'],
    ['exploitation', 'trafficking', 'referral'],
  )
  const end = endOfLondonDay(asked.to)
  const at = end < knownOn ? end : knownOn
  return new Map(
    lives.map((life) => {
      const own = rows.get(life.child) ?? []
      return [
        life.child,
        {
          homes: homesOf(life, own),
          ages: own
            .filter((row) => kindName(row.kind) === 'age' && row.from_on !== null)
            .map((row) => ({ from: row.from_on as PlainDate, until: row.until_on, code: row.code })),
          interviews: situationOf(life, own, at, { clocks: usualClocks, whereabouts: whereabouts(settings) })
            .interviews,
          exploited: own
            .filter((row) => kindName(row.kind) === 'exploitation')
            .map((row) => ({ from: row.from_on, until: row.until_on, code: row.code })),
          arrivals: own.flatMap(arrivalIn),
          statuses: own.flatMap((row) => {
            const kind = kindName(row.kind)
            return kind === 'trafficking' || kind === 'referral'
              ? [{ from: row.from_on, until: row.until_on, code: row.code, route: routeOf(kind, row) }]
              : []
          }),
        },
      ]
    }),
  )
}

/** An arrival that a step of a scheme or of a transfer says. */
function arrivalIn({ kind, code, from_on: on, attributes }: DeskRow): Around['arrivals'][number][] {
  if (on === null) return []
  const { route, role } = attributes
  if (kindName(kind) === 'scheme' && code === 'arrived' && typeof route === 'string') return [{ on, route }]
  return kindName(kind) === 'transfer' && code === 'acknowledged' && role === 'receiving'
    ? [{ on, route: 'transfer' }]
    : []
}

/** By which route a status came: a decision of the referral and factor 12A are routes by themselves. */
function routeOf(kind: 'trafficking' | 'referral', { code, attributes }: DeskRow): string {
  if (kind === 'referral') return 'referral'
  if (code === 'factor-12a') return 'factor-12a'
  return typeof attributes['route'] === 'string' ? attributes['route'] : ''
}

/** The placements; for a child of whom none is recorded, what the episodes of the return say. */
function homesOf(life: Life, rows: readonly DeskRow[]): Around['homes'] {
  const placements = rows.filter((row) => kindName(row.kind) === 'placement' && row.from_on !== null)
  return placements.length > 0
    ? placements.map((row) => ({
        from: row.from_on as PlainDate,
        until: row.until_on,
        home: homeOf(row.code, row.attributes['home']),
      }))
    : life.episodes.map((one) => ({ from: one.from, until: one.until, home: homeOf(one.place, null) }))
}

/** Where a child lived on a day: a day of change belongs to the home that begins on it. */
export function homeOn(around: Around, on: PlainDate): HomeKind | null {
  const held = around.homes.filter((one) => one.from <= on && (one.until === null || one.until >= on))
  return (
    held.reduce<(typeof held)[number] | null>(
      (last, one) => (last === null || earlier(last.from, one.from) === last.from ? one : last),
      null,
    )?.home ?? null
  )
}
