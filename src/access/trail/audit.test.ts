import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { aChild, importing, testRegister, type TestRegister } from '../../../test/support/register.ts'
import { asOwner, newId } from '../../database/index.ts'
import { day, must } from '../../plain/index.ts'
import { type Change, formSource, openRecord, record, said } from '../../register/index.ts'
import { note } from './audit.ts'
import { openVault } from '../keys/index.ts'

type Row = { seq: number; at: string; body: Buffer; hash: Buffer }

const own = (register: TestRegister, what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query<Record<string, unknown>>(what, values)).rows)

const trail = async (register: TestRegister, shard = 0) =>
  (await own(
    register,
    `select seq::int, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, body, hash
       from audit where council = 1 and shard = $1 order by seq`,
    [shard],
  )) as Row[]

/** The parts of a body, read by its description: a version byte, then each part as four bytes of length and bytes. */
function partsOf(body: Buffer): string[] {
  expect(body[0]).toBe(2)
  const parts: string[] = []
  for (let at = 1; at < body.length;) {
    const length = body.readUInt32BE(at)
    parts.push(body.subarray(at + 4, at + 4 + length).toString('utf8'))
    at += 4 + length
  }
  return parts
}

/**
 * The chain computed again, by its definition alone (SHA-256 of the hash before and the body): the number of the
 * first row that does not follow, or null. The head says where the chain ends.
 */
async function firstBroken(register: TestRegister, shard = 0): Promise<number | null> {
  const rows = await trail(register, shard)
  const [head] = await own(register, 'select seq::int, hash from head where council = 1 and shard = $1', [
    shard,
  ])
  let before = Buffer.alloc(0)
  for (const [i, row] of rows.entries()) {
    const [council, inShard, seq, at] = partsOf(row.body)
    const hash = createHash('sha256').update(before).update(row.body).digest()
    const follows =
      row.seq === i + 1 &&
      council === '1' &&
      inShard === String(shard) &&
      seq === String(row.seq) &&
      at === row.at &&
      hash.equals(row.hash)
    if (!follows) return i + 1
    before = hash
  }
  return head?.['seq'] === rows.length && before.equals(head['hash'] as Buffer) ? null : rows.length + 1
}

const register = await testRegister()
const { db } = register
const name = (first: string) => said('name', '', { sealed: { first, last: 'Marsh' } })

/** Writes a note about a child, as a form would. */
async function writeNote(child: Parameters<typeof register.permit>[2], words: string) {
  if (child === undefined) throw new Error('a note is about a child')
  const change: Change = {
    does: 'add',
    child,
    fact: newId(),
    about: null,
    source: await formSource(db, 1),
    said: said('note', '', { from: day('2026-01-01'), until: day('2026-01-01'), sealed: { words } }),
  }
  return record(db, {
    permit: register.permit('social-worker', 'record an entry', child),
    vault: register.vault(),
    changes: [change],
  })
}

describe('the trail', () => {
  test('gets exactly one row for each recording, with who, what, about whom, how many and a digest', async () => {
    const before = (await trail(register)).length
    const child = await aChild(register, 'T-1', [name('Thi')])
    const rows = await trail(register)
    expect(rows).toHaveLength(before + 1)
    const parts = partsOf(rows.at(-1)?.body ?? Buffer.alloc(1))
    // council, shard, seq, at, actor, action, subject, count, digest. A number, a person and a name: three entries.
    expect(parts.slice(4, 8)).toEqual(['test:social-worker', 'add a child', child, '3'])
    expect(parts[8]).toMatch(/^[0-9a-f]{64}$/)

    await writeNote(child, 'Seen at school')
    expect(await trail(register)).toHaveLength(before + 2)
  })

  test('gets one row for a whole import too', async () => {
    const before = (await trail(register)).length
    const lines = Array.from({ length: 40 }, (_, i) => `I${i},1,01/01/2010,BAFR,UN2,,\n`).join('')
    const done = await importing(register, {
      'header.csv': `CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n${lines}`,
    })
    expect(done.added).toBe(40)
    const rows = await trail(register)
    expect(rows).toHaveLength(before + 1)
    expect(partsOf(rows.at(-1)?.body ?? Buffer.alloc(1)).slice(4, 7)).toEqual([
      'test:data-officer',
      'import files',
      '',
    ])
  })

  test('gets none for a recording that was refused, and the next number has no gap', async () => {
    const child = await aChild(register, 'T-2', [name('Linh')])
    const before = (await trail(register)).length
    const again = aChild(register, 'T-2', [name('Mai')])
    await expect(again).rejects.toThrow('number taken')
    expect(await trail(register)).toHaveLength(before)
    await writeNote(child, 'Called')
    expect((await trail(register)).at(-1)?.seq).toBe(before + 1)
  })

  test('gets one row for the same request sent twice', async () => {
    const child = await aChild(register, 'T-3', [])
    const before = (await trail(register)).length
    const change: Change = {
      does: 'add',
      child,
      fact: newId(),
      about: null,
      source: await formSource(db, 1),
      said: name('Kim'),
    }
    const permit = register.permit('social-worker', 'record an entry', child)
    const send = () =>
      record(db, { permit, vault: register.vault(), changes: [change], once: { key: 'k1', body: 'Kim' } })
    const first = must(await send(), 'first')
    const second = must(await send(), 'second')
    expect(second).toEqual({ ...first, again: true })
    expect(await trail(register)).toHaveLength(before + 1)
  })

  test('has another digest for another text, though the digest tells nothing of it', async () => {
    const child = await aChild(register, 'T-4', [])
    must(await writeNote(child, 'One'), 'noted')
    must(await writeNote(child, 'Two'), 'noted')
    const [one, two] = (await trail(register)).slice(-2).map((row) => partsOf(row.body)[8])
    expect(one).not.toBe(two)
  })

  test('verifies from its first row, in both shards', async () => {
    await note(db, 1, { actor: 'nobody', action: 'sign-in refused', subject: '', count: 0, digest: '' })
    expect((await trail(register, 1)).length).toBeGreaterThan(0)
    expect(await firstBroken(register, 0)).toBeNull()
    expect(await firstBroken(register, 1)).toBeNull()
  })

  test('verifies after eight writers at once', async () => {
    const children = await Promise.all(
      Array.from({ length: 8 }, (_, i) => aChild(register, `P-${i}`, [name(`Name${i}`)])),
    )
    await Promise.all(children.flatMap((child) => [writeNote(child, 'a'), writeNote(child, 'b')]))
    expect(await firstBroken(register)).toBeNull()
  })

  test('bodies cannot be told apart wrongly: every part stands with its length', async () => {
    await note(db, 1, { actor: 'a', action: 'bc', subject: '', count: 0, digest: '' })
    await note(db, 1, { actor: 'ab', action: 'c', subject: '', count: 0, digest: '' })
    const [one, two] = (await trail(register, 1)).slice(-2).map((row) => partsOf(row.body).slice(4))
    // Session, request, page, outcome, reason; then how many children: none.
    const rest = ['', '', '', 'done', '', '\0\0\0\0']
    expect(one).toEqual(['a', 'bc', '', '0', '', ...rest])
    expect(two).toEqual(['ab', 'c', '', '0', '', ...rest])
  })

  test('holds no name and no number of any child, and no word of what was written', async () => {
    const child = await aChild(register, 'Zebra-77', [
      name('Quincella'),
      said('reference', 'home-office', { sealed: { value: 'M7654321' } }),
    ])
    must(await writeNote(child, 'Wandered off near Folkestone'), 'noted')
    must(
      await record(db, {
        permit: register.permit('social-worker', 'record an entry', child),
        vault: openVault(register.keys, 1),
        changes: [],
        once: { key: 'Folkestone', body: 'x' },
      }),
      'nothing',
    )
    await importing(register, {
      'header.csv': 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nZebra-78,1,03/02/2011,BAFR,A123456789012,,\n',
    })
    const opened = await openRecord(
      db,
      register.permit('social-worker', 'open a child', child),
      register.vault(),
      child,
    )
    expect(opened?.entries.length).toBeGreaterThan(3)
    const rows = await own(register, 'select audit::text as row, body from audit')
    const text = rows
      .map((row) => `${String(row['row'])}\n${(row['body'] as Buffer).toString('latin1')}`)
      .join('\n')
    for (const secret of [
      'Zebra',
      'Quincella',
      'Marsh',
      'M7654321',
      'Folkestone',
      'A123456789012',
      '2011-02-03',
    ]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })
})

describe('the trail, guarded', () => {
  test('the application may neither change, remove nor write a row by hand', async () => {
    for (const statement of [
      sql`update audit set body = '\\x00'`,
      sql`delete from audit`,
      sql`truncate audit`,
      sql`insert into audit (council, shard, seq, at, body, hash) values (1, 0, 9999, now(), '\\x01', '\\x01')`,
      sql`update head set seq = seq + 1`,
    ]) {
      await expect(statement.execute(db)).rejects.toThrow(/permission denied/)
    }
  })

  test('the owner of the database may not by accident', async () => {
    for (const statement of ["update audit set body = '\\x00'", 'delete from audit', 'truncate audit']) {
      await expect(own(register, statement)).rejects.toThrow('a row of audit is never changed or removed')
    }
  })

  test('a row is appended only by the transaction that holds the head', async () => {
    await expect(
      sql`select chain(1::smallint, 0::smallint, 1::bigint, now(), array['\\x01'::bytea], array['\\x01'::bytea], '[]', false)`.execute(
        db,
      ),
    ).rejects.toThrow('the head of council 1 has moved')
  })
})

describe('with the triggers switched off by the owner, recomputing the chain sees', () => {
  const swap = (a: number, b: number) =>
    `update audit set seq = case seq when ${a} then -${b} else -${a} end where shard = 0 and seq in (${a}, ${b}); update audit set seq = -seq where seq < 0`
  test.each([
    [
      'a body edited',
      `update audit set body = set_byte(body, length(body) - 1, get_byte(body, length(body) - 1) # 1) where shard = 0 and seq = 5`,
      5,
    ],
    [
      'a time edited, which nothing else would show',
      `update audit set at = at - interval '1 hour' where shard = 0 and seq = 5`,
      5,
    ],
    [
      'a hash edited',
      `update audit set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where shard = 0 and seq = 5`,
      5,
    ],
    [
      'a body and its hash edited together',
      `update audit a set body = b.body, hash = sha256(p.hash || b.body) from (select body || '\\x00000000'::bytea as body from audit where shard = 0 and seq = 5) b, audit p where a.shard = 0 and a.seq = 5 and p.shard = 0 and p.seq = 4`,
      6,
    ],
    ['a row deleted in the middle', 'delete from audit where shard = 0 and seq = 5', 5],
    ['the first row deleted', 'delete from audit where shard = 0 and seq = 1', 1],
    ['the last row deleted', 'delete from audit where shard = 0 and seq = 8', 8],
    [
      'a row deleted and the rest moved up',
      'delete from audit where shard = 0 and seq = 5; update audit set seq = -seq where shard = 0 and seq > 5; update audit set seq = -seq - 1 where seq < 0',
      5,
    ],
    [
      'a row put in',
      `update audit set seq = -seq where shard = 0 and seq >= 5; update audit set seq = -seq + 1 where seq < 0; insert into audit select council, shard, 5, at, body, hash from audit where shard = 0 and seq = 4`,
      5,
    ],
    [
      'a row added at the end',
      'insert into audit select council, shard, 9, at, body, hash from audit where shard = 0 and seq = 8',
      9,
    ],
    ['two rows exchanged', swap(5, 6), 5],
    [
      'a row of the other shard put in its place',
      `update audit a set body = b.body from audit b where a.shard = 0 and a.seq = 5 and b.shard = 1 and b.seq = 1`,
      5,
    ],
  ])('%s', async (_what, statement, broken) => {
    const other = await testRegister()
    const child = await aChild(other, 'X-1', [])
    for (let i = 0; i < 7; i++) {
      const change: Change = {
        does: 'add',
        child,
        fact: newId(),
        about: null,
        source: await formSource(other.db, 1),
        said: said('note', '', { sealed: { words: `n${i}` } }),
      }
      must(
        await record(other.db, {
          permit: other.permit('social-worker', 'record an entry', child),
          vault: other.vault(),
          changes: [change],
        }),
        'noted',
      )
    }
    await note(other.db, 1, { actor: 'a', action: 'b', subject: '', count: 0, digest: '' })
    expect(await trail(other)).toHaveLength(8)
    expect(await firstBroken(other)).toBeNull()
    await own(other, `set session_replication_role = replica; ${statement}`)
    expect(await firstBroken(other)).toBe(broken)
  })
})

test('time in the trail only rises', async () => {
  const times = (await trail(register)).map((row) => row.at)
  expect(times.length).toBeGreaterThan(20)
  expect(times).toEqual([...new Set(times)].sort())
})
