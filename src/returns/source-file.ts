import { csvReader, type Encoding, encodingOf, notText } from '../plain/index.ts'
import { nameOfOther, type Recognised, recognise } from './tables.ts'

/** A file as it is handed in: its name, and its bytes as often as they are asked for. */
export type SourceFile = { name: string; bytes: () => AsyncIterable<Uint8Array> }

export type FileSeen =
  | {
      name: string
      read: true
      recognised: Recognised
      headings: string[]
      encoding: Encoding
      separator: string
      notes: string[]
    }
  | { name: string; read: false; why: string }

const sampleSize = 65_536

/** Looks at the beginning of a file: is it a table that we read, and if not, what is it? */
export async function look(file: SourceFile): Promise<FileSeen> {
  const no = (why: string): FileSeen => ({ name: file.name, read: false, why })
  const sample = await firstBytes(file, sampleSize)
  if (sample.length === 0) return no('is empty')
  const trouble = notText(sample)
  if (trouble !== null) return no(trouble)
  const first64k = encodingOf(sample)
  const text = new TextDecoder(first64k).decode(sample, { stream: true })
  const separator = separatorOf(text)
  const reader = csvReader(separator)
  const records = [...reader.push(text), ...(sample.length < sampleSize ? reader.end() : [])]
  const first = records[0]
  if (first === undefined)
    return no(
      text.length > 20_000 ? 'has a first line that is too long for headings' : 'holds no line of headings',
    )
  const recognised = recognise(first.values)
  if (recognised === null) {
    const other = nameOfOther(first.values)
    return no(
      file.name.endsWith('turnstone-invented.json')
        ? 'says that these files are invented, and holds no rows'
        : other === null
          ? 'has headings of no table that we know'
          : `is ${other}, which is not needed here`,
    )
  }
  const encoding = first64k === 'utf-8' && sample.length >= sampleSize ? await utf8OrNot(file) : first64k
  const notes: string[] = []
  if (encoding !== 'utf-8') notes.push(`was read as ${encoding}`)
  if (separator !== ',') notes.push(`has ${separator === ';' ? 'semicolons' : 'tabs'} between its values`)
  if (recognised.unknown.length > 0)
    notes.push(`has headings that are not read: ${recognised.unknown.join(', ')}`)
  const missing = recognised.table.reads.filter((name) => !recognised.columns.includes(name))
  if (missing.length > 0) notes.push(`has no ${missing.join(', ')}: taken as empty`)
  return { name: file.name, read: true, recognised, headings: first.values, encoding, separator, notes }
}

/** The first accent of a long file may stand anywhere, so all of it is looked at: a wrong guess would spoil names. */
async function utf8OrNot(file: SourceFile): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of file.bytes()) decoder.decode(piece, { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}

/** Excel in some languages writes semicolons; some extracts write tabs. */
function separatorOf(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? ''
  const times = (mark: string) => line.split(mark).length - 1
  if (times(',') > 0) return ','
  return times(';') > times('\t') ? ';' : times('\t') > 0 ? '\t' : ','
}

async function firstBytes(file: SourceFile, size: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of file.bytes()) {
    pieces.push(piece)
    length += piece.length
    if (length >= size) break
  }
  return Buffer.concat(pieces).subarray(0, size)
}

/** One row of a table with its values by heading, or what makes it no row of this table. */
export type FileRow = { line: number; values: Record<string, string>; ragged: string | null; raw: string[] }

export class BrokenFile extends Error {
  override readonly name = 'BrokenFile'
}

/** The rows of a recognised file, in batches, in constant memory. Excel's rows of nothing but commas are no rows. */
export async function* rowsOf(
  file: SourceFile,
  seen: Extract<FileSeen, { read: true }>,
  onBytes: (n: number) => void,
): AsyncGenerator<FileRow[]> {
  const decoder = new TextDecoder(seen.encoding)
  const reader = csvReader(seen.separator)
  let heading = true
  const take = (records: { line: number; values: string[] }[]): FileRow[] => {
    const rows = heading ? records.slice(1) : records
    if (records.length > 0) heading = false
    return rows
      .filter((record) => record.values.some((value) => value.trim() !== ''))
      .map((record) => toRow(record, seen.recognised))
  }
  for await (const piece of file.bytes()) {
    onBytes(piece.length)
    const rows = take(reader.push(decoder.decode(piece, { stream: true })))
    stopIfBroken(file, reader.problem())
    if (rows.length > 0) yield rows
  }
  const rows = take([...reader.push(decoder.decode()), ...reader.end()])
  stopIfBroken(file, reader.problem())
  if (rows.length > 0) yield rows
}

function stopIfBroken(file: SourceFile, problem: { line: number; problem: string } | null): void {
  if (problem !== null)
    throw new BrokenFile(
      `${file.name}, line ${problem.line}, ${problem.problem}. Nothing was imported. Put the line right and import again.`,
    )
}

function toRow(record: { line: number; values: string[] }, seen: Recognised): FileRow {
  // Excel writes empty cells to the right of the table; more values than headings are another matter.
  const used = record.values.reduce((last, value, i) => (value.trim() === '' ? last : i + 1), 0)
  const given = record.values.length
  const ragged =
    used > seen.width
      ? `has ${used} values under ${seen.width} headings. A comma in a value, without quotation marks?`
      : given < seen.width
        ? `has ${given} values under ${seen.width} headings. Put the missing commas in`
        : null
  const values: Record<string, string> = {}
  seen.columns.forEach((name, i) => {
    if (name !== null) values[name] = (record.values[i] ?? '').trim()
  })
  return {
    line: record.line,
    values,
    ragged,
    raw: record.values.slice(0, Math.max(seen.width, used)).map((value) => value.trim()),
  }
}
