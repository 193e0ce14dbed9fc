import { decide } from '../../access/index.ts'
import { requests, stages } from '../../figures/index.ts'
import { addDays } from '../../plain/index.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'
import { dueInWords } from './request-words.ts'
import { StackTable } from './small.tsx'

/** For how many days ahead the first page says which answers are due. */
const daysAhead = 7

/** Requests whose answer is due within a week, or is over, for those who answer them. */
export async function RequestsDue({ visit }: { visit: Visit<'/', 'see today'> }) {
  const { site, person, today } = visit
  const may = decide(person, 'answer a request', { council: site.council.id })
  if (!may.ok) return null
  const due = (await requests(site.register, may.value, site.keys)).filter(
    (one) =>
      one.stage !== 'closed' &&
      one.stage !== 'released' &&
      one.due !== null &&
      one.due <= addDays(today, daysAhead),
  )
  if (due.length === 0) return null
  return (
    <StackTable
      caption="Requests for information that are due"
      head={[{ text: 'Answer by' }, { text: 'How far' }]}
      rows={due.map((one) => [
        <a href={paths.request(one.id)}>{dueInWords(one.due, today)}</a>,
        stages[one.stage],
      ])}
    />
  )
}
