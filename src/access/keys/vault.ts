import { randomBytes } from 'node:crypto'
import { type Db, newId } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { type Compartment, compartmentNumber, compartments } from '../../standard/index.ts'
import { type Keys, readAgain } from './keys.ts'
import { type DataKey, hmac, keyOf, NotOpened, open, seal } from './seal.ts'
import { numberInForce, recordKeysOf, type WrappedKey } from './store.ts'

/** A wrapped key that is new and must be stored in the transaction that stores what it sealed. */
export type NewKey = { child: Id; compartment: number; id: Id; wrapped: Buffer }

/** Letters and figures that are not taken for one another on the phone (Crockford’s base 32). */
const sayable = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The narrow door to the children's keys: one key a child and compartment, wrapped under the key-encryption key
 * and unwrapped only here, for the children that one request or one batch names. Forgotten with the request.
 */
export type Vault = {
  /**
   * Unwraps the keys of these children as the database has them now. Called again at the start of every
   * transaction that writes: a key made in a transaction that was rolled back is forgotten, and one that somebody
   * else stored meanwhile is used.
   */
  load: (db: Db, children: readonly Id[]) => Promise<void>
  /** Unwraps only the keys of some compartments, for a list that opens nothing else and seals nothing. */
  loadToRead: (db: Db, children: readonly Id[], some: readonly Compartment[]) => Promise<void>
  /** Seals a text for a row of a child; makes the compartment's key where there is none yet. */
  seal: (child: Id, compartment: Compartment, table: string, row: Id, text: string) => Buffer
  open: (child: Id, compartment: Compartment, table: string, row: Id, sealed: Buffer) => string
  /** The same for what is no text: a photo, a document. */
  sealBytes: (child: Id, compartment: Compartment, table: string, row: Id, bytes: Buffer) => Buffer
  openBytes: (child: Id, compartment: Compartment, table: string, row: Id, sealed: Buffer) => Buffer
  /** The children of whom a key was unwrapped since the vault was opened. */
  unwrapped: () => Id[]
  /** Keys made since the last call. */
  takeNewKeys: () => NewKey[]
  /** What a sealed text is, without saying it: to see that nothing changed. */
  print: (...parts: string[]) => Buffer
  /** Where a number is found again, whatever its case. */
  lookup: (code: string, value: string) => Buffer
  /** What joins the children behind whom one phone, account or person stands: of full length, never cut. */
  node: (kind: string, handle: string) => Buffer
  /**
   * What somebody outside calls a child: the same each time for them, and another for everybody else, so that two of them
   * cannot put what they were told together.
   */
  pseudonym: (recipient: string, child: Id) => string
  forget: () => void
}

const wrapPlace = (child: Id, compartment: number, id: Id) => ({
  table: 'record_key',
  column: `wrapped ${compartment}`,
  row: id,
  child,
})

const numberOf = (wrapped: Buffer): number => keyOf(wrapped).kek

/** The wrapping key of a number stands in the row format under an id of its own: the register's. */
function wrappingKey(keys: Keys, number: number): DataKey | undefined {
  const key = keys.keks.get(number)
  return key === undefined ? undefined : { id: keys.register, kek: number, key }
}

/** Wraps the key of a record under the key-encryption key of a number that the key file holds. */
export function wrapKey(
  keys: Keys,
  of: Pick<WrappedKey, 'child' | 'compartment' | 'id'>,
  number: number,
  key: Buffer,
): Buffer {
  const kek = wrappingKey(keys, number)
  if (kek === undefined) throw new NotOpened(`The key file holds no key of number ${number}`)
  return seal(kek, wrapPlace(of.child, of.compartment, of.id), key)
}

/** Unwraps the key of a record with the key-encryption key whose number stands in the head of its row. */
export function unwrapKey(keys: Keys, row: WrappedKey): Buffer {
  const { kek: number } = keyOf(row.wrapped)
  const kek = wrappingKey(keys, number)
  if (kek === undefined) throw new NotOpened(`The key file holds no key of number ${number}`)
  return open(kek, wrapPlace(row.child, row.compartment, row.id), row.wrapped)
}

/** Opens a vault for one request or one batch. It shares the keys of the process, which a rotation renews. */
export function openVault(keys: Keys, council: number): Vault {
  const unwrapped = new Map<string, DataKey>()
  const loaded = new Set<Id>()
  const touched = new Set<Id>()
  let fresh: NewKey[] = []
  // Under what the database wants new keys wrapped, as it was when keys were last loaded.
  let number = keys.kek.id
  const slot = (child: Id, compartment: number) => `${child}/${compartment}`
  const slots = (child: Id) => compartments.map((compartment) => slot(child, compartmentNumber(compartment)))

  const keyFor = (child: Id, compartment: Compartment): DataKey | undefined =>
    unwrapped.get(slot(child, compartmentNumber(compartment)))

  function makeKey(child: Id, compartment: number): DataKey {
    if (!loaded.has(child)) throw new Error('Keys are loaded before anything is sealed')
    const key: DataKey = { id: newId(), kek: number, key: randomBytes(32) }
    unwrapped.set(slot(child, compartment), key)
    const at = { child, compartment, id: key.id }
    fresh.push({ ...at, wrapped: wrapKey(keys, at, number, key.key) })
    return key
  }

  /**
   * The wrapped keys, all of them under numbers that the key file holds. Where one is not known, another process has
   * rotated the keys: the new one is in the file before it is in the database, and the old one stays there until no
   * row needs it, so reading both again ends at once.
   */
  async function storedKeys(
    db: Db,
    children: ReadonlySet<Id>,
    some: readonly Compartment[] | null = null,
  ): Promise<WrappedKey[]> {
    for (let attempt = 1; ; attempt++) {
      number = (await numberInForce(db, council)) ?? keys.kek.id
      const rows = await recordKeysOf(db, council, [...children], some?.map(compartmentNumber) ?? null)
      const unknown = [number, ...rows.map((row) => numberOf(row.wrapped))].filter(
        (one) => !keys.keks.has(one),
      )
      if (unknown.length === 0 || attempt === 3) return rows
      readAgain(keys)
    }
  }

  const sealed = (child: Id, compartment: Compartment, table: string, row: Id, what: string | Buffer) => {
    const key = keyFor(child, compartment) ?? makeKey(child, compartmentNumber(compartment))
    return seal(key, { table, column: 'sealed', row, child }, what)
  }
  const opened = (child: Id, compartment: Compartment, table: string, row: Id, what: Buffer) => {
    const key = keyFor(child, compartment)
    if (key === undefined) throw new NotOpened('The key of this record is gone')
    return open(key, { table, column: 'sealed', row, child }, what)
  }

  return {
    load: async (db, children) => {
      const wanted = new Set(children)
      if (wanted.size === 0) return
      if (fresh.some((key) => wanted.has(key.child)))
        throw new Error('New keys are stored before their child is loaded again')
      const stored = new Set<string>()
      const rows = await storedKeys(db, wanted)
      for (const row of rows) {
        const at = slot(row.child, row.compartment)
        stored.add(at)
        if (unwrapped.get(at)?.id === row.id) continue
        unwrapped.set(at, { id: row.id, kek: numberOf(row.wrapped), key: unwrapKey(keys, row) })
        touched.add(row.child)
      }
      for (const child of wanted) {
        if (loaded.has(child)) for (const at of slots(child)) if (!stored.has(at)) unwrapped.delete(at)
        loaded.add(child)
      }
    },
    loadToRead: async (db, children, some) => {
      const wanted = new Set(children)
      if (wanted.size === 0) return
      // Not `loaded`: nothing may be sealed for a child of whom only some keys are known.
      for (const row of await storedKeys(db, wanted, some)) {
        const at = slot(row.child, row.compartment)
        if (unwrapped.get(at)?.id === row.id) continue
        unwrapped.set(at, { id: row.id, kek: numberOf(row.wrapped), key: unwrapKey(keys, row) })
        touched.add(row.child)
      }
    },
    seal: sealed,
    sealBytes: sealed,
    open: (...of) => opened(...of).toString('utf8'),
    openBytes: opened,
    unwrapped: () => [...touched],
    takeNewKeys: () => {
      const taken = fresh
      fresh = []
      return taken
    },
    print: (...parts) => hmac(keys.index, 'print', ...parts).subarray(0, 16),
    // The council's own number keeps its dashes: A-1 and A1 may be two children. Others are written many ways.
    lookup: (code, value) =>
      hmac(
        keys.index,
        'lookup',
        code,
        code === 'council' ? value.trim().toUpperCase() : value.toUpperCase().replace(/[\s-]+/g, ''),
      ),
    node: (kind, handle) => hmac(keys.index, 'node', kind, handle),
    pseudonym: (recipient, child) => {
      const name = recipient
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
      const digits = [...hmac(keys.index, 'pseudonym', name, child).subarray(0, 12)]
      return `P-${digits
        .map((byte) => sayable[byte % 32] ?? '')
        .join('')
        .replace(/(.{4})(?=.)/g, '$1-')}`
    },
    forget: () => {
      unwrapped.clear()
      loaded.clear()
      fresh = []
    },
  }
}
