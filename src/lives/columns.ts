import { dayNumber, type Id, type Instant, micros, type PlainDate } from '../plain/index.ts'
import { kindName, shortBreakCodes } from '../standard/index.ts'
import type { CountedRow } from './store.ts'

/**
 * What is counted of a council's children, column by column and with every version: a million children are a pass over
 * arrays, and every day of knowledge is in them. Children are ordinals; the ids are there for whoever must say which.
 */
export type Columns = {
  size: number
  /** The ids of the children in their order, 16 bytes each. */
  children: Uint8Array
  /** When anything was recorded or ended, in microseconds since 1970, ascending; versions name them by their place. */
  instants: Float64Array
  /** What the numbers in a column of codes stand for. */
  codes: readonly string[]
  /** Ids of missing episodes, 16 bytes each, in the order of their numbers. */
  facts: Uint8Array
  tables: { readonly [T in TableName]: Table<(typeof shapes)[T]> }
  /** Of each child, what is so of care in every version, so that most periods need no look at the episodes. */
  care: {
    /** Days between which all of it lies; none where there is none, or where it is open. */
    from: Int32Array
    until: Int32Array
    /** 1 where an episode is a short break, or its legal status is not known. */
    shortBreaks: Uint8Array
  }
}

/** The columns of each kind. Days, instants and facts that nobody said are `none`. */
export const shapes = {
  person: { dob: 'day', sex: 'code', inReturn: 'flag' },
  nationality: { code: 'code' },
  episode: {
    from: 'day',
    until: 'day',
    legalStatus: 'code',
    place: 'code',
    reasonNew: 'code',
    reasonCeased: 'code',
    moved: 'code',
    inReturn: 'flag',
  },
  legalStatus: { from: 'day', until: 'day', code: 'code' },
  immigration: { from: 'day', until: 'day', code: 'code', inReturn: 'flag' },
  trafficking: { from: 'day', until: 'day', code: 'code', passedOver: 'flag' },
  missing: {
    from: 'day',
    until: 'day',
    code: 'code',
    returnEnd: 'day',
    foundOn: 'day',
    fact: 'fact',
    fromAt: 'moment',
    untilAt: 'moment',
    proposed: 'flag',
  },
  located: { on: 'day', about: 'fact' },
} as const satisfies Record<string, Record<string, Width>>

export type TableName = keyof typeof shapes
export const tableNames = Object.keys(shapes) as TableName[]

/** How wide a value is kept. A moment is in milliseconds: minutes are all that anybody writes. */
export const widths = {
  day: Int32Array,
  fact: Int32Array,
  code: Uint16Array,
  flag: Uint8Array,
  moment: Float64Array,
} as const
export type Width = keyof typeof widths

export const none = -2147483648
/** The place of an instant that has not come: a version that still holds. */
export const never = 0xffffffff

type Table<S> = {
  /** Where the rows of a child begin; those of the next child end them. */
  first: Uint32Array
  knownFrom: Uint32Array
  knownUntil: Uint32Array
} & { readonly [C in keyof S]: S[C] extends Width ? InstanceType<(typeof widths)[S[C]]> : never }

type Growing = {
  first: number[]
  knownFrom: number[]
  knownUntil: number[]
  values: Record<string, number[]>
}

/** Lays rows out in columns. They come child by child, each child's in the order of kind, day and fact. */
export function layOut(rows: readonly CountedRow[]): Columns {
  const children: Id[] = []
  const codes = numbering<string>()
  const facts = numbering<Id>()
  const instants = [...new Set(rows.flatMap((row) => [row.known_from, row.known_until ?? row.known_from]))]
  instants.sort((a, b) => a - b)
  const placeOf = new Map(instants.map((instant, place) => [instant, place]))
  const growing = Object.fromEntries(
    tableNames.map((name) => [
      name,
      {
        first: [],
        knownFrom: [],
        knownUntil: [],
        values: Object.fromEntries(Object.keys(shapes[name]).map((column) => [column, [] as number[]])),
      },
    ]),
  ) as unknown as Record<TableName, Growing>
  const lay = <T extends TableName>(
    name: T,
    row: CountedRow,
    values: { readonly [C in keyof (typeof shapes)[T]]: number },
  ) => {
    const table = growing[name]
    table.knownFrom.push(placeOf.get(row.known_from) ?? never)
    table.knownUntil.push(row.known_until === null ? never : (placeOf.get(row.known_until) ?? never))
    for (const [column, value] of Object.entries<number>(values)) table.values[column]?.push(value)
  }
  for (const row of rows) {
    if (row.child !== children.at(-1)) {
      children.push(row.child)
      for (const name of tableNames) growing[name].first.push(growing[name].knownFrom.length)
    }
    const spell = { from: dayOr(row.from_on), until: dayOr(row.until_on), code: codes.of(row.code) }
    const inReturn = Number(row.source_kind === 'return')
    switch (kindName(row.kind)) {
      case 'person':
        lay('person', row, { dob: dayOr(row.dob), sex: codes.of(row.code), inReturn })
        break
      case 'nationality':
        lay('nationality', row, { code: codes.of(row.code) })
        break
      case 'episode':
        if (row.from_on === null) break
        lay('episode', row, {
          from: spell.from,
          until: spell.until,
          legalStatus: codes.of(row.code),
          place: codes.of(row.place ?? ''),
          reasonNew: codes.of(row.reason_new ?? ''),
          reasonCeased: codes.of(row.reason_ceased ?? ''),
          moved: codes.of(row.moved ?? ''),
          inReturn,
        })
        break
      case 'legal-status':
        lay('legalStatus', row, spell)
        break
      case 'immigration':
        lay('immigration', row, { ...spell, inReturn })
        break
      case 'trafficking':
      case 'referral':
        lay('trafficking', row, { ...spell, passedOver: Number(row.passed_over === true) })
        break
      case 'missing':
        if (row.from_on === null) break
        lay('missing', row, {
          ...spell,
          ...endsOf(row),
          fact: facts.of(row.fact),
          fromAt: row.from_at === null ? NaN : row.from_at,
          untilAt: row.until_at === null ? NaN : row.until_at,
          proposed: Number(row.proposed),
        })
        break
      case 'located':
        if (row.from_on === null) break
        lay('located', row, { on: spell.from, about: row.about === null ? none : facts.of(row.about) })
        break
      default:
    }
  }
  const tables = Object.fromEntries(
    tableNames.map((name) => {
      const { first, knownFrom, knownUntil, values } = growing[name]
      const columns = Object.entries<Width>(shapes[name]).map(([column, width]) => [
        column,
        widths[width].from(values[column] ?? []),
      ])
      return [
        name,
        {
          first: Uint32Array.from([...first, knownFrom.length]),
          knownFrom: Uint32Array.from(knownFrom),
          knownUntil: Uint32Array.from(knownUntil),
          ...(Object.fromEntries(columns) as object),
        },
      ]
    }),
  ) as unknown as Columns['tables']
  return {
    care: careOfAll(children.length, tables, codes.all),
    size: children.length,
    children: bytesOf(children),
    instants: Float64Array.from(instants),
    codes: codes.all,
    facts: bytesOf(facts.all),
    tables,
  }
}

/** What is so of each child's care in every version of every episode. */
export function careOfAll(
  size: number,
  { episode }: Columns['tables'],
  codes: readonly string[],
): Columns['care'] {
  const care = {
    from: new Int32Array(size).fill(none),
    until: new Int32Array(size).fill(none),
    shortBreaks: new Uint8Array(size),
  }
  const short = new Set(['', ...shortBreakCodes].map((code) => codes.indexOf(code)))
  for (let child = 0; child < size; child++) {
    let [first, last] = [Infinity, -Infinity]
    for (let i = episode.first[child] ?? 0; i < (episode.first[child + 1] ?? 0); i++) {
      const until = episode.until[i] ?? none
      first = Math.min(first, episode.from[i] ?? none)
      last = Math.max(last, until === none ? Infinity : until)
      if (short.has(episode.legalStatus[i] ?? 0)) care.shortBreaks[child] = 1
    }
    if (first !== Infinity) care.from[child] = first
    if (Number.isFinite(last)) care.until[child] = last
  }
  return care
}

const dayOr = (day: PlainDate | null): number => (day === null ? none : dayNumber(day))

/** Who states which end of a missing episode: with one source it is the entry's own, with two the entry says. */
function endsOf(row: CountedRow): { returnEnd: number; foundOn: number } {
  if (row.two_sources) return { returnEnd: dayOr(row.return_end), foundOn: dayOr(row.dataset_end) }
  return row.source_kind === 'return' || row.end_of_return
    ? { returnEnd: dayOr(row.until_on), foundOn: none }
    : { returnEnd: none, foundOn: dayOr(row.until_on) }
}

/** Numbers values in the order in which they are met. */
function numbering<T>() {
  const all: T[] = []
  const numbers = new Map<T, number>()
  return {
    all,
    of: (value: T): number => {
      const known = numbers.get(value)
      if (known !== undefined) return known
      numbers.set(value, all.length)
      return all.push(value) - 1
    },
  }
}

const bytesOf = (ids: readonly Id[]): Uint8Array =>
  new Uint8Array(Buffer.from(ids.join('').replaceAll('-', ''), 'hex'))

/** The id that stands at a place among others. */
export function idAt(ids: Uint8Array, place: number): Id {
  const hex = Buffer.from(ids.buffer, ids.byteOffset + place * 16, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}

/** The place of the last instant that is not after another: versions recorded up to it were known. -1 where none is. */
export function placeOfKnowledge({ instants }: Columns, knownOn: Instant): number {
  const at = micros(knownOn)
  let [low, high] = [0, instants.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((instants[middle] ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
