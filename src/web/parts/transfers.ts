import type { Id } from '../../plain/index.ts'
import { currentEntries, openEntry } from '../../register/index.ts'
import { childrenInTransfer, type Course, coursesOf, isOver } from '../../schemes/index.ts'
import { councilOrInvented, holidaysOf, kindOf } from '../../standard/index.ts'
import type { Site } from '../site.ts'
import type { Visit } from '../page.tsx'

/** Whose bank holidays the clocks of this council keep. */
export const holidaysHere = (site: Site) => holidaysOf(councilOrInvented(site.council.code)?.nation ?? '')

/** The transfers of the children whom the visitor may see: those that go on first, and of them the one due first. */
export async function coursesSeen(
  visit: Pick<Visit<'/', 'see today' | 'exchange packages'>, 'site' | 'db' | 'vault'>,
): Promise<Course[]> {
  const { site, db, vault } = visit
  const children = await childrenInTransfer(db, site.council.id)
  if (children.length === 0) return []
  const rows = await currentEntries(db, site.council.id, children, [kindOf('transfer').number])
  // The codes and days of a step are plain: its words stay sealed here.
  const by = new Map<Id, ReturnType<typeof openEntry>[]>()
  for (const row of rows)
    by.set(row.child, [...(by.get(row.child) ?? []), openEntry(vault, { ...row, sealed: null })])
  const rank = (course: Course) => `${isOver(course.state) ? 1 : 0}${course.dueOn ?? '9999'}`
  return [...by.values()]
    .flatMap((entries) => coursesOf(entries, holidaysHere(site)))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}
