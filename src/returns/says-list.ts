import { type HandleKind, handleOf } from '../pursuit/index.ts'
import { said } from '../register/index.ts'
import {
  handleKind,
  hasCode,
  referralStage,
  schemeRoute,
  schemes,
  schemeStep,
  traffickingView,
} from '../standard/index.ts'
import type { RowReader, TableSays } from './row-reader.ts'
import { short } from './values.ts'

/** What the list of trafficking says: a view that somebody took, or a step of the national referral mechanism. */
export function trafficking(read: RowReader): TableSays {
  const written = read.text('STATUS')
  const word = written.toLowerCase().replace(/[\s_]+/g, '-')
  // As the children in need census writes the factor.
  const status = word === '12a' ? 'factor-12a' : word
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

/** More was pasted by mistake: a whole chat belongs into a document. */
const longestNote = 15_000

/** What the list of contacts says: by which phone, account, vehicle, address or person a child was reached. */
export function contacts(read: RowReader): TableSays {
  const written = read.text('KIND')
  const kind = written.toLowerCase()
  const isKind = hasCode(handleKind, kind)
  if (!isKind)
    read.fault(
      'KIND',
      `${written === '' ? 'is empty' : `"${short(written)}" is not one of the kinds`}. Put one of ${handleKind.codes.map((one) => one.code).join(', ')} in`,
    )
  const given = read.text('HANDLE')
  const handle = isKind ? handleOf(kind as HandleKind, given) : null
  if (handle?.ok === false)
    read.fault(
      'HANDLE',
      `${given === '' ? 'is empty' : `"${short(given)}"`}. ${handle.problem.replace(/\.$/, '')}`,
    )
  const note = noteOf(read)
  const { from, fromAt } = read.spell({ column: 'AT', needed: true }, '')
  const statement = said('contact', kind, {
    from,
    until: from,
    fromAt,
    untilAt: fromAt,
    sealed: { handle: handle?.ok === true ? handle.value : '', written: given, words: note },
  })
  return { statements: [statement], column: 'AT' }
}

/** What the list of steps in a scheme says: what happened to a child when, and what was said of them then. */
export function schemeSteps(read: RowReader): TableSays {
  const among = (column: string, known: readonly string[]): string | null => {
    const written = read.text(column)
    if (written === '') return null
    if (known.includes(written.toLowerCase())) return written.toLowerCase()
    read.fault(column, `"${short(written)}" is not one of the words we know: ${known.join(', ')}`)
    return null
  }
  const needed = (column: string, known: readonly string[]): string => {
    if (read.text(column) === '') read.fault(column, `is empty. Put one of ${known.join(', ')} in`)
    return among(column, known) ?? ''
  }
  const yesOrNo = (column: string) => among(column, ['y', 'n'])?.toUpperCase() ?? null
  const scheme = needed(
    'SCHEME',
    schemes.map(({ id }) => id),
  )
  const step = needed(
    'STEP',
    schemeStep.codes.map(({ code }) => code),
  )
  const { from, fromAt } = read.spell({ column: 'AT', needed: true }, '')
  const statement = said('scheme', step, {
    from,
    until: from,
    fromAt,
    untilAt: fromAt,
    attributes: {
      scheme,
      route: among(
        'ROUTE',
        schemeRoute.codes.map(({ code }) => code),
      ),
      finding: yesOrNo('FINDING'),
      inCalaisFrom: read.day('IN_CALAIS_FROM', false),
      inEuropeOn: read.day('IN_EUROPE_ON', false),
      risk: yesOrNo('EXPLOITATION_RISK'),
    },
    sealed: { by: read.text('BY'), words: noteOf(read) },
  })
  return { statements: [statement], column: 'AT' }
}

/** A note, which is a fault where it is too long to be one. */
function noteOf(read: RowReader): string {
  const note = read.text('NOTE')
  if (note.length > longestNote)
    read.fault(
      'NOTE',
      `has ${note.length.toLocaleString('en-GB')} characters; at most ${longestNote.toLocaleString('en-GB')} are kept. Shorten it, and put the whole of it on the child's record as a document`,
    )
  return note
}
