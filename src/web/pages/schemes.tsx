import { decide } from '../../access/index.ts'
import { count, inWords, type Id } from '../../plain/index.ts'
import {
  type Beside,
  type Judged,
  schemeInRegister,
  schemeOf,
  type SchemeReport,
} from '../../schemes/index.ts'
import { eligibilityRules, labelOf, schemeRoute, schemes, schemeStep } from '../../standard/index.ts'
import { BackLink, Details, InsetText, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { Arrivals } from '../parts/arrivals-picture.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

const listPage = page('/schemes', {
  needs: 'see the schemes',
  show: ({ site, person }) =>
    view(
      'Schemes',
      <div class="ts-narrow">
        <H1>Schemes</H1>
        <Lede>Who was promised, who came, and what the council is owed.</Lede>
        {schemes.map((one) => (
          <div key={one.id}>
            <h2 class="ts-h2">
              <a href={paths.scheme(one.id)}>{one.title}</a>
            </h2>
            <p class="govuk-body">
              Who was eligible, who was not brought, promised against arrived, and where they are now.
            </p>
          </div>
        ))}
        {decide(person, 'claim the grant', { council: site.council.id }).ok && (
          <>
            <h2 class="ts-h2">
              <a href={paths.claims}>Grant for unaccompanied children</a>
            </h2>
            <p class="govuk-body">
              Which nights of which child are paid for, month by month; months that were closed; what differs
              and why.
            </p>
          </>
        )}
      </div>,
      { section: 'schemes' },
    ),
})

type Here = Visit<'/schemes/:scheme', 'see the schemes'>

async function schemePage({ site, permit, vault, params, today, person }: Here): Promise<Shown> {
  const scheme = schemeOf(params.scheme)
  if (scheme === undefined) return notFound
  const { report, numbers } = await schemeInRegister(site.register, permit, vault, scheme, today)
  const opens = decide(person, 'find a child', { council: site.council.id }).ok
  const nameOf: NameOf = (child) => {
    const number = numbers.get(child as Id)
    if (number === undefined) return null
    // Marked by an address that holds the id, so that the trail knows who was on the page.
    return opens ? (
      <a href={paths.child(child as Id)}>{number || 'No number'}</a>
    ) : (
      <span data-child={paths.child(child as Id)}>{number || 'No number'}</span>
    )
  }
  const rule = eligibilityRules.find(({ id }) => id === scheme.rule)
  return view(
    scheme.title,
    <>
      <BackLink href={paths.schemes}>Schemes</BackLink>
      <H1 caption={`Counted on ${inWords(scheme.cohortOn)}`}>{scheme.title}</H1>
      {report.children === 0 ? (
        <InsetText>
          No child of this council has a step in this scheme. Steps are written on a child’s record, or read
          in from a file with the columns CHILD, SCHEME, STEP and AT.
        </InsetText>
      ) : (
        <InThisCouncil report={report} nameOf={nameOf} />
      )}
      <h2 class="ts-h2">What was promised to the whole country, and what was published</h2>
      <ul class="govuk-list govuk-list--bullet">
        {scheme.promisedInWords.map((one) => (
          <li key={one.words}>
            {one.words} ({one.authority}).
          </li>
        ))}
      </ul>
      <Published report={report} />
      {rule !== undefined && (
        <Details summary="The rule">
          <>
            <p class="govuk-body">
              {rule.title}, issued {inWords(rule.issued)}. Ages are taken on{' '}
              {inWords(rule.ageOn ?? rule.issued)}
              {rule.ageOn === null ? ', the day of its issue, because it names none' : ''}. {rule.authority}
            </p>
            <p class="govuk-body">One of:</p>
            <ul class="govuk-list govuk-list--bullet">
              {rule.ways.map((way) => (
                <li key={way.name}>{way.conditions.map(({ says }) => says).join(' and ') || way.name}</li>
              ))}
            </ul>
            <p class="govuk-body">And all of:</p>
            <ul class="govuk-list govuk-list--bullet">
              {rule.always.map(({ says }) => (
                <li key={says}>{says}</li>
              ))}
            </ul>
          </>
        </Details>
      )}
    </>,
    { section: 'schemes' },
  )
}

/** Null where the child is not for the reader: of them only how many there are is said. */
type NameOf = (child: string) => preact.JSX.Element | null

const InThisCouncil = ({ report, nameOf }: { report: SchemeReport; nameOf: NameOf }) => (
  <>
    <Lede>
      {count(report.children, 'child', 'children')} of this council {report.children === 1 ? 'was' : 'were'}{' '}
      in it: {report.verdicts.eligible} eligible by the rule, {report.verdicts['not-eligible']} not, and of{' '}
      {report.verdicts.unknown} a fact is missing. {count(report.arrived, 'child', 'children')} arrived
      {report.missing.ever.length === 0
        ? '.'
        : `; ${report.missing.ever.length} went missing afterwards, and ${report.missing.now.length} ${report.missing.now.length === 1 ? 'has' : 'have'} not been found.`}
    </Lede>
    <WarningText>Exact numbers, for internal use. Do not publish them.</WarningText>
    <Arrivals id="arrivals" report={report} />
    <StackTable
      caption="Arrivals"
      head={[
        { text: 'Day' },
        ...report.byRoute.map(({ route }) => ({ text: routeInWords(route), numeric: true })),
        { text: 'All until then', numeric: true },
      ]}
      rows={report.overTime.map((one) => [
        inWords(one.on),
        ...report.byRoute.map(({ route }) => one.byRoute[route] ?? 0),
        one.children,
      ])}
    />
    <h2 class="ts-h2">Where they are now</h2>
    <StackTable
      caption="Where those who arrived are now"
      captionHidden
      head={[{ text: 'Where' }, { text: 'Children', numeric: true }]}
      rows={report.whereNow.map((one) => [one.where, one.children])}
    />
    <h2 class="ts-h2">Went missing since</h2>
    {report.missing.ever.length === 0 ? (
      <p class="govuk-body">Nobody, as far as it is recorded.</p>
    ) : (
      <ul class="govuk-list govuk-list--bullet">
        {report.missing.ever
          .filter((child) => nameOf(child) !== null)
          .map((child) => (
            <li key={child}>
              {nameOf(child)}
              {report.missing.now.includes(child) && ': not found'}
            </li>
          ))}
        <NotShown some={report.missing.ever} nameOf={nameOf} />
      </ul>
    )}
    <People title="Eligible, and not brought" list={report.eligibleNotBrought} nameOf={nameOf} />
    <People title="Not brought, and a fact is missing" list={report.unknownNotBrought} nameOf={nameOf} />
    <People
      title="Brought by the rule, which as written does not say so"
      list={report.broughtOtherwise}
      nameOf={nameOf}
    />
    <p class="govuk-body">
      The wish of {report.asked.wish} was asked; of {report.asked.bestInterests} it was found whether it was
      best for them, of {report.asked.against} that it was not. {report.withdrawn} withdrew or were declined.
    </p>
  </>
)

/** How many of some children are not for the reader. */
const NotShown = ({ some, nameOf }: { some: readonly string[]; nameOf: NameOf }) => {
  const hidden = some.filter((child) => nameOf(child) === null).length
  return hidden === 0 ? null : <li>{count(hidden, 'child', 'children')} not shown to you</li>
}

const routeInWords = (route: string): string =>
  route === '' ? 'Route not recorded' : labelOf(schemeRoute, route)

const People = ({ title, list, nameOf }: { title: string; list: readonly Judged[]; nameOf: NameOf }) =>
  list.length === 0 ? null : (
    <>
      <h2 class="ts-h2">{title}</h2>
      <StackTable
        caption={title}
        captionHidden
        head={[{ text: 'Number' }, { text: 'Last step' }, { text: 'By the rule' }]}
        rows={list
          .filter((one) => nameOf(one.child) !== null)
          .map((one) => [
            nameOf(one.child),
            one.last === null ? 'None' : `${labelOf(schemeStep, one.last.step)}, ${inWords(one.last.on)}`,
            one.verdict.reasons.join('; '),
          ])}
      />
      {list.some(({ child }) => nameOf(child) === null) && (
        <ul class="govuk-list">
          <NotShown some={list.map(({ child }) => child)} nameOf={nameOf} />
        </ul>
      )}
    </>
  )

const figureInWords = ({ figure }: Beside): string =>
  `${figure.about === undefined ? '' : `${figure.about} `}${figure.children.toLocaleString('en-GB')}`

const Published = ({ report }: { report: SchemeReport }) => (
  <StackTable
    caption="Numbers of the whole country"
    captionHidden
    head={[
      { text: 'Day' },
      { text: 'Number', numeric: true },
      { text: 'What' },
      { text: 'In this council by then', numeric: true },
      { text: 'Source' },
    ]}
    rows={[...report.promised, ...report.published]
      .toSorted((a, b) => (a.figure.on < b.figure.on ? -1 : a.figure.on > b.figure.on ? 1 : 0))
      .map((one) => [
        inWords(one.figure.on),
        figureInWords(one),
        one.figure.what,
        report.promised.includes(one) ? `${one.counted} in the end` : one.counted,
        one.figure.authority,
      ])}
  />
)

export const schemePages = [
  listPage,
  page('/schemes/:scheme', { needs: 'see the schemes', show: schemePage }),
]
