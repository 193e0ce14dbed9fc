import type { Db } from '../../database/index.ts'
import { ok, type Outcome, refused } from '../../plain/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Person } from '../need-to-know/index.ts'
import { note } from '../trail/index.ts'
import { hashPassword, passwordProblem } from './password.ts'
import { beginSession, checkSignIn } from './sign-in.ts'
import * as store from './store.ts'

export type PasswordProblem = { field: 'old' | 'fresh'; problem: string }

/**
 * Somebody chooses a new password, showing the old one (ASVS 5.0, 6.2.2 and 6.2.3). Every sitting of theirs ends and
 * one begins anew, so that whoever knew the old password is out.
 *
 * @returns the token of the new sitting
 */
export async function changeOwnPassword(
  db: Db,
  keys: Keys,
  person: Person,
  given: { old: string; fresh: string },
): Promise<Outcome<string, PasswordProblem>> {
  const { council } = person
  const account = person.account === null ? undefined : await store.accountById(db, council, person.account)
  if (account === undefined || account.password === null)
    return refused({ field: 'old', problem: 'You sign in without a password here: there is none to change.' })
  const right = await checkSignIn(db, keys, council, account.email, given.old)
  if (!right.ok)
    return refused({
      field: 'old',
      problem:
        right.problem === 'too many'
          ? 'Too many tries. Wait 15 minutes, or ask your administrator for a new link.'
          : 'This is not your password now.',
    })
  if (given.fresh === given.old)
    return refused({ field: 'fresh', problem: 'This is your password already. Choose another.' })
  const weak = passwordProblem(given.fresh, account)
  if (weak !== null) return refused({ field: 'fresh', problem: weak })
  const password = await hashPassword(given.fresh)
  return db.transaction().execute(async (trx) => {
    await store.updateAccount(trx, council, account.id, { password })
    await store.endSessionsOf(trx, council, account.id)
    await note(trx, council, {
      actor: person.actor,
      action: 'chose a new password',
      subject: account.id,
      count: 1,
      digest: '',
    })
    return ok(await beginSession(trx, council, account.id, 'signed in'))
  })
}
