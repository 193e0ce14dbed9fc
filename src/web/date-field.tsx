import {
  fromLondon,
  type Instant,
  londonTime,
  ok,
  type Outcome,
  plainDate,
  type PlainDate,
  refused,
} from '../plain/index.ts'
import { type Entered, first } from './entered.ts'
import type { Base, Field } from './field.tsx'
import { DateInput, Input, Radios } from './govuk/index.ts'

type DateRules = Base & { needed?: string; notAfterToday?: boolean }

const readDate = (
  entered: Entered,
  name: string,
  now: Instant,
  rules: DateRules,
): Outcome<PlainDate | null, string> => {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => first(entered, `${name}-${part}`).trim())
  if (day === '' && month === '' && year === '')
    return rules.needed === undefined ? ok(null) : refused(rules.needed)
  if (![day, month, year].every((part) => /^\d+$/.test(part ?? '')) || year?.length !== 4) {
    return refused('A date has a day, a month and a year of four figures, for example 27 3 2026.')
  }
  const date = plainDate(Number(year), Number(month), Number(day))
  if (!date.ok) return refused(`There is no such day: ${date.problem}.`)
  if (rules.notAfterToday === true && date.value > londonTime(now).date)
    return refused('This day is still to come. Put a day up to today.')
  return ok(date.value)
}

const dateValues = (entered: Entered, name: string) => ({
  day: first(entered, `${name}-day`),
  month: first(entered, `${name}-month`),
  year: first(entered, `${name}-year`),
})

/** A day, in three boxes. */
export function date(label: string, rules: DateRules = {}): Field<PlainDate | null> {
  return {
    label,
    target: (name) => `${name}-day`,
    read: (entered, name, now) => readDate(entered, name, now, rules),
    show: (name, entered, error) => (
      <DateInput
        id={name}
        namePrefix={name}
        values={dateValues(entered, name)}
        fieldset={{ legend: { text: label, size: rules.size ?? 's' } }}
        hint={rules.hint ?? 'For example, 27 3 2026'}
        errorMessage={error}
      />
    ),
  }
}

export type When = { day: PlainDate; at: Instant | null }

/**
 * A day and, where it is known, the time of day. On the night on which the clocks go back an hour happens twice:
 * then the form asks which; the hour that does not happen in spring is refused.
 */
export function when(label: string, rules: DateRules & { needed: string; timeHint?: string }): Field<When> {
  return {
    label,
    target: (name) => `${name}-day`,
    read: (entered, name, now) => {
      const day = readDate(entered, name, now, rules)
      if (!day.ok) return day
      if (day.value === null) return refused(rules.needed)
      const typed = first(entered, `${name}-time`).trim()
      if (typed === '') return ok({ day: day.value, at: null })
      const clock = readClock(typed)
      if (clock === null) return refused('A time is written 9:40pm or 21:40.')
      const at = fromLondon(day.value, clock)
      if (at.ok)
        return rules.notAfterToday === true && at.value > now
          ? refused('This time is still to come.')
          : ok({ day: day.value, at: at.value })
      if (at.problem.problem === 'twice') {
        const which = first(entered, `${name}-which`)
        if (which === 'first') return ok({ day: day.value, at: at.problem.first })
        if (which === 'second') return ok({ day: day.value, at: at.problem.second })
        return refused(`The clocks went back that night, so ${clock} happened twice. Say which of the two.`)
      }
      return refused(`${at.problem.says.charAt(0).toUpperCase()}${at.problem.says.slice(1)}.`)
    },
    show: (name, entered, error) => (
      <div class="ts-when">
        <DateInput
          id={name}
          namePrefix={name}
          values={dateValues(entered, name)}
          fieldset={{ legend: { text: label, size: rules.size ?? 's' } }}
          hint={rules.hint ?? 'For example, 27 3 2026'}
          errorMessage={error}
        />
        <Input
          name={`${name}-time`}
          label="Time, roughly is fine"
          hint={rules.timeHint ?? 'For example, 9:40pm. Leave empty if nobody knows'}
          value={first(entered, `${name}-time`)}
          width={5}
          autocomplete="off"
        />
        {error?.includes('happened twice') === true && (
          <Radios
            name={`${name}-which`}
            value={first(entered, `${name}-which`)}
            fieldset={{ legend: { text: 'Which of the two?', size: 's' } }}
            items={[
              { value: 'first', text: 'The first time, before the clocks went back' },
              { value: 'second', text: 'The second time, after the clocks went back' },
            ]}
          />
        )}
      </div>
    ),
  }
}

/** `9:40pm`, `9.40 pm`, `21:40`, `2140`, `9pm` as `HH:MM`; null for anything else. */
export function readClock(typed: string): string | null {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|midday|noon|midnight)?$/i.exec(typed.trim())
  if (parts === null) return null
  const half = parts[3]?.toLowerCase()
  let hour = Number(parts[1])
  const minute = Number(parts[2] ?? 0)
  if (parts[2] === undefined && half === undefined) return null
  // Twelve hours have words; 13pm and 3 midnight are slips, not times.
  if (half !== undefined && (hour < 1 || hour > 12)) return null
  if (half !== undefined && /^(midday|noon|midnight)$/.test(half) && (hour !== 12 || minute !== 0))
    return null
  if (half === 'am' || half === 'midnight') hour = hour === 12 ? 0 : hour
  if (half === 'pm') hour = hour === 12 ? 12 : hour + 12
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** Puts a day into the three boxes, for a form that begins with what is known. */
export const dateEntered = (name: string, day: PlainDate | null): Record<string, string> =>
  day === null
    ? {}
    : {
        [`${name}-day`]: String(Number(day.slice(8))),
        [`${name}-month`]: String(Number(day.slice(5, 7))),
        [`${name}-year`]: day.slice(0, 4),
      }

export const whenEntered = (
  name: string,
  day: PlainDate | null,
  at: Instant | null,
): Record<string, string> => ({
  ...dateEntered(name, day),
  ...(at === null ? {} : { [`${name}-time`]: londonTime(at).time }),
})
