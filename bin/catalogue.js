// Writes docs/catalogue from the built program: kinds of entry, code lists, councils, actions by role, measures, schemes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.js'

build()
const { codesPage, councilsPage, kindsPage, schemesPage } = await import('../dist/standard/index.js')
const { measuresPage } = await import('../dist/figures/index.js')
const { actionsPage } = await import('../dist/access/index.js')

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'catalogue')
mkdirSync(folder, { recursive: true })
const pages = {
  kinds: kindsPage,
  codes: codesPage,
  actions: actionsPage,
  councils: councilsPage,
  measures: measuresPage,
  schemes: schemesPage,
}
for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, `${name}.md`), page())
