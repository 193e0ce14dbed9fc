import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { nameParts } from '../../src/invented/name-parts.ts'
import {
  deliveryDays,
  filesOn,
  hardCases,
  invent,
  inventedFolder,
  manifest,
  truthLines,
} from '../../src/invented/index.ts'
import { count } from './count.mjs'
import { adultOn, dayBefore, grouped, iso, readCsv, readLives, type Row } from './reading.ts'

const council = { children: 300, seed: 1, until: '2026-11-23' }
const lives = invent(council)
const days = deliveryDays(council)
const until = days[2] ?? ''

const filesOf = (day: string, of = lives): Map<string, string> =>
  new Map(filesOn(of, day).map(({ name, text }) => [name, text]))
const rowsOf = (files: ReadonlyMap<string, string>, name: string): Row[] => readCsv(files.get(name) ?? '')

const now = filesOf(until)
const truth = truthLines(lives)
const head = JSON.stringify({ deliveries: days })

describe('an invention', () => {
  test('is the same for the same seed and another for another', () => {
    const written = (seed: number): string => JSON.stringify([...inventedFolder({ ...council, seed })])
    expect(written(1)).toBe(written(1))
    expect(written(2)).not.toBe(written(1))
  })

  test('keeps its children when the council grows', () => {
    expect(truthLines(invent({ ...council, children: 600 })).slice(0, 300)).toEqual(truth)
  })

  test('has the asked number of children, also a number that is no round one', () => {
    for (const children of [0, 1, 7, 299, 301])
      expect(invent({ ...council, children })).toHaveLength(children)
  })

  test('delivers three times, 14 and 5 months before the last and on no first of a month', () => {
    expect(days).toHaveLength(3)
    expect(days[2]).toBe(council.until)
    expect(days.every((day) => !day.endsWith('-01'))).toBe(true)
    expect(Date.parse(until) - Date.parse(days[0] ?? '')).toBeGreaterThan(410 * 86_400_000)
    expect(Date.parse(until) - Date.parse(days[1] ?? '')).toBeGreaterThan(140 * 86_400_000)
  })

  test('is near the published shares', () => {
    const many = invent({ ...council, children: 3000 })
    const share = (some: number, of: number): number => some / of
    const alone = many.filter((life) => life.standing?.kind === 'uasc')
    expect(share(alone.length, many.length)).toBeGreaterThan(0.24)
    expect(share(alone.length, many.length)).toBeLessThan(0.36)
    // 96 % of unaccompanied children were boys on 31 March 2024.
    expect(share(alone.filter((life) => life.person.sex === 'M').length, alone.length)).toBeCloseTo(0.957, 1)
    const identified = many.filter((life) =>
      life.trafficking.some((row) => /^identified|positive/.test(row.status)),
    )
    const british = identified.filter((life) => life.group === 'trafficked here')
    expect(share(british.length, identified.length)).toBeGreaterThan(0.4)
    expect(share(british.length, identified.length)).toBeLessThan(0.7)
    const closed = many
      .flatMap((life) => life.missing)
      .flatMap((row) => {
        const end = row.end.at(-1)?.value
        return end ? [Date.parse(end.day) - Date.parse(row.start.day)] : []
      })
    // 90 % of missing incidents last two days or less; counted by dates some of two days reach a third.
    expect(share(closed.filter((length) => length <= 2 * 86_400_000).length, closed.length)).toBeGreaterThan(
      0.85,
    )
  })
})

test('names are put together from the made-up parts, and every one says nothing of a child', () => {
  const built = ({ begins, ends }: { begins: readonly string[]; ends: readonly string[] }): Set<string> =>
    new Set(begins.flatMap((begin) => ends.map((end) => begin + end)))
  const forenames = built(nameParts.forename)
  const surnames = built(nameParts.surname)
  for (const row of rowsOf(now, 'ssd_person.csv')) {
    expect(forenames).toContain(row['pers_forename'])
    expect(surnames).toContain(row['pers_surname'])
  }
})

test('every folder has a manifest that says that all is invented, with the digest of each file beside it', () => {
  const folder = new Map([...inventedFolder(council)].map(({ path, text }) => [path, text]))
  const manifests = [...folder.keys()].filter((path) => path.endsWith('turnstone-invented.json'))
  expect(manifests).toHaveLength(3)
  for (const path of manifests) {
    const read = JSON.parse(folder.get(path) ?? '') as {
      invented: boolean
      note: string
      files: Record<string, string>
      council: object
    }
    const at = path.slice(0, path.lastIndexOf('/') + 1)
    expect(read.invented).toBe(true)
    expect(read.note).toMatch(/every child in these files is invented/)
    expect(read.council).toEqual({ code: 'E99000001', name: 'Marram County Council' })
    expect(Object.keys(read.files)).toHaveLength(12)
    for (const [name, digest] of Object.entries(read.files)) {
      expect(
        createHash('sha256')
          .update(folder.get(at + name) ?? '')
          .digest('hex'),
      ).toBe(digest)
    }
  }
  expect(folder.get('turnstone-invented.json')).toBe(manifest(council, filesOn(lives, until)))
  expect(folder.get('truth/lives.jsonl')?.split('\n')[0]).toContain('"deliveries"')
})

// Typed here from the DfE's code lists, and not taken from the code that writes the files.
const codes: Record<string, RegExp> = {
  SEX: /^[MFU12]$/,
  ETHNIC:
    /^(WBRI|WIRI|WOTH|WIRT|WROM|MWBC|MWBA|MWAS|MOTH|AIND|APKN|ABAN|AOTH|BCRB|BAFR|BOTH|CHNE|OOTH|REFU|NOBT)$/,
  UPN: /^(UN[1-5]|[A-HJ-NP-RT-Z]\d{12})$/,
  MOTHER: /^[01]?$/,
  RNE: /^[SPLTUB]$/,
  LS: /^(C1|C2|D1|E1|V2|V3|V4|J1|J2|J3|L1|L2|L3)$/,
  CIN: /^N[1-8]$/,
  PLACE: /^(A[3-6]|H5|K[123]|P[123]|R[1235]|S1|T[0-4]|U[1-6]|Z1|Z1[1-4])$/,
  PLACE_PROVIDER: /^(PR[0-5])?$/,
  REC: /^(X1|E11|E12|E2|E3|E4A|E4B|E13|E41|E45|E46|E47|E48|E5|E6|E7|E8|E9|E14|E15|E16|E17)?$/,
  REASON_PLACE_CHANGE: /^(CARPL|CLOSE|ALLEG|STAND|APPRR|CREQB|CREQO|CHILD|LAREQ|PLACE|CUSTOD|OTHER)?$/,
  MISSING: /^[MA]$/,
  STATUS:
    /^(none|indicators|suspected|identified|referred|rg-positive|rg-negative|cg-positive|cg-negative|reconsidered)$/,
  miss_missing_episode_type: /^[MA]$/,
  miss_missing_rhi_offered: /^(Y|N|NA|)$/,
  miss_missing_rhi_accepted: /^(Y|N|NA|)$/,
  pers_sex: /^[MFU]$/,
}
const required = [
  'CHILD',
  'DOB',
  'DECOM',
  'MIS_START',
  'STATUS',
  'FROM',
  'pers_dob',
  'miss_missing_episode_start_date',
]
const aDay = /^(DOB|MC_DOB|DECOM|DEC|DUC|MIS_START|MIS_END|FROM|TO|.*_date|pers_dob)$/

const real = (day: string): boolean => {
  const parsed = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === day
}

/** "They are compared half-open where they must not overlap": an end may be the next start. */
function overlapping(spells: readonly { from: string; until: string }[]): string[] {
  const faults: string[] = []
  spells.forEach((one, index) => {
    if (one.until !== '' && one.until < one.from) faults.push(`ends before it starts ${one.from}`)
    for (const next of spells.slice(index + 1)) {
      if (next.from < one.from) faults.push(`out of order ${next.from}`)
      if (one.until === '' || next.from < one.until) faults.push(`${one.from} runs into ${next.from}`)
    }
  })
  return faults
}

const spells = (
  rows: readonly Row[],
  from: string,
  to: string,
  read = iso,
): { from: string; until: string }[] => rows.map((row) => ({ from: read(row[from]), until: read(row[to]) }))

const councils = [
  { council, day: days[0] ?? '' },
  { council, day: days[1] ?? '' },
  { council, day: until },
  { council: { children: 900, seed: 77, until: '2026-03-31' }, day: '2026-03-31' },
  // SEX is 1 and 2, and K3 and Z11 to Z14 are of the future.
  { council: { children: 300, seed: 5, until: '2016-09-30' }, day: '2016-09-30' },
]

describe.each(councils)('the files of $day, seed $council.seed, are clean', ({ council: of, day }) => {
  const files = filesOf(day, of === council ? lives : invent(of))

  test('dates are real and not in the future, codes are of the lists, no row is ragged', () => {
    for (const [name, text] of files) {
      for (const row of readCsv(text)) {
        for (const [column, value] of Object.entries(row)) {
          if (codes[column]) expect(value, `${name} ${column}`).toMatch(codes[column])
          if (required.includes(column)) expect(value).not.toBe('')
          if (!aDay.test(column) || value === '') continue
          expect(real(iso(value)), `${name} ${column} ${value}`).toBe(true)
          expect(iso(value) <= day, `${name} ${column} ${value}`).toBe(true)
        }
      }
    }
    expect(files.size).toBe(12)
    const sexes = new Set(rowsOf(files, 'header.csv').map((row) => row['SEX']))
    expect([...sexes].every((sex) => (day < '2024-04-01' ? '12' : 'MFU').includes(sex ?? '?'))).toBe(true)
  })

  test('each child has one header row, one person row, one date of birth, and a UPN of its own', () => {
    const born = new Map(
      rowsOf(files, 'ssd_person.csv').map((row) => [row['pers_person_id'], row['pers_dob']]),
    )
    const listed = new Set(rowsOf(files, 'header.csv').map((row) => row['CHILD']))
    expect(born.size).toBe(rowsOf(files, 'ssd_person.csv').length)
    expect(listed.size).toBe(rowsOf(files, 'header.csv').length)
    for (const [name] of files) {
      for (const row of rowsOf(files, name)) {
        const child =
          row['CHILD'] ?? Object.entries(row).find(([column]) => column.endsWith('person_id'))?.[1]
        expect(born.has(child), `${name} ${String(child)}`).toBe(true)
        if (row['DOB']) expect(iso(row['DOB'])).toBe(born.get(child))
        if (['episodes.csv', 'uasc.csv', 'missing.csv'].includes(name)) expect(listed.has(child)).toBe(true)
      }
    }
    const upns = rowsOf(files, 'header.csv')
      .map((row) => row['UPN'] ?? '')
      .filter((upn) => !upn.startsWith('UN'))
    expect(new Set(upns).size).toBe(upns.length)
    const ids = [
      'ssd_missing.csv',
      'ssd_cla_episodes.csv',
      'ssd_cla_placement.csv',
      'ssd_legal_status.csv',
      'ssd_linked_identifiers.csv',
    ]
    for (const name of ids) {
      const all = rowsOf(files, name).map((row) => Object.values(row)[0])
      expect(new Set(all).size, name).toBe(all.length)
    }
  })

  test('no exclusive spells of one child overlap', () => {
    const tables: [string, string, string, string][] = [
      ['episodes.csv', 'CHILD', 'DECOM', 'DEC'],
      ['missing.csv', 'CHILD', 'MIS_START', 'MIS_END'],
      [
        'ssd_missing.csv',
        'miss_person_id',
        'miss_missing_episode_start_date',
        'miss_missing_episode_end_date',
      ],
      [
        'ssd_immigration_status.csv',
        'immi_person_id',
        'immi_immigration_status_start_date',
        'immi_immigration_status_end_date',
      ],
      [
        'ssd_cla_episodes.csv',
        'clae_person_id',
        'clae_cla_episode_start_date',
        'clae_cla_episode_ceased_date',
      ],
      [
        'ssd_cla_placement.csv',
        'clap_person_id',
        'clap_cla_placement_start_date',
        'clap_cla_placement_end_date',
      ],
      [
        'ssd_legal_status.csv',
        'lega_person_id',
        'lega_legal_status_start_date',
        'lega_legal_status_end_date',
      ],
    ]
    for (const [name, child, from, to] of tables) {
      for (const [id, rows] of grouped(rowsOf(files, name), child)) {
        expect(overlapping(spells(rows, from, to)), `${name} ${id}`).toEqual([])
      }
    }
    // To the minute, where both rows have one.
    for (const rows of grouped(rowsOf(files, 'ssd_missing.csv'), 'miss_person_id').values()) {
      const exact = rows.filter((row) => (row['miss_missing_episode_start_date'] ?? '').includes('T'))
      const times = spells(
        exact,
        'miss_missing_episode_start_date',
        'miss_missing_episode_end_date',
        (text) => text ?? '',
      )
      expect(overlapping(times)).toEqual([])
      // The hour that is skipped or comes twice when the clocks change.
      expect(JSON.stringify(times)).not.toContain('T01:')
    }
  })

  test('episodes follow the rules of the return on reasons, ages and years', () => {
    const born = new Map(rowsOf(files, 'header.csv').map((row) => [row['CHILD'], iso(row['DOB'])]))
    for (const [child, rows] of grouped(rowsOf(files, 'episodes.csv'), 'CHILD')) {
      const adult = adultOn(born.get(child) ?? '')
      rows.forEach((row, index) => {
        const [from, dec, before, next] = [
          iso(row['DECOM']),
          iso(row['DEC']),
          rows[index - 1],
          rows[index + 1],
        ]
        const follows = before !== undefined && iso(before['DEC']) === from && before['REC'] === 'X1'
        expect(row['RNE'] === 'S', `${child} ${from}`).toBe(!follows)
        if (row['REC'] === 'X1') expect(next && iso(next['DECOM']), `${child} ${from}`).toBe(dec)
        expect(from < adult && from >= (born.get(child) ?? '')).toBe(true)
        expect(dec <= adult, `${child} ${from}`).toBe(true)
        const place = row['PLACE'] ?? ''
        const years: Record<string, [string, string]> = {
          P2: ['1991-10-14', '2023-10-28'],
          H5: ['1991-10-14', '2025-03-31'],
          Z1: ['1991-10-14', '2025-04-01'],
          K3: ['2024-04-01', '9999'],
          Z11: ['2025-04-01', '9999'],
          Z12: ['2025-04-01', '9999'],
          Z13: ['2025-04-01', '9999'],
          Z14: ['2025-04-01', '9999'],
        }
        const [first, last] = years[place] ?? ['', '9999']
        expect(from >= first, `${place} ${from}`).toBe(true)
        // An episode left open past 18 keeps the code that it had then; a new code may be known months late.
        if (last !== '9999' && Date.parse(day) > Date.parse(last) + 100 * 86_400_000)
          expect((dec || adult) <= last, `${child} ${place} ${from} ${dec}`).toBe(true)
        if (['P2', 'H5', 'K3'].includes(place))
          expect(Number(from.slice(0, 4)) - Number(born.get(child)?.slice(0, 4))).toBeGreaterThanOrEqual(16)
        expect(row['PLACE_PROVIDER'] === '').toBe(place.startsWith('Z'))
        if (dec !== '' && (row['LS'] === 'V3' || row['LS'] === 'V4'))
          expect(Date.parse(dec) - Date.parse(from)).toBeLessThanOrEqual(17 * 86_400_000)
      })
    }
    for (const row of rowsOf(files, 'uasc.csv'))
      expect(iso(row['DUC']) <= adultOn(born.get(row['CHILD']) ?? '')).toBe(true)
  })

  test('a status of the referral ends before the next begins, and no status runs beside itself', () => {
    for (const [child, rows] of grouped(rowsOf(files, 'trafficking.csv'), 'CHILD')) {
      const referral = rows.filter((row) => /referred|^rg|^cg|reconsidered/.test(row['STATUS'] ?? ''))
      referral.forEach((row, index) => {
        const next = referral[index + 1]
        if (!next) return
        expect((row['FROM'] ?? '') < (next['FROM'] ?? ''), child).toBe(true)
        expect((row['TO'] ?? '') < (next['FROM'] ?? ''), child).toBe(true)
      })
      for (const one of grouped(rows, 'STATUS').values()) {
        if (one.some((row) => /referred|^rg|^cg|reconsidered/.test(row['STATUS'] ?? ''))) continue
        expect(overlapping(spells(one, 'FROM', 'TO')), child).toEqual([])
      }
    }
  })

  test('the return and the dataset agree, but where the dataset shows another end than the return may', () => {
    const key = (child: string | undefined, from: string | undefined, kind: string | undefined): string =>
      `${child ?? ''} ${iso(from)} ${kind ?? ''}`
    const episodes = rowsOf(files, 'episodes.csv').map(
      (row) => `${key(row['CHILD'], row['DECOM'], row['RNE'])} ${iso(row['DEC'])} ${row['REC'] ?? ''}`,
    )
    const again = rowsOf(files, 'ssd_cla_episodes.csv').map(
      (row) =>
        `${key(row['clae_person_id'], row['clae_cla_episode_start_date'], row['clae_cla_episode_start_reason'])} ${iso(row['clae_cla_episode_ceased_date'])} ${row['clae_cla_episode_ceased_reason'] ?? ''}`,
    )
    expect(again).toEqual(episodes)
    const born = new Map(rowsOf(files, 'header.csv').map((row) => [row['CHILD'], iso(row['DOB'])]))
    const ceased = new Set(
      rowsOf(files, 'episodes.csv')
        .filter((row) => row['REC'] !== 'X1')
        .map((row) => `${row['CHILD'] ?? ''} ${iso(row['DEC'])}`),
    )
    const ends = grouped(rowsOf(files, 'ssd_missing.csv'), (row) =>
      key(row['miss_person_id'], row['miss_missing_episode_start_date'], row['miss_missing_episode_type']),
    )
    const seen = new Map<string, number>()
    for (const row of rowsOf(files, 'missing.csv')) {
      const of = key(row['CHILD'], row['MIS_START'], row['MISSING'])
      const nth = seen.get(of) ?? 0
      seen.set(of, nth + 1)
      const end = iso(row['MIS_END'])
      const other = ends.get(of)?.[nth]
      if (other === undefined) continue
      const dataset = iso(other['miss_missing_episode_end_date'])
      if (dataset === end) continue
      expect(dataset === '' || dataset > end, of).toBe(true)
      expect(
        end === adultOn(born.get(row['CHILD']) ?? '') || ceased.has(`${row['CHILD'] ?? ''} ${end}`),
        of,
      ).toBe(true)
    }
  })

  test('the truth counts what a careful clerk counts in the files', () => {
    const all = of === council ? lives : invent(of)
    const lines = [JSON.stringify({ deliveries: deliveryDays(of) }), ...truthLines(all)]
    const clerk = readLives(files)
    const year = Number(day.slice(0, 4))
    const periods = Array.from({ length: 12 }, (_, back) => [
      { from: `${String(year - back)}-01-01`, to: `${String(year - back)}-12-31` },
      { from: `${String(year - back - 1)}-10-01`, to: `${String(year - back)}-09-30` },
      { from: `${String(year - back)}-03-31`, to: `${String(year - back)}-03-31` },
    ]).flat()
    for (const period of periods) {
      expect(count(lines, { ...period, knownOn: day }), period.to).toEqual(count(clerk, period))
    }
  })
})

describe('what is known grows', () => {
  const keyed = (files: ReadonlyMap<string, string>): Map<string, string> => {
    const seen = new Map<string, number>()
    const keys = new Map<string, string>()
    const tables: [string, string, string[]][] = [
      ['episodes.csv', 'CHILD', ['DECOM', 'RNE', 'LS', 'PLACE']],
      ['missing.csv', 'CHILD', ['MIS_START', 'MISSING']],
      ['ssd_missing.csv', 'miss_person_id', ['miss_missing_episode_start_date', 'miss_missing_episode_type']],
      ['trafficking.csv', 'CHILD', ['FROM', 'STATUS']],
      ['uasc.csv', 'CHILD', []],
      [
        'ssd_cla_placement.csv',
        'clap_person_id',
        ['clap_cla_placement_start_date', 'clap_cla_placement_type'],
      ],
      ['ssd_legal_status.csv', 'lega_person_id', ['lega_legal_status_start_date', 'lega_legal_status']],
    ]
    for (const [name, child, columns] of tables) {
      for (const row of rowsOf(files, name)) {
        const day = `${name} ${row[child] ?? ''} ${row[columns[0] ?? ''] ?? ''}`
        const nth = seen.get(day) ?? 0
        seen.set(day, nth + 1)
        const rest = columns
          .slice(1)
          .map((column) => row[column])
          .join(' ')
        // Statuses of a day are told apart by their code, everything else by its order in the file.
        keys.set(
          name === 'trafficking.csv' ? `${day} ${rest}` : `${day} ${String(nth)} ${rest}`,
          JSON.stringify(row),
        )
      }
    }
    return keys
  }
  const [first, second, third] = days.map((day) => keyed(filesOf(day)))

  test('nothing that one delivery holds is absent from the next, and no start or code changes', () => {
    for (const key of first?.keys() ?? []) expect(second?.has(key), key).toBe(true)
    for (const key of second?.keys() ?? []) expect(third?.has(key), key).toBe(true)
  })

  test('each delivery adds rows, fills ends and puts values right', () => {
    expect(second?.size).toBeGreaterThan(first?.size ?? 0)
    expect(third?.size).toBeGreaterThan(second?.size ?? 0)
    const changed = [...(first ?? [])].filter(([key, row]) => second?.get(key) !== row)
    expect(changed.length).toBeGreaterThan(10)
    const duc = (day: string): Map<string, string> =>
      new Map(rowsOf(filesOf(day), 'uasc.csv').map((row) => [row['CHILD'] ?? '', row['DUC'] ?? '']))
    const [before, after] = [duc(days[0] ?? ''), duc(until)]
    expect(
      [...before].filter(([child, day]) => day !== '' && after.get(child) !== day).length,
    ).toBeGreaterThan(0)
    const misEnds = (day: string): Map<string, string> =>
      new Map(
        [...keyed(filesOf(day))]
          .filter(([key]) => key.startsWith('missing.csv'))
          .map(([key, row]) => [key, (JSON.parse(row) as Row)['MIS_END'] ?? '']),
      )
    const [wrong, right] = [misEnds(days[0] ?? ''), misEnds(until)]
    expect([...wrong].filter(([key, end]) => end !== '' && right.get(key) !== end).length).toBeGreaterThan(0)
  })

  test('answers about an earlier year differ by the day of knowledge', () => {
    const period = { from: '2024-10-01', to: '2025-09-30' }
    const lines = [head, ...truth]
    const years = [period, { from: '2025-01-01', to: '2025-12-31' }, { from: '2025-09-01', to: '2026-08-31' }]
    const answers = days.map((knownOn) =>
      JSON.stringify(years.map((year) => count(lines, { ...year, knownOn }))),
    )
    expect(new Set(answers).size).toBe(3)
    // Between two deliveries nothing becomes known; before the first nothing is.
    expect(count(lines, { ...period, knownOn: dayBefore(days[1] ?? '') })).toEqual(
      count(lines, { ...period, knownOn: days[0] ?? '' }),
    )
    expect(count(lines, { ...period, knownOn: dayBefore(days[0] ?? '') }).coverage1a.of).toBe(0)
  })
})

describe('every hard case is in the files of 300 children', () => {
  const header = new Map(rowsOf(now, 'header.csv').map((row) => [row['CHILD'] ?? '', row]))
  const persons = rowsOf(now, 'ssd_person.csv')
  const episodes = grouped(rowsOf(now, 'episodes.csv'), 'CHILD')
  const missing = grouped(rowsOf(now, 'missing.csv'), 'CHILD')
  const dataset = grouped(rowsOf(now, 'ssd_missing.csv'), 'miss_person_id')
  const statuses = grouped(rowsOf(now, 'trafficking.csv'), 'CHILD')
  const uasc = grouped(rowsOf(now, 'uasc.csv'), 'CHILD')
  const immigration = grouped(rowsOf(now, 'ssd_immigration_status.csv'), 'immi_person_id')

  type Seen = {
    adult: string
    dob: string
    care: Row[]
    rows: Row[]
    dataset: Row[]
    statuses: Row[]
    listed: boolean
    uasc: Row | undefined
    immigration: string
  }
  const children: Seen[] = persons.map((person) => {
    const child = person['pers_person_id'] ?? ''
    const dob = person['pers_dob'] ?? ''
    return {
      dob,
      adult: adultOn(dob),
      care: episodes.get(child) ?? [],
      rows: missing.get(child) ?? [],
      dataset: dataset.get(child) ?? [],
      statuses: statuses.get(child) ?? [],
      listed: header.has(child),
      uasc: uasc.get(child)?.[0],
      immigration: (immigration.get(child) ?? []).map((row) => row['immi_immigration_status']).join(';'),
    }
  })
  const missStart = (row: Row | undefined): string => iso(row?.['miss_missing_episode_start_date'])
  const missEnd = (row: Row | undefined): string => iso(row?.['miss_missing_episode_end_date'])
  const respite = (row: Row): boolean => row['LS'] === 'V3' || row['LS'] === 'V4'
  const firstCare = (one: Seen): string => iso(one.care[0]?.['DECOM'])
  const has = (one: Seen, status: string): Row | undefined =>
    one.statuses.find((row) => row['STATUS'] === status)
  /** The return's M row that ends on the day on which care ceases for `rec`, with the dataset's end of it. */
  const lostBy = (
    one: Seen,
    rec: string,
    on: 'birthday' | 'before',
  ): { end: string; dataset: string | null }[] =>
    one.rows.flatMap((row) => {
      const end = iso(row['MIS_END'])
      const ceased = one.care.find((episode) => iso(episode['DEC']) === end && episode['REC'] === rec)
      if (row['MISSING'] !== 'M' || end === '' || !ceased || (end === one.adult) !== (on === 'birthday'))
        return []
      const other = one.dataset.find((each) => missStart(each) === iso(row['MIS_START']))
      return [{ end, dataset: other ? missEnd(other) : null }]
    })
  const lost =
    (rec: string, on: 'birthday' | 'before', shown: (end: string, dataset: string | null) => boolean) =>
    (one: Seen): boolean =>
      lostBy(one, rec, on).some(({ end, dataset: other }) => shown(end, other))
  const neverFound = (_: string, other: string | null): boolean => other === ''
  const returnOnly = (_: string, other: string | null): boolean => other === null
  const foundLater = (end: string, other: string | null): boolean => other !== null && other > end
  const sequence = (one: Seen): string => one.statuses.map((row) => row['STATUS']).join(' ')

  const cases: [string, (one: Seen) => boolean][] = [
    ['only V3 or V4 episodes', (one) => one.care.length > 1 && one.care.every(respite)],
    [
      'only V3 or V4, missing and suspected',
      (one) =>
        one.care.length > 0 &&
        one.care.every(respite) &&
        one.rows.length > 0 &&
        has(one, 'suspected') !== undefined,
    ],
    [
      'V3 or V4 first, missing, then other care',
      (one) =>
        one.care.some(respite) &&
        one.care.some((row) => !respite(row)) &&
        one.dataset.some((row) => missStart(row) > firstCare(one)),
    ],
    [
      'missing before the first day of care',
      (one) => one.care.length > 0 && one.dataset.some((row) => missStart(row) < firstCare(one)),
    ],
    [
      'missing before care in the return too',
      (one) => one.care.length > 0 && one.rows.some((row) => iso(row['MIS_START']) < firstCare(one)),
    ],
    [
      'missing and never in care, found',
      (one) => one.care.length === 0 && one.dataset.some((row) => missEnd(row) !== ''),
    ],
    [
      'missing and never in care, not found, in no return',
      (one) => one.care.length === 0 && !one.listed && one.dataset.some((row) => missEnd(row) === ''),
    ],
    [
      'missing and never in care, in the return, closed at 18',
      (one) =>
        one.care.length === 0 &&
        one.uasc !== undefined &&
        one.rows.some((row) => iso(row['MIS_END']) === one.adult),
    ],
    ['missing at 18, E8, never found', lost('E8', 'birthday', neverFound)],
    ['missing at 18, E8, in the return only', lost('E8', 'birthday', returnOnly)],
    ['missing at 18, E8, found later', lost('E8', 'birthday', foundLater)],
    ['found on the 18th birthday', lost('E8', 'birthday', (end, other) => other === end)],
    ['died on the 18th birthday while missing', lost('E2', 'birthday', returnOnly)],
    ['transferred while missing, never found', lost('E3', 'before', neverFound)],
    ['transferred while missing, in the return only', lost('E3', 'before', returnOnly)],
    ['transferred while missing, found later', lost('E3', 'before', foundLater)],
    ['age assessed as 18 while missing', lost('E15', 'before', neverFound)],
    ['care ended by review while missing', lost('E8', 'before', neverFound)],
    ['care ended without a reason while missing', lost('', 'before', neverFound)],
    ['went home while missing', lost('E4B', 'before', (end, other) => other === end)],
    ['went home while missing, in the return only', lost('E4B', 'before', returnOnly)],
    [
      'lost in the return only, care begun again',
      (one) =>
        lostBy(one, 'E8', 'before').some(
          ({ end, dataset: other }) =>
            other === null && one.care.some((row) => row['RNE'] === 'S' && iso(row['DECOM']) > end),
        ),
    ],
    [
      'lost in the return only, missing again',
      (one) =>
        lostBy(one, 'E8', 'before').some(
          ({ end, dataset: other }) => other === null && one.dataset.some((row) => missStart(row) > end),
        ),
    ],
    [
      'born on 29 February, missing at 18',
      (one) => one.dob.endsWith('-02-29') && one.rows.some((row) => iso(row['MIS_END']) === one.adult),
    ],
    [
      'unaccompanied with DUC before 18',
      (one) => iso(one.uasc?.['DUC']) !== '' && iso(one.uasc?.['DUC']) < one.adult,
    ],
    ['unaccompanied without DUC', (one) => one.uasc?.['DUC'] === ''],
    [
      'separated in the immigration status only',
      (one) => one.uasc === undefined && /^Separated/.test(one.immigration) && one.care.length > 0,
    ],
    [
      'a leave that follows',
      (one) => /;(Refugee|Humanitarian|UASC leave|Discretionary|Limited)/.test(one.immigration),
    ],
    [
      'suspicion that goes on after a negative decision',
      (one) => has(one, 'suspected')?.['TO'] === '' && /(rg|cg)-negative$/.test(sequence(one)),
    ],
    [
      'identification ended, suspected later',
      (one) =>
        (has(one, 'identified')?.['TO'] ?? '') !== '' &&
        (has(one, 'suspected')?.['FROM'] ?? '') > (has(one, 'identified')?.['TO'] ?? ''),
    ],
    [
      'a later decision ends an earlier one that has no TO',
      (one) => has(one, 'referred')?.['TO'] === '' && /referred rg/.test(sequence(one)),
    ],
    [
      'a later decision after one that has TO',
      (one) => (has(one, 'referred')?.['TO'] ?? '') !== '' && /referred rg/.test(sequence(one)),
    ],
    ['reconsidered', (one) => /rg-negative reconsidered/.test(sequence(one))],
    [
      'indicators, suspected and identified side by side',
      (one) =>
        has(one, 'indicators')?.['TO'] === '' &&
        has(one, 'suspected') !== undefined &&
        has(one, 'identified') !== undefined,
    ],
    ['indicators alone', (one) => sequence(one) === 'indicators'],
    ['none', (one) => sequence(one) === 'none'],
    ['no STATUS row, in care', (one) => one.statuses.length === 0 && one.care.length > 0],
    ['in the header without episode', (one) => one.listed && one.care.length === 0 && one.rows.length === 0],
    ['an episode of no length', (one) => one.care.some((row) => row['DECOM'] === row['DEC'])],
    [
      'touching episodes',
      (one) =>
        one.care.some((row, index) => row['DEC'] !== '' && row['DEC'] === one.care[index + 1]?.['DECOM']),
    ],
    [
      'left open past 18',
      (one) => one.adult < until && one.care.some((row) => row['DEC'] === '' && row['REC'] === ''),
    ],
    ['a reason without a date', (one) => one.care.some((row) => row['DEC'] === '' && row['REC'] !== '')],
    [
      'missing now, under 18',
      (one) => one.adult > until && one.rows.some((row) => row['MISSING'] === 'M' && row['MIS_END'] === ''),
    ],
    [
      'missing now and identified',
      (one) => has(one, 'identified') !== undefined && one.rows.some((row) => row['MIS_END'] === ''),
    ],
    ['missing more than 40 times', (one) => one.rows.length > 40],
    [
      'three times on one day',
      (one) => [...grouped(one.rows, 'MIS_START').values()].some((rows) => rows.length >= 3),
    ],
    [
      'away that turned into missing',
      (one) =>
        one.rows.some(
          (row, index) =>
            row['MISSING'] === 'A' &&
            one.rows[index + 1]?.['MISSING'] === 'M' &&
            row['MIS_END'] === one.rows[index + 1]?.['MIS_START'],
        ),
    ],
    [
      'a row of missing without a time',
      (one) => one.dataset.some((row) => row['miss_missing_episode_start_date']?.length === 10),
    ],
    ['a row of missing that is in the return only', (one) => one.rows.length > one.dataset.length],
    [
      'care twice',
      (one) =>
        new Set(one.care.filter((row) => row['RNE'] === 'S' && !respite(row)).map((row) => row['DECOM']))
          .size > 1,
    ],
  ]

  test.each(cases)('%s', (_, fits) => {
    expect(children.filter(fits).length).toBeGreaterThan(0)
  })

  test('and each is labelled in the truth', () => {
    const labels = new Set(lives.map((life) => life.case))
    for (const label of hardCases) expect(labels).toContain(label)
  })
})
