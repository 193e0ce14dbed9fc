import { newId } from '../../database/index.ts'
import {
  clean,
  type Cleaned,
  formSource,
  keepContent,
  moment,
  openContent,
  record,
} from '../../register/index.ts'
import { documentKind } from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { canonical, entered as enter } from '../entered.ts'
import { files, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1 } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { entriesOf, problemInWords } from './record.tsx'

type Adding = Visit<'/children/:child/documents/new', 'add a document'>

const documentForm = form({
  kind: oneOf(
    'What is it?',
    [
      {
        value: 'grab',
        text: 'Recent photo for the grab sheet: duty workers see it while the child is missing',
      },
      ...documentKind.codes.map((code) => ({ value: code.code, text: code.label })),
    ],
    { needed: 'Choose what it is.' },
  ),
  title: text('In a few words', {
    needed: 'Say what it is, to find it again.',
    hint: 'For example: photo at the arrival centre',
  }),
  on: date('When was it taken or written?', { needed: 'Say when, roughly is fine.', notAfterToday: true }),
  file: files('The file', {
    needed: 'Choose the file.',
    hint: 'A JPEG or PNG picture or a PDF, up to 10 MB. Where and when a picture was taken is removed from it',
    accept: '.jpg,.jpeg,.png,.pdf',
    one: true,
  }),
})

function addPage({ seal, entered, params }: Adding, errors: Errors): Shown {
  return view(
    'Add a photo or document',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {documentForm.summary(errors)}
      <H1>Add a photo or document</H1>
      <FormBox seal={seal} entered={entered} upload>
        {documentForm.all(entered, errors)}
        <InsetText>
          It is sealed with a key of this child’s own. Social workers and managers of the record can open it.
        </InsetText>
        <Button preventDoubleClick>Save</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const adding = page('/children/:child/documents/new', {
  needs: 'add a document',
  show: async (visit) =>
    (await entriesOf(visit)) === null
      ? notFound
      : addPage({ ...visit, entered: enter(dateEntered('on', visit.today)) }, {}),
  submit: async (visit) => {
    const { db, site, permit, vault, params, entered, now, today } = visit
    if ((await entriesOf(visit)) === null) return notFound
    const read = documentForm.read(entered, now)
    if (!read.ok) return addPage(visit, read.problem)
    const { kind, title, on, file } = read.value
    const [given] = file
    if (given === undefined) return addPage(visit, { file: 'Choose the file.' })
    const content = clean(given.name, Buffer.from(await given.bytes()))
    if (!content.ok) return addPage(visit, { file: `${given.name} ${content.problem}.` })
    const cleaned: Cleaned = content.value
    const fact = newId()
    const source = await formSource(db, site.council.id)
    const grab = kind === 'grab'
    if (grab && cleaned.type === 'application/pdf')
      return addPage(visit, { file: 'A photo for the grab sheet is a JPEG or PNG picture.' })
    const said = moment(grab ? 'photo' : 'document', grab ? '' : kind, on ?? today, null, {
      sealed: { title, file: given.name.split(/[\\/]/).at(-1) ?? '' },
      attributes: { type: cleaned.type },
    })
    const key = entered.values['once']?.[0] ?? ''
    const done = await record(db, {
      permit,
      vault,
      changes: [{ does: 'add', child: params.child, fact, about: null, said, source }],
      also: keepContent(permit, vault, params.child, fact, cleaned, grab ? 'chronology' : 'documents'),
      ...(key === '' ? {} : { once: { key, body: canonical(entered) } }),
    })
    return done.ok
      ? goTo(paths.childAfter(params.child, 'recorded'))
      : addPage(visit, { '': problemInWords(done.problem) })
  },
})

const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const

/** Saved under a name of ours: what somebody called a file may hold a child's name. */
const opening = page('/children/:child/documents/:fact', {
  needs: 'see a document',
  show: async ({ db, permit, vault, params }) => {
    const content = await openContent(db, permit, vault, params.fact)
    return content === null
      ? notFound
      : {
          kind: 'file',
          name: `document.${extension[content.type]}`,
          type: content.type,
          text: new Uint8Array(content.bytes),
        }
  },
})

export const documentPages = [adding, opening]
