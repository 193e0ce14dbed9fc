import type { PlainDate } from '../plain/index.ts'
import { sequence } from '../register/index.ts'
import { type Fact, sameContent } from './fact.ts'

/** Each step of the referral ends on the day before the next one. */
export function orderReferral(facts: readonly Fact[]): void {
  const steps = facts.filter((fact) => fact.kind === 'referral')
  const stated = (fact: Fact) =>
    typeof fact.said.attributes['stated'] === 'string' ? (fact.said.attributes['stated'] as PlainDate) : null
  const held = sequence(
    steps.map((fact) => ({
      key: fact.fact,
      from: fact.said.from ?? ('1900-01-01' as PlainDate),
      stated: stated(fact),
    })),
  )
  for (const fact of steps) {
    const mine = held.find((one) => one.key === fact.fact)
    if (mine === undefined) continue
    const attributes = { ...fact.said.attributes, passedOver: mine.passedOver ? true : null }
    const ordered = { ...fact.said, until: mine.until, attributes }
    if (!sameContent(fact.said, ordered)) fact.said = ordered
  }
}
