import { stateOf } from '../../register/index.ts'
import { BackLink } from '../govuk/index.ts'
import { notFound, page, view, type Visit } from '../page.tsx'
import { onPaper, policeParts } from '../parts/known.ts'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { type Paper, pdfOf } from '../pdf.ts'
import { spellOf } from './news.tsx'

type Here =
  | Visit<'/children/:child/missing/:fact/police', 'report missing'>
  | Visit<'/children/:child/missing/:fact/police/pdf', 'report missing'>

async function partsFor(visit: Here) {
  const found = await spellOf(visit)
  if (found === null) return null
  const state = stateOf(found.known, visit.today)
  return { state, parts: policeParts(found.known, found.spell, state, visit.today) }
}

const reportPage = page('/children/:child/missing/:fact/police', {
  needs: 'report missing',
  show: async (visit) => {
    const known = await partsFor(visit)
    if (known === null) return notFound
    const { child, fact } = visit.params
    return view(
      'Police report',
      <div class="ts-paper">
        <BackLink href={paths.child(child)}>Back to the record</BackLink>
        <H1>Report to the police</H1>
        <Lede>
          Read it out on 101, or 999 if the child is in danger now; print it, or save it and send it by the
          way that your force asks for. Turnstone sends nothing.
        </Lede>
        <ul class="ts-links ts-links--row">
          <li>
            <a href={paths.policePdf(child, fact)}>Save as PDF, with your name on it</a>
          </li>
          <li>
            <a href={paths.newsOf(child, fact, 'told')}>Write down that they were told</a>
          </li>
        </ul>
        <div class="ts-sheet">
          {known.parts.map((part) => (
            <section key={part.title}>
              <h2>{part.title}</h2>
              {part.lines.map((line, i) => (
                <p key={i}>{line}</p>
              ))}
            </section>
          ))}
        </div>
        <p class="ts-small ts-quiet">
          Made {onPaper(visit.now)} for {visit.person.name}, {visit.site.council.name}.
        </p>
      </div>,
      { section: 'missing' },
    )
  },
})

/** Who has a copy, since when, and what to do with it. */
export const copyOf = (visit: {
  person: { name: string }
  site: { council: { name: string } }
  now: Here['now']
}): Paper['copy'] => ({
  name: visit.person.name,
  foot: `Made for ${visit.person.name}, ${visit.site.council.name}, ${onPaper(visit.now)}. That it was made is recorded. Do not pass it on; shred it when the child is found.`,
})

const reportPdf = page('/children/:child/missing/:fact/police/pdf', {
  needs: 'report missing',
  show: async (visit) => {
    const known = await partsFor(visit)
    if (known === null) return notFound
    return {
      kind: 'file',
      name: 'missing-report.pdf',
      type: 'application/pdf',
      text: await pdfOf({
        title: known.state.name === '' ? `Child ${known.state.number}` : known.state.name,
        under: `Missing person report. ${visit.site.council.name}, ${onPaper(visit.now)}`,
        parts: known.parts,
        notes: false,
        copy: copyOf(visit),
        demonstration: visit.site.demonstration,
      }),
    }
  },
})

export const policeReportPages = [reportPage, reportPdf]
