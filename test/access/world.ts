import type { Hono } from 'hono'
import {
  decide,
  newToken,
  openVault,
  type Person,
  personsView,
  type Role,
  tokenPrint,
} from '../../src/access/index.ts'
import { asOwner, type Db, newId } from '../../src/database/index.ts'
import {
  addElsewhere,
  approve,
  decideTables,
  freeze,
  ledger,
  mapRequest,
  protectRequest,
  receive,
  usualSettings,
} from '../../src/figures/index.ts'
import { day, type Id, instantOf, londonDate, must } from '../../src/plain/index.ts'
import { formSource, keepContent, moment, record, said } from '../../src/register/index.ts'
import { addOffer, closeMonth, monthOfClaim } from '../../src/schemes/index.ts'
import { makeApp, type Site } from '../../src/web/index.ts'
import { formToken } from '../../src/web/request.ts'
import { aChild, importing, standingFor, type TestRegister } from '../support/register.ts'
import { siteOf } from '../support/site.ts'
import {
  type Column,
  columns,
  type Names,
  signedIn,
  type Stranger,
  type Things,
  type Worker,
} from './who-may.ts'

/** What is planted in the record of every child: words that stand nowhere else in the world. */
export const kindsOfMarker = [
  'forename',
  'surname',
  'alias',
  'number',
  'home office',
  'address',
  'household',
  'note',
  'last seen',
  'reference',
  'document',
  'content',
  'emergency',
  'handle',
  'messages',
  'told',
  'plan',
] as const
export type KindOfMarker = (typeof kindsOfMarker)[number]

/** The account behind every child of the world. */
const sharedHandle = 'facebook: invented.hunter'

export type Planted = { column: Column; child: Id; names: Names; words: Record<KindOfMarker, string> }
export type Marker = { column: Column; kind: KindOfMarker }

export type Answer = { status: number; body: string; to: string; headers: Headers }
export type Asking = {
  method?: 'GET' | 'POST'
  form?: Record<string, string>
  /** What the form says of its session: the right token, or none. */
  token?: 'right' | 'none'
}

export type World = {
  register: TestRegister
  site: Site
  children: Record<Column, Planted>
  things: Things
  /** The same things of the other council. */
  elsewhere: Things & { team: string }
  teams: { north: Id; south: Id }
  /** Searches on a page as a person does: by its form, to the page that it leads to. */
  search: (who: Worker | Stranger, path: string, words: string) => Promise<Answer>
  ask: (who: Worker | Stranger, path: string, how?: Asking) => Promise<Answer>
  /** The database as somebody sees it, without the application. */
  seenBy: (worker: Worker) => Db
  /** Every marker that stands in a text. */
  markersIn: (text: string) => Marker[]
  own: <Row>(what: string, values?: unknown[]) => Promise<Row[]>
  /** How much is written down about children. */
  written: () => Promise<Record<string, number>>
  /** A child of the North team, for what is really to be saved. */
  another: (column: Column) => Promise<Planted>
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
const spelt = (n: number): string =>
  [5, 4, 3, 2, 1, 0].map((place) => letters[Math.floor(n / 26 ** place) % 26]).join('')
/** Words of one length, so that none stands within another. */
const markerPattern = /Zq[a-z]{6}/gi

export async function aWorld(register: TestRegister): Promise<World> {
  const { council } = register
  const own = <Row>(what: string, values: unknown[] = []) =>
    asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])
  // How often somebody may ask is tried elsewhere: here everything is asked at once.
  // Whatever is said for as long as somebody listens is over at once here.
  const over = new AbortController()
  over.abort()
  const { watch, ...rest } = siteOf(register)
  const site: Site = {
    ...rest,
    watch: () => watch(over.signal),
    limits: { pages: 1e9, signIns: 1e9, searches: 1e9 },
  }
  const app: Hono = makeApp(site)
  const known = new Map<string, Marker>()
  let planted = 0
  const plant = (column: Column, kind: KindOfMarker): string => {
    const word = `Zq${spelt(planted++)}`
    known.set(word.toLowerCase(), { column, kind })
    return word
  }

  const aTeam = async (name: string, of = council.id): Promise<Id> => {
    const id = newId()
    await own('insert into team (council, id, name) values ($1, $2, $3)', [of, id, name])
    return id
  }
  const anAccount = async (role: string, team: Id | null, of = council.id): Promise<Id> => {
    const id = newId()
    await own('insert into account (council, id, name, email, role, team) values ($1, $2, $3, $4, $5, $6)', [
      of,
      id,
      `Invented ${role}`,
      `${id}@marram.example`,
      role,
      team,
    ])
    return id
  }
  const aSession = async (account: Id, of = council.id): Promise<string> => {
    const token = newToken()
    await own('insert into session (council, token, account) values ($1, $2, $3)', [
      of,
      tokenPrint(token),
      account,
    ])
    return token
  }

  // ---- another council in the same database ------------------------------------------------------------------
  await own("insert into council (id, code, name) values (2, 'E06000014', 'Elsewhere')")
  await own(
    "insert into head (council, shard, seq, at, hash) select 2, shard, 0, clock_timestamp(), '\\x' from generate_series(0, 2) shard",
  )
  const there: TestRegister = {
    ...register,
    council: { id: 2, code: 'E06000014', name: 'Elsewhere' },
    vault: () => openVault(register.keys, 2),
    permit: (role, action) =>
      must(decide({ ...register.person(role), council: 2 }, action, { council: 2 }), 'elsewhere'),
  }

  // ---- people ------------------------------------------------------------------------------------------------
  const north = await aTeam('North')
  const south = await aTeam('South')
  const accounts: Partial<Record<Worker, Id>> = {}
  const tokens: Partial<Record<Worker | Stranger, string>> = {}
  for (const worker of signedIn) {
    const alone = worker.endsWith(' without a team')
    const account = await anAccount(worker.replace(' without a team', ''), alone ? null : north)
    accounts[worker] = account
    // Only who can sign in could be the second person of a real register.
    if (worker === 'ig-officer') await own("update account set password = 'none' where id = $1", [account])
    tokens[worker] = await aSession(account)
  }
  const stranger = async (who: Stranger, change: string): Promise<void> => {
    const account = await anAccount('social-worker' satisfies Role, north)
    tokens[who] = await aSession(account)
    await own(change, [account])
  }
  await stranger('a leaver', 'update account set left_at = clock_timestamp() where id = $1')
  await stranger(
    'idle for 21 minutes',
    "update session set seen_at = clock_timestamp() - interval '21 minutes' where account = $1",
  )
  await stranger(
    'here for 13 hours',
    "update session set created_at = clock_timestamp() - interval '13 hours' where account = $1",
  )
  await stranger('signed out', 'update session set ended_at = clock_timestamp() where account = $1')
  tokens['a made-up cookie'] = newToken()
  const southElsewhere = await aTeam('Elsewhere team', 2)
  const personElsewhere = await anAccount('administrator', null, 2)
  tokens['somebody of another council'] = await aSession(await anAccount('manager', null, 2), 2)

  // The card of another council, of whom nothing but the name is shown.
  await own(
    "insert into partner (council, id, authority, signing, sealing) values (1, $1, 'E06000015', '\\x01', 'age1pq1invented')",
    [newId()],
  )
  const place = await anOffer(register, accounts['manager'] ?? newId())

  // ---- children ----------------------------------------------------------------------------------------------
  async function child(column: Column, team: Id | null, of: TestRegister = register): Promise<Planted> {
    const words = Object.fromEntries(kindsOfMarker.map((kind) => [kind, plant(column, kind)])) as Record<
      KindOfMarker,
      string
    >
    const id = await aChild({ ...of, team: team ?? north }, words.number, [
      said('name', 'usual', { sealed: { forename: words.forename, surname: words.surname } }),
      said('alias', '', { sealed: { name: words.alias } }),
      said('reference', 'home-office', { sealed: { value: words['home office'] } }),
      said('episode', 'V2', { from: day('2025-06-01'), attributes: { reasonNew: 'S', place: 'U4' } }),
      said('placement', 'U4', {
        from: day('2025-06-01'),
        sealed: { address: `9 ${words.address} Row`, with: words.household },
      }),
      said('trafficking', 'indicators', {
        from: day('2025-07-01'),
        sealed: { source: 'A meeting', reference: words.reference },
      }),
      moment('contact', 'account', day('2025-08-01'), null, {
        sealed: { handle: `facebook: ${words.handle}`, written: `facebook ${words.handle}` },
      }),
      // Behind every child of the council, and so behind those who hang together.
      moment('contact', 'account', day('2025-08-02'), null, {
        sealed: { handle: sharedHandle, written: sharedHandle },
      }),
      moment('messages', '', day('2025-08-01'), null, {
        sealed: { title: 'An invented phone', text: `Come to ${words.messages} tonight` },
      }),
      moment('disclosure', 'crime', day('2025-08-01'), null, {
        sealed: {
          recipient: 'Invented Police',
          told: JSON.stringify([{ title: 'Name', lines: [words.told] }]),
          fields: 'name',
        },
      }),
      said('safety-plan', '', { from: day('2025-06-01'), sealed: { codeWord: words.plan } }),
      moment('note', '', day('2025-08-01'), null, { sealed: { text: `Said ${words.note} twice` } }),
      said('missing', 'M', {
        from: day('2026-01-02'),
        ...(column === 'missing now' ? {} : { until: day('2026-01-05') }),
        sealed: { where: `At ${words['last seen']}` },
      }),
    ])
    const document = newId()
    const permit = must(
      decide({ ...of.person('manager'), council: of.council.id, team: null }, 'add a document', {
        council: of.council.id,
        child: standingFor(of.council.id, id, null),
      }),
      'a manager keeps a document',
    )
    const vault = of.vault()
    const source = await formSource(of.db, of.council.id)
    const photo = newId()
    const kept = [
      await record(of.db, {
        permit,
        vault,
        changes: [
          {
            does: 'add',
            child: id,
            fact: document,
            about: null,
            said: moment('document', 'letter', day('2025-09-01'), null, {
              sealed: { title: words.document },
            }),
            source,
          },
        ],
        also: keepContent(permit, vault, id, document, {
          type: 'application/pdf',
          bytes: Buffer.from(`%PDF-1.7 ${words.content}`),
          removed: [],
        }),
      }),
      await record(of.db, {
        permit,
        vault,
        changes: [
          {
            does: 'add',
            child: id,
            fact: photo,
            about: null,
            said: moment('photo', '', day('2025-09-01'), null, { sealed: { title: words.document } }),
            source,
          },
        ],
        also: keepContent(
          permit,
          vault,
          id,
          photo,
          { type: 'image/jpeg', bytes: Buffer.from(`invented picture ${words.content}`), removed: [] },
          'chronology',
        ),
      }),
    ]
    if (!kept.every((one) => one.ok)) throw new Error('a document and a photo are kept')
    if (team === null) await own('update child set team = null where id = $1', [id])
    const transfer = newId()
    await theTransfer(of, id, transfer, own)
    const rows = await own<{ kind: number; fact: string; id: string }>(
      'select kind, fact, id from entry where child = $1',
      [id],
    )
    const of16 = rows.find((row) => row.kind === 16)
    const factOf = (kind: number) => rows.find((row) => row.kind === kind)?.fact ?? ''
    return {
      column,
      child: id,
      words,
      names: {
        child: id,
        placement: factOf(7),
        document,
        photo,
        note: of16?.fact ?? '',
        seenNote: of16?.id ?? '',
        missing: factOf(12),
        messages: factOf(36),
        disclosure: factOf(37),
        offered: place,
        transfer,
        colleague: accounts['missing-coordinator'] ?? '',
      },
    }
  }
  const unknownChild: Planted = {
    column: 'of nobody',
    child: newId(),
    words: Object.fromEntries(kindsOfMarker.map((kind) => [kind, plant('of nobody', kind)])) as Record<
      KindOfMarker,
      string
    >,
    names: {
      child: '',
      placement: newId(),
      document: newId(),
      photo: newId(),
      note: newId(),
      seenNote: newId(),
      missing: newId(),
      messages: newId(),
      disclosure: newId(),
      offered: newId(),
      transfer: newId(),
      colleague: newId(),
    },
  }
  unknownChild.names.child = unknownChild.child
  const teamOf = (column: Column): Id | null =>
    column === 'own team' || column === 'restricted and not named'
      ? north
      : column === 'no team'
        ? null
        : south
  const children = {} as Record<Column, Planted>
  for (const column of columns) {
    children[column] =
      column === 'of nobody'
        ? unknownChild
        : column === 'of another council'
          ? await child(column, southElsewhere, there)
          : await child(column, teamOf(column))
  }
  const stands = async (column: Column, relation: string, until: string | null): Promise<void> => {
    for (const worker of signedIn)
      await own(
        `insert into standing (council, child, account, relation, from_at, until_at)
         values ($1, $2, $3, $4, clock_timestamp() - interval '1 day', clock_timestamp() + $5::interval)`,
        [council.id, children[column].child, accounts[worker], relation, until],
      )
  }
  await stands('allocated', 'allocated', null)
  await stands('co-worker', 'co-worker', null)
  for (const relation of ['allocated', 'co-worker', 'named', 'broken glass'])
    await stands('former', relation, '-1 minute')
  // As near as one can stand without being named: allocated, of the team, and missing now.
  await stands('restricted and not named', 'allocated', null)
  await stands('restricted and not named', 'co-worker', null)
  await stands('restricted and named', 'named', null)
  await stands('restricted and once named', 'named', '-1 minute')
  await stands('broken glass', 'broken glass', '2 hours')
  await stands('broken glass on a restricted record', 'broken glass', '2 hours')
  await stands('broken glass that has ended', 'broken glass', '-1 minute')
  await own("update child set sensitivity = 'restricted' where id = any($1::uuid[])", [
    columns.filter((one) => one.includes('restricted')).map((one) => children[one].child),
  ])
  await own("update child set desk_until = 'infinity' where id = $1", [
    children['restricted and not named'].child,
  ])
  const desk = (column: Column, when: string) =>
    own('update child set desk_until = clock_timestamp() + $2::interval where id = $1', [
      children[column].child,
      when,
    ])
  await desk('found within 72 hours', '71 hours')
  await desk('found before that', '-1 minute')

  // A record of every child was opened in an emergency, by somebody who has left, and waits for a review.
  const opener = await anAccount('duty', null)
  await own('update account set left_at = clock_timestamp() where id = $1', [opener])
  for (const column of columns.filter((one) => !one.startsWith('of '))) {
    const { child: id, words } = children[column]
    const vault = register.vault()
    await vault.load(register.db, [id])
    const emergency = newId()
    await own(
      `insert into emergency (council, id, child, account, reason, sealed, until_at, review_due)
       values ($1, $2, $3, $4, 'medical', $5, clock_timestamp() - interval '1 hour', current_date)`,
      [
        council.id,
        emergency,
        id,
        opener,
        vault.seal(id, 'chronology', 'emergency', emergency, `Because of ${words.emergency}`),
      ],
    )
  }

  // ---- things of the register ----------------------------------------------------------------------------------
  const header = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n'
  await importing(register, { 'header.csv': `${header}ASIDE1,1,31/02/2010,BAFR,,,\n` })
  const [aside] = await own<{ id: string; run: string }>('select id, run from aside where council = 1')
  const elsewhere = { run: newId(), aside: newId() }
  await own(`insert into import (council, id, actor, files, result) values (2, $1, 'os:test', '[]', '{}')`, [
    elsewhere.run,
  ])
  await own(
    `insert into aside (council, id, run, print, part, file, line, at_column, sealed)
     values (2, $1, $2, '\\x01', 'header', 'header.csv', 2, 'DOB', '\\x01')`,
    [elsewhere.aside, elsewhere.run],
  )
  const request = await theRequests(
    register,
    accounts['data-officer'] ?? newId(),
    accounts['manager'] ?? newId(),
  )
  const elsewhereRequest = newId()
  await own(
    `insert into request_step (council, request, step, what, by, sealed) values (2, $1, 1, 'received', $2, '\\x01')`,
    [elsewhereRequest, personElsewhere],
  )
  const claimed = await theClaim(register, accounts['manager'] ?? newId())
  await own('update child set team = null where id = $1', [claimed])
  const elsewhereReleased = newId()
  await own(
    `insert into released_table (council, id, by, source, measure, period_from, period_to, settings, split_by, treatment)
     values (2, $1, $2, 'elsewhere', '1c', '2024-01-01', '2024-12-31', '{}', '{}', 'exact')`,
    [elsewhereReleased, personElsewhere],
  )
  const things: Things = {
    request: request.waiting,
    approved: request.approved,
    released: request.released,
    claimed,
    place,
    aside: aside?.id ?? '',
    import: aside?.run ?? '',
    person: accounts['social-worker'] ?? '',
    job: 'a-job',
    cluster: register.vault().node('account', sharedHandle).toString('hex'),
  }
  site.jobs.set('a-job', {
    id: 'a-job',
    account: accounts['data-officer'] ?? null,
    files: ['header.csv'],
    progress: { step: 'reading', done: 0, of: 0 },
    stop: new AbortController(),
    outcome: { state: 'running' },
  })
  site.jobs.set('job-of-another', {
    id: 'job-of-another',
    account: newId(),
    files: ['header.csv'],
    progress: { step: 'reading', done: 0, of: 0 },
    stop: new AbortController(),
    outcome: { state: 'running' },
  })

  const ask: World['ask'] = async (who, path, { method = 'GET', form = {}, token = 'right' } = {}) => {
    const cookie = tokens[who]
    const headers: Record<string, string> =
      cookie === undefined ? {} : { cookie: `__Host-turnstone=${cookie}` }
    const init: RequestInit = { method, headers }
    if (method === 'POST') {
      headers['content-type'] = 'application/x-www-form-urlencoded'
      const body = new URLSearchParams(form)
      if (token === 'right') {
        headers['sec-fetch-site'] = 'same-origin'
        body.set('token', formToken(site, cookie === undefined ? null : { token: cookie }))
        body.set('once', newId())
      }
      init.body = body.toString()
    }
    const answer = await app.request(`http://localhost${path}`, init)
    return {
      status: answer.status,
      body: await answer.text(),
      to: answer.headers.get('location') ?? '',
      headers: answer.headers,
    }
  }

  return {
    register,
    site,
    children,
    things,
    elsewhere: {
      request: elsewhereRequest,
      approved: elsewhereRequest,
      released: elsewhereReleased,
      claimed: newId(),
      place: newId(),
      aside: elsewhere.aside,
      import: elsewhere.run,
      person: personElsewhere,
      job: 'job-of-another',
      cluster: things.cluster.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      team: southElsewhere,
    },
    teams: { north, south },
    own,
    seenBy: (worker) => personsView(register.pages, tokens[worker] ?? ''),
    ask,
    search: async (who, path, words) => {
      const sent = await ask(who, path, { method: 'POST', form: { find: words } })
      return sent.status === 303 && sent.to !== '' ? ask(who, sent.to) : sent
    },
    markersIn: (text) =>
      [...new Set([...text.matchAll(markerPattern)].map((match) => match[0].toLowerCase()))].flatMap(
        (word) => {
          const marker = known.get(word)
          return marker === undefined ? [] : [marker]
        },
      ),
    written: async () => {
      const [counts] = await own<Record<string, string>>(
        `select (select count(*) from entry) as entries, (select count(*) from entry where known_until is null) as current,
                (select count(*) from withdrawal) as withdrawals, (select count(*) from child) as children,
                (select count(*) from said) as said, (select count(*) from standing) as standings,
                (select count(*) from record_key) as keys,
                (select count(*) from emergency where reviewed_at is null) as emergencies,
                (select count(*) from second_person) as asked,
                (select count(*) from child where sensitivity = 'restricted') as restricted`,
      )
      return Object.fromEntries(Object.entries(counts ?? {}).map(([name, n]) => [name, Number(n)]))
    },
    another: (column) => child(column, north),
  }
}

/** Does many things, some at a time, and comes back when all are done. */
export async function allOf<T>(
  list: readonly T[],
  work: (one: T) => Promise<void>,
  atOnce = 6,
): Promise<void> {
  const rest = list.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const one of rest) await work(one)
    }),
  )
}

/** A page without what differs from one showing to the next. */
export const plain = (body: string): string => body.replaceAll(/name="once" value="[^"]*"/g, 'name="once"')

/** A home with room for everybody. */
async function anOffer(register: TestRegister, manager: Id): Promise<Id> {
  const { db, keys, council } = register
  const person: Person = {
    council: council.id,
    account: manager,
    actor: `account:${manager}`,
    name: 'An invented manager',
    role: 'manager',
    team: null,
  }
  const permit = must(
    decide(person, 'keep the places', { council: council.id }),
    'a manager keeps the places',
  )
  return addOffer(db, permit, keys, register.vault(), {
    kind: 'foster',
    name: 'An invented foster family',
    address: '',
    contact: '',
    words: '',
    ages: { least: 0, most: 25 },
    sex: 'any',
    languages: [],
    places: 500,
    from: day('2025-01-01'),
  })
}

/** A child of no team for whom the grant is claimed, in a month that a manager has closed. */
async function theClaim(register: TestRegister, manager: Id): Promise<Id> {
  const { db, council } = register
  await importing(register, {
    'header.csv': 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nCLAIMED1,1,15/06/2010,BAFR,,,\n',
    'episodes.csv':
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_LOCATION,PL_DISTANCE\nCLAIMED1,10/01/2024,S,V2,N8,U4,PR1,,,,,,,,\n',
    'uasc.csv': 'CHILD,SEX,DOB,DUC\nCLAIMED1,1,15/06/2010,\n',
  })
  const person: Person = {
    council: council.id,
    account: manager,
    actor: `account:${manager}`,
    name: 'An invented manager',
    role: 'manager',
    team: null,
  }
  const may = { council: council.id }
  const claims = must(decide(person, 'claim the grant', may), 'a manager sees the claim')
  const closes = must(decide(person, 'close a month', may), 'a manager closes a month')
  const month = day('2025-01-01')
  const tiers = { before: 'standard', now: 'standard' } as const
  const read = await monthOfClaim(db, claims, register.vault(), month, tiers)
  const told = { tier: tiers.now, cost: 3000, seen: read.seen, after: 0 }
  must(await closeMonth(db, closes, month, told, day('2026-11-01')), 'the month is closed')
  return read.lines[0]?.child ?? newId()
}

/** A transfer of a child that was proposed by hand, with a package of which nothing can be read. */
async function theTransfer(of: TestRegister, child: Id, transfer: Id, own: World['own']): Promise<void> {
  must(
    await record(of.db, {
      permit: of.permit('data-officer', 'exchange packages'),
      vault: of.vault(),
      changes: [
        {
          does: 'add',
          child,
          fact: newId(),
          about: null,
          source: await formSource(of.db, of.council.id),
          said: moment('transfer', 'proposed', londonDate(instantOf(new Date())), null, {
            attributes: {
              transfer,
              with: 'E06000015',
              role: 'sending',
              way: 'hand',
              side: 'sending',
              number: 1,
              after: 0,
              days: 10,
            },
          }),
        },
      ],
    }),
    'a transfer is proposed',
  )
  await own(
    `insert into transfer_package (council, child, transfer, way, number, step, partner, at, print, sealed)
     values ($1, $2, $3, 'sent', 1, 'proposed', 'E06000015', clock_timestamp(), sha256('\\x01'), '\\x01')`,
    [of.council.id, child, transfer],
  )
}

/** Requests of which every page has something to show: one that waits for a second person, one that is approved. */
async function theRequests(
  register: TestRegister,
  account: Id,
  manager: Id,
): Promise<{ waiting: Id; approved: Id; released: Id }> {
  const { db, keys, council } = register
  const person = (role: 'data-officer' | 'manager', who: Id): Person => ({
    council: council.id,
    account: who,
    actor: `account:${who}`,
    name: `An invented ${role}`,
    role,
    team: null,
  })
  const may = { council: council.id }
  const officer = person('data-officer', account)
  const permit = must(decide(officer, 'answer a request', may), 'a data officer answers')
  const asks = must(decide(officer, 'ask a question', may), 'a data officer asks')
  const approves = must(decide(person('manager', manager), 'approve an answer', may), 'a manager approves')
  const waiting = async (): Promise<Id> => {
    const id = await receive(db, permit, keys, {
      receivedOn: day('2026-11-02'),
      law: 'FOIA',
      from: 'An invented charity',
      text: '1. How many unaccompanied children went missing in 2025?',
    })
    const working = (seen: number) => ({ db, permit, keys, id, seen })
    const mapping = {
      parts: [{ asks: 'How many went missing?', measure: '2b', by: ['nationality'] }],
      periods: [{ from: day('2025-01-01'), to: day('2025-12-31') }],
      knownOn: null,
      settings: usualSettings,
    }
    must(await mapRequest(working(1), mapping), 'parts are confirmed')
    must(await freeze(working(2), asks, council, null, instantOf(new Date())), 'numbers are frozen')
    const decisions = [
      { disclosure: 'suppress' as const, exemption: '' as const, reason: 'Invented: they are few' },
    ]
    must(await decideTables(working(3), decisions), 'the tables are decided about')
    must(await protectRequest(working(4), asks, council), 'the tables are protected')
    return id
  }
  const approved = await waiting()
  must(await approve(db, approves, keys, { id: approved, seen: 5 }, 'approved', ''), 'somebody else approves')
  await addElsewhere(db, permit, {
    request: null,
    source: 'An invented report',
    measure: '1c',
    period: { from: day('2019-01-01'), to: day('2019-12-31') },
    settings: {},
    splitBy: ['sex'],
    knownOn: null,
    treatment: 'suppress',
    threshold: 5,
    base: null,
    cells: [
      { under: { sex: 'F' }, printed: null, low: null, high: null },
      { under: {}, printed: 12, low: 12, high: 12 },
    ],
  })
  const [table] = await ledger(db, permit)
  return { waiting: await waiting(), approved, released: table?.id ?? newId() }
}
