// npm run attack [-- --results FILE --from N --to N]: 500 random tables, protected, and attacked by somebody who has what
// is published and nothing else (test/truth/attacker-by-programs.mjs). 480 have at most 200 inner cells, 20 up to
// 20 × 10 × 6; half have a hierarchy; readers take turns. Each is published twice, a year apart and revised between; the
// attacker of both takes to be the same what no sum says was revised. A line a table goes to FILE: the run can be stopped, and goes on
// where it was. Ends with 1 if any small cell could be narrowed to fewer than three values.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from '../bin/build.js'
import { attackOne } from '../test/truth/attacked-tables.mjs'

build()
const disclosure = await import('../dist/disclosure/index.js')
const { values: options } = parseArgs({
  options: {
    results: { type: 'string', default: 'attacked.jsonl' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '500' },
  },
})
const done = new Map()
if (existsSync(options.results))
  for (const line of readFileSync(options.results, 'utf8').split('\n'))
    if (line !== '') done.set(JSON.parse(line).number, JSON.parse(line))

for (let number = Number(options.from); number <= Number(options.to); number++) {
  if (done.has(number)) continue
  const began = performance.now()
  const result = {
    number,
    ...(await attackOne(number, disclosure)),
    seconds: (performance.now() - began) / 1000,
  }
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
