import { checkPermit, type Permit, type Vault } from '../access/index.ts'
import type { Db, SourceKind } from '../database/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import { kindName, kindOf } from '../standard/index.ts'
import { type Entry, readSealed } from './entry.ts'
import * as store from './reading/store.ts'

/** Opens one row as an entry. The vault must hold the child's keys. */
export function openEntry(vault: Vault, row: store.EntryRead): Entry {
  const kind = kindName(row.kind)
  return {
    id: row.id,
    child: row.child,
    fact: row.fact,
    about: row.about,
    kind,
    code: row.code,
    from: row.from_on,
    until: row.until_on,
    fromAt: row.from_at,
    untilAt: row.until_at,
    knownFrom: row.known_from,
    knownUntil: row.known_until,
    attributes: row.attributes ?? {},
    sealed:
      row.sealed === null
        ? {}
        : readSealed(vault.open(row.child, kindOf(kind).compartment, 'entry', row.id, row.sealed)),
    source: row.source,
    saidBy: row.said_by,
    supersedes: row.supersedes,
  }
}

function withoutAddress(entry: Entry): Entry {
  const { address, ...rest } = entry.sealed
  return address === undefined ? entry : { ...entry, sealed: rest, hasAddress: true }
}

export type Withdrawn = { reason: string; words: string; by: Id | null; at: Instant }

/** One child's record: every version of everything, and who said it. */
export type ChildRecord = {
  child: Id
  team: Id | null
  /** Moves with every save: what a form must have seen. */
  version: number
  /** All versions, newest first. */
  entries: Entry[]
  withdrawn: Map<Id, Withdrawn>
  /** Which sources say a fact. */
  saidBy: Map<Id, SaidWhere[]>
  sources: Map<number, { kind: SourceKind; label: string }>
}

export type SaidWhere = { kind: SourceKind; part: string; file: string; line: number }

/** Opens a child's record, as far as the permit reaches; null where there is no such child. */
export async function openRecord(
  db: Db,
  permit: Permit,
  vault: Vault,
  child: Id,
): Promise<ChildRecord | null> {
  const { council } = checkPermit(
    permit,
    'open a child',
    'see an address',
    'write a note',
    'add a document',
    'record an entry',
    'report missing',
    'correct an entry',
    'withdraw an entry',
    'tell somebody outside',
    'erase a child',
    'transfer a child',
  ).person
  if (permit.child !== child) throw new Error('This permit is about another child')
  const row = await store.childRow(db, council, child)
  if (row === undefined) return null
  const rows = (await store.entriesOf(db, council, child)).filter((one) =>
    permit.reach.has(kindOf(kindName(one.kind)).compartment),
  )
  // The keys after the entries: an entry that comes meanwhile may have brought a key of its own.
  await vault.load(db, [child])
  const opened = rows.map((one) => openEntry(vault, one))
  // A page that only reads cannot show an address by mistake: it does not hold one.
  const entries = permit.action === 'open a child' ? opened.map(withoutAddress) : opened
  const facts = new Set(rows.map((one) => one.fact))
  const said = (await store.saidOf(db, council, [child])).filter((one) => facts.has(one.fact))
  const sourceIds = [...new Set([...rows.map((one) => one.source), ...said.map((one) => one.source)])]
  const sources = new Map(
    (await store.sourcesOf(db, council, sourceIds)).map((one) => [
      one.id,
      { kind: one.kind, label: one.label },
    ]),
  )
  const saidBy = new Map<Id, SaidWhere[]>()
  for (const one of said) {
    const list = saidBy.get(one.fact) ?? []
    list.push({
      kind: one.source_kind,
      part: one.part,
      file: sources.get(one.source)?.label ?? '',
      line: one.line,
    })
    saidBy.set(one.fact, list)
  }
  const kinds = new Map(entries.map((entry) => [entry.id, entry.kind]))
  const withdrawn = new Map<Id, Withdrawn>()
  for (const one of await store.withdrawalsOf(db, council, child)) {
    const kind = kinds.get(one.entry)
    if (kind === undefined) continue
    const words =
      one.sealed === null
        ? ''
        : vault.open(child, kindOf(kind).compartment, 'withdrawal', one.entry, one.sealed)
    withdrawn.set(one.entry, { reason: one.reason, words, by: one.said_by, at: one.at })
  }
  return { child, team: row.team, version: row.version, entries, withdrawn, saidBy, sources }
}

/** What was known at an instant: the version of each fact that was current then. */
export const asKnownAt = (entries: readonly Entry[], at: Instant): Entry[] =>
  entries.filter((entry) => entry.knownFrom <= at && (entry.knownUntil === null || entry.knownUntil > at))

export const current = (entries: readonly Entry[]): Entry[] =>
  entries.filter((entry) => entry.knownUntil === null)

/** The versions of a fact, oldest first: what we thought before. */
export const versionsOf = (entries: readonly Entry[], fact: Id): Entry[] =>
  entries.filter((entry) => entry.fact === fact).sort((a, b) => (a.knownFrom < b.knownFrom ? -1 : 1))
