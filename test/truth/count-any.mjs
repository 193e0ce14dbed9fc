/**
 * Counts any measure of the catalogue, split by anything, from the truth about an invented council (lives.jsonl), and
 * from nothing else. It imports none of Turnstone's code and is written from the definitions in docs/catalogue, to be
 * obviously right and not fast. What count.mjs says of readings holds here as well; besides:
 *
 *  1. The event of a child counted for care is the first day of the period in care; of one counted for going missing,
 *     the day on which the first of the spells began, also where that lies before the period.
 *  2. Of several spells of one child, the one that lasted most days by the end of the period is split by; of equals, the
 *     first.
 *  3. A spell lasts to the minute where both minutes are known and the end that the files state is the day on which the
 *     child was found; otherwise by days of 24 hours; while it goes on, to the midnight that ends the period.
 *  4. An away spell ends on the day that is stated, a missing one when the child was located.
 *  5. Nights are counted in whole days, a night in two spells once.
 */
const identifying = ['identified', 'rg-positive', 'cg-positive']
const suspecting = ['suspected', 'referred']

const plus = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const daysFrom = (one, other) => Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000)
const within = (item, day) => (item.from ?? '') <= day && (item.until ?? '9999') >= day
const touches = (item, from, to) => (item.from ?? '') <= to && (item.until ?? '9999') >= from
const first = (days) => [...days].sort()[0]

/** Born on 29 February: 18 years later is never a leap year; other ages may be. */
function birthday(dob, age) {
  const year = Number(dob.slice(0, 4)) + age
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return dob.slice(5) === '02-29' && !leap ? `${year}-03-01` : `${year}${dob.slice(4)}`
}
function ageOn(dob, day) {
  let age = 0
  while (birthday(dob, age + 1) <= day) age++
  return age
}

/** London time to milliseconds: the offset is the one with which the clock in London shows that time. */
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'short',
})
const told = new Map()
function london(day, time) {
  const key = `${day} ${time}`
  if (!told.has(key)) told.set(key, tell(day, time))
  return told.get(key)
}
function tell(day, time) {
  for (const offset of [0, 3_600_000]) {
    const at = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`) - offset
    const shown = clock.format(at)
    if (shown === `${day} ${time.slice(0, 5)}`) return at
  }
  throw new Error(`There is no ${time} on ${day}`)
}

function asKnown(items, day) {
  return items.flatMap((item) => {
    const versions = item.known.filter((version) => version.on <= day)
    return versions.length === 0 ? [] : [{ ...item, ...versions[versions.length - 1] }]
  })
}

/** One child as believed on a day, and for a period. Null for a child with short breaks alone. */
function read(life, { from, to, day }) {
  const care = asKnown(life.care, day)
  if (care.length > 0 && care.every((episode) => ['V3', 'V4'].includes(episode.ls))) return null
  const adult = birthday(life.dob, 18)
  const missing = asKnown(life.missing, day).map((spell) => ({
    ...spell,
    end: spell.type === 'M' ? spell.located : (spell.until ?? spell.located),
  }))
  const statuses = asKnown(life.trafficking, day)
  const alone = asKnown(life.unaccompanied, day)
  // A referral step that another of the same day replaced never held.
  const inForce = statuses.filter((status) => touches(status, from, to)).map((status) => status.status)
  const identified = inForce.some((status) => identifying.includes(status))
  const careDays = care
    .filter((episode) => touches(episode, from, to) && (episode.from > from ? episode.from : from) < adult)
    .map((episode) => (episode.from > from ? episode.from : from))
  const begun = missing.filter((spell) => spell.from >= from && spell.from <= to)
  const lost = missing.filter(
    (spell) => spell.type === 'M' && spell.from <= to && (spell.located === null || spell.located > to),
  )
  const careBegun = first(care.map((episode) => episode.from)) ?? '9999'
  const held = asKnown([{ known: life.nationalityHeld }], day)[0]
  return {
    dob: life.dob,
    sex: life.sex,
    nationality: held?.nationality ?? 'not recorded',
    adult,
    care,
    lookedAfter: careDays.length > 0,
    firstInCare: first(careDays),
    inCareAtEnd: to < adult && care.some((episode) => within(episode, to)),
    identified,
    suspected: !identified && inForce.some((status) => suspecting.includes(status)),
    hasStatus: statuses.length > 0,
    statuses,
    alone: alone.some((status) => touches(status, from, to)),
    aloneOn: (on) => alone.some((status) => within(status, on)),
    missing,
    touching: missing.filter((spell) => touches(spell, from, to)),
    begun,
    lost,
    beforeCare: begun.some((spell) => spell.from < careBegun && spell.from < adult),
  }
}

const once = (on) => [{ on, spell: null, weight: 1 }]
const each = (spells) => spells.map((spell) => ({ on: spell.from, spell, weight: 1 }))
function oneOf(spells, to) {
  if (spells.length === 0) return []
  const lasted = (spell) => daysFrom(spell.from, spell.end === null || spell.end > to ? to : spell.end)
  const most = Math.max(...spells.map(lasted))
  return [
    {
      on: first(spells.map((spell) => spell.from)),
      spell: spells.find((spell) => lasted(spell) === most),
      weight: 1,
    },
  ]
}

/** Milliseconds that a spell lasted by the end of the period. */
function lasted(spell, to) {
  const starts = spell.fromTime === null ? london(spell.from, '00:00') : london(spell.from, spell.fromTime)
  if (spell.end === null || spell.end > to) return london(plus(to, 1), '00:00') - starts
  if (spell.fromTime !== null && spell.untilTime !== null && spell.until === spell.end)
    return london(spell.end, spell.untilTime) - starts
  return daysFrom(spell.from, spell.end) * 86_400_000
}
const hours = (spell, to) => lasted(spell, to) / 3_600_000

const trafficked = (child) => child.lookedAfter && (child.identified || child.suspected)
const unaccompanied = (child) => child.lookedAfter && child.alone
const everTrafficked = (child, to) =>
  child.statuses.some((s) => [...identifying, ...suspecting].includes(s.status) && s.from <= to)

function nights(spells, { from, to }) {
  const counted = new Map()
  for (const spell of [...spells].sort((a, b) => (a.from < b.from ? -1 : 1)))
    for (let day = spell.from > from ? spell.from : from; day <= to; day = plus(day, 1))
      if ((spell.end === null || day < spell.end) && ![...counted.values()].some((days) => days.has(day)))
        counted.set(spell, (counted.get(spell) ?? new Set()).add(day))
  return [...counted].map(([spell, days]) => ({ on: spell.from, spell, weight: days.size }))
}

export const measures = {
  '1a': (child) => (child.lookedAfter && child.identified ? once(child.firstInCare) : []),
  '1b': (child) => (child.lookedAfter && child.suspected ? once(child.firstInCare) : []),
  '1c': (child) => (unaccompanied(child) ? once(child.firstInCare) : []),
  '1d': (child) => (unaccompanied(child) && trafficked(child) ? once(child.firstInCare) : []),
  '2a': (child, { to }) => (trafficked(child) ? oneOf(child.touching, to) : []),
  '2b': (child, { to }) => (unaccompanied(child) ? oneOf(child.touching, to) : []),
  'incidents-trafficked': (child) =>
    trafficked(child) && child.touching.length > 0 ? each(child.begun) : [],
  'incidents-unaccompanied': (child) =>
    unaccompanied(child) && child.touching.length > 0 ? each(child.begun) : [],
  'not-found-trafficked': (child, { to }) => (everTrafficked(child, to) ? oneOf(child.lost, to) : []),
  'not-found-unaccompanied': (child, { to }) =>
    child.lost.some((spell) => child.aloneOn(spell.from)) ? oneOf(child.lost, to) : [],
  'before-care': (child, { to }) => (child.beforeCare ? oneOf(child.begun, to) : []),
  'looked-after': (child) => (child.lookedAfter ? once(child.firstInCare) : []),
  'looked-after-at-end': (child, { to }) => (child.inCareAtEnd ? once(to) : []),
  'unaccompanied-at-end': (child, { to }) => (child.inCareAtEnd && child.aloneOn(to) ? once(to) : []),
  'missing-children': (child, { to }) => (child.lookedAfter ? oneOf(child.touching, to) : []),
  'missing-incidents': (child) => (child.lookedAfter ? each(child.begun) : []),
  'went-missing-unaccompanied': (child, { to }) =>
    child.alone
      ? oneOf(
          child.begun.filter((spell) => spell.type === 'M'),
          to,
        )
      : [],
  'still-missing': (child, { to }) => oneOf(child.lost, to),
  'still-missing-unaccompanied': (child, { from, to }) =>
    child.alone
      ? oneOf(
          child.lost.filter((spell) => spell.from >= from),
          to,
        )
      : [],
  found: (child, { from, to }) =>
    each(
      child.missing.filter(
        (spell) =>
          spell.type === 'M' && spell.located !== null && spell.located >= from && spell.located <= to,
      ),
    ),
  'missing-nights': (child, asked) => (child.lookedAfter ? nights(child.touching, asked) : []),
  'long-missing': (child, { to }) =>
    child.lookedAfter
      ? oneOf(
          child.touching.filter((spell) => spell.type === 'M' && hours(spell, to) > 72),
          to,
        )
      : [],
  'newly-identified': (child, { from, to }) => {
    const on = first(child.statuses.filter((s) => identifying.includes(s.status)).map((s) => s.from))
    if (on === undefined || on < from || on > to) return []
    const after = child.missing
      .filter((spell) => spell.type === 'M' && spell.from >= on)
      .sort((a, b) => (a.from < b.from ? -1 : 1))
    return [{ on, spell: after[0] ?? null, weight: 1 }]
  },
  referrals: (child, { from, to }) =>
    child.statuses
      .filter((s) => s.status === 'referred' && s.from >= from && s.from <= to)
      .map((s) => ({ on: s.from, spell: null, weight: 1 })),
  'turned-18-missing': (child, { from, to }) =>
    child.adult >= from && child.adult <= to
      ? oneOf(
          child.missing.filter(
            (spell) =>
              spell.type === 'M' &&
              spell.from <= child.adult &&
              (spell.located === null || spell.located > child.adult),
          ),
          to,
        )
      : [],
}

const family = ['A3', 'A4', 'A5', 'A6', 'P1', 'U1', 'U2', 'U3']
const foster = ['U4', 'U5', 'U6']
const homes = {
  residential: ['K2', 'R1', 'R3', 'S1'],
  supported: ['H5', 'K3'],
  independent: ['P2', 'P3'],
  secure: ['K1', 'R5'],
  hospital: ['R2', 'T1'],
}
function homeOf(place) {
  if (family.includes(place)) return 'family'
  if (foster.includes(place)) return 'foster'
  return Object.keys(homes).find((home) => homes[home].includes(place)) ?? 'other'
}

function band(spell, to, bands, size) {
  if (spell === null) return 'no episode'
  const long = size(spell, to)
  return bands.find(([limit]) => long <= limit)[1]
}
/** The same day of a later month; the last of it where that month has no such day. */
function monthsOn(day, months) {
  const month = Number(day.slice(5, 7)) + months
  const year = Number(day.slice(0, 4)) + Math.floor((month - 1) / 12)
  const of = ((month - 1) % 12) + 1
  const last = new Date(Date.UTC(year, of, 0)).getUTCDate()
  return `${year}-${String(of).padStart(2, '0')}-${String(Math.min(Number(day.slice(8)), last)).padStart(2, '0')}`
}

export const splits = {
  council: () => 'E99000001',
  region: () => 'Invented',
  nation: () => 'Invented',
  nationality: ({ child }) => child.nationality,
  // U, unknown, says that nobody knows: it is the row of what is not recorded.
  sex: ({ child }) => (child.sex === 'U' ? 'not recorded' : child.sex),
  'age-at-event': ({ child, item }) => String(ageOn(child.dob, item.on)),
  'age-at-end': ({ child, to }) => String(ageOn(child.dob, to)),
  'now-18': ({ child, to }) => (child.adult > to ? 'under 18' : '18 or over'),
  placement: ({ child, item }) => {
    const there = child.care.filter((episode) => within(episode, item.on))
    return there.length === 0
      ? 'not recorded'
      : homeOf(there.reduce((a, b) => (b.from >= a.from ? b : a)).place)
  },
  trafficking: ({ child }) =>
    child.identified
      ? 'identified'
      : child.suspected
        ? 'suspected'
        : child.hasStatus
          ? 'neither'
          : 'not recorded',
  unaccompanied: ({ child }) => (child.alone ? 'yes' : 'no'),
  kind: ({ item }) => (item.spell === null ? 'no episode' : item.spell.type === 'M' ? 'missing' : 'away'),
  incidents: ({ child }) => {
    const times = child.begun.length
    return times < 5 ? String(times) : times < 10 ? '5 to 9' : '10 or more'
  },
  'duration-hours': ({ item, to }) =>
    band(
      item.spell,
      to,
      [
        [24, 'up to 24 hours'],
        [48, 'over 24, up to 48 hours'],
        [72, 'over 48, up to 72 hours'],
        [Infinity, 'over 72 hours'],
      ],
      hours,
    ),
  'duration-days': ({ item, to }) =>
    band(
      item.spell,
      to,
      [
        [15, 'up to 15 days'],
        [20, '16 to 20 days'],
        [30, '21 to 30 days'],
        [Infinity, 'over 30 days'],
      ],
      (spell, end) => Math.floor(hours(spell, end) / 24),
    ),
  'duration-28-days': ({ item, to }) =>
    band(
      item.spell,
      to,
      [
        [28, 'up to 28 days'],
        [Infinity, 'over 28 days'],
      ],
      (spell, end) => hours(spell, end) / 24,
    ),
  'duration-months': ({ item, to }) => {
    if (item.spell === null) return 'no episode'
    const end = item.spell.end === null || item.spell.end > to ? plus(to, 1) : item.spell.end
    if (end > monthsOn(item.spell.from, 12)) return 'over a year'
    if (end > monthsOn(item.spell.from, 6)) return 'over 6 months, up to a year'
    return end > monthsOn(item.spell.from, 1) ? 'over 1 month, up to 6' : 'up to 1 month'
  },
  located: ({ item, to }) =>
    item.spell === null
      ? 'no episode'
      : item.spell.end !== null && item.spell.end <= to
        ? 'located'
        : 'not located',
  month: ({ item }) => item.on.slice(0, 7),
  year: ({ item }) => item.on.slice(0, 4),
}

/** The truth as objects, with the day that an answer of a day of knowledge may know. */
export function open(lines) {
  const objects = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line))
  const deliveries = objects.find((object) => object.deliveries)?.deliveries ?? []
  return { deliveries, lives: objects.filter((object) => object.child) }
}

/** The children as believed on a day of knowledge, read for a period. */
export function readAll({ deliveries, lives }, { from, to, knownOn }) {
  const day =
    deliveries
      .filter((delivery) => delivery <= knownOn)
      .sort()
      .pop() ?? ''
  return lives.map((life) => read(life, { from, to, day })).filter((child) => child !== null)
}

/** @returns the cells as `value|value` → number, without the empty ones */
export function cellsOf(children, { measure, by, from, to }) {
  const cells = {}
  for (const child of children)
    for (const item of measures[measure](child, { from, to })) {
      const key = by.map((name) => splits[name]({ child, item, from, to })).join('|')
      cells[key] = (cells[key] ?? 0) + item.weight
    }
  return cells
}
