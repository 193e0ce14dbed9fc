import {
  addColleague,
  agreedTo,
  anotherAdministrator,
  ask,
  changeColleague,
  colleagues,
  isRole,
  newLink,
  type Role,
  roleNames,
  roles,
  signOutEverywhere,
  teams,
  waitsForGrant,
} from '../../access/index.ts'
import type { Id } from '../../plain/index.ts'
import { entered as enter } from '../entered.ts'
import { choice, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

const roleChoice = choice(
  'Role',
  roleNames.map((role) => ({ value: role, text: roles[role].title, hint: roles[role].does })),
  { needed: 'Choose a role.' },
)

const personForm = (teamOptions: { value: string; text: string }[]) =>
  form({
    name: text('Name', { needed: 'Put the name in.', autocomplete: 'off' }),
    email: text('Work e-mail address', { needed: 'Put the work e-mail address in.', type: 'email' }),
    role: roleChoice,
    team: oneOf('Team', teamOptions, { hint: 'Leave empty if none' }),
  })

type New = Visit<'/people/new', 'manage people'>

async function newPersonPage(visit: New, errors: Errors) {
  const asks = personForm(await teamOptions(visit.site))
  return view(
    'Add a person',
    <div class="ts-narrow">
      <BackLink href={paths.people}>Back to people</BackLink>
      {asks.summary(errors)}
      <H1>Add a person</H1>
      <FormBox seal={visit.seal} entered={visit.entered}>
        {asks.all(visit.entered, errors)}
        <Button preventDoubleClick>Add, and make a link</Button>
      </FormBox>
    </div>,
    { section: 'people', error: Object.keys(errors).length > 0 },
  )
}

const teamOptions = async (site: New['site']) =>
  (await teams(site.register, site.council.id)).map((team) => ({ value: team.id, text: team.name }))

/** The one-time link is shown once, on the page after the button: it is in no address and no e-mail of ours. */
function linkPage(visit: { site: New['site'] }, name: string, token: string): Shown {
  return view(
    'One-time link',
    <div class="ts-narrow">
      <H1>Give this link to {name}</H1>
      <Lede>With it they choose a password. It works once, for three days, and is not shown again.</Lede>
      <InsetText>
        <code class="ts-code">{paths.invitation(token)}</code>
      </InsetText>
      <p class="govuk-body">
        Put the address of this site in front of it. Hand it over in person or by a message that only they can
        read.
      </p>
      <p class="govuk-body">
        <a href={paths.people}>Back to people</a>
      </p>
    </div>,
    { section: 'people' },
  )
}

/** A role is given by two people: the administrator asks, another one or the information-governance officer agrees. */
async function grant(visit: New | Change, account: Id, role: Role, words: string) {
  const { site, person } = visit
  const done = await ask(site.register, site.keys, person, {
    action: 'grant a role',
    subject: account,
    details: { role },
    words,
  })
  return done.ok ? done.value : 'asked'
}

const newPerson = page('/people/new', {
  needs: 'manage people',
  show: (visit) => newPersonPage(visit, {}),
  submit: async (visit) => {
    const asks = personForm(await teamOptions(visit.site))
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return newPersonPage(visit, read.problem)
    const { name, email, role, team } = read.value
    if (!/^\S+@\S+\.\S+$/.test(email))
      return newPersonPage(visit, { email: 'An e-mail address looks like jo.dunlin@council.gov.uk.' })
    const done = await addColleague(visit.site.register, visit.permit, {
      name,
      email,
      role,
      team: team === '' ? null : (team as Id),
    })
    if (!done.ok) return newPersonPage(visit, { email: done.problem.problem })
    const granted = await grant(visit, done.value, role, `${name} is new.`)
    return granted === 'done alone'
      ? linkPage(visit, name, await newLink(visit.site.register, visit.permit, done.value))
      : goTo(paths.peopleAfter('asked'))
  },
})

const changeForm = (options: { value: string; text: string }[]) =>
  form({
    role: roleChoice,
    team: oneOf('Team', options, { hint: 'Leave empty if none' }),
    left: choice(
      'Do they still work here?',
      [
        { value: 'here', text: 'Yes' },
        {
          value: 'left',
          text: 'No, they have left',
          hint: 'They are signed out at once and cannot sign in again',
        },
      ],
      { needed: 'Say whether they still work here.' },
    ),
  })

type Change = Visit<'/people/:person', 'manage people'>

async function personPage(visit: Change, errors: Errors) {
  const { site, permit, params, seal } = visit
  const who = (await colleagues(site.register, permit)).find((one) => one.id === params.person)
  if (who === undefined) return notFound
  const asks = changeForm(await teamOptions(site))
  const begun = Object.keys(visit.entered.values).length === 0
  const entered = begun
    ? enter({ role: who.role, team: who.team ?? '', left: who.left ? 'left' : 'here' })
    : visit.entered
  return view(
    'A person',
    <div class="ts-narrow">
      <BackLink href={paths.people}>Back to people</BackLink>
      {asks.summary(errors)}
      <H1 caption={who.email}>{who.name}</H1>
      {visit.query.get('done') === 'signed-out' && (
        <InsetText>They are signed out everywhere, from their next page on.</InsetText>
      )}
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Save</Button>
      </FormBox>
      {!who.left && (
        <>
          <h2 class="ts-h2">Lost the password?</h2>
          <FormBox seal={seal} hidden={{ link: 'yes' }}>
            <Button variant="secondary">Make a new link</Button>
          </FormBox>
          <p class="ts-small">A new password also ends their passkeys: they add them again.</p>
          <h2 class="ts-h2">Lost a laptop or a phone?</h2>
          <FormBox seal={seal} hidden={{ out: 'yes' }}>
            <Button variant="secondary" preventDoubleClick>
              Sign them out everywhere
            </Button>
          </FormBox>
        </>
      )}
    </div>,
    { section: 'people', error: Object.keys(errors).length > 0 },
  )
}

async function askForLink(visit: Change, who: { id: Id; name: string }): Promise<Shown> {
  const { site, person: asking } = visit
  const done = await ask(site.register, site.keys, asking, {
    action: 'give a new link',
    subject: who.id,
    details: {},
    words: `${who.name} cannot sign in.`,
  })
  if (!done.ok) throw new Error(done.problem.problem)
  return view(
    'A second person agrees first',
    <div class="ts-narrow">
      <BackLink href={paths.person(who.id)}>Back to the person</BackLink>
      <H1>A second person agrees first</H1>
      <p class="govuk-body">
        Whoever holds a link chooses the password and is {who.name} from then on. A manager, another
        administrator or the information-governance officer agrees; then press “Make a new link” again, within
        a day.
      </p>
    </div>,
    { section: 'people' },
  )
}

const person = page('/people/:person', {
  needs: 'manage people',
  show: (visit) => personPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, params, entered, now } = visit
    if (entered.values['out']?.[0] === 'yes') {
      const who = (await colleagues(site.register, permit)).find((one) => one.id === params.person)
      if (who === undefined) return notFound
      await signOutEverywhere(site.register, permit, who.id)
      return goTo(paths.personAfter(who.id, 'signed-out'))
    }
    if (entered.values['link']?.[0] === 'yes') {
      const who = (await colleagues(site.register, permit)).find((one) => one.id === params.person)
      if (who === undefined || who.left) return notFound
      if (await waitsForGrant(site.register, site.council.id, params.person))
        return personPage(visit, {
          role: 'A second person has not agreed to this role yet: until then there is no link.',
        })
      // Whoever holds the link of somebody who works here is that person, also as the second of two.
      if (
        who.hasPassword &&
        !(await agreedTo(site.register, site.keys, visit.person, 'give a new link', who.id))
      )
        return askForLink(visit, who)
      return linkPage(visit, who.name, await newLink(site.register, permit, params.person))
    }
    const read = changeForm(await teamOptions(site)).read(entered, now)
    if (!read.ok) return personPage(visit, read.problem)
    const { role, team, left } = read.value
    if (!isRole(role)) return personPage(visit, { role: 'Choose a role.' })
    const who = (await colleagues(site.register, permit)).find((one) => one.id === params.person)
    if (who === undefined) return notFound
    const done = await changeColleague(
      site.register,
      permit,
      params.person,
      { role: who.role, team: team === '' ? null : (team as Id), left: left === 'left' },
      now,
    )
    if (!done.ok) return personPage(visit, { left: done.problem.problem })
    if (role === who.role || left === 'left') return goTo(paths.peopleAfter('changed'))
    if (who.role === 'administrator' && !(await anotherAdministrator(site.register, site.council.id, who.id)))
      return personPage(visit, { role: 'This is the only administrator. Make somebody else one first.' })
    const granted = await grant(
      visit,
      who.id,
      role,
      `${who.name} was ${roles[who.role].title.toLowerCase()} before.`,
    )
    return goTo(paths.peopleAfter(granted === 'asked' ? 'asked' : 'changed'))
  },
})

export const personPages = [newPerson, person]
