import { day, type PlainDate } from '../plain/index.ts'
import type { CodeList } from './codes.ts'
import { kind } from './kind.ts'

export const schemeStep: CodeList = {
  id: 'scheme-step',
  title: 'Step in a scheme',
  item: 'none: not in any return',
  source: 'Turnstone, after the process of the guidance of 8 November 2016: no return has a list for this',
  codes: [
    { code: 'counted', label: 'Counted as one of the cohort' },
    { code: 'wish', label: 'Their wish was asked' },
    { code: 'best-interests', label: 'Best interests determined' },
    { code: 'referred', label: 'Referred to the scheme' },
    { code: 'offered', label: 'A place was offered' },
    { code: 'accepted', label: 'The place was accepted' },
    { code: 'declined', label: 'The place was declined' },
    { code: 'withdrawn', label: 'Withdrawn from the scheme' },
    { code: 'arrived', label: 'Arrived' },
  ],
}

/** How a child came, or was to come. The names are Turnstone’s own: no list was seen. */
export const schemeRoute: CodeList = {
  id: 'scheme-route',
  title: 'Route of a scheme',
  item: 'none: not in any return',
  source: 'Turnstone’s own names for the routes that are written about',
  codes: [
    { code: 'calais-family', label: 'Calais, to family (Dublin III)' },
    { code: 'calais-s67', label: 'Calais, section 67' },
    { code: 's67-france-2018', label: 'Section 67, from France in 2018' },
    { code: 's67-greece', label: 'Section 67, from Greece' },
    { code: 's67-italy', label: 'Section 67, from Italy' },
    { code: 'dublin-other', label: 'To family under Dublin III, from elsewhere' },
    { code: 'transfer', label: 'National transfer scheme' },
    { code: 'resettlement', label: 'Resettlement' },
    { code: 'spontaneous', label: 'Came by themselves' },
  ],
}

export const schemeKinds = {
  scheme: kind({
    number: 41,
    title: 'Step in a scheme',
    meaning:
      'What happened to the child in a scheme that brings children: counted, asked, offered a place, arrived; by which route, and what was said of them then.',
    shape: 'moment',
    exclusive: false,
    compartment: 'immigration',
    sameBy: 'start and code',
    endDay: 'last day',
    codes: schemeStep,
    authority: 'Home Office: implementation of section 67 in France, 8 November 2016',
  }),
}

/** Something that was said in numbers about a scheme, with who said it. */
export type SchemeFigure = {
  on: PlainDate
  children: number
  /** More than so many, or not quite. */
  about?: 'more than' | 'almost' | 'about'
  /** Only those who came by this route. */
  route?: string
  what: string
  authority: string
}

export type Scheme = {
  id: string
  title: string
  /** The day that made somebody one of the cohort. */
  cohortOn: PlainDate
  from: PlainDate
  until: PlainDate | null
  /** The version of the rule that is asked: eligibility.ts. */
  rule: string
  routes: readonly string[]
  promised: readonly SchemeFigure[]
  /** Words of a promise that had no number of its own. */
  promisedInWords: readonly { on: PlainDate; words: string; authority: string }[]
  /** How many had come by a day, as published. */
  published: readonly SchemeFigure[]
}

export const schemes: readonly Scheme[] = [
  {
    id: 'calais-2016',
    title: 'Children of the Calais camp, 2016',
    cohortOn: day('2016-10-24'),
    from: day('2016-10-10'),
    until: day('2017-07-13'),
    rule: 'calais-2016',
    routes: ['calais-family', 'calais-s67'],
    promisedInWords: [
      {
        on: day('2016-10-10'),
        words: 'All with close family links are to come before the camp closes',
        authority: 'Home Secretary, 10 October 2016',
      },
      {
        on: day('2016-11-14'),
        words: 'Before the clearance it was understood that up to half of the children would come',
        authority: 'Urgent question in the Commons, November 2016',
      },
    ],
    promised: [
      {
        on: day('2017-02-08'),
        children: 350,
        route: 'calais-s67',
        what: 'the number set under section 67, from all of Europe',
        authority: 'Home Office, 8 February 2017',
      },
      {
        on: day('2017-04-26'),
        children: 480,
        route: 'calais-s67',
        what: 'the number set under section 67, from all of Europe, as raised',
        authority: 'Home Office, 26 April 2017',
      },
    ],
    published: [
      {
        on: day('2016-10-24'),
        children: 200,
        about: 'almost',
        what: 'since 10 October',
        authority: 'Home Secretary, 24 October 2016',
      },
      {
        on: day('2016-11-14'),
        children: 300,
        what: 'moved in all',
        authority: 'Urgent question in the Commons, November 2016',
      },
      {
        on: day('2016-12-13'),
        children: 750,
        about: 'more than',
        what: 'since 10 October',
        authority: 'Lords, 13 December 2016',
      },
      {
        on: day('2016-12-13'),
        children: 200,
        about: 'about',
        route: 'calais-s67',
        what: 'of them under section 67',
        authority: 'Lords, 13 December 2016',
      },
      {
        on: day('2017-07-13'),
        children: 769,
        what: 'in the end',
        authority: 'Home Office: Calais leave; answer HL10775',
      },
      {
        on: day('2017-07-13'),
        children: 220,
        route: 'calais-s67',
        what: 'of them under section 67',
        authority: 'Home Office: Calais leave; answer HL10775',
      },
      {
        on: day('2017-07-13'),
        children: 549,
        route: 'calais-family',
        what: 'of them to family',
        authority: 'Home Office: Calais leave; answer HL10775',
      },
    ],
  },
]
