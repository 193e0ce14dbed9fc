/**
 * Reads the invented files as a careful clerk would, by the rules of the question, into lines that the counter takes.
 * It knows nothing of how the files were made: what it counts must be what the truth counts.
 */
export type Row = Record<string, string>

export function readCsv(text: string): Row[] {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const columns = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    if (cells.length !== columns.length) throw new Error(`Ragged: ${line}`)
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

/** Rows by a key, in the order of the file. */
export function grouped(rows: readonly Row[], key: string | ((row: Row) => string)): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = typeof key === 'string' ? (row[key] ?? '') : key(row)
    groups.set(group, [...(groups.get(group) ?? []), row])
  }
  return groups
}

export const iso = (day: string | undefined): string =>
  !day ? '' : day.includes('/') ? day.split('/').reverse().join('-') : day.slice(0, 10)

export const adultOn = (dob: string): string =>
  `${String(Number(dob.slice(0, 4)) + 18)}${dob.slice(4)}`.replace('-02-29', '-03-01')

export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

const sequence = ['referred', 'rg-positive', 'rg-negative', 'cg-positive', 'cg-negative', 'reconsidered']

type Ended = { from: string; until: string | null }
const known = <T extends Ended>(item: T): T & { known: object[] } => ({
  ...item,
  known: [{ ...item, on: '' }],
})

export function readLives(files: ReadonlyMap<string, string>): string[] {
  const rows = (name: string): Row[] => readCsv(files.get(name) ?? '')
  const byChild = (name: string, column: string): Map<string, Row[]> => grouped(rows(name), column)
  const episodes = byChild('episodes.csv', 'CHILD')
  const uasc = byChild('uasc.csv', 'CHILD')
  const returned = byChild('missing.csv', 'CHILD')
  const dataset = byChild('ssd_missing.csv', 'miss_person_id')
  const immigration = byChild('ssd_immigration_status.csv', 'immi_person_id')
  const trafficking = byChild('trafficking.csv', 'CHILD')
  return rows('ssd_person.csv').map((person) => {
    const child = person['pers_person_id'] ?? ''
    const dob = person['pers_dob'] ?? ''
    const care = (episodes.get(child) ?? []).map((row) => ({
      from: iso(row['DECOM']),
      until: iso(row['DEC']) || null,
      ls: row['LS'],
      rne: row['RNE'],
      rec: row['REC'] ?? '',
    }))
    return JSON.stringify({
      child,
      dob,
      care: care.map(known),
      missing: readMissing(dob, care, returned.get(child) ?? [], dataset.get(child) ?? []).map(known),
      unaccompanied: [
        ...(uasc.get(child) ?? []).map((row) => ({ from: '', until: iso(row['DUC']) || null })),
        ...(immigration.get(child) ?? [])
          .filter((row) => /^(uasc$|unaccompanied|separated)/i.test(row['immi_immigration_status'] ?? ''))
          .map((row) => ({
            from: iso(row['immi_immigration_status_start_date']),
            until: iso(row['immi_immigration_status_end_date']) || null,
          })),
      ].map(known),
      trafficking: readStatuses(trafficking.get(child) ?? []).map(known),
    })
  })
}

/** "A later row ends the earlier the day before", also where TO is empty. */
function readStatuses(rows: readonly Row[]): (Ended & { status: string })[] {
  const read = rows.map((row) => ({
    status: row['STATUS'] ?? '',
    from: row['FROM'] ?? '',
    until: row['TO'] || null,
  }))
  return read.map((row) => {
    if (!sequence.includes(row.status)) return row
    const next = read
      .filter((other) => sequence.includes(other.status) && other.from > row.from)
      .sort((one, other) => (one.from < other.from ? -1 : 1))[0]
    if (next === undefined) return row
    const last = dayBefore(next.from)
    return { ...row, until: row.until !== null && row.until < last ? row.until : last }
  })
}

type Care = Ended & { rne: string | undefined; rec: string }

function readMissing(
  dob: string,
  care: readonly Care[],
  returned: readonly Row[],
  dataset: readonly Row[],
): object[] & Ended[] {
  type Both = { type: string; from: string; nth: number; stated: string | null; returnEnd: string | null }
  const merged = new Map<string, Both>()
  const at = (
    rows: readonly Row[],
    column: string,
    index: number,
  ): { from: string; nth: number; key: string } => {
    const from = iso(rows[index]?.[column])
    const nth = rows.slice(0, index).filter((row) => iso(row[column]) === from).length
    return { from, nth, key: `${from} ${String(nth)}` }
  }
  returned.forEach((row, index) => {
    const { from, nth, key } = at(returned, 'MIS_START', index)
    merged.set(key, {
      type: row['MISSING'] ?? '',
      from,
      nth,
      stated: null,
      returnEnd: iso(row['MIS_END']) || null,
    })
  })
  dataset.forEach((row, index) => {
    const { from, nth, key } = at(dataset, 'miss_missing_episode_start_date', index)
    const stated = iso(row['miss_missing_episode_end_date']) || null
    const before = merged.get(key)
    if (before && before.type !== row['miss_missing_episode_type'])
      throw new Error(`Two kinds in one: ${key}`)
    merged.set(key, {
      type: row['miss_missing_episode_type'] ?? '',
      from,
      nth,
      returnEnd: before?.returnEnd ?? null,
      stated,
    })
  })
  const all = [...merged.values()].sort((one, other) =>
    one.from === other.from ? one.nth - other.nth : one.from < other.from ? -1 : 1,
  )
  return all.map((row, index) => {
    const signs: string[] = []
    if (row.stated) signs.push(row.stated)
    else if (row.returnEnd && !byRule(row.returnEnd, dob, care)) signs.push(row.returnEnd)
    for (const episode of care) if (episode.rne === 'S' && episode.from > row.from) signs.push(episode.from)
    const next = all[index + 1]
    if (next) signs.push(next.from)
    return {
      type: row.type,
      from: row.from,
      until: row.stated ?? row.returnEnd,
      located: signs.sort()[0] ?? null,
    }
  })
}

/** "A MIS_END on the 18th birthday (unless REC is E2), or on the day care ceased with REC E8, E3, E15 or none" */
function byRule(end: string, dob: string, care: readonly Care[]): boolean {
  const ceasing = care.find((episode) => episode.until === end && episode.rec !== 'X1')
  if (end === adultOn(dob)) return ceasing?.rec !== 'E2'
  return ceasing !== undefined && ['E8', 'E3', 'E15', ''].includes(ceasing.rec)
}
