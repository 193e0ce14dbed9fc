import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import type { Book, BookTable } from './book.ts'

type Rows = (string | number)[][]
type Sheet = { name: string; rows: Rows; headRow: number | null; widths: number[]; prose: boolean }

/** Sheets of a book: cover, contents, notes, then the tables; nothing is merged, no cell between two is empty. */
function sheetsOf(book: Book): Sheet[] {
  const contents: Rows = [
    ['Worksheet', 'Title'],
    ...(book.notes.length > 0 ? [['Notes', 'Notes to the tables']] : []),
    ...book.tables.map((table) => [table.sheet, table.title]),
  ]
  const text = (name: string, title: string, rows: Rows, widths: number[]): Sheet => ({
    name,
    rows: [[title], ['This worksheet contains one table.'], ...rows],
    headRow: 2,
    widths,
    prose: true,
  })
  return [
    {
      name: 'Cover',
      rows: [[book.title], ...book.cover.map((line) => [line])],
      headRow: null,
      widths: [100],
      prose: true,
    },
    text('Contents', 'Contents', contents, [18, 90]),
    ...(book.notes.length > 0
      ? [
          text(
            'Notes',
            'Notes to the tables',
            [['Note', 'What it says'], ...book.notes.map((one) => [one.note, one.text])],
            [14, 110],
          ),
        ]
      : []),
    ...book.tables.map(tableSheet),
  ]
}

function tableSheet(table: BookTable): Sheet {
  const before: Rows = [[table.title], ...table.about.map((line) => [line])]
  return {
    name: table.sheet,
    rows: [...before, [...table.head], ...table.rows.map((row) => [...row])],
    headRow: before.length,
    prose: false,
    widths: table.head.map((head, at) =>
      Math.min(60, Math.max(head.length, ...table.rows.map((row) => String(row[at] ?? '').length)) + 3),
    ),
  }
}

const column = (at: number): string => String.fromCharCode(65 + at)

/** Titles and header cells stand out by weight and size; what a cell says does not depend on it. */
const stylesOf = (sheet: Sheet) => {
  const cells = new Map<string, { value?: string | number; style: object }>()
  cells.set('0,0', {
    value: sheet.rows[0]?.[0] ?? '',
    style: { font: { name: 'Arial', bold: true, size: 15 } },
  })
  // Words wrap where they stand alone in a wide column: on the cover and in the notes.
  sheet.rows.forEach((row, at) => {
    const last = row.length - 1
    if (at > 0 && sheet.prose && (sheet.headRow === null || at > sheet.headRow))
      cells.set(`${at},${last}`, {
        value: row[last] ?? '',
        style: { alignment: { wrapText: true, vertical: 'top' } },
      })
  })
  if (sheet.headRow !== null)
    sheet.rows[sheet.headRow]?.forEach((value, at) =>
      cells.set(`${sheet.headRow},${at}`, {
        value,
        style: { font: { name: 'Arial', bold: true, size: 12 } },
      }),
    )
  return cells
}

/** Words that wrap need the height of their lines: a spreadsheet does not find it when it opens a file. */
function heightsOf(sheet: Sheet): Map<number, { height: number }> {
  const wide = sheet.widths.at(-1) ?? 60
  return new Map(
    sheet.prose
      ? sheet.rows.map((row, at) => {
          const lines = Math.ceil(String(row.at(-1) ?? '').length / wide)
          return [at, { height: at === 0 ? 24 : Math.max(1, lines) * 17 }]
        })
      : [[0, { height: 24 }]],
  )
}

const properties = (book: Book) => ({
  title: book.title,
  creator: 'Turnstone',
  description: 'Made by Turnstone',
})

/** The book as an XLSX file: every table is marked as one, so that a screen reader and a program find it. */
export async function xlsxOf(book: Book): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsx({
    properties: properties(book),
    defaultFont: { name: 'Arial', size: 12 },
    sheets: sheetsOf(book).map((sheet) => {
      const { headRow } = sheet
      const head = headRow === null ? [] : (sheet.rows[headRow] ?? [])
      return {
        name: sheet.name,
        rows: sheet.rows,
        cells: stylesOf(sheet),
        pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
        rowDefs: heightsOf(sheet),
        columns: sheet.widths.map((width) => ({ width })),
        ...(headRow === null
          ? {}
          : {
              a11y: { headerRow: headRow },
              tables: [
                {
                  name: sheet.name.toLowerCase().replaceAll(' ', '_'),
                  range: `A${headRow + 1}:${column(head.length - 1)}${sheet.rows.length}`,
                  columns: head.map((name) => ({ name: String(name) })),
                  showAutoFilter: false,
                  showRowStripes: false,
                },
              ],
            }),
      }
    }),
  })
  return new Uint8Array(bytes)
}

/** The same as an ODS file. The library writes no column widths and no named ranges into it. */
export async function odsOf(book: Book): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeOds({
    properties: properties(book),
    sheets: sheetsOf(book).map((sheet) => ({ name: sheet.name, rows: sheet.rows, cells: stylesOf(sheet) })),
  })
  return new Uint8Array(bytes)
}
