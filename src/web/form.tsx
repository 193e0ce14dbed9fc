import type { ComponentChildren, VNode } from 'preact'
import { type Instant, ok, type Outcome, refused } from '../plain/index.ts'
import { type Entered, first } from './entered.ts'
import type { Field } from './field.tsx'
import { Button, ErrorSummary } from './govuk/index.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form holds fields of every type
type Fields = Record<string, Field<any>>
type Values<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }
export type Errors = Readonly<Record<string, string>>

/** The questions of a page, as one value: how to read them and how to show them. */
export type Form<F extends Fields> = {
  fields: F
  read: (entered: Entered, now: Instant) => Outcome<Values<F>, Errors>
  /** One question. */
  field: (name: keyof F & string, entered: Entered, errors?: Errors) => VNode
  /** All questions in order, or some of them. */
  all: (entered: Entered, errors?: Errors, names?: readonly (keyof F & string)[]) => VNode
  summary: (errors: Errors) => VNode | null
}

export function form<F extends Fields>(fields: F): Form<F> {
  const names = Object.keys(fields) as (keyof F & string)[]
  const target = (name: string) => fields[name]?.target(name) ?? name
  const field = (name: keyof F & string, entered: Entered, errors: Errors = {}) => {
    const one = fields[name]
    if (one === undefined) throw new Error(`This form has no field ${name}`)
    return one.show(name, entered, errors[name])
  }
  return {
    fields,
    field,
    read: (entered, now) => {
      const values: Record<string, unknown> = {}
      const errors: Record<string, string> = {}
      for (const name of names) {
        const read = fields[name]?.read(entered, name, now)
        if (read?.ok === true) values[name] = read.value
        else if (read !== undefined) errors[name] = read.problem
      }
      return Object.keys(errors).length > 0 ? refused(errors) : ok(values as Values<F>)
    },
    all: (entered, errors = {}, some = names) => <>{some.map((name) => field(name, entered, errors))}</>,
    summary: (errors) => {
      const list = Object.entries(errors).map(([name, text]) =>
        name in fields ? { text, href: `#${target(name)}` } : { text },
      )
      return list.length === 0 ? null : <ErrorSummary errorList={list} />
    },
  }
}

/** What a form needs besides its questions: the session's token, and a key under which it counts once. */
export type FormSeal = { token: string; once: string }

/**
 * The only place where a form element is written, so that none lacks its token. Without `autocomplete="off"` Chromium
 * writes what is typed into any field into the profile on the disk, to restore the tab (found by
 * test/access/browser-profile.test.ts); what was typed is kept sealed by the server instead.
 */
export function FormBox({
  seal,
  entered,
  action,
  upload,
  search,
  hidden,
  draft,
  children,
}: {
  seal: FormSeal
  /** Whether what is typed is kept as a draft while it is typed. */
  draft?: boolean
  entered?: Entered
  action?: string
  upload?: boolean
  /** What a form that searches is called, for those who move by landmarks. */
  search?: string
  hidden?: Record<string, string | readonly string[]>
  children: ComponentChildren
}) {
  const once = entered === undefined ? '' : first(entered, 'once')
  return (
    <form
      method="post"
      action={action}
      role={search === undefined ? undefined : 'search'}
      aria-label={search}
      novalidate
      autocomplete="off"
      data-draft={draft === true ? 'yes' : undefined}
      encType={upload === true ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name="token" value={seal.token} />
      <input type="hidden" name="once" value={once === '' ? seal.once : once} />
      {Object.entries(hidden ?? {}).flatMap(([name, values]) =>
        [values]
          .flat()
          .map((value, i) => <input key={`${name} ${i}`} type="hidden" name={name} value={value} />),
      )}
      {children}
    </form>
  )
}

/** A form that only asks, by address: searching and filtering. It changes nothing, so it needs no token. */
export function AskBox({
  action,
  children,
  label,
}: {
  action: string
  children: ComponentChildren
  label?: string
}) {
  return (
    <form
      method="get"
      action={action}
      novalidate
      autocomplete="off"
      role={label === undefined ? undefined : 'search'}
      aria-label={label}
    >
      {children}
    </form>
  )
}

/** One button that does one thing. */
export function PressBox({
  seal,
  action,
  label,
  variant,
  classes,
  hidden,
  hiddenText,
}: {
  seal: FormSeal
  action: string
  label: string
  variant?: 'secondary' | 'warning'
  classes?: string
  hidden?: Record<string, string>
  hiddenText?: string
}) {
  return (
    <FormBox seal={seal} action={action} hidden={hidden ?? {}}>
      <Button variant={variant} classes={classes} preventDoubleClick>
        <>
          {label}
          {hiddenText !== undefined && <span class="govuk-visually-hidden"> {hiddenText}</span>}
        </>
      </Button>
    </FormBox>
  )
}
