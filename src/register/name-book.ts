import type { Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import { openEntry } from './reading.ts'
import * as store from './reading/store.ts'

/** Names and numbers of a council's children as they are compared, open in the memory of this process for a while. */
export type NameBook = {
  /** Which of some children are called this: part of a name or number, as `plainText()` writes it. */
  called: (among: ReadonlySet<Id>, wanted: string) => Promise<Set<Id>>
}

/** After the last search the names are forgotten: a server at night holds none that nobody asks for. */
const forgottenAfterMinutes = 10

/**
 * A book of names that is opened at the first search and kept up to date by the version of each child, so that a
 * search does not open ten thousand names each time. It is the register's own: whoever asks gets only ids of children
 * whom they reach, and what they searched for is in the trail.
 */
export function nameBook(
  db: Db,
  council: number,
  vault: () => Vault,
  kinds: readonly number[],
  plain: (text: string) => string,
): NameBook {
  let book = new Map<Id, { version: number; words: string }>()
  let forget: NodeJS.Timeout | undefined
  let reading: Promise<void> | null = null
  const bringUpToDate = async () => {
    const versions = await store.versionsOfAll(db, council)
    const stale = versions.filter((one) => book.get(one.child)?.version !== one.version)
    if (stale.length === 0) return
    // Some at a time, so that others are answered meanwhile.
    for (let at = 0; at < stale.length; at += 500) {
      const some = stale.slice(at, at + 500)
      const ids = some.map((one) => one.child)
      const rows = await store.currentEntries(db, council, ids, kinds)
      const opener = vault()
      await opener.loadToRead(db, ids, ['identity'])
      const words = new Map<Id, string[]>()
      for (const row of rows)
        words.set(row.child, [
          ...(words.get(row.child) ?? []),
          plain(Object.values(openEntry(opener, row).sealed).join(' ')),
        ])
      for (const one of some)
        book.set(one.child, { version: one.version, words: (words.get(one.child) ?? []).join('\n') })
      opener.forget()
    }
  }
  return {
    called: async (among, wanted) => {
      clearTimeout(forget)
      forget = setTimeout(() => (book = new Map()), forgottenAfterMinutes * 60_000).unref()
      reading ??= bringUpToDate().finally(() => (reading = null))
      await reading
      return new Set([...among].filter((child) => book.get(child)?.words.includes(wanted) === true))
    },
  }
}
