// npm run bench:claim [-- --children 10000 --folder DIR]: a year of the grant for as many invented unaccompanied children,
// all in care all year, a quarter of them missing for ten weeks, as three files of the return: counted by the command, and
// by the library as the pages do it. Method and results are in docs/benchmarks.md.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../bin/build.js'
import { folderOption, numberOption, turnstone } from './system.js'

build()
const children = numberOption('children', 10_000)
const kept = folderOption('folder')
const folder = kept ?? mkdtempSync(join(tmpdir(), 'turnstone-claim-'))
const [data, files] = [join(folder, 'data'), join(folder, 'files')]
const say = (text) => process.stdout.write(`${text}\n`)
const run = async (...words) => {
  const began = performance.now()
  const ran = await turnstone(...words.map(String))
  if (ran.exit === null || ran.exit > 1) throw new Error(ran.out)
  return { out: ran.out, seconds: (performance.now() - began) / 1000 }
}
say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`)
const two = (n) => String(n).padStart(2, '0')
if (!existsSync(data)) {
  mkdirSync(files, { recursive: true })
  const rows = { header: [], episodes: [], uasc: [], missing: [] }
  for (let i = 0; i < children; i++) {
    const child = `BENCH${i}`
    const born = `${two(1 + (i % 28))}/${two(1 + (i % 12))}/${2005 + (i % 5)}`
    rows.header.push(`${child},1,${born},BAFR,,,`)
    rows.episodes.push(`${child},01/05/2021,S,V2,N8,U4,PR1,,,,,,,,`)
    rows.uasc.push(`${child},1,${born},`)
    if (i % 4 === 0) rows.missing.push(`${child},${born},M,20/06/2022,01/09/2022`)
  }
  const heads = {
    header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
    episodes:
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_LOCATION,PL_DISTANCE',
    uasc: 'CHILD,SEX,DOB,DUC',
    missing: 'CHILD,DOB,MISSING,MIS_START,MIS_END',
  }
  for (const [name, of] of Object.entries(rows))
    writeFileSync(join(files, `${name}.csv`), `${[heads[name], ...of].join('\r\n')}\r\n`)
  const { seconds } = await run('import', files, '--council', 'E10000016', '--data', data, '--json')
  say(`${children.toLocaleString('en-GB')} children imported in ${seconds.toFixed(1)} s`)
}
const claim = ['claim', '--from', '2022-04', '--to', '2023-03', '--data', data, '--json']
const asked = await run(...claim)
const { months } = JSON.parse(asked.out)
const claimed = new Set(months.flatMap((month) => month.children.map(({ child }) => child)))
say(
  `turnstone claim, twelve months, ${claimed.size.toLocaleString('en-GB')} children paid for: ${asked.seconds.toFixed(1)} s with starting PostgreSQL`,
)

// The same inside a process that runs already, as the pages do it, and the arithmetic alone over as many children as asked.
const database = await import('../dist/database/index.js')
const access = await import('../dist/access/index.js')
const schemes = await import('../dist/schemes/index.js')
const home = await database.openHome({
  folder: data,
  as: { pid: process.pid, kind: 'command' },
  environment: process.env,
  password: () => '',
  connections: 2,
})
try {
  const { council, keys } = await access.openRegister(home.db, data, `${data}.key`)
  const person = {
    council: council.id,
    account: null,
    actor: 'bench',
    name: 'bench',
    role: 'data-officer',
    team: null,
  }
  const permit = access.decide(person, 'claim the grant', { council: council.id }).value
  const times = []
  for (let i = 0; i < 5; i++) {
    const began = performance.now()
    await schemes.claim(
      home.db,
      permit,
      access.openVault(keys, council.id),
      { from: '2022-04-01', to: '2023-03-01' },
      { tier: 'standard', leap: '1 March' },
      null,
    )
    times.push((performance.now() - began) / 1000)
  }
  say(`  in a running process: ${times.map((one) => one.toFixed(2)).join(', ')} s`)
} finally {
  await home.close()
}
if (kept === null) rmSync(folder, { recursive: true, force: true })
