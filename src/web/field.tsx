import type { VNode } from 'preact'
import { type Instant, ok, type Outcome, refused } from '../plain/index.ts'
import type { CodeList } from '../standard/index.ts'
import { type Entered, first } from './entered.ts'
import { Checkboxes, FileUpload, Input, PasswordInput, Radios, Select, Textarea } from './govuk/index.ts'

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

export type Base = { hint?: string; size?: 's' | 'm' }
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
  options: Base & { needed?: string; rows?: number; most?: number } = {},
): Field<string> {
  const most = options.most ?? 15_000
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

/** The codes of a list as what may be chosen. */
export const optionsOf = (list: CodeList): Option<string>[] =>
  list.codes.map(({ code, label }) => ({ value: code, text: label }))

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
  rules: Base & { needed: string; accept?: string; one?: true },
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
        multiple={rules.one !== true}
        accept={rules.accept}
      />
    ),
  }
}
