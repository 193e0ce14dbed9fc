// Half of the councils, counted in a thread of its own for bench/size.js.
import { parentPort, workerData } from 'node:worker_threads'
import { openMany } from './million.js'

const figures = await import('../dist/figures/index.js')
const many = await openMany(workerData.folder, workerData.councils)
const wanted = figures.requestMeasures.flatMap((measure) =>
  [[], [figures.breakdownOf('council')], [figures.breakdownOf('nationality')]].map((by) => ({ measure, by })),
)

parentPort.on('message', async (question) => {
  if (question === 'end') {
    await many.close()
    parentPort.postMessage('ended')
    parentPort.close()
    return
  }
  const mine = many.councils.slice(0, question.some).filter((_, i) => i % 2 === workerData.half)
  const readings = await figures.readCouncils(many.db, mine, question.knownOn)
  const counts = figures.countPeriod(readings, question.period, figures.usualSettings, wanted)
  parentPort.postMessage(
    counts.map(({ cells, total, occurrences, coverage, looked, notAnswerable }) => ({
      cells,
      total,
      occurrences,
      coverage,
      looked,
      notAnswerable,
    })),
  )
})
