export * from './two-people.ts'
