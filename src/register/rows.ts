import type { Vault } from '../access/index.ts'
import { newId, type SourceKind } from '../database/index.ts'
import { districtIn, type Id, type Instant, type PlainDate } from '../plain/index.ts'
import { kindOf } from '../standard/index.ts'
import type { Change, SaidBy } from './change.ts'
import { type Said, sealedText, tidyAttributes } from './entry.ts'

/** Changes as rows of the database, everything sealed, before any lock is taken. */
export type Rows = {
  children: { id: Id; team: Id | null }[]
  keys: { child: Id; compartment: number; id: Id; wrapped: Buffer }[]
  entries: EntryRow[]
  closes: { child: Id; fact: Id; entry: Id }[]
  withdrawals: { child: Id; entry: Id; reason: string; sealed: Buffer | null }[]
  said: {
    child: Id
    fact: Id
    source_kind: SourceKind
    part: string
    print: Buffer
    states: string
    source: number
    line: number
  }[]
  unsaid: { child: Id; fact: Id; source_kind: SourceKind; part: string }[]
}

export type EntryRow = {
  child: Id
  id: Id
  fact: Id
  about: Id | null
  kind: number
  exclusive: boolean
  code: string
  from_on: PlainDate | null
  until_on: PlainDate | null
  from_at: Instant | null
  until_at: Instant | null
  attributes: string | null
  sealed: Buffer | null
  print: Buffer | null
  lookup: Buffer | null
  source: number
  supersedes: Id | null
}

/** Seals what identifies and lays changes out as rows. The vault must hold the keys of all children named. */
export function toRows(vault: Vault, changes: readonly Change[]): Rows {
  const rows: Rows = {
    children: [],
    keys: [],
    entries: [],
    closes: [],
    withdrawals: [],
    said: [],
    unsaid: [],
  }
  for (const change of changes) {
    const { child } = change
    switch (change.does) {
      case 'begin a child':
        rows.children.push({ id: child, team: change.team })
        break
      case 'add':
        rows.entries.push(entryRow(vault, child, change, null))
        noteSaid(rows, child, change.fact, change.source, change.by)
        break
      case 'supersede':
        rows.closes.push({ child, fact: change.fact, entry: change.entry })
        rows.entries.push(entryRow(vault, child, change, change.entry))
        noteSaid(rows, child, change.fact, change.source, change.by)
        break
      case 'withdraw': {
        rows.closes.push({ child, fact: change.fact, entry: change.entry })
        const { compartment } = kindOf(change.kind)
        const sealed =
          change.words === ''
            ? null
            : vault.seal(child, compartment, 'withdrawal', change.entry, change.words)
        rows.withdrawals.push({ child, entry: change.entry, reason: change.reason, sealed })
        break
      }
      case 'say again':
        noteSaid(rows, child, change.fact, change.source, change.by)
        break
      case 'say no more':
        rows.unsaid.push({ child, fact: change.fact, source_kind: change.sourceKind, part: change.part })
        break
    }
  }
  rows.keys.push(...vault.takeNewKeys())
  return rows
}

function noteSaid(rows: Rows, child: Id, fact: Id, source: number, by: SaidBy | undefined): void {
  if (by === undefined) return
  rows.said.push({
    child,
    fact,
    source_kind: by.sourceKind,
    part: by.part,
    print: by.print,
    states: JSON.stringify(by.states),
    source,
    line: by.line,
  })
}

/**
 * What a child is found by: a number of theirs, the handle of whoever reached them (in the one form that it is written
 * in), the postcode district that they are placed in (to see who is placed near whom), and the reference under which the
 * police know that they are missing.
 */
function lookupOf(vault: Vault, said: Said): Buffer | null {
  if (said.kind === 'contact') return vault.node(said.code, said.sealed['handle'] ?? '')
  if (said.kind === 'reference') return vault.lookup(said.code, said.sealed['value'] ?? '')
  if (said.kind === 'placement' || said.kind === 'episode') {
    const district = districtIn(`${said.sealed['postcode'] ?? ''}\n${said.sealed['address'] ?? ''}`)
    return district === null ? null : vault.node('district', district)
  }
  const police = said.kind === 'told' && said.code === 'police' ? (said.sealed['reference'] ?? '') : ''
  return police === '' ? null : vault.lookup('police', police)
}

function entryRow(
  vault: Vault,
  child: Id,
  change: { fact: Id; about: Id | null; said: Said; source: number },
  supersedes: Id | null,
): EntryRow {
  const { said } = change
  const kind = kindOf(said.kind)
  const id = newId()
  const text = sealedText(said.sealed)
  const attributes = tidyAttributes(said.attributes)
  const empty = text === '{}'
  return {
    child,
    id,
    fact: change.fact,
    about: change.about,
    kind: kind.number,
    exclusive: kind.exclusive,
    code: said.code,
    from_on: said.from,
    until_on: said.until,
    from_at: said.fromAt,
    until_at: said.untilAt,
    attributes: Object.keys(attributes).length === 0 ? null : JSON.stringify(attributes),
    sealed: empty ? null : vault.seal(child, kind.compartment, 'entry', id, text),
    print: empty ? null : vault.print(child, said.kind, text),
    lookup: lookupOf(vault, said),
    source: change.source,
    supersedes,
  }
}
