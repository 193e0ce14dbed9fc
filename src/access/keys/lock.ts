import { setTimeout as pause } from 'node:timers/promises'
import { CannotRun, type Db } from '../../database/index.ts'
import { tryLock, unlock } from './store.ts'

const tries = 20

/**
 * Does something that changes the key file, alone: two changes at once could lose a key. The lock is the database's,
 * so that one that was killed holds nothing.
 */
export async function changingKeys<T>(db: Db, work: (connection: Db) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    // The database notices a moment later that the process before was killed.
    for (let attempt = 1; !(await tryLock(connection)); attempt++) {
      if (attempt === tries)
        throw new CannotRun('Another turnstone keys command is changing the key. Wait for it to end.')
      await pause(250)
    }
    try {
      return await work(connection)
    } finally {
      await unlock(connection)
    }
  })
}
