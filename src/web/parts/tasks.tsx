import { inWords, type PlainDate } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import { PressBox } from '../form.tsx'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'

type Here = Visit<'/children/:child', 'open a child'>

/** What is to be done for a child and is not done yet, soonest first. */
export function Tasks({ visit, known }: { visit: Here; known: readonly Entry[] }) {
  const dueOf = (entry: Entry) => {
    const due = entry.attributes['due']
    return typeof due === 'string' ? (due as PlainDate) : null
  }
  const open = known
    .filter((entry) => entry.kind === 'task' && entry.until === null)
    .sort((a, b) => ((dueOf(a) ?? '') < (dueOf(b) ?? '') ? -1 : 1))
  if (open.length === 0) return null
  return (
    <>
      <h2 class="ts-h2" id="to-do">
        To do
      </h2>
      <ul class="ts-menu">
        {open.map((entry) => {
          const due = dueOf(entry)
          return (
            <li key={entry.fact}>
              {due !== null && due < visit.today && <strong>Over: </strong>}
              {entry.sealed['words']}
              <span class="ts-block ts-small ts-quiet">
                {due === null ? 'No day set' : `By ${inWords(due)}`},{' '}
                {entry.sealed['owner'] ?? 'nobody named'}
              </span>
              {visit.may('record an entry') && (
                <PressBox
                  seal={visit.seal}
                  action={paths.taskDone(visit.params.child, entry.fact)}
                  label="Done"
                  hiddenText={`: ${entry.sealed['words'] ?? ''}`}
                  classes="ts-plain"
                />
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
