import { decide } from '../../access/index.ts'
import { type CourseSeen, isLate, isOver, nameOfCouncil, turnOf } from '../../schemes/index.ts'
import { nameOf } from './child-words.ts'
import { named } from './desk.tsx'
import { StackTable } from './small.tsx'
import { coursesSeen } from './transfers.ts'
import { dueInWords, stateInWords } from './transfer-words.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'

/** How many are shown: what is due first comes first. */
const most = 10

/** Transfers in which it is our turn, that are late, or of which news is owed, of children whom the reader may see. */
export async function TransfersToday({ visit }: { visit: Visit<'/', 'see today'> }) {
  const { site, person, now } = visit
  const works = decide(person, 'find a child', { council: site.council.id })
  if (!works.ok) return null
  // News that the other council lacks comes first, also of a transfer that is over: a child may be looked for in vain.
  const rank = (course: CourseSeen) => (course.owes ? 0 : isLate(course, now) ? 1 : 2)
  const going = (await coursesSeen(visit))
    .filter(
      (course) =>
        course.owes || (!isOver(course.state) && (turnOf(course) === course.role || isLate(course, now))),
    )
    .sort((a, b) => rank(a) - rank(b))
  const all = await named(visit, going)
  const shown = all.slice(0, most)
  if (shown.length === 0) return null
  return (
    <>
      <StackTable
        caption="Between two councils"
        head={[{ text: 'Child' }, { text: 'How far' }, { text: 'By when' }]}
        rows={shown.map((one) => [
          <a href={paths.transfer(one.child, one.transfer)}>{nameOf(one.found.state)}</a>,
          one.owes
            ? `${nameOfCouncil(one.with)} does not know what is new about the child being missing`
            : stateInWords(one),
          one.owes ? 'Now: ring them' : dueInWords(one, now),
        ])}
      />
      {all.length > most && (
        <p class="govuk-body">
          {visit.may('exchange packages') ? (
            <a href={paths.transfers}>And {all.length - most} more</a>
          ) : (
            `And ${all.length - most} more.`
          )}
        </p>
      )}
    </>
  )
}
