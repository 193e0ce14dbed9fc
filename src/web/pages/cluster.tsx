import { count, inWords, list } from '../../plain/index.ts'
import { type Cluster, network } from '../../pursuit/index.ts'
import { handleKind, labelOf } from '../../standard/index.ts'
import { BackLink } from '../govuk/index.ts'
import { notFound, page, view } from '../page.tsx'
import { ClusterPicture, clusterSeen } from '../parts/cluster-picture.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

/** `3 February 2026 to 9 May 2026`, or the one day. */
export const seenInWords = ({ firstSeen, lastSeen }: Pick<Cluster, 'firstSeen' | 'lastSeen'>): string =>
  firstSeen === null || lastSeen === null
    ? 'Not known'
    : firstSeen === lastSeen
      ? inWords(firstSeen)
      : `${inWords(firstSeen)} to ${inWords(lastSeen)}`

const clusterPage = page('/network/:cluster', {
  needs: 'see the network',
  show: async (visit) => {
    const { site, permit, params } = visit
    const cluster = (await network(site.register, permit)).clusters.find(
      ({ name }) => name === params.cluster,
    )
    if (cluster === undefined) return notFound
    const seen = await clusterSeen(visit, cluster)
    return view(
      'Children who hang together',
      <>
        <BackLink href={paths.network}>Who is pursuing them</BackLink>
        <H1>
          {count(cluster.children, 'child', 'children')} who hang together over{' '}
          {count(cluster.handles.length, 'phone, account or person', 'phones, accounts or people')}
        </H1>
        <Lede>
          Seen {seenInWords(cluster)}. Teams to ring:{' '}
          {cluster.teams.length === 0 ? 'none yet' : list([...cluster.teams])}.
          {cluster.near > 0 && (
            <strong>
              {' '}
              {count(cluster.near, 'of them is', 'of them are')} placed in the same postcode district as
              another: who reaches one can reach the other.
            </strong>
          )}
        </Lede>
        <ClusterPicture cluster={cluster} seen={seen} />
        <StackTable
          caption="The same, in words"
          head={[
            { text: 'What' },
            { text: 'First and last seen' },
            { text: 'Children', brief: true },
            { text: 'Records and teams' },
          ]}
          rows={cluster.handles.map((handle) => {
            const reached = seen.reached.get(handle.node) ?? []
            const rings = [
              ...new Set(
                reached
                  .filter(({ child }) => child === null)
                  .map(({ team }) => team ?? 'Ring the co-ordinator'),
              ),
            ]
            return [
              <>
                <strong>{seen.handles.get(handle.node) ?? 'Ring to ask which'}</strong>
                <span class="ts-block">{labelOf(handleKind, handle.kind).toLowerCase()}</span>
              </>,
              seenInWords(handle),
              count(handle.children.length, 'child', 'children'),
              <>
                {reached.map(({ child, team, key }) =>
                  child === null ? null : (
                    <span class="ts-block" key={key}>
                      <a href={paths.childLinks(child)}>
                        Open<span class="govuk-visually-hidden"> the links of {key}</span>
                      </a>
                      {team === null ? '' : `, ${team}`}
                    </span>
                  ),
                )}
                {rings.length > 0 && <span class="ts-block">{list(rings)}</span>}
              </>,
            ]
          })}
        />
      </>,
      { section: 'missing' },
    )
  },
})

export const clusterPages = [clusterPage]
