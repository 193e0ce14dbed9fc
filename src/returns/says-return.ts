import { said } from '../register/index.ts'
import {
  categoryOfNeed,
  ethnicity,
  legalStatus,
  placementProvider,
  placementType,
  reasonEpisodeCeased,
  reasonForNewEpisode,
  reasonForPlacementChange,
} from '../standard/index.ts'
import type { RowReader, TableSays } from './row-reader.ts'
import { readCode } from './values.ts'

// What each table of the SSDA903 return says.

export function header(read: RowReader): TableSays {
  const born = read.born('DOB', true)
  const written = read.text('ETHNIC')
  const ethnic = written.toUpperCase() === 'GROM' ? 'WROM' : written
  if (ethnic !== written) read.note('ETHNIC', 'GROM is read as WROM, Gypsy or Roma')
  const group = readCode(ethnicity, ethnic)
  if (!group.ok) read.fault('ETHNIC', group.problem)
  const statements = [
    said('person', read.sex('SEX'), {
      attributes: { dob: born.dob, ethnicity: group.ok ? group.value : '' },
    }),
  ]
  const upn = read.text('UPN')
  // Anything else in the column, such as UN2, says why there is none.
  if (/^[A-Z]\d{11}[0-9A-Z]$/i.test(upn))
    statements.push(said('reference', 'upn', { sealed: { value: upn.toUpperCase() } }))
  return { statements, column: 'DOB', born }
}

export function episodes(read: RowReader): TableSays {
  const spell = read.spell({ column: 'DECOM', needed: true }, 'DEC')
  const reasonCeased = read.code(reasonEpisodeCeased, 'REC')
  if (spell.until === null && reasonCeased !== '' && reasonCeased !== 'X1') {
    read.note('REC', `says ${reasonCeased} and DEC is empty: the episode stays open until a date is given`)
  }
  const episode = said('episode', read.code(legalStatus, 'LS'), {
    ...spell,
    attributes: {
      reasonNew: read.code(reasonForNewEpisode, 'RNE'),
      need: read.code(categoryOfNeed, 'CIN'),
      place: read.code(placementType, 'PLACE'),
      provider: read.code(placementProvider, 'PLACE_PROVIDER'),
      reasonCeased,
      reasonChange: read.code(reasonForPlacementChange, 'REASON_PLACE_CHANGE'),
    },
    sealed: {
      homePostcode: read.text('HOME_POST'),
      postcode: read.text('PL_POST'),
      urn: read.text('URN'),
    },
  })
  return { statements: [episode], column: 'DECOM' }
}

export function uasc(read: RowReader): TableSays {
  const born = read.born('DOB', false)
  read.sex('SEX')
  const until = read.day('DUC', false)
  return { statements: [said('immigration', 'uasc', { until })], column: 'DUC', born }
}

export function missing(read: RowReader): TableSays {
  const born = read.born('DOB', false)
  const code = read.missing('MISSING')
  const spell = read.spell({ column: 'MIS_START', needed: true }, 'MIS_END')
  return { statements: [said('missing', code, spell)], column: 'MIS_START', born }
}
