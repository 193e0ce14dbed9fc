import { askedOf } from '../../access/index.ts'
import type { Entry } from '../../register/index.ts'
import { disclosureBasis, labelOf } from '../../standard/index.ts'
import { PressBox } from '../form.tsx'
import { BackLink, InsetText, NotificationBanner } from '../govuk/index.ts'
import { notFound, page, view, type Visit } from '../page.tsx'
import { fieldsInWords, Parts, partsTold, wantedOf } from '../parts/disclosure.tsx'
import { onPaper } from '../parts/known.ts'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { dayInWords, momentInWords, saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { pdfOf } from '../pdf.ts'
import { entriesOf } from './record.tsx'

const said: Record<string, string> = {
  asked:
    'Asked. Nothing has been told yet: a manager or the information-governance officer agrees or refuses.',
  told: 'Written down. Now tell them by a way that your council has agreed with them; Turnstone sends nothing.',
}

const listPage = page('/children/:child/disclosures', {
  needs: 'open a child',
  show: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const { site, person, params, query, may, seal } = visit
    const told = known.filter((entry) => entry.kind === 'disclosure')
    const own = await askedOf(site.register, site.keys, person, 'tell somebody outside', params.child)
    const words = saidBy(said, query.get('done'))
    return view(
      'What was told outside',
      <>
        <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
        {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
        <H1>What was told outside</H1>
        <Lede>
          To the police, a court or another service: who asked, on what basis, and every word. Two people want
          it, or it is not told.
        </Lede>
        {may('tell somebody outside') && (
          <p class="govuk-body">
            <a href={paths.disclose(params.child)}>Somebody asks about this child</a>
          </p>
        )}
        {own.map((one) => {
          const wanted = wantedOf(one)
          return (
            <div class="ts-pick" key={one.id}>
              <h2 class="ts-h2 ts-mt0">{wanted.recipient}</h2>
              <p class="govuk-body">
                You asked {momentInWords(one.at)} to tell {fieldsInWords(wanted.fields)}.{' '}
                {one.decision === null
                  ? 'It waits for a second person.'
                  : one.decision === 'refused'
                    ? `${one.decidedBy ?? 'Somebody'} refused.`
                    : `${one.decidedBy ?? 'Somebody'} agreed. The agreement is good for a day, once.`}
              </p>
              {one.decision === 'agreed' && may('tell somebody outside') && (
                <PressBox
                  seal={seal}
                  action={paths.giveOut(params.child)}
                  label="See what would be told"
                  hidden={{ asked: one.id }}
                />
              )}
            </div>
          )
        })}
        {told.length === 0 ? (
          <InsetText>Nothing was told outside that Turnstone knows of.</InsetText>
        ) : (
          <StackTable
            caption="Told"
            captionHidden
            head={[{ text: 'When' }, { text: 'To' }, { text: 'Basis' }, { text: 'What' }]}
            rows={told.map((one) => [
              <a href={paths.disclosure(params.child, one.fact)}>{dayInWords(one.from, one.fromAt)}</a>,
              one.sealed['recipient'] ?? '',
              labelOf(disclosureBasis, one.code),
              fieldsInWords((one.sealed['fields'] ?? '').split(',')),
            ])}
          />
        )}
      </>,
      { section: 'children' },
    )
  },
})

async function disclosureOf(
  visit:
    | Visit<'/children/:child/disclosures/:fact', 'open a child'>
    | Visit<'/children/:child/disclosures/:fact/pdf', 'open a child'>,
): Promise<Entry | null> {
  const known = await entriesOf(visit)
  return known?.find((one) => one.kind === 'disclosure' && one.fact === visit.params.fact) ?? null
}

const disclosurePage = page('/children/:child/disclosures/:fact', {
  needs: 'open a child',
  show: async (visit) => {
    const entry = await disclosureOf(visit)
    if (entry === null) return notFound
    const { child, fact } = visit.params
    return view(
      'What was told',
      <div class="ts-paper">
        <BackLink href={paths.disclosures(child)}>What was told outside</BackLink>
        <H1 caption={dayInWords(entry.from, entry.fromAt)}>Told to {entry.sealed['recipient'] ?? ''}</H1>
        <Lede>
          {labelOf(disclosureBasis, entry.code)}. {entry.sealed['purpose'] ?? ''}{' '}
          {entry.sealed['agreed'] ?? ''}.
        </Lede>
        <p class="govuk-body">
          <a href={paths.disclosurePdf(child, fact)}>Save as PDF, with your name on it</a>
        </p>
        <Parts parts={partsTold(entry)} />
      </div>,
      { section: 'children' },
    )
  },
})

const disclosurePdf = page('/children/:child/disclosures/:fact/pdf', {
  needs: 'open a child',
  show: async (visit) => {
    const entry = await disclosureOf(visit)
    if (entry === null) return notFound
    return {
      kind: 'file',
      name: 'disclosure.pdf',
      type: 'application/pdf',
      text: await pdfOf({
        title: 'Disclosure',
        under: `${visit.site.council.name}, ${onPaper(visit.now)}. To ${entry.sealed['recipient'] ?? ''}. ${labelOf(disclosureBasis, entry.code)}. ${entry.sealed['purpose'] ?? ''} ${entry.sealed['agreed'] ?? ''}.`,
        parts: partsTold(entry),
        notes: false,
        copy: {
          name: visit.person.name,
          foot: `Told as agreed. Made for ${visit.person.name}, ${visit.site.council.name}, ${onPaper(visit.now)}; that it was made is recorded.`,
        },
        demonstration: visit.site.demonstration,
      }),
    }
  },
})

export const disclosurePages = [listPage, disclosurePage, disclosurePdf]
