import { alertRules, alerts, workerNames } from '../../access/index.ts'
import { addDays, inWords, startOfLondonDay } from '../../plain/index.ts'

import { BackLink, Details } from '../govuk/index.ts'
import { page, view } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

/** What of the last week is worth a question, and the rules behind it in words. */
export const alertPages = [
  page('/trail/alerts', {
    needs: 'read the trail',
    show: async ({ site, permit, today }) => {
      const names = await workerNames(site.register, site.council.id)
      const from = addDays(today, -6)
      const found = await alerts(site.register, permit, from, startOfLondonDay(addDays(from, -28)))
      return view(
        'Worth a question',
        <>
          <BackLink href={paths.trail}>Back to the trail</BackLink>
          <H1>Worth a question</H1>
          <Lede>
            The last seven days. An alert says that something was unusual, not that it was wrong: ask the
            person first.
          </Lede>
          {found.length === 0 ? (
            <p class="govuk-body">Nothing unusual.</p>
          ) : (
            <StackTable
              caption="Newest first"
              head={[{ text: 'Day', brief: true }, { text: 'Who' }, { text: 'What' }]}
              rows={found.map((one) => [
                inWords(one.day),
                <a href={paths.trailFound({ who: one.account, from: one.day, until: one.day })}>
                  {names.get(one.account) ?? 'Somebody who has left'}
                </a>,
                one.says,
              ])}
            />
          )}
          <Details summary="The rules">
            <ul class="govuk-list govuk-list--bullet">
              <li>
                More than {alertRules.records.least} records in a day, and more than{' '}
                {alertRules.records.times} times one’s own middle day of four weeks
              </li>
              <li>
                More than {alertRules.besideCaseload} records of children who are neither theirs nor their
                team’s
              </li>
              <li>More than {alertRules.addresses} addresses in a day</li>
              <li>{alertRules.restricted} restricted records tried without being named</li>
              <li>{alertRules.misses} records within five minutes that are not there for the person</li>
              <li>{alertRules.searchesWithoutOpening} more searches than records opened in a day</li>
              <li>A file saved out of the register</li>
            </ul>
          </Details>
        </>,
        { section: 'trail' },
      )
    },
  }),
]
