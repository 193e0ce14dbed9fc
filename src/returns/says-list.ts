import { said } from '../register/index.ts'
import { hasCode, referralStage, traffickingView } from '../standard/index.ts'
import type { RowReader, TableSays } from './row-reader.ts'
import { short } from './values.ts'

/** What the list of trafficking says: a view that somebody took, or a step of the national referral mechanism. */
export function trafficking(read: RowReader): TableSays {
  const written = read.text('STATUS')
  const status = written.toLowerCase().replace(/[\s_]+/g, '-')
  const referral = hasCode(referralStage, status)
  if (!referral && !hasCode(traffickingView, status)) {
    const words = [...traffickingView.codes, ...referralStage.codes].map((one) => one.code).join(', ')
    read.fault(
      'STATUS',
      written === ''
        ? `is empty. Put one of ${words} in`
        : `"${short(written)}" is not one of the words we know: ${words}`,
    )
  }
  // Having asked and found nothing needs no day; a suspicion or decision without one could not be counted.
  const { from, until } = read.spell({ column: 'FROM', needed: status !== 'none' }, 'TO')
  const statement = said(referral ? 'referral' : 'trafficking', status, {
    from,
    until,
    attributes: referral ? { stated: until } : {},
    sealed: { source: read.text('SOURCE'), reference: read.text('REFERENCE') },
  })
  return { statements: [statement], column: 'FROM' }
}
