import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { turnstone, workFolder } from '../support/command.ts'

type Planted = {
  kind: string
  forms: string[]
  innocent: boolean
  children: string[]
  firstSeen: string
  lastSeen: string
}
type Link = { kind: string; children: number; firstSeen: string; lastSeen: string; setAside: boolean }

const work = workFolder()
const [out, data] = [join(work, 'invented'), join(work, 'register')]
const ran = async (...args: string[]) => {
  const done = await turnstone(args)
  if (done.exit !== 0) throw new Error(done.err)
  return done.out
}
await ran(
  ...[
    'invent',
    '--children',
    '300',
    '--seed',
    '3',
    '--until',
    '2026-11-23',
    '--contacts',
    '900',
    '--out',
    out,
  ],
)
await ran('import', out, '--council', 'E10000016', '--data', data)
const truth = JSON.parse(readFileSync(join(out, 'truth', 'links.json'), 'utf8')) as Planted[]

test('every handle that was planted behind several invented children is found, with how many and from when to when', async () => {
  const links = JSON.parse(await ran('links', '--data', data, '--json')) as Link[]
  const known = ({ kind, children, firstSeen, lastSeen }: Omit<Link, 'setAside'>) =>
    JSON.stringify([kind, children, firstSeen, lastSeen])
  expect(links.map(known).sort()).toEqual(
    truth.map((one) => known({ ...one, children: one.children.length })).sort(),
  )
  expect(truth.length).toBeGreaterThan(3)
  // Most children first, and nothing of what the handle is.
  expect(links.map((one) => one.children)).toEqual(links.map((one) => one.children).sort((a, b) => b - a))
  expect(Object.keys(links[0] ?? {})).toEqual(['kind', 'children', 'firstSeen', 'lastSeen', 'setAside'])
})

test('what the handles are is told on request, as they were written down, and that it was asked stands in the trail', async () => {
  const links = JSON.parse(await ran('links', '--data', data, '--json', '--reveal')) as (Link & {
    handle: string
  })[]
  for (const link of links)
    expect(truth.some((one) => one.kind === link.kind && one.forms.includes(link.handle))).toBe(true)
  const trail = join(work, 'trail.jsonl')
  await ran('audit', 'export', trail, '--data', data)
  const looks = readFileSync(trail, 'utf8')
    .split('\n')
    .map((line) =>
      Buffer.from((JSON.parse(line || '{}') as { body?: string }).body ?? '', 'base64').toString(),
    )
    .filter((row) => row.includes('see the network'))
  expect(looks.filter((line) => line.includes('revealed'))).toHaveLength(1)
  expect(looks.length).toBeGreaterThan(1)
})
