const allowed = new Set(['http', 'https', 'tel', 'mailto'])

/**
 * Refuses a link that could run script. Put it after any spread attributes, so that nothing can override it.
 */
export function safeHref(href: string): string {
  // Browsers ignore these characters when they look for the scheme, so " java\nscript:" is javascript.
  const asRead = href.replace(/[\u0000-\u0020]/g, '')
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(asRead)?.[1]?.toLowerCase()
  if (scheme !== undefined && !allowed.has(scheme)) throw new Error(`A link may not begin with "${scheme}:"`)
  return href
}
