import { basename } from 'node:path'
import { note } from '../access/index.ts'
import { inWords, londonDate, instantOf, parseFileDate, type PlainDate } from '../plain/index.ts'
import {
  exactLineOf,
  keepPopulations,
  populationColumns,
  readPopulations,
  type Share,
  standingOn,
} from '../schemes/index.ts'
import { thresholds } from '../standard/index.ts'
import { type Command, Stopped, Usage } from './command.ts'
import { openFolder } from './open.ts'
import { readArgs } from './options.ts'
import { textOf } from './text.ts'

export const thresholdCommand: Command = {
  name: 'threshold',
  does: 'Say how many unaccompanied children the council looks after for each child of its area.',
  help: `turnstone threshold --data DIR [--on DATE] [--populations FILE] [--key FILE] [--json]

Counts the unaccompanied children under 18 in care on a day, and sets them beside the published number of children of the
area. Thresholds:
${thresholds.map((one) => `  ${one.of.padEnd(9)} from ${inWords(one.from)}: ${one.per10000 / 100} %. ${one.authority}`).join('\n')}

  --populations FILE   keep these published numbers first: ${populationColumns.join(', ')}
  --on DATE            on this day; today without it
  --json               print one JSON document on standard output

The number is exact, for internal use: do not publish it.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      data: { type: 'string' },
      key: { type: 'string' },
      on: { type: 'string' },
      populations: { type: 'string' },
      json: { type: 'boolean' },
    })
    if (positionals.length > 0) throw new Usage(`"${positionals.join(' ')}" means nothing here.`)
    const on = values.on === undefined ? null : parseFileDate(values.on)
    if (on !== null && !on.ok) throw new Usage(`--on is "${values.on ?? ''}": ${on.problem}.`)
    const day: PlainDate = on?.value ?? londonDate(instantOf(new Date()))
    const file = values.populations
    const rows = file === undefined ? null : readPopulations(await textOf(file))
    if (rows !== null && !rows.ok)
      throw new Stopped(`${basename(file ?? '')}: ${rows.problem} Nothing was kept.`)
    const register = await openFolder(io, values.data, values.key)
    try {
      if (rows !== null) await keepPopulations(register.db, register.permit('import files'), rows.value)
      const permit = register.permit('claim the grant')
      const found = await standingOn(register.db, permit, register.council.code, day)
      await note(register.db, register.council.id, {
        actor: permit.person.actor,
        action: 'ask for the threshold',
        subject: '',
        count: found.unaccompanied,
        digest: '',
      })
      io.out(
        values.json === true
          ? `${JSON.stringify({ on: day, ...found }, null, 2)}\n`
          : `${register.council.name}, ${inWords(day)}: ${found.unaccompanied} unaccompanied children under 18 in care. Exact, for internal use: do not publish.\n${inText('funding', found.funding)}${inText('transfer', found.transfer)}`,
      )
      return 0
    } finally {
      await register.close()
    }
  },
}

const inText = (of: string, share: Share | null): string =>
  share === null
    ? `${of}: no threshold held on that day, or no number of children up to its year is kept (--populations FILE).\n`
    : `${of}: ${share.threshold.per10000 / 100} % of ${share.population.toLocaleString('en-GB')} children (${share.populationYear}) are ${exactLineOf(share.threshold, share.population)}: ${share.over ? 'reached' : 'not reached'}. ${share.threshold.authority}.\n`
