import { randomUUID } from 'node:crypto'
import { decide, workerNames } from '../../access/index.ts'
import { inOneSentence } from '../../database/index.ts'
import { count, csvLine } from '../../plain/index.ts'
import {
  type FileResult,
  importFiles,
  importNumbered,
  imports,
  type SourceFile,
  tables,
  worklist,
} from '../../returns/index.ts'
import { demonstrationRefuses } from '../demonstration.ts'
import { files } from '../field.tsx'
import { type Errors, form, FormBox, PressBox } from '../form.tsx'
import { BackLink, Button, Checkboxes, Details } from '../govuk/index.ts'
import { type ImportJob, remember } from '../import-jobs.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

const n = (value: number) => value.toLocaleString('en-GB')

const list = page('/imports', {
  needs: 'see imports',
  show: async ({ site, permit, person }) => {
    const done = await imports(site.db, permit)
    const names = await workerNames(site.db, site.council.id)
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

const uploadForm = form({
  files: files('Choose the files', {
    needed: 'Choose at least one file.',
    hint: 'CSV files. Hold Ctrl or Command to choose several. They are recognised by their headings, whatever they are called',
    accept: '.csv,.txt,.json,text/csv',
  }),
})

function uploadPage(visit: Visit<'/imports/new', 'import files'>, errors: Errors): Shown {
  const { site, seal } = visit
  return view(
    'Read files in',
    <div class="ts-narrow">
      <BackLink href={paths.imports}>Back to files</BackLink>
      {uploadForm.summary(errors)}
      <H1>Read files in</H1>
      <Lede>
        Every row is accounted for, and an import is done whole or not at all. Reading the same files again
        adds nothing.
      </Lede>
      {site.demonstration && (
        <p class="govuk-body">
          This is a demonstration: it reads only files written by “turnstone invent”, together with their
          turnstone-invented.json.
        </p>
      )}
      <FormBox seal={seal} upload>
        {uploadForm.field('files', visit.entered, errors)}
        <Checkboxes
          name="absent"
          items={[
            {
              value: 'withdraw',
              text: 'Withdraw what an earlier import brought and these files no longer have',
              hint: 'Leave this empty unless you know that the files are complete',
            },
          ]}
        />
        <Button preventDoubleClick>Read them in</Button>
      </FormBox>
      <Details summary="Which files can be read?">
        <ul class="govuk-list govuk-list--bullet">
          {tables.map((table) => (
            <li key={table.part}>
              {table.title}: {table.needs.join(', ')} and others
            </li>
          ))}
        </ul>
      </Details>
    </div>,
    { section: 'files', error: Object.keys(errors).length > 0 },
  )
}

const upload = page('/imports/new', {
  needs: 'import files',
  show: (visit) => uploadPage(visit, {}),
  submit: async (visit) => {
    const { site, entered, now, permit, person } = visit
    const read = uploadForm.read(entered, now)
    if (!read.ok) return uploadPage(visit, read.problem)
    const chosen = read.value.files
    const given = chosen.map((one): SourceFile => ({
      name: one.name,
      bytes: async function* () {
        const bytes = await one.bytes()
        // In pieces, so that the page's progress moves and other requests are served between them.
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
      },
    }))
    const refusal = await demonstrationRefuses(site.keys.born, given)
    if (refusal !== null) return uploadPage(visit, { files: refusal })
    const job: ImportJob = {
      id: randomUUID(),
      account: person.account,
      files: given.map((one) => one.name),
      progress: { step: 'reading', done: 0, of: 0 },
      stop: new AbortController(),
      outcome: { state: 'running' },
    }
    remember(site.jobs, job)
    const size = chosen.reduce((sum, one) => sum + one.size, 0)
    // Not awaited: the next page says how far it is, and the import goes on while nobody looks.
    void importFiles(site.db, {
      permit,
      vault: site.vault(),
      keys: site.keys,
      files: given,
      now,
      size,
      withdrawAbsent: entered.values['absent']?.includes('withdraw') === true,
      signal: job.stop.signal,
      onProgress: (progress) => (job.progress = progress),
    }).then(
      (done) =>
        (job.outcome = done.ok
          ? { state: 'done', result: done.value }
          : { state: 'refused', sentence: done.problem.sentence }),
      (error: unknown) => {
        job.outcome = {
          state: 'refused',
          sentence:
            inOneSentence(error, 'the register') ??
            'Something went wrong that should not have. Nothing was imported.',
        }
      },
    )
    return goTo(paths.importRunning(job.id))
  },
})

const steps = {
  reading: 'Reading the files',
  'bringing together': 'Bringing the rows together with the register',
  writing: 'Writing',
} as const

const running = page('/imports/running/:job', {
  needs: 'import files',
  show: ({ site, params, person, seal }) => {
    const job = site.jobs.get(params.job)
    if (job === undefined || job.account !== person.account) return notFound
    if (job.outcome.state === 'done') return goTo(paths.import(job.outcome.result.import))
    if (job.outcome.state === 'refused') {
      return view(
        'Not imported',
        <div class="ts-narrow">
          <H1>Nothing was imported</H1>
          <p class="govuk-body">{job.outcome.sentence}</p>
          <p class="govuk-body">
            <a href={paths.newImport}>Choose the files again</a>
          </p>
        </div>,
        { section: 'files', error: true },
      )
    }
    const { step, done, of } = job.progress
    const share = of > 0 ? Math.min(100, Math.floor((done / of) * 100)) : 0
    return view(
      'Reading files in',
      <div class="ts-narrow">
        <H1>Reading files in</H1>
        <p class="govuk-body" role="status">
          {steps[step]}
          {of > 0 ? `, ${share} per cent` : ''}. This page looks again every two seconds; you can leave it and
          come back.
        </p>
        <progress
          class="ts-progress"
          max={100}
          value={step === 'writing' ? 100 : share}
          aria-label={steps[step]}
        >
          {share} %
        </progress>
        <p class="ts-small ts-quiet">{job.files.join(', ')}</p>
        <PressBox
          seal={seal}
          action={paths.importRunning(job.id)}
          label="Stop. Import nothing"
          variant="secondary"
        />
      </div>,
      { section: 'files', refresh: 2 },
    )
  },
  submit: ({ site, params, person }) => {
    const job = site.jobs.get(params.job)
    if (job === undefined || job.account !== person.account) return notFound
    job.stop.abort()
    return goTo(paths.importRunning(job.id))
  },
})

/** The sum over all rows, as a sum: added, replaced, unchanged, set aside, together what was read. */
export function RowSum({
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
    const done = await importNumbered(site.db, permit, params.import)
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

/** The open rows as a CSV, with line numbers and reasons, for whoever puts the source right. */
const saved = page('/worklist/rows.csv', {
  needs: 'put a row right',
  show: async ({ site, permit }) => {
    const { rows } = await worklist(site.db, permit, site.keys, 0, 100_000)
    const text = [
      csvLine(['FILE', 'LINE', 'COLUMN', 'PROBLEM', 'ROW']),
      ...rows.map((row) =>
        csvLine([
          row.file,
          row.line,
          row.column,
          row.content.faults.map((fault) => `${fault.column} ${fault.problem}`).join('; '),
          Object.entries(row.content.values)
            .map(([name, value]) => `${name}=${value}`)
            .join(' | '),
        ]),
      ),
    ].join('')
    return { kind: 'file', name: 'rows-set-aside.csv', type: 'text/csv; charset=utf-8', text }
  },
})

export const importPages = [list, upload, running, result, saved]
