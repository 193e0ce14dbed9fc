import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asOwner } from '../src/database/index.ts'
import { day } from '../src/plain/index.ts'
import { said } from '../src/register/index.ts'
import { aChild, testRegister } from './support/register.ts'

const register = await testRegister('real')

test('nobody can end an entry at a time of their choosing, which would change what was known in the past', async () => {
  await aChild(register, 'E-1', [said('immigration', 'uasc')], day('2009-06-14'))
  const early =
    "update entry set known_until = known_from + interval '1 microsecond' where known_until is null"
  await expect(sql.raw(early).execute(register.db)).rejects.toThrow(
    'recorded time comes from the head row alone',
  )
  await expect(asOwner(register.owner, (client) => client.query(early))).rejects.toThrow(
    'recorded time comes from the head row alone',
  )
})

test('the audit chain takes no hash that does not follow from the row before', async () => {
  const forged = sql`with s as (select * from stamp(1::smallint, 0::smallint, null, 1))
    select chain(1::smallint, 0::smallint, s.seq, s.at, array['\\x01'::bytea], array['\\x02'::bytea], '[]', false) from s`
  await expect(forged.execute(register.db)).rejects.toThrow('the hash does not follow')
})
