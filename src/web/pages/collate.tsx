import {
  type AuthorityAnswer,
  collate,
  collateBy,
  type Collated,
  knownAuthorities,
  outcomes,
  readAnswers,
  together,
} from '../../figures/index.ts'
import { encodingOf, inWords, notText } from '../../plain/index.ts'
import { files } from '../field.tsx'
import { form, FormBox } from '../form.tsx'
import { BackLink, Button, Details, InsetText, WarningText } from '../govuk/index.ts'
import { page, type Shown, view, type Visit } from '../page.tsx'
import { type Tile, TileGrid } from '../parts/charts.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

type Here = Visit<'/questions/collate', 'ask a question'>

const asks = form({
  answers: files('The table of answers', {
    needed: 'Choose a file.',
    hint: 'A CSV file with the columns authority, measure, from, to, outcome, value, note',
    accept: '.csv',
    one: true,
  }),
})

const range = (one: { low: number; high: number; usable: number }): string =>
  one.usable === 0
    ? 'no number from anybody'
    : one.low === one.high
      ? one.low.toLocaleString('en-GB')
      : `${one.low.toLocaleString('en-GB')} to ${one.high.toLocaleString('en-GB')}`
const period = (one: Pick<Collated, 'from' | 'to'>) => `${inWords(one.from)} to ${inWords(one.to)}`

/** A letter a tile, so that a picture without colour says it as well. */
const marks: Readonly<Record<AuthorityAnswer['outcome'], string>> = {
  value: 'N',
  below: '<',
  withheld: 'W',
  'not-held': 'H',
  'wrong-cohort': 'C',
  'no-reply': '–',
  'not-responsible': '',
}

function formPage({ seal, entered }: Here, problem: string | null): Shown {
  const errors = problem === null ? {} : { answers: problem }
  return view(
    'Add up answers',
    <div class="ts-narrow">
      <BackLink href={paths.questions}>Questions</BackLink>
      {asks.summary(errors)}
      <H1>Add up what councils answered</H1>
      <Lede>
        For charities and national bodies that asked every authority the same question. Nothing of the file is
        kept.
      </Lede>
      <FormBox seal={seal} entered={entered} upload>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Add them up</Button>
      </FormBox>
      <Details summary="What the outcomes mean">
        <dl class="ts-facts">
          {Object.entries(outcomes).map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </Details>
    </div>,
    { section: 'questions', error: problem !== null },
  )
}

function totalsTable(caption: string, totals: readonly (Collated & { part?: string })[]) {
  const parts = totals.some((one) => one.part !== undefined)
  return (
    <StackTable
      caption={caption}
      head={[
        ...(parts ? [{ text: 'Where' }] : []),
        { text: 'Measure' },
        { text: 'Period' },
        { text: 'Total', numeric: true },
        { text: 'Asked', numeric: true },
        { text: 'Answered', numeric: true },
        { text: 'Usable', numeric: true },
      ]}
      rows={totals.map((one) => [
        ...(one.part === undefined ? [] : [one.part]),
        one.measure,
        period(one),
        range(one),
        String(one.asked),
        String(one.answered),
        String(one.usable),
      ])}
    />
  )
}

/** What each authority answered to the first measure of the file: a tile each. */
function tilesOf(standing: readonly AuthorityAnswer[]): { title: string; tiles: Tile[] } | null {
  const [first] = standing
  if (first === undefined) return null
  const { all, find } = knownAuthorities()
  const same = standing.filter(
    (one) => one.measure === first.measure && one.from === first.from && one.to === first.to,
  )
  const byCode = new Map(same.map((one) => [find(one.authority)?.code, one]))
  return {
    title: `Who answered ${first.measure}, ${period(first)}`,
    tiles: all
      .filter((one) => byCode.has(one.code))
      .map((one) => {
        const said = byCode.get(one.code)
        const usable = said?.value !== null && said !== undefined
        return {
          name: one.name,
          region: one.region,
          mark: said === undefined ? '' : marks[said.outcome],
          filled: usable,
          says: said === undefined ? '' : `${outcomes[said.outcome]}${usable ? `: ${said.value ?? ''}` : ''}`,
        }
      }),
  }
}

async function answered(visit: Here): Promise<Shown> {
  const read = asks.read(visit.entered, visit.now)
  if (!read.ok) return formPage(visit, read.problem['answers'] ?? 'Choose a file.')
  const [given] = read.value.answers
  if (given === undefined) return formPage(visit, 'Choose a file.')
  const bytes = await given.bytes()
  const why = notText(bytes.subarray(0, 4096))
  if (why !== null) return formPage(visit, `${given.name} ${why}.`)
  const answers = readAnswers(new TextDecoder(encodingOf(bytes.subarray(0, 65_536))).decode(bytes))
  if (!answers.ok) return formPage(visit, `${given.name}: ${answers.problem}`)
  const { standing, revised } = answers.value
  const { find } = knownAuthorities()
  const unknown = [
    ...new Set(
      standing
        .filter((one) => one.outcome !== 'not-responsible' && find(one.authority) === null)
        .map((one) => one.authority),
    ),
  ]
  const picture = tilesOf(standing)
  return view(
    'Answers, added up',
    <>
      <BackLink href={paths.collate}>Another file</BackLink>
      <H1>Answers, added up</H1>
      <WarningText>
        What was withheld or is not held is never taken as 0. A total says what those who answered hold, and
        no more.
      </WarningText>
      {unknown.length > 0 && (
        <InsetText>
          Not in the list of authorities, and counted all the same: {unknown.slice(0, 10).join(', ')}
          {unknown.length > 10 && ` and ${unknown.length - 10} more`}.
        </InsetText>
      )}
      {revised.length > 0 && (
        <InsetText>
          {revised.length === 1 ? 'One row was' : `${revised.length} rows were`} revised by a later one, which
          stands: lines {revised.map((one) => one.line).join(', ')}.
        </InsetText>
      )}
      {totalsTable('Totals', collate(standing))}
      {together(standing).map((one) => (
        <p class="govuk-body" key={`${one.from} ${one.to}`}>
          Trafficked or unaccompanied, each child once, {period(one)}:{' '}
          <strong>{range({ ...one, usable: 1 })}</strong>, by the {one.authorities} authorities that answered
          1a, 1b and 1c. A child may be in both groups: 1d says how many, and where it was not answered the
          interval allows for none and for all.
        </p>
      ))}
      {picture !== null && picture.tiles.length > 0 && (
        <>
          <h2 class="ts-h2">{picture.title}</h2>
          <p class="govuk-body">
            N a number, &lt; below a limit, W withheld, H not held, C another cohort, – no reply.
          </p>
          <TileGrid id="tiles" title={picture.title} tiles={picture.tiles} />
          <Details summary="The same as a table">
            <StackTable
              caption={picture.title}
              captionHidden
              head={[{ text: 'Authority' }, { text: 'Region' }, { text: 'Answer' }]}
              rows={picture.tiles.map((tile) => [tile.name, tile.region, tile.says])}
            />
          </Details>
        </>
      )}
      {totalsTable('By region', collateBy(standing, 'region', find))}
    </>,
    { section: 'questions' },
  )
}

export const collatePages = [
  page('/questions/collate', {
    needs: 'ask a question',
    show: (visit) => formPage(visit, null),
    submit: answered,
  }),
]
