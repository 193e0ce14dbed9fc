import {
  checkPermit,
  type DataKey,
  type Keys,
  note,
  open as openSealed,
  type Permit,
  seal,
} from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import type { Rule } from '../../disclosure/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import type { Council } from '../council.ts'
import { addToLedger, ledger } from '../publication/index.ts'
import { frozenAnswer } from './freeze.ts'
import { protectionOf, toLedger } from './release.ts'
import {
  type Decision,
  type Mapping,
  type Received,
  type Request,
  requestOf,
  type Step,
  type StepName,
  usualRule,
} from './request.ts'
import * as store from './store.ts'

export type RequestProblem =
  'not there' | 'changed meanwhile' | 'not yet' | 'somebody else approves' | 'given out meanwhile'

/** Steps belong to no child: they are sealed under the register's key, each bound to its place. */
const keyOf = (keys: Keys): DataKey => ({ id: keys.register, kek: 0, key: keys.worklist })
const placeOf = (keys: Keys, request: Id, step: number) => ({
  table: 'request_step',
  column: `sealed ${step}`,
  row: request,
  child: keys.register,
})

async function read(db: Db, council: number, keys: Keys, id: Id | null): Promise<Request[]> {
  const steps = new Map<Id, Step[]>()
  for (const row of await store.stepRows(db, council, id)) {
    const says = JSON.parse(
      openSealed(keyOf(keys), placeOf(keys, row.request, row.step), row.sealed).toString(),
    ) as Step['says']
    const step = { what: row.what, says, step: row.step, at: row.at, by: row.by } as Step
    steps.set(row.request, [...(steps.get(row.request) ?? []), step])
  }
  return [...steps].flatMap(([request, of]) => requestOf(request, of) ?? [])
}

/** The log: every request of the council, the one that is due first first. */
export async function requests(
  db: Db,
  permit: Permit<'answer a request' | 'approve an answer'>,
  keys: Keys,
): Promise<Request[]> {
  const { council } = checkPermit(permit, 'answer a request', 'approve an answer').person
  const isDone = (one: Request) => one.stage === 'closed' || one.stage === 'released'
  const rank = (one: Request) => `${isDone(one) ? 1 : 0}${one.due ?? '9999'}`
  return (await read(db, council, keys, null)).sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** One request with its steps; null where there is none. */
export async function requestWith(
  db: Db,
  permit: Permit<'answer a request' | 'approve an answer'>,
  keys: Keys,
  id: Id,
): Promise<Request | null> {
  const { council } = checkPermit(permit, 'answer a request', 'approve an answer').person
  return (await read(db, council, keys, id))[0] ?? null
}

/** Adds a step, and a line to the trail that says which; of two people who add one at once, one is told. */
async function add(
  db: Db,
  permit: Permit,
  keys: Keys,
  request: Id,
  after: number,
  what: StepName,
  says: Step['says'],
  also: (trx: Db) => Promise<RequestProblem | null> = () => Promise.resolve(null),
): Promise<Outcome<'added', RequestProblem>> {
  const { council, account, actor } = permit.person
  if (account === null) throw new Error('Somebody who is signed in answers a request')
  const step = after + 1
  const sealed = seal(keyOf(keys), placeOf(keys, request, step), JSON.stringify(says))
  return db.transaction().execute(async (trx) => {
    const problem = await also(trx)
    if (problem !== null) return refused(problem)
    if (!(await store.insertStep(trx, council, { request, step, what, by: account, sealed })))
      return refused<RequestProblem>('changed meanwhile')
    await note(trx, council, {
      actor,
      action: 'answer a request',
      subject: request,
      count: 1,
      digest: '',
      reason: what,
    })
    return ok('added' as const)
  })
}

/** Writes down that a request came in. */
export async function receive(
  db: Db,
  permit: Permit<'answer a request'>,
  keys: Keys,
  received: Received,
): Promise<Id> {
  checkPermit(permit, 'answer a request')
  const id = newId()
  await add(db, permit, keys, id, 0, 'received', received)
  return id
}

type Working = { db: Db; permit: Permit<'answer a request'>; keys: Keys; id: Id; seen: number }

async function opened({ db, permit, keys, id, seen }: Working): Promise<Outcome<Request, RequestProblem>> {
  const request = await requestWith(db, permit, keys, id)
  if (request === null) return refused('not there')
  if (request.steps.length !== seen) return refused('changed meanwhile')
  return request.stage === 'closed' || request.stage === 'released' ? refused('not yet') : ok(request)
}

/** How a request is read, confirmed by a person. What was frozen, decided or approved before is to be done again. */
export async function map(working: Working, mapping: Mapping): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  return found.ok ? add(db, permit, keys, id, seen, 'mapped', mapping) : found
}

/** Counts the numbers and keeps them as they are, whatever is corrected later. */
export async function freeze(
  working: Working,
  asks: Permit<'ask a question'>,
  council: Council,
  knownOn: Instant | null,
  now: Instant,
): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  if (!found.ok) return found
  if (found.value.mapping === null) return refused('not yet')
  const frozen = await frozenAnswer(db, asks, council, found.value.mapping, knownOn, now)
  return add(db, permit, keys, id, seen, 'frozen', frozen)
}

/** What is done with each table, and why. */
export async function decideTables(
  working: Working,
  decisions: readonly Decision[],
  rule: Rule = usualRule,
): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  if (!found.ok) return found
  if (found.value.frozen === null) return refused('not yet')
  return add(db, permit, keys, id, seen, 'decided', { decisions, rule })
}

/** Protects what was decided to be given, and has it audited with everything that was given out before. */
export async function protectRequest(
  working: Working,
  asks: Permit<'ask a question'>,
  council: Council,
): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  if (!found.ok) return found
  const { decisions, frozen } = found.value
  if (decisions === null || frozen === null) return refused('not yet')
  const protection = await protectionOf(db, asks, council, found.value, keys, await ledger(db, permit))
  return add(db, permit, keys, id, seen, 'protected', protection)
}

/**
 * Writes down that an approved answer is given out: from then on every later answer is audited with it. Where another
 * was given out since this one was audited, it is audited again first.
 */
export async function release(working: Working, words: string): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  if (!found.ok) return found
  const request = found.value
  if (request.stage !== 'approved' || request.protection === null) return refused('not yet')
  const { after } = request.protection
  return add(db, permit, keys, id, seen, 'released', { words }, async (trx) => {
    await store.oneAtATime(trx, permit.person.council)
    if ((await ledger(trx, permit)).length !== after) return 'given out meanwhile'
    await addToLedger(trx, permit, toLedger(request))
    return null
  })
}

/** Closed without an answer: withdrawn, or answered elsewhere. */
export async function close(working: Working, words: string): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  return found.ok ? add(db, permit, keys, id, seen, 'closed', { words }) : found
}

/**
 * A second person approves the answer, or sends it back: somebody who neither read its parts, froze its numbers nor
 * decided about them, and only an answer that the audit let pass.
 */
export async function approve(
  db: Db,
  permit: Permit<'approve an answer'>,
  keys: Keys,
  { id, seen }: { id: Id; seen: number },
  verdict: 'approved' | 'sent back',
  words: string,
): Promise<Outcome<'added', RequestProblem>> {
  const { account } = checkPermit(permit, 'approve an answer').person
  const request = await requestWith(db, permit, keys, id)
  if (request === null) return refused('not there')
  if (request.steps.length !== seen) return refused('changed meanwhile')
  if (request.stage !== 'to approve') return refused('not yet')
  if (account === null || request.workedOn.has(account)) return refused('somebody else approves')
  return add(db, permit, keys, id, seen, verdict, { words })
}
