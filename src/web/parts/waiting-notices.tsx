import { noticesWaiting } from '../../missing/index.ts'
import { count } from '../../plain/index.ts'
import { WarningText } from '../govuk/index.ts'
import type { Visit } from '../page.tsx'
import { momentInWords } from './words.ts'

/** Says that notices do not get out: whoever waits for one must not think that nothing has happened. */
export async function WaitingNotices({ visit }: { visit: Visit<'/', 'see who is missing'> }) {
  const { waiting, since, problem } = await noticesWaiting(visit.site.register, visit.permit)
  if (waiting === 0 || since === null) return null
  return (
    <WarningText>
      <>
        {count(waiting, 'notice has', 'notices have')} not got out, the first since {momentInWords(since)}.
        Ring instead, look at the missing desk, and tell whoever keeps Turnstone.
        {problem !== null && ` The other side said: ${problem}`}
      </>
    </WarningText>
  )
}
