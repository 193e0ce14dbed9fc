import { describe, expect, test } from 'vitest'
import { must } from '../../plain/index.ts'
import { mostCharacters, suggest } from './index.ts'

/** The request of ECPAT UK and Missing People in its structure of 2024, shortened. */
const of2024 = `Dear Sir or Madam,

Under the Freedom of Information Act please provide the following information for the periods
1 January 2021 – 31 December 2021; 1 January 2022 - 31 December 2022; 1 January 2023 to 31 December 2023; 1 January 2024 – 30 April 2024.

1. The total number of looked-after children in the care of your authority that are:
a. identified as having been trafficked or a victim of modern slavery, including but not limited to those identified through the NRM
b. suspected of having been a victim of trafficking or modern slavery, if not included in a
c. identified as an unaccompanied asylum-seeking child (UASC) or a separated child
d. unaccompanied or separated and identified or suspected as trafficked
2. The total number of looked-after children in the care of your authority:
a. identified or suspected as trafficked that have gone missing or absent
b. unaccompanied or separated that have gone missing or absent
3. The number of incidents of the trafficked children who went missing or absent
4. The nationality and gender of the unaccompanied children who went missing
5. How many trafficked children are still missing?

Yours faithfully,
An invented charity`

describe('the wording of 2024', () => {
  const { parts, periods, notes } = must(suggest(of2024), 'a request that can be read')
  const measures = parts.map((part) => ('measure' in part ? part.measure : 'not held'))

  test('is read into the measures of its questions, in its order', () => {
    expect(measures).toEqual([
      'looked-after',
      '1a',
      '1b',
      '1c',
      '1d',
      'looked-after',
      '2a',
      '2b',
      'incidents-trafficked',
      '2b',
      'not-found-trafficked',
    ])
  })

  test('and into its four periods', () => {
    expect(periods.map((one) => `${one.from} ${one.to}`)).toEqual([
      '2021-01-01 2021-12-31',
      '2022-01-01 2022-12-31',
      '2023-01-01 2023-12-31',
      '2024-01-01 2024-04-30',
    ])
    expect(notes).toEqual([])
  })

  test('with the breakdowns that a part asks for', () => {
    expect(parts[9]).toMatchObject({ measure: '2b', by: ['nationality', 'sex'] })
  })
})

describe('other shapes that were really asked', () => {
  const first = (text: string) => must(suggest(text), 'a request that can be read').parts[0]
  test.each([
    [
      '1. Unaccompanied migrant children registered missing who are still missing, by nationality?',
      'not-found-unaccompanied',
      ['nationality'],
    ],
    ['- How many children were missing for more than 72 hours in 2020?', 'long-missing', []],
    ['- How many children turned 18 while missing?', 'turned-18-missing', []],
    ['- The number of days children in care were missing', 'missing-nights', []],
    ['- NRM referrals of children by age', 'referrals', ['age-at-event']],
    ['- Unaccompanied children missing, each month, by placement', '2b', ['placement', 'month']],
    [
      '- Missing episodes of looked-after children, how long they lasted',
      'missing-incidents',
      ['duration-hours'],
    ],
  ])('%s', (text, measure, by) => {
    expect(first(text)).toMatchObject({ measure, by })
  })

  test.each([
    ['1. Please provide your policy on missing children.', /procedures hold it/],
    ['1. How many unaccompanied children were excluded from school?', /schooling/],
    ['1. What was spent on missing children?', /spent/],
  ])('what no register of children answers is not held: %s', (text, why) => {
    const part = first(text)
    expect(part !== undefined && 'notHeld' in part ? part.notHeld : '').toMatch(why)
  })

  test('a question that nothing fits is left for a person, and a greeting is no question', () => {
    const { parts } = must(suggest('Dear all. How many lighthouses are there? Kind regards.'), 'read')
    expect(parts).toEqual([{ asks: 'How many lighthouses are there?', notHeld: '' }])
  })
})

describe('a period', () => {
  const periods = (text: string) =>
    must(suggest(`Missing children ${text}`), 'read').periods.map((one) => `${one.from} ${one.to}`)
  test('is a calendar year, a year to 31 March, or years one after another', () => {
    expect(periods('in 2022')).toEqual(['2022-01-01 2022-12-31'])
    expect(periods('in 2023-24')).toEqual(['2023-04-01 2024-03-31'])
    expect(periods('2019-2021')).toEqual([
      '2019-01-01 2019-12-31',
      '2020-01-01 2020-12-31',
      '2021-01-01 2021-12-31',
    ])
  })
})

describe('what cannot be read is one sentence', () => {
  test.each([
    ['', /empty/],
    ['  \n ', /empty/],
    ['Missing children from 31 December 2023 to 1 January 2023', /ends before it begins/],
    ['Missing children 2024-2021', /ends before it begins/],
    ['Missing children from 30 February 2023 to 1 March 2023', /a day that there is not/],
    ['x'.repeat(2_000_000), /2,000,000 characters. Put in at most 100,000/],
  ])('%#', (text, sentence) => {
    const read = suggest(text)
    expect(read.ok ? '' : read.problem).toMatch(sentence)
  })

  test('as long as a request may be, it is read in a moment', () => {
    const long = 'How many unaccompanied children went missing in 2022? '
      .repeat(3000)
      .slice(0, mostCharacters)
    const started = performance.now()
    expect(must(suggest(long), 'read').parts.length).toBe(30)
    // Far from a second: no pattern goes back and forth over the text.
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test('a request in Welsh is not guessed at', () => {
    const { notes } = must(
      suggest(
        'Faint o blant sydd yng ngofal yr awdurdod sydd wedi mynd ar goll rhwng 2021 a 2022? Nifer y plant ar eu pen eu hunain? Diolch am y wybodaeth.',
      ),
      'read',
    )
    expect(notes[0]).toMatch(/looks like Welsh/)
  })
})
