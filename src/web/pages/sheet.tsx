import { clockSettingsAt, deskAt } from '../../missing/index.ts'
import { type Entry, openContent, type State, stateOf } from '../../register/index.ts'
import { PressBox } from '../form.tsx'
import { BackLink } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { ageInWords, missingSinceSmall, nameOf } from '../parts/child-words.ts'
import { leftInWords, toneOf } from '../parts/due-words.ts'
import { type KnownPart, onPaper, sheetParts } from '../parts/known.ts'
import { Due, H1 } from '../parts/small.tsx'
import { traffickingWords } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { pdfOf } from '../pdf.ts'
import { copyOf } from './police-report.tsx'
import { entriesOf } from './record.tsx'

type Here = Visit<'/children/:child/sheet', 'open a child'>

type Sheet = {
  state: State
  missing: Entry | null
  parts: (KnownPart & { part: string })[]
  /** What must be done first, while the child is missing. */
  first: { what: string; left: string; tone: 'over' | 'soon' | 'later' } | null
  /** What to say of the child to whoever answers. */
  says: string
  photo: Entry | null
}

async function sheetOf(
  visit: Pick<Here, 'site' | 'db' | 'permit' | 'vault' | 'params' | 'now' | 'today'>,
): Promise<Sheet | null> {
  const known = await entriesOf(visit)
  if (known === null) return null
  const { site, permit, now, today, params } = visit
  const state = stateOf(known, today)
  const { missing } = state
  const desk =
    missing === null
      ? null
      : await deskAt(site.register, permit, now, {
          clocks: await clockSettingsAt(site.register, site.council.id, now),
          interviewsSince: today,
          only: params.child,
        })
  const next = desk?.cases[0]?.next ?? null
  const worries = missing?.sealed['worries'] ?? ''
  return {
    state,
    missing,
    parts: sheetParts(known, missing),
    first:
      next === null || next.kind === 'mark'
        ? null
        : { what: next.what, left: leftInWords(next, now), tone: toneOf(next, now) },
    says: [
      'missing child in care',
      ...(state.trafficking === 'identified' || state.trafficking === 'suspected'
        ? [`${traffickingWords[state.trafficking].toLowerCase()} as trafficked`]
        : []),
      ...(worries === '' ? [] : [worries.toLowerCase()]),
    ].join(', '),
    photo:
      known
        .filter((entry) => entry.kind === 'photo')
        .sort((a, b) => (a.knownFrom < b.knownFrom ? 1 : -1))[0] ?? null,
  }
}

const phone = /(\+?\d[\d ]{7,}\d)/

/** A line of the list of whom to ring: the number in it can be pressed on a phone. */
function Call({ line }: { line: string }) {
  const number = phone.exec(line)?.[1]
  const who =
    number === undefined
      ? line
      : line
          .replace(number, '')
          .replace(/[,;: ]+$/, '')
          .trim()
  return (
    <li class="ts-call">
      <span>{who}</span>
      {number !== undefined && <a href={`tel:${number.replaceAll(' ', '')}`}>{number}</a>}
    </li>
  )
}

const photoSeconds = 30

function sheetPage(visit: Here, sheet: Sheet, showPhoto: boolean): Shown {
  const { params, may, now, today, seal, query } = visit
  const { state, missing } = sheet
  const ring = sheet.parts.find((part) => part.part === 'ring')
  const others = sheet.parts.filter((part) => part.part !== 'ring')
  const edit = (part: string, title: string) =>
    may('record an entry') && (
      <a class="ts-small ts-noprint" href={paths.sheetPart(params.child, part)}>
        Change<span class="govuk-visually-hidden">: {title.toLowerCase()}</span>
      </a>
    )
  return view(
    'Grab sheet',
    <div class="ts-grab">
      <BackLink href={paths.child(params.child)}>Whole record</BackLink>
      <H1>
        {nameOf(state)}, {ageInWords(state.dob, today)}
      </H1>
      <p class="ts-lede">
        {state.otherNames.length > 0 && `Also called ${state.otherNames.join(', ')}. `}
        {missing === null
          ? 'Not missing now.'
          : `${missing.code === 'A' ? 'Away' : 'Missing'} ${missingSinceSmall(missing, now)}.`}
      </p>
      {query.get('done') === 'saved' && <p class="govuk-body">Saved.</p>}
      {sheet.first !== null && (
        <>
          <Due what={sheet.first.what} left={sheet.first.left} tone={sheet.first.tone} />
          <p class="govuk-body">Say: {sheet.says}.</p>
        </>
      )}
      <section>
        <h2>Ring {edit('ring', 'whom to ring')}</h2>
        <ul class="ts-calls">
          <Call line="Police, and 999 if the child is in danger now: 101" />
          {(ring?.lines ?? []).map((line, i) => (
            <Call key={i} line={line} />
          ))}
        </ul>
        {ring?.lines.length === 0 && (
          <p class="ts-small ts-quiet">
            Nobody else is written down: the home, the co-ordinator, an interpreter.
          </p>
        )}
      </section>
      <div class="ts-sheet">
        {others.map((part) => (
          <section key={part.part}>
            <h2>
              {part.title} {edit(part.part, part.title)}
            </h2>
            {part.part === 'looks' && sheet.photo !== null && (
              <div class="ts-photo">
                {showPhoto ? (
                  <img src={paths.photo(params.child, sheet.photo.fact)} alt="The child" />
                ) : (
                  <PressBox
                    seal={seal}
                    action={paths.sheet(params.child)}
                    label="Show photo. Your look is recorded"
                    variant="secondary"
                    hidden={{ photo: 'show' }}
                  />
                )}
              </div>
            )}
            {part.lines.length === 0 ? (
              <p class="ts-quiet">Nothing written down</p>
            ) : part.part === 'plan' ? (
              <ol>
                {part.lines.map((line, i) => (
                  <li key={i}>{line.replace(/^\d+[.)]\s*/, '')}</li>
                ))}
              </ol>
            ) : (
              part.lines.map((line, i) => <p key={i}>{line}</p>)
            )}
          </section>
        ))}
      </div>
      <ul class="ts-links ts-links--row ts-noprint">
        {missing !== null && may('report missing') && (
          <>
            <li>
              <a href={paths.news(params.child, missing.fact)}>Add what you know</a>
            </li>
            <li>
              <a href={paths.recordLocated(params.child, missing.fact)}>Located</a>
            </li>
            <li>
              <a href={paths.policeReport(params.child, missing.fact)}>Police report</a>
            </li>
          </>
        )}
        {missing === null && may('report missing') && (
          <li>
            <a href={paths.reportMissing(params.child)}>Report missing</a>
          </li>
        )}
        <li>
          <a href={paths.sheetPdf(params.child)}>Print: save as PDF with your name on it</a>
        </li>
      </ul>
    </div>,
    {
      section: missing === null ? 'children' : 'missing',
      ...(showPhoto ? { refresh: { seconds: photoSeconds, to: paths.sheet(params.child) } } : {}),
    },
  )
}

const sheetShown = page('/children/:child/sheet', {
  needs: 'open a child',
  show: async (visit) => {
    const sheet = await sheetOf(visit)
    return sheet === null ? notFound : sheetPage(visit, sheet, false)
  },
  // A photo is asked for by a request of its own, and goes away by itself.
  submit: async (visit) => {
    const sheet = await sheetOf(visit)
    return sheet === null ? notFound : sheetPage(visit, sheet, visit.entered.values['photo']?.[0] === 'show')
  },
})

const photoShown = page('/children/:child/photo/:fact', {
  needs: 'see the photo',
  show: async ({ db, permit, vault, params }) => {
    const content = await openContent(db, permit, vault, params.fact)
    return content === null || content.type === 'application/pdf'
      ? notFound
      : { kind: 'inline', type: content.type, bytes: new Uint8Array(content.bytes) }
  },
})

const sheetPdf = page('/children/:child/sheet-pdf', {
  needs: 'open a child',
  show: async (visit) => {
    const sheet = await sheetOf(visit)
    if (sheet === null) return notFound
    const { state, missing } = sheet
    const ring = sheet.parts.find((part) => part.part === 'ring')
    return {
      kind: 'file',
      name: 'grab-sheet.pdf',
      type: 'application/pdf',
      text: await pdfOf({
        title: `${nameOf(state)}, ${ageInWords(state.dob, visit.today)}`,
        under: `${state.otherNames.length > 0 ? `Also called ${state.otherNames.join(', ')}. ` : ''}${missing === null ? 'Not missing when this was made.' : `${missing.code === 'A' ? 'Away' : 'Missing'} ${missingSinceSmall(missing, visit.now)}.`} Turnstone grab sheet, ${visit.site.council.name}, ${onPaper(visit.now)}`,
        ...(sheet.first === null
          ? {}
          : { first: { what: `${sheet.first.what}: ${sheet.first.left}`, says: `Say: ${sheet.says}.` } }),
        parts: [
          { title: 'Ring', lines: ['Police, and 999 if in danger now: 101', ...(ring?.lines ?? [])] },
          ...sheet.parts
            .filter((part) => part.part !== 'ring')
            .map((part) => ({
              title: part.title,
              lines: part.lines.length === 0 ? ['Nothing written down'] : part.lines,
            })),
        ],
        notes: true,
        copy: copyOf(visit),
        demonstration: visit.site.demonstration,
      }),
    }
  },
})

export const sheetPages = [sheetShown, sheetPdf, photoShown]
