import { afterAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { clean } from '../../src/register/index.ts'
import { openBrowser } from '../support/browser.ts'
import { aChild, testRegister } from '../support/register.ts'
import { testSite } from '../support/site.ts'

const register = await testRegister('demonstration')
const { app, signedInAs } = testSite(register)
const browser = await openBrowser()
afterAll(() => browser.close())
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])

const page = await browser.newPage({ viewport: { width: 64, height: 32 } })
await page.setContent('<body style="margin:0;background:linear-gradient(90deg,red,blue)">')
const photo = await page.screenshot({ type: 'jpeg' })
const drawing = await page.screenshot({ type: 'png' })

/** An EXIF block as a phone writes it: which way up (tag 0x0112), and a place in words behind it. */
function exif(turned: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(1, 8)
  tiff.writeUInt16LE(0x0112, 10)
  tiff.writeUInt16LE(3, 12)
  tiff.writeUInt32LE(1, 14)
  tiff.writeUInt16LE(turned, 18)
  const body = Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    tiff,
    Buffer.from('GPS 51.0789N 1.1810E Phone of R.'),
  ])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
const comment = Buffer.from([0xff, 0xfe, 0, 11, ...Buffer.from('Folkestone').subarray(0, 9)])
const after = (start: Buffer, ...more: Buffer[]) =>
  Buffer.concat([start.subarray(0, 2), ...more, start.subarray(2)])
const fromPhone = Buffer.concat([after(photo, exif(6), comment), Buffer.from('<?php hidden after the end')])

/** How a browser shows a picture: its size the way up that it is turned, and the colour of its first point. */
const shownAs = (bytes: Buffer, type: string) =>
  page.evaluate(
    async ([data, of]) => {
      const image = new Image()
      image.src = `data:${of ?? ''};base64,${data ?? ''}`
      await image.decode()
      return [image.naturalWidth, image.naturalHeight]
    },
    [bytes.toString('base64'), type],
  )

describe('a photo', () => {
  test('from a phone keeps which way up it is and loses the place, the words and what hid behind it', async () => {
    const done = clean('IMG_1.JPG', fromPhone)
    if (!done.ok) throw new Error(done.problem)
    const { bytes, removed } = done.value
    for (const word of ['GPS', 'Phone of R.', 'Folkeston', '<?php'])
      expect(bytes.includes(word), word).toBe(false)
    expect(removed).toEqual(['what the camera wrote (EXIF)', 'comments', 'what stood after the end'])
    expect(await shownAs(fromPhone, 'image/jpeg')).toEqual([32, 64])
    expect(await shownAs(bytes, 'image/jpeg')).toEqual([32, 64])
  })

  test('that nothing was written into stays as it is', () => {
    expect(clean('a.jpg', photo)).toEqual({
      ok: true,
      value: { type: 'image/jpeg', bytes: photo, removed: [] },
    })
  })

  test('as a PNG loses its texts and what stands after the end', async () => {
    const text = Buffer.from('tEXtComment\0Folkestone')
    const chunk = Buffer.concat([Buffer.alloc(4), text, Buffer.alloc(4)])
    chunk.writeUInt32BE(text.length - 4, 0)
    const given = Buffer.concat([
      drawing.subarray(0, 33),
      chunk,
      drawing.subarray(33),
      Buffer.from('PK\x03\x04'),
    ])
    const done = clean('a.png', given)
    if (!done.ok) throw new Error(done.problem)
    expect(done.value.bytes.includes('Folkestone')).toBe(false)
    expect(done.value.bytes.includes('PK')).toBe(false)
    expect(await shownAs(done.value.bytes, 'image/png')).toEqual([64, 32])
  })

  test.each<[string, string, Buffer, RegExp]>([
    ['a program under a photo’s name', 'a.jpg', Buffer.from('MZ\x90\x00'), /neither a JPEG/],
    ['a page under a photo’s name', 'a.png', Buffer.from('<svg onload=alert(1)>'), /neither a JPEG/],
    ['a photo under a paper’s name', 'a.pdf', photo, /is a JPEG picture, which its name does not say/],
    ['half a photo', 'a.jpg', photo.subarray(0, photo.length / 2), /not a whole JPEG/],
    ['half a drawing', 'a.png', drawing.subarray(0, drawing.length / 2), /not a whole PNG/],
    ['nothing', 'a.pdf', Buffer.alloc(0), /is empty/],
    ['more than ten megabytes', 'a.pdf', Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF-'), /larger than 10 MB/],
  ])('%s is refused in a sentence', (_what, name, bytes, words) => {
    const done = clean(name, bytes)
    expect(done.ok ? '' : done.problem).toMatch(words)
  })

  test('that says it is a hundred thousand points wide is refused before anybody unpacks it', () => {
    const flood = Buffer.from(drawing)
    flood.writeUInt32BE(100_000, 16)
    flood.writeUInt32BE(100_000, 20)
    expect(clean('a.png', flood)).toEqual({ ok: false, problem: 'has more than 50 million points' })
  })
})

describe('a document of a child', () => {
  const add = async (role: 'social-worker' | 'duty', child: string, name: string, bytes: Buffer) => {
    const who = await signedInAs(role)
    const path = `http://localhost/children/${child}/documents/new`
    const html = await (await app.request(path, { headers: { cookie: who.cookie } })).text()
    const form = new FormData()
    for (const [, field = '', value = ''] of html.matchAll(
      /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
    ))
      form.set(field, value)
    for (const [field, value] of Object.entries({
      kind: 'photo',
      title: 'At the arrival centre',
      'on-day': '2',
      'on-month': '2',
      'on-year': '2026',
    }))
      form.set(field, value)
    form.append('file', new File([new Uint8Array(bytes)], name))
    return app.request(path, {
      method: 'POST',
      body: form,
      headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin' },
    })
  }

  test('is kept sealed, saved under a name of ours, and each time it is opened is in the trail', async () => {
    const child = await aChild(register, 'D-1', [])
    const done = await add('social-worker', child, 'Quillfeather at the port.jpg', fromPhone)
    expect(done.headers.get('location')).toContain('done=recorded')
    const [kept] = await own<{ fact: string; sealed: Buffer; bytes: number }>(
      'select fact, sealed, bytes from attachment where child = $1',
      [child],
    )
    expect(kept?.sealed.includes(photo.subarray(200, 260))).toBe(false)
    const worker = await signedInAs('social-worker')
    const record = (await worker.get(`/children/${child}`)).html
    expect(record).toContain('Photo of the child')
    expect(record).toContain('At the arrival centre')
    const file = await app.request(`http://localhost/children/${child}/documents/${kept?.fact ?? ''}`, {
      headers: { cookie: worker.cookie },
    })
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="document.jpg"')
    expect(file.headers.get('content-type')).toBe('image/jpeg')
    expect(
      Buffer.from(await file.arrayBuffer()).equals(
        (clean('a.jpg', fromPhone) as { value: { bytes: Buffer } }).value.bytes,
      ),
    ).toBe(true)
    const [look] = await own<{ action: string; child: string }>(
      'select action, child from trace where shard = 2 order by seq desc limit 1',
    )
    expect(look).toEqual({ action: 'see a document', child })
  })

  test('is the record’s: whoever does not reach it, or not its documents, finds nothing', async () => {
    const child = await aChild(register, 'D-2', [])
    await add('social-worker', child, 'a.pdf', Buffer.from('%PDF-1.7 invented'))
    await own("update child set desk_until = 'infinity' where id = $1", [child])
    const [kept] = await own<{ fact: string }>('select fact from attachment where child = $1', [child])
    const path = `/children/${child}/documents/${kept?.fact ?? ''}`
    for (const role of ['duty', 'missing-coordinator', 'auditor'] as const)
      expect((await (await signedInAs(role)).get(path)).status, role).toBe(404)
    const duty = await signedInAs('duty')
    expect((await duty.get(`/children/${child}`)).html).not.toContain('At the arrival centre')
    expect((await add('duty', child, 'a.pdf', Buffer.from('%PDF-1.7 invented'))).status).toBe(404)
    const other = await aChild(register, 'D-3', [])
    const worker = await signedInAs('social-worker')
    expect((await worker.get(`/children/${other}/documents/${kept?.fact ?? ''}`)).status).toBe(404)
  })

  test('that is refused says why, and nothing of it is kept', async () => {
    const child = await aChild(register, 'D-4', [])
    const refused = await add('social-worker', child, 'a.jpg', Buffer.from('MZ'))
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('a.jpg is neither a JPEG or PNG picture nor a PDF')
    expect(await own('select 1 from attachment where child = $1', [child])).toEqual([])
  })
})
