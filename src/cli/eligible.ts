import { basename } from 'node:path'
import { inWords, parseFileDate } from '../plain/index.ts'
import { cohortColumns, readCohort, verdictOf } from '../schemes/index.ts'
import { eligibilityRules } from '../standard/index.ts'
import { type Command, Stopped, Usage } from './command.ts'
import { readArgs } from './options.ts'
import { textOf } from './text.ts'

export const eligibleCommand: Command = {
  name: 'eligible',
  does: 'Say who of a cohort was eligible by a version of a rule, and why.',
  help: `turnstone eligible COHORT.csv --rule RULE [--age-on DATE] [--json]

COHORT.csv has the columns ${cohortColumns.join(', ')}.
A child is eligible, not eligible, or not known: then the reasons say which fact would settle it. What is empty is not
known; Y and N say yes and no; SIBLING_OF names another child of the file, and is empty for none.

Rules:
${eligibilityRules.map(({ id, title, issued, authority }) => `  ${id.padEnd(16)} ${title}, of ${inWords(issued)}\n${' '.repeat(19)}${authority}`).join('\n')}

  --age-on DATE   take ages on this day. Without it: the day that the rule names, or else that of its issue
  --json          print one JSON document on standard output

Needs no register and no data folder.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      rule: { type: 'string' },
      'age-on': { type: 'string' },
      json: { type: 'boolean' },
    })
    const [file, ...rest] = positionals
    if (file === undefined || rest.length > 0)
      throw new Usage('Name one cohort: turnstone eligible COHORT.csv --rule calais-2016.')
    const rule = eligibilityRules.find(({ id }) => id === values.rule)
    if (rule === undefined)
      throw new Usage(
        `${values.rule === undefined ? 'Name the version of the rule' : `There is no rule "${values.rule}"`}: --rule ${eligibilityRules.map(({ id }) => id).join(' or ')}.`,
      )
    const on = values['age-on'] === undefined ? null : parseFileDate(values['age-on'])
    if (on !== null && !on.ok) throw new Usage(`--age-on is "${values['age-on'] ?? ''}": ${on.problem}.`)
    const ageOn = on?.value ?? rule.ageOn ?? rule.issued
    const cohort = readCohort(await textOf(file))
    if (!cohort.ok) throw new Stopped(`${basename(file)}: ${cohort.problem} Nothing was decided.`)
    const verdicts = cohort.value.map((one) => ({ child: one.child, ...verdictOf(rule, one, ageOn) }))
    if (values.json === true) {
      io.out(`${JSON.stringify(verdicts, null, 2)}\n`)
      return 0
    }
    io.out(
      `By ${rule.title}; ages on ${inWords(ageOn)}${rule.ageOn === null && on === null ? ', the day of its issue, because it names none' : ''}.\n${rule.authority}\n\n`,
    )
    for (const { child, verdict, reasons } of verdicts)
      io.out(`${child}: ${words[verdict]}. ${reasons.slice(1).join('; ')}\n`)
    const many = (verdict: keyof typeof words) => verdicts.filter((one) => one.verdict === verdict).length
    io.out(
      `\n${many('eligible')} eligible, ${many('not-eligible')} not eligible, ${many('unknown')} not known, of ${verdicts.length}.\n`,
    )
    return 0
  },
}

const words = { eligible: 'eligible', 'not-eligible': 'not eligible', unknown: 'not known' } as const
