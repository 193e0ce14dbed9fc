import { expect, test } from 'vitest'
import { crossingsOf, readRelease } from './index.ts'

const release = (text: string) => {
  const read = readRelease(text, ['year', 'la'], 'n')
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

test('a cell that one release hides and the other shows is a crossing, whichever way', () => {
  const earlier = release('year,la,n\n2020,A,c\n2020,B,7\n2020,C,c\n2020,D,9\n2020,E,1\n2019,A,3\n')
  const later = release('year,la,n\n2020,A,4\n2020,B,c\n2020,C,c\n2020,D,8\n2020,E,1\n2021,A,c\n')
  expect(crossingsOf(earlier, later, ['year', 'la'])).toEqual({
    common: 5,
    crossings: [
      { labels: { year: '2020', la: 'A' }, value: 4, shownIn: 'later' },
      { labels: { year: '2020', la: 'B' }, value: 7, shownIn: 'earlier' },
    ],
    unclear: 0,
  })
})

test('a cell that a release has twice is left out, and said', () => {
  const earlier = release('year,la,n\n2020,A,c\n2020,A,5\n2020,B,c\n')
  expect(crossingsOf(earlier, release('year,la,n\n2020,A,4\n2020,B,6\n'), ['year', 'la'])).toMatchObject({
    common: 1,
    unclear: 1,
  })
})
