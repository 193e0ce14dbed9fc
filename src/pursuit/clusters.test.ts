import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Id } from '../plain/index.ts'
import { together } from './clusters.ts'

const handle = (name: string, ...children: string[]) => ({ name, children: children as Id[] })
const names = (groups: { name: string }[][]) =>
  groups.map((group) => group.map(({ name }) => name).sort()).sort()

test('handles that share a child hang together, over others too; two that share nobody stay apart', () => {
  expect(
    names(
      together([handle('phone', 'An', 'Bo'), handle('account', 'Bo', 'Chi'), handle('plate', 'Du', 'Em')]),
    ),
  ).toEqual([['account', 'phone'], ['plate']])
})

test('two groups are one as soon as a handle reaches into both', () => {
  expect(
    names(together([handle('a', 'An', 'Bo'), handle('b', 'Chi', 'Du'), handle('c', 'Bo', 'Chi')])),
  ).toEqual([['a', 'b', 'c']])
})

test('whatever the order, the same groups: found by walking from child to child', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 4 }), {
        maxLength: 12,
      }),
      (reached) => {
        const handles = reached.map((children, i) => handle(`h${i}`, ...children.map(String)))
        // An independent way: spread from a handle to everything that shares a child, until nothing is new.
        const left = new Set(handles)
        const walked: { name: string }[][] = []
        for (const start of handles) {
          if (!left.delete(start)) continue
          const group = [start]
          for (const one of group)
            for (const other of [...left])
              if (other.children.some((child) => one.children.includes(child))) {
                left.delete(other)
                group.push(other)
              }
          walked.push(group)
        }
        expect(names(together(handles))).toEqual(names(walked))
        expect(names(together([...handles].reverse()))).toEqual(names(walked))
      },
    ),
  )
})
