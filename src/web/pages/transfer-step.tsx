import { doStep, mayDo, type Move, nameOfCouncil, saidByWhom, type Says } from '../../schemes/index.ts'
import { legalStatus, placementType, transferRefusal } from '../../standard/index.ts'
import { inWords } from '../../plain/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter, first } from '../entered.ts'
import { choice, longText, oneOf, optionsOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { stepTitle, stepTitles } from '../parts/transfer-words.ts'
import { paths } from '../paths.ts'
import { courseOf, doingOf, isMove } from './transfer.tsx'
import { actProblemInWords } from './transfer-problem.ts'

type Here = Visit<'/children/:child/transfers/:transfer/do/:step', 'transfer a child'>
type Found = NonNullable<Awaited<ReturnType<typeof courseOf>>>

/** What each step means, before somebody says it. */
function meaning(step: Move, { course }: Found): string {
  const they = nameOfCouncil(course.with)
  const on = course.handedOverOn === null ? '' : inWords(course.handedOverOn)
  switch (step) {
    case 'validated':
      return 'The child is within the scheme and the record is complete. Nothing is promised by it.'
    case 'accepted':
      return 'The receiving council will look after the child from the day of the hand-over.'
    case 'arranged':
      return 'The day, the place, and the worker who is there for the child from the first hour.'
    case 'handed-over':
      return course.role === 'sending'
        ? `Only when the child is with ${they}. The child stays ours until they acknowledge.`
        : `Only when the child is with us. The child is theirs until we acknowledge.`
    case 'acknowledged':
      return course.role === 'receiving'
        ? `The child is with us. We answer for the child from ${on} on, and an episode of care begins on that day.`
        : `${they} answers for the child from ${on} on. Our episode of care ends on that day, for the reason E3. A child who is missing stays on our desk until located.`
    case 'refused':
      return course.state === 'handed-over'
        ? 'Say so where the child is not with us. The child stays with the sending council. If nobody knows where the child is, report them missing now.'
        : 'The child stays with the sending council. This transfer is over; another one can be proposed.'
    case 'lapsed':
      if (course.state === 'handed-over')
        return 'Ring them first, and find out where the child is. If they have acknowledged meanwhile, the child is theirs all the same. If nobody knows where the child is, report them missing now.'
      return 'The child stays with the sending council. This transfer is over; another one can be proposed.'
    case 'proposed':
      return ''
  }
}

const sayWho = text('Who said so, and how?', {
  needed: 'Say who said so, and how: it is the only proof that there is.',
  hint: 'Name, and by letter, on the phone or in a meeting',
})
const more = (label: string, hint?: string) =>
  longText(label, { rows: 3, ...(hint === undefined ? {} : { hint }) })

/** The questions of a step. What other steps ask for is left out, and comes back empty. */
function asksFor(step: Move, byHandOfThem: boolean, receiving: boolean) {
  const fields = {
    ...(step === 'refused'
      ? { reason: choice('Why?', optionsOf(transferRefusal), { needed: 'Say why.' }) }
      : {}),
    ...(step === 'arranged'
      ? {
          on: date('On which day does the child move?', { needed: 'Say on which day.' }),
          worker: text('Who works with the child there?', {
            needed: 'Name the worker: the child is to know before the day.',
            hint: 'Name and phone',
          }),
        }
      : {}),
    ...(step === 'handed-over'
      ? {
          on: date('On which day was the child handed over?', {
            needed: 'Say on which day.',
            notAfterToday: true,
          }),
        }
      : {}),
    ...(step === 'acknowledged' && receiving
      ? {
          legal: oneOf(
            'Legal status with us',
            legalStatus.codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` })),
            { needed: 'Choose the legal status.' },
          ),
          place: oneOf(
            'Placement',
            placementType.codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` })),
            {
              needed: 'Choose the kind of placement.',
              hint: 'Where exactly is written down as a placement, afterwards',
            },
          ),
        }
      : {}),
    ...(byHandOfThem ? { by: sayWho } : {}),
    words:
      step === 'refused' || step === 'lapsed'
        ? longText('In your own words', {
            needed: 'Say why in a sentence: the other council reads it.',
            rows: 3,
          })
        : more(
            'Anything else',
            step === 'handed-over'
              ? 'To whom, where, at what time, and how the child was'
              : 'The other council reads it',
          ),
  }
  return form(fields)
}

async function stepPage(visit: Here, errors: Errors): Promise<Shown> {
  const found = await courseOf(visit)
  const { params, seal, entered, today } = visit
  const { step } = params
  if (found === null || !isMove(step)) return notFound
  const { course } = found
  const side = saidByWhom[step]
  const theirs = side !== course.role
  // Somebody did it meanwhile, or an old address was kept: the transfer says how far it is.
  if ((theirs && course.way === 'package') || !mayDo(course.steps, side, course.way).includes(step))
    return goTo(paths.transfer(params.child, course.transfer))
  const asks = asksFor(step, theirs, course.role === 'receiving')
  const begins =
    step === 'handed-over'
      ? dateEntered(
          'on',
          course.arrangedFor !== null && course.arrangedFor <= today ? course.arrangedFor : today,
        )
      : {}
  const title = stepTitle(step, course.role, step === course.state)
  return view(
    title,
    <div class="ts-narrow">
      <BackLink href={paths.transfer(params.child, course.transfer)}>The transfer</BackLink>
      {asks.summary(errors)}
      <H1 caption={nameOfCouncil(course.with)}>{title}</H1>
      <Lede>{meaning(step, found)}</Lede>
      <FormBox
        seal={seal}
        entered={entered}
        hidden={{ seen: first(entered, 'seen') || String(course.steps.length) }}
        draft
      >
        {asks.all(Object.keys(entered.values).length === 0 ? enter(begins) : entered, errors)}
        {course.way === 'package' && (
          <InsetText>
            A package for the other council is made. Send it from the page of the transfer.
          </InsetText>
        )}
        <Button preventDoubleClick>{stepTitles[step].button}</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const textIn = (values: Readonly<Record<string, unknown>>, name: string): string =>
  typeof values[name] === 'string' ? values[name] : ''

const step = page('/children/:child/transfers/:transfer/do/:step', {
  needs: 'transfer a child',
  show: (visit) => stepPage(visit, {}),
  submit: async (visit) => {
    const found = await courseOf(visit)
    const { params, entered, now } = visit
    if (found === null || !isMove(params.step)) return notFound
    const { course } = found
    const theirs = saidByWhom[params.step] !== course.role
    const read = asksFor(params.step, theirs, course.role === 'receiving').read(entered, now)
    if (!read.ok) return stepPage(visit, read.problem)
    const values: Readonly<Record<string, unknown>> = read.value
    const says: Says = {
      on: (values['on'] ?? null) as Says['on'],
      reason: textIn(values, 'reason'),
      words: textIn(values, 'words'),
      worker: textIn(values, 'worker'),
      by: textIn(values, 'by'),
    }
    const done = await doStep(
      doingOf(visit),
      params.transfer,
      Number(first(entered, 'seen')),
      params.step,
      says,
      {
        legal: textIn(values, 'legal'),
        place: textIn(values, 'place'),
      },
    )
    if (done.ok) return goTo(paths.transferAfter(params.child, params.transfer, 'saved'))
    const words = actProblemInWords(done.problem, course.with)
    const atDay = done.problem === 'not in care then' || done.problem === 'hand-over later than today'
    return stepPage(visit, atDay ? { on: words } : { '': words })
  },
})

export const transferStepPages = [step]
