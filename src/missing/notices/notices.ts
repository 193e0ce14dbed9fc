import { checkPermit, type Permit } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import { addSeconds, type Instant } from '../../plain/index.ts'
import { clockSeconds } from '../clocks.ts'
import type { DeskMemory } from '../desk-memory.ts'
import { deskForNotices } from '../desk.ts'
import { lastSpell } from '../occurrence.ts'
import { clockSettingsAt } from '../settings.ts'
import * as store from './store.ts'

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
const words: Record<store.NoticeKey['what'], { subject: string; says: string; at?: string }> = {
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
    says: 'Somebody was reported missing and nobody who was told has looked. Open Turnstone now: the first page says whom to ring.',
  },
  linked: {
    subject: 'Turnstone: two teams should talk',
    says: 'A phone, account or person was written down that reached another child before. Open Turnstone: it says which team to ring.',
    at: '/network',
  },
  'check-in': {
    subject: 'Turnstone: a check-in is due',
    says: 'Somebody was placed lately whom you work with. Look whether they are there and well, and write it down in Turnstone.',
    at: '/',
  },
  'check-in-late': {
    subject: 'Turnstone: a check-in is late',
    says: 'Somebody was placed lately, and nobody has written down that they are there. Look now; if nobody can reach them, report them missing in Turnstone.',
    at: '/',
  },
  'police-late': {
    subject: 'Turnstone: the missing desk is over time',
    says: 'Somebody is missing, and nobody has written down that the police were told. Tell them, then open Turnstone.',
  },
  'interview-soon': {
    subject: 'Turnstone: something is soon due on the missing desk',
    says: 'Somebody is back, and the return interview is not written down yet. Open Turnstone.',
  },
}

/** One and the same for a person and occasion, so that mail systems drop a second copy. */
const idOf = (key: store.NoticeKey): string => `${key.what}.${key.fact}.${key.account}`

export const letterOf = (key: store.NoticeKey, to: string, address: string): Letter => ({
  id: idOf(key),
  to,
  subject: words[key.what].subject,
  text: `${words[key.what].says}\n\n${address}${words[key.what].at ?? '/missing'}\n\nThis message names nobody on purpose. Do not answer it.\n`,
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
  at: Instant,
): Promise<{ sent: number; failed: number }> {
  const done = { sent: 0, failed: 0 }
  if (post.mail === null && post.hook === null) return done
  await store.makeNotices(db, council, post.hook !== null)
  const clocks = await clockSettingsAt(db, council, at)
  if (clocks['answer-notice'].on)
    await store.makeEscalations(db, council, clockSeconds('answer-notice', clocks))
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

/**
 * Makes a notice of each clock that is about to run out, or has while nothing was written down. The desk is computed,
 * so this is done every minute and not with each sending.
 */
export async function remind(
  db: Db,
  council: number,
  post: Post,
  at: Instant,
  memory: DeskMemory,
): Promise<void> {
  if (post.mail === null && post.hook === null) return
  const clocks = await clockSettingsAt(db, council, at)
  const { cases, interviews } = await deskForNotices(db, council, at, { clocks, memory })
  // Whoever is reminded a day late of something years old learns not to read reminders.
  const fresh = (dueAt: Instant) => dueAt > addSeconds(at, -7 * 24 * 3600)
  const late = clockSeconds('police-late', clocks)
  const soon = clockSeconds('interview-soon', clocks)
  await store.makeLate(
    db,
    council,
    [
      ...cases.flatMap(({ child, occurrence, due }) =>
        clocks['police-late'].on &&
        due.some(
          (one) =>
            one.clock === 'tell-police' &&
            one.doneAt === null &&
            addSeconds(one.dueAt, late) <= at &&
            fresh(one.dueAt),
        )
          ? [{ what: 'police-late' as const, fact: lastSpell(occurrence).fact, child }]
          : [],
      ),
      ...interviews.flatMap(({ child, fact, dueAt }) =>
        clocks['interview-soon'].on && addSeconds(dueAt, -soon) <= at && fresh(dueAt)
          ? [{ what: 'interview-soon' as const, fact, child }]
          : [],
      ),
    ],
    post.hook !== null,
  )
}

/** Makes a notice for everybody who is to be told, once for each; `sendNotices` sends it. Where no notice leaves, nobody is asked for. */
export async function notify(
  db: Db,
  council: number,
  post: Post,
  what: store.NoticeKey['what'],
  told: () => Promise<Parameters<typeof store.makeFor>[3]>,
): Promise<void> {
  if (post.mail === null && post.hook === null) return
  await store.makeFor(db, council, what, await told(), post.hook !== null)
}

/** After how long a notice that is not taken is something to tell people of. */
const longMinutes = 10

/** Notices that nobody gets, for the first page of those who wait for them: the mail system may be down. */
export const noticesWaiting = (db: Db, permit: Permit<'see who is missing'>) =>
  store.waitingLong(db, checkPermit(permit, 'see who is missing').person.council, longMinutes)

const firstLine = (error: unknown): string =>
  ((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '').slice(0, 200)
