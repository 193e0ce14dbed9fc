import { endianness } from 'node:os'
import { careOfAll, type Columns, shapes, tableNames, type Width, widths } from './columns.ts'

/** How the bytes are laid out. Whoever changes the columns, or what is read into them, counts this up. */
export const form = 2

type Piece = Uint8Array | Int32Array | Uint32Array | Uint16Array | Float64Array
type Head = { size: number; codes: readonly string[]; lengths: readonly number[] }

/** Every list of numbers of the columns, in one order. */
function piecesOf({ children, instants, facts, tables }: Columns): Piece[] {
  return [
    children,
    instants,
    facts,
    ...tableNames.flatMap((name) => {
      const table = tables[name] as unknown as Record<string, Piece>
      return ['first', 'knownFrom', 'knownUntil', ...Object.keys(shapes[name])].map(
        (column) => table[column] as Piece,
      )
    }),
  ]
}

/** The widths of the same lists. */
const kindsOfPieces = [
  Uint8Array,
  Float64Array,
  Uint8Array,
  ...tableNames.flatMap((name) => [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    ...Object.values<Width>(shapes[name]).map((width) => widths[width]),
  ]),
]

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8

/** Columns as bytes: the length of a head, the head as JSON, then each list where eight divides its place. */
export function pack(columns: Columns): Buffer {
  const pieces = piecesOf(columns)
  const head = Buffer.from(
    JSON.stringify({
      size: columns.size,
      codes: columns.codes,
      lengths: pieces.map((piece) => piece.length),
    } satisfies Head),
  )
  const start = aligned(8 + head.length)
  const body = Buffer.alloc(pieces.reduce((sum, piece) => sum + aligned(piece.byteLength), start))
  body.writeUInt32LE(head.length, 0)
  body.write(endianness(), 4)
  head.copy(body, 8)
  let place = start
  for (const piece of pieces) {
    body.set(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength), place)
    place += aligned(piece.byteLength)
  }
  return body
}

/** The columns that bytes hold; null where a machine of the other byte order wrote them. */
export function unpack(bytes: Uint8Array): Columns | null {
  // A copy of its own begins where eight divides, whatever it came in.
  const body = new Uint8Array(bytes)
  const view = Buffer.from(body.buffer)
  if (view.toString('latin1', 4, 6) !== endianness()) return null
  const length = view.readUInt32LE(0)
  const { size, codes, lengths } = JSON.parse(view.toString('utf8', 8, 8 + length)) as Head
  let place = aligned(8 + length)
  const pieces = kindsOfPieces.map((kind, i) => {
    const piece = new kind(body.buffer, place, lengths[i])
    place += aligned(piece.byteLength)
    return piece
  })
  const next = () => pieces.shift() as Piece
  const [children, instants, facts] = [next() as Uint8Array, next() as Float64Array, next() as Uint8Array]
  const tables = Object.fromEntries(
    tableNames.map((name) => [
      name,
      Object.fromEntries(
        ['first', 'knownFrom', 'knownUntil', ...Object.keys(shapes[name])].map((column) => [column, next()]),
      ),
    ]),
  ) as unknown as Columns['tables']
  return { size, children, instants, codes, facts, tables, care: careOfAll(size, tables, codes) }
}
