import type { Chance } from './chance.ts'
import { laterOf, plus, type Day } from './day.ts'

/**
 * What the council's systems held about one thing: the first version is the day on which the thing itself became
 * known, each later one the day on which something else was believed of it. In order of `on`; the last is the truth.
 */
export type Known<V> = readonly { on: Day; value: V }[]

export const firstKnown = (known: Known<unknown>): Day => known[0]?.on ?? '9999-12-31'

export function believed<V>(known: Known<V>, day: Day): V | undefined {
  return known.findLast((version) => version.on <= day)?.value
}

export function truth<V>(known: Known<V>): V {
  const last = known.at(-1)
  if (last === undefined) throw new Error('A fact without a version')
  return last.value
}

/** Versions of which none lasts no time: where two fall on one day, only the later was ever read. */
export function history<V>(...versions: { on: Day; value: V }[]): Known<V> {
  return versions.filter((version, index) => versions[index + 1]?.on !== version.on)
}

/** Most facts reach a council's systems within days, a few months late. Invented shares; no publication counts this. */
export function delay(chance: Chance): number {
  const share = chance.share()
  if (share < 0.82) return chance.between(0, 4)
  return share < 0.96 ? chance.between(5, 25) : chance.between(40, 200)
}

/**
 * The days on which the starts and ends of spells that follow one another became known, in the order of the spells.
 * No start is known before the end of the spell before it, or the files of that day would hold two at once; where one
 * spell turns into the next, both changes are known together.
 */
export function knownInOrder(
  spells: readonly { from: Day; until: Day | null }[],
  chance: Chance,
  lateness: (chance: Chance) => number = delay,
): { starts: Day[]; ends: Day[] } {
  const starts: Day[] = []
  const ends: Day[] = []
  spells.forEach((spell, index) => {
    const before = spells[index - 1]
    const turned = before?.until === spell.from
    const floor = (turned ? starts[index - 1] : ends[index - 1]) ?? ''
    const start = laterOf(plus(spell.from, lateness(chance)), floor)
    if (turned) ends[index - 1] = start
    starts.push(start)
    ends.push(spell.until === null ? '9999-12-31' : laterOf(plus(spell.until, lateness(chance)), start))
  })
  return { starts, ends }
}
