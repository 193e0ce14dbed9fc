import { addTeam, type Colleague, colleagues, roles, teams } from '../../access/index.ts'
import type { Id } from '../../plain/index.ts'
import { text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, page, view, type Visit } from '../page.tsx'
import { H1, Mark, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

const list = page('/people', {
  needs: 'manage people',
  show: async ({ site, permit, query }) => {
    const everybody = await colleagues(site.register, permit)
    const all = await teams(site.register, site.council.id)
    const teamName = (id: Id | null) => all.find((team) => team.id === id)?.name ?? ''
    const row = (one: Colleague) => [
      <>
        <a href={paths.person(one.id)}>{one.name}</a> {one.left && <Mark>has left</Mark>}
        <span class="ts-block ts-quiet ts-small">{one.email}</span>
      </>,
      roles[one.role].title,
      teamName(one.team) === '' ? <span class="ts-quiet">no team</span> : teamName(one.team),
      one.hasPassword ? 'Can sign in' : site.demonstration ? 'By one press' : 'Has not chosen a password',
    ]
    return view(
      'People',
      <>
        <H1>People</H1>
        {query.get('done') === 'changed' && <InsetText>Saved. It counts from their next page.</InsetText>}
        {query.get('done') === 'asked' && (
          <InsetText>
            Saved. The role waits for a second person: another administrator or the information-governance
            officer. After that, make the one-time link from the person’s page.
          </InsetText>
        )}
        <ul class="ts-links ts-links--row">
          <li>
            <a href={paths.newPerson}>Add a person</a>
          </li>
          <li>
            <a href={paths.newTeam}>Add a team</a>
          </li>
        </ul>
        <StackTable
          caption="People who work here"
          head={[{ text: 'Name' }, { text: 'Role' }, { text: 'Team' }, { text: 'Sign-in' }]}
          rows={everybody.filter((one) => !one.left).map(row)}
        />
        {everybody.some((one) => one.left) && (
          <StackTable
            caption="People who have left"
            head={[{ text: 'Name' }, { text: 'Role' }, { text: 'Team' }, { text: 'Sign-in' }]}
            rows={everybody
              .filter((one) => one.left)
              .map((one) => [...row(one).slice(0, 3), 'Cannot sign in'])}
          />
        )}
        <h2 class="ts-h2">Teams</h2>
        {all.length === 0 ? (
          <p class="govuk-body">No team yet.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {all.map((team) => (
              <li key={team.id}>{team.name}</li>
            ))}
          </ul>
        )}
      </>,
      { section: 'people' },
    )
  },
})

const teamForm = form({ name: text('Name of the team', { needed: 'Put the name in.', most: 80 }) })

function newTeamPage(visit: Visit<'/people/teams/new', 'manage people'>, errors: Errors) {
  return view(
    'Add a team',
    <div class="ts-narrow">
      <BackLink href={paths.people}>Back to people</BackLink>
      {teamForm.summary(errors)}
      <H1>Add a team</H1>
      <FormBox seal={visit.seal} entered={visit.entered}>
        {teamForm.all(visit.entered, errors)}
        <Button preventDoubleClick>Add the team</Button>
      </FormBox>
    </div>,
    { section: 'people', error: Object.keys(errors).length > 0 },
  )
}

const newTeam = page('/people/teams/new', {
  needs: 'manage people',
  show: (visit) => newTeamPage(visit, {}),
  submit: async (visit) => {
    const read = teamForm.read(visit.entered, visit.now)
    if (!read.ok) return newTeamPage(visit, read.problem)
    const done = await addTeam(visit.site.register, visit.permit, read.value.name)
    return done.ok ? goTo(paths.people) : newTeamPage(visit, { name: done.problem.problem })
  },
})

export const peoplePages = [list, newTeam]
