import { readTrail, type TraceRow, workerNames } from '../../access/index.ts'
import { addDays, endOfLondonDay, type Id, type Instant, isId, parseIsoDate } from '../../plain/index.ts'
import { AskBox } from '../form.tsx'
import { Button, Input, Select } from '../govuk/index.ts'
import { page, view, type Visit } from '../page.tsx'
import { H1, Lede, Mark, pageNumber, Pages, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

const pageSize = 50

const outcomes = {
  done: 'Done',
  seen: 'Seen',
  refused: 'Refused',
  missed: 'Looked for, and not there',
} as const

/** The whole trail with filters, newest first: who, what, how it ended. A child is a mark, never a name. */
async function trail(visit: Visit<'/trail', 'read the trail'>) {
  const { site, permit, query } = visit
  const names = await workerNames(site.register, site.council.id)
  const asked = (name: string) => (query.get(name) ?? '').trim()
  const who = asked('who')
  const outcome = asked('ended') in outcomes ? asked('ended') : ''
  const child = asked('child')
  const from = parseIsoDate(asked('from'))
  const until = parseIsoDate(asked('until'))
  const errors = {
    from: asked('from') !== '' && !from.ok ? 'Write the day as 2026-06-01.' : undefined,
    until: asked('until') !== '' && !until.ok ? 'Write the day as 2026-06-01.' : undefined,
    child:
      child !== '' && !isId(child) ? 'A child’s mark is 36 characters, copied from this page.' : undefined,
  }
  const number = pageNumber(query)
  const { total, rows } = await readTrail(
    site.register,
    permit,
    {
      account: isId(who) ? who : null,
      child: isId(child) ? child : null,
      outcome: outcome === '' ? null : outcome,
      action: null,
      from: from.ok ? startOf(from.value) : null,
      until: until.ok ? endOfLondonDay(until.value) : null,
    },
    (number - 1) * pageSize,
    pageSize,
  )
  const chosen = { who, ended: outcome, child, from: asked('from'), until: asked('until') }
  const address = (n: number) =>
    paths.trailFound({
      ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== '')),
      page: String(n),
    })
  return view(
    'The trail',
    <>
      <H1>The trail</H1>
      <Lede>
        Who did and saw what. No row is changed or taken out unseen: save it with “turnstone audit export” and
        check it with “turnstone audit verify”.
      </Lede>
      <p class="govuk-body">
        <a href={paths.alerts}>What was unusual this week</a>
      </p>
      <AskBox action={paths.trail} label="Narrow the trail">
        <div class="ts-find">
          <Select
            name="who"
            label="Who"
            value={who}
            items={[
              { value: '', text: 'Everybody' },
              ...[...names].map(([id, name]) => ({ value: id, text: name })),
            ]}
          />
          <Select
            name="ended"
            label="How it ended"
            value={outcome}
            items={[
              { value: '', text: 'In any way' },
              ...Object.entries(outcomes).map(([value, text]) => ({ value, text })),
            ]}
          />
          <Input
            name="from"
            label="From"
            value={chosen.from}
            width={10}
            errorMessage={errors.from}
            autocomplete="off"
          />
          <Input
            name="until"
            label="Until"
            value={chosen.until}
            width={10}
            errorMessage={errors.until}
            autocomplete="off"
          />
          <Input
            name="child"
            label="Child’s mark"
            value={child}
            width={20}
            errorMessage={errors.child}
            autocomplete="off"
            spellcheck={false}
          />
          <Button>Show</Button>
        </div>
      </AskBox>
      {rows.length === 0 ? (
        <p class="govuk-body">Nothing is written down that fits this.</p>
      ) : (
        <>
          <StackTable
            caption="Newest first"
            head={[
              { text: 'When', brief: true },
              { text: 'Who' },
              { text: 'What' },
              { text: 'How it ended' },
              { text: 'Children' },
            ]}
            rows={rows.map((row) => line(row, names))}
          />
          <Pages address={address} page={number} size={pageSize} total={total} what="row" />
        </>
      )}
    </>,
    { section: 'trail', wide: true },
  )
}

const startOf = (day: Parameters<typeof addDays>[0]): Instant => endOfLondonDay(addDays(day, -1))

function line(row: TraceRow, names: Map<Id, string>) {
  const shown = row.children.slice(0, 3)
  return [
    momentInWords(row.at),
    row.account === null ? row.actor : (names.get(row.account) ?? 'somebody who is not in the list'),
    <>
      {row.action}
      {row.page !== '' && <span class="ts-small ts-quiet ts-block">{row.page}</span>}
    </>,
    row.outcome === 'refused' || row.outcome === 'missed' ? (
      <Mark tone="over">{outcomes[row.outcome]}</Mark>
    ) : (
      (new Map<string, string>(Object.entries(outcomes)).get(row.outcome) ?? row.outcome)
    ),
    row.children.length === 0 ? (
      <span class="ts-quiet">none</span>
    ) : (
      <>
        {shown.map((child) => (
          <a class="ts-block ts-code" href={paths.trailFound({ child })} key={child}>
            {child.slice(0, 8)}
            <span class="govuk-visually-hidden"> : everything about this child</span>
          </a>
        ))}
        {row.children.length > shown.length && <>and {row.children.length - shown.length} more</>}
      </>
    ),
  ]
}

export const trailPages = [page('/trail', { needs: 'read the trail', show: trail })]
