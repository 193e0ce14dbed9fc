// Workers who save without a break, each with a list of what they sent and what was acknowledged.
import { childrenOn, fieldsOf, filled } from './visitor.js'
import { pause } from './system.js'

/** Letters alone: figures in a note could look like a phone number, and the form would ask. */
const letters = (number) => [...String(number)].map((figure) => 'abcdefghij'[Number(figure)]).join('')

/** Words that stand nowhere else in the register, so that what was saved is found again. */
export const markOf = (writer, number) => `mark-${letters(writer)}x${letters(number)}`

const idOf = (path) => /^\/children\/([0-9a-f-]{36})/.exec(path)?.[1]
const isDone = (location) => /^\/children\/[0-9a-f-]{36}\?done=/.test(location)

/** The kinds of save: where the form is, and what is written into it. What a child is not ready for is not drawn. */
const kinds = {
  note: {
    path: (child) => `/children/${child.id}/note`,
    answers: (mark) => ({ text: `Invented. ${mark}` }),
  },
  placement: {
    path: (child) => `/children/${child.id}/placement`,
    answers: (mark) => ({ type: 'U1', provider: '', with: mark, address: '' }),
  },
  report: {
    path: (child) => `/children/${child.id}/missing`,
    // No time of day: then nobody is found a minute before they went.
    answers: (mark, random) => ({
      code: random() < 0.8 ? 'M' : 'A',
      where: mark,
      police: 'yes',
      reference: mark,
      wearing: '',
      anythingElse: '',
    }),
    after: (child, save) => (child.episode = save.mark),
  },
  located: {
    path: (child) => `/children/${child.id}/missing/${child.fact}/located`,
    answers: (mark) => ({ how: 'seen', where: mark, harm: '' }),
    after: (child) => (child.located = true),
  },
  returned: {
    path: (child) => `/children/${child.id}/missing/${child.fact}/returned`,
    answers: (mark) => ({ where: mark, harm: '' }),
    after: (child) => Object.assign(child, { fact: undefined, located: false }),
  },
  'new child': {
    path: () => '/children/new',
    answers: (mark) => ({
      number: mark.toUpperCase(),
      forename: 'Invented',
      surname: mark,
      sex: '',
      nationality: '',
      unaccompanied: 'later',
      legal: '',
      place: '',
      team: '',
    }),
  },
}

function draw(writer, random) {
  const { own, everybody, role } = writer
  const child = own[Math.floor(random() * own.length)]
  const kind = random()
  if (kind < 0.05) return ['new child', child]
  // Notes go to the children of others too, so that writers meet in one record.
  if (kind < 0.4 && role !== 'duty') return ['note', everybody[Math.floor(random() * everybody.length)]]
  if (kind < 0.55 && role !== 'duty') return ['placement', child]
  const missing = own.find((one) => one.fact !== undefined)
  if (missing === undefined || random() < 0.5)
    return child.fact === undefined ? ['report', child] : ['note', child]
  return [missing.located || random() < 0.4 ? 'returned' : 'located', missing]
}

/**
 * Saves until it is enough. `gate.open()` waits while the system is down. Whatever was sent and not answered is sent
 * again as it was, with the same `once`, for as long as it takes.
 */
export async function writeOn(writer, { random, gate, log, onAcknowledged, isEnough }) {
  for (let number = 0; !isEnough();) {
    const [kind, child] = draw(writer, random)
    const { path, answers, after } = kinds[kind]
    const unusual = (says) => log.unusual.push({ at: Date.now(), says })
    const form = await answerTo(() => writer.at.get(path(child)), gate)
    if (form.status === 429) await pause(1000)
    // A child who was missing already in the invented files: the page leads on to the record. Not our episode.
    if (kind === 'report' && form.status === 303) {
      writer.own = writer.own.filter((one) => one !== child)
      continue
    }
    if (form.location.startsWith('/sign-in')) throw new Error(`${writer.role} was signed out by the crash`)
    const fields = form.status === 200 ? fieldsOf(form.html) : null
    if (fields === null) {
      unusual(`${kind}: the form answered ${form.status}`)
      continue
    }
    const mark = markOf(writer.number, number++)
    const save = { mark, kind, child: child.id, role: writer.role, cutOff: [] }
    log.saves.push(save)
    const body = filled(fields, answers(mark, random))
    for (;;) {
      const answer = await answerTo(
        () => writer.at.post(path(child), body),
        gate,
        () => save.cutOff.push(Date.now()),
      )
      // Sent again, a report finds the child missing already and leads to the record without a word.
      if (answer.status === 303 && (isDone(answer.location) || save.cutOff.length > 0)) {
        save.acknowledged = true
        save.location = answer.location
        break
      }
      if (answer.status >= 500 || answer.status === 429) {
        // The last page of a server that lost its database a moment before it was killed: no acknowledgement. Somebody
        // would go back and send the form again.
        if (answer.status === 500 || answer.status === 503) save.toldNotSaved = Date.now()
        unusual(`${kind}: ${answer.status}`)
        save.cutOff.push(Date.now())
        await pause(answer.status === 429 ? 1000 : 20)
        continue
      }
      // Refused in so many words: it must not be in the register then.
      unusual(`${kind}: not saved, ${answer.status} ${whyIn(answer.html)}`)
      break
    }
    if (!save.acknowledged) continue
    onAcknowledged()
    after?.(child, save)
    const added = kind === 'new child' ? idOf(save.location) : undefined
    if (added !== undefined) writer.own.push({ id: added })
    if (kind === 'report') await learnEpisode(writer, child, gate)
  }
}

/** The episode that was just reported, from the record as anybody would find it. */
async function learnEpisode(writer, child, gate) {
  const record = await answerTo(() => writer.at.get(`/children/${child.id}`), gate)
  const found = new RegExp(`/children/${child.id}/missing/([0-9a-f-]{36})/`).exec(record.html)
  child.fact = found?.[1]
}

const whyIn = (html) =>
  (/govuk-error-summary__list[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .slice(0, 120)

/** Asks until there is a whole answer. */
async function answerTo(ask, gate, onCut = () => undefined) {
  for (;;) {
    await gate.open()
    try {
      return await ask()
    } catch {
      onCut()
      await pause(20)
    }
  }
}

/** All children whom somebody finds, page by page. */
export async function childrenFor(at) {
  const ids = []
  for (let page = 1; ; page++) {
    const found = childrenOn((await at.get(`/children?page=${page}`)).html)
    if (found.length === 0 || ids.includes(found[0])) return ids
    ids.push(...found)
  }
}
