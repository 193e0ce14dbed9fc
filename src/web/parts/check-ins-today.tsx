import { clockSettingsAt } from '../../missing/index.ts'
import { checkInsDue } from '../../pursuit/index.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'
import { nameOf } from './child-words.ts'
import { named } from './desk.tsx'
import { checkInDue, leftInWords } from './due-words.ts'
import { StackTable } from './small.tsx'

/** How many are shown: what is due first comes first. */
const most = 20

/** Children in the first days of a placement, of those whom the reader may see, with when somebody is to look next. */
export async function CheckInsToday({ visit }: { visit: Visit<'/', 'see today'> }) {
  const { site, db, permit, now } = visit
  const due = await checkInsDue(db, permit, await clockSettingsAt(site.register, site.council.id, now))
  const shown = await named(visit, due.slice(0, most))
  if (shown.length === 0) return null
  return (
    <StackTable
      caption="In the first days of a placement"
      head={[{ text: 'Child' }, { text: 'Look next' }]}
      rows={shown.map((one) => [
        <a href={paths.safetyPlan(one.child)}>{nameOf(one.found.state)}</a>,
        leftInWords(checkInDue(one.due), now),
      ])}
    />
  )
}
