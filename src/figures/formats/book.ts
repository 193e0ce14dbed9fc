import { inWords, londonDate, type PlainDate } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import type { Count } from '../count.ts'
import {
  type FrozenTable,
  type LetterPart,
  letterTable,
  type Mapping,
  printedTables,
  publishedTable,
  type Request,
  tableOf,
} from '../requests/index.ts'
import type { Settings } from '../settings.ts'

/**
 * A spreadsheet as the Analysis Function asks for it ("Releasing statistics in spreadsheets"): a cover, a list of
 * contents, notes, and one table a sheet, each beginning in column A under its title; shorthand in square brackets.
 */
export type Book = {
  title: string
  /** Lines of the cover, one a row. */
  cover: readonly string[]
  notes: readonly { note: string; text: string }[]
  tables: readonly BookTable[]
}
export type BookTable = {
  /** The name of the sheet, 31 characters at most. */
  sheet: string
  title: string
  /** What stands between the title and the table, one a row. */
  about: readonly string[]
  head: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** Shorthand that a table may use, with what it means. */
export const shorthand: Readonly<Record<string, string>> = {
  '[c]': 'Hidden, so that nobody can be told from it',
  '[x]': 'Not available: the register cannot know it',
  '[z]': 'Does not apply',
}

const internal =
  'Exact numbers, for internal use. They are not protected against giving a child away: do not publish them and do not pass them on.'

const printed =
  'Numbers as they were given out: protected, so that nobody can be told from them together with what was given out before.'

/** A number where a cell of a letter holds one, so that a spreadsheet can add it up. */
const asCell = (text: string): string | number =>
  /^[\d,]+$/.test(text) ? Number(text.replaceAll(',', '')) : text

type About = { council: string; title: string; made: PlainDate; knownOn: PlainDate }

/** The exact tables of an answer as a spreadsheet, with their coverage and their definitions as notes. */
export function bookOf(about: About, mapping: Mapping, tables: readonly FrozenTable[]): Book {
  return bookWith(about, mapping, internal, (part, i) => {
    const own = tables.filter((table) => table.part === i)
    return own.length === 0 ? null : letterTable(part.asks, own, mapping.settings)
  })
}

/** The tables of an answer as they are printed: protected, and audited. */
export function printedBookOf(about: About, request: Request): Book | null {
  const { frozen, protection, decisions, rule } = request
  if (frozen === null || protection === null) return null
  const { mapping } = frozen
  return bookWith(about, mapping, printed, (part, i) => {
    const own = decisions?.[i]?.disclosure === 'withhold' ? null : printedTables(request, i)
    return own === null || own.length === 0
      ? null
      : publishedTable(part.asks, own, mapping.settings, rule.threshold)
  })
}

/** A spreadsheet of one sheet a part. */
function bookWith(
  about: About,
  mapping: Mapping,
  statement: string,
  tableFor: (part: Mapping['parts'][number], i: number) => LetterPart | null,
): Book {
  const notes: { note: string; text: string }[] = []
  const noteOf = (text: string): string => {
    const known = notes.find((one) => one.text === text)
    if (known !== undefined) return known.note
    const note = `note ${notes.length + 1}`
    notes.push({ note, text })
    return note
  }
  const sheets = mapping.parts.flatMap((part, i): BookTable[] => {
    const table = 'notHeld' in part ? null : tableFor(part, i)
    if (table?.kind !== 'table') return []
    const marks = table.notes.map((text) => `[${noteOf(text)}]`).join(' ')
    return [
      {
        sheet: `Table ${i + 1}`,
        title: `Table ${i + 1}: ${part.asks} ${marks}`.trim(),
        about: [
          'This worksheet contains one table.',
          ...(table.rows.some((row) => row.includes('[x]'))
            ? ['Some cells hold [x]: the register cannot know it.']
            : []),
          ...(table.rows.some((row) => row.includes('[c]'))
            ? ['Some cells hold [c]: hidden, so that nobody can be told from it.']
            : []),
        ],
        head: table.head,
        rows: table.rows.map((row) =>
          row.map((cell, at) => (cell === '' ? '[z]' : at === 0 ? cell : asCell(cell))),
        ),
      },
    ]
  })
  const missing = mapping.parts.flatMap((part, i) =>
    'notHeld' in part ? [`Part ${i + 1} is not held: ${part.asks}`] : [],
  )
  return {
    title: about.title,
    cover: [
      statement,
      `${about.council}. Made on ${inWords(about.made)}, as known on ${inWords(about.knownOn)}.`,
      `Periods: ${mapping.periods.map((one) => `${inWords(one.from)} to ${inWords(one.to)}`).join('; ')}.`,
      `Split by: ${[...new Set(mapping.parts.flatMap((part) => ('measure' in part ? part.by : [])))].map((one) => breakdownOf(one)?.label ?? one).join(', ') || 'nothing'}.`,
      ...missing,
      ...Object.entries(shorthand).map(([mark, means]) => `${mark} means: ${means}.`),
    ],
    notes,
    tables: sheets,
  }
}

/** One count as a spreadsheet. */
export const bookOfCount = (count: Count, council: string, settings: Settings): Book =>
  bookOf(
    {
      council,
      title: count.measure.label,
      made: londonDate(count.knownOn),
      knownOn: londonDate(count.knownOn),
    },
    {
      parts: [{ asks: count.measure.label, measure: count.measure.id, by: count.by.map((one) => one.id) }],
      periods: [count.period],
      knownOn: null,
      settings,
    },
    [tableOf(0, count)],
  )
