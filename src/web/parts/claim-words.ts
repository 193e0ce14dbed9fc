import type { PlainDate } from '../../plain/index.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `March 2018`. */
export const monthInWords = (month: PlainDate): string =>
  `${months[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`

export const pounds = (amount: number): string => `£${amount.toLocaleString('en-GB')}`

export const pence = (amount: number): string =>
  (amount / 100).toLocaleString('en-GB', { style: 'currency', currency: 'GBP' })
