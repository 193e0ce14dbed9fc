import { createHash } from 'node:crypto'
import type { Db } from '../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import { type DataKey, type Keys, open, type Place, seal } from '../keys/index.ts'
import type { Person } from '../need-to-know/index.ts'
import * as store from './store.ts'

/** A draft is kept for a shift and the next day, not for ever. */
const draftHours = 24
/** More than any form holds. */
const mostBytes = 128 * 1024

export type Draft = { fields: Readonly<Record<string, readonly string[]>>; at: Instant }

const keyOf = (keys: Keys): DataKey => ({ id: keys.register, kek: 0, key: keys.worklist })

/** Bound to the person and the page: a draft moved elsewhere in the table does not open. */
const placeOf = (keys: Keys, account: Id, page: string): Place => ({
  table: 'draft',
  column: `sealed ${createHash('sha256').update(page).digest('hex')}`,
  row: account,
  child: keys.register,
})

/** Keeps what somebody has typed into a form and not sent yet, sealed; an older draft of the same form is replaced. */
export async function keepDraft(
  db: Db,
  keys: Keys,
  person: Person,
  page: string,
  fields: Readonly<Record<string, readonly string[]>>,
): Promise<Outcome<Instant, string>> {
  if (person.account === null) return refused('Only somebody who is signed in has drafts.')
  const text = JSON.stringify(fields)
  if (Buffer.byteLength(text) > mostBytes || page.length > 300)
    return refused('This is too long to be kept as a draft. Save it, or keep it elsewhere.')
  await store.deleteOldDrafts(db, person.council, draftHours)
  const sealed = seal(keyOf(keys), placeOf(keys, person.account, page), text)
  return ok(await store.putDraft(db, person.council, person.account, page, sealed))
}

/** The draft that this person has of this form; null where there is none. */
export async function draftOf(db: Db, keys: Keys, person: Person, page: string): Promise<Draft | null> {
  if (person.account === null) return null
  const row = await store.getDraft(db, person.council, person.account, page, draftHours)
  if (row === undefined) return null
  const text = open(keyOf(keys), placeOf(keys, person.account, page), row.sealed).toString('utf8')
  return { fields: JSON.parse(text) as Draft['fields'], at: row.saved_at }
}

/** A form that was saved, or a draft that is thrown away, leaves none. */
export async function dropDraft(db: Db, person: Person, page: string): Promise<void> {
  if (person.account !== null) await store.deleteDraft(db, person.council, person.account, page)
}
