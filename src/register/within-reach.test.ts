import { describe, expect, test, vi } from 'vitest'
import { aChild, testRegister } from '../../test/support/register.ts'
import {
  type Action,
  decide,
  type Permit,
  type Person,
  reach,
  type Standing,
  type Vault,
} from '../access/index.ts'
import { asOwner, newId } from '../database/index.ts'
import { day, type Id, must } from '../plain/index.ts'
import type { KindName } from '../standard/index.ts'
import { type Change, describeChildren, findChildren, formSource, openRecord, record, said } from './index.ts'

/** What the register itself holds back, read as the register, which sees every child: no policy stands behind it here. */
const register = await testRegister()
const { db, council } = register
const today = day('2026-03-02')
const somebody = (role: Person['role']): Person => ({ ...register.person(role), team: null })
const duty = somebody('duty')
const coordinator = somebody('missing-coordinator')
const manager = somebody('manager')

let made = 0
/** A child in no team, whom a duty worker may find and not open. */
async function child(forename = `Forename${++made}`): Promise<Id> {
  const id = await aChild(register, `W-${++made}`, [
    said('name', 'usual', { sealed: { forename, surname: 'Invented' } }),
    said('episode', 'V2', { from: day('2025-06-01') }),
    said('placement', 'U4', { from: day('2025-06-01'), sealed: { address: '9 Invented Row' } }),
    said('note', '', { from: day('2025-08-01'), until: day('2025-08-01'), sealed: { text: 'Invented' } }),
    said('missing', 'M', { from: day('2025-09-02'), until: day('2025-09-05') }),
  ])
  const change = 'update child set team = null, desk_until = null where id = $1'
  await asOwner(register.owner, (client) => client.query(change, [id]))
  return id
}

const standing = (id: Id, more: Partial<Standing> = {}): Standing => ({
  council: council.id,
  child: id,
  team: null,
  sensitivity: 'normal',
  onDesk: false,
  written: [],
  ...more,
})
const may = <A extends Action>(person: Person, action: A, about?: Standing): Permit<A> =>
  must(
    decide(person, action, { council: council.id, ...(about === undefined ? {} : { child: about }) }),
    `${person.role} may ${action}`,
  )

/** A vault that says of which compartments something was opened. */
function watched(): { vault: Vault; opened: Set<string> } {
  const opened = new Set<string>()
  const vault = register.vault()
  return {
    opened,
    vault: { ...vault, open: (...what) => (opened.add(what[1]), vault.open(...what)) },
  }
}

const source = await formSource(db, council.id)
const adding = (id: Id, kind: KindName): Change => ({
  does: 'add',
  child: id,
  fact: newId(),
  about: null,
  said: said(kind, kind === 'placement' ? 'U4' : kind === 'missing' ? 'M' : '', {
    from: day('2026-02-01'),
    until: day('2026-02-01'),
  }),
  source,
})
const writing = (permit: Permit, ...changes: Change[]) =>
  record(db, { permit, vault: register.vault(), changes })

describe('a permit about one child', async () => {
  const [mine, other] = [await child(), await child()]

  test('writes about no other', async () => {
    const permit = may(coordinator, 'record an entry', standing(mine))
    await expect(writing(permit, adding(other, 'placement'))).rejects.toThrow('about another child')
    await expect(writing(permit, adding(mine, 'note'), adding(other, 'note'))).rejects.toThrow(
      'another child',
    )
    expect((await writing(permit, adding(mine, 'note'))).ok).toBe(true)
  })

  test('opens no other', async () => {
    const permit = may(coordinator, 'open a child', standing(mine))
    await expect(openRecord(db, permit, register.vault(), other)).rejects.toThrow('about another child')
    expect((await openRecord(db, permit, register.vault(), mine))?.child).toBe(mine)
  })

  test('writes, and withdraws, nothing of a compartment that it does not reach', async () => {
    const permit = may(duty, 'report missing', standing(mine))
    await expect(writing(permit, adding(mine, 'placement'))).rejects.toThrow('does not reach location')
    const withdrawing: Change = {
      does: 'withdraw',
      child: mine,
      fact: newId(),
      entry: newId(),
      kind: 'document',
      reason: 'wrong child',
      words: '',
    }
    await expect(writing(may(coordinator, 'withdraw an entry', standing(mine)), withdrawing)).rejects.toThrow(
      'does not reach documents',
    )
    expect((await writing(permit, adding(mine, 'missing'))).ok).toBe(true)
  })

  test('to write a note writes notes alone', async () => {
    const permit = may(
      { ...duty, account: newId() },
      'write a note',
      standing(mine, { written: ['broken glass'] }),
    )
    await expect(writing(permit, adding(mine, 'placement'))).rejects.toThrow('notes alone')
    expect((await writing(permit, adding(mine, 'note'))).ok).toBe(true)
  })
})

describe('a record', () => {
  test('is opened as far as the permit reaches: entries, what sources say and what was withdrawn', async () => {
    const id = await child()
    const whole = await openRecord(db, may(manager, 'open a child', standing(id)), register.vault(), id)
    const note = whole?.entries.find((one) => one.kind === 'note')
    if (note === undefined) throw new Error('there is a note')
    await asOwner(register.owner, (client) =>
      client.query(
        `insert into said (council, child, fact, source_kind, part, print, states, source, line)
         select council, child, fact, 'form', 'a test', '\\x01', '{}', source, 1 from entry where child = $1`,
        [id],
      ),
    )
    must(
      await writing(may(manager, 'withdraw an entry', standing(id)), {
        does: 'withdraw',
        child: id,
        fact: note.fact,
        entry: note.id,
        kind: 'note',
        reason: 'wrong child',
        words: 'About somebody else',
      }),
      'withdrawing',
    )
    const { vault, opened } = watched()
    const part = await openRecord(db, may(duty, 'report missing', standing(id)), vault, id)
    expect([...new Set(part?.entries.map((one) => one.kind))].sort()).toEqual([
      'missing',
      'name',
      'person',
      'reference',
    ])
    const facts = new Set(part?.entries.map((one) => one.fact))
    expect([...(part?.saidBy.keys() ?? [])].filter((fact) => !facts.has(fact))).toEqual([])
    expect(part?.withdrawn.size).toBe(0)
    expect([...opened].filter((one) => one !== 'identity' && one !== 'missing')).toEqual([])
    const full = await openRecord(db, may(manager, 'open a child', standing(id)), register.vault(), id)
    expect(full?.withdrawn.get(note.id)?.words).toBe('About somebody else')
    expect(full?.saidBy.has(note.fact)).toBe(true)
  })

  test('that is only opened holds no address', async () => {
    const id = await child()
    const where = async (action: 'open a child' | 'see an address') =>
      (await openRecord(db, may(manager, action, standing(id)), register.vault(), id))?.entries.find(
        (one) => one.kind === 'placement',
      )?.sealed
    expect(await where('open a child')).toEqual({})
    expect(await where('see an address')).toEqual({ address: '9 Invented Row' })
  })
})

describe('a search', async () => {
  const id = await child('Zephyrine')
  const hidden = await child('Zephyrine')
  await asOwner(register.owner, (client) =>
    client.query("update child set sensitivity = 'restricted' where id = $1", [hidden]),
  )
  const looks = (person: Person, text: string, vault = register.vault()) =>
    findChildren(
      db,
      may(person, 'find a child'),
      vault,
      { text, filter: null, among: null, from: 0, size: 50 },
      today,
    )

  test('by two letters and more finds, for somebody on duty, by name alone', async () => {
    const { vault, opened } = watched()
    const { total, found } = await looks(duty, 'zephy', vault)
    expect([total, found.map((one) => [one.seen, one.child])]).toEqual([1, [['by name', id]]])
    expect([...opened].filter((one) => one !== 'identity' && one !== 'missing')).toEqual([])
    expect(vault.unwrapped()).not.toContain(hidden)
    for (const short of ['', 'z']) expect(await looks(duty, short)).toEqual({ total: 0, found: [] })
  })

  test('finds only who is called so, and whole for somebody who may open the record', async () => {
    const { total, found } = await looks(manager, 'zephyrine')
    expect([total, found.map((one) => [one.seen, one.child])]).toEqual([1, [['whole', id]]])
  })

  test('finds nobody for a role that reaches of them no identity', async () => {
    const onDuty = reach.duty ?? {}
    const less = vi.spyOn(onDuty, 'on duty', 'get').mockReturnValue(['missing'])
    try {
      expect(await looks(duty, 'zephyrine')).toEqual({ total: 0, found: [] })
    } finally {
      less.mockRestore()
    }
    expect((await looks(duty, 'zephyrine')).total).toBe(1)
  })

  test('a desk describes those whose record its reader may open', async () => {
    const described = async (person: Person) =>
      (
        await describeChildren(db, may(person, 'see who is missing'), register.vault(), [id, hidden], today)
      ).map((one) => one.child)
    expect(await described(duty)).toEqual([])
    expect(await described(manager)).toEqual([id])
  })
})
