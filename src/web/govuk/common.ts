import type { Maybe } from './text.ts'

export type Attributes = Readonly<Record<string, string>>

/** What every component, and most parts of one, accept besides their own props. */
export type Common = {
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** The sizes of the Design System's type scale. */
export type Size = 's' | 'm' | 'l' | 'xl'

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

/** Joins what is present with spaces: class names, or ids for aria-describedby. */
export const joined = (...words: Maybe<string>[]): string => words.filter(Boolean).join(' ')
