/** Who was eligible by which version of a scheme’s rule, and what a council is owed for the nights that it looks after children. */
export * from './eligibility/index.ts'
export * from './funding/index.ts'
export * from './thresholds/index.ts'
export * from './promises/index.ts'
export * from './places/index.ts'
