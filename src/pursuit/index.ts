/** Who is pursuing them: by which phones, accounts and debts, and behind which children the same one stands. */
export { type HandleKind, handleOf } from './handles.ts'
export { type Link, links, reveal, setAside } from './links.ts'
