// Compiles src to dist when dist is older, or not there. Uses nothing but Node and the installed TypeScript, and may
// run several times at once: each build goes to a folder of its own and is put in place by one rename.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')

/** The newest change below a folder, in milliseconds. */
function newest(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((last, entry) => {
    const path = join(folder, entry.name)
    return Math.max(last, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }, statSync(folder).mtimeMs)
}

const stamp = join(dist, 'built')
export const isBuilt = () =>
  existsSync(stamp) &&
  statSync(stamp).mtimeMs >=
    Math.max(newest(join(root, 'src')), statSync(join(root, 'tsconfig.build.json')).mtimeMs)

export function build() {
  if (isBuilt()) return
  const started = Date.now()
  const typescript = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const fresh = mkdtempSync(join(root, 'dist.'))
  const made = spawnSync(
    process.execPath,
    [typescript, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh],
    { encoding: 'utf8', cwd: root },
  )
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    process.stderr.write(made.stdout + made.stderr)
    process.stderr.write('Turnstone could not be built.\n')
    process.exit(1)
  }
  writeFileSync(join(fresh, 'built'), new Date(started).toISOString())
  // mkdtemp closes its folder to everybody else; what root has built, an ordinary user must be able to run.
  chmodSync(fresh, 0o777 & ~process.umask())
  const old = `${dist}.old-${process.pid}`
  try {
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(fresh, dist)
  } catch {
    // Another process was quicker with the same sources.
    rmSync(fresh, { recursive: true, force: true })
  }
  rmSync(old, { recursive: true, force: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build()
