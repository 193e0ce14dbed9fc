// npm start: everything from a fresh clone to one address to open. Words after `npm start --` go to `turnstone serve`.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install.js'

install()
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const given = process.argv.slice(2)
const data = given.includes('--data') ? [] : ['--data', process.env.TURNSTONE_DATA ?? join(root, 'data')]
const turnstone = spawn(
  process.execPath,
  [join(root, 'bin', 'turnstone.js'), 'serve', '--demonstration', ...data, ...given],
  { stdio: 'inherit' },
)
// The terminal's Ctrl-C reaches the server by itself; other signals are handed on.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => turnstone.kill(signal))
turnstone.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 0) : 1))
