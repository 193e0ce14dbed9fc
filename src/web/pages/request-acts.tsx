import { decide } from '../../access/index.ts'
import { closeRequest, freeze, protectRequest, runsAgain } from '../../figures/index.ts'
import { endOfLondonDay } from '../../plain/index.ts'
import { first } from '../entered.ts'
import { goTo, notFound, page } from '../page.tsx'
import { problemWords } from '../parts/request-words.ts'
import { paths } from '../paths.ts'
import { requestAt, shown, working } from './request.tsx'

const freezePage = page('/requests/:request/freeze', {
  needs: 'answer a request',
  show: (visit) => goTo(paths.request(visit.params.request)),
  submit: async (visit) => {
    const { site, person, now, params } = visit
    const work = await working(visit)
    const request = await requestAt(visit)
    const may = decide(person, 'ask a question', { council: site.council.id })
    if (work === null || request === null || !may.ok) return notFound
    const knownOn = request.mapping?.knownOn ?? null
    const done = await freeze(
      work,
      may.value,
      site.council,
      knownOn === null ? null : endOfLondonDay(knownOn),
      now,
    )
    return done.ok
      ? goTo(paths.requestAfter(params.request, 'frozen'))
      : shown(visit, problemWords[done.problem])
  },
})

const protectPage = page('/requests/:request/protect', {
  needs: 'answer a request',
  show: (visit) => goTo(paths.request(visit.params.request)),
  submit: async (visit) => {
    const { site, person, params } = visit
    const work = await working(visit)
    const may = decide(person, 'ask a question', { council: site.council.id })
    if (work === null || !may.ok) return notFound
    const done = await protectRequest(work, may.value, site.council)
    if (!done.ok) return shown(visit, problemWords[done.problem])
    const after = await requestAt(visit)
    // What it would give away stands on the page itself.
    return goTo(
      after?.stage === 'gives away'
        ? paths.request(params.request)
        : paths.requestAfter(params.request, 'protected'),
    )
  },
})

const againPage = page('/requests/:request/again', {
  needs: 'answer a request',
  show: (visit) => goTo(paths.request(visit.params.request)),
  submit: async (visit) => {
    const { site, person, params } = visit
    const request = await requestAt(visit)
    const may = decide(person, 'ask a question', { council: site.council.id })
    if (request === null || request.frozen === null || !may.ok) return notFound
    const same = await runsAgain(site.register, may.value, site.council, request.frozen)
    return goTo(paths.requestAfter(params.request, same ? 'same' : 'other'))
  },
})

const closePage = page('/requests/:request/close', {
  needs: 'answer a request',
  show: (visit) => goTo(paths.request(visit.params.request)),
  submit: async (visit) => {
    const work = await working(visit)
    if (work === null) return notFound
    const why = first(visit.entered, 'why').trim()
    if (why === '') return shown(visit, 'Say why it is closed.')
    const done = await closeRequest(work, why)
    return done.ok
      ? goTo(paths.requestAfter(visit.params.request, 'closed'))
      : shown(visit, problemWords[done.problem])
  },
})

export const requestActPages = [freezePage, protectPage, againPage, closePage]
