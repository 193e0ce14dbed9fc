import { addDays, daysBetween, earlier, inWords, later, type PlainDate } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import { ageState, labelOf, legalStatus } from '../../standard/index.ts'
import { Details } from '../govuk/index.ts'
import { homeInWords } from './around.tsx'
import { homesOf } from './homes.ts'
import { titleOf } from './words.ts'

/** One stretch of a line: from a day to a day, and what it is. */
type Stretch = { from: PlainDate; until: PlainDate; open: boolean; says: string; unknown: boolean }
type Line = { title: string; stretches: Stretch[]; mark: 'bar' | 'gone' }

const wide = 860
const label = 120
const high = 34

/** Spells of a line in order, with what they say; one that is open ends today. */
function stretchesOf(entries: readonly Entry[], today: PlainDate, says: (entry: Entry) => string): Stretch[] {
  return entries
    .filter((entry): entry is Entry & { from: PlainDate } => entry.from !== null && entry.from <= today)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map((entry) => ({
      from: entry.from,
      until: entry.until === null || entry.until > today ? today : entry.until,
      open: entry.until === null,
      says: says(entry),
      unknown: false,
    }))
}

/** The homes with the days between them of which nothing is known. */
function homeStretches(known: readonly Entry[], today: PlainDate): Stretch[] {
  const { stays, gaps } = homesOf(known, null, today)
  return [
    ...stays.map((stay) => ({ ...stay, says: homeInWords(stay.home), unknown: false })),
    ...gaps.map((gap) => ({ ...gap, open: gap.until === today, says: 'Not known', unknown: true })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1))
}

function linesOf(known: readonly Entry[], today: PlainDate): Line[] {
  const of = (kind: Entry['kind']) => known.filter((entry) => entry.kind === kind)
  return (
    [
      {
        title: 'Lives in',
        mark: 'bar',
        stretches: homeStretches(known, today),
      },
      {
        title: 'Legal status',
        mark: 'bar',
        stretches: stretchesOf(of('legal-status'), today, (entry) => labelOf(legalStatus, entry.code)),
      },
      {
        title: 'Age',
        mark: 'bar',
        stretches: stretchesOf(of('age'), today, (entry) => labelOf(ageState, entry.code)),
      },
      {
        title: 'Trafficking',
        mark: 'bar',
        stretches: stretchesOf([...of('trafficking'), ...of('referral')], today, titleOf),
      },
      {
        title: 'Missing',
        mark: 'gone',
        stretches: stretchesOf(of('missing'), today, (entry) => (entry.code === 'A' ? 'Away' : 'Missing')),
      },
    ] satisfies Line[]
  ).filter((line) => line.stretches.length > 0)
}

/** The first days of some months between two days, so that six or so stand under the picture. */
function ticksOf(from: PlainDate, until: PlainDate): PlainDate[] {
  const months = Math.max(1, Math.ceil(daysBetween(from, until) / 30.4 / 6))
  const ticks: PlainDate[] = []
  for (
    let year = Number(from.slice(0, 4)), month = Number(from.slice(5, 7)) + 1;
    ticks.length < 12;
    month += months
  ) {
    year += Math.floor((month - 1) / 12)
    month = ((month - 1) % 12) + 1
    const tick = `${year}-${String(month).padStart(2, '0')}-01` as PlainDate
    if (tick >= until) return ticks
    ticks.push(tick)
  }
  return ticks
}

/**
 * A child's life in lines: where they lived, how old they are taken to be, what is known of trafficking, and when they
 * were missing. The picture says nothing that the table beside it does not.
 */
export function Lifelines({ known, today }: { known: readonly Entry[]; today: PlainDate }) {
  const lines = linesOf(known, today)
  const all = lines.flatMap((line) => line.stretches)
  const [first] = all
  if (first === undefined) return null
  const from = all.reduce((day, one) => earlier(day, one.from), first.from)
  const span = Math.max(1, daysBetween(from, addDays(today, 1)))
  const x = (day: PlainDate) => label + ((wide - label - 8) * daysBetween(from, later(day, from))) / span
  const height = lines.length * high + 40
  return (
    <div class="ts-lifelines" tabIndex={0} role="group" aria-label="A life in lines">
      <svg viewBox={`0 0 ${wide} ${height}`} role="img" aria-labelledby="lifelines-title lifelines-says">
        <title id="lifelines-title">A life in lines</title>
        <desc id="lifelines-says">
          {lines
            .map((line) => `${line.title}: ${line.stretches.map((one) => one.says).join(', ')}.`)
            .join(' ')}{' '}
          The table below says the same with dates.
        </desc>
        {ticksOf(from, today).map((tick) => (
          <g key={tick}>
            <line class="ts-lifelines__tick" x1={x(tick)} x2={x(tick)} y1="18" y2={height - 14} />
            <text class="ts-lifelines__when" x={x(tick)} y="12" text-anchor="middle">
              {inWords(tick)
                .split(' ')
                .slice(1)
                .join(' ')
                .replace(/(\w{3})\w*/, '$1')}
            </text>
          </g>
        ))}
        {lines.map((line, i) => {
          const y = 24 + i * high
          return (
            <g key={line.title}>
              <text class="ts-lifelines__name" x="0" y={y + 17}>
                {line.title}
              </text>
              {line.mark === 'gone' && (
                <line class="ts-lifelines__base" x1={label} x2={wide - 8} y1={y + 12} y2={y + 12} />
              )}
              {line.stretches.map((one, n) => {
                const left = x(one.from)
                const room = Math.max(3, x(one.open ? addDays(today, 1) : one.until) - left)
                return (
                  <g key={n}>
                    <rect
                      class={
                        line.mark === 'gone'
                          ? 'ts-lifelines__gone'
                          : one.unknown
                            ? 'ts-lifelines__unknown'
                            : `ts-lifelines__bar ts-lifelines__bar--${n % 2}`
                      }
                      x={left}
                      y={y}
                      width={room}
                      height="24"
                    />
                    {line.mark === 'bar' && room > one.says.length * 7 + 10 && (
                      <text class="ts-lifelines__says" x={left + 5} y={y + 16}>
                        {one.says}
                      </text>
                    )}
                  </g>
                )
              })}
            </g>
          )
        })}
      </svg>
      <Details summary="The same as a table">
        <table class="govuk-table">
          <caption class="govuk-visually-hidden">A life in lines, with dates</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">What</th>
              <th scope="col">From</th>
              <th scope="col">Until</th>
            </tr>
          </thead>
          <tbody>
            {lines.flatMap((line) =>
              line.stretches.map((one, n) => (
                <tr key={`${line.title} ${n}`}>
                  <th scope="row">{line.title}</th>
                  <td>{one.unknown ? <strong>Not known: nothing is written down</strong> : one.says}</td>
                  <td>{inWords(one.from)}</td>
                  <td>{one.open ? 'still so' : inWords(one.until)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Details>
    </div>
  )
}
