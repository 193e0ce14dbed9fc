import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { day, type Id } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { nextWorkingDay } from '../../src/access/index.ts'
import { aChild, importing, testRegister } from '../support/register.ts'
import { testSite, type Visitor } from '../support/site.ts'

const register = await testRegister('demonstration')
const { signedInAs } = testSite(register)
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])

const accountOf = async (role: string) =>
  (await own<{ id: Id }>('select id from account where role = $1 order by created_at limit 1', [role]))[0]
    ?.id ?? ''
const teamCalled = async (name: string) =>
  (await own<{ id: Id }>('select id from team where name = $1', [name]))[0]?.id ?? ''

const worker = await signedInAs('social-worker')
const duty = await signedInAs('duty')
const manager = await signedInAs('manager')
const coordinator = await signedInAs('missing-coordinator')
const ig = await signedInAs('ig-officer')
const administrator = await signedInAs('administrator')
const dataOfficer = await signedInAs('data-officer')

let made = 0
/** A child of another team than the social worker's, in care. */
async function elsewhere(number = `R-${++made}`): Promise<Id> {
  const child = await aChild(
    register,
    number,
    [
      said('name', 'usual', { sealed: { forename: `Forename${number}`, surname: 'Elsewhere' } }),
      said('episode', 'V2', { from: day('2026-01-01') }),
      said('note', '', {
        from: day('2026-01-02'),
        until: day('2026-01-02'),
        sealed: { text: `Secret of ${number}` },
      }),
    ],
    day('2012-05-06'),
  )
  await own('update child set team = $1 where id = $2', [await teamCalled('Marsh team'), child])
  return child
}
const opens = async (visitor: Visitor, child: Id) => (await visitor.get(`/children/${child}`)).status === 200

describe('allocating', () => {
  test('whoever is allocated reaches the record at once, and no longer when somebody else is', async () => {
    const child = await elsewhere()
    expect(await opens(worker, child)).toBe(false)
    const marsh = await teamCalled('Marsh team')
    const saved = await manager.send(`/children/${child}/people`, {
      team: marsh,
      allocated: await accountOf('social-worker'),
    })
    expect(saved.at).toContain('done=allocated')
    expect(await opens(worker, child)).toBe(true)
    expect((await manager.get(`/children/${child}`)).html).toContain('Jo Dunlin')
    await manager.send(`/children/${child}/people`, { team: marsh, allocated: '' })
    expect(await opens(worker, child)).toBe(false)
  })

  test('somebody who works with no children cannot be given one', async () => {
    const child = await elsewhere()
    const refused = await manager.send(`/children/${child}/people`, {
      team: '',
      allocated: await accountOf('auditor'),
    })
    expect(refused.status).toBe(422)
    expect(
      await own('select 1 from standing where child = $1 and account = $2', [
        child,
        await accountOf('auditor'),
      ]),
    ).toEqual([])
  })
})

/** The table of the question's answer, which the register counts, for January 2026. */
const numbers = async () => {
  const asked = await dataOfficer.get(
    '/questions/ecpat?from-day=1&from-month=1&from-year=2026&to-day=31&to-month=1&to-year=2026',
  )
  return /<table[\s\S]*?<\/table>/.exec(asked.html)?.[0] ?? ''
}

describe('a restricted record', () => {
  test('exists for the people named alone, is counted as before, and tells them who tried', async () => {
    const child = await elsewhere('R-restricted')
    const before = await numbers()
    expect(before).toMatch(/(all|of) \d+/)
    expect(await opens(coordinator, child)).toBe(true)
    const alone = await manager.send(`/children/${child}/restrict`, {})
    expect(alone.html).toContain('Name at least one more person')
    const done = await manager.send(`/children/${child}/restrict`, {
      named: await accountOf('social-worker'),
    })
    expect(done.html).toContain('The record is restricted')
    expect(await opens(manager, child)).toBe(true)
    expect(await opens(worker, child)).toBe(true)
    expect(await opens(coordinator, child)).toBe(false)
    expect((await coordinator.send('/children', { find: 'R-restricted' })).html).toContain('Nobody found')
    expect((await duty.send('/missing/report', { find: 'R-restricted' })).html).toContain('Nobody is found')
    const today = (await manager.get('/')).html
    expect(today).toContain('Dee Sanderling tried to open or find')
    expect(today).toContain('Wren Okafield tried to open or find')
    expect((await coordinator.get('/')).html).not.toContain('tried to open')
    expect(await numbers()).toBe(before)
  })

  test('is lifted by two people, and never by one', async () => {
    const child = await elsewhere()
    await manager.send(`/children/${child}/restrict`, { named: await accountOf('social-worker') })
    const asked = await manager.send(`/children/${child}/restrict`, { why: 'The threat is over' })
    expect(asked.html).toContain('It waits for a second person')
    // Whoever was named is still ticked: saving the list again must not take them off.
    expect(asked.html).toMatch(new RegExp(`value="${await accountOf('social-worker')}" checked`))
    expect(await opens(coordinator, child)).toBe(false)
    const mine = (await manager.get('/agreements')).html
    expect(mine).toContain('You asked')
    expect(mine).not.toContain('>Agree<')
    const theirs = await ig.get('/agreements')
    expect(theirs.html).toContain('The threat is over')
    expect(theirs.html).not.toContain('Elsewhere')
    await ig.send('/agreements', { decision: 'agreed' })
    expect(await opens(coordinator, child)).toBe(true)
    expect(
      await own("select 1 from standing where child = $1 and relation = 'named' and until_at is null", [
        child,
      ]),
    ).toEqual([])
  })

  test('of a child who is missing goes to every manager when nobody named looks for 15 minutes', async () => {
    const child = await elsewhere('R-gone')
    await manager.send(`/children/${child}/restrict`, { named: await accountOf('social-worker') })
    await worker.send(`/children/${child}/missing`, {
      code: 'M',
      'seen-day': '2',
      'seen-month': '2',
      'seen-year': '2026',
      police: 'no',
    })
    const [missing] = await own<{ n: string }>(
      'select count(*) as n from entry where child = $1 and kind = 12',
      [child],
    )
    expect(missing?.n).toBe('1')
    // The people named looked when they reported it; a report by somebody else would leave their looks before it.
    await own("set session_replication_role = replica; delete from trace where child = '" + child + "'")
    await own(
      "set session_replication_role = replica; update entry set known_from = known_from - interval '16 minutes' where child = '" +
        child +
        "'",
    )
    const today = (await manager.get('/')).html
    expect(today).toContain('A child is missing, and nobody has answered')
    expect(today).toContain('number R-gone')
    await worker.get(`/children/${child}`)
    expect((await manager.get('/')).html).not.toContain('number R-gone')
  })
})

describe('in an emergency', () => {
  const emergency = (reference: string) => ({
    reference,
    reason: 'police asking',
    words: 'Two officers at the door',
  })

  test('a duty worker opens one record by its exact number, reads it, adds a note, and can do nothing else', async () => {
    const child = await elsewhere('E-1')
    expect(await opens(duty, child)).toBe(false)
    const opened = await duty.send('/emergency', emergency('E-1'))
    expect(opened.at).toBe(`/children/${child}?done=emergency`)
    expect(opened.html).toContain('Secret of E-1')
    const note = { text: 'Safe with the officers', 'on-day': '2', 'on-month': '2', 'on-year': '2026' }
    expect((await duty.send(`/children/${child}/note`, note)).at).toContain('done=recorded')
    const [fact] = await own<{ fact: Id }>('select fact from entry where child = $1 and kind = 6', [child])
    for (const path of [
      'placement',
      'trafficking',
      `entries/${fact?.fact ?? ''}/correct`,
      `entries/${fact?.fact ?? ''}/withdraw`,
    ])
      expect((await duty.get(`/children/${child}/${path}`)).status, path).toBe(404)
  })

  test('a record with nothing in its chronology yet is opened, and reviewed, all the same', async () => {
    const child = await aChild(register, 'E-0', [])
    await own('update child set team = $1 where id = $2', [await teamCalled('Marsh team'), child])
    await duty.send('/emergency', { ...emergency('E-0'), words: 'Nothing was known' })
    expect((await manager.get('/emergencies')).html).toContain('Nothing was known')
    await own("update emergency set at = at - interval '13 hours' where child = $1", [child])
  })

  test('it ends after two hours', async () => {
    const child = await elsewhere('E-2')
    await duty.send('/emergency', emergency('E-2'))
    expect(await opens(duty, child)).toBe(true)
    await own(
      "update standing set from_at = from_at - interval '121 minutes', until_at = until_at - interval '121 minutes' where child = $1 and relation = 'broken glass'",
      [child],
    )
    expect(await opens(duty, child)).toBe(false)
  })

  test('a number that nobody has, part of one and a name are refused in the same words', async () => {
    await elsewhere('E-3')
    const said = async (reference: string) => {
      const page = await duty.send('/emergency', emergency(reference))
      expect(page.status).toBe(422)
      return /error-summary__list.*?<\/ul>/s.exec(page.html)?.[0]
    }
    const unknown = await said('NOBODY-1')
    expect(unknown).toContain('No record has exactly this number')
    expect(await said('E-')).toBe(unknown)
    expect(await said('ForenameE-3')).toBe(unknown)
  })

  test('a fourth in one shift is refused', async () => {
    await elsewhere('E-4')
    const child = await elsewhere('E-5')
    await duty.send('/emergency', emergency('E-4'))
    const fourth = await duty.send('/emergency', emergency('E-5'))
    expect(fourth.html).toContain('You have opened 3 records in this shift')
    expect(await opens(duty, child)).toBe(false)
  })

  test('every one is reviewed by a manager, by the next working day, and never by whoever opened it', async () => {
    expect((await manager.get('/')).html).toContain('opened in an emergency: review it')
    const list = await manager.get('/emergencies')
    expect(list.html).toContain('Two officers at the door')
    expect(list.html).toContain('Wren Okafield')
    const before = await own('select 1 from emergency where reviewed_at is null')
    await manager.send('/emergencies', { finding: 'justified' })
    expect((await own('select 1 from emergency where reviewed_at is null')).length).toBe(before.length - 1)
    const child = await elsewhere('E-6')
    await own("update child set sensitivity = 'restricted' where id = $1", [child])
    await manager.send('/emergency', emergency('E-6'))
    expect(await opens(manager, child)).toBe(true)
    expect((await duty.get('/emergencies')).status).toBe(403)
    // A Friday's review is due on Monday; 23 November 2026 is a Monday.
    expect(nextWorkingDay(day('2026-11-20'))).toBe('2026-11-23')
    expect(nextWorkingDay(day('2026-11-23'))).toBe('2026-11-24')
  })
})

describe('what needs two people', () => {
  test('a role is given when a second person agrees, and not before', async () => {
    const auditor = await accountOf('auditor')
    const asked = await administrator.send(
      `/people/${auditor}`,
      { role: 'manager', team: '', left: 'here' },
      { form: 0 },
    )
    expect(asked.html).toContain('The role waits for a second person')
    const role = async () =>
      (await own<{ role: string }>('select role from account where id = $1', [auditor]))[0]?.role
    expect(await role()).toBe('auditor')
    expect((await administrator.get('/agreements')).html).toContain('You asked')
    expect((await manager.get('/agreements')).html).not.toContain('becomes: Manager')
    expect((await ig.get('/agreements')).html).toContain('Sam Knott becomes: Manager')
    await ig.send('/agreements', { decision: 'agreed' })
    expect(await role()).toBe('manager')
  })

  test('somebody new gets no link until the role is agreed to', async () => {
    await administrator.send('/people/new', {
      name: 'New Person',
      email: 'new@marram.example',
      role: 'duty',
      team: '',
    })
    const [account] = await own<{ id: Id }>("select id from account where email = 'new@marram.example'")
    const path = `/people/${account?.id ?? ''}`
    expect((await administrator.send(path, {}, { form: 1 })).html).toContain('until then there is no link')
    await ig.send('/agreements', { decision: 'agreed' })
    expect((await administrator.send(path, {}, { form: 1 })).html).toContain('/invitation/')
  })

  test('whoever takes back what they asked for somebody new does not give the role alone', async () => {
    await administrator.send('/people/new', {
      name: 'Newer Person',
      email: 'newer@marram.example',
      role: 'manager',
      team: '',
    })
    const [account] = await own<{ id: Id }>("select id from account where email = 'newer@marram.example'")
    const path = `/people/${account?.id ?? ''}`
    await administrator.send('/agreements', { decision: 'taken back' })
    expect((await administrator.send(path, {}, { form: 1 })).html).toContain('until then there is no link')
    // Nor by asking for another role afterwards, and taking that back.
    await administrator.send(path, { role: 'duty', team: '', left: 'here' }, { form: 0 })
    await administrator.send('/agreements', { decision: 'taken back' })
    expect((await administrator.send(path, {}, { form: 1 })).html).toContain('until then there is no link')
    await administrator.send(path, { role: 'duty', team: '', left: 'here' }, { form: 0 })
    await ig.send('/agreements', { decision: 'agreed' })
    expect((await administrator.send(path, {}, { form: 1 })).html).toContain('/invitation/')
  })

  test('whoever has a role already gets a new link after a change of it was taken back', async () => {
    const path = `/people/${await accountOf('duty')}`
    await administrator.send(path, { role: 'manager', team: '', left: 'here' }, { form: 0 })
    await administrator.send('/agreements', { decision: 'taken back' })
    expect((await administrator.send(path, {}, { form: 1 })).html).toContain('/invitation/')
  })

  test('rows set aside leave as a file once, after a second person agreed', async () => {
    await importing(register, {
      'header.csv': 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nBAD-1,1,31/02/2009,BAFR,UN2,,\n',
    })
    expect((await dataOfficer.get('/worklist/rows.csv')).at).toBe('/worklist/save')
    await dataOfficer.send('/worklist/save', { why: 'For the case system’s clerk' })
    expect((await dataOfficer.get('/worklist/rows.csv')).at).toBe('/worklist/save')
    await ig.send('/agreements', { decision: 'agreed' })
    const file = await dataOfficer.get('/worklist/rows.csv')
    expect(file.html).toContain('BAD-1')
    expect((await dataOfficer.get('/worklist/rows.csv')).at).toBe('/worklist/save')
  })

  test('a child is erased when the information-governance officer agrees, and never by the manager alone', async () => {
    const child = await elsewhere('R-erase')
    const path = `/children/${child}/erase`
    const why = { reason: 'never in our care', words: 'Decision of the panel, reference P-12' }
    const wrong = await manager.send(path, why)
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('Check that it is this child')
    const asked = await manager.send(path, { ...why, sure: 'yes' })
    expect(asked.html).toContain('Nothing is erased yet')
    expect((await manager.get(`/children/${child}`)).html).toContain('ForenameR-erase')
    expect((await manager.send('/agreements', { decision: 'agreed' })).html).toContain(
      'somebody else decides',
    )
    const theirs = (await ig.get('/agreements')).html
    expect(theirs).toContain('Decision of the panel, reference P-12')
    expect(theirs).not.toContain('R-erase')
    await ig.send('/agreements', { decision: 'agreed' })
    const after = (await manager.get(`/children/${child}`)).html
    expect(after).not.toContain('ForenameR-erase')
    expect(after).not.toContain('Secret of')
    const list = await ig.get('/erasures')
    expect(list.html).toContain('never this council’s child')
    expect(list.html).toContain('Complete on')
    const certificate = await ig.send('/erasures', { erased: child })
    expect(certificate.html).toContain('CERTIFICATE OF ERASURE')
    expect(certificate.html).toContain(child)
    // The name and the number, the note and the episode were sealed or printed; none of it is left.
    const [left] = await own<{ n: string }>(
      'select count(*) as n from entry where child = $1 and (sealed is not null or lookup is not null)',
      [child],
    )
    expect(Number(left?.n)).toBe(0)
    expect(await own('select 1 from record_key where child = $1', [child])).toEqual([])
  })

  test('a child is not erased where nobody could be the second person', async () => {
    const child = await elsewhere('R-stays')
    await own("update account set left_at = clock_timestamp() where role = 'ig-officer'")
    try {
      const refused = await manager.send(`/children/${child}/erase`, {
        reason: 'never in our care',
        words: 'Decision of the panel',
        sure: 'yes',
      })
      expect(refused.status).toBe(422)
      expect(refused.html).toContain('Nobody could be the second person')
      expect((await manager.get(`/children/${child}`)).html).toContain('ForenameR-stays')
    } finally {
      await own("update account set left_at = null where role = 'ig-officer'")
    }
  })
})
