import { hmac, type Keys } from '../../access/index.ts'
import { keySpace } from '../../disclosure/index.ts'
import type { Id } from '../../plain/index.ts'
import { type Breakdown, breakdownOf } from '../breakdowns/index.ts'
import type { Count } from '../count.ts'

/** A number for a child, the same on every day and in every table, that nobody can work out without the register's key. */
export type RecordKey = (child: Id) => number

/** Record keys of a register: the first 32 bits of an HMAC under its key for prints. */
export const recordKeyOf =
  (keys: Keys): RecordKey =>
  (child) =>
    hmac(keys.index, 'record key for noise in counts', child).readUInt32BE(0)

const name = 'record-key'

/** A split by the children's own keys, so that a count tells who is in a cell and no more. It is never printed. */
export const byKey = (recordKey: RecordKey): Breakdown => ({
  id: name,
  label: 'Record key',
  of: 'child',
  needsAround: false,
  value: ({ life }) => String(recordKey(life.child)),
  words: (value) => value,
  definition: 'For noise in counts.',
})
if (breakdownOf(name) !== null) throw new Error('Nobody may split by the record key')

/** Cells without the children's keys, added up, with the sum of the keys of those who are in them. */
export function withoutKeys(
  cells: Count['cells'],
): { values: Readonly<Record<string, string>>; value: number; key: number }[] {
  const together = new Map<string, { values: Record<string, string>; value: number; key: number }>()
  for (const { values, value } of cells) {
    const rest = Object.fromEntries(Object.entries(values).filter(([split]) => split !== name))
    const of = together.get(JSON.stringify(rest)) ?? { values: rest, value: 0, key: 0 }
    together.set(JSON.stringify(rest), of)
    of.value += value
    of.key = (of.key + Number(values[name] ?? 0)) % keySpace
  }
  return [...together.values()]
}
