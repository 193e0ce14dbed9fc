import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { note } from '../access/index.ts'
import { inWords, instantOf } from '../plain/index.ts'
import { councilNumbers } from '../register/index.ts'
import {
  cardOf,
  cardText,
  coursesIn,
  fingerprintOf,
  isLate,
  keepCard,
  largestPackage,
  lookAtCard,
  nameOfCouncil,
  outbox,
  packageName,
  partners,
  readPackage,
  type Received,
} from '../schemes/index.ts'
import { councilOrInvented, holidaysOf, labelOf, transferStep } from '../standard/index.ts'
import { type Command, Stopped, Usage } from './command.ts'
import { openFolder, type Register } from './open.ts'
import { readArgs } from './options.ts'
import { textOf } from './text.ts'

export const transferCommand: Command = {
  name: 'transfer',
  does: 'Exchange sealed packages about children who move between two councils.',
  help: `turnstone transfer card --data DIR
turnstone transfer add CARD.json --fingerprint LETTERS --data DIR
turnstone transfer councils --data DIR [--json]
turnstone transfer read PACKAGE.age… --data DIR [--number NUMBER] [--json]
turnstone transfer save FOLDER --data DIR [--json]
turnstone transfer list --data DIR [--json]

A transfer is proposed, answered and handed over on the pages, by people who work with the child. What is done here is the
carrying: each council keeps the card of the other, once, and packages go to and fro as files that only the other opens.

  card       print our card, and the letters of its fingerprint
  add        keep the card of another council. Ring them by a number that you know, and give the letters that they read
             to you: a card that was exchanged on the way has others
  councils   the councils whose cards are kept
  read       read packages that came, in their order: each whole or not at all
  save       write every package that may not have been read yet into FOLDER, to be sent
  list       the transfers, by our number for the child

  --number NUMBER        our number for a child who is new here
  --fingerprint LETTERS  16 letters and figures, with or without spaces
  --key FILE             the key, where it is not DIR.key
  --json                 print one JSON document on standard output

Exit: 0 done, also where a package had been read before; 2 nothing was read, kept or written.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      data: { type: 'string' },
      key: { type: 'string' },
      number: { type: 'string' },
      fingerprint: { type: 'string' },
      json: { type: 'boolean' },
    })
    const [what, ...files] = positionals
    const does = what === undefined ? undefined : ways.get(what)
    if (does === undefined)
      throw new Usage(
        `${what === undefined ? 'Say what to do' : `There is no transfer ${what}`}: ${[...ways.keys()].join(', ')}.`,
      )
    if (does.files === 'none' ? files.length > 0 : files.length === 0)
      throw new Usage(
        does.files === 'none' ? `"${files.join(' ')}" means nothing here.` : `Name ${does.files}.`,
      )
    const register = await openFolder(io, values.data, values.key)
    try {
      const done = await does.run(register, files, values)
      if ('json' in done && values.json === true) io.out(`${JSON.stringify(done.json, null, 2)}\n`)
      else io.out(done.text)
      if (done.note !== undefined) io.err(done.note)
      return 0
    } finally {
      await register.close()
    }
  },
}

type Values = { number?: string | undefined; fingerprint?: string | undefined }
type Done = { text: string; json?: unknown; note?: string }
type Way = {
  /** What is named behind it. */
  files: string
  run: (register: Register, files: readonly string[], values: Values) => Promise<Done>
}

const nationOf = (register: Register) => holidaysOf(councilOrInvented(register.council.code)?.nation ?? '')

const letters = (fingerprint: string) => fingerprint.toUpperCase().replace(/[\s-]+/g, '')

const ways = new Map<string, Way>([
  [
    'card',
    {
      files: 'none',
      run: async ({ keys }) => {
        const card = await cardOf(keys)
        return {
          text: cardText(card),
          note: `The letters to read to the other council: ${fingerprintOf(card)}\n`,
        }
      },
    },
  ],
  [
    'add',
    {
      files: 'the card',
      run: async (register, [file = '', ...more], { fingerprint }) => {
        if (more.length > 0) throw new Usage('One card at a time.')
        const card = await lookAtCard(register.keys, await textOf(file))
        if (!card.ok) throw new Stopped(`${basename(file)}: ${card.problem} Nothing was kept.`)
        const { council, keys, fingerprint: own } = card.value
        if (fingerprint === undefined)
          throw new Usage(
            `Ring ${nameOfCouncil(council)}, have the letters of their card read to you, and give them with --fingerprint.`,
          )
        if (letters(fingerprint) !== letters(own))
          throw new Stopped(
            `${basename(file)} is not the card with the letters ${fingerprint}: it was exchanged on the way, or the letters were misheard. Nothing was kept.`,
          )
        await keepCard(register.db, register.permit('keep the cards'), { council, keys })
        return {
          text: `The card of ${nameOfCouncil(council)} is kept.\n`,
          json: { council, name: nameOfCouncil(council), fingerprint: own },
        }
      },
    },
  ],
  [
    'councils',
    {
      files: 'none',
      run: async (register) => {
        const known = await partners(register.db, register.permit('keep the cards'))
        return {
          text:
            known.length === 0
              ? 'No card is kept.\n'
              : known.map((one) => `${one.council}  ${one.fingerprint}  ${one.name}\n`).join(''),
          json: known.map(({ council, name, fingerprint, since }) => ({ council, name, fingerprint, since })),
        }
      },
    },
  ],
  ['read', { files: 'the packages', run: read }],
  [
    'save',
    {
      files: 'the folder',
      run: async (register, [folder = '', ...more]) => {
        if (more.length > 0) throw new Usage('One folder.')
        if (existsSync(folder) && !(await stat(folder)).isDirectory())
          throw new Stopped(`${folder} is a file. Name a folder.`)
        const waiting = await outbox(
          register.db,
          register.permit('exchange packages'),
          register.vault(),
          nationOf(register),
        )
        const saved: { file: string; to: string; step: string }[] = []
        await mkdir(folder, { recursive: true })
        for (const { transfer, partner, number, step, sealed } of waiting) {
          const file = packageName(register.council.code, transfer, number)
          // Whole or not there: a file that is cut off would be sent.
          await writeFile(join(folder, `.${file}.part`), sealed)
          await rename(join(folder, `.${file}.part`), join(folder, file))
          saved.push({ file, to: partner, step })
        }
        return {
          text:
            saved.length === 0
              ? 'No package waits to be sent.\n'
              : saved
                  .map(
                    (one) =>
                      `${one.file}: for ${nameOfCouncil(one.to)}, ${labelOf(transferStep, one.step).toLowerCase()}\n`,
                  )
                  .join(''),
          json: saved,
        }
      },
    },
  ],
  [
    'list',
    {
      files: 'none',
      run: async (register) => {
        const now = instantOf(new Date())
        const vault = register.vault()
        const courses = await coursesIn(register.db, register.council.id, vault, nationOf(register))
        const numbers = await councilNumbers(
          register.db,
          vault,
          register.council.id,
          courses.map(({ child }) => child),
        )
        await note(register.db, register.council.id, {
          actor: register.permit('exchange packages').person.actor,
          action: 'list transfers',
          subject: '',
          count: courses.length,
          digest: '',
        })
        const rows = courses.map((one) => ({
          child: numbers.get(one.child) ?? '',
          with: one.with,
          role: one.role,
          state: one.state,
          proposedOn: one.proposedOn,
          dueOn: one.dueOn,
          late: isLate(one, now),
          handedOverOn: one.handedOverOn,
        }))
        return {
          text:
            rows.length === 0
              ? 'No child is or was in a transfer.\n'
              : rows
                  .map(
                    (one) =>
                      `${one.child.padEnd(16)} ${one.role === 'sending' ? 'to' : 'from'} ${nameOfCouncil(one.with)}: ${labelOf(transferStep, one.state).toLowerCase()}${one.late ? ', late' : ''}, proposed on ${inWords(one.proposedOn)}\n`,
                  )
                  .join(''),
          json: rows,
        }
      },
    },
  ],
])

async function read(register: Register, files: readonly string[], { number = '' }: Values): Promise<Done> {
  const done: (Omit<Received, 'child'> & { file: string })[] = []
  for (const file of files) {
    const read = await readPackage(
      {
        db: register.db,
        permit: register.permit('exchange packages'),
        keys: register.keys,
        vault: register.vault(),
        nation: nationOf(register),
        now: instantOf(new Date()),
        number,
        team: null,
      },
      await bytesOf(file),
    )
    if (!read.ok) {
      const before =
        done.length === 0 ? '' : ` ${done.length} before it ${done.length === 1 ? 'was' : 'were'} read.`
      throw new Stopped(`${basename(file)}: ${read.problem}${before}`)
    }
    const { child: _child, ...rest } = read.value
    done.push({ file: basename(file), ...rest })
  }
  return {
    json: done,
    text: done
      .map((one) => {
        const what = one.again
          ? 'was read before, nothing was changed'
          : `${one.from}: ${labelOf(transferStep, one.step).toLowerCase()}`
        const added =
          one.newNumber === null ? '' : `. The child is new here, under the number ${one.newNumber}`
        const kept =
          one.kept === 0
            ? ''
            : `. ${one.kept} facts are said differently there: a note on the record says which`
        return `${one.file}: ${what}${added}${kept}.\n`
      })
      .join(''),
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    if ((await stat(file)).size > largestPackage)
      throw new Stopped(`${basename(file)} is larger than any package of a transfer. Nothing was read.`)
    return await readFile(file)
  } catch (error) {
    if (error instanceof Stopped) throw error
    throw new Stopped(`${file} cannot be read. Check the name and whether you may read it.`)
  }
}
