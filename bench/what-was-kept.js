// What the register holds after the crashes, beside what was acknowledged: lost, doubled or half saved.
import { join } from 'node:path'
import { turnstone } from './system.js'

/** What each kind of save writes that carries its mark, by kind of entry. */
const written = {
  note: { note: 1 },
  placement: { placement: 1 },
  report: { missing: 1, told: 1 },
  located: { located: 1 },
  returned: { returned: 1 },
  'new child': { reference: 1, name: 1 },
}

/** Opens the register of a data folder, as the owner of the key and of the database. */
async function opened(data, work) {
  const access = await import('../dist/access/index.js')
  const database = await import('../dist/database/index.js')
  const home = await database.openHome({
    folder: data,
    as: { pid: process.pid, kind: 'command' },
    environment: process.env,
    password: () => '',
    connections: 2,
  })
  try {
    const { keys, council } = await access.openRegister(home.db, data, `${data}.key`)
    return await database.asOwner(home.owner, (client) =>
      work({ client, db: home.db, vault: access.openVault(keys, council.id) }),
    )
  } finally {
    await home.close()
  }
}

/** When something was last saved, to tell what the workers wrote from what was there before. */
export const lastSaved = (data) =>
  opened(data, async ({ client }) => {
    const { rows } = await client.query('select at::text as at from head where shard = 0')
    return rows[0].at
  })

/** Every marked entry, by its mark: facts by kind, and how many versions are current. */
async function marksIn({ client, db, vault }, since) {
  const { kindName, kindOf } = await import('../dist/standard/index.js')
  const marks = new Map()
  const { rows } = await client.query(
    `select child, id, fact, kind, known_until is null as current, extract(epoch from known_from) * 1000 as at, sealed
       from entry where known_from > $1::timestamptz and sealed is not null order by child`,
    [since],
  )
  await vault.load(db, [...new Set(rows.map((row) => row.child))])
  for (const row of rows) {
    const kind = kindName(row.kind)
    const text = vault.open(row.child, kindOf(kind).compartment, 'entry', row.id, row.sealed)
    for (const mark of new Set(text.toLowerCase().match(/mark-[a-j]+x[a-j]+/g) ?? [])) {
      const facts = marks.get(mark) ?? new Map()
      const fact = facts.get(row.fact) ?? { kind, current: 0, first: Infinity }
      if (row.current) fact.current++
      fact.first = Math.min(fact.first, Number(row.at))
      marks.set(mark, facts.set(row.fact, fact))
    }
  }
  return marks
}

/** Rows that belong together and do not stand together, whoever wrote them: each question is answered by 0. */
const halves = {
  'an entry without the row of the trail of its moment': `
    select count(distinct e.known_from) from entry e where e.known_from > $1::timestamptz
       and not exists (select 1 from audit a where a.shard = 0 and a.at = e.known_from)`,
  'a row of the trail without an entry of its moment': `
    select count(*) from audit a where a.shard = 0 and a.at > $1::timestamptz
       and not exists (select 1 from entry e where e.known_from = a.at)`,
  'a save whose key is not remembered, or a key without its save': `
    select abs((select count(*) from request r where (r.result ->> 'at')::timestamptz > $1::timestamptz)
             - (select count(*) from audit a where a.shard = 0 and a.at > $1::timestamptz))`,
  'a remembered entry that is not there': `
    select count(*) from request r, jsonb_each_text(r.result -> 'entries') made
     where (r.result ->> 'at')::timestamptz > $1::timestamptz
       and not exists (select 1 from entry e where e.id = made.value::uuid)`,
  'an end without what ended it': `
    select count(*) from entry e where e.known_until > $1::timestamptz
       and not exists (select 1 from entry n where n.child = e.child and n.fact = e.fact and n.supersedes = e.id
                          and n.known_from = e.known_until)`,
  'somebody located, and the episode goes on': `
    select count(*) from entry l join entry m on m.child = l.child and m.fact = l.about and m.known_until is null
     where l.kind = 13 and l.known_from > $1::timestamptz and m.code = 'M' and m.until_on is null`,
  'a desk that disagrees with the episodes': `
    select count(*) from child c
     where coalesce(c.desk_until = 'infinity', false) <> exists (select 1 from entry e where e.child = c.id and e.kind = 12
             and e.known_until is null and e.until_on is null and e.exclusive)`,
  'a chain whose head is not its last row': `
    select count(*) from head h where h.seq > 0 and not exists (
             select 1 from audit a where a.council = h.council and a.shard = h.shard and a.seq = h.seq and a.hash = h.hash)`,
}

/**
 * Compares the list with the register.
 * @returns sentences for everything that is wrong, by what it is, and how many saves were in although
 *   the crash ate their answer, or although the answer was that they were not
 */
export const compare = (data, since, saves) =>
  opened(data, async (register) => {
    const wrong = { lost: [], doubled: [], half: [], 'refused and saved': [] }
    const marks = await marksIn(register, since)
    let savedUnanswered = 0
    let toldNotSaved = 0
    for (const save of saves) {
      const facts = [...(marks.get(save.mark)?.values() ?? [])]
      const name = `${save.kind} ${save.mark} of ${save.role}`
      if (!save.acknowledged) {
        if (facts.length > 0) wrong['refused and saved'].push(name)
        continue
      }
      if (facts.length === 0) {
        wrong.lost.push(name)
        continue
      }
      if (save.cutOff.some((at) => facts.every((fact) => fact.first < at))) savedUnanswered++
      if (facts.every((fact) => fact.first < (save.toldNotSaved ?? 0))) toldNotSaved++
      for (const [kind, expected] of Object.entries(written[save.kind])) {
        const found = facts.filter((fact) => fact.kind === kind)
        if (found.length > expected) wrong.doubled.push(`${name}: ${found.length} × ${kind}`)
        if (found.length < expected) wrong.half.push(`${name}: no ${kind}`)
        if (found.some((fact) => fact.current !== 1))
          wrong.half.push(`${name}: ${kind} has not one current version`)
      }
      if (facts.some((fact) => !(fact.kind in written[save.kind]))) wrong.doubled.push(`${name}: other kinds`)
    }
    for (const [what, question] of Object.entries(halves)) {
      const { rows } = await register.client.query(question, question.includes('$1') ? [since] : [])
      const count = Number(Object.values(rows[0])[0])
      if (count > 0) wrong.half.push(`${count} × ${what}`)
    }
    const known = new Set(saves.map((save) => save.mark))
    for (const mark of marks.keys()) if (!known.has(mark)) wrong.doubled.push(`${mark}, which nobody sent`)
    return { wrong, marks: marks.size, savedUnanswered, toldNotSaved }
  })

/** Saves the trail and checks it, as somebody outside would. */
export async function checkTrail(folder, data) {
  const file = join(folder, 'trail.jsonl')
  const saved = await turnstone('audit', 'export', file, '--data', data)
  const checked = await turnstone('audit', 'verify', file, '--checkpoint', `${data}.checkpoints`)
  return { exits: [saved.exit, checked.exit], said: `${saved.out}${checked.out}`.trim() }
}
