import type { ImportResult, Progress } from '../returns/index.ts'
import type { Id } from '../plain/index.ts'

/** An import that a page started: it goes on while nobody looks, and its page says how far it is. */
export type ImportJob = {
  id: string
  account: Id | null
  files: string[]
  progress: Progress
  stop: AbortController
  outcome:
    { state: 'running' } | { state: 'done'; result: ImportResult } | { state: 'refused'; sentence: string }
}

/** Jobs of this process, in memory: they hold no row, only counts and sentences. */
export type ImportJobs = Map<string, ImportJob>

/** The last import of each account with its notices and asides, until the process ends. */
export const keepJobs = 50

export function remember(jobs: ImportJobs, job: ImportJob): void {
  jobs.set(job.id, job)
  for (const [id, old] of jobs) {
    if (jobs.size <= keepJobs) break
    if (old.outcome.state !== 'running') jobs.delete(id)
  }
}
