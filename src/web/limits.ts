import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import type { Context } from 'hono'

/** How often within a minute. */
export type Limits = { pages: number; signIns: number; searches: number }

/**
 * No person reads two pages a second for a minute, or searches every other second; somebody who copies the register
 * does. Twenty tries a minute are a team that begins its shift behind one address; each name has its own limit besides.
 */
export const usualLimits: Limits = { pages: 120, signIns: 20, searches: 30 }

const minute = 60_000
const mostKeys = 10_000

/** Counts within the minute before now. @returns how many seconds to wait; 0 where it counts */
export function slidingMinute(most: number): (key: string, now: number) => number {
  const counted = new Map<string, number[]>()
  return (key, now) => {
    // Whoever has not been here for a minute is forgotten, so that made-up keys fill no memory.
    if (counted.size >= mostKeys)
      for (const [old, times] of counted) if ((times.at(-1) ?? 0) <= now - minute) counted.delete(old)
    const recent = (counted.get(key) ?? []).filter((at) => at > now - minute)
    counted.set(key, recent)
    const [oldest] = recent
    if (recent.length >= most && oldest !== undefined) return Math.ceil((oldest + minute - now) / 1000)
    recent.push(now)
    return 0
  }
}

export type Asks = { session: string | null; address: string; signsIn: boolean; searches: boolean }

/** The limits of one running site: pages and searches of a session, or of an address before signing in. */
export function limiter(limits: Limits): (asks: Asks, now: number) => number {
  const pages = slidingMinute(limits.pages)
  const signIns = slidingMinute(limits.signIns)
  const searches = slidingMinute(limits.searches)
  return ({ session, address, signsIn, searches: asked }, now) => {
    const who = session === null ? `at ${address}` : createHash('sha256').update(session).digest('base64url')
    return Math.max(pages(who, now), signsIn ? signIns(address, now) : 0, asked ? searches(who, now) : 0)
  }
}

const isLoopbackAddress = (address: string): boolean => /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)

/**
 * The address that a request comes from. A proxy with TLS on this machine speaks for others and says for whom in the
 * last entry of X-Forwarded-For; from any other machine that header is only a claim.
 */
export function addressOf(c: Context): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  const peer = env?.incoming?.socket?.remoteAddress ?? ''
  if (!isLoopbackAddress(peer)) return peer
  const named = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return isIP(named) === 0 ? peer : named
}
