export {
  type AsideNotice,
  importFiles,
  type ImportOptions,
  type ImportResult,
  type Notice,
  type Progress,
} from './import.ts'
export { importNumbered, imports, importsDone, type PastImport } from './past-imports.ts'
export type { SourceFile } from './source-file.ts'
export { type Table, tableOf, tables } from './tables.ts'
export { type Aside, asideRow, countOpen, leaveAside, putRight, worklist } from './worklist.ts'
export { type FileResult, type ImportProblem, lookAtFiles } from './look-at-files.ts'
