import type { ColumnType, Generated } from 'kysely'
import type { Id, Instant, PlainDate } from '../plain/index.ts'

/**
 * The tables as TypeScript sees them: what `connect.ts` makes of PostgreSQL's types. A test compares this with
 * information_schema, so a migration that forgets this file fails.
 */

/** Written as text, read as text: a date never becomes a JavaScript Date and no zone can shift it. */
type Json = ColumnType<unknown, string, string>

export type Schema = {
  register: {
    only_one: Generated<boolean>
    id: Id
    born: 'demonstration' | 'real'
    mark: Buffer
    created_at: Generated<Instant>
  }
  council: { id: number; code: string; name: string }
  head: { council: number; shard: number; seq: number; at: Instant; hash: Buffer; entries_at: Instant | null }
  audit: { council: number; shard: number; seq: number; at: Instant; body: Buffer; hash: Buffer }
  emergency: {
    council: number
    id: Id
    child: Id
    account: Id
    reason: 'missing now' | 'police asking' | 'medical' | 'safe place' | 'other'
    sealed: Buffer | null
    at: Generated<Instant>
    until_at: Instant
    review_due: PlainDate
    reviewed_at: Instant | null
    reviewed_by: Id | null
    review: 'justified' | 'not justified' | null
  }
  second_person: {
    council: number
    id: Id
    action: string
    subject: Id | null
    details: Json
    sealed: Buffer | null
    asked_by: Id
    asked_at: Generated<Instant>
    decided_by: Id | null
    decided_at: Instant | null
    decision: 'agreed' | 'refused' | 'taken back' | null
    used_at: Instant | null
  }
  attachment: {
    council: number
    child: Id
    id: Id
    fact: Id
    type: 'image/jpeg' | 'image/png' | 'application/pdf'
    bytes: number
    sealed: Buffer | null
  }
  trace: {
    council: number
    shard: number
    seq: number
    nth: number
    at: Instant
    actor: string
    account: Id | null
    action: string
    outcome: 'done' | 'seen' | 'refused' | 'missed'
    page: string
    session: string
    child: Id | null
  }
  team: { council: number; id: Id; name: string }
  account: {
    council: number
    id: Id
    name: string
    email: string
    role: string
    team: Id | null
    password: string | null
    created_at: Generated<Instant>
    left_at: Instant | null
  }
  session: {
    council: number
    token: Buffer
    account: Id
    created_at: Generated<Instant>
    seen_at: Generated<Instant>
    ended_at: Instant | null
    shown_at: Instant | null
  }
  invitation: {
    council: number
    token: Buffer
    account: Id | null
    expires_at: Instant
    used_at: Instant | null
  }
  sign_in_attempt: { council: number; email_print: Buffer; at: Generated<Instant> }
  passkey: {
    council: number
    id: Buffer
    account: Id
    public_key: Buffer
    counter: Generated<number>
    transports: string[]
    name: string
    created_at: Generated<Instant>
    last_used_at: Instant | null
  }
  passkey_challenge: {
    council: number
    id: Id
    challenge: Buffer
    purpose: 'add' | 'sign in' | 'show again'
    session: Buffer | null
    at: Generated<Instant>
  }
  child: {
    council: number
    id: Id
    team: Id | null
    version: Generated<number>
    sensitivity: Generated<'normal' | 'restricted'>
    desk_until: Instant | null
  }
  standing: {
    council: number
    child: Id
    account: Id
    relation: string
    from_at: Generated<Instant>
    until_at: Instant | null
    given_by: Id | null
  }
  reach: { role: string; relation: string; mask: number }
  context_secret: { only_one: Generated<boolean>; secret: Buffer }
  record_key: { council: number; child: Id; compartment: number; id: Id; wrapped: Buffer }
  wrapping: { council: number; kek: number; since: Generated<Instant> }
  recovery: {
    council: number
    id: Id
    made_at: Generated<Instant>
    typed_back_at: Instant | null
    superseded_at: Instant | null
    prints: Buffer
    sealed: Buffer | null
    kept: Buffer | null
  }
  counted_columns: {
    council: number
    form: number
    entries_at: Instant
    body: Buffer
  }
  request_step: {
    council: number
    request: Id
    step: number
    what: StepName
    at: Generated<Instant>
    by: Id
    sealed: Buffer
  }
  shared_innocent: {
    council: number
    node: Buffer
    at: Generated<Instant>
    by: Id
    aside: boolean
    why: string
  }
  released_table: {
    council: number
    id: Id
    at: Generated<Instant>
    by: Id
    request: Id | null
    source: string
    measure: string
    period_from: PlainDate
    period_to: PlainDate
    settings: Json
    split_by: string[]
    known_on: Instant | null
    treatment: 'exact' | 'suppress' | 'round' | 'perturb'
    threshold: Generated<number>
    base: number | null
  }
  released_cell: {
    council: number
    released: Id
    place: number
    under: Json
    printed: number | null
    low: number | null
    high: number | null
  }
  claimed_month: {
    council: number
    month: PlainDate
    statement: number
    at: Generated<Instant>
    by: Id
    known_on: Instant
    tier: 'standard' | 'higher'
    cost: number | null
    lines: Json
    pounds: number
  }
  child_population: {
    council: number
    id: Id
    at: Generated<Instant>
    by: Id | null
    authority: string
    year: number
    children: number
    source: string
  }
  place_offer: {
    council: number
    id: Id
    at: Generated<Instant>
    by: Id
    kind: 'family' | 'foster' | 'residential' | 'supported' | 'independent' | 'hotel' | 'other'
    least_age: number
    most_age: number
    sex: 'any' | 'F' | 'M'
    languages: string[]
    places: number
    from_on: PlainDate
    until_on: PlainDate | null
    district: Buffer | null
    sealed: Buffer
  }
  partner: {
    council: number
    id: Id
    at: Generated<Instant>
    by: Id | null
    authority: string
    signing: Buffer | null
    sealing: string | null
  }
  transfer_package: {
    council: number
    child: Id
    transfer: Id
    way: 'sent' | 'received'
    number: number
    step: string
    partner: string
    at: Instant
    by: Id | null
    print: Buffer
    sealed: Buffer | null
  }
  clock_setting: {
    council: number
    clock: string
    set_at: Generated<Instant>
    set_by: Id
    is_on: boolean
    seconds: number | null
    reason: string
  }
  draft: {
    council: number
    account: Id
    page: string
    sealed: Buffer
    saved_at: Generated<Instant>
  }
  notice: {
    council: number
    what: NoticeName
    fact: Id
    channel: 'mail' | 'hook'
    account: Id
    made_at: Generated<Instant>
    state: Generated<'waiting' | 'sending' | 'sent'>
    attempts: Generated<number>
    next_at: Generated<Instant>
    claimed_at: Instant | null
    sent_at: Instant | null
    problem: string | null
  }
  wall: {
    council: number
    id: Id
    name: string
    token: Buffer
    made_at: Generated<Instant>
    made_by: Id
    ended_at: Instant | null
    seen_at: Instant | null
  }
  shredding: {
    council: number
    child: Id
    at: Generated<Instant>
    keys: number
    entries: number
    words: number
    sayings: number
  }
  erasure: {
    council: number
    child: Id
    at: Instant
    asked_by: Id
    agreed_by: Id
    reason: 'retention has ended' | 'never in our care' | 'right to erasure' | 'order of a court'
    complete_on: PlainDate
  }
  source: { council: number; id: number; kind: SourceKind; run: Id | null; label: string }
  entry: {
    council: number
    child: Id
    id: Id
    fact: Id
    about: Id | null
    kind: number
    exclusive: boolean
    code: string
    from_on: PlainDate | null
    until_on: PlainDate | null
    from_at: Instant | null
    until_at: Instant | null
    known_from: Instant
    known_until: Instant | null
    attributes: Json | null
    sealed: Buffer | null
    print: Buffer | null
    lookup: Buffer | null
    source: number
    said_by: Id | null
    supersedes: Id | null
  }
  withdrawal: {
    council: number
    child: Id
    entry: Id
    reason: string
    sealed: Buffer | null
    said_by: Id | null
    at: Instant
  }
  said: {
    council: number
    child: Id
    fact: Id
    source_kind: SourceKind
    part: string
    print: Buffer
    states: Json
    source: number
    line: number
  }
  import: {
    council: number
    id: Id
    at: Generated<Instant>
    said_by: Id | null
    actor: string
    latest_year: number | null
    files: Json
    result: Json
  }
  aside: {
    council: number
    id: Id
    run: Id
    print: Buffer
    part: string
    file: string
    line: number
    at_column: string
    sealed: Buffer
    state: Generated<'open' | 'put right' | 'left' | 'gone'>
    decided_at: Instant | null
    decided_by: Id | null
    reason_sealed: Buffer | null
  }
  request: {
    council: number
    actor: string
    action: string
    key: string
    body: Buffer
    result: Json
    at: Generated<Instant>
  }
}

/** Where something comes from: the statutory return, the dataset extract, a council's own list, a form, another council. */
export type SourceKind = 'return' | 'dataset' | 'list' | 'form' | 'transfer'

/** What is done with a request for information, one step after another. */
export type StepName =
  | 'received'
  | 'mapped'
  | 'decided'
  | 'frozen'
  | 'protected'
  | 'approved'
  | 'sent back'
  | 'released'
  | 'closed'

/** What a notice tells of, in a word. */
export type NoticeName =
  | 'missing'
  | 'back'
  | 'unanswered'
  | 'police-late'
  | 'interview-soon'
  | 'linked'
  | 'check-in'
  | 'check-in-late'
