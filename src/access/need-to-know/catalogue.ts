import { cataloguePage, markdownTable } from '../../standard/index.ts'
import { actionNames, actions } from './actions.ts'
import { roleNames, roles } from './roles.ts'

/** Who may do what, as a page of the catalogue. */
export const actionsPage = (): string =>
  cataloguePage(
    'Actions and roles',
    'src/access/need-to-know/actions.ts and roles.ts',
    'One person has one role. Whoever lacks an action is refused; another council’s register is refused to everybody.',
    markdownTable(
      ['Role', 'For'],
      roleNames.map((name) => [roles[name].title, roles[name].does]),
    ),
    markdownTable(
      ['Action', 'Means', 'About', ...roleNames.map((name) => roles[name].title)],
      actionNames.map((name) => {
        const { meaning, about, roles: allowed } = actions[name]
        return [
          name,
          meaning,
          about,
          ...roleNames.map((role) => ((allowed as readonly string[]).includes(role) ? 'yes' : '')),
        ]
      }),
    ),
  )
