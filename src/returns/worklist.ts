import { checkPermit, type Keys, type Permit, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { csvRecord, type Id, type Instant, ok, type Outcome, refused } from '../plain/index.ts'
import { type AsideContent, openReason, sealReason, takeUp } from './aside.ts'
import { importFiles } from './import.ts'
import { tableOf } from './tables.ts'
import type { ImportResult } from './tally.ts'
import * as store from './worklist/store.ts'

export type Aside = {
  id: Id
  part: string
  table: string
  file: string
  line: number
  column: string
  state: 'open' | 'put right' | 'left' | 'gone'
  reason: string | null
  content: AsideContent
}

const toAside = (keys: Keys, row: store.AsideRead): Aside => ({
  id: row.id,
  part: row.part,
  table: tableOf(row.part).title,
  file: row.file,
  line: row.line,
  column: row.at_column,
  state: row.state,
  reason: row.reason_sealed === null ? null : openReason(keys, row.id, row.reason_sealed),
  content: takeUp(keys, row.id, row.sealed),
})

export async function worklist(
  db: Db,
  permit: Permit<'put a row right'> | Permit<'see imports'>,
  keys: Keys,
  from: number,
  size: number,
): Promise<{ total: number; rows: Aside[] }> {
  const { council } = checkPermit(permit, 'put a row right', 'see imports').person
  const rows = await store.openAsides(db, council, from, size)
  return { total: await store.countOpenAsides(db, council), rows: rows.map((row) => toAside(keys, row)) }
}

export async function asideRow(
  db: Db,
  permit: Permit<'put a row right'>,
  keys: Keys,
  id: Id,
): Promise<Aside | null> {
  const { council } = checkPermit(permit, 'put a row right').person
  const row = await store.asideById(db, council, id)
  return row === undefined ? null : toAside(keys, row)
}

/**
 * Reads a row from the worklist again with the values that a person put right. It goes through the import like
 * any other row; if something is still wrong with it, it stays where it is and the faults come back.
 */
export async function putRight(
  db: Db,
  permit: Permit<'put a row right'>,
  vault: Vault,
  keys: Keys,
  aside: Aside,
  values: Record<string, string>,
  now: Instant,
): Promise<Outcome<ImportResult, { sentence: string }>> {
  const table = tableOf(aside.part)
  const columns = [...table.needs, ...table.reads]
  const text = csvRecord(columns) + csvRecord(columns.map((column) => values[column] ?? ''))
  const { council, account } = permit.person
  class StillWrong extends Error {}
  try {
    const done = await importFiles(db, {
      permit,
      vault,
      keys,
      files: [
        {
          name: aside.file,
          // eslint-disable-next-line @typescript-eslint/require-await -- an import reads files as streams
          bytes: async function* () {
            yield new TextEncoder().encode(text)
          },
        },
      ],
      now,
      singleRow: true,
      also: async (trx, at, result) => {
        const wrong = result.aside[0]
        if (wrong !== undefined) {
          throw new StillWrong(`${wrong.column} ${wrong.problem}.`)
        }
        if (
          !(await store.decideAside(trx, council, aside.id, {
            state: 'put right',
            by: account,
            reason: null,
            at,
          }))
        ) {
          throw new StillWrong('Somebody has dealt with this row already.')
        }
      },
    })
    return done.ok ? ok(done.value) : refused({ sentence: done.problem.sentence })
  } catch (error) {
    if (error instanceof StillWrong) return refused({ sentence: error.message })
    throw error
  }
}

/** Leaves a row aside for good, with the reason. It comes back to nobody's list; the count of asides still has it. */
export async function leaveAside(
  db: Db,
  permit: Permit<'put a row right'>,
  keys: Keys,
  id: Id,
  reason: string,
  now: Instant,
): Promise<boolean> {
  const { council, account } = checkPermit(permit, 'put a row right').person
  return store.decideAside(db, council, id, {
    state: 'left',
    by: account,
    reason: sealReason(keys, id, reason),
    at: now,
  })
}

export async function countOpen(db: Db, council: number): Promise<number> {
  return store.countOpenAsides(db, council)
}
