// The guards of access, one by one, and what stands in their place when each is taken away: for
// bench/mutate-access.js. A guard that is moved or reworded must be moved or reworded here too: `--list` says which
// are not found, and nothing runs while one is missing.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const textOf = (file) => readFileSync(join(root, file), 'utf8')

const decide = 'src/access/need-to-know/decide.ts'
const standing = 'src/access/need-to-know/standing.ts'
const standings = 'src/access/need-to-know/store.ts'
const permit = 'src/access/need-to-know/permit.ts'
const app = 'src/web/app.tsx'
const request = 'src/web/request.ts'
const locked = 'src/web/locked.tsx'
const emergency = 'src/access/rights/emergency.ts'
const giving = 'src/access/rights/giving.ts'
const twoPeople = 'src/access/rights/two-people/two-people.ts'
const twoPeopleStore = 'src/access/rights/two-people/store.ts'
const rightsStore = 'src/access/rights/store.ts'
const peopleStore = 'src/access/people/store.ts'
const figures = 'src/figures/answer.ts'
const counts = 'src/figures/count.ts'
const requests = 'src/figures/requests/requests.ts'
const writes = 'src/register/record.ts'
const finds = 'src/register/find.ts'
const reads = 'src/register/reading.ts'

/** Newest first: a policy or function may be written anew by a later migration, and only the last one counts. */
const migrations = readdirSync(join(root, 'migrations'))
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .reverse()
  .map((name) => join('migrations', name))

/** A guard in SQL, in the newest migration that holds it. */
const wall = (find, put) => [migrations.find((file) => textOf(file).includes(find)), find, put]

/** A policy that lets everything through. */
function policy(name, table, what, how) {
  const head = `create policy ${name} on ${table} for ${what} to turnstone_app ${how} (`
  const file = migrations.find((one) => textOf(one).includes(head))
  if (file === undefined) return [undefined, head, '']
  const text = textOf(file)
  const begins = text.indexOf(head)
  return [file, text.slice(begins, text.indexOf(';', begins) + 1), `${head}true);`]
}

/** Row-level security of all tables that a migration puts behind it, switched off, or not binding their owner. */
const behindTheWall = migrations.flatMap((file) =>
  textOf(file)
    .split('\n')
    .filter((line) => /\b(enable|force) row level security/.test(line))
    .map((line) => [file, line, '']),
)

/** Every place where a permit is asked for: it is believed there instead. */
function permitChecks() {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.includes('need-to-know'))
    .sort()
  return files.flatMap((path) => {
    const file = join('src', path)
    const calls = [...textOf(file).matchAll(/checkPermit\((?:[^()]|\([^()]*\))*\)/g)]
    return calls.map((call, i) => {
      const given = /checkPermit\(\s*([\w.]+)/.exec(call[0])?.[1] ?? 'permit'
      const before = calls.slice(0, i).filter((one) => one[0] === call[0]).length
      return [file, call[0], `(${given})`, before]
    })
  })
}

const print = "payload || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp())"
const oneself = 'join standing s on s.council = me.council and s.account = me.account'
const writtenOnEntry =
  'and case when entry.kind = 16 then r.mask else r.ordinary end & bit_of(compartment_of(entry.kind)) <> 0'
const ordinaryOfDocuments = 'and r.ordinary & bit_of(6::smallint) <> 0));'

/** File, what stands there, what stands there instead; where it stands there more than once, which of them. */
const taken = [
  // ---- the decision
  [decide, "if (person.council !== subject.council) return no('another council')", ''],
  [decide, 'if (!row.roles.includes(person.role)) return', 'if (false) return'],
  [decide, "if (subject.child.council !== subject.council) return no('a child of another council')", ''],
  [decide, 'needed.length > 0 && ', ''],
  [decide, 'needed.every(', 'needed.some('],
  [decide, 'if (holds(reached.ordinary))', 'if (true)'],
  [decide, 'subject.child.child, reached.ordinary))\n  if', 'subject.child.child, reached.withGlass))\n  if'],
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
  [standings, 'coalesce(c.desk_until > clock_timestamp(), false)', 'true'],
  [standings, ' and s.account = ${account}::uuid', ' and ${account}::uuid is not null'],
  [standings, 'and s.from_at <= clock_timestamp() and', 'and'],
  [standings, ' and (s.until_at is null or s.until_at > clock_timestamp())', ''],
  [standings, 'where c.council = ${council} and c.id', 'where ${council}::int is not null and c.id'],
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
  [app, "(page.needs === 'anyone' || !fromOurOwnPage(c))", '!fromOurOwnPage(c)'],
  [app, 'isIdName(name) && !isId(value)', 'false'],
  // Without a permit there is nothing to hand on: the person gets one that anybody could get.
  [
    app,
    'if (!decision.ok) {',
    "if (!decision.ok) Object.assign(decision, decide(person, 'see today', { council }))\n  if (!decision.ok) {",
  ],
  [app, "{ outcome: 'refused', reason: decision.problem.reason },", "{ outcome: 'missed' },"],
  [app, 'return child === undefined\n      ? answer(<NotAllowed', 'return true\n      ? answer(<NotAllowed'],
  [
    app,
    'if (otherSession)\n    return answer(\n      <SendAgain',
    'if (false)\n    return answer(\n      <SendAgain',
  ],
  [app, "else if (shown.kind !== 'go')", 'else if (false)'],
  [app, 'db: personsView(site.pages, session.token)', 'db: site.register'],
  [request, "if (site !== undefined) return site === 'same-origin' || site === 'none'", ''],
  [request, 'return origin === undefined || origin === new URL(c.req.url).origin', 'return true'],
  [request, "c.req.header('sec-fetch-site') === 'same-origin'", 'c !== undefined'],
  [locked, "if (!fromOurOwnPage(c)) return { kind: 'old' }", ''],
  // ---- whose session it is
  [peopleStore, ' and s.token = ${token} and s.ended_at is null', ' and s.token = ${token}'],
  [peopleStore, 'and s.seen_at > clock_timestamp() - make_interval(mins => ${idleMinutes})\n', '\n'],
  [peopleStore, 'and s.created_at > clock_timestamp() - make_interval(hours => ${hours})\n', '\n'],
  [peopleStore, 'a.id = s.account and a.left_at is null', 'a.id = s.account'],
  // ---- emergencies, who is given a child, and what needs two people
  [emergency, 'if (used >= emergencyRule.mostInAShift) {', 'if (false) {'],
  [emergency, 'child === undefined || found.length > 1', 'child === undefined'],
  [emergency, 'rows.filter((row) => seen.has(row.child))', 'rows'],
  [
    emergency,
    "if (one.own) return refused({ problem: 'Nobody reviews",
    "if (false) return refused({ problem: '",
  ],
  [rightsStore, ' and account <> ${by}`', '`'],
  [giving, 'if (named.some((one) => !may.has(one)))', 'if (false)'],
  [giving, 'if (all.some((one) => !may.has(one)))', 'if (false)'],
  [giving, 'if (all.length < 2)', 'if (false)'],
  [twoPeople, 'if (!own && !mayDecide(person, action)) return []', ''],
  [twoPeople, "if (own !== (decision === 'taken back'))", 'if (false)'],
  [twoPeople, 'if (!own && !mayDecide(person, action)) return refused', 'if (false) return refused'],
  [twoPeopleStore, "and decision = 'agreed' and used_at is null", "and decision = 'agreed'"],
  [twoPeopleStore, "and decision = 'agreed' and used_at is null", 'and used_at is null'],
  [
    twoPeopleStore,
    ' and decided_at > clock_timestamp() - make_interval(hours => ${hours})',
    ' and ${hours}::int > 0',
  ],
  [twoPeopleStore, 'or asked_by = ${by}::uuid)', 'or true)'],
  [twoPeopleStore, 'return rows.length > 0 && ', 'return false && '],
  [twoPeopleStore, 'and id = ${id} and asked_by = ${by} and', 'and id = ${id} and'],
  [
    twoPeopleStore,
    "and id = ${id} and asked_by = ${by} and decision = 'agreed' and",
    'and id = ${id} and asked_by = ${by} and',
  ],
  wall('check (reviewed_by is distinct from account),', ''),
  wall("check (decided_by is distinct from asked_by or decision = 'taken back'),", ''),
  wall('check (agreed_by <> asked_by)', ''),
  // ---- the view of what is reached
  wall("case when c.sensitivity = 'normal' then", 'case when true then'),
  wall('case when c.team = (select (acting()).team) then', 'case when true then'),
  wall(
    'case when c.team is null or (select (acting()).team) is null or c.team = (select (acting()).team)\n',
    'case when true\n',
  ),
  wall('case when c.desk_until > clock_timestamp() then', 'case when true then'),
  wall("case when c.id in (select standing_as('allocated')) then", 'case when true then'),
  wall("case when c.id in (select standing_as('co-worker')) then", 'case when true then'),
  wall("case when c.id in (select standing_as('named')) then", 'case when true then'),
  wall("case when c.id in (select standing_as('broken glass')) then", 'case when true then'),
  wall('where c.council = (select (acting()).council)) as seen', ') as seen'),
  wall('where ordinary | glass <> 0;', ';'),
  wall(
    'select council, child, version, ordinary, ordinary | glass as mask',
    'select council, child, version, ordinary | glass as ordinary, ordinary | glass as mask',
  ),
  wall('where s.relation = as_relation and s.from_at', 'where s.from_at'),
  wall('s.relation = as_relation and s.from_at <= clock_timestamp()', 's.relation = as_relation'),
  wall('     and (s.until_at is null or s.until_at > clock_timestamp())\n$$;', '$$;'),
  wall(oneself, 'join standing s on s.council = me.council'),
  wall(oneself, 'join standing s on s.account = me.account'),
  // The largest mask of any role: as it was written first, it gave two rows, and so an error in place of a weakening.
  wall(
    'coalesce((select mask from reach where role = (acting()).role and relation = through), 0)',
    'coalesce((select max(mask) from reach where relation = through), 0)',
  ),
  // ---- who is acting
  wall('s.ended_at is null and a.left_at is null', 'a.left_at is null'),
  wall('s.ended_at is null and a.left_at is null', 's.ended_at is null'),
  wall('     and s.seen_at > clock_timestamp() - make_interval(mins => idle_minutes)\n', ''),
  wall('\n     and s.created_at > clock_timestamp() - make_interval(hours => hours);', ';'),
  wall("if parts[5] <> context_print(array_to_string(parts[1:4], '|')) then return nobody; end if;", ''),
  wall(print, "payload || '|' || pg_backend_pid()"),
  wall(print, "payload || '|' || extract(epoch from transaction_timestamp())"),
  wall(
    "coalesce(payload || '|' || context_print(payload), ''), true)",
    "coalesce(payload || '|' || context_print(payload), ''), false)",
  ),
  wall(
    "if who.role is null or who.role not in ('social-worker', 'duty', 'missing-coordinator', 'manager') then",
    'if who.role is null then',
  ),
  // ---- the policies
  ...['child', 'entry', 'record_key', 'withdrawal', 'said', 'standing', 'aside', 'import', 'attachment'].map(
    (table) => policy('seen', table, 'select', 'using'),
  ),
  policy('moved', 'child', 'update', 'using'),
  policy('ended', 'entry', 'update', 'using'),
  policy('written', 'said', 'all', 'using'),
  ...['entry', 'record_key', 'withdrawal', 'attachment'].map((table) =>
    policy('written', table, 'insert', 'with check'),
  ),
  wall('\n             and r.mask & bit_of(compartment_of(entry.kind)) <> 0));', '));'),
  wall('\n             and r.mask & bit_of(record_key.compartment) <> 0));', '));'),
  wall('\n             and r.mask & bit_of(6::smallint) <> 0));', '));'),
  wall(writtenOnEntry, 'and r.mask & bit_of(compartment_of(entry.kind)) <> 0'),
  wall(writtenOnEntry, ''),
  wall(
    'and case when record_key.compartment = 4 then r.mask else r.ordinary end & bit_of(record_key.compartment) <> 0',
    'and r.mask & bit_of(record_key.compartment) <> 0',
  ),
  wall(
    'and r.ordinary & bit_of(compartment_of(entry.kind)) <> 0));',
    'and r.mask & bit_of(compartment_of(entry.kind)) <> 0));',
  ),
  wall(ordinaryOfDocuments, '));'),
  wall(ordinaryOfDocuments, 'and r.mask & bit_of(6::smallint) <> 0));'),
  wall('  council = (select (acting()).council)\n  and (account', '  (account'),
  ...behindTheWall,
  wall('revoke all on all tables in schema public from turnstone_app;', ''),
  wall('revoke execute on all functions in schema public from public;', ''),
  wall(
    'withdrawal_only_emptied(), erase_child(smallint, uuid) from public;',
    'withdrawal_only_emptied() from public;',
  ),
  // ---- what a permit may write
  [writes, 'if (Array.isArray(recording.changes)) staysWithin(permit, recording.changes)', ''],
  [writes, "if (change.child !== permit.child) throw new Error('This permit is about another child')", ''],
  [writes, 'if (kind !== null && !permit.reach.has(kindOf(kind).compartment))', 'if (false)'],
  [writes, "if (permit.action === 'write a note' && kind !== 'note')", 'if (false)'],
  [writes, "if (permit.action === 'add a child' && account !== null) await", 'if (false) await'],
  // ---- what is found and read
  [finds, 'showsWhole(reach) || (reach', 'true || (reach'],
  [finds, "(reach.has('identity') && wanted.length >= fewestLetters)", "reach.has('identity')"],
  [finds, "(reach.has('identity') && wanted.length >= fewestLetters)", 'wanted.length >= fewestLetters'],
  [finds, 'ids = ids.filter((id) => named.has(id))', ''],
  [finds, '.filter((row) =>\n    allowed.has(row.child),\n  )', ''],
  [
    finds,
    '(row) => reached.get(row.child)?.has(kindOf(kindName(row.kind)).compartment) === true',
    '() => true',
  ],
  [finds, 'if (showsWhole(reached.get(child) ?? nothing))', 'if (true)'],
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
  [figures, '.person.council !== council.id)\n    throw', '.person === undefined)\n    throw'],
  [counts, '.person.council !== council.id)\n    throw', '.person === undefined)\n    throw'],
  [requests, 'account === null || request.workedOn.has(account)', 'account === null'],
  [requests, "if (request.stage !== 'to approve') return refused('not yet')", ''],
  [standing, "? standing.sensitivity === 'normal'", '? true'],
  [standing, ": reachOf(person, standing).ordinary.has('identity')", ': true'],
  ...permitChecks(),
]

const shortly = (text) => text.trim().split('\n')[0]?.slice(0, 90) || 'nothing'

/** The text of the file without the guard; null where it is not there. */
function without({ file, find, put, at }) {
  const pieces = file === undefined ? [] : textOf(file).split(find)
  return pieces.length < at + 2
    ? null
    : pieces.slice(0, at + 1).join(find) + put + pieces.slice(at + 1).join(find)
}

export const guards = taken.map(([file, find, put, at = 0]) => {
  const text = without({ file, find, put, at })
  return {
    file,
    /** Null where the guard is not found. */
    text,
    /** Changes when the guard, its file or what stands in its place does. */
    mark: createHash('sha256').update(`${file}\n${find}\n${text}`).digest('hex').slice(0, 16),
    name: `${file === undefined ? 'migrations' : basename(file)}: ${shortly(find)} -> ${shortly(put)}${at === 0 ? '' : ` (${at + 1})`}`,
  }
})

/** The tests that must notice, by the file of the guard: the likely ones first, each list in a run of its own. */
export function testsFor({ file }) {
  const everything = ['test/access', 'test/pages', 'src/access', 'src/register', 'src/figures', 'src/returns']
  const decision = [
    'src/access/need-to-know/decide.test.ts',
    'src/access/need-to-know/standing.test.ts',
    'test/access/forged.test.ts',
  ]
  const walls = [
    'src/access/need-to-know/second-wall.test.ts',
    'test/access/rows.test.ts',
    'test/access/grants.test.ts',
  ]
  const people = ['src/access/people/sign-in.test.ts', 'src/access/people/sittings.test.ts']
  if (file.startsWith('migrations')) return [walls, ['src/access/rights'], everything]
  if (file.startsWith('src/web')) return [['test/pages'], everything]
  if (file.includes('need-to-know')) return [decision, walls, everything]
  if (file.includes('/people/')) return [[...people, ...decision], ['test/pages'], everything]
  if (file.includes('rights')) return [[...decision, 'src/access/rights'], ['test/pages'], everything]
  return [[...decision, 'src/register/within-reach.test.ts', 'src/figures'], ['test/pages'], everything]
}
