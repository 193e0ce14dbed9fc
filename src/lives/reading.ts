import { type Day, fromDayNumber, type Id, instantOf, type Instant, type PlainDate } from '../plain/index.ts'
import { type Columns, idAt, never, none, placeOfKnowledge, type TableName } from './columns.ts'
import type { Coded, Life } from './life.ts'

/** The lives of a council as known at an instant, read one after another from its columns. */
export type Lives<D extends Day> = {
  size: number
  at: (child: number) => Life<D>
  idOf: (child: number) => Id
  /** Whether anything of a kind was known of any child. */
  anyOf: (name: TableName) => boolean
  /** Whether a list of unaccompanied children had been read by then: who is not on it is not unaccompanied. */
  listOfUnaccompanied: boolean
}

/** Days as written, for the few that a page shows: plain objects that may be copied and changed. */
export function livesAsWritten(columns: Columns, knownOn: Instant): Lives<PlainDate> {
  const lives = livesIn(columns, knownOn, fromDayNumber)
  return { ...lives, at: (child) => copied(lives.at(child)) }
}

/** Days as numbers, for the many that a figure counts: views of the columns, of which a copy by `...` holds only half. */
export const livesInNumbers = (columns: Columns, knownOn: Instant): Lives<number> =>
  livesIn(columns, knownOn, (day) => day)

function livesIn<D extends Day>(columns: Columns, knownOn: Instant, as: (day: number) => D): Lives<D> {
  const now = placeOfKnowledge(columns, knownOn)
  const seen = { columns, now, as, alone: columns.codes.map((code) => [code]) }
  return {
    size: columns.size,
    at: (child) => new LifeInColumns(seen, child),
    idOf: (child) => idAt(columns.children, child),
    anyOf: (name) => {
      const { knownFrom, knownUntil } = columns.tables[name]
      return knownFrom.some((from, i) => from <= now && (knownUntil[i] ?? 0) > now)
    },
    listOfUnaccompanied: columns.tables.immigration.from.some(
      (from, i) =>
        from === none &&
        columns.tables.immigration.inReturn[i] === 1 &&
        (columns.tables.immigration.knownFrom[i] ?? never) <= now,
    ),
  }
}

/** A life by itself, without the columns behind it. */
const copied = (life: Life): Life => ({
  child: life.child,
  dob: life.dob,
  sex: life.sex,
  nationalities: [...life.nationalities],
  episodes: life.episodes.map((one) => ({
    from: one.from,
    until: one.until,
    legalStatus: one.legalStatus,
    place: one.place,
    reasonNew: one.reasonNew,
    reasonCeased: one.reasonCeased,
    moved: one.moved ?? '',
  })),
  everInCare: life.everInCare,
  mayBeInCare: (from, to) => life.mayBeInCare(from, to),
  mayBeShortBreaks: life.mayBeShortBreaks,
  legalStatuses: [...life.legalStatuses],
  immigration: [...life.immigration],
  trafficking: [...life.trafficking],
  missing: life.missing.map((one) => ({
    fact: one.fact,
    code: one.code,
    from: one.from,
    until: one.until,
    fromAt: one.fromAt,
    untilAt: one.untilAt,
    order: one.order,
    returnEnd: one.returnEnd,
    foundOn: one.foundOn,
    proposed: one.proposed === true,
  })),
  inReturn: life.inReturn,
})

const unread = -2
const nothing: readonly never[] = Object.freeze([])

/** Which rows of a kind are a child's, and when each was known. */
type Versions = Pick<Columns['tables'][TableName], 'first' | 'knownFrom' | 'knownUntil'>

/** Columns as known at an instant: which versions held, and days as whoever reads wants them. */
type Seen<D extends Day> = {
  columns: Columns
  now: number
  as: (day: number) => D
  /** Each code as a list of itself. */
  alone: readonly (readonly string[])[]
}

/**
 * One child's life, read from the columns when somebody asks. A million are read in one pass, so that nothing is made
 * for a kind of which there is nothing.
 */
class LifeInColumns<D extends Day> implements Life<D> {
  private readonly seen: Seen<D>
  private readonly ordinal: number
  private personRow = unread
  private readEpisodes: Life<D>['episodes'] | undefined = undefined
  private readImmigration: Life<D>['immigration'] | undefined = undefined
  private readMissing: Life<D>['missing'] | undefined = undefined

  constructor(seen: Seen<D>, ordinal: number) {
    this.seen = seen
    this.ordinal = ordinal
  }

  get child(): Id {
    return idAt(this.seen.columns.children, this.ordinal)
  }

  get sex(): string {
    const written = this.person()
    return written < 0 ? '' : this.code(this.seen.columns.tables.person.sex[written])
  }

  get nationalities(): readonly string[] {
    const { seen, ordinal } = this
    const { nationality } = seen.columns.tables
    const row = nationality.first[ordinal] ?? 0
    const known =
      (nationality.knownFrom[row] ?? never) <= seen.now && (nationality.knownUntil[row] ?? 0) > seen.now
    // Nearly everybody has one, said once: all who have the same share its list.
    if (nationality.first[ordinal + 1] === row + 1)
      return known ? (seen.alone[nationality.code[row] ?? 0] ?? nothing) : nothing
    return this.known(nationality, (i) => this.code(nationality.code[i]))
  }

  get legalStatuses(): readonly Coded<D>[] {
    return this.isEmpty(this.seen.columns.tables.legalStatus)
      ? nothing
      : this.coded(this.seen.columns.tables.legalStatus)
  }

  get dob(): D | null {
    const written = this.person()
    return written < 0 ? null : this.day(this.seen.columns.tables.person.dob[written])
  }

  get inReturn(): boolean {
    const { person, episode } = this.seen.columns.tables
    return (
      person.inReturn[this.person()] === 1 ||
      this.some(this.seen.columns.tables.episode, (i) => episode.inReturn[i] === 1)
    )
  }

  get everInCare(): boolean {
    return this.some(this.seen.columns.tables.episode, () => true)
  }

  mayBeInCare(from: D, to: D): boolean {
    const { care } = this.seen.columns
    const first = this.day(care.from[this.ordinal])
    const last = this.day(care.until[this.ordinal])
    return first !== null && first <= to && (last === null || last >= from)
  }

  get mayBeShortBreaks(): boolean {
    return this.seen.columns.care.shortBreaks[this.ordinal] === 1
  }

  get episodes(): Life<D>['episodes'] {
    this.readEpisodes ??= this.isEmpty(this.seen.columns.tables.episode)
      ? nothing
      : this.known(this.seen.columns.tables.episode, (i) => new EpisodeInColumns(this.seen, i))
    return this.readEpisodes
  }

  get immigration(): readonly Coded<D>[] {
    this.readImmigration ??= this.isEmpty(this.seen.columns.tables.immigration)
      ? nothing
      : this.coded(this.seen.columns.tables.immigration)
    return this.readImmigration
  }

  get trafficking(): Life<D>['trafficking'] {
    if (this.isEmpty(this.seen.columns.tables.trafficking)) return nothing
    const { trafficking } = this.seen.columns.tables
    return this.known(this.seen.columns.tables.trafficking, (i) => ({
      code: this.code(trafficking.code[i]),
      from: this.day(trafficking.from[i]),
      until: this.day(trafficking.until[i]),
      passedOver: trafficking.passedOver[i] === 1,
    }))
  }

  get missing(): Life<D>['missing'] {
    if (this.readMissing !== undefined) return this.readMissing
    const { fact, foundOn } = this.seen.columns.tables.missing
    let order = 0
    this.readMissing = this.isEmpty(this.seen.columns.tables.missing)
      ? nothing
      : this.known(this.seen.columns.tables.missing, (i) => {
          const found = this.found(fact[i] ?? none, foundOn[i] ?? none)
          return new SpellInColumns(this.seen, i, order++, found)
        })
    return this.readMissing
  }

  /** The earliest day on which anybody but the return says that the child was found in an episode. */
  private found(fact: number, said: number): D | null {
    if (this.isEmpty(this.seen.columns.tables.located)) return this.day(said)
    const { on, about } = this.seen.columns.tables.located
    const days = this.known(this.seen.columns.tables.located, (i) =>
      about[i] === fact ? (on[i] ?? none) : none,
    )
    return this.day(
      days.reduce((first, day) => (first === none || (day !== none && day < first) ? day : first), said),
    )
  }

  private coded(table: Columns['tables']['immigration' | 'legalStatus']): readonly Coded<D>[] {
    return this.known(table, (i) => ({
      code: this.code(table.code[i]),
      from: this.day(table.from[i]),
      until: this.day(table.until[i]),
    }))
  }

  private isEmpty({ first }: Versions): boolean {
    return first[this.ordinal] === first[this.ordinal + 1]
  }

  /** Whether something is so of any row of a kind that was known. */
  private some({ first, knownFrom, knownUntil }: Versions, isSo: (row: number) => boolean): boolean {
    const { now } = this.seen
    for (let i = first[this.ordinal] ?? 0; i < (first[this.ordinal + 1] ?? 0); i++)
      if ((knownFrom[i] ?? never) <= now && (knownUntil[i] ?? 0) > now && isSo(i)) return true
    return false
  }

  /** The rows of a kind that were known, in order, made into what they say. */
  private known<T>({ first, knownFrom, knownUntil }: Versions, read: (row: number) => T): readonly T[] {
    const { now } = this.seen
    const [begin, end] = [first[this.ordinal] ?? 0, first[this.ordinal + 1] ?? 0]
    let count = 0
    for (let i = begin; i < end; i++)
      if ((knownFrom[i] ?? never) <= now && (knownUntil[i] ?? 0) > now) count++
    if (count === 0) return nothing
    // Of its size at once: an array that grows makes room for seventeen.
    const found = new Array<T>(count)
    let place = 0
    for (let i = begin; i < end; i++)
      if ((knownFrom[i] ?? never) <= now && (knownUntil[i] ?? 0) > now) found[place++] = read(i)
    return found
  }

  /** The row of the person, as it was known; -1 where there was none. */
  private person(): number {
    if (this.personRow !== unread) return this.personRow
    const { first, knownFrom, knownUntil } = this.seen.columns.tables.person
    const { now } = this.seen
    const begin = first[this.ordinal] ?? 0
    let row = (first[this.ordinal + 1] ?? 0) - 1
    while (row >= begin && ((knownFrom[row] ?? never) > now || (knownUntil[row] ?? 0) <= now)) row--
    this.personRow = row >= begin ? row : -1
    return this.personRow
  }

  private day(number: number | undefined): D | null {
    return dayIn(this.seen, number)
  }

  private code(number: number | undefined): string {
    return codeIn(this.seen, number)
  }
}

const dayIn = <D extends Day>({ as }: Seen<D>, number: number | undefined): D | null =>
  number === undefined || number === none ? null : as(number)

const codeIn = <D extends Day>({ columns }: Seen<D>, number: number | undefined): string =>
  columns.codes[number ?? 0] ?? ''

/** An episode of care: its days at once, its codes when somebody asks. */
class EpisodeInColumns<D extends Day> {
  readonly from: D
  readonly until: D | null
  private readonly seen: Seen<D>
  private readonly row: number

  constructor(seen: Seen<D>, row: number) {
    const { from, until } = seen.columns.tables.episode
    this.from = seen.as(from[row] ?? none)
    this.until = dayIn(seen, until[row])
    this.seen = seen
    this.row = row
  }

  get legalStatus(): string {
    return codeIn(this.seen, this.seen.columns.tables.episode.legalStatus[this.row])
  }
  get place(): string {
    return codeIn(this.seen, this.seen.columns.tables.episode.place[this.row])
  }
  get reasonNew(): string {
    return codeIn(this.seen, this.seen.columns.tables.episode.reasonNew[this.row])
  }
  get reasonCeased(): string {
    return codeIn(this.seen, this.seen.columns.tables.episode.reasonCeased[this.row])
  }
  get moved(): string {
    return codeIn(this.seen, this.seen.columns.tables.episode.moved[this.row])
  }
}

/** A missing or away spell: its days at once, its fact and its minutes when somebody asks. */
class SpellInColumns<D extends Day> {
  readonly code: string
  readonly from: D
  readonly until: D | null
  readonly returnEnd: D | null
  readonly foundOn: D | null
  readonly order: number
  private readonly seen: Seen<D>
  private readonly row: number

  constructor(seen: Seen<D>, row: number, order: number, foundOn: D | null) {
    const { missing } = seen.columns.tables
    this.code = codeIn(seen, missing.code[row])
    this.from = seen.as(missing.from[row] ?? none)
    this.until = dayIn(seen, missing.until[row])
    this.returnEnd = dayIn(seen, missing.returnEnd[row])
    this.foundOn = foundOn
    this.order = order
    this.seen = seen
    this.row = row
  }

  get proposed(): boolean {
    return this.seen.columns.tables.missing.proposed[this.row] === 1
  }
  get fact(): Id {
    const { columns } = this.seen
    return idAt(columns.facts, columns.tables.missing.fact[this.row] ?? 0)
  }
  get fromAt(): Instant | null {
    return momentOf(this.seen.columns.tables.missing.fromAt[this.row])
  }
  get untilAt(): Instant | null {
    return momentOf(this.seen.columns.tables.missing.untilAt[this.row])
  }
}

const momentOf = (millis: number | undefined): Instant | null =>
  millis === undefined || Number.isNaN(millis) ? null : instantOf(new Date(millis))
