import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { testRegister } from '../../test/support/register.ts'
import { countedKinds, kindOf, kinds } from '../standard/index.ts'
import { asOwner } from './home.ts'
import { newId } from './id.ts'

const register = await testRegister()
const own = <Row>(what: string) =>
  asOwner(register.owner, async (client) => (await client.query(what)).rows as Row[])

const as = (user: string, what: string) =>
  asOwner({ ...register.owner, user }, async (client) => client.query(what))

type Column = { type: string; nullable: boolean; hasDefault: boolean }

/** What schema.ts says, read as TypeScript: `Generated<…>` has a default, `… | null` may be null. */
function asWritten(): Map<string, Map<string, Column>> {
  const file = join(import.meta.dirname, 'schema.ts')
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023)
  const found = source.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === 'Schema')
  if (found === undefined || !ts.isTypeAliasDeclaration(found) || !ts.isTypeLiteralNode(found.type))
    throw new Error('schema.ts has a type Schema')
  const members = (node: ts.TypeNode | undefined): [string, ts.TypeNode][] =>
    node !== undefined && ts.isTypeLiteralNode(node)
      ? node.members.flatMap((member) =>
          ts.isPropertySignature(member) && member.type ? [[member.name.getText(source), member.type]] : [],
        )
      : []
  const column = (type: ts.TypeNode): Column => {
    const text = type.getText(source)
    const generated = /^Generated<(.*)>$/s.exec(text)
    const inner = generated?.[1] ?? text
    return {
      type: inner.replace(/ \| null$/, ''),
      nullable: inner.endsWith('| null'),
      hasDefault: generated !== null,
    }
  }
  return new Map(
    members(found.type).map(([table, type]) => [
      table,
      new Map(members(type).map(([name, of]) => [name, column(of)])),
    ]),
  )
}

/** What connect.ts makes of PostgreSQL's types. */
const meaning: Record<string, RegExp> = {
  boolean: /^boolean$/,
  smallint: /^number$/,
  integer: /^number$/,
  bigint: /^number$/,
  uuid: /^Id$/,
  text: /^(string|SourceKind|StepName|NoticeName|'.*')$/,
  bytea: /^Buffer$/,
  date: /^PlainDate$/,
  'timestamp with time zone': /^Instant$/,
  jsonb: /^Json$/,
  ARRAY: /^string\[\]$/,
}

const written = asWritten()
const columns = await own<{
  table_name: string
  column_name: string
  data_type: string
  is_nullable: string
  column_default: string | null
}>(
  `select c.table_name, column_name, data_type, is_nullable, column_default
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name <> 'migration'`,
)

describe('schema.ts', () => {
  test('names every table and every column of the database, and no other', () => {
    const real = new Map<string, string[]>()
    for (const column of columns)
      real.set(column.table_name, [...(real.get(column.table_name) ?? []), column.column_name])
    const said = Object.fromEntries([...written].map(([table, of]) => [table, [...of.keys()].sort()]))
    expect(said).toEqual(Object.fromEntries([...real].map(([table, of]) => [table, of.sort()])))
    expect(columns.length).toBeGreaterThan(100)
  })

  test.each(columns.map((column) => [`${column.table_name}.${column.column_name}`, column] as const))(
    '%s has the type, and is empty or given by itself, as the database says',
    (_name, column) => {
      const said = written.get(column.table_name)?.get(column.column_name)
      expect(said?.type).toMatch(meaning[column.data_type] ?? /^a type that connect.ts does not know$/)
      expect(said?.nullable, 'may be null').toBe(column.is_nullable === 'YES')
      // A default that may be left out is `Generated`; where a column may be null, leaving it out needs no default.
      expect(said?.hasDefault, 'has a default').toBe(column.column_default !== null)
    },
  )

  test('the words that a column of few words may hold are those that the database takes', async () => {
    const checks = await own<{ table: string; definition: string }>(
      `select conrelid::regclass::text as "table", pg_get_constraintdef(oid) as definition from pg_constraint
        where contype = 'c' and connamespace = 'public'::regnamespace and pg_get_constraintdef(oid) like '%ANY%'`,
    )
    const named: Record<string, string[]> = {
      SourceKind: ['return', 'dataset', 'list', 'form', 'transfer'],
      NoticeName: [
        'missing',
        'back',
        'unanswered',
        'police-late',
        'interview-soon',
        'linked',
        'check-in',
        'check-in-late',
      ],
      StepName: [
        'received',
        'mapped',
        'decided',
        'frozen',
        'protected',
        'approved',
        'sent back',
        'released',
        'closed',
      ],
    }
    for (const { table, definition } of checks) {
      const column = /\(\((\w+) = ANY/.exec(definition)?.[1] ?? ''
      const words = [...definition.matchAll(/'([^']+)'::text/g)].map((match) => match[1])
      const said = written.get(table)?.get(column)?.type ?? ''
      if (said === 'string') continue
      expect(
        named[said] ?? [...said.matchAll(/'([^']+)'/g)].map((match) => match[1]),
        `${table}.${column}`,
      ).toEqual(words)
    }
  })
})

describe('the council', () => {
  test('is the first column of every key, so that the register can be spread over machines without another schema', async () => {
    const indexes = await own<{ table: string; name: string; first: string }>(
      `select c.relname as table, i.relname as name, a.attname as first
         from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
         join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
        where c.relnamespace = 'public'::regnamespace and (x.indisunique or x.indisexclusion)
          and c.relname not in ('register', 'council', 'migration', 'reach', 'context_secret')`,
    )
    expect(indexes.length).toBeGreaterThan(15)
    expect(indexes.filter((index) => index.first !== 'council')).toEqual([])
  })

  test('is the first column of every reference to another table', async () => {
    const references = await own<{ name: string; first: string }>(
      `select k.conname as name, a.attname as first from pg_constraint k
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
    )
    expect(references.length).toBeGreaterThan(10)
    expect(references.filter((reference) => reference.first !== 'council')).toEqual([])
  })
})

/**
 * From what each table is: entries, the trail and the register itself are never changed or removed; what is only a
 * list of sources (said) and a count of attempts may shrink. Pages neither read the trail nor touch accounts,
 * sessions and links: the register does that for them.
 */
const meant: Record<string, Record<string, string>> = {
  turnstone_app: {
    aside: 'select',
    attachment: 'insert select',
    child: 'select update(version)',
    council: 'select',
    entry: 'insert select update(known_until)',
    head: 'select',
    import: 'select',
    reach: 'select',
    reachable: 'select',
    record_key: 'insert select',
    register: 'select',
    request: 'insert select',
    said: 'delete insert select update',
    source: 'insert select',
    standing: 'select',
    team: 'select',
    transfer_package: 'insert select',
    withdrawal: 'insert select',
    wrapping: 'select',
  },
  turnstone_register: {
    account: 'insert select update',
    aside: 'insert select update',
    attachment: 'insert select',
    audit: 'select',
    child: 'insert select update(sensitivity, team, version)',
    clock_setting: 'insert select',
    request_step: 'insert select',
    shared_innocent: 'insert select',
    released_cell: 'insert select',
    claimed_month: 'insert select',
    place_offer: 'insert select update(until_on)',
    partner: 'insert select',
    transfer_package: 'insert select',
    child_population: 'insert select',
    released_table: 'insert select',
    council: 'select',
    counted_columns: 'insert select update',
    draft: 'delete insert select update(saved_at, sealed)',
    emergency: 'insert select update(review, reviewed_at, reviewed_by)',
    entry: 'insert select update(known_until)',
    erasure: 'insert select',
    shredding: 'insert select',
    head: 'select',
    import: 'insert select',
    invitation: 'insert select update(used_at)',
    notice: 'insert select update(attempts, claimed_at, next_at, problem, sent_at, state)',
    passkey: 'delete insert select update(counter, last_used_at, name)',
    passkey_challenge: 'delete insert select',
    reach: 'select',
    record_key: 'insert select update(wrapped)',
    recovery: 'insert select update(kept, sealed, superseded_at, typed_back_at)',
    register: 'select',
    request: 'insert select',
    said: 'delete insert select update',
    second_person: 'insert select update(decided_at, decided_by, decision, used_at)',
    session: 'insert select update',
    sign_in_attempt: 'delete insert select',
    source: 'insert select',
    standing: 'insert select update',
    team: 'insert select update',
    trace: 'select',
    wall: 'insert select update(ended_at, seen_at)',
    withdrawal: 'insert select',
    wrapping: 'select update(kek, since)',
  },
}

describe.each(['turnstone_app', 'turnstone_register'])(
  'the role %s that the application connects as',
  (role) => {
    test('is neither superuser nor anything near it', async () => {
      expect(
        await own(`select rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication
                   from pg_roles where rolname = '${role}'`),
      ).toEqual([
        {
          rolname: role,
          rolsuper: false,
          rolcreatedb: false,
          rolcreaterole: false,
          rolbypassrls: false,
          rolreplication: false,
        },
      ])
      expect(await own(`select 1 from pg_auth_members where member = '${role}'::regrole`)).toEqual([])
    })

    test('owns nothing', async () => {
      expect(await own(`select relname from pg_class where relowner = '${role}'::regrole`)).toEqual([])
      expect(await own(`select proname from pg_proc where proowner = '${role}'::regrole`)).toEqual([])
      expect(await own(`select nspname from pg_namespace where nspowner = '${role}'::regrole`)).toEqual([])
      expect(await own(`select datname from pg_database where datdba = '${role}'::regrole`)).toEqual([])
    })

    test('has exactly these rights, table by table', async () => {
      const whole = await own<{ table_name: string; rights: string }>(
        `select c.relname as table_name, coalesce((select string_agg(lower(p), ' ' order by lower(p))
          from unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
         where has_table_privilege('${role}', c.oid, p)), '') as rights
         from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`,
      )
      const parts = await own<{ table_name: string; columns: string }>(
        `select c.relname as table_name, string_agg(a.attname, ', ' order by a.attname) as columns
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and has_column_privilege('${role}', c.oid, a.attnum, 'UPDATE') and not has_table_privilege('${role}', c.oid, 'UPDATE')
        group by 1`,
      )
      const some = new Map(parts.map((row) => [row.table_name, ` update(${row.columns})`]))
      expect(
        Object.fromEntries(
          whole
            .map((row) => [row.table_name, row.rights + (some.get(row.table_name) ?? '')])
            .filter(([, rights]) => rights !== ''),
        ),
      ).toEqual(meant[role])
    })

    test.each(['entry', 'child', 'audit', 'register'])(
      'may neither delete nor empty %s, and is told so',
      async (table) => {
        await expect(as(role, `delete from ${table}`)).rejects.toThrow(/permission denied/)
        await expect(as(role, `truncate ${table} cascade`)).rejects.toThrow(/permission denied/)
      },
    )

    test('may make no table, type or function, and not read the passwords of roles', async () => {
      for (const statement of [
        'create table public.mine (a int)',
        'create function public.mine() returns int language sql as $$ select 1 $$',
        'create schema mine',
        'select rolpassword from pg_authid',
        "copy entry to program 'cat'",
      ]) {
        await expect(as(role, statement), statement).rejects.toThrow(/permission denied/)
      }
    })

    test('calls functions that run as their owner only where they fix where names are looked up', async () => {
      const functions = await own<{ proname: string; proconfig: string[] | null; anybody: boolean }>(
        `select proname, proconfig, has_function_privilege('public', oid, 'execute') as anybody
         from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
      )
      expect(functions.map((one) => one.proname).sort()).toEqual([
        'act_as',
        'acting',
        'begin_child',
        'chain',
        'context_print',
        'erase_child',
        'keep_desk',
        'reach_by',
        'stamp',
        'standing_as',
        'wrapped_in_force',
      ])
      for (const one of functions) {
        expect(one.proconfig?.join()).toMatch(/^search_path=public, pg_temp$/)
        expect(one.anybody).toBe(false)
      }
    })
  },
)

describe('what figures read', () => {
  test('is exactly what the index entry_count holds', async () => {
    const [index] = await own<{ definition: string }>(
      `select pg_get_indexdef('entry_count'::regclass) as definition`,
    )
    const numbers = /kind = ANY \(.*?\{?([\d, ]+)\}?.*?\)/.exec(
      (index?.definition ?? '').replaceAll(/[^\dA-Za-z=,(){} ]/g, ''),
    )?.[1]
    expect(numbers?.split(',').map(Number)).toEqual(
      countedKinds.map((name) => kindOf(name).number).sort((a, b) => a - b),
    )
  })

  test('and numbers of kinds are never used twice', () => {
    const numbers = Object.values(kinds).map((kind) => kind.number)
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})

test('ids of one process rise strictly, also within a millisecond, and say which version they are', () => {
  const ids = Array.from({ length: 20_000 }, newId)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
  // RFC 9562 section 5.7: the version is 7 and the variant is binary 10; the first 48 bits are milliseconds.
  for (const id of ids.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const made = Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)
  expect(Math.abs(made - Date.now())).toBeLessThan(60_000)
})
