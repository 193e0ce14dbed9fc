import {
  type AddProblem,
  addPasskey,
  askToAdd,
  askToShowAgain,
  type DevicePlace,
  type Passkey,
  passkeys,
  provesAgain,
  removePasskey,
  renamePasskey,
  shownLately,
  showsAgainByPasskey,
} from '../../access/index.ts'
import { inWords, londonDate } from '../../plain/index.ts'
import { type Entered, first, nothingEntered } from '../entered.ts'
import { password, text } from '../field.tsx'
import { type Errors, form, FormBox, type FormSeal } from '../form.tsx'
import { Button, Details, InsetText, NotificationBanner } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { answered, PasskeyButton } from '../parts/passkey.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { momentInWords, saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/passkeys', 'see today'>

const longestName = 60

const addForm = form({
  name: text('Name of the passkey', { hint: 'For you to know it again: “work phone”', width: 20 }),
})
const whoForm = form({
  password: password('Your password', { needed: 'Put your password in: it shows that it is you.' }),
})

const done: Record<string, string> = {
  added: 'The passkey was added. You can sign in with it from now on.',
  renamed: 'The passkey has its new name.',
  removed: 'The passkey was removed. It opens nothing here any more; remove it from the device too.',
}

const problems: Record<AddProblem, string> = {
  'used or too late': 'That took longer than five minutes, or was sent twice. Add it once more.',
  'another origin': 'The device answered for another address. Open Turnstone at its own address.',
  'another’s passkey': 'This passkey is in the register already.',
  'unknown passkey': 'The device’s answer was not understood. Try again.',
  'counter went back': 'The device’s answer was not understood. Try again.',
  'does not fit': 'The device’s answer was not understood. Try again.',
  'too many': 'Ten passkeys are the most. Remove one that you do not use.',
}

async function passkeysPage(visit: Here, errors: Errors = {}): Promise<Shown> {
  const { site, person, seal, query, entered, place } = visit
  const list = await passkeys(site.register, person)
  const said = saidBy(done, query.get('done'))
  return view(
    'Your passkeys',
    <div class="ts-narrow">
      {whoForm.summary(errors)}
      {said !== undefined && Object.keys(errors).length === 0 && (
        <NotificationBanner type="success">
          <p class="govuk-notification-banner__heading">{said}</p>
        </NotificationBanner>
      )}
      <H1>Your passkeys</H1>
      <Lede>
        With a passkey you sign in by the finger, face or PIN that opens your device. It cannot be guessed,
        nor given away to a false page. Your password goes on working.
      </Lede>
      {list.length === 0 ? (
        <p class="govuk-body">You have none yet.</p>
      ) : (
        <ul class="ts-cases">
          {list.map((one) => (
            <li class="ts-case" key={one.id}>
              <OnePasskey one={one} seal={seal} />
            </li>
          ))}
        </ul>
      )}
      <h2 class="ts-h2">Add a passkey</h2>
      {place === null ? (
        <InsetText>At this address there are no passkeys: open Turnstone by its name, over https.</InsetText>
      ) : (
        await Adding({ visit, place, errors, entered: errors[''] === undefined ? nothingEntered : entered })
      )}
    </div>,
    { error: Object.keys(errors).length > 0 },
  )
}

function OnePasskey({ one, seal }: { one: Passkey; seal: FormSeal }) {
  return (
    <div>
      <p class="ts-case__name">{one.name}</p>
      <p class="govuk-body">
        Added on {inWords(londonDate(one.added))}.{' '}
        {one.used === null ? 'Not used yet.' : `Last used ${momentInWords(one.used)}.`}
      </p>
      <Details
        summary={
          <>
            Rename or remove<span class="govuk-visually-hidden"> {one.name}</span>
          </>
        }
      >
        <FormBox seal={seal} hidden={{ does: 'rename', key: one.id }}>
          <div class="govuk-form-group">
            <label class="govuk-label" for={`name-${one.id}`}>
              New name<span class="govuk-visually-hidden"> for {one.name}</span>
            </label>
            <input
              class="govuk-input govuk-input--width-20"
              id={`name-${one.id}`}
              name="name"
              type="text"
              value={one.name}
              maxLength={longestName}
            />
          </div>
          <Button variant="secondary" preventDoubleClick>
            <>
              Rename<span class="govuk-visually-hidden"> {one.name}</span>
            </>
          </Button>
        </FormBox>
        <FormBox seal={seal} hidden={{ does: 'remove', key: one.id }}>
          <Button variant="warning" preventDoubleClick>
            <>
              Remove<span class="govuk-visually-hidden"> {one.name}</span>
            </>
          </Button>
        </FormBox>
      </Details>
    </div>
  )
}

/**
 * An open session alone adds no passkey: whoever sits down at a desk left open would keep a key to it. They show again
 * who they are first, so that a device is never asked for a passkey that is then refused.
 */
async function Adding(props: { visit: Here; place: DevicePlace; errors: Errors; entered: Entered }) {
  const { site, person, seal, sessionToken } = props.visit
  const { place, errors, entered } = props
  if (!(await mayAdd(props.visit))) {
    const question = await askToShowAgain(site.register, person, sessionToken, place)
    return (
      <FormBox seal={seal} hidden={{ does: 'show' }}>
        {whoForm.all(nothingEntered, errors)}
        <Button preventDoubleClick>Go on</Button>
        {question !== null && <PasskeyButton question={question} does="use" label="Go on with a passkey" />}
      </FormBox>
    )
  }
  return (
    <FormBox seal={seal} hidden={{ does: 'add' }}>
      {addForm.all(entered)}
      <PasskeyButton
        question={await askToAdd(site.register, person, sessionToken, place)}
        does="make"
        label="Add a passkey of this device"
      />
      <noscript>
        <p class="govuk-body">A browser makes passkeys with JavaScript only. Your password works without.</p>
      </noscript>
    </FormBox>
  )
}

const mayAdd = async ({ site, sessionToken }: Here): Promise<boolean> =>
  site.demonstration || (await shownLately(site.register, site.council.id, sessionToken))

async function showWho(visit: Here): Promise<Shown> {
  const { site, person, sessionToken, place, entered } = visit
  const answer = answered(entered)
  if (answer !== null && place !== null)
    return (await showsAgainByPasskey(site.register, person, sessionToken, place, answer))
      ? goTo(paths.passkeys)
      : passkeysPage(visit, { password: 'This passkey was not taken. Try again, or put your password in.' })
  const read = whoForm.read(entered, visit.now)
  if (!read.ok) return passkeysPage(visit, read.problem)
  return (await provesAgain(site.register, site.keys, person, sessionToken, read.value.password))
    ? goTo(paths.passkeys)
    : passkeysPage(visit, {
        password: 'This is not your password. After ten wrong tries you wait 15 minutes.',
      })
}

async function add(visit: Here): Promise<Shown> {
  const { site, person, sessionToken, place, entered, today } = visit
  const answer = answered(entered)
  if (!(await mayAdd(visit)) || place === null)
    return passkeysPage(visit, { password: 'Show first that it is you.' })
  if (answer === null)
    return passkeysPage(visit, { '': 'Press “Add a passkey of this device”, and follow what it says.' })
  const name = nameIn(entered)
  const made = await addPasskey(
    site.register,
    person,
    sessionToken,
    place,
    answer,
    name === '' ? `Passkey of ${inWords(today)}` : name,
  )
  return made.ok ? goTo(paths.passkeysAfter('added')) : passkeysPage(visit, { '': problems[made.problem] })
}

const nameIn = (entered: Entered): string => first(entered, 'name').trim().slice(0, longestName)

const passkeysHere = page('/passkeys', {
  needs: 'see today',
  show: (visit) => passkeysPage(visit),
  submit: async (visit) => {
    const { site, person, entered } = visit
    const key = first(entered, 'key')
    switch (first(entered, 'does')) {
      case 'show':
        return showWho(visit)
      case 'add':
        return add(visit)
      case 'rename': {
        if (nameIn(entered) === '') return passkeysPage(visit, { '': 'Give the passkey a name.' })
        await renamePasskey(site.register, person, key, nameIn(entered))
        return goTo(paths.passkeysAfter('renamed'))
      }
      case 'remove': {
        const removed = await removePasskey(site.register, person, key)
        if (!removed.ok && removed.problem === 'the last')
          return passkeysPage(visit, {
            '': 'This passkey is all you sign in with. Add another first, or ask your administrator for a link with which you choose a password.',
          })
        return goTo(paths.passkeysAfter('removed'))
      }
      default:
        return goTo(paths.passkeys)
    }
  },
})

export const passkeyPages = [passkeysHere]
