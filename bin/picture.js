// Makes the picture of the README: a fresh demonstration, as the out-of-hours worker finds it. Needs Chromium.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from './build.js'

build()
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'turnstone-picture-'))
const data = join(folder, 'data')
const server = spawn(
  process.execPath,
  [join(root, 'bin', 'turnstone.js'), 'serve', '--demonstration', '--data', data, '--port', '4990'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
try {
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (piece) => String(piece).includes('Open ') && resolve(undefined))
    server.on('exit', () => reject(new Error('The demonstration did not start')))
  })
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage({ viewport: { width: 1280, height: 1150 } })
  await page.goto('http://localhost:4990/sign-in')
  await page.getByRole('button', { name: /^Out-of-hours duty/ }).click()
  await page.waitForURL('http://localhost:4990/')
  await page.screenshot({ path: join(root, 'docs', 'pictures', 'today.png') })
  await browser.close()
} finally {
  server.kill('SIGTERM')
  await new Promise((resolve) => server.on('exit', resolve))
  rmSync(folder, { recursive: true, force: true })
}
