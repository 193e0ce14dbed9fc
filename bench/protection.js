// npm run bench:protection: what protection costs. Pages with row-level security and the trail on, beside the same pages
// without both; a hidden child beside an unknown one; looks written per second by 16 writers. Nothing here asserts.
import { spawnSync } from 'node:child_process'
import { cpus, tmpdir } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../bin/build.js'

build()
const access = await import('../dist/access/index.js')
const database = await import('../dist/database/index.js')
const web = await import('../dist/web/index.js')
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const children = Number(process.argv[2] ?? 10_000)
const folder = mkdtempSync(join(tmpdir(), 'turnstone-bench-'))
const data = join(folder, 'data')
const turnstone = (...args) => {
  const ran = spawnSync(process.execPath, [join(root, 'bin', 'turnstone.js'), ...args], { encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(ran.stderr)
}
const quantile = (list, q) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))]
const show = (what, list) =>
  process.stdout.write(
    `  ${what.padEnd(58)} p50 ${quantile(list, 0.5).toFixed(1)} ms, p95 ${quantile(list, 0.95).toFixed(1)} ms\n`,
  )

process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`)
turnstone(
  'invent',
  '--children',
  String(children),
  '--seed',
  '1',
  '--until',
  '2026-01-31',
  '--out',
  join(folder, 'files'),
)
turnstone('import', join(folder, 'files'), '--council', 'E10000016', '--data', data, '--json')

const home = await database.openHome({
  folder: data,
  as: { pid: process.pid, kind: 'command' },
  environment: process.env,
  password: () => '',
  connections: 20,
})
try {
  const { keys, council } = await access.openRegister(home.db, data, `${data}.key`)
  const people = await database.asOwner(home.owner, async (client) => {
    const team = database.newId()
    await client.query("insert into team (council, id, name) values (1, $1, 'Bench')", [team])
    await client.query('update child set team = $1 where id in (select id from child order by id limit 25)', [
      team,
    ])
    const made = {}
    for (const role of ['social-worker', 'missing-coordinator', 'duty']) {
      const id = database.newId()
      const token = access.newToken()
      await client.query(
        "insert into account (council, id, name, email, role, team) values (1, $1, 'Bench', $2, $3, $4)",
        [id, `${role}@bench.example`, role, role === 'social-worker' ? team : null],
      )
      await client.query('insert into session (council, token, account) values (1, $1, $2)', [
        access.tokenPrint(token),
        id,
      ])
      made[role] = `__Host-turnstone=${token}`
    }
    return made
  })
  const ids = await database.asOwner(home.owner, async (client) => ({
    mine: (await client.query('select id from child where team is not null limit 25')).rows.map(
      (row) => row.id,
    ),
    hidden: (await client.query('select id from child where team is null limit 200')).rows.map(
      (row) => row.id,
    ),
    busy: (
      await client.query(
        'select child as id from entry where child in (select id from child where team is not null) group by child order by count(*) desc limit 1',
      )
    ).rows[0].id,
  }))
  const searches = web.searchesInMemory()
  const search = searches.keep(people['missing-coordinator'].split('=')[1], 'mar')
  const site = (extra) => ({
    register: home.db,
    pages: home.pages,
    keys,
    council,
    demonstration: false,
    vault: () => access.openVault(keys, council.id),
    look: access.lookWriter(home.db, council.id),
    now: () => new Date().toISOString().replace('Z', '000Z'),
    jobs: new Map(),
    searches,
    sharesOwed: () => Promise.resolve(false),
    limits: { pages: Infinity, signIns: Infinity, searches: Infinity },
    warnings: [],
    tls: false,
    ...extra,
  })
  // Off: the same queries as the register's own role, whose policies let everything through, and no row of the trail.
  const asRegister = database.openPool({ ...home.owner, user: 'turnstone_register' }, 20)
  const off = web.makeApp(
    site({
      look: () => Promise.resolve(),
      pages: {
        connect: async () => {
          const client = await asRegister.connect()
          return {
            query: (text, values) =>
              client.query(text.startsWith?.('begin; select act_as') ? 'begin' : text, values),
            release: (error) => client.release(error),
          }
        },
      },
    }),
  )
  const on = web.makeApp(site({}))
  const time = async (app, cookie, path) => {
    const began = process.hrtime.bigint()
    const response = await app.request(`http://localhost${path}`, { headers: { cookie } })
    await response.text()
    return Number(process.hrtime.bigint() - began) / 1e6
  }
  const pages = [
    [
      'social worker: a child’s record',
      'social-worker',
      () => `/children/${ids.mine[Math.floor(Math.random() * ids.mine.length)]}`,
    ],
    ['social worker: the record with most entries', 'social-worker', () => `/children/${ids.busy}`],
    ['social worker: the children of the team', 'social-worker', () => '/children'],
    ['missing co-ordinator: all children, first page', 'missing-coordinator', () => '/children'],
    [
      'missing co-ordinator: search by part of a name',
      'missing-coordinator',
      () => `/children?search=${search}`,
    ],
    ['duty: today', 'duty', () => '/'],
  ]
  process.stdout.write(`\n${children.toLocaleString('en-GB')} children; on and off in turn, in one run\n`)
  for (const [what, role, path] of pages) {
    const times = { on: [], off: [] }
    for (let i = 0; i < 5; i++) for (const app of [on, off]) await time(app, people[role], path())
    for (let i = 0; i < 40; i++) {
      times.on.push(await time(on, people[role], path()))
      times.off.push(await time(off, people[role], path()))
    }
    show(`${what}, on`, times.on)
    show(`${what}, off`, times.off)
  }
  const missing = { hidden: [], unknown: [] }
  for (let i = 0; i < 200; i++) {
    missing.hidden.push(
      await time(on, people['social-worker'], `/children/${ids.hidden[i % ids.hidden.length]}`),
    )
    missing.unknown.push(await time(on, people['social-worker'], `/children/${database.newId()}`))
  }
  process.stdout.write('\nA child who may not be opened, beside one that does not exist\n')
  show('hidden', missing.hidden)
  show('unknown', missing.unknown)

  process.stdout.write('\nRows of the trail a second, 16 writers, 5 seconds each\n')
  const act = {
    actor: 'bench',
    action: 'open a child',
    subject: '',
    count: 1,
    digest: '',
    outcome: 'seen',
    page: '/bench',
  }
  for (const [what, write] of [
    ['looks, batched', access.lookWriter(home.db, council.id)],
    ['other acts, one transaction each', (one) => access.note(home.db, council.id, one)],
  ]) {
    let rows = 0
    const waits = []
    const until = Date.now() + 5000
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (Date.now() < until) {
          const began = process.hrtime.bigint()
          await write(act)
          waits.push(Number(process.hrtime.bigint() - began) / 1e6)
          rows++
        }
      }),
    )
    process.stdout.write(
      `  ${what.padEnd(58)} ${Math.round(rows / 5).toLocaleString('en-GB')} rows a second\n`,
    )
    show(`  each waited`, waits)
  }
  await asRegister.end()
} finally {
  await home.close()
  rmSync(folder, { recursive: true, force: true })
}
