import { addDays, day, type PlainDate } from '../../plain/index.ts'
import type { Asked } from '../reading.ts'

/** One thing that a request asks: what answers it here, or why nothing does. */
export type Part = {
  /** In the words of a request, shortened. */
  asks: string
} & ({ measure: string; by: readonly string[] } | { notHeld: string })

/** A shape in which people really asked. */
export type SavedQuestion = {
  id: string
  title: string
  /** Who asked it, and when. */
  source: string
  /** The periods that it asks about, seen from a day. */
  periods: (today: PlainDate) => Asked[]
  parts: readonly Part[]
}

const calendarYear = (year: number): Asked => ({ from: day(`${year}-01-01`), to: day(`${year}-12-31`) })
const yearOf = (today: PlainDate): number => Number(today.slice(0, 4))
const since =
  (from: string) =>
  (today: PlainDate): Asked[] => [{ from: day(from), to: today }]
const lastTwelveMonths = (today: PlainDate): Asked[] => [{ from: addDays(today, -364), to: today }]
const lastYears =
  (many: number) =>
  (today: PlainDate): Asked[] =>
    Array.from({ length: many }, (_, i) => calendarYear(yearOf(today) - many + i))
/** Years of the return, to 31 March. */
const lastReturnYears =
  (many: number) =>
  (today: PlainDate): Asked[] => {
    const last = today.slice(5) >= '04-01' ? yearOf(today) : yearOf(today) - 1
    return Array.from({ length: many }, (_, i) => {
      const year = last - many + 1 + i
      return { from: day(`${year - 1}-04-01`), to: day(`${year}-03-31`) }
    })
  }

const measure = (asks: string, id: string, ...by: string[]): Part => ({ asks, measure: id, by })
const notHeld = (asks: string, why: string): Part => ({ asks, notHeld: why })

export const savedQuestions: readonly SavedQuestion[] = [
  {
    id: 'trafficked-and-unaccompanied',
    title: 'Trafficked, unaccompanied and missing',
    source: 'ECPAT UK and Missing People, wording of 2024',
    periods: () => [
      calendarYear(2021),
      calendarYear(2022),
      calendarYear(2023),
      { from: day('2024-01-01'), to: day('2024-04-30') },
    ],
    parts: [
      measure('1a. Identified as trafficked or a victim of modern slavery', '1a'),
      measure('1b. Suspected, if not included in a', '1b'),
      measure('1c. Unaccompanied asylum-seeking or separated', '1c'),
      measure('1d. Unaccompanied or separated, and identified or suspected', '1d'),
      measure('2a. Identified or suspected, and gone missing or absent', '2a'),
      measure('2b. Unaccompanied or separated, and gone missing or absent', '2b'),
      measure('Number of incidents of the children in 2a', 'incidents-trafficked'),
      measure('Number of incidents of the children in 2b', 'incidents-unaccompanied'),
      measure('Nationality and sex of the children in 2a', '2a', 'nationality', 'sex'),
      measure('Nationality and sex of the children in 2b', '2b', 'nationality', 'sex'),
      measure('Still missing: trafficked', 'not-found-trafficked'),
      measure('Still missing: unaccompanied', 'not-found-unaccompanied'),
    ],
  },
  {
    id: 'subsequent-care',
    title: 'Trafficking of children and their subsequent care',
    source: 'Freedom of information request to councils, 2018-19',
    periods: lastTwelveMonths,
    parts: [
      measure('Identified as trafficked in the last 12 months', 'newly-identified'),
      measure('How many are not UK nationals', 'newly-identified', 'nationality'),
      notHeld(
        'Which placement types were sought',
        'Turnstone records the placements that were made, not those that were looked for.',
      ),
      measure('In which kinds of home they lived', 'newly-identified', 'placement'),
      measure('Subsequently missing, up to 72 hours and longer', 'newly-identified', 'duration-hours'),
    ],
  },
  {
    id: 'referrals',
    title: 'Referrals to the National Referral Mechanism',
    source: 'CARE and Justice, Jan-Jun 2023',
    periods: lastTwelveMonths,
    parts: [
      measure('Referrals by age', 'referrals', 'age-at-event'),
      measure('Referrals by sex', 'referrals', 'sex'),
      measure('Referrals by nationality', 'referrals', 'nationality'),
      measure('Of which type of exploitation', 'referrals', 'exploitation'),
      notHeld(
        'In mainstream or alternative provision; absent from school in the 12 months before',
        'Turnstone holds no record of schooling. The council’s education service may.',
      ),
    ],
  },
  {
    id: 'unaccompanied-missing',
    title: 'Unaccompanied children reported missing',
    source: 'Request to Dyfed-Powys Police 1086/2024; asked of a council for its own children',
    periods: since('2020-01-01'),
    parts: [
      measure('Registered missing', 'went-missing-unaccompanied'),
      measure('Still registered', 'still-missing-unaccompanied'),
      measure(
        'Missing for more than 1 month, 6 months, 1 year',
        'still-missing-unaccompanied',
        'duration-months',
      ),
      measure('Under or over 18 now', 'still-missing-unaccompanied', 'now-18'),
      measure('Age when they went missing', 'still-missing-unaccompanied', 'age-at-event'),
      measure('Sex', 'still-missing-unaccompanied', 'sex'),
      measure('Nationality', 'still-missing-unaccompanied', 'nationality'),
      measure('From the care of which authority', 'still-missing-unaccompanied', 'council'),
    ],
  },
  {
    id: 'over-72-hours',
    title: 'Missing for more than 72 hours',
    source: 'Request to Essex Police, 2019-2021',
    periods: lastYears(3),
    parts: [
      measure('Missing for more than 72 hours', 'long-missing'),
      measure('Total time: nights missing', 'missing-nights'),
      measure('Remain missing', 'still-missing'),
      measure('From hotels, bed and breakfast, or other homes', 'long-missing', 'placement'),
    ],
  },
  {
    id: 'turned-18',
    title: 'Unaccompanied children who turn 18 while missing',
    source: 'Missing People, request to West Midlands Police 3259/20',
    periods: lastReturnYears(5),
    parts: [
      notHeld(
        'Is immigration status recorded; what happens on the record when the child turns 18',
        'This asks how the register works and not for a number: immigration status is recorded; the episode stays open past the 18th birthday until somebody says that the person was located.',
      ),
      measure('Went missing', 'went-missing-unaccompanied'),
      measure('Missing when they turned 18', 'turned-18-missing', 'unaccompanied'),
      measure('Not found by the end of the year', 'still-missing', 'now-18'),
    ],
  },
  {
    id: 'days-missing',
    title: 'For how many days children were missing',
    source: 'Parliamentary question 141409: asked because it was not in a reportable format',
    periods: lastReturnYears(1),
    parts: [
      measure('Nights missing in all', 'missing-nights'),
      measure('Incidents by how long they lasted', 'missing-incidents', 'duration-days'),
      measure('Children by how long their longest lasted', 'missing-children', 'duration-hours'),
    ],
  },
  {
    id: 'found-each-year',
    title: 'How many were found in each of five years',
    source: 'Parliamentary question to the Department for Education, December 2025',
    periods: lastReturnYears(5),
    parts: [
      measure('Incidents', 'missing-incidents', 'kind'),
      measure('Episodes that ended with the child located', 'found'),
      measure('Not found by the end of the year', 'still-missing'),
    ],
  },
  {
    id: 'by-placement',
    title: 'Missing by placement, year by year',
    source: 'Parliamentary questions 229651 and 268391',
    periods: lastReturnYears(5),
    parts: [
      measure('Children missing or away, by kind of home', 'missing-children', 'placement'),
      notHeld(
        'Placed inside or outside the area of the council',
        'Turnstone does not hold where a placement lies as a fact that may be counted: addresses are sealed.',
      ),
    ],
  },
  {
    id: 'each-month',
    title: 'Unaccompanied children missing, each month for ten years',
    source: 'Parliamentary question 191174',
    periods: (today) => [{ from: day(`${yearOf(today) - 10}-01-01`), to: today }],
    parts: [
      measure('Unaccompanied children’s incidents, each month', 'incidents-unaccompanied', 'month'),
      measure('Of these by kind of home', 'incidents-unaccompanied', 'placement'),
      measure('By how long they lasted', 'incidents-unaccompanied', 'duration-hours'),
    ],
  },
]

export const savedQuestionOf = (id: string): SavedQuestion | null =>
  savedQuestions.find((one) => one.id === id) ?? null
