/** Who was promised, who came, and what it cost: rules of schemes and their verdicts, and what a council is owed. */
export * from './eligibility/index.ts'
