import { asOwner, CannotRun, type Db, type Login, newId } from '../../database/index.ts'
import type { Council } from '../../standard/index.ts'
import { type Born, hasKeys, type Keys, makeKeys, marks, readAgain, readKeys } from './keys.ts'
import { councilRows, numberInForce, registerRow } from './store.ts'

/** A register that is open for work: its keys and its one council. */
export type Opened = { keys: Keys; council: { id: number; code: string; name: string } }

/**
 * Gives birth to a register: key file first, then the row that says what it is, its council and the heads of
 * its trail. A key file without a row is a birth that was interrupted, and is taken up.
 */
export async function giveBirth(
  owner: Login,
  folder: string,
  keyFile: string,
  born: Born,
  council: Council,
): Promise<Keys> {
  const keys = hasKeys(keyFile)
    ? readKeys(keyFile, folder)
    : makeKeys(keyFile, folder, newId(), born, council.code)
  if (keys.born !== born || keys.council !== council.code) {
    throw new CannotRun(
      `The key file ${keyFile} belongs to another register (${keys.born === 'real' ? 'a real one' : 'a demonstration'} of ${keys.council}). Move it away, or name another with --key FILE.`,
    )
  }
  await asOwner(owner, async (client) => {
    await client.query('begin')
    await client.query('insert into register (id, born, mark) values ($1, $2, $3)', [
      keys.register,
      born,
      keys.mark,
    ])
    await client.query('insert into council (id, code, name) values (1, $1, $2)', [
      council.code,
      council.name,
    ])
    await client.query(
      'insert into wrapping (council, kek) values (1, $1) on conflict (council) do update set kek = excluded.kek',
      [keys.kek.id],
    )
    // A demonstration is loaded through a given clock, so its time begins before anything invented happened.
    await client.query(
      `insert into head (council, shard, seq, at, hash)
       select 1, shard, 0, case when $1 = 'demonstration' then timestamptz '2000-01-01' else clock_timestamp() end, '\\x'
         from generate_series(0, 2) shard`,
      [born],
    )
    await client.query('commit')
  })
  return keys
}

/** True where the database holds a register. */
export const isBorn = async (db: Db): Promise<boolean> => (await registerRow(db)) !== undefined

/** What the database says that it is; undefined before birth. */
export const bornAs = async (db: Db): Promise<Born | undefined> => (await registerRow(db))?.born

/** Opens a register with its key; refuses a key of another register, another birth or another council. */
export async function openRegister(db: Db, folder: string, keyFile: string): Promise<Opened> {
  const keys = readKeys(keyFile, folder)
  const row = await registerRow(db)
  const [council] = await councilRows(db)
  if (row === undefined || council === undefined)
    throw new CannotRun(`There is no register in ${folder} yet.`)
  if (!marks(keys, row) || council.code !== keys.council) {
    throw new CannotRun(
      `The key file ${keyFile} does not belong to the register in ${folder}. Put the right one there, or name it with --key FILE.`,
    )
  }
  const number = await numberInForce(db, council.id)
  // A rotation that began since the file was read has put its key there before it moved the number on.
  if (number !== undefined && !keys.keks.has(number)) readAgain(keys)
  if (number !== undefined && !keys.keks.has(number)) {
    throw new CannotRun(
      `The key file ${keyFile} and the database in ${folder} are not of the same time: one of them was restored from before a rotation of the keys. Put the key file of that time there; or move this one away and use two recovery shares of that time: turnstone keys recover --data DIR`,
    )
  }
  return { keys, council }
}
