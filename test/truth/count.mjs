/**
 * Counts the questionnaire from the truth about an invented council (lives.jsonl), and from nothing else. It imports
 * none of Turnstone's code and is written to be obviously right, not fast: it is what Turnstone is tested against.
 *
 *   node test/truth/count.mjs LIVES --from 2014-10-01 --to 2015-09-30 [--known-on 2015-12-31]
 *
 * Readings taken where the wording of the rules leaves room:
 *  1. A day of knowledge means what the deliveries up to and including that day say: the latest of them. Before the
 *     first, nothing is known. Without a day of knowledge: the last delivery.
 *  2. "An episode touches the period and the child is under 18 in it": some day of the period lies in the episode (DEC
 *     included) and before the 18th birthday.
 *  3. A V3 or V4 episode counts as looked after for a child who also has an episode of another status.
 *  4. "In force in the period" asks nothing of age or care on that day: identified after the birthday, within the same
 *     period as the last days of care, is in 1a.
 *  5. A missing episode of 2a and 2b need not lie within care; it needs one day in common with the period. Its last day
 *     is the end that the dataset states, or else MIS_END, or else it is open.
 *  6. Coverage: any STATUS row known, whatever its dates; of the children looked after in the period, V3/V4-only left out.
 *  7. `before-care` asks for the age on the day the episode starts.
 *  8. `outside-the-return`: children with no episode known who are counted in before-care or in a not-found measure.
 *  9. Not found asks nothing of care, past or present; the child must be unaccompanied or separated on the day of the
 *     start itself, and for trafficked any status counts that began on or before the period's last day, ended or not,
 *     whatever a later decision said.
 * 10. Suspected and identified: `none` and `indicators` count for nothing, a negative decision and `reconsidered` neither.
 */
import { readFileSync } from 'node:fs'
import process from 'node:process'

const identified = ['identified', 'rg-positive', 'cg-positive']
const suspected = ['suspected', 'referred']

/** "18 on 1 March" for those born on 29 February: 18 years later is never a leap year. */
function adultOn(dob) {
  const day = `${Number(dob.slice(0, 4)) + 18}${dob.slice(4)}`
  return day.endsWith('-02-29') ? day.replace('-02-29', '-03-01') : day
}

/** The items as believed on a day: each with its values of that day; those not yet known are left out. */
function asKnown(items, day) {
  return items.flatMap((item) => {
    const versions = item.known.filter((version) => version.on <= day)
    return versions.length === 0 ? [] : [{ ...item, ...versions[versions.length - 1] }]
  })
}

/** "It starts on or before its last day and its DEC, MIS_END, TO or DUC is on or after its first." null: no bound. */
const touches = (item, from, to) => (item.from ?? '') <= to && (item.until ?? '9999') >= from

function readChild(life, { from, to, day }) {
  const care = asKnown(life.care, day)
  const missing = asKnown(life.missing, day)
  const alone = asKnown(life.unaccompanied, day)
  const statuses = asKnown(life.trafficking, day)
  const adult = adultOn(life.dob)

  // "Children with only V3 or V4 episodes are left out of every measure"
  const respiteOnly = care.length > 0 && care.every((episode) => episode.ls === 'V3' || episode.ls === 'V4')
  if (respiteOnly) return null

  // "Looked after: an episode touches the period and the child is under 18 in it"
  const lookedAfter = care.some((episode) => {
    const first = episode.from > from ? episode.from : from
    return touches(episode, from, to) && first < adult
  })

  const inForce = statuses.filter((status) => touches(status, from, to)).map((status) => status.status)
  // "Identified: identified, rg-positive or cg-positive in force in the period"
  const isIdentified = inForce.some((status) => identified.includes(status))
  // "Suspected: suspected or referred in force in it. A child counted in 1a is not counted in 1b"
  const isSuspected = !isIdentified && inForce.some((status) => suspected.includes(status))
  // "the status holds from before anything else recorded up to and including DUC. 'Separated' counts with it"
  const isAlone = alone.some((status) => touches(status, from, to))

  // "2a and 2b take any episode that touches the period"; "an episode begun before the period is not an incident of it"
  const wasMissing = missing.some((episode) => touches(episode, from, to))
  const begun = missing.filter((episode) => episode.from >= from && episode.from <= to)

  // "an M episode (never A) begun by the end of the period and not located by it"
  const notFound = missing.filter(
    (episode) =>
      episode.type === 'M' && episode.from <= to && (episode.located === null || episode.located > to),
  )
  // "by anything recorded as identified or suspected up to the end of the period for trafficked"
  const everTrafficked = statuses.some(
    (s) => [...identified, ...suspected].includes(s.status) && s.from <= to,
  )
  // "decided on the day the child went missing for unaccompanied"
  const lostAlone = notFound.some((episode) =>
    alone.some((status) => touches(status, episode.from, episode.from)),
  )

  // "children under 18 with an M or A episode that starts in the period and before any care"
  const careBegun = care.map((episode) => episode.from).sort()[0] ?? '9999'
  const beforeCare = begun.some((episode) => episode.from < careBegun && episode.from < adult)

  return {
    lookedAfter,
    isIdentified,
    isSuspected,
    isAlone,
    wasMissing,
    incidents: begun.length,
    notFoundTrafficked: notFound.length > 0 && everTrafficked,
    notFoundAlone: lostAlone,
    beforeCare,
    noCare: care.length === 0,
    hasStatus: statuses.length > 0,
  }
}

export function count(lines, { from, to, knownOn }) {
  const objects = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line))
  const deliveries = objects.find((object) => object.deliveries)?.deliveries
  const asked = knownOn ?? '9999-12-31'
  const day = deliveries
    ? (deliveries
        .filter((delivery) => delivery <= asked)
        .sort()
        .pop() ?? '')
    : asked
  const children = objects
    .filter((object) => object.child)
    .map((life) => readChild(life, { from, to, day }))
    .filter((child) => child !== null)

  const inCare = children.filter((child) => child.lookedAfter)
  const a = inCare.filter((child) => child.isIdentified)
  const b = inCare.filter((child) => child.isSuspected)
  const c = inCare.filter((child) => child.isAlone)
  const both = c.filter((child) => child.isIdentified || child.isSuspected)
  const missingA = [...a, ...b].filter((child) => child.wasMissing)
  const missingB = c.filter((child) => child.wasMissing)
  const incidents = (group) => group.reduce((sum, child) => sum + child.incidents, 0)
  const outside = (child) =>
    child.noCare && (child.beforeCare || child.notFoundTrafficked || child.notFoundAlone)

  return {
    '1a': a.length,
    '1b': b.length,
    '1c': c.length,
    '1d': both.length,
    '2a': missingA.length,
    '2b': missingB.length,
    'incidents-trafficked': incidents(missingA),
    'incidents-unaccompanied': incidents(missingB),
    'not-found-trafficked': children.filter((child) => child.notFoundTrafficked).length,
    'not-found-unaccompanied': children.filter((child) => child.notFoundAlone).length,
    'before-care': children.filter((child) => child.beforeCare).length,
    'outside-the-return': children.filter(outside).length,
    coverage1a: { held: inCare.filter((child) => child.hasStatus).length, of: inCare.length },
  }
}

const [program, file, ...options] = process.argv.slice(1)
if (program?.endsWith('count.mjs') && file !== undefined) {
  const option = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined)
  const asked = { from: option('--from'), to: option('--to'), knownOn: option('--known-on') }
  if (!asked.from || !asked.to) throw new Error('Usage: count.mjs LIVES --from DAY --to DAY [--known-on DAY]')
  console.log(JSON.stringify(count(readFileSync(file, 'utf8').split('\n'), asked)))
}
