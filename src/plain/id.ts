/** An opaque identifier (a UUID of version 7, made by the database folder). It says nothing about a child. */
export type Id = string & { readonly brand: 'Id' }

export const isId = (text: string): text is Id =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
