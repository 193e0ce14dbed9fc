import { expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { type Id, instantOf, must } from '../../src/plain/index.ts'
import { propose } from '../../src/schemes/index.ts'
import { demonstrationCouncil, demonstrationNeighbour } from '../../src/standard/index.ts'
import { loadDemonstration } from '../../src/web/index.ts'
import { introduced, side } from './transferred.ts'

/** Whatever stands in a record, its package is read: children of an invented council, with the oddest first. */
test('the record of any child can be proposed and read, fact by fact', { timeout: 240_000 }, async () => {
  const [marram, whimbrel] = await Promise.all([side(demonstrationCouncil), side(demonstrationNeighbour)])
  await introduced(marram, whimbrel)
  const { register } = marram
  const now = instantOf(new Date())
  await loadDemonstration(register.db, register.keys, register.council.id, now, () => undefined)
  const most = await asOwner(register.owner, async (client) => {
    // Those of whom most is known, of whom the most kinds are known, and some others.
    const { rows } = await client.query<{ child: Id; facts: number }>(
      `select child, count(*)::int as facts from entry where known_until is null group by child
        order by count(distinct kind) desc, count(*) desc, child limit 60`,
    )
    return rows
  })
  expect(most.length).toBe(60)
  let facts = 0
  for (const { child } of most) {
    const transfer = must(
      await propose(
        {
          db: register.db,
          register: register.db,
          keys: register.keys,
          vault: register.vault(),
          permit: register.permit('manager', 'transfer a child', child),
          child,
          nation: 'England and Wales',
          now,
        },
        {
          with: demonstrationNeighbour.code,
          role: 'sending',
          way: 'package',
          workingDays: 10,
          words: '',
          by: '',
        },
      ),
      'proposed',
    )
    const read = must(await whimbrel.read(await marram.last(transfer)), 'read')
    expect(read.kept).toBe(0)
    const kinds = async (owner: typeof register.owner, of: Id) =>
      asOwner(owner, async (client) => {
        const { rows } = await client.query<{ kind: number; n: number }>(
          `select kind, count(*)::int as n from entry where child = $1 and known_until is null
             and kind in (1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25, 27, 28, 29, 30)
           group by kind order by kind`,
          [of],
        )
        return rows
      })
    const here = await kinds(register.owner, child)
    expect(await kinds(whimbrel.register.owner, read.child)).toEqual(here)
    facts += here.reduce((sum, { n }) => sum + n, 0)
  }
  // The records were not empty.
  expect(facts).toBeGreaterThan(500)
})
