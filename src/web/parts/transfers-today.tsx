import { decide } from '../../access/index.ts'
import { isLate, isOver, turnOf } from '../../schemes/index.ts'
import { nameOf } from './child-words.ts'
import { named } from './desk.tsx'
import { StackTable } from './small.tsx'
import { coursesSeen } from './transfers.ts'
import { dueInWords, stateInWords } from './transfer-words.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'

/** How many are shown: what is due first comes first. */
const most = 10

/** Transfers in which it is our turn, or that are late, of children whom the reader may see. */
export async function TransfersToday({ visit }: { visit: Visit<'/', 'see today'> }) {
  const { site, person, now } = visit
  const works = decide(person, 'find a child', { council: site.council.id })
  if (!works.ok) return null
  const going = (await coursesSeen(visit)).filter(
    (course) => !isOver(course.state) && (turnOf(course) === course.role || isLate(course, now)),
  )
  const shown = await named(visit, going.slice(0, most))
  if (shown.length === 0) return null
  return (
    <StackTable
      caption="Between two councils"
      head={[{ text: 'Child' }, { text: 'How far' }, { text: 'By when' }]}
      rows={shown.map((one) => [
        <a href={paths.transfer(one.child, one.transfer)}>{nameOf(one.found.state)}</a>,
        stateInWords(one),
        dueInWords(one, now),
      ])}
    />
  )
}
