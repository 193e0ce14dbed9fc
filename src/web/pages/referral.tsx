import { roles } from '../../access/index.ts'
import { newId } from '../../database/index.ts'
import { count, inWords } from '../../plain/index.ts'
import { type Expected, expectedOf, type Pack, packOf, writtenIn } from '../../pursuit/index.ts'
import { type Change, type Entry, formSource, said, stateOf } from '../../register/index.ts'
import {
  councilByCode,
  holidaysOf,
  longestReferralText,
  referralForm,
  type ReferralSection,
  referralStage,
  guardianSupport,
  labelOf,
  rulesOf,
} from '../../standard/index.ts'
import { entered as enter } from '../entered.ts'
import { longText, oneOf } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { BackLink, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { onPaper } from '../parts/known.ts'
import { internationalOf, knownForReferral } from '../parts/referral-known.ts'
import { H1, Lede, Mark, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { pdfOf } from '../pdf.ts'
import { copyOf } from './police-report.tsx'
import { childForm, entriesOf, save } from './record.tsx'

type Here =
  | Visit<'/children/:child/referral', 'open a child'>
  | Visit<'/children/:child/referral-pdf', 'open a child'>
  | Visit<'/children/:child/referral-data', 'open a child'>
  | Visit<'/children/:child/referral/:part', 'record an entry'>

async function packFor(
  visit: Here,
): Promise<{ known: Entry[]; taken: Record<string, string>; pack: Pack; expected: Expected[] } | null> {
  const known = await entriesOf(visit)
  if (known === null) return null
  const { site, person, today } = visit
  const state = stateOf(known, today)
  // The invented council of demonstrations is in no nation.
  const nation = councilByCode(site.council.code)?.nation ?? ''
  const taken = knownForReferral(known, state, {
    council: { name: site.council.name, nation },
    person,
    role: roles[person.role].title,
    today,
  })
  const names = [taken['first-name'] ?? '', taken['last-name'] ?? '', ...state.otherNames]
  return {
    known,
    taken,
    pack: packOf(known, taken, names),
    expected: expectedOf(known, holidaysOf(nation), today),
  }
}

const kindOfDay = ({ clock: { length } }: Expected, n: number) =>
  count(n, 'workingDays' in length ? 'working day' : 'day')

/** When something is expected, whether it has come, and how late it is. */
function whenInWords(one: Expected): string {
  if (one.on === null)
    return 'in a year of which we hold no bank holidays: ask the data officer to bring them in'
  const day = `${one.clock.is} ${inWords(one.on)}`
  const done = one.done === null ? '' : `; came ${inWords(one.done)}`
  return `${day}${done}${one.late === 0 ? '' : `, ${kindOfDay(one, one.late)} late`}`
}

function referralShown(
  visit: Visit<'/children/:child/referral', 'open a child'>,
  found: NonNullable<Awaited<ReturnType<typeof packFor>>>,
): Shown {
  const { params, may, query } = visit
  const { known, pack, expected } = found
  const steps = known.filter((entry) => entry.kind === 'referral')
  const mayWrite = may('record an entry')
  const rules = rulesOf(councilByCode(visit.site.council.code)?.nation ?? '')
  const guardian = known.find((entry) => entry.kind === 'guardian' && entry.until === null)
  return view(
    'Referral to the National Referral Mechanism',
    <>
      {query.get('done') === 'saved' && <NotificationBanner type="success">Saved.</NotificationBanner>}
      <div class="ts-grab">
        <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
        <H1>Referral</H1>
        <Lede>{rules.duty.says} Send it by the Home Office’s form; Turnstone sends nothing.</Lede>
        <p class="ts-small ts-quiet">{rules.duty.authority}</p>
        <p class="govuk-body">
          {guardian === undefined ? (
            <>
              <strong>No guardian is written down.</strong> {rules.guardian.service}. {rules.guardian.says}
              {rules.guardian.line !== undefined && ` Day and night: ${rules.guardian.line}.`}
            </>
          ) : (
            `Guardian: ${labelOf(guardianSupport, guardian.code).toLowerCase()}.`
          )}{' '}
          {mayWrite && <a href={paths.guardian(params.child)}>Independent guardian</a>}
        </p>
        {steps.length === 0 ? (
          <InsetText>
            Nobody has written down a referral. Do not wait: a child who may be trafficked may go missing
            tonight.
          </InsetText>
        ) : (
          <ul class="govuk-list">
            {steps.map((step) => (
              <li key={step.id}>
                {labelOf(referralStage, step.code)}
                {step.from === null ? '' : `, ${inWords(step.from)}`}
                {step.sealed['reference'] === undefined ? '' : `. Reference ${step.sealed['reference']}`}
              </li>
            ))}
          </ul>
        )}
        {expected.map((one) => (
          <p key={one.clock.what} class="govuk-body">
            {one.late > 0 && <Mark>Late</Mark>} <strong>{one.clock.what}</strong> {whenInWords(one)}.{' '}
            <span class="ts-small ts-quiet">{one.clock.authority}</span>
          </p>
        ))}
        <ul class="ts-links ts-links--row ts-noprint">
          {mayWrite && (
            <li>
              <a href={paths.recordTrafficking(params.child)}>Write down a step or a decision</a>
            </li>
          )}
          <li>
            <a href={paths.referralPdf(params.child)}>Save as PDF, with your name on it</a>
          </li>
          <li>
            <a href={paths.referralData(params.child)}>Save the answers as data</a>
          </li>
        </ul>
        <h2 class="ts-h2">The form, part by part</h2>
        <p class="govuk-body">
          {pack.answered} of {pack.required} questions that must be answered are.
        </p>
        {pack.naming.length > 0 && (
          <WarningText>
            The child’s name stands in what was written. Take it out: the form asks for the name apart.{' '}
            {pack.naming.join('; ')}.
          </WarningText>
        )}
        <StackTable
          caption="Parts of the form"
          captionHidden
          head={[{ text: 'Part' }, { text: 'Known' }, { text: 'Still to be asked' }]}
          rows={pack.sections.map((section) => [
            mayWrite ? (
              <a href={paths.referralPart(params.child, section.part)}>{section.title}</a>
            ) : (
              section.title
            ),
            <>
              {section.fields.filter(({ answer }) => answer !== '').length} of {section.fields.length}
              {section.fields.some(({ fromRecord }) => fromRecord) && (
                <span class="ts-block ts-quiet">
                  {section.fields.filter(({ fromRecord }) => fromRecord).length} from the record
                </span>
              )}
            </>,
            section.lacking.length === 0 ? 'Nothing' : section.lacking.join('; '),
          ])}
        />
      </div>
    </>,
    { section: 'children' },
  )
}

const referralPage = page('/children/:child/referral', {
  needs: 'open a child',
  show: async (visit) => {
    const found = await packFor(visit)
    return found === null ? notFound : referralShown(visit, found)
  },
})

const referralPdf = page('/children/:child/referral-pdf', {
  needs: 'open a child',
  show: async (visit) => {
    const found = await packFor(visit)
    if (found === null) return notFound
    const { pack } = found
    return {
      kind: 'file',
      name: 'referral.pdf',
      type: 'application/pdf',
      text: await pdfOf({
        title: 'Referral to the National Referral Mechanism: draft',
        under: `${visit.site.council.name}, ${onPaper(visit.now)}. ${pack.answered} of ${pack.required} questions that must be answered are.`,
        parts: pack.sections.map(({ title, fields }) => ({
          title,
          lines: fields.map(({ label, answer, required }) =>
            answer === '' ? `${label}: ${required ? 'to be asked' : 'not known'}` : `${label}: ${answer}`,
          ),
        })),
        notes: false,
        copy: copyOf(visit),
        demonstration: visit.site.demonstration,
      }),
    }
  },
})

const referralData = page('/children/:child/referral-data', {
  needs: 'open a child',
  show: async (visit) => {
    const found = await packFor(visit)
    if (found === null) return notFound
    const answers = found.pack.sections.map(({ part, title, fields }) => ({
      part,
      title,
      answers: fields.map(({ id, label, required, answer, fromRecord }) => ({
        id,
        label,
        required,
        answer: answer === '' ? null : answer,
        fromRecord,
      })),
    }))
    return {
      kind: 'file',
      name: 'referral.json',
      type: 'application/json',
      text: `${JSON.stringify({ invented: visit.site.demonstration, made: visit.now, answers, international: internationalOf(found.known) }, null, 2)}\n`,
    }
  },
})

const formOf = ({ fields }: ReferralSection) =>
  form(
    Object.fromEntries(
      fields.map(({ id, label, hint, options, narrative }) => [
        id,
        options === undefined
          ? longText(label, {
              rows: narrative === true ? 4 : 1,
              most: longestReferralText,
              ...(hint === undefined ? {} : { hint }),
            })
          : oneOf(
              label,
              options.map((value) => ({ value, text: value })),
              hint === undefined ? {} : { hint },
            ),
      ]),
    ),
  )

const partForm = (
  visit: Visit<'/children/:child/referral/:part', 'record an entry'>,
  section: ReferralSection,
  errors: Errors,
) =>
  childForm(visit, formOf(section), errors, {
    title: section.title,
    lede: section.fields.some(({ narrative }) => narrative === true)
      ? 'Write what is known in plain words, and what is not. Do not name the child here: the form asks for the name apart.'
      : 'What the record holds is filled in. Change it here where the form needs other words.',
    button: 'Save this part',
  })

const partPage = page('/children/:child/referral/:part', {
  needs: 'record an entry',
  show: async (visit) => {
    const section = referralForm.find(({ part }) => part === visit.params.part)
    const found = section === undefined ? null : await packFor(visit)
    if (section === undefined || found === null) return notFound
    const fields = found.pack.sections.find(({ part }) => part === section.part)?.fields ?? []
    return partForm(
      { ...visit, entered: enter(Object.fromEntries(fields.map(({ id, answer }) => [id, answer]))) },
      section,
      {},
    )
  },
  submit: async (visit) => {
    const section = referralForm.find(({ part }) => part === visit.params.part)
    const found = section === undefined ? null : await packFor(visit)
    if (section === undefined || found === null) return notFound
    const again = (errors: Errors) => partForm(visit, section, errors)
    const read = formOf(section).read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { child } = visit.params
    const source = await formSource(visit.db, visit.site.council.id)
    const before = writtenIn(found.known, section.part)
    const entry = said('referral-part', section.part, {
      from: before?.from ?? visit.today,
      // What the record says goes on coming from the record, as it changes.
      sealed: Object.fromEntries(
        Object.entries(read.value).filter(([id, answer]) => answer !== found.taken[id]),
      ),
    })
    const change: Change =
      before === null
        ? { does: 'add', child, fact: newId(), about: null, said: entry, source }
        : { does: 'supersede', child, fact: before.fact, about: null, entry: before.id, said: entry, source }
    return save(visit, [change], 'recorded', again, paths.referralAfter(child))
  },
})

export const referralPages = [referralPage, referralPdf, referralData, partPage]
