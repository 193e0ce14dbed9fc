import type { Id, Instant, PlainDate } from '../plain/index.ts'
import type { KindName } from '../standard/index.ts'

/** Coded details that may be counted: never a name, a place or words. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | null | Readonly<Record<string, string | null>>>
>

/** What identifies, in words: sealed under the compartment of the entry's kind. */
export type Sealed = Readonly<Record<string, string>>

/** What an entry says: what kind of thing, true when. */
export type Said = {
  kind: KindName
  code: string
  /** Null: from before anything else that is known. */
  from: PlainDate | null
  /** Null: still going on, or its end is not known. A moment has both days alike. */
  until: PlainDate | null
  fromAt: Instant | null
  untilAt: Instant | null
  attributes: Attributes
  sealed: Sealed
}

/** One version of a fact, as it was recorded. */
export type Entry = Said & {
  id: Id
  child: Id
  /** The same through all versions; what links point at. */
  fact: Id
  about: Id | null
  knownFrom: Instant
  knownUntil: Instant | null
  source: number
  saidBy: Id | null
  supersedes: Id | null
  /** Says that there is an address which this reading leaves out: it is shown on purpose only. */
  hasAddress?: true
}

export const said = (
  kind: KindName,
  code: string,
  rest: Partial<Omit<Said, 'kind' | 'code'>> = {},
): Said => ({
  kind,
  code,
  from: null,
  until: null,
  fromAt: null,
  untilAt: null,
  attributes: {},
  sealed: {},
  ...rest,
})

/** A moment: an entry whose two days are one. */
export const moment = (
  kind: KindName,
  code: string,
  on: PlainDate,
  at: Instant | null,
  rest: Partial<Said> = {},
): Said => said(kind, code, { from: on, until: on, fromAt: at, untilAt: at, ...rest })

/** The sealed text of an entry: keys in order, so that the same words give the same print. */
export const sealedText = (sealed: Sealed): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(sealed)
        .filter(([, value]) => value !== '')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )

export const readSealed = (text: string): Sealed => JSON.parse(text) as Sealed

/** Attributes without the empty ones, keys in order: two ways of writing the same details compare equal. */
export const tidyAttributes = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== null && value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
