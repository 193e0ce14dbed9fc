import { expect, test } from 'vitest'
import { searchesInMemory } from './searches.ts'

test('what somebody searched for is read again in their own sitting, and in no other', () => {
  const searches = searchesInMemory()
  const id = searches.keep('mine', 'Quillfeather')
  expect(id).not.toContain('Quill')
  expect(searches.read('mine', id)).toBe('Quillfeather')
  expect(searches.read('theirs', id)).toBe('')
  expect(searches.read('mine', 'made up')).toBe('')
})

test('only the last forty of a sitting, and the last five hundred sittings, are kept', () => {
  const searches = searchesInMemory()
  const ids = Array.from({ length: 41 }, (_, n) => searches.keep('mine', `search ${n}`))
  expect(searches.read('mine', ids[0] ?? '')).toBe('')
  expect(searches.read('mine', ids[1] ?? '')).toBe('search 1')
  for (let n = 0; n < 500; n++) searches.keep(`sitting ${n}`, 'x')
  expect(searches.read('mine', ids[40] ?? '')).toBe('')
})
