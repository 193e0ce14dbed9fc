import { count, type Id, inWords, monthOf, type PlainDate, yearOf } from '../../plain/index.ts'
import { handlesIn } from '../../pursuit/index.ts'
import { type ChildRecord, type Entry, versionsOf } from '../../register/index.ts'
import { PressBox } from '../form.tsx'
import { Details } from '../govuk/index.ts'
import type { Visit } from '../page.tsx'
import { isFixed } from './correction.ts'
import { paths } from '../paths.ts'
import { detailsOf, wordsIn } from './details.ts'
import { momentInWords, periodInWords, saidWhere, titleOf } from './words.ts'

/** What a chronology may be narrowed down to. */
export const groups = {
  missing: {
    title: 'Missing and found',
    kinds: [
      'missing',
      'located',
      'returned',
      'told',
      'risk',
      'sighting',
      'search',
      'meeting',
      'publicity',
      'interview',
      'learnt',
      'episode-end',
      'safety-plan',
      'check-in',
    ],
  },
  trafficking: {
    title: 'Trafficking',
    kinds: [
      'trafficking',
      'referral',
      'indicators',
      'exploitation',
      'contact',
      'messages',
      'disclosure',
      'guardian',
    ],
  },
  care: {
    title: 'Care and placement',
    kinds: ['episode', 'placement', 'legal-status', 'allocated', 'transfer'],
  },
  identity: {
    title: 'Identity and status',
    kinds: [
      'person',
      'name',
      'alias',
      'nationality',
      'reference',
      'immigration',
      'scheme',
      'age',
      'relative',
    ],
  },
  notes: { title: 'Notes and tasks', kinds: ['note', 'task'] },
  documents: { title: 'Photos and documents', kinds: ['document', 'photo'] },
  sheet: { title: 'Grab sheet', kinds: ['sheet'] },
  'referral form': { title: 'Referral form', kinds: ['referral-part'] },
} as const
export type Group = keyof typeof groups
export const groupNames = Object.keys(groups) as Group[]

/** What a chronology shows where nobody has chosen: not what stands on a page of its own. */
export const usualGroups: readonly Group[] = groupNames.filter(
  (name) => name !== 'sheet' && name !== 'referral form',
)

type Here = Visit<'/children/:child', 'open a child'>

type ChronologyProps = {
  record: ChildRecord
  known: readonly Entry[]
  chosen: readonly Group[]
  replaced: boolean
  names: Map<Id, string>
  visit: Here
  now: boolean
}

/** Every entry in order of valid time, newest first, under its month. Facts without a time stand at the end. */
export function Chronology({ record, known, chosen, replaced, names, visit, now }: ChronologyProps) {
  const kinds = chosen.flatMap((name) => [...groups[name].kinds] as string[])
  const withdrawn = replaced ? record.entries.filter((entry) => record.withdrawn.has(entry.id)) : []
  const shown = [...known, ...withdrawn].filter((entry) => kinds.includes(entry.kind))
  const timed = shown
    .filter((entry) => entry.from !== null)
    .sort((a, b) => (sortKey(a) < sortKey(b) ? 1 : -1))
  const timeless = shown.filter((entry) => entry.from === null)
  const months = new Map<string, Entry[]>()
  for (const entry of timed) {
    const key = entry.from?.slice(0, 7) ?? ''
    months.set(key, [...(months.get(key) ?? []), entry])
  }
  const item = (entry: Entry) => (
    <ChronologyItem key={entry.id} entry={entry} record={record} names={names} visit={visit} now={now} />
  )
  if (shown.length === 0) return <p class="govuk-body">Nothing is written down yet.</p>
  return (
    <>
      <p class="ts-small ts-quiet">Newest first. {count(shown.length, 'entry', 'entries')} shown.</p>
      {[...months].map(([month, entries]) => (
        <section key={month} aria-label={monthInWords(month)}>
          <h3 class="ts-month">{monthInWords(month)}</h3>
          <ol class="ts-timeline">{entries.map(item)}</ol>
        </section>
      ))}
      {timeless.length > 0 && (
        <section aria-label="Without a date">
          <h3 class="ts-month">Without a date</h3>
          <ol class="ts-timeline">{timeless.map(item)}</ol>
        </section>
      )}
    </>
  )
}

const sortKey = (entry: Entry) => `${entry.from ?? ''}|${entry.fromAt ?? ''}|${entry.knownFrom}`

const monthInWords = (month: string) => {
  const day = `${month}-01` as PlainDate
  return `${inWords(day).split(' ')[1] ?? monthOf(day)} ${yearOf(day)}`
}

const holdsHandles = (entry: Entry): boolean => {
  // Of a found phone its own page offers the same.
  const words = entry.kind === 'messages' ? null : wordsIn(entry)
  return words !== null && handlesIn(words).length > 0
}

function ChronologyItem({
  entry,
  record,
  names,
  visit,
  now,
}: {
  entry: Entry
  record: ChildRecord
  names: Map<Id, string>
  visit: Here
  now: boolean
}) {
  const earlier = versionsOf(record.entries, entry.fact).filter(
    (version) => version.knownFrom < entry.knownFrom,
  )
  const gone = record.withdrawn.get(entry.id)
  const said = record.saidBy.get(entry.fact) ?? []
  const source = record.sources.get(entry.source)
  const period = periodInWords(entry)
  const { may } = visit
  const who = entry.saidBy === null ? '' : ` by ${names.get(entry.saidBy) ?? 'somebody'}`
  return (
    <li
      class={`ts-event${entry.kind === 'missing' ? ' ts-event--missing' : ''}${gone === undefined ? '' : ' ts-event--gone'}`}
      id={`fact-${entry.fact}`}
    >
      <h4 class="ts-event__title">
        {gone !== undefined && 'Withdrawn: '}
        {titleOf(entry)}
      </h4>
      {period !== '' && <p class="ts-event__when">{period}</p>}
      {detailsOf(entry).map((line, i) => (
        <p class="ts-event__text" key={i}>
          {line}
        </p>
      ))}
      <p class="ts-event__who">
        {entry.source !== 0 && source?.kind === 'form' && said.length === 0
          ? 'Written'
          : `${saidWhere(said, source?.label ?? '')}. Recorded`}{' '}
        {momentInWords(entry.knownFrom)}
        {who}.
      </p>
      {gone !== undefined && (
        <p class="ts-event__who">
          Withdrawn {momentInWords(gone.at)}
          {gone.by === null ? '' : ` by ${names.get(gone.by) ?? 'somebody'}`}: {gone.reason}
          {gone.words === '' ? '' : `, ${gone.words}`}.
        </p>
      )}
      {earlier.length > 0 && (
        <Details summary={`Replaced ${count(earlier.length, 'earlier entry', 'earlier entries')}`}>
          <dl class="ts-before">
            {earlier.map((version) => (
              <div key={version.id}>
                <dt>We said before</dt>
                <dd>
                  {titleOf(version)}. {periodInWords(version)} {detailsOf(version).join('. ')}
                </dd>
                <dt>Known as that</dt>
                <dd>
                  {momentInWords(version.knownFrom)} to{' '}
                  {version.knownUntil === null ? 'now' : momentInWords(version.knownUntil)}
                </dd>
              </div>
            ))}
          </dl>
        </Details>
      )}
      {now && gone === undefined && entry.kind === 'document' && may('see a document') && (
        <p class="ts-event__text">
          <a href={paths.document(record.child, entry.fact)}>
            Save the file<span class="govuk-visually-hidden">: {detailsOf(entry).join(', ')}</span>
          </a>
        </p>
      )}
      {now && gone === undefined && entry.kind === 'messages' && (
        <p class="ts-event__text">
          <a href={paths.messagesOf(record.child, entry.fact)}>
            Read all of it<span class="govuk-visually-hidden">: {entry.sealed['title']}</span>
          </a>
        </p>
      )}
      {now && gone === undefined && entry.kind === 'disclosure' && (
        <p class="ts-event__text">
          <a href={paths.disclosure(record.child, entry.fact)}>What was told, word for word</a>
        </p>
      )}
      {now && gone === undefined && may('record an entry') && holdsHandles(entry) && (
        <p class="ts-event__text">
          <a href={paths.messagesFrom(record.child, entry.fact)}>
            Write down the phones and accounts in it
            <span class="govuk-visually-hidden">
              : {titleOf(entry)}, {period}
            </span>
          </a>
        </p>
      )}
      {now && gone === undefined && entry.hasAddress === true && may('see an address') && (
        <PressBox
          seal={visit.seal}
          action={paths.seeAddress(record.child, entry.fact)}
          label="Show the address"
          hiddenText={`${titleOf(entry)}, ${period}`}
          classes="ts-plain"
        />
      )}
      {now && isFixed(entry.kind) && may('transfer a child') && (
        <ul class="ts-links">
          <li>
            <a href={paths.childTransfers(record.child)}>
              Open<span class="govuk-visually-hidden"> the transfers of this child</span>
            </a>
          </li>
        </ul>
      )}
      {now && gone === undefined && !isFixed(entry.kind) && (
        <ul class="ts-links">
          {may('correct an entry') && (
            <li>
              <a href={paths.correct(record.child, entry.fact)}>
                Correct
                <span class="govuk-visually-hidden">
                  {' '}
                  {titleOf(entry)}, {period}
                </span>
              </a>
            </li>
          )}
          {may('withdraw an entry') &&
            entry.kind !== 'person' &&
            !(entry.kind === 'reference' && entry.code === 'council') && (
              <li>
                <a href={paths.withdraw(record.child, entry.fact)}>
                  Withdraw
                  <span class="govuk-visually-hidden">
                    {' '}
                    {titleOf(entry)}, {period}
                  </span>
                </a>
              </li>
            )}
        </ul>
      )}
    </li>
  )
}
