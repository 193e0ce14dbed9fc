import { count, list } from '../../plain/index.ts'
import { type Around, around, type Reached } from '../../pursuit/index.ts'
import { handleKind, labelOf } from '../../standard/index.ts'
import { BackLink, InsetText } from '../govuk/index.ts'
import { notFound, page, view, type Visit } from '../page.tsx'
import { type ChildNode, NetworkPicture } from '../parts/network-picture.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { seenInWords } from './cluster.tsx'
import { entriesOf } from './record.tsx'

type Here = Visit<'/children/:child/links', 'open a child'>

/** More would be a tangle; the table has all of them. */
const mostDrawn = { handles: 8, children: 16 }

const ring = (team: string | null) => (team === null ? 'Ring the co-ordinator' : team)

/** A child is one circle, whichever of the handles reached it; of those who may not be seen, one for each handle and place. */
function nodesOf(found: readonly Around[]) {
  const children = new Map<string, ChildNode>()
  const edges = found.flatMap(({ node, others }) =>
    others.map((other, i) => {
      const id = other.child ?? `${node} ${i}`
      children.set(
        id,
        other.child === null
          ? { id, title: 'A child of', under: ring(other.team), maySee: false }
          : { id, title: 'A child', under: 'you may see', maySee: true },
      )
      return { handle: node, child: id, times: other.times }
    }),
  )
  return { children, edges }
}

function Picture({ child, found }: { child: string; found: readonly Around[] }) {
  const drawn = found.slice(0, mostDrawn.handles)
  const { children, edges } = nodesOf(drawn)
  const some = [...children.values()].slice(0, mostDrawn.children)
  const shown = new Set(some.map(({ id }) => id))
  return (
    <NetworkPicture
      id="links"
      title="Who is joined to whom"
      handles={drawn.map((one) => ({
        id: one.node,
        title: one.written,
        under: `${labelOf(handleKind, one.kind).toLowerCase()}, ${count(one.others.length + 1, 'child', 'children')}`,
        children: one.others.length + 1,
      }))}
      children={[{ id: child, title: 'This child', under: '', maySee: true }, ...some]}
      edges={[
        ...drawn.map((one) => ({ handle: one.node, child, times: one.times })),
        ...edges.filter((edge) => shown.has(edge.child)),
      ]}
    />
  )
}

/** Whom to ring about the other children, and the records that may be opened. */
function Others({ others }: { others: readonly Reached[] }) {
  const teams = [...new Set(others.filter((one) => one.child === null).map((one) => ring(one.team)))]
  return (
    <>
      {others.flatMap((one, i) =>
        one.child === null
          ? []
          : [
              <span class="ts-block" key={one.child}>
                <a href={paths.child(one.child)}>
                  Open the record<span class="govuk-visually-hidden"> of child {i + 1}</span>
                </a>
              </span>,
            ],
      )}
      {teams.length > 0 && <span class="ts-block">{list(teams)}</span>}
    </>
  )
}

const linksPage = page('/children/:child/links', {
  needs: 'open a child',
  show: async (visit: Here) => {
    if ((await entriesOf(visit)) === null) return notFound
    const { site, db, permit, vault, params } = visit
    const all = await around(site.register, db, permit, vault, params.child)
    const found = all.filter((one) => one.others.length > 0 && one.setAside === null)
    const aside = all.filter((one) => one.others.length > 0 && one.setAside !== null)
    const [most] = found
    return view(
      'What links this child to others',
      <>
        <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
        <H1>What links this child to others</H1>
        {most === undefined ? (
          <InsetText>
            {all.length === 0
              ? 'Nobody has written down by which phone, account or person somebody reached this child.'
              : `${count(all.length, 'phone, account or person is', 'phones, accounts or people are')} written down. None of them reached another child.`}
          </InsetText>
        ) : (
          <>
            <Lede>
              <strong>
                {labelOf(handleKind, most.kind)} {most.written} is behind{' '}
                {count(most.others.length + 1, 'child', 'children')}.
              </strong>{' '}
              You can open the records that you work with. Of the others you see the team: ring it.
            </Lede>
            <Picture child={params.child} found={found} />
            <p class="ts-small">
              Dark circle: a child you may see. Hatched: a child of another team. Box: a phone, an account, a
              vehicle, an address or a person.
            </p>
            <StackTable
              caption="The same, in words"
              head={[
                { text: 'What' },
                { text: 'Seen with this child' },
                { text: 'Children', brief: true },
                { text: 'Whom to ring' },
              ]}
              rows={found.map((one) => [
                <>
                  <strong>{one.written}</strong>
                  <span class="ts-block">{labelOf(handleKind, one.kind).toLowerCase()}</span>
                </>,
                seenInWords(one),
                count(one.others.length + 1, 'child', 'children'),
                <Others others={one.others} />,
              ])}
            />
          </>
        )}
        {aside.length > 0 && (
          <>
            <h2 class="ts-h2">Set aside because everybody has it</h2>
            <ul class="govuk-list">
              {aside.map((one) => (
                <li key={one.node}>
                  <strong>{one.written}</strong>, {one.setAside}, is with{' '}
                  {count(one.others.length + 1, 'child', 'children')}. It raises no alert.
                </li>
              ))}
            </ul>
          </>
        )}
        <h2 class="ts-h2">What to do</h2>
        <ul class="govuk-list govuk-list--bullet">
          <li>If the child is in danger now, ring the police.</li>
          <li>Ring the other team, and say which phone or account. Not which child, unless they need it.</li>
          <li>Plan as if the child will go missing tonight: look at the grab sheet and the placement.</li>
        </ul>
      </>,
      { section: 'children' },
    )
  },
})

export const childLinksPages = [linksPage]
