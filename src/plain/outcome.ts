/**
 * An expected failure is a value: `refused(problem)` is part of a function's type and cannot be forgotten,
 * while an exception is left for bugs and broken machines.
 */
export type Outcome<Value, Problem> = { ok: true; value: Value } | { ok: false; problem: Problem }

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

export const refused = <Problem>(problem: Problem): { ok: false; problem: Problem } => ({
  ok: false,
  problem,
})

/** The value, or an exception where a refusal can only be a bug. `what` names the belief that failed. */
export function must<Value, Problem>(outcome: Outcome<Value, Problem>, what: string): Value {
  if (outcome.ok) return outcome.value
  throw new Error(`${what}: ${JSON.stringify(outcome.problem)}`)
}
