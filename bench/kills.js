// npm run bench:kills [-- --kills 50 --saves 5000 --writers 8 --seed N]: does an acknowledged save survive that the
// whole system is killed? Workers save over HTTP through the real forms; at random moments the server and all of
// PostgreSQL get SIGKILL at once; the system is started again, and whatever got no answer is sent again with the same
// key. Ends with 1 where a save was lost, doubled or kept by half, or the trail is not sound.
import { mkdtempSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../bin/build.js'
import { chanceFrom, clearAtTheEnd, freePort, numberOption, pause, systemOn } from './system.js'
import { signedInAs } from './visitor.js'
import { checkTrail, compare, lastSaved } from './what-was-kept.js'
import { childrenFor, writeOn } from './writers.js'

build()
const wanted = { kills: numberOption('kills', 50), saves: numberOption('saves', 5000) }
const seed = numberOption('seed', Math.floor(Math.random() * 1e6))
const writers = numberOption('writers', 8)
/** What the desk may take to be back. */
const bar = 30
/** How long the system may take to answer before the run gives up. */
const hopeless = 120_000
const roles = ['missing-coordinator', 'manager', 'duty', 'social-worker']

const random = chanceFrom(seed)
const folder = mkdtempSync(join(tmpdir(), 'turnstone-kills-'))
const data = join(folder, 'data')
const system = systemOn({ data, port: await freePort(), demonstration: true })
clearAtTheEnd(system, folder)
const say = (text) => process.stdout.write(`${text}\n`)
const n = (number) => number.toLocaleString('en-GB')

say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`)
// The seed gives who saves what and when the kill is due; what the machine does in between it cannot give.
say(`${n(wanted.kills)} kills, ${n(wanted.saves)} saves, ${writers} workers, seed ${seed}`)

/** Lets the workers through while the system is up. It may be killed again before it was. */
function gate() {
  let letThrough = () => undefined
  let up = Promise.resolve()
  let isUp = true
  return {
    open: () => up,
    raise: () => {
      isUp = true
      letThrough()
    },
    lower: () => {
      if (isUp) up = new Promise((resolve) => (letThrough = resolve))
      isUp = false
    },
  }
}

const way = gate()
const log = { saves: [], unusual: [] }
const counted = { acknowledged: 0, kills: 0, whileStarting: 0, processes: 0 }
const recoveries = []
const dyings = []
let onProgress = () => undefined

/** Until somebody who signs in sees the missing desk. */
async function deskAnswers() {
  for (const deadline = Date.now() + hopeless; Date.now() < deadline;) {
    try {
      const desk = await (await signedInAs(system.address, 'duty')).get('/missing')
      if (desk.status === 200) return
    } catch {
      // Not up yet.
    }
    await pause(20)
  }
  throw new Error(`The missing desk did not come back within ${hopeless / 1000} s.\n${system.said()}`)
}

async function kill() {
  way.lower()
  const from = Date.now()
  counted.processes += await system.killAtOnce(random)
  dyings.push({ from, until: Date.now() })
  counted.kills++
}

async function startAgain() {
  // Now and then it is killed again while it starts: recovery must survive that as well.
  if (random() < 0.1 && counted.kills < wanted.kills) {
    system.start().catch(() => undefined)
    await pause(random() * 1500)
    await kill()
    counted.whileStarting++
    return startAgain()
  }
  const began = performance.now()
  let broken = null
  system.start().catch((error) => (broken = error))
  await deskAnswers(() => broken)
  recoveries.push((performance.now() - began) / 1000)
  way.raise()
}

/** Kills whenever the next share of the saves is done, a random moment later. */
async function killOnAndOn() {
  while (counted.kills < wanted.kills) {
    const due = Math.floor((wanted.saves * (counted.kills + random())) / wanted.kills)
    await new Promise((resolve) => {
      onProgress = () => counted.acknowledged >= due && resolve()
      onProgress()
    })
    await pause(random() * 60)
    await kill()
    await startAgain()
    if (counted.kills % 10 === 0)
      say(`  ${counted.kills} kills, ${n(counted.acknowledged)} saves acknowledged`)
  }
}

await system.start()
await system.stop()
const since = await lastSaved(data)
const started = performance.now()
await system.start()
way.lower()
await deskAnswers()
const everybody = await childrenFor(await signedInAs(system.address, 'missing-coordinator'))
/** A child belongs to one worker, who alone reports them missing and found; notes are written by all. */
const belongsTo = (id) => parseInt(id.slice(-6), 16) % writers
const team = []
for (let number = 0; number < writers; number++) {
  const role = roles[number % roles.length]
  const at = await signedInAs(system.address, role)
  const reached = role === 'social-worker' ? await childrenFor(at) : everybody
  const own = reached.filter((id) => belongsTo(id) === number).map((id) => ({ id }))
  team.push({ number, role, at, own, everybody: reached.map((id) => ({ id })) })
}
way.raise()
const isEnough = () => counted.acknowledged >= wanted.saves && counted.kills >= wanted.kills
const onAcknowledged = () => {
  counted.acknowledged++
  onProgress()
}
/** A bench that waits for ever says nothing: whatever it waits for is said instead. */
function watch() {
  let before = ''
  const look = setInterval(() => {
    const now = `${counted.acknowledged} saves acknowledged, ${counted.kills} kills`
    if (now === before) {
      say(`Nothing has moved for ${hopeless / 1000} s: ${now}.\n${system.said()}`)
      process.exit(1)
    }
    before = now
  }, hopeless)
  look.unref()
}
watch()
await Promise.all([
  killOnAndOn(),
  ...team.map((writer) =>
    writeOn(writer, {
      random: chanceFrom(seed + 1 + writer.number),
      gate: way,
      log,
      onAcknowledged,
      isEnough,
    }),
  ),
])
const seconds = (performance.now() - started) / 1000
await system.stop()

const { wrong, marks, savedUnanswered, toldNotSaved } = await compare(data, since, log.saves)
const trail = await checkTrail(folder, data)
const sorted = recoveries.toSorted((a, b) => a - b)
const retried = log.saves.filter((save) => save.cutOff.length > 0)
const times = (list) => [...list.reduce((map, one) => map.set(one, (map.get(one) ?? 0) + 1), new Map())]

say('')
say(`${n(counted.kills)} kills of the whole system, ${counted.whileStarting} of them while it was starting;`)
say(`  ${n(counted.processes)} processes killed in ${Math.round(seconds)} s`)
say(`${n(counted.acknowledged)} saves acknowledged (${n(marks)} found in the register)`)
for (const [kind, count] of times(log.saves.map((save) => save.kind))) say(`  ${kind.padEnd(12)} ${n(count)}`)
say(`${n(retried.length)} got no answer and were sent again; ${n(savedUnanswered)} of those were in already`)
if (toldNotSaved > 0) say(`  ${toldNotSaved} of them after a page that said that nothing was saved`)
say(
  `Desk back, from starting again to the page, signed in: min ${sorted[0].toFixed(2)} s, ` +
    `median ${sorted[Math.floor(sorted.length / 2)].toFixed(2)} s, max ${sorted.at(-1).toFixed(2)} s (bar ${bar} s)`,
)
for (const [what, list] of Object.entries(wrong)) {
  say(`${what}: ${list.length}`)
  for (const one of list.slice(0, 10)) say(`  ${one}`)
}
say(`audit export and verify ended with ${trail.exits.join(' and ')}`)
for (const line of trail.said.split('\n')) say(`  ${line.replace(folder, '…')}`)
// A server may say that it lost its database in the moment before it is killed itself; at other times it may not.
const dying = ({ at }) => dyings.some(({ from, until }) => at > from - 100 && at < until + 1000)
const living = log.unusual.filter((one) => !dying(one))
say(
  `${log.unusual.length - living.length} last answers of a dying server; ${living.length} refusals while all was up`,
)
for (const [what, count] of times(living.map((one) => one.says))) say(`  ${count} × ${what}`)
for (const [what, count] of times(system.errors())) say(`  ${count} × on the server's error stream: ${what}`)
const good =
  Object.values(wrong).every((list) => list.length === 0) &&
  trail.exits.every((exit) => exit === 0) &&
  sorted.at(-1) < bar
say(good ? 'Nothing lost, nothing doubled, nothing half.' : 'NOT AS IT SHOULD BE.')
process.exit(good ? 0 : 1)
