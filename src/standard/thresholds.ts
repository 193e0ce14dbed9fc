import { day, type PlainDate } from '../plain/index.ts'

/** A share of the children of an area from which something else holds, from a day on. */
export type Threshold = {
  of: 'funding' | 'transfer'
  from: PlainDate
  /** Unaccompanied children in care for every 10,000 children of the area. */
  per10000: number
  authority: string
}

/** The line of the funding stayed where it was when that of the transfer scheme moved: two thresholds. */
export const thresholds: readonly Threshold[] = [
  {
    of: 'transfer',
    from: day('2016-07-01'),
    per10000: 7,
    authority: 'Interim national transfer protocol, 1 July 2016: 0.07 % of the child population',
  },
  {
    of: 'transfer',
    from: day('2022-08-24'),
    per10000: 10,
    authority: 'Home Office, 24 August 2022: 0.1 % of the child population',
  },
  {
    of: 'funding',
    from: day('2020-06-01'),
    per10000: 7,
    authority: 'Answer 110809 of 23 December 2022: 0.07 % of the child population or more',
  },
]
