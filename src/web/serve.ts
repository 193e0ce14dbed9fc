import { createServer as createTlsServer } from 'node:https'
import { readFileSync } from 'node:fs'
import { serve as listen, type ServerType } from '@hono/node-server'
import { CannotRun } from '../database/index.ts'
import { makeApp } from './app.tsx'
import type { Site } from './site.ts'

export type Listening = { address: string; close: () => Promise<void> }

export type ListenOptions = { host: string; port: number; certificate?: { cert: string; key: string } }

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/.test(host)

/** Listens for pages. Anything but loopback is served over TLS or not at all. */
export async function listenFor(site: Site, { host, port, certificate }: ListenOptions): Promise<Listening> {
  if (site.demonstration && !isLoopback(host)) {
    throw new CannotRun('A demonstration listens on this machine alone: leave --host away.')
  }
  if (!isLoopback(host) && certificate === undefined) {
    throw new CannotRun(
      `Pages for other machines are served over TLS only. Give --cert FILE and --cert-key FILE, or put a proxy with TLS in front and leave --host away.`,
    )
  }
  const app = makeApp(site)
  const server = await new Promise<ServerType>((resolve, reject) => {
    const tls =
      certificate === undefined
        ? {}
        : {
            createServer: createTlsServer,
            serverOptions: { cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) },
          }
    const made = listen(
      { fetch: app.fetch, hostname: host === 'localhost' ? '127.0.0.1' : host, port, ...(tls as object) },
      () => resolve(made),
    )
    made.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new CannotRun(
              `Port ${port} is taken by another program. Choose another with --port N, for example --port ${port + 1}.`,
            )
          : error.code === 'EACCES'
            ? new CannotRun(`Port ${port} may not be used by this user. Choose one above 1024 with --port N.`)
            : error.code === 'EADDRNOTAVAIL'
              ? new CannotRun(`This machine has no address ${host}.`)
              : error,
      )
    })
  })
  const bound = server.address()
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    address: `http${certificate === undefined ? '' : 's'}://${isLoopback(host) ? 'localhost' : host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Requests that are being answered end; idle connections need not be waited for.
        if ('closeIdleConnections' in server) server.closeIdleConnections()
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5000).unref()
      }),
  }
}
