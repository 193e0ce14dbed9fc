// node bench/crossings.js EARLIER.csv LATER.csv --dims a,b,c --value COLUMN: which cells one release of a table hides and the
// other shows. Written for the Department's own releases of one table, whose readers have both.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from '../bin/build.js'

build()
const { crossingsOf, readRelease } = await import('../dist/disclosure/index.js')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dims: { type: 'string' }, value: { type: 'string' }, only: { type: 'string' } },
})
const dims = (values.dims ?? '').split(',')
/** `--only column=text` keeps the rows that say so. */
const [column, text] = (values.only ?? '').split('=')
const read = (file) => {
  const said = readRelease(readFileSync(file, 'utf8'), dims, values.value)
  if (!said.ok) throw new Error(`${file}: ${said.problem}`)
  return said.value.filter((cell) => values.only === undefined || cell.labels[column] === text)
}
const [earlier, later] = positionals.map(read)
const { common, crossings, unclear } = crossingsOf(earlier, later, dims)
const shownIn = (release) => crossings.filter((one) => one.shownIn === release).length
process.stdout.write(
  `${common} cells in both releases (${unclear} left out, given twice). Hidden in the earlier and shown in the later: ${shownIn('later')}. Shown in the earlier and hidden in the later: ${shownIn('earlier')}.\n`,
)
