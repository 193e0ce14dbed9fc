import { type Id, ok, type Outcome, refused } from '../../plain/index.ts'
import { type Action, actions } from './actions.ts'
import { makePermit, type Permit, type Person, type Refusal } from './permit.ts'

/** What an action is about: one child of a council, or a council's whole register. */
export type Subject = { council: number; child?: Id }

/**
 * The one decision about access. Pure; deny by default: another council sees nothing, a role without the action
 * is refused, and an action about one child needs one.
 */
export function decide<A extends Action>(
  person: Person,
  action: A,
  subject: Subject,
): Outcome<Permit<A>, Refusal> {
  const row = actions[action]
  const no = (reason: string) => refused<Refusal>({ problem: 'not allowed', action, reason })
  if (person.council !== subject.council) return no('another council')
  if (!(row.roles as readonly string[]).includes(person.role))
    return no(`the role ${person.role} does not include it`)
  if (row.about === 'one child' && subject.child === undefined) return no('no child was named')
  return ok(makePermit(action, person, subject.child ?? null))
}
