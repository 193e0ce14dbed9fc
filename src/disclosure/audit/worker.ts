import { parentPort, workerData } from 'node:worker_threads'
import { possibleBy, type Question } from './programs.ts'

/** A thread of its own: HiGHS answers while nothing else runs. */
const question = workerData as Question
const possible = await possibleBy(question, (decided) => parentPort?.postMessage({ decided }))
parentPort?.postMessage({ possible })
