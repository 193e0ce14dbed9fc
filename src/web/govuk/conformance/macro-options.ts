import type { VNode } from 'preact'
import type { Text } from '../index.ts'
import { toVNode } from './dom.ts'

/** Renders our component from the options that govuk-frontend gives its macro. */
export type Adapter = (options: never) => VNode

/** A macro takes as `text` what we take as children. */
export type Macro<Props> = Omit<Props, 'children'> & { text: Text }

/**
 * Turns the options of a macro into the shape of our props, as far as that is the same for all components:
 * `text` or `html` becomes `text`, `titleText` or `titleHtml` becomes `title`, attributes become strings.
 */
export function fromMacro(given: unknown): unknown {
  if (Array.isArray(given)) return given.map((entry) => (entry === '' ? false : fromMacro(entry)))
  if (!isRecord(given)) return given
  const options = Object.entries(given).map(([name, value]) => [name, convert(name, value)])
  return words(Object.fromEntries(options) as Record<string, unknown>)
}

const convert = (name: string, value: unknown): unknown => {
  if (/attributes$/i.test(name) && isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]))
  }
  return fromMacro(value)
}

const wordings = [
  ['text', 'text', 'html'],
  ['title', 'titleText', 'titleHtml'],
  ['summary', 'summaryText', 'summaryHtml'],
  ['description', 'descriptionText', 'descriptionHtml'],
] as const

function words(options: Record<string, unknown>): Record<string, unknown> {
  const rest = { ...options }
  for (const [prop, text, html] of wordings) {
    const value = typeof options[html] === 'string' ? toVNode(options[html]) : (options[text] ?? rest[prop])
    Reflect.deleteProperty(rest, text)
    Reflect.deleteProperty(rest, html)
    if (value !== undefined) rest[prop] = value
  }
  return rest
}

const isRecord = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null

type Classed = { classes?: string | undefined }

/** Takes one of the modifiers out of the classes, for the prop that stands for it. */
export function modifier<Value extends string>(
  options: Classed | undefined,
  prefix: string,
  values: readonly Value[],
): { found: Value | undefined; classes: string | undefined } {
  const classes = options?.classes?.split(/\s+/) ?? []
  const found = values.find((value) => classes.includes(prefix + value))
  const rest = classes.filter((name) => found === undefined || name !== prefix + found)
  return { found, classes: rest.join(' ') || undefined }
}
