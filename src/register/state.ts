import { holds, type PlainDate } from '../plain/index.ts'
import { identifying, suspecting, unaccompaniedCodes } from '../standard/index.ts'
import type { Entry } from './entry.ts'

export type TraffickingState = 'identified' | 'suspected' | 'indicators' | 'none found' | 'not recorded'

/** How things stand on a day, read off the entries that are known. */
export type State = {
  dob: PlainDate | null
  sex: string
  name: string
  otherNames: string[]
  number: string
  homeOffice: string
  nationality: string
  inCare: Entry | null
  placement: Entry | null
  legalStatus: string
  unaccompanied: Entry | null
  trafficking: TraffickingState
  traffickingEntries: Entry[]
  missing: Entry | null
}

const inForce = (entries: readonly Entry[], day: PlainDate) =>
  entries.filter((entry) => holds({ from: entry.from, until: entry.until }, day))

/**
 * The state of a child on a day.
 *
 * @param entries entries as known at one instant, one version a fact.
 */
export function stateOf(entries: readonly Entry[], day: PlainDate): State {
  const of = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind)
  const latest = (list: readonly Entry[]) =>
    [...list].sort((a, b) =>
      (a.from ?? '') < (b.from ?? '') ? 1 : (a.from ?? '') > (b.from ?? '') ? -1 : a.fact < b.fact ? 1 : -1,
    )[0] ?? null
  const person = of('person')[0]
  const name = of('name')[0]
  // A day of change belongs to what begins on it: an episode that ends today no longer holds.
  const spellOn = (kind: Entry['kind']) =>
    latest(
      of(kind).filter((entry) => (entry.from ?? '') <= day && (entry.until === null || entry.until > day)),
    )
  const inCare = spellOn('episode')
  const trafficking = inForce([...of('trafficking'), ...of('referral')], day)
  const has = (codes: readonly string[]) => trafficking.some((entry) => codes.includes(entry.code))
  const dob = person?.attributes['dob']
  return {
    dob: typeof dob === 'string' ? (dob as PlainDate) : null,
    sex: person?.code ?? '',
    name: name === undefined ? '' : fullName(name),
    otherNames: of('alias').map((entry) => entry.sealed['name'] ?? ''),
    number: reference(entries, 'council'),
    homeOffice: reference(entries, 'home-office'),
    nationality: of('nationality')[0]?.code ?? '',
    inCare,
    placement: spellOn('placement'),
    legalStatus: spellOn('legal-status')?.code ?? inCare?.code ?? '',
    unaccompanied: latest(
      inForce(
        of('immigration').filter((entry) => unaccompaniedCodes.includes(entry.code)),
        day,
      ),
    ),
    trafficking: has(identifying)
      ? 'identified'
      : has(suspecting)
        ? 'suspected'
        : has(['indicators'])
          ? 'indicators'
          : of('trafficking').length + of('referral').length > 0
            ? 'none found'
            : 'not recorded',
    traffickingEntries: trafficking,
    missing: latest(of('missing').filter((entry) => (entry.from ?? '') <= day && entry.until === null)),
  }
}

const reference = (entries: readonly Entry[], code: string) =>
  entries.find((entry) => entry.kind === 'reference' && entry.code === code)?.sealed['value'] ?? ''

export const fullName = (name: Entry): string =>
  [name.sealed['forename'], name.sealed['surname']]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
