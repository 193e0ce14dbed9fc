import { checkPermit, type Permit, type Person, reachOf, standingsOf, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { type Compartment, kindName, kindOf } from '../standard/index.ts'
import type { Entry } from './entry.ts'
import { nameBook, type NameBook } from './name-book.ts'
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

const identityKinds: readonly number[] = (['name', 'alias', 'reference'] as const).map(
  (kind) => kindOf(kind).number,
)

/** What a state is read from (state.ts). */
const stateKinds: readonly number[] = [
  ...identityKinds,
  ...(
    [
      'person',
      'nationality',
      'episode',
      'placement',
      'legal-status',
      'immigration',
      'trafficking',
      'referral',
      'missing',
    ] as const
  ).map((kind) => kindOf(kind).number),
]

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
 * filter once and keeps them for a while (name-book.ts).
 *
 * @param among the children that a filter of another folder leaves (for example: not found); null for no filter.
 */
export async function findChildren(
  db: Db,
  permit: Permit<'find a child'>,
  vault: Vault,
  search: {
    text: string
    filter: Filter | null
    among: readonly Id[] | null
    from: number
    size: number
    /** Where names are looked up; without it they are opened for this search alone. */
    names?: NameBook
  },
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
    const named = await childrenCalled(db, vault, person.council, ids, wanted, search)
    ids = ids.filter((id) => named.has(id))
  }
  const page = ids.slice(search.from, search.from + search.size)
  return { total: ids.length, found: await describe(db, person.council, vault, page, reached, today) }
}

const nothing: ReadonlySet<Compartment> = new Set()
const showsWhole = (reach: ReadonlySet<Compartment>) => listShows.every((one) => reach.has(one))

/** The book of names of a council, for pages: see name-book.ts. */
export const namesOf = (db: Db, council: number, vault: () => Vault): NameBook =>
  nameBook(db, council, vault, identityKinds, plainText)

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
  search: { text: string; names?: NameBook },
): Promise<Set<Id>> {
  const byNumber = await store.childrenByLookup(db, council, numberLookups(vault, search.text))
  const found = new Set(byNumber.map((row) => row.child))
  const allowed = new Set(among)
  if (search.names !== undefined) {
    for (const child of await search.names.called(allowed, wanted)) found.add(child)
    return found
  }
  const rows = (await store.currentEntriesOfKinds(db, council, identityKinds)).filter((row) =>
    allowed.has(row.child),
  )
  await vault.loadToRead(db, [...new Set(rows.map((row) => row.child))], ['identity'])
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
  const rows = await store.currentEntries(db, council, ids, [kindOf('reference').number])
  await vault.loadToRead(db, ids, ['identity'])
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
  const entries = new Map<Id, Entry[]>(ids.map((id) => [id, []]))
  const rows = (await store.currentEntries(db, council, ids, stateKinds)).filter(
    (row) => reached.get(row.child)?.has(kindOf(kindName(row.kind)).compartment) === true,
  )
  // The keys after the entries: an entry that comes meanwhile may have brought a key of its own. A list shows words of
  // the identity alone; nothing else is opened for it.
  await vault.loadToRead(db, ids, ['identity'])
  for (const row of rows)
    entries
      .get(row.child)
      ?.push(openEntry(vault, identityKinds.includes(row.kind) ? row : { ...row, sealed: null }))
  const teams = await store.teamsOf(db, council, ids)
  return ids.map((child): Found | Glimpsed => {
    const state = stateOf(entries.get(child) ?? [], today)
    if (showsWhole(reached.get(child) ?? nothing))
      return { seen: 'whole', child, team: teams.get(child) ?? null, state }
    const { name, number, dob, missing } = state
    return { seen: 'by name', child, name, number, dob, missing }
  })
}

/** Which of some children the reader may open, with their team: for a desk that counts many and shows a page of them. */
export async function whomOneMayOpen(
  db: Db,
  permit: Permit,
  ids: readonly Id[],
): Promise<Map<Id, { team: Id | null }>> {
  const { person } = checkPermit(permit, 'see who is missing', 'find a child', 'see today')
  const standings = await standingsOf(db, person.council, person.account, ids)
  return new Map(
    [...standings]
      .filter(([, standing]) => showsWhole(reachOf(person, standing).withGlass))
      .map(([id, standing]) => [id, { team: standing.team }]),
  )
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
