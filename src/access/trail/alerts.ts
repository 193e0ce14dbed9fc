import type { Db } from '../../database/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'
import { checkPermit, type Permit } from '../need-to-know/index.ts'
import { besideCaseload, type DayRow, daysOf } from './store.ts'

/**
 * What is worth a question: rules that anybody can follow, each with its number, and no score. They are this
 * house's own settings; nobody is locked out by them.
 */
export const alertRules = {
  /** Records in a day: more than this, and more than three times one's own middle day of four weeks. */
  records: { least: 20, times: 3 },
  besideCaseload: 5,
  addresses: 10,
  restricted: 3,
  misses: 5,
  searchesWithoutOpening: 15,
} as const

export type Alert = { account: Id; day: PlainDate; says: string }

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted.length === 0
    ? 0
    : ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2
}

/** The alerts of some days of one register, newest first: pure, so that planted insiders can be tried. */
export function alertsIn(
  days: readonly DayRow[],
  beside: readonly { account: Id; day: PlainDate; n: number }[],
  from: PlainDate,
): Alert[] {
  const alerts: Alert[] = []
  for (const one of days.filter((row) => row.day >= from)) {
    const add = (says: string) => alerts.push({ account: one.account, day: one.day, says })
    const before = days
      .filter((row) => row.account === one.account && row.day < one.day)
      .map((row) => row.records)
    const usual = median(before)
    if (one.records > Math.max(alertRules.records.least, alertRules.records.times * usual))
      add(`Opened ${one.records} records; ${usual} on their middle day of the four weeks before.`)
    const others = beside.find((row) => row.account === one.account && row.day === one.day)?.n ?? 0
    if (others > alertRules.besideCaseload)
      add(`Opened ${others} records of children who are neither theirs nor their team’s.`)
    if (one.addresses > alertRules.addresses) add(`Asked for ${one.addresses} addresses.`)
    if (one.refusedRestricted >= alertRules.restricted)
      add(`Tried to open ${one.refusedRestricted} restricted records without being named on them.`)
    if (one.mostMissesInFiveMinutes >= alertRules.misses)
      add(
        `Asked for ${one.mostMissesInFiveMinutes} records within five minutes that are not there for them: trying ids.`,
      )
    if (one.searches - one.opened > alertRules.searchesWithoutOpening)
      add(`Searched ${one.searches} times and opened ${one.opened} records.`)
    if (one.saved > 0) add(`Saved ${one.saved === 1 ? 'a file' : `${one.saved} files`} out of the register.`)
  }
  return alerts.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
}

/** Alerts since a day, from the trail of the four weeks before it and after. */
export async function alerts(
  db: Db,
  permit: Permit<'read the trail'>,
  from: PlainDate,
  history: Instant,
): Promise<Alert[]> {
  const { council } = checkPermit(permit, 'read the trail').person
  return alertsIn(await daysOf(db, council, history), await besideCaseload(db, council, history), from)
}
