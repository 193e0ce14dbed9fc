import { decide, missingUnanswered, triedToOpen } from '../../access/index.ts'
import { clockSeconds, clockSettingsAt } from '../../missing/index.ts'
import { duration, list } from '../../plain/index.ts'
import { councilNumbers } from '../../register/index.ts'
import { WarningText } from '../govuk/index.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'
import { Due } from './small.tsx'
import { momentInWords } from './words.ts'

type Here = Pick<Visit<'/', 'see today'>, 'site' | 'person' | 'permit' | 'vault' | 'now'>

/** What a first page says of restricted records: one that is missing and unanswered, and who tried to open one. */
export async function RestrictedNotices({ visit }: { visit: Here }) {
  const { site, person, permit, vault, now } = visit
  const clocks = await clockSettingsAt(site.register, site.council.id, now)
  const within = clockSeconds('answer-notice', clocks)
  const manages = decide(person, 'break the glass', { council: site.council.id })
  const waiting =
    manages.ok && person.role === 'manager'
      ? await missingUnanswered(site.register, manages.value, within)
      : []
  const numbers = await councilNumbers(
    site.register,
    vault,
    site.council.id,
    waiting.map((one) => one.child),
  )
  const tried = await triedToOpen(site.register, permit)
  return (
    <>
      {waiting.map((one) => (
        <div class="ts-case" key={one.child}>
          <Due
            what="A child is missing, and nobody has answered"
            left={`Recorded ${momentInWords(one.since)}; more than ${duration(within * 1000)}`}
            tone="over"
          />
          <p class="govuk-body">
            The record is restricted: number {numbers.get(one.child) ?? 'not recorded'}. Ring{' '}
            {one.named.length === 0 ? 'nobody: no one is named any more' : list(one.named)}, or{' '}
            <a href={paths.emergency}>open it in an emergency</a>.
          </p>
        </div>
      ))}
      {tried.map((one) => (
        <WarningText key={`${one.child} ${one.name}`}>
          <>
            {one.name} tried to open or find{' '}
            <a href={paths.child(one.child)}>a record on which you are named</a>, last {momentInWords(one.at)}
            . They were told that it is not there.
          </>
        </WarningText>
      ))}
    </>
  )
}
