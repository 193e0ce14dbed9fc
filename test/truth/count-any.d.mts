type Asked = { from: string; to: string }
export type Truth = { deliveries: string[]; lives: object[] }
/** A child as believed on a day, read for a period; what is in it is the counter's own business. */
export type ChildOfTruth = { readonly ofTruth: true }

export const measures: Record<string, unknown>
export const splits: Record<string, unknown>
export function open(lines: readonly string[]): Truth
export function readAll(truth: Truth, asked: Asked & { knownOn: string }): ChildOfTruth[]
export function cellsOf(
  children: readonly ChildOfTruth[],
  question: Asked & { measure: string; by: readonly string[] },
): Record<string, number>
