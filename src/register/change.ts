import type { Id, Instant } from '../plain/index.ts'
import type { SourceKind } from '../database/index.ts'
import type { KindName } from '../standard/index.ts'
import type { Said } from './entry.ts'

/** How a source said a fact: kept so that the same row is known again, whatever became of the entry since. */
export type SaidBy = { sourceKind: SourceKind; part: string; print: Buffer; states: States; line: number }

/** What one source states of a fact, field by field: codes and dates only. */
export type States = Readonly<Record<string, string | null>>

/** Why an entry is taken back without being replaced. */
export type WithdrawalReason = 'wrong child' | 'did not happen' | 'absent from the source'

/**
 * One thing that record() does. `entry` is the version that the writer saw: if another has taken its place
 * meanwhile, the whole recording comes back as a conflict.
 */
export type Change =
  | { does: 'begin a child'; child: Id; team: Id | null }
  | { does: 'add'; child: Id; fact: Id; about: Id | null; said: Said; source: number; by?: SaidBy }
  | {
      does: 'supersede'
      child: Id
      fact: Id
      about: Id | null
      entry: Id
      said: Said
      source: number
      by?: SaidBy
    }
  | {
      does: 'withdraw'
      child: Id
      fact: Id
      entry: Id
      kind: KindName
      reason: WithdrawalReason
      words: string
    }
  /** The source says what is known already: only that it said so is new. */
  | { does: 'say again'; child: Id; fact: Id; source: number; by: SaidBy }
  /** The source no longer says it, and another one still does. */
  | { does: 'say no more'; child: Id; fact: Id; sourceKind: SourceKind; part: string }

/** Why nothing was recorded. The page or command turns it into words; nothing is half done. */
export type RecordProblem =
  | { problem: 'changed meanwhile'; child: Id; fact: Id }
  | { problem: 'overlaps'; kind: KindName | null }
  | { problem: 'number taken' }
  | { problem: 'sent before with other words' }

export type Recorded = {
  at: Instant
  /** Entries written, by fact. */
  entries: Record<string, Id>
  /** True where the same request had been recorded before: nothing was written again. */
  again: boolean
}
