import { decide, workerNames } from '../../access/index.ts'
import { imports } from '../../returns/index.ts'
import { page, view } from '../page.tsx'
import { H1, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

const n = (value: number) => value.toLocaleString('en-GB')

const list = page('/imports', {
  needs: 'see imports',
  show: async ({ site, permit, person }) => {
    const done = await imports(site.register, permit)
    const names = await workerNames(site.register, site.council.id)
    const may = decide(person, 'import files', { council: site.council.id }).ok
    return view(
      'Files',
      <>
        <H1>Files</H1>
        <ul class="ts-links ts-links--row">
          {may && (
            <li>
              <a href={paths.newImport}>Read files in</a>
            </li>
          )}
          <li>
            <a href={paths.worklist}>Rows set aside</a>
          </li>
        </ul>
        {done.length === 0 ? (
          <div class="ts-empty">
            <h2 class="ts-h2 ts-mt0">Nothing was read in yet</h2>
            <p class="govuk-body">
              Start with the files of the last SSDA903 return: header, episodes, uasc and missing.
            </p>
          </div>
        ) : (
          <StackTable
            caption="What was read in, newest first"
            head={[
              { text: 'When' },
              { text: 'By' },
              { text: 'Rows', numeric: true },
              { text: 'Added', numeric: true },
              { text: 'Replaced', numeric: true },
              { text: 'Unchanged', numeric: true },
              { text: 'Set aside', numeric: true },
            ]}
            rows={done.map((one) => [
              <a href={paths.import(one.id)}>{momentInWords(one.at)}</a>,
              one.by === null
                ? one.actor.replace('os:', 'command line, ')
                : (names.get(one.by) ?? 'somebody'),
              n(one.counts.rows),
              n(one.counts.added),
              n(one.counts.superseded),
              n(one.counts.unchanged),
              n(one.counts.aside),
            ])}
          />
        )}
      </>,
      { section: 'files' },
    )
  },
})

export const importPages = [list]
