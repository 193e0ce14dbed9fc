import type { Compartment } from '../../standard/index.ts'
import type { Role } from './roles.ts'

const withChildren: Role[] = ['social-worker', 'duty', 'missing-coordinator', 'manager']
const withNumbers: Role[] = ['data-officer', 'ig-officer', 'manager', 'missing-coordinator']

/** One row an action. The documentation is made from it (docs/catalogue/actions.md). */
export type ActionRow = {
  meaning: string
  about: 'one child' | 'the register'
  /** Who may at all. */
  roles: readonly Role[]
  /** About a child: what of the record the person must reach. */
  compartments?: readonly Compartment[]
  /** Also for somebody who reaches the child only because they broke the glass. */
  throughGlass?: true
}

const register = (meaning: string, roles: readonly Role[]): ActionRow & { about: 'the register' } => ({
  meaning,
  about: 'the register',
  roles,
})

const child = (
  meaning: string,
  roles: readonly Role[],
  compartments: readonly Compartment[],
  more: Pick<ActionRow, 'throughGlass'> = {},
): ActionRow & { about: 'one child' } => ({ meaning, about: 'one child', roles, compartments, ...more })

export const actions = {
  'see today': register('See what is due, as far as the role reaches.', [
    ...withChildren,
    'data-officer',
    'ig-officer',
    'auditor',
    'administrator',
  ]),
  'see who is missing': register('See which children are missing now, of those one may see.', withChildren),
  'set the clocks': register('Set how long the clocks of this council are, and which run.', ['manager']),
  'hang a wall': register('Give a screen on a wall a key that shows case numbers and clocks, and end it.', [
    'missing-coordinator',
    'manager',
  ]),
  'find a child': register(
    'Search by number or name, and see the list of children, of those one may see.',
    withChildren,
  ),
  'open a child': child('Open one child’s record.', withChildren, ['identity', 'chronology'], {
    throughGlass: true,
  }),
  'see an address': child(
    'See where a child lives: a request of its own, hidden again after 30 seconds.',
    withChildren,
    ['identity', 'location'],
    { throughGlass: true },
  ),
  'add a document': child(
    'Keep a photo or document with a record.',
    ['social-worker', 'manager'],
    ['identity', 'documents'],
  ),
  'see a document': child(
    'See and save the photos and documents of a record.',
    ['social-worker', 'manager'],
    ['identity', 'documents'],
  ),
  'see the photo': child(
    'See the photo of the grab sheet: a request of its own, hidden again after 30 seconds.',
    withChildren,
    ['identity', 'chronology'],
    { throughGlass: true },
  ),
  'add a child': register('Begin a record for a child new to the register.', withChildren),
  'write a note': child('Add a note to a record.', withChildren, ['identity', 'chronology'], {
    throughGlass: true,
  }),
  'record an entry': child('Write down a placement or a status.', withChildren, ['identity', 'chronology']),
  'report missing': child(
    'Report a child missing, and write down what happens until located and returned.',
    withChildren,
    ['identity', 'missing'],
  ),
  'correct an entry': child('Replace what an entry says with what is right.', withChildren, [
    'identity',
    'chronology',
  ]),
  'withdraw an entry': child(
    'Take back an entry that is about another child or did not happen.',
    withChildren,
    ['identity', 'chronology'],
  ),
  'tell somebody outside': child(
    'Ask to tell somebody outside about a child, and tell them what a second person agreed to.',
    ['social-worker', 'missing-coordinator', 'manager'],
    ['identity', 'pursuit'],
  ),
  'see who looked': child('See who opened a record, and why in an emergency.', withChildren, [
    'identity',
    'chronology',
  ]),
  'allocate a child': child('Say who works with a child, and in which team.', ['manager'], ['chronology']),
  'restrict a child': child(
    'Close a record to everybody but the people named.',
    ['manager', 'social-worker', 'missing-coordinator'],
    ['chronology'],
  ),
  'erase a child': child(
    'Ask that a child is erased for good; the information-governance officer must agree.',
    ['manager'],
    ['identity', 'chronology'],
  ),
  'see erasures': register('See which records were erased, and save the certificates.', [
    'manager',
    'ig-officer',
    'auditor',
  ]),
  'break the glass': register('Open one record for two hours in an emergency, by its exact number.', [
    'duty',
    'manager',
  ]),
  'review an emergency': register('Say whether an emergency was one, of records one may open.', ['manager']),
  'be the second person': register('Agree to what another person asks, or take back one’s own.', [
    ...withChildren,
    'data-officer',
    'ig-officer',
    'administrator',
  ]),
  'see the network': register(
    'See which phones, accounts and people stand behind several children, and mark those that are innocent.',
    ['missing-coordinator', 'manager'],
  ),
  'import files': register('Read the council’s files into the register.', ['data-officer']),
  'see imports': register('See what was imported and what was set aside.', ['data-officer', 'manager']),
  'put a row right': register('Correct or leave a row that an import set aside.', ['data-officer']),
  'ask a question': register('Count children: exact numbers, for internal use.', withNumbers),
  'transfer a child': child(
    'Propose to another council that it takes over a child, and answer what another one proposes.',
    ['social-worker', 'missing-coordinator', 'manager'],
    ['identity', 'location', 'missing', 'chronology', 'immigration'],
  ),
  'exchange packages': register(
    'Read packages of transfers from other councils, and see which wait to be sent.',
    ['data-officer', 'missing-coordinator', 'manager'],
  ),
  'keep the cards': register('Keep the cards by which other councils are known, and trust one no more.', [
    'data-officer',
    'manager',
  ]),
  'keep the places': register('Write down which homes offer places to children, and end an offer.', [
    'manager',
  ]),
  'see the schemes': register(
    'See who of a scheme was eligible, who came and where they are; which child by number alone.',
    ['data-officer', 'manager', 'missing-coordinator'],
  ),
  'claim the grant': register(
    'See for which nights of which children, by number, the council may claim the grant.',
    ['data-officer', 'manager'],
  ),
  'close a month': register('Close a month of the grant as it is known, and save its sheet with names.', [
    'manager',
  ]),
  'answer a request': register(
    'Read a request for information, freeze its numbers, decide what is done with them, draft the answer.',
    ['data-officer', 'ig-officer'],
  ),
  'approve an answer': register('Approve the answer to a request that others drafted, or send it back.', [
    'ig-officer',
    'manager',
  ]),
  'see whose field is missing': register(
    'List the children behind an incomplete count, by number and owner.',
    ['data-officer', 'manager', 'missing-coordinator'],
  ),
  'read the trail': register('See who did and saw what, without names of children.', [
    'auditor',
    'ig-officer',
  ]),
  'export the trail': register('Save the whole trail, to check it elsewhere.', ['auditor', 'data-officer']),
  'manage people': register('Add people and teams, change roles, record leavers.', ['administrator']),
  'type a share back': register('Show that the recovery shares were kept, by typing one.', ['administrator']),
} as const satisfies Record<string, ActionRow>

export type Action = keyof typeof actions

export const actionNames = Object.keys(actions) as Action[]
