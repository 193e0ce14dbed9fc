import { type CourseSeen, coursesIn } from '../../schemes/index.ts'
import { councilOrInvented, holidaysOf } from '../../standard/index.ts'
import type { Visit } from '../page.tsx'
import type { Site } from '../site.ts'

/** Whose bank holidays the clocks of this council keep. */
export const holidaysHere = (site: Site) => holidaysOf(councilOrInvented(site.council.code)?.nation ?? '')

/** The transfers of the children whom the visitor may see. */
export const coursesSeen = ({
  site,
  db,
  vault,
}: Pick<Visit<'/', 'see today' | 'exchange packages'>, 'site' | 'db' | 'vault'>): Promise<CourseSeen[]> =>
  coursesIn(db, site.council.id, vault, holidaysHere(site))
