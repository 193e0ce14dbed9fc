import { type Count, usualSettings } from '../../figures/index.ts'
import { inWords } from '../../plain/index.ts'
import { Details } from '../govuk/index.ts'
import { Bars, type Mark, TimeSeries } from './charts.tsx'
import { StackTable } from './small.tsx'

const number = (value: number) => value.toLocaleString('en-GB')

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
export function PeriodsTable({ counts, title }: { counts: readonly Count[]; title: string }) {
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
export function Picture({ count }: { count: Count }) {
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
