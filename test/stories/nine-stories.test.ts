import { describe, expect, test } from 'vitest'
import { day } from '../../src/plain/index.ts'
import { inCare, on, tell, unaccompanied } from './told.ts'

/**
 * The nine stories of one child each. Every expectation is worked out by hand from the guidance: the police at once, 72
 * hours of real time from the return, 28 days for the grant, the rules 574 to 581 of the return, the question's words.
 * No real worker has tried these pages yet.
 */
describe('a child who is', () => {
  test('found in an hour', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
    const fact = await story.reportedMissing(on('seen', '2026-02-03', '1:07am'))
    // London is on UTC in February.
    const before = await story.desk('2026-02-03T01:30:00Z')
    expect(before).toMatchObject({ state: 'missing', since: '2026-02-03T01:07Z' })
    // 3 February + 28 days = 3 March; born 14 June 2010: 18 on 14 June 2028, midnight in summer is 23:00 UTC.
    expect(before.toCome).toMatchObject({
      'grant-stop': '2026-03-03T00:00Z',
      'birthday-18': '2028-06-13T23:00Z',
    })
    await story.writes(`/missing/${fact}/located`, {
      ...on('when', '2026-02-03', '2:10am'),
      how: 'seen',
      where: 'Bus station',
    })
    await story.writes(`/missing/${fact}/returned`, on('when', '2026-02-03', '2:40am'))
    const after = await story.desk('2026-02-03T03:00:00Z')
    expect(after.state).toBeNull()
    // 72 hours after 2:40am on 3 February.
    expect(after.interview).toEqual({ dueAt: '2026-02-06T02:40Z', timeRecorded: true })
    const page = await story.page()
    for (const words of ['Missing', 'Located', 'Returned', 'Bus station', '2:10am on 3 February 2026'])
      expect(page).toContain(words)
    expect((await story.rowsOf(2026)).missing).toEqual([
      { missing: 'M', misStart: day('2026-02-03'), misEnd: day('2026-02-03') },
    ])
    expect((await story.rowsOf(2026)).uasc).toEqual([{ duc: null }])
    expect(await story.figures('2025-04-01', '2026-03-31')).toMatchObject({
      '1c': 1,
      '2b': 1,
      'incidents-unaccompanied': 1,
      'not-found-unaccompanied': 0,
    })
  })

  test('returned with bruises, is heard in an interview, and what is learnt is written once', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
    const fact = await story.reportedMissing(on('seen', '2026-03-27', '8pm'))
    await story.writes(`/missing/${fact}/news/told`, {
      code: 'police',
      ...on('when', '2026-03-27', '8:05pm'),
      reference: 'DEMO-1',
    })
    // The clocks go forward on the night of 29 March 2026; back at 9am on 28 March (UTC), due 72 hours later, which is
    // 10am by the clock on the wall: 09:00 UTC on 31 March.
    await story.writes(`/missing/${fact}/returned`, {
      ...on('when', '2026-03-28', '9am'),
      by: 'Night staff',
      harm: 'Bruises on both arms',
    })
    expect((await story.desk('2026-03-29T12:00:00Z')).interview).toEqual({
      dueAt: '2026-03-31T09:00Z',
      timeRecorded: true,
    })
    await story.writes(`/missing/${fact}/interview`, {
      step: 'held',
      ...on('when', '2026-03-30', '3pm'),
      by: 'Owen Knott, advocate',
      independent: 'yes',
      during: 'A car wash in Knot End',
      harm: 'Held by the arms',
      learnt1: 'Car wash behind the station',
      learnt1of: 'place',
      action1: 'Tell the police about the car wash',
      action1by: 'Jo Dunlin',
      ...on('action1due', '2026-04-02'),
    })
    expect((await story.desk('2026-03-30T15:00:00Z')).interview).toBeNull()
    const page = await story.page()
    for (const words of [
      'Bruises on both arms',
      'Return interview: held',
      'Learnt: a place',
      'Owner: Jo Dunlin',
    ])
      expect(page).toContain(words)
    // Typed once, and on the grab sheet without typing.
    expect((await story.coordinator.get(`/children/${story.child}/sheet`)).html).toContain(
      'Car wash behind the station',
    )
    expect((await story.rowsOf(2026)).missing).toEqual([
      { missing: 'M', misStart: day('2026-03-27'), misEnd: day('2026-03-28') },
    ])
    expect(await story.figures('2026-03-01', '2026-03-31')).toMatchObject({
      '2b': 1,
      'not-found-unaccompanied': 0,
    })
  })

  test('missing twice in a week: two occasions, two interviews', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
    const first = await story.reportedMissing(on('seen', '2026-05-04'))
    await story.writes(`/missing/${first}/returned`, on('when', '2026-05-05'))
    const second = await story.reportedMissing(on('seen', '2026-05-08', '10pm'))
    expect(second).not.toBe(first)
    // Only the day of the first return is known: its clock runs from the first minute of 5 May, 23:00 UTC on the 4th.
    const between = await story.desk('2026-05-08T22:00:00Z')
    expect(between).toMatchObject({ state: 'missing', since: '2026-05-08T21:00Z' })
    expect(between.interview).toEqual({ dueAt: '2026-05-07T23:00Z', timeRecorded: false })
    await story.writes(`/missing/${second}/returned`, on('when', '2026-05-09', '6am'))
    // 72 hours after 6am on 9 May, which is 05:00 UTC.
    expect((await story.desk('2026-05-10T12:00:00Z')).interviewsDue).toEqual([
      '2026-05-07T23:00Z',
      '2026-05-12T05:00Z',
    ])
    expect((await story.rowsOf(2027)).missing).toEqual([
      { missing: 'M', misStart: day('2026-05-04'), misEnd: day('2026-05-05') },
      { missing: 'M', misStart: day('2026-05-08'), misEnd: day('2026-05-09') },
    ])
    expect(await story.figures('2026-05-01', '2026-05-31')).toMatchObject({
      '2b': 1,
      'incidents-unaccompanied': 2,
    })
  })

  test('located by another council, and does not come back: the clock runs from the next placement', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01'), unaccompanied()])
    const fact = await story.reportedMissing(on('seen', '2026-02-10', '7pm'))
    await story.writes(`/missing/${fact}/located`, {
      ...on('when', '2026-02-20', '11am'),
      how: 'authority',
      place: 'authority',
      comesBack: 'no',
      by: 'Another council’s duty desk',
    })
    // Until there is a next placement, from being located.
    expect((await story.desk('2026-02-20T12:00:00Z')).interview?.dueAt).toBe('2026-02-23T11:00Z')
    await story.writes('/placement', { type: 'K2', ...on('from', '2026-02-21') })
    const after = await story.desk('2026-02-21T12:00:00Z')
    expect(after.state).toBeNull()
    expect(after.interview).toEqual({ dueAt: '2026-02-24T00:00Z', timeRecorded: false })
    expect(await story.page()).toContain('In the area of another council')
    expect((await story.rowsOf(2026)).missing).toEqual([
      { missing: 'M', misStart: day('2026-02-10'), misEnd: day('2026-02-20') },
    ])
    expect(await story.figures('2026-02-01', '2026-02-28')).toMatchObject({
      '2b': 1,
      'not-found-unaccompanied': 0,
    })
  })

  test('missing during a transfer: care ended with E3 on one form and no other council has written anything', async () => {
    const story = await tell('2010-06-14', [inCare('2025-05-01', '2026-04-20', 'E3'), unaccompanied()])
    const fact = await story.reportedMissing(on('seen', '2026-04-20', '2pm'))
    // A transfer is two entries until transfers are built: the end of care, and that another council takes over.
    await story.writes(`/missing/${fact}/changed`, {
      code: 'transferred',
      ...on('when', '2026-04-20', '4pm'),
      words: 'Handed over by e-mail, no answer',
      owner: 'Dee Sanderling',
      ...on('review', '2026-05-05'),
    })
    const desk = await story.desk('2026-04-21T08:00:00Z')
    // Nobody has acknowledged: the child stays on this desk, and somebody owns the search.
    expect(desk.state).toBe('missing')
    // By the end of 5 May in London (summer): 23:00 UTC.
    expect(desk.toCome['task']).toBe('2026-05-05T23:00Z')
    expect(await story.page()).toContain('Another council took over while missing')
    const rows = await story.rowsOf(2027)
    // The return closes the spell on the day on which care ceased (rule 577).
    expect(rows.missing).toEqual([{ missing: 'M', misStart: day('2026-04-20'), misEnd: day('2026-04-20') }])
    expect(rows.differences.map((one) => one.rule)).toContain('577')
    expect(await story.figures('2026-04-01', '2026-04-30')).toMatchObject({ 'not-found-unaccompanied': 1 })
  })

  test('18 while missing: looked for past the birthday, closed with E8 in the return', async () => {
    const story = await tell('2008-03-01', [inCare('2024-05-01'), unaccompanied()])
    const fact = await story.reportedMissing(on('seen', '2026-02-14', '9pm'))
    const before = await story.desk('2026-02-28T12:00:00Z')
    expect(before.toCome['birthday-18']).toBe('2026-03-01T00:00Z')
    await story.writes(`/missing/${fact}/changed`, {
      code: 'turned-18',
      ...on('when', '2026-03-01'),
      words: 'Birthday',
      owner: 'Dee Sanderling',
      ...on('review', '2026-04-12'),
    })
    expect(await story.desk('2026-06-01T12:00:00Z')).toMatchObject({
      state: 'missing',
      // The police clock runs from the report, which in this telling is typed long after June.
      overdue: ['Review the search'],
    })
    expect((await story.coordinator.get('/missing')).html).toContain('Darashe')
    const rows = await story.rowsOf(2026)
    expect(rows.missing).toEqual([{ missing: 'M', misStart: day('2026-02-14'), misEnd: day('2026-03-01') }])
    expect(rows.episodes).toMatchObject([{ decom: day('2024-05-01'), dec: day('2026-03-01'), rec: 'E8' }])
    expect(rows.uasc).toEqual([{ duc: day('2026-03-01') }])
    // In the next year the return holds nothing any more; the question still counts the child as not found.
    expect((await story.rowsOf(2027)).missing).toEqual([])
    expect(await story.figures('2026-04-01', '2026-09-30')).toMatchObject({
      'not-found-unaccompanied': 1,
      '1c': 0,
    })
  })

  test('missing when care ends: no finding, and somebody owns the search', async () => {
    const story = await tell('2009-08-01', [inCare('2024-05-01', '2026-01-15', 'E8'), unaccompanied()])
    const fact = await story.reportedMissing(on('seen', '2025-12-20'))
    // Nobody owns the search yet.
    await story.writes(`/missing/${fact}/changed`, {
      code: 'care-ended',
      ...on('when', '2026-01-15'),
      words: 'Review chaired by the IRO',
      owner: 'Jo Dunlin',
      ...on('review', '2026-02-26'),
    })
    const desk = await story.desk('2026-02-01T00:00:00Z')
    expect(desk.state).toBe('missing')
    expect(desk.toCome['task']).toBe('2026-02-27T00:00Z')
    const rows = await story.rowsOf(2026)
    expect(rows.missing).toEqual([{ missing: 'M', misStart: day('2025-12-20'), misEnd: day('2026-01-15') }])
    expect(rows.episodes).toMatchObject([{ dec: day('2026-01-15'), rec: 'E8' }])
    expect(await story.figures('2026-01-01', '2026-03-31')).toMatchObject({ 'not-found-unaccompanied': 1 })
  })

  test('gone before the first night: held by the register, kept out of the return by rule 581', async () => {
    const story = await tell('2010-06-14', [unaccompanied()])
    await story.reportedMissing(on('seen', '2026-07-02', '6pm'))
    const desk = await story.desk('2026-07-03T06:00:00Z')
    expect(desk).toMatchObject({ state: 'missing', since: '2026-07-02T17:00Z' })
    expect(desk.toCome['grant-stop']).toBe('2026-07-29T23:00Z')
    expect(await story.page()).toContain('Not in care')
    const rows = await story.rowsOf(2027)
    expect(rows.missing).toEqual([])
    expect(rows.differences).toMatchObject([{ rule: '581' }])
    expect(await story.figures('2026-07-01', '2026-07-31')).toMatchObject({
      'not-found-unaccompanied': 1,
    })
  })

  test('assessed as an adult while missing: the search goes on, and the record says who decided', async () => {
    const story = await tell('2009-08-01', [inCare('2024-05-01', '2026-03-10', 'E15'), unaccompanied()])
    const fact = await story.reportedMissing(on('seen', '2026-02-20', '10pm'))
    await story.writes(`/missing/${fact}/changed`, {
      code: 'assessed-adult',
      ...on('when', '2026-03-10'),
      words: 'Two social workers, without having met the child again; challenged by the guardian',
      owner: 'Dee Sanderling',
      ...on('review', '2026-04-10'),
    })
    expect((await story.desk('2026-03-20T12:00:00Z')).state).toBe('missing')
    const page = await story.page()
    expect(page).toContain('Assessed as an adult while missing')
    expect(page).toContain('challenged by the guardian')
    const rows = await story.rowsOf(2026)
    expect(rows.missing).toEqual([{ missing: 'M', misStart: day('2026-02-20'), misEnd: day('2026-03-10') }])
    expect(rows.differences.map((one) => one.rule)).toEqual(['577'])
    expect(await story.figures('2026-03-01', '2026-03-31')).toMatchObject({ 'not-found-unaccompanied': 1 })
  })
})
