/** Repeatable chance: the same seed gives the same council on every machine and in every year. */
export type Chance = {
  /** At least 0, less than 1. */
  share: () => number
  /** A whole number, both ends possible. */
  between: (least: number, most: number) => number
  happens: (probability: number) => boolean
  pick: <T>(from: readonly T[]) => T
  weighted: <T>(shares: Shares<T>) => T
}

export type Shares<T> = readonly (readonly [T, number])[]

/** FNV-1a over the parts, so that each child has a stream of its own and a bigger council keeps the smaller one's. */
function seedOf(parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const character of parts.join('|'))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/** Mulberry32: 32 bits of state, good enough for invented lives and short enough to read. */
export function chanceOf(...parts: (string | number)[]): Chance {
  let state = seedOf(parts)
  const share = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[Math.floor(share() * from.length)]
    if (chosen === undefined) throw new Error('Nothing to pick from')
    return chosen
  }
  return {
    share,
    between: (least, most) => least + Math.floor(share() * (Math.max(least, most) - least + 1)),
    happens: (probability) => share() < probability,
    pick,
    weighted: (shares) => {
      let left = share() * shares.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of shares) {
        left -= weight
        if (left < 0) return value
      }
      return pick(shares)[0]
    },
  }
}

export function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  return items
    .map((item) => ({ item, place: chance.share() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
