import { councilTable } from './council-table.ts'

/** An authority as it was: a child's record keeps it, whatever became of the authority later. */
export type Council = {
  /** ONS code, or for a trust in Northern Ireland its name. */
  code: string
  name: string
  nation: string
  region: string
  /** The Department for Education's three-digit number; empty outside England. */
  dfe: string
  from: string
  to: string
}

/** Codes that the ONS replaced without the authority changing: files to 2025 print the old ones. */
const otherCodes: Record<string, string> = {
  E08000016: 'E08000038', // Barnsley
  E08000019: 'E08000039', // Sheffield
}

export const councils: readonly Council[] = councilTable
  .trim()
  .split('\n')
  .map((line) => {
    const [ons = '', name = '', nation = '', region = '', dfe = '', from = '', to = ''] = line.split('|')
    return {
      code: ons === '' ? name : ons,
      name,
      nation,
      region: region === '' ? nation : region,
      dfe,
      from,
      to,
    }
  })

/**
 * The council of every demonstration. No real council has this name, and no ONS code starts with E99: a
 * demonstration can never be taken for somebody's register.
 */
export const demonstrationCouncil: Council = {
  code: 'E99000001',
  name: 'Marram County Council',
  nation: 'Invented',
  region: 'Invented',
  dfe: '',
  from: '',
  to: '',
}

/** A second one, so that two demonstrations can send each other packages. */
export const demonstrationNeighbour: Council = {
  ...demonstrationCouncil,
  code: 'E99000002',
  name: 'Whimbrel Borough Council',
}

/** Councils that nobody can take for real ones. */
export const inventedCouncils: readonly Council[] = [demonstrationCouncil, demonstrationNeighbour]

/**
 * The council with this ONS code (old or new), DfE number or exact name; where one followed another under the same
 * number or name, the one that is there now.
 */
export function councilByCode(code: string): Council | undefined {
  const wanted = code.trim()
  if (wanted === '') return undefined
  const known = otherCodes[wanted] ?? wanted
  const called = councils.filter((council) => council.dfe === wanted || council.name === wanted)
  return (
    councils.find((council) => council.code === known) ??
    called.find((council) => council.to === '') ??
    called[0]
  )
}

/** The same, and the invented ones of demonstrations too. */
export const councilOrInvented = (code: string): Council | undefined =>
  inventedCouncils.find((council) => council.code === code) ?? councilByCode(code)
