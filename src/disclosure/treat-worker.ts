import { parentPort, workerData } from 'node:worker_threads'
import { type ToTreat, treat } from './treat.ts'

/** A thread of its own: choosing what to hide takes seconds in which a server could answer nobody. */
parentPort?.postMessage(await treat(workerData as ToTreat))
