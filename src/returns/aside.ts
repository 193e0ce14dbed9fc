import { type DataKey, type Keys, open, seal } from '../access/index.ts'
import type { Id } from '../plain/index.ts'
import type { Fault } from './values.ts'

/** A row that was set aside, with what is wrong with it: the row as the file had it, sealed as one. */
export type AsideContent = { values: Record<string, string>; faults: Fault[] }

/** Rows set aside may belong to no child, so they have a key of their own. */
const worklistKey = (keys: Keys): DataKey => ({ id: keys.register, kek: keys.kek.id, key: keys.worklist })
const place = (keys: Keys, id: Id) => ({ table: 'aside', column: 'sealed', row: id, child: keys.register })

export const putAside = (keys: Keys, id: Id, content: AsideContent): Buffer =>
  seal(worklistKey(keys), place(keys, id), JSON.stringify(content))

/** Why somebody left a row aside, in their words: sealed at a place of its own. */
export const sealReason = (keys: Keys, id: Id, reason: string): Buffer =>
  seal(worklistKey(keys), { ...place(keys, id), column: 'reason_sealed' }, reason)

export const openReason = (keys: Keys, id: Id, sealed: Buffer): string =>
  open(worklistKey(keys), { ...place(keys, id), column: 'reason_sealed' }, sealed).toString()

export const takeUp = (keys: Keys, id: Id, sealed: Buffer): AsideContent =>
  JSON.parse(open(worklistKey(keys), place(keys, id), sealed).toString()) as AsideContent
