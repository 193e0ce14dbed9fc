import {
  asked,
  type Asked,
  decide,
  erasureReasons,
  isErasureReason,
  roles,
  settle,
  twoPeople,
  workerNames,
} from '../../access/index.ts'
import { count, type Id, isId } from '../../plain/index.ts'
import { first } from '../entered.ts'
import { FormBox } from '../form.tsx'
import { ErrorSummary } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { disclosureAsked } from '../parts/disclosure.tsx'

type Here = Visit<'/agreements', 'be the second person'>

/** What exactly is asked, in words: a role and a colleague by name, a child never by name. */
function whatFor(one: Asked, names: Map<Id, string>): string {
  const role = Object.entries(roles).find(([name]) => name === one.details['role'])?.[1].title
  if (one.action === 'grant a role')
    return `${names.get(one.subject ?? ('' as Id)) ?? 'Somebody'} becomes: ${role ?? 'a role that is not known'}.`
  if (one.action === 'give a new link')
    return `${twoPeople[one.action].says} It is for ${names.get(one.subject ?? ('' as Id)) ?? 'somebody'}.`
  const reason = one.details['reason'] ?? ''
  if (one.action === 'erase a child' && isErasureReason(reason))
    return `${twoPeople[one.action].says} The record is ${one.subject ?? ''}. ${erasureReasons[reason]}`
  if (one.action === 'tell somebody outside')
    return `${twoPeople[one.action].says} The record is ${one.subject ?? ''}. ${disclosureAsked(one.words, one.details)}`
  return twoPeople[one.action].says
}

/** Words that stand apart from what is asked: those of a disclosure are all of it, and stand above. */
const wordsBeside = (one: Asked): string =>
  one.words === '' || one.action === 'tell somebody outside' ? '' : `: ${one.words}`

async function listPage(visit: Here, error?: string): Promise<Shown> {
  const { site, permit, seal } = visit
  const list = await asked(site.register, permit, site.keys)
  const names = await workerNames(site.register, site.council.id)
  return view(
    'Waiting for a second person',
    <div class="ts-narrow">
      {error !== undefined && <ErrorSummary errorList={[{ text: error }]} />}
      <H1>Waiting for a second person</H1>
      <Lede>
        Some things are done only when two people want them. Nobody agrees to what they asked themselves.
      </Lede>
      {list.length === 0 ? (
        <p class="govuk-body">Nothing waits for you.</p>
      ) : (
        <ul class="ts-cases">
          {list.map((one) => (
            <li class="ts-pick" key={one.id}>
              <h2 class="ts-h2 ts-mt0">{whatFor(one, names)}</h2>
              <p class="govuk-body">
                {one.own ? 'You asked' : `${one.who} asks`}, {momentInWords(one.at)}
                {wordsBeside(one)}
              </p>
              <FormBox seal={seal} hidden={{ asked: one.id }}>
                <div class="govuk-button-group">
                  {one.own ? (
                    <Press value="taken back" words="Take it back" quiet />
                  ) : (
                    <>
                      <Press value="agreed" words="Agree" />
                      <Press value="refused" words="Refuse" quiet />
                    </>
                  )}
                </div>
              </FormBox>
            </li>
          ))}
        </ul>
      )}
    </div>,
    { section: 'today', error: error !== undefined },
  )
}

const Press = ({ value, words, quiet }: { value: string; words: string; quiet?: boolean }) => (
  <button
    class={`govuk-button ts-button--small${quiet === true ? ' govuk-button--secondary' : ''}`}
    type="submit"
    name="decision"
    value={value}
    data-module="govuk-button"
  >
    {words}
  </button>
)

/** For a first page: how much waits for this person's agreement. */
export async function WaitingForMe({ visit }: { visit: Pick<Here, 'site' | 'person'> }) {
  const may = decide(visit.person, 'be the second person', { council: visit.site.council.id })
  const waiting = may.ok
    ? (await asked(visit.site.register, may.value, visit.site.keys)).filter((one) => !one.own)
    : []
  return waiting.length === 0 ? null : (
    <p class="govuk-body">
      <a href={paths.agreements}>
        {count(waiting.length, 'request waits', 'requests wait')} for your agreement
      </a>
    </p>
  )
}

export const agreementPages = [
  page('/agreements', {
    needs: 'be the second person',
    show: (visit) => listPage(visit),
    submit: async (visit) => {
      const id = first(visit.entered, 'asked')
      const decision = first(visit.entered, 'decision')
      if (!isId(id) || (decision !== 'agreed' && decision !== 'refused' && decision !== 'taken back'))
        return listPage(visit, 'Say whether you agree.')
      const done = await settle(visit.site.register, visit.permit, id, decision)
      return done.ok ? goTo(paths.agreements) : listPage(visit, done.problem.problem)
    },
  }),
]
