import { decide, type Keys, openVault, type Person, standingsOf } from '../access/index.ts'
import { type Db, newId } from '../database/index.ts'
import { livesKnownOn } from '../lives/index.ts'
import { begin, giveBack } from '../missing/index.ts'
import { addDays, addSeconds, type Instant, londonDate, must, type Outcome } from '../plain/index.ts'
import type { said } from '../register/index.ts'
import {
  type Change,
  current,
  type Entry,
  formSource,
  knownInstant,
  moment,
  openRecord,
  record,
} from '../register/index.ts'

const minutes = (many: number) => many * 60
const when = (at: Instant) => ({ day: londonDate(at), at })

/** Who went missing, in hours before now, and what was written down since: all of it invented. */
const cases = [
  {
    goneFor: minutes(65),
    where: 'Invented: the stop by the chip shop, seen by a carer',
    wearing: 'Invented: grey hooded top, red trainers, a phone',
    worries: 'A message, a threat or a debt',
    risk: 'high',
    police: null,
    back: null,
  },
  {
    goneFor: minutes(9 * 60),
    where: '',
    wearing: '',
    worries: 'New here: under 72 hours',
    risk: 'medium',
    police: 'INVENTED-4471',
    back: null,
  },
  {
    goneFor: minutes(70 * 60),
    where: 'Invented: left after tea',
    wearing: 'Invented: school coat',
    worries: '',
    risk: 'medium',
    police: 'INVENTED-4402',
    back: minutes(62 * 60),
  },
] as const

/**
 * Lets some invented children go missing tonight, so that a demonstration’s desk shows what a desk is for: the files of a
 * council know nothing of tonight. Each goes through the same write path as a worker's form.
 */
export async function loadTonight(db: Db, keys: Keys, council: number, now: Instant): Promise<void> {
  const vault = openVault(keys, council)
  const source = await formSource(db, council)
  const person: Person = {
    council,
    account: null,
    actor: 'demonstration',
    name: 'The demonstration',
    role: 'missing-coordinator',
    team: null,
  }
  const today = londonDate(now)
  const lives = await livesKnownOn(db, council, await knownInstant(db, council, null))
  const chosen = lives
    .filter(
      (life) =>
        // Under 18 for a month yet, so that no birthday is near.
        life.dob !== null &&
        life.dob > addDays(today, 30 - 18 * 365) &&
        life.immigration.some((one) => one.code === 'uasc' && one.until === null) &&
        life.episodes.some((one) => one.until === null && one.from < today) &&
        life.missing.every(
          (one) => one.until !== null && one.until < londonDate(addSeconds(now, -minutes(8 * 24 * 60))),
        ),
    )
    .slice(0, cases.length)
  for (const [i, life] of chosen.entries()) {
    const one = cases[i]
    if (one === undefined) continue
    const { child } = life
    const standing = (await standingsOf(db, council, null, [child])).get(child)
    if (standing === undefined) continue
    const may = (action: 'report missing' | 'open a child') =>
      must(decide(person, action, { council, child: standing }), 'a co-ordinator works with every child')
    const write = async (made: Outcome<Change[], unknown>) =>
      must(
        await record(db, { permit: may('report missing'), vault, changes: must(made, 'an invented case') }),
        'an invented case is recorded',
      )
    const known = async (): Promise<Entry[]> => {
      const opened = await openRecord(db, may('open a child'), vault, child)
      return opened === null ? [] : current(opened.entries)
    }
    const gone = addSeconds(now, -one.goneFor)
    const missing = newId()
    await write(
      begin(
        child,
        await known(),
        {
          code: 'M',
          lastSeen: when(gone),
          where: one.where,
          wearing: one.wearing,
          worries: one.worries,
          anythingElse: '',
          police:
            one.police === null
              ? { told: false, reference: '', ...when(gone) }
              : { told: true, reference: one.police, ...when(addSeconds(gone, minutes(25))) },
          reportedAt: addSeconds(gone, minutes(20)),
        },
        { missing, told: newId(), source },
      ),
    )
    const add = (what: ReturnType<typeof said>): Change => ({
      does: 'add',
      child,
      fact: newId(),
      about: missing,
      said: what,
      source,
    })
    const graded = when(addSeconds(gone, minutes(30)))
    await write({
      ok: true,
      value: [
        add(
          moment('risk', one.risk, graded.day, graded.at, {
            sealed: { by: 'Invented: the duty manager', words: 'Invented: threats through a phone' },
          }),
        ),
      ],
    })
    if (one.back === null) continue
    const spell = (await known()).find((entry) => entry.fact === missing)
    if (spell === undefined) continue
    await write(
      giveBack(
        spell,
        {
          when: when(addSeconds(now, -one.back)),
          how: '',
          where: 'Invented: the foster home',
          by: 'Invented: a carer',
          harm: '',
        },
        { returned: newId(), source },
      ),
    )
  }
}
