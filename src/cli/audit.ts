import { createReadStream, createWriteStream, existsSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import {
  checkpointFileFor,
  checkpointsIn,
  exportTrail,
  keepCheckpoint,
  note,
  readCheckpoints,
  type Verdict,
  verifyTrail,
} from '../access/index.ts'
import { instantOf } from '../plain/index.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { openFolder } from './open.ts'
import { readArgs } from './options.ts'

export const auditCommand: Command = {
  name: 'audit',
  does: 'Save the trail of who did and saw what, and check it without the register.',
  help: `turnstone audit export FILE --data DIR [--key FILE] [--checkpoints FILE]
turnstone audit verify FILE [--checkpoint FILE] [--public-key FILE] [--json]

export writes every row of the trail to FILE, with the checkpoints that were signed. It holds no names. Saving it is
itself written down, and a checkpoint is signed first.

verify checks such a file and needs neither the register nor its key: that every row follows from the one before, that
none is missing, added, moved or changed, that time only rises, and that every checkpoint is signed and agrees. It
names the first row that is wrong.

  --checkpoint FILE    a copy of the checkpoints that was kept elsewhere: only with one can a trail be told from one
                       that was written anew as a whole, by whoever holds both the database and the checkpoints
  --public-key FILE    the register's public key (SPKI, DER or PEM); without it the one in the file is taken
  --json               print the verdict as one JSON document

Rows after the last checkpoint are counted as not yet protected. Exit: 0 sound, 1 something was changed, 2 not readable.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      data: { type: 'string' },
      key: { type: 'string' },
      checkpoints: { type: 'string' },
      checkpoint: { type: 'string' },
      'public-key': { type: 'string' },
      json: { type: 'boolean' },
    })
    const [what, file, ...rest] = positionals
    if ((what !== 'export' && what !== 'verify') || file === undefined || rest.length > 0)
      throw new Usage('Write: turnstone audit export FILE --data DIR, or turnstone audit verify FILE.')
    return what === 'export'
      ? save(io, file, values)
      : check(io, file, {
          checkpoint: values.checkpoint,
          publicKey: values['public-key'],
          json: values.json === true,
        })
  },
}

type Where = { data?: string | undefined; key?: string | undefined; checkpoints?: string | undefined }

async function save(io: Io, file: string, where: Where): Promise<number> {
  if (existsSync(file))
    throw new Stopped(`${file} is there already. Name a new file, so that nothing is written over.`)
  const register = await openFolder(io, where.data, where.key)
  try {
    const { council, db, keys } = register
    const permit = register.permit('export the trail')
    await note(db, council.id, {
      actor: permit.person.actor,
      action: 'export the trail',
      subject: '',
      count: 0,
      digest: '',
    })
    const checkpoints = checkpointFileFor(
      register.folder,
      where.checkpoints ?? io.environment['TURNSTONE_CHECKPOINTS'],
    )
    const kept = await keepCheckpoint(db, keys, council, checkpoints, instantOf(new Date()))
    if (!kept.ok) io.err(`No checkpoint was signed: ${kept.problem}\n`)
    const known = checkpointsIn(checkpoints)
    if (!known.ok) throw new Stopped(known.problem)
    const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
    let lines = 0
    try {
      for await (const line of exportTrail(db, keys, council, known.value, instantOf(new Date()))) {
        if (io.signal.aborted) throw new Stopped(`Stopped. ${file} was removed.`)
        lines++
        if (!out.write(`${line}\n`)) await once(out, 'drain')
      }
      out.end()
      await once(out, 'close')
    } catch (error) {
      out.destroy()
      rmSync(file, { force: true })
      throw error
    }
    io.out(
      `${(lines - 2 - known.value.length).toLocaleString('en-GB')} rows and ${known.value.length} checkpoints are in ${file}\n`,
    )
    return 0
  } finally {
    await register.close()
  }
}

async function check(
  io: Io,
  file: string,
  given: { checkpoint: string | undefined; publicKey: string | undefined; json: boolean },
): Promise<number> {
  for (const path of [file, given.checkpoint, given.publicKey])
    if (path !== undefined && !existsSync(path)) throw new Stopped(`${path} does not exist. Check the path.`)
  const own = given.checkpoint === undefined ? null : readCheckpoints(readFileSync(given.checkpoint, 'utf8'))
  if (own !== null && !own.ok) throw new Stopped(`${given.checkpoint ?? ''}: ${own.problem}`)
  const read = await verifyTrail(createInterface({ input: createReadStream(file), crlfDelay: Infinity }), {
    ...(own === null ? {} : { checkpoints: own.value }),
    ...(given.publicKey === undefined ? {} : { publicKey: publicKeyIn(given.publicKey) }),
  })
  if (!read.ok) throw new Stopped(`${file}: ${read.problem}`)
  io.out(given.json ? `${JSON.stringify(read.value, null, 2)}\n` : inWords(read.value))
  return read.value.sound ? 0 : 1
}

/** DER as it is, or the same between the lines of a PEM file. */
function publicKeyIn(path: string): Buffer {
  const bytes = readFileSync(path)
  const pem = /-----BEGIN PUBLIC KEY-----([\s\S]*?)-----END/.exec(bytes.toString('latin1'))
  return pem === null ? bytes : Buffer.from((pem[1] ?? '').replace(/\s+/g, ''), 'base64')
}

function inWords(verdict: Verdict): string {
  const n = (value: number) => value.toLocaleString('en-GB')
  const lines = [
    verdict.sound ? 'The trail is sound.' : 'The trail was changed.',
    `${n(verdict.rows)} rows, ${n(verdict.checkpoints.checked)} checkpoints; ${n(verdict.notYetProtected)} rows after the last good checkpoint are not yet protected.`,
  ]
  if (verdict.first !== null)
    lines.push(
      `The first row that is wrong: shard ${verdict.first.shard}, number ${verdict.first.seq}: ${verdict.first.problem}`,
    )
  return `${[...lines, ...verdict.problems].join('\n')}\n`
}
