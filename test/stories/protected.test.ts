import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { sendNotices } from '../../src/missing/index.ts'
import { addSeconds, day, type Id, type Instant, instantOf, londonTime } from '../../src/plain/index.ts'
import { remindOfCheckIns } from '../../src/pursuit/index.ts'
import { said } from '../../src/register/index.ts'
import { aChild } from '../support/register.ts'
import { testSite } from '../support/site.ts'
import { inCare, on, type Story, tell, unaccompanied } from './told.ts'

/** Stories of invented children who are to be kept from those who pursue them, over the real pages and database. */

const paragraph = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('a phone that was found in the room', () => {
  const chat = `Boss: ring +84 912 345 678
Boss: pay or we visit your brother. https://www.facebook.com/invented.hunter
me: when
Boss: 0084 912 345 678 tonight`
  const found = { title: 'Phone found in the room', by: 'Night staff', ...on('when', '2026-02-03', '11pm') }

  test('is put in once: what matters is ticked, and each becomes an entry with the lines in which it stands', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    const { coordinator, child } = story
    const first = await coordinator.send(`/children/${child}/messages`, { text: chat, ...found })
    expect(first.status).toBe(200)
    expect(paragraph(first.html)).toContain('2 phones, accounts and addresses found')
    expect(paragraph(first.html)).toContain('2 times')
    // Nothing is saved yet.
    expect(await story.page()).not.toContain('+84 912')
    await story.writes('/messages', {
      text: chat,
      ...found,
      chosen: 'yes',
      pick: 'phone +84912345678',
      channel: 'on-phone',
    })
    const page = await story.page()
    expect(page).toContain('Reached by: phone number')
    expect(page).toContain('Boss: 0084 912 345 678 tonight')
    // The account was not ticked: it stands in the text and not as a contact.
    expect(page).not.toContain('Reached by: account')
    const whole = await coordinator.get(`/children/${child}/messages/${await story.fact(36)}`)
    expect(whole.html).toContain('pay or we visit your brother')
    expect(whole.html).toContain('+84 912 345 678')
  })

  test('a note is not typed twice either: its phone becomes a contact that points at the note', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    await story.writes('/note', {
      text: 'He says an uncle rang from +84 912 345 678 and asked for the money',
      ...on('on', '2026-02-03'),
      kept: 'yes',
    })
    const note = await story.fact(16)
    expect(await story.page()).toContain(`/messages?from=${note}`)
    const start = await story.coordinator.get(`/children/${story.child}/messages?from=${note}`)
    expect(start.html).toContain('an uncle rang from +84 912 345 678')
    await story.writes('/messages', {
      from: note,
      text: 'He says an uncle rang from +84 912 345 678 and asked for the money',
      title: 'Note',
      ...on('when', '2026-02-03'),
      chosen: 'yes',
      pick: 'phone +84912345678',
    })
    const rows = await asOwner(
      story.register.owner,
      async (client) =>
        (
          await client.query('select kind, about from entry where child = $1 and kind in (32, 36)', [
            story.child,
          ])
        ).rows as { kind: number; about: string | null }[],
    )
    // No second copy of the words, and the contact points at the note.
    expect(rows).toEqual([{ kind: 32, about: note }])
    // Nothing ticked and nothing new: nothing is said to be saved.
    const same = { from: note, title: 'Note', ...on('when', '2026-02-03'), chosen: 'yes' }
    const words = 'He says an uncle rang from +84 912 345 678 and asked for the money'
    const nothing = await story.coordinator.send(`/children/${story.child}/messages`, {
      ...same,
      text: words,
    })
    expect(nothing.status).toBe(422)
    expect(nothing.html).toContain('there is nothing to save')
    // What was added to the words is kept, beside the note.
    await story.writes('/messages', { ...same, text: `${words}\nHe rang again at noon` })
    expect(await story.page()).toContain('He rang again at noon')
  })

  test('an entry that holds more than words is not poured into the box: an address stays where it is', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    await story.writes('/placement', {
      type: 'U4',
      address: '4 Shore Road, TR4 9ZZ',
      ...on('from', '2026-01-10'),
    })
    const box = await story.coordinator.get(`/children/${story.child}/messages?from=${await story.fact(7)}`)
    expect(box.html).not.toContain('Shore Road')
  })

  test('a chat of a megabyte is kept whole; one sign more is refused with what to do, and nothing is lost', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    const long = `${'a'.repeat(999_999 - 14)} 07700 900123`
    expect(long.length).toBe(1_000_000 - 2)
    const first = await story.coordinator.send(`/children/${story.child}/messages`, { text: long, ...found })
    expect(first.status).toBe(200)
    expect(first.html).toContain('07700 900123')
    await story.writes('/messages', { text: long, ...found, chosen: 'yes', pick: 'phone +447700900123' })
    const whole = await story.coordinator.get(`/children/${story.child}/messages/${await story.fact(36)}`)
    expect(whole.html).toContain('a'.repeat(999_985))
    // The chronology shows its beginning and says how long it is.
    const page = await story.page()
    expect(page.length).toBeLessThan(200_000)
    expect(page).toContain('999,998 characters in all')
    const more = `${long}aaa`
    const refused = await story.coordinator.send(`/children/${story.child}/messages`, {
      text: more,
      ...found,
    })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Use at most 1,000,000 characters. This has 1,000,001.')
    expect(refused.html).toContain(more)
  })

  test('a name that runs from right to left is kept as it is, and a hostile address is no account', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    await story.writes('/contact', { code: 'person', handle: 'أبو خالد', ...on('when', '2026-02-03') })
    expect(await story.page()).toContain('أبو خالد')
    for (const handle of [
      'javascript:alert(1)',
      'data:text/html,<script>1</script>',
      'https://facebook.com/',
    ]) {
      const refused = await story.coordinator.send(`/children/${story.child}/contact`, {
        code: 'account',
        handle,
        ...on('when', '2026-02-03'),
      })
      expect(refused.status, handle).toBe(422)
      expect(refused.html, handle).not.toContain('<script>1')
    }
    const number = await story.coordinator.send(`/children/${story.child}/contact`, {
      code: 'phone',
      handle: '12',
      words: 'What was said is not lost',
      ...on('when', '2026-02-03'),
    })
    expect(number.html).toContain('This is no phone number that can be called.')
    expect(number.html).toContain('What was said is not lost')
  })
})

describe('the first days of a placement', () => {
  const nowParts = () => {
    const { date, time } = londonTime(instantOf(new Date()))
    return on('from', date, time)
  }
  const today = () => londonTime(instantOf(new Date())).date

  /** Whom the messages of a moment go to. */
  async function toldAt(story: Story, at: Instant): Promise<{ to: string; subject: string; text: string }[]> {
    const letters: { to: string; subject: string; text: string }[] = []
    const post = {
      mail: (letter: { to: string; subject: string; text: string }) =>
        Promise.resolve(void letters.push(letter)),
      hook: null,
    }
    await remindOfCheckIns(story.register.db, story.register.council.id, post, at)
    await sendNotices(story.register.db, story.register.council.id, post, 'http://localhost', at)
    return letters
  }

  test('ask for a safety plan, and then for a check-in every 24 hours that goes to those above when it is late', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    const { register, child } = story
    const led = await story.writes('/placement', {
      type: 'U4',
      with: 'An invented family',
      address: '4 Shore Road, TR4 9ZZ',
      ...on('from', today()),
    })
    expect(led).toContain('placed')
    expect(await story.page()).toContain('There is no safety plan for this placement.')
    await story.writes('/safety-plan/change', {
      ...nowParts(),
      phone: '07700 900123',
      codeWord: 'Bittern',
      callers: 'His aunt',
    })
    const planned = instantOf(new Date())
    const plan = await story.coordinator.get(`/children/${child}/safety-plan`)
    expect(plan.html).toContain('Bittern')
    expect(plan.html).toContain('Look whether the child is there and well')
    // The address is on no such page.
    expect(plan.html).not.toContain('Shore Road')
    // The word agreed upon is on the plan and not in the chronology.
    expect(await story.page()).not.toContain('Bittern')
    await asOwner(register.owner, (client) =>
      client.query(
        `insert into standing (council, child, account, relation, given_by, from_at)
         select $1, $2, id, 'allocated', id, clock_timestamp() from account where role = 'social-worker' limit 1`,
        [register.council.id, child],
      ),
    )
    const hours = (n: number) => addSeconds(planned, Math.round(n * 3600))
    expect(await toldAt(story, hours(23.9))).toEqual([])
    const due = await toldAt(story, hours(24.1))
    expect(due.map(({ subject }) => subject)).toEqual(['Turnstone: a check-in is due'])
    const late = await toldAt(story, hours(25.1))
    const above = late.filter(({ subject }) => subject === 'Turnstone: a check-in is late')
    const accounts = await asOwner(
      register.owner,
      async (client) =>
        (await client.query('select email, role from account')).rows as { email: string; role: string }[],
    )
    const roleOf = (to: string) => accounts.find(({ email }) => email === to)?.role
    expect([...new Set(above.map(({ to }) => roleOf(to)))].sort()).toEqual([
      'manager',
      'missing-coordinator',
      'social-worker',
    ])
    for (const { text, subject } of [...due, ...late])
      expect(`${subject} ${text}`).not.toMatch(/Kelmo|Darashe|STORY1|Shore|Bittern/)
    // Nobody is told twice of the same check-in.
    expect(await toldAt(story, hours(25.2))).toEqual([])
    // A try that reached nobody leads to what to do, and starts no new clock.
    const { date, time } = londonTime(instantOf(new Date()))
    const tried = await story.writes('/check-in', { code: 'not-reached', ...on('when', date, time) })
    expect(tried).toContain('not-reached')
    expect(await toldAt(story, hours(25.3))).toEqual([])
    // Reached: the next check-in is one of its own.
    await story.writes('/check-in', { code: 'seen', ...on('when', date, time) })
    const next = await toldAt(story, hours(24.2))
    expect(next.map(({ subject }) => subject)).toEqual(['Turnstone: a check-in is due'])
    // Somebody who left is no reason for nobody to be told: then the managers are.
    await asOwner(register.owner, (client) =>
      client.query(`update account set left_at = clock_timestamp() where role = 'social-worker'`),
    )
    await story.writes('/check-in', { code: 'seen', ...on('when', date, time) })
    const without = await toldAt(story, hours(24.3))
    expect([...new Set(without.map(({ to }) => roleOf(to)))]).toEqual(['manager'])
    // Missing: the desk takes over, and nobody is asked to check in.
    await story.reportedMissing(on('seen', date, time))
    const missing = await toldAt(story, hours(26))
    expect(new Set(missing.map(({ subject }) => subject))).toEqual(
      new Set(['Turnstone: the missing desk needs you']),
    )
  })

  test('the facts that raise the risk are said in words, each of which stands in the record', async () => {
    const story = await tell('2010-06-14', [
      inCare('2025-05-01'),
      said('missing', 'M', { from: day('2025-08-02'), until: day('2025-08-03') }),
    ])
    const { register, child } = story
    await story.writes('/placement', { type: 'U4', address: '4 Shore Road, TR4 9ZZ', ...on('from', today()) })
    await story.writes('/contact', {
      code: 'account',
      handle: 'facebook invented.hunter',
      ...on('when', today()),
      channel: 'near',
      threatened: 'family-abroad',
      threat: 'The little brother in France',
      amount: '20,000 euros',
      creditor: 'an uncle',
      ...on('deadline', today()),
    })
    // Another child of the council, placed in the same postcode district, whom the same account reached.
    const other = await aChild(
      register,
      'NEAR-1',
      [said('placement', 'K2', { from: day('2026-01-10'), sealed: { address: '9 Dune Row, TR4 1AA' } })],
      day('2010-06-14'),
    )
    const before = paragraph((await story.coordinator.get(`/children/${child}/safety-plan`)).html)
    expect(before).toContain('Placed today.')
    expect(before).toContain('There is no safety plan for this placement.')
    expect(before).toContain('Reached 1 time in the last 90 days, last today.')
    expect(before).toContain('Somebody came to the placement, or was seen near it, 1 time')
    expect(before).toContain('Threatened 1 time in the last 90 days.')
    expect(before).toContain(', today. A child may leave to pay what the family owes.')
    expect(before).toContain('Missing 1 time so far, last from 2 August 2025.')
    expect(before).not.toContain('reached other children too')
    await story.coordinator.send(`/children/${other}/contact`, {
      code: 'account',
      handle: 'https://facebook.com/invented.hunter',
      ...on('when', today()),
    })
    const after = paragraph((await story.coordinator.get(`/children/${child}/safety-plan`)).html)
    expect(after).toContain('1 phone, account or person that reached this child reached other children too.')
    expect(after).toContain(
      '1 other child whom the same people reached is placed in the same postcode district.',
    )
    expect(after).not.toMatch(/Dune Row|TR4/)
    // The network says it too, for both.
    const network = paragraph((await story.coordinator.get('/network')).html)
    expect(network).toContain('2 children Over 1 handle')
    // An address of those who pursue the child, in the district of the placement.
    await story.writes('/contact', {
      code: 'address',
      handle: '1 Saltern Lane, TR4 2BB',
      ...on('when', today()),
    })
    expect(paragraph((await story.coordinator.get(`/children/${child}/safety-plan`)).html)).toContain(
      'An address of those who pursue the child lies in the postcode district of the placement.',
    )
  })

  test('whoever decides on publicity sees first what pursues the child', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01')])
    await story.writes('/contact', {
      code: 'phone',
      handle: '07700 900123',
      ...on('when', today()),
      threat: 'The family',
    })
    const missing = await story.reportedMissing(on('seen', today()))
    const asked = await story.coordinator.get(`/children/${story.child}/missing/${missing}/news/publicity`)
    expect(paragraph(asked.html)).toContain('In the record: Reached 1 time in the last 90 days, last today.')
    expect(paragraph(asked.html)).toContain('Threatened 1 time')
  })
})

test('a guardian is asked for, is allocated, and nobody is taken on before the child was referred', async () => {
  const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
  await story.writes('/guardian', { code: 'referred', ...on('from', '2026-02-03') })
  const early = await story.coordinator.send(`/children/${story.child}/guardian`, {
    code: 'direct',
    ...on('from', '2026-02-03'),
    ...on('accepted', '2026-02-01'),
  })
  expect(early.html).toContain('This is before the referral of 3 February 2026.')
  const without = await story.coordinator.send(`/children/${story.child}/guardian`, {
    code: 'direct',
    ...on('from', '2026-02-03'),
  })
  expect(without.html).toContain('Say on which day the child was taken on.')
  await story.writes('/guardian', {
    code: 'direct',
    ...on('from', '2026-02-03'),
    ...on('accepted', '2026-02-10'),
    name: 'An invented guardian',
  })
  const page = await story.page()
  expect(page).toContain('Independent guardian: allocated: works with the child')
  expect(page).toContain('Taken on 10 February 2026')
  // One guardian, with what was said before kept below.
  expect(page).toContain('Replaced 1 earlier entry')
})

test('how a child was exploited goes out in the columns of the global dataset, and in words', async () => {
  const story = await tell('2010-06-14', [inCare('2025-05-01')])
  await story.writes('/exploitation', {
    type: 'criminal',
    where: 'uk',
    recruiter: 'friend',
    words: 'Watered the plants in a house',
    ...on('from', '2025-01-10'),
  })
  const pack = await story.coordinator.get(`/children/${story.child}/referral-data`)
  expect((JSON.parse(pack.html) as { international: string[] }).international).toEqual([
    'meansOfControlNotSpecified',
    'isForcedLabour',
    'typeOfLabourIllicitActivities',
    'recruiterRelationFriend',
  ])
  expect(await story.page()).toContain('Watered the plants in a house')
})

describe('the police ask about a child', () => {
  const asks = {
    recipient: 'Invented Police',
    person: 'Sergeant Tern, 4417',
    checked: 'Rang back through the switchboard',
    basis: 'crime',
    purpose: 'An enquiry into who runs the account',
  }

  test('one person asks, a second agrees to exactly these fields, and they are told once, under a name of their own', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
    const { register, child, coordinator } = story
    await story.writes('/placement', {
      type: 'U4',
      address: '4 Shore Road, TR4 9ZZ',
      ...on('from', '2026-01-10'),
    })
    await story.writes('/contact', {
      code: 'phone',
      handle: '07700 900123',
      ...on('when', '2026-02-03'),
      words: 'Pay or we visit',
    })
    const askOf = (more: Record<string, string | string[]>) =>
      coordinator.send(`/children/${child}/disclosures/new`, { ...asks, ...more })
    // Neither a photo without a decision, nor the child's name in the reason, nor nothing at all.
    expect((await askOf({ fields: ['handles', 'photo'] })).html).toContain(
      'No photo leaves without a decision',
    )
    for (const named of [{ purpose: 'Who hunts kelmo' }, { checked: 'Rang Mr DARASHE back' }])
      expect((await askOf({ fields: 'handles', ...named })).html).toContain(
        'This looks like the child’s name',
      )
    expect((await askOf({})).html).toContain('Tick what is to be told.')
    const asked = await askOf({ fields: ['handles', 'born'] })
    expect(paragraph(asked.html)).toContain('It waits for a second person.')
    expect(asked.html).not.toContain('See what would be told')
    // Without an agreement nothing is shown, whoever sends what.
    const id = await asOwner(
      register.owner,
      async (client) => (await client.query('select id from second_person')).rows[0] as { id: Id },
    )
    const early = await coordinator.send(
      `/children/${child}/disclosures/give`,
      { asked: id.id, give: 'yes' },
      { open: `/children/${child}/disclosures/new` },
    )
    expect(early.html).toContain('Nothing is told')
    // The information-governance officer sees fields, basis and purpose, and no name.
    const officer = await testSite(register).signedInAs('ig-officer')
    const waiting = await officer.get('/agreements')
    expect(paragraph(waiting.html)).toContain(
      'Told: date of birth and by which phones, accounts and people they were reached.',
    )
    expect(waiting.html).not.toMatch(/Kelmo|Darashe|900123/)
    await officer.send('/agreements', { decision: 'agreed' })
    const agreed = await coordinator.get(`/children/${child}/disclosures`)
    expect(paragraph(agreed.html)).toContain('agreed. The agreement is good for a day, once.')
    const give = (fields: Record<string, string>) =>
      coordinator.send(`/children/${child}/disclosures/give`, fields, {
        open: `/children/${child}/disclosures`,
      })
    const preview = await give({})
    expect(paragraph(preview.html)).toContain('Exactly this, and nothing else.')
    const told = /P-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(preview.html)?.[0] ?? ''
    expect(told).not.toBe('')
    for (const shown of ['07700 900123', '14 June 2010']) expect(preview.html).toContain(shown)
    for (const hidden of ['Kelmo', 'Darashe', 'STORY1', 'Shore Road', 'Pay or we visit'])
      expect(preview.html.split('<main')[1], hidden).not.toContain(hidden)
    const digest = /name="give" value="([0-9a-f]{64})"/.exec(preview.html)?.[1] ?? ''
    // A contact that was written down meanwhile is shown first: what is told is what was read.
    await story.writes('/contact', { code: 'phone', handle: '07700 900555', ...on('when', '2026-02-04') })
    const changed = await give({ give: digest })
    expect(changed.html).toContain('07700 900555')
    expect(paragraph(changed.html)).toContain('Exactly this, and nothing else.')
    await give({ give: /name="give" value="([0-9a-f]{64})"/.exec(changed.html)?.[1] ?? '' })
    const kept = await coordinator.get(`/children/${child}/disclosures/${await story.fact(37)}`)
    expect(kept.html).toContain(told)
    expect(paragraph(kept.html)).toContain('agreed to by')
    const pdf = await coordinator.get(`/children/${child}/disclosures/${await story.fact(37)}/pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    // Sent a second time, it says that it was told, and is told once.
    const again = await coordinator.send(
      `/children/${child}/disclosures/give`,
      { asked: id.id, give: 'yes' },
      { open: `/children/${child}/disclosures/new` },
    )
    expect(again.at).toContain('done=told')
    expect([...again.html.matchAll(/Invented Police, Sergeant Tern/g)]).toHaveLength(1)
    // The same child is called otherwise by everybody else, and the same by the same.
    const vault = register.vault()
    expect(vault.pseudonym('invented  police', child)).toBe(told)
    expect(vault.pseudonym('Another Police', child)).not.toBe(told)
    // What was told stays as it was told when the record changes.
    await story.writes('/contact', { code: 'phone', handle: '07700 900999', ...on('when', '2026-02-05') })
    expect(
      (await coordinator.get(`/children/${child}/disclosures/${await story.fact(37)}`)).html,
    ).not.toContain('900999')
  })
})
