import { newId } from '../../database/index.ts'
import type { Id, PlainDate } from '../../plain/index.ts'
import {
  type Attributes,
  type Change,
  type Entry,
  formSource,
  said,
  type Sealed,
} from '../../register/index.ts'
import { homeKind, homeOf, libertyBases, placementProvider, placementType } from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText, oneOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page } from '../page.tsx'
import { childForm, entriesOf, save } from './record.tsx'

const placementForm = form({
  type: oneOf(
    'What kind of placement is it?',
    placementType.codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` })),
    { needed: 'Choose the kind of placement.' },
  ),
  home: oneOf(
    'What kind of home is it really?',
    homeKind.codes.map((code) => ({ value: code.code, text: code.label })),
    { hint: 'Leave empty where the kind of placement says it. A hotel has no code of its own in the return' },
  ),
  from: date('From which day?', { needed: 'Say from which day.' }),
  provider: oneOf(
    'Who provides it?',
    placementProvider.codes.map((code) => ({ value: code.code, text: code.label })),
    { hint: 'Leave empty if not known' },
  ),
  basis: oneOf(
    'By what is the child deprived of liberty?',
    libertyBases.map((one) => ({ value: one.code, text: one.label })),
    {
      hint: 'Only for a secure home or custody. Nobody may be kept anywhere else, and nowhere without an order',
    },
  ),
  why: longText('Why here?', { rows: 2, hint: 'Who decided, and what spoke for it' }),
  with: text('With whom, or name of the home', { hint: 'Sealed. It is not shown in lists' }),
  address: longText('Address', {
    hint: 'Sealed, and on no list. It is shown for 30 seconds to somebody who asks, and that is written down',
    rows: 3,
  }),
})
const placementWords = {
  title: 'Record a placement',
  button: 'Save the placement',
  note: 'The placement before this one ends on the day on which this one begins.',
}

const placementPage = page('/children/:child/placement', {
  needs: 'record an entry',
  show: async (visit) =>
    (await entriesOf(visit)) === null
      ? notFound
      : childForm(
          { ...visit, entered: enter(dateEntered('from', visit.today)) },
          placementForm,
          {},
          placementWords,
        ),
  submit: async (visit) => {
    const entries = await entriesOf(visit)
    if (entries === null) return notFound
    const again = (errors: Errors) => childForm(visit, placementForm, errors, placementWords)
    const read = placementForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { type, home, from, provider, basis, why, with: household, address } = read.value
    if (from === null) return again({ from: 'Say from which day.' })
    // A code that says so counts, whatever else is said of the home.
    const secure = homeOf(type, '') === 'secure' || home === 'secure'
    if (secure && basis === '')
      return again({
        basis: 'A secure home or custody needs an order. Choose by which the child is kept there.',
      })
    if (!secure && basis !== '')
      return again({
        basis: 'Nobody may be kept in this kind of home. Leave this empty, or choose another kind.',
      })
    const source = await formSource(visit.db, visit.site.council.id)
    const changes = placing(entries, visit.params.child, source, {
      type,
      from,
      attributes: { provider, ...(home === '' ? {} : { home }), ...(basis === '' ? {} : { basis }) },
      sealed: { with: household, address, why },
    })
    return save(visit, changes, 'placed', again)
  },
})

/** A new placement, and the end of the one before it on the day on which it begins. */
export function placing(
  entries: readonly Entry[],
  child: Id,
  source: number,
  to: { type: string; from: PlainDate; attributes: Attributes; sealed: Sealed },
): Change[] {
  const before = entries.find(
    (entry) => entry.kind === 'placement' && entry.until === null && (entry.from ?? '') <= to.from,
  )
  return [
    ...(before === undefined
      ? []
      : [
          {
            does: 'supersede' as const,
            child: before.child,
            fact: before.fact,
            about: before.about,
            entry: before.id,
            source,
            said: { ...before, until: to.from, untilAt: null },
          },
        ]),
    {
      does: 'add',
      child,
      fact: newId(),
      about: null,
      source,
      said: said('placement', to.type, { from: to.from, attributes: to.attributes, sealed: to.sealed }),
    },
  ]
}

export const placementPages = [placementPage]
