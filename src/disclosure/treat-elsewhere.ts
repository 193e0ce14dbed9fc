import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type ToTreat, treat, type Treated } from './treat.ts'

/** Treats in a thread of its own, so that a server goes on answering others; from the sources, in this one. */
export function treatElsewhere(asked: ToTreat): Promise<Treated> {
  const worker = new URL('./treat-worker.js', import.meta.url)
  if (!existsSync(fileURLToPath(worker))) return treat(asked)
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: asked })
    thread.on('message', resolve)
    thread.on('error', reject)
    thread.on('exit', (code) => {
      if (code !== 0) reject(new Error(`The thread that protects numbers ended with ${code}.`))
    })
  })
}
