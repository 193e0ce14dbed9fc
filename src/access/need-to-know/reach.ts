import { type Compartment, compartmentNumber, compartments } from '../../standard/index.ts'
import type { Role } from './roles.ts'

/** How somebody can stand to a child. Which of them hold is read off the register by `relationsOf()`. */
export const relations = {
  allocated: 'The child’s allocated worker.',
  'co-worker': 'Works with the child besides the allocated worker, or began the record.',
  team: 'In the team that the child belongs to.',
  supervising:
    'Manages that team; a manager without a team manages all. A child without a team is every manager’s.',
  'co-ordinating': 'Co-ordinates for missing children, so for every child who may go missing.',
  'on duty': 'On duty at night and weekends: can find a child who is reported, and no more.',
  'on the desk': 'On duty, and the child is missing or away, or was found within 72 hours.',
  named: 'Named on a restricted record.',
  'broken glass': 'Opened the record in an emergency, for two hours.',
} as const

export type Relation = keyof typeof relations
export const relationNames = Object.keys(relations) as Relation[]

const everything = compartments
const allButDocuments = compartments.filter((one) => one !== 'documents')

/**
 * What a role reaches through a relation. The same table stands in the database (`reach`, migration 0002), where
 * row-level security uses it; a test compares the two. Whoever is not in it reaches no child at all: data officers,
 * information-governance officers, auditors and administrators do their work without opening one.
 */
export const reach: { [R in Role]?: { [L in Relation]?: readonly Compartment[] } } = {
  'social-worker': { allocated: everything, 'co-worker': everything, team: everything, named: everything },
  manager: {
    supervising: everything,
    allocated: everything,
    'co-worker': everything,
    named: everything,
    'broken glass': allButDocuments,
  },
  'missing-coordinator': {
    'co-ordinating': allButDocuments,
    allocated: allButDocuments,
    'co-worker': allButDocuments,
    named: allButDocuments,
  },
  duty: {
    'on duty': ['identity', 'missing'],
    'on the desk': allButDocuments,
    allocated: allButDocuments,
    'co-worker': allButDocuments,
    named: allButDocuments,
    'broken glass': allButDocuments,
  },
}

/** Compartments as the database writes them: compartment n is bit n - 1. */
export const maskOf = (some: Iterable<Compartment>): number =>
  [...some].reduce((mask, one) => mask | (1 << (compartmentNumber(one) - 1)), 0)
