import { cataloguePage, type Compartment, compartments, markdownTable } from '../../standard/index.ts'
import { actionNames, type ActionRow, actions } from './actions.ts'
import { reach, relationNames, relations } from './reach.ts'
import { roleNames, roles } from './roles.ts'

/** Who may do what, as a page of the catalogue. */
export const actionsPage = (): string =>
  cataloguePage(
    'Actions and roles',
    'src/access/need-to-know/actions.ts and roles.ts',
    'One person has one role. Whoever lacks an action is refused; another council’s register is refused to everybody. An action about one child also needs that the person reaches the child, in the compartments named: through what, the last table says. To everybody else the child does not exist.',
    markdownTable(
      ['Role', 'For'],
      roleNames.map((name) => [roles[name].title, roles[name].does]),
    ),
    markdownTable(
      ['Action', 'Means', 'Needs of the record', ...roleNames.map((name) => roles[name].title)],
      actionNames.map((name) => {
        const { meaning, compartments, throughGlass, roles: allowed }: ActionRow = actions[name]
        const needs = (compartments ?? []).join(', ')
        return [
          name,
          meaning,
          `${needs}${throughGlass === true ? ' (also through broken glass)' : ''}`,
          ...roleNames.map((role) => ((allowed as readonly string[]).includes(role) ? 'yes' : '')),
        ]
      }),
    ),
    markdownTable(
      ['Relation', 'Means', ...rolesWithReach.map((role) => roles[role].title)],
      relationNames.map((relation) => [
        relation,
        relations[relation],
        ...rolesWithReach.map((role) => reachInWords(reach[role]?.[relation])),
      ]),
    ),
  )

const rolesWithReach = roleNames.filter((role) => reach[role] !== undefined)

const reachInWords = (some: readonly Compartment[] | undefined): string =>
  some === undefined
    ? ''
    : some.length === compartments.length
      ? 'everything'
      : some.length > compartments.length / 2
        ? `all but ${compartments.filter((one) => !some.includes(one)).join(', ')}`
        : some.join(', ')
