/** One record of a CSV file. `line` is where it starts, counted from 1 with the header line. */
export type CsvRecord = { line: number; values: string[] }

export type CsvProblem = { line: number; problem: string }

/** A line longer than this is no table row: the file is refused before memory is. */
export const longestRecord = 1_000_000

/**
 * A reader of RFC 4180 text that is fed in pieces of any size and hands out whole records, so that a file of
 * any length passes through in constant memory. Accepts LF, CRLF and CR; quotes inside an unquoted value are
 * text. Blank lines are passed over but counted.
 *
 * @returns `push` gives the records completed by a piece; `end` gives the last one; a problem ends the reading.
 */
export function csvReader(separator = ',') {
  let line = 1
  let startLine = 1
  let values: string[] = []
  let value = ''
  let state: 'start' | 'plain' | 'quoted' | 'quote in quoted' = 'start'
  let length = 0
  let afterCr = false
  let problem: CsvProblem | null = null

  const endValue = () => {
    values.push(value)
    value = ''
    state = 'start'
  }
  const endRecord = (into: CsvRecord[]) => {
    endValue()
    if (values.length > 1 || values[0]?.trim() !== '') into.push({ line: startLine, values })
    values = []
    length = 0
  }

  function push(piece: string): CsvRecord[] {
    const records: CsvRecord[] = []
    for (const char of piece) {
      if (problem !== null) break
      if (afterCr && char === '\n') {
        afterCr = false
        continue
      }
      afterCr = false
      if (++length > longestRecord) {
        problem = {
          line: startLine,
          problem: `is longer than ${longestRecord.toLocaleString('en-GB')} characters`,
        }
        break
      }
      if (state === 'quoted') {
        if (char === '"') state = 'quote in quoted'
        else {
          value += char
          if (char === '\n') line++
        }
        continue
      }
      if (char === '"' && state !== 'plain') {
        if (state === 'quote in quoted') value += '"'
        state = 'quoted'
        continue
      }
      if (char === separator) {
        endValue()
        continue
      }
      if (char === '\n' || char === '\r') {
        endRecord(records)
        afterCr = char === '\r'
        startLine = ++line
        continue
      }
      value += char
      // Text after a closing quote belongs to the value: ragged, but nothing is lost.
      state = 'plain'
    }
    return records
  }

  function end(): CsvRecord[] {
    const records: CsvRecord[] = []
    if (problem === null && state === 'quoted') {
      problem = { line: startLine, problem: 'has a quotation mark that is never closed' }
    }
    if (problem === null && (value !== '' || values.length > 0 || state !== 'start')) endRecord(records)
    return records
  }

  return { push, end, problem: () => problem }
}

/** All records of a text at once, for small files and tests. */
export function readCsv(text: string, separator = ','): { records: CsvRecord[]; problem: CsvProblem | null } {
  const reader = csvReader(separator)
  const records = [...reader.push(text), ...reader.end()]
  return { records, problem: reader.problem() }
}

/** One CSV line that reads back as the same values: for a program, never for a spreadsheet. */
export const csvRecord = (cells: readonly string[]): string => cells.map(quoted).join(',') + '\r\n'

/** One CSV line. A cell that a spreadsheet would run as a formula is made text (OWASP: CSV injection). */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  cells.map((cell) => csvCell(cell === null ? '' : String(cell))).join(',') + '\r\n'

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return quoted(safe)
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
