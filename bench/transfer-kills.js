// npm run bench:transfer-kills [-- --transfers 6 --chance 0.7 --seed N]: children move between two councils over HTTP, each
// with its own Turnstone and its own PostgreSQL, and at every step one of the two is killed at once at a random moment
// while it works; it is started again, and the step is done again where it was not. Ends with 1 where a child is lost,
// doubled or stands between the two, where a package was read twice or by half, or where a trail is not sound.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../bin/build.js'
import { chanceFrom, clearAtTheEnd, freePort, numberOption, pause, systemOn, turnstone } from './system.js'
import { fieldsOf, filled, signedInAs } from './visitor.js'
import { checkTrail } from './what-was-kept.js'

build()
const transfers = numberOption('transfers', 6)
const chance = numberOption('chance', 0.7)
const seed = numberOption('seed', Math.floor(Math.random() * 1e6))
const random = chanceFrom(seed)
const folder = mkdtempSync(join(tmpdir(), 'turnstone-transfers-'))
const say = (text) => process.stdout.write(`${text}\n`)
say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`)
say(`${transfers} transfers, seed ${seed}`)

const today = new Date(Date.now())
const on = (name, date = today) => ({
  [`${name}-day`]: String(date.getUTCDate()),
  [`${name}-month`]: String(date.getUTCMonth() + 1),
  [`${name}-year`]: String(date.getUTCFullYear()),
})

async function council(code, name) {
  const data = join(folder, name)
  const system = systemOn({ data, port: await freePort(), demonstration: true, council: code })
  clearAtTheEnd(system, folder)
  await system.start()
  return { code, name, data, system, kills: 0, at: await signedInAs(system.address, 'missing-coordinator') }
}
const [marram, whimbrel] = [await council('E99000001', 'marram'), await council('E99000002', 'whimbrel')]

/** Brings a council back after it was killed: sittings outlive it. */
async function back(side) {
  for (let attempt = 1; ; attempt++) {
    try {
      await side.system.start()
      return
    } catch (error) {
      if (attempt === 5) throw error
      await pause(200)
    }
  }
}

/**
 * Does something that asks the server, and may kill the server meanwhile; then looks whether it was done, and does it
 * again where it was not. What was done must be done once, whatever was answered.
 *
 * @param act sends the request
 * @param done says whether what it does is there
 */
async function surviving(side, act, done) {
  for (let attempt = 0; ; attempt++) {
    const kill = attempt < 3 && random() < chance
    const delay = random() * 120
    const sent = act().catch(() => undefined)
    if (kill) {
      await pause(delay)
      await side.system.killAtOnce(random)
      side.kills++
      await sent
      await back(side)
    } else await sent
    if (await done()) return
    if (attempt === 8)
      throw new Error(`${side.name}: a step was not done after nine tries.\n${side.system.said()}`)
  }
}

const cards = async (from, to) => {
  const manager = await signedInAs(to.system.address, 'manager')
  const card = (await (await signedInAs(from.system.address, 'manager')).get('/transfers/card')).html
  const form = fieldsOf((await manager.get('/transfers/councils/new')).html)
  const look = await manager.post('/transfers/councils/new', filled(form, { card }))
  await manager.post('/transfers/councils/new', filled(fieldsOf(look.html), { same: 'yes' }))
}
await cards(marram, whimbrel)
await cards(whimbrel, marram)

const ids = (html) => [...html.matchAll(/transfers\/([0-9a-f-]{36})/g)].map((found) => found[1])
const inCare = (html) => [
  ...new Set([...html.matchAll(/href="\/children\/([0-9a-f-]{36})"/g)].map((found) => found[1])),
]

/** Sends the form of a page of the worker’s. */
async function sends(side, path, answers) {
  const page = await side.at.get(path)
  const fields = fieldsOf(page.html)
  if (fields === null) return page
  return side.at.post(path, filled(fields, answers))
}

const list = async (side) => {
  const ran = await turnstone('transfer', 'list', '--data', side.data, '--json')
  if (ran.exit !== 0) throw new Error(ran.out)
  return JSON.parse(ran.out.slice(ran.out.indexOf('['), ran.out.lastIndexOf(']') + 1))
}

const lookedAfter = async (side) => {
  const day = today.toISOString().slice(0, 10)
  const ran = await turnstone('answer', 'ecpat', '--from', day, '--to', day, '--data', side.data, '--json')
  if (ran.exit !== 0) throw new Error(ran.out)
  const json = JSON.parse(ran.out.slice(ran.out.indexOf('{'), ran.out.lastIndexOf('}') + 1))
  return json.measures.find((one) => one.id === '1c').value
}
const stopBoth = () => Promise.all([marram.system.stop(), whimbrel.system.stop()])
const startBoth = () => Promise.all([back(marram), back(whimbrel)])

await stopBoth()
const before = { marram: await lookedAfter(marram), whimbrel: await lookedAfter(whimbrel) }
await startBoth()

/** The package with this number, as its page gives it out. */
async function packageOf(side, child, transfer, number) {
  const answer = await fetch(
    `${side.system.address}/children/${child}/transfers/${transfer}/packages/${number}`,
    {
      headers: { cookie: side.at.cookie },
    },
  )
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null
}

async function reads(side, file) {
  const page = await side.at.get('/transfers/read')
  const form = new FormData()
  for (const [name, value] of fieldsOf(page.html)) form.set(name, value)
  form.set('file', new Blob([file]), 'package.age')
  const answer = await fetch(`${side.system.address}/transfers/read`, {
    method: 'POST',
    headers: { cookie: side.at.cookie, 'sec-fetch-site': 'same-origin' },
    body: form,
  })
  return { status: answer.status, html: await answer.text() }
}

let wrong = 0
const must = (is, words) => {
  if (is) return
  wrong++
  say(`  WRONG: ${words}`)
}

const steps = [
  ['validated', whimbrel, {}],
  ['accepted', whimbrel, {}],
  ['arranged', whimbrel, { ...on('on'), worker: 'Ada Invented' }],
  ['handed-over', marram, on('on')],
  ['acknowledged', whimbrel, { legal: 'V2', place: 'U4' }],
]
const listed = async (show) => {
  const all = []
  for (let page = 1; ; page++) {
    const found = inCare(
      (await marram.at.get(`/children?show=${encodeURIComponent(show)}&page=${page}`)).html,
    )
    if (found.length === 0 || all.includes(found[0])) return all
    all.push(...found)
  }
}
const looked = new Set(await listed('in care'))
const children = (await listed('unaccompanied')).filter((child) => looked.has(child))
let moved = 0
for (const child of children) {
  if (moved === transfers) break
  const record = await marram.at.get(`/children/${child}`)
  // Whoever is 18 is looked after in no figure any more, whatever the episode says.
  const age = Number(/Age<\/dt>\s*<dd[^>]*>\s*(\d+)/.exec(record.html)?.[1] ?? 99)
  if (record.html.includes('Missing now') || age > 17) continue
  // ---- proposed
  let transfer
  await surviving(
    marram,
    () =>
      sends(marram, `/children/${child}/transfers/new`, {
        with: whimbrel.code,
        role: 'sending',
        way: 'package',
        days: '10',
      }),
    async () => {
      const all = [...new Set(ids((await marram.at.get(`/children/${child}/transfers`)).html))]
      must(all.length <= 1, `a child is in ${all.length} transfers`)
      ;[transfer] = all
      return transfer !== undefined
    },
  )
  const numbers = { marram: 0, whimbrel: 0 }
  let there
  /** Carries the next package of one council to the other. */
  const carry = async (from, to, own) => {
    const number = ++numbers[from.name]
    const file = await packageOf(from, own, transfer, number)
    must(file !== null, `package ${number} of ${from.name} is not there`)
    if (file === null) return
    await surviving(
      to,
      () => reads(to, file),
      async () => {
        // Read once more: it says that it was read before, or reads it now. Never a third thing.
        const again = await reads(to, file)
        must(
          again.status === 200,
          `a package was refused: ${/error-message[^>]*>(.*?)<\/p>/s.exec(again.html)?.[1] ?? again.status}`,
        )
        there ??= new RegExp(`/children/([0-9a-f-]{36})/transfers/${transfer}`).exec(again.html)?.[1]
        return again.status === 200
      },
    )
  }
  await carry(marram, whimbrel, child)
  for (const [step, by, answers] of steps) {
    const own = by === marram ? child : there
    const [other] = by === marram ? [whimbrel] : [marram]
    await surviving(
      by,
      () => sends(by, `/children/${own}/transfers/${transfer}/do/${step}`, answers),
      async () => (await packageOf(by, own, transfer, numbers[by.name] + 1)) !== null,
    )
    must((await packageOf(by, own, transfer, numbers[by.name] + 2)) === null, `${step} was done twice`)
    await carry(by, other, own)
  }
  moved++
}
must(moved === transfers, `only ${moved} children could be moved`)
await stopBoth()

const lists = { marram: await list(marram), whimbrel: await list(whimbrel) }
for (const [name, rows] of Object.entries(lists)) {
  must(rows.length === moved, `${name} has ${rows.length} transfers of ${moved}`)
  must(
    rows.every((row) => row.state === 'acknowledged'),
    `${name}: not every transfer is acknowledged`,
  )
  must(new Set(rows.map((row) => row.child)).size === moved, `${name}: a child stands twice`)
}
const after = { marram: await lookedAfter(marram), whimbrel: await lookedAfter(whimbrel) }
must(before.marram - after.marram === moved, `marram looks after ${after.marram}, ${before.marram} before`)
must(
  after.whimbrel - before.whimbrel === moved,
  `whimbrel looks after ${after.whimbrel}, ${before.whimbrel} before`,
)
for (const side of [marram, whimbrel]) {
  const own = join(folder, `${side.name}-trail`)
  mkdirSync(own)
  const { exits, said } = await checkTrail(own, side.data)
  must(
    exits.every((exit) => exit === 0),
    `the trail of ${side.name}: ${said}`,
  )
}
say(
  `${marram.kills} kills of one council, ${whimbrel.kills} of the other, in ${moved} transfers of ${steps.length + 1} packages each`,
)
say(
  `unaccompanied children looked after today: ${before.marram} and ${before.whimbrel} before, ${after.marram} and ${after.whimbrel} after`,
)
say(wrong === 0 ? 'Nobody lost, nobody double, nothing half.' : `${wrong} wrong.`)
process.exit(wrong === 0 ? 0 : 1)
