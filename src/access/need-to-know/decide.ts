import { ok, type Outcome, refused } from '../../plain/index.ts'
import type { Compartment } from '../../standard/index.ts'
import { type Action, type ActionRow, actions } from './actions.ts'
import { makePermit, type Permit, type Person, type Refusal } from './permit.ts'
import { reachOf, type Standing } from './standing.ts'

/** What an action is about: one child of a council, or a council's whole register. */
export type Subject = { council: number; child?: Standing }

const none: ReadonlySet<Compartment> = new Set()

/**
 * The one decision about access. Pure; deny by default: another council sees nothing; a role without the action is
 * refused; an action about one child needs one whom the person reaches, in all compartments that the action needs.
 * Through broken glass somebody reads and adds notes, and nothing else.
 */
export function decide<A extends Action>(
  person: Person,
  action: A,
  subject: Subject,
): Outcome<Permit<A>, Refusal> {
  const row: ActionRow = actions[action]
  const no = (reason: string) => refused<Refusal>({ problem: 'not allowed', action, reason })
  if (person.council !== subject.council) return no('another council')
  if (!row.roles.includes(person.role)) return no(`the role ${person.role} does not include it`)
  if (row.about === 'the register') return ok(makePermit(action, person, null, none))
  if (subject.child === undefined) return no('no child was named')
  if (subject.child.council !== subject.council) return no('a child of another council')
  const reached = reachOf(person, subject.child)
  const needed = row.compartments ?? []
  const holds = (some: ReadonlySet<Compartment>) => needed.length > 0 && needed.every((one) => some.has(one))
  if (holds(reached.ordinary)) return ok(makePermit(action, person, subject.child.child, reached.ordinary))
  if (row.throughGlass === true && holds(reached.withGlass))
    return ok(makePermit(action, person, subject.child.child, reached.withGlass))
  return no(reached.withGlass.size === 0 ? 'stands in no relation to the child' : 'does not reach that far')
}
