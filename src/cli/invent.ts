import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inventedFolder, inventedScheme } from '../invented/index.ts'
import { instantOf, londonDate } from '../plain/index.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { dateOption, readArgs } from './options.ts'

export const inventCommand: Command = {
  name: 'invent',
  does: 'Write the files of an invented council of any size.',
  help: `turnstone invent --children N --seed S [--until DATE] [--contacts N] --out DIR
       turnstone invent --scheme calais-2016 --seed S --out DIR

Writes the files of a council that does not exist: an SSDA903 return, a dataset extract and a trafficking list that
agree with one another, as they would be on DATE (default: today, so that children are missing now), the same on
two earlier days, and the truth behind them, to count and compare with. Every child is invented; names are put
together from parts. With --contacts, a list of as many contacts with phones and accounts too, of which some stand behind
several children; truth/links.json says which. The same N, S and DATE always write the same files.

With --scheme, the children of a scheme with its published numbers: cohort.csv and steps.csv of the whole country, the files of
one council in council/, and the truth.

  turnstone invent --children 300 --seed 1 --out invented
  turnstone import invented --council E10000016 --data /tmp/try`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      children: { type: 'string' },
      seed: { type: 'string' },
      until: { type: 'string' },
      contacts: { type: 'string' },
      scheme: { type: 'string' },
      out: { type: 'string' },
    })
    if (positionals.length > 0)
      throw new Usage(`"${positionals.join(' ')}" means nothing here. Name the folder with --out DIR.`)
    const seed = wholeNumber('seed', values.seed, 0, 4_294_967_295)
    const { scheme, out } = values
    if (out === undefined) throw new Usage('Name the folder to write to with --out DIR.')
    if (scheme !== undefined) {
      if (scheme !== 'calais-2016') throw new Usage(`There is no scheme "${scheme}" to invent: calais-2016.`)
      if (values.children !== undefined || values.contacts !== undefined || values.until !== undefined)
        throw new Usage(
          '--scheme goes with --seed and --out alone: its children and days are those of the scheme.',
        )
      const files = writeFiles(io, out, inventedScheme(seed), 'a scheme')
      io.out(`The invented children of ${scheme}, in ${files} files in ${out}\n`)
      return Promise.resolve(0)
    }
    const children = wholeNumber('children', values.children, 1, 1_000_000)
    const until =
      values.until === undefined ? londonDate(instantOf(new Date())) : dateOption('until', values.until)
    const contacts =
      values.contacts === undefined ? 0 : wholeNumber('contacts', values.contacts, 0, 2_000_000)
    const files = writeFiles(io, out, inventedFolder({ children, seed, until }, contacts), 'a council')
    io.out(
      `${children.toLocaleString('en-GB')} invented children until ${until}, in ${files} files in ${out}\n`,
    )
    return Promise.resolve(0)
  },
}

/** Writes files into a folder that must be new or empty; how many. */
function writeFiles(io: Io, out: string, some: Iterable<{ path: string; text: string }>, of: string): number {
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new Stopped(`${out} is not empty. Name a new folder, so that nothing is written over.`)
  let files = 0
  for (const file of some) {
    if (io.signal.aborted)
      throw new Stopped(`Stopped. ${out} holds ${files} files of ${of} that is not whole: remove it.`)
    const path = join(out, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.text)
    files++
  }
  return files
}

function wholeNumber(name: string, text: string | undefined, least: number, most: number): number {
  if (text === undefined) throw new Usage(`Give --${name} N, a whole number.`)
  const n = Number(text)
  if (!/^\d+$/.test(text) || n < least || n > most)
    throw new Usage(
      `--${name} is a whole number from ${least} to ${most.toLocaleString('en-GB')}, not "${text}".`,
    )
  return n
}
