import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import {
  type Action,
  type Born,
  decide,
  giveBirth,
  hasKeys,
  isBorn,
  keyFileFor,
  type Keys,
  makeKeys,
  openRegister,
  openVault,
  type Permit,
  type Person,
  readKeys,
  type Role,
  type Vault,
} from '../access/index.ts'
import { type Db, hasDatabase, type Home, newId, openHome } from '../database/index.ts'
import { must } from '../plain/index.ts'
import { type Council, councilByCode, demonstrationCouncil } from '../standard/index.ts'
import { type Io, Stopped, Usage } from './command.ts'

/** A register, open for one command. */
export type Register = {
  folder: string
  db: Db
  keys: Keys
  council: { id: number; code: string; name: string }
  vault: () => Vault
  /** The owner of the data folder holds the data officer's rights on the command line. */
  permit: <A extends Action>(action: A) => Permit<A>
  close: () => Promise<void>
}

export const needFolder = (data: string | undefined): string => {
  if (data === undefined || data === '') throw new Usage('Name the data folder with --data DIR.')
  return resolve(data)
}

const actor = () => {
  try {
    return `os:${userInfo().username}`
  } catch {
    return `os:${process.getuid?.() ?? 'unknown'}`
  }
}

/** Opens the register of a data folder, or says in one sentence why it cannot. */
export async function openFolder(
  io: Io,
  data: string | undefined,
  key: string | undefined,
): Promise<Register> {
  const folder = needFolder(data)
  const keyFile = keyFileFor(folder, key)
  if (!hasDatabase(folder) && !usesServer(io)) {
    throw new Stopped(
      `There is no register in ${folder}. Make one with: turnstone import PATH --council CODE --data ${folder}`,
    )
  }
  return open(io, folder, keyFile)
}

/** The same, but a folder without a register gets a real one, for the council named. */
export async function openOrMakeFolder(
  io: Io,
  data: string | undefined,
  key: string | undefined,
  councilCode: string | undefined,
): Promise<Register> {
  const folder = needFolder(data)
  const keyFile = keyFileFor(folder, key)
  if (hasDatabase(folder) || (usesServer(io) && existsSync(keyFile))) {
    const register = await open(io, folder, keyFile, () => councilNamed(councilCode))
    if (councilCode !== undefined && register.council.code !== codeOf(councilCode)) {
      await register.close()
      throw new Stopped(
        `The register in ${folder} is ${register.council.name} (${register.council.code}), not ${councilCode}. Give the right --council, or another --data DIR.`,
      )
    }
    return register
  }
  // A council's name that is wrong is said before anything is made.
  const council = councilNamed(councilCode)
  return open(io, folder, keyFile, () => council)
}

const usesServer = (io: Io) => (io.environment['DATABASE_URL'] ?? '') !== ''

const codeOf = (code: string) =>
  code === demonstrationCouncil.code ? code : (councilByCode(code)?.code ?? code)

function councilNamed(code: string | undefined): Council {
  if (code === undefined)
    throw new Usage(
      'A new register needs its council: give --council CODE, for example --council E10000016 for Kent.',
    )
  if (code === demonstrationCouncil.code)
    throw new Stopped(
      `${code} is the invented council of demonstrations. A real register has a real council: give its ONS code.`,
    )
  const council = councilByCode(code)
  if (council === undefined)
    throw new Stopped(
      `No authority in the United Kingdom has the code "${code}". Give the ONS code, for example E10000016 for Kent.`,
    )
  return council
}

/**
 * The password of the application's role on a server comes from the key, so a new register has its key first; one
 * that is there already must have its key beside it.
 */
export const passwordFrom =
  (keyFile: string, folder: string, as: Born, council?: () => Council) =>
  (born: boolean): string => {
    const known = born || hasKeys(keyFile) || council === undefined
    return (known ? readKeys(keyFile, folder) : makeKeys(keyFile, folder, newId(), as, council().code))
      .rolePassword
  }

/** Whose rights a command has: those of a data officer, and of a co-ordinator for what joins children. */
const rightsOf = (action: Action): Role =>
  action === 'see the network' ? 'missing-coordinator' : 'data-officer'

async function open(io: Io, folder: string, keyFile: string, council?: () => Council): Promise<Register> {
  const password = passwordFrom(keyFile, folder, 'real', council)
  const home: Home = await openHome({
    folder,
    as: { pid: process.pid, kind: 'command' },
    environment: io.environment,
    password,
    connections: 4,
  })
  try {
    if (!(await isBorn(home.db))) {
      if (council === undefined)
        throw new Stopped(
          `There is no register in ${folder} yet. Make one with: turnstone import PATH --council CODE --data ${folder}`,
        )
      await giveBirth(home.owner, folder, keyFile, 'real', council())
    }
    const { keys, council: own } = await openRegister(home.db, folder, keyFile)
    const person: Person = {
      council: own.id,
      account: null,
      actor: actor(),
      name: 'Command line',
      role: 'data-officer',
      team: null,
    }
    return {
      folder,
      db: home.db,
      keys,
      council: own,
      vault: () => openVault(keys, own.id),
      permit: (action) =>
        must(
          decide({ ...person, role: rightsOf(action) }, action, { council: own.id }),
          'The command line may do this',
        ),
      close: home.close,
    }
  } catch (error) {
    await home.close()
    throw error
  }
}
