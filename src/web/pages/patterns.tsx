import {
  firstMinute,
  lengths,
  type Moment,
  occurrencesOf,
  partsOfDay,
  type Patterns,
  patternsOf,
  weekdayOf,
  weekdays,
} from '../../missing/index.ts'
import { addDays, count, daysBetween, inWords, type PlainDate } from '../../plain/index.ts'
import { type Entry, stateOf } from '../../register/index.ts'
import { kindOf } from '../../standard/index.ts'
import { BackLink, InsetText } from '../govuk/index.ts'
import { notFound, page, view } from '../page.tsx'
import { nameOf } from '../parts/child-words.ts'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { entriesOf } from './record.tsx'

/** Weeks of the calendar picture: a year and a bit, as many as fit beside each other. */
const weeks = 54

const rowOf = (entry: Entry) => ({
  child: entry.child,
  kind: kindOf(entry.kind).number,
  code: entry.code,
  from_on: entry.from,
  from_at: entry.fromAt,
  until_on: entry.until,
  until_at: entry.untilAt,
  fact: entry.fact,
  about: entry.about,
  attributes: entry.attributes,
})

/** A year of days, a column a week: filled where the child was missing or away. */
function Calendar({ days, today }: { days: Patterns['days']; today: PlainDate }) {
  const monday = addDays(today, -weekdays.indexOf(weekdayOf(today)))
  const first = addDays(monday, -7 * (weeks - 1))
  const shown = [...days].filter((day) => day >= first)
  return (
    <div class="ts-lifelines" tabIndex={0} role="group" aria-label="Calendar of the last year">
      <svg viewBox={`0 0 ${weeks * 15 + 40} 130`} role="img" aria-labelledby="calendar-title calendar-says">
        <title id="calendar-title">Days missing or away in the last year</title>
        <desc id="calendar-says">
          {count(shown.length, 'day')} since {inWords(first)}. The list below says which.
        </desc>
        {(['Mon', 'Wed', 'Fri', 'Sun'] as const).map((name, i) => (
          <text key={name} class="ts-lifelines__when" x="0" y={24 + i * 30}>
            {name}
          </text>
        ))}
        {Array.from({ length: weeks * 7 }, (_, i) => addDays(first, i))
          .filter((day) => day <= today)
          .map((day) => {
            const at = daysBetween(first, day)
            return (
              <rect
                key={day}
                class={days.has(day) ? 'ts-lifelines__gone' : 'ts-lifelines__free'}
                x={36 + Math.floor(at / 7) * 15}
                y={14 + (at % 7) * 15}
                width="12"
                height="12"
              />
            )
          })}
      </svg>
    </div>
  )
}

const numbers = (caption: string, rows: [string, number][]) => (
  <StackTable
    caption={caption}
    head={[{ text: 'When' }, { text: 'Occasions', numeric: true }]}
    rows={rows.map(([name, n]) => [name, String(n)])}
  />
)

const patternsPage = page('/children/:child/patterns', {
  needs: 'open a child',
  show: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const { now, today, params } = visit
    const dated = [...known].sort((a, b) =>
      (a.fromAt ?? a.from ?? '') < (b.fromAt ?? b.from ?? '') ? -1 : 1,
    )
    const occurrences = occurrencesOf(dated.map(rowOf), now)
    const placements: Moment[] = dated
      .filter((entry) => (entry.kind === 'placement' || entry.kind === 'episode') && entry.from !== null)
      .map((entry) => ({ day: entry.from as PlainDate, at: entry.fromAt }))
    const found = patternsOf(occurrences, placements, now)
    const company = known.filter((entry) => entry.kind === 'learnt' && entry.code !== 'place')
    return view(
      'What repeats',
      <>
        <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
        <H1 caption={nameOf(stateOf(known, today))}>What repeats</H1>
        <Lede>
          {found.occasions === 0
            ? 'Never missing or away, as far as the register knows.'
            : `Missing or away ${found.occasions === 1 ? 'once' : count(found.occasions, 'time')}; within 72 hours of the start of a placement: ${found.soonAfterPlacement}.`}
        </Lede>
        {found.occasions > 0 && (
          <>
            <Calendar days={found.days} today={today} />
            <div class="ts-cols--even">
              {numbers(
                'By day of the week',
                weekdays.map((name) => [name, found.byWeekday[name]]),
              )}
              {numbers('By time of day', [
                ...(Object.keys(partsOfDay) as (keyof typeof partsOfDay)[]).map((name): [string, number] => [
                  partsOfDay[name].title,
                  found.byPartOfDay[name],
                ]),
                ['Time not recorded', found.byPartOfDay['not recorded']],
              ])}
              {numbers(
                'By length, of those that are over',
                (Object.keys(lengths) as (keyof typeof lengths)[]).map((name) => [
                  name,
                  found.byLength[name],
                ]),
              )}
              <StackTable
                caption="Each occasion"
                head={[{ text: 'From' }, { text: 'Until' }]}
                rows={[...occurrences]
                  .sort((a, b) => (from(a) < from(b) ? 1 : -1))
                  .map((one) => {
                    const until = one.spells.at(-1)?.until ?? null
                    return [
                      one.spells[0] === undefined ? '' : inWords(one.spells[0].since.day),
                      until === null ? 'still going on' : inWords(until.day),
                    ]
                  })}
              />
            </div>
            <h2 class="ts-h2">Who was there</h2>
            {company.length === 0 ? (
              <InsetText>Nobody is named in a return interview yet.</InsetText>
            ) : (
              <ul class="govuk-list govuk-list--bullet">
                {company.map((entry) => (
                  <li key={entry.fact}>{entry.sealed['words']}</li>
                ))}
              </ul>
            )}
          </>
        )}
      </>,
      { section: 'children' },
    )
  },
})

const from = (one: ReturnType<typeof occurrencesOf>[number]): string =>
  one.spells[0] === undefined ? '' : firstMinute(one.spells[0].since)

export const patternPages = [patternsPage]
