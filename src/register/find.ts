import { checkPermit, type Permit, type Person, reachOf, standingsOf, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { type Compartment, kindName, kindOf } from '../standard/index.ts'
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

/** A child in a list, for somebody who may open the record. */
export type Found = { seen: 'whole'; child: Id; team: Id | null; state: State }

/**
 * A child in a list, for somebody who may find the child and not open the record: the type has no place for where
 * the child lives, for a status or a team, so no page can show them.
 */
export type Glimpsed = {
  seen: 'by name'
  child: Id
  name: string
  number: string
  dob: PlainDate | null
  missing: Entry | null
}

/** What a list shows of a child. Whoever reaches less only glimpses; whoever reaches no identity sees nobody. */
const listShows: readonly Compartment[] = [
  'identity',
  'location',
  'missing',
  'chronology',
  'immigration',
  'pursuit',
]

/** Fewer letters than this find nobody whom one may only glimpse: a duty worker does not leaf through the council. */
const fewestLetters = 2

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
 * leaves and the reader may see. Names are sealed, so a search by name opens the names of all children in the
 * filter: 40 microseconds each, in this process, forgotten afterwards.
 *
 * @param among the children that a filter of another folder leaves (for example: not found); null for no filter.
 */
export async function findChildren(
  db: Db,
  permit: Permit<'find a child'>,
  vault: Vault,
  search: { text: string; filter: Filter | null; among: readonly Id[] | null; from: number; size: number },
  today: PlainDate,
): Promise<{ total: number; found: (Found | Glimpsed)[] }> {
  const { person } = checkPermit(permit, 'find a child')
  let ids = await store.childIds(db, person.council, search.filter, today)
  if (search.among !== null) {
    const allowed = new Set(search.among)
    ids = ids.filter((id) => allowed.has(id))
  }
  const wanted = plainText(search.text)
  const reached = await reachedBy(db, person, ids)
  ids = ids.filter((id) => {
    const reach = reached.get(id) ?? nothing
    return showsWhole(reach) || (reach.has('identity') && wanted.length >= fewestLetters)
  })
  if (wanted !== '') {
    const named = await childrenCalled(db, vault, person.council, ids, wanted, search.text)
    ids = ids.filter((id) => named.has(id))
  }
  const page = ids.slice(search.from, search.from + search.size)
  return { total: ids.length, found: await describe(db, person.council, vault, page, reached, today) }
}

const nothing: ReadonlySet<Compartment> = new Set()
const showsWhole = (reach: ReadonlySet<Compartment>) => listShows.every((one) => reach.has(one))

/** What a person reaches of some children, as they stand to them now. */
async function reachedBy(
  db: Db,
  person: Person,
  ids: readonly Id[],
): Promise<Map<Id, ReadonlySet<Compartment>>> {
  const standings = await standingsOf(db, person.council, person.account, ids)
  return new Map([...standings].map(([id, standing]) => [id, reachOf(person, standing).withGlass]))
}

/** Under which prints a number might stand that somebody typed, of whatever kind it is. */
export const numberLookups = (vault: Vault, typed: string): Buffer[] =>
  ['council', 'home-office', 'nhs', 'upn', 'police'].map((code) => vault.lookup(code, typed))

async function childrenCalled(
  db: Db,
  vault: Vault,
  council: number,
  among: readonly Id[],
  wanted: string,
  asTyped: string,
): Promise<Set<Id>> {
  const byNumber = await store.childrenByLookup(db, council, numberLookups(vault, asTyped))
  const found = new Set(byNumber.map((row) => row.child))
  const allowed = new Set(among)
  const rows = (await store.currentEntriesOfKinds(db, council, identityKinds)).filter((row) =>
    allowed.has(row.child),
  )
  await vault.load(db, [...new Set(rows.map((row) => row.child))])
  for (const row of rows) {
    const words = plainText(Object.values(openEntry(vault, row).sealed).join(' '))
    if (words.includes(wanted)) found.add(row.child)
  }
  return found
}

/** The council's own numbers of some children: for people who work with numbers alone. */
export async function councilNumbers(
  db: Db,
  vault: Vault,
  council: number,
  ids: readonly Id[],
): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map()
  await vault.load(db, ids)
  const rows = await store.currentEntries(db, council, ids, [kindOf('reference').number])
  return new Map(
    rows
      .filter((row) => row.code === 'council')
      .map((row) => [row.child, openEntry(vault, row).sealed['value'] ?? '']),
  )
}

/**
 * The children of a page, as they stand today, in the order given: only what is reached is opened, so that of a child
 * of whom nothing is reached there is nothing to show.
 */
async function describe(
  db: Db,
  council: number,
  vault: Vault,
  ids: readonly Id[],
  reached: ReadonlyMap<Id, ReadonlySet<Compartment>>,
  today: PlainDate,
): Promise<(Found | Glimpsed)[]> {
  if (ids.length === 0) return []
  await vault.load(db, ids)
  const entries = new Map<Id, Entry[]>(ids.map((id) => [id, []]))
  for (const row of await store.currentEntries(db, council, ids, null))
    if (reached.get(row.child)?.has(kindOf(kindName(row.kind)).compartment) === true)
      entries.get(row.child)?.push(openEntry(vault, row))
  const teams = await store.teamsOf(db, council, ids)
  return ids.map((child): Found | Glimpsed => {
    const state = stateOf(entries.get(child) ?? [], today)
    if (showsWhole(reached.get(child) ?? nothing))
      return { seen: 'whole', child, team: teams.get(child) ?? null, state }
    const { name, number, dob, missing } = state
    return { seen: 'by name', child, name, number, dob, missing }
  })
}

/** Some children as they stand, for a desk whose members were chosen elsewhere: those whom the reader may open. */
export async function describeChildren(
  db: Db,
  permit: Permit,
  vault: Vault,
  ids: readonly Id[],
  today: PlainDate,
): Promise<Found[]> {
  const { person } = checkPermit(permit, 'see who is missing', 'find a child', 'see today')
  const all = await describe(db, person.council, vault, ids, await reachedBy(db, person, ids), today)
  return all.filter((one) => one.seen === 'whole')
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
