import { isIP } from 'node:net'
import type { DevicePlace } from '../access/index.ts'

/**
 * Where a passkey made on this page is good: the host of the page's own address. Browsers know passkeys of names
 * only, never of numbers like 127.0.0.1, and off this machine only over TLS (W3C Web Authentication, section 13.4.9), so
 * a proxy that takes the TLS off before us changes nothing.
 *
 * The host is the one that the request names. Nobody gains by naming another: a device answers only for the place that its
 * own browser shows, and the answer is compared with this.
 *
 * @returns null where there are no passkeys
 */
export function devicePlace(address: URL): DevicePlace | null {
  const { hostname, host, protocol } = address
  if (hostname === 'localhost') return { rpId: hostname, origin: `${protocol}//${host}` }
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || !hostname.includes('.')) return null
  return { rpId: hostname, origin: `https://${host}` }
}
