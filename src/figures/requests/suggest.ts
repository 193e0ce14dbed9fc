import { day, list, ok, type Outcome, plainDate, type PlainDate, refused } from '../../plain/index.ts'
import type { Asked } from '../reading.ts'
import type { MappedPart } from './request.ts'

/** Longer than any request that was seen, and short enough to be read. */
export const mostCharacters = 100_000
const mostParts = 30

/** What the words of a request were taken to mean: for a person to confirm, never the last word. */
export type Suggestion = { parts: MappedPart[]; periods: Asked[]; notes: string[] }

/**
 * Reads a request into parts and periods, by words that real requests use.
 *
 * @returns a sentence where nothing can be made of it
 */
export function suggest(text: string): Outcome<Suggestion, string> {
  if (text.trim() === '') return refused('The request is empty. Paste or type what was asked.')
  if (text.length > mostCharacters)
    return refused(
      `The request has ${text.length.toLocaleString('en-GB')} characters. Put in at most ${mostCharacters.toLocaleString('en-GB')}: what is asked, without what came with it.`,
    )
  const periods = periodsIn(text)
  if (!periods.ok) return periods
  const lines = partsIn(text)
  const parts = lines.map(partOf).filter((one) => one !== null)
  const notes: string[] = []
  if (isWelsh(text))
    notes.push(
      'This looks like Welsh. Suggestions are made from English words alone: choose what each part asks for yourself.',
    )
  if (parts.length > mostParts)
    notes.push(`Only the first ${mostParts} parts are suggested; add the others by hand.`)
  if (periods.value.length === 0) notes.push('No period was found in the words: put the days in.')
  return ok({ parts: parts.slice(0, mostParts), periods: periods.value, notes })
}

/** Words that are common in Welsh and in no English request. */
const welsh =
  /\b(faint|nifer|plant|blynyddoedd|gofal|awdurdod|cyngor|rhwng|sydd|hynny|gwybodaeth|rhyddid|cais|ydych|wedi|masnachu|coll|ar goll)\b/gi
const isWelsh = (text: string): boolean => (text.match(welsh) ?? []).length >= 4

/** The lines of a request that ask something: numbered or lettered, or sentences with a question in them. */
function partsIn(text: string): string[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
  const numbered = lines.filter((line) => marker.test(line)).map((line) => line.replace(marker, '').trim())
  const asks = numbered.length > 0 ? numbered : lines.flatMap((line) => line.split(/(?<=[.?!;])\s+/))
  return asks.filter((line) => line.length > 8)
}
const marker = /^(?:\(?\d{1,2}[a-h]?[.):]|\(?[a-h][.):]|\(?[ivx]{1,4}[.)]|[-•*–])\s*/i

const has = (text: string, ...words: RegExp[]): boolean => words.every((word) => word.test(text))
const lost = /missing|absent|abscond|unauthori[sz]ed|whereabouts/i
const trafficked = /traffick|modern slavery|slavery|exploit|\bNRM\b|national referral/i
const alone = /unaccompanied|\bUASC\b|separated/i
const notFound =
  /still missing|not (?:been )?(?:found|located|traced|returned)|remain(?:s|ing)? missing|unaccounted|whereabouts (?:are )?(?:still )?unknown|currently missing/i

/** Measures by the words that call for them: the first that fits is suggested. */
const rules: readonly { when: (part: string) => boolean; measure: string }[] = [
  { when: (part) => has(part, notFound, alone), measure: 'not-found-unaccompanied' },
  { when: (part) => has(part, notFound, trafficked), measure: 'not-found-trafficked' },
  { when: (part) => has(part, notFound), measure: 'still-missing' },
  { when: (part) => has(part, /turn(?:ed|ing|s)? 18|eighteen/i, lost), measure: 'turned-18-missing' },
  { when: (part) => has(part, /72 hours|long-?term/i, lost), measure: 'long-missing' },
  {
    when: (part) =>
      has(
        part,
        /(?:nights?|days|total time)/i,
        /missing/i,
        /number of (?:nights|days)|how many (?:nights|days)|total time/i,
      ),
    measure: 'missing-nights',
  },
  { when: (part) => has(part, incidents, alone), measure: 'incidents-unaccompanied' },
  { when: (part) => has(part, incidents, trafficked), measure: 'incidents-trafficked' },
  { when: (part) => has(part, incidents), measure: 'missing-incidents' },
  { when: (part) => has(part, lost, alone), measure: '2b' },
  { when: (part) => has(part, lost, trafficked), measure: '2a' },
  { when: (part) => has(part, lost), measure: 'missing-children' },
  { when: (part) => has(part, alone, trafficked), measure: '1d' },
  { when: (part) => has(part, /referr(?:al|ed)/i, trafficked), measure: 'referrals' },
  { when: (part) => has(part, /suspect|at risk of|indicat/i, trafficked), measure: '1b' },
  { when: (part) => has(part, trafficked), measure: '1a' },
  { when: (part) => has(part, alone), measure: '1c' },
  { when: (part) => has(part, /looked[- ]after|in (?:the )?care/i), measure: 'looked-after' },
]
const incidents =
  /(?:incidents?|episodes?|occasions?|instances?|number of times).*(?:missing|absent|abscond)|(?:missing|absent|abscond\w*).*(?:incidents?|episodes?|occasions?|instances?|times)/i

const splits: readonly { when: RegExp; by: string }[] = [
  { when: /nationalit|country of origin|countries of origin/i, by: 'nationality' },
  { when: /gender|\bsex\b/i, by: 'sex' },
  { when: /\bages?\b(?! of 1[678])|by age|age group/i, by: 'age-at-event' },
  { when: /placement|foster|semi-independent|type of accommodation|hotel/i, by: 'placement' },
  { when: /each month|per month|monthly|by month/i, by: 'month' },
  { when: /return (?:home )?interview/i, by: 'interview' },
  { when: /how long|length of time|duration/i, by: 'duration-hours' },
]

/** Things that are asked and that no register of children holds. */
const elsewhere: readonly { when: RegExp; why: string }[] = [
  {
    when: /polic(?:y|ies)|procedure|guidance|protocol|training|template/i,
    why: 'This asks for a document and not for a number: the council’s procedures hold it.',
  },
  {
    when: /school|education|exclusion|attendance/i,
    why: 'Turnstone holds no record of schooling. The council’s education service may.',
  },
  {
    when: /cost|spend|spent|budget|fund(?:ing|ed)/i,
    why: 'Turnstone does not hold what was spent. The council’s finance service may.',
  },
  {
    when: /foster carers? (?:recruit|approved)|staff|vacanc|agency worker/i,
    why: 'Turnstone holds children, not carers or staff.',
  },
]

function partOf(asks: string): MappedPart | null {
  const measure = rules.find((rule) => rule.when(asks))?.measure
  const away = elsewhere.find((one) => one.when.test(asks))
  const short = asks.length > 300 ? `${asks.slice(0, 297)}…` : asks
  if (measure !== undefined && away === undefined)
    return {
      asks: short,
      measure,
      by: splits
        .filter((one) => one.when.test(asks))
        .map((one) => one.by)
        .slice(0, 2),
    }
  if (away !== undefined) return { asks: short, notHeld: away.why }
  // A greeting, a signature or a definition asks nothing; a question that nothing fits is for a person to read.
  return asks.includes('?') || /how many|number of|please (?:provide|confirm|state)/i.test(asks)
    ? { asks: short, notHeld: '' }
    : null
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const monthName = months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')
const dated = `(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${monthName})\\.?,? (\\d{4})`
const range = new RegExp(`${dated}\\s*(?:-|–|—|to|and|until|through)\\s*${dated}`, 'gi')

/** The periods that a request names: from a day to a day, calendar years, financial years. */
function periodsIn(text: string): Outcome<Asked[], string> {
  const found: Asked[] = []
  let rest = text
  for (const [whole, ...parts] of text.matchAll(range)) {
    const [from, to] = [parts.slice(0, 3), parts.slice(3, 6)].map(([d, m, y]) =>
      plainDate(
        Number(y),
        months.findIndex((name) => name.startsWith((m ?? '').toLowerCase().slice(0, 3))) + 1,
        Number(d),
      ),
    )
    if (from?.ok !== true || to?.ok !== true)
      return refused(`“${whole}” holds a day that there is not. Check it with whoever asked.`)
    if (to.value < from.value)
      return refused(`“${whole}” ends before it begins. Ask which is meant, and put the days right.`)
    found.push({ from: from.value, to: to.value })
    rest = rest.replace(whole, ' ')
  }
  for (const [whole, first = '', second = ''] of rest.matchAll(/\b(20\d\d)\s*[-/–]\s*((?:20)?\d\d)\b/g)) {
    const from = Number(first)
    const to = second.length === 4 ? Number(second) : Number(first.slice(0, 2) + second)
    if (to < from)
      return refused(`“${whole}” ends before it begins. Ask which is meant, and put the years right.`)
    // 2023-24 is a year to 31 March; 2021-2023 are three calendar years.
    if (to === from + 1) found.push({ from: day(`${from}-04-01`), to: day(`${to}-03-31`) })
    else if (to - from <= 20)
      for (let year = from; year <= to; year++)
        found.push({ from: day(`${year}-01-01`), to: day(`${year}-12-31`) })
    rest = rest.replace(whole, ' ')
  }
  if (found.length === 0)
    for (const [, year = ''] of rest.matchAll(/\b(20[0-3]\d)\b/g))
      found.push({ from: day(`${year}-01-01`), to: day(`${year}-12-31`) })
  return ok(distinct(found))
}

const distinct = (periods: readonly Asked[]): Asked[] => {
  const seen = new Map(periods.map((one) => [`${one.from} ${one.to}`, one]))
  return [...seen.values()].sort((a, b) => (a.from < b.from ? -1 : 1)).slice(0, 12)
}

/** Why periods that somebody typed cannot be asked for, in a sentence; null where they can. */
export function periodProblem(periods: readonly { from: PlainDate; to: PlainDate }[]): string | null {
  if (periods.length === 0) return 'Put in at least one period.'
  const turned = periods.filter((one) => one.to < one.from)
  return turned.length > 0
    ? `${list(turned.map((one) => `${one.from} to ${one.to}`))} ${turned.length === 1 ? 'ends before it begins' : 'end before they begin'}. Turn the days round.`
    : null
}
