import { releaseRequest } from '../../figures/index.ts'
import { count } from '../../plain/index.ts'
import { text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, WarningText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { problemWords } from '../parts/request-words.ts'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { requestAt, working } from './request.tsx'

type Here = Visit<'/requests/:request/release', 'answer a request'>

const asks = form({
  words: text('How is it given out?', {
    hint: 'For example: by letter, and on the disclosure log. Never a name',
    most: 200,
  }),
})

async function shown(visit: Here, errors: Errors): Promise<Shown> {
  const { params, seal, entered } = visit
  const request = await requestAt(visit)
  if (request === null) return notFound
  if (request.stage !== 'approved' || request.protection === null) return goTo(paths.request(params.request))
  const numbers = request.protection.tables.flat()
  const hidden = numbers.filter((one) => one.value === null).length
  return view(
    'Release an answer',
    <div class="ts-narrow">
      <BackLink href={paths.request(params.request)}>The request</BackLink>
      {asks.summary(errors)}
      <H1>Release this answer</H1>
      <Lede>
        {count(numbers.length, 'number')}, {hidden === 0 ? 'none' : hidden} of them hidden, go into the ledger
        of what was given out. Every later answer is audited together with them.
      </Lede>
      <WarningText>Readers keep what they were given: this cannot be taken back.</WarningText>
      <p class="govuk-body">
        <a href={paths.requestLetter(params.request)}>The letter</a>
      </p>
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Release it</Button>
      </FormBox>
    </div>,
    { section: 'questions', error: Object.keys(errors).length > 0 },
  )
}

const releasePage = page('/requests/:request/release', {
  needs: 'answer a request',
  show: (visit) => shown(visit, {}),
  submit: async (visit) => {
    const work = await working(visit)
    const read = asks.read(visit.entered, visit.now)
    if (work === null) return notFound
    if (!read.ok) return shown(visit, read.problem)
    const done = await releaseRequest(work, read.value.words)
    return done.ok
      ? goTo(paths.requestAfter(visit.params.request, 'released'))
      : shown(visit, { words: problemWords[done.problem] })
  },
})

export const requestReleasePages = [releasePage]
