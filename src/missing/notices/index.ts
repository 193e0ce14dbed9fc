export {
  type Call,
  type Letter,
  letterOf,
  noticesWaiting,
  type Post,
  remind,
  sendNotices,
} from './notices.ts'
