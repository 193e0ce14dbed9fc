import { ok, type Outcome, readCsv, refused } from '../plain/index.ts'
import { between } from './rounding.ts'
import { type Hierarchy, type Row, total } from './table.ts'
import type { Told } from './told.ts'

/** How hidden cells stand in published files: one symbol for all of them, by whoever publishes. */
const symbols = new Set(['c', '[c]', 'x', '[x]', '*', '-', '', 'low', '[low]', 'z', '[z]'])

/** Reads `la<region`: every la lies in one region. */
export function readHierarchy(text: string): Outcome<Hierarchy, string> {
  const [leaf, group, ...rest] = text.split('<').map((one) => one.trim())
  if (leaf === undefined || group === undefined || leaf === '' || group === '' || rest.length > 0)
    return refused(`--hierarchy is written "la<region": the smaller first, not "${text}".`)
  return ok({ leaf, group })
}

type Read = { columns: readonly string[]; value: string; records: { line: number; values: string[] }[] }

/** The table of a CSV text, with the column that holds the counts. */
function read(text: string, dims: readonly string[], valueColumn: string | undefined): Outcome<Read, string> {
  const { records, problem } = readCsv(text.replace(/^\uFEFF/, ''))
  if (problem !== null) return refused(`Line ${problem.line} ${problem.problem}.`)
  const [head, ...rest] = records
  if (head === undefined) return refused('The file is empty. The first line names the columns.')
  const columns = head.values.map((one) => one.trim())
  for (const column of new Set(columns))
    if (columns.filter((one) => one === column).length > 1)
      return refused(`Line 1: the column "${column}" stands there twice.`)
  for (const dim of dims)
    if (!columns.includes(dim))
      return refused(`There is no column "${dim}". The columns are ${columns.join(', ')}.`)
  const others = columns.filter((one) => !dims.includes(one))
  const value = valueColumn ?? (others.length === 1 ? others[0] : undefined)
  if (value === undefined)
    return refused(
      others.length === 0
        ? 'There is no column of counts beside the dimensions.'
        : `Which column holds the counts? Name one with --value: ${others.join(', ')}.`,
    )
  if (!columns.includes(value))
    return refused(`There is no column "${value}". The columns are ${columns.join(', ')}.`)
  for (const { line, values } of rest)
    if (values.length !== columns.length)
      return refused(`Line ${line} has ${values.length} values and the first line ${columns.length}.`)
  return ok({ columns, value, records: rest })
}

const labelled = ({ columns }: Read, values: readonly string[], dims: readonly string[]) =>
  Object.fromEntries(dims.map((dim) => [dim, (values[columns.indexOf(dim)] ?? '').trim()]))

/** Reads inner cells from CSV: a row a combination, and how many. */
export function readCounts(
  text: string,
  dims: readonly string[],
  valueColumn?: string,
): Outcome<Row[], string> {
  const table = read(text, dims, valueColumn)
  if (!table.ok) return table
  const at = table.value.columns.indexOf(table.value.value)
  const rows: Row[] = []
  for (const { line, values } of table.value.records) {
    const written = (values[at] ?? '').trim()
    if (!/^\d+$/.test(written))
      return refused(
        `Line ${line}, column ${table.value.value}: "${written}" is no count. A count is a whole number, 0 or more.`,
      )
    rows.push({ labels: labelled(table.value, values, dims), value: Number(written), line })
  }
  if (rows.length === 0) return refused('The file holds no counts: only its first line.')
  return ok(rows)
}

/** What an earlier release said of a cell, and where in it. */
export type Said = { labels: Readonly<Record<string, string>>; value: Told; place: string }

/** Reads an earlier release: JSON as `protect` writes it, or CSV with margins as "Total" and a symbol where hidden. */
export function readRelease(
  text: string,
  dims: readonly string[],
  valueColumn?: string,
): Outcome<Said[], string> {
  return /^\s*[{[]/.test(text) ? readJsonRelease(text, dims) : readCsvRelease(text, dims, valueColumn)
}

function readCsvRelease(
  text: string,
  dims: readonly string[],
  valueColumn?: string,
): Outcome<Said[], string> {
  const table = read(text, dims, valueColumn)
  if (!table.ok) return table
  const at = table.value.columns.indexOf(table.value.value)
  const said: Said[] = []
  for (const { line, values } of table.value.records) {
    const written = (values[at] ?? '').trim()
    const isHidden = symbols.has(written.toLowerCase())
    if (!isHidden && !/^\d+$/.test(written))
      return refused(`Line ${line}: "${written}" is neither a count nor a symbol for a hidden one (c).`)
    said.push({
      labels: labelled(table.value, values, dims),
      value: isHidden ? null : Number(written),
      place: `line ${line}`,
    })
  }
  return ok(said)
}

function readJsonRelease(text: string, dims: readonly string[]): Outcome<Said[], string> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return refused('is no JSON that can be read to its end.')
  }
  const whole = (Array.isArray(parsed) ? { cells: parsed as unknown } : (parsed ?? {})) as Record<
    string,
    unknown
  >
  const { cells, base } = whole
  if (whole['method'] === 'round' && !(typeof base === 'number' && Number.isInteger(base) && base > 1))
    return refused('is rounded, and does not say to which "base".')
  if (!Array.isArray(cells)) return refused('holds no "cells".')
  const said: Said[] = []
  for (const [i, cell] of cells.entries()) {
    const one = (cell ?? {}) as Record<string, unknown>
    const { value } = one
    if (value !== null && !(typeof value === 'number' && Number.isInteger(value) && value >= 0))
      return refused(`Cell ${i + 1} has the value ${JSON.stringify(value)}: a count, or null where hidden.`)
    const labels = dims.map((dim) => [dim, one[dim]] as const)
    const missing = labels.find(([, label]) => typeof label !== 'string')
    if (missing !== undefined) return refused(`Cell ${i + 1} says nothing of ${missing[0]}.`)
    const named = Object.fromEntries(labels) as Record<string, string>
    const place = `cell ${i + 1}`
    if (typeof base !== 'number') said.push({ labels: named, value, place })
    // Margins of a rounded table are sums of what was rounded: they tell nothing that the inner cells do not.
    else if (value !== null && !labels.some(([, label]) => label === total))
      said.push({ labels: named, value: between(value, base), place })
  }
  return ok(said)
}
