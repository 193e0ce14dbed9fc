import type { ChildRecord } from '../../register/index.ts'
import { carries, isOwnEnd, mayCarry } from './child-record.ts'
import { type Course, isOver } from './course.ts'

/**
 * Whether the other council does not know yet what is known here about a child who is or was missing. After the end of a
 * transfer only what concerns somebody who was missing before it is still to be told.
 */
export function owesNews(
  course: Course,
  { entries, sources, withdrawn }: Pick<ChildRecord, 'entries' | 'sources' | 'withdrawn'>,
): boolean {
  const told = course.steps.filter((step) => step.side === course.role && carries(step.name))
  const [first] = course.steps
  const toldAt = (told.at(-1) ?? first)?.entry.knownFrom
  if (toldAt === undefined) return false
  const ended = course.steps.find((step) => step.name !== 'news' && isOver(step.name))
  const kinds = mayCarry('news')
  const spells = new Map(
    entries.filter((entry) => entry.kind === 'missing').map((entry) => [entry.fact, entry]),
  )
  return entries.some((entry) => {
    if (!kinds.includes(entry.kind) || isOwnEnd(entry)) return false
    const taken = withdrawn.get(entry.id)
    const takenBack = taken !== undefined && taken.reason !== 'absent from the source' && taken.at > toldAt
    const isNew = entry.knownFrom > toldAt && sources.get(entry.source)?.kind !== 'transfer'
    if (!isNew && !takenBack) return false
    if (ended === undefined) return true
    const spell = spells.get(entry.kind === 'missing' ? entry.fact : (entry.about ?? entry.fact))
    const endedOn = ended.entry.from
    const since = spell?.from ?? null
    return since !== null && endedOn !== null && since <= endedOn
  })
}
