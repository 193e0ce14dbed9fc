import { describe, expect, test } from 'vitest'
import { newId } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import type { Person } from './permit.ts'
import { reachOf, relationsOf, seesNumber, type Standing } from './standing.ts'

describe('how somebody stands to a child', () => {
  const [north, south] = [newId(), newId()]
  /** Of the North team, found long ago, and nobody is written down. */
  const child: Standing = {
    council: 1,
    child: newId(),
    team: north,
    sensitivity: 'normal',
    onDesk: false,
    written: [],
  }
  const inTeam = (team: Id | null): Person => ({
    council: 1,
    account: newId(),
    actor: 'test',
    name: 'A worker',
    role: 'manager',
    team,
  })
  /** Whatever a role alone gives is there for everybody: it reaches something for those roles only. */
  const always = ['co-ordinating', 'on duty']

  test('somebody of another council stands in none', () => {
    expect(relationsOf({ ...inTeam(north), council: 2 }, { ...child, written: ['named'] })).toEqual([])
  })

  test('by team, where both have the same one; without a team a manager supervises all', () => {
    expect(relationsOf(inTeam(north), child)).toEqual(['team', 'supervising', ...always])
    expect(relationsOf(inTeam(south), child)).toEqual(always)
    expect(relationsOf(inTeam(null), child)).toEqual(['supervising', ...always])
    expect(relationsOf(inTeam(south), { ...child, team: null })).toEqual(['supervising', ...always])
    expect(relationsOf(inTeam(null), { ...child, team: null })).toEqual(['supervising', ...always])
  })

  test('on the desk while the child is missing', () => {
    expect(relationsOf(inTeam(south), { ...child, onDesk: true })).toEqual([...always, 'on the desk'])
  })

  test('as is written down, and only for somebody who has an account', () => {
    const written = ['allocated', 'co-worker', 'named', 'broken glass'] as const
    for (const one of written)
      expect(relationsOf(inTeam(south), { ...child, written: [one] }).sort(), one).toEqual(
        [...always, one].sort(),
      )
    expect(relationsOf({ ...inTeam(south), account: null }, { ...child, written })).toEqual(always)
  })

  test('of a restricted record, only as one who is named or broke the glass', () => {
    const near: Standing = {
      ...child,
      sensitivity: 'restricted',
      onDesk: true,
      written: ['allocated', 'co-worker'],
    }
    expect(relationsOf(inTeam(north), near)).toEqual([])
    expect(relationsOf(inTeam(south), { ...near, written: ['named'] })).toEqual(['named'])
    expect(relationsOf(inTeam(south), { ...near, written: ['broken glass'] })).toEqual(['broken glass'])
  })

  test('through broken glass one reaches, but not in the ordinary way', () => {
    const reached = reachOf(inTeam(south), { ...child, written: ['broken glass'] })
    expect(reached.ordinary.size).toBe(0)
    expect(reached.withGlass.size).toBeGreaterThan(0)
  })

  test('a number is for the data officer unless the record is restricted, and for others as far as they reach', () => {
    const officer: Person = { ...inTeam(null), role: 'data-officer' }
    const restricted: Standing = { ...child, sensitivity: 'restricted' }
    expect(seesNumber(officer, child)).toBe(true)
    expect(seesNumber(officer, restricted)).toBe(false)
    expect(seesNumber(inTeam(north), child)).toBe(true)
    expect(seesNumber(inTeam(south), child)).toBe(false)
    expect(seesNumber(inTeam(north), restricted)).toBe(false)
    expect(seesNumber(inTeam(north), { ...restricted, written: ['named'] })).toBe(true)
    expect(seesNumber({ ...inTeam(north), role: 'auditor' }, child)).toBe(false)
  })
})
