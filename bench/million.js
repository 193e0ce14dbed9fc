// Children by the hundred thousand, in many councils of one register, written through record() as everything is. For the
// benchmark of size alone: nobody in here is anybody, and the shares are those of docs/benchmarks.md.
import { existsSync } from 'node:fs'

/** 150 councils of 6,667 children are a million; 20 entries a child, one in ten of them replaced once. */
export const childrenOfACouncil = 6_667

const nations = ['AFG', 'ALB', 'ERI', 'ETH', 'IRN', 'IRQ', 'SDN', 'SYR', 'VNM', 'SOM', 'GBR', 'NGA']
const others = Array.from({ length: 48 }, (_, i) => i)
const homes = ['U1', 'U4', 'K2', 'H5', 'P2', 'U3']
const statuses = ['V2', 'V2', 'C2', 'C2', 'C1', 'E1']

/** A small generator of random numbers (mulberry32), so that a size is the same council every time. */
export function chance(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { next, below: (n) => Math.floor(next() * n), of: (list) => list[Math.floor(next() * list.length)] }
}

const millisOfDay = 86_400_000
const date = (day) => new Date(day * millisOfDay).toISOString().slice(0, 10)
const first = Date.UTC(2008, 0, 1) / millisOfDay
const last = Date.UTC(2026, 0, 31) / millisOfDay

/**
 * What is written of one invented child: `now` at once, `later` in a second recording that replaces an entry.
 * @returns about 18 entries, and 2 in a second round
 */
export function childOf(random, { register, database, source, countries }, serial) {
  const { said, moment } = register
  const child = database.newId()
  const now = [{ does: 'begin a child', child, team: null }]
  const later = []
  const add = (what, about = null) => {
    const fact = database.newId()
    now.push({ does: 'add', child, fact, about, said: what, source })
    return fact
  }
  const born = first - 3650 + random.below(6000)
  const start = Math.max(born + 365 * 10 + random.below(2400), first)
  add(said('person', random.next() < 0.6 ? 'M' : 'F', { attributes: { dob: date(born) } }))
  add(said('name', '', { sealed: { forename: `Invented ${serial}`, surname: `Nobody ${serial}` } }))
  add(said('reference', 'council', { sealed: { value: `B${serial}` } }))
  const unaccompanied = random.next() < 0.1
  const nation =
    random.next() < 0.15
      ? countries[others[random.below(others.length)]]
      : random.of(unaccompanied ? nations.slice(0, 9) : nations.slice(9))
  add(said('nationality', nation))
  let day = start
  const episodes = 2 + random.below(3)
  const shortBreaks = random.next() < 0.02
  for (let i = 0; i < episodes; i++) {
    const end = day + 30 + random.below(500)
    const open = end >= last
    const period = { from: date(day), until: open ? null : date(end) }
    const attributes = {
      place: random.of(homes),
      reasonNew: i === 0 ? 'S' : 'P',
      reasonCeased: open ? '' : i === episodes - 1 ? random.of(['E4A', 'E8', 'E3', 'E13']) : 'X1',
    }
    const code = shortBreaks ? 'V3' : random.of(statuses)
    const fact = add(said('episode', code, { ...period, attributes, sealed: { homePost: 'XX1 1XX' } }))
    if (random.next() < 0.4)
      later.push({
        child,
        fact,
        said: said('episode', code, {
          ...period,
          attributes: { ...attributes, place: 'U1' },
          sealed: { homePost: 'XX1 1XX' },
        }),
        source,
      })
    add(said('placement', attributes.place, { ...period, sealed: { address: `${serial} Invented Road` } }))
    if (i < 2) add(said('legal-status', code, period))
    day = end + (random.next() < 0.2 ? 40 : 0)
    if (open) break
  }
  if (unaccompanied)
    add(
      said('immigration', 'uasc', {
        from: date(start),
        until: random.next() < 0.5 ? null : date(start + 900),
      }),
    )
  if (random.next() < 0.02) {
    const fact = add(said('trafficking', 'suspected', { from: date(start + 20) }))
    if (random.next() < 0.4)
      later.push({ child, fact, said: said('trafficking', 'identified', { from: date(start + 20) }), source })
  }
  if (random.next() < 0.12) {
    const times = 1 + random.below(3)
    for (let i = 0, gone = start + random.below(200); i < times && gone < last; i++) {
      const back = gone + random.below(20)
      const open = random.next() < 0.08
      const fact = add(
        said('missing', random.next() < 0.8 ? 'M' : 'A', {
          from: date(gone),
          until: open || back > last ? null : date(back),
        }),
      )
      if (!open && random.next() < 0.3) add(moment('located', '', date(back), null), fact)
      if (random.next() < 0.1)
        later.push({
          child,
          fact,
          said: said('missing', 'M', { from: date(gone), until: date(Math.min(back, last)) }),
          source,
        })
      gone = back + 30 + random.below(200)
      if (open) break
    }
  }
  for (let i = 0; i < 8; i++)
    add(
      moment('note', '', date(start + random.below(900)), null, {
        sealed: { text: `An invented note about a visit, number ${i + 1}.` },
      }),
    )
  return { child, now, later }
}

/** Makes a register with many councils, and opens it; one that is there is opened as it is. */
export async function openMany(folder, councils) {
  const access = await import('../dist/access/index.js')
  const database = await import('../dist/database/index.js')
  const standard = await import('../dist/standard/index.js')
  const data = `${folder}/data`
  const made = existsSync(data)
  const home = await database.openHome({
    folder: data,
    as: { pid: process.pid, kind: 'command' },
    environment: process.env,
    password: () => '',
    connections: 4,
  })
  if (!made)
    await access.giveBirth(home.owner, data, `${data}.key`, 'demonstration', standard.demonstrationCouncil)
  const { keys } = await access.openRegister(home.db, data, `${data}.key`)
  const areas = standard.councils.filter((one) => one.code.startsWith('E')).slice(0, councils)
  await database.asOwner(home.owner, async (client) => {
    for (let id = 2; id <= councils; id++) {
      const { rowCount } = await client.query(
        'insert into council (id, code, name) values ($1, $2, $3) on conflict do nothing',
        [id, areas[id - 2].code, areas[id - 2].name],
      )
      if (rowCount === 0) continue
      await client.query(
        'insert into wrapping (council, kek) select $1, kek from wrapping where council = 1',
        [id],
      )
      await client.query(
        "insert into head (council, shard, seq, at, hash) select $1, s, 0, timestamptz '2000-01-01', '\\x' from generate_series(0, 2) s",
        [id],
      )
    }
  })
  const person = (council) => ({
    council,
    account: null,
    actor: 'os:bench',
    name: 'Bench',
    role: 'data-officer',
    team: null,
  })
  return {
    ...home,
    keys,
    councils: [standard.demonstrationCouncil, ...areas]
      .slice(0, councils)
      .map(({ code, name }, i) => ({ id: i + 1, code, name })),
    permit: (council, action) => {
      const permit = access.decide(person(council), action, { council })
      if (!permit.ok) throw new Error(permit.problem.reason)
      return permit.value
    },
    vault: (council) => access.openVault(keys, council),
    /** As the owner of the database, for what only a benchmark asks. */
    query: (text) => database.asOwner(home.owner, (client) => client.query(text)),
  }
}

const childrenAtOnce = 250

/**
 * Writes the children of one council through record(): one recording, and a second that replaces one entry in ten.
 * @returns the number of entries written
 */
export async function fillCouncil(many, council, children) {
  const register = await import('../dist/register/index.js')
  const database = await import('../dist/database/index.js')
  const standard = await import('../dist/standard/index.js')
  const random = chance(council)
  const source = await register.insertSource(many.db, council, 'return', 'Invented for a benchmark', null)
  const countries = standard.countries.map((one) => one.code)
  const later = []
  let entries = 0
  const write = async (batches) => {
    const outcome = await register.record(many.db, {
      permit: many.permit(council, 'import files'),
      vault: many.vault(council),
      changes: {
        batches,
        again: () => {
          throw new Error('Nobody else writes here')
        },
      },
    })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem))
  }
  await write(async function* () {
    for (let done = 0; done < children; done += childrenAtOnce) {
      const batch = { seen: [], changes: [] }
      for (let i = done; i < Math.min(children, done + childrenAtOnce); i++) {
        const one = childOf(random, { register, database, source, countries }, council * 100_000 + i)
        batch.seen.push({ child: one.child, version: null })
        batch.changes.push(...one.now)
        entries += one.now.length - 1
        if (one.later.length > 0) later.push(one.later)
      }
      yield batch
    }
  })
  await write(async function* (trx) {
    const versions = await register.childVersions(
      trx,
      council,
      later.map(([first]) => first.child),
    )
    for (let done = 0; done < later.length; done += childrenAtOnce) {
      const some = later.slice(done, done + childrenAtOnce)
      const current = await register.currentEntries(
        trx,
        council,
        some.map(([first]) => first.child),
        null,
      )
      const entryOf = new Map(current.map((entry) => [entry.fact, entry.id]))
      const changes = some
        .flat()
        .map((one) => ({ does: 'supersede', about: null, ...one, entry: entryOf.get(one.fact) }))
      entries += changes.length
      yield {
        seen: some.map(([first]) => ({ child: first.child, version: versions.get(first.child) })),
        changes,
      }
    }
  })
  return entries
}

/** Writes every council that is still empty, two at a time. @returns entries and seconds */
export async function fill(many, children, onProgress) {
  const { rows } = await many.query('select distinct council from child')
  const filled = new Set(rows.map((row) => row.council))
  const waiting = many.councils.filter((one) => !filled.has(one.id))
  const began = performance.now()
  let entries = 0
  let done = 0
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const written = await fillCouncil(many, next.id, children)
      entries += written
      onProgress({ done: ++done, left: waiting.length, entries, seconds: (performance.now() - began) / 1000 })
    }
  }
  await Promise.all([worker(), worker()])
  return { entries, seconds: (performance.now() - began) / 1000 }
}
