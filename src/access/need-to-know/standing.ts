import type { Id } from '../../plain/index.ts'
import type { Compartment } from '../../standard/index.ts'
import type { Person } from './permit.ts'
import { reach, type Relation } from './reach.ts'

/** What decides who may open a child, as the register has it now, seen by one person. */
export type Standing = {
  council: number
  child: Id
  team: Id | null
  /** A restricted child does not exist for anybody but those named on the record. */
  sensitivity: 'normal' | 'restricted'
  /** Missing or away now, or found within the last 72 hours. */
  onDesk: boolean
  /** How the person's account stands to the child, of what is written down and has not ended. */
  written: readonly Written[]
}

export type Written = 'allocated' | 'co-worker' | 'named' | 'broken glass'

/** Through what somebody stands to a child. A restricted record leaves only being named, and broken glass. */
export function relationsOf(person: Person, standing: Standing): Relation[] {
  if (person.council !== standing.council) return []
  const written = (one: Written) => person.account !== null && standing.written.includes(one)
  const always: Relation[] = (['named', 'broken glass'] as const).filter(written)
  if (standing.sensitivity === 'restricted') return always
  const found: Relation[] = (['allocated', 'co-worker'] as const).filter(written)
  if (person.team !== null && person.team === standing.team) found.push('team')
  if (standing.team === null || person.team === null || person.team === standing.team)
    found.push('supervising')
  found.push('co-ordinating', 'on duty')
  if (standing.onDesk) found.push('on the desk')
  return [...found, ...always]
}

/** What somebody reaches of a child: in the ordinary way, and with broken glass as well. */
export type Reached = { ordinary: ReadonlySet<Compartment>; withGlass: ReadonlySet<Compartment> }

export function reachOf(person: Person, standing: Standing): Reached {
  const through = (some: readonly Relation[]) =>
    new Set(some.flatMap((relation) => reach[person.role]?.[relation] ?? []))
  const all = relationsOf(person, standing)
  return { ordinary: through(all.filter((one) => one !== 'broken glass')), withGlass: through(all) }
}

/**
 * Whether somebody may see the number under which the council knows a child, in a list of numbers: whoever reaches the
 * child's identity, and the data officer, who works with numbers alone, of everybody whose record is not restricted.
 */
export const seesNumber = (person: Person, standing: Standing): boolean =>
  person.role === 'data-officer'
    ? standing.sensitivity === 'normal'
    : reachOf(person, standing).ordinary.has('identity')
