import { newId } from '../../database/index.ts'
import { inWords } from '../../plain/index.ts'
import { type Change, type Entry, formSource, said } from '../../register/index.ts'
import { councilByCode, guardianSupport, rulesOf } from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { choice, longText, optionsOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page, type Visit } from '../page.tsx'
import { childForm, entriesOf, isStillSeen, notSeen, save } from './record.tsx'

type Here = Visit<'/children/:child/guardian', 'record an entry'>

const asks = form({
  code: choice('How far is it?', optionsOf(guardianSupport), { needed: 'Say how far it is.' }),
  from: date('On which day was the child referred?', {
    needed: 'Say on which day the child was referred.',
    notAfterToday: true,
  }),
  accepted: date('On which day was the child taken on?', {
    notAfterToday: true,
    hint: 'Leave empty while nobody is allocated',
  }),
  service: text('The service'),
  name: text('The guardian'),
  phone: text('Their phone', { type: 'tel' }),
  reference: text('Their reference'),
  until: date('On which day did it end?', {
    notAfterToday: true,
    hint: 'Leave empty while it goes on',
  }),
  words: longText('Anything else', { rows: 2 }),
})

/** What the nation of the council says of guardians, above the form. */
function guardianForm(visit: Here, known: readonly Entry[], errors: Errors) {
  const { guardian } = rulesOf(councilByCode(visit.site.council.code)?.nation ?? '')
  return childForm(visit, asks, errors, {
    title: 'Independent guardian',
    lede: `${guardian.service}. ${guardian.says}${guardian.line === undefined ? '' : ` Their line is open day and night: ${guardian.line}.`}`,
    button: 'Save',
    hidden: { seen: guardianNow(known)?.id ?? 'none' },
    note: `${guardian.confirmed ? '' : 'Not confirmed by a source that we saw. '}${guardian.authority}. A guardian does not replace the child’s worker.`,
  })
}

/** The referral or guardian that goes on. What was not taken on is over: a new referral is one of its own. */
const guardianNow = (known: readonly Entry[]): Entry | null =>
  known.find((entry) => entry.kind === 'guardian' && entry.until === null && entry.code !== 'declined') ??
  null

const guardianPage = page('/children/:child/guardian', {
  needs: 'record an entry',
  show: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const now = guardianNow(known)
    const { guardian } = rulesOf(councilByCode(visit.site.council.code)?.nation ?? '')
    const accepted = now?.attributes['accepted']
    return guardianForm(
      {
        ...visit,
        entered: enter({
          service: guardian.service,
          ...now?.sealed,
          code: now?.code ?? 'referred',
          ...dateEntered('from', now?.from ?? visit.today),
          ...(typeof accepted === 'string' ? dateEntered('accepted', accepted as Here['today']) : {}),
        }),
      },
      known,
      {},
    )
  },
  submit: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const again = (errors: Errors) => guardianForm(visit, known, errors)
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { code, from, accepted, until, ...words } = read.value
    if (from === null) return again({ from: 'Say on which day the child was referred.' })
    const allocated = code === 'direct' || code === 'indirect'
    if (allocated && accepted === null) return again({ accepted: 'Say on which day the child was taken on.' })
    if (accepted !== null && accepted < from)
      return again({ accepted: `This is before the referral of ${inWords(from)}. Check the days.` })
    if (until !== null && until < (accepted ?? from))
      return again({ until: 'It ended before it began. Check the days.' })
    const source = await formSource(visit.db, visit.site.council.id)
    const { child } = visit.params
    const entry = said('guardian', code, { from, until, attributes: { accepted }, sealed: words })
    const now = guardianNow(known)
    if (!isStillSeen(visit.entered, now)) return again(notSeen)
    const change: Change =
      now === null
        ? { does: 'add', child, fact: newId(), about: null, said: entry, source }
        : { does: 'supersede', child, fact: now.fact, about: null, entry: now.id, said: entry, source }
    // What was not taken on ends where the child is referred anew.
    const before = known
      .filter(
        (one) => one.kind === 'guardian' && one.code === 'declined' && one.until === null && one !== now,
      )
      .map((one): Change => ({
        does: 'supersede',
        child,
        fact: one.fact,
        about: null,
        entry: one.id,
        said: { ...one, until: one.from !== null && one.from > from ? one.from : from },
        source,
      }))
    return save(visit, [...before, change], 'recorded', again)
  },
})

export const guardianPages = [guardianPage]
