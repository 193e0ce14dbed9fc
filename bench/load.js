// npm run bench:load [-- --people 50 --minutes 10 --children 10000 --rows 1000000 --seed N --folder DIR
// --profile DIR]: an office
// of 50 people and its night, at work on a register of 10,000 children whose trail holds a million rows. Nothing here
// asserts: machines differ.
//
// Arrivals are open-loop: a Poisson clock plans everybody's next action whatever the server does, and every time is
// measured from the planned moment. A bench that waits for one answer before it asks again asks a slow server less
// often and leaves the waiting out (co-ordinated omission); here a stall shows in everything that was planned in it.
//
// Each person acts every 10 seconds on average, so 50 people make 5 actions a second: busy people, all at once.
import { mkdtempSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../bin/build.js'
import { bringToWork, makeCouncil } from './council-at-work.js'
import { bars, officeOf } from './office.js'
import {
  chanceFrom,
  clearAtTheEnd,
  folderOption,
  freePort,
  memoryOf,
  numberOption,
  pause,
  systemOn,
} from './system.js'

build()
const people = numberOption('people', 50)
const minutes = numberOption('minutes', 10)
const children = numberOption('children', 10_000)
const rows = numberOption('rows', 1_000_000)
const seed = numberOption('seed', 1)
/** Where the CPU profile of the server goes, if anywhere. */
const profile = folderOption('profile')
/** Where the council is kept for the next run: to make it takes minutes. */
const kept = folderOption('folder')
/** Between two actions of one person, on average. */
const gap = 10_000

const folder = kept ?? mkdtempSync(join(tmpdir(), 'turnstone-load-'))
const data = join(folder, 'data')
const system = systemOn({
  data,
  port: await freePort(),
  nodeOptions: profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
})
clearAtTheEnd(system, kept === null ? folder : null)
const say = (text) => process.stdout.write(`${text}\n`)
const n = (number) => number.toLocaleString('en-GB')

say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, seed ${seed}`)
await makeCouncil(folder, data, children, new Date().toISOString().slice(0, 10))
say(`${n(children)} invented children are in; now the trail`)
const council = await bringToWork(data, {
  people,
  rows,
  onProgress: (done, seconds) => say(`  ${n(done)} rows, ${n(Math.round(done / seconds))} a second`),
})
await system.start()
const atStart = memoryOf(system.pid())
say(
  `${people} people, ${n(council.children.filter((one) => one.missing).length)} children missing, ${minutes} minutes`,
)

const times = new Map(Object.keys(bars).map((kind) => [kind, []]))
const problems = new Map()
const errors = new Map()
const random = chanceFrom(seed)
const office = officeOf(system.address, council, random, (kind, milliseconds, problem) => {
  times.get(kind).push(milliseconds)
  if (problem === null) return
  errors.set(kind, (errors.get(kind) ?? 0) + 1)
  problems.set(`${kind}: ${problem}`, (problems.get(`${kind}: ${problem}`) ?? 0) + 1)
})
await office.arrive()

const end = performance.now() + minutes * 60_000
const underWay = new Set()
let latest = 0
let actions = 0

function plan(person, after) {
  const planned = after - Math.log(1 - random()) * gap
  if (planned > end) return
  setTimeout(() => {
    // How late the bench itself was: its own slowness would be taken for the server's.
    latest = Math.max(latest, performance.now() - planned)
    plan(person, planned)
    actions++
    const done = office.act(planned, person).finally(() => underWay.delete(done))
    underWay.add(done)
  }, planned - performance.now())
}
for (const person of office.people) plan(person, performance.now())
await pause(end - performance.now())
const waiting = underWay.size
await Promise.all(underWay)
const atEnd = memoryOf(system.pid())

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
const column = (value) => String(value).padStart(8)
say(
  `\n${'milliseconds from the planned moment'.padEnd(38)}${['n', 'p50', 'p95', 'p99', 'max', 'errors', 'bar'].map(column).join('')}`,
)
for (const [kind, list] of times) {
  const sorted = list.toSorted((a, b) => a - b)
  const p95 = quantile(sorted, 0.95)
  const measured = [0.5, 0.95, 0.99, 1].map((q) => n(Math.round(quantile(sorted, q))))
  say(
    `  ${kind.padEnd(36)}${[n(list.length), ...measured, errors.get(kind) ?? 0, bars[kind]].map(column).join('')}` +
      (list.length > 0 && p95 >= bars[kind] ? '  over' : ''),
  )
}
const answers = [...times.values()].reduce((sum, list) => sum + list.length, 0)
say(
  `\n${n(actions)} actions, ${(actions / minutes / 60).toFixed(1)} a second; ${n(answers)} answers; ${waiting} still waited for at the end`,
)
say(`Latest start of an action by the bench itself: ${Math.round(latest)} ms after its planned moment`)
say(`Memory of the server (without PostgreSQL): ${n(atStart)} MB at the start, ${n(atEnd)} MB at the end`)
for (const [problem, count] of problems) say(`  ${count} × ${problem}`)
const written = system.errors()
for (const error of new Set(written))
  say(`  ${written.filter((one) => one === error).length} × on the server's error stream: ${error}`)
await system.stop()
process.exit(0)
