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
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import type { Council } from '../council.ts'
import { frozenAnswer } from './freeze.ts'
import {
  type Decision,
  type Mapping,
  type Received,
  type Request,
  requestOf,
  type Step,
  type StepName,
} from './request.ts'
import * as store from './store.ts'

export type RequestProblem = 'not there' | 'changed meanwhile' | 'not yet' | 'somebody else approves'

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
  const rank = (one: Request) => `${one.stage === 'closed' ? 1 : 0}${one.due ?? '9999'}`
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
): Promise<Outcome<'added', RequestProblem>> {
  const { council, account, actor } = permit.person
  if (account === null) throw new Error('Somebody who is signed in answers a request')
  const step = after + 1
  const sealed = seal(keyOf(keys), placeOf(keys, request, step), JSON.stringify(says))
  return db.transaction().execute(async (trx) => {
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
  return request.stage === 'closed' ? refused('not yet') : ok(request)
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
): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  if (!found.ok) return found
  if (found.value.frozen === null) return refused('not yet')
  return add(db, permit, keys, id, seen, 'decided', { decisions })
}

/** Closed without an answer: withdrawn, or answered elsewhere. */
export async function close(working: Working, words: string): Promise<Outcome<'added', RequestProblem>> {
  const { db, permit, keys, id, seen } = working
  const found = await opened(working)
  return found.ok ? add(db, permit, keys, id, seen, 'closed', { words }) : found
}

/**
 * A second person approves the answer, or sends it back: somebody who neither read its parts, froze its numbers nor
 * decided about them. Nothing is released by it: that needs an audit of what the numbers give away.
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
