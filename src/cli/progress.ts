import type { Progress } from '../returns/index.ts'
import type { Io } from './command.ts'

/** A line on the terminal that says how far a long command is; nothing where nobody looks. */
export function progressLine(io: Io): { show: (progress: Progress) => void; end: () => void } {
  let last = 0
  let shown = false
  return {
    show: ({ step, done, of }) => {
      if (!io.interactive) return
      const now = Date.now()
      if (now - last < 100) return
      last = now
      shown = true
      const share = of > 0 ? ` ${Math.min(100, Math.floor((done / of) * 100))} %` : ''
      io.err(`\r\u001B[K${step}${share}`)
    },
    end: () => {
      if (shown) io.err('\r\u001B[K')
    },
  }
}
