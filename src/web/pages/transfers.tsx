import { decide, teams } from '../../access/index.ts'
import type { Id } from '../../plain/index.ts'
import { isLate, isOver, nameOfCouncil, readPackage, type Received } from '../../schemes/index.ts'
import { labelOf, transferStep } from '../../standard/index.ts'
import { files, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, NotificationBanner } from '../govuk/index.ts'
import { page, type Shown, view, type Visit } from '../page.tsx'
import { nameOf } from '../parts/child-words.ts'
import { named } from '../parts/desk.tsx'
import { H1, Lede, Mark, StackTable } from '../parts/small.tsx'
import { coursesSeen, holidaysHere } from '../parts/transfers.ts'
import { dueInWords, stateInWords } from '../parts/transfer-words.ts'
import { paths } from '../paths.ts'

type List = Visit<'/transfers', 'exchange packages'>

async function listPage(visit: List): Promise<Shown> {
  const { site, person, now, may } = visit
  const looks = decide(person, 'see who is missing', { council: site.council.id })
  const shown = looks.ok ? await named({ ...visit, permit: looks.value }, await coursesSeen(visit)) : []
  const going = shown.filter((one) => !isOver(one.state))
  const over = shown.filter((one) => isOver(one.state))
  const rows = (list: typeof shown) =>
    list.map((one) => [
      <a href={paths.transfer(one.child, one.transfer)}>{nameOf(one.found.state)}</a>,
      one.role === 'sending' ? `To ${nameOfCouncil(one.with)}` : `From ${nameOfCouncil(one.with)}`,
      <>
        {one.found.state.missing !== null && <Mark tone="over">Missing now</Mark>}{' '}
        {isLate(one, now) && <Mark tone="over">Late</Mark>} {stateInWords(one)}
      </>,
      isOver(one.state) ? 'Over' : dueInWords(one, now),
    ])
  const head = [{ text: 'Child' }, { text: 'Between' }, { text: 'How far' }, { text: 'By when' }]
  return view(
    'Transfers',
    <>
      <BackLink href={paths.today}>Today</BackLink>
      <H1>Transfers between councils</H1>
      <Lede>
        A child stays ours until another council has acknowledged the hand-over, and a child who goes missing
        on the way stays on the desks of both.
      </Lede>
      <ul class="ts-links ts-links--row">
        <li>
          <a href={paths.readPackage}>Read a package</a>
        </li>
        {may('keep the cards') && (
          <li>
            <a href={paths.councilCards}>Councils we exchange packages with</a>
          </li>
        )}
      </ul>
      {going.length === 0 ? (
        <InsetText>
          {looks.ok
            ? 'No child whom you may see is between two councils. A transfer begins on the record of the child.'
            : 'You read packages here. Who is in a transfer is seen by those who work with the children.'}
        </InsetText>
      ) : (
        <StackTable caption="Going on" head={head} rows={rows(going)} />
      )}
      {over.length > 0 && <StackTable caption="Over" head={head} rows={rows(over)} />}
    </>,
    { section: 'children' },
  )
}

const asks = (teamOptions: { value: string; text: string }[]) =>
  form({
    file: files('The package', {
      needed: 'Choose the file that the other council sent.',
      hint: 'It ends in .age. Only this council can open it',
      accept: '.age',
      one: true,
    }),
    number: text('Our number for the child', {
      hint: 'Only for a child who is new here. Leave empty if there is none yet: the child gets one that begins with T',
      width: 20,
    }),
    team: oneOf('Team', teamOptions, { hint: 'Only for a child who is new here' }),
  })

type Reader = Visit<'/transfers/read', 'exchange packages'>

const teamOptions = async ({ db, site }: Reader) =>
  (await teams(db, site.council.id)).map((team) => ({ value: team.id, text: team.name }))

async function readPage(visit: Reader, errors: Errors): Promise<Shown> {
  const { seal, entered } = visit
  const questions = asks(await teamOptions(visit))
  return view(
    'Read a package',
    <div class="ts-narrow">
      <BackLink href={paths.transfers}>Transfers</BackLink>
      {questions.summary(errors)}
      <H1>Read a package</H1>
      <Lede>
        From another council, about a child who is to move. It is read whole or not at all, and reading it
        again changes nothing.
      </Lede>
      <FormBox seal={seal} upload>
        {questions.all(entered, errors)}
        <Button preventDoubleClick>Read it</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

function readBefore(visit: Reader, done: Received): Shown {
  const { may } = visit
  const says = `From ${done.from}: ${labelOf(transferStep, done.step).toLowerCase()}`
  return view(
    'Package read',
    <div class="ts-narrow">
      <BackLink href={paths.transfers}>Transfers</BackLink>
      <NotificationBanner type="success">
        {done.again ? 'This package was read before. Nothing was changed.' : `Read. ${says}.`}
      </NotificationBanner>
      <H1>{done.again ? 'Read before' : 'Read'}</H1>
      {done.newNumber !== null && (
        <p class="govuk-body">
          The child is new here, under the number <strong>{done.newNumber}</strong>.
        </p>
      )}
      {done.closed && (
        <p class="govuk-body">
          Their record is closed to everybody but people named, and now ours is: to you, and to those who work
          with the child. Name on the record who else must know.
        </p>
      )}
      {done.kept > 0 && (
        <p class="govuk-body">
          They say {done.kept === 1 ? 'one thing' : `${done.kept} things`} differently. What was recorded here
          stays, and a note on the record says what they say: compare, and correct what is wrong.
        </p>
      )}
      {may('find a child') && (
        <p class="govuk-body">
          <a href={paths.transfer(done.child, done.transfer)}>Open the transfer</a>, if you may see the child.
        </p>
      )}
      <p class="govuk-body">
        <a href={paths.readPackage}>Read another package</a>
      </p>
    </div>,
    { section: 'children' },
  )
}

const read = page('/transfers/read', {
  needs: 'exchange packages',
  show: (visit) => readPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, entered, now } = visit
    const answers = asks(await teamOptions(visit)).read(entered, now)
    if (!answers.ok) return readPage(visit, answers.problem)
    const [file] = answers.value.file
    if (file === undefined) return readPage(visit, { file: 'Choose the file that the other council sent.' })
    const done = await readPackage(
      {
        db: site.register,
        permit,
        keys: site.keys,
        vault: site.vault(),
        nation: holidaysHere(site),
        now,
        number: answers.value.number,
        team: answers.value.team === '' ? null : (answers.value.team as Id),
      },
      await file.bytes(),
    )
    if (!done.ok) return readPage(visit, { file: done.problem })
    return readBefore(visit, done.value)
  },
})

export const transferListPages = [page('/transfers', { needs: 'exchange packages', show: listPage }), read]
