import { checkPermit, note, type Permit } from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import { ok, type Outcome, readCsv, refused } from '../../plain/index.ts'
import { councilByCode } from '../../standard/index.ts'
import * as store from './store.ts'

export type { Population } from './store.ts'

export const populationColumns = ['AUTHORITY', 'YEAR', 'CHILDREN', 'SOURCE'] as const

/** How many children live in the area of an authority, by a published figure. */
export type PopulationRow = { authority: string; year: number; children: number; source: string }

/**
 * Reads published numbers of children under 18 by authority and year. An authority is named by its ONS code, its DfE
 * number or its whole name.
 *
 * @returns the rows, or one sentence with the line that says what to put right
 */
export function readPopulations(text: string): Outcome<PopulationRow[], string> {
  const { records, problem } = readCsv(text.replace(/^\uFEFF/, ''))
  if (problem !== null) return refused(`Line ${problem.line} ${problem.problem}.`)
  const [head, ...lines] = records
  const names = (head?.values ?? []).map((value) => value.trim().toUpperCase())
  const lacking = populationColumns.filter((column) => !names.includes(column))
  if (lacking.length > 0)
    return refused(
      `There is no column ${lacking.join(', no column ')}. The first line names the columns: ${populationColumns.join(',')}.`,
    )
  const rows: PopulationRow[] = []
  const seen = new Map<string, number>()
  for (const { line, values } of lines) {
    if (values.every((value) => value.trim() === '')) continue
    const cell = (column: (typeof populationColumns)[number]) => (values[names.indexOf(column)] ?? '').trim()
    const authority = councilByCode(cell('AUTHORITY'))
    if (authority === undefined)
      return refused(
        `Line ${line}: AUTHORITY is "${cell('AUTHORITY')}", which is no authority that Turnstone knows.`,
      )
    const year = /^20\d\d$/.test(cell('YEAR')) ? Number(cell('YEAR')) : null
    if (year === null || year < 2010)
      return refused(`Line ${line}: YEAR is "${cell('YEAR')}". A year is written 2024.`)
    const children = /^\d{1,8}$/.test(cell('CHILDREN').replaceAll(',', ''))
      ? Number(cell('CHILDREN').replaceAll(',', ''))
      : 0
    if (children === 0)
      return refused(
        `Line ${line}: CHILDREN is "${cell('CHILDREN')}". Write how many children under 18 live there.`,
      )
    if (cell('SOURCE') === '')
      return refused(`Line ${line}: SOURCE is empty. Say where the number was published.`)
    const key = `${authority.code} ${year}`
    const before = seen.get(key)
    if (before !== undefined)
      return refused(`Line ${line} has ${authority.name} in ${year} again, which line ${before} has.`)
    seen.set(key, line)
    rows.push({ authority: authority.code, year, children, source: cell('SOURCE').slice(0, 200) })
  }
  return rows.length === 0 ? refused('The file has no line below its first.') : ok(rows)
}

/** Keeps published numbers; of an authority and year the latest counts. */
export async function keepPopulations(
  db: Db,
  permit: Permit<'import files'>,
  rows: readonly PopulationRow[],
): Promise<void> {
  const { council, account, actor } = checkPermit(permit, 'import files').person
  await db.transaction().execute(async (trx) => {
    await store.insertPopulations(
      trx,
      council,
      account,
      rows.map((row) => ({ id: newId(), ...row })),
    )
    await note(trx, council, {
      actor,
      action: 'keep populations',
      subject: '',
      count: rows.length,
      digest: '',
    })
  })
}

/** What is known of the children of areas, the latest figure of every authority and year. */
export const populations = (db: Db, permit: Permit<'claim the grant'>): Promise<store.Population[]> =>
  store.populationRows(db, checkPermit(permit, 'claim the grant').person.council)
