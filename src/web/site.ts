import type { Act, Keys, Vault } from '../access/index.ts'
import type { Db, Pages } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import type { ImportJobs } from './import-jobs.ts'
import type { Searches } from './searches.ts'
import type { DeskMemory } from '../missing/index.ts'
import type { NameBook } from '../register/index.ts'
import type { Limits } from './limits.ts'
import type { Watch } from './watch.ts'

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
  /** Says when something was saved. */
  watch: Watch
  /** What the desk read before. */
  desk: DeskMemory
  /** Names as they are searched. */
  names: NameBook
  /** What people searched for: never in an address. */
  searches: Searches
  /** What the people who keep the register must know on every page: checkpoints on the disk of the data. */
  warnings: readonly string[]
  /** Whether recovery shares of a real register are still to be made, or typed back. */
  sharesOwed: () => Promise<boolean>
  /** How often within a minute; the usual where nothing is said. */
  limits?: Limits
  /** Anything but loopback is served over TLS, and then the browser is told to insist on it. */
  tls: boolean
}
