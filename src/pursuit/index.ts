/** Who is pursuing them: by which phones, accounts and debts, and behind which children the same one stands. */
export { type HandleKind, handleOf } from './handles.ts'
export { type Around, around, type Reached } from './around.ts'
export { tellOfLinks } from './alerts.ts'
export { type Expected, expectedOf } from './referral.ts'
export { type Answered, type Pack, type PackSection, packOf, writtenIn } from './referral-pack.ts'
export { type Link, links, reveal, setAside } from './links.ts'
