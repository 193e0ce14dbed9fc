import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  type Answers,
  type Authorities,
  type Collated,
  collate,
  collateBy,
  knownAuthorities,
  outcomes,
  publishedOf,
  readAnswers,
  readAuthorities,
  readRelease,
  type Release,
  shareOf,
  together,
} from '../figures/index.ts'
import { inWords as dateInWords, type PlainDate } from '../plain/index.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { readArgs } from './options.ts'
import { textOf } from './text.ts'

export const collateCommand: Command = {
  name: 'collate',
  does: 'Add up what many authorities answered to the same question.',
  help: `turnstone collate ANSWERS.csv [--authorities FILE] [--releases DIR] [--by nation|region] [--json]

ANSWERS.csv has the columns authority, measure, from, to, outcome, value, note, one row an answer. Outcomes:
${Object.entries(outcomes)
  .map(([name, words]) => `  ${name.padEnd(16)} ${words}`)
  .join('\n')}

A total is an interval: numbers as they are, and of "below V" anything from 0 to V. What was withheld or not held is
never taken as 0. Of two rows about one authority, measure and period the later stands, and the earlier is named.

  --authorities FILE   the authorities that can be asked: code, name, nation, region. Without it, Turnstone's own list
  --releases DIR       published tables by council (CSV with New_geog_code): how much of the population stands behind
                       a total, and what was published of each council
  --by nation|region   totals of each part of the country as well
  --json               print one JSON document on standard output

Needs no register and no data folder.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      authorities: { type: 'string' },
      releases: { type: 'string' },
      by: { type: 'string' },
      json: { type: 'boolean' },
    })
    const [file, ...rest] = positionals
    if (file === undefined || rest.length > 0)
      throw new Usage('Name one file of answers: turnstone collate ANSWERS.csv.')
    if (values.by !== undefined && values.by !== 'nation' && values.by !== 'region')
      throw new Usage(`--by is nation or region, not "${values.by}".`)
    const answers = readAnswers(await textOf(file))
    if (!answers.ok) throw new Stopped(`${basename(file)}: ${answers.problem}`)
    const authorities = await authoritiesFrom(values.authorities)
    const releases = values.releases === undefined ? [] : await releasesIn(values.releases)
    warn(io, answers.value, authorities)
    const { standing } = answers.value
    const totals =
      values.by === undefined ? collate(standing) : collateBy(standing, values.by, authorities.find)
    io.out(
      values.json === true
        ? `${JSON.stringify(
            totals.map((one) =>
              releases.length === 0
                ? one
                : {
                    ...one,
                    population: shareOf(
                      one.measure,
                      answersOf(one, answers.value),
                      releases,
                      authorities.find,
                    ),
                  },
            ),
            null,
            2,
          )}\n`
        : inWords(totals, answers.value, authorities, releases),
    )
    return 0
  },
}

async function authoritiesFrom(file: string | undefined): Promise<Authorities> {
  if (file === undefined) return knownAuthorities()
  const read = readAuthorities(await textOf(file))
  if (!read.ok) throw new Stopped(`${basename(file)}: ${read.problem}`)
  return read.value
}

/** Every table by council of a folder; what is no such table is passed over, for folders hold more than that. */
async function releasesIn(folder: string): Promise<Release[]> {
  let names: string[]
  try {
    names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.csv')).sort()
  } catch {
    throw new Stopped(`${folder} is no folder that can be read. Give the folder of the published tables.`)
  }
  const read = await Promise.all(
    names.map(async (name) => readRelease(name, await textOf(join(folder, name)))),
  )
  const releases = read.flatMap((one) => (one.ok ? [one.value] : []))
  if (releases.length === 0)
    throw new Stopped(
      `${folder} holds no published table by council: a CSV file with the column New_geog_code.`,
    )
  return releases
}

const answersOf = (one: Collated, { standing }: Answers) =>
  standing.filter((each) => each.measure === one.measure && each.from === one.from && each.to === one.to)

/** What is odd and no reason to stop, on standard error. */
function warn(io: Io, { standing, revised }: Answers, authorities: Authorities): void {
  if (authorities.covers !== null) io.err(`${authorities.covers}\n`)
  const unknown = [
    ...new Set(
      standing
        .filter((one) => one.outcome !== 'not-responsible' && authorities.find(one.authority) === null)
        .map((one) => one.authority),
    ),
  ]
  if (unknown.length > 0)
    io.err(
      `Not in the list of authorities, and counted all the same: ${unknown.slice(0, 10).join(', ')}${unknown.length > 10 ? ` and ${unknown.length - 10} more` : ''}.\n`,
    )
  for (const one of revised.slice(0, 10))
    io.err(
      `Line ${one.line}: a later row of ${one.authority} about ${one.measure} (${one.from} to ${one.to}) stands instead.\n`,
    )
  if (revised.length > 10) io.err(`${revised.length - 10} more rows were revised by later ones.\n`)
}

const period = (one: { from: PlainDate; to: PlainDate }): string =>
  `${dateInWords(one.from)} to ${dateInWords(one.to)}`
const range = (low: number, high: number): string =>
  low === high
    ? low.toLocaleString('en-GB')
    : `${low.toLocaleString('en-GB')} to ${high.toLocaleString('en-GB')}`

function inWords(
  totals: readonly (Collated & { part?: string })[],
  answers: Answers,
  authorities: Authorities,
  releases: readonly Release[],
): string {
  const lines: string[] = []
  for (const one of totals) {
    lines.push(
      `${one.part === undefined ? '' : `${one.part}, `}${one.measure}, ${period(one)}: ${one.usable === 0 ? 'no number from anybody' : range(one.low, one.high)}`,
      `  ${one.asked} asked, ${one.answered} answered, ${one.usable} usable, of ${authorities.current} authorities`,
    )
    const share = shareOf(one.measure, answersOf(one, answers), releases, authorities.find)
    if (share !== null && share.all > 0 && one.usable > 0)
      lines.push(
        `  Usable answers stand for ${share.usable.toLocaleString('en-GB')} of ${share.all.toLocaleString('en-GB')} (${Math.round((100 * share.usable) / share.all)} %) by ${share.column} of ${share.file}${share.hidden > 0 ? `; ${share.hidden} councils are hidden there` : ''}`,
      )
  }
  for (const one of together(answers.standing))
    lines.push(
      '',
      `Trafficked or unaccompanied, each child once, ${period(one)}: ${range(one.low, one.high)}, by the ${one.authorities} authorities that answered 1a, 1b and 1c.`,
      'A child may be in both groups: 1d says how many, and where it was not answered the interval allows for none and for all.',
    )
  const beside = answers.standing.flatMap((one) => {
    const code = authorities.find(one.authority)?.code
    const published = code === undefined ? null : publishedOf(one.measure, code, releases)
    return published === null || one.value === null ? [] : [{ one, published }]
  })
  if (beside.length > 0) lines.push('', 'Beside what was published:')
  for (const { one, published } of beside)
    lines.push(
      `  ${one.authority}, ${one.measure}, ${period(one)}: answered ${one.outcome === 'below' ? 'below ' : ''}${one.value ?? ''}; ${published.column} of ${published.file} is ${published.value ?? 'hidden'}`,
    )
  return `${lines.join('\n')}\n`
}
