import { randomUUID } from 'node:crypto'
import { inOneSentence } from '../../database/index.ts'
import { importFiles, type SourceFile, tables } from '../../returns/index.ts'
import { demonstrationRefuses } from '../demonstration.ts'
import { files } from '../field.tsx'
import { type Errors, form, FormBox, PressBox } from '../form.tsx'
import { BackLink, Button, Checkboxes, Details } from '../govuk/index.ts'
import { type ImportJob, remember } from '../import-jobs.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

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
    void importFiles(site.register, {
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
      { section: 'files', refresh: { seconds: 2 } },
    )
  },
  submit: ({ site, params, person }) => {
    const job = site.jobs.get(params.job)
    if (job === undefined || job.account !== person.account) return notFound
    job.stop.abort()
    return goTo(paths.importRunning(job.id))
  },
})

export const uploadPages = [upload, running]
