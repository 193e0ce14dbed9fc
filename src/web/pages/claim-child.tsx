import { decide } from '../../access/index.ts'
import { addDays, count, inWords, londonDate, monthInWords } from '../../plain/index.ts'
import { childMonth, type Ground, isPaid, statements, whyInWords } from '../../schemes/index.ts'
import {
  countryName,
  immigrationStatus,
  kindName,
  labelOf,
  placementType,
  reasonEpisodeCeased,
} from '../../standard/index.ts'
import { BackLink } from '../govuk/index.ts'
import { notFound, page, view } from '../page.tsx'
import { pounds } from '../parts/claim-words.ts'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { monthOf, tiersFor } from './claim-month.tsx'

const sources: Record<string, string> = {
  return: 'The statutory return',
  dataset: 'The safeguarding dataset',
  list: 'A list of the council',
  form: 'Typed in',
}

/** What an entry says, in words without anything sealed. */
function groundInWords({ kind, code, place, ceased, dob }: Ground): [what: string, says: string] {
  switch (kindName(kind)) {
    case 'person':
      return ['Date of birth', dob === null ? 'Not known' : inWords(dob)]
    case 'nationality':
      return ['Nationality', code === 'as-written' ? 'Written as no country' : countryName(code)]
    case 'immigration':
      return ['Status', labelOf(immigrationStatus, code)]
    case 'placement':
      return ['Placement', labelOf(placementType, code)]
    case 'missing':
      return [code === 'M' ? 'Missing' : 'Away, whereabouts known', '']
    default:
      return [
        'In care',
        [
          place === null || place === '' ? '' : labelOf(placementType, place),
          ceased === null || ceased === '' || ceased === 'X1'
            ? ''
            : `ended: ${labelOf(reasonEpisodeCeased, ceased)}`,
        ]
          .filter((one) => one !== '')
          .join('; '),
      ]
  }
}

/** What does not end. */
const always: readonly string[] = ['Date of birth', 'Nationality']

export const claimChildPages = [
  page('/claims/:month/children/:claimed', {
    needs: 'claim the grant',
    show: async (visit) => {
      const { site, permit, vault, params, today } = visit
      const month = monthOf(params.month, today)
      if (month === null) return notFound
      const tiers = await tiersFor(visit, permit, month, await statements(site.register, permit))
      const one = await childMonth(site.register, permit, vault, params.claimed, month, tiers.now)
      if (one === null) return notFound
      const paid = one.stretches.filter(({ why }) => isPaid(why))
      const total = paid.reduce((sum, { nights, rate }) => sum + nights * rate, 0)
      return view(
        'The nights of a child',
        <>
          <BackLink href={paths.claimOf(params.month)}>{monthInWords(month)}</BackLink>
          <H1 caption={`Number ${one.number || 'not recorded'}`}>The nights of {monthInWords(month)}</H1>
          <Lede>
            {count(
              paid.reduce((sum, { nights }) => sum + nights, 0),
              'night',
            )}
            , {pounds(total)}, as known now.
          </Lede>
          <StackTable
            caption="Every night"
            head={[
              { text: 'Nights of' },
              { text: 'Nights', numeric: true },
              { text: 'Pounds a night', numeric: true },
              { text: 'Pounds', numeric: true },
              { text: 'Why' },
            ]}
            rows={one.stretches.map((stretch) => [
              stretch.nights === 1
                ? inWords(stretch.from)
                : `${inWords(stretch.from)} to ${inWords(addDays(stretch.until, -1))}`,
              stretch.nights,
              stretch.rate === 0 ? '–' : stretch.rate,
              stretch.rate === 0 ? '–' : pounds(stretch.rate * stretch.nights),
              whyInWords[stretch.why],
            ])}
          />
          <StackTable
            caption="The entries that this rests on"
            head={[
              { text: 'Entry' },
              { text: 'From' },
              { text: 'Until' },
              { text: 'Says' },
              { text: 'Recorded' },
              { text: 'Source' },
            ]}
            rows={one.grounds.map((ground) => {
              const [what, says] = groundInWords(ground)
              return [
                what,
                ground.from === null ? '–' : inWords(ground.from),
                ground.until === null ? (always.includes(what) ? '–' : 'Open') : inWords(ground.until),
                says,
                inWords(londonDate(ground.recorded)),
                sources[ground.source] ?? ground.source,
              ]
            })}
          />
          {decide(visit.person, 'find a child', { council: site.council.id }).ok && (
            <p class="govuk-body">
              <a href={paths.child(params.claimed)}>Open the record</a>
            </p>
          )}
        </>,
        { section: 'schemes' },
      )
    },
  }),
]
