import { expect, test } from 'vitest'
import { aChild, testRegister } from '../../test/support/register.ts'
import { day } from '../plain/index.ts'
import { formSource, openRecord, record, said, versionsOf } from '../register/index.ts'
import { openEpisode } from './episode.ts'

test('two workers who edit one episode 1,000 times never overwrite each other without a word', async () => {
  const register = await testRegister()
  const child = await aChild(register, 'TWO-1', [
    said('missing', 'M', { from: day('2026-02-03'), sealed: { where: 'nobody knows yet' } }),
  ])
  const permit = register.permit('missing-coordinator', 'open a child', child)
  const writing = register.permit('missing-coordinator', 'correct an entry', child)
  const read = async () => (await openRecord(register.db, permit, register.vault(), child))?.entries ?? []
  const source = await formSource(register.db, register.council.id)
  const kept: string[] = []
  let refused = 0
  /** Reads the episode, thinks, and writes down something else; whoever was slower is told. */
  async function edits(worker: string, times: number) {
    for (let n = 0; n < times; n++) {
      const seen = openEpisode((await read()).filter((entry) => entry.knownUntil === null))
      if (seen === null) throw new Error('The episode is open')
      const where = `${worker} ${n}`
      const done = await record(register.db, {
        permit: writing,
        vault: register.vault(),
        changes: [
          {
            does: 'supersede',
            child,
            fact: seen.fact,
            about: null,
            entry: seen.id,
            source,
            said: { ...seen, sealed: { where } },
          },
        ],
      })
      if (done.ok) kept.push(where)
      else {
        expect(done.problem.problem).toBe('changed meanwhile')
        refused++
      }
    }
  }
  await Promise.all([edits('Jo', 500), edits('Dee', 500)])
  expect(kept.length + refused).toBe(1000)
  // Both really met each other, and both got through.
  expect(refused).toBeGreaterThan(20)
  expect(kept.some((one) => one.startsWith('Jo')) && kept.some((one) => one.startsWith('Dee'))).toBe(true)
  const entries = await read()
  const [fact] = entries.filter((entry) => entry.kind === 'missing').map((entry) => entry.fact)
  if (fact === undefined) throw new Error('There is an episode')
  const versions = versionsOf(entries, fact)
  // Every edit that was acknowledged is a version of its own, and nothing else is; each replaced the one before it.
  expect(
    versions
      .map((one) => one.sealed['where'])
      .slice(1)
      .sort(),
  ).toEqual([...kept].sort())
  versions.forEach((version, i) => {
    expect(version.supersedes).toBe(versions[i - 1]?.id ?? null)
    expect(version.knownUntil).toBe(versions[i + 1]?.knownFrom ?? null)
  })
}, 240_000)
