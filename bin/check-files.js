// Opens what Turnstone writes (XLSX, ODS, CSV) with LibreOffice and turns it into PDF, so that it can be looked at. Not part
// of npm test: LibreOffice is large. With TURNSTONE_LOOK=1 the PDFs stay in screenshots/.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from './build.js'

const office = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0)
if (office === undefined) {
  process.stderr.write(
    'LibreOffice is not here. Install it (Debian: apt-get install --no-install-recommends libreoffice-calc), then run this again.\n',
  )
  process.exit(2)
}

build()
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const program = join(root, 'bin', 'turnstone.js')
const folder = mkdtempSync(join(tmpdir(), 'turnstone-files-'))
const run = (...words) => {
  const done = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
}
let trouble = 0
try {
  const data = join(folder, 'data')
  const invented = join(folder, 'invented')
  run('invent', '--children', '300', '--seed', '1', '--until', '2026-03-31', '--out', invented)
  run('import', invented, '--council', 'E10000016', '--data', data)
  for (const kind of ['xlsx', 'ods', 'csv']) {
    const file = join(folder, `incidents.${kind}`)
    run(
      'count',
      'missing-incidents',
      '--from',
      '2025-04-01',
      '--to',
      '2026-03-31',
      '--by',
      'nationality,sex',
      '--out',
      file,
      '--data',
      data,
    )
    const opened = spawnSync(
      office,
      [
        '--headless',
        `-env:UserInstallation=file://${join(folder, 'office')}`,
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        file,
      ],
      { encoding: 'utf8' },
    )
    const pdf = file.replace(/\w+$/, 'pdf')
    // That there is no Java on the machine is no fault of the file.
    const said = `${opened.stdout}${opened.stderr}`.replace(/^.*javaldx.*$/gm, '')
    const fine =
      opened.status === 0 &&
      existsSync(pdf) &&
      statSync(pdf).size > 1000 &&
      !/error|warn|repair|corrupt/i.test(said)
    process.stdout.write(`${kind}: ${fine ? 'opens without a warning' : `trouble: ${said.trim()}`}\n`)
    if (!fine) trouble++
    if (process.env['TURNSTONE_LOOK'] === '1' && existsSync(pdf)) {
      mkdirSync(join(root, 'screenshots'), { recursive: true })
      copyFileSync(pdf, join(root, 'screenshots', `incidents-${kind}.pdf`))
    }
    rmSync(pdf, { force: true })
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = trouble > 0 ? 1 : 0
