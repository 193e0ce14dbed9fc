/** Money as it stands on the pages of the grant: whole pounds of children, pence of care leavers. */
export const pounds = (amount: number): string => `£${amount.toLocaleString('en-GB')}`

export const pence = (amount: number): string =>
  (amount / 100).toLocaleString('en-GB', { style: 'currency', currency: 'GBP' })
