import {
  addDays,
  count,
  daysBetween,
  inWords,
  type Instant,
  londonDate,
  type PlainDate,
} from '../plain/index.ts'
import { type Entry, stateOf } from '../register/index.ts'
import type { Around } from './around.ts'
import type { FirstDays } from './first-days.ts'

/** One fact that raises the risk that a child is lost, in words, with why it is thought to. */
export type Risk = { says: string; why: string }

/** For how long what reached a child counts as lately. */
const lately = 90

const runsBack = 'Many children run back within 48 hours of being placed, and most of those are never found.'

const dayOf = (text: unknown): PlainDate | null => (typeof text === 'string' ? (text as PlainDate) : null)

/** `today`, `yesterday`, `5 days ago`. */
const ago = (day: PlainDate, today: PlainDate): string => {
  const days = daysBetween(day, today)
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`
}

/**
 * Which facts raise the risk for a child, those that ask for something today first. There is no score: whoever reads them
 * weighs them, and each can be found in the record.
 *
 * @param first what is known of the first days in the placement; null where they do not matter
 * @param links what links the child to others, of which nothing is set aside
 * @param near what lies in the postcode district of the placement
 */
export function risksOf(
  known: readonly Entry[],
  first: FirstDays | null,
  links: readonly Around[],
  near: Near,
  now: Instant,
): Risk[] {
  const today = londonDate(now)
  return [
    ...(first === null ? [] : ofTheFirstDays(first, now, today)),
    ...ofContacts(known, today),
    ...ofDebts(known, today),
    ...ofOthers(links, near),
    ...ofWhatWasBefore(known, today),
  ]
}

/** What of those who pursue a child lies in the postcode district of the placement. */
export type Near = {
  /** How many other children whom the same handles reached. */
  children: number
  /** Whether an address behind which they stand. */
  address: boolean
}

function ofTheFirstDays(first: FirstDays, now: Instant, today: PlainDate): Risk[] {
  const placed = first.placement?.from ?? null
  const isNew = placed !== null && placed <= today && daysBetween(placed, today) <= 7
  const late = first.due !== null && first.due <= now
  return [
    ...(isNew ? [{ says: `Placed ${ago(placed, today)}.`, why: runsBack }] : []),
    ...(first.lacksPlan
      ? [{ says: 'There is no safety plan for this placement.', why: 'Act before the child goes missing.' }]
      : []),
    ...(late
      ? [
          {
            says: 'A check-in is over time: nobody has written down that the child is there.',
            why: runsBack,
          },
        ]
      : []),
  ]
}

function ofContacts(known: readonly Entry[], today: PlainDate): Risk[] {
  const since = addDays(today, -lately)
  const contacts = known.filter((entry) => entry.kind === 'contact' && (entry.from ?? '') >= since)
  const last = contacts
    .flatMap(({ from }) => from ?? [])
    .sort()
    .at(-1)
  if (last === undefined) return []
  const came = contacts.filter(
    ({ attributes }) => attributes['channel'] === 'visit' || attributes['channel'] === 'near',
  )
  const threats = contacts.filter(({ attributes }) => attributes['threat'] === true)
  return [
    {
      says: `Reached ${count(contacts.length, 'time')} in the last ${lately} days, last ${ago(last, today)}.`,
      why: 'Traffickers reach children in care by phone and account, and threaten their families.',
    },
    ...(came.length > 0
      ? [
          {
            says: `Somebody came to the placement, or was seen near it, ${count(came.length, 'time')} in the last ${lately} days.`,
            why: 'They know where the child lives.',
          },
        ]
      : []),
    ...(threats.length > 0
      ? [
          {
            says: `Threatened ${count(threats.length, 'time')} in the last ${lately} days.`,
            why: 'A threat to the family can make a child go back.',
          },
        ]
      : []),
  ]
}

/** A debt with a day is said until a month after it; one without, for as long as what was said of it is lately. */
function ofDebts(known: readonly Entry[], today: PlainDate): Risk[] {
  return known
    .filter(({ kind, attributes }) => kind === 'contact' && attributes['debt'] === true)
    .flatMap(({ attributes, from }) => {
      const deadline = dayOf(attributes['deadline'])
      const why = 'A child may leave to pay what the family owes.'
      if (deadline === null)
        return from !== null && from >= addDays(today, -lately)
          ? [{ says: `A debt was called in on ${inWords(from)}.`, why }]
          : []
      if (deadline < addDays(today, -30)) return []
      return deadline < today
        ? [{ says: `A debt was to be paid by ${inWords(deadline)}.`, why }]
        : [
            {
              says: `A debt is to be paid by ${inWords(deadline)}, ${deadline === today ? 'today' : `in ${count(daysBetween(today, deadline), 'day')}`}.`,
              why,
            },
          ]
    })
}

function ofOthers(links: readonly Around[], near: Near): Risk[] {
  const behind = links.filter((one) => one.others.length > 0)
  return [
    ...(behind.length > 0
      ? [
          {
            says: `${count(behind.length, 'phone, account or person', 'phones, accounts or people')} that reached this child reached other children too.`,
            why: 'One account behind several children is how traffickers show in a register.',
          },
        ]
      : []),
    ...(near.children > 0
      ? [
          {
            says: `${count(near.children, 'other child', 'other children')} whom the same people reached ${near.children === 1 ? 'is' : 'are'} placed in the same postcode district.`,
            why: 'Who reaches one of them can reach the others.',
          },
        ]
      : []),
    ...(near.address
      ? [
          {
            says: 'An address of those who pursue the child lies in the postcode district of the placement.',
            why: 'They may meet by chance.',
          },
        ]
      : []),
  ]
}

function ofWhatWasBefore(known: readonly Entry[], today: PlainDate): Risk[] {
  const gone = known.filter((entry) => entry.kind === 'missing' && entry.code !== 'A')
  const last = gone
    .flatMap(({ from }) => from ?? [])
    .sort()
    .at(-1)
  const { trafficking } = stateOf(known, today)
  const trafficked = trafficking === 'identified' || trafficking === 'suspected'
  return [
    ...(gone.length > 0
      ? [
          {
            says: `Missing ${count(gone.length, 'time')} so far${last === undefined ? '' : `, last from ${inWords(last)}`}.`,
            why: 'See what repeats: days, hours, company and places.',
          },
        ]
      : []),
    ...(trafficked && !known.some((entry) => entry.kind === 'guardian')
      ? [
          {
            says: 'Nobody has referred the child for an independent guardian.',
            why: 'The child may have no adult here who is only on their side.',
          },
        ]
      : []),
  ]
}
