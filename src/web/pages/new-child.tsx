import { decide, noticeSearch, teams } from '../../access/index.ts'
import { newId } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { type Change, childByNumber, formSource, record, type Said, said } from '../../register/index.ts'
import { countries, legalStatus, placementType, sex } from '../../standard/index.ts'
import { date } from '../date-field.tsx'
import { canonical } from '../entered.ts'
import { choice, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button } from '../govuk/index.ts'
import { goTo, page, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { problemInWords } from './record.tsx'

const asks = (teamOptions: { value: string; text: string }[]) =>
  form({
    number: text('The council’s number for the child', {
      needed: 'Put the number in: it is how the files find this child again.',
      hint: 'As in the case system and the return',
      width: 20,
    }),
    forename: text('First names', { hint: 'As the child says them' }),
    surname: text('Family name'),
    dob: date('Date of birth', { hint: 'As claimed. Leave empty if nobody knows', notAfterToday: true }),
    sex: oneOf(
      'Sex',
      sex.codes.map((code) => ({ value: code.code, text: code.label })),
    ),
    nationality: oneOf(
      'Nationality',
      countries.map((country) => ({ value: country.code, text: country.name })),
      { hint: 'As claimed. Leave empty if not known' },
    ),
    unaccompanied: choice(
      'Is the child here without a parent or carer?',
      [
        { value: 'uasc', text: 'Yes, unaccompanied and seeking asylum' },
        { value: 'separated', text: 'Yes, separated, and not seeking asylum' },
        { value: 'no', text: 'No' },
        { value: 'later', text: 'Not known, ask later' },
      ],
      { needed: 'Choose one. "Not known, ask later" is fine.' },
    ),
    since: date('In care since', { hint: 'Leave empty if the child is not in care, or not yet' }),
    legal: oneOf(
      'Legal status',
      legalStatus.codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` })),
    ),
    place: oneOf(
      'Placement',
      placementType.codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` })),
    ),
    team: oneOf('Team', teamOptions),
  })

type Here = Visit<'/children/new', 'add a child'>

async function teamOptions(visit: Here) {
  return (await teams(visit.db, visit.site.council.id)).map((team) => ({
    value: team.id,
    text: team.name,
  }))
}

async function show(visit: Here, errors: Errors) {
  const questions = asks(await teamOptions(visit))
  return view(
    'Add a child',
    <div class="ts-narrow">
      <BackLink href={paths.children}>Back to children</BackLink>
      {questions.summary(errors)}
      <H1>Add a child</H1>
      <Lede>Only the number is needed. Everything else can be added when it is known.</Lede>
      <FormBox seal={visit.seal} entered={visit.entered}>
        {questions.all(visit.entered, errors)}
        <Button preventDoubleClick>Add the child</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

/**
 * A number that another child has: said outright where the person may see that child. Otherwise no more than that
 * the number cannot be used; and whoever is named on a restricted record sees that it was tried.
 */
async function whyTaken({ site, db, vault, person }: Here, number: string): Promise<string> {
  if ((await childByNumber(db, vault, site.council.id, number)) !== null)
    return 'A child with this number is in the register already.'
  const search = decide(person, 'find a child', { council: site.council.id })
  if (search.ok) await noticeSearch(site.register, search.value, [vault.lookup('council', number)])
  return 'This number cannot be used. Check it; if it is right, ask your manager or data officer.'
}

export const newChildPages = [
  page('/children/new', {
    needs: 'add a child',
    show: (visit) => show(visit, {}),
    submit: async (visit) => {
      const { site, db, permit, vault, entered, now } = visit
      const read = asks(await teamOptions(visit)).read(entered, now)
      if (!read.ok) return show(visit, read.problem)
      const value = read.value
      if (value.since === null && (value.legal !== '' || value.place !== ''))
        return show(visit, {
          since: 'Say since when the child is in care, or leave legal status and placement empty.',
        })
      const child = newId()
      const source = await formSource(db, site.council.id)
      const entries: Said[] = [
        said('reference', 'council', { sealed: { value: value.number } }),
        said('person', value.sex === 'U' ? '' : value.sex, { attributes: { dob: value.dob } }),
      ]
      if (value.forename !== '' || value.surname !== '')
        entries.push(said('name', 'usual', { sealed: { forename: value.forename, surname: value.surname } }))
      if (value.nationality !== '') entries.push(said('nationality', value.nationality))
      if (value.unaccompanied === 'uasc' || value.unaccompanied === 'separated')
        entries.push(said('immigration', value.unaccompanied))
      if (value.since !== null)
        entries.push(
          said('episode', value.legal, {
            from: value.since,
            attributes: { reasonNew: 'S', place: value.place },
          }),
        )
      const changes: Change[] = [
        { does: 'begin a child', child, team: value.team === '' ? null : (value.team as Id) },
        ...entries.map((what): Change => ({
          does: 'add',
          child,
          fact: newId(),
          about: null,
          said: what,
          source,
        })),
      ]
      const key = entered.values['once']?.[0] ?? ''
      const result = await record(db, {
        permit,
        vault,
        changes,
        ...(key === '' ? {} : { once: { key, body: canonical(entered) } }),
      })
      if (!result.ok)
        return show(
          visit,
          result.problem.problem === 'number taken'
            ? { number: await whyTaken(visit, value.number) }
            : { '': problemInWords(result.problem) },
        )
      const made = await childByNumber(db, vault, site.council.id, value.number)
      return goTo(made === null ? paths.children : paths.childAfter(made, 'added'))
    },
  }),
]
