import { addDays, earlier, type PlainDate } from '../plain/index.ts'

/** A step of the referral mechanism: when it was taken, and the last day its source gives it, if any. */
export type Step = { key: string; from: PlainDate; stated: PlainDate | null }

export type Held = {
  key: string
  until: PlainDate | null
  /** Another step was taken on the same day, so this one never held. */ passedOver: boolean
}

/**
 * The days on which each step of the referral held: a later step ends the earlier one on the day before, and of
 * two on one day the later in order stands.
 *
 * @param steps in the order in which they were said.
 */
export function sequence(steps: readonly Step[]): Held[] {
  const inOrder = steps
    .map((step, order) => ({ step, order }))
    .sort((a, b) => (a.step.from < b.step.from ? -1 : a.step.from > b.step.from ? 1 : a.order - b.order))
  return inOrder.map(({ step }, i) => {
    const next = inOrder[i + 1]?.step
    if (next === undefined) return { key: step.key, until: step.stated, passedOver: false }
    if (next.from === step.from) return { key: step.key, until: step.from, passedOver: true }
    const dayBefore = addDays(next.from, -1)
    return {
      key: step.key,
      until: step.stated === null ? dayBefore : earlier(step.stated, dayBefore),
      passedOver: false,
    }
  })
}
