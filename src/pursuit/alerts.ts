import type { Db } from '../database/index.ts'
import { clockSeconds, clockSettingsAt, notify, type Post } from '../missing/index.ts'
import { addSeconds, type Instant } from '../plain/index.ts'
import { nextCheckIn } from './first-days.ts'
import * as store from './store.ts'

/**
 * Tells co-ordinators, and the managers of every team concerned, of a handle that was written down in the last day and
 * reached another child: once a person and contact, or once a person and import where a file brought many. What is set aside
 * as innocent tells nobody. The message names neither the handle nor a child.
 */
export const tellOfLinks = (db: Db, council: number, post: Post): Promise<void> =>
  notify(db, council, post, 'linked', () => store.toBeToldOfLinks(db, council))

/** Somebody who is reminded of a check-in days later learns not to read reminders. */
const staleSeconds = 24 * 3600

/**
 * Reminds of check-ins: whoever works with the child when one is due, and when it is late the managers and co-ordinators too.
 * Once a person and check-in.
 */
export async function remindOfCheckIns(db: Db, council: number, post: Post, at: Instant): Promise<void> {
  if (post.mail === null && post.hook === null) return
  const settings = await clockSettingsAt(db, council, at)
  const watched = await store.watched(db, council, clockSeconds('first-days', settings) + staleSeconds)
  const dueBy = (seconds: number) =>
    watched.flatMap(({ plan, child, since, reached, last }) => {
      const due = nextCheckIn({ since, lastReached: reached }, settings)
      const from = due === null ? null : addSeconds(due, seconds)
      return from !== null && from <= at && addSeconds(from, staleSeconds) > at
        ? [{ fact: last ?? plan, child }]
        : []
    })
  await notify(db, council, post, 'check-in', () => store.toBeToldOfCheckIns(db, council, dueBy(0), false))
  if (!settings['check-in-late'].on) return
  await notify(db, council, post, 'check-in-late', () =>
    store.toBeToldOfCheckIns(db, council, dueBy(clockSeconds('check-in-late', settings)), true),
  )
}
