import { expect, test } from 'vitest'
import { day, instant } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import { type KindName, kindNames, kindOf } from '../../standard/index.ts'
import { asEntered, corrected, correctionForm, isFixed } from './correction.ts'
import { detailsOf } from './details.ts'

/** Words that stand in every key under which a kind seals something. */
const keys = [
  'words',
  'threat',
  'debt',
  'amount',
  'creditor',
  'service',
  'name',
  'phone',
  'device',
  'callers',
  'knows',
  'interpreter',
  'photo',
  'demand',
  'where',
  'by',
  'who',
  'reference',
  'owner',
  'title',
  'text',
  'reason',
  'place',
  'before',
  'during',
  'harm',
  'after',
  'helps',
  'wearing',
  'worries',
  'anythingElse',
  'with',
]
const id = '00000000-0000-7000-8000-000000000001' as Entry['id']
const anEntry = (kind: KindName): Entry => {
  const moment = kindOf(kind).shape === 'moment'
  const from = day('2026-02-03')
  const at = instant('2026-02-03T01:07:00Z')
  const timed = moment && !['note', 'document', 'photo'].includes(kind)
  return {
    id,
    child: id,
    fact: id,
    about: null,
    knownFrom: at,
    knownUntil: null,
    source: 1,
    saidBy: null,
    supersedes: null,
    kind,
    code: kind === 'located' ? 'seen' : (kindOf(kind).codes?.codes[0]?.code ?? ''),
    from,
    until: moment ? from : null,
    fromAt: timed ? at : null,
    untilAt: timed ? at : null,
    attributes: {},
    sealed: Object.fromEntries(keys.map((key) => [key, `what stands in ${key}`])),
  }
}

// What was said to another council is not corrected at all: the pages refuse it.
test.each(kindNames.filter((kind) => kind !== 'person' && kind !== 'nationality' && !isFixed(kind)))(
  'a correction of %s that changes nothing keeps every word and the time of day',
  (kind) => {
    const entry = anEntry(kind)
    const form = correctionForm(entry)
    const typed = asEntered(entry)
    const read = form.read(
      { values: { ...typed.values, why: ['Typed wrongly'], value: ['1'] }, files: {} },
      instant('2026-11-25T12:00:00Z'),
    )
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    const becomes = corrected(entry, read.value)
    expect(becomes.fromAt).toBe(entry.fromAt)
    expect(becomes.from).toBe(entry.from)
    for (const key of keys) expect(becomes.sealed[key], key).toBe(entry.sealed[key])
    expect(becomes.sealed['why']).toBe('Typed wrongly')
  },
)

test.each<[KindName, string[]]>([
  ['told', ['reference', 'who', 'words']],
  ['risk', ['by', 'words']],
  ['sighting', ['where', 'by', 'words']],
  ['search', ['where', 'by', 'words']],
  ['meeting', ['by', 'words']],
  ['publicity', ['by', 'words']],
  ['interview', ['by', 'place', 'reason', 'before', 'during', 'harm', 'after', 'helps']],
  ['episode-end', ['words']],
  ['task', ['words', 'owner']],
  ['sheet', ['words']],
  ['age', ['words']],
  ['relative', ['by', 'where', 'words']],
  ['learnt', ['words']],
  ['contact', ['words', 'threat', 'debt', 'amount', 'creditor', 'demand', 'by']],
  ['exploitation', ['who', 'place', 'words', 'by']],
  ['messages', ['title', 'text', 'by']],
  ['guardian', ['service', 'name', 'phone', 'reference', 'words']],
  ['safety-plan', ['phone', 'device', 'callers', 'knows', 'interpreter', 'photo', 'words']],
  ['check-in', ['by', 'words']],
  ['scheme', ['by', 'words']],
])('what the pages write down of %s is shown in the chronology, and can be corrected', (kind, written) => {
  const entry = anEntry(kind)
  const fields = Object.keys(correctionForm(entry).fields)
  for (const key of written) {
    expect(detailsOf(entry).join('|'), key).toContain(`what stands in ${key}`)
    expect(fields, key).toContain(key)
  }
})

test('a debt and a threat that were written on the wrong child are corrected with what is counted of them', () => {
  const entry: Entry = {
    ...anEntry('contact'),
    attributes: {
      threat: true,
      threatened: 'family-abroad',
      debt: true,
      deadline: '2026-12-05',
      channel: 'call',
    },
    sealed: { handle: 'x', written: 'x', threat: 'The brother', debt: 'Pay', amount: '20,000 euros' },
  }
  const typed = asEntered(entry)
  const read = (changes: Record<string, string>) => {
    const values = {
      ...typed.values,
      ...Object.fromEntries(Object.entries(changes).map(([k, v]) => [k, [v]])),
    }
    const form = correctionForm(entry).read(
      { values: { ...values, why: ['Another child'] }, files: {} },
      instant('2026-11-25T12:00:00Z'),
    )
    if (!form.ok) throw new Error(JSON.stringify(form.problem))
    return corrected(entry, form.value).attributes
  }
  // Nothing changed: everything that is counted stays.
  expect(read({})).toMatchObject({
    threat: true,
    threatened: 'family-abroad',
    debt: true,
    deadline: '2026-12-05',
  })
  const none = { debt: '', amount: '', 'deadline-day': '', 'deadline-month': '', 'deadline-year': '' }
  expect(read(none)).toMatchObject({ debt: null, deadline: null, threat: true })
  expect(read({ threat: '', threatened: '' })).toMatchObject({ threat: null, threatened: null, debt: true })
})
