import type { MiddlewareHandler } from 'hono'

/**
 * Nothing from elsewhere, no inline script or style, no frame, and no script that turns text into markup (Trusted
 * Types). Pages are never kept by a browser or proxy: they are about children who are hunted.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const off = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
  'browsing-topics',
]

export const securityHeaders =
  (tls: boolean): MiddlewareHandler =>
  async (c, next) => {
    c.header('Content-Security-Policy', policy)
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('X-Frame-Options', 'DENY')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('Permissions-Policy', off.map((name) => `${name}=()`).join(', '))
    c.header('Cache-Control', 'no-store')
    if (tls) c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    await next()
  }
