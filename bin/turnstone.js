#!/usr/bin/env node

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Turnstone needs Node 20.19 or later. This is ${process.version}.\n`)
  process.exit(2)
}
const { build } = await import('./build.js')
try {
  build()
} catch (error) {
  process.stderr.write(
    error.code === 'MODULE_NOT_FOUND'
      ? 'Turnstone is not installed yet. Run npm ci in its folder, then try again.\n'
      : `Turnstone could not be built: ${error.message}\n`,
  )
  process.exit(2)
}
const { main } = await import('../dist/cli/index.js')

// Ctrl-C asks a command to stop; a second one ends it at once.
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  })
}
// A reader that goes away (| head) is no error of ours.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0)
})

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  environment: process.env,
  signal: stopping.signal,
})
