import type { Db } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'
import { kindName } from '../standard/index.ts'
import type { Life } from './life.ts'
import * as store from './store.ts'

/** Children of a council as known at an instant: what measures and the desk are folded from. */
export async function livesKnownOn(
  db: Db,
  council: number,
  knownOn: Instant,
  among: store.Among = 'all',
): Promise<Life[]> {
  const lives: Life[] = []
  const open: { life: Life | null } = { life: null }
  let located: { about: Id | null; on: PlainDate }[] = []
  let missingFacts: Id[] = []
  const finish = () => {
    const { life } = open
    if (life === null) return
    for (const { about, on } of located) {
      const spell = life.missing[missingFacts.indexOf(about as Id)]
      if (spell !== undefined)
        spell.foundOn = spell.foundOn === null || on < spell.foundOn ? on : spell.foundOn
    }
    lives.push(life)
  }
  for (const row of await store.countedRows(db, council, knownOn, among)) {
    if (open.life?.child !== row.child) {
      finish()
      open.life = {
        child: row.child,
        dob: null,
        sex: '',
        nationalities: [],
        episodes: [],
        legalStatuses: [],
        immigration: [],
        trafficking: [],
        missing: [],
        inReturn: false,
      }
      located = []
      missingFacts = []
    }
    const { life } = open
    const coded = { code: row.code, from: row.from_on, until: row.until_on }
    switch (kindName(row.kind)) {
      case 'person':
        life.dob = row.dob
        life.sex = row.code
        life.inReturn = row.source_kind === 'return'
        break
      case 'nationality':
        life.nationalities.push(row.code)
        break
      case 'episode':
        if (row.from_on !== null) {
          life.episodes.push({
            from: row.from_on,
            until: row.until_on,
            legalStatus: row.code,
            place: row.place ?? '',
            reasonNew: row.reason_new ?? '',
            reasonCeased: row.reason_ceased ?? '',
          })
        }
        life.inReturn ||= row.source_kind === 'return'
        break
      case 'legal-status':
        life.legalStatuses.push(coded)
        break
      case 'immigration':
        life.immigration.push(coded)
        break
      case 'trafficking':
      case 'referral':
        life.trafficking.push({ ...coded, passedOver: row.passed_over === true })
        break
      case 'missing':
        if (row.from_on === null) break
        missingFacts.push(row.fact)
        life.missing.push({
          fact: row.fact,
          code: row.code,
          from: row.from_on,
          until: row.until_on,
          fromAt: row.from_at,
          untilAt: row.until_at,
          order: life.missing.length,
          ...endsOf(row),
        })
        break
      case 'located':
        if (row.from_on !== null) located.push({ about: row.about, on: row.from_on })
        break
      default:
    }
  }
  finish()
  return lives
}

/** Who states which end of a missing episode: with one source it is the entry's own, with two the entry says. */
function endsOf(row: store.CountedRow): { returnEnd: PlainDate | null; foundOn: PlainDate | null } {
  if (row.two_sources) return { returnEnd: row.return_end, foundOn: row.dataset_end }
  return row.source_kind === 'return' || row.end_of_return
    ? { returnEnd: row.until_on, foundOn: null }
    : { returnEnd: null, foundOn: row.until_on }
}
