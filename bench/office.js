// What people do in an office and in a night, one action at a time, and how long each took.
import { episodesOn, fieldsOf, filled, visitor } from './visitor.js'
import { pause } from './system.js'

/** Out of a hundred actions. A save is one action: the form, some typing, the sending, and the record after it. */
const mix = {
  'look at today': 18,
  'look at the desk': 12,
  'open a record': 30,
  'list children': 10,
  'search by name': 8,
  'write a note': 12,
  'report missing': 4,
  'write down as found': 4,
  'record a placement': 2,
}

/** What is measured, and the 95th percentile that it must stay under, in milliseconds. */
export const bars = {
  today: 300,
  'missing desk': 300,
  'children, first page': 300,
  'search by name': 300,
  'a form, opened': 300,
  'a child’s record': 400,
  'note saved': 500,
  'reported missing': 500,
  'located or returned': 500,
  'placement saved': 500,
}

/** Somebody types so long: quick for a person, slow for a computer. */
const typing = 5000

const parts = ['mar', 'ash', 'dar', 'ell', 'kel', 'nor', 'sha', 'ber', 'lum', 'ava']
const seen = ['seen', 'phoned', 'authority']

/**
 * The people of an office.
 * @param measured is told `(kind, milliseconds, problem)` for every answer; the milliseconds begin at the moment for
 *   which the action was planned, not at the one at which the bench came to it
 */
export function officeOf(address, { workers, children }, random, measured) {
  const missing = new Set(children.filter((one) => one.missing).map((one) => one.id))
  const onDesk = [...missing]
  const any = (list) => list[Math.floor(random() * list.length)]
  const people = workers.map((worker) => ({
    ...worker,
    at: visitor(address, worker.cookie),
    mine: children.filter((one) => worker.team === null || one.team === worker.team).map((one) => one.id),
    episodes: [],
  }))

  /** Times one answer against the plan; what came, or null where it was not what it should be. */
  async function time(kind, planned, ask, isRight) {
    try {
      const answer = await ask()
      const problem = isRight(answer) ? null : `${answer.status} ${whyIn(answer.html)}`
      measured(kind, performance.now() - planned, problem)
      return problem === null ? answer : null
    } catch (error) {
      measured(kind, performance.now() - planned, error.message)
      return null
    }
  }
  const look = (kind, planned, person, path) =>
    time(
      kind,
      planned,
      () => person.at.get(path),
      (answer) => answer.status === 200,
    )

  async function save(kind, planned, person, path, answers) {
    const form = await look('a form, opened', planned, person, path)
    const fields = form === null ? null : fieldsOf(form.html)
    if (fields === null) return null
    // Somebody sends when they have typed; where the form came later than that, the sending is late and it counts.
    const sending = planned + typing
    await pause(sending - performance.now())
    const saved = await time(
      kind,
      sending,
      () => person.at.post(path, filled(fields, answers)),
      (answer) => answer.status === 303 && answer.location.includes('?done='),
    )
    if (saved === null) return null
    return look('a child’s record', performance.now(), person, saved.location)
  }

  const boxOf = (person) => (person.role === 'duty' ? '/missing/report' : '/children')
  const search = async (planned, person) => {
    const asked = new URLSearchParams({ token: person.token, find: any(parts) })
    await time(
      'search by name',
      planned,
      async () => {
        const kept = await person.at.post(boxOf(person), asked)
        return kept.status === 303 ? person.at.get(kept.location) : kept
      },
      (answer) => answer.status === 200,
    )
  }

  /** A duty worker opens whom the desk shows; everybody else, whom they work with. */
  const childOf = (person) => any(person.role === 'duty' ? onDesk : person.mine)

  const actions = {
    'look at today': (planned, person) => look('today', planned, person, '/'),
    'look at the desk': (planned, person) => look('missing desk', planned, person, '/missing'),
    'open a record': (planned, person) =>
      look('a child’s record', planned, person, `/children/${childOf(person)}`),
    'list children': (planned, person) => look('children, first page', planned, person, '/children'),
    'search by name': search,
    'write a note': (planned, person) =>
      save('note saved', planned, person, `/children/${childOf(person)}/note`, {
        text: 'Invented. Said to be well.',
      }),
    'report missing': async (planned, person) => {
      const child = any(person.mine)
      if (missing.has(child)) return actions['open a record'](planned, person)
      missing.add(child)
      const answers = { code: 'M', police: 'yes', where: 'Invented', wearing: '', anythingElse: '' }
      const record = await save('reported missing', planned, person, `/children/${child}/missing`, answers)
      const episode = episodesOn(record?.html ?? '').find(([of]) => of === child)
      if (episode !== undefined) person.episodes.push(episode)
    },
    'write down as found': async (planned, person) => {
      const episode = person.episodes.shift()
      if (episode === undefined) return actions['report missing'](planned, person)
      const [child, fact] = episode
      const [how, answers] =
        random() < 0.5
          ? ['located', { how: any(seen), where: 'Invented', harm: '' }]
          : ['returned', { where: 'Invented', harm: '' }]
      const path = `/children/${child}/missing/${fact}/${how}`
      if ((await save('located or returned', planned, person, path, answers)) !== null) missing.delete(child)
    },
    'record a placement': (planned, person) =>
      person.role === 'duty'
        ? actions['write a note'](planned, person)
        : save('placement saved', planned, person, `/children/${any(person.mine)}/placement`, {
            type: 'U1',
            provider: '',
            with: 'Invented',
            address: '',
          }),
  }

  const drawn = Object.entries(mix).flatMap(([name, weight]) => Array.from({ length: weight }, () => name))
  /** Everybody has had the box to search in before them once: its token is known and is not asked for anew. */
  const arrive = async () => {
    for (const person of people)
      person.token = fieldsOf((await person.at.get(boxOf(person))).html)?.get('token') ?? ''
  }
  return { people, arrive, act: (planned, person) => actions[any(drawn)](planned, person) }
}

const whyIn = (html) =>
  (/<ul class="[^"]*govuk-error-summary__list[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .slice(0, 120)
