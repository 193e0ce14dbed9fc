import type { Db } from '../../database/index.ts'
import * as store from './store.ts'

/** How long a missing child may go unlooked at by everybody who was told, before managers are: a setting. */
export const answerMinutes = 15

/** A notice as it leaves: who gets it, and words in which nobody is named. */
export type Letter = { id: string; to: string; subject: string; text: string }
/** A call to another system: what happened and when, and a number under which it counts once. */
export type Call = { id: string; what: store.NoticeKey['what']; at: string }

/** How notices leave. Each throws where the other side did not take it. */
export type Post = {
  mail: ((letter: Letter) => Promise<void>) | null
  hook: ((call: Call) => Promise<void>) | null
}

/** No name, number, place or age: a notice is read on a lock screen, by whoever looks over a shoulder. */
const words: Record<store.NoticeKey['what'], { subject: string; says: string }> = {
  missing: {
    subject: 'Turnstone: the missing desk needs you',
    says: 'Somebody was reported missing whose desk or record is yours. Open Turnstone now.',
  },
  back: {
    subject: 'Turnstone: something is due on the missing desk',
    says: 'Somebody is back. A return interview is due within 72 hours. Open Turnstone.',
  },
  unanswered: {
    subject: 'Turnstone: nobody has answered',
    says: `Somebody was reported missing and nobody who was told has looked for ${answerMinutes} minutes. Open Turnstone now: the first page says whom to ring.`,
  },
}

/** One and the same for a person and occasion, so that mail systems drop a second copy. */
const idOf = (key: store.NoticeKey): string => `${key.what}.${key.fact}.${key.account}`

export const letterOf = (key: store.NoticeKey, to: string, address: string): Letter => ({
  id: idOf(key),
  to,
  subject: words[key.what].subject,
  text: `${words[key.what].says}\n\n${address}/missing\n\nThis message names nobody on purpose. Do not answer it.\n`,
})

/**
 * Makes the notices that are due and sends them. Nothing is lost: a notice follows from an entry that is committed and
 * waits until the other side has taken it. Nothing is sent twice, but where this process dies between the other side's
 * yes and its own note of it: then it goes again after five minutes, under the same number.
 *
 * @returns how many were sent and how many failed
 */
export async function sendNotices(
  db: Db,
  council: number,
  post: Post,
  address: string,
): Promise<{ sent: number; failed: number }> {
  const done = { sent: 0, failed: 0 }
  if (post.mail === null && post.hook === null) return done
  await store.makeNotices(db, council, post.hook !== null)
  await store.makeEscalations(db, council, answerMinutes)
  for (;;) {
    const claimed = await store.claimNotices(db, council, 20)
    if (claimed.length === 0) return done
    for (const one of claimed) {
      try {
        if (one.channel === 'hook') await post.hook?.({ id: idOf(one), what: one.what, at: one.made_at })
        else if (one.email !== null) await post.mail?.(letterOf(one, one.email, address))
        await store.markSent(db, council, one)
        done.sent++
      } catch (error) {
        await store.markFailed(db, council, one, firstLine(error))
        done.failed++
      }
    }
  }
}

const firstLine = (error: unknown): string =>
  ((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '').slice(0, 200)
