import { isValidElement, type VNode } from 'preact'

/** What a component prints. A VNode stands for the macros' `html` option; anything else is escaped. */
export type Text = string | number | VNode

/** Preact's ComponentChildren without its `object`: a Date or a record has to be put into words first. */
export type Content = Text | boolean | null | undefined | Content[]

/** An entry of a list that may be absent, so that it can be written `condition && entry`. */
export type Maybe<T> = T | false | null | undefined

/** A part of a component: just its text, or its text with options. */
export type Part<Options> = Text | ({ text: Text } & Options)

/** The longhand of a part. */
export const part = <Options>(given: Part<Options>) =>
  (isText(given) ? { text: given } : given) as { text: Text } & Partial<Options>

/** Whether the content is words alone, with no markup from the caller. */
export const isPlain = (content: Content): boolean =>
  Array.isArray(content) ? content.every(isPlain) : !isValidElement(content)

const isText = (given: unknown): given is Text => typeof given !== 'object' || isValidElement(given)
