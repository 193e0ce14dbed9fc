import { basename } from 'node:path'
import {
  asData,
  audit,
  cellsOf,
  claimOfRounded,
  type Earlier,
  linked,
  protect,
  readCounts,
  readHierarchy,
  readRelease,
  round,
  roundedCells,
  tableOf,
} from '../disclosure/index.ts'
import { count } from '../plain/index.ts'
import { type Command, Stopped, Usage } from './command.ts'
import { readArgs } from './options.ts'
import { textOf } from './text.ts'

export const protectCommand: Command = {
  name: 'protect',
  does: 'Hide small counts, and as few others as are needed, so that no sum gives them away.',
  help: `turnstone protect COUNTS.csv --dims a,b,c [--hierarchy "la<region"] [--value COLUMN] [--threshold 5]
                  [--method suppress|round] [--reader rule|non-negative] [--known FILE]… [--json]

COUNTS.csv holds inner cells: a row a combination of the columns in --dims, and a count. Combinations that are missing
are 0. Every margin of every subset is added up here and protected like the inner cells.

Counts from 1 to the threshold are hidden, and others with them, until for every small one there are at least three
values that a reader cannot tell apart. A 0 is always shown.

  --dims a,b,c            the columns by which is counted
  --hierarchy "la<region" every la lies in one region; both stand in --dims. May be given several times
  --value COLUMN          the column of counts, where more than one column is left
  --threshold N           the largest count that is hidden (usually 5)
  --method suppress       (usual) hide cells
  --method round          for one-off answers: inner cells below 5 become 0 or 5, and every margin is the sum of what
                          stands below it, so that all of it may be shown
  --reader rule           (usual) whoever reads knows that a hidden cell is at least 1
  --reader non-negative   whoever reads knows only that counts are not negative
  --known FILE            an earlier release that readers have: as --json prints it, or CSV with "Total" and "c"
  --json                  print one JSON document on standard output

What is printed says of each cell whether it is small or hidden for the sake of others: it is for the council, and never
published. Needs no register and no data folder.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      dims: { type: 'string' },
      hierarchy: { type: 'string', multiple: true },
      value: { type: 'string' },
      threshold: { type: 'string' },
      method: { type: 'string' },
      reader: { type: 'string' },
      known: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    })
    const [file, ...more] = positionals
    if (file === undefined)
      throw new Usage('Name a file of counts: turnstone protect COUNTS.csv --dims a,b,c.')
    const dims = listOf(values.dims)
    if (dims.length === 0) throw new Usage('Name the columns by which is counted: --dims a,b,c.')
    const threshold = Number(values.threshold ?? '5')
    if (!Number.isInteger(threshold) || threshold < 1)
      throw new Usage(`--threshold is a whole number from 1 on, not "${values.threshold ?? ''}".`)
    const reader = values.reader ?? 'rule'
    if (reader !== 'rule' && reader !== 'non-negative')
      throw new Usage(`--reader is rule or non-negative, not "${reader}".`)
    const method = values.method ?? 'suppress'
    if (method !== 'suppress' && method !== 'round')
      throw new Usage(`--method is suppress or round, not "${method}".`)
    if (method === 'round' && threshold > base)
      throw new Usage(
        `Rounding is to ${base}: it protects counts up to ${base}, not up to ${threshold}. Use --method suppress.`,
      )
    const hierarchies = (values.hierarchy ?? []).map((text) => {
      const read = readHierarchy(text)
      if (!read.ok) throw new Usage(read.problem)
      for (const column of [read.value.leaf, read.value.group]) if (!dims.includes(column)) dims.push(column)
      return read.value
    })
    const began = performance.now()
    const rows = readCounts(await textOf(file), dims, values.value)
    if (!rows.ok) throw new Stopped(`${basename(file)}: ${rows.problem}`)
    const table = tableOf(rows.value, dims, hierarchies)
    if (!table.ok) throw new Stopped(`${basename(file)}: ${table.problem}`)
    const earlier: Earlier[] = []
    // Files after --known without a name of their own are earlier releases too.
    for (const known of [...(values.known ?? []), ...more]) {
      const said = readRelease(await textOf(known), dims, values.value)
      const found = said.ok ? linked(table.value, said.value) : said
      if (!found.ok) throw new Stopped(`${basename(known)}: ${found.problem}`)
      earlier.push(found.value)
    }
    const progress = (decided: number, of: number) => {
      if (io.interactive) io.err(`\r${decided} of ${count(of, 'cell')} decided by linear programs `)
    }
    const secondsSince = () => (performance.now() - began) / 1000
    let data: ReturnType<typeof asData>
    let words: string
    if (method === 'round') {
      const rounded = round(table.value, base, threshold)
      const checked = await audit(claimOfRounded(rounded, earlier), progress)
      data = asData(roundedCells(rounded), checked, secondsSince(), { base })
      words = `${count(data.cells.length, 'cell')} with their margins, inner cells below ${base} rounded to 0 or ${base}: ${count(rounded.small.length, 'small one')} cannot be told.`
    } else {
      const { suppression, checked } = await protect(
        table.value,
        { threshold, reader },
        { earlier },
        ({ unprotected, hidden }) => {
          if (io.interactive)
            io.err(`\r${unprotected} small cells not protected yet, ${hidden} others hidden `)
        },
        progress,
      )
      data = asData(cellsOf(suppression), checked, secondsSince())
      words = `${count(data.cells.length, 'cell')} with their margins: ${count(suppression.small.length, 'small one')} hidden, and ${count(suppression.secondary.length, 'other')} for their sake.`
    }
    if (io.interactive) io.err('\n')
    io.out(values.json === true ? `${JSON.stringify(data)}\n` : `${words}\n${verdictOf(data)}\n`)
    // Publication is refused where a small cell can be narrowed.
    return data.audit.narrow > 0 ? 1 : 0
  },
}

/** What rounded counts are multiples of, where they were below it. */
const base = 5

const verdictOf = ({ audit }: ReturnType<typeof asData>): string =>
  [
    audit.narrow === 0
      ? 'For every small one at least three values are possible for a reader who has everything that is published.'
      : `NOT TO BE PUBLISHED: ${count(audit.narrow, 'small one')} can be narrowed to fewer than three values; ${audit.exact} of them to one.`,
    'The cells are printed with --json. Which are small is never published.',
  ].join('\n')

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
