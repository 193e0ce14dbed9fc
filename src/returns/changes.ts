import type { Id } from '../plain/index.ts'
import type { Change } from '../register/index.ts'
import { byForm, type Fact, sameContent, sourceKey } from './fact.ts'
import { statesOf } from './merge.ts'

/** What the facts that the rows speak of change in the register. */
export function factChanges(facts: readonly Fact[], child: Id): Change[] {
  return facts.flatMap((fact): Change[] => {
    const row = fact.sayers[0] ?? fact.from
    // Two rows of one table may have said it: the last of them is remembered.
    const sayers = [
      ...new Map(fact.sayers.map((sayer) => [sourceKey(sayer.sourceKind, sayer.part), sayer])).values(),
    ]
    const says = sayers.map((sayer): Change => ({
      does: 'say again',
      child,
      fact: fact.fact,
      source: sayer.source,
      by: {
        sourceKind: sayer.sourceKind,
        part: sayer.part,
        print: sayer.print,
        states: fact.by.get(sourceKey(sayer.sourceKind, sayer.part))?.states ?? {},
        line: sayer.line,
      },
    }))
    if (fact.entry === null) {
      return row === null
        ? []
        : [{ does: 'add', child, fact: fact.fact, about: null, said: fact.said, source: row.source }, ...says]
    }
    if (sameContent(fact.entry, fact.said)) return says
    const { id, about, source } = fact.entry
    if (row !== null && fact.by.get(byForm)?.states === null) {
      const by = {
        sourceKind: 'form' as const,
        part: '',
        print: Buffer.alloc(0),
        states: statesOf(fact.entry),
        line: 0,
      }
      says.push({ does: 'say again', child, fact: fact.fact, source, by })
    }
    return [
      {
        does: 'supersede',
        child,
        fact: fact.fact,
        about,
        entry: id,
        said: fact.said,
        source: row?.source ?? source,
      },
      ...says,
    ]
  })
}
