import { lastSpell } from '../../missing/index.ts'
import type { Instant, PlainDate } from '../../plain/index.ts'
import { type DeskCase, Grade, NextDue, sinceInWords } from './desk.tsx'
import { paths } from '../paths.ts'
import { ageInWords, nameOf, whereNow } from './child-words.ts'

/** Children on the desk: what is due first, then who it is, and what can be done at once. */
export function Cases({
  list,
  visit,
}: {
  list: readonly DeskCase[]
  visit: { now: Instant; today: PlainDate }
}) {
  return (
    <ul class="ts-cases">
      {list.map((one) => {
        const { state } = one.found
        const { fact } = lastSpell(one.occurrence)
        const hidden = <span class="govuk-visually-hidden">: {nameOf(state)}</span>
        return (
          <li class="ts-case" key={one.child}>
            <NextDue due={one.next} now={visit.now} />
            <div>
              <p class="ts-case__name">
                <a href={paths.child(one.child)}>{nameOf(state)}</a>, {ageInWords(state.dob, visit.today)}
              </p>
              <p>
                {one.state === 'away' ? 'Away, and we know where' : 'Missing'} {sinceInWords(one, visit.now)}
              </p>
              <p class="ts-small ts-quiet">
                {state.number} · {whereNow(state)}
              </p>
              <ul class="ts-links ts-links--row">
                <li>
                  <Grade one={one} />
                </li>
                <li>
                  <a href={paths.sheet(one.child)}>Grab sheet{hidden}</a>
                </li>
                <li>
                  <a href={paths.news(one.child, fact)}>Add news{hidden}</a>
                </li>
                <li>
                  <a href={paths.recordLocated(one.child, fact)}>Located{hidden}</a>
                </li>
                <li>
                  <a href={paths.recordReturned(one.child, fact)}>Returned{hidden}</a>
                </li>
              </ul>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
