import { ok, type Outcome, readCsv, refused } from '../../plain/index.ts'
import type { Authority } from './authorities.ts'
import type { AuthorityAnswer } from './answers.ts'

/** A published table with one row an authority: what the Department printed, to stand beside an answer. */
export type Release = {
  file: string
  columns: readonly string[]
  /** By ONS code: a number, or null where the table hides it. */
  rows: ReadonlyMap<string, Readonly<Record<string, number | null>>>
}

/**
 * Reads a published table by council: `New_geog_code` or `new_la_code`, and columns of numbers. A hidden cell
 * (x, c, z and the like) is not a number and never 0. Rows of regions and of the nation are left out.
 */
export function readRelease(file: string, text: string): Outcome<Release, string> {
  const { records, problem } = readCsv(text.replace(/^\uFEFF/, ''))
  if (problem !== null) return refused(`${file}, line ${problem.line} ${problem.problem}.`)
  const [header, ...lines] = records
  const names = (header?.values ?? []).map((name) => name.trim())
  const code = names.findIndex((name) => ['new_geog_code', 'new_la_code'].includes(name.toLowerCase()))
  if (code === -1)
    return refused(
      `${file} has no column New_geog_code or new_la_code, so that it is no table by council. Take it out of the folder.`,
    )
  const rows = new Map<string, Record<string, number | null>>()
  for (const { values } of lines) {
    const area = values[code]?.trim() ?? ''
    if (!/^(E0[6-9]|E10|S12|W06|N09)/.test(area)) continue
    rows.set(
      area,
      Object.fromEntries(
        names.flatMap((name, i) => {
          const written = values[i]?.trim() ?? ''
          return i === code ? [] : [[name, /^\d+$/.test(written) ? Number(written) : null]]
        }),
      ),
    )
  }
  return ok({ file, columns: names.filter((_, i) => i !== code), rows })
}

/** Which column of a release says how large the group is that a measure counts among. */
export function populationColumn(measure: string, columns: readonly string[]): string | null {
  const wanted = /1c|2b|unaccompanied/.test(measure)
    ? [/^CLA_UASC$/i]
    : /missing/.test(measure)
      ? [/^CLA_MissDuringYear$/i, /^CLA_Mar\d{4}$/i]
      : [/^CLA_Mar\d{4}$/i]
  for (const pattern of wanted) {
    const found = columns.find((name) => pattern.test(name))
    if (found !== undefined) return found
  }
  return null
}

/** How much of a published population stands behind a total. */
export type Share = {
  file: string
  column: string
  /** Of the authorities with a usable answer, and of all in the table; hidden cells count as nobody. */
  usable: number
  all: number
  hidden: number
}

/** The share of the population, by the first release that holds the group of a measure. */
export function shareOf(
  measure: string,
  answers: readonly AuthorityAnswer[],
  releases: readonly Release[],
  authorities: (name: string) => Authority | null,
): Share | null {
  for (const release of releases) {
    const column = populationColumn(measure, release.columns)
    if (column === null) continue
    const codes = new Set(
      answers.flatMap((one) => (one.value === null ? [] : [authorities(one.authority)?.code ?? ''])),
    )
    const share: Share = { file: release.file, column, usable: 0, all: 0, hidden: 0 }
    for (const [code, row] of release.rows) {
      const number = row[column]
      if (number === null || number === undefined) share.hidden++
      else {
        share.all += number
        if (codes.has(code)) share.usable += number
      }
    }
    return share
  }
  return null
}

/** What was published of one authority in the group of a measure: to stand beside its answer. */
export function publishedOf(
  measure: string,
  code: string,
  releases: readonly Release[],
): { file: string; column: string; value: number | null } | null {
  for (const release of releases) {
    const column = populationColumn(measure, release.columns)
    const row = release.rows.get(code)
    if (column !== null && row !== undefined)
      return { file: release.file, column, value: row[column] ?? null }
  }
  return null
}
