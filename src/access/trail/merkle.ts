import { createHash } from 'node:crypto'

/*
 * The Merkle tree of RFC 6962, section 2.1 (Certificate Transparency), with SHA-256. Leaves and nodes are hashed
 * with different first bytes, so that a node can never be passed off as a leaf.
 */
const leafMark = Buffer.from([0])
const nodeMark = Buffer.from([1])

export const sha256 = (...pieces: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest()
}

export const leafHash = (leaf: Buffer): Buffer => sha256(leafMark, leaf)

const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(nodeMark, left, right)

/** The largest power of two smaller than a size of two or more: where a tree divides. */
function division(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** The Merkle tree hash of a list of leaves. */
export function treeHash(leaves: readonly Buffer[]): Buffer {
  const [leaf] = leaves
  if (leaf === undefined) return sha256()
  if (leaves.length === 1) return leafHash(leaf)
  const middle = division(leaves.length)
  return nodeHash(treeHash(leaves.slice(0, middle)), treeHash(leaves.slice(middle)))
}

/** The audit path of a leaf: the hashes that lead from it to the root, nearest first. */
export function inclusionProof(leaves: readonly Buffer[], index: number): Buffer[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new Error(`There is no leaf ${index} in a tree of ${leaves.length}`)
  }
  if (leaves.length === 1) return []
  const middle = division(leaves.length)
  const left = leaves.slice(0, middle)
  const right = leaves.slice(middle)
  return index < middle
    ? [...inclusionProof(left, index), treeHash(right)]
    : [...inclusionProof(right, index - middle), treeHash(left)]
}

/** What a proof is to show: that this leaf stands at this place in the tree of this size and root. */
export type Inclusion = { leaf: Buffer; index: number; size: number; root: Buffer }

/** Checks an inclusion proof without the tree (RFC 9162, section 2.1.3.2, for the same tree). */
export function checkInclusion({ leaf, index, size, root }: Inclusion, proof: readonly Buffer[]): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let place = index
  let last = size - 1
  let hash = leafHash(leaf)
  for (const beside of proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(beside, hash)
      // A last leaf without a neighbour stands in for its node, as often as the tree is uneven there.
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(hash, beside)
    }
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && hash.equals(root)
}

/** A long list of SHA-256 hashes at 32 bytes each, outside the heap. */
export function hashesHeld() {
  const inBlock = 32_768
  const blocks: Buffer[] = []
  let held = 0
  const block = (position: number) => blocks[Math.floor(position / inBlock)]
  const from = (position: number) => (position % inBlock) * 32
  return {
    /** Takes one more, and gives the position at which it is found again. */
    add(hash: Buffer): number {
      if (held % inBlock === 0) blocks.push(Buffer.alloc(inBlock * 32))
      block(held)?.set(hash, from(held))
      return held++
    },
    at: (position: number): string | undefined =>
      position < held ? block(position)?.toString('hex', from(position), from(position) + 32) : undefined,
  }
}
