/** Who was eligible by which version of a scheme’s rule, and why. */
export * from './eligibility/index.ts'
