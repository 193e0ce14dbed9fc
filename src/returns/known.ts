import type { Db } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import { currentEntries, type Entry, openEntry, saidOf, withdrawnByHand } from '../register/index.ts'
import type { Known, SaidRow } from './fact.ts'
import type { Run } from './run.ts'
import * as store from './store.ts'

/** What is known of a child that the register does not have. */
export const knownOfNew = (child: Id): Known => ({
  child,
  entries: [],
  withdrawn: [],
  said: [],
  sourceKinds: new Map(),
  sourceYears: new Map(),
})

/** What the register holds of some children. */
export async function knownOf(run: Run, trx: Db, children: Id[]): Promise<Map<Id, Known>> {
  if (children.length === 0) return new Map()
  const { vault } = run.options
  await vault.load(trx, children)
  const rows = await currentEntries(trx, run.council, children, null)
  const withdrawn = await withdrawnByHand(trx, run.council, children)
  const said = await saidOf(trx, run.council, children)
  const sources = await store.sourcesOf(trx, run.council, [
    ...new Set([...rows, ...said].map((row) => row.source)),
  ])
  const sourceKinds = new Map([...sources].map(([id, source]) => [id, source.kind]))
  const sourceYears = new Map([...sources].map(([id, source]) => [id, source.year]))
  const known = new Map(
    children.map((child) => [
      child,
      {
        child,
        entries: [] as Entry[],
        withdrawn: [] as Entry[],
        said: [] as SaidRow[],
        sourceKinds,
        sourceYears,
      },
    ]),
  )
  for (const row of rows) known.get(row.child)?.entries.push(openEntry(vault, row))
  for (const row of withdrawn) known.get(row.child)?.withdrawn.push(openEntry(vault, row))
  for (const row of said) known.get(row.child)?.said.push(row)
  return known
}
