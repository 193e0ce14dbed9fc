import { ok, type Outcome, readCsv, refused } from '../../plain/index.ts'
import { councils } from '../../standard/index.ts'

/** An authority with children's social care: what an answer is put down to. */
export type Authority = { code: string; name: string; nation: string; region: string }

/** The authorities that answers are matched with, and what the list covers. */
export type Authorities = {
  all: readonly Authority[]
  /** Those that exist today: who can be asked. */
  current: number
  find: (nameOrCode: string) => Authority | null
  /** A sentence where the list does not cover the United Kingdom. */
  covers: string | null
}

/** Names are compared without case, commas and the words that one council writes and another leaves out. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z ]/g, ' ')
    .replace(
      /\b(council|county|city|borough|metropolitan|district|london|royal|of|the|unitary|authority|combined)\b/g,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim()

function listOf(all: readonly Authority[], current: number): Authorities {
  const byCode = new Map(all.map((one) => [one.code.toUpperCase(), one]))
  const byName = new Map(all.map((one) => [one.name.toLowerCase(), one]))
  // Two councils may share what is left of their names: then only the whole name finds one.
  const left = new Map<string, Authority | null>()
  for (const one of all) {
    const key = plain(one.name)
    left.set(key, left.has(key) ? null : one)
  }
  const nations = new Set(all.map((one) => one.nation))
  const lacks = ['England', 'Scotland', 'Wales', 'Northern Ireland'].filter((nation) => !nations.has(nation))
  return {
    all,
    current,
    find: (nameOrCode) =>
      byCode.get(nameOrCode.toUpperCase()) ??
      byName.get(nameOrCode.toLowerCase()) ??
      left.get(plain(nameOrCode)) ??
      null,
    covers:
      lacks.length === 0
        ? null
        : lacks.length === 3 && nations.has('England')
          ? 'The list of authorities covers England only, so that totals of the United Kingdom cannot be said to be complete.'
          : `The list of authorities has none of ${lacks.join(', ')}.`,
  }
}

/** The list that Turnstone comes with. */
export const knownAuthorities = (): Authorities =>
  listOf(councils, councils.filter((one) => one.to === '').length)

/**
 * Reads a list of authorities: columns name, nation, region and a code, under any of the names that published lists use.
 */
export function readAuthorities(text: string): Outcome<Authorities, string> {
  const { records, problem } = readCsv(text.replace(/^\uFEFF/, ''))
  const [header, ...rows] = records
  if (problem !== null) return refused(`Line ${problem.line} ${problem.problem}.`)
  const names = (header?.values ?? []).map((name) => name.trim().toLowerCase())
  const at = (...choices: string[]) => names.findIndex((name) => choices.includes(name))
  const columns = {
    code: at('code', 'ons_code', 'new_la_code', 'la-code', 'gss_code'),
    name: at('name', 'la_name', 'authority', 'official-name'),
    nation: at('nation', 'country', 'country_name'),
    region: at('region', 'region_name'),
    to: at('to', 'end_date', 'end-date'),
  }
  const lacks = (['code', 'name', 'nation'] as const).filter((name) => columns[name] === -1)
  if (lacks.length > 0)
    return refused(
      `The list of authorities lacks ${lacks.join(' and ')} in its first line. It must name code, name, nation and region.`,
    )
  const read = rows.map(({ values }) => {
    const of = (index: number) => (index === -1 ? '' : (values[index]?.trim() ?? ''))
    const name = of(columns.name)
    const nation = of(columns.nation)
    return {
      code: of(columns.code) || name,
      name,
      nation,
      region: of(columns.region) || nation,
      ended: of(columns.to) !== '',
    }
  })
  const unnamed = read.findIndex((one) => one.name === '')
  if (unnamed !== -1)
    return refused(`Line ${rows[unnamed]?.line ?? 0} of the list of authorities has no name.`)
  return ok(listOf(read, read.filter((one) => !one.ended).length))
}
