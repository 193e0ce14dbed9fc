import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'
import type { StepName } from './request.ts'

export type StepRow = { request: Id; step: number; what: StepName; at: Instant; by: Id; sealed: Buffer }

/** Steps of one request or of all, in their order. */
export async function stepRows(db: Db, council: number, request: Id | null): Promise<StepRow[]> {
  const all = db
    .selectFrom('request_step')
    .select(['request', 'step', 'what', 'at', 'by', 'sealed'])
    .where('council', '=', council)
  return (request === null ? all : all.where('request', '=', request))
    .orderBy('request')
    .orderBy('step')
    .execute()
}

/** @returns false where somebody else has added this step meanwhile */
export async function insertStep(
  db: Db,
  council: number,
  row: { request: Id; step: number; what: StepName; by: Id; sealed: Buffer },
): Promise<boolean> {
  const rows = await db
    .insertInto('request_step')
    .values({ council, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step')
    .execute()
  return rows.length === 1
}

/** Lets one answer at a time be given out in a council: each is audited with all before it. */
export async function oneAtATime(trx: Db, council: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('turnstone: an answer is given out'), ${council})`.execute(
    trx,
  )
}
