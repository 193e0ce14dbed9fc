import type { Answer, MeasureId } from '../../figures/index.ts'
import { count, inWords } from '../../plain/index.ts'
import { SummaryList } from '../govuk/index.ts'
import { paths } from '../paths.ts'
import { Lede, StackTable } from './small.tsx'
import { momentInWords } from './words.ts'

const valueOf = (answer: Answer, id: MeasureId) => answer.measures.find((one) => one.id === id)?.value ?? 0

/** The answer as a sentence: the two numbers that people ask for first. */
export function AnswerInWords({ answer }: { answer: Answer }) {
  const unaccompanied = valueOf(answer, '1c')
  return (
    <Lede>
      From {inWords(answer.period.from)} to {inWords(answer.period.to)}, {answer.council.name} looked after{' '}
      <strong>
        {count(unaccompanied, 'unaccompanied or separated child', 'unaccompanied or separated children')}
      </strong>{' '}
      and <strong>{count(valueOf(answer, '1a') + valueOf(answer, '1b'), 'child', 'children')}</strong>{' '}
      identified or suspected as trafficked. As known on {momentInWords(answer.knownOn)}.
    </Lede>
  )
}

/** Every number with its coverage, its definition and the choices behind it. */
export function AnswerTable({
  answer,
  query,
  mayList,
}: {
  answer: Answer
  query: URLSearchParams
  mayList: boolean
}) {
  const n = (value: number) => value.toLocaleString('en-GB')
  return (
    <>
      <StackTable
        caption={`Children and episodes, ${inWords(answer.period.from)} to ${inWords(answer.period.to)}`}
        head={[
          { text: 'What was counted' },
          { text: 'Number', numeric: true },
          { text: 'Records that hold the field', numeric: true },
        ]}
        rows={answer.measures.map((measure) => [
          <>
            <span class="ts-quiet">{measure.id}</span> {measure.label}
            {measure.occurrences !== undefined && (
              <span class="ts-small ts-quiet ts-block">
                {count(measure.occurrences, 'occurrence')}, where away turned into missing counts once
              </span>
            )}
            {[measure.notAnswerable, measure.warning].map(
              (words) =>
                words !== undefined && (
                  <span class="ts-small ts-block" key={words}>
                    {words}
                  </span>
                ),
            )}
          </>,
          <strong>{measure.value === null ? 'not answerable' : n(measure.value)}</strong>,
          measure.coverage.held === measure.coverage.of ? (
            <>all {n(measure.coverage.of)}</>
          ) : (
            <strong>
              {mayList ? (
                <a href={paths.coverage(measure.id, query)}>
                  {n(measure.coverage.held)} of {n(measure.coverage.of)}
                  <span class="govuk-visually-hidden">
                    {' '}
                    records hold the field for {measure.id}: list the others
                  </span>
                </a>
              ) : (
                <>
                  {n(measure.coverage.held)} of {n(measure.coverage.of)}
                </>
              )}
            </strong>
          ),
        ])}
      />
      <p class="govuk-body">
        <strong>
          {answer.outsideTheReturn.label}: {n(answer.outsideTheReturn.value)}.
        </strong>{' '}
        {answer.outsideTheReturn.definition}
      </p>
      <h2 class="ts-h2">What the words mean</h2>
      <SummaryList
        rows={answer.measures.map((measure) => ({ key: measure.id, value: measure.definition }))}
      />
      <h2 class="ts-h2">Choices made where councils differ</h2>
      <ul class="govuk-list govuk-list--bullet">
        {answer.choices.map((choice) => (
          <li key={choice}>{choice}</li>
        ))}
      </ul>
    </>
  )
}
