import type { VNode } from 'preact'
import type { Action, DevicePlace, Permit, Person, Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'
import type { Entered } from './entered.ts'
import type { FormSeal } from './form.tsx'
import type { Site } from './site.ts'

/** Part of the navigation that a page belongs to. */
export type Section =
  'today' | 'missing' | 'children' | 'schemes' | 'questions' | 'files' | 'trail' | 'people' | ''

/** What a page answers with. */
export type Shown =
  | {
      kind: 'view'
      title: string
      section: Section
      body: VNode
      status: number
      error: boolean
      wide: boolean
      /** Seconds after which the browser goes elsewhere by itself, without JavaScript. */
      refresh: { seconds: number; to?: string } | null
    }
  | { kind: 'go'; to: string; cookie?: { token: string | null }; wallKey?: string }
  | { kind: 'file'; name: string; type: string; text: string | Uint8Array<ArrayBuffer> }
  /** Read by a page of ours, never saved by itself: a picture, a draft. */
  | { kind: 'inline'; type: string; bytes: Uint8Array<ArrayBuffer> }
  /** Tells the browser, as long as it listens, that something was saved: never what. */
  | { kind: 'live' }
  | { kind: 'not found' }

type ViewOptions = {
  section?: Section
  status?: number
  error?: boolean
  wide?: boolean
  refresh?: { seconds: number; to?: string }
}

export const view = (title: string, body: VNode, options: ViewOptions = {}): Shown => ({
  kind: 'view',
  title,
  body,
  section: options.section ?? '',
  status: options.status ?? (options.error === true ? 422 : 200),
  error: options.error ?? false,
  wide: options.wide ?? false,
  refresh: options.refresh ?? null,
})

export const goTo = (to: string): Shown => ({ kind: 'go', to })

/** The same answer for what does not exist and for what must not be seen. */
export const notFound: Shown = { kind: 'not found' }

/** The names in an address: `/children/:child/missing/:fact` has `child` and `fact`. */
type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** Names that stand for identifiers of the register; anything else in their place is not found. */
const idNames = [
  'child',
  'fact',
  'aside',
  'import',
  'person',
  'wall',
  'request',
  'released',
  'claimed',
  'place',
  'transfer',
] as const
type IdName = (typeof idNames)[number]
type Params<Path extends string> = { [K in Names<Path>]: K extends IdName ? Id : string }

export const isIdName = (name: string): boolean => (idNames as readonly string[]).includes(name)

/** Everything a page may use. There is no other way to the database, the clock or the person. */
export type Visit<Path extends string, Needs extends Action> = {
  site: Site
  /** The register as this person sees it: nothing that they may not see is in it. */
  db: Db
  /** Whether the person may also do this, about the register or about the child of the address. */
  may: (action: Action) => boolean
  params: Params<Path>
  query: URLSearchParams
  person: Person
  permit: Permit<Needs>
  vault: Vault
  now: Instant
  today: PlainDate
  seal: FormSeal
  entered: Entered
  sessionToken: string
  /** Where passkeys of this page are good; null where the address has none. */
  place: DevicePlace | null
}

/** The same before anybody has signed in. */
export type OpenVisit<Path extends string> = Omit<
  Visit<Path, Action>,
  'person' | 'permit' | 'db' | 'may' | 'sessionToken'
> & {
  person: Person | null
  sessionToken: string | null
  /** The key of a screen on a wall, which opens the wall and nothing else. */
  wallKey: string | null
}

type Handler<V> = (visit: V) => Promise<Shown> | Shown

export type PageSpec = {
  path: string
  /** The action somebody must be allowed; `anyone` for pages that hold nothing of the register. */
  needs: Action | 'anyone'
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- visits differ by path and action; app.tsx makes them
  show: Handler<any>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  submit?: Handler<any>
}

/**
 * A page: its address, what somebody must be allowed, what it shows and what it does with a form. `needs` cannot
 * be left out, so a page without a decision about access does not compile.
 */
export function page<const Path extends string, const Needs extends Action>(
  path: Path,
  spec: { needs: Needs; show: Handler<Visit<Path, Needs>>; submit?: Handler<Visit<Path, Needs>> },
): PageSpec {
  return { path, ...spec }
}

/** A page that anybody may open, because nothing of the register is on it. */
export function openPage<const Path extends string>(
  path: Path,
  spec: { show: Handler<OpenVisit<Path>>; submit?: Handler<OpenVisit<Path>> },
): PageSpec {
  return { path, needs: 'anyone', ...spec }
}
