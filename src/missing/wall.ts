import { checkPermit, newToken, note, type Permit, tokenPrint } from '../access/index.ts'
import { type Db, newId } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import * as store from './store.ts'

export type Screen = store.WallRow

/** Screens on a wall that have a key, newest key never shown again. */
export const screens = (db: Db, permit: Permit<'hang a wall'>): Promise<Screen[]> =>
  store.livingWalls(db, checkPermit(permit, 'hang a wall').person.council)

/** Gives a screen a key of its own. @returns the key, shown once and kept nowhere */
export async function hangScreen(db: Db, permit: Permit<'hang a wall'>, name: string): Promise<string> {
  const { council, account, actor } = checkPermit(permit, 'hang a wall').person
  if (account === null) throw new Error('Somebody who is signed in hangs a screen')
  const token = newToken()
  const id = newId()
  await db.transaction().execute(async (trx) => {
    await store.insertWall(trx, { council, id, name, token: tokenPrint(token), made_by: account })
    await note(trx, council, { actor, action: 'hang a wall', subject: '', count: 1, digest: '', reason: id })
  })
  return token
}

/** Ends the key of a screen: its next page asks for a key. */
export async function takeScreenDown(db: Db, permit: Permit<'hang a wall'>, id: Id): Promise<void> {
  const { council, actor } = checkPermit(permit, 'hang a wall').person
  await db.transaction().execute(async (trx) => {
    if (await store.endWall(trx, council, id))
      await note(trx, council, {
        actor,
        action: 'take a wall down',
        subject: '',
        count: 1,
        digest: '',
        reason: id,
      })
  })
}

/** The screen that has this key; null where the key opens nothing. */
export const screenWith = (db: Db, council: number, key: string): Promise<Id | null> =>
  store.wallByToken(db, council, tokenPrint(key))
