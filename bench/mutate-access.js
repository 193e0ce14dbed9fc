// Takes each guard of access away in turn and runs the tests that must notice: node bench/mutate-access.js
//   --only TEXT   only guards whose name holds TEXT
//   --skip TEXT   leaves out guards whose name holds TEXT
//   --begin TEXT  begins with the first guard whose name holds TEXT
//   --sure        does without the first run, in which nothing is changed
//   --list        says which guards there are, and runs nothing
// Works in a copy of the tree; one guard at a time. A guard that can go unnoticed is named at the end.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tests = ['test/access', 'src/access/need-to-know', 'test/pages']
/** Tried first, since they are done in seconds: whatever these notice needs none of the others. */
const quick = ['src/access/need-to-know', 'test/access/forged.test.ts']
const option = (name) => {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : process.argv[at + 1]
}

const decide = 'src/access/need-to-know/decide.ts'
const standing = 'src/access/need-to-know/standing.ts'
const permit = 'src/access/need-to-know/permit.ts'
const app = 'src/web/app.tsx'
const wall = 'migrations/0002-need-to-know.sql'
const rights = 'migrations/0004-rights.sql'
const writes = 'src/register/record.ts'
const finds = 'src/register/find.ts'
const reads = 'src/register/reading.ts'

/** File, what stands there, what stands there instead. What must stand there once is looked for once. */
const guards = [
  // ---- the decision
  [decide, "if (person.council !== subject.council) return no('another council')", ''],
  [decide, 'if (!row.roles.includes(person.role)) return', 'if (false) return'],
  [decide, "if (subject.child.council !== subject.council) return no('a child of another council')", ''],
  [decide, 'needed.length > 0 && ', ''],
  [decide, 'needed.every(', 'needed.some('],
  [decide, 'if (holds(reached.ordinary))', 'if (true)'],
  [
    decide,
    'if (holds(reached.ordinary)) return ok(makePermit(action, person, subject.child.child, reached.ordinary))',
    'if (holds(reached.ordinary)) return ok(makePermit(action, person, subject.child.child, reached.withGlass))',
  ],
  [decide, 'row.throughGlass === true && ', ''],
  [decide, 'row.throughGlass === true && holds(reached.withGlass)', 'row.throughGlass === true'],
  // ---- how somebody stands to a child
  [standing, 'if (person.council !== standing.council) return []', ''],
  [standing, 'person.account !== null && standing.written', 'standing.written'],
  [standing, "(['named', 'broken glass'] as const).filter(written)", "['named', 'broken glass']"],
  [standing, "(['allocated', 'co-worker'] as const).filter(written)", "['allocated', 'co-worker']"],
  [standing, "if (standing.sensitivity === 'restricted') return always", ''],
  [
    standing,
    'if (person.team !== null && person.team === standing.team) found',
    'if (person.team === standing.team) found',
  ],
  [standing, 'if (person.team !== null && person.team === standing.team) found', 'found'],
  [
    standing,
    'if (standing.team === null || person.team === null || person.team === standing.team)',
    'if (true)',
  ],
  [standing, "if (standing.onDesk) found.push('on the desk')", "found.push('on the desk')"],
  [standing, "all.filter((one) => one !== 'broken glass')", 'all'],
  // ---- permits
  [permit, "if (!genuine.has(permit)) throw new Error('This permit was not made by decide()')", ''],
  [permit, 'if (!allowed.includes(permit.action)) throw', 'if (false) throw'],
  // ---- every request
  [app, "if (step === 'submit' && !sameOrigin(c)) return", 'if (false) return'],
  [app, "if (session === null && page.needs !== 'anyone') {", 'if (false) {'],
  [
    app,
    "const otherSession = step === 'submit' && session !== null && first(entered, 'token') !== seal.token",
    'const otherSession = false',
  ],
  [app, "if (otherSession && (page.needs === 'anyone' || !fromOurOwnPage(c)))", 'if (false)'],
  [app, "(page.needs === 'anyone' || !fromOurOwnPage(c))", "page.needs === 'anyone'"],
  [app, 'isIdName(name) && !isId(value)', 'false'],
  [app, 'if (!decision.ok) {', 'if (!decision.ok && false) {'],
  [app, "{ outcome: 'refused', reason: decision.problem.reason },", "{ outcome: 'missed' },"],
  [app, 'return child === undefined\n      ? answer(<NotAllowed', 'return true\n      ? answer(<NotAllowed'],
  [
    app,
    'if (otherSession)\n    return answer(\n      <SendAgain',
    'if (false)\n    return answer(\n      <SendAgain',
  ],
  [app, "else if (shown.kind !== 'go')", 'else if (false)'],
  [app, 'db: personsView(site.pages, session.token)', 'db: site.register'],
  // ---- the view of what is reached
  [wall, "case when c.sensitivity = 'normal' then", 'case when true then'],
  [
    wall,
    "case when c.team = (select (acting()).team) then (select reach_by('team'))",
    "case when true then (select reach_by('team'))",
  ],
  [
    wall,
    'case when c.team is null or (select (acting()).team) is null or c.team = (select (acting()).team)\n',
    'case when true\n',
  ],
  [wall, 'case when c.desk_until > clock_timestamp() then', 'case when true then'],
  [wall, "case when c.id in (select standing_as('allocated')) then", 'case when true then'],
  [wall, "case when c.id in (select standing_as('co-worker')) then", 'case when true then'],
  [wall, "case when c.id in (select standing_as('named')) then", 'case when true then'],
  [wall, "case when c.id in (select standing_as('broken glass')) then", 'case when true then'],
  [wall, 'where c.council = (select (acting()).council)) as seen', ') as seen'],
  [wall, 'where ordinary | glass <> 0;', ';'],
  [
    wall,
    'select council, child, version, ordinary, ordinary | glass as mask',
    'select council, child, version, ordinary | glass as ordinary, ordinary | glass as mask',
  ],
  [wall, 'where s.relation = as_relation and s.from_at', 'where s.from_at'],
  [wall, 's.relation = as_relation and s.from_at <= clock_timestamp()', 's.relation = as_relation'],
  [wall, '     and (s.until_at is null or s.until_at > clock_timestamp())\n$$;', '$$;'],
  [
    wall,
    'join standing s on s.council = me.council and s.account = me.account',
    'join standing s on s.council = me.council',
  ],
  [
    wall,
    'join standing s on s.council = me.council and s.account = me.account',
    'join standing s on s.account = me.account',
  ],
  [wall, 'where role = (acting()).role and relation = through', 'where relation = through'],
  // ---- who is acting
  [wall, 's.ended_at is null and a.left_at is null', 'a.left_at is null'],
  [wall, 's.ended_at is null and a.left_at is null', 's.ended_at is null'],
  [wall, '     and s.seen_at > clock_timestamp() - make_interval(mins => idle_minutes)\n', ''],
  [wall, '\n     and s.created_at > clock_timestamp() - make_interval(hours => hours);', ';'],
  [wall, "if parts[5] <> context_print(array_to_string(parts[1:4], '|')) then return nobody; end if;", ''],
  [
    wall,
    "payload || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp())",
    "payload || '|' || pg_backend_pid()",
  ],
  [
    wall,
    "payload || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp())",
    "payload || '|' || extract(epoch from transaction_timestamp())",
  ],
  [
    wall,
    "coalesce(payload || '|' || context_print(payload), ''), true)",
    "coalesce(payload || '|' || context_print(payload), ''), false)",
  ],
  [
    wall,
    "if who.role is null or who.role not in ('social-worker', 'duty', 'missing-coordinator', 'manager') then",
    'if who.role is null then',
  ],
  // ---- the policies
  ...['child', 'entry', 'record_key', 'withdrawal', 'standing', 'aside', 'import'].map((table) =>
    policy('seen', table, 'select', 'using'),
  ),
  policy('seen', 'said', 'all', 'using'),
  policy('moved', 'child', 'update', 'using'),
  policy('ended', 'entry', 'update', 'using'),
  ...['entry', 'record_key', 'withdrawal'].map((table) => policy('written', table, 'insert', 'with check')),
  [wall, 'and r.mask & bit_of(compartment_of(entry.kind)) <> 0));', '));'],
  [wall, 'and r.mask & bit_of(record_key.compartment) <> 0));', '));'],
  [
    wall,
    'and case when entry.kind = 16 then r.mask else r.ordinary end & bit_of(compartment_of(entry.kind)) <> 0',
    'and r.mask & bit_of(compartment_of(entry.kind)) <> 0',
  ],
  [
    wall,
    'and case when entry.kind = 16 then r.mask else r.ordinary end & bit_of(compartment_of(entry.kind)) <> 0',
    '',
  ],
  [
    wall,
    'and case when record_key.compartment = 4 then r.mask else r.ordinary end & bit_of(record_key.compartment) <> 0',
    'and r.mask & bit_of(record_key.compartment) <> 0',
  ],
  [
    wall,
    'and r.ordinary & bit_of(compartment_of(entry.kind)) <> 0));',
    'and r.mask & bit_of(compartment_of(entry.kind)) <> 0));',
  ],
  [wall, '  council = (select (acting()).council)\n  and (account', '  (account'],
  [wall, "execute format('alter table %I enable row level security', t);", ''],
  [wall, "execute format('alter table %I force row level security', t);", ''],
  [rights, "execute format('alter table %I enable row level security', t);", ''],
  [rights, "execute format('alter table %I force row level security', t);", ''],
  // ---- what a permit may write
  [writes, 'if (Array.isArray(recording.changes)) staysWithin(permit, recording.changes)', ''],
  [writes, "if (change.child !== permit.child) throw new Error('This permit is about another child')", ''],
  [writes, 'if (kind !== null && !permit.reach.has(kindOf(kind).compartment))', 'if (false)'],
  [writes, "if (permit.action === 'write a note' && kind !== 'note')", 'if (false)'],
  [writes, "if (permit.action === 'add a child' && account !== null) await", 'if (false) await'],
  // ---- what is found and read
  [finds, 'reach !== undefined && (showsWhole(reach) ||', '(reach === undefined || showsWhole(reach) ||'],
  [finds, "(reach.has('identity') && wanted.length >= fewestLetters)", "reach.has('identity')"],
  [finds, "(reach.has('identity') && wanted.length >= fewestLetters)", 'wanted.length >= fewestLetters'],
  [finds, 'ids = ids.filter((id) => named.has(id))', ''],
  [finds, '.filter((row) =>\n    allowed.has(row.child),\n  )', ''],
  [finds, 'if (reached.get(row.child)?.has(kindOf(kindName(row.kind)).compartment) === true)', ''],
  [finds, "if (reach?.has('identity') !== true) return []", 'if (reach === undefined) return []'],
  [finds, "if (showsWhole(reach)) return [{ seen: 'whole'", "if (true) return [{ seen: 'whole'"],
  [finds, "return all.filter((one) => one.seen === 'whole')", 'return all as Found[]'],
  [reads, "if (permit.child !== child) throw new Error('This permit is about another child')", ''],
  [reads, '.filter((one) =>\n    permit.reach.has(kindOf(kindName(one.kind)).compartment),\n  )', ''],
  [reads, "permit.action === 'open a child' ? opened.map(withoutAddress) : opened", 'opened'],
  [reads, '.filter((one) => facts.has(one.fact))', ''],
  [
    reads,
    'if (kind === undefined) continue',
    "if (kind === undefined) { withdrawn.set(one.entry, { reason: one.reason, words: '', by: one.said_by, at: one.at }); continue }",
  ],
  ...permitChecks(),
].map(([file, find, put, at = 0]) => ({
  file,
  find,
  put,
  at,
  name: `${basename(file)}: ${(find.trim().split('\n')[0] ?? '').slice(0, 90)} -> ${put.trim().split('\n')[0] || 'nothing'}${at === 0 ? '' : ` (${at + 1})`}`,
}))

/** A policy of migration 0002 that lets everything through. */
function policy(name, table, what, how) {
  const text = readFileSync(join(root, wall), 'utf8')
  const begins = text.indexOf(`create policy ${name} on ${table} for ${what} to turnstone_app ${how} (`)
  if (begins === -1) throw new Error(`There is no policy ${name} on ${table}`)
  const whole = text.slice(begins, text.indexOf(';', begins) + 1)
  return [wall, whole, `create policy ${name} on ${table} for ${what} to turnstone_app ${how} (true);`]
}

/** Every place where a permit is asked for: it is believed there instead. */
function permitChecks() {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.includes('need-to-know'))
    .sort()
  return files.flatMap((path) => {
    const file = join('src', path)
    const calls = [
      ...readFileSync(join(root, file), 'utf8').matchAll(/checkPermit\((?:[^()]|\([^()]*\))*\)/g),
    ]
    return calls.map((call, i) => {
      const given = /checkPermit\(\s*([\w.]+)/.exec(call[0])?.[1] ?? 'permit'
      const before = calls.slice(0, i).filter((one) => one[0] === call[0]).length
      return [
        file,
        call[0],
        `(${given} as never as import('${'../'.repeat(file.split('/').length - 2)}access/index.ts').Permit)`,
        before,
      ]
    })
  })
}

// ---- running ------------------------------------------------------------------------------------------------------
const start = guards.findIndex((guard) => guard.name.includes(option('--begin') ?? ''))
const wanted = guards.filter(
  (guard, at) =>
    at >= start &&
    guard.name.includes(option('--only') ?? '') &&
    (option('--skip') === undefined || !guard.name.includes(option('--skip'))),
)
if (process.argv.includes('--list')) {
  for (const guard of wanted) {
    const found = readFileSync(join(root, guard.file), 'utf8').split(guard.find).length - 1
    process.stdout.write(`${found === 0 ? 'NOT FOUND ' : ''}${guard.name}\n`)
  }
  process.exit(0)
}

const copy = mkdtempSync(join(tmpdir(), 'turnstone-mutants-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
const left = new Set(['node_modules', '.git', 'screenshots', 'dist'])
for (const name of readdirSync(root))
  if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

function vitest(which, ...more) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...which, ...more],
      { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } },
    )
    let out = ''
    child.stdout.on('data', (piece) => (out += piece))
    child.stderr.on('data', (piece) => (out += piece))
    child.on('close', (code) => resolve({ code, out }))
  })
}

const say = (line) => process.stdout.write(`${line}\n`)
// What fails without any change cannot notice one: it is left out, and said.
const firstRun = join(copy, 'first-run.json')
async function failingAlready() {
  await vitest(tests, '--reporter=json', `--outputFile=${firstRun}`)
  return JSON.parse(readFileSync(firstRun, 'utf8')).testResults.flatMap((file) => {
    if (file.status === 'failed' && file.assertionResults.length === 0)
      throw new Error(`${file.name} does not run: ${file.message}`)
    return file.assertionResults.filter((one) => one.status === 'failed').map((one) => one.fullName)
  })
}
const broken = process.argv.includes('--sure') ? [] : await failingAlready()
for (const name of broken) say(`left out, it fails as it is: ${name}`)
const escaped = broken.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
const without = broken.length === 0 ? [] : ['-t', `^(?!.*(?:${escaped.join('|')})).*$`]

const survived = []
const unfound = []
let killed = 0
for (const guard of wanted) {
  const path = join(copy, guard.file)
  const text = readFileSync(path, 'utf8')
  const pieces = text.split(guard.find)
  if (pieces.length < guard.at + 2) {
    unfound.push(guard.name)
    say(`not found  ${guard.name}`)
    continue
  }
  const put =
    pieces.slice(0, guard.at + 1).join(guard.find) + guard.put + pieces.slice(guard.at + 1).join(guard.find)
  const began = Date.now()
  writeFileSync(path, put)
  let ran = await vitest(quick, '--bail', '1', ...without)
  if (ran.code === 0) ran = await vitest(tests, '--bail', '1', ...without)
  writeFileSync(path, text)
  const by = /FAIL\s+(.*)\n(?:.*\n)*?(\w*Error.*)/.exec(ran.out)
  const how = ran.code === 0 ? 'SURVIVED' : by === null ? 'broke all' : 'killed'
  if (how === 'SURVIVED') survived.push(guard.name)
  else if (how === 'killed') killed++
  else unfound.push(guard.name)
  const seconds = Math.round((Date.now() - began) / 1000)
  const why = by === null ? '' : `, ${by[1].slice(0, 100)}: ${by[2].slice(0, 80)}`
  say(`${how.padEnd(10)} ${guard.name}  [${seconds} s${how === 'killed' ? why : ''}]`)
}

say('')
for (const name of survived) say(`survived: ${name}`)
for (const name of unfound) say(`not tried, it is not found or nothing runs without it: ${name}`)
const tried = killed + survived.length
say(
  `${killed} of ${tried} guards are missed when they are gone (${tried === 0 ? 0 : ((killed / tried) * 100).toFixed(1)} %)`,
)
process.exitCode = survived.length === 0 ? 0 : 1
