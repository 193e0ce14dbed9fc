import { expect, test } from 'vitest'
import { decide } from '../../src/access/index.ts'
import {
  breakdownOf,
  catalogue,
  type Count,
  countAll,
  growing,
  type Settings,
  settingNames,
  choices,
  usualSettings,
  within,
} from '../../src/figures/index.ts'
import { day, instantOf, must } from '../../src/plain/index.ts'
import { loadDemonstration } from '../../src/web/index.ts'
import { chance } from '../support/chance.ts'
import { testRegister } from '../support/register.ts'

/**
 * Which measures lie within which is taken from their definitions, and decides whether somebody can subtract. Here it is
 * held against an invented council: nowhere does the smaller count more than the larger, whatever the choices.
 */
const register = await testRegister('demonstration')
const { db, keys, council } = register
await loadDemonstration(db, keys, council.id, instantOf(new Date()), () => undefined)
const permit = must(
  decide(register.person('data-officer'), 'ask a question', { council: council.id }),
  'a data officer asks',
)
const by = ['nationality', 'sex'].flatMap((one) => breakdownOf(one) ?? [])

const random = chance(20161)
/** Random choices on which councils differ, and the usual ones. */
const someSettings: Settings[] = [
  usualSettings,
  ...Array.from(
    { length: 5 },
    () =>
      Object.fromEntries(
        settingNames.map((name) => {
          const options = Object.keys(choices[name].options)
          return [name, options[Math.floor(random() * options.length)]]
        }),
      ) as Settings,
  ),
]
const years = [2016, 2018, 2020, 2022, 2023, 2024, 2025, 2026]
const nameOf = (values: Readonly<Record<string, string>>) => JSON.stringify(values)
const cellsOf = (count: Count) => new Map(count.cells.map((cell) => [nameOf(cell.values), cell.value]))

async function counted(period: { from: string; to: string }, settings: Settings) {
  const asked = { from: day(period.from), to: day(period.to) }
  const counts = await countAll(
    db,
    permit,
    council,
    null,
    catalogue.map((measure) => ({ measure, by, period: asked, settings })),
  )
  return new Map(counts.map((count) => [count.measure.id, cellsOf(count)]))
}

test('a measure that lies within others counts nobody whom they do not count', async () => {
  let compared = 0
  for (const year of years)
    for (const settings of someSettings) {
      const all = await counted({ from: `${year}-01-01`, to: `${year}-12-31` }, settings)
      for (const measure of catalogue)
        for (const larger of within(measure.id, settings))
          for (const [name, value] of all.get(measure.id) ?? []) {
            const of = larger.reduce((sum, one) => sum + (all.get(one)?.get(name) ?? 0), 0)
            expect(value, `${measure.id} in ${larger.join(' and ')}, ${year}, ${name}`).toBeLessThanOrEqual(
              of,
            )
            compared++
          }
    }
  expect(compared).toBeGreaterThan(1000)
}, 120_000)

test('where a longer period is said to count everybody of a shorter one, it does', async () => {
  let compared = 0
  for (const year of years) {
    const whole = await counted({ from: `${year}-01-01`, to: `${year}-12-31` }, usualSettings)
    for (const [from, to] of [
      ['01-01', '03-31'],
      ['04-01', '12-31'],
      ['06-10', '06-20'],
    ]) {
      const part = await counted({ from: `${year}-${from ?? ''}`, to: `${year}-${to ?? ''}` }, usualSettings)
      for (const id of growing)
        for (const [name, value] of part.get(id) ?? []) {
          expect(value, `${id}, ${year} ${from ?? ''}, ${name}`).toBeLessThanOrEqual(
            whole.get(id)?.get(name) ?? 0,
          )
          compared++
        }
    }
  }
  expect(compared).toBeGreaterThan(500)
}, 120_000)
