import { describe, expect, test } from 'vitest'
import * as access from '../../src/access/index.ts'
import * as figures from '../../src/figures/index.ts'
import { must } from '../../src/plain/index.ts'
import * as register from '../../src/register/index.ts'
import * as returns from '../../src/returns/index.ts'

/**
 * Whatever reads or writes the register asks for a permit before anything else: one that was put together by hand, and
 * one for something else, are refused before a table is touched. There is no database here.
 */
const person: access.Person = {
  council: 1,
  account: null,
  actor: 'test:auditor',
  name: 'Invented',
  role: 'auditor',
  team: null,
}
/** It looks like a permit for everything. */
const forged = { action: 'open a child', person, child: null, reach: new Set() }
/** A real permit, which opens none of these. */
const another = must(access.decide(person, 'export the trail', { council: 1 }), 'the auditor saves the trail')

type Call = (...given: unknown[]) => unknown
const second = (call: unknown) => (permit: unknown) => (call as Call)(undefined, permit)
const within = (call: unknown) => (permit: unknown) => (call as Call)(undefined, { permit, changes: [] })

/** Everything that takes a permit, by hand. */
const table: Record<string, (permit: unknown) => unknown> = {
  whoWorks: second(access.whoWorks),
  colleaguesWithChildren: second(access.colleaguesWithChildren),
  allocate: second(access.allocate),
  restrict: second(access.restrict),
  missingUnanswered: second(access.missingUnanswered),
  triedToOpen: second(access.triedToOpen),
  noticeSearch: second(access.noticeSearch),
  breakGlass: second(access.breakGlass),
  emergencies: second(access.emergencies),
  review: second(access.review),
  asked: second(access.asked),
  settle: second(access.settle),
  readTrail: second(access.readTrail),
  whoLooked: second(access.whoLooked),
  colleagues: second(access.colleagues),
  addTeam: second(access.addTeam),
  addColleague: second(access.addColleague),
  newLink: second(access.newLink),
  changeColleague: second(access.changeColleague),
  findChildren: second(register.findChildren),
  describeChildren: second(register.describeChildren),
  openRecord: second(register.openRecord),
  openContent: second(register.openContent),
  keepContent: (permit) => ((register.keepContent as Call)(permit) as Call)(undefined),
  record: within(register.record),
  answerEcpat: second(figures.answerEcpat),
  uncovered: second(figures.uncovered),
  childrenNotFound: second(figures.childrenNotFound),
  imports: second(returns.imports),
  importNumbered: second(returns.importNumbered),
  importFiles: within(returns.importFiles),
  worklist: second(returns.worklist),
  asideRow: second(returns.asideRow),
  leaveAside: second(returns.leaveAside),
  alerts: second(access.alerts),
  signOutEverywhere: second(access.signOutEverywhere),
}

describe.each(Object.entries(table))('%s', (_name, call) => {
  const trying = async (permit: unknown) => {
    await call(permit)
  }

  test('refuses a permit that was not made by the one decision', async () => {
    await expect(trying(forged)).rejects.toThrow('This permit was not made by decide()')
  })

  test('refuses a permit for something else', async () => {
    await expect(trying(another)).rejects.toThrow('A permit to export the trail does not allow this')
  })
})
