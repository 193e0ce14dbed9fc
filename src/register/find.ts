import { checkPermit, type Permit, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { kindOf } from '../standard/index.ts'
import type { Entry } from './entry.ts'
import { openEntry } from './reading.ts'
import { type State, stateOf } from './state.ts'
import * as store from './reading/store.ts'

export const filters = [
  'in care',
  'unaccompanied',
  'identified',
  'suspected',
  'missing now',
  'not found',
] as const
export type Filter = (typeof filters)[number]

export type Found = { child: Id; team: Id | null; state: State }

const identityKinds = (['name', 'alias', 'reference'] as const).map((kind) => kindOf(kind).number)

/** A name or number as it is compared: without accents, case or punctuation. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * Children by the council's number, the Home Office number or any part of a name, among those that a filter
 * leaves. Names are sealed, so a search by name opens the names of all children in the filter: 40 microseconds
 * each, in this process, forgotten afterwards.
 *
 * @param among the children that a filter of another folder leaves (for example: not found); null for no filter.
 */
export async function findChildren(
  db: Db,
  permit: Permit<'find a child'>,
  vault: Vault,
  search: { text: string; filter: Filter | null; among: readonly Id[] | null; from: number; size: number },
  today: PlainDate,
): Promise<{ total: number; found: Found[] }> {
  const { council } = checkPermit(permit, 'find a child').person
  let ids = await store.childIds(db, council, search.filter, today)
  if (search.among !== null) {
    const allowed = new Set(search.among)
    ids = ids.filter((id) => allowed.has(id))
  }
  const wanted = plainText(search.text)
  if (wanted !== '') {
    const named = await childrenCalled(db, vault, council, wanted, search.text)
    ids = ids.filter((id) => named.has(id))
  }
  const page = ids.slice(search.from, search.from + search.size)
  return { total: ids.length, found: await describe(db, council, vault, page, today) }
}

async function childrenCalled(
  db: Db,
  vault: Vault,
  council: number,
  wanted: string,
  asTyped: string,
): Promise<Set<Id>> {
  const byNumber = await store.childrenByLookup(
    db,
    council,
    ['council', 'home-office', 'nhs', 'upn'].map((code) => vault.lookup(code, asTyped)),
  )
  const found = new Set(byNumber.map((row) => row.child))
  const rows = await store.currentEntriesOfKinds(db, council, identityKinds)
  await vault.load(db, [...new Set(rows.map((row) => row.child))])
  for (const row of rows) {
    const words = plainText(Object.values(openEntry(vault, row).sealed).join(' '))
    if (words.includes(wanted)) found.add(row.child)
  }
  return found
}

/** The children of a page, as they stand today, in the order given. */
async function describe(
  db: Db,
  council: number,
  vault: Vault,
  ids: readonly Id[],
  today: PlainDate,
): Promise<Found[]> {
  if (ids.length === 0) return []
  await vault.load(db, ids)
  const entries = new Map<Id, Entry[]>(ids.map((id) => [id, []]))
  for (const row of await store.currentEntries(db, council, ids, null))
    entries.get(row.child)?.push(openEntry(vault, row))
  const teams = await store.teamsOf(db, council, ids)
  return ids.map((child) => ({
    child,
    team: teams.get(child) ?? null,
    state: stateOf(entries.get(child) ?? [], today),
  }))
}

/** Some children as they stand, for a desk or a list whose members were chosen elsewhere. */
export async function describeChildren(
  db: Db,
  permit: Permit,
  vault: Vault,
  ids: readonly Id[],
  today: PlainDate,
): Promise<Found[]> {
  const { council } = checkPermit(
    permit,
    'see who is missing',
    'find a child',
    'see whose field is missing',
    'see today',
  ).person
  return describe(db, council, vault, ids, today)
}

/** The child with this council number, for a form or command that is handed one. */
export async function childByNumber(
  db: Db,
  vault: Vault,
  council: number,
  number: string,
): Promise<Id | null> {
  const [row] = (await store.childrenByLookup(db, council, [vault.lookup('council', number)])).filter(
    (one) => one.code === 'council',
  )
  return row?.child ?? null
}
