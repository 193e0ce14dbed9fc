/** How the bytes of a council's file were turned into text, for the notice that says so. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * The encoding of a file by its first bytes. Excel saves "Unicode text" as UTF-16 and plain CSV as
 * windows-1252, so both are met; a mark at the start decides, then the pattern of zero bytes, then whether
 * the sample is sound UTF-8.
 */
export function encodingOf(sample: Uint8Array): Encoding {
  const [a, b, c] = sample
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  let evenZeros = 0
  let oddZeros = 0
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] === 0) {
      if (i % 2 === 0) evenZeros++
      else oddZeros++
    }
  }
  const third = sample.length / 6
  if (oddZeros > third && evenZeros < third) return 'utf-16le'
  if (evenZeros > third && oddZeros < third) return 'utf-16be'
  try {
    // A character may be cut at the end of the sample: `stream` lets it pass.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Why bytes cannot be a text table, as the end of a sentence; null when they may be one. */
export function notText(sample: Uint8Array): string | null {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => sample[i] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return 'is a zip file or a spreadsheet. Save the tables as CSV files first'
  if (starts(0xff, 0xd8, 0xff) || starts(0x89, 0x50, 0x4e, 0x47) || starts(0x47, 0x49, 0x46))
    return 'is a picture'
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'is a PDF'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'is an old spreadsheet. Save it as CSV first'
  if (starts(0x1f, 0x8b)) return 'is a compressed file. Unpack it first'
  const encoding = encodingOf(sample)
  if (!encoding.startsWith('utf-16') && sample.includes(0)) return 'is not text'
  const text = new TextDecoder(encoding).decode(sample)
  if (text.trimStart().startsWith('<')) return 'is XML. Save the tables as CSV files'
  return null
}
