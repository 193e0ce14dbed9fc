import type { Act, Keys, Vault } from '../access/index.ts'
import type { Db, Pages } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import type { ImportJobs } from './import-jobs.ts'

/** What every page works with: one register, open, and the clock. */
export type Site = {
  /** The register's own work: imports, figures, clocks, people, the trail. Sees every child. */
  register: Db
  /** What pages read and write through, as the person who is signed in: `visit.db`. */
  pages: Pages
  keys: Keys
  council: { id: number; code: string; name: string }
  demonstration: boolean
  vault: () => Vault
  /** Writes down who looked at what. A page is sent only after its row is committed. */
  look: (act: Act) => Promise<void>
  now: () => Instant
  jobs: ImportJobs
  /** What the people who keep the register must know on every page: checkpoints on the disk of the data. */
  warnings: readonly string[]
  /** Anything but loopback is served over TLS, and then the browser is told to insist on it. */
  tls: boolean
}
