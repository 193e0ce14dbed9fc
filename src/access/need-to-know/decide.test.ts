import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { testRegister } from '../../../test/support/register.ts'
import { newId } from '../../database/index.ts'
import * as missing from '../../missing/index.ts'
import * as figures from '../../figures/index.ts'
import * as pursuit from '../../pursuit/index.ts'
import * as schemes from '../../schemes/index.ts'
import { answerEcpat, childrenNotFound, uncovered, usualSettings } from '../../figures/index.ts'
import { day, type Id, instantOf } from '../../plain/index.ts'
import {
  describeChildren,
  findChildren,
  openContent,
  openRecord,
  record,
  tasksOfMine,
  whomOneMayOpen,
} from '../../register/index.ts'
import {
  type Aside,
  asideRow,
  importFiles,
  importNumbered,
  imports,
  leaveAside,
  putRight,
  worklist,
} from '../../returns/index.ts'
import { type Action, actionNames, type ActionRow, actions } from './actions.ts'
import { decide } from './decide.ts'
import type { Standing } from './standing.ts'
import * as people from '../people/index.ts'
import * as rights from '../rights/index.ts'
import { alerts, readTrail, whoLooked } from '../trail/index.ts'
import { checkPermit, type Permit, type Person } from './permit.ts'
import { isRole, type Role, roleNames } from './roles.ts'

/**
 * Typed by hand from what the roles are (the issue and facts/peers: front-line workers write about children; the
 * data officer has files and numbers and no names; the information-governance officer decides what leaves, so sees
 * numbers; the auditor and the administrator see no child). Columns in the order of `order`.
 */
const order: Role[] = [
  'social-worker',
  'duty',
  'missing-coordinator',
  'data-officer',
  'ig-officer',
  'manager',
  'auditor',
  'administrator',
]
const meant = `
                              sw  duty  mc  data  ig  man  aud  adm
see today                     yes yes   yes yes   yes yes  yes  yes
see who is missing            yes yes   yes -     -   yes  -    -
set the clocks                -   -     -   -     -   yes  -    -
hang a wall                   -   -     yes -     -   yes  -    -
find a child                  yes yes   yes -     -   yes  -    -
open a child                  yes yes   yes -     -   yes  -    -
see an address                yes yes   yes -     -   yes  -    -
see the photo                 yes yes   yes -     -   yes  -    -
add a document                yes -     -   -     -   yes  -    -
see a document                yes -     -   -     -   yes  -    -
add a child                   yes yes   yes -     -   yes  -    -
write a note                  yes yes   yes -     -   yes  -    -
record an entry               yes yes   yes -     -   yes  -    -
report missing                yes yes   yes -     -   yes  -    -
correct an entry              yes yes   yes -     -   yes  -    -
withdraw an entry             yes yes   yes -     -   yes  -    -
tell somebody outside         yes -     yes -     -   yes  -    -
transfer a child              yes -     yes -     -   yes  -    -
exchange packages             -   -     yes yes   -   yes  -    -
keep the cards                -   -     -   yes   -   yes  -    -
see who looked                yes yes   yes -     -   yes  -    -
allocate a child              -   -     -   -     -   yes  -    -
restrict a child              yes -     yes -     -   yes  -    -
erase a child                 -   -     -   -     -   yes  -    -
see erasures                  -   -     -   -     yes yes  yes  -
break the glass               -   yes   -   -     -   yes  -    -
review an emergency           -   -     -   -     -   yes  -    -
be the second person          yes yes   yes yes   yes yes  -    yes
see the network               -   -     yes -     -   yes  -    -
import files                  -   -     -   yes   -   -    -    -
see imports                   -   -     -   yes   -   yes  -    -
put a row right               -   -     -   yes   -   -    -    -
ask a question                -   -     yes yes   yes yes  -    -
keep the places               -   -     -   -     -   yes  -    -
see the schemes               -   -     yes yes   -   yes  -    -
claim the grant               -   -     -   yes   -   yes  -    -
close a month                 -   -     -   -     -   yes  -    -
answer a request              -   -     -   yes   yes -    -    -
approve an answer             -   -     -   -     yes yes  -    -
see whose field is missing    -   -     yes yes   -   yes  -    -
read the trail                -   -     -   -     yes -    yes  -
export the trail              -   -     -   yes   -   -    yes  -
manage people                 -   -     -   -     -   -    -    yes
type a share back             -   -     -   -     -   -    -    yes
`
const table = new Map(
  meant
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, action = '', cells = ''] = /^(.*?)\s{2,}(.*)$/.exec(line) ?? []
      return [action, cells.split(/\s+/).map((cell) => cell === 'yes')] as const
    }),
)

/** A child of no team, missing now, whom somebody of any role with children reaches. */
const aChild: Standing = {
  council: 1,
  child: newId(),
  team: null,
  sensitivity: 'normal',
  onDesk: true,
  written: ['co-worker'],
}
const person = (role: Role, council = 1): Person => ({
  council,
  account: newId(),
  actor: 'test',
  name: 'A worker',
  role,
  team: null,
})

describe('who may do what', () => {
  test('every action and every role is in the table', () => {
    expect([...table.keys()].sort()).toEqual([...actionNames].sort())
    expect([...order].sort()).toEqual([...roleNames].sort())
    for (const [action, cells] of table) expect(cells, action).toHaveLength(order.length)
  })

  test.each(actionNames)('%s: exactly the roles that it is meant for', (action) => {
    const allowed = order.filter((role) => decide(person(role), action, { council: 1, child: aChild }).ok)
    expect(allowed).toEqual(order.filter((_, i) => table.get(action)?.[i]))
  })

  test('another council is always refused, to every role and for every action', () => {
    for (const role of order) {
      for (const action of actionNames) {
        expect(decide(person(role, 2), action, { council: 1, child: aChild })).toEqual({
          ok: false,
          problem: { problem: 'not allowed', action, reason: 'another council' },
        })
      }
    }
  })

  test('an action about one child is refused where no child is named', () => {
    for (const action of actionNames.filter((name) => actions[name].about === 'one child')) {
      expect(decide(person('manager'), action, { council: 1 }).ok, action).toBe(false)
      expect(decide(person('manager'), action, { council: 1, child: aChild }).ok, action).toBe(true)
    }
  })

  test('a child of another council is refused as such, before anybody asks how one stands to it', () => {
    const elsewhere = { ...aChild, council: 2 }
    for (const action of actionNames.filter((name) => actions[name].about === 'one child')) {
      const [role = 'auditor'] = actions[action].roles
      expect(decide(person(role), action, { council: 1, child: elsewhere }), action).toEqual({
        ok: false,
        problem: { problem: 'not allowed', action, reason: 'a child of another council' },
      })
    }
  })

  test('an action about one child that forgets to say what it needs is refused to everybody', () => {
    const row: ActionRow = actions['open a child']
    const forgetful = vi.spyOn(row, 'compartments', 'get')
    try {
      for (const said of [[], undefined]) {
        forgetful.mockReturnValue(said)
        for (const role of order)
          expect(decide(person(role), 'open a child', { council: 1, child: aChild }).ok, role).toBe(false)
      }
    } finally {
      forgetful.mockRestore()
    }
    expect(decide(person('manager'), 'open a child', { council: 1, child: aChild }).ok).toBe(true)
  })

  test('whoever reaches some of what an action needs, and not all, is refused', () => {
    // On duty at night: who the child is and whether missing, and nothing of the chronology.
    const asleep: Standing = { ...aChild, onDesk: false, written: [] }
    expect(decide(person('duty'), 'report missing', { council: 1, child: asleep }).ok).toBe(true)
    for (const action of ['open a child', 'see an address', 'write a note', 'record an entry'] as const)
      expect(decide(person('duty'), action, { council: 1, child: asleep }).ok, action).toBe(false)
    expect(decide(person('auditor'), 'open a child', { council: 1, child: asleep }).ok).toBe(false)
  })

  test('through broken glass somebody reads and adds notes, and a permit got otherwise does not reach further', () => {
    const opened: Standing = { ...aChild, onDesk: false, written: ['broken glass'] }
    const may = actionNames.filter(
      (action) =>
        actions[action].about === 'one child' &&
        decide(person('duty'), action, { council: 1, child: opened }).ok,
    )
    expect(may.sort()).toEqual([
      'open a child',
      'report missing',
      'see an address',
      'see the photo',
      'write a note',
    ])
    const permitted = decide(person('duty'), 'report missing', { council: 1, child: opened })
    if (!permitted.ok) throw new Error('whoever is on duty reports a child missing')
    expect([...permitted.value.reach].sort()).toEqual(['identity', 'missing'])
    const restricted: Standing = { ...opened, sensitivity: 'restricted', written: [] }
    expect(decide(person('duty'), 'open a child', { council: 1, child: restricted }).ok).toBe(false)
  })

  test('a permit names who, what and which child, and cannot be changed', () => {
    const worker = person('social-worker')
    const made = decide(worker, 'open a child', { council: 1, child: aChild })
    if (!made.ok) throw new Error('a social worker may open a child')
    expect(made.value).toMatchObject({ action: 'open a child', child: aChild.child, person: worker })
    expect(() => Object.assign(made.value, { child: newId() })).toThrow(TypeError)
  })

  test('what the administrator and the auditor may do never touches a child', () => {
    for (const role of ['administrator', 'auditor'] as const) {
      const may = actionNames.filter(
        (action) => decide(person(role), action, { council: 1, child: aChild }).ok,
      )
      expect(may.filter((action) => /child|missing|entry|import|row|question/.test(action))).toEqual([])
    }
  })

  test('a role is one of the eight, not any word that JavaScript objects know', () => {
    expect(roleNames.every(isRole)).toBe(true)
    for (const word of ['constructor', 'toString', '__proto__', 'Manager', ''])
      expect(isRole(word), word).toBe(false)
  })
})

describe('a permit that decide() did not make', async () => {
  const register = await testRegister()
  const { db } = register
  const today = day('2026-03-01')
  const forged = <A extends Action>(action: A, child: Id | null = null) =>
    ({ action, person: register.person('manager'), child }) as unknown as Permit<A>
  const notOurs = 'This permit was not made by decide()'

  test('a copy of a genuine one is not genuine', () => {
    const genuine = register.permit('social-worker', 'open a child', aChild.child)
    expect(checkPermit(genuine, 'open a child')).toBe(genuine)
    expect(() => checkPermit({ ...genuine }, 'open a child')).toThrow(notOurs)
    expect(() => checkPermit(genuine, 'record an entry')).toThrow('does not allow this')
  })

  const search = { text: '', filter: null, among: null, from: 0, size: 10 }
  const question = { period: { from: today, to: today }, knownOn: null, settings: usualSettings }
  const now = instantOf(new Date(0))
  const vault = register.vault()
  const { keys, council } = register
  const received = { receivedOn: today, law: 'FOIA' as const, from: 'x', text: 'x' }
  const mapping = { parts: [], periods: [], knownOn: null, settings: usualSettings }
  const frozen = { knownOn: now, mapping, tables: [], digest: '' }
  const given: figures.ToRelease = {
    request: null,
    source: 'x',
    measure: '1c',
    period: { from: today, to: today },
    settings: {},
    splitBy: [],
    knownOn: null,
    treatment: 'exact',
    threshold: 5,
    base: null,
    cells: [],
  }
  const aside: Aside = { ...({} as Aside), id: newId(), part: 'header', file: 'header.csv' }
  const colleague = { name: 'A', email: 'a@example.org', role: 'manager', team: null } as const
  const change = { role: 'manager', team: null, left: false } as const
  const glass = { reference: 'A', reason: 'medical', words: 'Ill' } as const
  const everything = { account: null, child: null, outcome: null, action: null, from: null, until: null }

  const calais = schemes.schemeOf('calais-2016') as NonNullable<ReturnType<typeof schemes.schemeOf>>
  const transferring = {
    db,
    register: db,
    keys,
    vault,
    permit: forged('transfer a child'),
    child: newId(),
    nation: 'Scotland' as const,
    now,
  }
  const offer = {
    kind: 'foster',
    name: '',
    address: '',
    contact: '',
    words: '',
    ages: { least: 0, most: 17 },
    sex: 'any',
    languages: [],
    places: 1,
    from: today,
  } as const
  const tiers = { before: 'standard', now: 'standard' } as const
  const closed = {
    month: today,
    statement: 1,
    at: now,
    by: newId(),
    knownOn: now,
    tier: 'standard',
    cost: null,
    lines: [],
    pounds: 0,
  } as const

  const everyDoor: Record<string, () => unknown> = {
    record: () => record(db, { permit: forged('add a child'), vault, changes: [] }),
    openRecord: () => openRecord(db, forged('open a child', aChild.child), vault, aChild.child),
    findChildren: () => findChildren(db, forged('find a child'), vault, search, today),
    whomOneMayOpen: () => whomOneMayOpen(db, forged('see who is missing'), []),
    describeChildren: () => describeChildren(db, forged('see who is missing'), vault, [], today),
    importFiles: () => importFiles(db, { permit: forged('import files'), vault, keys, files: [], now }),
    imports: () => imports(db, forged('see imports')),
    importNumbered: () => importNumbered(db, forged('see imports'), newId()),
    worklist: () => worklist(db, forged('see imports'), keys, 0, 10),
    asideRow: () => asideRow(db, forged('put a row right'), keys, newId()),
    putRight: () => putRight(db, forged('put a row right'), vault, keys, aside, {}, now),
    leaveAside: () => leaveAside(db, forged('put a row right'), keys, newId(), 'Typed twice', now),
    answerEcpat: () => answerEcpat(db, forged('ask a question'), register.council, question),
    countAll: () => figures.countAll(db, forged('ask a question'), council, null, []),
    countMapping: () => figures.countMapping(db, forged('ask a question'), council, mapping, null),
    frozenAnswer: () => figures.frozenAnswer(db, forged('ask a question'), council, mapping, null, now),
    runsAgain: () => figures.runsAgain(db, forged('ask a question'), council, frozen),
    requests: () => figures.requests(db, forged('answer a request'), keys),
    requestWith: () => figures.requestWith(db, forged('answer a request'), keys, newId()),
    receive: () => figures.receive(db, forged('answer a request'), keys, received),
    approve: () =>
      figures.approve(db, forged('approve an answer'), keys, { id: newId(), seen: 1 }, 'approved', ''),
    ledger: () => figures.ledger(db, forged('answer a request')),
    addToLedger: () => figures.addToLedger(db, forged('answer a request'), []),
    addElsewhere: () => figures.addElsewhere(db, forged('answer a request'), given),
    links: () => pursuit.links(db, forged('see the network')),
    reveal: () => pursuit.reveal(db, forged('see the network'), vault, []),
    around: () => pursuit.around(db, db, forged('open a child'), vault, newId()),
    network: () => pursuit.network(db, forged('see the network')),
    reachedOf: () => pursuit.reachedOf(db, db, forged('see the network'), []),
    near: () => pursuit.near(db, forged('open a child'), vault, newId(), [], []),
    checkInsDue: () => pursuit.checkInsDue(db, forged('see today'), missing.usualClocks),
    setAside: () => pursuit.setAside(db, forged('see the network'), '', true, ''),
    claim: () =>
      schemes.claim(
        db,
        forged('claim the grant'),
        vault,
        { from: today, to: today },
        { tier: 'standard', leap: '1 March' },
        now,
      ),
    offers: () => schemes.offers(db, forged('keep the places'), keys, today),
    hasRoom: () => schemes.hasRoom(db, forged('record an entry'), { id: newId(), places: 1 }, newId(), today),
    addOffer: () => schemes.addOffer(db, forged('keep the places'), keys, vault, offer),
    endOffer: () => schemes.endOffer(db, forged('keep the places'), newId(), today),
    readPackage: () =>
      schemes.readPackage(
        {
          db,
          permit: forged('exchange packages'),
          keys,
          vault,
          nation: 'Scotland',
          now,
          number: '',
          team: null,
        },
        Buffer.alloc(0),
      ),
    propose: () =>
      schemes.propose(transferring, {
        with: 'E10000016',
        role: 'sending',
        way: 'hand',
        workingDays: 10,
        words: '',
        by: '',
      }),
    doStep: () =>
      schemes.doStep(transferring, newId(), 1, 'lapsed', {
        on: null,
        reason: '',
        words: '',
        worker: '',
        by: '',
      }),
    sendNews: () => schemes.sendNews(transferring, newId(), 1, ''),
    partners: () => schemes.partners(db, forged('keep the cards')),
    keepCard: () => schemes.keepCard(db, forged('keep the cards'), { council: 'E10000016', keys: null }),
    nearPlaces: () => pursuit.nearPlaces(db, forged('record an entry'), vault, newId(), [], [], []),
    schemeInRegister: () => schemes.schemeInRegister(db, forged('see the schemes'), vault, calais, today),
    leaverClaim: () => schemes.leaverClaim(db, forged('claim the grant'), vault, [today], '1 March', now),
    statements: () => schemes.statements(db, forged('claim the grant')),
    monthTotals: () => schemes.monthTotals(db, forged('claim the grant'), [today], () => 'standard'),
    monthOfClaim: () => schemes.monthOfClaim(db, forged('claim the grant'), vault, today, tiers),
    closeMonth: () =>
      schemes.closeMonth(
        db,
        forged('close a month'),
        day('2020-01-01'),
        { tier: 'standard', cost: null, seen: '', after: 0 },
        today,
      ),
    countAgain: () => schemes.countAgain(db, forged('claim the grant'), vault, closed),
    childMonth: () => schemes.childMonth(db, forged('claim the grant'), vault, newId(), today, 'standard'),
    claimSheet: () => schemes.claimSheet(db, forged('close a month'), vault, closed),
    proposedTiers: () => schemes.proposedTiers(db, forged('claim the grant'), 'E10000016', [today]),
    standingOn: () => schemes.standingOn(db, forged('claim the grant'), 'E10000016', today),
    keepPopulations: () => schemes.keepPopulations(db, forged('import files'), []),
    populations: () => schemes.populations(db, forged('claim the grant')),
    uncovered: () => uncovered(db, forged('see whose field is missing'), vault, question, '1a'),
    deskAt: () =>
      missing.deskAt(db, forged('see who is missing'), now, {
        clocks: missing.usualClocks,
        interviewsSince: null,
      }),
    setClock: () =>
      missing.setClock(db, forged('set the clocks'), {
        clock: 'tell-police',
        on: true,
        seconds: null,
        reason: 'A test',
      }),
    screens: () => missing.screens(db, forged('hang a wall')),
    hangScreen: () => missing.hangScreen(db, forged('hang a wall'), 'Duty room'),
    takeScreenDown: () => missing.takeScreenDown(db, forged('hang a wall'), newId()),
    childrenNotFound: () => childrenNotFound(db, forged('see who is missing'), today, usualSettings),
    colleagues: () => people.colleagues(db, forged('manage people')),
    addTeam: () => people.addTeam(db, forged('manage people'), 'North'),
    addColleague: () => people.addColleague(db, forged('manage people'), colleague),
    newLink: () => people.newLink(db, forged('manage people'), newId()),
    signOutEverywhere: () => people.signOutEverywhere(db, forged('manage people'), newId()),
    breakGlass: () => rights.breakGlass(db, forged('break the glass'), vault, glass, today),
    emergencies: () => rights.emergencies(db, forged('review an emergency'), vault),
    review: () => rights.review(db, forged('review an emergency'), vault, newId(), 'justified'),
    whoWorks: () => rights.whoWorks(db, forged('open a child', aChild.child)),
    colleaguesWithChildren: () => rights.colleaguesWithChildren(db, forged('allocate a child')),
    allocate: () =>
      rights.allocate(db, forged('allocate a child', aChild.child), {
        team: null,
        allocated: null,
        coWorkers: [],
      }),
    restrict: () => rights.restrict(db, forged('restrict a child', aChild.child), []),
    missingUnanswered: () => rights.missingUnanswered(db, forged('break the glass'), 900),
    tasksOfMine: () => tasksOfMine(db, forged('see today'), today),
    noticesWaiting: () => missing.noticesWaiting(db, forged('see who is missing')),
    triedToOpen: () => rights.triedToOpen(db, forged('see today')),
    noticeSearch: () => rights.noticeSearch(db, forged('find a child'), []),
    asked: () => rights.asked(db, forged('be the second person'), keys),
    settle: () => rights.settle(db, forged('be the second person'), newId(), 'agreed'),
    openContent: () => openContent(db, forged('see a document', aChild.child), vault, newId()),
    alerts: () => alerts(db, forged('read the trail'), today, now),
    readTrail: () => readTrail(db, forged('read the trail'), everything, 0, 10),
    whoLooked: () => whoLooked(db, forged('open a child', aChild.child), now),
    changeColleague: () => people.changeColleague(db, forged('manage people'), newId(), change, now),
  }

  test('every function that asks for a permit is tried here', () => {
    const source = join(import.meta.dirname, '..', '..')
    const asking = ['access', 'register', 'missing', 'returns', 'figures', 'pursuit'].flatMap((folder) =>
      readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .flatMap((name) => [
          ...readFileSync(join(source, folder, name), 'utf8').matchAll(
            /^export (?:async )?function (\w+)[^{]*?\bpermit: Permit/gm,
          ),
        ])
        .map((found) => found[1] ?? ''),
    )
    expect(asking.length).toBeGreaterThan(10)
    expect(Object.keys(everyDoor)).toEqual(
      expect.arrayContaining(asking.filter((name) => name !== 'checkPermit')),
    )
  })

  test.each(Object.entries(everyDoor))('is refused by %s', async (_name, knock) => {
    await expect(Promise.resolve().then(knock)).rejects.toThrow(notOurs)
  })
})
