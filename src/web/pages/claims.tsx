import { decide } from '../../access/index.ts'
import {
  count,
  day,
  encodingOf,
  inWords,
  londonDate,
  monthInWords,
  notText,
  type PlainDate,
} from '../../plain/index.ts'
import {
  exactLineOf,
  keepPopulations,
  monthAfter,
  monthTotals,
  monthsIn,
  populationColumns,
  populations,
  proposedTiers,
  readPopulations,
  type Share,
  type Statement,
  statements,
} from '../../schemes/index.ts'
import { grantRates, yearlyFigures } from '../../standard/index.ts'
import { files } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, Details, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { Bars } from '../parts/charts.tsx'
import { pounds } from '../parts/claim-words.ts'
import { H1, Lede, Mark, StackTable } from '../parts/small.tsx'
import { saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'

const said: Record<string, string> = { kept: 'The numbers of children are kept.' }

/** The financial year that a page shows: what the address says, or the one that is running. */
function yearAsked(query: URLSearchParams, today: PlainDate): number {
  const asked = query.get('year') ?? ''
  const running = today.slice(5) >= '04-01' ? Number(today.slice(0, 4)) : Number(today.slice(0, 4)) - 1
  const year = /^20\d\d$/.test(asked) ? Number(asked) : running
  return Math.min(running, Math.max(firstYear, year))
}
const firstYear = Number((grantRates[0]?.from ?? '2014').slice(0, 4))

async function listPage(visit: Visit<'/claims', 'claim the grant'>): Promise<Shown> {
  const { site, permit, query, today, person } = visit
  const year = yearAsked(query, today)
  const months = monthsIn({ from: day(`${year}-04-01`), to: day(`${year + 1}-03-01`) }).filter(
    (month) => month <= today,
  )
  const tiers = await proposedTiers(site.register, permit, site.council.code, months)
  const closed = new Map((await statements(site.register, permit)).map((one) => [one.month, one]))
  const tierOf = (month: PlainDate) =>
    closed.get(month)?.tier ?? tiers[months.indexOf(month)]?.tier ?? 'standard'
  const totals = await monthTotals(site.register, permit, months, tierOf)
  const words = saidBy(said, query.get('done'))
  const share = tiers.at(-1)?.share ?? null
  const over = totals.filter(({ month }) => monthAfter(month) <= today)
  const due = totals.filter(({ month }) => !closed.has(month) && monthAfter(month) <= today)
  return view(
    'Grant for unaccompanied children',
    <>
      <BackLink href={paths.schemes}>Schemes</BackLink>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      <H1 caption={`April ${year} to March ${year + 1}`}>Grant for unaccompanied children</H1>
      <Lede>
        {count(
          totals.reduce((sum, one) => sum + one.nights, 0),
          'night',
        )}{' '}
        come to {pounds(totals.reduce((sum, one) => sum + one.pounds, 0))}
        {over.length < totals.length && ', the month that is running counted to its end'}.{' '}
        {over.length === 0
          ? 'No month of this year is over.'
          : due.length === 0
            ? 'Every month of this year that is over is closed.'
            : `${count(due.length, 'month')} of this year ${due.length === 1 ? 'is' : 'are'} over and not closed.`}
      </Lede>
      <WarningText>Exact numbers, for internal use. Do not publish them.</WarningText>
      <Bars
        id="claims"
        title="Pounds by month"
        marks={totals.map((one) => ({ label: monthInWords(one.month), value: one.pounds }))}
      />
      <StackTable
        caption="Months"
        captionHidden
        head={[
          { text: 'Month' },
          { text: 'Children', numeric: true },
          { text: 'Nights', numeric: true },
          { text: 'As known now', numeric: true },
          { text: 'As closed', numeric: true },
          { text: 'State' },
        ]}
        rows={totals.map((one) => {
          const last = closed.get(one.month)
          return [
            <a href={paths.claimOf(one.month.slice(0, 7))}>{monthInWords(one.month)}</a>,
            one.children,
            one.nights.toLocaleString('en-GB'),
            pounds(one.pounds),
            last === undefined ? '–' : pounds(last.pounds),
            stateOf(one, last, today),
          ]
        })}
      />
      <p class="govuk-body">
        {year > firstYear && <a href={paths.claimsOf(year - 1)}>The year before</a>}
        {year > firstYear && yearAsked(new URLSearchParams(), today) > year && ' · '}
        {yearAsked(new URLSearchParams(), today) > year && (
          <a href={paths.claimsOf(year + 1)}>The year after</a>
        )}
      </p>
      <h2 class="ts-h2">Which rate</h2>
      <p class="govuk-body">
        {share === null
          ? 'No number of children in the area is known, so the standard rate is taken. '
          : shareInWords(share)}{' '}
        {decide(person, 'import files', { council: site.council.id }).ok && (
          <a href={paths.keepPopulations}>Add published numbers of children</a>
        )}
      </p>
      <Figures />
    </>,
    { section: 'schemes' },
  )
}

function stateOf(
  now: { pounds: number; nights: number; children: number; month: PlainDate },
  last: Statement | undefined,
  today: PlainDate,
) {
  if (last === undefined) return monthAfter(now.month) <= today ? <Mark>To be closed</Mark> : 'Still running'
  const other = now.pounds - last.pounds
  const words = `Closed on ${inWords(londonDate(last.at))}${last.statement > 1 ? `, statement ${last.statement}` : ''}`
  const nights = last.lines.reduce((sum, one) => sum + one.nights, 0)
  if (other === 0 && (nights !== now.nights || last.lines.length !== now.children))
    return (
      <>
        {words}. <Mark tone="strong">Other nights now</Mark>
      </>
    )
  return other === 0 ? (
    words
  ) : (
    <>
      {words}.{' '}
      <Mark tone="strong">{other > 0 ? `${pounds(other)} more now` : `${pounds(-other)} less now`}</Mark>
    </>
  )
}

/** Where the council stands against the threshold, in a sentence. */
const shareInWords = ({ unaccompanied, population, populationYear, over, threshold }: Share): string =>
  `${count(unaccompanied, 'unaccompanied child', 'unaccompanied children')} in care for ${population.toLocaleString('en-GB')} children of the area (${populationYear}), of whom ${threshold.per10000 / 100} % are ${exactLineOf(threshold, population)}: ${over ? 'reached, the higher rate' : 'not reached, the standard rate'}. ${threshold.authority}.`

/** What a year of a child is said to cost and to bring, beside one another. */
const Figures = () => (
  <Details summary="What was promised, what is paid and what it costs, for a child and a year">
    <StackTable
      caption="Pounds for a child and a year"
      captionHidden
      head={[{ text: 'What' }, { text: 'Pounds', numeric: true }, { text: 'Source' }]}
      rows={yearlyFigures.map((one) => [one.what, pounds(one.pounds), one.authority])}
    />
  </Details>
)

const uploadForm = form({
  file: files('Choose the file', {
    needed: 'Choose a file.',
    hint: `CSV with the columns ${populationColumns.join(', ')}. An authority is named by its ONS code, its DfE number or its name`,
    accept: '.csv,text/csv',
    one: true,
  }),
})

async function populationPage(
  { site, seal, entered, person }: Visit<'/claims/populations', 'import files'>,
  errors: Errors,
): Promise<Shown> {
  const reads = decide(person, 'claim the grant', { council: site.council.id })
  const known = reads.ok ? await populations(site.register, reads.value) : []
  return view(
    'Numbers of children in the area',
    <div class="ts-narrow">
      <BackLink href={paths.claims}>Grant for unaccompanied children</BackLink>
      {uploadForm.summary(errors)}
      <H1>Numbers of children in the area</H1>
      <Lede>
        Thresholds are shares of the children under 18 who live in an area. Add the numbers that were
        published; of an authority and year the latest counts.
      </Lede>
      {known.length === 0 ? (
        <InsetText>No numbers are kept yet.</InsetText>
      ) : (
        <StackTable
          caption="Numbers that are kept"
          head={[
            { text: 'Authority' },
            { text: 'Year' },
            { text: 'Children', numeric: true },
            { text: 'Source' },
          ]}
          rows={known
            .slice(-400)
            .map((one) => [
              one.authority,
              String(one.year),
              one.children.toLocaleString('en-GB'),
              one.source,
            ])}
        />
      )}
      <FormBox seal={seal} upload>
        {uploadForm.field('file', entered, errors)}
        <Button preventDoubleClick>Keep them</Button>
      </FormBox>
    </div>,
    { section: 'schemes', error: Object.keys(errors).length > 0 },
  )
}

export const claimPages = [
  page('/claims', { needs: 'claim the grant', show: listPage }),
  page('/claims/populations', {
    needs: 'import files',
    show: (visit) => populationPage(visit, {}),
    submit: async (visit) => {
      const read = uploadForm.read(visit.entered, visit.now)
      if (!read.ok) return populationPage(visit, read.problem)
      const bytes = await read.value.file[0]?.bytes()
      const why = bytes === undefined ? null : notText(bytes.subarray(0, 4096))
      if (bytes === undefined || why !== null)
        return populationPage(visit, { file: `The file ${why ?? 'is empty'}.` })
      const rows = readPopulations(new TextDecoder(encodingOf(bytes.subarray(0, 65_536))).decode(bytes))
      if (!rows.ok) return populationPage(visit, { file: rows.problem })
      await keepPopulations(visit.site.register, visit.permit, rows.value)
      return goTo(paths.claimsAfter('kept'))
    },
  }),
]
