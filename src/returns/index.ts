export { importFiles } from './import.ts'
export type { ImportOptions, Progress } from './run.ts'
export type { AsideNotice, ImportResult, Notice } from './tally.ts'
export { importNumbered, imports, importsDone, type PastImport } from './past-imports.ts'
export {
  type Difference,
  type EpisodeRow,
  type MissingRow,
  returnRows,
  type ReturnRows,
  type ReturnYear,
  type UascRow,
} from './return-rows.ts'
export type { SourceFile } from './source-file.ts'
export { type Table, tableOf, tables } from './tables.ts'
export { type Aside, asideRow, countOpen, leaveAside, putRight, worklist } from './worklist.ts'
export { type FileResult, type ImportProblem, lookAtFiles } from './look-at-files.ts'
