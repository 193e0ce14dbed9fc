import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Asset = { path: string; type: string; body: Buffer }

export type AssetPaths = { govukCss: string; css: string; js: string; icon: string }

export type Assets = { paths: AssetPaths; find: (path: string) => Asset | undefined }

/**
 * The few files that pages load, named by their content so that a browser may keep them for ever. The GOV.UK
 * style sheet is served without its font, which is licensed for GOV.UK alone: every mention of it is taken out.
 */
export function readAssets(): Assets {
  const govuk = join(
    dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
    'dist',
    'govuk',
  )
  const own = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../assets/${name}`, import.meta.url)), 'utf8')
  const css = readFileSync(join(govuk, 'govuk-frontend.min.css'), 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/"?GDS Transport"?,\s*/g, '')
  const made: Asset[] = []
  const add = (name: string, extension: string, type: string, body: string): string => {
    const bytes = Buffer.from(body)
    const path = `/assets/${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${extension}`
    made.push({ path, type, body: bytes })
    return path
  }
  const govukJs = add(
    'govuk',
    'js',
    'text/javascript; charset=utf-8',
    readFileSync(join(govuk, 'govuk-frontend.min.js'), 'utf8'),
  )
  const paths: AssetPaths = {
    govukCss: add('govuk', 'css', 'text/css; charset=utf-8', css),
    css: add('turnstone', 'css', 'text/css; charset=utf-8', own('turnstone.css')),
    js: add(
      'turnstone',
      'js',
      'text/javascript; charset=utf-8',
      own('turnstone.js').replace('GOVUK_FRONTEND', govukJs),
    ),
    icon: add('turnstone', 'svg', 'image/svg+xml', own('turnstone.svg')),
  }
  const byPath = new Map(made.map((asset) => [asset.path, asset]))
  return { paths, find: (path) => byPath.get(path) }
}
