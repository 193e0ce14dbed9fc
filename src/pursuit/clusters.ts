import { checkPermit, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { earlier, type Id, later, type PlainDate } from '../plain/index.ts'
import type { Reached } from './around.ts'
import type { HandleKind } from './handles.ts'
import * as store from './store.ts'

/** Handles and children that hang together: from each to each there is a way over shared handles. */
export type Cluster = {
  /** By one of its handles: the one whose print comes first. */
  name: string
  handles: readonly ClusterHandle[]
  children: number
  teams: readonly string[]
  firstSeen: PlainDate | null
  lastSeen: PlainDate | null
  /** How many of its children are placed in the same postcode district as another of them. */
  near: number
}

export type ClusterHandle = {
  node: string
  kind: HandleKind
  firstSeen: PlainDate | null
  lastSeen: PlainDate | null
  children: readonly Id[]
}

/**
 * Puts handles together that share a child. Children and handles are counted once; a handle that is set aside joins nobody.
 *
 * @returns groups of handles, in no order
 */
export function together<H extends { children: readonly Id[] }>(handles: readonly H[]): H[][] {
  const groups = new Map<number, number>()
  const top = (i: number): number => {
    const next = groups.get(i) ?? i
    return next === i ? i : top(next)
  }
  const seenWith = new Map<Id, number>()
  handles.forEach(({ children }, i) => {
    groups.set(i, i)
    for (const child of children) {
      const before = seenWith.get(child)
      if (before !== undefined) groups.set(top(before), top(i))
      seenWith.set(child, i)
    }
  })
  const found = new Map<number, H[]>()
  handles.forEach((handle, i) => found.set(top(i), [...(found.get(top(i)) ?? []), handle]))
  return [...found.values()]
}

/**
 * The clusters of some shared handles, most children first.
 *
 * @param placed where each child is placed, by the print of its postcode district
 */
export const clustersOf = (rows: readonly store.NodeRow[], placed: ReadonlyMap<Id, string>): Cluster[] =>
  together(rows)
    .map((some): Cluster => {
      const children = [...new Set(some.flatMap((row) => row.children))]
      const handles = some.map((row) => ({
        node: row.node.toString('hex'),
        kind: row.kind,
        firstSeen: row.first,
        lastSeen: row.last,
        children: row.children,
      }))
      return {
        name: handles.map(({ node }) => node).sort()[0] ?? '',
        handles,
        children: children.length,
        teams: [...new Set(some.flatMap(({ teams }) => teams))].sort(),
        firstSeen: outer(
          some.map(({ first }) => first),
          earlier,
        ),
        lastSeen: outer(
          some.map(({ last }) => last),
          later,
        ),
        near: nearOneAnother(children, placed),
      }
    })
    .sort((a, b) => b.children - a.children || (a.name < b.name ? -1 : 1))

const outer = (
  days: readonly (PlainDate | null)[],
  take: (a: PlainDate, b: PlainDate) => PlainDate,
): PlainDate | null => {
  const known = days.filter((day) => day !== null)
  const [first, ...rest] = known
  return first === undefined ? null : rest.reduce(take, first)
}

function nearOneAnother(children: readonly Id[], placed: ReadonlyMap<Id, string>): number {
  const times = new Map<string, number>()
  for (const child of children) {
    const district = placed.get(child)
    if (district !== undefined) times.set(district, (times.get(district) ?? 0) + 1)
  }
  return [...times.values()].filter((n) => n > 1).reduce((sum, n) => sum + n, 0)
}

/**
 * Who the children of some handles are, as far as the reader may know: those whom `db` reads by their id, the others by the
 * team to ring, and of a restricted record not even that.
 */
export async function reachedOf(
  register: Db,
  db: Db,
  permit: Permit<'see the network'>,
  nodes: readonly string[],
): Promise<Map<string, (Reached & { key: string })[]>> {
  const { council } = checkPermit(permit, 'see the network').person
  const prints = nodes.map((node) => Buffer.from(node, 'hex'))
  const all = await store.reachedBy(register, council, prints)
  const visible = new Set((await store.reachedBy(db, council, prints)).map(({ child }) => child))
  // A child that may not be seen has a number of its own on this page and nowhere else, so that it is one circle.
  const numbers = new Map(
    [...new Set(all.map(({ child }) => child))].map((child, i) => [child, `child ${i}`]),
  )
  const found = new Map<string, (Reached & { key: string })[]>()
  for (const { node, child, team, times } of all) {
    const name = node.toString('hex')
    found.set(name, [
      ...(found.get(name) ?? []),
      { child: visible.has(child) ? child : null, team, times, key: numbers.get(child) ?? '' },
    ])
  }
  return found
}
