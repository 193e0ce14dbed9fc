import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { encodingOf, notText } from '../plain/index.ts'
import { Stopped } from './command.ts'

/** The text of a file that a command was given, whatever its encoding; one sentence where it is none. */
export async function textOf(file: string): Promise<string> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch {
    throw new Stopped(`${file} cannot be read. Check the name and whether you may read it.`)
  }
  const why = notText(bytes.subarray(0, 4096))
  if (why !== null) throw new Stopped(`${basename(file)} ${why}.`)
  return new TextDecoder(encodingOf(bytes.subarray(0, 65_536))).decode(bytes)
}
