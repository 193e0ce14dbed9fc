// The only script of ours. Pages work without it; it lets the GOV.UK components help where they can.
import { initAll } from 'GOVUK_FRONTEND'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// Take the reader to what has just changed, where a page says so.
const changed = document.querySelector('[data-changed]')
if (changed !== null) changed.focus()

// Passkeys, where the browser knows them: the device answers, and the form around the button is sent with the answer.
const passkeys = window.PublicKeyCredential
if (passkeys?.parseRequestOptionsFromJSON !== undefined) {
  for (const box of document.querySelectorAll('[data-passkey]')) {
    const button = box.querySelector('button')
    const trouble = box.querySelector('[data-passkey-trouble]')
    box.hidden = false
    button.addEventListener('click', async () => {
      button.disabled = true
      trouble.textContent = ''
      const options = JSON.parse(box.dataset.options)
      try {
        const answer =
          box.dataset.passkey === 'make'
            ? await navigator.credentials.create({
                publicKey: passkeys.parseCreationOptionsFromJSON(options),
              })
            : await navigator.credentials.get({ publicKey: passkeys.parseRequestOptionsFromJSON(options) })
        box.querySelector('[name=passkey]').value = JSON.stringify(answer.toJSON())
        button.form.submit()
      } catch (error) {
        button.disabled = false
        trouble.textContent =
          error.name === 'InvalidStateError'
            ? 'This device has a passkey of yours already.'
            : box.dataset.passkey === 'make'
              ? 'No passkey was made. Try again.'
              : 'No passkey was given. Try again, or use your password.'
      }
    })
  }
}

// Two minutes before the session ends, a page with a form says so (WCAG 2.2.1). The clock is asked every second, because
// a timer stands still while a laptop sleeps.
const lock = document.querySelector('[data-lock]')
if (lock !== null && document.querySelector('main form[method=post]') !== null) {
  const soon = lock.querySelector('[data-lock-soon]')
  const over = lock.querySelector('[data-lock-over]')
  const form = soon.querySelector('form')
  let began = Date.now()
  let said = ''
  const say = (what) => {
    if (what === said) return
    said = what
    soon.hidden = what === 'over'
    over.textContent = what === 'over' ? over.dataset.says : ''
    if (what !== '' && !lock.open) lock.showModal()
  }
  setInterval(() => {
    const left = Number(lock.dataset.lock) - (Date.now() - began) / 1000
    say(left <= 0 ? 'over' : left <= 120 ? 'soon' : '')
  }, 1000)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const asked = Date.now()
    const body = new URLSearchParams(new FormData(form))
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null)
    if (answer?.status === 401) began = 0
    else if (answer?.ok) {
      began = asked
      say('')
      lock.close()
    }
  })
  lock.querySelector('[data-lock-close]').addEventListener('click', () => lock.close())
}

// What is typed is kept as a draft, sealed by the server, every ten seconds and whenever a field is left: a lock, a crash
// or a closed window loses ten seconds at most. It is never kept in the browser.
const drafted = document.querySelector('form[data-draft]')
if (drafted !== null) {
  const line = drafted.querySelector('[data-draft-line]')
  const drop = line.querySelector('[data-draft-drop]')
  const page = location.pathname
  const typed = () => {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(drafted))
      if (typeof value === 'string') fields.append(name, value)
    return fields
  }
  const say = (words) => {
    line.hidden = false
    line.querySelector('[data-draft-says]').textContent = words
  }
  const beginning = typed().toString()
  let kept = beginning
  const send = (more) => {
    const body = typed()
    body.set('draft-page', page)
    for (const [name, value] of Object.entries(more)) body.set(name, value)
    return fetch('/drafts', { method: 'POST', body, keepalive: true }).catch(() => null)
  }
  const keep = async () => {
    const now = typed().toString()
    if (now === kept) return
    kept = now
    const answer = await send({})
    if (answer?.ok !== true) return
    const { at, problem } = await answer.json()
    say(problem ?? `Draft saved at ${at}. It stays if your screen locks.`)
  }
  const fill = (fields) => {
    for (const element of drafted.elements) {
      const values = fields[element.name]
      if (element.name === 'token' || element.type === 'file' || element.type === 'password') continue
      if (element.type === 'checkbox' || element.type === 'radio')
        element.checked = (values ?? []).includes(element.value)
      else if (values !== undefined) element.value = values[0]
    }
  }
  drop.addEventListener('click', async () => {
    await send({ 'draft-drop': 'yes' })
    location.reload()
  })
  // A form that came back with errors holds what was typed already.
  if (document.querySelector('.govuk-error-summary') === null) {
    const answer = await fetch(`/drafts?page=${encodeURIComponent(page)}`).catch(() => null)
    const draft = answer?.ok === true ? await answer.json() : null
    if (draft !== null && typed().toString() === beginning) {
      fill(draft.fields)
      kept = typed().toString()
      say(`Your draft of ${draft.at} is brought back.`)
      drop.hidden = false
    }
  }
  setInterval(keep, 10_000)
  drafted.addEventListener('focusout', () => setTimeout(keep, 0))
  addEventListener('pagehide', keep)
}

// The desk hears that something was saved, and asks for itself anew, unless somebody is in the middle of something.
const live = document.querySelector('[data-live]')
if (live !== null && window.EventSource !== undefined) {
  const source = new EventSource(live.dataset.live)
  source.addEventListener('changed', () => {
    if (document.querySelector('main details[open]') !== null) return
    const asked = new URL(location.href)
    asked.searchParams.set('auto', 'yes')
    location.replace(asked)
  })
  addEventListener('pagehide', () => source.close())
}
