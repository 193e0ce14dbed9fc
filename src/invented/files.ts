import { csv, type File } from './csv.ts'
import { datasetFiles } from './dataset-files.ts'
import type { Day } from './day.ts'
import { believed, firstKnown } from './known.ts'
import type { Life } from './life.ts'
import { returnFiles } from './return-files.ts'

/** The files that the council's systems would have produced on that day: what they held, not what was true. */
export function filesOn(lives: readonly Life[], day: Day): File[] {
  return [...returnFiles(lives, day), ...datasetFiles(lives, day), traffickingFile(lives, day)]
}

/** No return and no table of the dataset holds a trafficking status, so Turnstone asks for a file of its own. */
function traffickingFile(lives: readonly Life[], day: Day): File {
  const rows = lives.flatMap((life) =>
    life.trafficking
      .filter((row) => firstKnown(row.until) <= day)
      .map((row) => [
        life.child,
        row.status,
        row.from,
        row.endLeftEmpty ? '' : (believed(row.until, day) ?? ''),
        row.source,
        row.reference,
      ]),
  )
  return {
    name: 'trafficking.csv',
    text: csv(['CHILD', 'STATUS', 'FROM', 'TO', 'SOURCE', 'REFERENCE'], rows),
  }
}
