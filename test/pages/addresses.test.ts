import { describe, expect, test } from 'vitest'
import { pages } from '../../src/web/pages/index.ts'
import { paths } from '../../src/web/paths.ts'

/** Every address and what somebody must be allowed there, typed by hand: a new page is thought about twice. */
const table: readonly [path: string, needs: string][] = [
  ['/sign-in', 'anyone'],
  ['/sign-in/as', 'anyone'],
  ['/sign-out', 'anyone'],
  ['/invitation/:token', 'anyone'],
  ['/help', 'anyone'],
  ['/accessibility', 'anyone'],
  ['/how-we-protect-what-you-write', 'anyone'],
  ['/', 'see today'],
  ['/still-here', 'see today'],
  ['/passkeys', 'see today'],
  ['/sessions', 'see today'],
  ['/drafts', 'see today'],
  ['/password', 'see today'],
  ['/shares', 'type a share back'],
  ['/children', 'find a child'],
  ['/children/new', 'add a child'],
  ['/children/:child', 'open a child'],
  ['/children/:child/note', 'write a note'],
  ['/children/:child/placement', 'record an entry'],
  ['/children/:child/trafficking', 'record an entry'],
  ['/children/:child/links', 'open a child'],
  ['/children/:child/contact', 'record an entry'],
  ['/children/:child/messages', 'record an entry'],
  ['/children/:child/messages/:fact', 'open a child'],
  ['/children/:child/exploitation', 'record an entry'],
  ['/children/:child/guardian', 'record an entry'],
  ['/children/:child/scheme', 'record an entry'],
  ['/children/:child/transfers', 'transfer a child'],
  ['/children/:child/transfers/new', 'transfer a child'],
  ['/children/:child/transfers/:transfer', 'transfer a child'],
  ['/children/:child/transfers/:transfer/do/:step', 'transfer a child'],
  ['/children/:child/transfers/:transfer/news', 'transfer a child'],
  ['/children/:child/transfers/:transfer/packages/:number', 'transfer a child'],
  ['/children/:child/transfers/:transfer/record', 'transfer a child'],
  ['/children/:child/transfers/:transfer/record/pdf', 'transfer a child'],
  ['/children/:child/places', 'record an entry'],
  ['/children/:child/places/:place', 'record an entry'],
  ['/children/:child/safety-plan', 'open a child'],
  ['/children/:child/safety-plan/change', 'record an entry'],
  ['/children/:child/check-in', 'record an entry'],
  ['/children/:child/disclosures', 'open a child'],
  ['/children/:child/disclosures/new', 'tell somebody outside'],
  ['/children/:child/disclosures/give', 'tell somebody outside'],
  ['/children/:child/disclosures/:fact', 'open a child'],
  ['/children/:child/disclosures/:fact/pdf', 'open a child'],
  ['/children/:child/indicators', 'record an entry'],
  ['/children/:child/referral', 'open a child'],
  ['/children/:child/referral-pdf', 'open a child'],
  ['/children/:child/referral-data', 'open a child'],
  ['/children/:child/referral/:part', 'record an entry'],
  ['/network', 'see the network'],
  ['/network/:cluster', 'see the network'],
  ['/children/:child/missing', 'report missing'],
  ['/children/:child/missing/:fact/located', 'report missing'],
  ['/children/:child/missing/:fact/returned', 'report missing'],
  ['/children/:child/entries/:fact/correct', 'correct an entry'],
  ['/children/:child/entries/:fact/address', 'see an address'],
  ['/children/:child/entries/:fact/withdraw', 'withdraw an entry'],
  ['/missing', 'see who is missing'],
  ['/missing/live', 'see who is missing'],
  ['/missing/clocks', 'see who is missing'],
  ['/missing/clocks/set', 'set the clocks'],
  ['/missing/walls', 'hang a wall'],
  ['/wall', 'anyone'],
  ['/children/:child/missing/:fact/police', 'report missing'],
  ['/children/:child/missing/:fact/police/pdf', 'report missing'],
  ['/children/:child/missing/:fact/news', 'report missing'],
  ['/children/:child/missing/:fact/news/:what', 'report missing'],
  ['/children/:child/missing/:fact/kind', 'report missing'],
  ['/children/:child/missing/:fact/changed', 'report missing'],
  ['/children/:child/missing/:fact/interview', 'report missing'],
  ['/children/:child/facts/:what', 'record an entry'],
  ['/children/:child/tasks/:fact/done', 'record an entry'],
  ['/children/:child/patterns', 'open a child'],
  ['/children/:child/sheet', 'open a child'],
  ['/children/:child/sheet-pdf', 'open a child'],
  ['/children/:child/sheet/:part', 'record an entry'],
  ['/children/:child/photo/:fact', 'see the photo'],
  ['/missing/report', 'see who is missing'],
  ['/questions', 'ask a question'],
  ['/questions/ecpat', 'ask a question'],
  ['/questions/ecpat/coverage/:measure', 'see whose field is missing'],
  ['/questions/count', 'ask a question'],
  ['/questions/count/file/:kind', 'ask a question'],
  ['/questions/collate', 'ask a question'],
  ['/requests/:request/tables/:kind', 'answer a request'],
  ['/questions/saved/:question', 'ask a question'],
  ['/requests', 'answer a request'],
  ['/requests/new', 'answer a request'],
  ['/requests/:request', 'answer a request'],
  ['/requests/:request/map', 'answer a request'],
  ['/requests/:request/freeze', 'answer a request'],
  ['/requests/:request/again', 'answer a request'],
  ['/requests/:request/decide', 'answer a request'],
  ['/requests/:request/close', 'answer a request'],
  ['/requests/:request/protect', 'answer a request'],
  ['/requests/:request/release', 'answer a request'],
  ['/requests/:request/printed/:kind', 'answer a request'],
  ['/requests/given-out', 'answer a request'],
  ['/requests/given-out/add', 'answer a request'],
  ['/requests/given-out/:released', 'answer a request'],
  ['/requests/:request/approve', 'approve an answer'],
  ['/requests/:request/letter', 'answer a request'],
  ['/requests/:request/letter/pdf', 'answer a request'],
  ['/transfers', 'exchange packages'],
  ['/transfers/read', 'exchange packages'],
  ['/transfers/card', 'keep the cards'],
  ['/transfers/councils', 'keep the cards'],
  ['/transfers/councils/new', 'keep the cards'],
  ['/transfers/councils/:council/end', 'keep the cards'],
  ['/places', 'keep the places'],
  ['/places/new', 'keep the places'],
  ['/places/:place/end', 'keep the places'],
  ['/schemes', 'see the schemes'],
  ['/schemes/:scheme', 'see the schemes'],
  ['/claims', 'claim the grant'],
  ['/claims/populations', 'import files'],
  ['/claims/:month', 'claim the grant'],
  ['/claims/:month/close', 'close a month'],
  ['/claims/:month/sheet/:statement', 'close a month'],
  ['/claims/:month/children/:claimed', 'claim the grant'],
  ['/imports', 'see imports'],
  ['/imports/new', 'import files'],
  ['/imports/running/:job', 'import files'],
  ['/imports/:import', 'see imports'],
  ['/worklist', 'see imports'],
  ['/worklist/rows.csv', 'put a row right'],
  ['/worklist/save', 'put a row right'],
  ['/worklist/:aside', 'put a row right'],
  ['/children/:child/documents/new', 'add a document'],
  ['/children/:child/documents/:fact', 'see a document'],
  ['/children/:child/people', 'allocate a child'],
  ['/children/:child/restrict', 'restrict a child'],
  ['/emergency', 'break the glass'],
  ['/emergencies', 'review an emergency'],
  ['/children/:child/erase', 'erase a child'],
  ['/erasures', 'see erasures'],
  ['/agreements', 'be the second person'],
  ['/trail', 'read the trail'],
  ['/trail/alerts', 'read the trail'],
  ['/people', 'manage people'],
  ['/people/new', 'manage people'],
  ['/people/teams/new', 'manage people'],
  ['/people/:person', 'manage people'],
]

const sorted = (rows: readonly (readonly [string, string])[]) => rows.map((row) => row.join(' needs ')).sort()

describe('addresses', () => {
  test('every page stands in the table with what it needs, and nothing else does', () => {
    expect(sorted(pages.map((page) => [page.path, page.needs] as const))).toEqual(sorted(table))
  })

  test('no address is there twice', () => {
    expect(new Set(pages.map((page) => page.path)).size).toBe(pages.length)
  })

  test('a fixed address comes before one with a name in its place', () => {
    pages.forEach((page, at) => {
      for (const earlier of pages.slice(0, at)) expect(matches(earlier.path, page.path)).toBe(false)
    })
  })

  test('every address that a page can name leads to a page, and every page can be named', () => {
    const reached = Object.values(paths).map((path) => {
      const make = path as string | ((...names: unknown[]) => string)
      const address = typeof make === 'string' ? make : make('x', new URLSearchParams('x'))
      const page = pages.find((one) => matches(one.path, address.split('?')[0] ?? ''))
      expect(page, address).toBeDefined()
      return page?.path
    })
    expect([...new Set(reached)].sort()).toEqual(table.map(([path]) => path).sort())
  })
})

/** Whether an address is one of a pattern; a name stands for one step. */
const matches = (pattern: string, address: string): boolean =>
  new RegExp(`^${pattern.replace(/:[a-z]+/g, '[^/]+').replaceAll('.', '\\.')}$`).test(address)
