import type { Db } from '../database/index.ts'
import { notify, type Post } from '../missing/index.ts'
import * as store from './store.ts'

/**
 * Tells co-ordinators, and the managers of every team concerned, of a handle that was written down in the last day and
 * reached another child: once a person and contact, or once a person and import where a file brought many. What is set aside
 * as innocent tells nobody. The message names neither the handle nor a child.
 */
export const tellOfLinks = (db: Db, council: number, post: Post): Promise<void> =>
  notify(db, council, post, 'linked', () => store.toBeToldOfLinks(db, council))
