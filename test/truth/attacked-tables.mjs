import { chance } from '../../bench/million.js'
import { attack } from './attacker-by-programs.mjs'

const threshold = 5

/**
 * One of the random tables, published twice with a year between and attacked both times.
 *
 * @param number which: the same number is always the same table
 * @param disclosure the functions of the product that protect: nothing else of it is used
 */
export async function attackOne(number, { cellsOf, linked, protect, tableOf }) {
  const random = chance(number * 7919).next
  const upTo = (n) => Math.floor(random() * n)
  const isLarge = number % 25 === 0
  const sizes = isLarge ? [12 + upTo(9), 6 + upTo(5), 3 + upTo(4)] : smallSizes(upTo)
  const dims = sizes.map((_, d) => `d${d}`)
  const hierarchies = number % 2 === 0 && sizes[0] > 3 ? [{ leaf: 'd0', group: 'region' }] : []
  const groups = 2 + upTo(3)
  const columns = hierarchies.length > 0 ? [...dims, 'region'] : dims
  const reader = number % 4 < 2 ? 'rule' : 'non-negative'
  const least = reader === 'rule' ? 1 : 0
  const codes = sizes.reduce(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, i) => [...row, i])),
    [[]],
  )
  const children = codes.length * (0.5 + 4 * random())
  const counts = codes.map((code) => {
    const weight = code.reduce((all, i, d) => all * (1.9 * (1 - i / sizes[d]) ** 1.2), 1)
    return Math.max(0, Math.round((children / codes.length) * weight * 2 * random() - 0.3))
  })
  const rowsOf = (values) =>
    codes.map((code, i) => ({
      labels: {
        ...Object.fromEntries(code.map((one, d) => [`d${d}`, `k${one}`])),
        ...(hierarchies.length > 0 ? { region: `r${code[0] % groups}` } : {}),
      },
      value: values[i],
      line: i + 2,
    }))
  const release = async (values, known) => {
    const table = tableOf(rowsOf(values), columns, hierarchies)
    if (!table.ok) throw new Error(table.problem)
    const earlier = known.map((cells) => {
      const found = linked(
        table.value,
        cells.map((cell) => ({ ...cell, place: '' })),
      )
      if (!found.ok) throw new Error(found.problem)
      return found.value
    })
    const { suppression, checked } = await protect(table.value, { threshold, reader }, { earlier })
    const cells = cellsOf(suppression)
    // The truth by the labels, not from the table that is attacked.
    const truth = cells.map(({ labels }) =>
      rowsOf(values)
        .filter((row) => columns.every((dim) => labels[dim] === 'Total' || labels[dim] === row.labels[dim]))
        .reduce((sum, row) => sum + row.value, 0),
    )
    for (const [i, { value, status }] of cells.entries()) {
      if (value !== null && value !== truth[i]) throw new Error(`Table ${number}: a shown cell is wrong.`)
      if (truth[i] === 0 && status !== 'shown') throw new Error(`Table ${number}: a nought is hidden.`)
      if (truth[i] >= 1 && truth[i] <= threshold && status === 'shown')
        throw new Error(`Table ${number}: a small cell is shown.`)
    }
    return { suppression, checked, cells, truth }
  }
  const published = ({ cells, truth }) => ({
    cells: cells.map(({ labels, value }) => ({ ...labels, value })),
    truth,
  })
  const first = await release(counts, [])
  const firstAudit = first.checked
  const alone = await attack({ releases: [published(first)], dims: columns, least, threshold })
  const revised = counts.map((value) => {
    if (random() > 0.06) return value
    return Math.max(0, value + (1 + upTo(4)) * (random() < 0.7 ? 1 : -1))
  })
  const changed = new Set(
    codes.flatMap((_, i) =>
      counts[i] === revised[i] ? [] : [columns.map((dim) => rowsOf(counts)[i].labels[dim]).join('|')],
    ),
  )
  const second = await release(revised, [first.cells])
  const secondAudit = second.checked
  const refused = new Set([...secondAudit.narrowed.keys()].map((cell) => cell))
  const both =
    refused.size > 0
      ? []
      : await attack({
          releases: [published(first), published(second)],
          dims: columns,
          isRevised: (name) => changed.has(name),
          least,
          threshold,
        })
  const narrow = (found) => found.filter(({ values }) => values < 3).length
  return {
    sizes,
    reader,
    inner: codes.length,
    first: { small: alone.length, narrow: narrow(alone), secondary: first.suppression.secondary.length },
    both: { small: both.length, narrow: narrow(both), refused: refused.size, revised: changed.size },
    disagrees: firstAudit.narrow !== new Set(alone.filter(({ values }) => values < 3)).size,
  }
}

function smallSizes(upTo) {
  for (;;) {
    const sizes = Array.from({ length: 1 + upTo(4) }, () => 2 + upTo(9))
    const inner = sizes.reduce((product, size) => product * size, 1)
    if (inner <= 200 && inner >= 4) return sizes
  }
}
