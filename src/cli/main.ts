import { readFileSync } from 'node:fs'
import { CannotRun, inOneSentence } from '../database/index.ts'
import { answerCommand } from './answer.ts'
import { auditCommand } from './audit.ts'
import { collateCommand } from './collate.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { countCommand } from './count.ts'
import { deskCommand } from './desk.ts'
import { importCommand } from './import.ts'
import { inventCommand } from './invent.ts'
import { keysCommand } from './keys.ts'
import { claimCommand } from './claim.ts'
import { eligibleCommand } from './eligible.ts'
import { linksCommand } from './links.ts'
import { protectCommand } from './protect.ts'
import { serveCommand } from './serve.ts'
import { schemeCommand } from './scheme.ts'
import { thresholdCommand } from './threshold.ts'
import { transferCommand } from './transfer.ts'

export const commands: readonly Command[] = [
  serveCommand,
  importCommand,
  answerCommand,
  countCommand,
  collateCommand,
  protectCommand,
  deskCommand,
  linksCommand,
  eligibleCommand,
  claimCommand,
  schemeCommand,
  thresholdCommand,
  transferCommand,
  auditCommand,
  keysCommand,
  inventCommand,
]

const overview = `Turnstone: a register in which every unaccompanied or trafficked child in a council's care is recorded the same
way, protected, followed until found, and counted on request.

  turnstone COMMAND [options]

${commands.map((command) => `  ${command.name.padEnd(10)} ${command.does}`).join('\n')}
  help       This page, or the page of one command: turnstone help import

A first look, with an invented council:

  npm start

Your own council, from the files it already has:

  turnstone import ssda903/ --council E10000016 --data /srv/turnstone
  turnstone answer ecpat --from 2014-10-01 --to 2015-09-30 --data /srv/turnstone
  turnstone serve --data /srv/turnstone

Environment:
  DATABASE_URL                a PostgreSQL server (15 or later) instead of Turnstone's own
  PG_BINDIR                   the programs of an installed PostgreSQL
  PORT                        the port of serve
  TURNSTONE_DATA              the data folder of npm start
  TURNSTONE_CHECKPOINTS       where signed checkpoints of the trail are added
  TURNSTONE_PASSPHRASE_FILE   the passphrase of a sealed key file, where no terminal can be asked
  TURNSTONE_SMTP_URL          where notices are mailed, with TURNSTONE_MAIL_FROM: smtp://user:password@host:587
  TURNSTONE_HOOK_URL          another system that is called with each notice, signed with TURNSTONE_HOOK_SECRET
  TURNSTONE_KEY_COMMAND       a command that prints the key file
`

const version = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version

/** Runs one command. Trouble is one sentence on standard error and exit 2; a bug shows itself and exits 70. */
export async function main(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = commands.find((command) => command.name === rest[0])
    if (rest[0] !== undefined && about === undefined) {
      io.err(`There is no command "${rest[0]}". Type: turnstone help\n`)
      return 2
    }
    io.out(`${about?.help ?? overview}\n`)
    return 0
  }
  if (name === '--version' || name === 'version') {
    io.out(`${version()}\n`)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  if (command === undefined) {
    io.err(`There is no command "${name}". Type: turnstone help\n`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`${command.help}\n`)
    return 0
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    if (error instanceof Usage) io.err(`${error.message}\nType: turnstone help ${name}\n`)
    else if (error instanceof Stopped || error instanceof CannotRun) io.err(`${error.message}\n`)
    else {
      const sentence = inOneSentence(error, dataFolderOf(rest))
      if (sentence === undefined) {
        io.err(
          `Something went wrong that should not have. Nothing of this was saved.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        )
        return 70
      }
      io.err(`${sentence}\n`)
    }
    return 2
  }
}

const dataFolderOf = (args: string[]): string => {
  const at = args.indexOf('--data')
  return at >= 0 ? (args[at + 1] ?? 'the data folder') : 'the data folder'
}
