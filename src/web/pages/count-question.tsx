import {
  type Breakdown,
  breakdownOf,
  breakdowns,
  catalogue,
  choicesInWords,
  type Count,
  countAll,
  internalUse,
  measureOf,
  savedQuestionOf,
  usualSettings,
} from '../../figures/index.ts'
import { addDays, day, inWords, plainDate, type PlainDate } from '../../plain/index.ts'
import { AskBox } from '../form.tsx'
import { BackLink, Button, DateInput, Details, ErrorSummary, Select, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { Bars, type Mark, TimeSeries } from '../parts/charts.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/questions/count', 'ask a question'>

const warning = `${internalUse}. Small numbers can give a child away: do not publish them.`
const number = (value: number) => value.toLocaleString('en-GB')
const boxes = (date: PlainDate) => ({
  day: Number(date.slice(8)),
  month: Number(date.slice(5, 7)),
  year: date.slice(0, 4),
})

/** The last full return year, so that the page is never empty. */
function usualPeriod(today: PlainDate): { from: PlainDate; to: PlainDate } {
  const year = today.slice(5) >= '04-01' ? Number(today.slice(0, 4)) : Number(today.slice(0, 4)) - 1
  return { from: day(`${year - 1}-04-01`), to: addDays(day(`${year}-04-01`), -1) }
}

function readDay(query: URLSearchParams, name: string, usual: PlainDate): PlainDate | string {
  const parts = ['day', 'month', 'year'].map((part) => query.get(`${name}-${part}`)?.trim() ?? '')
  if (parts.every((part) => part === '')) return usual
  const [d = '', m = '', y = ''] = parts
  const read = parts.every((part) => /^\d+$/.test(part)) ? plainDate(Number(y), Number(m), Number(d)) : null
  return read?.ok === true ? read.value : 'A date has a day, a month and a year, for example 1 10 2025.'
}
const isDay = (read: string): read is PlainDate => /^\d{4}-\d{2}-\d{2}$/.test(read)

/** What a number means: definition, breakdowns, among whom, on whose authority, and why it may be no count. */
function Meaning({ count }: { count: Count }) {
  const { by } = count
  return (
    <>
      {[count.notAnswerable, count.warning].map(
        (words) =>
          words !== null && (
            <p class="govuk-body" key={words}>
              {words}
            </p>
          ),
      )}
      <Details summary="What the words mean">
        <p class="govuk-body">{count.measure.definition(usualSettings)}</p>
        {by.map((one) => (
          <p class="govuk-body" key={one.id}>
            {one.label}: {one.definition}
          </p>
        ))}
        <p class="govuk-body ts-quiet">
          Among: {count.measure.population}. Which day decides: {count.measure.timeRule}. Needs:{' '}
          {count.measure.fields.join(', ')}. Authority: {count.measure.authority}.
        </p>
      </Details>
    </>
  )
}

/** A count as a table, with coverage beside every number, and what the words mean below it. */
export function CountTable({ count, title }: { count: Count; title?: string }) {
  const { by } = count
  return (
    <>
      <StackTable
        caption={
          title ?? `${count.measure.label}, ${inWords(count.period.from)} to ${inWords(count.period.to)}`
        }
        head={[
          ...by.map((one) => ({ text: one.label })),
          ...(by.length === 0 ? [{ text: 'What was counted' }] : []),
          { text: 'Number', numeric: true },
          { text: 'Records that hold the fields', numeric: true },
        ]}
        rows={[
          ...(by.length === 0
            ? []
            : count.cells.map((cell) => [
                ...by.map((one) => one.words(cell.values[one.id] ?? '')),
                number(cell.value),
                `${number(cell.coverage.held)} of ${number(cell.coverage.of)}`,
              ])),
          [
            <strong>{by.length === 0 ? count.measure.unit : 'All'}</strong>,
            ...by.slice(1).map(() => ''),
            <strong>{count.notAnswerable === null ? number(count.total) : 'not answerable'}</strong>,
            `${number(count.coverage.held)} of ${number(count.coverage.of)}`,
          ],
        ]}
      />
      <Meaning count={count} />
    </>
  )
}

/** One number a period: several periods of one question beside each other. */
function PeriodsTable({ counts, title }: { counts: readonly Count[]; title: string }) {
  const [first] = counts
  if (first === undefined) return null
  return (
    <>
      <StackTable
        caption={title}
        captionHidden
        head={[
          { text: 'Period' },
          { text: 'Number', numeric: true },
          { text: 'Records that hold the fields', numeric: true },
        ]}
        rows={counts.map((count) => [
          `${inWords(count.period.from)} to ${inWords(count.period.to)}`,
          <strong>{count.notAnswerable === null ? number(count.total) : 'not answerable'}</strong>,
          `${number(count.coverage.held)} of ${number(count.coverage.of)}`,
        ])}
      />
      <Meaning count={first} />
    </>
  )
}

/** Months in which nothing was counted stand in the line as nothing. */
function everyMonth(marks: readonly Mark[]): Mark[] {
  const values = new Map(marks.map((one) => [one.label, one.value]))
  const [first, last] = [[...values.keys()].sort()[0], [...values.keys()].sort().at(-1)]
  if (first === undefined || last === undefined) return []
  const months: Mark[] = []
  for (let year = Number(first.slice(0, 4)), month = Number(first.slice(5)); ; month++) {
    if (month === 13) {
      month = 1
      year++
    }
    const label = `${year}-${String(month).padStart(2, '0')}`
    months.push({ label, value: values.get(label) ?? 0 })
    if (label >= last) return months
  }
}

/** A picture of a count that is split by one thing: over time as a line, otherwise as bars. */
function Picture({ count }: { count: Count }) {
  const [by, second] = count.by
  if (by === undefined || second !== undefined || count.cells.length < 2) return null
  const marks = count.cells.map((cell) => ({ label: by.words(cell.values[by.id] ?? ''), value: cell.value }))
  const over = by.id === 'month' ? everyMonth(marks) : marks
  const title = `${count.measure.label}, by ${by.label.toLowerCase()}`
  return by.id === 'month' || by.id === 'year' ? (
    <TimeSeries id="picture" title={title} marks={over} />
  ) : (
    <Bars id="picture" title={title} marks={marks} />
  )
}

async function countPage(visit: Here): Promise<Shown> {
  const { site, permit, query, today } = visit
  const usual = usualPeriod(today)
  const [from, to] = [readDay(query, 'from', usual.from), readDay(query, 'to', usual.to)]
  const errors: { text: string; href: string }[] = []
  if (!isDay(from)) errors.push({ text: from, href: '#from-day' })
  if (!isDay(to)) errors.push({ text: to, href: '#to-day' })
  if (isDay(from) && isDay(to) && to < from)
    errors.push({ text: 'The last day is before the first. Turn the two round.', href: '#to-day' })
  const measure = measureOf(query.get('measure') ?? '')
  const by = ['split', 'and']
    .map((name) => breakdownOf(query.get(name) ?? ''))
    .filter((one, i, all): one is Breakdown => one !== null && all.indexOf(one) === i)
  const [count] =
    measure === null || errors.length > 0 || !isDay(from) || !isDay(to)
      ? []
      : await countAll(site.register, permit, site.council, null, [
          { measure, by, period: { from, to }, settings: usualSettings },
        ])
  return view(
    'Count anything',
    <>
      <BackLink href={paths.questions}>Questions</BackLink>
      {errors.length > 0 && <ErrorSummary errorList={errors} />}
      <H1>Count anything</H1>
      {count !== undefined && <WarningText>{warning}</WarningText>}
      <div class="ts-narrow">
        <AskBox action={paths.countQuestion}>
          <Select
            name="measure"
            label={{ text: 'What is counted?', size: 's' }}
            value={measure?.id ?? ''}
            items={catalogue.map((one) => ({ value: one.id, text: `${one.label} (${one.id})` }))}
          />
          <DateInput
            id="from"
            namePrefix="from"
            values={boxes(isDay(from) ? from : usual.from)}
            fieldset={{ legend: { text: 'First day', size: 's' } }}
          />
          <DateInput
            id="to"
            namePrefix="to"
            values={boxes(isDay(to) ? to : usual.to)}
            fieldset={{ legend: { text: 'Last day', size: 's' } }}
          />
          {(['split', 'and'] as const).map((name) => (
            <Select
              key={name}
              name={name}
              label={{ text: name === 'split' ? 'Split by' : 'And by', size: 's' }}
              value={query.get(name) ?? ''}
              items={[
                { value: '', text: '' },
                ...breakdowns.map((one) => ({ value: one.id, text: one.label })),
              ]}
            />
          ))}
          <Button>Count</Button>
        </AskBox>
      </div>
      {count !== undefined && (
        <>
          <Picture count={count} />
          <CountTable count={count} />
          <p class="govuk-body ts-quiet">As known {momentInWords(count.knownOn)}.</p>
          <Details summary="Choices made where councils differ">
            <ul class="govuk-list govuk-list--bullet">
              {choicesInWords(usualSettings).map((choice) => (
                <li key={choice}>{choice}</li>
              ))}
            </ul>
          </Details>
        </>
      )}
    </>,
    { section: 'questions', error: errors.length > 0 },
  )
}

const savedPage = page('/questions/saved/:question', {
  needs: 'ask a question',
  show: async (visit) => {
    const { site, permit, params, today } = visit
    const saved = savedQuestionOf(params.question)
    if (saved === null) return notFound
    const periods = saved.periods(today)
    const asked = saved.parts.flatMap((part, i) => {
      if ('notHeld' in part) return []
      const measure = measureOf(part.measure)
      const by = part.by.map(breakdownOf).filter((one) => one !== null)
      return measure === null
        ? []
        : periods.map((period) => ({ i, measure, by, period, settings: usualSettings }))
    })
    const counts = await countAll(site.register, permit, site.council, null, asked)
    return view(
      saved.title,
      <>
        <BackLink href={paths.questions}>Questions</BackLink>
        <H1>{saved.title}</H1>
        <Lede>{saved.source}</Lede>
        <WarningText>{warning}</WarningText>
        {saved.parts.map((part, i) => (
          <section key={part.asks}>
            <h2 class="ts-h2">{part.asks}</h2>
            {'notHeld' in part ? (
              <p class="govuk-body">Not held. {part.notHeld}</p>
            ) : part.by.length === 0 ? (
              <PeriodsTable counts={counts.filter((_, n) => asked[n]?.i === i)} title={part.asks} />
            ) : (
              counts.flatMap((count, n) =>
                asked[n]?.i === i
                  ? [
                      <CountTable
                        key={n}
                        count={count}
                        title={`${inWords(count.period.from)} to ${inWords(count.period.to)}`}
                      />,
                    ]
                  : [],
              )
            )}
          </section>
        ))}
      </>,
      { section: 'questions' },
    )
  },
})

export const countPages = [page('/questions/count', { needs: 'ask a question', show: countPage }), savedPage]
