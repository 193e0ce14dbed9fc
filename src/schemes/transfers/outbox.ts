import { checkPermit, note, type Permit, type Vault } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { currentEntries, type Entry, openEntry } from '../../register/index.ts'
import { type BankHolidayNation, kindOf } from '../../standard/index.ts'
import { mayCarry } from './child-record.ts'
import { type Course, coursesOf, isOver, nextBy, otherSide } from './course.ts'
import { owesNews } from './news.ts'
import * as store from './store.ts'

/** The packages that the other council may not have: made since the last one whose reading its own packages show. */
export const waitingToBeSent = <Row extends Pick<store.PackageRow, 'way' | 'number'>>(
  course: Course,
  packages: readonly Row[],
): Row[] => {
  const theirs = course.steps.filter((step) => step.side === otherSide(course.role))
  const read = Math.max(0, ...theirs.map((step) => step.after))
  return packages.filter((one) => one.way === 'sent' && one.number > read)
}

/** A transfer, with whether the other council does not know yet what is new about the child being missing. */
export type CourseSeen = Course & { owes: boolean }

/**
 * The transfers of the children that a reader sees: those that go on first, and of them the one that is due first.
 *
 * @param db the register as the reader sees it
 */
export async function coursesIn(
  db: Db,
  council: number,
  vault: Vault,
  nation: BankHolidayNation,
): Promise<CourseSeen[]> {
  const children = await store.childrenInTransfer(db, council)
  if (children.length === 0) return []
  const by = new Map<Id, Entry[]>()
  const kinds = ['transfer' as const, ...mayCarry('news')].map((kind) => kindOf(kind).number)
  // The codes and days of a step are plain: its words stay sealed here.
  const rows = await currentEntries(db, council, children, kinds)
  for (const row of rows)
    by.set(row.child, [...(by.get(row.child) ?? []), openEntry(vault, { ...row, sealed: null })])
  const packages = await store.packagesAmong(db, council, [...new Set(rows.map((row) => row.source))])
  const known = (entries: readonly Entry[]) => ({
    entries: [...entries],
    sources: new Map([...packages].map((id) => [id, { kind: 'transfer' as const, label: '' }])),
    withdrawn: new Map<Id, never>(),
  })
  const rank = (course: Course) => `${isOver(course.state) ? 1 : 0}${nextBy(course) ?? '9999'}`
  return [...by.values()]
    .flatMap((entries) =>
      coursesOf(entries, nation).map((course) => ({ ...course, owes: owesNews(course, known(entries)) })),
    )
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

export type Waiting = { transfer: Id; partner: string; number: number; step: string; sealed: Buffer }

/** Every package that waits to be sent, of every child: sealed, so that whoever carries them reads none. */
export async function outbox(
  db: Db,
  permit: Permit<'exchange packages'>,
  vault: Vault,
  nation: BankHolidayNation,
): Promise<Waiting[]> {
  const { council, actor } = checkPermit(permit, 'exchange packages').person
  const courses = (await coursesIn(db, council, vault, nation)).filter(({ way }) => way === 'package')
  const rows = await store.packageRows(db, council, { transfers: courses.map(({ transfer }) => transfer) })
  const waiting: Waiting[] = []
  for (const course of courses) {
    const own = rows.filter((row) => row.transfer === course.transfer)
    for (const { transfer, number, step, partner } of waitingToBeSent(course, own)) {
      const file = await store.sealedPackage(db, council, transfer, number)
      if (file !== undefined && file.sealed !== null)
        waiting.push({ transfer, partner, number, step, sealed: file.sealed })
    }
  }
  await note(db, council, {
    actor,
    action: 'save packages',
    subject: '',
    count: waiting.length,
    digest: '',
  })
  return waiting
}

/** What the file of a package is called: no name of a child, and no number of theirs. */
export const packageName = (from: string, transfer: Id, number: number): string =>
  `transfer-${transfer.slice(-8)}-${from.replace(/[^\w]+/g, '-')}-${number}.age`
