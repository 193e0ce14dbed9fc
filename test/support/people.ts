import { acceptInvitation, addColleague, newLink, type Permit, type Role } from '../../src/access/index.ts'
import { asOwner } from '../../src/database/index.ts'
import { type Id, must } from '../../src/plain/index.ts'
import type { TestRegister } from './register.ts'

export const goodPassword = 'harbour lantern pebble'
export const wrongPassword = 'harbour lantern stone'

/** People of a test register: how they come to be there, and what the owner of the database can see and move. */
export function peopleOf(register: TestRegister) {
  const { db, council } = register
  let number = 0
  const manage = (): Permit<'manage people'> => register.permit('administrator', 'manage people')
  const invite = async (name: string, role: Role = 'duty') => {
    const email = `worker${number++}@kent.example.org`
    const id = must(await addColleague(db, manage(), { name, email, role, team: null }), 'inviting')
    return { email, id, token: await newLink(db, manage(), id) }
  }
  const accept = (token: string, password = goodPassword) =>
    acceptInvitation(db, council.id, token, { name: '', email: '', password })
  return {
    manage,
    invite,
    accept,
    /** Somebody with a password and a session, as they come to be one: invited, and the link taken up. */
    colleague: async (role: Role = 'social-worker') => {
      const asked = await invite('Robin Ashdown', role)
      return { ...asked, session: must(await accept(asked.token), 'taking up a link') }
    },
    /** A statement as the owner of the database. */
    own: (statement: string, values: unknown[] = []) =>
      asOwner(
        register.owner,
        async (client) => (await client.query<Record<string, unknown>>(statement, values)).rows,
      ),
    /** Lets time pass for somebody's sessions. */
    ages: (account: Id, column: 'seen_at' | 'created_at', interval: string) =>
      asOwner(register.owner, (client) =>
        client.query(`update session set ${column} = ${column} - $2::interval where account = $1`, [
          account,
          interval,
        ]),
      ),
  }
}
