import { countsHere, type Life, locatedOn, type WhereaboutsSettings } from '../lives/index.ts'
import { holds, type Id, type Instant, type Period, touches } from '../plain/index.ts'
import type { Settings } from './settings.ts'

/** The day on which a spell ended for those who count: found where missing, back where away; null while neither. */
export const endOf = (spell: SpellReading): number | null =>
  spell.code === 'M' ? spell.locatedOn : (spell.until ?? spell.locatedOn)

/** A child's missing and away spells in a period. */
export type Spells = {
  touching: readonly SpellReading[]
  begun: readonly SpellReading[]
  lost: readonly SpellReading[]
  foundIn: readonly SpellReading[]
  lostOnBirthday: readonly SpellReading[]
  /** Every missing spell, of a child of whom something is known of trafficking. */
  gone: readonly SpellReading[]
  occurrences: number
}

export const neverGone: Spells = {
  touching: [],
  begun: [],
  lost: [],
  foundIn: [],
  lostOnBirthday: [],
  gone: [],
  occurrences: 0,
}

/**
 * A child's spells as they lie to a period: those that touch it, that began in it, that nobody says ended in a finding by
 * its end, and so on; `neverGone` where there is nothing of the kind.
 *
 * @param eighteen the day of the 18th birthday; null where it is not known
 */
export function spellsOf(
  life: Life<number>,
  eighteen: number | null,
  period: Period<number> & { from: number; until: number },
  settings: Settings,
  whereabouts: WhereaboutsSettings,
): Spells {
  if (life.missing.length === 0) return neverGone
  const missing = life.missing.filter(
    (spell) => (settings.absent !== 'missing-only' || spell.code === 'M') && countsHere(spell, life.episodes),
  )
  const birthdayIn = eighteen !== null && holds(period, eighteen) ? eighteen : null
  const spells = { ...neverGone }
  let any = false
  // Spells after the period say nothing of it, but where a child was identified the next one is asked for.
  const later = life.trafficking.length > 0
  for (const one of missing) {
    if (one.from > period.until && !later) continue
    // Whatever is counted, a later episode of either kind shows that the child had been found.
    const found = locatedOn(one, life.missing, life.dob, life.episodes, whereabouts)
    const isMissing = one.code === 'M'
    const touching = touches(one, period)
    const begun = one.from >= period.from && one.from <= period.until
    const lost = isMissing && one.from <= period.until && (found === null || found > period.until)
    const foundIn = isMissing && found !== null && holds(period, found)
    const lostOnBirthday =
      isMissing && birthdayIn !== null && one.from <= birthdayIn && (found === null || found > birthdayIn)
    if (!touching && !begun && !lost && !foundIn && !lostOnBirthday && !later) continue
    any = true
    const spell = new SpellReading(one, found)
    if (touching) spells.touching = [...spells.touching, spell]
    if (begun) spells.begun = [...spells.begun, spell]
    if (begun && !continues(spell, missing)) spells.occurrences++
    if (isMissing) spells.gone = [...spells.gone, spell]
    if (lost) spells.lost = [...spells.lost, spell]
    if (foundIn) spells.foundIn = [...spells.foundIn, spell]
    if (lostOnBirthday) spells.lostOnBirthday = [...spells.lostOnBirthday, spell]
  }
  return any ? spells : neverGone
}

/** A missing or away spell with the day by which the child is known to have been located. */
export class SpellReading {
  readonly code: string
  readonly from: number
  readonly until: number | null
  readonly locatedOn: number | null
  private readonly spell: Life<number>['missing'][number]

  constructor(spell: Life<number>['missing'][number], locatedOn: number | null) {
    this.code = spell.code
    this.from = spell.from
    this.until = spell.until
    this.locatedOn = locatedOn
    this.spell = spell
  }

  get order(): number {
    return this.spell.order
  }
  get fact(): Id {
    return this.spell.fact
  }
  get fromAt(): Instant | null {
    return this.spell.fromAt
  }
  get untilAt(): Instant | null {
    return this.spell.untilAt
  }
}

/** Away that turns into missing, or the other way, on one day: the return has two rows, the child went once. */
const continues = (spell: SpellReading, all: Life<number>['missing']): boolean =>
  all.some(
    (before) =>
      before.order !== spell.order &&
      before.until === spell.from &&
      before.code !== spell.code &&
      (before.from < spell.from || before.order < spell.order),
  )
