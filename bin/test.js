// npm test: installs what the tests need, the browser included, runs them all, and ends with one plain line.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
install()
const { build } = await import('./build.js')
build()
findBrowser()

const folder = mkdtempSync(join(tmpdir(), 'turnstone-results-'))
const results = join(folder, 'results.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
const done = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
if (existsSync(results)) {
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
  } = JSON.parse(readFileSync(results, 'utf8'))
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
}
rmSync(folder, { recursive: true, force: true })
process.exit(done.status ?? 1)

/** The page tests drive a real browser. */
function findBrowser() {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  const found = () => places.some((path) => path !== undefined && existsSync(path))
  if (found()) return
  const run = (...words) =>
    spawnSync(words[0], words.slice(1), {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  const apt = existsSync('/usr/bin/apt-get')
  const asRoot = process.getuid?.() === 0 ? [] : apt && run('sudo', '-n', 'true') ? ['sudo', '-n'] : null
  if (apt && asRoot !== null) {
    process.stderr.write('Installing Chromium for the page tests (apt-get)…\n')
    if (
      run(...asRoot, 'apt-get', 'update', '-qq') &&
      run(...asRoot, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium') &&
      found()
    )
      return
  }
  process.stderr.write(
    'The page tests need a browser, and none was found. Install Chromium (Debian and Ubuntu: apt-get install chromium, as root), or set CHROMIUM to the path of Chromium or Chrome, then run npm test again.\n',
  )
  process.exit(1)
}
