import type { Hono } from 'hono'
import { cardOf, keepCard, packageRows, readPackage, sealedPackage } from '../../src/schemes/index.ts'
import { type Id, instantOf } from '../../src/plain/index.ts'
import type { Council } from '../../src/standard/index.ts'
import { type TestRegister, testRegister } from '../support/register.ts'
import { testSite, type Visitor } from '../support/site.ts'

/** One of two councils, with its register, its pages and somebody who works there. */
export type Side = {
  register: TestRegister
  worker: Visitor
  app: Hono
  /** The package that was sent last. */
  last: (transfer: Id) => Promise<Buffer>
  package: (transfer: Id, number: number) => Promise<Buffer>
  read: (file: Uint8Array, more?: { number?: string }) => ReturnType<typeof readPackage>
}

export async function side(council: Council): Promise<Side> {
  const register = await testRegister('demonstration', council)
  const { app, signedInAs } = testSite(register)
  const worker = await signedInAs('missing-coordinator')
  const packageOf = async (transfer: Id, number: number) => {
    const row = await sealedPackage(register.db, register.council.id, transfer, number)
    if (row === undefined || row.sealed === null) throw new Error(`Package ${number} was not made`)
    return row.sealed
  }
  return {
    register,
    worker,
    app,
    package: packageOf,
    last: async (transfer) => {
      const rows = await packageRows(register.db, register.council.id, { transfers: [transfer] })
      return packageOf(
        transfer,
        Math.max(...rows.filter((row) => row.way === 'sent').map((row) => row.number)),
      )
    },
    read: (file, more = {}) =>
      readPackage(
        {
          db: register.db,
          permit: register.permit('missing-coordinator', 'exchange packages'),
          keys: register.keys,
          vault: register.vault(),
          nation: 'England and Wales',
          now: instantOf(new Date()),
          number: more.number ?? '',
          team: register.team,
        },
        file,
      ),
  }
}

/** Each of two councils keeps the card of the other. */
export async function introduced(a: Side, b: Side): Promise<void> {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const)
    await keepCard(
      one.register.db,
      one.register.permit('manager', 'keep the cards'),
      await cardOf(other.register.keys),
    )
}

/** Sends a form of a child’s, and says where it led; a form that comes back with errors fails. */
export async function writes(
  at: Side,
  child: Id,
  path: string,
  answers: Record<string, string>,
): Promise<string> {
  const page = await at.worker.send(`/children/${child}${path}`, answers)
  if (page.status !== 200)
    throw new Error(
      `${path} answers ${page.status}: ${/error-summary__list[^>]*>(.*?)<\/ul>/s.exec(page.html)?.[1] ?? page.html.slice(0, 400)}`,
    )
  return page.at
}

/** What of a page is words. */
export const wordsOf = (html: string): string =>
  (html.split('<main')[1] ?? html).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
