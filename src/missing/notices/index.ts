export {
  answerMinutes,
  type Call,
  lateNotices,
  type Letter,
  letterOf,
  type Post,
  sendNotices,
} from './notices.ts'
