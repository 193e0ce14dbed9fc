import {
  bookOfCount,
  type Breakdown,
  breakdownOf,
  breakdowns,
  catalogue,
  choicesInWords,
  countAll,
  csvwOf,
  eesOf,
  internalUse,
  measureOf,
  odsOf,
  savedQuestionOf,
  usualSettings,
  xlsxOf,
} from '../../figures/index.ts'
import { addDays, day, inWords, plainDate, type PlainDate } from '../../plain/index.ts'
import { AskBox } from '../form.tsx'
import { BackLink, Button, DateInput, Details, ErrorSummary, Select, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { CountTable, PeriodsTable, Picture } from '../parts/count-table.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/questions/count' | '/questions/count/file/:kind', 'ask a question'>

const warning = `${internalUse}. Small numbers can give a child away: do not publish them.`
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

/** What the address asks for, and the answer where it can be given. */
async function askedFor(visit: Here) {
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
  return {
    from: isDay(from) ? from : usual.from,
    to: isDay(to) ? to : usual.to,
    errors,
    measure,
    count,
  }
}

/** Files that a count is saved as: what the address says, what it is called, and what it is. */
const kinds = {
  xlsx: {
    words: 'XLSX',
    name: 'count.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  ods: { words: 'ODS', name: 'count.ods', type: 'application/vnd.oasis.opendocument.spreadsheet' },
  csv: {
    words: 'CSV in the shape of Explore Education Statistics',
    name: 'count.csv',
    type: 'text/csv; charset=utf-8',
  },
  meta: { words: 'the description of its columns', name: 'count.meta.csv', type: 'text/csv; charset=utf-8' },
  csvw: { words: 'its metadata for the web', name: 'count-metadata.json', type: 'application/csvm+json' },
} as const
type FileKind = keyof typeof kinds
const isKind = (name: string): name is FileKind => Object.hasOwn(kinds, name)

const filePage = page('/questions/count/file/:kind', {
  needs: 'ask a question',
  show: async (visit) => {
    const { kind } = visit.params
    const { count } = await askedFor(visit)
    if (!isKind(kind) || count === undefined) return notFound
    const { name, type } = kinds[kind]
    const file = (text: string | Uint8Array<ArrayBuffer>): Shown => ({ kind: 'file', name, type, text })
    if (kind === 'xlsx' || kind === 'ods') {
      const book = bookOfCount(count, visit.site.council.name, usualSettings)
      return file(await (kind === 'xlsx' ? xlsxOf(book) : odsOf(book)))
    }
    const made = eesOf(visit.site.council.code, [count])
    if (!made.ok)
      return view(
        'This cannot be saved',
        <div class="ts-narrow">
          <BackLink href={paths.countAsked(visit.query)}>The count</BackLink>
          <H1>This cannot be saved as CSV</H1>
          <Lede>{made.problem}</Lede>
        </div>,
        { section: 'questions', error: true },
      )
    const labels = new Map(count.by.map((one) => [one.id.replaceAll('-', '_'), one.label]))
    return file(
      kind === 'csv'
        ? made.value.data
        : kind === 'meta'
          ? made.value.meta
          : csvwOf(kinds.csv.name, count.measure.label, made.value, labels),
    )
  },
})

async function countPage(visit: Here): Promise<Shown> {
  const { query } = visit
  const { from, to, errors, measure, count } = await askedFor(visit)
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
            values={boxes(from)}
            fieldset={{ legend: { text: 'First day', size: 's' } }}
          />
          <DateInput
            id="to"
            namePrefix="to"
            values={boxes(to)}
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
          <ul class="ts-links">
            {Object.entries(kinds).map(([kind, one]) => (
              <li key={kind}>
                <a href={paths.countFile(kind, query)}>Save as {one.words}</a>
              </li>
            ))}
          </ul>
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

export const countPages = [
  page('/questions/count', { needs: 'ask a question', show: countPage }),
  filePage,
  savedPage,
]
