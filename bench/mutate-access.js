// Takes each guard of access away in turn and runs the tests that must notice: node bench/mutate-access.js
//   --only TEXT     only guards whose name holds TEXT
//   --skip TEXT     leaves out guards whose name holds TEXT
//   --results FILE  remembers in FILE what was noticed and goes on from there: whatever went unnoticed, and whatever
//                   has changed since, is tried again
//   --parallel N    N guards at a time, each in a copy of its own (1)
//   --near          runs the likely tests alone, and not the last run of all: what goes unnoticed then is only suspected
//   --sure          does without the first run, in which nothing is changed
//   --list          says which guards there are, and runs nothing
// Works in copies of the tree. A guard that can go unnoticed is named at the end. The guards: access-guards.js.
import { spawn } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guards, testsFor } from './access-guards.js'

const root = join(import.meta.dirname, '..')
/** A run of tests that takes longer than this has been brought to a halt by what was changed: nobody noticed. */
const longest = 6 * 60_000
const option = (name) => {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : process.argv[at + 1]
}
const say = (line) => process.stdout.write(`${line}\n`)

const near = process.argv.includes('--near')
const [only, skip] = [option('--only') ?? '', option('--skip')]
const wanted = guards.filter(
  ({ name }) => name.includes(only) && (skip === undefined || !name.includes(skip)),
)
const missing = wanted.filter((guard) => guard.text === null)
if (process.argv.includes('--list') || missing.length > 0) {
  const listed = process.argv.includes('--list') ? wanted : missing
  for (const guard of listed) say(`${guard.text === null ? 'NOT FOUND ' : ''}${guard.name}`)
  process.exit(missing.length > 0 ? 1 : 0)
}

// ---- copies ---------------------------------------------------------------------------------------------------------
const copies = []
const running = new Set()
process.on('exit', () => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    for (const child of running) child.kill('SIGTERM')
    process.exit(1)
  })

function copyOfTheTree() {
  const copy = mkdtempSync(join(tmpdir(), 'turnstone-mutants-'))
  copies.push(copy)
  const left = new Set(['node_modules', '.git', 'screenshots', 'dist'])
  for (const name of readdirSync(root))
    if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Runs tests in a copy until one fails. `outcome` is null where they did not even begin, or did not end. */
async function vitest(copy, which, ...more) {
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...which,
      '--reporter=json',
      `--outputFile=${report}`,
      ...more,
    ],
    { cwd: copy, stdio: 'ignore', env: { ...process.env, NO_COLOR: '1' } },
  )
  running.add(child)
  let late = false
  const ending = setTimeout(() => {
    late = true
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  }, longest)
  const code = await new Promise((resolve) => child.on('close', resolve))
  clearTimeout(ending)
  running.delete(child)
  return {
    late,
    code,
    files: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : null,
  }
}

const failedTests = (files) =>
  (files ?? []).flatMap((file) => file.assertionResults.filter((one) => one.status === 'failed'))

// What fails without any change cannot notice one: it is left out, and said.
const first = copyOfTheTree()
async function failingAlready() {
  const all = [...new Set(wanted.flatMap((guard) => testsFor(guard).flat()))]
  const { files } = await vitest(first, all)
  if (files === null) throw new Error('The tests do not run as they are')
  for (const file of files)
    if (file.status === 'failed' && file.assertionResults.length === 0)
      throw new Error(`${file.name} does not run as it is: ${file.message}`)
  return failedTests(files).map((one) => one.fullName)
}
const broken = process.argv.includes('--sure') ? [] : await failingAlready()
for (const name of broken) say(`left out, it fails as it is: ${name}`)
const escaped = broken.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
const leftOut = broken.length === 0 ? [] : ['-t', `^(?!.*(?:${escaped.join('|')})).*$`]

// ---- one guard --------------------------------------------------------------------------------------------------------
/**
 * A guard is missed where a test fails without it. Where no test at all can run without it, nothing was learnt: it must
 * be weakened in another way. Where a file of tests cannot be set up any more while others run, that is noticed too.
 */
async function tryOne(copy, guard) {
  const path = join(copy, guard.file)
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, guard.text)
  try {
    let stopped
    for (const which of near ? testsFor(guard).slice(0, -1) : testsFor(guard)) {
      const { late, code, files } = await vitest(copy, which, '--bail', '1', ...leftOut)
      if (late) return { how: 'too long', by: which.join(' ') }
      if (files === null) return { how: 'broke all', by: which.join(' ') }
      const [failed] = failedTests(files)
      if (failed !== undefined) return { how: 'noticed', by: failed.fullName }
      const stuck = files.find((file) => file.status === 'failed')
      if (stuck !== undefined) {
        if (/SyntaxError|Transform failed|PARSE_ERROR/.test(stuck.message))
          return { how: 'broke all', by: stuck.message }
        stopped ??= `${stuck.name.slice(copy.length + 1)} does not begin: ${stuck.message.split('\n')[0]}`
      } else if (code !== 0) stopped ??= `an error outside of any test: ${which.join(' ')}`
    }
    return stopped === undefined ? { how: 'UNNOTICED', by: '' } : { how: 'noticed', by: stopped }
  } finally {
    writeFileSync(path, before)
  }
}

// ---- all of them --------------------------------------------------------------------------------------------------------
const results = option('--results')
const known = new Map()
if (results !== undefined && existsSync(results))
  for (const line of readFileSync(results, 'utf8').split('\n').filter(Boolean)) {
    const one = JSON.parse(line)
    known.set(one.mark, one)
  }
const done = wanted.filter((guard) => known.get(guard.mark)?.how === 'noticed')
if (done.length > 0) say(`noticed before, not tried again: ${done.length}`)
const outcome = new Map(done.map((guard) => [guard, 'noticed']))
const waiting = wanted.filter((guard) => !outcome.has(guard))

async function work(copy) {
  for (let guard = waiting.shift(); guard !== undefined; guard = waiting.shift()) {
    const began = Date.now()
    const { how, by } = await tryOne(copy, guard)
    const seconds = Math.round((Date.now() - began) / 1000)
    outcome.set(guard, how)
    if (results !== undefined)
      appendFileSync(results, `${JSON.stringify({ mark: guard.mark, name: guard.name, how, by, seconds })}\n`)
    say(`${how.padEnd(10)} ${guard.name}  [${seconds} s${by === '' ? '' : `: ${by.slice(0, 140)}`}]`)
  }
}
const others = Array.from({ length: Number(option('--parallel') ?? 1) - 1 }, copyOfTheTree)
await Promise.all([first, ...others].map(work))

const which = (how) => wanted.filter((guard) => outcome.get(guard) === how)
const tried = which('noticed').length + which('UNNOTICED').length
say('')
for (const guard of which('UNNOTICED')) say(`unnoticed: ${guard.name}`)
for (const how of ['broke all', 'too long'])
  for (const guard of which(how))
    say(
      `not counted, without it the tests ${how === 'broke all' ? 'do not run' : 'do not end'}: ${guard.name}`,
    )
const share = tried === 0 ? 0 : ((which('noticed').length / tried) * 100).toFixed(1)
say(`${which('noticed').length} of ${tried} guards are missed when they are gone (${share} %)`)
process.exitCode = tried === wanted.length && which('UNNOTICED').length === 0 ? 0 : 1
