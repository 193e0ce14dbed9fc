import type { Instant } from '../plain/index.ts'

const minute = 60_000

/**
 * Whether recovery shares are owed, asked of the database while they are, so that the banner goes with the share that
 * is typed back. What is not owed is believed for a minute: a rotation at the command line makes it owed again.
 */
export function owedShares(ask: () => Promise<boolean>, now: () => Instant): () => Promise<boolean> {
  let settledAt = Number.NEGATIVE_INFINITY
  return async () => {
    const at = Date.parse(now())
    if (at - settledAt < minute) return false
    const owed = await ask()
    if (!owed) settledAt = at
    return owed
  }
}
