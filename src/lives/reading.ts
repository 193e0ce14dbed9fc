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

/** Days as written, for the few that a page shows. */
export const livesAsWritten = (columns: Columns, knownOn: Instant): Lives<PlainDate> =>
  livesIn(columns, knownOn, fromDayNumber)

/** Days as numbers, for the many that a figure counts. */
export const livesInNumbers = (columns: Columns, knownOn: Instant): Lives<number> =>
  livesIn(columns, knownOn, (day) => day)

function livesIn<D extends Day>(columns: Columns, knownOn: Instant, as: (day: number) => D): Lives<D> {
  const now = placeOfKnowledge(columns, knownOn)
  return {
    size: columns.size,
    at: (child) => new LifeInColumns(columns, now, as, child),
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

const nothing: readonly never[] = Object.freeze([])

/**
 * One child's life, read from the columns. What every figure asks about is read at once; the rest when somebody asks.
 */
class LifeInColumns<D extends Day> implements Life<D> {
  readonly dob: D | null = null
  inReturn: boolean = false
  readonly episodes: Life<D>['episodes']
  readonly immigration: Life<D>['immigration']
  readonly trafficking: Life<D>['trafficking']
  readonly missing: Life<D>['missing']
  readonly #columns: Columns
  readonly #now: number
  readonly #as: (day: number) => D
  readonly #child: number

  constructor(columns: Columns, now: number, as: (day: number) => D, child: number) {
    this.#columns = columns
    this.#now = now
    this.#as = as
    this.#child = child
    const { person, episode } = columns.tables
    const written = this.#last('person')
    if (written >= 0) {
      this.dob = this.#day(person.dob[written])
      this.inReturn = person.inReturn[written] === 1
    }
    this.episodes = this.#known('episode', (i) => {
      if (episode.inReturn[i] === 1) this.inReturn = true
      const from = this.#day(episode.from[i])
      return from === null
        ? null
        : {
            from,
            until: this.#day(episode.until[i]),
            legalStatus: this.#code(episode.legalStatus[i]),
            place: this.#code(episode.place[i]),
            reasonNew: this.#code(episode.reasonNew[i]),
            reasonCeased: this.#code(episode.reasonCeased[i]),
          }
    })
    this.immigration = this.#coded('immigration')
    const { trafficking } = columns.tables
    this.trafficking = this.#known('trafficking', (i) => ({
      code: this.#code(trafficking.code[i]),
      from: this.#day(trafficking.from[i]),
      until: this.#day(trafficking.until[i]),
      passedOver: trafficking.passedOver[i] === 1,
    }))
    this.missing = this.#spells()
  }

  get child(): Id {
    return idAt(this.#columns.children, this.#child)
  }

  get sex(): string {
    const written = this.#last('person')
    return written < 0 ? '' : this.#code(this.#columns.tables.person.sex[written])
  }

  get nationalities(): readonly string[] {
    return this.#known('nationality', (i) => this.#code(this.#columns.tables.nationality.code[i]))
  }

  get legalStatuses(): readonly Coded<D>[] {
    return this.#coded('legalStatus')
  }

  #spells(): Life<D>['missing'] {
    const { missing } = this.#columns.tables
    let order = 0
    return this.#known('missing', (i) => {
      const fact = missing.fact[i] ?? none
      return {
        fact: idAt(this.#columns.facts, fact),
        code: this.#code(missing.code[i]),
        from: this.#as(missing.from[i] ?? none),
        until: this.#day(missing.until[i]),
        fromAt: momentOf(missing.fromAt[i]),
        untilAt: momentOf(missing.untilAt[i]),
        order: order++,
        returnEnd: this.#day(missing.returnEnd[i]),
        foundOn: this.#found(fact, missing.foundOn[i] ?? none),
      }
    })
  }

  /** The earliest day on which anybody but the return says that the child was found in an episode. */
  #found(fact: number, said: number): D | null {
    const { located } = this.#columns.tables
    let first = said
    this.#each('located', (i) => {
      const on = located.on[i] ?? none
      if (located.about[i] === fact && (first === none || on < first)) first = on
    })
    return this.#day(first)
  }

  #coded(name: 'immigration' | 'legalStatus'): readonly Coded<D>[] {
    const table = this.#columns.tables[name]
    return this.#known(name, (i) => ({
      code: this.#code(table.code[i]),
      from: this.#day(table.from[i]),
      until: this.#day(table.until[i]),
    }))
  }

  /** The rows of a kind that were known, in order, made into what they say; null leaves one out. */
  #known<T>(name: TableName, read: (row: number) => T | null): readonly T[] {
    const { first } = this.#columns.tables[name]
    if (first[this.#child] === first[this.#child + 1]) return nothing
    const found: T[] = []
    this.#each(name, (i) => {
      const one = read(i)
      if (one !== null) found.push(one)
    })
    return found
  }

  #each(name: TableName, look: (row: number) => void): void {
    const { first, knownFrom, knownUntil } = this.#columns.tables[name]
    const end = first[this.#child + 1] ?? 0
    for (let i = first[this.#child] ?? 0; i < end; i++)
      if ((knownFrom[i] as number) <= this.#now && (knownUntil[i] as number) > this.#now) look(i)
  }

  #last(name: TableName): number {
    let last = -1
    this.#each(name, (i) => {
      last = i
    })
    return last
  }

  #day(number: number | undefined): D | null {
    return number === undefined || number === none ? null : this.#as(number)
  }

  #code(number: number | undefined): string {
    return this.#columns.codes[number ?? 0] ?? ''
  }
}

const momentOf = (millis: number | undefined): Instant | null =>
  millis === undefined || Number.isNaN(millis) ? null : instantOf(new Date(millis))
