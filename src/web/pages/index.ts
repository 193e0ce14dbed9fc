import type { PageSpec } from '../page.tsx'
import { childPages } from './child.tsx'
import { childrenPages } from './children.tsx'
import { correctPages } from './correct.tsx'
import { helpPages } from './help.tsx'
import { importPages } from './imports.tsx'
import { missingPages } from './missing.tsx'
import { newChildPages } from './new-child.tsx'
import { peoplePages } from './people.tsx'
import { questionPages } from './questions.tsx'
import { recordPages } from './record.tsx'
import { invitationPages, signInPages } from './sign-in.tsx'
import { todayPages } from './today.tsx'
import { worklistPages } from './worklist.tsx'

/** Every page of the site. Fixed addresses come before those with names in them. */
export const pages: readonly PageSpec[] = [
  ...signInPages,
  ...invitationPages,
  ...todayPages,
  ...childrenPages,
  ...newChildPages,
  ...childPages,
  ...recordPages,
  ...missingPages,
  ...correctPages,
  ...questionPages,
  ...importPages,
  ...worklistPages,
  ...peoplePages,
  ...helpPages,
]
