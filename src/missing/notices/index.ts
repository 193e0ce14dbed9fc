export {
  type Call,
  type Letter,
  letterOf,
  noticesWaiting,
  notify,
  type Post,
  remind,
  sendNotices,
} from './notices.ts'
