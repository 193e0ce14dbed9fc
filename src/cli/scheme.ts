import { basename } from 'node:path'
import { note } from '../access/index.ts'
import { count, inWords, instantOf, londonDate } from '../plain/index.ts'
import {
  cohortColumns,
  readCohort,
  schemeInRegister,
  schemeOf,
  schemeReport,
  type SchemeReport,
  stepColumns,
  withSteps,
} from '../schemes/index.ts'
import { eligibilityRules, labelOf, type Scheme, schemeRoute, schemes } from '../standard/index.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { openFolder } from './open.ts'
import { readArgs } from './options.ts'
import { textOf } from './text.ts'

export const schemeCommand: Command = {
  name: 'scheme',
  does: 'Say who of a scheme was eligible, who was promised and who came.',
  help: `turnstone scheme SCHEME --cohort COHORT.csv --steps STEPS.csv [--json]
       turnstone scheme SCHEME --data DIR [--key FILE] [--json]

Of a cohort in two files: ${cohortColumns.join(', ')}; and ${stepColumns.join(', ')}.
Or of the children of a council's register who have a step in the scheme, and where they are now.

Schemes:
${schemes.map(({ id, title }) => `  ${id.padEnd(14)} ${title}`).join('\n')}

  --json   print one JSON document on standard output

The numbers are exact, for internal use: do not publish them.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      cohort: { type: 'string' },
      steps: { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      json: { type: 'boolean' },
    })
    const [id, ...rest] = positionals
    const scheme = id === undefined || rest.length > 0 ? undefined : schemeOf(id)
    if (scheme === undefined)
      throw new Usage(
        `${id === undefined ? 'Name the scheme' : `There is no scheme "${positionals.join(' ')}"`}: ${schemes.map((one) => one.id).join(' or ')}.`,
      )
    const { cohort, steps, data } = values
    if (data !== undefined && (cohort !== undefined || steps !== undefined))
      throw new Usage('Name a register with --data, or two files with --cohort and --steps, not both.')
    const report =
      data === undefined
        ? await ofFiles(scheme, cohort, steps)
        : await ofRegister(io, scheme, data, values.key)
    io.out(values.json === true ? `${JSON.stringify(asJson(report), null, 2)}\n` : inText(report))
    return 0
  },
}

async function ofFiles(
  scheme: Scheme,
  cohort: string | undefined,
  steps: string | undefined,
): Promise<SchemeReport> {
  if (cohort === undefined || steps === undefined)
    throw new Usage('Name both files: --cohort COHORT.csv --steps STEPS.csv. Or a register: --data DIR.')
  const rule = eligibilityRules.find((one) => one.id === scheme.rule)
  if (rule === undefined) throw new Stopped(`The rule ${scheme.rule} is not known.`)
  const children = readCohort(await textOf(cohort))
  if (!children.ok) throw new Stopped(`${basename(cohort)}: ${children.problem} Nothing was counted.`)
  const read = withSteps(children.value, await textOf(steps), scheme)
  if (!read.ok) throw new Stopped(`${basename(steps)}: ${read.problem} Nothing was counted.`)
  return schemeReport(scheme, rule, rule.ageOn ?? rule.issued, read.value)
}

async function ofRegister(
  io: Io,
  scheme: Scheme,
  data: string,
  key: string | undefined,
): Promise<SchemeReport> {
  const register = await openFolder(io, data, key)
  try {
    const permit = register.permit('see the schemes')
    const today = londonDate(instantOf(new Date()))
    const { report, numbers } = await schemeInRegister(register.db, permit, register.vault(), scheme, today)
    await note(register.db, register.council.id, {
      actor: permit.person.actor,
      action: 'see the schemes',
      subject: scheme.id,
      count: report.children,
      digest: '',
    })
    const named = new Map<string, string>(numbers)
    const byNumber = <T extends { child: string }>(some: readonly T[]): T[] =>
      some.map((one) => ({ ...one, child: named.get(one.child) ?? one.child }))
    const numbersOf = (some: readonly string[]) => some.map((child) => named.get(child) ?? child)
    return {
      ...report,
      eligibleNotBrought: byNumber(report.eligibleNotBrought),
      unknownNotBrought: byNumber(report.unknownNotBrought),
      broughtOtherwise: byNumber(report.broughtOtherwise),
      missing: { ever: numbersOf(report.missing.ever), now: numbersOf(report.missing.now) },
    }
  } finally {
    await register.close()
  }
}

const asJson = ({ scheme, ...rest }: SchemeReport) => ({ scheme: scheme.id, ...rest })

function inText(report: SchemeReport): string {
  const { scheme, verdicts } = report
  const routes = report.byRoute.map(
    ({ route, children }) =>
      `${children} ${route === '' ? 'by a route not recorded' : labelOf(schemeRoute, route)}`,
  )
  return [
    `${scheme.title}. Exact, for internal use: do not publish.`,
    `${count(report.children, 'child', 'children')}: ${verdicts.eligible} eligible, ${verdicts['not-eligible']} not eligible, ${verdicts.unknown} not known.`,
    `${report.arrived} arrived${routes.length === 0 ? '' : `: ${routes.join('; ')}`}.`,
    ...report.overTime.map(({ on, children }) => `  ${inWords(on)}: ${children} until then`),
    `${report.eligibleNotBrought.length} eligible and not brought; ${report.unknownNotBrought.length} not brought of whom a fact is missing; ${report.withdrawn} withdrew or were declined.`,
    ...(report.broughtOtherwise.length === 0
      ? []
      : [`${report.broughtOtherwise.length} brought by the rule, which as written does not say so.`]),
    ...report.whereNow.map(({ where, children }) => `  ${where}: ${children}`),
    ...(report.whereNow.length === 0
      ? []
      : [`${report.missing.ever.length} went missing since, ${report.missing.now.length} not found.`]),
    'Promised and published for the whole country, beside what is counted here:',
    ...[...report.promised, ...report.published].map(
      ({ figure, counted }) =>
        `  ${inWords(figure.on)}: ${figure.about === undefined ? '' : `${figure.about} `}${figure.children}, ${figure.what}; here ${counted}. ${figure.authority}.`,
    ),
    '',
  ].join('\n')
}
