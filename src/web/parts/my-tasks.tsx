import { addDays, count, inWords } from '../../plain/index.ts'
import { type TaskDue, tasksOfMine } from '../../register/index.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'
import { nameOf } from './child-words.ts'
import { named } from './desk.tsx'
import { StackTable } from './small.tsx'

type Here = Visit<'/', 'see today'>

/** For how many days ahead the first page says what is to be done. */
const daysAhead = 7
/** How many are shown: what is due first comes first, and the rest is counted. */
const most = 20

/** What is to be done in the next week, or is over, for the children whom the reader works with. */
export async function MyTasks({ visit }: { visit: Here }) {
  const { db, permit, today } = visit
  const tasks = await tasksOfMine(db, permit, addDays(today, daysAhead))
  const shown = await named<TaskDue>(visit, tasks.slice(0, most))
  if (shown.length === 0) return null
  return (
    <>
      <StackTable
        caption="To do for the children you work with"
        head={[{ text: 'Child' }, { text: 'By' }]}
        rows={shown.map((one) => [
          <a href={`${paths.child(one.child)}#to-do`}>{nameOf(one.found.state)}</a>,
          <>
            {one.due < today && <strong>Over: </strong>}
            {inWords(one.due)}
          </>,
        ])}
      />
      {tasks.length > shown.length && (
        <p class="govuk-body">{count(tasks.length - shown.length, 'more task')} later.</p>
      )}
    </>
  )
}
