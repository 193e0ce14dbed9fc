import { type Change, type Entry, sequence } from '../../register/index.ts'

export type Add = Extract<Change, { does: 'add' }>

/** A new step of the referral, with the ends of the others moved to where they now belong. */
export function inSequence(entries: readonly Entry[], add: Add, source: number): Change[] {
  const steps = entries.filter((entry) => entry.kind === 'referral')
  const stated = (entry: Entry) =>
    typeof entry.attributes['stated'] === 'string' ? (entry.attributes['stated'] as Entry['from']) : null
  const held = sequence([
    ...steps.flatMap((entry) =>
      entry.from === null ? [] : [{ key: entry.fact, from: entry.from, stated: stated(entry) }],
    ),
    ...(add.said.from === null ? [] : [{ key: add.fact as string, from: add.said.from, stated: null }]),
  ])
  const endOf = (fact: string) => held.find((one) => one.key === fact)
  const moved = steps.flatMap((entry): Change[] => {
    const end = endOf(entry.fact)
    if (end === undefined || end.until === entry.until) return []
    return [
      {
        does: 'supersede',
        child: entry.child,
        fact: entry.fact,
        about: entry.about,
        entry: entry.id,
        source,
        said: {
          ...entry,
          until: end.until,
          attributes: { ...entry.attributes, passedOver: end.passedOver ? true : null },
        },
      },
    ]
  })
  return [...moved, { ...add, said: { ...add.said, until: endOf(add.fact)?.until ?? null } }]
}
