import { carriedNow, nameOfCouncil } from '../../schemes/index.ts'
import { BackLink } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { detailsOf } from '../parts/details.ts'
import { type Part, Parts } from '../parts/disclosure.tsx'
import { onPaper } from '../parts/known.ts'
import { H1, Lede } from '../parts/small.tsx'
import { periodInWords, titleOf } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { pdfOf } from '../pdf.ts'
import { courseOf } from './transfer.tsx'

type There =
  | Visit<'/children/:child/transfers/:transfer/record', 'transfer a child'>
  | Visit<'/children/:child/transfers/:transfer/record/pdf', 'transfer a child'>

/** What a council without Turnstone is given on paper: the same as a package would carry at this point, part by part. */
async function partsFor(visit: There): Promise<{ parts: Part[]; they: string } | null> {
  const found = await courseOf(visit)
  if (found?.course.role !== 'sending') return null
  const { course, known } = found
  const parts = new Map<string, string[]>()
  for (const entry of carriedNow(course, known, visit.permit.reach)) {
    const title = titleOf(entry)
    const days = periodInWords(entry)
    const lines = [...(days === '' ? [] : [days]), ...detailsOf(entry)]
    parts.set(title, [...(parts.get(title) ?? []), ...(lines.length === 0 ? ['Recorded'] : lines)])
  }
  return {
    parts: [...parts].map(([title, lines]) => ({ title, lines })),
    they: nameOfCouncil(course.with),
  }
}

async function recordPage(
  visit: Visit<'/children/:child/transfers/:transfer/record', 'transfer a child'>,
): Promise<Shown> {
  const made = await partsFor(visit)
  if (made === null) return notFound
  const { child, transfer } = visit.params
  return view(
    'The record for another council',
    <div class="ts-paper">
      <BackLink href={paths.transfer(child, transfer)}>The transfer</BackLink>
      <H1 caption={visit.site.council.name}>Record of a child, for {made.they}</H1>
      <Lede>
        Without the address of the placement, photos or documents. Give it by hand, or by a way that both
        councils trust.
      </Lede>
      <p class="govuk-body ts-no-print">
        <a href={paths.transferRecordPdf(child, transfer)}>Save as PDF, with your name on it</a>
      </p>
      <Parts parts={made.parts} />
    </div>,
    { section: 'children' },
  )
}

const recordPdf = page('/children/:child/transfers/:transfer/record/pdf', {
  needs: 'transfer a child',
  show: async (visit) => {
    const made = await partsFor(visit)
    if (made === null) return notFound
    const { site, now, person } = visit
    return {
      kind: 'file',
      name: 'record-for-another-council.pdf',
      type: 'application/pdf',
      text: await pdfOf({
        title: 'Record of a child who is to move',
        under: `${site.council.name}, ${onPaper(now)}. For ${made.they} alone.`,
        parts: made.parts,
        notes: false,
        copy: {
          name: person.name,
          foot: `Made for ${made.they} by ${person.name}, ${site.council.name}, ${onPaper(now)}; that it was made is recorded.`,
        },
        demonstration: site.demonstration,
      }),
    }
  },
})

export const transferRecordPages = [
  page('/children/:child/transfers/:transfer/record', { needs: 'transfer a child', show: recordPage }),
  recordPdf,
]
