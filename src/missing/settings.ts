import { checkPermit, note, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import type { ClockId } from '../standard/index.ts'
import { clockIds, type ClockSettings, usualClocks } from './clocks.ts'
import * as store from './store.ts'

/** How the clocks of a council stood at an instant: the standard, with what the council has set since. */
export async function clockSettingsAt(db: Db, council: number, at: Instant): Promise<ClockSettings> {
  const set = new Map((await store.clockSettings(db, council, at)).map((row) => [row.clock, row]))
  return Object.fromEntries(
    clockIds.map((id) => {
      const row = set.get(id)
      return [id, row === undefined ? usualClocks[id] : { on: row.is_on, seconds: row.seconds }]
    }),
  ) as ClockSettings
}

/** What was set, by whom, when and why, for the page that explains the clocks. */
export const clocksSet = store.clockSettings

/** Sets a clock of the council from now on. What was set before stays known. */
export async function setClock(
  db: Db,
  permit: Permit<'set the clocks'>,
  set: { clock: ClockId; on: boolean; seconds: number | null; reason: string },
): Promise<void> {
  const { council, account, actor } = checkPermit(permit, 'set the clocks').person
  if (account === null) throw new Error('Somebody who is signed in sets a clock')
  await db.transaction().execute(async (trx) => {
    await store.insertClockSetting(trx, {
      council,
      clock: set.clock,
      set_by: account,
      is_on: set.on,
      seconds: set.seconds,
      reason: set.reason,
    })
    await note(trx, council, {
      actor,
      action: 'set a clock',
      subject: '',
      count: 1,
      digest: '',
      reason: set.clock,
    })
  })
}
