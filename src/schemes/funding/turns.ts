import { addDays, count, inWords, type PlainDate } from '../../plain/index.ts'
import { isPaid, monthBefore, type Stretch, stretchesIn, type Supported, type Tier } from './nights.ts'

/**
 * Why a child is claimed for at another amount than in the month before, in sentences: what changed in either month, and
 * that one of them is longer.
 *
 * @param tiers the tier of the month before and of the month
 */
export function whyAnother(
  child: Supported,
  month: PlainDate,
  tiers: { before: Tier; now: Tier },
): readonly string[] {
  const earlier = stretchesIn(child, monthBefore(month), tiers.before)
  const later = stretchesIn(child, month, tiers.now)
  const all = [...earlier, ...later]
  const turns = all.flatMap((stretch, at) => {
    const before = all[at - 1]
    return before === undefined ? [] : turnInWords(before, stretch)
  })
  const [was, is] = [nightsOf(earlier), nightsOf(later)]
  return turns.length > 0 || was === is
    ? turns
    : [`The month has ${count(is, 'night')}, the one before ${was}`]
}

const nightsOf = (some: readonly Stretch[]) => some.reduce((sum, { nights }) => sum + nights, 0)

/** What happened between two stretches that follow one another; nothing where the same goes on. */
function turnInWords(before: Stretch, now: Stretch): string[] {
  const on = inWords(now.from)
  if (before.why !== now.why) {
    switch (now.why) {
      case 'not in care':
        return [`Care ceased on ${on}`]
      case 'not yet unaccompanied':
        return [`In care from ${on}, and not yet unaccompanied`]
      case 'eighteen':
        return [`18 on ${on}`]
      case 'in custody':
        return [`In custody from ${on}`]
      case 'missing too long':
        return [`Missing for more than 28 nights from ${on}`]
      case 'under 16':
      case 'from 16':
        return [beginning(before, now, on)]
    }
  }
  return before.rate === now.rate ? [] : [`${now.rate} pounds a night instead of ${before.rate} from ${on}`]
}

function beginning(before: Stretch, now: Stretch, on: string): string {
  switch (before.why) {
    case 'not in care':
      return `Came into care on ${on}`
    case 'not yet unaccompanied':
      return `Unaccompanied from ${on}`
    case 'in custody':
      return `Out of custody on ${on}`
    case 'missing too long':
      return `Back on ${on}`
    default:
      return before.rate === now.rate
        ? `16 on ${on}`
        : `16 on ${on}: ${now.rate} pounds a night instead of ${before.rate}`
  }
}

/** A night or some of which something else is said than before. */
export type Other = { from: PlainDate; to: PlainDate; nights: number; before: string; now: string }

/**
 * Where two readings of one child differ in a month, night by night: what was said when the month was closed, and what is
 * known now. A child who was in no reading has no nights in it.
 */
export function otherNights(
  before: Supported | null,
  now: Supported | null,
  month: PlainDate,
  tier: Tier,
): Other[] {
  const [was, is] = [nightByNight(before, month, tier), nightByNight(now, month, tier)]
  const found: Other[] = []
  const length = Math.max(was.length, is.length)
  for (let at = 0; at < length; at++) {
    const [a, b] = [was[at] ?? nothing, is[at] ?? nothing]
    if (a === b) continue
    const day = addDays(month, at)
    const last = found.at(-1)
    if (last?.before === a && last.now === b && addDays(last.to, 1) === day) {
      last.to = day
      last.nights += 1
    } else found.push({ from: day, to: day, nights: 1, before: a, now: b })
  }
  return found
}

const nothing = 'nothing'

const nightByNight = (child: Supported | null, month: PlainDate, tier: Tier): string[] =>
  child === null
    ? []
    : stretchesIn(child, month, tier).flatMap((stretch) =>
        Array.from({ length: stretch.nights }, () => nightInWords(stretch)),
      )

const nightInWords = ({ why, rate }: Stretch): string =>
  isPaid(why) ? `${rate} pounds, ${why}` : whyInWords[why]

/** Why a night is paid or not, as it stands in a table. */
export const whyInWords: Readonly<Record<Stretch['why'], string>> = {
  'not in care': 'Not in care',
  'not yet unaccompanied': 'In care, not yet unaccompanied',
  eighteen: '18 or over',
  'in custody': 'In custody',
  'missing too long': 'Missing, after the 28th night',
  'under 16': 'In care, under 16',
  'from 16': 'In care, 16 or 17',
}
