export { type Part, type SavedQuestion, savedQuestionOf, savedQuestions } from './saved.ts'
