import type { SourceFile } from '../returns/index.ts'
/** placeholder until the demonstration stands */
export const demonstrationRefuses = async (_born: string, _files: readonly SourceFile[]): Promise<string | null> => Promise.resolve(null)
