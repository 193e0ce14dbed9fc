/**
 * Postcodes and phone numbers in a text. An address that stands in a note is read by whoever reads the note: in 2023
 * a council wrote a family's new address into notes instead of the protected field, and a letter went to the old home
 * (the Information Commissioner's reprimand of Charnwood).
 */

/** A full UK postcode, in the shapes of BS 7666: A9 9AA, A99 9AA, A9A 9AA, AA9 9AA, AA99 9AA, AA9A 9AA, GIR 0AA. */
const postcode =
  /\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY]) ?\d[ABD-HJLNP-UW-Z]{2})\b/gi

/** Digits as a phone number is written: from 10 to 15 of them, with spaces, dashes or brackets between. */
const phone = /(?<![\w+])(?:\+|00|0|\(0)[\d() .-]{8,20}\d(?!\w)/g

export type ContactDetails = { postcodes: string[]; phones: string[] }

/** What in a text looks like a postcode or a phone number, each once, as it is written there. */
export function contactDetailsIn(text: string): ContactDetails {
  const once = (found: Iterable<RegExpMatchArray>) => [...new Set([...found].map((match) => match[0].trim()))]
  return {
    postcodes: once(text.matchAll(postcode)),
    phones: once(text.matchAll(phone)).filter((written) => {
      const digits = written.replace(/\D/g, '').length
      return digits >= 10 && digits <= 15
    }),
  }
}

/** The district of the first postcode in a text: what stands before its last three signs, `CT10` of `CT10 2AB`. */
export function districtIn(text: string): string | null {
  const [first] = contactDetailsIn(text).postcodes
  return first === undefined ? null : first.toUpperCase().replace(/\s/g, '').slice(0, -3)
}
