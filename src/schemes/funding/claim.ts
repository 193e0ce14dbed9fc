import { checkPermit, type Permit, type Vault } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import type { Id, Instant, LeapBirthday, PlainDate } from '../../plain/index.ts'
import { knownInstant } from '../../register/index.ts'
import { type LeaverLine, leaversIn } from './leavers.ts'
import { monthAfter, paidIn, type Tier } from './nights.ts'
import { numbersFor } from '../numbers.ts'
import { type Candidate, candidates, type LeftOut } from './supported.ts'

/** What is claimed for a child in a month. */
export type Line = { child: Id; nights: number; pounds: number }

export type ClaimedMonth = {
  /** `2018-03`. */
  month: string
  /** Children of whom a night is paid, by the council's own number. */
  children: { child: string; nights: number; amount: number }[]
  /** Pounds. */
  total: number
}

export type Claim = { months: ClaimedMonth[]; leftOut: LeftOut[] }

export type ClaimChoices = {
  tier: Tier
  leap: LeapBirthday
}

/** How the grant is counted where nobody says otherwise. */
export const usualChoices: ClaimChoices = { tier: 'standard', leap: '1 March' }

/** The lines of a month, the children in the order in which they are given. */
export const linesOf = (some: readonly Candidate[], month: PlainDate, choices: ClaimChoices): Line[] =>
  some
    .map(({ child, of }) => ({ child, ...paidIn(of, month, choices.tier, choices.leap) }))
    .filter(({ nights }) => nights > 0)

export const poundsOf = (lines: readonly { pounds: number }[]): number =>
  lines.reduce((sum, { pounds }) => sum + pounds, 0)

/**
 * What a council may claim for its unaccompanied children, month by month, as the register knows it at an instant.
 *
 * @param period the first day of the first month and of the last
 * @param knownOn as known at an instant; null: what is known now
 */
export async function claim(
  db: Db,
  permit: Permit<'claim the grant'>,
  vault: Vault,
  period: { from: PlainDate; to: PlainDate },
  choices: ClaimChoices,
  knownOn: Instant | null,
): Promise<Claim> {
  const { person } = checkPermit(permit, 'claim the grant')
  const { council } = person
  const found = await candidates(db, council, await knownInstant(db, council, knownOn))
  const months = monthsIn(period).map((month) => ({
    month,
    lines: linesOf(found.candidates, month, choices),
  }))
  const numbers = await numbersFor(db, person, vault, [
    ...new Set(months.flatMap(({ lines }) => lines.map(({ child }) => child))),
  ])
  return {
    months: months.map(({ month, lines }) => ({
      month: month.slice(0, 7),
      children: lines
        .map(({ child, nights, pounds }) => ({ child: numbers.get(child) ?? child, nights, amount: pounds }))
        .sort((a, b) => (a.child < b.child ? -1 : 1)),
      total: poundsOf(lines),
    })),
    leftOut: found.leftOut,
  }
}

/** What may be claimed in a month for those who have left care, by the council's own number; null where it is not for the reader. */
export async function leaverClaim(
  db: Db,
  permit: Permit<'claim the grant'>,
  vault: Vault,
  months: readonly PlainDate[],
  leap: LeapBirthday,
  knownOn: Instant | null,
): Promise<{ month: PlainDate; lines: (LeaverLine & { number: string | null })[] }[]> {
  const { person } = checkPermit(permit, 'claim the grant')
  const { council } = person
  const found = await candidates(db, council, await knownInstant(db, council, knownOn))
  const each = months.map((month) => ({ month, lines: leaversIn(found.candidates, month, leap) }))
  const numbers = await numbersFor(db, person, vault, [
    ...new Set(each.flatMap(({ lines }) => lines.map(({ child }) => child))),
  ])
  return each.map(({ month, lines }) => ({
    month,
    lines: lines
      .map((line) => ({ ...line, number: numbers.get(line.child) ?? null }))
      .sort((a, b) => ((a.number ?? '') < (b.number ?? '') ? -1 : 1)),
  }))
}

/** The first days of the months of a period. */
export function monthsIn({ from, to }: { from: PlainDate; to: PlainDate }): PlainDate[] {
  const months: PlainDate[] = []
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month)
  return months
}
