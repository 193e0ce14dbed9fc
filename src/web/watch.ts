import type { Instant } from '../plain/index.ts'

/** Tells everybody who listens that something was saved, by asking one question for all of them. */
export type Watch = (signal: AbortSignal) => AsyncIterable<'changed' | 'still here'>

const everySeconds = 1.5
/** Proxies close what says nothing. */
const aliveSeconds = 20

/**
 * @param ask when the council's newest entry was recorded
 */
export function watchFor(ask: () => Promise<Instant | null>): Watch {
  const listeners = new Set<() => void>()
  let known: Instant | null | undefined
  let timer: NodeJS.Timeout | null = null
  const look = async () => {
    const now = await ask().catch(() => known ?? null)
    const moved = known !== undefined && now !== known
    known = now
    if (moved) for (const tell of listeners) tell()
    if (listeners.size > 0) timer = setTimeout(() => void look(), everySeconds * 1000).unref()
    else {
      timer = null
      known = undefined
    }
  }
  return async function* watch(signal) {
    const state: { changed: boolean; wake: () => void } = { changed: false, wake: () => undefined }
    const tell = () => {
      state.changed = true
      state.wake()
    }
    listeners.add(tell)
    if (timer === null) void look()
    signal.addEventListener('abort', () => state.wake(), { once: true })
    try {
      while (!signal.aborted) {
        let alive: NodeJS.Timeout | undefined
        await new Promise<void>((resolve) => {
          state.wake = resolve
          if (state.changed || signal.aborted) resolve()
          alive = setTimeout(resolve, aliveSeconds * 1000).unref()
        })
        clearTimeout(alive)
        if (isOver(signal)) return
        yield state.changed ? 'changed' : 'still here'
        state.changed = false
      }
    } finally {
      listeners.delete(tell)
    }
  }
}

const isOver = (signal: AbortSignal): boolean => signal.aborted
