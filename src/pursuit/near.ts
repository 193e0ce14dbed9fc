import { checkPermit, type Permit, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { districtIn, type Id } from '../plain/index.ts'
import type { Entry } from '../register/index.ts'
import type { Around } from './around.ts'
import type { Near } from './risks.ts'
import * as store from './store.ts'

/**
 * What of those who pursue a child lies in the postcode district of its placement: other children whom the same handles
 * reached, and addresses behind which they stand. Districts are compared by their prints, so that no address is opened.
 */
export async function near(
  register: Db,
  permit: Permit<'open a child'>,
  vault: Vault,
  child: Id,
  known: readonly Entry[],
  links: readonly Around[],
): Promise<Near> {
  const { council } = checkPermit(permit, 'open a child').person
  if (permit.child !== child) throw new Error('This permit is about another child')
  const nodes = links.filter(({ others }) => others.length > 0).map(({ node }) => Buffer.from(node, 'hex'))
  const districts = known.flatMap(({ kind, code, sealed }) => {
    const district = kind === 'contact' && code === 'address' ? districtIn(sealed['written'] ?? '') : null
    return district === null ? [] : [vault.node('district', district)]
  })
  return nodes.length === 0 && districts.length === 0
    ? { children: 0, address: false }
    : store.nearOf(register, council, child, nodes, districts)
}

/**
 * The same of places where a child might live: of each postcode district, by its print, what lies in it of those who pursue the
 * child. A place without a district is in reach of nobody, as far as it is known.
 */
export async function nearPlaces(
  register: Db,
  permit: Permit<'record an entry'>,
  vault: Vault,
  child: Id,
  known: readonly Entry[],
  links: readonly Around[],
  places: readonly Buffer[],
): Promise<ReadonlyMap<string, Near>> {
  const { council } = checkPermit(permit, 'record an entry').person
  if (permit.child !== child) throw new Error('This permit is about another child')
  const nodes = links.filter(({ others }) => others.length > 0).map(({ node }) => Buffer.from(node, 'hex'))
  const addresses = new Set(
    known.flatMap(({ kind, code, sealed }) => {
      const district = kind === 'contact' && code === 'address' ? districtIn(sealed['written'] ?? '') : null
      return district === null ? [] : [vault.node('district', district).toString('hex')]
    }),
  )
  const children =
    nodes.length === 0 || places.length === 0
      ? new Map<string, number>()
      : await store.reachedIn(register, council, child, nodes, places)
  return new Map(
    places.map((place) => {
      const print = place.toString('hex')
      return [print, { children: children.get(print) ?? 0, address: addresses.has(print) }]
    }),
  )
}
