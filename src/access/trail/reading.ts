import type { Db } from '../../database/index.ts'
import type { Instant } from '../../plain/index.ts'
import { checkPermit, type Permit } from '../need-to-know/index.ts'
import * as store from './store.ts'

export type { TraceFilter, TraceRow } from './store.ts'

/** The trail, newest first, for the auditor: who did what, and no child's name. */
export const readTrail = (
  db: Db,
  permit: Permit<'read the trail'>,
  filter: store.TraceFilter,
  from: number,
  size: number,
): Promise<{ total: number; rows: store.TraceRow[] }> =>
  store.traces(db, checkPermit(permit, 'read the trail').person.council, filter, from, size)

/** Who opened the record of the permit's child since a time. */
export const whoLooked = (db: Db, permit: Permit, since: Instant) => {
  const { person, child } = checkPermit(permit, 'open a child')
  if (child === null) throw new Error('This permit is about no child')
  return store.lookersAt(db, person.council, child, since)
}

export type Looker = Awaited<ReturnType<typeof whoLooked>>[number]
