import { existsSync } from 'node:fs'
import {
  askUnseen,
  changingKeys,
  hasTerminal,
  keeperFor,
  keyFileFor,
  makeShares,
  maySharesBeMade,
  passphraseProblem,
  protectKeyFile,
  readPassphrase,
  recoverKeys,
  rotate,
} from '../access/index.ts'
import { connect, hasDatabase, makeRoles, migrate, openHome } from '../database/index.ts'
import { count } from '../plain/index.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { needFolder, openFolder, type Register } from './open.ts'
import { readArgs } from './options.ts'

export const keysCommand: Command = {
  name: 'keys',
  does: 'Protect, rotate and recover the key of a register.',
  help: `turnstone keys protect --data DIR [--key FILE]
turnstone keys rotate --data DIR [--key FILE]
turnstone keys shares --data DIR [--key FILE]
turnstone keys recover [SHARE SHARE] --data DIR [--key FILE]

protect   Seals the key file under a passphrase. From then on Turnstone asks for it at every start, or reads it from
          the file that TURNSTONE_PASSPHRASE_FILE names. Stop a running server first.
rotate    Wraps the key of every record under a new key, while the register works on. Stopped at any moment, it goes
          on when it is started again. Make a backup, and new recovery shares, afterwards.
shares    Prints three recovery shares of a real register, once. Any two of them write the key file again; one alone
          says nothing. Where a manager or the information-governance officer can sign in, an administrator asks
          for it on the page "Recovery shares" and one of them agrees first; that is good once, for a day. Send the output to a printer, never to a file.
recover   Writes the key file again from two shares, when it is gone. Without SHARE SHARE it asks for them at the
          terminal, so that they do not stay in the list of commands.

Where the key comes from, otherwise than from its file:

  TURNSTONE_PASSPHRASE_FILE   a file with the passphrase of a protected key
  TURNSTONE_KEY_COMMAND       a command that prints the key file's text, for a vault of keys. It is run without a
                              shell, for at most 30 seconds.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, { data: { type: 'string' }, key: { type: 'string' } })
    const [what, ...words] = positionals
    const places = { data: values.data, key: values.key }
    if (what !== 'recover' && words.length > 0) throw new Usage(`"${words.join(' ')}" means nothing here.`)
    switch (what) {
      case 'protect':
        return withRegister(io, places, (register) => protect(io, register))
      case 'rotate':
        return withRegister(io, places, (register) => rotateKeys(io, register))
      case 'shares':
        return withRegister(io, places, (register) => printShares(io, register))
      case 'recover':
        return recover(io, places, words)
      default:
        throw new Usage('Say what to do with the keys: protect, rotate, shares or recover.')
    }
  },
}

type Places = { data: string | undefined; key: string | undefined }

async function withRegister(
  io: Io,
  { data, key }: Places,
  work: (register: Register) => Promise<number>,
): Promise<number> {
  const register = await openFolder(io, data, key)
  try {
    return await work(register)
  } finally {
    await register.close()
  }
}

const actorOf = (register: Register) => register.permit('import files').person.actor

async function protect(io: Io, register: Register): Promise<number> {
  const { file } = register.keys
  const { kind } = keeperFor(register.keys, io.environment)
  if (kind === 'command')
    throw new Stopped('The key comes from TURNSTONE_KEY_COMMAND. There is no key file to protect.')
  if (kind === 'protected file')
    throw new Stopped(`The key file ${file} is protected by a passphrase already. Nothing was changed.`)
  const { passphrase, typed } = readPassphrase(io.environment, `New passphrase for ${file}: `, file)
  const problem = passphraseProblem(passphrase)
  if (problem !== null) throw new Stopped(problem)
  if (typed && askUnseen('The same again: ') !== passphrase)
    throw new Stopped('The two passphrases are not the same. Nothing was changed.')
  await changingKeys(register.db, () => {
    protectKeyFile(file, register.folder, passphrase)
    return Promise.resolve()
  })
  io.out(
    `${file} is protected by the passphrase. Whoever loses both the passphrase and the recovery shares loses the register.
Copies of the file as it was before still open the register without a passphrase: destroy them.
`,
  )
  return 0
}

async function rotateKeys(io: Io, register: Register): Promise<number> {
  const done = await rotate(register.db, register.council.id, register.keys, { actor: actorOf(register) })
  io.out(
    `${count(done.keys, 'key')} wrapped anew under number ${done.number}. ${done.dropped.length === 0 ? 'No older number was in the file' : `Number ${done.dropped.join(', ')} is no longer in the file`}.
Make a backup now: one made before opens only with the key file as it was then, or with the shares of that time.
`,
  )
  if (register.keys.born === 'real')
    io.out(
      'New recovery shares are owed: turnstone keys shares --data DIR, and type one back in the register.\n',
    )
  return 0
}

async function printShares(io: Io, register: Register): Promise<number> {
  const { keys, council } = register
  if (keys.born === 'real' && !(await maySharesBeMade(register.db, keys, council.id)))
    throw new Stopped(
      'Shares are keys, so two people must want them: an administrator asks on the page "Recovery shares", and a manager or the information-governance officer agrees. No shares were made.',
    )
  const shares = await makeShares(register.db, council.id, keys, actorOf(register))
  if (!shares.ok) throw new Stopped(shares.problem)
  const holders = [
    'Give it to the person who answers for the register (information asset owner), for their safe.',
    'Give it to another person in another building: legal services or the records office.',
    'Give it to somebody outside the department: internal audit, or the bank.',
  ]
  io.out(
    `RECOVERY SHARES of the register of ${council.name} (${council.code})

Any two of the three write the key again when it is lost. Whoever has two can read everything, so no one person and
no one building keeps two. They are shown this once and are kept nowhere. Older shares end when one of these has
been typed back in the register.

${shares.value.map((share, at) => `Share ${at + 1} of 3. ${holders[at] ?? ''}\n\n${inLines(share)}\n`).join('\n')}
When the key is lost: turnstone keys recover --data DIR
`,
  )
  return 0
}

/** Four groups a line, as many as one keeps in mind while typing; the line breaks do no harm. */
const inLines = (share: string): string => {
  const [start = '', number = '', ...groups] = share.split('-')
  const lines = [0, 4, 8, 12].map((at) => `    ${groups.slice(at, at + 4).join('-')}`)
  return [`    ${start}-${number}-`, ...lines].join('\n')
}

async function recover(io: Io, { data, key }: Places, words: string[]): Promise<number> {
  const folder = needFolder(data)
  const file = keyFileFor(folder, key)
  if (existsSync(file))
    throw new Stopped(
      `There is a key at ${file}. Nothing is recovered over it: move it away first if it is the wrong one.`,
    )
  const url = io.environment['DATABASE_URL'] ?? ''
  if (!hasDatabase(folder) && url === '') throw new Stopped(`There is no register in ${folder}.`)
  const [one, other, ...more] = words.length === 0 ? askShares() : words
  if (one === undefined || other === undefined || more.length > 0)
    throw new Usage(
      'Give two shares, each in one word or in quotes: turnstone keys recover SHARE SHARE --data DIR.',
    )
  // A server's other logins have a password that comes from the key, which is not there: its owner asks.
  const opened = url === '' ? await openEmbedded(io, folder) : await openServer(url)
  try {
    const recovered = await recoverKeys(opened.db, folder, file, [one, other])
    if (!recovered.ok) throw new Stopped(recovered.problem)
    io.out(
      `The key is at ${file} again. Make new shares if one of these two was shown to anybody: turnstone keys shares --data DIR\n`,
    )
    return 0
  } finally {
    await opened.close()
  }
}

function askShares(): string[] {
  if (!hasTerminal())
    throw new Usage(
      'Give two shares, each in one word or in quotes: turnstone keys recover SHARE SHARE --data DIR.',
    )
  return [askUnseen('The first share (not shown): ') ?? '', askUnseen('The second share (not shown): ') ?? '']
}

const openEmbedded = (io: Io, folder: string) =>
  openHome({
    folder,
    as: { pid: process.pid, kind: 'command' },
    environment: io.environment,
    password: () => {
      throw new Error('The database of a folder has no password')
    },
    connections: 2,
  })

async function openServer(url: string) {
  const owner = { connectionString: url }
  // A restored backup may be of an older Turnstone.
  await makeRoles(owner, null)
  await migrate(owner)
  const db = connect(owner, 2)
  return { db, close: () => db.destroy() }
}
