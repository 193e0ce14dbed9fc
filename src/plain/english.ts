/** `1 child`, `2 children`, `1,204 rows`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

/** `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * A length of time in the two largest units that matter: `25 minutes`, `2 hours 5 minutes`, `3 days 4 hours`,
 * `19 days`. Rounded down, so that a clock never claims more time than there was.
 */
export function duration(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  if (days >= 7) return count(days, 'day')
  if (days > 0) return hours > 0 ? `${count(days, 'day')} ${count(hours, 'hour')}` : count(days, 'day')
  if (hours > 0) return rest > 0 ? `${count(hours, 'hour')} ${count(rest, 'minute')}` : count(hours, 'hour')
  return count(rest, 'minute')
}
