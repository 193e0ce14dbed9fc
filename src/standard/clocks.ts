/** A length of time that guidance sets, as data with its authority. Lengths in seconds of real time. */
export type Clock = { id: string; title: string; seconds: number; authority: string }

/** 72 hours is 72 × 3,600 seconds of real time, not three days: over a clock change the two differ by an hour. */
export const returnInterview: Clock = {
  id: 'return-interview',
  title: 'Return interview',
  seconds: 72 * 3600,
  authority:
    'Statutory guidance on children who run away or go missing from home or care (2014), return interviews',
}

/** How long reasonable checks may take before the police are told. Guidance says at once: a local setting. */
export const tellPolice: Clock = {
  id: 'tell-police',
  title: 'Tell the police',
  seconds: 0,
  authority: 'Statutory guidance on children who run away or go missing from home or care (2014)',
}
