import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inventedFolder } from '../invented/index.ts'
import { instantOf, londonDate } from '../plain/index.ts'
import { type Command, Stopped, Usage } from './command.ts'
import { dateOption, readArgs } from './options.ts'

export const inventCommand: Command = {
  name: 'invent',
  does: 'Write the files of an invented council of any size.',
  help: `turnstone invent --children N --seed S [--until DATE] [--contacts N] --out DIR

Writes the files of a council that does not exist: an SSDA903 return, a dataset extract and a trafficking list that
agree with one another, as they would be on DATE (default: today, so that children are missing now), the same on
two earlier days, and the truth behind them, to count and compare with. Every child is invented; names are put
together from parts. With --contacts, a list of as many contacts with phones and accounts too, of which some stand behind
several children; truth/links.json says which. The same N, S and DATE always write the same files.

  turnstone invent --children 300 --seed 1 --out invented
  turnstone import invented --council E10000016 --data /tmp/try`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      children: { type: 'string' },
      seed: { type: 'string' },
      until: { type: 'string' },
      contacts: { type: 'string' },
      out: { type: 'string' },
    })
    if (positionals.length > 0)
      throw new Usage(`"${positionals.join(' ')}" means nothing here. Name the folder with --out DIR.`)
    const children = wholeNumber('children', values.children, 1, 1_000_000)
    const seed = wholeNumber('seed', values.seed, 0, 4_294_967_295)
    const until =
      values.until === undefined ? londonDate(instantOf(new Date())) : dateOption('until', values.until)
    const contacts =
      values.contacts === undefined ? 0 : wholeNumber('contacts', values.contacts, 0, 2_000_000)
    const { out } = values
    if (out === undefined) throw new Usage('Name the folder to write to with --out DIR.')
    if (existsSync(out) && readdirSync(out).length > 0)
      throw new Stopped(`${out} is not empty. Name a new folder, so that nothing is written over.`)
    let files = 0
    for (const file of inventedFolder({ children, seed, until }, contacts)) {
      if (io.signal.aborted)
        throw new Stopped(`Stopped. ${out} holds ${files} files of a council that is not whole: remove it.`)
      const path = join(out, file.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, file.text)
      files++
    }
    io.out(
      `${children.toLocaleString('en-GB')} invented children until ${until}, in ${files} files in ${out}\n`,
    )
    return Promise.resolve(0)
  },
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
