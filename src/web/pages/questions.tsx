import { decide } from '../../access/index.ts'
import {
  answerEcpat,
  choices,
  requestMeasures,
  type Question,
  readSettings,
  savedQuestions,
  settingNames,
  uncovered,
} from '../../figures/index.ts'
import {
  addDays,
  count,
  day,
  endOfLondonDay,
  inWords,
  parseInstant,
  parseIsoDate,
  plainDate,
  type PlainDate,
} from '../../plain/index.ts'
import { AskBox, type Errors } from '../form.tsx'
import { BackLink, Button, DateInput, Details, ErrorSummary, Input, WarningText } from '../govuk/index.ts'
import { notFound, page, view, type Visit } from '../page.tsx'
import { AnswerInWords, AnswerTable } from '../parts/answer-table.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

const list = page('/questions', {
  needs: 'ask a question',
  show: ({ person, site }) =>
    view(
      'Questions',
      <>
        <H1>Questions</H1>
        <ul class="ts-links ts-links--row">
          <li>
            <a href={paths.countQuestion}>Count anything</a>
          </li>
          <li>
            <a href={paths.collate}>Add up what councils answered</a>
          </li>
          {decide(person, 'answer a request', { council: site.council.id }).ok && (
            <li>
              <a href={paths.requests}>Requests for information</a>
            </li>
          )}
        </ul>
        <ul class="ts-cases">
          <li class="ts-pick">
            <p class="ts-case__name">
              <a href={paths.ecpat}>Trafficked, unaccompanied and missing</a>
            </p>
            <p class="govuk-body">
              The question that ECPAT UK and Missing People ask every council: how many looked-after children
              are identified or suspected as trafficked, unaccompanied or separated; how many went missing,
              how often; and who has not been found.
            </p>
          </li>
        </ul>
        <h2 class="ts-h2">As people really asked</h2>
        <ul class="ts-menu">
          {savedQuestions.map((one) => (
            <li key={one.id}>
              <a href={paths.savedQuestion(one.id)}>{one.title}</a>
              <span class="ts-block ts-small ts-quiet">{one.source}</span>
            </li>
          ))}
        </ul>
      </>,
      { section: 'questions' },
    ),
})

type Asked = { from: PlainDate; to: PlainDate; known: string; question: Question | null; errors: Errors }

/** The question as the address has it; without one, the last full return year, so that the page is never empty. */
function readQuestion(query: URLSearchParams, today: PlainDate): Asked {
  const errors: Record<string, string> = {}
  const lastYear = today.slice(5) >= '04-01' ? Number(today.slice(0, 4)) : Number(today.slice(0, 4)) - 1
  const usual = { from: day(`${lastYear - 1}-04-01`), to: addDays(day(`${lastYear}-04-01`), -1) }
  const date = (name: 'from' | 'to'): PlainDate => {
    const parts = ['day', 'month', 'year'].map((part) => query.get(`${name}-${part}`)?.trim() ?? '')
    if (parts.every((part) => part === '')) return usual[name]
    const [d = '', m = '', y = ''] = parts
    const read = parts.every((part) => /^\d+$/.test(part)) ? plainDate(Number(y), Number(m), Number(d)) : null
    if (read?.ok === true) return read.value
    errors[name] = 'A date has a day, a month and a year, for example 1 10 2025.'
    return usual[name]
  }
  const from = date('from')
  const to = date('to')
  if (to < from && errors['from'] === undefined && errors['to'] === undefined)
    errors['to'] = 'The last day is before the first. Turn the two round.'
  const known = query.get('known')?.trim() ?? ''
  const knownDay = parseIsoDate(known)
  const knownAt = parseInstant(known)
  if (known !== '' && !knownDay.ok && !knownAt.ok) errors['known'] = 'Write the day as 2026-06-01.'
  const settings = readSettings(
    Object.fromEntries(
      settingNames.flatMap((name) => (query.get(name) === null ? [] : [[name, query.get(name) ?? '']])),
    ),
  )
  if (!settings.ok) errors['settings'] = settings.problem
  const knownOn = knownDay.ok ? endOfLondonDay(knownDay.value) : knownAt.ok ? knownAt.value : null
  return {
    from,
    to,
    known,
    errors,
    question:
      Object.keys(errors).length > 0 || !settings.ok
        ? null
        : { period: { from, to }, knownOn, settings: settings.value },
  }
}

const boxes = (date: PlainDate) => ({
  day: Number(date.slice(8)),
  month: Number(date.slice(5, 7)),
  year: date.slice(0, 4),
})

async function ecpat(visit: Visit<'/questions/ecpat', 'ask a question'>) {
  const { site, permit, query, today, person } = visit
  const asked = readQuestion(query, today)
  const answer =
    asked.question === null ? null : await answerEcpat(site.register, permit, site.council, asked.question)
  const mayList = decide(person, 'see whose field is missing', { council: site.council.id }).ok
  const wrong = Object.entries(asked.errors)
  return view(
    'Trafficked, unaccompanied and missing',
    <>
      <BackLink href={paths.questions}>All questions</BackLink>
      {wrong.length > 0 && (
        <ErrorSummary
          errorList={wrong.map(([name, text]) => ({
            text,
            href: name === 'known' ? '#known' : `#${name}-day`,
          }))}
        />
      )}
      <H1>Trafficked, unaccompanied and missing</H1>
      {answer !== null && <AnswerInWords answer={answer} />}
      {answer !== null && (
        <WarningText>{`${answer.heading}. Small numbers can give a child away: do not publish them.`}</WarningText>
      )}
      <div class={answer === null ? undefined : 'ts-cols'}>
        {answer !== null && (
          <div>
            <AnswerTable answer={answer} query={query} mayList={mayList} />
          </div>
        )}
        <aside aria-label="Ask again">
          <div class="ts-aside">
            <h2 class="ts-h2">Ask for another period</h2>
            <AskBox action={paths.ecpat}>
              <DateInput
                id="from"
                namePrefix="from"
                values={boxes(asked.from)}
                fieldset={{ legend: { text: 'First day', size: 's' } }}
                errorMessage={asked.errors['from']}
              />
              <DateInput
                id="to"
                namePrefix="to"
                values={boxes(asked.to)}
                fieldset={{ legend: { text: 'Last day', size: 's' } }}
                errorMessage={asked.errors['to']}
              />
              <Input
                name="known"
                label={{ text: 'As known on', size: 's' }}
                hint="For example, 2026-06-01. Empty means now"
                value={asked.known}
                width={10}
                errorMessage={asked.errors['known']}
                autocomplete="off"
              />
              <Details summary="Choices on which councils differ">
                <>
                  {settingNames.map((name) => (
                    <fieldset class="govuk-fieldset ts-choice" key={name}>
                      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
                        {choices[name].title}
                      </legend>
                      <div class="govuk-radios govuk-radios--small" data-module="govuk-radios">
                        {Object.entries(choices[name].options).map(([value, words]) => (
                          <div class="govuk-radios__item" key={value}>
                            <input
                              class="govuk-radios__input"
                              id={`${name}-${value}`}
                              name={name}
                              type="radio"
                              value={value}
                              checked={(asked.question?.settings[name] ?? choices[name].usual) === value}
                            />
                            <label class="govuk-label govuk-radios__label" for={`${name}-${value}`}>
                              {words}
                            </label>
                          </div>
                        ))}
                      </div>
                    </fieldset>
                  ))}
                </>
              </Details>
              <Button>Count</Button>
            </AskBox>
          </div>
        </aside>
      </div>
    </>,
    { section: 'questions', error: wrong.length > 0 },
  )
}

async function coverage(visit: Visit<'/questions/ecpat/coverage/:measure', 'see whose field is missing'>) {
  const { site, permit, vault, params, query, today } = visit
  const measure = requestMeasures.find((one) => one.id === params.measure)
  const asked = readQuestion(query, today)
  if (measure === undefined || asked.question === null) return notFound
  const { total, list: lacking } = await uncovered(site.register, permit, vault, asked.question, measure.id)
  return view(
    'Whose field is missing',
    <>
      <BackLink href={paths.ecpatAsked(query)}>Back to the answer</BackLink>
      <H1 caption={`${measure.id}: ${measure.label}`}>Whose field is missing</H1>
      <Lede>
        {count(total, 'record does', 'records do')} not hold what this measure asks, {inWords(asked.from)} to{' '}
        {inWords(asked.to)}. By owner and number; no name is on this page.
        {lacking.length < total &&
          ` ${count(lacking.length, 'record', 'records')} of them may be shown to you.`}
      </Lede>
      {total === 0 ? (
        <p class="govuk-body">Every record holds the field.</p>
      ) : (
        <StackTable
          caption="Records without the field"
          head={[{ text: 'Number' }, { text: 'Owner' }]}
          rows={lacking
            .slice(0, 2000)
            .map((one) => [one.number, one.owner === '' ? 'nobody yet' : one.owner])}
        />
      )}
      {lacking.length > 2000 && <p class="govuk-body">The first 2,000 are shown.</p>}
    </>,
    { section: 'questions' },
  )
}

export const questionPages = [
  list,
  page('/questions/ecpat', { needs: 'ask a question', show: ecpat }),
  page('/questions/ecpat/coverage/:measure', { needs: 'see whose field is missing', show: coverage }),
]
