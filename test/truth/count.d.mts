export type Counts = {
  '1a': number
  '1b': number
  '1c': number
  '1d': number
  '2a': number
  '2b': number
  'incidents-trafficked': number
  'incidents-unaccompanied': number
  'not-found-trafficked': number
  'not-found-unaccompanied': number
  'before-care': number
  'outside-the-return': number
  coverage1a: { held: number; of: number }
}
export function count(lines: string[], asked: { from: string; to: string; knownOn?: string }): Counts
