import { agreedTo, ask, decide, note } from '../../access/index.ts'
import { count, csvLine } from '../../plain/index.ts'
import { type Aside, asideRow, leaveAside, putRight, tableOf, worklist } from '../../returns/index.ts'
import { entered as enter, first } from '../entered.ts'
import { text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, ErrorSummary, Input, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, pageNumber, Pages, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

const pageSize = 50

const list = page('/worklist', {
  needs: 'see imports',
  show: async ({ site, permit, query, person }) => {
    const number = pageNumber(query)
    const { total, rows } = await worklist(
      site.register,
      permit,
      site.keys,
      (number - 1) * pageSize,
      pageSize,
    )
    const may = decide(person, 'put a row right', { council: site.council.id }).ok
    const done = query.get('done')
    return view(
      'Rows set aside',
      <>
        <BackLink href={paths.imports}>Back to files</BackLink>
        <H1>Rows set aside</H1>
        {done === 'right' && <InsetText>The row is in the register.</InsetText>}
        {done === 'left' && <InsetText>The row is left aside, with your reason.</InsetText>}
        {total === 0 ? (
          <p class="govuk-body">No row waits to be put right.</p>
        ) : (
          <>
            <Lede>
              These rows could not be right, and are kept here, sealed. Put them right here, or in the case
              system and read the files in again: then they leave this list by themselves.
            </Lede>
            {may && (
              <p class="govuk-body">
                <a href={paths.worklistRows}>
                  Save all {count(total, 'row')} as CSV, with line numbers and reasons
                </a>
              </p>
            )}
            <StackTable
              caption="Rows waiting"
              captionHidden
              head={[
                { text: 'Where', brief: true },
                { text: 'What is wrong' },
                { text: 'Put right', brief: true },
              ]}
              rows={rows.map((row) => [
                <>
                  <strong>{row.file}</strong>
                  <span class="ts-block">
                    line {row.line}, column {row.column}
                  </span>
                </>,
                row.content.faults.map((fault) => `${fault.column} ${fault.problem}`).join('; '),
                may ? (
                  <a href={paths.aside(row.id)}>
                    Put right or leave
                    <span class="govuk-visually-hidden">
                      : {row.file}, line {row.line}
                    </span>
                  </a>
                ) : (
                  ''
                ),
              ])}
            />
            <Pages address={paths.worklistPage} page={number} size={pageSize} total={total} what="row" />
          </>
        )}
      </>,
      { section: 'files' },
    )
  },
})

/**
 * The open rows as a CSV, with line numbers and reasons, for whoever puts the source right. They hold names and
 * numbers, so a second person agrees before they leave the register.
 */
const saved = page('/worklist/rows.csv', {
  needs: 'put a row right',
  show: async ({ site, person, permit }) => {
    if (!(await agreedTo(site.register, site.keys, person, 'save rows as a file')))
      return goTo(paths.worklistSave)
    const { rows } = await worklist(site.register, permit, site.keys, 0, 100_000)
    await note(site.register, site.council.id, {
      actor: person.actor,
      action: 'save rows as a file',
      subject: '',
      count: rows.length,
      digest: '',
    })
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

const saveForm = form({
  why: text('What is the file for?', { needed: 'Say what it is for: whoever agrees reads it.' }),
})

type Saving = Visit<'/worklist/save', 'put a row right'>

function savePage({ seal, entered }: Saving, errors: Errors, asked: boolean): Shown {
  return view(
    'Save the rows as a file',
    <div class="ts-narrow">
      <BackLink href={paths.worklist}>Back to the worklist</BackLink>
      {saveForm.summary(errors)}
      <H1>Save the rows as a file</H1>
      <Lede>
        The file holds names and numbers of children, so a second person agrees first: a manager or the
        information-governance officer. Their agreement is good for one file within a day.
      </Lede>
      {asked ? (
        <InsetText>
          Asked. When somebody has agreed, open <a href={paths.worklistRows}>the file</a>.
        </InsetText>
      ) : (
        <FormBox seal={seal} entered={entered}>
          {saveForm.all(entered, errors)}
          <Button preventDoubleClick>Ask a second person</Button>
        </FormBox>
      )}
    </div>,
    { section: 'files', error: Object.keys(errors).length > 0 },
  )
}

const asking = page('/worklist/save', {
  needs: 'put a row right',
  show: (visit) => savePage(visit, {}, false),
  submit: async (visit) => {
    const { site, person, entered, now } = visit
    const read = saveForm.read(entered, now)
    if (!read.ok) return savePage(visit, read.problem, false)
    const done = await ask(site.register, site.keys, person, {
      action: 'save rows as a file',
      subject: null,
      details: {},
      words: read.value.why,
    })
    return done.ok && done.value === 'done alone' ? goTo(paths.worklistRows) : savePage(visit, {}, true)
  },
})

type Here = Visit<'/worklist/:aside', 'put a row right'>

const leaveForm = form({
  reason: text('Why is it left aside?', {
    needed: 'Say why: it is kept with the row.',
    hint: 'For example: the child is another council’s',
  }),
})

function columnsOf(row: Aside): string[] {
  const table = tableOf(row.part)
  return [...table.needs, ...table.reads]
}

function showRow(visit: Here, row: Aside, errors: Errors): Shown {
  const { seal, entered } = visit
  const typed = (column: string) =>
    entered.values[column] === undefined ? (row.content.values[column] ?? '') : first(entered, column)
  const faultOf = (column: string) => row.content.faults.find((fault) => fault.column === column)?.problem
  const summary = Object.entries(errors).map(([name, text]) => ({
    text,
    ...(name === '' ? {} : { href: `#${name}` }),
  }))
  return view(
    'Put a row right',
    <div class="ts-narrow">
      <BackLink href={paths.worklist}>Back to the worklist</BackLink>
      {summary.length > 0 && <ErrorSummary errorList={summary} />}
      <H1 caption={`${row.file}, line ${row.line}`}>Put a row right</H1>
      <Lede>{row.table}. The row goes through the same checks as in the file.</Lede>
      <FormBox seal={seal} entered={entered}>
        {columnsOf(row).map((column) => (
          <Input
            key={column}
            name={column}
            label={{ text: column, size: 's' }}
            value={typed(column)}
            width={20}
            autocomplete="off"
            spellcheck={false}
            errorMessage={
              errors[''] === undefined
                ? faultOf(column) === undefined
                  ? undefined
                  : `${column} ${faultOf(column) ?? ''}`
                : undefined
            }
          />
        ))}
        <Button preventDoubleClick>Put it right</Button>
      </FormBox>
      <h2 class="ts-h2">Or leave it aside</h2>
      <FormBox seal={seal} hidden={{ leave: 'yes' }}>
        {leaveForm.all(entered, errors['reason'] === undefined ? {} : { reason: errors['reason'] })}
        <Button variant="secondary">Leave it aside</Button>
      </FormBox>
    </div>,
    { section: 'files', error: summary.length > 0 },
  )
}

const one = page('/worklist/:aside', {
  needs: 'put a row right',
  show: async (visit) => {
    const row = await asideRow(visit.site.register, visit.permit, visit.site.keys, visit.params.aside)
    if (row === null) return notFound
    return row.state === 'open' ? showRow({ ...visit, entered: enter({}) }, row, {}) : goTo(paths.worklist)
  },
  submit: async (visit) => {
    const { site, permit, vault, entered, now } = visit
    const row = await asideRow(site.register, permit, site.keys, visit.params.aside)
    if (row === null) return notFound
    if (row.state !== 'open') return goTo(paths.worklist)
    if (first(entered, 'leave') === 'yes') {
      const read = leaveForm.read(entered, now)
      if (!read.ok) return showRow(visit, row, read.problem)
      await leaveAside(site.register, permit, site.keys, row.id, read.value.reason, now)
      return goTo(paths.worklistAfter('left'))
    }
    const values = Object.fromEntries(columnsOf(row).map((column) => [column, first(entered, column).trim()]))
    const done = await putRight(site.register, permit, vault, site.keys, row, values, now)
    return done.ok ? goTo(paths.worklistAfter('right')) : showRow(visit, row, { '': done.problem.sentence })
  },
})

export const worklistPages = [list, saved, asking, one]
