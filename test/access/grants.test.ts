import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { testRegister } from '../support/register.ts'

/** What pages may do at all in the database, typed by hand: whatever is not here is refused whoever acts. */
const register = await testRegister()
const own = <Row>(what: string) =>
  asOwner(register.owner, async (client) => (await client.query(what)).rows as Row[])

describe('pages', () => {
  test('read and write these tables, and no other', async () => {
    const rows = await own<{ name: string; what: string }>(
      `select table_name as name, lower(privilege_type) as what from information_schema.role_table_grants
        where grantee in ('turnstone_app', 'PUBLIC') and table_schema = 'public' order by 1, 2`,
    )
    const may: Record<string, string[]> = {}
    for (const { name, what } of rows) (may[name] ??= []).push(what)
    expect(may).toEqual({
      aside: ['select'],
      attachment: ['insert', 'select'],
      child: ['select'],
      council: ['select'],
      entry: ['insert', 'select'],
      head: ['select'],
      import: ['select'],
      reach: ['select'],
      reachable: ['select'],
      record_key: ['insert', 'select'],
      register: ['select'],
      request: ['insert', 'select'],
      said: ['delete', 'insert', 'select', 'update'],
      source: ['insert', 'select'],
      standing: ['select'],
      team: ['select'],
      transfer_package: ['insert', 'select'],
      withdrawal: ['insert', 'select'],
      wrapping: ['select'],
    })
  })

  test('read and write these columns of others', async () => {
    const rows = await own<{ is: string }>(
      `select c.table_name || '.' || c.column_name || ' ' || lower(c.privilege_type) as is
         from information_schema.column_privileges c
        where c.grantee in ('turnstone_app', 'PUBLIC') and c.table_schema = 'public'
          and not exists (select 1 from information_schema.role_table_grants t
                           where t.grantee = c.grantee and t.table_name = c.table_name
                             and t.privilege_type = c.privilege_type) order by 1`,
    )
    expect(rows.map((row) => row.is)).toEqual([
      'account.council select',
      'account.id select',
      'account.left_at select',
      'account.name select',
      'account.role select',
      'account.team select',
      'child.version update',
      'entry.known_until update',
    ])
  })

  test('call these functions of the register, and none that makes a print or erases a child', async () => {
    const rows = await own<{ name: string }>(
      `select p.proname as name from pg_proc p
        where p.pronamespace = 'public'::regnamespace and has_function_privilege('turnstone_app', p.oid, 'execute')
          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`,
    )
    expect(rows.map((row) => row.name)).toEqual([
      'act_as',
      'acting',
      'begin_child',
      'bit_of',
      'chain',
      'compartment_of',
      'kek_of',
      'reach_by',
      'stamp',
      'standing_as',
    ])
  })

  test('act as nobody who owns anything', async () => {
    const rows = await own(
      `select rolname from pg_roles where rolname like 'turnstone%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
       union all select tablename from pg_tables where schemaname = 'public' and tableowner like 'turnstone%'`,
    )
    expect(rows).toEqual([])
  })
})
