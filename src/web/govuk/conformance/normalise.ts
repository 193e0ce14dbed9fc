import { parse, type Element } from './dom.ts'

/** Spaces between these are seen and heard; next to any other element they are layout of the source. */
const inline = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 'span', 'strong'])

type Token = { kind: 'text' | 'inline' | 'block'; text: string }

/** The HTML as lines that are equal when the documents are: attributes and classes sorted, idle space dropped. */
export const normalise = (html: string): string[] => settleSpace(parse(html).children.flatMap(tokens))

function tokens(node: Element | string): Token[] {
  if (typeof node === 'string') return [{ kind: 'text', text: node.replace(/\s+/g, ' ') }]
  const kind = inline.has(node.tag) ? 'inline' : 'block'
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${name === 'class' ? sortedClasses(value) : value}"`)
    .sort()
  return [
    { kind, text: `<${node.tag}${attributes.join('')}>` },
    // The text of a textarea is a value: every space of it counts.
    ...(node.tag === 'textarea' ? [verbatim(node)] : node.children.flatMap(tokens)),
    { kind, text: `</${node.tag}>` },
  ]
}

const sortedClasses = (value: string) => value.split(/\s+/).filter(Boolean).sort().join(' ')

const verbatim = (node: Element): Token => ({
  kind: 'block',
  text: JSON.stringify(node.children.map(String).join('')),
})

/** Moves each space, through inline tags, to the front of the next words; drops it at the edges of a block. */
function settleSpace(all: Token[]): string[] {
  let atStart = true
  let isPending = false
  return all.flatMap(({ kind, text }) => {
    if (kind === 'block') {
      atStart = true
      isPending = false
    }
    if (kind !== 'text') return [text]
    const words = text.trim()
    if (words === '') {
      isPending ||= text !== ''
      return []
    }
    const hasSpace = !atStart && (isPending || text.startsWith(' '))
    atStart = false
    isPending = text.endsWith(' ')
    return [hasSpace ? ` ${words}` : words]
  })
}
