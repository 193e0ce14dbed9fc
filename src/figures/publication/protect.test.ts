import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, type Id, type Instant } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import type { Count, CountQuestion } from '../count.ts'
import { usualSettings } from '../settings.ts'
import { type ExactTable, protectAnswer, type Protection, type ReleasedTable } from './index.ts'
import { choicesFor } from './ledger.ts'

/** An invented child of a council, with what it is counted by. */
type Child = { id: Id; measures: readonly string[]; nationality: string; sex: string }

const year = { from: day('2024-04-01'), to: day('2025-03-31') }
/** An invented key, from the letters of an invented id. */
const recordKey = (child: Id): number =>
  Array.from(child).reduce((key, letter) => (key * 48271 + letter.charCodeAt(0)) % 4294967291, 1)
const rule = { threshold: 5, reader: 'rule' as const }

/** Counts invented children by hand, in place of a register. */
const countOf =
  (children: readonly Child[]) =>
  (questions: readonly CountQuestion[]): Promise<Count[]> =>
    Promise.resolve(
      questions.map(({ measure, by, period }) => {
        const cells = new Map<string, Count['cells'][number]>()
        const counted = children.filter((child) => child.measures.includes(measure.id))
        for (const child of counted) {
          const values = Object.fromEntries(
            by.map((one) => [
              one.id,
              one.id === 'sex' || one.id === 'nationality'
                ? child[one.id]
                : one.value({ life: { child: child.id } } as never),
            ]),
          )
          const name = JSON.stringify(values)
          cells.set(name, {
            values,
            value: (cells.get(name)?.value ?? 0) + 1,
            coverage: { held: 1, of: 1 },
          })
        }
        return {
          measure,
          by,
          period,
          cells: [...cells.values()],
          total: counted.length,
          knownOn: '' as Instant,
          occurrences: null,
          coverage: { held: 1, of: 1 },
          looked: new Map(),
          notAnswerable: null,
          warning: null,
        }
      }),
    )

async function exactOf(
  children: readonly Child[],
  measure: string,
  splitBy: readonly string[],
  treatment: ExactTable['treatment'] = 'suppress',
): Promise<ExactTable> {
  const { measureOf } = await import('../catalogue/index.ts')
  const asked = measureOf(measure)
  if (asked === null) throw new Error(measure)
  const by = splitBy.flatMap((one) => breakdownOf(one) ?? [])
  const [count] = await countOf(children)([{ measure: asked, by, period: year, settings: usualSettings }])
  if (count === undefined) throw new Error(measure)
  return {
    measure,
    splitBy,
    period: year,
    settings: usualSettings,
    treatment,
    cells: count.cells,
    total: count.total,
  }
}

const protect = (children: readonly Child[], give: readonly ExactTable[], ledger: ReleasedTable[] = []) =>
  protectAnswer(give, ledger, rule, recordKey, countOf(children))

/** Children in numbers: so many of each nationality and sex. */
const people = (numbers: Record<string, number>, measures: readonly string[] = ['1c']): Child[] =>
  Object.entries(numbers).flatMap(([who, times]) => {
    const [nationality = '', sex = ''] = who.split(' ')
    return Array.from({ length: times }, (_, i) => ({
      id: `${nationality} ${sex} ${i}` as Id,
      measures,
      nationality,
      sex,
    }))
  })

/** So many invented children of one nationality and sex who are counted by the same measures. */
const group = (times: number, measures: readonly string[], nationality = 'AFG', sex = 'M'): Child[] =>
  Array.from({ length: times }, (_, i) => ({
    id: `${nationality} ${sex} ${measures.join()} ${i}` as Id,
    measures,
    nationality,
    sex,
  }))

const printed = (protection: Protection, table = 0): Record<string, number | null> =>
  Object.fromEntries(
    (protection.tables[table] ?? []).map(({ under, value }) => [
      [under['nationality'], under['sex']].filter((one) => one !== undefined).join(' ') || 'all',
      value,
    ]),
  )

/** What was given out of it, as the ledger would keep it. */
const released = (protection: Protection, give: readonly ExactTable[]): ReleasedTable[] =>
  give.map(({ measure, splitBy, period, treatment }, i) => ({
    id: '' as Id,
    at: '' as Instant,
    by: '' as Id,
    request: null,
    source: 'an invented answer',
    measure,
    period,
    settings: choicesFor(measure, usualSettings),
    splitBy,
    knownOn: null,
    treatment,
    threshold: 5,
    base: null,
    cells: (protection.tables[i] ?? []).map(({ under, value, low, high }) => ({
      under,
      printed: value,
      low: value === null ? null : low,
      high: value === null ? null : high,
    })),
  }))

describe('one table', () => {
  const children = people({ 'VNM M': 3, 'AFG M': 20, 'ERI M': 12 })

  test('hides a small number, and another so that the total does not give it', async () => {
    // 35 - 20 - 12 = 3: one more must go, and the smaller of the two is the cheaper.
    const done = await protect(children, [await exactOf(children, '1c', ['nationality'])])
    expect(done.problems).toEqual([])
    expect(printed(done)).toEqual({ VNM: null, AFG: 20, ERI: null, all: 35 })
    const why = done.tables[0]?.map(({ under, why: says }) => [under['nationality'], says])
    expect(why).toContainEqual(['VNM', 'small'])
    expect(why).toContainEqual(['ERI', 'others'])
  })

  test('says what a reader could still tell of each hidden number', async () => {
    const done = await protect(children, [await exactOf(children, '1c', ['nationality'])])
    // Together they are 15, each at least 1.
    expect(done.tables[0]?.find(({ under }) => under['nationality'] === 'VNM')).toMatchObject({
      low: 1,
      high: 14,
    })
  })

  test('given as it is would give the small number away, and is refused with what it is', async () => {
    const done = await protect(children, [await exactOf(children, '1c', ['nationality'], 'exact')])
    expect(done.problems).toHaveLength(1)
    expect(done.problems[0]).toMatch(
      /would give away 1 small number: Viet ?[Nn]am from 1 April 2024 to 31 March 2025 \(exactly\)/,
    )
  })

  test('without small numbers is given as it is', async () => {
    const many = people({ 'AFG M': 20, 'ERI F': 12 })
    const done = await protect(many, [await exactOf(many, '1c', ['nationality'], 'exact')])
    expect(done.problems).toEqual([])
    expect(printed(done)).toEqual({ AFG: 20, ERI: 12, all: 32 })
  })

  test('rounded adds up, and a reader is left at least three values', async () => {
    const done = await protect(children, [await exactOf(children, '1c', ['nationality'], 'round')])
    expect(done.problems).toEqual([])
    const { VNM, all } = printed(done)
    expect([0, 5]).toContain(VNM)
    expect(all).toBe(32 + (VNM ?? 0))
  })
})

describe('noise', () => {
  const children = people({ 'VNM M': 3, 'AFG M': 20, 'AFG F': 7, 'ERI M': 12 })

  test('is the same for the same children in whichever table they stand', async () => {
    const give = [
      await exactOf(children, '1c', ['nationality'], 'perturb'),
      await exactOf(children, '1c', ['nationality', 'sex'], 'perturb'),
    ]
    const done = await protect(children, give)
    expect(done.problems).toEqual([])
    // Every Vietnamese and every Eritrean is a boy: the number of both tables is of the same children.
    expect(printed(done, 1)['VNM M']).toBe(printed(done, 0)['VNM'])
    expect(printed(done, 1)['ERI M']).toBe(printed(done, 0)['ERI'])
    expect(printed(done, 1)['all']).toBe(printed(done, 0)['all'])
    for (const { low, high } of done.tables.flat()) expect((high ?? 99) - low).toBeGreaterThanOrEqual(2)
  })

  test('is for counts of children alone', async () => {
    const one = await exactOf(children, 'missing-incidents', [], 'perturb')
    expect((await protect(children, [one])).problems[0]).toContain('does not count children')
  })
})

test('numbers that are not those that were frozen are refused', async () => {
  const children = people({ 'AFG M': 20, 'ERI F': 9 })
  const table = await exactOf(children, '1c', ['nationality'])
  const { problems } = await protect(children.slice(1), [table])
  expect(problems[0]).toContain('is not what was frozen')
})

describe('tables that count the same children', () => {
  test('are protected as one: by nationality, by sex, and the total', async () => {
    // All of the 3 girls are Eritrean: 12 Eritreans and 9 Eritrean boys would give them.
    const children = people({ 'AFG M': 20, 'ERI M': 9, 'ERI F': 3 })
    const give = [
      await exactOf(children, '1c', ['nationality']),
      await exactOf(children, '1c', ['sex']),
      await exactOf(children, '1c', []),
    ]
    const done = await protect(children, give)
    expect(done.problems).toEqual([])
    expect(printed(done, 0)).toMatchObject({ AFG: 20, ERI: 12, all: 32 })
    expect(printed(done, 1)).toEqual({ F: null, M: null, all: 32 })
  })

  test('are not decided about in different ways', async () => {
    const children = people({ 'AFG M': 20, 'ERI F': 9 })
    const done = await protect(children, [
      await exactOf(children, '1c', ['nationality'], 'round'),
      await exactOf(children, '1c', ['sex']),
    ])
    expect(done.problems[0]).toContain('decide the same for all of them')
  })
})

describe('what was given out before', () => {
  const then = people({ 'VNM M': 3, 'AFG M': 20, 'ERI M': 12, 'SDN M': 9 })

  test('stays hidden, also where it has become large', async () => {
    const give = [await exactOf(then, '1c', ['nationality'])]
    const ledger = released(await protect(then, give), give)
    const now = [...then, ...people({ 'VNM M': 4 })]
    const again = [await exactOf(now, '1c', ['nationality'])]
    const done = await protect(now, again, ledger)
    expect(done.problems).toEqual([])
    // The Vietnamese are 7 now. Printed beside the earlier answer, in which they were hidden with one other, they would
    // say by how much the total grew that they were 3.
    expect(printed(done)['VNM']).toBeNull()
  })

  test('is not opened by counting nobody any more: the total that fell by it would say what it was', async () => {
    const give = [await exactOf(then, '1c', ['nationality'])]
    const before = await protect(then, give)
    expect(printed(before)).toEqual({ VNM: null, AFG: 20, ERI: 12, SDN: null, all: 44 })
    // 44 less 20 less 12 were the Vietnamese and the Sudanese: 12 together. Without the Vietnamese 41 are left, so that
    // 9 would be Sudanese, and 12 less 9 were Vietnamese. So the total is not given again.
    const now = then.filter(({ nationality }) => nationality !== 'VNM')
    const again = [await exactOf(now, '1c', ['nationality'])]
    const done = await protect(now, again, released(before, give))
    expect(done.problems).toEqual([])
    expect(printed(done)).toEqual({ AFG: 20, ERI: 12, SDN: null, all: null })
  })

  test('is not opened by another split: the total of girls and boys tells what nationality hid', async () => {
    // By sex alone: 12 boys and 9 girls; by nationality alone nothing is small. Both: the 3 are what a reader lacks.
    const children = people({ 'AFG M': 6, 'AFG F': 9, 'ERI M': 3 })
    const first = [await exactOf(children, '1c', ['nationality'])]
    const before = await protect(children, first)
    expect(printed(before)).toEqual({ AFG: null, ERI: null, all: 18 })
    const second = [await exactOf(children, '1c', ['sex'])]
    const done = await protect(children, second, released(before, first))
    // 9 girls are all Afghan; that many Afghans at least. The 3 Eritreans are 1 to 9: still three values and more.
    expect(done.problems).toEqual([])
    expect(printed(done)).toEqual({ F: 9, M: 9, all: 18 })
  })

  test('that shows what is to be hidden now makes the answer refused', async () => {
    const children = people({ 'VNM M': 3, 'AFG M': 20 })
    const table = await exactOf(children, '1c', ['nationality'])
    const out: ReleasedTable = {
      ...(released({ tables: [[]] } as unknown as Protection, [table])[0] as ReleasedTable),
      cells: [
        { under: { nationality: 'VNM' }, printed: 3, low: 3, high: 3 },
        { under: { nationality: 'AFG' }, printed: 20, low: 20, high: 20 },
      ],
    }
    const done = await protect(children, [table], [out])
    expect(done.problems[0]).toContain('together with what was given out before')
    expect(done.problems[0]).toContain('(exactly)')
  })
})

describe('numbers that can be subtracted', () => {
  /** Twelve unaccompanied children, of whom all but one went missing. */
  const children = [
    ...people({ 'AFG M': 11 }, ['1c', '2b', 'missing-children']),
    ...people({ 'AFG M': 1 }, ['1c']),
  ]

  test('of 12 children 11 went missing: one of the two is hidden, for it tells of the one who did not', async () => {
    const give = [await exactOf(children, '1c', []), await exactOf(children, '2b', [])]
    const done = await protect(children, give)
    expect(done.problems).toEqual([])
    expect(printed(done, 0)).toEqual({ all: 12 })
    expect(printed(done, 1)).toEqual({ all: null })
    expect(done.tables[1]?.[0]?.why).toBe('difference')
  })

  test('also where the larger was given out before', async () => {
    const first = [await exactOf(children, '1c', [])]
    const ledger = released(await protect(children, first), first)
    const done = await protect(children, [await exactOf(children, '2b', [])], ledger)
    expect(printed(done)).toEqual({ all: null })
  })

  test('is refused where numbers are given as they are or rounded, which keeps nothing of it', async () => {
    for (const treatment of ['exact', 'round'] as const) {
      const give = [
        await exactOf(children, '1c', [], treatment),
        await exactOf(children, '2b', [], treatment),
      ]
      const { problems } = await protect(children, give)
      expect(problems[0]).toContain(
        'A reader can subtract: 12 in “Unaccompanied or separated”, 1 April 2024 to 31 March 2025 less 11',
      )
    }
  })

  test('all of them went missing: nobody is left over, and nothing is hidden', async () => {
    const all = people({ 'AFG M': 12 }, ['1c', '2b'])
    const done = await protect(all, [await exactOf(all, '1c', []), await exactOf(all, '2b', [])])
    expect([printed(done, 0), printed(done, 1)]).toEqual([{ all: 12 }, { all: 12 }])
  })
})

describe('what one family says of another', () => {
  test('a hidden number is at least the printed one of those within it', async () => {
    // 1c: VNM 1, SDN 9, ERI 15; 2b: SDN 9, ERI 8. With SDN and VNM hidden in 1c, 10 together, SDN is at least 9: VNM is 1.
    const children = [
      ...group(1, ['1c'], 'VNM'),
      ...group(9, ['1c', '2b'], 'SDN'),
      ...group(8, ['1c', '2b'], 'ERI'),
      ...group(7, ['1c'], 'ERI'),
    ]
    const give = [
      await exactOf(children, '1c', ['nationality']),
      await exactOf(children, '2b', ['nationality']),
    ]
    const done = await protect(children, give)
    if (done.problems.length > 0) return
    const { VNM, SDN, ERI, all } = printed(done, 0)
    expect(VNM).toBeNull()
    expect(SDN === null && ERI === 15 && all === 25).toBe(false)
  })

  test('whoever lies within what lies within is compared too', async () => {
    const children = [
      ...group(11, ['looked-after', '1c', '2b', 'missing-children']),
      ...group(1, ['looked-after', '1c']),
    ]
    const give = [await exactOf(children, 'looked-after', []), await exactOf(children, '2b', [])]
    const done = await protect(children, give)
    expect([printed(done, 0)['all'], printed(done, 1)['all']]).toContain(null)
  })

  test('a sum that is not printed is compared as if it were', async () => {
    // 2b: 11 Afghan boys and no other Afghan; 1c: 12 Afghans.
    const children = [...group(11, ['1c', '2b']), ...group(1, ['1c']), ...group(9, ['1c'], 'ERI', 'F')]
    const give = [
      await exactOf(children, '1c', ['nationality']),
      await exactOf(children, '2b', ['nationality', 'sex']),
    ]
    const done = await protect(children, give)
    expect(printed(done, 0)['AFG'] === 12 && printed(done, 1)['AFG M'] === 11).toBe(false)
  })

  test('an older number of the ledger does not stand for the one that is given now', async () => {
    const then = group(20, ['1c'])
    const first = [await exactOf(then, '1c', [])]
    const before = released(await protect(then, first), first)
    const children = [...group(11, ['1c', '2b']), ...group(1, ['1c'], 'AFG', 'F')]
    const give = [await exactOf(children, '1c', []), await exactOf(children, '2b', [])]
    const done = await protect(children, give, before)
    expect([printed(done, 0)['all'], printed(done, 1)['all']]).toContain(null)
  })

  test('two measures without a child in common are subtracted together', async () => {
    const children = [
      ...group(10, ['looked-after', '1a']),
      ...group(10, ['looked-after', '1b']),
      ...group(2, ['looked-after']),
    ]
    const give = [
      await exactOf(children, 'looked-after', []),
      await exactOf(children, '1a', []),
      await exactOf(children, '1b', []),
    ]
    const done = await protect(children, give)
    expect([0, 1, 2].map((i) => printed(done, i)['all'])).toContain(null)
  })

  test('what was small once stays so when the threshold is lowered', async () => {
    const children = [
      ...group(4, ['1c'], 'VNM'),
      ...group(12, ['1c'], 'ERI'),
      ...group(20, ['1c'], 'AFG', 'F'),
    ]
    const first = [await exactOf(children, '1c', ['nationality'])]
    const ledger = released(await protect(children, first), first)
    const give = [await exactOf(children, '1c', ['nationality', 'sex'])]
    const done = await protectAnswer(give, ledger, { ...rule, threshold: 3 }, recordKey, countOf(children))
    expect(printed(done)['VNM M'] ?? null).toBeNull()
  })

  test('numbers that were hidden apart are each at least 1 when their sum is given', async () => {
    // Five numbers of boys, 1, 1, 1, 1 and 2, hidden before: their sum of 6 would leave each of them 1 or 2.
    const nations = ['AFG', 'ERI', 'SDN', 'VNM', 'SYR']
    const children = nations.flatMap((nation, i) => [
      ...group(i === 4 ? 2 : 1, ['1c'], nation, 'M'),
      ...group(7 + i, ['1c'], nation, 'F'),
    ])
    const first = [await exactOf(children, '1c', ['nationality', 'sex'])]
    const before = await protect(children, first)
    const give = [await exactOf(children, '1c', ['sex'])]
    for (const treatment of ['suppress', 'exact'] as const) {
      const again = give.map((table) => ({ ...table, treatment }))
      const done = await protect(children, again, released(before, first))
      if (nations.every((nation) => printed(before)[`${nation} M`] === null) && done.problems.length === 0)
        expect(printed(done)['M']).toBeNull()
    }
  })
})

/**
 * Somebody who has the printed tables and tries every table of nationality by sex that fits them, counts up to a limit.
 * Written apart from the product: it knows only what was printed.
 */
function possibleCounts(
  nationalities: readonly string[],
  tables: readonly Record<string, number | null>[],
  limit: number,
): Map<string, Set<number>> {
  const sexes = ['F', 'M']
  const inner = nationalities.flatMap((nation) => sexes.map((sex) => ({ nation, sex })))
  const possible = new Map<string, Set<number>>()
  const values = inner.map(() => 0)
  const sum = (of: (cell: { nation: string; sex: string }) => boolean) =>
    inner.reduce((all, cell, i) => all + (of(cell) ? (values[i] ?? 0) : 0), 0)
  const margins = (): [string, number][] => [
    ['all', sum(() => true)],
    ...nationalities.map((nation): [string, number] => [nation, sum((cell) => cell.nation === nation)]),
    ...sexes.map((sex): [string, number] => [sex, sum((cell) => cell.sex === sex)]),
    ...inner.map((cell, i): [string, number] => [`${cell.nation} ${cell.sex}`, values[i] ?? 0]),
  ]
  const visit = (i: number): void => {
    if (i < inner.length) {
      for (let value = 0; value <= limit; value++) {
        values[i] = value
        visit(i + 1)
      }
      return
    }
    const now = margins()
    for (const table of tables)
      for (const [name, value] of now) {
        const shown = table[name]
        // What a table does not list is 0; what it hides is at least 1.
        const isOf =
          name === 'all' ||
          Object.keys(table).some(
            (one) =>
              one.split(' ').length === name.split(' ').length &&
              sexes.includes(one) === sexes.includes(name) &&
              one !== 'all',
          )
        if (
          shown === undefined
            ? isOf && name !== 'all' && value !== 0
            : shown === null
              ? value < 1
              : value !== shown
        )
          return
      }
    for (const [name, value] of now) possible.set(name, (possible.get(name) ?? new Set()).add(value))
  }
  visit(0)
  return possible
}

/** Four counts of an invented council, of nationality by sex. */
const fourCounts = fc.record({
  a: fc.nat({ max: 7 }),
  b: fc.nat({ max: 7 }),
  c: fc.nat({ max: 7 }),
  d: fc.nat({ max: 7 }),
})
const splits = fc.constantFrom(
  [['nationality'], ['sex']],
  [['nationality'], []],
  [['sex']],
  [['nationality']],
  [['nationality', 'sex']],
)

type Four = { a: number; b: number; c: number; d: number }
const peopleOf = ({ a, b, c, d }: Four) => people({ 'AFG F': a, 'AFG M': b, 'ERI F': c, 'ERI M': d })

/** That whoever has printed tables is left three values for every small count of those that are in truth. */
function nobodyNarrowed({ a, b, c, d }: Four, tables: readonly Record<string, number | null>[]): void {
  const possible = possibleCounts(['AFG', 'ERI'], tables, 11)
  const truth = {
    'AFG F': a,
    'AFG M': b,
    'ERI F': c,
    'ERI M': d,
    AFG: a + b,
    ERI: c + d,
    F: a + c,
    M: b + d,
  }
  for (const [name, value] of Object.entries(truth)) {
    expect(possible.get(name)?.has(value)).toBe(true)
    if (value >= 1 && value <= 5)
      expect(possible.get(name)?.size, `${name} of ${JSON.stringify(tables)}`).toBeGreaterThanOrEqual(3)
  }
}

test('whoever tries every table that fits a printed answer in parts finds three values for every small count', async () => {
  let tried = 0
  await fc.assert(
    fc.asyncProperty(fourCounts, splits, async (four, of) => {
      const children = peopleOf(four)
      const give = await Promise.all(of.map((splitBy) => exactOf(children, '1c', splitBy)))
      const done = await protect(children, give)
      if (done.problems.length > 0) return
      tried++
      nobodyNarrowed(
        four,
        give.map((_, i) => printed(done, i)),
      )
    }),
    { numRuns: 60 },
  )
  expect(tried).toBeGreaterThan(20)
}, 60_000)

test('nor does a second answer, split otherwise, open what the first one hid', async () => {
  let tried = 0
  await fc.assert(
    fc.asyncProperty(fourCounts, splits, splits, async (four, ofFirst, ofSecond) => {
      const children = peopleOf(four)
      const first = await Promise.all(ofFirst.map((splitBy) => exactOf(children, '1c', splitBy)))
      const before = await protect(children, first)
      if (before.problems.length > 0) return
      const second = await Promise.all(ofSecond.map((splitBy) => exactOf(children, '1c', splitBy)))
      const after = await protect(children, second, released(before, first))
      if (after.problems.length > 0) return
      tried++
      nobodyNarrowed(four, [
        ...first.map((_, i) => printed(before, i)),
        ...second.map((_, i) => printed(after, i)),
      ])
    }),
    { numRuns: 60 },
  )
  expect(tried).toBeGreaterThan(15)
}, 60_000)

/** Every list of counts, up to a limit, that one printed table by nationality allows; written apart, as above. */
function listsOf(
  nationalities: readonly string[],
  table: Record<string, number | null>,
  limit: number,
): number[][] {
  const all = table['all']
  const lists: number[][] = []
  const visit = (list: number[]): void => {
    if (list.length === nationalities.length) {
      const sum = list.reduce((to, one) => to + one, 0)
      if (all === null ? sum >= 1 : sum === (all ?? 0)) lists.push(list)
      return
    }
    const shown = table[nationalities[list.length] ?? '']
    const values = shown === null ? Array.from({ length: limit }, (_, i) => i + 1) : [shown ?? 0]
    for (const value of values) visit([...list, value])
  }
  visit([])
  return lists
}

test('what one family tells of another is told back: three of three missing are more than one of five', async () => {
  // 1c: AFG 3 and VNM 2 are hidden, 5 together, so 1 to 4 each. 2b: AFG 3, and ERI 9 with them, 12 together; of the 9 Eritreans
  // of 1c at most 9 went missing, so AFG is at least 3 there and in 1c 3 or 4, if nothing more is hidden.
  const children = [
    ...group(3, ['1c', '2b'], 'AFG'),
    ...group(9, ['1c', '2b'], 'ERI'),
    ...group(2, ['1c'], 'VNM'),
    ...group(30, ['1c'], 'SDN'),
  ]
  const give = [
    await exactOf(children, '1c', ['nationality']),
    await exactOf(children, '2b', ['nationality']),
  ]
  const done = await protect(children, give)
  expect(done.problems).toEqual([])
  expect(printed(done, 0)['AFG']).toBeNull()
  const hiddenIn = (table: number) => Object.values(printed(done, table)).filter((one) => one === null).length
  expect(hiddenIn(0) + hiddenIn(1)).toBeGreaterThan(4)
})

test('what two families say together counts too: six who went missing leave one of seven', async () => {
  // 1c: AFG 1, ERI 3 and SDN 3 are hidden, 7 together, beside VNM 16. 2b: ERI 3 and SDN 3, 6 together. Whoever went missing was
  // unaccompanied, so that ERI and SDN are at least 6 of the 7, and AFG is 1, if nothing more is hidden.
  const children = [
    ...group(1, ['1c'], 'AFG'),
    ...group(3, ['1c', '2b'], 'ERI'),
    ...group(3, ['1c', '2b'], 'SDN'),
    ...group(16, ['1c'], 'VNM'),
  ]
  const done = await protect(children, [
    await exactOf(children, '1c', ['nationality']),
    await exactOf(children, '2b', ['nationality']),
  ])
  expect(done.problems).toEqual([])
  expect([printed(done, 0), printed(done, 1)]).toEqual([
    { AFG: null, ERI: null, SDN: null, VNM: 16, all: 23 },
    { ERI: null, SDN: null, all: null },
  ])
})

test('nor do two families, of which one counts some whom the other counts, give each other away', async () => {
  const nationalities = ['AFG', 'ERI', 'SDN', 'VNM']
  const some = fc.constantFrom(0, 0, 1, 2, 3, 9, 16)
  let given = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(some, some), { minLength: 4, maxLength: 4 }), async (numbers) => {
      const children = numbers.flatMap(([stayed, missing], i) =>
        [...Array.from({ length: stayed + missing }).keys()].map((n) => ({
          id: `${nationalities[i] ?? ''} ${n}` as Id,
          measures: n < missing ? ['1c', '2b'] : ['1c'],
          nationality: nationalities[i] ?? '',
          sex: 'M',
        })),
      )
      const give = [
        await exactOf(children, '1c', ['nationality']),
        await exactOf(children, '2b', ['nationality']),
      ]
      const done = await protect(children, give)
      if (done.problems.length > 0) return
      const [all, missing] = [0, 1].map((table) => listsOf(nationalities, printed(done, table), 30))
      // Whatever hides nearly everything takes too long to try.
      if ((all?.length ?? 0) * (missing?.length ?? 0) > 2_000_000) return
      given++
      const possible = [0, 1].map(() => nationalities.map(() => new Set<number>()))
      for (const more of all ?? [])
        for (const less of missing ?? [])
          if (less.every((one, i) => one <= (more[i] ?? 0)))
            for (const [i] of nationalities.entries()) {
              possible[0]?.[i]?.add(more[i] ?? 0)
              possible[1]?.[i]?.add(less[i] ?? 0)
            }
      for (const [i, [stayed, gone]] of numbers.entries())
        for (const [table, count] of [stayed + gone, gone].entries())
          if (count >= 1 && count <= 5) expect(possible[table]?.[i]?.size).toBeGreaterThanOrEqual(3)
    }),
    { numRuns: 60 },
  )
  expect(given).toBeGreaterThan(10)
})
