import { decide, noticeSearch } from '../../access/index.ts'
import { newId } from '../../database/index.ts'
import { begin } from '../../missing/index.ts'
import type { PlainDate } from '../../plain/index.ts'
import { findChildren, formSource, type Found, type Glimpsed, numberLookups } from '../../register/index.ts'
import { when, whenEntered } from '../date-field.tsx'
import { entered as enter, first } from '../entered.ts'
import { choice, longText, several, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { Button, Input, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, view, type Visit } from '../page.tsx'
import { ageInWords, whereNow } from '../parts/child-words.ts'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { childForm, entriesOf, save } from './record.tsx'

async function which(visit: Visit<'/missing/report', 'see who is missing'>) {
  const { site, db, vault, query, today, person, seal, sessionToken } = visit
  const asked = site.searches.read(sessionToken, query.get('search') ?? '')
  const may = decide(person, 'find a child', { council: site.council.id })
  const found =
    asked.trim() === '' || !may.ok
      ? []
      : (
          await findChildren(
            db,
            may.value,
            vault,
            { text: asked, filter: null, among: null, from: 0, size: 20, names: site.names },
            today,
          )
        ).found
  if (asked.trim() !== '' && may.ok) await noticeSearch(site.register, may.value, numberLookups(vault, asked))
  return view(
    'Report a child missing',
    <div class="ts-narrow">
      <H1>Report a child missing</H1>
      <Lede>Tell the police at once, on 999 or 101: you can do that while you fill this in.</Lede>
      <FormBox seal={seal} action={paths.whoIsMissing} search="Find the child">
        <Input
          name="find"
          label={{ text: 'Which child?', size: 's' }}
          hint="A number or any part of a name"
          value={asked}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Button>Find</Button>
      </FormBox>
      {asked.trim() !== '' && found.length === 0 && (
        <InsetText>Nobody is found for “{asked}”. Try part of the name or another spelling.</InsetText>
      )}
      {found.length > 0 && (
        <ul class="ts-cases">
          {found.map((one) => (
            <li class="ts-pick" key={one.child}>
              <Picked one={one} today={today} />
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a href={paths.newChild}>The child is not in the register</a>
      </p>
    </div>,
    { section: 'missing' },
  )
}

function Picked({ one, today }: { one: Found | Glimpsed; today: PlainDate }) {
  const { name, number, dob, missing } = one.seen === 'whole' ? one.state : one
  return (
    <>
      <p class="ts-case__name">
        <a href={missing === null ? paths.reportMissing(one.child) : paths.child(one.child)}>
          {name === '' ? `Child ${number}` : name}
        </a>
        , {ageInWords(dob, today)}
      </p>
      <p class="ts-small ts-quiet">
        {number}
        {missing !== null && ' · reported missing already'}
        {missing === null && one.seen === 'whole' && ` · ${whereNow(one.state)}`}
      </p>
    </>
  )
}

const worries = [
  { value: 'work', text: 'Someone may be taking the child to work' },
  { value: 'threat', text: 'A message, a threat or a debt' },
  { value: 'self', text: 'Harm to themselves' },
  { value: 'health', text: 'Health or medicine' },
  { value: 'new', text: 'New here: under 72 hours' },
] as const

const reportForm = form({
  code: choice(
    'Do you know where the child is?',
    [
      { value: 'M', text: 'No, or only a guess', hint: 'Recorded as missing' },
      {
        value: 'A',
        text: 'Yes, but the child should not be there',
        hint: 'Recorded as away without authorisation',
      },
    ],
    { needed: 'Say whether you know where the child is.' },
  ),
  seen: when('When was the child last seen?', {
    needed: 'Say on which day the child was last seen.',
    notAfterToday: true,
  }),
  where: longText('Where, and who saw them?', {
    hint: 'Leave empty if not known. You can add it later',
    rows: 2,
  }),
  wearing: longText('What were they wearing, and what have they got with them?', {
    hint: 'Clothes, phone, bag, money, papers. Leave empty if not known',
    rows: 2,
  }),
  worries: several('What worries you most?', worries),
  police: choice(
    'Have the police been told?',
    [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'Not yet, or somebody else is telling them' },
    ],
    { needed: 'Say whether the police have been told.' },
  ),
  reference: text('Police reference, if they gave one', { width: 20 }),
  anythingElse: longText('Anything else? (optional)', { rows: 2 }),
})

const reportWords = {
  title: 'Report missing or away',
  lede: 'Nothing must be filled in: what is left empty is asked later. Tell the police at once, on 101 or 999: you can do that while you fill this in.',
  button: 'Report missing',
  note: 'When you press the button, the child goes to the missing desk and stays there until located, and the report to the police is made from what is known. Nothing leaves the council without you.',
}

const reportPage = page('/children/:child/missing', {
  needs: 'report missing',
  show: async (visit) => {
    const entries = await entriesOf(visit)
    if (entries === null) return notFound
    if (entries.some((entry) => entry.kind === 'missing' && entry.until === null))
      return goTo(paths.child(visit.params.child))
    return childForm(
      {
        ...visit,
        entered: enter({ ...whenEntered('seen', visit.today, null), code: 'M', police: 'no' }),
      },
      reportForm,
      {},
      reportWords,
    )
  },
  submit: async (visit) => {
    const entries = await entriesOf(visit)
    if (entries === null) return notFound
    const again = (errors: Errors) => childForm(visit, reportForm, errors, reportWords)
    const read = reportForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { code, seen, where, wearing, worries: chosen, police, reference, anythingElse } = read.value
    const told = { told: police === 'yes', reference, at: visit.now, day: visit.today }
    const source = await formSource(visit.db, visit.site.council.id)
    const report = {
      code,
      lastSeen: seen,
      where,
      wearing,
      worries: chosen.map((value) => worries.find((one) => one.value === value)?.text ?? '').join(', '),
      anythingElse,
      police: told,
      reportedAt: visit.now,
    }
    const begun = begin(visit.params.child, entries, report, { missing: newId(), told: newId(), source })
    if (!begun.ok) return goTo(paths.child(visit.params.child))
    return save(visit, begun.value, 'missing', again)
  },
})

export const reportMissingPages = [
  page('/missing/report', {
    needs: 'see who is missing',
    show: which,
    submit: ({ site, sessionToken, entered }) => {
      const text = first(entered, 'find').trim()
      return goTo(
        text === '' ? paths.whoIsMissing : paths.whoIsMissingFound(site.searches.keep(sessionToken, text)),
      )
    },
  }),
  reportPage,
]
