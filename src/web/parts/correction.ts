import { evidence } from '../../missing/index.ts'
import type { Instant, PlainDate } from '../../plain/index.ts'
import type { Entry, Said } from '../../register/index.ts'
import {
  contactChannel,
  countries,
  ethnicity,
  exploitedWhere,
  type KindName,
  kindOf,
  meansOfControl,
  recruiterRelation,
  schemeRoute,
  threatenedWho,
} from '../../standard/index.ts'
import { date, dateEntered, type When, when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { type Field, longText, oneOf, several, text } from '../field.tsx'
import { form, type Form } from '../form.tsx'
import { interviewHeadings, safetyPlanHeadings } from './details.ts'

const keepsAddress =
  'Leave empty to keep the address that is recorded. To see it, press “Show the address” on the record'

const yesOrNo = [
  { value: 'Y', text: 'Yes' },
  { value: 'N', text: 'No' },
]

/** The sealed words of each kind, with the question that asks for them. */
const sealedFields: Partial<Record<KindName, Record<string, Field<string>>>> = {
  name: { forename: text('First names'), surname: text('Family name') },
  alias: { name: text('The other name') },
  reference: { value: text('The number', { needed: 'Put the number in.' }) },
  placement: {
    with: text('With whom, or name of the home'),
    why: longText('Why here', { rows: 2 }),
    address: longText('Address', { rows: 3, hint: keepsAddress }),
  },
  trafficking: { source: text('Who decided, or on what evidence'), reference: text('Reference') },
  referral: { source: text('Who decided, or on what evidence'), reference: text('Reference') },
  missing: {
    where: longText('Where was the child last seen, and by whom?', { rows: 2 }),
    wearing: longText('Wearing and carrying', { rows: 2 }),
    anythingElse: longText('Anything else', { rows: 2 }),
  },
  located: { where: text('Where'), by: text('By whom'), harm: longText('Harm', { rows: 2 }) },
  returned: { where: text('Where'), by: text('By whom'), harm: longText('Harm', { rows: 2 }) },
  told: {
    reference: text('Reference'),
    who: text('Who took it'),
    words: longText('What was said', { rows: 2 }),
  },
  risk: { by: text('By whom'), words: longText('Why', { rows: 3 }) },
  sighting: { where: text('Where'), by: text('By whom'), words: longText('What was seen', { rows: 3 }) },
  search: {
    where: text('Where, or who was asked'),
    by: text('By whom'),
    words: longText('What came of it', { rows: 2 }),
  },
  meeting: { by: text('Who takes part'), words: longText('What was decided', { rows: 3 }) },
  publicity: { by: text('Who decided'), words: longText('Why', { rows: 3 }) },
  interview: {
    by: text('By whom'),
    place: text('Where, or by phone'),
    reason: longText('Why it was refused, not held or late', { rows: 2 }),
    ...Object.fromEntries(
      Object.entries(interviewHeadings).map(([name, title]) => [name, longText(title, { rows: 3 })]),
    ),
  },
  'episode-end': { words: longText('Who decided, or how we know', { rows: 3 }) },
  task: { words: longText('What is to be done', { rows: 2 }), owner: text('By whom') },
  sheet: { words: longText('What it says', { rows: 6 }) },
  age: { words: longText('Who says or decided it', { rows: 3 }) },
  relative: {
    by: text('Who it is'),
    where: text('Where'),
    words: longText('Contact with the child', { rows: 2 }),
  },
  learnt: { words: longText('What was learnt', { rows: 2 }) },
  indicators: {
    by: text('Who looked, and who was asked'),
    words: longText('What else was noticed', { rows: 3 }),
  },
  contact: {
    words: longText('What was said', { rows: 4 }),
    threat: longText('Threat', { rows: 2 }),
    debt: longText('Debt', { rows: 2 }),
    amount: text('How much'),
    creditor: text('To whom'),
    demand: longText('Promised, given or demanded', { rows: 2 }),
    by: text('Who says so'),
  },
  exploitation: {
    who: text('Who did it'),
    place: text('Where'),
    words: longText('What happened', { rows: 4 }),
    by: text('Who says so'),
  },
  messages: {
    title: text('What it is'),
    text: longText('What it held', { rows: 12, most: 1_000_000 }),
    by: text('From'),
  },
  guardian: {
    service: text('The service'),
    name: text('The guardian'),
    phone: text('Phone'),
    reference: text('Reference'),
    words: longText('Anything else', { rows: 2 }),
  },
  'safety-plan': {
    ...Object.fromEntries(
      Object.entries(safetyPlanHeadings).map(([name, title]) => [name, longText(title, { rows: 2 })]),
    ),
    codeWord: text('The word agreed upon'),
  },
  scheme: { by: text('Who says so'), words: longText('What was said', { rows: 3 }) },
  'check-in': { by: text('By whom'), words: longText('What was noticed', { rows: 2 }) },
  photo: { title: text('What it is', { needed: 'Say what it is.' }) },
  document: { title: text('What it is', { needed: 'Say what it is.' }) },
  note: { text: longText('The note', { needed: 'Write the note.', rows: 8 }) },
}

/** Coded facts beside the code itself: a correction of the words alone would leave what is counted as it was. */
const codedFields: Partial<Record<KindName, Record<string, Field<unknown>>>> = {
  contact: {
    channel: oneOf('How', options(contactChannel.codes)),
    threatened: oneOf('Whom they threatened', options(threatenedWho.codes)),
    deadline: date('By which day it is to be paid', { hint: 'Leave empty if no day was named' }),
  },
  exploitation: {
    where: oneOf('Where', options(exploitedWhere.codes)),
    means: several(
      'By what they were held',
      meansOfControl.codes.map(({ code, label }) => ({ value: code, text: label })),
    ),
    recruiter: oneOf('Who recruited them', options(recruiterRelation.codes)),
  },
  guardian: { accepted: date('Taken on', { notAfterToday: true }) },
  scheme: {
    route: oneOf('By which route', options(schemeRoute.codes)),
    finding: oneOf('In the child’s best interests', yesOrNo),
    inCalaisFrom: date('First day in the camp', { notAfterToday: true }),
    inEuropeOn: date('Day of arrival in Europe', { notAfterToday: true }),
    risk: oneOf('At high risk of sexual exploitation', yesOrNo),
  },
}

/** The attributes that an entry has after its coded facts were corrected. */
function codedAfter(kind: KindName, values: Record<string, unknown>): Record<string, Attribute> {
  const own = Object.keys(codedFields[kind] ?? {})
  const said = Object.fromEntries(
    own.map((name): [string, Attribute] => {
      const value = values[name]
      if (Array.isArray(value))
        return [
          name,
          value.length === 0 ? null : Object.fromEntries(value.map((one) => [String(one), 'yes'])),
        ]
      return [name, typeof value === 'string' && value !== '' ? value : null]
    }),
  )
  if (kind !== 'contact') return said
  const has = (...names: string[]) => names.some((name) => asText(values[name]) !== '') || null
  return { ...said, threat: has('threat', 'threatened'), debt: has('debt', 'amount', 'creditor', 'deadline') }
}
type Attribute = Said['attributes'][string]

/** Kinds whose time of day is kept: a correction that asked for the day alone would lose it. */
const timed: readonly KindName[] = [
  'missing',
  'located',
  'returned',
  'told',
  'risk',
  'sighting',
  'search',
  'meeting',
  'publicity',
  'interview',
  'learnt',
  'indicators',
  'episode-end',
  'contact',
  'messages',
  'check-in',
  'scheme',
  'safety-plan',
  'disclosure',
]
const timeless: readonly KindName[] = ['person', 'name', 'alias', 'nationality', 'reference']

/**
 * What was said to another council, and stands in its register too: a correction here would leave it as it is there. What
 * was wrong in it is said in the next step.
 */
export const isFixed = (kind: KindName): boolean => kind === 'transfer'

type AnyForm = Form<Record<string, Field<unknown>>>

/**
 * The questions with which an entry of some kind is corrected. The handle of a contact is what joins children: a wrong one
 * is withdrawn and written down anew.
 */
export function correctionForm(entry: Entry): AnyForm {
  const kind = kindOf(entry.kind)
  const fields: Record<string, Field<unknown>> = {}
  if (entry.kind === 'person') {
    fields['dob'] = date('Date of birth', { notAfterToday: true })
    fields['code'] = oneOf('Sex', options(kind.codes?.codes ?? []))
    fields['ethnicity'] = oneOf('Ethnicity', options(ethnicity.codes))
  } else if (entry.kind === 'nationality') {
    fields['code'] = oneOf(
      'Nationality',
      countries.map((country) => ({ value: country.code, text: country.name })),
      { needed: 'Choose the country.' },
    )
  } else if (entry.kind === 'located') {
    fields['code'] = oneOf(
      'How do we know?',
      Object.entries(evidence).map(([value, words]) => ({ value, text: words })),
      { needed: 'Say how we know.' },
    )
  } else if (kind.codes !== undefined && entry.kind !== 'contact' && entry.code !== 'as-written') {
    fields['code'] = oneOf(kind.codes.title, options(kind.codes.codes), {
      needed: 'Choose one from the list.',
    })
  }
  if (timed.includes(entry.kind)) {
    fields['from'] = when(kind.shape === 'moment' ? 'When was it?' : 'From when?', {
      needed: 'Say when.',
      // A meeting may be agreed for later.
      notAfterToday: entry.kind !== 'meeting',
    })
    if (kind.shape === 'spell' && entry.until !== null)
      fields['until'] = when('Until when?', { needed: 'Say until when.', notAfterToday: true })
  } else if (!timeless.includes(entry.kind)) {
    fields['from'] = date(
      kind.shape === 'moment' ? 'When was it?' : 'From which day?',
      entry.from === null ? {} : { needed: 'Say from which day.' },
    )
    if (kind.shape === 'spell')
      fields['until'] = date(kind.endDay === 'last day' ? 'Last day' : 'Until which day?', {
        hint: 'Leave empty if it still goes on',
      })
  }
  Object.assign(fields, codedFields[entry.kind] ?? {}, sealedFields[entry.kind] ?? {})
  fields['why'] = text('Why does it change?', {
    needed: 'Say why: it is kept with the entry.',
    hint: 'For example: the arrival sheet came',
  })
  return form(fields)
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function options(codes: readonly { code: string; label: string }[]) {
  return codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` }))
}

/** The coded facts of an entry as a form holds them. */
const codedEntered = ({ kind, attributes }: Entry): Record<string, string | string[]> =>
  Object.assign(
    {},
    ...Object.keys(codedFields[kind] ?? {}).map((name) => {
      const value = attributes[name]
      if (name === 'deadline' || name === 'accepted')
        return typeof value === 'string' ? dateEntered(name, value as PlainDate) : {}
      return { [name]: typeof value === 'object' && value !== null ? Object.keys(value) : asText(value) }
    }),
  ) as Record<string, string | string[]>

/** A form that begins with what the entry says now. */
export function asEntered(entry: Entry) {
  const dob = entry.attributes['dob']
  const day = timed.includes(entry.kind)
    ? whenEntered
    : (name: string, on: PlainDate | null) => dateEntered(name, on)
  return enter({
    code: entry.code,
    ethnicity: asText(entry.attributes['ethnicity']),
    ...(typeof dob === 'string' ? dateEntered('dob', dob as PlainDate) : {}),
    ...day('from', entry.from, entry.fromAt),
    ...day('until', entry.until, entry.untilAt),
    ...entry.sealed,
    ...codedEntered(entry),
    address: '',
  })
}

/** What the entry would say with what was typed. */
export function corrected(entry: Entry, values: Record<string, unknown>): Said {
  const day = (
    name: string,
    was: PlainDate | null,
    wasAt: Instant | null,
  ): { on: PlainDate | null; at: Instant | null } => {
    const value = values[name]
    if (value === undefined) return { on: was, at: wasAt }
    if (value === null || typeof value === 'string') return { on: value as PlainDate | null, at: null }
    const { day: on, at } = value as When
    return { on, at }
  }
  const from = day('from', entry.from, entry.fromAt)
  const until = kindOf(entry.kind).shape === 'moment' ? from : day('until', entry.until, entry.untilAt)
  const kept: Record<string, string> =
    entry.kind === 'contact'
      ? { handle: entry.sealed['handle'] ?? '', written: entry.sealed['written'] ?? '' }
      : {}
  const sealed = {
    ...kept,
    ...Object.fromEntries(
      Object.keys(sealedFields[entry.kind] ?? {}).map((name) => [name, asText(values[name])]),
    ),
  }
  const attributes = {
    ...entry.attributes,
    ...codedAfter(entry.kind, values),
    ...(entry.kind === 'person'
      ? { dob: (values['dob'] as PlainDate | null) ?? null, ethnicity: asText(values['ethnicity']) }
      : {}),
    // The entry now has an end of its own: what the sources stated stays with them.
    ...(entry.kind === 'missing' ? { ends: null } : {}),
    ...(entry.kind === 'referral' ? { stated: until.on } : {}),
  }
  return {
    kind: entry.kind,
    code: typeof values['code'] === 'string' ? values['code'] : entry.code,
    from: from.on,
    fromAt: from.at,
    until: until.on,
    untilAt: until.at,
    attributes,
    sealed: {
      ...entry.sealed,
      ...sealed,
      ...(sealed['address'] === '' && entry.sealed['address'] !== undefined
        ? { address: entry.sealed['address'] }
        : {}),
      why: asText(values['why']),
    },
  }
}
