import { createHash } from 'node:crypto'
import { type Act, sessionMark } from '../access/index.ts'
import { type Id, isId } from '../plain/index.ts'
import type { PageSpec } from './page.tsx'
import type { SignedIn } from './request.ts'
import type { Site } from './site.ts'

type Looked = Pick<Act, 'outcome' | 'reason' | 'ids'> & {
  /** The children of whom this request unwrapped a key, shown or not: a search opens every name it looks through. */
  unwrapped?: readonly Id[]
}

/**
 * One row of the trail for one page view: who, which page, which child it was about, which children were on it, of
 * how many a key was unwrapped and, as a digest, of which.
 */
export const lookAt =
  (site: Site, page: PageSpec, session: SignedIn, child: Id | undefined) =>
  ({ unwrapped = [], ...looked }: Looked): Promise<void> =>
    site.look({
      actor: session.person.actor,
      action: page.needs,
      subject: child ?? '',
      count: unwrapped.length,
      digest:
        unwrapped.length === 0
          ? ''
          : createHash('sha256')
              .update([...unwrapped].sort().join(','))
              .digest('hex'),
      session: sessionMark(session.token),
      page: page.path,
      ...looked,
    })

/** The children that a page shows: whoever is shown is linked, or marked, by an address that holds the id. */
export const childrenOn = (html: string): Id[] => [
  ...new Set([...html.matchAll(/\/children\/([0-9a-f-]{36})/g)].map((found) => found[1] ?? '').filter(isId)),
]
