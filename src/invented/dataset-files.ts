import { csv, type File } from './csv.ts'
import type { Day, Moment } from './day.ts'
import { believed, firstKnown } from './known.ts'
import type { Ending, Episode, Life } from './life.ts'

/** Tables of the Standard Safeguarding Dataset (Data to Insight, ssd-data-model), with all of its columns. */
const columns = {
  ssd_person: [
    'pers_person_id',
    'pers_forename',
    'pers_surname',
    'pers_sex',
    'pers_gender',
    'pers_ethnicity',
    'pers_dob',
    'pers_common_child_id',
    'pers_legacy_id',
    'pers_upn_unknown',
    'pers_send_flag',
    'pers_expected_dob',
    'pers_death_date',
    'pers_is_mother',
    'pers_nationality',
  ],
  ssd_linked_identifiers: [
    'link_table_id',
    'link_person_id',
    'link_identifier_type',
    'link_identifier_value',
    'link_valid_from_date',
    'link_valid_to_date',
  ],
  ssd_immigration_status: [
    'immi_person_id',
    'immi_immigration_status_id',
    'immi_immigration_status',
    'immi_immigration_status_start_date',
    'immi_immigration_status_end_date',
  ],
  ssd_missing: [
    'miss_table_id',
    'miss_person_id',
    'miss_missing_episode_start_date',
    'miss_missing_episode_type',
    'miss_missing_episode_end_date',
    'miss_missing_rhi_offered',
    'miss_missing_rhi_accepted',
  ],
  ssd_cla_episodes: [
    'clae_cla_episode_id',
    'clae_person_id',
    'clae_cla_episode_start_date',
    'clae_cla_episode_start_reason',
    'clae_cla_primary_need_code',
    'clae_cla_episode_ceased_date',
    'clae_cla_episode_ceased_reason',
    'clae_cla_id',
    'clae_referral_id',
    'clae_cla_placement_id',
    'clae_entered_care_date',
    'clae_cla_last_iro_contact_date',
  ],
  ssd_cla_placement: [
    'clap_cla_placement_id',
    'clap_cla_placement_start_date',
    'clap_cla_placement_type',
    'clap_cla_placement_urn',
    'clap_cla_placement_distance',
    'clap_cla_id',
    'clap_cla_placement_provider',
    'clap_cla_placement_postcode',
    'clap_cla_placement_end_date',
    'clap_cla_placement_change_reason',
    'clap_person_id',
  ],
  ssd_legal_status: [
    'lega_legal_status_id',
    'lega_person_id',
    'lega_legal_status',
    'lega_legal_status_start_date',
    'lega_legal_status_end_date',
  ],
} as const

type Table = keyof typeof columns
type Rows = Record<Table, string[][]>

export function datasetFiles(lives: readonly Life[], day: Day): File[] {
  const rows = Object.fromEntries(Object.keys(columns).map((table) => [table, []])) as unknown as Rows
  for (const life of lives) {
    if (life.known > day) continue
    personRows(life, day, rows)
    careRows(life, day, rows)
    missingRows(life, day, rows)
  }
  return (Object.keys(columns) as Table[]).map((table) => ({
    name: `${table}.csv`,
    text: csv(columns[table], rows[table]),
  }))
}

function personRows({ child, person, standing, leave }: Life, day: Day, rows: Rows): void {
  const mother = person.motherOf !== null && person.motherOf <= day
  rows.ssd_person.push([
    child,
    person.forename,
    person.surname,
    person.sex,
    '',
    person.ethnicity,
    person.dob,
    '',
    '',
    person.upn.startsWith('UN') ? person.upn : '',
    'N',
    '',
    (person.died && believed(person.died, day)) ?? '',
    mother ? 'Y' : 'N',
    believed(person.nationalityWritten, day) ?? '',
  ])
  rows.ssd_linked_identifiers.push([`${child}L1`, child, 'Case Number', `INVENTED-${child}`, '', ''])
  const reference = person.homeOffice && believed(person.homeOffice, day)
  if (reference)
    rows.ssd_linked_identifiers.push([`${child}L2`, child, 'Home Office Registration', reference, '', ''])
  if (standing && firstKnown(standing.until) <= day) {
    rows.ssd_immigration_status.push([
      child,
      `${child}I1`,
      standing.written,
      standing.start,
      believed(standing.until, day) ?? '',
    ])
  }
  leave.forEach((row, index) => {
    if (row.known <= day)
      rows.ssd_immigration_status.push([child, `${child}I${String(index + 2)}`, row.written, row.start, ''])
  })
}

/** Stretches of neighbouring episodes that are one to the case system: the same placement, or the same legal status. */
function stretches(
  episodes: readonly Episode[],
  same: (one: Episode, next: Episode) => boolean,
): Episode[][] {
  const found: Episode[][] = []
  for (const episode of episodes) {
    const last = found.at(-1)
    const before = last?.at(-1)
    if (last && before?.stay === episode.stay && same(before, episode)) last.push(episode)
    else found.push([episode])
  }
  return found
}

function careRows({ child, care }: Life, day: Day, rows: Rows): void {
  const known = care.filter((episode) => firstKnown(episode.end) <= day)
  const endOf = (episode: Episode | undefined): Ending | null =>
    (episode && believed(episode.end, day)) ?? null
  const stayId = (episode: Episode): string => `${child}C${String(episode.stay + 1)}`
  const placementId = (episode: Episode): string => `${child}P${String(episode.placement)}`
  for (const episode of known) {
    const end = endOf(episode)
    const entered = care.find((first) => first.stay === episode.stay)?.from ?? episode.from
    rows.ssd_cla_episodes.push([
      episode.id,
      child,
      episode.from,
      episode.rne,
      episode.cin,
      end?.dec ?? '',
      end?.rec ?? '',
      stayId(episode),
      `${child}R1`,
      placementId(episode),
      entered,
      '',
    ])
  }
  for (const stretch of stretches(known, (one, next) => one.placement === next.placement)) {
    const [first] = stretch
    if (first === undefined) continue
    const end = endOf(stretch.at(-1))
    rows.ssd_cla_placement.push([
      placementId(first),
      first.from,
      first.place,
      first.urn,
      '',
      stayId(first),
      first.provider,
      first.placePost,
      end?.dec ?? '',
      end?.reason ?? '',
      child,
    ])
  }
  for (const stretch of stretches(known, (one, next) => one.ls === next.ls)) {
    const [first] = stretch
    if (first === undefined) continue
    rows.ssd_legal_status.push([
      `${first.id}S`,
      child,
      first.ls,
      first.from,
      endOf(stretch.at(-1))?.dec ?? '',
    ])
  }
}

/** Local time without a zone, as the case systems export it; a day alone where the worker gave no time. */
const stamp = (moment: Moment): string => (moment.time === null ? moment.day : `${moment.day}T${moment.time}`)

function missingRows({ child, missing }: Life, day: Day, rows: Rows): void {
  for (const row of missing) {
    if (!row.inDataset || firstKnown(row.end) > day) continue
    const end = believed(row.end, day)
    rows.ssd_missing.push([
      row.id,
      child,
      stamp(row.start),
      row.type,
      end ? stamp(end) : '',
      end ? row.interviewOffered : '',
      end ? row.interviewAccepted : '',
    ])
  }
}
