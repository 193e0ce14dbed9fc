// The only script of ours. Pages work without it; it lets the GOV.UK components help where they can.
import { initAll } from 'GOVUK_FRONTEND'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// Take the reader to what has just changed, where a page says so.
const changed = document.querySelector('[data-changed]')
if (changed !== null) changed.focus()
