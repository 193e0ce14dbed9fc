import { noticeSearch, teams } from '../../access/index.ts'
import { childrenNotFound, usualSettings } from '../../figures/index.ts'
import type { PlainDate } from '../../plain/index.ts'
import {
  type Filter,
  filters,
  findChildren,
  type Found,
  type Glimpsed,
  numberLookups,
} from '../../register/index.ts'
import { first } from '../entered.ts'
import { FormBox } from '../form.tsx'
import { Button, Input, Select } from '../govuk/index.ts'
import { goTo, page, view, type Visit } from '../page.tsx'
import { ageInWords, nameOf, whereNow } from '../parts/child-words.ts'
import { H1, Mark, pageNumber, Pages, StackTable } from '../parts/small.tsx'
import { traffickingWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

const pageSize = 50

const filterWords: Record<Filter, string> = {
  'in care': 'In care today',
  unaccompanied: 'Unaccompanied or separated',
  identified: 'Identified as trafficked',
  suspected: 'Suspected of having been trafficked',
  'missing now': 'Missing now',
  'not found': 'Not found, also past 18 or past care',
}

const isFilter = (text: string): text is Filter => (filters as readonly string[]).includes(text)

async function list(visit: Visit<'/children', 'find a child'>) {
  const { site, db, permit, vault, query, today, may, seal, sessionToken } = visit
  const search = query.get('search') ?? ''
  const text = search === '' ? '' : site.searches.read(sessionToken, search)
  const wanted = query.get('show') ?? ''
  const filter = isFilter(wanted) ? wanted : null
  const number = pageNumber(query)
  const among =
    filter === 'not found' ? await childrenNotFound(site.register, permit, today, usualSettings) : null
  const { total, found } = await findChildren(
    db,
    permit,
    vault,
    { text, filter, among, from: (number - 1) * pageSize, size: pageSize, names: site.names },
    today,
  )
  if (text !== '') await noticeSearch(site.register, permit, numberLookups(vault, text))
  const teamNames = new Map((await teams(db, site.council.id)).map((team) => [team.id, team.name]))
  const address = (n: number) =>
    paths.childrenFound({
      ...(text === '' ? {} : { search }),
      ...(filter === null ? {} : { show: filter }),
      page: String(n),
    })
  const mayAdd = may('add a child')
  return view(
    'Children',
    <>
      <H1>Children</H1>
      <FormBox seal={seal} action={paths.children} search="Find a child">
        <div class="ts-find">
          <Input
            name="find"
            label="Find by number or any part of a name"
            hint="Our number, the Home Office number, or part of a name"
            value={text}
            width={20}
            autocomplete="off"
            spellcheck={false}
          />
          <Select
            name="show"
            label="Show"
            value={filter ?? ''}
            items={[
              { value: '', text: 'All children' },
              ...filters.map((name) => ({ value: name, text: filterWords[name] })),
            ]}
          />
          <Button>Find</Button>
        </div>
      </FormBox>
      <ul class="ts-links ts-links--row">
        {mayAdd && (
          <li>
            <a href={paths.newChild}>Add a child who is not in the register</a>
          </li>
        )}
        {may('exchange packages') && (
          <li>
            <a href={paths.transfers}>Transfers between councils</a>
          </li>
        )}
        {may('keep the places') && (
          <li>
            <a href={paths.places}>Places</a>
          </li>
        )}
      </ul>
      {found.length === 0 ? (
        <div class="ts-empty">
          <h2 class="ts-h2 ts-mt0">{text === '' && filter === null ? 'No children yet' : 'Nobody found'}</h2>
          <p class="govuk-body">
            {text === '' && filter === null
              ? 'A data officer can read the council’s files in, or you can add a child.'
              : 'Try part of the name, another spelling, or the number alone. Names are found in any order, with or without accents.'}
          </p>
        </div>
      ) : (
        <>
          <StackTable
            caption={
              text === ''
                ? filter === null
                  ? 'The children you may see, newest record first'
                  : filterWords[filter]
                : `Found for “${text}”`
            }
            head={[
              { text: 'Child' },
              { text: 'Age' },
              { text: 'Now' },
              { text: 'Trafficking' },
              { text: 'Team' },
            ]}
            rows={found.map((one) =>
              one.seen === 'whole'
                ? childRow(one, today, one.team === null ? '' : (teamNames.get(one.team) ?? ''))
                : glimpsedRow(one, today),
            )}
          />
          <Pages address={address} page={number} size={pageSize} total={total} what="child" />
        </>
      )}
    </>,
    { section: 'children' },
  )
}

/** Somebody who may find the child and not open the record: enough to know whom a call is about. */
function glimpsedRow(one: Glimpsed, today: PlainDate) {
  return [
    <>
      {one.name === '' ? `Child ${one.number}` : one.name} <span class="ts-quiet">{one.number}</span>
    </>,
    ageInWords(one.dob, today),
    <a href={paths.reportMissing(one.child)}>
      Report missing<span class="govuk-visually-hidden">: {one.name}</span>
    </a>,
    <span class="ts-quiet">not shown</span>,
    <span class="ts-quiet">not shown</span>,
  ]
}

function childRow(one: Found, today: PlainDate, team: string) {
  const { state, child } = one
  return [
    <>
      <a href={paths.child(child)}>{nameOf(state)}</a> <span class="ts-quiet">{state.number}</span>
    </>,
    ageInWords(state.dob, today),
    <>
      {state.missing !== null && (
        <>
          <Mark tone="over">{state.missing.code === 'A' ? 'Away now' : 'Missing now'}</Mark>{' '}
        </>
      )}
      {whereNow(state)}
      {state.unaccompanied !== null && (
        <span class="ts-quiet"> · {state.unaccompanied.code === 'uasc' ? 'unaccompanied' : 'separated'}</span>
      )}
    </>,
    traffickingWords[state.trafficking],
    team === '' ? <span class="ts-quiet">no team</span> : team,
  ]
}

export const childrenPages = [
  page('/children', {
    needs: 'find a child',
    show: list,
    // What was typed is kept for the sitting, and the address says only which of its searches this is.
    submit: ({ site, sessionToken, entered }) => {
      const text = first(entered, 'find').trim()
      const show = first(entered, 'show')
      return goTo(
        paths.childrenFound({
          ...(text === '' ? {} : { search: site.searches.keep(sessionToken, text) }),
          ...(isFilter(show) ? { show } : {}),
        }),
      )
    },
  }),
]
