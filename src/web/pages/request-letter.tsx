import {
  bookOf,
  letterOf,
  mayBeRead,
  odsOf,
  printedBookOf,
  type Request,
  xlsxOf,
} from '../../figures/index.ts'
import { londonDate } from '../../plain/index.ts'
import { BackLink, WarningText } from '../govuk/index.ts'
import { letterPdf } from '../letter-pdf.ts'
import { notFound, page, view } from '../page.tsx'
import { H1, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { requestAt } from './request.tsx'

/** What is to be known of a letter before it is sent; empty once it may be. */
const draftWords = ({ stage, protection }: Request): string =>
  stage === 'approved' || stage === 'released'
    ? ''
    : mayBeRead(protection)
      ? 'Draft, not to be sent: a second person has not approved it.'
      : 'Draft, not to be sent: its numbers are not protected, and what they give away has not been audited.'

const letterPage = page('/requests/:request/letter', {
  needs: 'answer a request',
  show: async (visit) => {
    const request = await requestAt(visit)
    if (request?.frozen === null || request === null) return notFound
    const parts = letterOf(request, visit.site.council, visit.today)
    const draft = draftWords(request)
    return view(
      draft === '' ? 'The letter' : 'The letter, as a draft',
      <div class="ts-paper">
        <BackLink href={paths.request(request.id)}>The request</BackLink>
        <H1>Answer to a request for information</H1>
        {draft !== '' && <WarningText>{draft}</WarningText>}
        <p class="govuk-body">
          <a href={paths.letterPdf(request.id)}>Save as PDF</a>
        </p>
        <div class="ts-letter">
          {parts.map((part, i) =>
            part.kind === 'paragraph' ? (
              <p class="govuk-body ts-lines" key={i}>
                {part.text}
              </p>
            ) : part.kind === 'heading' ? (
              <h2 class="govuk-heading-s" key={i}>
                {part.text}
              </h2>
            ) : (
              <div key={i}>
                <StackTable
                  caption={part.title}
                  captionHidden
                  head={part.head.map((head, at) => ({ text: head, numeric: at >= part.head.length - 1 }))}
                  rows={part.rows}
                />
                {part.notes.map((note) => (
                  <p class="ts-small" key={note}>
                    {note}
                  </p>
                ))}
              </div>
            ),
          )}
        </div>
      </div>,
      { section: 'questions' },
    )
  },
})

const pdfPage = page('/requests/:request/letter/pdf', {
  needs: 'answer a request',
  show: async (visit) => {
    const request = await requestAt(visit)
    if (request?.frozen === null || request === null) return notFound
    return {
      kind: 'file',
      name: draftWords(request) === '' ? 'answer.pdf' : 'draft-answer.pdf',
      type: 'application/pdf',
      text: await letterPdf(letterOf(request, visit.site.council, visit.today), draftWords(request)),
    }
  },
})

/** The exact tables, for whoever works on the answer: a spreadsheet that says on its cover that it is internal. */
const tablesPage = page('/requests/:request/tables/:kind', {
  needs: 'answer a request',
  show: async (visit) => {
    const { site, params, today } = visit
    const request = await requestAt(visit)
    const write = params.kind === 'xlsx' ? xlsxOf : params.kind === 'ods' ? odsOf : null
    if (request?.frozen === null || request === null || write === null) return notFound
    const { mapping, tables, knownOn } = request.frozen
    const about = {
      council: site.council.name,
      title: 'Exact tables behind an answer',
      made: today,
      knownOn: londonDate(knownOn),
    }
    return {
      kind: 'file',
      name: `exact-tables.${params.kind}`,
      type: params.kind === 'ods' ? odsType : xlsxType,
      text: await write(bookOf(about, mapping, tables)),
    }
  },
})

/** The tables as they are given out, once the answer is approved. */
const printedPage = page('/requests/:request/printed/:kind', {
  needs: 'answer a request',
  show: async (visit) => {
    const { site, params, today } = visit
    const request = await requestAt(visit)
    const write = params.kind === 'xlsx' ? xlsxOf : params.kind === 'ods' ? odsOf : null
    if (request === null || write === null || draftWords(request) !== '') return notFound
    const about = {
      council: site.council.name,
      title: 'Answer to a request for information',
      made: today,
      knownOn: londonDate(request.frozen?.knownOn ?? visit.now),
    }
    const book = printedBookOf(about, request)
    if (book === null) return notFound
    return {
      kind: 'file',
      name: `answer.${params.kind}`,
      type: params.kind === 'ods' ? odsType : xlsxType,
      text: await write(book),
    }
  },
})

const odsType = 'application/vnd.oasis.opendocument.spreadsheet'
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const requestLetterPages = [letterPage, pdfPage, tablesPage, printedPage]
