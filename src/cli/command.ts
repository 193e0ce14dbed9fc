/** A command of `turnstone`: what it is for, how it is written, and what it does. */
export type Command = {
  name: string
  /** One line in the list of commands. */
  does: string
  /** The page that `turnstone help NAME` prints. */
  help: string
  run: (args: string[], io: Io) => Promise<number>
}

/** Where a command reads and writes; in tests these are strings. */
export type Io = {
  out: (text: string) => void
  err: (text: string) => void
  /** True where a person sits at a terminal. Nothing is ever asked otherwise. */
  interactive: boolean
  environment: NodeJS.ProcessEnv
  signal: AbortSignal
}

/** A wrong way of calling a command: one sentence, exit 2. */
export class Usage extends Error {
  override readonly name = 'Usage'
}

/** Everything that is wrong with the machine, a file or a register: one sentence, exit 2. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}
