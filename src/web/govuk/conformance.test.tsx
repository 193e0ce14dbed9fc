import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { contentAdapters } from './conformance/content-adapters.tsx'
import { formAdapters } from './conformance/form-adapters.tsx'
import { fromMacro, type Adapter } from './conformance/macro-options.ts'
import { normalise } from './conformance/normalise.ts'
import { notSupported } from './conformance/not-supported.ts'
import { BackLink, safeHref, Tag } from './index.ts'

type Fixture = { name: string; options: unknown; html: string }

const { resolve } = createRequire(import.meta.url)

const fixturesOf = (component: string): Fixture[] => {
  const path = resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`)
  return (JSON.parse(readFileSync(path, 'utf8')) as { fixtures: Fixture[] }).fixtures
}

const adapters: Record<string, Adapter> = { ...formAdapters, ...contentAdapters }

describe.each(Object.entries(adapters))('%s renders as govuk-frontend does', (component, adapt) => {
  const skipped = notSupported[component] ?? {}

  test.each(fixturesOf(component).filter(({ name }) => !(name in skipped)))('$name', ({ options, html }) => {
    expect(normalise(renderToString(adapt(fromMacro(options) as never)))).toEqual(normalise(html))
  })
})

test('the components are the 28 of the list', () => {
  expect(Object.keys(adapters)).toHaveLength(28)
})

test('only fixtures that exist are left out, and at most a fifth of them', () => {
  const names = Object.keys(adapters).flatMap((component) =>
    fixturesOf(component).map(({ name }) => `${component}: ${name}`),
  )
  const leftOut = Object.entries(notSupported).flatMap(([component, fixtures]) =>
    Object.keys(fixtures).map((name) => `${component}: ${name}`),
  )
  expect(names).toEqual(expect.arrayContaining(leftOut))
  expect(leftOut.length).toBeLessThanOrEqual(names.length / 5)
})

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
])('a link to %j is refused', (href) => {
  expect(() => renderToString(<BackLink href={href} />)).toThrow('A link may not begin with')
})

test.each([
  '',
  '#id',
  '/a:b',
  '?at=10:30',
  'page',
  'https://gov.uk',
  'tel:+441632960000',
  'mailto:a@example.org',
])('a link to %j is fine', (href) => expect(safeHref(href)).toBe(href))

test('neither a date nor an object is content', () => {
  // @ts-expect-error -- a date has to be put into words first
  expect(<Tag>{new Date(0)}</Tag>).toBeDefined()
  // @ts-expect-error -- and so has a record
  expect(<Tag>{{ words: 'Missing' }}</Tag>).toBeDefined()
})
