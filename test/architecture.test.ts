import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'
// @ts-expect-error -- plain JavaScript, because ESLint's configuration reads it too
import { arrows as untypedArrows, mayImport as untypedMayImport } from '../architecture.js'

const arrows = untypedArrows as Record<string, string[]>
const mayImport = untypedMayImport as Record<string, string[]>
const root = join(import.meta.dirname, '..')

const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

describe('the graph of folders', () => {
  test('no folder lies below itself', () => {
    const reach = (from: string, seen: string[]): string[] =>
      (arrows[from] ?? []).flatMap((next) => {
        expect(seen, `a way from ${from} back to ${next}`).not.toContain(next)
        return [next, ...reach(next, [...seen, next])]
      })
    for (const folder of Object.keys(arrows)) reach(folder, [folder])
    for (const [folder, below] of Object.entries(mayImport)) expect(below, folder).not.toContain(folder)
  })

  test('it names exactly the folders that exist', () => {
    expect(Object.keys(mayImport).sort()).toEqual(folders.sort())
    expect(Object.keys(arrows).sort()).toEqual(folders.sort())
    for (const below of Object.values(mayImport).flat()) expect(folders).toContain(below)
  })

  test('an arrow grants what lies below it, so what may be imported is closed downwards', () => {
    for (const [folder, below] of Object.entries(mayImport)) {
      if (folder === 'invented') continue
      for (const one of below)
        expect(below, `${folder} over ${one}`).toEqual(expect.arrayContaining(mayImport[one] ?? []))
    }
  })

  test('the invented council may see the standard and nothing else, so that its truth shares no code with ours', () => {
    expect(mayImport['invented']).toEqual(['standard'])
  })

  test('every folder with files in it has a front door', () => {
    for (const folder of folders) {
      const files = readdirSync(join(root, 'src', folder))
      if (files.length > 0) expect(existsSync(join(root, 'src', folder, 'index.ts')), folder).toBe(true)
    }
  })
})

describe('the laws, as ESLint holds them', () => {
  const eslint = new ESLint({
    cwd: root,
    // These rules read one text at a time; the types of the whole program are not needed for them.
    overrideConfig: [
      {
        files: ['src/**/*.{ts,tsx}'],
        languageOptions: { parserOptions: { projectService: { allowDefaultProject: [] }, project: null } },
      },
    ],
    ruleFilter: ({ ruleId }) =>
      ['boundaries/dependencies', 'no-restricted-imports', 'no-restricted-syntax'].includes(ruleId),
  })

  /** The rules that a text breaks. It is given the place of a file that exists, whose own text does not matter. */
  const broken = async (place: string, text: string): Promise<string[]> => {
    expect(existsSync(join(root, place)), place).toBe(true)
    const [result] = await eslint.lintText(text, { filePath: join(root, place) })
    expect(result?.messages.filter((message) => message.fatal)).toEqual([])
    return [...new Set((result?.messages ?? []).map((message) => message.ruleId ?? ''))]
  }

  test.each([
    [
      'register looks up to returns',
      'src/register/record.ts',
      `import { tables } from '../returns/index.ts'\n`,
    ],
    ['plain looks up to standard', 'src/plain/period.ts', `import { kinds } from '../standard/index.ts'\n`],
    [
      'access looks up to register',
      'src/access/need-to-know/decide.ts',
      `import { record } from '../../register/index.ts'\n`,
    ],
    [
      'a type alone looks up',
      'src/access/need-to-know/decide.ts',
      `import type { Entry } from '../../register/index.ts'\n`,
    ],
    [
      'standard looks sideways at the database',
      'src/standard/kinds.ts',
      `import { newId } from '../database/index.ts'\n`,
    ],
    ['invented sees the register', 'src/invented/life.ts', `import { record } from '../register/index.ts'\n`],
    ['invented sees plain', 'src/invented/life.ts', `import { addDays } from '../plain/index.ts'\n`],
    ['web looks up to the command line', 'src/web/index.ts', `import { main } from '../cli/index.ts'\n`],
    [
      'something is handed on upwards',
      'src/plain/period.ts',
      `export { kinds } from '../standard/index.ts'\n`,
    ],
  ])('an import upwards is caught: %s', async (_what, place, text) => {
    expect(await broken(place, text)).toContain('boundaries/dependencies')
  })

  test.each([
    ['src/register/record.ts', `import { seal } from '../access/seal.ts'\n`],
    ['src/register/store.ts', `import { takeStamp } from '../access/store.ts'\n`],
    ['src/access/people/store.ts', `import { startServer } from '../database/launcher.ts'\n`],
    ['src/cli/main.ts', `import { answerEcpat } from '../figures/answer.ts'\n`],
    ['src/web/index.ts', `import { record } from '../register/record.ts'\n`],
  ])('a side door is caught, in a store too: %s', async (place, text) => {
    expect(await broken(place, text)).toContain('no-restricted-imports')
  })

  test.each([
    ['src/register/record.ts', `import { sql } from 'kysely'\n`],
    ['src/access/people/people.ts', `import type { Kysely } from 'kysely'\n`],
    ['src/cli/import.ts', `import pg from 'pg'\n`],
    ['src/returns/import.ts', `import { from } from 'pg-copy-streams'\n`],
    ['src/web/index.ts', `import { sql } from 'kysely'\n`],
  ])('SQL outside a store is caught: %s', async (place, text) => {
    expect(await broken(place, text)).toContain('no-restricted-imports')
  })

  test.each([
    ['src/cli/serve.ts', `import { Hono } from 'hono'\n`],
    ['src/access/people/people.ts', `import { serve } from '@hono/node-server'\n`],
    ['src/register/store.ts', `import { setCookie } from 'hono/cookie'\n`],
    ['src/database/connect.ts', `import { h } from 'preact'\n`],
    ['src/figures/answer.ts', `import render from 'preact-render-to-string'\n`],
  ])('HTTP or JSX outside the web is caught: %s', async (place, text) => {
    expect(await broken(place, text)).toContain('no-restricted-imports')
  })

  test.each([
    ['the time', `export const late = Date.now()\n`],
    ['today', `export const today = new Date()\n`],
    ['chance', `export const chance = Math.random()\n`],
    ['the environment', `export const home = process.env['HOME']\n`],
  ])('outside the places for it, a function does not reach for %s', async (_what, text) => {
    expect(await broken('src/register/state.ts', text)).toContain('no-restricted-syntax')
    expect(await broken('src/database/home.ts', text)).toEqual([])
  })

  test.each([
    [
      'src/register/record.ts',
      `import { record } from '../access/index.ts'\nimport { day } from '../plain/index.ts'\n`,
    ],
    [
      'src/register/store.ts',
      `import { sql } from 'kysely'\nimport type { Db } from '../database/index.ts'\n`,
    ],
    ['src/database/connect.ts', `import { Kysely } from 'kysely'\nimport pg from 'pg'\n`],
    ['src/web/index.ts', `import { Hono } from 'hono'\nimport { button } from './govuk/index.ts'\n`],
    ['src/cli/main.ts', `import { serve } from '../web/index.ts'\nimport { day } from '../plain/index.ts'\n`],
    ['src/invented/life.ts', `import { kinds } from '../standard/index.ts'\n`],
  ])('what the graph allows passes: %s', async (place, text) => {
    expect(await broken(place, text)).toEqual([])
  })
})
