import type { Permit } from '../../access/index.ts'
import type { Id } from '../../plain/index.ts'
import {
  type Change,
  current,
  type Entry,
  openRecord,
  record,
  type RecordProblem,
  type Recording,
} from '../../register/index.ts'
import { canonical, first } from '../entered.ts'
import { type Errors, type form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, type Shown, view, type Visit } from '../page.tsx'
import { DraftLine, H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

type Recorder = Visit<'/children/:child', 'record an entry'>

type Opening = {
  site: Recorder['site']
  db: Recorder['db']
  permit: Permit
  vault: Recorder['vault']
  params: { child: Id }
}

const changedMeanwhile =
  'Somebody changed this while you were writing. Nothing was saved. Open the record in another tab to see what is new, then send this again.'

/**
 * Whether what a form would replace is still what it showed; the form carries it as `seen`. What a form shows again after this is
 * the newest, so that sending it once more is meant.
 */
export const isStillSeen = (entered: Recorder['entered'], now: Entry | null): boolean => {
  const seen = first(entered, 'seen')
  return seen === '' || seen === (now?.id ?? 'none')
}
export const notSeen: Errors = { '': changedMeanwhile }

/** What to say when nothing was recorded. Nothing typed is lost: the form shows it again. */
export function problemInWords(problem: RecordProblem): string {
  switch (problem.problem) {
    case 'changed meanwhile':
      return changedMeanwhile
    case 'overlaps':
      return 'This overlaps another entry of the same kind, and a child has one at a time. Check the days against the chronology, or correct the other entry first.'
    case 'number taken':
      return 'This number cannot be used. Check it; if it is right, ask your manager or data officer.'
    case 'sent before with other words':
      return 'This form was sent before with other words. Open it again from the child’s page.'
  }
}

type Asks = ReturnType<typeof form>

/** A form about one child: back link, heading, what it means, questions, one button. */
export function childForm(
  visit: { seal: Recorder['seal']; entered: Recorder['entered']; params: { child: Id } },
  asks: Asks,
  errors: Errors,
  words: {
    title: string
    lede?: string
    button: string
    note?: string
    hidden?: Record<string, string>
    warning?: boolean
  },
): Shown {
  const { seal, entered, params } = visit
  const own = errors['']
  return view(
    words.title,
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(own === undefined ? errors : { ...errors })}
      <H1>{words.title}</H1>
      {words.lede !== undefined && <Lede>{words.lede}</Lede>}
      <FormBox seal={seal} entered={entered} hidden={words.hidden ?? {}} draft>
        <DraftLine />
        {asks.all(entered, errors)}
        {words.note !== undefined && <InsetText>{words.note}</InsetText>}
        <Button preventDoubleClick variant={words.warning === true ? 'warning' : undefined}>
          {words.button}
        </Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

/** Records what a form made and goes back to the child, or shows the form again with what stands in the way. */
export async function save(
  visit:
    | Recorder
    | Visit<'/children/:child', 'write a note'>
    | Visit<'/children/:child', 'report missing'>
    | Visit<'/children/:child', 'correct an entry'>
    | Visit<'/children/:child', 'withdraw an entry'>,
  changes: Change[],
  done: string,
  again: (errors: Errors) => Shown | Promise<Shown>,
  to: string = paths.childAfter(visit.params.child, done),
  also?: Recording['also'],
): Promise<Shown> {
  const { db, permit, vault, entered } = visit
  const once = { key: entered.values['once']?.[0] ?? '', body: canonical(entered) }
  const result = await record(db, {
    permit,
    vault,
    changes,
    ...(once.key === '' ? {} : { once }),
    ...(also === undefined ? {} : { also }),
  })
  return result.ok ? goTo(to) : again({ '': problemInWords(result.problem) })
}

/** The entries of the child as they are known now; null where there is no such child. */
export async function entriesOf(visit: Opening): Promise<Entry[] | null> {
  const found = await openRecord(visit.db, visit.permit, visit.vault, visit.params.child)
  return found === null ? null : current(found.entries)
}

/** The entry that an address names, with all that is known beside it; null where there is none. */
export async function entryOf(
  visit: Opening & { params: { fact: Id } },
): Promise<{ known: Entry[]; entry: Entry } | null> {
  const known = await entriesOf(visit)
  const entry = known?.find((one) => one.fact === visit.params.fact)
  return known === null || entry === undefined ? null : { known, entry }
}
