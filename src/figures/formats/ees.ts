import { csvRecord, list, ok, type Outcome, refused } from '../../plain/index.ts'
import { councilOrInvented } from '../../standard/index.ts'
import type { Breakdown } from '../breakdowns/index.ts'
import type { Count } from '../count.ts'
import type { Asked } from '../reading.ts'

/** A CSV file in the shape of Explore Education Statistics, with the file that describes its columns. */
export type EesFiles = { data: string; meta: string }

const nations: Readonly<Record<string, string>> = {
  England: 'E92000001',
  Scotland: 'S92000003',
  Wales: 'W92000004',
  'Northern Ireland': 'N92000002',
}
/** ONS codes of the regions of England. */
const regions: Readonly<Record<string, string>> = {
  'North East': 'E12000001',
  'North West': 'E12000002',
  'Yorkshire and The Humber': 'E12000003',
  'East Midlands': 'E12000004',
  'West Midlands': 'E12000005',
  'East of England': 'E12000006',
  London: 'E12000007',
  'South East': 'E12000008',
  'South West': 'E12000009',
}

/** The time columns of a period: a calendar year or a financial year, which is all that the shape has for a council's year. */
function timeOf({ from, to }: Asked): { period: string; identifier: string } | null {
  const year = Number(from.slice(0, 4))
  if (from === `${year}-01-01` && to === `${year}-12-31`)
    return { period: String(year), identifier: 'Calendar year' }
  if (from === `${year}-04-01` && to === `${year + 1}-03-31`)
    return { period: `${year}${String((year + 1) % 100).padStart(2, '0')}`, identifier: 'Financial year' }
  return null
}

const snake = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')

const geography = [
  'geographic_level',
  'country_code',
  'country_name',
  'region_code',
  'region_name',
  'old_la_code',
  'la_name',
  'new_la_code',
]

function placeOf(code: string): Record<string, string> {
  const council = councilOrInvented(code)
  const region = council?.region === council?.nation ? '' : (council?.region ?? '')
  return {
    geographic_level: 'Local authority',
    country_code: nations[council?.nation ?? ''] ?? 'x',
    country_name: council?.nation ?? 'x',
    region_code: region === '' ? '' : (regions[region] ?? 'x'),
    region_name: region,
    old_la_code: council?.dfe === '' || council === undefined ? 'x' : council.dfe,
    la_name: council?.name ?? code,
    new_la_code: code,
  }
}

/** Every combination of values, `Total` first: the shape wants the whole matrix, noughts included. */
function matrix(values: readonly (readonly string[])[]): string[][] {
  return values.reduce<string[][]>(
    (rows, next) => rows.flatMap((row) => ['Total', ...next].map((value) => [...row, value])),
    [[]],
  )
}

/**
 * Counts of one measure over one or more periods, in the shape of Explore Education Statistics: one row a period and
 * combination of filters with their totals, indicators as columns.
 *
 * @param counts of one measure by the same breakdowns, one a period
 * @returns a sentence where the shape cannot hold it
 */
export function eesOf(councilCode: string, counts: readonly Count[]): Outcome<EesFiles, string> {
  const [first] = counts
  if (first === undefined) return refused('There is nothing to write: count something first.')
  const times = counts.map((count) => timeOf(count.period))
  if (times.some((time) => time === null))
    return refused(
      'The shape of Explore Education Statistics has calendar years and years from April to March only. Ask for whole years.',
    )
  if (new Set(times.map((time) => time?.identifier)).size > 1)
    return refused(
      'A file holds one kind of year: ask for calendar years or for years from April to March, not both.',
    )
  // A file is by council anyway: its place is in columns of its own.
  const by = first.by.filter((one) => !['council', 'region', 'nation'].includes(one.id))
  const values = by.map((one) => [
    ...new Set(counts.flatMap((count) => count.cells.map((cell) => cell.values[one.id] ?? ''))),
  ])
  const indicator = snake(first.measure.id.replace(/^(\d)/, 'question_$1'))
  const header = [
    'time_period',
    'time_identifier',
    ...geography,
    ...by.map((one) => snake(one.id)),
    indicator,
    'records_held',
    'records_looked_at',
  ]
  const place = placeOf(councilCode)
  const rows = counts.flatMap((count, n) =>
    matrix(values).map((combination) => {
      const inside = count.cells.filter((cell) =>
        combination.every((value, i) => value === 'Total' || cell.values[by[i]?.id ?? ''] === value),
      )
      const total = combination.every((value) => value === 'Total')
      const sum = inside.reduce((all, cell) => all + cell.value, 0)
      const shown = count.notAnswerable !== null ? 'x' : String(total ? count.total : sum)
      return [
        times[n]?.period ?? '',
        times[n]?.identifier ?? '',
        ...geography.map((name) => place[name] ?? ''),
        ...combination.map((value, i) => (value === 'Total' ? value : wordsOf(by[i], value))),
        shown,
        // Beside a part of the matrix coverage is that of the whole, which the indicator of the total row says.
        total ? String(count.coverage.held) : 'z',
        total ? String(count.coverage.of) : 'z',
      ]
    }),
  )
  const meta = [
    [
      'col_name',
      'col_type',
      'label',
      'indicator_grouping',
      'indicator_unit',
      'indicator_dp',
      'filter_hint',
      'filter_grouping_column',
    ],
    ...by.map((one) => [snake(one.id), 'Filter', one.label, '', '', '', '', '']),
    [indicator, 'Indicator', first.measure.label, '', '', '0', '', ''],
    ['records_held', 'Indicator', 'Records that hold the fields', 'Coverage', '', '0', '', ''],
    ['records_looked_at', 'Indicator', 'Records looked at', 'Coverage', '', '0', '', ''],
  ]
  const files = { data: [header, ...rows].map(csvRecord).join(''), meta: meta.map(csvRecord).join('') }
  return ok(files)
}

const wordsOf = (by: Breakdown | undefined, value: string): string => by?.words(value) ?? value

/** Symbols that an indicator may hold instead of a number, without brackets. */
const symbols = new Set(['z', 'x', 'c', 'low', 'k', 'u'])
const needed = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'country_name']

/**
 * Screens a file as the Department's open data standard asks, by rules of our own that mirror its screener: what is
 * found, in sentences; nothing where it would pass.
 */
export function screenEes(
  data: readonly (readonly string[])[],
  meta: readonly (readonly string[])[],
): string[] {
  const [header = [], ...rows] = data
  const [metaHeader = [], ...described] = meta
  const found: string[] = []
  const at = (name: string) => header.indexOf(name)
  const lacking = needed.filter((name) => at(name) === -1)
  if (lacking.length > 0) found.push(`The columns ${list(lacking)} are needed and not there.`)
  const odd = header.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))
  if (odd.length > 0)
    found.push(`Column names are small letters, figures and underscores: ${list(odd)} is not.`)
  if (new Set(header).size !== header.length) found.push('A column is there twice.')
  const ragged = rows.findIndex((row) => row.length !== header.length)
  if (ragged !== -1)
    found.push(`Line ${ragged + 2} has ${rows[ragged]?.length ?? 0} values, not ${header.length}.`)
  const column = (name: string) => rows.map((row) => row[at(name)] ?? '')
  const period = column('time_period').find((value) => !isPeriod(value))
  if (period !== undefined)
    found.push(`time_period ${period} is neither a year nor two years one after the other.`)
  if (new Set(column('time_identifier')).size > 1) found.push('time_identifier mixes kinds of years.')
  if (column('geographic_level').includes('Local authority'))
    for (const name of ['region_name', 'old_la_code', 'la_name', 'new_la_code'])
      if (at(name) === -1) found.push(`A file by local authority needs ${name}.`)
  const names = described.map((row) => row[metaHeader.indexOf('col_name')] ?? '')
  const type = (row: readonly string[]) => row[metaHeader.indexOf('col_type')] ?? ''
  for (const name of names.filter((one) => at(one) === -1))
    found.push(`${name} is described and not in the file.`)
  const undescribed = header.filter(
    (name) => !names.includes(name) && !needed.includes(name) && !geography.includes(name),
  )
  for (const name of undescribed) found.push(`${name} is in the file and not described.`)
  for (const row of described)
    if (!['Filter', 'Indicator'].includes(type(row)))
      found.push(`col_type ${type(row)} is neither Filter nor Indicator.`)
  const filters = described.filter((row) => type(row) === 'Filter').map((row) => row[0] ?? '')
  for (const name of filters) if (!column(name).includes('Total')) found.push(`${name} has no row Total.`)
  for (const name of described.filter((row) => type(row) === 'Indicator').map((row) => row[0] ?? '')) {
    const wrong = column(name).find((value) => !/^-?\d+(\.\d+)?$/.test(value) && !symbols.has(value))
    if (wrong !== undefined) found.push(`${name} holds "${wrong}", which is neither a number nor a symbol.`)
  }
  const keys = rows.map((row) =>
    [...needed, ...geography, ...filters].map((name) => row[at(name)] ?? '').join('\u0000'),
  )
  if (new Set(keys).size !== keys.length) found.push('Two rows are about the same thing.')
  const size = filters.reduce((product, name) => product * new Set(column(name)).size, 1)
  const places = new Set(
    rows.map((row) => ['time_period', ...geography].map((name) => row[at(name)] ?? '').join('\u0000')),
  )
  if (ragged === -1 && rows.length !== size * places.size)
    found.push('Not every combination of filters is there: the matrix is not complete.')
  return found
}

const isPeriod = (value: string): boolean => {
  if (/^\d{4}$/.test(value)) return true
  if (!/^\d{6}$/.test(value)) return false
  return (Number(value.slice(2, 4)) + 1) % 100 === Number(value.slice(4))
}

/** Metadata of CSV on the Web (W3C) for the data file. */
export function csvwOf(
  fileName: string,
  title: string,
  files: EesFiles,
  labels: ReadonlyMap<string, string>,
): string {
  const header = (files.data.split('\r\n')[0] ?? '').split(',')
  const indicators = new Set(
    files.meta
      .split('\r\n')
      .filter((line) => line.includes(',Indicator,'))
      .map((line) => line.split(',')[0] ?? ''),
  )
  return JSON.stringify(
    {
      '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
      url: fileName,
      'dc:title': title,
      'dc:creator': 'Turnstone',
      dialect: { header: true, encoding: 'utf-8' },
      tableSchema: {
        columns: header.map((name) => ({
          name,
          titles: labels.get(name) ?? name.replaceAll('_', ' '),
          ...(indicators.has(name)
            ? { datatype: 'integer', null: [...symbols] }
            : { datatype: 'string', required: needed.includes(name) }),
        })),
        primaryKey: header.filter((name) => !indicators.has(name)),
      },
    },
    null,
    2,
  )
}
