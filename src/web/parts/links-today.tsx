import { decide } from '../../access/index.ts'
import { addDays, count } from '../../plain/index.ts'
import { links } from '../../pursuit/index.ts'
import { InsetText } from '../govuk/index.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'

/** For how many days a handle that was seen again stays on the first page. */
const daysBack = 7

/** Handles behind several children that were seen lately, for those who can ring the other team. */
export async function LinksToday({ visit }: { visit: Visit<'/', 'see today'> }) {
  const { site, person, today } = visit
  const may = decide(person, 'see the network', { council: site.council.id })
  if (!may.ok) return null
  const since = addDays(today, -daysBack)
  const lately = (await links(site.register, may.value)).filter(
    (one) => one.setAside === null && one.lastSeen !== null && one.lastSeen >= since,
  )
  if (lately.length === 0) return null
  const most = Math.max(...lately.map((one) => one.children))
  return (
    <InsetText>
      <a href={paths.network}>
        {lately.length === 1
          ? `One phone, account or person stands behind ${count(most, 'child', 'children')}`
          : `${lately.length} phones, accounts or people stand behind several children each, one of them behind ${most}`}
      </a>
      {`, seen again in the last ${daysBack} days. Ring the other team.`}
    </InsetText>
  )
}
