import { count } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import { indicatorBlocks } from '../../standard/index.ts'

/** An answer for each indicator that was asked about. */
export type IndicatorAnswers = Readonly<Record<string, string | null>>

export const indicatorItems = indicatorBlocks.flatMap((block) => block.items)

export const answersIn = (entry: Entry | undefined): IndicatorAnswers =>
  (entry?.attributes['answers'] ?? {}) as IndicatorAnswers

/** What was answered to each indicator when they were last asked about. */
export const latestIndicators = (entries: readonly Entry[]): IndicatorAnswers =>
  answersIn(
    entries
      .filter((entry) => entry.kind === 'indicators')
      .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0],
  )

/** The indicators that were seen or suspected, of some answers. */
export const labelsSeen = (answers: IndicatorAnswers): string[] =>
  indicatorItems.flatMap(({ id, label }) =>
    answers[id] === 'yes' ? [label] : answers[id] === 'suspected' ? [`${label} (suspected)`] : [],
  )

export const howManySaid = (answers: IndicatorAnswers, answer: string): number =>
  Object.values(answers).filter((one) => one === answer).length

/** How many of each answer, in words. */
export const indicatorsInWords = (answers: IndicatorAnswers): string =>
  `${howManySaid(answers, 'yes')} yes, ${howManySaid(answers, 'suspected')} suspected, ${howManySaid(answers, 'no')} no, ${count(indicatorItems.length - Object.keys(answers).length, 'indicator')} not asked about`
