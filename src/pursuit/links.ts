import { checkPermit, note, type Permit, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { readSealed } from '../register/index.ts'
import { kindOf } from '../standard/index.ts'
import { type Cluster, clustersOf } from './clusters.ts'
import type { HandleKind } from './handles.ts'
import * as store from './store.ts'

/** A phone, account or person behind two children or more: not which children, and not what it is. */
export type Link = {
  /** The keyed print that joins them, in hex: it says nothing without the register's key. */
  node: string
  kind: HandleKind
  children: number
  /** The teams that work with them: whom to ring. */
  teams: readonly string[]
  firstSeen: PlainDate | null
  lastSeen: PlainDate | null
  /** Marked as nobody's hunter (a solicitor, a hostel), with why; null where it is not. */
  setAside: string | null
}

/** Every handle behind two children or more, most children first. */
export async function links(db: Db, permit: Permit<'see the network'>): Promise<Link[]> {
  return (await network(db, permit)).links
}

/** The handles behind several children and how these hang together, of one reading. */
export async function network(
  db: Db,
  permit: Permit<'see the network'>,
): Promise<{ links: Link[]; clusters: Cluster[] }> {
  const { council } = checkPermit(permit, 'see the network').person
  const aside = await store.innocents(db, council)
  const rows = await store.sharedNodes(db, council)
  const found = rows.map((row): Link => ({
    node: row.node.toString('hex'),
    kind: row.kind,
    children: row.children.length,
    teams: row.teams,
    firstSeen: row.first,
    lastSeen: row.last,
    setAside: aside.get(row.node.toString('hex')) ?? null,
  }))
  const pursuing = rows.filter((_, i) => found[i]?.setAside === null)
  const placed = await store.districtsOf(db, council, [
    ...new Set(pursuing.flatMap(({ children }) => children)),
  ])
  return { links: found, clusters: clustersOf(pursuing, placed) }
}

/**
 * What the handles are, as they were written down: of those that `db` may read. A page gives its own, which reads only the
 * children that the person reaches; of other handles nothing comes back.
 */
export async function reveal(
  db: Db,
  permit: Permit<'see the network'>,
  vault: Vault,
  nodes: readonly string[],
): Promise<{ handles: Map<string, string>; children: Id[] }> {
  const { council } = checkPermit(permit, 'see the network').person
  const rows = await store.contactsBehind(
    db,
    council,
    nodes.map((one) => Buffer.from(one, 'hex')),
  )
  const children = [...new Set(rows.map((row) => row.child))]
  const { compartment } = kindOf('contact')
  await vault.loadToRead(db, children, [compartment])
  return {
    children,
    handles: new Map(
      rows.map(({ node, child, id, sealed }) => {
        const said = readSealed(vault.open(child, compartment, 'entry', id, sealed))
        return [node.toString('hex'), said['written'] ?? said['handle'] ?? '']
      }),
    ),
  }
}

/** Marks a handle as shared by innocents, or takes the mark back; a line in the trail says who did. */
export async function setAside(
  db: Db,
  permit: Permit<'see the network'>,
  node: string,
  aside: boolean,
  why: string,
): Promise<boolean> {
  const { council, account, actor } = checkPermit(permit, 'see the network').person
  if (account === null || !(await links(db, permit)).some((one) => one.node === node)) return false
  await db.transaction().execute(async (trx) => {
    await store.insertInnocent(trx, council, { node: Buffer.from(node, 'hex'), by: account, aside, why })
    await note(trx, council, {
      actor,
      action: 'see the network',
      subject: '',
      count: 1,
      digest: '',
      reason: aside ? 'set aside' : 'taken back',
    })
  })
  return true
}
