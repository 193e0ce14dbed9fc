import {
  clockSettingsAt,
  deskForWall,
  hangScreen,
  screens,
  screenWith,
  takeScreenDown,
} from '../../missing/index.ts'
import { clockInWords, count, isId, londonTime } from '../../plain/index.ts'
import { councilNumbers } from '../../register/index.ts'
import { first } from '../entered.ts'
import { text } from '../field.tsx'
import { type Errors, form, FormBox, PressBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, openPage, page, type Shown, view, type OpenVisit, type Visit } from '../page.tsx'
import { leftInWords, toneOf } from '../parts/due-words.ts'
import { Due, H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

// ---- the screen itself --------------------------------------------------------------------------------------------

type Screen = OpenVisit<'/wall'>

const keyForm = form({
  key: text('The key of this screen', {
    needed: 'Put the key in that was shown when the screen was added.',
    hint: 'A missing co-ordinator or manager makes it, under “Screens on a wall”',
    width: 30,
    most: 100,
  }),
})

const keyPage = ({ seal, entered }: Screen, errors: Errors): Shown =>
  view(
    'A screen on a wall',
    <div class="ts-narrow">
      {keyForm.summary(errors)}
      <H1>A screen on a wall</H1>
      <Lede>
        Case numbers and clocks, for everybody who works in the room. No name, no age, no place, and nothing
        to open.
      </Lede>
      <FormBox seal={seal} entered={entered}>
        {keyForm.all(entered, errors)}
        <Button preventDoubleClick>Open the wall</Button>
      </FormBox>
    </div>,
    { error: Object.keys(errors).length > 0 },
  )

async function wallPage({ site, now, vault }: Screen, screen: string): Promise<Shown> {
  const desk = await deskForWall(site.register, site.council.id, now, {
    clocks: await clockSettingsAt(site.register, site.council.id, now),
  })
  const numbers = await councilNumbers(
    site.register,
    vault,
    site.council.id,
    desk.map((one) => one.child),
  )
  await site.look({
    actor: `wall ${screen}`,
    action: 'see the wall',
    subject: '',
    count: desk.length,
    digest: '',
    page: '/wall',
    ids: desk.map((one) => one.child),
  })
  return view(
    'Missing desk: wall',
    <div class="ts-wall">
      <H1>
        {count(desk.length, 'child', 'children')} missing or away{' '}
        <span class="ts-count">at {clockInWords(londonTime(now).time)}</span>
      </H1>
      {desk.length === 0 ? (
        <p class="ts-lede">Nobody is missing now.</p>
      ) : (
        <ul class="ts-wall__list">
          {desk.map((one) => (
            <li key={one.child}>
              <span class="ts-wall__number">{numbers.get(one.child) ?? ''}</span>
              {one.next === null ? (
                <span class="ts-quiet">Nothing is due</span>
              ) : (
                <Due what={one.next.what} left={leftInWords(one.next, now)} tone={toneOf(one.next, now)} />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>,
    { wide: true, refresh: { seconds: 30, to: paths.wall } },
  )
}

const wall = openPage('/wall', {
  show: async (visit) => {
    const screen =
      visit.wallKey === null
        ? null
        : await screenWith(visit.site.register, visit.site.council.id, visit.wallKey)
    return screen === null ? keyPage(visit, {}) : wallPage(visit, screen)
  },
  submit: async (visit) => {
    const read = keyForm.read(visit.entered, visit.now)
    if (!read.ok) return keyPage(visit, read.problem)
    const key = read.value.key
    const screen = await screenWith(visit.site.register, visit.site.council.id, key)
    return screen === null
      ? keyPage(
          { ...visit, entered: { values: {}, files: {} } },
          { key: 'This key opens nothing. Ask for a new one.' },
        )
      : { kind: 'go', to: paths.wall, wallKey: key }
  },
})

// ---- who gives screens their keys ---------------------------------------------------------------------------------

type Hanging = Visit<'/missing/walls', 'hang a wall'>

const nameForm = form({
  name: text('Where does the screen hang?', {
    needed: 'Say where the screen hangs.',
    hint: 'For example: duty room, second floor',
    width: 30,
  }),
})

async function screensPage(visit: Hanging, errors: Errors, key?: string): Promise<Shown> {
  const { site, permit, seal, entered } = visit
  const all = await screens(site.register, permit)
  return view(
    'Screens on a wall',
    <div class="ts-narrow">
      <BackLink href={paths.missing}>Missing desk</BackLink>
      {nameForm.summary(errors)}
      <H1>Screens on a wall</H1>
      <Lede>
        A screen shows case numbers and clocks, of every child who is missing, and opens nothing else. Its key
        is shown once; end it here when a screen is taken down or the key may be known.
      </Lede>
      {key !== undefined && (
        <InsetText>
          Open <code class="ts-code">{paths.wall}</code> on the screen and put this key in. It is not shown
          again: <code class="ts-code">{key}</code>
        </InsetText>
      )}
      {all.length === 0 ? (
        <p class="govuk-body">No screen has a key.</p>
      ) : (
        <StackTable
          caption="Screens with a key"
          head={[
            { text: 'Where' },
            { text: 'Since' },
            { text: 'Last seen' },
            { text: 'End it', brief: true },
          ]}
          rows={all.map((one) => [
            one.name,
            momentInWords(one.made_at),
            one.seen_at === null ? 'Never' : momentInWords(one.seen_at),
            <PressBox
              seal={seal}
              action={paths.walls}
              label="End"
              hiddenText={one.name}
              classes="ts-plain"
              hidden={{ end: one.id }}
            />,
          ])}
        />
      )}
      <h2 class="ts-h2">Add a screen</h2>
      <FormBox seal={seal} {...(key === undefined ? { entered } : {})}>
        {nameForm.all(key === undefined ? entered : { values: {}, files: {} }, errors)}
        <Button preventDoubleClick>Make a key</Button>
      </FormBox>
    </div>,
    { section: 'missing', error: Object.keys(errors).length > 0 },
  )
}

const hanging = page('/missing/walls', {
  needs: 'hang a wall',
  show: (visit) => screensPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, entered, now } = visit
    const ending = first(entered, 'end')
    if (isId(ending)) {
      await takeScreenDown(site.register, permit, ending)
      return goTo(paths.walls)
    }
    const read = nameForm.read(entered, now)
    if (!read.ok) return screensPage(visit, read.problem)
    return screensPage(visit, {}, await hangScreen(site.register, permit, read.value.name))
  },
})

export const wallPages = [wall, hanging]
