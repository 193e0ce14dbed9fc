import type { Keys, Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import type { ImportJobs } from './import-jobs.ts'

/** What every page works with: one register, open, and the clock. */
export type Site = {
  db: Db
  keys: Keys
  council: { id: number; code: string; name: string }
  demonstration: boolean
  vault: () => Vault
  now: () => Instant
  jobs: ImportJobs
  /** Anything but loopback is served over TLS, and then the browser is told to insist on it. */
  tls: boolean
}
