export { type Draft, draftOf, dropDraft, keepDraft } from './drafts.ts'
