import {
  askToShowAgain,
  breakGlass,
  decide,
  emergencies,
  type Emergency,
  type EmergencyReason,
  emergencyReasons,
  emergencyRule,
  provesAgain,
  review,
  shownLately,
  showsAgainByPasskey,
} from '../../access/index.ts'
import { inWords, isId, ok, type Outcome, type PlainDate, refused } from '../../plain/index.ts'
import { first } from '../entered.ts'
import { choice, longText, password, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { Button, ErrorSummary, InsetText, WarningText } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { answered, PasskeyButton } from '../parts/passkey.tsx'
import { Due, H1, Lede } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Opening = Visit<'/emergency', 'break the glass'>

const questions = {
  reference: text('The exact number', {
    needed: 'Put the number in exactly, with its dashes.',
    hint: 'The council’s, the Home Office’s or the police’s. No part of it, and no name',
    width: 20,
  }),
  reason: choice(
    'Why now?',
    Object.entries(emergencyReasons).map(([value, words]) => ({
      value: value as EmergencyReason,
      text: words,
    })),
    { needed: 'Say why it cannot wait.' },
  ),
  words: longText('What is happening?', {
    needed: 'Say what is happening: a manager reads it tomorrow.',
    rows: 3,
  }),
}
const openForm = form(questions)
const provedForm = form({
  ...questions,
  password: password('Your password', { needed: 'Put your password in: it shows that it is you.' }),
})

/** Nobody is asked in a demonstration, nor twice within five minutes. */
const asksWho = async ({ site, sessionToken }: Opening): Promise<boolean> =>
  !site.demonstration && !(await shownLately(site.register, site.council.id, sessionToken))

async function openPage(visit: Opening, errors: Errors): Promise<Shown> {
  const { site, seal, entered, person, sessionToken, place } = visit
  const who = await asksWho(visit)
  const asks = who ? provedForm : openForm
  const question =
    who && place !== null ? await askToShowAgain(site.register, person, sessionToken, place) : null
  return view(
    'Open a record in an emergency',
    <div class="ts-narrow">
      {asks.summary(errors)}
      <H1>Open a record in an emergency</H1>
      <Lede>
        One child, for {emergencyRule.hours} hours: you can read the record and add notes. The people who work
        with the child see at once that you did, and a manager reviews it on the next working day.
      </Lede>
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        {site.demonstration && <InsetText>A real register asks for your password here.</InsetText>}
        <Button preventDoubleClick variant="warning">
          Open the record
        </Button>
        {question !== null && (
          <PasskeyButton question={question} does="use" label="Open the record with your passkey" />
        )}
      </FormBox>
    </div>,
    { section: 'missing', error: Object.keys(errors).length > 0 },
  )
}

/** Whether the form shows who sent it: by a passkey, a password, or within five minutes of either. */
async function showsWho(visit: Opening): Promise<Outcome<true, Errors>> {
  const { site, person, sessionToken, place, entered } = visit
  if (!(await asksWho(visit))) return ok<true>(true)
  const answer = answered(entered)
  if (answer !== null && place !== null)
    return (await showsAgainByPasskey(site.register, person, sessionToken, place, answer))
      ? ok<true>(true)
      : refused({ password: 'This passkey was not taken. Try again, or put your password in.' })
  const given = first(entered, 'password')
  if (given === '') return refused({ password: 'Put your password in: it shows that it is you.' })
  return (await provesAgain(site.register, site.keys, person, sessionToken, given))
    ? ok<true>(true)
    : refused({ password: 'This is not your password. After ten wrong tries you wait 15 minutes.' })
}

const emergencyPage = page('/emergency', {
  needs: 'break the glass',
  show: (visit) => openPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, vault, entered, now, today } = visit
    const read = openForm.read(entered, now)
    if (!read.ok) return openPage(visit, read.problem)
    const shown = await showsWho(visit)
    if (!shown.ok) return openPage(visit, shown.problem)
    const done = await breakGlass(site.register, permit, vault, read.value, today)
    if (done.ok) return goTo(paths.childAfter(done.value, 'emergency'))
    return openPage(
      visit,
      done.problem.problem === 'too many'
        ? {
            '': `You have opened ${emergencyRule.mostInAShift} records in this shift. Ask the duty manager to open the next one.`,
          }
        : { reference: 'No record has exactly this number. Check it with whoever gave it to you.' },
    )
  },
})

// ---- reviewing --------------------------------------------------------------------------------------------------

type Reviewing = Visit<'/emergencies', 'review an emergency'>

async function listPage(visit: Reviewing, error?: string): Promise<Shown> {
  const { site, permit, vault, today, seal } = visit
  const list = await emergencies(site.register, permit, vault)
  return view(
    'Emergencies to review',
    <>
      {error !== undefined && <ErrorSummary errorList={[{ text: error }]} />}
      <H1>Emergencies to review</H1>
      {list.length === 0 ? (
        <p class="govuk-body">Nothing waits for a review.</p>
      ) : (
        <>
          <Lede>Somebody opened a record that they could not open otherwise. Was it an emergency?</Lede>
          <ul class="ts-cases">
            {list.map((one) => (
              <li class="ts-case" key={one.id}>
                <ReviewDue one={one} today={today} />
                <div>
                  <p class="ts-case__name">
                    <a href={paths.child(one.child)}>
                      Opened by {one.who} at {momentInWords(one.at)}
                    </a>
                  </p>
                  <p class="govuk-body">
                    {emergencyReasons[one.reason]}. {one.words}
                  </p>
                  {one.own ? (
                    <p class="govuk-body">You opened this yourself: somebody else reviews it.</p>
                  ) : (
                    <FormBox seal={seal} hidden={{ emergency: one.id }}>
                      <div class="govuk-button-group">
                        <Finding value="justified" words="It was an emergency" one={one} />
                        <Finding value="not justified" words="It was not" one={one} />
                      </div>
                    </FormBox>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>,
    { section: 'today', error: error !== undefined },
  )
}

function ReviewDue({ one, today }: { one: Emergency; today: PlainDate }) {
  const over = one.due < today
  return (
    <Due
      what="Review"
      left={over ? `Was due on ${inWords(one.due)}` : `By the end of ${inWords(one.due)}`}
      tone={over ? 'over' : 'soon'}
    />
  )
}

const Finding = ({ value, words, one }: { value: string; words: string; one: Emergency }) => (
  <button
    class={`govuk-button ts-button--small${value === 'justified' ? '' : ' govuk-button--warning'}`}
    type="submit"
    name="finding"
    value={value}
    data-module="govuk-button"
  >
    {words}
    <span class="govuk-visually-hidden">
      : {one.who}, {momentInWords(one.at)}
    </span>
  </button>
)

/** For a first page: what was opened in an emergency, of records that this person may open. */
export async function EmergencyNotice({ visit }: { visit: Pick<Reviewing, 'site' | 'person' | 'vault'> }) {
  const may = decide(visit.person, 'review an emergency', { council: visit.site.council.id })
  const waiting = may.ok ? await emergencies(visit.site.register, may.value, visit.vault) : []
  return waiting.length === 0 ? null : (
    <WarningText>
      <a href={paths.emergencies}>
        {waiting.length === 1 ? 'A record was' : `${waiting.length} records were`} opened in an emergency:
        review it
      </a>
    </WarningText>
  )
}

const emergenciesPage = page('/emergencies', {
  needs: 'review an emergency',
  show: (visit) => listPage(visit),
  submit: async (visit) => {
    const id = first(visit.entered, 'emergency')
    const finding = first(visit.entered, 'finding')
    if (!isId(id) || (finding !== 'justified' && finding !== 'not justified'))
      return listPage(visit, 'Say whether it was an emergency.')
    const done = await review(visit.site.register, visit.permit, visit.vault, id, finding)
    return done.ok ? goTo(paths.emergencies) : listPage(visit, done.problem.problem)
  },
})

export const emergencyPages = [emergencyPage, emergenciesPage]
