import { decide, workerNames } from '../../access/index.ts'
import {
  addElsewhere,
  type Breakdown,
  breakdownOf,
  breakdowns,
  catalogue,
  choicesFor,
  countAll,
  ledger,
  measureOf,
  readElsewhere,
  type ReleasedCell,
  type ReleasedTable,
  usualRule,
  usualSettings,
} from '../../figures/index.ts'
import { inWords, list as inList, londonDate, type PlainDate } from '../../plain/index.ts'
import { date } from '../date-field.tsx'
import { longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, NotificationBanner } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords, saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'

const said: Record<string, string> = {
  added: 'Written down. Every later answer is audited together with it.',
}

const treatments: Record<ReleasedTable['treatment'], string> = {
  exact: 'Every number printed',
  suppress: 'Small numbers hidden, and others for their sake',
  round: 'Rounded',
  perturb: 'A little noise in every number',
}

const labelOf = (table: ReleasedTable): string => measureOf(table.measure)?.label ?? table.measure
const periodOf = ({ period }: ReleasedTable): string => `${inWords(period.from)} to ${inWords(period.to)}`
const splitOf = ({ splitBy }: ReleasedTable): string =>
  splitBy.length === 0 ? 'Not split' : inList(splitBy.map((one) => breakdownOf(one)?.label ?? one))

const listPage = page('/requests/given-out', {
  needs: 'answer a request',
  show: async ({ site, permit, query }) => {
    const tables = await ledger(site.register, permit)
    const words = saidBy(said, query.get('done'))
    return view(
      'What was given out',
      <>
        <BackLink href={paths.requests}>Requests</BackLink>
        {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
        <H1>What was given out</H1>
        <Lede>
          Readers keep every answer. What they have here is put together with each new one before it is
          released, so that two answers do not tell what neither tells alone.
        </Lede>
        <p class="govuk-body">
          <a href={paths.addGivenOut}>Add what was published elsewhere, or before Turnstone</a>
        </p>
        {tables.length === 0 ? (
          <InsetText>Nothing has been given out that Turnstone knows of.</InsetText>
        ) : (
          <StackTable
            caption="Tables"
            captionHidden
            head={[
              { text: 'What is counted' },
              { text: 'Period' },
              { text: 'Split by' },
              { text: 'Given out' },
              { text: 'Numbers', numeric: true },
              { text: 'Hidden', numeric: true },
            ]}
            rows={tables.map((one) => [
              <a href={paths.givenOutTable(one.id)}>{labelOf(one)}</a>,
              periodOf(one),
              splitOf(one),
              inWords(londonDate(one.at)),
              one.cells.length,
              one.cells.filter((cell) => cell.printed === null).length,
            ])}
          />
        )}
      </>,
      { section: 'questions' },
    )
  },
})

const printed = ({ printed: value, low, high }: ReleasedCell): string =>
  value === null ? '[c]' : low === high ? String(value) : `${value} (from ${low ?? 0} to ${high ?? value})`

const tablePage = page('/requests/given-out/:released', {
  needs: 'answer a request',
  show: async ({ site, permit, params }) => {
    const table = (await ledger(site.register, permit)).find((one) => one.id === params.released)
    if (table === undefined) return notFound
    const names = await workerNames(site.register, site.council.id)
    const by = table.splitBy.map(breakdownOf).filter((one) => one !== null)
    return view(
      'A table that was given out',
      <>
        <BackLink href={paths.givenOut}>What was given out</BackLink>
        <H1 caption={periodOf(table)}>{labelOf(table)}</H1>
        <dl class="ts-facts">
          <div>
            <dt>Where readers find it</dt>
            <dd>
              {table.request === null ? (
                table.source
              ) : (
                <a href={paths.request(table.request)}>{table.source}</a>
              )}
            </dd>
          </div>
          <div>
            <dt>Written down</dt>
            <dd>
              {momentInWords(table.at)}, by {names.get(table.by) ?? 'somebody who has left'}
            </dd>
          </div>
          <div>
            <dt>How</dt>
            <dd>
              {treatments[table.treatment]}
              {table.base !== null && `, to ${table.base}`}
            </dd>
          </div>
        </dl>
        <StackTable
          caption="Numbers as they were printed"
          head={[
            ...(by.length === 0 ? [{ text: 'Of' }] : by.map((one) => ({ text: one.label }))),
            { text: 'Printed', numeric: true },
          ]}
          rows={table.cells.map((cell) => [
            ...(by.length === 0
              ? ['All']
              : by.map((split, i) => {
                  const value = cell.under[split.id]
                  return value === undefined ? (i === 0 ? 'All' : '') : split.words(value)
                })),
            printed(cell),
          ])}
        />
      </>,
      { section: 'questions' },
    )
  },
})

type Adding = Visit<'/requests/given-out/add', 'answer a request'>

const splits = breakdowns.map((one) => ({ value: one.id, text: one.label }))
const asks = form({
  measure: oneOf(
    'What does it count?',
    catalogue.map((one) => ({ value: one.id, text: one.label })),
    { needed: 'Say what it counts.' },
  ),
  from: date('First day of its period', { needed: 'Say on which day its period begins.' }),
  to: date('Last day of its period', { needed: 'Say on which day its period ends.' }),
  split: oneOf('Split by', splits, { hint: 'Leave it empty where it is one number' }),
  and: oneOf('And by', splits),
  base: text('Rounded to the nearest', { hint: 'Leave it empty where it is not rounded', width: 3 }),
  source: text('Where do readers find it?', {
    needed: 'Say where readers find it.',
    hint: 'For example: disclosure log, answer 1234, May 2024. Never a name',
  }),
  table: longText('The table', {
    needed: 'Paste the table.',
    hint: 'As CSV: a first line that names the columns, then a line a number; c where it was hidden, Total for a sum. For example: Sex,Number then Female,7 then Male,c',
    rows: 10,
    most: 100_000,
  }),
})

const adding = ({ seal, entered }: Adding, errors: Errors): Shown =>
  view(
    'Add what was published elsewhere',
    <div class="ts-narrow">
      <BackLink href={paths.givenOut}>What was given out</BackLink>
      {asks.summary(errors)}
      <H1>Add what was published elsewhere</H1>
      <Lede>
        An answer from before Turnstone, a table of the Department, a report to members: whatever readers can
        put beside your next answer.
      </Lede>
      <FormBox seal={seal} entered={entered} draft>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Write it down</Button>
      </FormBox>
    </div>,
    { section: 'questions', error: Object.keys(errors).length > 0 },
  )

/** The values that each split has, of everybody whom the measure counts or counted since; for reading a table. */
async function valuesOf(
  { site, person }: Adding,
  measure: string,
  by: readonly Breakdown[],
  period: { from: PlainDate; to: PlainDate },
): Promise<Map<string, string[]> | null> {
  const may = decide(person, 'ask a question', { council: site.council.id })
  const of = measureOf(measure)
  if (!may.ok || of === null) return null
  const counts = await countAll(
    site.register,
    may.value,
    site.council,
    null,
    by.map((one) => ({ measure: of, by: [one], period, settings: usualSettings })),
  )
  return new Map(
    by.map((one, i) => [
      one.id,
      [
        ...new Set([
          ...(one.order ?? []),
          ...(counts[i]?.cells ?? []).map((cell) => cell.values[one.id] ?? ''),
        ]),
      ],
    ]),
  )
}

const addPage = page('/requests/given-out/add', {
  needs: 'answer a request',
  show: (visit) => adding(visit, {}),
  submit: async (visit) => {
    const { site, permit, entered, now } = visit
    const read = asks.read(entered, now)
    if (!read.ok) return adding(visit, read.problem)
    const { measure, from, to, split, and, base, source, table } = read.value
    if (from === null || to === null || to < from)
      return adding(visit, { to: 'The last day is before the first. Turn the two round.' })
    const by = [split, and]
      .map(breakdownOf)
      .filter((one, i, all): one is Breakdown => one !== null && all.indexOf(one) === i)
    if (base !== '' && !/^\d{1,3}$/.test(base))
      return adding(visit, { base: 'A whole number, for example 5 or 10; empty where it is not rounded.' })
    const known = await valuesOf(visit, measure, by, { from, to })
    if (known === null) return notFound
    const rounded = base === '' ? null : Number(base)
    const splitBy = by.map((one) => one.id)
    const cells = readElsewhere(table, splitBy, known, rounded)
    if (!cells.ok) return adding(visit, { table: cells.problem })
    await addElsewhere(site.register, permit, {
      request: null,
      source,
      measure,
      period: { from, to },
      settings: choicesFor(measure, usualSettings),
      splitBy,
      knownOn: null,
      treatment:
        rounded !== null ? 'round' : cells.value.some((one) => one.printed === null) ? 'suppress' : 'exact',
      threshold: usualRule.threshold,
      base: rounded,
      cells: cells.value,
    })
    return goTo(paths.givenOutAfter('added'))
  },
})

export const givenOutPages = [listPage, addPage, tablePage]
