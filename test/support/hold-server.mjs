// Starts the PostgreSQL of a data folder from the built program, says so on one line, and holds it until a line
// comes in or the process is killed: a Turnstone of its own for the tests of the launcher.
//
//     node hold-server.mjs DIST FOLDER KIND
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [dist, folder, kind] = process.argv.slice(2)
const { startServer } = await import(pathToFileURL(join(dist, 'database', 'index.js')).href)
try {
  const server = await startServer(folder, { pid: process.pid, kind }, process.env)
  process.stdout.write(`${JSON.stringify({ pid: process.pid, host: server.host, ours: server.ours })}\n`)
  for await (const _ of createInterface({ input: process.stdin })) break
  await server.stop()
  process.stdout.write('stopped\n')
} catch (error) {
  process.stdout.write(`${JSON.stringify({ name: error.name, message: error.message })}\n`)
}
