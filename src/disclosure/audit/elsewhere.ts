import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { possibleBy, type Question } from './programs.ts'

/** Cells that hang together in larger numbers than these would take linear programs hours: what is not shown is narrow. */
const mostTogether = 6000

/** How many values of each asked cell are shown to be possible; one, of whatever is too large to ask. */
export const possibleIn = (
  question: Question,
  onProgress: (decided: number) => void = () => undefined,
): Promise<number[]> =>
  question.low.length > mostTogether
    ? Promise.resolve(question.asked.map(() => 1))
    : possibleElsewhere(question, onProgress)

/** Asks in a thread of its own, so that whoever waits can be told how far it is; from the sources, in this one. */
function possibleElsewhere(question: Question, onProgress: (decided: number) => void): Promise<number[]> {
  const worker = new URL('./worker.js', import.meta.url)
  if (!existsSync(fileURLToPath(worker))) return possibleBy(question, onProgress)
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: question })
    thread.on('message', (message: { decided: number } | { possible: number[] }) => {
      if ('possible' in message) resolve(message.possible)
      else onProgress(message.decided)
    })
    thread.on('error', reject)
    thread.on('exit', (code) => {
      if (code !== 0) reject(new Error(`The thread of the linear programs ended with ${code}.`))
    })
  })
}
