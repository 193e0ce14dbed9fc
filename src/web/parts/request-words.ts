import type { RequestProblem } from '../../figures/index.ts'
import { count, daysBetween, inWords, type PlainDate } from '../../plain/index.ts'
import { holidayYears } from '../../standard/index.ts'

/** How long is left, in the words of a desk. */
export function dueInWords(due: PlainDate | null, today: PlainDate): string {
  if (due === null)
    return `not known: Turnstone holds bank holidays of ${holidayYears.first} to ${holidayYears.last}`
  const left = daysBetween(today, due)
  if (left < 0) return `${inWords(due)}, ${count(-left, 'day')} over`
  return left === 0 ? `today, ${inWords(due)}` : `${inWords(due)}, in ${count(left, 'day')}`
}

/** Why a step was not taken, in a sentence. */
export const problemWords: Record<RequestProblem, string> = {
  'not there': 'This request is not there any more.',
  'changed meanwhile':
    'Somebody else has worked on this request meanwhile. Look at what they did, then go on.',
  'not yet': 'This step is not due yet, or the request is closed.',
  'given out meanwhile':
    'Another answer was given out since this one was audited, and readers may put the two together. Protect it again.',
  'somebody else approves': 'Whoever worked on an answer does not approve it. Ask somebody else.',
}
