/**
 * Who was eligible by which version of a scheme’s rule (`eligibility`), who was promised, who came and where they are
 * (`promises`), what a council is owed for which nights (`funding`, `thresholds`), and where a child could live (`places`).
 */
export * from './eligibility/index.ts'
export * from './funding/index.ts'
export * from './thresholds/index.ts'
export * from './promises/index.ts'
export * from './places/index.ts'
export * from './transfers/index.ts'
