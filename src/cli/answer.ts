import { note } from '../access/index.ts'
import { answerEcpat, type Answer, choices, readSettings, settingNames } from '../figures/index.ts'
import { inWords as dateInWords } from '../plain/index.ts'
import { councilByCode } from '../standard/index.ts'
import { type Command, Stopped, Usage } from './command.ts'
import { dateOption, instantOption, readArgs } from './options.ts'
import { openFolder } from './open.ts'

export const answerCommand: Command = {
  name: 'answer',
  does: 'Answer the question that ECPAT UK and Missing People asked, for any period.',
  help: `turnstone answer ecpat --from DATE --to DATE [--known-on DATE|INSTANT] [--council CODE] --data DIR
                 [--set NAME=VALUE …] [--key FILE] [--json]

Counts looked-after children who are identified or suspected as trafficked, unaccompanied or separated; how many
of them went missing and how often; who had not been found by the end of the period; and who went missing before
any care. Both days are inside the period. Each number comes with its definition, its coverage ("n of N records
hold the field") and the choices made where councils differ.

The numbers are exact, for internal use, and not protected against giving a child away. Do not publish them.

  --known-on K    as the register knew it then: a date (the end of that day in London) or an instant.
                  Later than the last entry means the last entry; the instant used is printed.
  --set NAME=VALUE   a choice where councils differ:
${settingNames.map((name) => `                       ${name}=${Object.keys(choices[name].options).join(' or ')}`).join('\n')}
  --json          print one JSON document on standard output`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      from: { type: 'string' },
      to: { type: 'string' },
      'known-on': { type: 'string' },
      council: { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      set: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    })
    if (positionals[0] !== 'ecpat' || positionals.length > 1)
      throw new Usage('Name the question: turnstone answer ecpat --from DATE --to DATE --data DIR.')
    const period = { from: dateOption('from', values.from), to: dateOption('to', values.to) }
    if (period.to < period.from)
      throw new Usage(
        `The period ends on ${period.to}, before it begins on ${period.from}. Turn the two round.`,
      )
    const knownOn = instantOption('known-on', values['known-on'])
    const settings = readSettings(
      Object.fromEntries(
        (values.set ?? []).map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]),
      ),
    )
    if (!settings.ok) throw new Usage(settings.problem)
    const register = await openFolder(io, values.data, values.key)
    try {
      const { council } = register
      if (
        values.council !== undefined &&
        council.code !== values.council &&
        council.code !== councilByCode(values.council)?.code
      ) {
        throw new Stopped(
          `The register in ${register.folder} is ${council.name} (${council.code}), not ${values.council}.`,
        )
      }
      const answer = await answerEcpat(register.db, register.permit('ask a question'), council, {
        period,
        knownOn,
        settings: settings.value,
      })
      // Who asked is written down before anything is shown.
      await note(register.db, council.id, {
        actor: register.permit('ask a question').person.actor,
        action: 'ask a question',
        subject: '',
        count: 0,
        digest: '',
      })
      io.out(values.json === true ? `${JSON.stringify(answer, null, 2)}\n` : inWords(answer))
      return 0
    } finally {
      await register.close()
    }
  },
}

function inWords(answer: Answer): string {
  const lines = [
    answer.heading.toUpperCase(),
    '',
    `${answer.council.name} (${answer.council.code}), ${dateInWords(answer.period.from)} to ${dateInWords(answer.period.to)}, as known on ${answer.knownOn}`,
    '',
  ]
  for (const measure of answer.measures) {
    const value = measure.value === null ? 'not answerable' : measure.value.toLocaleString('en-GB')
    lines.push(`  ${value.padStart(8)}  ${measure.id}: ${measure.label}`)
    if (measure.occurrences !== undefined)
      lines.push(
        `            ${measure.occurrences.toLocaleString('en-GB')} occurrences, where away turned into missing`,
      )
    lines.push(
      `            ${measure.coverage.held.toLocaleString('en-GB')} of ${measure.coverage.of.toLocaleString('en-GB')} records hold the field. ${measure.definition}`,
    )
    if (measure.warning !== undefined) lines.push(`            ${measure.warning}`)
    if (measure.notAnswerable !== undefined) lines.push(`            ${measure.notAnswerable}`)
  }
  lines.push(
    '',
    `  ${String(answer.outsideTheReturn.value).padStart(8)}  ${answer.outsideTheReturn.label}`,
    `            ${answer.outsideTheReturn.definition}`,
  )
  lines.push(
    '',
    'Choices made where councils differ:',
    ...answer.choices.map((choice) => `  - ${choice}`),
    '',
  )
  return lines.join('\n')
}
