// Prints the share of demonstration children who are unique on date of birth, sex and nationality: what stays plain.
import { build } from '../bin/build.js'

build()
const { invent } = await import('../dist/invented/index.js')
const { truthLines } = await import('../dist/invented/index.js')
const lives = truthLines(invent({ children: 300, seed: 1, until: process.argv[2] ?? '2026-01-31' })).map(
  (line) => JSON.parse(line),
)
const key = (life) => [life.dob, life.sex, life.nationality].join('|')
const times = new Map()
for (const life of lives) times.set(key(life), (times.get(key(life)) ?? 0) + 1)
const unique = lives.filter((life) => times.get(key(life)) === 1).length
process.stdout.write(
  `${unique} of ${lives.length} demonstration children (${((unique / lives.length) * 100).toFixed(1)} %) are unique on date of birth, sex and nationality\n`,
)
