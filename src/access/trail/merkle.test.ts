import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkInclusion, hashesHeld, inclusionProof, leafHash, sha256, treeHash } from './merkle.ts'

/** The leaves, roots and paths of the Certificate Transparency reference implementation (merkle_tree_test.cc). */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'))
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const paths: { index: number; size: number; path: string[] }[] = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  { index: 2, size: 3, path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  {
    index: 1,
    size: 5,
    path: [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
]
const hex = (hash: Buffer) => hash.toString('hex')
const leaf = (index: number) => leaves[index] ?? Buffer.alloc(0)
const tree = (size: number) => leaves.slice(0, size)

describe('the tree', () => {
  test.each(roots.map((root, size) => [size, root] as const))(
    'of %i leaves has the published root',
    (size, root) => {
      expect(hex(treeHash(tree(size)))).toBe(root)
    },
  )

  test('takes a leaf for no node: two hashes joined are not the leaf that looks like them', () => {
    const joined = Buffer.concat([leafHash(leaf(0)), leafHash(leaf(1))])
    expect(treeHash([joined]).equals(treeHash(tree(2)))).toBe(false)
  })
})

describe('an inclusion proof', () => {
  test.each(paths)('of leaf $index of $size is the published path, and holds', ({ index, size, path }) => {
    expect(inclusionProof(tree(size), index).map(hex)).toEqual(path)
    const root = Buffer.from(roots[size] ?? '', 'hex')
    expect(
      checkInclusion(
        { leaf: leaf(index), index, size, root },
        path.map((one) => Buffer.from(one, 'hex')),
      ),
    ).toBe(true)
  })

  test('holds for every leaf of every tree up to 40, and for no other place, size, leaf or root', () => {
    const many = Array.from({ length: 40 }, (_, i) => Buffer.from(`leaf ${i}`))
    for (let size = 1; size <= many.length; size++) {
      const root = treeHash(many.slice(0, size))
      for (const [index, one] of many.slice(0, size).entries()) {
        const proof = inclusionProof(many.slice(0, size), index)
        const claim = { leaf: one, index, size, root }
        expect(checkInclusion(claim, proof)).toBe(true)
        for (let other = 0; other < size; other++) {
          if (other !== index) expect(checkInclusion({ ...claim, index: other }, proof)).toBe(false)
        }
        expect(checkInclusion({ ...claim, leaf: Buffer.from('another') }, proof)).toBe(false)
        expect(checkInclusion({ ...claim, root: sha256() }, proof)).toBe(false)
        expect(checkInclusion(claim, [...proof, root])).toBe(false)
        if (proof.length > 0) expect(checkInclusion(claim, proof.slice(1))).toBe(false)
      }
    }
  })

  test('does not hold with any bit of it flipped', () => {
    const root = treeHash(leaves)
    fc.assert(
      fc.property(fc.nat(7), fc.nat(3 * 256 - 1), (index, bit) => {
        const flat = Buffer.concat(inclusionProof(leaves, index))
        flat[bit >> 3] = (flat[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const proof = [0, 32, 64].map((from) => flat.subarray(from, from + 32))
        expect(checkInclusion({ leaf: leaf(index), index, size: 8, root }, proof)).toBe(false)
      }),
    )
  })

  test('is not made for a leaf that there is not, and never holds for one', () => {
    for (const index of [-1, 8, 0.5, Number.NaN]) {
      expect(() => inclusionProof(leaves, index)).toThrow('There is no leaf')
      expect(checkInclusion({ leaf: leaf(0), index, size: 8, root: treeHash(leaves) }, [])).toBe(false)
    }
    expect(checkInclusion({ leaf: leaf(0), index: 0, size: 0, root: sha256() }, [])).toBe(false)
  })
})

test('a list of hashes gives each one back at its position, over many blocks, and nothing beyond', () => {
  const held = hashesHeld()
  const hash = (i: number) => sha256(Buffer.from(String(i)))
  for (let i = 0; i < 70_000; i++) expect(held.add(hash(i))).toBe(i)
  for (const i of [0, 1, 32_767, 32_768, 65_535, 65_536, 69_999]) expect(held.at(i)).toBe(hex(hash(i)))
  expect(held.at(70_000)).toBeUndefined()
})
