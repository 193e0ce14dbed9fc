import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { ok, type Outcome, refused } from '../plain/index.ts'

/** By what somebody reaches a child. */
export type HandleKind = 'phone' | 'account' | 'email' | 'vehicle' | 'address' | 'person'

/** Longer than any of them; what is longer was pasted by mistake. */
const longest = 500

/**
 * One way of writing a handle, however it was written, so that the same phone is seen to be the same behind two children.
 * What only looks alike stays apart: no letter is taken for another.
 *
 * @returns the handle in its one form, or a sentence that says what to write instead
 */
export function handleOf(kind: HandleKind, written: string): Outcome<string, string> {
  const text = written.normalize('NFC').trim()
  if (text === '') return refused('Write it down as it was given.')
  if (text.length > longest)
    return refused(
      `This is too long for one phone, account or person: at most ${longest} characters. Put what was said into the words below.`,
    )
  return ways[kind](text)
}

const ways: Record<HandleKind, (text: string) => Outcome<string, string>> = {
  phone: phoneOf,
  account: accountOf,
  email: (text) => {
    const address = text.replace(/^mailto:/i, '').toLowerCase()
    return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address)
      ? ok(address)
      : refused('An e-mail address has an @ and a place after it, for example somebody@example.org.')
  },
  vehicle: (text) => {
    const plate = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
    return plate.length >= 2 && plate.length <= 10 && /\p{N}/u.test(plate)
      ? ok(plate)
      : refused('A number plate has 2 to 10 letters and numbers, for example AB12 CDE.')
  },
  address: (text) => {
    const plain = lettersAndNumbers(text)
    return plain.length >= 4 ? ok(plain) : refused('Write the address with its street or postcode.')
  },
  person: (text) => {
    // The order of names differs from one country to the next, and so does how they are accented.
    const names = lettersAndNumbers(text.normalize('NFKD').replace(/\p{M}/gu, '')).split(' ')
    return names.join('').length >= 2
      ? ok(names.sort().join(' '))
      : refused('Write the name or nickname with at least two letters.')
  },
}

const lettersAndNumbers = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()

/** A number in the form of E.164; a number without a country's code is taken for one of this country. */
function phoneOf(text: string): Outcome<string, string> {
  // Numbers in Arabic and Persian figures are numbers too.
  const number = parsePhoneNumberFromString(text.replace(/^tel:/i, ''), 'GB')
  return number?.isPossible() === true
    ? ok(number.number)
    : refused(
        'This is no phone number that can be called. A foreign one begins with + and the country, for example +84 912 345 678.',
      )
}

/** Services by the hosts of their addresses. */
const services: readonly { service: string; hosts: RegExp }[] = [
  { service: 'facebook', hosts: /(^|\.)(facebook\.com|fb\.com|fb\.me|messenger\.com|m\.me)$/ },
  { service: 'instagram', hosts: /(^|\.)(instagram\.com|instagr\.am)$/ },
  { service: 'tiktok', hosts: /(^|\.)tiktok\.com$/ },
  { service: 'snapchat', hosts: /(^|\.)snapchat\.com$/ },
  { service: 'telegram', hosts: /(^|\.)(t\.me|telegram\.me|telegram\.org)$/ },
  { service: 'x', hosts: /(^|\.)(twitter\.com|x\.com)$/ },
  { service: 'youtube', hosts: /(^|\.)youtube\.com$/ },
  { service: 'zalo', hosts: /(^|\.)zalo\.me$/ },
]
/** First parts of an address's path that name a kind of page and not an account. */
const notNames = /^(add|user|people|in|c|channel|u|messages|t|profile)$/

/** An account as its service and its name: `facebook: nguyen.van`. */
function accountOf(text: string): Outcome<string, string> {
  const named = /^(\p{L}+)\s*[:\s]\s*@?(\S+)$/u.exec(text)
  const service = services.find((one) => one.service === named?.[1]?.toLowerCase())?.service
  if (service !== undefined && named?.[2] !== undefined && !named[2].includes('/'))
    return ok(`${service}: ${named[2].toLowerCase()}`)
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^https?:/i.test(text) && named === null)
    return refused(
      'This is no address of an account. Write the service and the name, for example facebook nguyen.van.',
    )
  const isAddress = /^https?:\/\//i.test(text) || /^[^\s/@]+\.[a-z]{2,}(\/|$)/i.test(text)
  const url = isAddress ? addressOf(/^https?:/i.test(text) ? text : `https://${text}`) : null
  if (url === null)
    return /^\S+$/.test(text) && !text.includes('://') && !/^(javascript|data|file):/i.test(text)
      ? ok(`name: ${text.replace(/^@/, '').toLowerCase()}`)
      : refused(
          'Write the service and the name, for example facebook nguyen.van, or the address of the account.',
        )
  const known = services.find((one) => one.hosts.test(url.hostname))
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const id = url.searchParams.get('id')
  const name =
    id !== null && /profile\.php$/.test(url.pathname)
      ? id
      : (parts.find((part) => !notNames.test(part)) ?? '').replace(/^@/, '')
  if (known === undefined) {
    const path = parts.join('/')
    return ok(path === '' ? url.hostname : `${url.hostname}/${path}`)
  }
  return name === ''
    ? refused('This is the address of a service and of nobody on it. Add the name of the account.')
    : ok(`${known.service}: ${decoded(name).toLowerCase()}`)
}

const addressOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
