// Somebody at a browser, over HTTP: opens pages, keeps the cookie, and sends forms as the pages hold them.
import { request as ask } from 'node:http'

const patience = 60_000

const plain = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]

/**
 * What the last form of the main part of a page would send as it stands: the hidden fields (`token` and `once` among
 * them) and the lines that are filled in already. Null where the page holds no form.
 */
export function fieldsOf(html) {
  const forms = (html.split('<main')[1] ?? '').match(/<form[^>]*method="post"[\s\S]*?<\/form>/g)
  if (forms === null) return null
  const fields = new URLSearchParams()
  for (const tag of forms.at(-1).match(/<input[^>]*>/g) ?? []) {
    const type = attribute(tag, 'type') ?? 'text'
    const name = attribute(tag, 'name')
    if (name !== undefined && !['radio', 'checkbox', 'submit'].includes(type))
      fields.append(name, plain(attribute(tag, 'value') ?? ''))
  }
  return fields
}

/** One request. Rejects where no whole answer came: then nobody knows whether it counted. */
function exchange(address, method, path, headers, body) {
  return new Promise((resolve, reject) => {
    // A connection for each request: one that the server closed while it was idle would look like a fault of the server.
    const sent = ask(`${address}${path}`, { method, headers, agent: false }, (response) => {
      const pieces = []
      response.on('data', (piece) => pieces.push(piece))
      response.on('error', reject)
      response.on('close', () => {
        if (!response.complete) return reject(new Error('The answer was cut off'))
        resolve({
          status: response.statusCode,
          location: response.headers.location ?? '',
          cookies: response.headers['set-cookie'] ?? [],
          html: Buffer.concat(pieces).toString('utf8'),
        })
      })
    })
    sent.setTimeout(patience, () => sent.destroy(new Error('No answer within a minute')))
    sent.on('error', reject)
    sent.end(body)
  })
}

export function visitor(address, cookie) {
  return {
    cookie,
    get: (path) => exchange(address, 'GET', path, { cookie }),
    post: (path, fields) =>
      exchange(
        address,
        'POST',
        path,
        { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        fields.toString(),
      ),
  }
}

/** Signs in to a demonstration by a press. */
export async function signedInAs(address, role) {
  const answer = await visitor(address, '').post('/sign-in/as', new URLSearchParams({ role }))
  const cookie = answer.cookies.map((one) => one.split(';')[0]).find((one) => one.startsWith('__Host-'))
  if (cookie === undefined) throw new Error(`Nobody was signed in as ${role}: ${answer.status}`)
  return visitor(address, cookie)
}

/** Fills a form in: the fields of the page, with these instead. */
export function filled(fields, answers) {
  const all = new URLSearchParams(fields)
  for (const [name, value] of Object.entries(answers)) {
    all.delete(name)
    for (const one of [value].flat()) all.append(name, one)
  }
  return all
}

/** The ids of the children to whose records a page leads. */
export const childrenOn = (html) => [
  ...new Set([...html.matchAll(/href="\/children\/([0-9a-f-]{36})"/g)].map((found) => found[1])),
]

/** Missing episodes that a page offers to end: `[child, fact]`. */
export const episodesOn = (html) =>
  [...html.matchAll(/\/children\/([0-9a-f-]{36})\/missing\/([0-9a-f-]{36})\/located/g)].map((found) => [
    found[1],
    found[2],
  ])
