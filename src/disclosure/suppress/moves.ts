import { ancestors, type CountTable, type Dimension, type Move } from '../table.ts'

/**
 * Moves are products of changes of one dimension. A change of one dimension is one leaf more and another less, or one leaf more and everything above
 * it more; the product of one such change in every dimension is a move of the whole table, which in three dimensions is
 * the eight corners of a box. They span everything that no sum can see (the kernel of the equations).
 */
type Step = { node: number; sign: number }

/** Changes of one dimension that change a node, the node itself first and by one more. */
export function stepsOf(dimension: Dimension): readonly (readonly Step[])[][] {
  const { nodes, leaves } = dimension
  const up = Array.from({ length: leaves }, (_, leaf) => ancestors(dimension, leaf))
  return nodes.map((_, node) => {
    const changes: Step[][] = []
    for (let leaf = 0; leaf < leaves; leaf++) {
      const path = up[leaf] ?? []
      if (!path.includes(node)) continue
      changes.push(
        first(
          node,
          path.map((one) => ({ node: one, sign: 1 })),
        ),
      )
      for (let other = 0; other < leaves && changes.length < mostSteps; other++) {
        const path2 = up[other] ?? []
        if (other === leaf || path2.includes(node)) continue
        changes.push(
          first(node, [
            ...path.filter((one) => !path2.includes(one)).map((one) => ({ node: one, sign: 1 })),
            ...path2.filter((one) => !path.includes(one)).map((one) => ({ node: one, sign: -1 })),
          ]),
        )
      }
    }
    // The shortest first: they touch the fewest cells.
    return changes.sort((a, b) => a.length - b.length)
  })
}

/** A group of many leaves has leaves times leaves changes: as many as these are tried. */
const mostSteps = 600

const first = (node: number, steps: Step[]): Step[] => [
  ...steps.filter((one) => one.node === node),
  ...steps.filter((one) => one.node !== node),
]

/** What stands in the way of changing a cell by one. */
export const way = {
  free: 0,
  /** It is shown, and could be hidden. */
  shown: 1,
  /** It is a nought, an earlier release has shown it, or it cannot be less. */
  never: 2,
} as const

/** How much may stand in the way of a move that is looked for: cells that could be hidden, and cells that could not. */
export type Most = { shown: number; never: number }

export type FoundMove = { cells: Int32Array; signs: Int8Array; length: number; bad: readonly number[] }

/**
 * Visits the moves through a cell that change it by one, in a direction, as long as little stands in the way of them.
 *
 * @param second another cell that they must change as well, or null
 * @param isBearable whether something that stands in the way can be borne with; null where whatever does
 * @param visit is given the cells and signs (the first `length` of the arrays) and the bad cells among them; it ends the
 *   search by answering true
 */
export type EachMove = (
  ways: { up: Uint8Array; down: Uint8Array },
  cell: number,
  direction: 1 | -1,
  most: Most,
  second: number | null,
  isBearable: ((cell: number, sign: number) => boolean) | null,
  visit: (found: FoundMove) => boolean,
) => boolean

/** Makes searches of a table. Each has its own arrays, so that one may look for a move while another is visiting. */
export function movesIn({ dimensions, strides }: CountTable): () => EachMove {
  const steps = dimensions.map(stepsOf)
  const longest = steps.reduce(
    (product, of) => product * Math.max(1, ...of.flat().map((one) => one.length)),
    1,
  )
  /** Of each node, the changes that change another node as well. */
  const through = steps.map((of, d) =>
    of.map((changes, node) =>
      (dimensions[d]?.nodes ?? []).map((_, other) =>
        other === node ? changes : changes.filter((change) => change.some((one) => one.node === other)),
      ),
    ),
  )
  const sizes = dimensions.map((one) => one.nodes.length)
  const nodeOf = (cell: number, d: number) => Math.floor(cell / (strides[d] ?? 1)) % (sizes[d] ?? 1)
  return () => searchWith(new Int32Array(longest), new Int8Array(longest))

  function searchWith(cells: Int32Array, signs: Int8Array): EachMove {
    const bad: number[] = []
    return ({ up, down }, cell, direction, most, second, isBearable, visit) => {
      const found = { cells, signs, length: 0, bad }
      cells[0] = cell
      signs[0] = direction
      bad.length = 0
      let never = 0
      const extend = (d: number, length: number): boolean => {
        if (d === sizes.length) {
          found.length = length
          return visit(found)
        }
        const stride = strides[d] ?? 1
        const node = nodeOf(cell, d)
        const also = second === null ? node : nodeOf(second, d)
        const [badBefore, neverBefore] = [bad.length, never]
        for (const step of through[d]?.[node]?.[also] ?? []) {
          let next = length
          let few = true
          for (let s = 1; s < step.length && few; s++) {
            const { node: other, sign } = step[s] as Step
            const shifted = (other - node) * stride
            for (let i = 0; i < length; i++) {
              const one = (cells[i] as number) + shifted
              const signed = (signs[i] as number) * sign
              const stands = (signed > 0 ? up[one] : down[one]) as number
              if (stands !== way.free) {
                if (stands === way.never) never++
                if (
                  bad.push(one) > most.shown + most.never ||
                  never > most.never ||
                  (isBearable !== null && !isBearable(one, signed))
                ) {
                  few = false
                  break
                }
              }
              cells[next] = one
              signs[next++] = signed
            }
          }
          if (few && extend(d + 1, next)) return true
          bad.length = badBefore
          never = neverBefore
        }
        return false
      }
      return extend(0, 1)
    }
  }
}

/** A move that was found, kept. */
export const moveFrom = (found: FoundMove): Map<number, number> => {
  const move = new Map<number, number>()
  for (let i = 0; i < found.length; i++) move.set(found.cells[i] ?? 0, found.signs[i] ?? 0)
  return move
}

/** Two moves, one after the other. */
export function together(a: Move, b: Move): Map<number, number> {
  const sum = new Map(a)
  for (const [cell, by] of b) {
    const now = (sum.get(cell) ?? 0) + by
    if (now === 0) sum.delete(cell)
    else sum.set(cell, now)
  }
  return sum
}

/** A move the other way. */
export const undone = (move: Move): Move => new Map([...move].map(([cell, by]) => [cell, -by]))
