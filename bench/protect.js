// npm run bench:protect [-- FILE.csv…]: how many cells are hidden besides the small ones and how long it takes, for skewed
// invented tables of growing size, or for CSV files of inner cells whose last column is the count. Both readers. Nothing
// here asserts but that no small cell is left narrow. Method and results are in docs/benchmarks.md.
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from '../bin/build.js'
import { chance } from './million.js'

build()
const { audit, claimOf, readCounts, suppress, tableOf } = await import('../dist/disclosure/index.js')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threshold: { type: 'string', default: '5' }, reader: { type: 'string' } },
})

/** Children in cells of which few are common and most are rare, as councils by nationality are. */
function skewed(sizes, children, seed) {
  const random = chance(seed)
  const counts = new Map()
  for (let i = 0; i < children; i++) {
    const cell = sizes.map((size) => Math.floor(size * random.next() ** 2.2)).join()
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  return [...counts].map(([cell, value], i) => ({
    labels: Object.fromEntries(cell.split(',').map((code, d) => [`d${d}`, `k${code.padStart(3, '0')}`])),
    value,
    line: i + 2,
  }))
}

const fromFile = (path) => {
  const text = readFileSync(path, 'utf8')
  const dims = text.split('\n')[0].trim().split(',').slice(0, -1)
  const rows = readCounts(text, dims)
  if (!rows.ok) throw new Error(rows.problem)
  return { name: basename(path), rows: rows.value, dims }
}
const invented = [
  [[10, 6], 400],
  [[20, 10, 6], 4000],
  [[40, 20, 10], 20_000],
].map(([sizes, children]) => ({
  name: `${sizes.join(' × ')}, N = ${children}`,
  rows: skewed(sizes, children, 1),
  dims: sizes.map((_, d) => `d${d}`),
}))
const tables = positionals.length > 0 ? positionals.map(fromFile) : invented
const readers = values.reader === undefined ? ['non-negative', 'rule'] : [values.reader]

process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`)
for (const { name, rows, dims } of tables)
  for (const reader of readers) {
    const began = performance.now()
    const table = tableOf(rows, dims)
    if (!table.ok) throw new Error(table.problem)
    const done = suppress(table.value, { threshold: Number(values.threshold), reader })
    const found = await audit(claimOf(done))
    const seconds = (performance.now() - began) / 1000
    process.stdout.write(
      `${name.padEnd(28)} ${reader.padEnd(13)} ${String(table.value.values.length).padStart(7)} cells, ${done.small.length} small, ${done.secondary.length} others hidden, ${found.narrow} narrow, ${seconds.toFixed(2)} s\n`,
    )
    if (found.narrow > 0) process.exitCode = 1
  }
