import { createHash, randomBytes } from 'node:crypto'

/**
 * What people searched for, in this process's memory alone: a name in an address would stand in histories, logs of
 * proxies and window lists. The address of a list holds a number that means nothing elsewhere, and going back to it
 * asks nobody to send a form again.
 */
export type Searches = {
  /** Keeps what somebody typed for their sitting. @returns what stands in the address instead */
  keep: (session: string, text: string) => string
  /** What was typed; empty where it was another sitting, or too long ago, or never. */
  read: (session: string, id: string) => string
}

const mostASitting = 40
const longest = 200

export function searchesInMemory(): Searches {
  const kept = new Map<string, Map<string, string>>()
  const sittingOf = (session: string) => createHash('sha256').update(session).digest('base64url')
  return {
    keep: (session, text) => {
      const sitting = sittingOf(session)
      const own = kept.get(sitting) ?? new Map<string, string>()
      const id = randomBytes(12).toString('base64url')
      own.set(id, text.slice(0, longest))
      for (const old of own.keys()) if (own.size > mostASitting) own.delete(old)
      // The sitting that searched last stands last: when there are too many, the first to go is the oldest.
      kept.delete(sitting)
      kept.set(sitting, own)
      for (const old of kept.keys()) if (kept.size > 500) kept.delete(old)
      return id
    },
    read: (session, id) => kept.get(sittingOf(session))?.get(id) ?? '',
  }
}
