import { birthday, type LeapBirthday, type PlainDate } from '../plain/index.ts'
import { kindName } from '../standard/index.ts'

/** An entry as far as the rows of the return need it: coded and dated. */
export type RowEntry = {
  kind: number
  code: string
  from_on: PlainDate | null
  until_on: PlainDate | null
  attributes: Readonly<Record<string, unknown>> | null
}

/** Rows of the return, as its files hold them; a day that is not there is empty in the file. */
export type EpisodeRow = {
  decom: PlainDate
  rne: string
  ls: string
  place: string
  dec: PlainDate | null
  rec: string
}
export type MissingRow = { missing: 'M' | 'A'; misStart: PlainDate; misEnd: PlainDate | null }
export type UascRow = { duc: PlainDate | null }

/** What the register holds and the return does not, with the rule that keeps it out or changes it. */
export type Difference = { rule: '575' | '577' | '578' | '580' | '581'; says: string }

export type ReturnRows = {
  episodes: EpisodeRow[]
  missing: MissingRow[]
  uasc: UascRow[]
  differences: Difference[]
}

/** A year of the return: 1 April to 31 March. */
export type ReturnYear = { from: PlainDate; to: PlainDate }

/**
 * The episode, missing and UASC rows that an SSDA903 return of a year would hold of one child. Rows only: the shape of
 * the files and their checking come with the returns themselves.
 *
 * The return closes what the register keeps open: a missing episode ends on the 18th birthday or when care ceases,
 * with E8 (guidance on MIS_END and REC; rules 575, 577 and 580), and holds none that began before or after care (rules
 * 581 and 578). A change from missing to away is two rows, one closed on the day on which the other opens (rule 574).
 */
export function returnRows(
  entries: readonly RowEntry[],
  year: ReturnYear,
  leap: LeapBirthday = '1 March',
): ReturnRows {
  const of = (kind: string) =>
    entries
      .filter((entry) => kindName(entry.kind) === kind)
      .sort((a, b) => ((a.from_on ?? '') < (b.from_on ?? '') ? -1 : 1))
  const dob = textOf(of('person')[0], 'dob') as PlainDate | ''
  const eighteen = dob === '' ? null : birthday(dob, 18, leap)
  const differences: Difference[] = []
  const spells = of('missing').filter(isDated)
  const missingAt = (day: PlainDate) =>
    spells.some((spell) => spell.from_on <= day && (spell.until_on === null || spell.until_on > day))

  const episodes = of('episode')
    .filter(isDated)
    .map((entry): EpisodeRow => {
      const row = {
        decom: entry.from_on,
        rne: textOf(entry, 'reasonNew'),
        ls: entry.code,
        place: textOf(entry, 'place'),
        dec: entry.until_on,
        rec: textOf(entry, 'reasonCeased'),
      }
      if (eighteen === null || row.decom >= eighteen || (row.dec !== null && row.dec < eighteen)) return row
      // Nobody is looked after from the 18th birthday; who is missing on it ceases with E8 (rule 580).
      if (!missingAt(eighteen)) return row.dec === null ? { ...row, dec: eighteen } : row
      if (row.rec !== 'E8' && row.rec !== '' && row.rec !== 'X1')
        differences.push({
          rule: '580',
          says: `The episode ends with ${row.rec}; missing on the 18th birthday asks for E8.`,
        })
      return { ...row, dec: eighteen, rec: 'E8' }
    })
    .filter((row) => row.decom <= year.to && (row.dec === null || row.dec >= year.from))
    .map((row) => (row.dec !== null && row.dec > year.to ? { ...row, dec: null, rec: '' } : row))

  const care = of('episode').filter(isDated)
  const missing = spells
    .filter((spell) => spell.from_on <= year.to && (spell.until_on === null || spell.until_on >= year.from))
    .flatMap((spell): MissingRow[] => {
      const within = care.filter(
        (episode) =>
          episode.from_on <= spell.from_on &&
          (episode.until_on === null || episode.until_on >= spell.from_on),
      )
      if (within.length === 0) {
        const before = care.every((episode) => episode.from_on > spell.from_on)
        differences.push(
          before
            ? {
                rule: '581',
                says: `Missing from ${spell.from_on}, before any care: the register holds it, the return does not.`,
              }
            : {
                rule: '578',
                says: `Missing from ${spell.from_on}, after care had ceased: the register holds it, the return does not.`,
              },
        )
        return []
      }
      if (eighteen !== null && spell.from_on >= eighteen) {
        differences.push({
          rule: '578',
          says: `Missing from ${spell.from_on}, past the 18th birthday: the return does not hold it.`,
        })
        return []
      }
      const closed = closedByRule(spell, care, eighteen)
      if (closed !== null && (spell.until_on === null || spell.until_on > closed.on))
        differences.push(closed.difference)
      const end =
        closed !== null && (spell.until_on === null || spell.until_on > closed.on)
          ? closed.on
          : spell.until_on
      if (end !== null && end < year.from) return []
      return [
        {
          missing: spell.code === 'A' ? 'A' : 'M',
          misStart: spell.from_on,
          misEnd: end !== null && end <= year.to ? end : null,
        },
      ]
    })

  const uasc = of('immigration')
    .filter((entry) => entry.code === 'uasc')
    .filter(
      (entry) =>
        (entry.from_on === null || entry.from_on <= year.to) &&
        (entry.until_on === null || entry.until_on >= year.from) &&
        (eighteen === null || eighteen >= year.from),
    )
    .map((entry): UascRow => {
      // The day on which the status ceased is at the latest the 18th birthday (rule 304).
      const ceased =
        entry.until_on !== null && (eighteen === null || entry.until_on < eighteen)
          ? entry.until_on
          : eighteen
      return { duc: ceased !== null && ceased <= year.to ? ceased : null }
    })

  return { episodes, missing, uasc, differences }
}

type Dated = RowEntry & { from_on: PlainDate }
const isDated = (entry: RowEntry): entry is Dated => entry.from_on !== null

const textOf = (entry: RowEntry | undefined, name: string): string => {
  const value = entry?.attributes?.[name]
  return typeof value === 'string' ? value : ''
}

/** The day on which the return closes a spell that the register keeps open: the 18th birthday, or the end of care. */
function closedByRule(
  spell: Dated,
  care: readonly Dated[],
  eighteen: PlainDate | null,
): { on: PlainDate; difference: Difference } | null {
  const last = care.filter((episode) => episode.from_on <= (spell.until_on ?? '9999')).at(-1)
  const ceased = last?.until_on ?? null
  const closings = [
    ...(eighteen !== null && eighteen >= spell.from_on
      ? [
          {
            on: eighteen,
            difference: {
              rule: '580' as const,
              says: `Closed on the 18th birthday, ${eighteen}; nobody has found the child.`,
            },
          },
        ]
      : []),
    ...(ceased !== null && ceased >= spell.from_on
      ? [
          {
            on: ceased,
            difference: {
              rule: '577' as const,
              says: `Closed when care ceased, ${ceased}; nobody has found the child.`,
            },
          },
        ]
      : []),
  ].sort((a, b) => (a.on < b.on ? -1 : 1))
  return closings[0] ?? null
}
