/** What somebody typed into a form: values by field name, and files. */
export type Entered = {
  values: Readonly<Record<string, readonly string[]>>
  files: Readonly<Record<string, readonly UploadedFile[]>>
}

export type UploadedFile = { name: string; size: number; bytes: () => Promise<Uint8Array> }

export const nothingEntered: Entered = { values: {}, files: {} }

export const first = (entered: Entered, name: string): string => entered.values[name]?.[0] ?? ''

export const entered = (values: Record<string, string | readonly string[]>): Entered => ({
  values: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  ),
  files: {},
})

/** What every form carries and nobody typed: the seal, and which version a correction began from. */
const notTyped = ['token', 'once', 'seen']

/** Everything that is sent but the seal, to be sent again. */
export const withoutSeal = (what: Entered): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(what.values).filter(([name]) => name !== 'token' && name !== 'once'))

/** What somebody typed or chose, for them to read: nothing hidden, nothing empty. */
export const typed = (what: Entered): [name: string, values: readonly string[]][] =>
  Object.entries(what.values)
    .map(([name, values]): [string, readonly string[]] => [name, values.filter((one) => one !== '')])
    .filter(([name, values]) => !notTyped.includes(name) && values.length > 0)

/** The same words, whatever order the browser sent them in: for knowing a request again. */
export const canonical = (what: Entered): string =>
  JSON.stringify(
    Object.entries(what.values)
      .filter(([name]) => name !== 'token' && name !== 'once')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
