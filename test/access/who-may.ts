/**
 * Who may do what, typed by hand from the words of the rule and from nothing in `src`: a change of the code that is not
 * a change of this table fails. Whatever is not in it is refused.
 */

/** How a child of the test's world stands to everybody who is signed in. One child for each. */
export const columns = [
  'allocated',
  'co-worker',
  'own team',
  'no team',
  'another team',
  'former',
  'restricted and not named',
  'restricted and named',
  'restricted and once named',
  'broken glass',
  'broken glass on a restricted record',
  'broken glass that has ended',
  'missing now',
  'found within 72 hours',
  'found before that',
  'of another council',
  'of nobody',
] as const
export type Column = (typeof columns)[number]

/** Everybody who is signed in. All belong to the North team but those of whom it is said that they have none. */
export const signedIn = [
  'social-worker',
  'social-worker without a team',
  'duty',
  'missing-coordinator',
  'manager',
  'manager without a team',
  'data-officer',
  'ig-officer',
  'auditor',
  'administrator',
] as const
export type Worker = (typeof signedIn)[number]

/** Those who hold a cookie, or none, that opens nothing. */
export const signedOut = [
  'nobody',
  'a leaver',
  'idle for 21 minutes',
  'here for 13 hours',
  'signed out',
  'a made-up cookie',
  'somebody of another council',
] as const
export type Stranger = (typeof signedOut)[number]

/** Every child of the council whose record is not restricted. */
const normal: readonly Column[] = [
  'allocated',
  'co-worker',
  'own team',
  'no team',
  'another team',
  'former',
  'broken glass',
  'broken glass that has ended',
  'missing now',
  'found within 72 hours',
  'found before that',
]
const withWhomTheyWork: readonly Column[] = ['allocated', 'co-worker', 'restricted and named']
const glass: readonly Column[] = ['broken glass', 'broken glass on a restricted record']

type Cells = Partial<Record<Worker, readonly Column[]>>

/** Whose records somebody works with: reads them, writes down what happens, corrects and withdraws. */
const worksWith: Cells = {
  'social-worker': [...withWhomTheyWork, 'own team'],
  'social-worker without a team': withWhomTheyWork,
  // At night, only those who are missing or were found within 72 hours.
  duty: [...withWhomTheyWork, 'missing now', 'found within 72 hours'],
  // Every child may go missing; a restricted record stays with those named on it.
  'missing-coordinator': [...normal, 'restricted and named'],
  manager: [...withWhomTheyWork, 'own team', 'no team'],
  'manager without a team': [...normal, 'restricted and named'],
}

/** The same, and what was opened in an emergency: read, and notes added. */
const readsOrNotes: Cells = {
  ...worksWith,
  duty: [...(worksWith.duty ?? []), ...glass],
  manager: [...(worksWith.manager ?? []), ...glass],
  'manager without a team': [...normal, 'restricted and named', 'broken glass on a restricted record'],
}

/** About one child: who may, and about which. */
export const aboutOneChild: Record<string, Cells> = {
  'open a child': readsOrNotes,
  'see an address': readsOrNotes,
  'see the photo': readsOrNotes,
  'write a note': readsOrNotes,
  'record an entry': worksWith,
  'correct an entry': worksWith,
  'withdraw an entry': worksWith,
  'see who looked': worksWith,
  // By day, with a second person: at night the police report is for those who are missing.
  'tell somebody outside': { ...worksWith, duty: [] },
  // Between two councils, by day.
  'transfer a child': { ...worksWith, duty: [] },
  // Documents are for those who work with the child by day: not for duty workers, not for co-ordinators.
  'add a document': { ...worksWith, duty: [], 'missing-coordinator': [] },
  'see a document': { ...worksWith, duty: [], 'missing-coordinator': [] },
  // Managers say who works with a child; whoever works with a child by day may close the record.
  'allocate a child': {
    manager: worksWith.manager ?? [],
    'manager without a team': worksWith['manager without a team'] ?? [],
  },
  'restrict a child': { ...worksWith, duty: [] },
  // Only managers ask for it; nobody erases alone.
  'erase a child': {
    manager: worksWith.manager ?? [],
    'manager without a team': worksWith['manager without a team'] ?? [],
  },
  // On duty one can find and report every normal child.
  'report missing': { ...worksWith, duty: [...normal, 'restricted and named'] },
}

/** Who stands in whose list of children as a row that leads to the record. */
export const listed: Cells = readsOrNotes

/** Who is found by a search, name and number alone or more. */
export const found: Cells = {
  ...readsOrNotes,
  duty: [...normal, 'restricted and named', 'broken glass on a restricted record'],
}

/** Of whom somebody reviews what was opened in an emergency: nobody through broken glass. */
export const reviewed: Cells = {
  manager: worksWith.manager ?? [],
  'manager without a team': worksWith['manager without a team'] ?? [],
}

/** What the database alone leaves to somebody who may find a child and not open the record. */
export const foundOnly = (worker: Worker, column: Column): boolean =>
  (found[worker] ?? []).includes(column) && !(readsOrNotes[worker] ?? []).includes(column)

const withChildren: readonly Worker[] = [
  'social-worker',
  'social-worker without a team',
  'duty',
  'missing-coordinator',
  'manager',
  'manager without a team',
]
const managers: readonly Worker[] = ['manager', 'manager without a team']

/** About the register: who may. */
export const aboutTheRegister: Record<string, readonly Worker[]> = {
  'see today': signedIn,
  'see who is missing': withChildren,
  'set the clocks': managers,
  'hang a wall': ['missing-coordinator', ...managers],
  'find a child': withChildren,
  'add a child': withChildren,
  'see erasures': [...managers, 'ig-officer', 'auditor'],
  'break the glass': ['duty', ...managers],
  'review an emergency': managers,
  // The auditor alone only reads.
  'be the second person': [...withChildren, 'data-officer', 'ig-officer', 'administrator'],
  'see the network': ['missing-coordinator', ...managers],
  'import files': ['data-officer'],
  'see imports': ['data-officer', ...managers],
  'put a row right': ['data-officer'],
  'ask a question': ['data-officer', 'ig-officer', 'missing-coordinator', ...managers],
  'see whose field is missing': ['data-officer', 'missing-coordinator', ...managers],
  'exchange packages': ['data-officer', 'missing-coordinator', ...managers],
  'keep the cards': ['data-officer', ...managers],
  'keep the places': managers,
  'see the schemes': ['data-officer', 'missing-coordinator', ...managers],
  'claim the grant': ['data-officer', ...managers],
  'close a month': managers,
  'answer a request': ['data-officer', 'ig-officer'],
  'approve an answer': ['ig-officer', ...managers],
  'read the trail': ['auditor', 'ig-officer'],
  'export the trail': ['auditor', 'data-officer'],
  'manage people': ['administrator'],
  'type a share back': ['administrator'],
}

export const mayAboutAChild = (action: string, worker: Worker, column: Column): boolean =>
  (aboutOneChild[action]?.[worker] ?? []).includes(column)

export const mayAboutTheRegister = (action: string, worker: Worker): boolean =>
  (aboutTheRegister[action] ?? []).includes(worker)

/** What of a form goes with each page that one submits, so that it would be saved. */
type Form = Record<string, string>
const today = (name: string): Form => ({
  [`${name}-day`]: '2',
  [`${name}-month`]: '3',
  [`${name}-year`]: '2026',
})

/** Every indicator, answered with no. */
const notSeen: Form = Object.fromEntries(
  'claims injuries marriage working infection coached quota crime chores withdrawn older-partner fears neglect unloved isolated concentration trauma assurance substances self-harm sexual no-gp no-school money movement-controlled spoken-for documents debt threatened address no-parents no-play travels taxi'
    .split(' ')
    .map((id) => [id, 'no']),
)

/** The names that stand in an address, and what a form says about itself. */
export type Names = Record<
  | 'child'
  | 'placement'
  | 'note'
  | 'missing'
  | 'seenNote'
  | 'colleague'
  | 'document'
  | 'photo'
  | 'messages'
  | 'disclosure'
  | 'offered'
  | 'transfer',
  string
>

export type Route = {
  needs: string
  /** The address about a child of the world, or about something of the register. */
  at: (names: Names) => string
  /** What would be saved; left out where the page submits nothing. */
  form?: (names: Names) => Form
  /** What is sent so that nothing changes, where an empty form would. */
  harmless?: Form
  /** Only of what is open, a spell or a task: of another it saves nothing. */
  whileOpen?: true
}

/** Every address. A page that is not here, or does not submit what is said here, fails the suite. */
export const childRoutes: Record<string, Route> = {
  '/children/:child': { needs: 'open a child', at: ({ child }) => `/children/${child}` },
  '/children/:child/note': {
    needs: 'write a note',
    at: ({ child }) => `/children/${child}/note`,
    form: () => ({ text: 'An invented note', ...today('on') }),
  },
  '/children/:child/placement': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/placement`,
    form: () => ({ type: 'U4', ...today('from'), with: 'Somebody invented' }),
  },
  '/children/:child/trafficking': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/trafficking`,
    form: () => ({ status: 'suspected', ...today('from') }),
  },
  '/children/:child/contact': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/contact`,
    form: () => ({ code: 'account', handle: 'facebook invented.name', ...today('when') }),
  },
  '/children/:child/messages': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/messages`,
    form: () => ({
      text: 'Ring 07700 900123',
      title: 'An invented phone',
      ...today('when'),
      chosen: 'yes',
      pick: 'phone +447700900123',
    }),
  },
  '/children/:child/messages/:fact': {
    needs: 'open a child',
    at: ({ child, messages }) => `/children/${child}/messages/${messages}`,
  },
  '/children/:child/exploitation': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/exploitation`,
    form: () => ({ type: 'criminal', means: 'debt' }),
  },
  '/children/:child/guardian': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/guardian`,
    form: () => ({ code: 'referred', ...today('from') }),
  },
  '/children/:child/places': { needs: 'record an entry', at: ({ child }) => `/children/${child}/places` },
  '/children/:child/places/:place': {
    needs: 'record an entry',
    at: ({ child, offered }) => `/children/${child}/places/${offered}`,
    form: () => ({ type: 'U4', ...today('from'), why: 'Invented: it fits' }),
  },
  '/children/:child/transfers': {
    needs: 'transfer a child',
    at: ({ child }) => `/children/${child}/transfers`,
  },
  '/children/:child/transfers/new': {
    needs: 'transfer a child',
    at: ({ child }) => `/children/${child}/transfers/new`,
    // Every child of the world is in a transfer already, and nobody is in two.
    whileOpen: true,
    form: () => ({ with: 'E10000016', role: 'receiving', way: 'hand', days: '10', by: 'An invented letter' }),
  },
  '/children/:child/transfers/:transfer': {
    needs: 'transfer a child',
    at: ({ child, transfer }) => `/children/${child}/transfers/${transfer}`,
  },
  '/children/:child/transfers/:transfer/do/:step': {
    needs: 'transfer a child',
    at: ({ child, transfer }) => `/children/${child}/transfers/${transfer}/do/validated`,
    form: () => ({ by: 'An invented letter', words: 'Invented: it is sound', seen: '1' }),
  },
  '/children/:child/transfers/:transfer/news': {
    needs: 'transfer a child',
    at: ({ child, transfer }) => `/children/${child}/transfers/${transfer}/news`,
    form: () => ({ words: 'Invented: they were told', seen: '1' }),
    harmless: { seen: '99' },
  },
  '/children/:child/transfers/:transfer/packages/:number': {
    needs: 'transfer a child',
    at: ({ child, transfer }) => `/children/${child}/transfers/${transfer}/packages/1`,
  },
  '/children/:child/transfers/:transfer/record': {
    needs: 'transfer a child',
    at: ({ child, transfer }) => `/children/${child}/transfers/${transfer}/record`,
  },
  '/children/:child/transfers/:transfer/record/pdf': {
    needs: 'transfer a child',
    at: ({ child, transfer }) => `/children/${child}/transfers/${transfer}/record/pdf`,
  },
  '/children/:child/scheme': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/scheme`,
    form: () => ({ scheme: 'calais-2016', step: 'arrived', ...today('when') }),
  },
  '/children/:child/safety-plan': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/safety-plan`,
  },
  '/children/:child/safety-plan/change': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/safety-plan/change`,
    form: () => ({ ...today('from'), phone: '07700 900123' }),
  },
  '/children/:child/check-in': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/check-in`,
    form: () => ({ code: 'seen', ...today('when') }),
  },
  '/children/:child/disclosures': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/disclosures`,
  },
  '/children/:child/disclosures/new': {
    needs: 'tell somebody outside',
    at: ({ child }) => `/children/${child}/disclosures/new`,
    form: () => ({
      recipient: 'Invented Police',
      person: 'An invented sergeant',
      checked: 'Rang back',
      basis: 'crime',
      purpose: 'An invented purpose',
      fields: 'sex',
    }),
  },
  '/children/:child/disclosures/give': {
    needs: 'tell somebody outside',
    at: ({ child }) => `/children/${child}/disclosures/give`,
    // Only after somebody agreed: without it nothing is told.
    whileOpen: true,
    form: () => ({ asked: '00000000-0000-0000-0000-000000000000', give: 'yes' }),
  },
  '/children/:child/disclosures/:fact': {
    needs: 'open a child',
    at: ({ child, disclosure }) => `/children/${child}/disclosures/${disclosure}`,
  },
  '/children/:child/disclosures/:fact/pdf': {
    needs: 'open a child',
    at: ({ child, disclosure }) => `/children/${child}/disclosures/${disclosure}/pdf`,
  },
  '/children/:child/links': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/links`,
  },
  '/children/:child/indicators': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/indicators`,
    form: () => ({
      ...notSeen,
      ...today('when'),
    }),
  },
  '/children/:child/referral': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/referral`,
  },
  '/children/:child/referral-pdf': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/referral-pdf`,
  },
  '/children/:child/referral-data': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/referral-data`,
  },
  '/children/:child/referral/:part': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/referral/person`,
    form: () => ({ nickname: 'An invented name' }),
    harmless: { nickname: 'Too long. '.repeat(2000) },
  },
  '/children/:child/missing': {
    needs: 'report missing',
    at: ({ child }) => `/children/${child}/missing`,
    form: () => ({ code: 'M', ...today('seen'), police: 'no' }),
  },
  '/children/:child/missing/:fact/located': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/located`,
    form: () => ({ ...today('when'), how: 'seen' }),
  },
  '/children/:child/missing/:fact/returned': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/returned`,
    form: () => today('when'),
  },
  '/children/:child/missing/:fact/police': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/police`,
  },
  '/children/:child/missing/:fact/police/pdf': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/police/pdf`,
  },
  '/children/:child/missing/:fact/news': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/news`,
  },
  '/children/:child/missing/:fact/news/:what': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/news/told`,
    form: () => ({ code: 'police', ...today('when'), words: 'Invented' }),
  },
  '/children/:child/missing/:fact/kind': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/kind`,
    whileOpen: true,
    form: () => ({ ...today('when'), words: 'Invented' }),
  },
  '/children/:child/missing/:fact/changed': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/changed`,
    form: () => ({
      code: 'care-ended',
      ...today('when'),
      words: 'Invented',
      owner: 'Invented',
      ...today('review'),
    }),
  },
  '/children/:child/missing/:fact/interview': {
    needs: 'report missing',
    at: ({ child, missing }) => `/children/${child}/missing/${missing}/interview`,
    form: () => ({ step: 'offered', ...today('when'), by: 'Invented' }),
  },
  '/children/:child/facts/:what': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/facts/family`,
    form: () => ({ code: 'left-behind', who: 'Somebody invented', ...today('from') }),
  },
  '/children/:child/tasks/:fact/done': {
    needs: 'record an entry',
    at: ({ child, note }) => `/children/${child}/tasks/${note}/done`,
    whileOpen: true,
    form: () => ({}),
  },
  '/children/:child/patterns': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/patterns`,
  },
  '/children/:child/sheet': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/sheet`,
    form: () => ({ photo: 'show' }),
  },
  '/children/:child/sheet-pdf': {
    needs: 'open a child',
    at: ({ child }) => `/children/${child}/sheet-pdf`,
  },
  '/children/:child/sheet/:part': {
    needs: 'record an entry',
    at: ({ child }) => `/children/${child}/sheet/looks`,
    form: () => ({ words: 'An invented look' }),
    harmless: { words: 'Too long. '.repeat(2000) },
  },
  '/children/:child/photo/:fact': {
    needs: 'see the photo',
    at: ({ child, photo }) => `/children/${child}/photo/${photo}`,
  },
  '/children/:child/entries/:fact/correct': {
    needs: 'correct an entry',
    at: ({ child, note }) => `/children/${child}/entries/${note}/correct`,
    form: ({ seenNote }) => ({ seen: seenNote, text: 'Invented anew', ...today('from'), why: 'A test' }),
  },
  '/children/:child/entries/:fact/withdraw': {
    needs: 'withdraw an entry',
    at: ({ child, note }) => `/children/${child}/entries/${note}/withdraw`,
    form: ({ seenNote }) => ({ seen: seenNote, reason: 'wrong child', words: 'A test' }),
  },
  '/children/:child/documents/new': {
    needs: 'add a document',
    at: ({ child }) => `/children/${child}/documents/new`,
    // Without its file: the form comes back and says so.
    form: () => ({ kind: 'letter', title: 'Invented', ...today('on') }),
  },
  '/children/:child/documents/:fact': {
    needs: 'see a document',
    at: ({ child, document }) => `/children/${child}/documents/${document}`,
  },
  '/children/:child/people': {
    needs: 'allocate a child',
    at: ({ child }) => `/children/${child}/people`,
    form: ({ colleague }) => ({ team: '', allocated: colleague }),
    harmless: { allocated: 'nobody' },
  },
  '/children/:child/restrict': {
    needs: 'restrict a child',
    at: ({ child }) => `/children/${child}/restrict`,
    form: ({ colleague }) => ({ named: colleague }),
  },
  '/children/:child/erase': {
    needs: 'erase a child',
    at: ({ child }) => `/children/${child}/erase`,
    form: () => ({ reason: 'right to erasure', words: 'An invented decision', sure: 'yes' }),
  },
  '/children/:child/entries/:fact/address': {
    needs: 'see an address',
    at: ({ child, placement }) => `/children/${child}/entries/${placement}/address`,
    form: () => ({}),
  },
}

/** Ids of the world that are not children: a row set aside, an import, somebody, an import that runs, a request, another that is approved,
 * a table that was given out, a child for whom the grant is claimed, and children who hang together. */
export type Things = Record<
  | 'aside'
  | 'import'
  | 'person'
  | 'job'
  | 'request'
  | 'approved'
  | 'released'
  | 'claimed'
  | 'place'
  | 'cluster',
  string
>

export type RegisterRoute = { needs: string; at: (things: Things) => string; submits?: true }

const fixed = (path: string, needs: string, submits?: true): [string, RegisterRoute] => [
  path,
  { needs, at: () => path, ...(submits === undefined ? {} : { submits }) },
]

const aboutARequest = (step: string, needs: string): [string, RegisterRoute] => [
  `/requests/:request/${step}`,
  { needs, at: ({ request }) => `/requests/${request}/${step}`, submits: true },
]

export const registerRoutes: Record<string, RegisterRoute> = Object.fromEntries<RegisterRoute>([
  fixed('/sign-in', 'anyone', true),
  fixed('/sign-in/as', 'anyone', true),
  fixed('/sign-out', 'anyone', true),
  ['/invitation/:token', { needs: 'anyone', at: () => '/invitation/made-up', submits: true }],
  fixed('/help', 'anyone'),
  fixed('/accessibility', 'anyone'),
  fixed('/how-we-protect-what-you-write', 'anyone'),
  fixed('/', 'see today'),
  fixed('/children', 'find a child', true),
  fixed('/children/new', 'add a child', true),
  fixed('/missing', 'see who is missing'),
  fixed('/missing/report', 'see who is missing', true),
  fixed('/missing/clocks', 'see who is missing'),
  fixed('/missing/clocks/set', 'set the clocks', true),
  fixed('/missing/walls', 'hang a wall', true),
  fixed('/missing/live', 'see who is missing'),
  fixed('/network', 'see the network', true),
  ['/network/:cluster', { needs: 'see the network', at: ({ cluster }) => `/network/${cluster}` }],
  fixed('/wall', 'anyone', true),
  fixed('/questions', 'ask a question'),
  fixed('/questions/ecpat', 'ask a question'),
  [
    '/questions/ecpat/coverage/:measure',
    { needs: 'see whose field is missing', at: () => '/questions/ecpat/coverage/1a' },
  ],
  fixed('/questions/count', 'ask a question'),
  [
    '/questions/count/file/:kind',
    { needs: 'ask a question', at: () => '/questions/count/file/csv?measure=2b' },
  ],
  fixed('/questions/collate', 'ask a question', true),
  [
    '/requests/:request/tables/:kind',
    { needs: 'answer a request', at: ({ request }) => `/requests/${request}/tables/xlsx` },
  ],
  ['/questions/saved/:question', { needs: 'ask a question', at: () => '/questions/saved/days-missing' }],
  fixed('/requests', 'answer a request'),
  fixed('/requests/new', 'answer a request', true),
  ['/requests/:request', { needs: 'answer a request', at: ({ request }) => `/requests/${request}` }],
  aboutARequest('map', 'answer a request'),
  aboutARequest('freeze', 'answer a request'),
  aboutARequest('again', 'answer a request'),
  aboutARequest('decide', 'answer a request'),
  aboutARequest('close', 'answer a request'),
  aboutARequest('protect', 'answer a request'),
  [
    '/requests/:request/release',
    {
      needs: 'answer a request',
      at: ({ approved }) => `/requests/${approved}/release`,
      submits: true,
    },
  ],
  [
    '/requests/:request/printed/:kind',
    { needs: 'answer a request', at: ({ approved }) => `/requests/${approved}/printed/ods` },
  ],
  fixed('/requests/given-out', 'answer a request'),
  fixed('/requests/given-out/add', 'answer a request', true),
  [
    '/requests/given-out/:released',
    { needs: 'answer a request', at: ({ released }) => `/requests/given-out/${released}` },
  ],
  aboutARequest('approve', 'approve an answer'),
  [
    '/requests/:request/letter',
    { needs: 'answer a request', at: ({ request }) => `/requests/${request}/letter` },
  ],
  [
    '/requests/:request/letter/pdf',
    { needs: 'answer a request', at: ({ request }) => `/requests/${request}/letter/pdf` },
  ],
  fixed('/transfers', 'exchange packages'),
  fixed('/transfers/read', 'exchange packages', true),
  fixed('/transfers/card', 'keep the cards'),
  fixed('/transfers/councils', 'keep the cards'),
  fixed('/transfers/councils/new', 'keep the cards', true),
  [
    '/transfers/councils/:council/end',
    { needs: 'keep the cards', at: () => '/transfers/councils/E06000015/end', submits: true },
  ],
  fixed('/places', 'keep the places'),
  fixed('/places/new', 'keep the places', true),
  [
    '/places/:place/end',
    { needs: 'keep the places', at: ({ place }) => `/places/${place}/end`, submits: true },
  ],
  fixed('/schemes', 'see the schemes'),
  ['/schemes/:scheme', { needs: 'see the schemes', at: () => '/schemes/calais-2016' }],
  fixed('/claims', 'claim the grant'),
  fixed('/claims/populations', 'import files', true),
  ['/claims/:month', { needs: 'claim the grant', at: () => '/claims/2025-01' }],
  ['/claims/:month/close', { needs: 'close a month', at: () => '/claims/2025-01/close', submits: true }],
  ['/claims/:month/sheet/:statement', { needs: 'close a month', at: () => '/claims/2025-01/sheet/1' }],
  [
    '/claims/:month/children/:claimed',
    { needs: 'claim the grant', at: ({ claimed }) => `/claims/2025-01/children/${claimed}` },
  ],
  fixed('/imports', 'see imports'),
  fixed('/imports/new', 'import files', true),
  [
    '/imports/running/:job',
    { needs: 'import files', at: ({ job }) => `/imports/running/${job}`, submits: true },
  ],
  ['/imports/:import', { needs: 'see imports', at: (things) => `/imports/${things.import}` }],
  fixed('/worklist', 'see imports'),
  fixed('/worklist/rows.csv', 'put a row right'),
  fixed('/worklist/save', 'put a row right', true),
  fixed('/erasures', 'see erasures', true),
  fixed('/agreements', 'be the second person', true),
  fixed('/emergency', 'break the glass', true),
  fixed('/emergencies', 'review an emergency', true),
  ['/worklist/:aside', { needs: 'put a row right', at: ({ aside }) => `/worklist/${aside}`, submits: true }],
  fixed('/trail', 'read the trail'),
  fixed('/trail/alerts', 'read the trail'),
  fixed('/passkeys', 'see today', true),
  fixed('/drafts', 'see today', true),
  fixed('/password', 'see today', true),
  fixed('/sessions', 'see today', true),
  fixed('/still-here', 'see today', true),
  fixed('/shares', 'type a share back', true),
  fixed('/people', 'manage people'),
  fixed('/people/new', 'manage people', true),
  fixed('/people/teams/new', 'manage people', true),
  ['/people/:person', { needs: 'manage people', at: ({ person }) => `/people/${person}`, submits: true }],
])
