import { ok, type Outcome, refused } from '../../plain/index.ts'

/** A picture without what the camera wrote into it: where and when it was taken, by which device, a small copy. */
export type CleanPicture = { bytes: Buffer; width: number; height: number; removed: string[] }

const marker = {
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
  comment: 0xfe,
}
/** Markers that stand alone, without a length: restart markers, and TEM. */
const alone = (code: number) => (code >= 0xd0 && code <= 0xd7) || code === 0x01
const frame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)

/**
 * Keeps of a JPEG file (ITU-T T.81, annex B) what is needed to show it: tables, frames, scans, JFIF, the Adobe
 * marker and a colour profile. EXIF, XMP, IPTC, comments and everything after the end go. Which way up it is
 * stays, as the only tag of a new EXIF block: without it pictures from phones would lie on their side.
 */
export function cleanJpeg(file: Buffer): Outcome<CleanPicture, string> {
  const broken = refused('is not a whole JPEG picture')
  if (file.length < 4 || file[0] !== 0xff || file[1] !== marker.soi) return broken
  const kept: Buffer[] = []
  const removed = new Set<string>()
  let size = { width: 0, height: 0 }
  let turned = 1
  let at = 2
  for (;;) {
    while (file[at] === 0xff && file[at + 1] === 0xff) at++
    const code = file[at + 1]
    if (file[at] !== 0xff || code === undefined) return broken
    if (code === marker.eoi) {
      if (at + 2 < file.length) removed.add('what stood after the end')
      kept.push(file.subarray(at, at + 2))
      break
    }
    if (alone(code)) {
      at += 2
      continue
    }
    if (at + 4 > file.length) return broken
    const end = at + 2 + file.readUInt16BE(at + 2)
    if (end > file.length || end < at + 4) return broken
    const segment = file.subarray(at, end)
    if (frame(code)) {
      if (segment.length < 9) return broken
      size = { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) }
    }
    if (code === marker.app1) turned = orientationOf(segment) ?? turned
    const why = dropped(code, segment)
    if (why !== null) removed.add(why)
    else kept.push(segment)
    at = end
    if (code !== marker.sos) continue
    const after = endOfScan(file, at)
    if (after === null) return broken
    kept.push(file.subarray(at, after))
    at = after
  }
  if (size.width === 0 || size.height === 0) return broken
  const start = Buffer.from([0xff, marker.soi])
  const way = turned === 1 ? [] : [orientationAlone(turned)]
  return ok({ bytes: Buffer.concat([start, ...way, ...kept]), ...size, removed: [...removed] })
}

/** Why a segment goes; null where it stays. */
function dropped(code: number, segment: Buffer): string | null {
  if (code === marker.comment) return 'comments'
  if (code === marker.app1)
    return segment.includes('Exif') ? 'what the camera wrote (EXIF)' : 'descriptions (XMP)'
  if (code === marker.app2)
    return segment.subarray(4, 15).toString('latin1') === 'ICC_PROFILE' ? null : 'further pictures'
  if (code > marker.app2 && code <= 0xef && code !== marker.app14) return 'descriptions'
  return null
}

/** Compressed data runs until a marker that is neither a restart nor a stuffed zero. */
function endOfScan(file: Buffer, from: number): number | null {
  for (let at = from; at + 1 < file.length; at++) {
    const next = file[at + 1] ?? 0
    if (file[at] === 0xff && next !== 0 && next !== 0xff && !alone(next)) return at
  }
  return null
}

/** The tag 0x0112 of the first directory of an EXIF block (TIFF 6.0), from 1 to 8. */
function orientationOf(segment: Buffer): number | null {
  if (segment.subarray(4, 10).toString('latin1') !== 'Exif\0\0') return null
  const tiff = segment.subarray(10)
  const little = tiff.subarray(0, 2).toString('latin1') === 'II'
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const u32 = (at: number) =>
    at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at)
  const directory = u32(4)
  for (let i = 0; i < Math.min(u16(directory), 500); i++) {
    const entry = directory + 2 + i * 12
    if (u16(entry) === 0x0112) {
      const value = u16(entry + 8)
      return value >= 1 && value <= 8 ? value : null
    }
  }
  return null
}

function orientationAlone(turned: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(0x0112, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(turned, 18)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, marker.app1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
