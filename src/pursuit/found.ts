import { contactDetailsIn } from '../plain/index.ts'
import { type HandleKind, handleOf } from './handles.ts'

/** A phone, account or other handle that stands in a text, with the lines in which it does. */
export type Found = {
  kind: HandleKind
  /** As it stands in the text the first time. */
  written: string
  /** In its one form, by which the same one is known again. */
  handle: string
  times: number
  lines: readonly string[]
}

/** How many lines are kept of each, and how long they are: enough to see what was said, not a second copy of the chat. */
const keptLines = 4
const longestLine = 240

/** A number as people write it, from its + or 0, in Western, Arabic or Persian figures; the library says what it is worth. */
const phone = /(?<![\p{L}\p{N}+])(?:\+|[0٠۰]|\([0٠۰])[\p{Nd}() .\-–]{7,24}\p{Nd}(?!\p{N})/gu
/** A day in figures, which begins with 0 as a number does. */
const date = /(?<!\p{N})\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}(?!\p{N})/gu
const url =
  /(?:https?:\/\/|(?<![\p{L}\p{N}.@/])(?:www\.|m\.)?(?:facebook|fb|instagram|tiktok|snapchat|telegram|twitter|x|youtube|zalo|messenger|t|m)\.(?:com|me|org)\/)[^\s<>"']+/giu
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{2,63})+/gu
const named = /(?<![\p{L}\p{N}@./])@[\p{L}\p{N}._]{3,30}/gu
/** Current British plates: two letters, two figures, three letters. */
const plate = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2} ?[A-Z]{3}(?![\p{L}\p{N}])/gu

const ways: readonly { kind: HandleKind; in: (line: string) => readonly string[] }[] = [
  {
    kind: 'account',
    in: (line) => [...line.matchAll(url)].map(([written]) => written.replace(/[.,;:!?)\]]+$/, '')),
  },
  { kind: 'email', in: (line) => [...line.matchAll(email)].map(([written]) => written) },
  {
    kind: 'account',
    in: (line) => [...line.matchAll(named)].map(([written]) => written.replace(/\.+$/, '')),
  },
  {
    kind: 'phone',
    in: (line) => [...line.replace(date, ' ').matchAll(phone)].flatMap(([written]) => numbersIn(written)),
  },
  { kind: 'vehicle', in: (line) => [...line.matchAll(plate)].map(([written]) => written) },
  // The line is the address: where it begins and ends is for whoever reads it.
  { kind: 'address', in: (line) => (contactDetailsIn(line).postcodes.length > 0 ? [line.trim()] : []) },
]

/**
 * The numbers in a run of figures: a list of calls has a time behind each, or the next number. Cut where it is written apart,
 * the longest beginning that can be called is one, and what follows is looked at in its turn.
 */
function numbersIn(run: string): string[] {
  const words = run.split(/(?<=\p{Nd}\)?)[ .\-–]+/u)
  const found: string[] = []
  for (let from = 0; from < words.length;) {
    let to = words.length
    while (to > from && !handleOf('phone', joined(run, words, from, to)).ok) to -= 1
    if (to > from && /^(?:\+|\(?[0٠۰])/.test(words[from] ?? '')) found.push(joined(run, words, from, to))
    from = to > from ? to : from + 1
  }
  return found
}

/** Some words of a run, with what stands between them. */
function joined(run: string, words: readonly string[], from: number, to: number): string {
  let at = 0
  let start = 0
  for (let i = 0; i < to; i++) {
    const word = words[i] ?? ''
    at = run.indexOf(word, at)
    if (i === from) start = at
    at += word.length
  }
  return run.slice(start, at)
}

/**
 * The handles that stand in a text, those named most often first: phones, addresses of accounts, e-mail addresses, `@names`,
 * British plates, and lines with a postcode. Names of people are not looked for: any word may be one.
 */
export function handlesIn(text: string): Found[] {
  const found = new Map<string, Found & { lines: string[] }>()
  for (const line of text.split(/\r?\n/)) {
    // A line is searched in pieces: nobody writes a handle of more than some hundred signs.
    for (const piece of piecesOf(line)) {
      const taken: string[] = []
      for (const { kind, in: search } of ways)
        for (const written of search(piece)) {
          // An e-mail address holds no second account, and an address of an account no phone.
          if (kind !== 'address' && taken.some((one) => one.includes(written))) continue
          const handle = handleOf(kind, written)
          if (!handle.ok) continue
          if (kind !== 'address') taken.push(written)
          const key = `${kind} ${handle.value}`
          const one = found.get(key) ?? { kind, written, handle: handle.value, times: 0, lines: [] }
          one.times += 1
          if (one.lines.length < keptLines) one.lines.push(piece.trim().slice(0, longestLine))
          found.set(key, one)
        }
    }
  }
  return [...found.values()].sort((a, b) => b.times - a.times)
}

const longestPiece = 2_000

/** A line, cut at spaces where it is very long: a chat pasted without its line breaks is one line of a megabyte. */
function piecesOf(line: string): string[] {
  const pieces: string[] = []
  let rest = line
  while (rest.length > longestPiece) {
    const space = rest.lastIndexOf(' ', longestPiece)
    const end = space > longestPiece / 2 ? space : longestPiece
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return [...pieces, rest]
}
