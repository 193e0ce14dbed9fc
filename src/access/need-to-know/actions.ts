import type { Role } from './roles.ts'

const withChildren: Role[] = ['social-worker', 'duty', 'missing-coordinator', 'manager']
const withNumbers: Role[] = ['data-officer', 'ig-officer', 'manager', 'missing-coordinator']

/** One row an action: what it means, whether it is about one child, and who may. The documentation is made from it. */
type ActionRow = { meaning: string; about: 'one child' | 'the register'; roles: readonly Role[] }

const row = (meaning: string, about: ActionRow['about'], roles: readonly Role[]): ActionRow => ({
  meaning,
  about,
  roles,
})

export const actions = {
  'see today': row('See what is due, as far as the role reaches.', 'the register', [
    ...withChildren,
    'data-officer',
    'ig-officer',
    'auditor',
    'administrator',
  ]),
  'see who is missing': row('See which children are missing now.', 'the register', withChildren),
  'find a child': row(
    'Search by number or name, and see the list of children.',
    'the register',
    withChildren,
  ),
  'open a child': row('Open one child’s record.', 'one child', withChildren),
  'add a child': row('Begin a record for a child new to the register.', 'the register', withChildren),
  'record an entry': row('Write down a placement, a status or a note.', 'one child', withChildren),
  'report missing': row('Report a child missing, located or returned.', 'one child', withChildren),
  'correct an entry': row('Replace what an entry says with what is right.', 'one child', withChildren),
  'withdraw an entry': row(
    'Take back an entry that is about another child or did not happen.',
    'one child',
    withChildren,
  ),
  'import files': row('Read the council’s files into the register.', 'the register', ['data-officer']),
  'see imports': row('See what was imported and what was set aside.', 'the register', [
    'data-officer',
    'manager',
  ]),
  'put a row right': row('Correct or leave a row that an import set aside.', 'the register', [
    'data-officer',
  ]),
  'ask a question': row('Count children: exact numbers, for internal use.', 'the register', withNumbers),
  'see whose field is missing': row(
    'List the children behind an incomplete count, by number and owner.',
    'the register',
    ['data-officer', 'manager', 'missing-coordinator'],
  ),
  'manage people': row('Add people and teams, change roles, record leavers.', 'the register', [
    'administrator',
  ]),
} as const satisfies Record<string, ActionRow>

export type Action = keyof typeof actions

export const actionNames = Object.keys(actions) as Action[]
