export { answerMinutes, type Call, type Letter, letterOf, type Post, sendNotices } from './notices.ts'
