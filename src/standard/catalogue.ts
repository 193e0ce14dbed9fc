import {
  categoryOfNeed,
  type Code,
  type CodeList,
  ethnicity,
  documentKind,
  legalStatus,
  missingType,
  placementProvider,
  placementType,
  reasonEpisodeCeased,
  reasonForNewEpisode,
  reasonForPlacementChange,
  sex,
} from './codes.ts'
import { type Council, councils, demonstrationCouncil } from './councils.ts'
import { homeKind } from './homes.ts'
import { immigrationStatus } from './immigration.ts'
import type { Kind } from './kind.ts'
import { countedKinds, kindNames, kindOf } from './kinds.ts'
import {
  ageState,
  episodeEnd,
  interviewStep,
  learntKind,
  locatedWhere,
  meetingKind,
  publicityDecision,
  relativeWhere,
  riskGrade,
  sheetPart,
  sightingKind,
  taskKind,
  whoIsTold,
} from './missing.ts'
import { indicatorAnswer } from './indicators.ts'
import { exploitationType, exploitedWhere, meansOfControl, recruiterRelation } from './exploitation.ts'
import { checkInResult, disclosureBasis, disclosureField, guardianSupport } from './protection.ts'
import { schemeRoute, schemeStep } from './schemes.ts'
import { transferRefusal, transferStep } from './transfers.ts'
import { contactChannel, handleKind, referralPart, threatenedWho } from './pursuit.ts'
import { decisionBody, identificationRoute, referralStage, traffickingView } from './trafficking.ts'

/** Every list of codes, in the order of the catalogue. */
export const codeLists: readonly CodeList[] = [
  documentKind,
  legalStatus,
  reasonForNewEpisode,
  categoryOfNeed,
  placementType,
  placementProvider,
  homeKind,
  reasonEpisodeCeased,
  reasonForPlacementChange,
  missingType,
  sex,
  ethnicity,
  immigrationStatus,
  traffickingView,
  decisionBody,
  identificationRoute,
  referralStage,
  handleKind,
  contactChannel,
  threatenedWho,
  exploitationType,
  meansOfControl,
  recruiterRelation,
  exploitedWhere,
  referralPart,
  indicatorAnswer,
  guardianSupport,
  schemeRoute,
  schemeStep,
  transferStep,
  transferRefusal,
  checkInResult,
  disclosureBasis,
  disclosureField,
  whoIsTold,
  riskGrade,
  sightingKind,
  meetingKind,
  publicityDecision,
  locatedWhere,
  episodeEnd,
  interviewStep,
  learntKind,
  sheetPart,
  ageState,
  relativeWhere,
  taskKind,
]

/** A table in Markdown, from rows of plain text. */
export const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`)
    .join('\n')

/** A page of the catalogue: what it shows, that it is made, and from what. */
export const cataloguePage = (title: string, from: string, ...parts: readonly string[]): string =>
  [
    `# ${title}`,
    `<!-- Made by node bin/catalogue.js from ${from}. Change that file, not this one. -->`,
    ...parts,
  ]
    .join('\n\n')
    .concat('\n')

const ends = (kind: Kind) => (kind.shape === 'moment' ? 'a moment' : kind.endDay)

export const kindsPage = (): string =>
  cataloguePage(
    'Kinds of entry',
    'src/standard/kinds.ts, missing-kinds.ts, pursuit.ts and protection.ts',
    'Everything the register holds is an entry of one of these kinds: true when, recorded when. A number is never used for a second kind.',
    markdownTable(
      [
        'Number',
        'Kind',
        'Says',
        'End day',
        'Overlap',
        'Sealed under',
        'Same fact when',
        'Figures read it',
        'Authority',
      ],
      kindNames.map((name) => {
        const kind = kindOf(name)
        return [
          String(kind.number),
          kind.title,
          kind.meaning,
          ends(kind),
          kind.exclusive ? 'refused' : 'allowed',
          kind.compartment,
          kind.sameBy,
          countedKinds.includes(name) ? 'yes' : 'no',
          kind.authority,
        ]
      }),
    ),
  )

/** `to 2024-25`, `from 2025-26`, or nothing where a code has always been valid. */
export function yearsOf(code: Code): string {
  const year = (ending: number) => `${ending - 1}-${String(ending % 100).padStart(2, '0')}`
  const from = code.from === undefined ? '' : `from ${year(code.from)}`
  const until = code.until === undefined ? '' : `to ${year(code.until)}`
  return [from, until].filter((part) => part !== '').join(' ')
}

export const codesPage = (): string =>
  cataloguePage(
    'Code lists',
    'src/standard/codes.ts, immigration.ts and trafficking.ts',
    'A code stays for ever: files of past years are read by the same lists. The years are collection years, April to March.',
    ...codeLists.flatMap((list) => [
      `## ${list.title}`,
      `Item: ${list.item}. Source: ${list.source}.`,
      markdownTable(
        ['Code', 'Label', 'Years'],
        list.codes.map((code) => [code.code, code.label, yearsOf(code)]),
      ),
    ]),
  )

const place = (council: Council) =>
  council.region === council.nation ? council.nation : `${council.nation}, ${council.region}`

export const councilsPage = (): string =>
  cataloguePage(
    'Councils',
    'src/standard/council-table.ts',
    `${councils.length} authorities in the United Kingdom that look after children, now or since 2013. A child’s record keeps the authority as it was. Demonstrations use ${demonstrationCouncil.name} (${demonstrationCouncil.code}), which is invented.`,
    markdownTable(
      ['Code', 'Name', 'Where', 'DfE number', 'From', 'To'],
      councils.map((council) => [
        council.code,
        council.name,
        place(council),
        council.dfe,
        council.from,
        council.to,
      ]),
    ),
  )
