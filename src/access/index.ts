/**
 * Who may do what, and the trail of it. Six rooms: `need-to-know` decides, `rights` gives and takes,
 * `keys` seals and opens, `trail` says who did what, `people` signs in, `drafts` keeps what is typed.
 */
export * from './drafts/index.ts'
export * from './keys/index.ts'
export * from './need-to-know/index.ts'
export * from './people/index.ts'
export * from './rights/index.ts'
export * from './trail/index.ts'
