import { count } from '../../plain/index.ts'
import { type FileResult, importNumbered } from '../../returns/index.ts'
import { BackLink } from '../govuk/index.ts'
import { notFound, page, view } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

const n = (value: number) => value.toLocaleString('en-GB')

/** The sum over all rows, as a sum: added, replaced, unchanged, set aside, together what was read. */
function RowSum({
  counts,
}: {
  counts: { rows: number; added: number; superseded: number; unchanged: number; aside: number }
}) {
  const part = (value: number, words: string, tone = '') => (
    <div class={`ts-sum__part${tone}`}>
      <dt>{words}</dt>
      <dd>{n(value)}</dd>
    </div>
  )
  return (
    <dl class="ts-sum">
      {part(counts.added, 'added')}
      {part(counts.superseded, 'replaced')}
      {part(counts.unchanged, 'unchanged')}
      {part(counts.aside, 'set aside', counts.aside > 0 ? ' ts-sum__part--aside' : '')}
      {part(counts.rows, 'rows read', ' ts-sum__part--all')}
    </dl>
  )
}

const result = page('/imports/:import', {
  needs: 'see imports',
  show: async ({ site, permit, params, person }) => {
    const done = await importNumbered(site.register, permit, params.import)
    if (done === null) return notFound
    const job = [...site.jobs.values()].find(
      (one) =>
        one.outcome.state === 'done' &&
        one.outcome.result.import === params.import &&
        one.account === person.account,
    )
    const notices = job?.outcome.state === 'done' ? job.outcome.result.notices : []
    const { counts } = done
    const unread = done.files.filter((file) => file.table === null)
    return view(
      'What was read in',
      <>
        <BackLink href={paths.imports}>All imports</BackLink>
        <H1 caption={`Read ${momentInWords(done.at)}`}>
          {n(counts.rows - counts.aside)} rows are in.{' '}
          {counts.aside === 0
            ? 'None is set aside'
            : `${n(counts.aside)} ${counts.aside === 1 ? 'is' : 'are'} set aside`}
        </H1>
        <Lede>
          Every row is accounted for.{' '}
          {counts.aside > 0 && (
            <>
              Rows set aside are kept until you put them right or say why not.{' '}
              <a href={paths.worklist}>Go to the worklist</a>
            </>
          )}
        </Lede>
        <RowSum counts={counts} />
        <h2 class="ts-h2">File by file</h2>
        <FileTable files={done.files.filter((file) => file.table !== null)} />
        {unread.length > 0 && (
          <>
            <h2 class="ts-h2">Not read</h2>
            <ul class="govuk-list govuk-list--bullet">
              {unread.map((file) => (
                <li key={file.file}>
                  {file.file} {file.why}
                </li>
              ))}
            </ul>
          </>
        )}
        <h2 class="ts-h2">Kept, and worth knowing</h2>
        {notices.length === 0 ? (
          <p class="govuk-body">
            {counts.notices === 0
              ? 'Nothing.'
              : `${count(counts.notices, 'notice')}, shown when the import ended and on the command line with --json.`}
          </p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {notices.slice(0, 200).map((notice, i) => (
              <li key={i}>
                {notice.file}
                {notice.line === undefined ? '' : `, line ${notice.line}`}
                {notice.column === undefined ? '' : `, ${notice.column}`}: {notice.problem}.
              </li>
            ))}
            {notices.length > 200 && <li>and {n(notices.length - 200)} more</li>}
          </ul>
        )}
      </>,
      { section: 'files' },
    )
  },
})

function FileTable({ files: read }: { files: readonly FileResult[] }) {
  const cells = (file: FileResult) => [
    n(file.rows),
    n(file.added),
    n(file.superseded),
    n(file.unchanged),
    n(file.aside),
  ]
  return (
    <StackTable
      caption="Rows by file"
      captionHidden
      head={[
        { text: 'File' },
        { text: 'Rows', numeric: true },
        { text: 'Added', numeric: true },
        { text: 'Replaced', numeric: true },
        { text: 'Unchanged', numeric: true },
        { text: 'Set aside', numeric: true },
      ]}
      rows={read.map((file) => [file.file, ...cells(file)])}
    />
  )
}

export const importResultPages = [result]
