import { type Command, Stopped } from './command.ts'

export const serveCommand: Command = {
  name: 'serve',
  does: 'Open the register in a browser.',
  help: 'turnstone serve',
  run: () => {
    throw new Stopped('Not yet.')
  },
}
