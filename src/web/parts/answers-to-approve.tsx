import { decide } from '../../access/index.ts'
import { requests } from '../../figures/index.ts'
import { inWords } from '../../plain/index.ts'
import { NotificationBanner } from '../govuk/index.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'

/** Answers that wait for a second person, for those who may be it; and what was said of the last one. */
export async function AnswersToApprove({ visit }: { visit: Visit<'/', 'see today'> }) {
  const { site, person, query } = visit
  const may = decide(person, 'approve an answer', { council: site.council.id })
  if (!may.ok) return null
  const done = query.get('done')
  const waiting = (await requests(site.register, may.value, site.keys)).filter(
    (one) => one.stage === 'to approve' && (person.account === null || !one.workedOn.has(person.account)),
  )
  return (
    <>
      {(done === 'approved' || done === 'sent-back') && (
        <NotificationBanner type="success">
          {done === 'approved' ? 'Approved. Whoever answers it sends it, and releases it.' : 'Sent back.'}
        </NotificationBanner>
      )}
      {waiting.length > 0 && (
        <>
          <h2 class="ts-h2">Answers to approve</h2>
          <ul class="ts-menu">
            {waiting.map((one) => (
              <li key={one.id}>
                <a href={paths.approveRequest(one.id)}>Request of {inWords(one.received.receivedOn)}</a>
                <span class="ts-block ts-small ts-quiet">
                  {one.due === null ? 'No last day is known' : `Answer by ${inWords(one.due)}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
