import { addSeconds, type Instant, londonDate } from '../../plain/index.ts'
import { kindOf } from '../../standard/index.ts'
import { nameOfCouncil } from './card.ts'
import { careKinds, carries, mayCarry } from './child-record.ts'
import type { Fact, Letter } from './letter.ts'
import type * as store from './store.ts'

/** What a package may not hold, whatever its signature. */
export function wrongInside(letter: Letter, now: Instant): string | null {
  const from = nameOfCouncil(letter.from)
  if (letter.at > addSeconds(now, 86_400))
    return `The package says that it was made later than now: the clock of one of the two councils is wrong. Ring ${from}.`
  const { step, record: sent } = letter
  const holds = carries(step)
  const broken = `${from} sent a package whose parts do not fit together. Nothing was read. Ask them for a new one.`
  if ((sent !== null) !== holds || (step === 'proposed') !== (letter.workingDays !== null)) return broken
  if (step === 'handed-over' && (letter.on === null || letter.on > londonDate(letter.at))) return broken
  if (sent === null || !holds) return null
  const kinds = mayCarry(step)
  const fits =
    sent.kinds.every((kind) => kinds.includes(kind)) &&
    sent.facts.every((fact) => sent.kinds.includes(fact.kind) && hasOrder(fact)) &&
    sent.care.every((fact) => careKinds.includes(fact.kind)) &&
    new Set(sent.facts.map((fact) => fact.fact)).size === sent.facts.length
  return fits ? null : broken
}

/** A spell of being missing has a first day: without one no desk would show it, and none could be reported. */
const hasOrder = ({ kind, from, until, fromAt, untilAt }: Fact): boolean =>
  (kind !== 'missing' || from !== null) &&
  (from === null || until === null || from <= until) &&
  (fromAt === null || untilAt === null || fromAt <= untilAt) &&
  (kindOf(kind).shape === 'spell' || from === until)

/** Why a package is not the one that comes next; null where it is. */
export function outOfOrder(letter: Letter, own: readonly store.PackageRow[]): string | null {
  const from = nameOfCouncil(letter.from)
  const count = (way: store.Way) =>
    Math.max(0, ...own.filter((row) => row.way === way).map((row) => row.number))
  if (own.length === 0 && letter.number > 1)
    return `This belongs to a transfer that is not known here. Read the first package of ${from} first, in which the child is proposed.`
  if (letter.number > count('received') + 1)
    return `This is package ${letter.number} of the transfer, and package ${count('received') + 1} was not read yet. Read them in their order; ask ${from} for those that are lacking.`
  if (letter.after > count('sent'))
    return `${from} has read package ${letter.after} from here, and this register has sent only ${count('sent')}: it was put back to an earlier day. Ask whoever looks after it before anything is read.`
  return null
}
