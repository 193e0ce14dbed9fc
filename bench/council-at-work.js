// A large invented council as it is after years of work: its children in teams, its workers signed in, its trail long.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { turnstone } from './system.js'

/** Who works in the office and in the night: 50 people as they come, more or fewer in the same shares. */
const shares = { 'social-worker': 24, duty: 12, manager: 8, 'missing-coordinator': 6 }
const roles = Object.entries(shares).flatMap(([role, count]) =>
  Array.from({ length: count }, (_, i) => ({ role, place: (i + 0.5) / count })),
)
const rolesInTurn = roles.toSorted((a, b) => a.place - b.place).map((one) => one.role)

const childrenInATeam = 250

/** Makes the register of an invented council, as its own files would; one that is there is used as it is. */
export async function makeCouncil(folder, data, children, today) {
  if (existsSync(data)) return
  const files = join(folder, 'files')
  for (const words of [
    ['invent', '--children', children, '--seed', '1', '--until', today, '--out', files],
    ['import', files, '--council', 'E10000016', '--data', data, '--json'],
  ]) {
    const ran = await turnstone(...words.map(String))
    if (ran.exit !== 0) throw new Error(ran.out)
  }
}

/**
 * Puts children into teams and workers into accounts with a session each (to sign in is not what is measured), and
 * fills the trail. Managers see the whole council unless they are managers of teams. What the office needs to know comes back.
 */
export async function bringToWork(data, { people, rows, managersOfTeams = false, onProgress }) {
  const access = await import('../dist/access/index.js')
  const database = await import('../dist/database/index.js')
  const home = await database.openHome({
    folder: data,
    as: { pid: process.pid, kind: 'command' },
    environment: process.env,
    password: () => '',
    connections: 4,
  })
  try {
    return await database.asOwner(home.owner, async (client) => {
      const { council } = await access.openRegister(home.db, data, `${data}.key`)
      const there = (await client.query('select id from team order by id')).rows.map((row) => row.id)
      const teams = there.length > 0 ? there : await makeTeams(client, database.newId)
      const workers = []
      for (let i = 0; i < people; i++) {
        const role = rolesInTurn[i % rolesInTurn.length]
        const token = access.newToken()
        const ofATeam = role === 'social-worker' || (role === 'manager' && managersOfTeams)
        const team = ofATeam ? teams[i % teams.length] : null
        const email = `worker${i + 1}@bench.example`
        await client.query(
          `insert into account (council, id, name, email, role, team) values (1, $1, $2, $3, $4, $5)
           on conflict (council, email) do nothing`,
          [database.newId(), `Invented worker ${i + 1}`, email, role, team],
        )
        const { id } = (await client.query('select id from account where email = $1', [email])).rows[0]
        await client.query('insert into session (council, token, account) values (1, $1, $2)', [
          access.tokenPrint(token),
          id,
        ])
        workers.push({ id, role, team, cookie: `__Host-turnstone=${token}`, mark: access.sessionMark(token) })
      }
      const children = (await client.query("select id, team, desk_until = 'infinity' as missing from child"))
        .rows
      const { seq } = (await client.query('select sum(seq)::int as seq from head')).rows[0]
      const look = access.lookWriter(home.db, council.id)
      await fillTrail(look, { workers, children, rows: Math.max(0, rows - seq), onProgress })
      // The office is measured as on any later day: with the statistics that PostgreSQL gathers by itself in a while.
      await client.query('vacuum analyze')
      return { workers, children }
    })
  } finally {
    await home.close()
  }
}

async function makeTeams(client, newId) {
  const { rows } = await client.query('select count(*)::int as n from child')
  const teams = []
  for (let i = 0; i < Math.max(1, Math.round(rows[0].n / childrenInATeam)); i++) {
    const id = newId()
    await client.query('insert into team (council, id, name) values (1, $1, $2)', [id, `Team ${i + 1}`])
    teams.push(id)
  }
  await client.query(
    `update child c set team = ($1::uuid[])[1 + n % $2] from (select id, row_number() over (order by id) as n from child) t
      where t.id = c.id`,
    [teams, teams.length],
  )
  return teams
}

/**
 * Rows of the trail as pages write them, through the writer that pages use, so that the chain is a real one. As many
 * wait at once as the writer takes into one transaction, several times over: only the batches count.
 */
async function fillTrail(look, { workers, children, rows, onProgress }) {
  let written = 0
  const began = performance.now()
  const writeOn = async (i) => {
    for (; i < rows; i += 1000) {
      const worker = workers[i % workers.length]
      const child = children[i % children.length].id
      await look({
        actor: worker.id,
        action: 'open a child',
        subject: child,
        count: 1,
        digest: '',
        outcome: 'seen',
        ids: [child],
        page: '/children/:child',
        session: worker.mark,
      })
      if (++written % 100_000 === 0) onProgress(written, (performance.now() - began) / 1000)
    }
  }
  await Promise.all(Array.from({ length: Math.min(1000, rows) }, (_, i) => writeOn(i)))
}
