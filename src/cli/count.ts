import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { note } from '../access/index.ts'
import {
  bookOfCount,
  breakdownOf,
  breakdowns,
  catalogue,
  type Count,
  countAll,
  choicesInWords,
  csvwOf,
  eesOf,
  internalUse,
  measureOf,
  odsOf,
  readSettings,
  type Settings,
  xlsxOf,
} from '../figures/index.ts'
import { inWords as dateInWords } from '../plain/index.ts'
import { type Command, Stopped, Usage } from './command.ts'
import { dateOption, instantOption, readArgs } from './options.ts'
import { openFolder } from './open.ts'

const longest = Math.max(...catalogue.map((one) => one.id.length))

export const countCommand: Command = {
  name: 'count',
  does: 'Count any measure, for any period, by anything that is recorded.',
  help: `turnstone count MEASURE --from DATE --to DATE [--by NAME,NAME…] [--known-on DATE|INSTANT] --data DIR
                [--set NAME=VALUE …] [--key FILE] [--json] [--out FILE]

Both days are inside the period. The numbers are exact, for internal use, and not protected against giving a child
away. Do not publish them. The settings are those of "turnstone help answer".

  --by NAMES      how to split it: every combination that somebody is in is one cell
  --known-on K    as the register knew it then: a date (the end of that day in London) or an instant
  --json          print one JSON document on standard output
  --out FILE      write a file instead: .xlsx or .ods with a cover, contents and notes; .csv in the shape of the
                  Department's Explore Education Statistics (whole years only), with FILE.meta.csv and
                  FILE-metadata.json (CSV on the Web) beside it. A file that is there is not replaced

Measures:
${catalogue.map((one) => `  ${one.id.padEnd(longest)}  ${one.label} (${one.unit})`).join('\n')}

Breakdowns:
${breakdowns.map((one) => `  ${one.id.padEnd(longest)}  ${one.label}`).join('\n')}`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      from: { type: 'string' },
      to: { type: 'string' },
      by: { type: 'string' },
      'known-on': { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      set: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      out: { type: 'string' },
    })
    const [name, ...rest] = positionals
    if (name === undefined || rest.length > 0)
      throw new Usage(
        'Name one measure: turnstone count MEASURE --from DATE --to DATE --data DIR. "turnstone help count" lists them.',
      )
    const measure = measureOf(name)
    if (measure === null)
      throw new Usage(`There is no measure "${name}". "turnstone help count" lists them all.`)
    const period = { from: dateOption('from', values.from), to: dateOption('to', values.to) }
    if (period.to < period.from)
      throw new Usage(
        `The period ends on ${period.to}, before it begins on ${period.from}. Turn the two round.`,
      )
    const by = (values.by ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one) => {
        const found = breakdownOf(one)
        if (found === null)
          throw new Usage(
            `There is no breakdown "${one}". They are ${breakdowns.map((each) => each.id).join(', ')}.`,
          )
        return found
      })
    if (new Set(by).size !== by.length) throw new Usage('A breakdown is named twice in --by. Name each once.')
    const knownOn = instantOption('known-on', values['known-on'])
    const settings = readSettings(
      Object.fromEntries(
        (values.set ?? []).map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]),
      ),
    )
    if (!settings.ok) throw new Usage(settings.problem)
    if (values.out !== undefined) checkOut(values.out)
    const register = await openFolder(io, values.data, values.key)
    try {
      const permit = register.permit('ask a question')
      const [count] = await countAll(register.db, permit, register.council, knownOn, [
        { measure, period, by, settings: settings.value },
      ])
      if (count === undefined) throw new Error('One question has one answer')
      // Who asked is written down before anything is shown.
      await note(register.db, register.council.id, {
        actor: permit.person.actor,
        action: 'ask a question',
        subject: '',
        count: 0,
        digest: '',
        reason: measure.id,
      })
      if (values.out !== undefined) {
        const written = await writeOut(values.out, count, register.council, settings.value)
        io.out(`Written: ${written.join(', ')}. ${internalUse}.\n`)
        return 0
      }
      io.out(
        values.json === true
          ? `${JSON.stringify(asData(count), null, 2)}\n`
          : inWords(count, register.council, settings.value),
      )
      return 0
    } finally {
      await register.close()
    }
  },
}

const kinds = ['.xlsx', '.ods', '.csv']

/** Trouble with a file is said before anything is counted. */
function checkOut(file: string): void {
  if (!kinds.includes(extname(file)))
    throw new Usage(`--out ${file}: a file ends in ${kinds.join(', ')}. Name it so.`)
  for (const one of extname(file) === '.csv' ? namesBeside(file) : [file])
    if (existsSync(one)) throw new Stopped(`${one} is there already. Remove it, or name another file.`)
}

/** A CSV file, the file that describes its columns, and its metadata of CSV on the Web. */
const namesBeside = (file: string): string[] => {
  const stem = file.slice(0, -'.csv'.length)
  return [file, `${stem}.meta.csv`, `${stem}-metadata.json`]
}

async function writeOut(
  file: string,
  count: Count,
  council: { code: string; name: string },
  settings: Settings,
): Promise<string[]> {
  const contents: [string, string | Uint8Array][] = []
  if (extname(file) === '.csv') {
    const made = eesOf(council.code, [count])
    if (!made.ok) throw new Stopped(`${file} was not written. ${made.problem}`)
    const [data = '', meta = '', about = ''] = namesBeside(file)
    const labels = new Map(count.by.map((one) => [one.id.replaceAll('-', '_'), one.label]))
    contents.push(
      [data, made.value.data],
      [meta, made.value.meta],
      [about, csvwOf(basename(data), count.measure.label, made.value, labels)],
    )
  } else {
    const book = bookOfCount(count, council.name, settings)
    contents.push([file, await (extname(file) === '.ods' ? odsOf(book) : xlsxOf(book))])
  }
  for (const [name, content] of contents) {
    try {
      await writeFile(name, content, { flag: 'wx' })
    } catch {
      throw new Stopped(`${name} cannot be written. Check that its folder is there and may be written to.`)
    }
  }
  return contents.map(([name]) => name)
}

/** The shape of `turnstone count --json`. A measure that the register cannot answer has no cells and says why. */
const asData = (count: Count) => ({
  measure: count.measure.id,
  heading: internalUse,
  unit: count.measure.unit,
  period: count.period,
  knownOn: count.knownOn,
  cells: count.cells.map((cell) => ({ ...cell.values, value: cell.value, coverage: cell.coverage })),
  coverage: count.coverage,
  ...(count.notAnswerable === null ? {} : { notAnswerable: count.notAnswerable }),
  ...(count.warning === null ? {} : { warning: count.warning }),
})

function inWords(count: Count, council: { name: string; code: string }, settings: Settings): string {
  const number = (value: number) => value.toLocaleString('en-GB')
  const cells = count.cells.map((cell) => ({
    name: count.by.map((one) => one.words(cell.values[one.id] ?? '')).join(', '),
    value: number(cell.value),
    coverage: `${number(cell.coverage.held)} of ${number(cell.coverage.of)}`,
  }))
  const wide = Math.max(0, ...cells.map((one) => one.name.length))
  return [
    internalUse.toUpperCase(),
    '',
    `${council.name} (${council.code}), ${dateInWords(count.period.from)} to ${dateInWords(count.period.to)}, as known on ${count.knownOn}`,
    `${count.measure.id}: ${count.measure.label} (${count.measure.unit})`,
    '',
    ...(count.notAnswerable === null
      ? count.by.length === 0
        ? [`  ${number(count.total)}`]
        : [
            ...cells.map(
              (one) =>
                `  ${one.name.padEnd(wide)}  ${one.value.padStart(9)}   ${one.coverage} records hold the fields`,
            ),
            `  ${'All'.padEnd(wide)}  ${number(count.total).padStart(9)}`,
          ]
      : [`  not answerable: ${count.notAnswerable}`]),
    '',
    `${number(count.coverage.held)} of ${number(count.coverage.of)} records hold the fields. ${count.measure.definition(settings)}`,
    ...(count.warning === null ? [] : [count.warning]),
    ...count.by.map((one) => `${one.label}: ${one.definition}`),
    '',
    'Choices made where councils differ:',
    ...choicesInWords(settings).map((choice) => `  - ${choice}`),
    '',
  ].join('\n')
}
