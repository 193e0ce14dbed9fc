import type { Measure } from './measure.ts'
import { q1a } from './1a.ts'
import { q1b } from './1b.ts'
import { q1c } from './1c.ts'
import { q1d } from './1d.ts'
import { q2a } from './2a.ts'
import { q2b } from './2b.ts'
import { beforeCare } from './before-care.ts'
import { found } from './found.ts'
import { incidentsTrafficked } from './incidents-trafficked.ts'
import { incidentsUnaccompanied } from './incidents-unaccompanied.ts'
import { longMissing } from './long-missing.ts'
import { lookedAfter } from './looked-after.ts'
import { lookedAfterAtEnd } from './looked-after-at-end.ts'
import { missingChildren } from './missing-children.ts'
import { missingIncidents } from './missing-incidents.ts'
import { missingNights } from './missing-nights.ts'
import { newlyIdentified } from './newly-identified.ts'
import { notFoundTrafficked } from './not-found-trafficked.ts'
import { notFoundUnaccompanied } from './not-found-unaccompanied.ts'
import { referrals } from './referrals.ts'
import { stillMissing } from './still-missing.ts'
import { stillMissingUnaccompanied } from './still-missing-unaccompanied.ts'
import { turned18Missing } from './turned-18-missing.ts'
import { unaccompaniedAtEnd } from './unaccompanied-at-end.ts'
import { wentMissingUnaccompanied } from './went-missing-unaccompanied.ts'

/** The measures of the request with which the project began, in its order. */
export const requestMeasures = [
  q1a,
  q1b,
  q1c,
  q1d,
  q2a,
  q2b,
  incidentsTrafficked,
  incidentsUnaccompanied,
  notFoundTrafficked,
  notFoundUnaccompanied,
  beforeCare,
] as const satisfies readonly Measure[]

/** Every measure, in the order of the catalogue. */
export const catalogue: readonly Measure[] = [
  ...requestMeasures,
  lookedAfter,
  lookedAfterAtEnd,
  unaccompaniedAtEnd,
  missingChildren,
  missingIncidents,
  wentMissingUnaccompanied,
  stillMissing,
  stillMissingUnaccompanied,
  found,
  missingNights,
  longMissing,
  newlyIdentified,
  referrals,
  turned18Missing,
]

export const measureOf = (id: string): Measure | null => catalogue.find((one) => one.id === id) ?? null

export { type Holdings, type Item, type Measure, measure } from './measure.ts'
export { lastDay } from './populations.ts'
