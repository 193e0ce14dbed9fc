import type { Vault } from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import { type Id, type Instant, londonDate } from '../../plain/index.ts'
import { type Change, type Entry, moment, saidOf } from '../../register/index.ts'
import { nameOfCouncil } from './card.ts'
import { careInWords, keptInWords } from './care.ts'
import { carries } from './child-record.ts'
import type { Fact, Letter } from './letter.ts'
import * as store from './store.ts'
import { type Here, partOf, takeOver } from './take-over.ts'

/** The record that a package carries, as changes to ours. */
export async function takenFrom(
  { db, vault, now }: { db: Db; vault: Vault; now: Instant },
  known: {
    child: Id
    entries: readonly Entry[]
    council: number
    rows: readonly store.PackageRow[]
    source: number
    letter: Letter
  },
): Promise<{ changes: Change[]; kept: number }> {
  const { child, entries, council, rows, source, letter } = known
  if (letter.record === null) return { changes: [], kept: 0 }
  const from = nameOfCouncil(letter.from)
  const saidBefore: Here['said'] = new Map(
    (await saidOf(db, council, [child]))
      .filter((one) => one.source_kind === 'transfer')
      // How they looked after the child until an earlier transfer stays told.
      .filter(
        (one) =>
          !rows.some(
            (row) => row.transfer !== letter.transfer && one.part === partOf(row.partner, row.transfer),
          ),
      )
      .map((one) => [one.part, { fact: one.fact, print: one.print }]),
  )
  const carrying = rows.filter(
    (row) =>
      row.way === 'sent' &&
      carries(row.step) &&
      (row.transfer !== letter.transfer || row.number <= letter.after),
  )
  const { facts, care } = letter.record
  const withCare = letter.step === 'news' ? facts : [...facts, noteOfCare(letter, careInWords(care, from))]
  const print = (text: string) => vault.print(child, 'transfer', text)
  const packages = await store.packagesAmong(db, council, [...new Set(entries.map((one) => one.source))])
  const { changes, kept } = takeOver(
    { ...letter.record, facts: withCare },
    {
      child,
      known: entries,
      said: saidBefore,
      cameFromElsewhere: (entry) => packages.has(entry.source),
      // News comes also from a council that does not answer for the child: it adds, and changes none of our facts.
      sentAt: letter.step === 'news' ? null : (carrying.at(-1)?.at ?? null),
    },
    { from: letter.from, at: letter.at, source, print, newId },
  )
  if (kept.length > 0)
    changes.push({
      does: 'add',
      child,
      fact: newId(),
      about: null,
      source,
      said: moment('note', '', londonDate(now), null, {
        sealed: {
          text: keptInWords(
            kept.map((one) => one.fact),
            from,
          ),
        },
      }),
    })
  return { changes, kept: kept.length }
}

/** One note for each transfer, which a later package replaces: how they looked after the child. */
const noteOfCare = (letter: Letter, text: string): Fact => ({
  fact: letter.transfer,
  yours: null,
  about: null,
  kind: 'note',
  code: '',
  from: londonDate(letter.at),
  until: londonDate(letter.at),
  fromAt: null,
  untilAt: null,
  attributes: {},
  sealed: { text },
})
