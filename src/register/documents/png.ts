import { ok, type Outcome, refused } from '../../plain/index.ts'
import type { CleanPicture } from './jpeg.ts'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** What a PNG (RFC 2083, and its third edition) needs to be shown in its colours; everything else says more. */
const shown = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs']

/** Keeps the chunks that are needed to show a PNG: texts, times, EXIF and everything after the end go. */
export function cleanPng(file: Buffer): Outcome<CleanPicture, string> {
  const broken = refused('is not a whole PNG picture')
  if (!file.subarray(0, 8).equals(signature)) return broken
  const kept: Buffer[] = [signature]
  const removed = new Set<string>()
  let size = { width: 0, height: 0 }
  for (let at = 8; ;) {
    if (at + 12 > file.length) return broken
    const end = at + 12 + file.readUInt32BE(at)
    if (end > file.length) return broken
    const type = file.subarray(at + 4, at + 8).toString('latin1')
    if (type === 'IHDR') size = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) }
    if (shown.includes(type)) kept.push(file.subarray(at, end))
    else removed.add(type === 'eXIf' ? 'what the camera wrote (EXIF)' : 'descriptions')
    at = end
    if (type === 'IEND') {
      if (at < file.length) removed.add('what stood after the end')
      break
    }
  }
  return size.width === 0 || size.height === 0
    ? broken
    : ok({ bytes: Buffer.concat(kept), ...size, removed: [...removed] })
}
