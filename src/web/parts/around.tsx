import { count, daysBetween, inWords, type PlainDate } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import { homeKind, type HomeKind, labelOf, relativeWhere } from '../../standard/index.ts'
import { Details } from '../govuk/index.ts'
import { homesOf } from './homes.ts'
import { StackTable } from './small.tsx'

export const homeInWords = (home: HomeKind): string => labelOf(homeKind, home)

const untilInWords = (until: PlainDate, open: boolean): string => (open ? 'still there' : inWords(until))

/** Where a child has lived, at what age, with what is not known and what two sources say differently. */
export function Homes({
  known,
  dob,
  today,
}: {
  known: readonly Entry[]
  dob: PlainDate | null
  today: PlainDate
}) {
  const { stays, gaps, disagreements } = homesOf(known, dob, today)
  if (stays.length === 0 && gaps.length === 0) return null
  const rows = [
    ...stays.map((stay) => ({
      from: stay.from,
      cells: [
        homeInWords(stay.home),
        stay.age === null ? 'not known' : String(stay.age),
        inWords(stay.from),
        untilInWords(stay.until, stay.open),
      ],
    })),
    ...gaps.map((gap) => ({
      from: gap.from,
      cells: [
        <strong>
          Not known: nothing is written down for {count(daysBetween(gap.from, gap.until), 'day')}
        </strong>,
        '',
        inWords(gap.from),
        untilInWords(gap.until, gap.until === today),
      ],
    })),
    ...disagreements.map((one) => ({
      from: one.from,
      cells: [
        <strong>
          Two sources differ: the placement says {homeInWords(one.placement).toLowerCase()}, the episode{' '}
          {homeInWords(one.episode).toLowerCase()}
        </strong>,
        '',
        inWords(one.from),
        untilInWords(one.until, one.until === today),
      ],
    })),
  ].sort((a, b) => (a.from < b.from ? 1 : -1))
  const more = [
    count(stays.length, 'home'),
    ...(gaps.length > 0 ? [`${count(gaps.length, 'time')} not known`] : []),
    ...(disagreements.length > 0 ? [count(disagreements.length, 'disagreement')] : []),
  ]
  return (
    <Details summary={`Where this child has lived: ${more.join(', ')}`}>
      <StackTable
        caption="Where this child has lived"
        captionHidden
        head={[{ text: 'Home' }, { text: 'Age then', brief: true }, { text: 'From' }, { text: 'Until' }]}
        rows={rows.map((row) => row.cells)}
      />
    </Details>
  )
}

/** Whoever is of the family, here and left behind: threats are made through them, and they may know more. */
export function Family({ known }: { known: readonly Entry[] }) {
  const relatives = known.filter((entry) => entry.kind === 'relative')
  if (relatives.length === 0) return null
  return (
    <Details summary={`Family: ${count(relatives.length, 'person', 'people')}`}>
      <ul class="govuk-list">
        {relatives.map((entry) => (
          <li key={entry.fact}>
            <strong>{entry.sealed['by']}</strong>
            {`, ${labelOf(relativeWhere, entry.code).toLowerCase()}`}
            {entry.sealed['where'] !== undefined &&
              entry.sealed['where'] !== '' &&
              `: ${entry.sealed['where']}`}
            {entry.sealed['words'] !== undefined && entry.sealed['words'] !== '' && (
              <span class="ts-block ts-small ts-quiet">{entry.sealed['words']}</span>
            )}
          </li>
        ))}
      </ul>
    </Details>
  )
}
