// npm run bench:size: a million children in 150 councils of one register. How long they take to write through record(),
// and how long the whole questionnaire takes, whole, by council and by nationality: the first time, from a cold start,
// warm, and on an earlier day of knowledge. SQL counts the same beside it. Nothing here asserts but that both are equal. Method and results are in docs/benchmarks.md.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { build } from '../bin/build.js'
import { childrenOfACouncil, fill, openMany } from './million.js'
import { countedBySql } from './size-sql.js'

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: join(tmpdir(), 'turnstone-size') },
    councils: { type: 'string', default: '150' },
    children: { type: 'string', default: String(childrenOfACouncil) },
    ask: { type: 'string' },
  },
})
build()
const figures = await import('../dist/figures/index.js')
const plain = await import('../dist/plain/index.js')
const councils = Number(values.councils)
const childrenEach = Number(values.children)
mkdirSync(values.folder, { recursive: true })

const nationality = figures.breakdownOf('nationality')
const council = figures.breakdownOf('council')
const wanted = figures.requestMeasures.flatMap((measure) =>
  [[], [council], [nationality]].map((by) => ({ measure, by })),
)
const year = { from: '2014-10-01', to: '2015-09-30' }
const periods = [year, { from: '2024-10-01', to: '2025-09-30' }, { from: '2015-01-01', to: '2024-12-31' }]

const say = (what, text) => process.stdout.write(`  ${what.padEnd(64)} ${text}\n`)
const milliseconds = async (does) => {
  const began = performance.now()
  await does()
  return performance.now() - began
}
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const thousands = (n) => n.toLocaleString('en-GB')

/** Two threads, each with half of the councils; what they count is added up. */
function twoHalves() {
  const halves = [0, 1].map(
    (half) =>
      new Worker(new URL('./size-half.js', import.meta.url), {
        workerData: { folder: values.folder, councils, half },
      }),
  )
  const told = (worker, question) => {
    const answer = once(worker, 'message').then(([message]) => message)
    worker.postMessage(question)
    return answer
  }
  return {
    ask: async (some, period, knownOn = null) => {
      const parts = await Promise.all(halves.map((worker) => told(worker, { some, period, knownOn })))
      return wanted.map(({ measure, by }, i) => ({
        measure,
        by,
        ...figures.addUp(
          parts.map((counts) => counts[i]),
          by,
        ),
      }))
    },
    end: () => Promise.all(halves.map((worker) => told(worker, 'end'))),
  }
}

/** A process that starts, opens the database, asks once and says how long all that took since it was started. */
if (values.ask !== undefined) {
  const many = await openMany(values.folder, councils)
  const threads = twoHalves()
  await threads.ask(Number(values.ask), year)
  process.stdout.write(String(performance.now()))
  await threads.end()
  await many.close()
  process.exit(0)
}

const fromCold = (some) => {
  const ran = spawnSync(
    process.execPath,
    [
      fileURLToPath(import.meta.url),
      '--folder',
      values.folder,
      '--councils',
      values.councils,
      '--ask',
      String(some),
    ],
    { encoding: 'utf8' },
  )
  if (ran.status !== 0) throw new Error(ran.stderr)
  return Number(ran.stdout)
}

/** Nothing of the database's files in memory, where this machine lets us say so. */
function forgetFiles() {
  try {
    spawnSync('sync')
    writeFileSync('/proc/sys/vm/drop_caches', '3')
    return true
  } catch {
    return false
  }
}

process.stdout.write(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
)
const many = await openMany(values.folder, councils)
try {
  const filled = await fill(many, childrenEach, ({ done, left, entries, seconds }) =>
    process.stderr.write(
      `\r${done} councils written, ${left} left, ${thousands(entries)} entries, ${seconds.toFixed(0)} s `,
    ),
  )
  const { rows } = await many.query('select count(*)::int as n from entry')
  const { rows: children } = await many.query('select count(*)::int as n from child')
  process.stdout.write(
    `\n${thousands(children[0].n)} children, ${thousands(rows[0].n)} entries, ${councils} councils\n`,
  )
  if (filled.entries > 0)
    say(
      'written through record(), two councils at a time',
      `${(filled.seconds / 60).toFixed(1)} min, ${thousands(Math.round(filled.entries / filled.seconds))} entries/s`,
    )
  await many.query('vacuum analyze entry')
  await many.query('truncate counted_columns')
  const threads = twoHalves()
  say(
    'first question: every entry read, columns kept',
    `${((await milliseconds(() => threads.ask(councils, year))) / 1000).toFixed(1)} s`,
  )
  const kept = await many.query('select sum(length(body))::bigint as n from counted_columns')
  say('the kept columns', `${(Number(kept.rows[0].n) / 1e6).toFixed(0)} MB`)

  for (const some of [2, 15, councils].filter((n, i, all) => n <= councils && all.indexOf(n) === i)) {
    const size = (await many.query(`select count(*)::int as n from child where council <= ${some}`)).rows[0].n
    process.stdout.write(`\n${thousands(size)} children in ${some} councils\n`)
    const warm = async (what, period, knownOn) => {
      const times = []
      for (let i = 0; i < 9; i++) times.push(await milliseconds(() => threads.ask(some, period, knownOn)))
      say(
        what,
        `${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`,
      )
    }
    for (const period of periods)
      await warm(`${period.from} to ${period.to}, warm, median of 9 (fastest to slowest)`, period, null)
    await warm('the first period as known before the last recording', year, await beforeLast(many))
  }

  const counts = await threads.ask(councils, year)
  const bySql = await countedBySql(many, year)
  let unequal = 0
  for (const [measure, cells] of Object.entries(bySql.counts)) {
    const count = counts.find((one) => one.measure.id === measure && one.by[0]?.id === 'council')
    const ours = Object.fromEntries(count.cells.map((cell) => [cell.values.council, cell.value]))
    if (JSON.stringify(sorted(ours)) !== JSON.stringify(sorted(cells))) {
      unequal++
      process.stdout.write(`  NOT EQUAL: ${measure}\n`)
    }
  }
  say(
    `the same ${Object.keys(bySql.counts).length} measures by council in plain SQL, one connection`,
    `${(bySql.seconds * 1000).toFixed(0)} ms, ${unequal === 0 ? 'equal in every cell' : `${unequal} unequal`}`,
  )
  if (unequal > 0) process.exitCode = 1
  await threads.end()
} finally {
  await many.close()
}

for (const some of [2, 15, councils].filter((n, i, all) => n <= councils && all.indexOf(n) === i)) {
  const warmFiles = [fromCold(some), fromCold(some), fromCold(some)]
  say(
    `${some} councils from a cold start, PostgreSQL's too, median of 3`,
    `${(median(warmFiles) / 1000).toFixed(2)} s`,
  )
}
if (forgetFiles())
  say('all, from a cold start with no file in memory', `${(fromCold(councils) / 1000).toFixed(2)} s`)

/** An instant at which the second recording of no council was known yet. */
async function beforeLast(many) {
  const { rows } = await many.query(
    `select min(known_from)::text as at from entry where supersedes is not null and council = 1`,
  )
  const at = plain.instant(rows[0].at)
  return plain.addSeconds(at, -0.001)
}

function sorted(cells) {
  return Object.entries(cells)
    .filter(([, value]) => value > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
