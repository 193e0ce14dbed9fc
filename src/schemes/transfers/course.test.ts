import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOurs, mayDo, type Move, otherSide, type Side, stateOf, type Step, wasAllowed } from './course.ts'

const step = (name: Step['name'], side: Side, number: number, after: number): Step => ({
  name,
  side,
  number,
  after,
})

describe('the state of a transfer', () => {
  test('goes from proposal to acknowledgement, each council saying its own steps', () => {
    const said: [Move, Side][] = [
      ['proposed', 'sending'],
      ['validated', 'receiving'],
      ['accepted', 'receiving'],
      ['arranged', 'receiving'],
      ['handed-over', 'sending'],
      ['acknowledged', 'receiving'],
    ]
    const steps: Step[] = []
    for (const [name, side] of said) {
      if (name !== 'proposed') expect(mayDo(steps, side)).toContain(name)
      expect(mayDo(steps, otherSide(side))).not.toContain(name)
      const count = (of: Side) => steps.filter((one) => one.side === of).length
      const next = step(name, side, count(side) + 1, count(otherSide(side)))
      expect(wasAllowed(next, steps)).toBe(true)
      steps.push(next)
      expect(stateOf(steps)).toBe(name)
    }
    expect(mayDo(steps, 'sending')).toEqual([])
    expect(mayDo(steps, 'receiving')).toEqual([])
  })

  test('a refusal that crossed the hand-over leaves the child with whoever had it', () => {
    const crossed = [
      step('proposed', 'sending', 1, 0),
      step('validated', 'receiving', 1, 1),
      step('accepted', 'receiving', 2, 1),
      step('arranged', 'receiving', 3, 1),
      step('handed-over', 'sending', 2, 3),
    ]
    const refusal = step('refused', 'receiving', 4, 1)
    expect(wasAllowed(refusal, crossed)).toBe(true)
    expect(stateOf([...crossed, refusal])).toBe('refused')
    expect(isOurs('refused', 'sending')).toBe(true)
    expect(isOurs('refused', 'receiving')).toBe(false)
  })

  test('a hand-over cannot be acknowledged by somebody who has not read of it', () => {
    const arranged = [
      step('proposed', 'sending', 1, 0),
      step('validated', 'receiving', 1, 1),
      step('accepted', 'receiving', 2, 1),
      step('arranged', 'receiving', 3, 1),
      step('handed-over', 'sending', 2, 3),
    ]
    expect(wasAllowed(step('acknowledged', 'receiving', 4, 1), arranged)).toBe(false)
    expect(wasAllowed(step('acknowledged', 'receiving', 4, 2), arranged)).toBe(true)
    // Taken back while no answer comes; where the acknowledgement crosses that, the child is there.
    const takenBack = step('lapsed', 'sending', 3, 3)
    expect(wasAllowed(takenBack, arranged)).toBe(true)
    expect(stateOf([...arranged, takenBack, step('acknowledged', 'receiving', 4, 2)])).toBe('acknowledged')
    expect(wasAllowed(step('acknowledged', 'receiving', 4, 3), [...arranged, takenBack])).toBe(false)
  })
})

/** Two councils that act and read in any order, each knowing only what it has read of the other. */
function played(choices: readonly number[]) {
  const known: Record<Side, Step[]> = { sending: [], receiving: [] }
  const sent: Record<Side, Step[]> = { sending: [], receiving: [] }
  const read: Record<Side, number> = { sending: 0, receiving: 0 }
  const orphaned: string[] = []
  const passed = new Set<Move>()
  const act = (side: Side, name: Move) => {
    const next = step(name, side, sent[side].length + 1, read[side])
    sent[side].push(next)
    known[side].push(next)
  }
  const readOne = (side: Side) => {
    const next = sent[otherSide(side)][read[side]]
    if (next === undefined) return
    if (!wasAllowed(next, known[side])) throw new Error(`${side} cannot accept ${next.name}`)
    known[side].push(next)
    read[side]++
  }
  act('sending', 'proposed')
  for (const choice of choices) {
    const side: Side = choice % 2 === 0 ? 'sending' : 'receiving'
    if ((choice >> 1) % 2 === 0) readOne(side)
    else if (known[side].length > 0) {
      const may = mayDo(known[side], side)
      // Mostly onwards, so that plays get far; now and then whatever ends the transfer.
      const name = choice >= 56 ? may.at(-1) : may[0]
      if (name !== undefined) act(side, name)
    }
    for (const of of [known.sending, known.receiving]) if (of.length > 0) passed.add(stateOf(of))
    const sendingAnswers = isOurs(stateOf(known.sending), 'sending')
    const receivingAnswers = known.receiving.length > 0 && isOurs(stateOf(known.receiving), 'receiving')
    if (!sendingAnswers && !receivingAnswers) orphaned.push('nobody')
  }
  for (const side of ['sending', 'receiving', 'sending', 'receiving'] as const)
    for (let i = sent[otherSide(side)].length; i > 0; i--) readOne(side)
  return { known, orphaned, passed }
}

describe('two councils that act and read in any order', () => {
  test('never leave a child with nobody, and see the same state once each has read everything', () => {
    const states = new Set<Move>()
    fc.assert(
      fc.property(fc.array(fc.nat(63), { maxLength: 80, size: 'max' }), (choices) => {
        const { known, orphaned, passed } = played(choices)
        expect(orphaned).toEqual([])
        const state = stateOf(known.sending)
        expect(stateOf(known.receiving)).toBe(state)
        for (const one of [state, ...passed]) states.add(one)
        // Exactly one of the two answers for the child.
        expect(Number(isOurs(state, 'sending')) + Number(isOurs(state, 'receiving'))).toBe(1)
      }),
      { numRuns: 5000 },
    )
    // The plays were of every kind, or the property said nothing.
    for (const state of ['lapsed', 'refused', 'handed-over', 'acknowledged', 'arranged'] as const)
      expect(states).toContain(state)
  })
})
