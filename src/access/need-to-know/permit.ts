import type { Id, Instant } from '../../plain/index.ts'
import type { Compartment } from '../../standard/index.ts'
import type { Action } from './actions.ts'
import type { Role } from './roles.ts'

/** Somebody who acts: signed in on a page, or at the command line of the machine that holds the data folder. */
export type Person = {
  council: number
  /** Null for the command line, where the operating system's user name stands in `actor`. */
  account: Id | null
  actor: string
  name: string
  role: Role
  team: Id | null
}

declare const made: unique symbol

/**
 * The right to do one thing, and the only way into a store function that touches a child. `decide()` alone makes
 * one: the type cannot be written down elsewhere, and `isGenuine` refuses an object that merely looks like one.
 */
export type Permit<A extends Action = Action> = {
  readonly action: A
  readonly person: Person
  /** The child it is about; null where the action is about the register. */
  readonly child: Id | null
  /** What of the child may be opened; nothing where the action is about the register. */
  readonly reach: ReadonlySet<Compartment>
  readonly [made]: true
}

const genuine = new WeakSet<object>()

/** For `decide()` only; not exported from the folder. */
export function makePermit<A extends Action>(
  action: A,
  person: Person,
  child: Id | null,
  reach: ReadonlySet<Compartment>,
): Permit<A> {
  const permit = Object.freeze({ action, person, child, reach }) as Permit<A>
  genuine.add(permit)
  return permit
}

/** Every store function asks this first: a permit that was cast together is a bug, and stops here. */
export function checkPermit(permit: Permit, ...allowed: Action[]): Permit {
  if (!genuine.has(permit)) throw new Error('This permit was not made by decide()')
  if (!allowed.includes(permit.action)) throw new Error(`A permit to ${permit.action} does not allow this`)
  return permit
}

/** Why not. `reason` is for the trail and for tests; a page shows no more than it must. */
export type Refusal = { problem: 'not allowed'; action: Action; reason: string; at?: Instant }
