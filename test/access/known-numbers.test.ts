import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { day } from '../../src/plain/index.ts'
import { csv } from '../support/council-files.ts'
import { aChild, importing, testRegister } from '../support/register.ts'

/**
 * Somebody has the whole database and no key, and knows ten thousand phone numbers of which every one is in it. They hash
 * each number in every way in which numbers are written and hashed, with every key that they can find in the database
 * itself, and look for the result.
 */

/** Ofcom keeps 07700 900000 to 900999 for invented people; of other countries the numbers are as invented. */
const numbers = Array.from({ length: 10_000 }, (_, i) => `+4477009${String(i).padStart(5, '0')}`)

const register = await testRegister('demonstration')
const children = 50
for (let i = 0; i < children; i++) await aChild(register, `DUMP-${i}`, [], day('2010-06-14'))
await importing(register, {
  'contacts.csv': csv(
    'contacts',
    ...numbers.map((number, i) => `DUMP-${i % children},2026-03-01,phone,${number},`),
    // The first number reached a second child.
    `DUMP-1,2026-03-02,phone,${numbers[0] ?? ''},`,
  ),
})

/** Every row of every table as text, as a dump has it. */
const dump = await asOwner(register.owner, async (client) => {
  const tables = (
    await client.query(
      `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    )
  ).rows as { name: string }[]
  const rows: string[] = []
  for (const { name } of tables) {
    const found = await client.query(`select t::text as row from ${name} t`)
    for (const { row } of found.rows as { row: string }[]) rows.push(row)
  }
  return rows
})
/** Every value of bytes, by its first eight: enough to see a hash that was cut, and chance finds none in ten thousand. */
const bytes = new Set(
  dump.flatMap((row) => [...row.matchAll(/\\x([0-9a-f]{16})[0-9a-f]*/g)].map((found) => found[1] ?? '')),
)

const ways = (number: string): string[] => {
  const national = `0${number.slice(3)}`
  const written = [number, number.slice(1), national, `${national.slice(0, 5)} ${national.slice(5)}`]
  return written.flatMap((one) => [
    one,
    `phone ${one}`,
    `phone:${one}`,
    `phone\0${one}`,
    `node\0phone\0${one}`,
    `node phone ${one}`,
    // The way of the code itself, which is public: each part behind its length in four bytes.
    ['node', 'phone', one].map((part) => `\0\0\0${String.fromCharCode(part.length)}${part}`).join(''),
  ])
}
/** What somebody can try as a key: nothing, words, and whatever stands in the database as the register's own. */
const guesses = await asOwner(register.owner, async (client) => {
  const council = (await client.query('select * from council limit 1')).rows[0] as Record<string, unknown>
  return ['', 'turnstone', 'secret', ...Object.values(council).map(String)]
})

function recovered(hash: (text: string) => Buffer): number {
  return numbers.filter((number) =>
    ways(number).some((text) => bytes.has(hash(text).subarray(0, 8).toString('hex'))),
  ).length
}

describe('ten thousand known numbers', () => {
  test('all stand in the dump: whoever has the key finds every one', () => {
    const vault = register.vault()
    const found = numbers.filter((number) =>
      bytes.has(vault.node('phone', number).subarray(0, 8).toString('hex')),
    )
    expect(found).toHaveLength(10_000)
  })

  test('none stands there as it is written', () => {
    const text = dump.join('\n')
    for (const number of numbers.slice(0, 50)) {
      expect(text).not.toContain(number)
      expect(text).not.toContain(Buffer.from(number).toString('hex'))
    }
    expect(/\+4477009\d{5}/.test(text)).toBe(false)
  })

  test.each(['md5', 'sha1', 'sha256', 'sha512', 'sha3-256', 'blake2b512'])(
    'no %s of one stands there',
    (how) => {
      expect(recovered((text) => createHash(how).update(text).digest())).toBe(0)
    },
  )

  test('nor one hashed with a key that the database itself gives away', () => {
    for (const key of guesses)
      expect(
        recovered((text) => createHmac('sha256', key).update(text).digest()),
        key,
      ).toBe(0)
  })

  test('the attacker’s own way of looking finds numbers that were hashed without a key', () => {
    const planted = new Set(
      numbers.map((number) => createHash('sha256').update(number).digest().subarray(0, 8).toString('hex')),
    )
    const found = numbers.filter((number) =>
      ways(number).some((text) =>
        planted.has(createHash('sha256').update(text).digest().subarray(0, 8).toString('hex')),
      ),
    )
    expect(found).toHaveLength(10_000)
  })

  test('what equality leaks: that two entries name the same handle, of which kind and on which days', async () => {
    const rows = await asOwner(
      register.owner,
      async (client) =>
        (
          await client.query(
            `select encode(lookup, 'hex') as node, code, array_agg(from_on::text order by from_on) as days, count(distinct child)::int as children
               from entry where kind = 32 and lookup is not null group by 1, 2 having count(*) > 1`,
          )
        ).rows as { node: string; code: string; days: string[]; children: number }[],
    )
    expect(rows).toEqual([
      {
        node: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        code: 'phone',
        days: ['2026-03-01', '2026-03-02'],
        children: 2,
      },
    ])
  })
})
