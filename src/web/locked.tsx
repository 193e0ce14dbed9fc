import type { Context } from 'hono'
import { askToSignIn, type DevicePlace, sessionOf, signIn, signInByPasskey } from '../access/index.ts'
import type { Outcome } from '../plain/index.ts'
import { type Entered, first } from './entered.ts'
import type { Errors } from './form.tsx'
import { againFields, againForm, SignInFirst } from './pages/trouble.tsx'
import { answered } from './parts/passkey.tsx'
import { fromOurOwnPage, type SignedIn } from './request.ts'
import type { Site } from './site.ts'

export type Locked =
  | { kind: 'signed in'; session: SignedIn }
  | { kind: 'ask'; body: ReturnType<typeof SignInFirst>; status: number; error: boolean }
  | { kind: 'old' }

/**
 * A form that came after its session had ended. Nothing of it is saved: the page that answers keeps what was typed and
 * asks who it is, and once they have said so the draft is shown to them, to be checked and sent.
 */
export async function locked(
  c: Context,
  site: Site,
  entered: Entered,
  place: DevicePlace | null,
): Promise<Locked> {
  const ask = async (errors: Errors, status: number): Promise<Locked> => ({
    kind: 'ask',
    body: (
      <SignInFirst
        entered={entered}
        address={c.req.path}
        demonstration={site.demonstration}
        errors={errors}
        question={
          place === null || site.demonstration
            ? null
            : await askToSignIn(site.register, site.council.id, place)
        }
      />
    ),
    status,
    error: Object.keys(errors).length > 0,
  })
  if (first(entered, againFields.sent) === '' || site.demonstration) return ask({}, 401)
  if (!fromOurOwnPage(c)) return { kind: 'old' }
  const done = await signsIn(site, entered, place)
  if (!done.ok) return ask(done.problem.errors, done.problem.status)
  const session = await sessionOf(site.register, site.council.id, done.value)
  return session === null ? ask({}, 401) : { kind: 'signed in', session: { ...session, token: done.value } }
}

/** Signs in by what the form of a locked draft holds. @returns the session's token */
async function signsIn(
  site: Site,
  entered: Entered,
  place: DevicePlace | null,
): Promise<Outcome<string, { errors: Errors; status: number }>> {
  const no = (errors: Errors, status = 422) => ({ ok: false as const, problem: { errors, status } })
  const answer = answered(entered)
  const council = site.council.id
  if (answer !== null && place !== null) {
    const done = await signInByPasskey(site.register, council, place, answer)
    return done.ok ? done : no({ '': 'This passkey was not taken. Try again, or use your password.' })
  }
  const read = againForm.read(entered, site.now())
  if (!read.ok) return no(read.problem)
  const { [againFields.email]: email, [againFields.password]: password } = read.value
  const done = await signIn(site.register, site.keys, council, email, password)
  if (done.ok) return done
  return done.problem === 'too many'
    ? no({ [againFields.email]: 'Too many tries. Wait 15 minutes. What you typed stays in this page.' }, 429)
    : no({ [againFields.email]: 'The e-mail address or the password is not right.' })
}
