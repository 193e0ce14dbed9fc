import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headings } from '../support/council-files.ts'
import { turnstone, workFolder } from '../support/command.ts'

/** Two real registers of councils that introduce themselves to one another, on the command line. */
const work = workFolder()
const files = join(work, 'return')
mkdirSync(files)
writeFileSync(join(files, 'header.csv'), `${headings.header}\r\nINV1,1,15/06/2010,WBRI,,,\r\n`)
const [kent, croydon] = [join(work, 'kent'), join(work, 'croydon')]
for (const [data, code] of [
  [kent, 'E10000016'],
  [croydon, 'E09000008'],
] as const) {
  const ran = await turnstone(['import', files, '--council', code, '--data', data])
  if (ran.exit !== 0) throw new Error(`${ran.out}${ran.err}`)
}
const transfer = (...args: string[]) => turnstone(['transfer', ...args])

test('a card is kept only with the letters that the other council reads', async () => {
  const card = await transfer('card', '--data', kent)
  expect(card.exit).toBe(0)
  const letters = /: ([0-9A-Z ]{19})\n/.exec(card.err)?.[1] ?? ''
  expect(letters).toMatch(/^([0-9A-Z]{4} ){3}[0-9A-Z]{4}$/)
  const file = join(work, 'kent-card.json')
  writeFileSync(file, card.out)
  const unread = await transfer('add', file, '--data', croydon)
  expect([unread.exit, unread.err]).toEqual([
    2,
    expect.stringContaining('have the letters of their card read to you'),
  ])
  const other = await transfer('add', file, '--fingerprint', `${letters.slice(0, -1)}!`, '--data', croydon)
  expect([other.exit, other.err]).toEqual([2, expect.stringContaining('it was exchanged on the way')])
  expect((await transfer('councils', '--data', croydon)).out).toBe('No card is kept.\n')
  const kept = await transfer(
    'add',
    file,
    '--fingerprint',
    letters.toLowerCase().replaceAll(' ', '-'),
    '--data',
    croydon,
  )
  expect([kept.exit, kept.out]).toEqual([0, 'The card of Kent is kept.\n'])
  const known = JSON.parse((await transfer('councils', '--data', croydon, '--json')).out) as {
    council: string
    fingerprint: string
  }[]
  expect(known.map(({ council, fingerprint }) => [council, fingerprint])).toEqual([['E10000016', letters]])
  // One's own card, and one that somebody changed.
  expect((await transfer('add', file, '--fingerprint', letters, '--data', kent)).err).toContain('your own')
  writeFileSync(file, card.out.replace('E10000016', 'E10000015'))
  const changed = await transfer('add', file, '--fingerprint', letters, '--data', croydon)
  expect(changed.exit).toBe(2)
})

test('what is no package is refused in one sentence, and nothing waits where nothing was proposed', async () => {
  const file = join(work, 'no-package.age')
  writeFileSync(file, 'CHILD,AT\n')
  const read = await transfer('read', file, '--data', croydon)
  expect([read.exit, read.out, read.err]).toEqual([
    2,
    '',
    'no-package.age: This is no package of a transfer that this version reads. Ask whoever sent it for the file itself.\n',
  ])
  expect((await transfer('read', join(work, 'nowhere.age'), '--data', croydon)).err).toContain(
    'cannot be read',
  )
  expect((await transfer('save', join(work, 'out'), '--data', croydon)).out).toBe(
    'No package waits to be sent.\n',
  )
  expect((await transfer('list', '--data', croydon)).out).toBe('No child is or was in a transfer.\n')
  expect((await transfer('--data', croydon)).err).toContain(
    'Say what to do: card, add, councils, read, save, list.',
  )
})
