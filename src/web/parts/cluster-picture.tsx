import { note } from '../../access/index.ts'
import { count } from '../../plain/index.ts'
import { type Cluster, reachedOf, reveal } from '../../pursuit/index.ts'
import { handleKind, labelOf } from '../../standard/index.ts'
import type { Visit } from '../page.tsx'
import { type ChildNode, NetworkPicture } from './network-picture.tsx'

type Here = Visit<'/network', 'see the network'> | Visit<'/network/:cluster', 'see the network'>

/** More would be a tangle; the table has all of them. */
const mostDrawn = { handles: 10, children: 20 }

/** What the handles of a cluster are and who its children are, as far as the reader may know; the trail says that it was seen. */
export async function clusterSeen({ site, db, permit, vault }: Here, cluster: Cluster) {
  const nodes = cluster.handles.map(({ node }) => node)
  const { handles, children } = await reveal(db, permit, vault, nodes)
  const reached = await reachedOf(site.register, db, permit, nodes)
  await note(site.register, site.council.id, {
    actor: permit.person.actor,
    action: 'see the network',
    subject: '',
    count: nodes.length,
    digest: '',
    ids: children,
  })
  return { handles, reached }
}

export type ClusterSeen = Awaited<ReturnType<typeof clusterSeen>>

/** Who hangs together with whom: a child is one circle, whichever handles reached it. */
export function ClusterPicture({ cluster, seen }: { cluster: Cluster; seen: ClusterSeen }) {
  const drawn = [...cluster.handles]
    .sort((a, b) => b.children.length - a.children.length)
    .slice(0, mostDrawn.handles)
  const children = new Map<string, ChildNode>()
  for (const { node } of drawn)
    for (const { child, team, key } of seen.reached.get(node) ?? [])
      children.set(
        key,
        child === null
          ? { id: key, title: 'A child of', under: team ?? 'ring co-ordinator', maySee: false }
          : { id: key, title: 'A child', under: team ?? 'no team yet', maySee: true },
      )
  const some = [...children.values()].slice(0, mostDrawn.children)
  const shown = new Set(some.map(({ id }) => id))
  return (
    <>
      <NetworkPicture
        id={`cluster-${cluster.name.slice(0, 8)}`}
        title="Who hangs together with whom"
        handles={drawn.map(({ node, kind, children: of }) => ({
          id: node,
          title: seen.handles.get(node) ?? 'Ring to ask which',
          under: `${labelOf(handleKind, kind).toLowerCase()}, ${count(of.length, 'child', 'children')}`,
          children: of.length,
        }))}
        children={some}
        edges={drawn.flatMap(({ node }) =>
          (seen.reached.get(node) ?? [])
            .filter(({ key }) => shown.has(key))
            .map(({ key, times }) => ({ handle: node, child: key, times })),
        )}
      />
      <p class="ts-small">
        Dark circle: a child you may see. Hatched: a child of another team. Box: a phone, an account, a
        vehicle, an address or a person.
        {(drawn.length < cluster.handles.length || some.length < children.size) &&
          ' Not all are drawn: the table has them.'}
      </p>
    </>
  )
}
