// npm run bench: how long an import of invented councils takes, how much memory, and how long the answer takes.
// Nothing here asserts: machines differ. Method and results are in docs/benchmarks.md.
import { spawn } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { mkdtempSync, readFileSync, rmSync, statSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const program = join(root, 'bin', 'turnstone.js')
const sizes = process.argv.slice(2).map(Number)
const councils = sizes.length > 0 ? sizes : [2500, 10000, 20000]
const folder = mkdtempSync(join(tmpdir(), 'turnstone-bench-'))

/** Runs a command; its time, and the largest memory of its own process (VmHWM, without PostgreSQL's). */
function run(args) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint()
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    let peak = 0
    const watch = setInterval(() => {
      try {
        peak = Math.max(
          peak,
          Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0),
        )
      } catch {
        // Not Linux, or just ended.
      }
    }, 50)
    child.stdout.on('data', (piece) => (out += piece))
    child.on('close', (exit) => {
      clearInterval(watch)
      if (exit !== 0) return reject(new Error(`turnstone ${args.join(' ')} ended with ${exit}`))
      resolve({
        seconds: Number(process.hrtime.bigint() - started) / 1e9,
        megabytes: Math.round(peak / 1024),
        out,
      })
    })
  })
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const show = (what, text) => process.stdout.write(`  ${what.padEnd(46)} ${text}\n`)

process.stdout.write(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
)
try {
  for (const children of councils) {
    const files = join(folder, `files-${children}`)
    const data = join(folder, `data-${children}`)
    await run([
      'invent',
      '--children',
      String(children),
      '--seed',
      '1',
      '--until',
      '2026-01-31',
      '--out',
      files,
    ])
    const bytes = readdirSync(files).reduce(
      (sum, name) => sum + (name.endsWith('.csv') ? statSync(join(files, name)).size : 0),
      0,
    )
    const first = await run(['import', files, '--council', 'E10000016', '--data', data, '--json'])
    const again = await run(['import', files, '--council', 'E10000016', '--data', data, '--json'])
    const ask = ['answer', 'ecpat', '--from', '2024-10-01', '--to', '2025-09-30', '--data', data, '--json']
    const answers = []
    for (let i = 0; i < 5; i++) answers.push((await run(ask)).seconds)
    const { rows } = JSON.parse(first.out)
    process.stdout.write(
      `\n${children.toLocaleString('en-GB')} invented children, ${rows.toLocaleString('en-GB')} rows, ${(bytes / 1e6).toFixed(1)} MB\n`,
    )
    show('first import, with starting PostgreSQL', `${first.seconds.toFixed(1)} s, ${first.megabytes} MB`)
    show('the same files again (adds nothing)', `${again.seconds.toFixed(1)} s, ${again.megabytes} MB`)
    show(
      'answer, whole command, median of 5',
      `${median(answers).toFixed(2)} s (${Math.min(...answers).toFixed(2)} to ${Math.max(...answers).toFixed(2)})`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
