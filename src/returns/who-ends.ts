import type { PlainDate } from '../plain/index.ts'
import { endsByRule, type Fact, sameContent, statedBy } from './fact.ts'

/**
 * Where the return and another source end a missing episode differently, or alike on a day on which the return
 * ends it by its rules, the entry says who states which end: only so can a figure tell a finding from a closing.
 */
export function sayWhoEnds(facts: readonly Fact[]): void {
  const byRule = endsByRule(facts)
  for (const fact of facts) {
    if (fact.kind !== 'missing') continue
    const inReturn = statedBy(fact, 'return')
    const inDataset = statedBy(fact, 'dataset')
    if (inReturn === null || inDataset === null) continue
    const ends = { return: inReturn['until'] ?? null, dataset: inDataset['until'] ?? null }
    const tells = ends.return !== ends.dataset || (ends.return !== null && byRule(ends.return as PlainDate))
    const told = { ...fact.said, attributes: { ...fact.said.attributes, ends: tells ? ends : null } }
    if (!sameContent(fact.said, told)) fact.said = told
  }
}
