import { parseHTML } from 'linkedom'
import { Fragment, h, type VNode } from 'preact'

export type Element = { tag: string; attributes: Record<string, string>; children: (Element | string)[] }

/** The little of the DOM that is read here; the project has no DOM types, since it runs on the server. */
type DomNode = {
  nodeType: number
  nodeValue: string
  localName: string
  attributes: Iterable<{ name: string; value: string }>
  childNodes: Iterable<DomNode>
}

const elementNode = 1
const textNode = 3

export function parse(html: string): Element {
  const { document } = parseHTML(`<html><body>${html}</body></html>`) as unknown as {
    document: { body: DomNode & { normalize(): void } }
  }
  // The parser begins a new text at every character reference.
  document.body.normalize()
  return plain(document.body)
}

const plain = (node: DomNode): Element => ({
  tag: node.localName,
  attributes: Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
  children: [...node.childNodes].flatMap((child): (Element | string)[] => {
    if (child.nodeType === textNode) return [child.nodeValue]
    return child.nodeType === elementNode ? [plain(child)] : []
  }),
})

/** What the macros take as `html`, as our components take it. */
export const toVNode = (html: string): VNode => h(Fragment, null, ...parse(html).children.map(childVNode))

const childVNode = (node: Element | string): VNode | string =>
  typeof node === 'string' ? node : h(node.tag, node.attributes, ...node.children.map(childVNode))
