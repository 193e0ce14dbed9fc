import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actionNames, actions, actionsPage, roleNames, roles } from '../access/index.ts'
import { codeLists, codesPage, councilsPage, kindsPage, markdownTable, yearsOf } from './catalogue.ts'
import { councilByCode, councils } from './councils.ts'
import { schemesPage } from './schemes-page.ts'
import { compartments } from './kind.ts'
import { kindNames, kindOf } from './kinds.ts'

const page = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'catalogue', `${name}.md`), 'utf8')
const sentence = /^[A-Z].{8,}\.$/

describe('the catalogue in docs/catalogue', () => {
  test.each([
    ['kinds', kindsPage],
    ['codes', codesPage],
    ['actions', actionsPage],
    ['councils', councilsPage],
    ['schemes', schemesPage],
  ])('%s is what the program is made of (if not: node bin/catalogue.js)', (name, make) => {
    expect(page(name)).toBe(make())
  })

  test('names every kind, list, action, role and council', () => {
    for (const name of kindNames) expect(page('kinds')).toContain(kindOf(name).title)
    for (const list of codeLists) expect(page('codes')).toContain(`## ${list.title}`)
    for (const name of actionNames) expect(page('actions')).toContain(`| ${name} |`)
    for (const name of roleNames) expect(page('actions')).toContain(roles[name].title)
    for (const council of councils) expect(page('councils')).toContain(`| ${council.name} |`)
  })

  test('a table keeps its columns whatever stands in a cell', () => {
    expect(markdownTable(['A', 'B'], [['x|y', 'two\nlines']])).toBe(
      '| A | B |\n| --- | --- |\n| x\\|y | two lines |',
    )
  })
})

describe('a kind of entry', () => {
  test.each(kindNames)('%s says what it means, on whose authority, and where it is sealed', (name) => {
    const kind = kindOf(name)
    expect(kind.title).not.toBe('')
    expect(kind.meaning).toMatch(sentence)
    expect(kind.authority.length).toBeGreaterThan(10)
    expect(compartments).toContain(kind.compartment)
    expect(kind.number).toBeGreaterThan(0)
  })

  test('that cannot overlap is told apart by when it starts, or there is one for a child', () => {
    for (const name of kindNames) {
      if (kindOf(name).exclusive) expect(kindOf(name).sameBy, name).not.toBe('value')
    }
  })

  test('that lasts a moment is never exclusive', () => {
    for (const name of kindNames)
      if (kindOf(name).shape === 'moment') expect(kindOf(name).exclusive, name).toBe(false)
  })

  test('has codes only from a list that is in the catalogue', () => {
    for (const name of kindNames) {
      const { codes } = kindOf(name)
      if (codes !== undefined) expect(codeLists).toContain(codes)
    }
  })
})

describe('a list of codes', () => {
  test.each(codeLists.map((list) => [list.title, list] as const))(
    '%s has a source, an item, and no code twice',
    (_title, list) => {
      expect(list.source.length).toBeGreaterThan(20)
      expect(list.item).not.toBe('')
      expect(list.codes.length).toBeGreaterThan(1)
      expect(new Set(list.codes.map((code) => code.code)).size).toBe(list.codes.length)
      for (const code of list.codes) {
        expect(code.label).not.toBe('')
        if (code.from !== undefined && code.until !== undefined)
          expect(code.from).toBeLessThanOrEqual(code.until)
      }
    },
  )

  test('years are named as the return names them', () => {
    expect(yearsOf({ code: 'H5', label: '', until: 2025 })).toBe('to 2024-25')
    expect(yearsOf({ code: 'Z11', label: '', from: 2026 })).toBe('from 2025-26')
    expect(yearsOf({ code: 'X', label: '', from: 2000, until: 2010 })).toBe('from 1999-00 to 2009-10')
    expect(yearsOf({ code: 'C1', label: '' })).toBe('')
  })
})

describe('an action', () => {
  test.each(actionNames)('“%s” says what it means, and somebody may do it', (name) => {
    expect(actions[name].meaning).toMatch(sentence)
    expect(actions[name].roles.length).toBeGreaterThan(0)
    expect(new Set(actions[name].roles).size).toBe(actions[name].roles.length)
  })
})

describe('a council', () => {
  test('is found by its ONS code, the code it had before, its DfE number or its name', () => {
    expect(councilByCode('E10000016')?.name).toBe('Kent')
    expect(councilByCode(' 886 ')?.name).toBe('Kent')
    expect(councilByCode('Kent')?.code).toBe('E10000016')
    // The ONS replaced Barnsley's and Sheffield's codes in 2025; files up to then print the old ones.
    expect(councilByCode('E08000016')?.name).toBe('Barnsley')
    expect(councilByCode('E08000038')?.name).toBe('Barnsley')
    expect(councilByCode('E08000019')?.name).toBe('Sheffield')
    expect(councilByCode('Belfast Health and Social Care Trust')?.nation).toBe('Northern Ireland')
  })

  test('is the one that is there now, where another had its name and number before it', () => {
    // Buckinghamshire became a unitary authority on 1 April 2020 and kept name and number; Cumbria ended in 2023.
    expect(councilByCode('825')?.code).toBe('E06000060')
    expect(councilByCode('Buckinghamshire')?.code).toBe('E06000060')
    expect(councilByCode('E10000002')?.to).toBe('2020-03-31')
    expect(councilByCode('Cumbria')?.to).toBe('2023-03-31')
  })

  test('is not found by nothing, by another council’s half name or by a code that nobody has', () => {
    for (const text of ['', ' ', 'E10000999', 'Ken', 'Atlantis'])
      expect(councilByCode(text), text).toBeUndefined()
  })

  test('has a code of its own, and a DfE number of its own while it is there', () => {
    expect(new Set(councils.map((council) => council.code)).size).toBe(councils.length)
    const there = councils.filter((council) => council.to === '' && council.dfe !== '')
    expect(new Set(there.map((council) => council.dfe)).size).toBe(there.length)
    // 153 local authorities in England have looked-after children in the release of 2025.
    expect(there).toHaveLength(153)
  })
})
