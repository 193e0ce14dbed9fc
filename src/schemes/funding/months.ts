import { createHash } from 'node:crypto'
import { checkPermit, note, type Permit, type Vault } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, type PlainDate, refused } from '../../plain/index.ts'
import { knownInstant } from '../../register/index.ts'
import { type ClaimChoices, type Line, linesOf, poundsOf, usualChoices } from './claim.ts'
import { monthAfter, monthBefore, type Stretch, stretchesIn, type Tier } from './nights.ts'
import { numbersFor, shownTo } from '../numbers.ts'
import * as store from './store.ts'
import { type Candidate, candidates, type LeftOut } from './supported.ts'
import { type Other, otherNights, whyAnother } from './turns.ts'

/** What was claimed for a month when it was closed. A later one of the same month stands beside it. */
export type Statement = {
  month: PlainDate
  /** 1 for the first of its month. */
  statement: number
  at: Instant
  by: Id
  knownOn: Instant
  tier: Tier
  /** Pounds that the month cost the council, where somebody said it. */
  cost: number | null
  lines: readonly Line[]
  pounds: number
}

/** A child in the claim of a month, beside the month before. */
export type MonthLine = Line & {
  /** Null where the reader may not see it. */
  number: string | null
  before: { nights: number; pounds: number }
  /** Why it is another amount than in the month before; empty where it is the same. */
  because: readonly string[]
}

export type Month = {
  month: PlainDate
  tier: Tier
  knownOn: Instant
  /** Whoever is claimed for in this month or was in the one before, by number. */
  lines: MonthLine[]
  pounds: number
  before: number
  leftOut: LeftOut[]
  /** Prints what is read, so that what is closed is the same. */
  seen: string
}

const printOf = (lines: readonly Line[], tier: Tier): string =>
  createHash('sha256')
    .update(JSON.stringify([tier, lines]))
    .digest('hex')
    .slice(0, 32)

/** By id, so that the same children give the same print. */
const inOrder = (lines: readonly Line[]): Line[] => lines.toSorted((a, b) => (a.child < b.child ? -1 : 1))

/** Every month that was closed, in order. */
export const statements = (db: Db, permit: Permit<'claim the grant'>): Promise<Statement[]> =>
  store.statementRows(db, checkPermit(permit, 'claim the grant').person.council, null)

/** What each of some months comes to, as known now. */
export async function monthTotals(
  db: Db,
  permit: Permit<'claim the grant'>,
  months: readonly PlainDate[],
  tier: (month: PlainDate) => Tier,
): Promise<{ month: PlainDate; children: number; nights: number; pounds: number }[]> {
  const { council } = checkPermit(permit, 'claim the grant').person
  const found = await candidates(db, council, await knownInstant(db, council, null))
  return months.map((month) => {
    const lines = linesOf(found.candidates, month, { ...usualChoices, tier: tier(month) })
    return {
      month,
      children: lines.length,
      nights: lines.reduce((sum, { nights }) => sum + nights, 0),
      pounds: poundsOf(lines),
    }
  })
}

/** The claim of a month as known now, child by child, and why each is another amount than in the month before. */
export async function monthOfClaim(
  db: Db,
  permit: Permit<'claim the grant'>,
  vault: Vault,
  month: PlainDate,
  tiers: { before: Tier; now: Tier },
): Promise<Month> {
  const { person } = checkPermit(permit, 'claim the grant')
  const { council } = person
  const knownOn = await knownInstant(db, council, null)
  const found = await candidates(db, council, knownOn)
  const lines = inOrder(linesOf(found.candidates, month, { ...usualChoices, tier: tiers.now }))
  const before = linesOf(found.candidates, monthBefore(month), { ...usualChoices, tier: tiers.before })
  const now = new Map(lines.map((line) => [line.child, line]))
  const was = new Map(before.map((line) => [line.child, line]))
  const concerned = found.candidates.filter(({ child }) => now.has(child) || was.has(child))
  const numbers = await numbersFor(
    db,
    person,
    vault,
    concerned.map(({ child }) => child),
  )
  return {
    month,
    tier: tiers.now,
    knownOn,
    lines: concerned
      .map(({ child, of }): MonthLine => {
        const { nights, pounds } = now.get(child) ?? nobody
        const earlier = was.get(child) ?? nobody
        return {
          child,
          number: numbers.get(child) ?? null,
          nights,
          pounds,
          before: { nights: earlier.nights, pounds: earlier.pounds },
          // Why tells a birthday, custody or an episode: of nobody whose number is not shown.
          because: pounds === earlier.pounds || !numbers.has(child) ? [] : whyAnother(of, month, tiers),
        }
      })
      .sort(byNumber),
    pounds: poundsOf(lines),
    before: poundsOf(before),
    leftOut: found.leftOut,
    seen: printOf(lines, tiers.now),
  }
}

/** Whoever is not named to the reader stands last. */
const byNumber = (a: { number: string | null }, b: { number: string | null }): number =>
  (a.number ?? '\uffff') < (b.number ?? '\uffff') ? -1 : 1

const nobody = { nights: 0, pounds: 0 }

/**
 * Closes a month as it is known now, or states it again where it was closed before and is another now.
 *
 * @param said `seen`: the print of what was read, nothing else is closed; `after`: the last statement that was read, 0 for none
 * @returns a problem where the month is not over, where the register has changed since it was read, or where it was closed
 *   as it is already
 */
export async function closeMonth(
  db: Db,
  permit: Permit<'close a month'>,
  month: PlainDate,
  said: { tier: Tier; cost: number | null; seen: string; after: number },
  today: PlainDate,
): Promise<Outcome<number, 'not over' | 'changed' | 'nothing new'>> {
  const { council, account, actor } = checkPermit(permit, 'close a month').person
  if (monthAfter(month) > today) return refused('not over')
  const knownOn = await knownInstant(db, council, null)
  const found = await candidates(db, council, knownOn)
  const lines = inOrder(linesOf(found.candidates, month, { ...usualChoices, tier: said.tier }))
  if (printOf(lines, said.tier) !== said.seen || account === null) return refused('changed')
  return db.transaction().execute(async (trx) => {
    const last = (await store.statementRows(trx, council, month)).at(-1)
    if (last !== undefined && isSame(last, lines, said)) return refused('nothing new')
    if ((last?.statement ?? 0) !== said.after) return refused('changed')
    const statement = said.after + 1
    const pounds = poundsOf(lines)
    const row = { month, statement, by: account, knownOn, tier: said.tier, cost: said.cost, lines, pounds }
    if (!(await store.insertStatement(trx, council, row))) return refused('changed')
    await note(trx, council, {
      actor,
      action: 'close a month',
      subject: month.slice(0, 7),
      count: lines.length,
      digest: said.seen,
    })
    return ok(statement)
  })
}

const isSame = (
  { tier, cost, lines }: Statement,
  now: readonly Line[],
  said: { tier: Tier; cost: number | null },
): boolean =>
  tier === said.tier && cost === said.cost && printOf(inOrder(lines), tier) === printOf(now, said.tier)

/** A child for whom something else is known than when the month was closed. */
export type Later = {
  child: Id
  number: string | null
  before: { nights: number; pounds: number }
  now: { nights: number; pounds: number }
  nights: readonly Other[]
}

/** A closed month, counted again as it was known then, and what became known later. */
export type Recount = {
  /** Whether what was known then still gives the same nights of the same children. */
  same: boolean
  later: Later[]
}

/** Counts a closed month again: as known when it was closed, which must give the same, and as known now. */
export async function countAgain(
  db: Db,
  permit: Permit<'claim the grant'>,
  vault: Vault,
  { month, tier, knownOn, lines }: Statement,
): Promise<Recount> {
  const { person } = checkPermit(permit, 'claim the grant')
  const { council } = person
  const choices: ClaimChoices = { ...usualChoices, tier }
  const then = (await candidates(db, council, await knownInstant(db, council, knownOn))).candidates
  const now = (await candidates(db, council, await knownInstant(db, council, null))).candidates
  const [was, is] = [byChild(then), byChild(now)]
  const linesNow = new Map(linesOf(now, month, choices).map((line) => [line.child, line]))
  const linesThen = new Map(lines.map((line) => [line.child, line]))
  const other = [...new Set([...linesThen.keys(), ...linesNow.keys()])].filter((child) => {
    const [a, b] = [linesThen.get(child), linesNow.get(child)]
    return a?.pounds !== b?.pounds || a?.nights !== b?.nights
  })
  const numbers = await numbersFor(db, person, vault, other)
  return {
    same: printOf(inOrder(linesOf(then, month, choices)), tier) === printOf(inOrder(lines), tier),
    later: other
      .map((child): Later => {
        const [a, b] = [linesThen.get(child) ?? nobody, linesNow.get(child) ?? nobody]
        return {
          child,
          number: numbers.get(child) ?? null,
          before: { nights: a.nights, pounds: a.pounds },
          now: { nights: b.nights, pounds: b.pounds },
          nights: otherNights(was.get(child)?.of ?? null, is.get(child)?.of ?? null, month, tier),
        }
      })
      .sort(byNumber),
  }
}

const byChild = (some: readonly Candidate[]) => new Map(some.map((one) => [one.child, one]))

/** The nights of one child in a month, and the entries that they rest on. */
export type ChildMonth = { number: string; stretches: Stretch[]; grounds: store.Ground[] }

/** @returns null where the child is none for whom the grant may be claimed, or none whose number the reader may see */
export async function childMonth(
  db: Db,
  permit: Permit<'claim the grant'>,
  vault: Vault,
  child: Id,
  month: PlainDate,
  tier: Tier,
): Promise<ChildMonth | null> {
  const { person } = checkPermit(permit, 'claim the grant')
  const knownOn = await knownInstant(db, person.council, null)
  const one = (await candidates(db, person.council, knownOn, [child])).candidates[0]
  if (one === undefined || (await shownTo(db, person, [child])).length === 0) return null
  const numbers = await numbersFor(db, person, vault, [child])
  return {
    number: numbers.get(child) ?? '',
    stretches: stretchesIn(one.of, month, tier, usualChoices.leap),
    grounds: await store.groundRows(db, person.council, child, knownOn),
  }
}
