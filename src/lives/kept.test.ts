import { expect, test } from 'vitest'
import { aChild, testRegister } from '../../test/support/register.ts'
import { asOwner, type Db } from '../database/index.ts'
import { addSeconds, day, endOfLondonDay, type Instant } from '../plain/index.ts'
import { lastRecorded, moment, said } from '../register/index.ts'
import { layOut } from './columns.ts'
import { columnsOf, livesAsWritten, livesKnownOn } from './index.ts'
import { pack, unpack } from './kept.ts'
import * as store from './store.ts'

const register = await testRegister()
const { db } = register
const council = register.council.id
let children = 0
const missing = (from: string, until: string | null) =>
  said('missing', 'M', { from: day(from), until: until === null ? null : day(until) })
const child = () =>
  aChild(register, `KEPT-${++children}`, [
    said('episode', 'V2', { from: day('2014-01-01'), attributes: { place: 'K2', reasonNew: 'S' } }),
    said('nationality', 'ERI'),
    missing('2015-03-01', '2015-03-04'),
    missing('2015-06-01', null),
    moment('located', '', day('2015-06-02'), null),
  ])
await child()
await child()

const now = async (from: Db = db) => (await lastRecorded(from, council)).entriesAt
const read = async (from: Db) => columnsOf(from, council, await now(from))
/** The columns as the entries say, whatever is kept. */
const fromEntries = async () => layOut(await store.countedRows(db, council, null, 'all'))
const doctor = async (change: string, ...values: unknown[]) =>
  asOwner(register.owner, (client) => client.query(`update counted_columns set ${change}`, values))

test('columns are the same after packing and unpacking, wherever in memory the bytes lie', async () => {
  const columns = await fromEntries()
  expect(columns.size).toBe(2)
  const packed = pack(columns)
  for (let place = 0; place < 9; place++) {
    const somewhere = Buffer.concat([Buffer.alloc(place), packed])
    expect(unpack(somewhere.subarray(place))).toEqual(columns)
  }
})

test('bytes of a machine of the other order are not read', async () => {
  const packed = pack(await fromEntries())
  packed.write('BE', 4)
  expect(unpack(packed)).toBeNull()
})

test('a process that starts reads the kept copy; after another entry it reads the entries, and keeps them', async () => {
  await read(db)
  const nobody = { ...layOut([]), codes: ['a mark that only the kept copy has'] }
  await doctor('body = $1', pack(nobody))
  expect((await read(register.another())).codes).toEqual(nobody.codes)
  expect((await read(db)).size).toBe(2)

  await child()
  const other = register.another()
  expect(await read(other)).toEqual(await fromEntries())
  expect((await read(other)).size).toBe(3)
  const [kept] = (await asOwner(register.owner, (client) => client.query('select body from counted_columns')))
    .rows as { body: Buffer }[]
  expect(unpack(kept?.body ?? Buffer.alloc(0))).toEqual(await fromEntries())
})

test('a copy in another form is not read, and is replaced', async () => {
  await read(register.another())
  await doctor('form = 0, body = $1', pack(layOut([])))
  expect(await read(register.another())).toEqual(await fromEntries())
  const { rows } = await asOwner(register.owner, (client) => client.query('select form from counted_columns'))
  expect(rows).toEqual([{ form: 2 }])
})

test('a transaction that may yet be undone keeps nothing', async () => {
  await asOwner(register.owner, (client) => client.query('delete from counted_columns'))
  await register
    .another()
    .transaction()
    .execute(async (trx) => columnsOf(trx, council, await now(trx)))
  const { rows } = await asOwner(register.owner, (client) =>
    client.query('select council from counted_columns'),
  )
  expect(rows).toEqual([])
})

test('a life as written is a plain object: a copy of a spell holds all of it', async () => {
  const [life] = await livesKnownOn(db, council, (await now()) as Instant)
  const [spell] = life?.missing ?? []
  expect(Object.keys({ ...spell }).sort()).toEqual(
    [
      'code',
      'fact',
      'foundOn',
      'from',
      'fromAt',
      'order',
      'proposed',
      'returnEnd',
      'until',
      'untilAt',
    ].sort(),
  )
})

test('from the columns of every version the lives of any instant are read as from the entries known then', async () => {
  const columns = await fromEntries()
  const last = (await now()) as Instant
  for (const at of [
    last,
    addSeconds(last, -0.001),
    endOfLondonDay(day('2001-01-01')),
    addSeconds(last, 3600),
  ]) {
    const lives = livesAsWritten(columns, at)
    const plain = (life: ReturnType<typeof lives.at>) => ({
      child: life.child,
      dob: life.dob,
      sex: life.sex,
      nationalities: [...life.nationalities],
      episodes: life.episodes.map(({ from, until, place, reasonNew }) => [from, until, place, reasonNew]),
      missing: life.missing.map(({ from, until, foundOn, fact }) => [from, until, foundOn, fact]),
    })
    const read = Array.from({ length: lives.size }, (_, i) => plain(lives.at(i)))
    const known = (await livesKnownOn(db, council, at)).map(plain)
    expect(read.filter((one) => one.dob !== null || one.episodes.length > 0)).toEqual(known)
  }
})
