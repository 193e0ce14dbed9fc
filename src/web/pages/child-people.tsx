import {
  allocate,
  ask,
  colleaguesWithChildren,
  isRole,
  restrict,
  roles,
  teams,
  twoPeople,
  whoWorks,
} from '../../access/index.ts'
import type { Id } from '../../plain/index.ts'
import { entered as enter } from '../entered.ts'
import { longText, oneOf, several } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, WarningText } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

type Allocating = Visit<'/children/:child/people', 'allocate a child'>
type Restricting = Visit<'/children/:child/restrict', 'restrict a child'>

const ids = (values: readonly string[]) => values as readonly Id[]

async function colleagueOptions(visit: Allocating | Restricting) {
  const all = await colleaguesWithChildren(visit.site.register, visit.permit)
  return all.map((one) => ({
    value: one.id,
    text: isRole(one.role) ? `${one.name}, ${roles[one.role].title.toLowerCase()}` : one.name,
  }))
}

// ---- who works with the child -----------------------------------------------------------------------------------

async function allocateForm(visit: Allocating) {
  const options = await colleagueOptions(visit)
  const teamOptions = (await teams(visit.site.register, visit.site.council.id)).map((team) => ({
    value: team.id,
    text: team.name,
  }))
  return form({
    team: oneOf('Team', teamOptions, {
      hint: 'Everybody in the team can open the record. Empty: every manager can',
    }),
    allocated: oneOf('Allocated worker', options, { hint: 'Leave empty if nobody yet' }),
    coWorkers: several('Who else works with the child?', options, {
      hint: 'Whoever is not ticked stops reaching the record at once, unless through the team',
    }),
  })
}

async function allocatePage(visit: Allocating, errors: Errors): Promise<Shown> {
  const { site, permit, params, seal } = visit
  const asks = await allocateForm(visit)
  const now = await whoWorks(site.register, permit)
  const of = (relation: string) =>
    now.workers.filter((one) => one.relation === relation).map((one) => one.account)
  const entered =
    Object.keys(visit.entered.values).length === 0
      ? enter({ team: now.team ?? '', allocated: of('allocated')[0] ?? '', coWorkers: of('co-worker') })
      : visit.entered
  return view(
    'Who works with this child',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>Who works with this child</H1>
      {now.restricted && (
        <InsetText>
          This record is restricted: only the people named on it reach it, whatever is chosen here.
        </InsetText>
      )}
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Save</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const peoplePage = page('/children/:child/people', {
  needs: 'allocate a child',
  show: (visit) => allocatePage(visit, {}),
  submit: async (visit) => {
    const read = (await allocateForm(visit)).read(visit.entered, visit.now)
    if (!read.ok) return allocatePage(visit, read.problem)
    const { team, allocated, coWorkers } = read.value
    const done = await allocate(visit.site.register, visit.permit, {
      team: team === '' ? null : (team as Id),
      allocated: allocated === '' ? null : (allocated as Id),
      coWorkers: ids(coWorkers),
    })
    return done.ok
      ? goTo(paths.childAfter(visit.params.child, 'allocated'))
      : allocatePage(visit, { coWorkers: done.problem.problem })
  },
})

// ---- restricting ------------------------------------------------------------------------------------------------

const restrictForm = async (visit: Restricting) =>
  form({
    named: several(
      'Who may know of this child?',
      (await colleagueOptions(visit)).filter((one) => one.value !== visit.person.account),
      { hint: 'You are always named. Name at least one more' },
    ),
  })

const liftForm = form({
  why: longText('Why can it be lifted?', { needed: 'Say why: whoever agrees reads it.', rows: 3 }),
})

async function restrictPage(visit: Restricting, errors: Errors, said?: string): Promise<Shown> {
  const { site, permit, params, seal } = visit
  const asks = await restrictForm(visit)
  const now = await whoWorks(site.register, permit)
  const named = now.workers.filter((one) => one.relation === 'named').map((one) => one.account)
  // The two forms of the page keep what was typed into each: asking to lift says nothing about who is named.
  const naming = visit.entered.values['named'] !== undefined && visit.entered.values['lift'] === undefined
  const entered = naming ? visit.entered : enter({ named })
  return view(
    now.restricted ? 'A restricted record' : 'Restrict a record',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>{now.restricted ? 'This record is restricted' : 'Restrict this record'}</H1>
      {said !== undefined && <InsetText>{said}</InsetText>}
      <Lede>
        Only the people named here can find or open it. To everybody else the child does not exist; whoever
        tries is shown to you. It is still counted in figures and returns.
      </Lede>
      {!now.restricted && (
        <WarningText>
          Lifting it again needs a second person: a manager or the information-governance officer.
        </WarningText>
      )}
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors, ['named'])}
        <Button preventDoubleClick variant={now.restricted ? undefined : 'warning'}>
          {now.restricted ? 'Save who is named' : 'Restrict it'}
        </Button>
      </FormBox>
      {now.restricted && (
        <>
          <h2 class="ts-h2">Lift the restriction</h2>
          <FormBox seal={seal} entered={visit.entered} hidden={{ lift: 'yes' }}>
            {liftForm.all(visit.entered, errors)}
            <Button variant="secondary" preventDoubleClick>
              Ask a second person to lift it
            </Button>
          </FormBox>
        </>
      )}
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const restrictingPage = page('/children/:child/restrict', {
  needs: 'restrict a child',
  show: (visit) => restrictPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, person, params, entered, now } = visit
    if (entered.values['lift']?.[0] === 'yes') {
      const read = liftForm.read(entered, now)
      if (!read.ok) return restrictPage(visit, read.problem)
      const asked = await ask(site.register, site.keys, person, {
        action: 'lift a restriction',
        subject: params.child,
        details: {},
        words: read.value.why,
      })
      if (!asked.ok) return restrictPage(visit, { why: asked.problem.problem })
      return asked.value === 'done alone'
        ? goTo(paths.childAfter(params.child, 'lifted'))
        : restrictPage(
            visit,
            {},
            `Asked. ${twoPeople['lift a restriction'].says} It waits for a second person.`,
          )
    }
    const read = (await restrictForm(visit)).read(entered, now)
    if (!read.ok) return restrictPage(visit, read.problem)
    const done = await restrict(site.register, permit, ids(read.value.named))
    return done.ok
      ? goTo(paths.childAfter(params.child, 'restricted'))
      : restrictPage(visit, { named: done.problem.problem })
  },
})

export const childPeoplePages = [peoplePage, restrictingPage]
