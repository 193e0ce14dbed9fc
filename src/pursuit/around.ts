import { checkPermit, type Permit, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { readSealed } from '../register/index.ts'
import { kindOf } from '../standard/index.ts'
import type { HandleKind } from './handles.ts'
import * as store from './store.ts'

/** A child whom a handle reached, as far as the reader may know: who it is, or which team to ring. */
export type Reached = { child: Id | null; team: string | null; times: number }

/** A handle of a child, with everybody else whom it reached. */
export type Around = {
  node: string
  kind: HandleKind
  /** As it was written down in the child's own record. */
  written: string
  times: number
  firstSeen: PlainDate | null
  lastSeen: PlainDate | null
  setAside: string | null
  others: readonly Reached[]
}

/**
 * What links a child to others: each of its handles with the other children whom it reached. Who they are is told of those
 * whom the reader may see; of others the team to ring, and nothing else.
 *
 * @param register reads every child, to find them
 * @param db reads what the reader may: it decides who is told apart
 */
export async function around(
  register: Db,
  db: Db,
  permit: Permit<'open a child' | 'record an entry'>,
  vault: Vault,
  child: Id,
): Promise<Around[]> {
  const { council } = checkPermit(permit, 'open a child', 'record an entry').person
  const own = await store.contactsOf(db, council, child)
  if (own.length === 0) return []
  const { compartment } = kindOf('contact')
  await vault.loadToRead(db, [child], [compartment])
  const nodes = [...new Map(own.map((row) => [row.node.toString('hex'), row.node])).values()]
  const reached = await store.reachedBy(register, council, nodes)
  const visible = new Set((await store.reachedBy(db, council, nodes)).map((row) => row.child))
  const aside = await store.innocents(register, council)
  const found = nodes.map((node): Around => {
    const name = node.toString('hex')
    const mine = own.filter((row) => row.node.equals(node))
    const newest = mine.at(-1)
    const said =
      newest === undefined
        ? {}
        : readSealed(vault.open(child, compartment, 'entry', newest.id, newest.sealed))
    const days = mine.flatMap(({ on }) => on ?? []).sort()
    return {
      node: name,
      kind: mine[0]?.kind ?? 'person',
      written: said['written'] ?? said['handle'] ?? '',
      times: mine.length,
      firstSeen: days[0] ?? null,
      lastSeen: days.at(-1) ?? null,
      setAside: aside.get(name) ?? null,
      others: reached
        .filter((row) => row.node.equals(node) && row.child !== child)
        .map((row) => ({
          child: visible.has(row.child) ? row.child : null,
          team: row.team,
          times: row.times,
        })),
    }
  })
  return found.sort((a, b) => b.others.length - a.others.length || (a.node < b.node ? -1 : 1))
}
