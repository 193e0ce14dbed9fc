import { type Said, said } from '../register/index.ts'
import {
  categoryOfNeed,
  ethnicity,
  hasCode,
  immigrationStatusOf,
  legalStatus,
  nationalityOf,
  placementProvider,
  placementType,
  reasonEpisodeCeased,
  reasonForNewEpisode,
  reasonForPlacementChange,
} from '../standard/index.ts'
import { inDays, type RowReader, type TableSays } from './row-reader.ts'
import { short } from './values.ts'

// What each table of the dataset says.

export function person(read: RowReader): TableSays {
  const born = read.born('PERS_DOB', false)
  const written = read.text('PERS_ETHNICITY')
  const group = written.toUpperCase()
  const coded = hasCode(ethnicity, group)
  if (group !== '' && !coded)
    read.note('PERS_ETHNICITY', `"${short(written)}" is no code that we know: kept as written`)
  const statements: Said[] = [
    said('person', read.sex('PERS_SEX'), {
      attributes: { dob: born.dob, ethnicity: coded ? group : '' },
      sealed: coded ? {} : { ethnicity: written },
    }),
  ]
  const name = { forename: read.text('PERS_FORENAME'), surname: read.text('PERS_SURNAME') }
  if (name.forename !== '' || name.surname !== '') statements.push(said('name', 'usual', { sealed: name }))
  const nationality = read.text('PERS_NATIONALITY')
  if (nationality !== '') {
    const country = nationalityOf(nationality)
    if (country === undefined)
      read.note('PERS_NATIONALITY', `"${short(nationality)}" is no country that we know: kept as written`)
    statements.push(
      said('nationality', country ?? 'as-written', {
        sealed: country === undefined ? { asWritten: nationality } : {},
      }),
    )
  }
  const nhs = read.text('PERS_COMMON_CHILD_ID')
  if (nhs !== '') statements.push(said('reference', 'nhs', { sealed: { value: nhs } }))
  return { statements, column: 'PERS_DOB', born }
}

export function linkedIdentifiers(read: RowReader): TableSays {
  const value = read.text('LINK_IDENTIFIER_VALUE')
  if (value === '') read.fault('LINK_IDENTIFIER_VALUE', 'is empty. Put the number in')
  const type = read.text('LINK_IDENTIFIER_TYPE')
  const spell = read.spell({ column: 'LINK_VALID_FROM_DATE', needed: false }, 'LINK_VALID_TO_DATE')
  return {
    statements: [said('reference', referenceCode(type), { ...inDays(spell), sealed: { value, type } })],
    column: 'LINK_IDENTIFIER_VALUE',
  }
}

export function immigrationStatus(read: RowReader): TableSays {
  const asWritten = read.text('IMMI_IMMIGRATION_STATUS')
  const spell = read.spell(
    { column: 'IMMI_IMMIGRATION_STATUS_START_DATE', needed: false },
    'IMMI_IMMIGRATION_STATUS_END_DATE',
  )
  const status = asWritten === '' ? undefined : immigrationStatusOf(asWritten)
  if (asWritten === '') read.fault('IMMI_IMMIGRATION_STATUS', 'is empty. Put the status in')
  else if (status === undefined) {
    read.note('IMMI_IMMIGRATION_STATUS', `"${short(asWritten)}" is no status that we know: kept as written`)
  }
  return {
    statements: [said('immigration', status ?? 'as-written', { ...inDays(spell), sealed: { asWritten } })],
    column: 'IMMI_IMMIGRATION_STATUS',
  }
}

export function careEpisodes(read: RowReader): TableSays {
  const spell = read.spell(
    { column: 'CLAE_CLA_EPISODE_START_DATE', needed: true },
    'CLAE_CLA_EPISODE_CEASED_DATE',
  )
  // The dataset has the legal status in a table of its own.
  const episode = said('episode', '', {
    ...inDays(spell),
    attributes: {
      reasonNew: read.code(reasonForNewEpisode, 'CLAE_CLA_EPISODE_START_REASON'),
      need: read.code(categoryOfNeed, 'CLAE_CLA_PRIMARY_NEED_CODE'),
      reasonCeased: read.code(reasonEpisodeCeased, 'CLAE_CLA_EPISODE_CEASED_REASON'),
    },
  })
  return { statements: [episode], column: 'CLAE_CLA_EPISODE_START_DATE' }
}

export function carePlacement(read: RowReader): TableSays {
  const spell = read.spell(
    { column: 'CLAP_CLA_PLACEMENT_START_DATE', needed: true },
    'CLAP_CLA_PLACEMENT_END_DATE',
  )
  const placement = said('placement', read.code(placementType, 'CLAP_CLA_PLACEMENT_TYPE'), {
    ...inDays(spell),
    attributes: {
      provider: read.code(placementProvider, 'CLAP_CLA_PLACEMENT_PROVIDER'),
      reasonChange: read.code(reasonForPlacementChange, 'CLAP_CLA_PLACEMENT_CHANGE_REASON'),
    },
    sealed: { postcode: read.text('CLAP_CLA_PLACEMENT_POSTCODE'), urn: read.text('CLAP_CLA_PLACEMENT_URN') },
  })
  return { statements: [placement], column: 'CLAP_CLA_PLACEMENT_START_DATE' }
}

export function legalStatuses(read: RowReader): TableSays {
  const spell = read.spell(
    { column: 'LEGA_LEGAL_STATUS_START_DATE', needed: true },
    'LEGA_LEGAL_STATUS_END_DATE',
  )
  return {
    statements: [said('legal-status', read.code(legalStatus, 'LEGA_LEGAL_STATUS'), inDays(spell))],
    column: 'LEGA_LEGAL_STATUS_START_DATE',
  }
}

export function missingEpisodes(read: RowReader): TableSays {
  const code = read.missing('MISS_MISSING_EPISODE_TYPE')
  const spell = read.spell(
    { column: 'MISS_MISSING_EPISODE_START_DATE', needed: true },
    'MISS_MISSING_EPISODE_END_DATE',
  )
  const missing = said('missing', code, {
    ...spell,
    attributes: {
      interviewOffered: yesNo(read.text('MISS_MISSING_RHI_OFFERED')),
      interviewAccepted: yesNo(read.text('MISS_MISSING_RHI_ACCEPTED')),
    },
  })
  return { statements: [missing], column: 'MISS_MISSING_EPISODE_START_DATE' }
}

const yesNo = (text: string) =>
  /^(y|yes|1|true)$/i.test(text)
    ? 'Y'
    : /^(n|no|0|false)$/i.test(text)
      ? 'N'
      : /^n\/?a$/i.test(text)
        ? 'NA'
        : ''

/** The dataset's kinds of number that have a place of their own; any other is kept under its own name. */
function referenceCode(type: string): string {
  const word = type.toLowerCase()
  if (word.includes('home office')) return 'home-office'
  if (word.includes('nhs')) return 'nhs'
  if (word.includes('unique pupil') || word === 'upn') return 'upn'
  if (word.includes('case number')) return 'case'
  return 'other'
}
