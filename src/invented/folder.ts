import { createHash } from 'node:crypto'
import { contactsFile, contactsOf } from './contacts.ts'
import type { File } from './csv.ts'
import type { Day } from './day.ts'
import { filesOn } from './files.ts'
import { deliveryDays, invent, type Invention } from './invent.ts'
import { truthGuide, truthHead, truthLines } from './truth.ts'

/** A code of no council: the ninth character of the real ones never gets this far. */
const council = { code: 'E99000001', name: 'Marram County Council' }

/**
 * The mark by which a demonstration knows the files that it may read. It names each file's digest, so that a real file
 * put among them is seen.
 */
export function manifest(invention: Invention, files: readonly File[], day: Day = invention.until): string {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
  const content = {
    invented: true,
    program: 'turnstone invent',
    note: 'Made up by a program from a seed: every child in these files is invented, and so are the names and the council.',
    children: invention.children,
    seed: invention.seed,
    until: invention.until,
    day,
    council,
    files: Object.fromEntries(files.map(({ name, text }) => [name, digest(text)])),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

/**
 * Everything that `turnstone invent` writes. Made one delivery at a time: the text of a big council is big.
 *
 * @param contacts how many contacts with those who pursue children; their list and its truth are left out where it is 0
 */
export function* inventedFolder(
  invention: Invention,
  contacts = 0,
): Generator<{ path: string; text: string }> {
  const lives = invent(invention)
  const reached = contacts === 0 ? null : contactsOf(lives, invention, contacts)
  for (const day of deliveryDays(invention)) {
    const folder = day === invention.until ? '' : `earlier/${day}/`
    const files = [
      ...filesOn(lives, day),
      ...(reached === null || day !== invention.until ? [] : [contactsFile(reached.rows)]),
    ]
    for (const { name, text } of files) yield { path: `${folder}${name}`, text }
    yield { path: `${folder}turnstone-invented.json`, text: manifest(invention, files, day) }
  }
  yield { path: 'truth/README.md', text: truthGuide }
  const lines = [truthHead(deliveryDays(invention)), ...truthLines(lives)]
  yield { path: 'truth/lives.jsonl', text: `${lines.join('\n')}\n` }
  if (reached !== null)
    yield { path: 'truth/links.json', text: `${JSON.stringify(reached.planted, null, 2)}\n` }
}
