import { describe, expect, test } from 'vitest'
import { goodPassword, peopleOf } from '../../../test/support/people.ts'
import { testRegister } from '../../../test/support/register.ts'
import { must } from '../../plain/index.ts'
import { sessionMark, sessionOf, signIn } from './sign-in.ts'
import { endOtherSittings, endSitting, signOutEverywhere, sittings } from './sittings.ts'

const register = await testRegister()
const { db, keys } = register
const council = register.council.id
const { colleague, manage, own } = peopleOf(register)

/** Somebody who is signed in at three places. */
async function threefold() {
  const { id, email, session } = await colleague('duty')
  const signedIn = async () => must(await signIn(db, keys, council, email, goodPassword), 'signed in')
  const person = (await sessionOf(db, council, session))?.person ?? register.person('duty')
  return { id, person, here: session, there: await signedIn(), phone: await signedIn() }
}
const alive = async (token: string) => (await sessionOf(db, council, token)) !== null

describe('where somebody is signed in', () => {
  test('is listed, with this one marked, and by marks that open nothing', async () => {
    const { person, here, there, phone } = await threefold()
    const list = await sittings(db, person, here)
    expect(list.map((one) => one.mark).sort()).toEqual([here, there, phone].map(sessionMark).sort())
    expect(list.filter((one) => one.here).map((one) => one.mark)).toEqual([sessionMark(here)])
    for (const one of list) expect(await alive(one.mark)).toBe(false)
  })

  test('leaves out what has ended by itself', async () => {
    const { id, person, here } = await threefold()
    await own("update session set seen_at = seen_at - interval '20 minutes' where account = $1", [id])
    expect(await sittings(db, person, here)).toEqual([])
  })

  test('opens nothing any more when somebody has left, ended or not', async () => {
    const { id, here } = await threefold()
    expect(await alive(here)).toBe(true)
    await own('update account set left_at = clock_timestamp() where id = $1', [id])
    expect(await alive(here)).toBe(false)
  })

  test('can be ended one by one, or all others at once, and stands in the trail', async () => {
    const { id, person, here, there, phone } = await threefold()
    expect(await endSitting(db, person, sessionMark(there))).toBe(1)
    expect([await alive(here), await alive(there), await alive(phone)]).toEqual([true, false, true])
    expect(await endOtherSittings(db, person, here)).toBe(1)
    expect([await alive(here), await alive(phone)]).toEqual([true, false])
    expect(await endOtherSittings(db, person, here)).toBe(0)
    const acts = await own(
      "select action from trace where actor = $1 and action like 'ended%' order by seq",
      [id],
    )
    expect(acts.map((row) => row['action'])).toEqual(['ended a sitting', 'ended all other sittings'])
  })

  test('is nobody else’s to end', async () => {
    const [one, other] = [await threefold(), await threefold()]
    expect(await endSitting(db, other.person, sessionMark(one.here))).toBe(0)
    expect(await alive(one.here)).toBe(true)
  })

  test('but an administrator’s, everywhere at once', async () => {
    const { id, here, there, phone } = await threefold()
    const bystander = await threefold()
    await signOutEverywhere(db, manage(), id)
    for (const token of [here, there, phone]) expect(await alive(token)).toBe(false)
    expect(await alive(bystander.here)).toBe(true)
  })
})
