import type { Entry } from '../../register/index.ts'
import { detailsOf } from './details.ts'
import { periodInWords, titleOf } from './words.ts'

/** What an entry says, to be read beside another version or before it goes. */
export function Version({ entry }: { entry: Entry }) {
  return (
    <div class="ts-version">
      <p class="ts-event__title">{titleOf(entry)}</p>
      <p class="ts-event__when">{periodInWords(entry)}</p>
      {detailsOf(entry).map((line, i) => (
        <p class="ts-event__text" key={i}>
          {line}
        </p>
      ))}
    </div>
  )
}
