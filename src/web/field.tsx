import type { VNode } from 'preact'
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
import {
  Checkboxes,
  DateInput,
  FileUpload,
  Input,
  PasswordInput,
  Radios,
  Select,
  Textarea,
} from './govuk/index.ts'

/**
 * One question of a form: how it looks, what was entered, and what that means. A problem is a sentence that says
 * what to do, and nothing typed is ever lost: the field shows it again.
 */
export type Field<T> = {
  label: string
  read: (entered: Entered, name: string, now: Instant) => Outcome<T, string>
  show: (name: string, entered: Entered, error: string | undefined) => VNode
  /** Id of the element that an error summary leads to. */
  target: (name: string) => string
}

type Base = { hint?: string; size?: 's' | 'm' }
const labelOf = (text: string, size: 's' | 'm' = 's') => ({ text, size })
const plainTarget = (name: string) => name

type TextOptions = Base & {
  needed?: string
  most?: number
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  autocomplete?: string
  type?: 'text' | 'email' | 'tel'
  spellcheck?: boolean
}

/** A line of text. `needed` is what to say when it is empty; without it, empty is fine. */
export function text(label: string, options: TextOptions = {}): Field<string> {
  return {
    label,
    target: plainTarget,
    read: (entered, name) => {
      const value = first(entered, name).trim()
      if (value === '' && options.needed !== undefined) return refused(options.needed)
      if (value.length > (options.most ?? 200))
        return refused(`Use at most ${options.most ?? 200} characters. This has ${value.length}.`)
      return ok(value)
    },
    show: (name, entered, error) => (
      <Input
        name={name}
        label={labelOf(label, options.size)}
        hint={options.hint}
        value={first(entered, name)}
        errorMessage={error}
        width={options.width}
        type={options.type ?? 'text'}
        autocomplete={options.autocomplete ?? 'off'}
        spellcheck={options.spellcheck ?? false}
      />
    ),
  }
}

export function longText(
  label: string,
  options: Base & { needed?: string; rows?: number } = {},
): Field<string> {
  const most = 15_000
  return {
    label,
    target: plainTarget,
    read: (entered, name) => {
      const value = first(entered, name).replaceAll('\r\n', '\n').trim()
      if (value === '' && options.needed !== undefined) return refused(options.needed)
      if (value.length > most)
        return refused(
          `Use at most ${most.toLocaleString('en-GB')} characters. This has ${value.length.toLocaleString('en-GB')}.`,
        )
      return ok(value)
    },
    show: (name, entered, error) => (
      <Textarea
        name={name}
        label={labelOf(label, options.size)}
        hint={options.hint}
        value={first(entered, name)}
        errorMessage={error}
        rows={options.rows ?? 4}
        spellcheck={true}
      />
    ),
  }
}

export type Option<V extends string> = { value: V; text: string; hint?: string }

/** One of a few answers, as radio buttons. */
export function choice<V extends string>(
  label: string,
  options: readonly Option<V>[],
  rules: Base & { needed: string; inline?: boolean },
): Field<V> {
  return {
    label,
    target: plainTarget,
    read: (entered, name) => {
      const value = first(entered, name)
      const chosen = options.find((option) => option.value === value)
      return chosen === undefined ? refused(rules.needed) : ok(chosen.value)
    },
    show: (name, entered, error) => (
      <Radios
        name={name}
        value={first(entered, name)}
        fieldset={{ legend: { text: label, size: rules.size ?? 's' } }}
        hint={rules.hint}
        errorMessage={error}
        inline={rules.inline}
        items={options.map((option) => ({ value: option.value, text: option.text, hint: option.hint }))}
      />
    ),
  }
}

/** Any of several things, as boxes to tick. */
export function several<V extends string>(
  label: string,
  options: readonly Option<V>[],
  rules: Base = {},
): Field<V[]> {
  return {
    label,
    target: plainTarget,
    read: (entered, name) =>
      ok(
        options
          .map((option) => option.value)
          .filter((value) => entered.values[name]?.includes(value) === true),
      ),
    show: (name, entered, error) => (
      <Checkboxes
        name={name}
        values={[...(entered.values[name] ?? [])]}
        fieldset={{ legend: { text: label, size: rules.size ?? 's' } }}
        hint={rules.hint}
        errorMessage={error}
        items={options.map((option) => ({ value: option.value, text: option.text, hint: option.hint }))}
      />
    ),
  }
}

/** One of many, as a list to choose from. The empty first line means "not recorded" where nothing is needed. */
export function oneOf(
  label: string,
  options: readonly Option<string>[],
  rules: Base & { needed?: string } = {},
): Field<string> {
  return {
    label,
    target: plainTarget,
    read: (entered, name) => {
      const value = first(entered, name)
      if (value === '') return rules.needed === undefined ? ok('') : refused(rules.needed)
      return options.some((option) => option.value === value)
        ? ok(value)
        : refused('Choose one from the list.')
    },
    show: (name, entered, error) => (
      <Select
        name={name}
        label={labelOf(label, rules.size)}
        hint={rules.hint}
        errorMessage={error}
        value={first(entered, name)}
        items={[{ value: '', text: '' }, ...options]}
      />
    ),
  }
}

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
  if (half === 'am' || half === 'midnight') hour = hour === 12 ? 0 : hour
  if (half === 'pm') hour = hour === 12 ? 12 : hour + 12
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

export function password(label: string, rules: Base & { needed: string; isNew?: boolean }): Field<string> {
  return {
    label,
    target: plainTarget,
    read: (entered, name) => (first(entered, name) === '' ? refused(rules.needed) : ok(first(entered, name))),
    show: (name, _entered, error) => (
      <PasswordInput
        name={name}
        label={labelOf(label)}
        hint={rules.hint}
        errorMessage={error}
        autocomplete={rules.isNew === true ? 'new-password' : 'current-password'}
      />
    ),
  }
}

export function files(
  label: string,
  rules: Base & { needed: string; accept?: string },
): Field<readonly { name: string; size: number; bytes: () => Promise<Uint8Array> }[]> {
  return {
    label,
    target: plainTarget,
    read: (entered, name) => {
      const given = (entered.files[name] ?? []).filter((one) => one.size > 0 || one.name !== '')
      return given.length === 0 ? refused(rules.needed) : ok(given)
    },
    show: (name, _entered, error) => (
      <FileUpload
        name={name}
        label={labelOf(label)}
        hint={rules.hint}
        errorMessage={error}
        multiple={true}
        accept={rules.accept}
      />
    ),
  }
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
