import { endedByReturnRules } from '../../lives/index.ts'
import { day, type Id } from '../../plain/index.ts'
import { type Attributes, type Entry, sealedText, tidyAttributes } from '../../register/index.ts'
import { type Compartment, type KindName, kindOf } from '../../standard/index.ts'
import type { ChildRecordSent, Fact } from './letter.ts'

/** What is written down about a child who is missing: with every package, so that both desks know the same. */
const whileMissing: readonly KindName[] = [
  'missing',
  'located',
  'returned',
  'told',
  'risk',
  'sighting',
  'search',
  'meeting',
  'publicity',
  'interview',
  'episode-end',
  'learnt',
]

/**
 * Who the child is and what a council needs to say yes or no: identity, references, arrival, family, vulnerability and
 * missing episodes, as in the child record of the scheme (UUCR; its parts A to D were not seen).
 */
const toDecide: readonly KindName[] = [
  'person',
  'name',
  'alias',
  'nationality',
  'reference',
  'immigration',
  'age',
  'relative',
  'guardian',
  'trafficking',
  'referral',
  'indicators',
  'scheme',
  'sheet',
  ...whileMissing,
]

/** Everything that goes with the child on the day of the hand-over. */
const toCare: readonly KindName[] = [
  ...toDecide,
  'exploitation',
  'contact',
  'messages',
  'safety-plan',
  'note',
]

/** How the child was looked after: this council’s own statutory record, which nobody else’s figures may count. */
const ownCare: readonly KindName[] = ['episode', 'placement', 'legal-status', 'allocated']

export type Carries = 'proposed' | 'handed-over' | 'news'

const carried: Readonly<Record<Carries, readonly KindName[]>> = {
  proposed: toDecide,
  'handed-over': toCare,
  news: whileMissing,
}

/** Whether the package of a step carries a record. */
export const carries = (step: string): step is Carries => Object.hasOwn(carried, step)

/** What a package of a step may hold at most: whatever else is in one is refused. */
export const mayCarry = (step: Carries): readonly KindName[] => carried[step]
export const careKinds = ownCare

/** How a fact is written for the other council, without what only means something here. */
const factOf = (entry: Entry, yours: ReadonlyMap<Id, Id>): Fact => ({
  fact: entry.fact,
  yours: yours.get(entry.fact) ?? null,
  about: entry.about,
  kind: entry.kind,
  // The number of this council is another’s there, and theirs for the child is given by them.
  code: entry.kind === 'reference' && entry.code === 'council' ? 'other-council' : entry.code,
  from: entry.from,
  until: entry.until,
  fromAt: entry.fromAt,
  untilAt: entry.untilAt,
  attributes: sentAttributes(entry.attributes),
  sealed: entry.sealed,
})

const sentAttributes = (attributes: Attributes): Fact['attributes'] =>
  Object.fromEntries(
    Object.entries(tidyAttributes(attributes)).flatMap(([name, value]) =>
      value === null ? [] : [[name, value]],
    ),
  )

/**
 * The record of a child as a package carries it.
 *
 * @param known the child’s entries as they are known now, as far as the sender may open them
 * @param reach what the sender may open: of what lies beyond, the package says nothing at all
 * @param yours what the other council calls the facts that came from there
 */
export function recordFor(
  step: Carries,
  known: readonly Entry[],
  reach: ReadonlySet<Compartment>,
  yours: ReadonlyMap<Id, Id>,
): ChildRecordSent {
  const kinds = carried[step].filter((kind) => reach.has(kindOf(kind).compartment))
  const care = step === 'news' ? [] : known.filter((entry) => ownCare.includes(entry.kind))
  return {
    kinds: [...kinds],
    facts: carriedOf(kinds, known).map((entry) => factOf(entry, yours)),
    // Before the child is theirs, codes and days are enough; where exactly the child lives never goes with it.
    care: care.map((entry) => {
      const { address: _address, postcode: _postcode, ...sealed } = entry.sealed
      return { ...factOf(entry, yours), sealed: step === 'handed-over' ? sealed : {} }
    }),
  }
}

/** The entries of some kinds, kind by kind, as the other council is to know them. */
const carriedOf = (kinds: readonly KindName[], known: readonly Entry[]): Entry[] =>
  kinds.flatMap((kind) =>
    known.filter((entry) => entry.kind === kind && !isOwnEnd(entry)).map((entry) => asFollowed(entry, known)),
  )

/** That another council took over is known to it: it is what our record says of our own part. */
export const isOwnEnd = ({ kind, code }: Pick<Entry, 'kind' | 'code'>): boolean =>
  kind === 'episode-end' && code === 'transferred'

/** A spell that the rules of the return closed (an 18th birthday, the end of care) is still open for whoever looks for the child. */
function asFollowed(entry: Entry, known: readonly Entry[]): Entry {
  if (entry.kind !== 'missing' || entry.until === null) return entry
  const text = (of: Entry | undefined, name: string) => {
    const value = of?.attributes[name]
    return typeof value === 'string' ? value : ''
  }
  const dob = text(
    known.find((one) => one.kind === 'person'),
    'dob',
  )
  const episodes = known.flatMap((one) =>
    one.kind === 'episode' && one.from !== null
      ? [
          {
            from: one.from,
            until: one.until,
            reasonNew: text(one, 'reasonNew'),
            reasonCeased: text(one, 'reasonCeased'),
          },
        ]
      : [],
  )
  const found = known.some(
    (one) => one.about === entry.fact && (one.kind === 'located' || one.kind === 'returned'),
  )
  // A later spell shows that the child had been found.
  const later = known.some(
    (one) => one.kind === 'missing' && one.fact !== entry.fact && (one.from ?? '') >= (entry.from ?? ''),
  )
  return !found && !later && endedByReturnRules(entry.until, dob === '' ? null : day(dob), episodes)
    ? { ...entry, until: null, untilAt: null }
    : entry
}

/** What a fact says, in one order: two ways of writing the same compare equal. */
export const contentOf = (fact: Omit<Fact, 'fact' | 'yours' | 'about'>): string =>
  JSON.stringify([
    fact.kind,
    fact.code,
    fact.from,
    fact.until,
    fact.fromAt,
    fact.untilAt,
    tidyAttributes(fact.attributes),
    sealedText(fact.sealed),
  ])

/** What an entry of this register says, in the same form: to compare with what the other council says. */
export const factAsSent = (entry: Entry): Fact => factOf(entry, new Map())

/** The entries that a council without Turnstone is given on paper: what a package would carry now. */
export const carriedNow = (
  { state }: { state: string },
  known: readonly Entry[],
  reach: ReadonlySet<Compartment>,
): Entry[] => {
  const step = state === 'handed-over' || state === 'acknowledged' ? 'handed-over' : 'proposed'
  return carriedOf(
    carried[step].filter((kind) => reach.has(kindOf(kind).compartment)),
    known,
  )
}
