import { parseArgs, type ParseArgsConfig } from 'node:util'
import {
  endOfLondonDay,
  fromLondon,
  type Instant,
  parseInstant,
  parseIsoDate,
  type PlainDate,
} from '../plain/index.ts'
import { Usage } from './command.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** Reads a command's words; an unknown or incomplete option is one clear sentence. */
export function readArgs<O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Usage(message.split('\n')[0]?.replace(/\. To specify a positional.*$/, '.') ?? message)
  }
}

export function dateOption(name: string, text: string | undefined): PlainDate {
  if (text === undefined) throw new Usage(`Give --${name} DATE, for example --${name} 2015-09-30.`)
  const read = parseIsoDate(text)
  if (!read.ok) throw new Usage(`--${name} ${text}: ${read.problem}.`)
  return read.value
}

/** A date means the end of that day in London; a time without a zone is London time. */
export function instantOption(name: string, text: string | undefined): Instant | null {
  if (text === undefined) return null
  const date = parseIsoDate(text)
  if (date.ok) return endOfLondonDay(date.value)
  const instant = parseInstant(text)
  if (instant.ok) return instant.value
  const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/.exec(text)
  const day = local === null ? null : parseIsoDate(local[1] ?? '')
  if (local !== null && day?.ok === true) {
    const at = fromLondon(day.value, local[2] ?? '')
    if (at.ok) return at.value
    throw new Usage(`--${name} ${text}: ${at.problem.says}. Write it with its zone, for example ${text}Z.`)
  }
  throw new Usage(`--${name} ${text}: give a date (2015-09-30) or an instant (2015-09-30T12:00:00Z).`)
}
