import { draftOf, dropDraft, keepDraft } from '../../access/index.ts'
import { clockInWords, londonTime } from '../../plain/index.ts'
import { first } from '../entered.ts'
import { page, type Shown } from '../page.tsx'
import { paths } from '../paths.ts'

/** What a form holds besides what is typed, and what is never kept. */
const notTyped = ['token', 'draft-page', 'draft-drop']

const json = (value: unknown): Shown => ({
  kind: 'inline',
  type: 'application/json; charset=utf-8',
  bytes: new TextEncoder().encode(JSON.stringify(value)),
})

/** An address of ours, of a form: nothing else is a page that has drafts. */
const isPage = (text: string): boolean => /^\/[a-z0-9/-]{0,250}$/.test(text) && text !== paths.drafts

/** Drafts, for the script that keeps what is typed: pages work without it. */
export const draftPages = [
  page('/drafts', {
    needs: 'see today',
    show: async ({ site, person, query }) => {
      const asked = query.get('page') ?? ''
      const draft = isPage(asked) ? await draftOf(site.register, site.keys, person, asked) : null
      return json(
        draft === null ? null : { fields: draft.fields, at: clockInWords(londonTime(draft.at).time) },
      )
    },
    submit: async ({ site, person, entered }) => {
      const asked = first(entered, 'draft-page')
      if (!isPage(asked)) return json({ problem: 'There is no such page.' })
      if (first(entered, 'draft-drop') === 'yes') {
        await dropDraft(site.register, person, asked)
        return json({})
      }
      const fields = Object.fromEntries(
        Object.entries(entered.values).filter(
          ([name]) => !notTyped.includes(name) && !/password/i.test(name),
        ),
      )
      const kept = await keepDraft(site.register, site.keys, person, asked, fields)
      return json(kept.ok ? { at: clockInWords(londonTime(kept.value).time) } : { problem: kept.problem })
    },
  }),
]
