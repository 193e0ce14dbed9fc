// npm run bench:network [-- --children 10000 --contacts 200000 --folder DIR]: a planted network in an invented council.
// Every planted handle must be found with its children and days, and nothing else behind as many; then the pages of the
// network are asked for, and a handle is written down that had reached another child, and it is timed until the notice
// leaves. What is marked as innocent must tell nobody. The process ends with 1 where something planted is not found.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../bin/build.js'
import { bringToWork } from './council-at-work.js'
import { clearAtTheEnd, folderOption, freePort, numberOption, pause, systemOn, turnstone } from './system.js'
import { fieldsOf, filled, visitor } from './visitor.js'

build()
const children = numberOption('children', 10_000)
const contacts = numberOption('contacts', 200_000)
const kept = folderOption('folder')
const folder = kept ?? mkdtempSync(join(tmpdir(), 'turnstone-network-'))
const data = join(folder, 'data')
const files = join(folder, 'files')
const say = (text) => process.stdout.write(`${text}\n`)
const n = (number) => number.toLocaleString('en-GB')
let wrong = 0
const must = (is, words) => {
  if (is) return
  wrong += 1
  say(`  WRONG: ${words}`)
}

// ---- notices go to this bench, as to another system of a council
const calls = []
const sink = createServer((request, response) => {
  let body = ''
  request.on('data', (piece) => (body += piece))
  request.on('end', () => {
    calls.push({ ...JSON.parse(body), at: performance.now() })
    response.end('ok')
  })
})
await new Promise((resolve) => sink.listen(0, 'localhost', resolve))
process.env.TURNSTONE_HOOK_URL = `http://localhost:${sink.address().port}/`
process.env.TURNSTONE_HOOK_SECRET = 'a secret of the bench alone'

const system = systemOn({ data, port: await freePort() })
clearAtTheEnd(system, kept === null ? folder : null)
say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`)

const run = async (...words) => {
  const began = performance.now()
  const ran = await turnstone(...words.map(String))
  if (ran.exit !== 0) throw new Error(ran.out)
  return { out: ran.out, seconds: ((performance.now() - began) / 1000).toFixed(1) }
}
if (!existsSync(data)) {
  const today = new Date().toISOString().slice(0, 10)
  await run(
    'invent',
    '--children',
    children,
    '--seed',
    1,
    '--until',
    today,
    '--contacts',
    contacts,
    '--out',
    files,
  )
  const { seconds } = await run('import', files, '--council', 'E10000016', '--data', data, '--json')
  say(`${n(children)} children and ${n(contacts)} contacts imported in ${seconds} s`)
}
const truth = JSON.parse(readFileSync(join(files, 'truth', 'links.json'), 'utf8'))
const hunters = truth.filter((one) => !one.innocent)
const innocents = truth.filter((one) => one.innocent)

// ---- every planted handle, by the command
const asked = await run('links', '--data', data, '--reveal', '--json')
const found = JSON.parse(asked.out)
const key = (one) => `${one.kind} ${one.children} ${one.firstSeen} ${one.lastSeen}`
const left = found.map((one) => ({ ...one, key: key(one) }))
for (const one of truth) {
  const like = key({ ...one, children: one.children.length })
  const at = left.findIndex((link) => link.key === like && one.forms.includes(link.handle))
  must(at >= 0, `planted and not found: ${one.forms[0]}`)
  if (at >= 0) left.splice(at, 1)
}
must(left.length === 0, `${left.length} found that were not planted`)
say(`${truth.length} handles planted, ${found.length} found by the command in ${asked.seconds} s`)

const council = await bringToWork(data, {
  people: 12,
  rows: 0,
  managersOfTeams: true,
  onProgress: () => {},
})
await system.start()
const coordinator = council.workers.find((one) => one.role === 'missing-coordinator')
const at = visitor(system.address, coordinator.cookie)

// ---- set innocents aside, by the page
const page = await at.get('/network')
let set = 0
for (const [row] of page.html.matchAll(/<tr[\s\S]*?<\/tr>/g)) {
  const node = /name="node" value="([0-9a-f]{64})"/.exec(row)?.[1]
  const innocent = innocents.find((one) => one.forms.some((form) => row.includes(`>${form}<`)))
  if (node === undefined || innocent === undefined) continue
  const fields = fieldsOf(page.html)
  const done = await at.post(
    '/network',
    filled(fields, { node, aside: 'yes', why: 'An invented youth club' }),
  )
  must(done.status === 303, `setting aside answers ${done.status}`)
  set += 1
}
must(set === innocents.length, `${set} of ${innocents.length} innocents set aside`)
say(`${set} innocents set aside`)

// ---- the pages
const quantile = (list, q) => {
  const sorted = list.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0)
}
async function timed(words, path, { by = at, times = 40 } = {}) {
  const list = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    const answer = await by.get(typeof path === 'string' ? path : path(i))
    list.push(performance.now() - began)
    // Nobody may ask for pages faster than a person can.
    await pause(600)
    must(answer.status === 200, `${words} answers ${answer.status}`)
  }
  say(
    `  ${words.padEnd(44)} p50 ${String(quantile(list, 0.5)).padStart(5)}  p95 ${String(quantile(list, 0.95)).padStart(5)}  max ${String(quantile(list, 1)).padStart(5)} ms`,
  )
}
await at.get('/network')
const cluster = /href="(\/network\/[0-9a-f]{64})"/.exec((await at.get('/network')).html)?.[1]
must(cluster !== undefined, 'no group of children on the page of the network')
say('Milliseconds, one person, 40 times each:')
await timed('/network, the page of the network', '/network')
if (cluster !== undefined) await timed('the largest group of children', cluster)
const linked = [
  ...(await at.get(cluster ?? '/network')).html.matchAll(/\/children\/([0-9a-f-]{36})\/links/g),
].map((one) => one[1])
await timed('what links a child to others', (i) => `/children/${linked[i % linked.length]}/links`)
await timed('the first days: risk, plan', (i) => `/children/${linked[i % linked.length]}/safety-plan`)

// Somebody who reads one team of forty: what is not theirs must be left out, and be left out as quickly.
const ofATeam = council.workers.find((one) => one.role === 'manager')
const reader = visitor(system.address, ofATeam.cookie)
const theirs = new Set(council.children.filter((one) => one.team === ofATeam.team).map((one) => one.id))
const named = (html) => [...html.matchAll(/\/children\/([0-9a-f-]{36})/g)].map((one) => one[1])
const seen = await reader.get('/network')
must(
  named(seen.html).every((id) => theirs.has(id)),
  'a manager of one team is shown a child of another',
)
await timed(`/network, of a team of ${theirs.size}`, '/network', { by: reader })
const group = /href="(\/network\/[0-9a-f]{64})"/.exec(seen.html)?.[1]
must(group !== undefined, 'no group on the page of a manager of one team')
if (group !== undefined) {
  must(
    named((await reader.get(group)).html).every((id) => theirs.has(id)),
    'a group shows a manager of one team a child of another',
  )
  await timed('their largest group of children', group, { by: reader })
}

// ---- an alert: from the save to the notice that leaves
await pause(30_000)
const number = (child) => council.children.find((one) => one.id === child)
const strangers = council.children.filter((one) => !linked.includes(one.id)).slice(0, 8)
must(strangers.length === 8 && number(strangers[0].id) !== undefined, 'children to write about')
async function write(child, one) {
  const path = `/children/${child}/contact`
  const now = new Date()
  const form = filled(fieldsOf((await at.get(path)).html), {
    code: one.kind,
    handle: one.forms[0],
    'when-day': now.getUTCDate(),
    'when-month': now.getUTCMonth() + 1,
    'when-year': now.getUTCFullYear(),
    'when-time': '',
  })
  const done = await at.post(path, form)
  must(done.status === 303, `a contact answers ${done.status}`)
  return performance.now()
}
const waits = []
for (let i = 0; i < 5; i++) {
  const before = calls.filter((call) => call.what === 'linked').length
  const began = await write(strangers[i].id, hunters[i])
  while (
    calls.filter((call) => call.what === 'linked').length === before &&
    performance.now() - began < 90_000
  )
    await pause(100)
  const call = calls.filter((one) => one.what === 'linked')[before]
  must(call !== undefined, 'no notice within 90 seconds')
  waits.push(((call?.at ?? Infinity) - began) / 1000)
  // Not in step with the clock of the alerts.
  await pause(3700 * (i + 1))
}
say(`From the save to the notice that leaves: ${waits.map((one) => one.toFixed(1)).join(', ')} s (bar: 60 s)`)
must(Math.max(...waits) < 60, 'an alert took a minute or more')
const quiet = calls.length
for (let i = 5; i < 8; i++) await write(strangers[i].id, innocents[i % innocents.length])
await pause(60_000)
must(calls.length === quiet, 'an innocent handle told somebody')
say(`${calls.length - quiet} notices of three innocent handles within a minute`)
await system.stop()
sink.close()
say(wrong === 0 ? 'Nothing wrong.' : `${wrong} wrong.`)
process.exit(wrong === 0 ? 0 : 1)
