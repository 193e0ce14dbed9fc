import { checkPermit, type Permit, type Vault } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import { type Life, livesKnownOn, locatedOn } from '../../lives/index.ts'
import type { Id, PlainDate } from '../../plain/index.ts'
import { knownInstant } from '../../register/index.ts'
import {
  eligibilityRules,
  labelOf,
  placementType,
  reasonEpisodeCeased,
  type Scheme,
  schemes,
} from '../../standard/index.ts'
import { numbersFor } from '../numbers.ts'
import { type SchemeChild, type SchemeReport, schemeReport, type Whereabouts } from './report.ts'
import * as store from './store.ts'

export const schemeOf = (id: string): Scheme | undefined => schemes.find((one) => one.id === id)

/** How many children of a council have a step in each scheme. */
export type SchemeInRegister = {
  report: SchemeReport
  /** The numbers of children as far as the reader may see them. */
  numbers: ReadonlyMap<Id, string>
}

/**
 * Who of a council’s children was in a scheme, by whom of them the rule lets in, who came and where they are today. What
 * the rule asks is taken from what was recorded when the child was counted; the best interests from their last finding.
 * A sibling is not known to the register as one of the cohort, so nobody comes in by a sibling here.
 */
export async function schemeInRegister(
  db: Db,
  permit: Permit<'see the schemes'>,
  vault: Vault,
  scheme: Scheme,
  today: PlainDate,
): Promise<SchemeInRegister> {
  const { person } = checkPermit(permit, 'see the schemes')
  const at = await knownInstant(db, person.council, null)
  const rows = await store.stepRows(db, person.council, scheme.id, at)
  const ids = [...new Set(rows.map(({ child }) => child))]
  const lives = ids.length === 0 ? [] : await livesKnownOn(db, person.council, at, ids)
  const byChild = new Map<Id, store.StepRow[]>(ids.map((child) => [child, []]))
  for (const row of rows) byChild.get(row.child)?.push(row)
  const rule = eligibilityRules.find(({ id }) => id === scheme.rule)
  if (rule === undefined) throw new Error(`The scheme ${scheme.id} names no rule`)
  const children = lives.map((life) => schemeChild(life, byChild.get(life.child) ?? [], today))
  return {
    report: schemeReport(scheme, rule, rule.ageOn ?? rule.issued, children),
    numbers: await numbersFor(db, person, vault, ids),
  }
}

function schemeChild(life: Life, rows: readonly store.StepRow[], today: PlainDate): SchemeChild {
  const counted = rows.find(({ step }) => step === 'counted')
  const finding =
    rows.findLast((row) => row.step === 'best-interests' && row.finding !== null)?.finding ?? null
  const nationality = life.nationalities[0]
  const arrived = rows.find(({ step }) => step === 'arrived')?.on ?? null
  return {
    child: life.child,
    facts: {
      born: life.dob,
      nationality: nationality === undefined || nationality === 'as-written' ? null : nationality,
      inCalaisFrom: counted?.in_calais_from ?? null,
      inEuropeOn: counted?.in_europe_on ?? null,
      exploitationRisk: counted === undefined || counted.risk === null ? null : counted.risk === 'Y',
      bestInterests: finding === null ? null : finding === 'Y',
    },
    sibling: null,
    steps: rows.map((row) => ({
      step: row.step,
      on: row.on,
      route: row.route ?? '',
      finding: row.finding === null ? null : row.finding === 'Y',
    })),
    now: whereNow(life, arrived, today),
  }
}

function whereNow(life: Life, arrived: PlainDate | null, today: PlainDate): Whereabouts {
  const gone = life.missing.filter(({ code, from }) => code === 'M' && (arrived === null || from >= arrived))
  const missingNow = gone.some(
    (spell) => spell.from <= today && locatedOn(spell, life.missing, life.dob, life.episodes) === null,
  )
  const current = life.episodes.find(({ from, until }) => from <= today && (until === null || today < until))
  const last = life.episodes.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1)
  const where = missingNow
    ? 'Missing, not found'
    : current !== undefined
      ? `In care: ${current.place === '' ? 'placement not recorded' : labelOf(placementType, current.place)}`
      : last === undefined
        ? 'Never in this council’s care'
        : `Care ceased: ${last.reasonCeased === '' ? 'reason not recorded' : labelOf(reasonEpisodeCeased, last.reasonCeased)}`
  return { where, missingNow, wentMissing: gone.length > 0 }
}
