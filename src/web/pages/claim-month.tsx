import { decide, workerNames } from '../../access/index.ts'
import { count, day, inWords, monthInWords, type PlainDate } from '../../plain/index.ts'
import {
  countAgain,
  leaverClaim,
  type MonthLine,
  monthAfter,
  monthBefore,
  type Month,
  monthOfClaim,
  proposedTiers,
  type Recount,
  type Statement,
  statements,
  type Tier,
  usualChoices,
} from '../../schemes/index.ts'
import { grantRates, leaverRule } from '../../standard/index.ts'
import { BackLink, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { pence, pounds } from '../parts/claim-words.ts'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords, saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/claims/:month', 'claim the grant'>

const said: Record<string, string> = {
  closed: 'The month is closed. It stays as it is, and can be counted again.',
}

/** The month of an address; null where it is none, or one before any rate is known, or one that has not begun. */
export function monthOf(name: string, today: PlainDate): PlainDate | null {
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(name)) return null
  const month = day(`${name}-01`)
  return month > today || month < (grantRates[0]?.from ?? month) ? null : month
}

/** The tier by which a month is shown: as asked for, as it was closed, or as the numbers of children speak for. */
export async function tiersFor(
  { site, query }: Pick<Here, 'site' | 'query'>,
  permit: Here['permit'],
  month: PlainDate,
  closed: readonly Statement[],
): Promise<{ before: Tier; now: Tier }> {
  const [before, now] = await proposedTiers(site.register, permit, site.council.code, [
    monthBefore(month),
    month,
  ])
  const asked = query.get('tier')
  const as = (of: PlainDate) => closed.findLast((one) => one.month === of)?.tier
  return {
    before: as(monthBefore(month)) ?? before?.tier ?? 'standard',
    now: asked === 'standard' || asked === 'higher' ? asked : (as(month) ?? now?.tier ?? 'standard'),
  }
}

async function monthPage(visit: Here): Promise<Shown> {
  const { site, permit, vault, params, query, today, person } = visit
  const month = monthOf(params.month, today)
  if (month === null) return notFound
  const all = await statements(site.register, permit)
  const own = all.filter((one) => one.month === month)
  const last = own.at(-1)
  const tiers = await tiersFor(visit, permit, month, all)
  const now = await monthOfClaim(site.register, permit, vault, month, tiers)
  const again = last === undefined ? null : await countAgain(site.register, permit, vault, last)
  const leavers =
    (await leaverClaim(site.register, permit, vault, [month], usualChoices.leap, null))[0]?.lines ?? []
  const names = await workerNames(site.register, site.council.id)
  const words = saidBy(said, query.get('done'))
  const mayClose = decide(person, 'close a month', { council: site.council.id }).ok
  return view(
    'A month of the grant',
    <>
      <BackLink href={paths.claims}>Grant for unaccompanied children</BackLink>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      <H1 caption="Grant for unaccompanied children">{monthInWords(month)}</H1>
      <Lede>
        {pounds(now.pounds)} as known now:{' '}
        {count(now.lines.filter((one) => one.nights > 0).length, 'child', 'children')},{' '}
        {count(
          now.lines.reduce((sum, one) => sum + one.nights, 0),
          'night',
        )}
        , {now.tier} rate. {differenceInWords(now)}
      </Lede>
      <WarningText>Exact numbers, for internal use. Do not publish them.</WarningText>
      {monthAfter(month) > today && (
        <InsetText>The month is not over: nights to come are counted as if nothing changes.</InsetText>
      )}
      {own.length > 0 && again !== null && last !== undefined && (
        <Closed own={own} names={names} again={again} month={params.month} mayClose={mayClose} />
      )}
      {mayClose && monthAfter(month) <= today && (
        <p class="govuk-body">
          <a href={paths.closeClaim(params.month)}>
            {own.length === 0 ? 'Close the month' : 'State the month again'}
          </a>
        </p>
      )}
      <Lines now={now} month={params.month} />
      {now.leftOut.map((one) => (
        <p class="govuk-body" key={one.reason}>
          Left out, {one.reason}: {count(one.children, 'child', 'children')}.
        </p>
      ))}
      <h2 class="ts-h2">Care leavers</h2>
      <p class="govuk-body">
        {leavers.length === 0
          ? 'Nothing is due in this month that is known.'
          : `${count(leavers.length, 'young person', 'young people')}, ${pence(leavers.reduce((sum, one) => sum + one.pence, 0))}: a seventh of the week’s rate a night.`}{' '}
        From 18 until {leaverRule.until}, after {leaverRule.weeksInCare} weeks in this council’s care; later
        only in planned education or training, which the register does not record.
      </p>
      {leavers.length > 0 && (
        <StackTable
          caption="Care leavers"
          captionHidden
          head={[{ text: 'Number' }, { text: 'Nights', numeric: true }, { text: 'Pounds', numeric: true }]}
          rows={leaverRows(leavers)}
        />
      )}
    </>,
    { section: 'schemes' },
  )
}

/** Children whose number is not for the reader, all together: single nights would tell a birthday or an episode. */
function notShown(lines: readonly MonthLine[]): (string | number)[][] {
  const hidden = lines.filter(({ number }) => number === null)
  const sum = (of: (one: MonthLine) => number) => hidden.reduce((all, one) => all + of(one), 0)
  return hidden.length === 0
    ? []
    : [
        [
          `${count(hidden.length, 'child', 'children')} not shown to you`,
          sum(({ nights }) => nights),
          pounds(sum((one) => one.pounds)),
          signed(sum((one) => one.pounds - one.before.pounds)),
          '',
        ],
      ]
}

/** The same of care leavers. */
function leaverRows(lines: readonly { number: string | null; nights: number; pence: number }[]) {
  const hidden = lines.filter(({ number }) => number === null)
  return [
    ...lines
      .filter(({ number }) => number !== null)
      .map((one) => [one.number === '' ? 'No number' : one.number, one.nights, pence(one.pence)]),
    ...(hidden.length === 0
      ? []
      : [
          [
            `${count(hidden.length, 'young person', 'young people')} not shown to you`,
            hidden.reduce((sum, one) => sum + one.nights, 0),
            pence(hidden.reduce((sum, one) => sum + one.pence, 0)),
          ],
        ]),
  ]
}

const differenceInWords = ({ pounds: now, before, month }: Month): string => {
  const other = now - before
  return other === 0
    ? `The same as in ${monthInWords(monthBefore(month))}.`
    : `${pounds(Math.abs(other))} ${other > 0 ? 'more' : 'less'} than in ${monthInWords(monthBefore(month))}.`
}

const signed = (amount: number): string =>
  amount === 0 ? '0' : `${amount > 0 ? '+' : '−'}${pounds(Math.abs(amount))}`

const Lines = ({ now, month }: { now: Month; month: string }) =>
  now.lines.length === 0 ? (
    <InsetText>No night is paid for in this month or the one before.</InsetText>
  ) : (
    <StackTable
      caption="Child by child, beside the month before"
      head={[
        { text: 'Number' },
        { text: 'Nights', numeric: true },
        { text: 'Pounds', numeric: true },
        { text: 'Difference', numeric: true },
        { text: 'Why' },
      ]}
      rows={[
        ...now.lines
          .filter(({ number }) => number !== null)
          .map((one: MonthLine) => [
            <a href={paths.claimChild(month, one.child)}>{one.number === '' ? 'No number' : one.number}</a>,
            one.nights,
            pounds(one.pounds),
            signed(one.pounds - one.before.pounds),
            one.because.join('. '),
          ]),
        ...notShown(now.lines),
      ]}
    />
  )

const Closed = ({
  own,
  names,
  again,
  month,
  mayClose,
}: {
  own: readonly Statement[]
  names: ReadonlyMap<string, string>
  again: Recount
  month: string
  mayClose: boolean
}) => (
  <section aria-label="Closed">
    <h2 class="ts-h2">As closed</h2>
    <StackTable
      caption="Statements of the month"
      captionHidden
      head={[
        { text: 'Statement' },
        { text: 'Closed' },
        { text: 'Children', numeric: true },
        { text: 'Pounds', numeric: true },
        { text: 'Cost the council', numeric: true },
        ...(mayClose ? [{ text: 'Sheet' }] : []),
      ]}
      rows={own.map((one) => [
        `${one.statement}, ${one.tier} rate`,
        `${momentInWords(one.at)}, by ${names.get(one.by) ?? 'somebody who has left'}`,
        one.lines.length,
        pounds(one.pounds),
        one.cost === null
          ? 'Not said'
          : `${pounds(one.cost)}${one.cost === 0 ? '' : `; paid ${((one.pounds / one.cost) * 100).toFixed(1)} %`}`,
        ...(mayClose ? [<a href={paths.claimSheet(month, one.statement)}>XLSX, with names</a>] : []),
      ])}
    />
    <p class="govuk-body">
      {again.same
        ? 'Counted again as it was known then: the same nights of the same children.'
        : 'Counted again as it was known then: something else. The rule of counting was changed by a later version of Turnstone.'}
    </p>
    {again.later.length === 0 ? (
      <p class="govuk-body">Nothing else has become known since.</p>
    ) : (
      <StackTable
        caption="What became known since the last statement"
        head={[
          { text: 'Number' },
          { text: 'Closed', numeric: true },
          { text: 'Now', numeric: true },
          { text: 'Which nights' },
        ]}
        rows={again.later.map((one) => [
          one.number === null ? 'A child not shown to you' : one.number === '' ? 'No number' : one.number,
          one.number === null ? '' : pounds(one.before.pounds),
          one.number === null ? '' : pounds(one.now.pounds),
          one.number === null
            ? ''
            : one.nights
                .map(
                  (other) =>
                    `${other.from === other.to ? inWords(other.from) : `${inWords(other.from)} to ${inWords(other.to)}`}: ${other.before}; now ${other.now}`,
                )
                .join('. '),
        ])}
      />
    )}
  </section>
)

export const claimMonthPages = [page('/claims/:month', { needs: 'claim the grant', show: monthPage })]
