import { decide } from '../../access/index.ts'
import { childrenNotFound, usualSettings } from '../../figures/index.ts'
import { count, type Id } from '../../plain/index.ts'
import { describeChildren, findChildren, type Found } from '../../register/index.ts'
import { page, view, type Visit } from '../page.tsx'
import { Cases } from '../parts/cases.tsx'
import { ageInWords, nameOf } from '../parts/child-words.ts'
import { Due, H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

type Desk = Visit<'/missing', 'see who is missing'>

/** Children missing now, longest first, and those whose episode the rules closed without anybody finding them. */
export async function whoIsMissing(
  visit: Pick<Desk, 'site' | 'db' | 'permit' | 'vault' | 'today'>,
): Promise<{ now: Found[]; notFound: Found[] }> {
  const { site, db, permit, vault, today } = visit
  const lost = await childrenNotFound(site.register, permit, today, usualSettings)
  const found = await describeChildren(db, permit, vault, lost, today)
  const open = await describeChildren(db, permit, vault, await missingNow(visit), today)
  const now = open.filter((one) => one.state.missing !== null).sort((a, b) => (start(a) < start(b) ? 1 : -1))
  return { now, notFound: found.filter((one) => one.state.missing === null) }
}

const start = (one: Found) => one.state.missing?.fromAt ?? one.state.missing?.from ?? ''

async function missingNow({
  site,
  db,
  permit,
  vault,
  today,
}: Pick<Desk, 'site' | 'db' | 'permit' | 'vault' | 'today'>): Promise<Id[]> {
  const may = decide(permit.person, 'find a child', { council: site.council.id })
  if (!may.ok) return []
  const { found } = await findChildren(
    db,
    may.value,
    vault,
    { text: '', filter: 'missing now', among: null, from: 0, size: 1000 },
    today,
  )
  return found.filter((one) => one.seen === 'whole').map((one) => one.child)
}

async function desk(visit: Desk) {
  const { now: missing, notFound: lost } = await whoIsMissing(visit)
  return view(
    'Missing',
    <>
      <H1>Missing</H1>
      <Lede>
        Children of this council who are missing or away now, and children whom nobody has found although
        their episode was closed.
      </Lede>
      <h2 class="ts-h2">
        Missing now <span class="ts-count">{count(missing.length, 'child', 'children')}</span>
      </h2>
      {missing.length === 0 ? (
        <p class="govuk-body">Nobody is missing now.</p>
      ) : (
        <Cases list={missing} visit={visit} />
      )}
      <h2 class="ts-h2">
        Closed, and not found <span class="ts-count">{count(lost.length, 'child', 'children')}</span>
      </h2>
      {lost.length === 0 ? (
        <p class="govuk-body">Nobody.</p>
      ) : (
        <>
          <p class="govuk-body">
            The return closes an episode on the 18th birthday or when care ends. Nobody has written down that
            these children were found.
          </p>
          <ul class="ts-cases">
            {lost.map((one) => (
              <li class="ts-case" key={one.child}>
                <Due
                  what="Still not found"
                  left="Look for them, or write down how they were located"
                  tone="soon"
                />
                <div>
                  <p class="ts-case__name">
                    <a href={paths.child(one.child)}>{nameOf(one.state)}</a>,{' '}
                    {ageInWords(one.state.dob, visit.today)}
                  </p>
                  <p class="ts-small ts-quiet">{one.state.number}</p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>,
    { section: 'missing' },
  )
}

export const missingDeskPages = [page('/missing', { needs: 'see who is missing', show: desk })]
