import { decide } from '../../access/index.ts'
import { type Book, xlsxOf } from '../../figures/index.ts'
import { count, inWords, londonDate, monthInWords } from '../../plain/index.ts'
import {
  type ClaimSheet,
  claimSheet,
  closeMonth,
  monthAfter,
  monthOfClaim,
  sheetCaution,
  type Statement,
  statements,
} from '../../schemes/index.ts'
import { entered as enteredAs, first } from '../entered.ts'
import { choice, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, WarningText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { pounds } from '../parts/claim-words.ts'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { monthOf, tiersFor } from './claim-month.tsx'

type Closing = Visit<'/claims/:month/close', 'close a month'>

const closing = form({
  tier: choice(
    'Which rate was paid in this month?',
    [
      { value: 'standard', text: 'The standard rate' },
      {
        value: 'higher',
        text: 'The higher rate',
        hint: 'For councils over the threshold of their child population',
      },
    ],
    { needed: 'Say which rate was paid.' },
  ),
  cost: text('What did the month cost the council, in pounds?', {
    hint: 'For example, 48500. Leave it empty where nobody has added it up',
    width: 10,
  }),
})

async function closePage(visit: Closing, errors: Errors, changed = false): Promise<Shown> {
  const { site, person, params, seal, entered, today, vault } = visit
  const month = monthOf(params.month, today)
  const reads = decide(person, 'claim the grant', { council: site.council.id })
  if (month === null || !reads.ok || monthAfter(month) > today) return notFound
  const all = await statements(site.register, reads.value)
  const tiers = await tiersFor(visit, reads.value, month, all)
  const [standard, higher] = await Promise.all(
    (['standard', 'higher'] as const).map((now) =>
      monthOfClaim(site.register, reads.value, vault, month, { before: tiers.before, now }),
    ),
  )
  const last = all.findLast((one) => one.month === month)
  const shown =
    first(entered, 'tier') === ''
      ? enteredAs({
          tier: tiers.now,
          cost: last === undefined || last.cost === null ? '' : String(last.cost),
        })
      : entered
  return view(
    'Close a month',
    <div class="ts-narrow">
      <BackLink href={paths.claimOf(params.month)}>{monthInWords(month)}</BackLink>
      {closing.summary(errors)}
      <H1 caption={monthInWords(month)}>
        {last === undefined ? 'Close the month' : 'State the month again'}
      </H1>
      {changed && (
        <WarningText>
          The register has changed since this page was opened, or somebody else closed the month. Look at the
          numbers again.
        </WarningText>
      )}
      <Lede>
        {pounds(standard?.pounds ?? 0)} at the standard rate
        {higher?.pounds === standard?.pounds
          ? '; this month has no higher one'
          : `, ${pounds(higher?.pounds ?? 0)} at the higher one`}
        . What is closed stays as it is; what becomes known later is shown beside it.
      </Lede>
      <FormBox
        seal={seal}
        entered={entered}
        hidden={{
          after: String(last?.statement ?? 0),
          'seen-standard': standard?.seen ?? '',
          'seen-higher': higher?.seen ?? '',
        }}
      >
        {closing.all(shown, errors)}
        <Button preventDoubleClick>{last === undefined ? 'Close the month' : 'State it again'}</Button>
      </FormBox>
    </div>,
    { section: 'schemes', error: changed || Object.keys(errors).length > 0 },
  )
}

const close = page('/claims/:month/close', {
  needs: 'close a month',
  show: (visit) => closePage(visit, {}),
  submit: async (visit) => {
    const { site, permit, params, entered, now, today } = visit
    const month = monthOf(params.month, today)
    if (month === null) return notFound
    const read = closing.read(entered, now)
    if (!read.ok) return closePage(visit, read.problem)
    const cost = read.value.cost.replaceAll(/[,£\s]/g, '')
    if (cost !== '' && !/^\d{1,9}$/.test(cost))
      return closePage(visit, { cost: 'Write whole pounds, for example 48500.' })
    const { tier } = read.value
    const done = await closeMonth(
      site.register,
      permit,
      month,
      {
        tier,
        cost: cost === '' ? null : Number(cost),
        seen: first(entered, `seen-${tier}`),
        after: Number(first(entered, 'after')) || 0,
      },
      today,
    )
    if (done.ok) return goTo(paths.claimAfter(params.month, 'closed'))
    if (done.problem === 'not over') return notFound
    return done.problem === 'nothing new'
      ? goTo(paths.claimAfter(params.month, 'closed'))
      : closePage({ ...visit, entered: enteredAs({ tier, cost }) }, {}, true)
  },
})

// ---- the sheet ------------------------------------------------------------------------------------------------------

const sheet = page('/claims/:month/sheet/:statement', {
  needs: 'close a month',
  show: async ({ site, permit, person, vault, params, today }) => {
    const month = monthOf(params.month, today)
    const reads = decide(person, 'claim the grant', { council: site.council.id })
    if (month === null || !reads.ok) return notFound
    const statement = (await statements(site.register, reads.value)).find(
      (one) => one.month === month && String(one.statement) === params.statement,
    )
    if (statement === undefined) return notFound
    const book = bookOfClaim(
      site.council.name,
      statement,
      await claimSheet(site.register, permit, vault, statement),
    )
    return {
      kind: 'file',
      name: `claim-${params.month}-${statement.statement}.xlsx`,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      text: await xlsxOf(book),
    }
  },
})

function bookOfClaim(council: string, statement: Statement, made: ClaimSheet): Book {
  const { month, pounds: total, lines, at } = statement
  return {
    title: `Grant for unaccompanied children, ${monthInWords(month)}, statement ${statement.statement}`,
    cover: [
      'Names of children. For whoever makes the claim, and nobody else.',
      `${council}. Closed on ${inWords(londonDate(at))}: ${count(lines.length, 'child', 'children')}, ${pounds(total)}, ${statement.tier} rate.`,
      sheetCaution,
      ...(made.withheld.children === 0
        ? []
        : [
            `${count(made.withheld.children, 'child', 'children')} with ${pounds(made.withheld.pounds)} are in the total and not in the table: whoever is named on their records adds them by hand.`,
          ]),
    ],
    notes: [],
    tables: [
      {
        sheet: 'Claim',
        title: `Claim for ${monthInWords(month)}`,
        about: ['This worksheet contains one table.'],
        head: made.head,
        rows: made.rows,
      },
    ],
  }
}

export const claimClosePages = [close, sheet]
