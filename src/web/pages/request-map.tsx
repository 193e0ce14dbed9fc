import {
  adviceWords,
  breakdowns,
  catalogue,
  choices,
  mapRequest,
  type MappedPart,
  type Mapping,
  periodProblem,
  type Request,
  settingNames,
  type Settings,
  suggest,
  usualSettings,
} from '../../figures/index.ts'
import type { PlainDate } from '../../plain/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { type Entered, entered as enter } from '../entered.ts'
import { choice, type Field, longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, Details, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { problemWords } from '../parts/request-words.ts'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { requestAt, working } from './request.tsx'

type Here = Visit<'/requests/:request/map', 'answer a request'>

/** Room for what the suggestion did not see. */
const spareParts = 2
const sparePeriods = 1
const mostPeriods = 12

const measureOptions = [
  { value: 'not-held', text: 'Not held' },
  ...catalogue.map((one) => ({ value: one.id, text: `${one.label} (${one.id})` })),
]
const byOptions = breakdowns.map((one) => ({ value: one.id, text: one.label }))

/** The questions about a request of so many parts and periods. */
function formFor(parts: number, periods: number) {
  const fields: Record<string, Field<unknown>> = {}
  for (let i = 0; i < parts; i++) {
    fields[`asks${i}`] = text('What this part asks, in the words of the request', { most: 400 })
    fields[`measure${i}`] = oneOf('What answers it', measureOptions, { hint: 'Empty: it asks nothing' })
    fields[`split${i}`] = oneOf('Split by', byOptions)
    fields[`and${i}`] = oneOf('And by', byOptions)
    fields[`why${i}`] = longText('If it is not held: why?', { rows: 2 })
  }
  for (let i = 0; i < periods; i++) {
    fields[`from${i}`] = date('First day')
    fields[`to${i}`] = date('Last day')
  }
  fields['knownOn'] = date('As known at the end of which day?', {
    hint: 'Empty: as known when the numbers are frozen',
    notAfterToday: true,
  })
  for (const name of settingNames)
    fields[name] = choice(
      choices[name].title,
      Object.entries(choices[name].options).map(([value, words]) => ({ value, text: words })),
      { needed: 'Choose one.' },
    )
  return form(fields)
}

/** How many parts and periods a form was sent with. */
const sizesOf = (entered: Entered): { parts: number; periods: number } => {
  const numbers = (name: string) =>
    Object.keys(entered.values)
      .map((key) => new RegExp(`^${name}(\\d{1,2})(?:-day)?$`).exec(key)?.[1])
      .filter((one) => one !== undefined)
      .map(Number)
  return {
    parts: Math.min(40, Math.max(0, ...numbers('asks').map((n) => n + 1))),
    periods: Math.min(mostPeriods, Math.max(0, ...numbers('from').map((n) => n + 1))),
  }
}

/** A form that begins with what was confirmed before, or else with what the words suggest. */
function begun(request: Request): { entered: Entered; parts: number; periods: number; notes: string[] } {
  const suggested = request.mapping === null ? suggest(request.received.text) : null
  const mapping: Pick<Mapping, 'parts' | 'periods' | 'knownOn' | 'settings'> = request.mapping ?? {
    parts: suggested?.ok === true ? suggested.value.parts : [],
    periods: suggested?.ok === true ? suggested.value.periods : [],
    knownOn: null,
    settings: usualSettings,
  }
  const values: Record<string, string> = { ...mapping.settings }
  for (const [i, part] of mapping.parts.entries()) {
    values[`asks${i}`] = part.asks
    if ('notHeld' in part) {
      values[`measure${i}`] = 'not-held'
      values[`why${i}`] = part.notHeld
    } else {
      values[`measure${i}`] = part.measure
      values[`split${i}`] = part.by[0] ?? ''
      values[`and${i}`] = part.by[1] ?? ''
    }
  }
  for (const [i, period] of mapping.periods.entries())
    Object.assign(values, dateEntered(`from${i}`, period.from), dateEntered(`to${i}`, period.to))
  if (mapping.knownOn !== null) Object.assign(values, dateEntered('knownOn', mapping.knownOn))
  return {
    entered: enter(values),
    parts: mapping.parts.length + spareParts,
    periods: Math.min(mostPeriods, mapping.periods.length + sparePeriods),
    notes: suggested === null ? [] : suggested.ok ? suggested.value.notes : [suggested.problem],
  }
}

function shown(
  visit: Here,
  request: Request,
  sizes: { parts: number; periods: number; notes?: readonly string[] },
  errors: Errors,
): Shown {
  const { seal, entered, params } = visit
  const asks = formFor(sizes.parts, sizes.periods)
  return view(
    'Read the parts of a request',
    <div class="ts-narrow">
      <BackLink href={paths.request(params.request)}>The request</BackLink>
      {asks.summary(errors)}
      <H1>What does it ask?</H1>
      <Lede>
        Suggested from the words, for you to check. What no measure answers is listed as not held, with advice
        on what can be asked instead.
      </Lede>
      {(sizes.notes ?? []).map((note) => (
        <InsetText key={note}>{note}</InsetText>
      ))}
      <Details summary="What was asked">
        <div class="ts-lines">{request.received.text}</div>
      </Details>
      <FormBox seal={seal} entered={entered} draft>
        {Array.from({ length: sizes.parts }, (_, i) => (
          <fieldset class="govuk-fieldset ts-part" key={i}>
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Part {i + 1}</legend>
            {asks.all(entered, errors, [`asks${i}`, `measure${i}`, `split${i}`, `and${i}`, `why${i}`])}
          </fieldset>
        ))}
        {Array.from({ length: sizes.periods }, (_, i) => (
          <fieldset class="govuk-fieldset ts-part" key={i}>
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Period {i + 1}</legend>
            {asks.all(entered, errors, [`from${i}`, `to${i}`])}
          </fieldset>
        ))}
        {asks.all(entered, errors, ['knownOn'])}
        <Details
          summary="Choices on which councils differ"
          open={Object.keys(errors).some((name) => (settingNames as readonly string[]).includes(name))}
        >
          {asks.all(entered, errors, settingNames)}
        </Details>
        <Button preventDoubleClick>Confirm the parts</Button>
      </FormBox>
    </div>,
    { section: 'questions', error: Object.keys(errors).length > 0 },
  )
}

/** What was typed, as a mapping; or what is wrong with it, by field. */
function mappingFrom(
  values: Record<string, unknown>,
  sizes: { parts: number; periods: number },
  law: Request['received']['law'],
): { mapping: Mapping } | { errors: Errors } {
  const said = (name: string): string => (typeof values[name] === 'string' ? values[name] : '')
  const parts: MappedPart[] = []
  const errors: Record<string, string> = {}
  for (let i = 0; i < sizes.parts; i++) {
    const measure = said(`measure${i}`)
    const asks = said(`asks${i}`)
    if (measure === '') continue
    if (asks === '') errors[`asks${i}`] = 'Put in what this part asks.'
    else if (measure === 'not-held') parts.push({ asks, notHeld: said(`why${i}`) || adviceWords(law) })
    else {
      const by = [said(`split${i}`), said(`and${i}`)].filter(
        (one, n, all) => one !== '' && all.indexOf(one) === n,
      )
      parts.push({ asks, measure, by })
    }
  }
  if (parts.length === 0 && Object.keys(errors).length === 0)
    errors['measure0'] = 'Choose what answers at least one part, or that it is not held.'
  const periods: { from: PlainDate; to: PlainDate }[] = []
  for (let i = 0; i < sizes.periods; i++) {
    const [from, to] = [values[`from${i}`], values[`to${i}`]] as [PlainDate | null, PlainDate | null]
    if (from === null && to === null) continue
    if (from === null) errors[`from${i}`] = 'Put in the first day as well.'
    else if (to === null) errors[`to${i}`] = 'Put in the last day as well.'
    else {
      if (to < from) errors[`to${i}`] = 'The last day is before the first. Turn the two round.'
      periods.push({ from, to })
    }
  }
  const asksNumbers = parts.some((part) => 'measure' in part)
  const problem = asksNumbers ? periodProblem(periods) : null
  if (problem !== null && Object.keys(errors).length === 0) errors['from0'] = problem
  if (Object.keys(errors).length > 0) return { errors }
  const settings = Object.fromEntries(settingNames.map((name) => [name, said(name)])) as Settings
  return { mapping: { parts, periods, knownOn: (values['knownOn'] as PlainDate | null) ?? null, settings } }
}

const mapPage = page('/requests/:request/map', {
  needs: 'answer a request',
  show: async (visit) => {
    const request = await requestAt(visit)
    if (request === null) return notFound
    const { entered, ...sizes } = begun(request)
    return shown({ ...visit, entered }, request, sizes, {})
  },
  submit: async (visit) => {
    const request = await requestAt(visit)
    const work = await working(visit)
    if (request === null || work === null) return notFound
    const sizes = sizesOf(visit.entered)
    const read = formFor(sizes.parts, sizes.periods).read(visit.entered, visit.now)
    if (!read.ok) return shown(visit, request, sizes, read.problem)
    const made = mappingFrom(read.value, sizes, request.received.law)
    if ('errors' in made) return shown(visit, request, sizes, made.errors)
    const done = await mapRequest(work, made.mapping)
    return done.ok
      ? goTo(paths.requestAfter(visit.params.request, 'mapped'))
      : shown(visit, request, sizes, { '': problemWords[done.problem] })
  },
})

export const requestMapPages = [mapPage]
