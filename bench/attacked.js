// npm run attack [-- --results FILE --from N --to N]: 500 random tables, protected, and attacked by somebody who has what
// is published and nothing else (test/truth/attacker-by-programs.mjs). 480 have at most 200 inner cells, 20 up to
// 20 × 10 × 6; half have a hierarchy; readers take turns. Each is published twice, a year apart and revised between; the
// attacker of both takes to be the same what no sum says was revised. A line a table goes to FILE: the run can be stopped, and goes on
// where it was. Ends with 1 if any small cell could be narrowed to fewer than three values.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from '../bin/build.js'
import { attack } from '../test/truth/attacker-by-programs.mjs'
import { chance } from './million.js'

build()
const { cellsOf, linked, protect, tableOf } = await import('../dist/disclosure/index.js')
const { values: options } = parseArgs({
  options: {
    results: { type: 'string', default: 'attacked.jsonl' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '500' },
  },
})
const threshold = 5
const done = new Map()
if (existsSync(options.results))
  for (const line of readFileSync(options.results, 'utf8').split('\n'))
    if (line !== '') done.set(JSON.parse(line).number, JSON.parse(line))

for (let number = Number(options.from); number <= Number(options.to); number++) {
  if (done.has(number)) continue
  const began = performance.now()
  const result = { number, ...(await attackOne(number)), seconds: (performance.now() - began) / 1000 }
  done.set(number, result)
  appendFileSync(options.results, `${JSON.stringify(result)}\n`)
  if (process.stdout.isTTY) process.stdout.write(`\r${done.size} tables `)
}
const all = [...done.values()]
const add = (of) => all.reduce((sum, one) => sum + of(one), 0)
const narrowed = all.filter((one) => one.first.narrow + one.both.narrow > 0)
process.stdout.write(
  [
    `${all.length} tables, ${add((one) => one.inner)} inner cells, ${add((one) => one.first.small)} small cells in first releases and ${add((one) => one.both.small)} in both.`,
    `Hidden besides: ${add((one) => one.first.secondary)} in first releases.`,
    `Second releases that protection refused: ${all.filter((one) => one.both.refused > 0).length}, for ${add((one) => one.both.refused)} small cells.`,
    `Narrowed by the attacker: ${add((one) => one.first.narrow)} in first releases, ${add((one) => one.both.narrow)} with both, in ${narrowed.length} tables${narrowed.length > 0 ? `: ${narrowed.map((one) => one.number).join(', ')}` : ''}.`,
    `Not what the audit said: ${all.filter((one) => one.disagrees).length} tables. ${Math.round(add((one) => one.seconds))} s.`,
    '',
  ].join('\n'),
)
process.exitCode = narrowed.length > 0 ? 1 : 0

async function attackOne(number) {
  const random = chance(number * 7919).next
  const upTo = (n) => Math.floor(random() * n)
  const isLarge = number % 25 === 0
  const sizes = isLarge ? [12 + upTo(9), 6 + upTo(5), 3 + upTo(4)] : smallSizes(upTo)
  const dims = sizes.map((_, d) => `d${d}`)
  const hierarchies = number % 2 === 0 && sizes[0] > 3 ? [{ leaf: 'd0', group: 'region' }] : []
  const groups = 2 + upTo(3)
  const columns = hierarchies.length > 0 ? [...dims, 'region'] : dims
  const reader = number % 4 < 2 ? 'rule' : 'non-negative'
  const least = reader === 'rule' ? 1 : 0
  const codes = sizes.reduce(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, i) => [...row, i])),
    [[]],
  )
  const children = codes.length * (0.5 + 4 * random())
  const counts = codes.map((code) => {
    const weight = code.reduce((all, i, d) => all * (1.9 * (1 - i / sizes[d]) ** 1.2), 1)
    return Math.max(0, Math.round((children / codes.length) * weight * 2 * random() - 0.3))
  })
  const rowsOf = (values) =>
    codes.map((code, i) => ({
      labels: {
        ...Object.fromEntries(code.map((one, d) => [`d${d}`, `k${one}`])),
        ...(hierarchies.length > 0 ? { region: `r${code[0] % groups}` } : {}),
      },
      value: values[i],
      line: i + 2,
    }))
  const release = async (values, known) => {
    const table = tableOf(rowsOf(values), columns, hierarchies)
    if (!table.ok) throw new Error(table.problem)
    const earlier = known.map((cells) => {
      const found = linked(
        table.value,
        cells.map((cell) => ({ ...cell, place: '' })),
      )
      if (!found.ok) throw new Error(found.problem)
      return found.value
    })
    const { suppression, checked } = await protect(table.value, { threshold, reader }, { earlier })
    const cells = cellsOf(suppression)
    // The truth by the labels, not from the table that is attacked.
    const truth = cells.map(({ labels }) =>
      rowsOf(values)
        .filter((row) => columns.every((dim) => labels[dim] === 'Total' || labels[dim] === row.labels[dim]))
        .reduce((sum, row) => sum + row.value, 0),
    )
    for (const [i, { value, status }] of cells.entries()) {
      if (value !== null && value !== truth[i]) throw new Error(`Table ${number}: a shown cell is wrong.`)
      if (truth[i] === 0 && status !== 'shown') throw new Error(`Table ${number}: a nought is hidden.`)
      if (truth[i] >= 1 && truth[i] <= threshold && status === 'shown')
        throw new Error(`Table ${number}: a small cell is shown.`)
    }
    return { suppression, checked, cells, truth }
  }
  const published = ({ cells, truth }) => ({
    cells: cells.map(({ labels, value }) => ({ ...labels, value })),
    truth,
  })
  const first = await release(counts, [])
  const firstAudit = first.checked
  const alone = await attack({ releases: [published(first)], dims: columns, least, threshold })
  const revised = counts.map((value) => {
    if (random() > 0.06) return value
    return Math.max(0, value + (1 + upTo(4)) * (random() < 0.7 ? 1 : -1))
  })
  const changed = new Set(
    codes.flatMap((_, i) =>
      counts[i] === revised[i] ? [] : [columns.map((dim) => rowsOf(counts)[i].labels[dim]).join('|')],
    ),
  )
  const second = await release(revised, [first.cells])
  const secondAudit = second.checked
  const refused = new Set([...secondAudit.narrowed.keys()].map((cell) => cell))
  const both =
    refused.size > 0
      ? []
      : await attack({
          releases: [published(first), published(second)],
          dims: columns,
          isRevised: (name) => changed.has(name),
          least,
          threshold,
        })
  const narrow = (found) => found.filter(({ values }) => values < 3).length
  return {
    sizes,
    reader,
    inner: codes.length,
    first: { small: alone.length, narrow: narrow(alone), secondary: first.suppression.secondary.length },
    both: { small: both.length, narrow: narrow(both), refused: refused.size, revised: changed.size },
    disagrees: firstAudit.narrow !== new Set(alone.filter(({ values }) => values < 3)).size,
  }
}

function smallSizes(upTo) {
  for (;;) {
    const sizes = Array.from({ length: 1 + upTo(4) }, () => 2 + upTo(9))
    const inner = sizes.reduce((product, size) => product * size, 1)
    if (inner <= 200 && inner >= 4) return sizes
  }
}
