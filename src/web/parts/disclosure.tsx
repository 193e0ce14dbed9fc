import type { Own } from '../../access/index.ts'
import { list } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import { disclosureBasis, disclosureField, labelOf } from '../../standard/index.ts'

export type Part = { title: string; lines: readonly string[] }

/** What somebody outside wants, as it was asked. */
export type Wanted = {
  recipient: string
  person: string
  checked: string
  purpose: string
  basis: string
  fields: string[]
}

/** What was asked, read back from the request. */
export function wantedOf({ words, details }: Pick<Own, 'words' | 'details'>): Wanted {
  // Of a child who was erased nothing is left of what was asked.
  const told = (words === '' ? {} : JSON.parse(words)) as Record<string, string>
  const word = (name: string) => told[name] ?? ''
  return {
    recipient: word('recipient'),
    person: word('person'),
    checked: word('checked'),
    purpose: word('purpose'),
    basis: details['basis'] ?? '',
    fields: (details['fields'] ?? '').split(',').filter((one) => one !== ''),
  }
}

export const fieldsInWords = (fields: readonly string[]): string =>
  list(fields.map((one) => labelOf(disclosureField, one).toLowerCase()))

/** The words of a request, for the page of the second person. */
export function disclosureAsked(words: string, details: Own['details']): string {
  const { recipient, person, checked, purpose, basis, fields } = wantedOf({ words, details })
  return `${recipient}, ${person}, asks; known to be they: ${checked}. Basis: ${labelOf(disclosureBasis, basis)}. For: ${purpose}. Told: ${fieldsInWords(fields)}.`
}

export const Parts = ({ parts }: { parts: readonly Part[] }) => (
  <div class="ts-sheet">
    {parts.map(({ title, lines }) => (
      <section key={title}>
        <h2>{title}</h2>
        {lines.map((line, i) => (
          <p key={i}>{line}</p>
        ))}
      </section>
    ))}
  </div>
)

/** What was told, word for word: it was sealed with the disclosure, and does not change when the record does. */
export const partsTold = ({ sealed }: Pick<Entry, 'sealed'>): Part[] =>
  JSON.parse(sealed['told'] ?? '[]') as Part[]
