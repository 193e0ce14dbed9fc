import { checkPermit, note, type Permit, type Vault } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import { addDays, type Id, type PlainDate } from '../../plain/index.ts'
import { currentEntries, type Entry, fullName, knownInstant, openEntry } from '../../register/index.ts'
import { kindOf, labelOf, placementType, reasonEpisodeCeased } from '../../standard/index.ts'
import { usualChoices } from './claim.ts'
import type { Statement } from './months.ts'
import { isPaid, monthAfter, stretchesIn } from './nights.ts'
import { shownTo } from '../numbers.ts'
import { type Candidate, candidates } from './supported.ts'

/** The sheet of a month in the shape of the department, as far as that is known. */
export type ClaimSheet = {
  head: readonly string[]
  rows: readonly (readonly (string | number)[])[]
  /** Children whose names are not for the reader: they are in the total and not among the rows. */
  withheld: { children: number; pounds: number }
}

/** The workbook of the Home Office was not seen: what it asks for is known from what is said about it. */
export const sheetCaution =
  'The columns of the department’s own workbook were not seen. These are those that descriptions of it name, in their order: check them against the workbook of the year before you copy them.'

/**
 * A closed month child by child, as it was known when it was closed; names and numbers as they are known now. Whoever may not be seen by the person is
 * left out and counted. Opening the names is written into the trail.
 */
export async function claimSheet(
  db: Db,
  permit: Permit<'close a month'>,
  vault: Vault,
  { month, tier, lines, statement, knownOn }: Statement,
): Promise<ClaimSheet> {
  const { person } = checkPermit(permit, 'close a month')
  const { council } = person
  const shown = new Set(
    await shownTo(
      db,
      person,
      lines.map(({ child }) => child),
    ),
  )
  const ids = [...shown]
  const found = await candidates(db, council, await knownInstant(db, council, knownOn), ids)
  const lives = new Map(found.candidates.map((one) => [one.child, one]))
  const identity = await identitiesOf(db, vault, council, ids)
  await note(db, council, {
    actor: person.actor,
    action: 'save the sheet of a claim',
    subject: `${month.slice(0, 7)} ${statement}`,
    count: ids.length,
    digest: '',
    ids,
  })
  const hidden = lines.filter(({ child }) => !shown.has(child))
  return {
    head: [
      'Home Office number',
      'Name',
      'Date of birth',
      'Supported from',
      'Supported to',
      'Nights',
      'Pounds a night',
      'Pounds',
      'Placement',
      'Why it ended',
    ],
    rows: lines
      .filter(({ child }) => shown.has(child))
      .map(({ child, nights, pounds }) => {
        const one = lives.get(child)
        const { name, homeOffice } = identity.get(child) ?? { name: '', homeOffice: '' }
        const paid =
          one === undefined
            ? []
            : stretchesIn(one.of, month, tier, usualChoices.leap).filter(({ why }) => isPaid(why))
        const last = paid.at(-1)
        return [
          homeOffice,
          name,
          one?.of.born ?? '',
          paid[0]?.from ?? '',
          last === undefined ? '' : addDays(last.until, -1),
          nights,
          [...new Set(paid.map(({ rate }) => rate))].join(' and '),
          pounds,
          one === undefined || last === undefined ? '' : placeOn(one, addDays(last.until, -1)),
          one === undefined ? '' : endedIn(one, month),
        ]
      })
      .sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1)),
    withheld: { children: hidden.length, pounds: hidden.reduce((sum, one) => sum + one.pounds, 0) },
  }
}

async function identitiesOf(db: Db, vault: Vault, council: number, ids: readonly Id[]) {
  const kinds = [kindOf('name').number, kindOf('reference').number]
  const rows = ids.length === 0 ? [] : await currentEntries(db, council, ids, kinds)
  await vault.loadToRead(db, ids, ['identity'])
  const entries = new Map<Id, Entry[]>()
  for (const row of rows) entries.set(row.child, [...(entries.get(row.child) ?? []), openEntry(vault, row)])
  return new Map(
    [...entries].map(([child, own]) => {
      const name = own.find((entry) => entry.kind === 'name')
      const reference = own.find((entry) => entry.kind === 'reference' && entry.code === 'home-office')
      return [
        child,
        {
          name: name === undefined ? '' : fullName(name),
          homeOffice: reference?.sealed['value'] ?? '',
        },
      ]
    }),
  )
}

const placeOn = ({ life }: Candidate, day: PlainDate): string => {
  const on = life.episodes.find(
    (episode) => episode.from <= day && (episode.until === null || day < episode.until),
  )
  return on === undefined || on.place === '' ? '' : labelOf(placementType, on.place)
}

/** Why care ceased in a month and did not go on. */
const endedIn = ({ life }: Candidate, month: PlainDate): string => {
  const ended = life.episodes.find(
    ({ until }) =>
      until !== null &&
      until > month &&
      until <= monthAfter(month) &&
      !life.episodes.some((next) => next.from === until),
  )
  return ended === undefined || ended.reasonCeased === ''
    ? ''
    : labelOf(reasonEpisodeCeased, ended.reasonCeased)
}
