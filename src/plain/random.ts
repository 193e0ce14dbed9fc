import { randomFillSync } from 'node:crypto'

const block = Buffer.alloc(4096)
let used = block.length

/**
 * Random bytes for a nonce or an identifier, from the system's generator. They are drawn in blocks: asked for twelve at
 * a time, an import spent more on asking than on sealing. What was handed out is wiped from the block.
 *
 * @param length at most the block's 4,096 bytes
 */
export function freshBytes(length: number): Buffer {
  if (used + length > block.length) {
    randomFillSync(block)
    used = 0
  }
  const taken = Buffer.from(block.subarray(used, used + length))
  block.fill(0, used, used + length)
  used += length
  return taken
}
