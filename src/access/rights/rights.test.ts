import { describe, expect, test } from 'vitest'
import { aChild, testRegister } from '../../../test/support/register.ts'
import { asOwner, newId } from '../../database/index.ts'
import { day, type Id, must } from '../../plain/index.ts'
import { said } from '../../register/index.ts'
import {
  type Action,
  decide,
  type Permit,
  type Person,
  type Role,
  standingsOf,
} from '../need-to-know/index.ts'
import { breakGlass, emergencies, emergencyRule, review } from './emergency.ts'
import { allocate, restrict } from './giving.ts'
import * as store from './store.ts'
import { agreedTo, ask, asked, settle } from './two-people/index.ts'

/** What holds whoever comes past the pages, which do not offer what is refused here. */
const register = await testRegister()
const { db, council, keys } = register
const today = day('2026-03-02')
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])

async function somebody(role: Role, team: Id | null = null): Promise<Person & { account: Id }> {
  const id = newId()
  await own(
    `insert into account (council, id, name, email, role, team, password) values ($1, $2, 'Invented', $3, $4, $5, 'x')`,
    [council.id, id, `${id}@marram.example`, role, team],
  )
  return { council: council.id, account: id, actor: id, name: 'Invented', role, team }
}

async function permitted<A extends Action>(person: Person, action: A, child?: Id): Promise<Permit<A>> {
  const standings = await standingsOf(db, council.id, person.account, child === undefined ? [] : [child])
  const standing = child === undefined ? undefined : standings.get(child)
  const subject = { council: council.id, ...(standing === undefined ? {} : { child: standing }) }
  return must(decide(person, action, subject), `${person.role} may ${action}`)
}

const opens = async (person: Person, reference: string) =>
  breakGlass(
    db,
    await permitted(person, 'break the glass'),
    register.vault(),
    { reference, reason: 'medical', words: 'Ill' },
    today,
  )

describe('an emergency', () => {
  test('is reviewed by nobody who opened it, on the page, in the list and in the table', async () => {
    const manager = await somebody('manager')
    const child = await aChild(register, 'G-1', [])
    await own('update child set team = $2 where id = $1', [child, register.team])
    expect((await opens(manager, 'G-1')).ok).toBe(true)
    const permit = await permitted(manager, 'review an emergency')
    const [one] = await emergencies(db, permit, register.vault())
    expect(one).toMatchObject({ child, own: true })
    const id = one?.id ?? newId()
    expect(await review(db, permit, register.vault(), id, 'justified')).toEqual({
      ok: false,
      problem: { problem: 'Nobody reviews what they opened themselves. Ask another manager.' },
    })
    expect(await store.reviewEmergency(db, council.id, id, manager.account, 'justified')).toBe(false)
    await expect(
      own(
        "update emergency set reviewed_at = now(), review = 'justified', reviewed_by = account where id = $1",
        [id],
      ),
    ).rejects.toThrow('check constraint')
    const other = await somebody('manager')
    const theirs = await permitted(other, 'review an emergency')
    expect((await review(db, theirs, register.vault(), id, 'justified')).ok).toBe(true)
  })

  test('is listed for those who may open the record in the ordinary way, and for no other manager', async () => {
    await aChild(register, 'G-2', [])
    expect((await opens(await somebody('duty'), 'G-2')).ok).toBe(true)
    const team = newId()
    await own("insert into team (council, id, name) values ($1, $2, 'Another team')", [council.id, team])
    const shownTo = async (manager: Person) =>
      (await emergencies(db, await permitted(manager, 'review an emergency'), register.vault())).length
    expect(await shownTo(await somebody('manager', team))).toBe(0)
    expect(await shownTo(await somebody('manager', register.team))).toBeGreaterThan(0)
  })

  test('opens nothing by a number that two children have', async () => {
    await aChild(register, 'G-3', [])
    await aChild(register, 'G-4', [said('reference', 'police', { sealed: { value: 'G-3' } })])
    const duty = await somebody('duty')
    expect(await opens(duty, 'G-3')).toEqual({ ok: false, problem: { problem: 'nobody has this number' } })
    expect((await opens(duty, 'G-4')).ok).toBe(true)
  })

  test('may be had three times in a shift', async () => {
    const duty = await somebody('duty')
    for (let n = 1; n <= emergencyRule.mostInAShift; n++) {
      await aChild(register, `G-5-${n}`, [])
      expect((await opens(duty, `G-5-${n}`)).ok).toBe(true)
    }
    expect(await opens(duty, 'G-5-1')).toEqual({ ok: false, problem: { problem: 'too many' } })
  })
})

describe('a child', () => {
  test('is given to those who work with children, and to nobody else', async () => {
    const child = await aChild(register, 'A-1', [])
    const manager = await somebody('manager')
    const auditor = await somebody('auditor')
    const worker = await somebody('social-worker')
    const permit = await permitted(manager, 'allocate a child', child)
    const given = (allocated: Id | null, coWorkers: Id[]) =>
      allocate(db, permit, { team: register.team, allocated, coWorkers })
    for (const wrong of [auditor.account, newId()]) {
      expect((await given(wrong, [])).ok).toBe(false)
      expect((await given(null, [wrong])).ok).toBe(false)
    }
    expect(await own('select 1 from standing where child = $1', [child])).toEqual([])
    expect((await given(worker.account, [])).ok).toBe(true)
  })

  test('is closed to those who work with children, two of them or more, and to nobody else', async () => {
    const child = await aChild(register, 'A-2', [])
    const manager = await somebody('manager')
    const permit = await permitted(manager, 'restrict a child', child)
    for (const named of [[], [manager.account], [(await somebody('auditor')).account], [newId()]])
      expect((await restrict(db, permit, named)).ok, named.join()).toBe(false)
    expect(await own('select sensitivity from child where id = $1', [child])).toEqual([
      { sensitivity: 'normal' },
    ])
    expect((await restrict(db, permit, [(await somebody('social-worker')).account])).ok).toBe(true)
  })
})

describe('what two people do', () => {
  const asking = { action: 'save rows as a file', subject: null, details: {}, words: 'A test' } as const
  const openOf = async (person: Person) =>
    (await asked(db, await permitted(person, 'be the second person'), keys)).map((one) => one.id)
  const says = async (person: Person, id: Id, decision: 'agreed' | 'refused' | 'taken back') => {
    const done = await settle(db, await permitted(person, 'be the second person'), id, decision)
    return done.ok ? 'done' : done.problem.problem
  }

  test('is decided by somebody else whose role decides it, and taken back only by whoever asked', async () => {
    const officer = await somebody('data-officer')
    const [ig, duty] = [await somebody('ig-officer'), await somebody('duty')]
    expect(await ask(db, keys, officer, asking)).toEqual({ ok: true, value: 'asked' })
    const [id = newId()] = await openOf(officer)
    expect(await openOf(ig)).toContain(id)
    expect(await openOf(duty)).toEqual([])
    expect(await says(officer, id, 'agreed')).toBe('You asked for this yourself: somebody else decides.')
    expect(await says(officer, id, 'refused')).toBe('You asked for this yourself: somebody else decides.')
    expect(await says(ig, id, 'taken back')).toBe('Only whoever asked takes it back.')
    expect(await says(duty, id, 'agreed')).toBe('This is decided by another role.')
    await expect(
      own(
        "update second_person set decided_at = now(), decision = 'agreed', decided_by = asked_by where id = $1",
        [id],
      ),
    ).rejects.toThrow('check constraint')
    expect(await agreedTo(db, keys, officer, 'save rows as a file')).toBe(false)
    expect(await says(ig, id, 'agreed')).toBe('done')
    // Good for whoever asked, once.
    expect(await agreedTo(db, keys, await somebody('data-officer'), 'save rows as a file')).toBe(false)
    expect(await agreedTo(db, keys, officer, 'save rows as a file')).toBe(true)
    expect(await agreedTo(db, keys, officer, 'save rows as a file')).toBe(false)
  })

  test('is not done by a refusal, nor by an agreement of the day before', async () => {
    const officer = await somebody('data-officer')
    const ig = await somebody('ig-officer')
    for (const [decision, age] of [
      ['refused', '0 hours'],
      ['agreed', '25 hours'],
    ] as const) {
      await ask(db, keys, officer, asking)
      const [id = newId()] = await openOf(officer)
      expect(await says(ig, id, decision)).toBe('done')
      await own('update second_person set decided_at = decided_at - $2::interval where id = $1', [id, age])
      expect(await agreedTo(db, keys, officer, 'save rows as a file'), decision).toBe(false)
    }
  })

  test('a child is erased by two people: the table refuses one', async () => {
    const child = await aChild(register, 'A-3', [])
    const [one, two] = [await somebody('manager'), await somebody('ig-officer')]
    const erases = (asks: Id, agrees: Id) =>
      own(
        `insert into erasure (council, child, at, asked_by, agreed_by, reason, complete_on)
         values ($1, $2, now(), $3, $4, 'order of a court', '2026-04-01')`,
        [council.id, child, asks, agrees],
      )
    await expect(erases(one.account, one.account)).rejects.toThrow('check constraint')
    await expect(erases(one.account, two.account)).resolves.toEqual([])
  })
})
