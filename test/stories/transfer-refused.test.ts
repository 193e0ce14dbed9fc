import { describe, expect, test } from 'vitest'
import { openSealedTo, publicKeysOf, sealTo, signAsCouncil } from '../../src/access/index.ts'
import { asOwner } from '../../src/database/index.ts'
import { day, type Id, must } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { cardOf, keepCard } from '../../src/schemes/index.ts'
import {
  type Council,
  councilByCode,
  demonstrationCouncil,
  demonstrationNeighbour,
} from '../../src/standard/index.ts'
import { aChild, testRegister } from '../support/register.ts'
import { introduced, type Side, side, wordsOf, writes } from './transferred.ts'
import { inCare, unaccompanied } from './told.ts'

/** Packages that must not be read: each is refused in one sentence, and nothing of the register changes. */

const kent = councilByCode('E10000016') as Council

/** How many rows each table holds but the trail, which says that somebody tried. */
async function everything(at: Side): Promise<string> {
  return asOwner(at.register.owner, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relname not in ('audit', 'trace') and relnamespace = 'public'::regnamespace order by 1",
    )
    const counts: string[] = []
    for (const { name } of rows)
      counts.push(`${name} ${JSON.stringify((await client.query(`select count(*) from ${name}`)).rows[0])}`)
    return counts.join('\n')
  })
}

const trailOf = (at: Side): Promise<number> =>
  asOwner(at.register.owner, async (client) =>
    Number((await client.query<{ n: string }>('select count(*) as n from audit')).rows[0]?.n),
  )

const proposed = async (from: Side, number: string): Promise<{ child: Id; transfer: Id }> => {
  const child = await aChild(
    from.register,
    number,
    [
      said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } }),
      inCare('2026-01-10'),
      unaccompanied(),
    ],
    day('2010-06-14'),
  )
  const at = await writes(from, child, '/transfers/new', {
    with: demonstrationNeighbour.code,
    role: 'sending',
    way: 'package',
    days: '10',
  })
  return { child, transfer: /transfers\/([0-9a-f-]{36})/.exec(at)?.[1] as Id }
}

type Inside = { letter: string; signature: string }

describe('a package', async () => {
  const [marram, whimbrel] = await Promise.all([side(demonstrationCouncil), side(demonstrationNeighbour)])
  await introduced(marram, whimbrel)
  const third = await testRegister('real', kent)
  const { transfer } = await proposed(marram, 'REFUSED-1')
  const whole = await marram.package(transfer, 1)
  const inside = JSON.parse(
    must(await openSealedTo(whimbrel.register.keys, whole), 'it is theirs').toString(),
  ) as Inside
  const to = await publicKeysOf(whimbrel.register.keys)

  /** The same letter with something changed, sealed again; signed anew where the sender itself would have. */
  const changed = async (change: (letter: Record<string, unknown>) => void, sign = true) => {
    const letter = JSON.parse(inside.letter) as Record<string, unknown>
    change(letter)
    const text = JSON.stringify(letter)
    const signature = sign
      ? signAsCouncil(marram.register.keys, Buffer.from(`turnstone transfer package 1\n${text}`)).toString(
          'base64',
        )
      : inside.signature
    return sealTo(to.sealing, Buffer.from(JSON.stringify({ letter: text, signature })))
  }

  const refuses = async (file: Uint8Array, sentence: RegExp) => {
    const before = await everything(whimbrel)
    const tried = await trailOf(whimbrel)
    const done = await whimbrel.read(file)
    expect(done.ok).toBe(false)
    if (done.ok) return
    expect(done.problem).toMatch(sentence)
    // One thing to do, in whole sentences, and no name of a child.
    expect(done.problem).toMatch(/\.$/)
    expect(done.problem).not.toMatch(/Kelmo|Darashe/)
    expect(await everything(whimbrel)).toBe(before)
    expect(await trailOf(whimbrel)).toBe(tried + 1)
  }

  test('is not readable for a third council, nor for the one that sealed it', async () => {
    for (const keys of [third.keys, marram.register.keys])
      expect(await openSealedTo(keys, whole)).toEqual({ ok: false, problem: 'not to us' })
    for (const word of ['Kelmo', 'Darashe', transfer, demonstrationCouncil.code, 'REFUSED-1'])
      expect(whole.includes(Buffer.from(word))).toBe(false)
  })

  test('that was cut off, changed in any part, or is something else, is refused', async () => {
    await refuses(whole.subarray(0, whole.length - 1), /changed or cut off on the way/)
    await refuses(whole.subarray(0, 400), /changed|no package/)
    for (let at = 30; at < whole.length; at += 97) {
      const broken = Buffer.from(whole)
      broken.writeUInt8(broken.readUInt8(at) ^ 1, at)
      await refuses(broken, /was changed (on|or)|no package|changed/)
    }
    await refuses(Buffer.from('CHILD,AT,KIND\n'), /no package of a transfer/)
    await refuses(Buffer.alloc(0), /no package of a transfer/)
    await refuses(Buffer.alloc(40_000_001), /larger than any package/)
    await refuses(
      await sealTo(to.sealing, Buffer.from('{"letter":"[]","signature":""}')),
      /no package of a transfer/,
    )
  }, 60_000)

  test('that is for another council, or from one whose card is not kept, is refused', async () => {
    await refuses(
      await changed((letter) => (letter['to'] = kent.code)),
      /is for Kent, not for Whimbrel Borough Council/,
    )
    await refuses(await changed((letter) => (letter['from'] = kent.code)), /No card of Kent is kept/)
  })

  test('that somebody else signed, or that was changed after it was signed, is refused', async () => {
    await refuses(
      await changed((letter) => (letter['words'] = 'Let him go to the man at the station'), false),
      /is not signed with the key on the card of Marram County Council/,
    )
    const text = inside.letter
    const forged = signAsCouncil(third.keys, Buffer.from(`turnstone transfer package 1\n${text}`)).toString(
      'base64',
    )
    await refuses(
      await sealTo(to.sealing, Buffer.from(JSON.stringify({ letter: text, signature: forged }))),
      /is not signed/,
    )
  })

  test('made by rules that were out of date by then, or are not known here, is refused', async () => {
    await refuses(
      await changed((letter) => (letter['protocol'] = '2021-12')),
      /works by Protocol of December 2021 of the transfer rules, but since 9 June 2025 Protocol 7\.0 is in force/,
    )
    await refuses(
      await changed((letter) => (letter['protocol'] = '8.0')),
      /version "8.0" .* which is not known here/,
    )
    await refuses(await changed((letter) => (letter['format'] = 2)), /cannot read \(at format\)/)
    await refuses(
      await changed((letter) => (letter['at'] = '2090-01-01T00:00:00Z')),
      /later than now|not known/,
    )
  })

  test('whose parts do not fit is refused, whoever signed it', async () => {
    const record = (letter: Record<string, unknown>) =>
      letter['record'] as {
        facts: Record<string, unknown>[]
        kinds: string[]
        care: Record<string, unknown>[]
      }
    // Care of its own, written into our statutory record by another council.
    await refuses(
      await changed((letter) => {
        record(letter).facts.push({ ...record(letter).care[0] })
        record(letter).kinds.push('episode')
      }),
      /parts do not fit together/,
    )
    await refuses(
      await changed((letter) => {
        const person = record(letter).facts.find((fact) => fact['kind'] === 'person')
        if (person !== undefined) person['attributes'] = { dob: 'yesterday' }
      }),
      /cannot read \(at record\.facts/,
    )
    await refuses(await changed((letter) => (letter['record'] = null)), /parts do not fit together/)
    await refuses(
      await changed((letter) => (letter['number'] = 2)),
      /Read the first package of Marram County Council first/,
    )
    await refuses(await changed((letter) => (letter['after'] = 3)), /it was put back to an earlier day/)
    await refuses(
      await changed((letter) => (letter['step'] = 'acknowledged')),
      /do not fit together|cannot follow/,
    )
  })

  test('is read once: again it changes nothing, and another of the same number is refused', async () => {
    expect((await whimbrel.read(whole)).ok).toBe(true)
    const before = await everything(whimbrel)
    const again = must(await whimbrel.read(whole), 'again')
    expect(again.again).toBe(true)
    expect(await everything(whimbrel)).toBe(before)
    await refuses(
      await changed((letter) => (letter['words'] = 'Something else')),
      /was read before, and said something else/,
    )
    // Nor does the hand-over come before anybody has accepted.
    await refuses(
      await changed((letter) => {
        letter['number'] = 2
        letter['step'] = 'handed-over'
        letter['workingDays'] = null
        letter['on'] = '2026-11-01'
      }),
      /cannot follow from what was agreed/,
    )
  })

  test('of two who read it at the same moment is recorded once', async () => {
    const { transfer: second } = await proposed(marram, 'REFUSED-2')
    const file = await marram.package(second, 1)
    const done = await Promise.all([whimbrel.read(file), whimbrel.read(file), whimbrel.read(file)])
    const read = done.map((one) => must(one, 'read'))
    expect(read.filter((one) => !one.again)).toHaveLength(1)
    expect(new Set(read.map((one) => one.child)).size).toBe(1)
  })

  test('is never read once the card is trusted no more, nor between a real register and an invented one', async () => {
    const { transfer: another } = await proposed(marram, 'REFUSED-3')
    const file = await marram.package(another, 1)
    const manager = whimbrel.register.permit('manager', 'keep the cards')
    await keepCard(whimbrel.register.db, manager, { council: demonstrationCouncil.code, keys: null })
    await refuses(file, /No card of Marram County Council is kept/)
    await keepCard(whimbrel.register.db, manager, await cardOf(marram.register.keys))
    expect((await whimbrel.read(file)).ok).toBe(true)
    const page = await marram.worker.send(`/children/${(await proposedTo(marram)).child}/transfers/new`, {
      with: kent.code,
      role: 'sending',
      way: 'package',
      days: '5',
    })
    expect(page.status).toBe(422)
    expect(wordsOf(page.html)).toContain('exchanges packages with invented councils alone')
  })
})

const proposedTo = async (from: Side) => ({
  child: await aChild(from.register, 'REFUSED-4', [inCare('2026-01-10')], day('2010-06-14')),
})
