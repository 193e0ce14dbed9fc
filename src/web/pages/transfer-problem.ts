import { type ActProblem, nameOfCouncil } from '../../schemes/index.ts'
import { problemInWords } from './record.tsx'

/** Why a step was not done, as a sentence. */
export function actProblemInWords(problem: ActProblem, other: string): string {
  if (typeof problem !== 'string')
    return problem.problem === 'cannot be sent'
      ? `The record holds something that the other council could not read (${problem.at}). Nothing was saved. Correct that entry first.`
      : problemInWords(problem)
  return {
    'not there': 'This transfer is not there any more.',
    'changed meanwhile':
      'Somebody did a step of this transfer meanwhile. Nothing was saved. Go back, read what is new, and do it again if it still holds.',
    'not now': 'This step cannot be done now. Go back and read how far the transfer is.',
    'no card': `No card of ${nameOfCouncil(other)} is kept here, so nothing can be sealed for it. Add its card first, or write the transfer down by hand.`,
    'already in transfer': 'The child is in another transfer that is not over. Let that one lapse first.',
    'not ours': `Another council has acknowledged that it answers for the child, and no care has begun here since.`,
    'before the scheme': 'No transfer scheme was in force on this day.',
    'not in care then': 'The child was not in our care on this day yet.',
    'hand-over later than today': 'Put the day of the hand-over: today, or an earlier day.',
  }[problem]
}
