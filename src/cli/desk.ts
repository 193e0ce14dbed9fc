import { note } from '../access/index.ts'
import { clockSettingsAt, type Desk, deskAt, type Due, firstMinute, isOverdue } from '../missing/index.ts'
import { clockInWords, count, type Id, inWords, type Instant, instantOf, londonTime } from '../plain/index.ts'
import { councilNumbers } from '../register/index.ts'
import { type Command, Usage } from './command.ts'
import { openFolder } from './open.ts'
import { instantOption, readArgs } from './options.ts'

export const deskCommand: Command = {
  name: 'desk',
  does: 'Say who is missing, what is due next, and which return interviews are not held.',
  help: `turnstone desk --data DIR [--at INSTANT|DATE] [--key FILE] [--json]

Who is missing or away, or was closed by the rules of the return and is not found; what is due, first due first; and
the return interviews that are due and not held. Children stand by the council's own number. Where only a day is
known, a clock runs from its first minute in London.

  --at INSTANT    as it stood then, with today's knowledge of it: 2026-02-03T03:12:00Z, or a date (the end of
                  that day in London). Without it: now.
  --json          print one JSON document on standard output, instants in UTC`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      at: { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      json: { type: 'boolean' },
    })
    if (positionals.length > 0) throw new Usage(`"${positionals.join(' ')}" means nothing here.`)
    const at = instantOption('at', values.at) ?? instantOf(new Date())
    const register = await openFolder(io, values.data, values.key)
    try {
      const { db, council } = register
      const permit = register.permit('ask a question')
      const clocks = await clockSettingsAt(db, council.id, instantOf(new Date()))
      const desk = await deskAt(db, permit, at, { clocks, interviewsSince: null })
      const ids = [...desk.cases, ...desk.interviews].map((one) => one.child)
      const numbers = await councilNumbers(db, register.vault(), council.id, [...new Set(ids)])
      // Who looks is written down before anything is shown.
      await note(db, council.id, {
        actor: permit.person.actor,
        action: 'see who is missing',
        subject: '',
        count: ids.length,
        digest: '',
        ids: [...new Set(ids)],
      })
      io.out(
        values.json === true ? `${JSON.stringify(asData(desk, numbers), null, 2)}\n` : asWords(desk, numbers),
      )
      return 0
    } finally {
      await register.close()
    }
  },
}

/** Seconds are enough for a clock: `2026-02-03T03:12:00Z`. */
const utc = (at: Instant): string => `${at.slice(0, 19)}Z`

function asData(desk: Desk, numbers: Map<Id, string>) {
  const child = (id: Id) => numbers.get(id) ?? ''
  return {
    at: utc(desk.at),
    missing: desk.cases.map((one) => ({
      child: child(one.child),
      since: utc(firstMinute(one.since)),
      kind: one.state === 'away' ? 'away' : 'missing',
      notFoundAfterClosing: one.state === 'not found',
      timeRecorded: one.since.at !== null,
      due: one.due
        .filter((due) => due.doneAt === null)
        .map((due) => ({
          what: due.what,
          clock: due.clock,
          dueAt: utc(due.dueAt),
          overdue: isOverdue(due, desk.at),
        })),
    })),
    interviews: desk.interviews.map((one) => ({
      child: child(one.child),
      returnedAt: utc(firstMinute(one.cameBack)),
      dueAt: utc(one.dueAt),
      overdue: one.dueAt <= desk.at,
      timeRecorded: one.timeRecorded,
      step: one.step,
    })),
  }
}

const moment = (at: Instant): string => {
  const { date, time } = londonTime(at)
  return `${clockInWords(time)} on ${inWords(date)}`
}

function asWords(desk: Desk, numbers: Map<Id, string>): string {
  const line = (due: Due) =>
    `    ${isOverdue(due, desk.at) && due.kind === 'duty' ? 'OVER  ' : ''}${due.what}: ${moment(due.dueAt)}`
  const lines = [
    `At ${moment(desk.at)}`,
    '',
    `${count(desk.cases.length, 'child is', 'children are')} missing, away, or closed and not found`,
  ]
  for (const one of desk.cases) {
    lines.push(`  ${numbers.get(one.child) ?? ''}, ${one.state}, since ${moment(firstMinute(one.since))}`)
    lines.push(...one.due.filter((due) => due.doneAt === null).map(line))
  }
  lines.push('', `${count(desk.interviews.length, 'return interview')} due and not held`)
  for (const one of desk.interviews)
    lines.push(
      `  ${numbers.get(one.child) ?? ''}, back ${moment(firstMinute(one.cameBack))}${one.timeRecorded ? '' : ' (time not recorded)'}: by ${moment(one.dueAt)}${one.dueAt <= desk.at ? ', over' : ''}`,
    )
  return `${lines.join('\n')}\n`
}
