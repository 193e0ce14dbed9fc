import { chanceOf, type Chance, shuffled } from './chance.ts'
import { csv, type File } from './csv.ts'
import { daysFrom, laterOf, plus, type Day } from './day.ts'
import type { Invention } from './invent.ts'
import type { Life } from './life.ts'

type Row = { child: string; at: string; kind: string; handle: string; note: string }

/** A handle that stands behind several children: somebody who hunts them, or somebody whom they share and who is none. */
export type Planted = {
  kind: string
  /** The ways in which it is written. */
  forms: readonly string[]
  innocent: boolean
  children: string[]
  firstSeen: Day
  lastSeen: Day
}

/**
 * Numbers that Ofcom keeps for drama, a thousand in each range: nobody's. 07700 900000 to 900999 are mobile phones.
 */
const dramaRanges = [
  '7700900',
  '1632960',
  '1134960',
  '1144960',
  '1154960',
  '1164960',
  '1174960',
  '1184960',
  '1214960',
  '1314960',
  '1414960',
  '1514960',
  '1614960',
  '2079460',
  '1914980',
  '2896496',
  '2920180',
]
export const dramaNumbers = dramaRanges.length * 1000

const dramaNumber = (n: number): string =>
  `${dramaRanges[Math.floor(n / 1000) % dramaRanges.length] ?? ''}${String(n % 1000).padStart(3, '0')}`

/** The ways in which people write a number. */
const phoneForms = (number: string): string[] => [
  `0${number.slice(0, 4)} ${number.slice(4)}`,
  `+44 ${number.slice(0, 4)} ${number.slice(4)}`,
  `0044${number}`,
  `(0${number.slice(0, 4)}) ${number.slice(4, 7)}-${number.slice(7)}`,
  `0${number}`.replace(/\d/g, (figure) => String.fromCharCode(0x0660 + Number(figure))),
]

const accountForms = (name: string): string[] => [
  `https://www.facebook.com/${name}`,
  `facebook ${name}`,
  `m.facebook.com/${name}?ref=share`,
  `Facebook: @${name.toUpperCase()}`,
]

const letters = 'ABCDEFGHJKLMNOPRSTUVWXYZ'
/** A plate with an I in it, as none is given out. */
const plate = (n: number): string =>
  `II${String(n % 100).padStart(2, '0')} ${[0, 1, 2].map((place) => letters[Math.floor(n / 100 / 24 ** place) % 24]).join('')}`

function formsOf(kind: string, n: number): string[] {
  switch (kind) {
    case 'phone':
      return phoneForms(dramaNumber(n))
    case 'account':
      return accountForms(`invented.hunter.${n}`)
    case 'email':
      return [`hunter${n}@example.org`, `Hunter${n}@Example.org`]
    case 'vehicle':
      return [plate(n), plate(n).toLowerCase().replace(' ', '')]
    case 'address':
      return [`Flat ${n}; Invented House; XX1 1XX`, `flat ${n} invented house xx1 1xx`]
    default:
      return [`Invented Uncle Nr${n}`, `nr${n} INVENTED UNCLE`]
  }
}

const notes = [
  'rang at night',
  'says that he knows where the family lives',
  'asked which home it is',
  'sent a picture of a house',
  'says that money is owed',
  'wrote again',
  '',
  '',
]

/** Contacts of an invented council, as many as asked for, with what stands behind several children on purpose. */
export function contactsOf(
  lives: readonly Life[],
  { seed, until }: Invention,
  count: number,
): { rows: Row[]; planted: Planted[] } {
  const chance = chanceOf(seed, 'contacts')
  const reached = lives.filter((life) => !life.headerOnly)
  const rows: Row[] = []
  const planted: Planted[] = []
  if (reached.length < 2) return { rows, planted }
  const dayOf = (life: Life): Day => {
    const first = laterOf(life.care[0]?.from ?? plus(until, -300), plus(until, -900))
    return plus(first, chance.between(0, Math.max(0, daysFrom(first, until))))
  }
  const write = (life: Life, kind: string, handle: string): Day => {
    const day = dayOf(life)
    const time = chance.happens(0.5)
      ? ` ${String(chance.between(2, 23)).padStart(2, '0')}:${String(chance.between(0, 59)).padStart(2, '0')}`
      : ''
    rows.push({ child: life.child, at: `${day}${time}`, kind, handle, note: chance.pick(notes) })
    return day
  }
  let phones = 0
  const plant = (kind: string, n: number, children: number, innocent: boolean) => {
    const forms = formsOf(kind, kind === 'phone' ? phones++ : n)
    const days: Day[] = []
    const of = some(reached, children, chance)
    for (const life of of)
      for (let times = chance.between(1, 3); times > 0; times--)
        days.push(write(life, kind, chance.pick(forms)))
    days.sort()
    const [firstSeen = until, lastSeen = until] = [days[0], days.at(-1)]
    planted.push({
      kind,
      forms,
      innocent,
      children: of.map(({ child }) => child).sort(),
      firstSeen,
      lastSeen,
    })
  }
  const hunters = Math.max(1, Math.round(lives.length / 100))
  for (let n = 0; n < hunters && rows.length < count * 0.8; n++)
    plant(chance.weighted(hunterKinds), n, chance.between(2, 9), false)
  const innocents = Math.max(1, Math.round(lives.length / 500))
  for (let n = 0; n < innocents && rows.length < count * 0.8; n++)
    plant(chance.happens(0.5) ? 'phone' : 'address', n, chance.between(5, 40), true)
  // Everybody else reaches one child alone.
  for (let n = 0; rows.length < count; n++) {
    const life = chance.pick(reached)
    const own =
      phones < dramaNumbers && chance.happens(0.3)
        ? { kind: 'phone', forms: phoneForms(dramaNumber(phones++)) }
        : chance.happens(0.5)
          ? { kind: 'account', forms: accountForms(`invented.friend.${n}`) }
          : { kind: 'email', forms: [`friend${n}@example.org`] }
    for (let times = chance.between(1, 4); times > 0 && rows.length < count; times--)
      write(life, own.kind, chance.pick(own.forms))
  }
  return { rows: shuffled(rows, chance), planted }
}

const hunterKinds = [
  ['phone', 4],
  ['account', 5],
  ['person', 2],
  ['vehicle', 1],
  ['email', 1],
] as const

function some(lives: readonly Life[], count: number, chance: Chance): Life[] {
  const chosen = new Set<Life>()
  while (chosen.size < Math.min(count, lives.length)) chosen.add(chance.pick(lives))
  return [...chosen]
}

export const contactsFile = (rows: readonly Row[]): File => ({
  name: 'contacts.csv',
  text: csv(
    ['CHILD', 'AT', 'KIND', 'HANDLE', 'NOTE'],
    rows.map(({ child, at, kind, handle, note }) => [child, at, kind, handle, note]),
  ),
})
