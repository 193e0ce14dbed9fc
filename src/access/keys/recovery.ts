import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type Db, newId } from '../../database/index.ts'
import { type Id, must, ok, type Outcome, refused } from '../../plain/index.ts'
import { note } from '../trail/index.ts'
import {
  insideText,
  keyFileText,
  parseInside,
  refuseInside,
  type Secrets,
  type Words,
  writeOnce,
} from './key-file.ts'
import { keeperFor, type Keys, keysOf, marks } from './keys.ts'
import { changingKeys } from './lock.ts'
import { type DataKey, derive, hmac, NotOpened, open, type Place, seal } from './seal.ts'
import { combine, randomLength, readShare, registerMark, type Share, shareText, split } from './shares.ts'
import {
  councilRows,
  insertRecovery,
  markTypedBack,
  numbersInUse,
  recoveryRows,
  registerRow,
  sealRecovery,
} from './store.ts'

/**
 * What two shares give is the secret of the newest key-encryption key; before any rotation that is the secret of
 * birth. The database keeps the content of the key file sealed under a key that follows from it, so that after a
 * rotation the shares in the safes still recover everything until new ones have been made and typed back.
 */
const sharedOf = (held: Secrets): Buffer => {
  const shared = held.keks.get(Math.max(...held.keks.keys()))
  if (shared === undefined) throw new Error('A key file holds at least one key-encryption key')
  return shared
}

const place = (column: string, id: Id, { register, born, council }: Words): Place => ({
  table: 'recovery',
  column: `${column} ${born} ${council}`,
  row: id,
  child: register,
})
const dataKey = (register: Id, key: Buffer): DataKey => ({ id: register, kek: 0, key })
const bundleKey = (shared: Buffer): Buffer => derive(shared, 'turnstone|recovery')
const keepingKey = (secret: Buffer, register: Id): DataKey =>
  dataKey(register, derive(secret, 'turnstone|recovery kept'))

const bundle = (id: Id, held: Secrets, key: Buffer): { sealed: Buffer; kept: Buffer } => ({
  sealed: seal(dataKey(held.register, key), place('sealed', id, held), insideText(held)),
  kept: seal(keepingKey(sharedOf(held), held.register), place('kept', id, held), key),
})

function tryOpen(key: DataKey, at: Place, sealed: Buffer): Buffer | undefined {
  try {
    return open(key, at, sealed)
  } catch (error) {
    if (error instanceof NotOpened) return undefined
    throw error
  }
}

const printOf = (keys: Keys, share: Share): Buffer => hmac(keys.recovery, 'share', shareText(share))

/**
 * Makes the three shares of a real register. They are returned once and kept nowhere.
 *
 * @returns the shares, or one sentence
 */
export async function makeShares(
  db: Db,
  council: number,
  keys: Keys,
  actor: string,
): Promise<Outcome<string[], string>> {
  if (keys.born === 'demonstration')
    return refused(
      'This is a demonstration: nobody is in it, so there is nothing to recover. No shares were made.',
    )
  return changingKeys(db, async (connection) => {
    const held = keeperFor(keys).read()
    if (held.keks.size > 1)
      return refused(
        'A rotation of the keys is under way. Finish it first with: turnstone keys rotate --data DIR',
      )
    const shares = split(sharedOf(held), held.register, randomBytes(randomLength))
    const read = shares.map((text) => must(readShare(text), 'a share that was just made'))
    // Never handed out unless every two of the three give the secret back.
    for (const [one, other] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const [a, b] = [read[one], read[other]]
      if (a === undefined || b === undefined) throw new Error('There are three shares')
      if (!must(combine(a, b), 'shares that were just made').equals(sharedOf(held)))
        throw new Error('Shares that do not give the secret back')
    }
    await connection.transaction().execute(async (trx) => {
      const id = newId()
      await insertRecovery(trx, council, {
        id,
        prints: Buffer.concat(read.map((share) => printOf(keys, share))),
        ...bundle(id, held, bundleKey(sharedOf(held))),
      })
      await note(trx, council, { actor, action: 'make recovery shares', subject: '', count: 3, digest: '' })
    })
    return ok(shares)
  })
}

/**
 * Keeps what shares recover in step with a key file that a rotation changes. The key of the seal is kept beside it,
 * sealed under the newest key-encryption key, because the shares themselves are in their safes.
 */
export async function resealRecoveries(trx: Db, council: number, held: Secrets): Promise<void> {
  for (const row of await recoveryRows(trx, council)) {
    if (row.sealed === null || row.kept === null) continue
    for (const secret of held.keks.values()) {
      const key = tryOpen(keepingKey(secret, held.register), place('kept', row.id, held), row.kept)
      if (key === undefined) continue
      await sealRecovery(trx, council, row.id, bundle(row.id, held, key))
      break
    }
  }
}

/**
 * Writes the key file again from two shares. Refuses where one is there, shares of another register, and shares that
 * do not open what the database holds.
 *
 * @param db any login of the register's database that may read `register`, `recovery` and `record_key`
 * @returns one sentence where it cannot be
 */
export async function recoverKeys(
  db: Db,
  folder: string,
  file: string,
  texts: readonly [string, string],
): Promise<Outcome<Keys, string>> {
  refuseInside(file, folder)
  if (existsSync(file))
    return refused(
      `There is a key at ${file}. Nothing is recovered over it: move it away first if it is the wrong one.`,
    )
  const row = await registerRow(db)
  const [council] = await councilRows(db)
  if (row === undefined || council === undefined) return refused(`There is no register in ${folder}.`)
  const shares: Share[] = []
  for (const [at, text] of texts.entries()) {
    const share = readShare(text)
    if (!share.ok) return refused(`${at === 0 ? 'The first share' : 'The second share'}: ${share.problem}`)
    shares.push(share.value)
  }
  const [one, other] = shares
  if (one === undefined || other === undefined) return refused('Two shares are needed.')
  const shared = combine(one, other)
  if (!shared.ok) return shared
  if (!one.mark.equals(registerMark(row.id)))
    return refused(`These shares belong to another register, not to the one in ${folder}.`)
  const words: Words = { register: row.id, born: row.born, council: council.code }
  const held = await heldBy(db, council.id, words, shared.value)
  const keys = keysOf(held, file)
  if (!marks(keys, row))
    return refused(
      `These two shares do not give the key of the register in ${folder}. Newer shares may have been made since: look for those.`,
    )
  const missing = [...(await numbersInUse(db, council.id)).keys()].filter((number) => !held.keks.has(number))
  if (missing.length > 0)
    return refused(
      `These shares were made before the keys of ${folder} were rotated, and newer ones have been typed back since: look for those.`,
    )
  writeOnce(file, keyFileText(held))
  return ok(keys)
}

/** What the shares open in the database; where nothing is there, they are the secret of birth or nothing. */
async function heldBy(db: Db, council: number, words: Words, shared: Buffer): Promise<Secrets> {
  const key = bundleKey(shared)
  for (const row of await recoveryRows(db, council)) {
    if (row.sealed === null) continue
    const text = tryOpen(dataKey(words.register, key), place('sealed', row.id, words), row.sealed)
    const inside = text === undefined ? undefined : parseInside(text.toString('utf8'))
    if (inside !== undefined) return { ...words, ...inside }
  }
  return { ...words, secret: shared, keks: new Map([[1, shared]]) }
}

/**
 * Checks a share that somebody typed back from paper: it belongs to this register and is one of the three in force.
 * From then on nothing is owed, and what older shares would recover is emptied.
 */
export async function typeBack(
  db: Db,
  council: number,
  keys: Keys,
  text: string,
  actor: string,
): Promise<Outcome<{ n: number }, string>> {
  const share = readShare(text)
  if (!share.ok) return share
  if (!share.value.mark.equals(registerMark(keys.register)))
    return refused('This share belongs to another register.')
  const print = printOf(keys, share.value)
  const row = (await recoveryRows(db, council)).find((one) =>
    Array.from({ length: 3 }, (_, n) => one.prints.subarray(32 * n, 32 * n + 32)).some(
      (known) => known.length === print.length && timingSafeEqual(known, print),
    ),
  )
  if (row === undefined) return refused('This is not one of the shares that were made for this register.')
  if (row.superseded_at !== null)
    return refused('This share is of an older set. Type one of the newest three, or make new ones.')
  const write = async (trx: Db) => {
    await markTypedBack(trx, council, row.id)
    await note(trx, council, { actor, action: 'type a share back', subject: '', count: 1, digest: '' })
  }
  await (db.isTransaction ? write(db) : db.transaction().execute(write))
  return ok({ n: share.value.n })
}

/** True for a real register without shares that somebody has typed back since the last rotation. */
export async function sharesOwed(db: Db, council: number): Promise<boolean> {
  const row = await registerRow(db)
  if (row?.born !== 'real') return false
  return !(await recoveryRows(db, council)).some(
    (one) => one.typed_back_at !== null && one.superseded_at === null,
  )
}
