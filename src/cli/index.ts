export type { Io } from './command.ts'
export { commands, main } from './main.ts'
