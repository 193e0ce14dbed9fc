import { note } from '../../access/index.ts'
import { count, list } from '../../plain/index.ts'
import { type Link, network, reachedOf, reveal, setAside } from '../../pursuit/index.ts'
import { handleKind, labelOf } from '../../standard/index.ts'
import { entered as enter, first } from '../entered.ts'
import { text } from '../field.tsx'
import { form, FormBox } from '../form.tsx'
import { Button, Details, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { ClusterPicture } from '../parts/cluster-picture.tsx'
import { H1, Lede, Mark, StackTable } from '../parts/small.tsx'
import { saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { seenInWords } from './cluster.tsx'

type Here = Visit<'/network', 'see the network'>

/** More than these nobody reads on one page. */
const mostGroups = 20

const said: Record<string, string> = {
  aside: 'Set aside: it raises no alert any more.',
  back: 'Taken back: it raises alerts again.',
}
const why = form({
  why: text('What is it?', {
    hint: 'For example: a solicitor’s office, a hostel. Never a name of a child',
    most: 200,
  }),
})

/** Marks a handle as innocent, or takes that back. */
function Aside({ link, seal }: { link: Link; seal: Here['seal'] }) {
  const isAside = link.setAside !== null
  return (
    <Details summary={isAside ? 'Take the mark back' : 'This is nobody’s hunter'}>
      <FormBox seal={seal} action={paths.network} hidden={{ node: link.node, aside: isAside ? 'no' : 'yes' }}>
        {!isAside && why.all(enter({}), {})}
        <Button variant="secondary">{isAside ? 'Take it back' : 'Set it aside'}</Button>
      </FormBox>
    </Details>
  )
}

async function shown(visit: Here, problem: string | null = null): Promise<Shown> {
  const { site, db, permit, vault, seal, query } = visit
  const { links: found, clusters: groups } = await network(site.register, permit)
  // Handles are read as this person: of children whom they do not reach there is nothing to read.
  const { handles, children } = await reveal(
    db,
    permit,
    vault,
    found.map((one) => one.node),
  )
  await note(site.register, site.council.id, {
    actor: permit.person.actor,
    action: 'see the network',
    subject: '',
    count: found.length,
    digest: '',
    ids: children,
  })
  const [largest] = groups
  const reached =
    largest === undefined
      ? null
      : await reachedOf(
          site.register,
          db,
          permit,
          largest.handles.map(({ node }) => node),
        )
  const words = saidBy(said, query.get('done'))
  return view(
    'Who is pursuing them',
    <>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      {problem !== null && <WarningText>{problem}</WarningText>}
      <H1>Who is pursuing them</H1>
      <Lede>
        Phones, accounts, vehicles, addresses and people that reached more than one child. What they are is
        shown where you work with one of the children; otherwise ring the team that does.
      </Lede>
      {largest !== undefined && reached !== null && (
        <>
          <h2 class="ts-h2">
            Most children hang together here{' '}
            <span class="ts-count">{count(largest.children, 'child', 'children')}</span>
          </h2>
          <ClusterPicture cluster={largest} seen={{ handles, reached }} />
        </>
      )}
      {groups.length > 0 && (
        <StackTable
          caption="Children who hang together over the same phones, accounts and people"
          head={[
            { text: 'Children' },
            { text: 'Over' },
            { text: 'First and last seen' },
            { text: 'Placed near one another', brief: true },
            { text: 'Teams to ring' },
          ]}
          rows={groups
            .slice(0, mostGroups)
            .map((group) => [
              <a href={paths.cluster(group.name)}>{count(group.children, 'child', 'children')}</a>,
              count(group.handles.length, 'handle'),
              seenInWords(group),
              group.near === 0 ? 'None that we know of' : group.near,
              group.teams.length === 0 ? 'No team yet' : list([...group.teams]),
            ])}
        />
      )}
      {groups.length > mostGroups && (
        <p class="govuk-body">
          {count(groups.length - mostGroups, 'more group')} of fewer children: each handle stands below.
        </p>
      )}
      {found.length === 0 ? (
        <InsetText>
          Nothing that was written down stands behind two children. Write it down on a child’s record:
          “Somebody reached the child”.
        </InsetText>
      ) : (
        <StackTable
          caption="Handles behind several children, most children first"
          head={[
            { text: 'What' },
            { text: 'Children', brief: true },
            { text: 'First and last seen' },
            { text: 'Teams to ring' },
            { text: 'Set aside' },
          ]}
          rows={found.map((link) => [
            <>
              {labelOf(handleKind, link.kind)}
              {handles.has(link.node) ? (
                <span class="ts-block">{handles.get(link.node)}</span>
              ) : (
                <span class="ts-block ts-quiet">Ring to ask which</span>
              )}
            </>,
            count(link.children, 'child', 'children'),
            seenInWords(link),
            link.teams.length === 0 ? 'No team yet' : link.teams.join(', '),
            <>
              {link.setAside !== null && (
                <>
                  <Mark>Set aside</Mark> {link.setAside}
                </>
              )}
              <Aside link={link} seal={seal} />
            </>,
          ])}
        />
      )}
    </>,
    { section: 'missing', error: problem !== null },
  )
}

const networkPage = page('/network', {
  needs: 'see the network',
  show: (visit) => shown(visit),
  submit: async (visit) => {
    const { site, permit, entered } = visit
    const aside = first(entered, 'aside') === 'yes'
    const words = first(entered, 'why').trim()
    if (aside && words === '') return shown(visit, 'Say what it is before it is set aside.')
    if (words.length > 200) return shown(visit, 'Use at most 200 characters to say what it is.')
    const node = first(entered, 'node')
    if (!/^[0-9a-f]{64}$/.test(node) || !(await setAside(site.register, permit, node, aside, words)))
      return shown(visit, 'This handle is not there any more.')
    return goTo(paths.networkAfter(aside ? 'aside' : 'back'))
  },
})

export const networkPages = [networkPage]
