import { ok, type Outcome, refused } from '../../plain/index.ts'
import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'

export type DocumentType = 'image/jpeg' | 'image/png' | 'application/pdf'

/** Ten megabytes a file, fifty million points a picture: more stops a browser, and no photo of a child needs it. */
export const documentLimits = { bytes: 10 * 1024 * 1024, points: 50_000_000 } as const

export type Cleaned = { type: DocumentType; bytes: Buffer; removed: string[] }

/**
 * What of a file is kept. A file is what its first bytes say, and its name must agree; pictures lose everything that
 * is not needed to show them, the place where they were taken before all. A PDF stays as it came.
 *
 * @returns why not, to be read after the file's name: "is larger than 10 MB".
 */
export function clean(name: string, file: Buffer): Outcome<Cleaned, string> {
  if (file.length === 0) return refused('is empty')
  if (file.length > documentLimits.bytes) return refused('is larger than 10 MB')
  const type = typeOf(file)
  if (type === null)
    return refused('is neither a JPEG or PNG picture nor a PDF. Save it as one of these first')
  if (!endings[type].test(name)) return refused(`is ${titles[type]}, which its name does not say. Name it so`)
  if (type === 'application/pdf') return ok({ type, bytes: file, removed: [] })
  const picture = type === 'image/jpeg' ? cleanJpeg(file) : cleanPng(file)
  if (!picture.ok) return picture
  const { width, height, bytes, removed } = picture.value
  if (width * height > documentLimits.points) return refused('has more than 50 million points')
  return ok({ type, bytes, removed })
}

const endings: Record<DocumentType, RegExp> = {
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
  'application/pdf': /\.pdf$/i,
}
const titles: Record<DocumentType, string> = {
  'image/jpeg': 'a JPEG picture',
  'image/png': 'a PNG picture',
  'application/pdf': 'a PDF',
}

function typeOf(file: Buffer): DocumentType | null {
  if (file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff) return 'image/jpeg'
  if (file.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png'
  return file.subarray(0, 5).toString('latin1') === '%PDF-' ? 'application/pdf' : null
}
