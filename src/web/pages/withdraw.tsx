import { type Change, type Entry, formSource, type WithdrawalReason } from '../../register/index.ts'
import { first } from '../entered.ts'
import { choice, longText } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1 } from '../parts/small.tsx'
import { Version } from '../parts/version.tsx'
import { isFixed } from '../parts/correction.ts'
import { paths } from '../paths.ts'
import { entryOf, save } from './record.tsx'

const reasons = {
  'wrong child': 'It is about another child',
  'did not happen': 'It did not happen',
} as const

const withdrawForm = form({
  reason: choice(
    'Why is it withdrawn?',
    Object.entries(reasons).map(([value, words]) => ({ value: value as keyof typeof reasons, text: words })),
    { needed: 'Say why it is withdrawn.' },
  ),
  words: longText('In your own words', { needed: 'Say how you know.', rows: 3 }),
})

type Taking = Visit<'/children/:child/entries/:fact/withdraw', 'withdraw an entry'>

const withdrawPage = page('/children/:child/entries/:fact/withdraw', {
  needs: 'withdraw an entry',
  show: async (visit) => {
    const found = await entryOf(visit)
    return found === null || isFixed(found.entry.kind)
      ? notFound
      : withdrawing(visit, found.entry, {}, found.entry.id)
  },
  submit: async (visit) => {
    const found = await entryOf(visit)
    if (found === null || isFixed(found.entry.kind)) return notFound
    const { entry, known } = found
    const seen = first(visit.entered, 'seen')
    const again = (errors: Errors) => withdrawing(visit, entry, errors, seen)
    const read = withdrawForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    if (seen !== entry.id)
      return withdrawing(
        visit,
        entry,
        {
          '': 'Somebody changed this entry while you were writing. Read what it says now, then send this again.',
        },
        entry.id,
      )
    const reason: WithdrawalReason = read.value.reason
    const source = await formSource(visit.db, visit.site.council.id)
    const changes: Change[] = [
      {
        does: 'withdraw',
        child: entry.child,
        fact: entry.fact,
        entry: entry.id,
        kind: entry.kind,
        reason,
        words: read.value.words,
      },
    ]
    changes.push(...reopened(entry, known, source))
    return save(visit, changes, 'withdrawn', again)
  },
})

/** A finding that did not happen opens the missing episode again that it had ended. */
function reopened(gone: Entry, known: readonly Entry[], source: number): Change[] {
  if (gone.kind !== 'located' && gone.kind !== 'returned') return []
  const missing = known.find((entry) => entry.kind === 'missing' && entry.fact === gone.about)
  const other = known.some(
    (entry) =>
      entry.fact !== gone.fact &&
      entry.about === gone.about &&
      (entry.kind === 'located' || entry.kind === 'returned'),
  )
  if (missing === undefined || missing.until !== gone.from || other) return []
  return [
    {
      does: 'supersede',
      child: missing.child,
      fact: missing.fact,
      about: missing.about,
      entry: missing.id,
      source,
      said: { ...missing, until: null, untilAt: null },
    },
  ]
}

function withdrawing(visit: Taking, entry: Entry, errors: Errors, seen: string): Shown {
  const { seal, entered, params } = visit
  return view(
    'Withdraw an entry',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {withdrawForm.summary(errors)}
      <H1>Withdraw an entry</H1>
      <Version entry={entry} />
      <WarningText>Nothing takes its place. If it is only wrong in part, correct it instead.</WarningText>
      <FormBox seal={seal} entered={entered} hidden={{ seen }}>
        {withdrawForm.all(entered, errors)}
        <div class="govuk-button-group">
          <Button variant="warning" preventDoubleClick>
            Withdraw it
          </Button>
          <a class="govuk-link" href={paths.correct(params.child, params.fact)}>
            Correct it instead
          </a>
        </div>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

export const withdrawPages = [withdrawPage]
