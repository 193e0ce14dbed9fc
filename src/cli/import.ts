import { createReadStream, type Dirent, existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { instantOf } from '../plain/index.ts'
import { importFiles, type ImportResult, lookAtFiles, type SourceFile } from '../returns/index.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { readArgs } from './options.ts'
import { openOrMakeFolder } from './open.ts'
import { progressLine } from './progress.ts'

export const importCommand: Command = {
  name: 'import',
  does: 'Read a council’s files into its register.',
  help: `turnstone import PATH… --council CODE --data DIR [--key FILE] [--withdraw-absent] [--json]

Reads the CSV files that a council already has: the SSDA903 return (header, episodes, uasc, missing), the
Standard Safeguarding Dataset (ssd_person, ssd_linked_identifiers, ssd_immigration_status, ssd_missing,
ssd_cla_episodes, ssd_cla_placement, ssd_legal_status) and trafficking.csv. A PATH is a file or a folder of files;
files are recognised by their headings, not their names.

A new DIR becomes a real register of the council CODE (its ONS code), with its key beside it in DIR.key. Keep the
key apart from every backup of the folder: without it nothing can be read, and with it everything can.

Every row is accounted for: rows = added + replaced + unchanged + set aside (in JSON, replaced is called superseded).
A row that cannot be right is kept on the worklist, with its line, its column and what to do. An import is done whole
or not at all, and reading the same files again adds nothing.

  --council CODE       the council, for example E10000016
  --data DIR           the data folder
  --key FILE           the key, where it is not DIR.key
  --withdraw-absent    withdraw what an earlier import brought and these files no longer have
  --json               print one JSON document on standard output

Exit: 0 done, also with rows set aside or nothing new; 2 nothing could be read, or the import was refused.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      council: { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      json: { type: 'boolean' },
      'withdraw-absent': { type: 'boolean' },
    })
    if (positionals.length === 0)
      throw new Usage('Name the files or folders to read: turnstone import PATH… --council CODE --data DIR.')
    const { files, skipped, size } = filesAt(positionals)
    if (files.length === 0)
      throw new Stopped(
        `There is no file in ${positionals.join(', ')}. Give the folder that holds the CSV files.`,
      )
    // A register is made only for files that can be read.
    const looked = await lookAtFiles(files)
    if (!looked.ok) throw new Stopped(looked.problem.sentence)
    const register = await openOrMakeFolder(io, values.data, values.key, values.council)
    try {
      // The pages are loaded where they are needed: a command that shows none starts sooner.
      const { demonstrationRefuses } = await import('../web/index.ts')
      const refusal = await demonstrationRefuses(register.keys.born, files)
      if (refusal !== null) throw new Stopped(refusal)
      const progress = progressLine(io)
      const done = await importFiles(register.db, {
        permit: register.permit('import files'),
        vault: register.vault(),
        keys: register.keys,
        files,
        withdrawAbsent: values['withdraw-absent'] === true,
        now: instantOf(new Date()),
        onProgress: progress.show,
        size,
        signal: io.signal,
      })
      progress.end()
      if (!done.ok) {
        if (values.json === true)
          io.out(`${JSON.stringify({ error: done.problem.sentence, files: done.problem.files }, null, 2)}\n`)
        throw new Stopped(done.problem.sentence)
      }
      const result = {
        ...done.value,
        notices: [
          ...done.value.notices,
          ...skipped.map((name) => ({
            file: name,
            problem: 'is a folder inside the folder and was not read',
          })),
        ],
      }
      if (values.json === true) io.out(`${JSON.stringify(result, null, 2)}\n`)
      ;(values.json === true ? io.err : io.out)(inWords(result))
      return 0
    } finally {
      await register.close()
    }
  },
}

/** The files at some paths, each by its own name; two of one name are told apart by their folders. */
export function filesAt(paths: readonly string[]): { files: SourceFile[]; skipped: string[]; size: number } {
  const found: string[] = []
  const skipped: string[] = []
  for (const path of paths) {
    if (!existsSync(path)) throw new Stopped(`${path} does not exist. Check the path.`)
    let entries: Dirent[]
    try {
      if (!statSync(path).isDirectory()) {
        found.push(path)
        continue
      }
      entries = readdirSync(path, { withFileTypes: true })
    } catch {
      throw new Stopped(`${path} may not be read by this user.`)
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) skipped.push(join(path, entry.name))
      else found.push(join(path, entry.name))
    }
  }
  const names = found.map((path) => basename(path))
  const files = found.map((path, i) => ({
    name: names.filter((name) => name === names[i]).length > 1 ? path : (names[i] ?? path),
    bytes: () => createReadStream(path),
  }))
  return { files, skipped, size: found.reduce((sum, path) => sum + statSync(path).size, 0) }
}

/** What an import did, in words: the sum first, then what needs a person. */
export function inWords(result: ImportResult): string {
  const n = (value: number) => value.toLocaleString('en-GB')
  const lines = [
    `${n(result.rows)} rows read = ${n(result.added)} added + ${n(result.superseded)} replaced + ${n(result.unchanged)} unchanged + ${n(result.aside.length)} set aside`,
    '',
  ]
  for (const file of result.files) {
    lines.push(
      file.table === null
        ? `  ${file.file}: not read, ${file.why ?? ''}`
        : `  ${file.file}: ${n(file.rows)} rows, ${n(file.added)} added, ${n(file.superseded)} replaced, ${n(file.unchanged)} unchanged, ${n(file.aside)} set aside`,
    )
  }
  const most = 20
  if (result.aside.length > 0) lines.push('', 'Set aside, on the worklist until put right:')
  for (const row of result.aside.slice(0, most))
    lines.push(`  ${row.file}, line ${row.line}, column ${row.column}: ${row.problem}.`)
  if (result.aside.length > most)
    lines.push(`  and ${n(result.aside.length - most)} more: see the worklist, or --json.`)
  if (result.notices.length > 0) lines.push('', 'Kept, and worth knowing:')
  for (const notice of result.notices.slice(0, most)) {
    const where = [
      notice.file,
      notice.line === undefined ? '' : `line ${notice.line}`,
      notice.column === undefined ? '' : `column ${notice.column}`,
    ].filter((part) => part !== '')
    lines.push(`  ${where.join(', ')}: ${notice.problem}.`)
  }
  if (result.notices.length > most) lines.push(`  and ${n(result.notices.length - most)} more: see --json.`)
  return `${lines.join('\n')}\n`
}

export type { Io }
