import type { Instant, PlainDate } from '../../plain/index.ts'
import type { Found } from '../../register/index.ts'
import { paths } from '../paths.ts'
import { ageInWords, missingSince, nameOf, whereNow } from './child-words.ts'
import { Due } from './small.tsx'

/** Children who are missing or away now, with since when and what can be written down. */
export function Cases({
  list,
  visit,
}: {
  list: readonly Found[]
  visit: { now: Instant; today: PlainDate }
}) {
  return (
    <ul class="ts-cases">
      {list.map((one) => {
        const { missing } = one.state
        if (missing === null) return null
        const long = missing.from !== null && missing.from < visit.today
        return (
          <li class="ts-case" key={one.child}>
            <Due
              what={
                missing.code === 'A'
                  ? 'Away: whereabouts known'
                  : long
                    ? 'Missing since before today'
                    : 'Missing today'
              }
              left={missingSince(missing, visit.now)}
              tone={missing.code === 'A' ? 'later' : long ? 'over' : 'soon'}
            />
            <div>
              <p class="ts-case__name">
                <a href={paths.child(one.child)}>{nameOf(one.state)}</a>,{' '}
                {ageInWords(one.state.dob, visit.today)}
              </p>
              <p class="ts-small ts-quiet">
                {one.state.number} · {whereNow(one.state)}
              </p>
              <ul class="ts-links">
                <li>
                  <a href={paths.recordLocated(one.child, missing.fact)}>
                    Located<span class="govuk-visually-hidden">: {nameOf(one.state)}</span>
                  </a>
                </li>
                <li>
                  <a href={paths.recordReturned(one.child, missing.fact)}>
                    Returned<span class="govuk-visually-hidden">: {nameOf(one.state)}</span>
                  </a>
                </li>
              </ul>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
