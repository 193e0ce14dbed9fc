/**
 * The folder graph of src, as data. ESLint reads it (law 1: down only; law 2: by the front door), a test
 * proves that it has no cycle and names exactly the folders that exist, and docs draw it.
 *
 * An arrow also grants what lies below it, so `mayImport` lists everything a folder may see.
 */
const below = {
  plain: [],
  standard: ['plain'],
  database: ['plain'],
  access: ['database', 'standard'],
  register: ['access'],
  lives: ['register'],
  missing: ['lives'],
  pursuit: ['missing'],
  schemes: ['missing'],
  returns: ['pursuit'],
  disclosure: ['plain'],
  figures: ['returns', 'schemes', 'disclosure'],
  invented: ['standard'],
  web: ['figures', 'invented'],
  cli: ['web'],
}

/** @type {(folder: string) => string[]} everything that lies below a folder, nearest first */
const allBelow = (folder) => [...new Set(below[folder].flatMap((next) => [next, ...allBelow(next)]))]

/** @type {Record<string, string[]>} */
export const mayImport = Object.fromEntries(Object.keys(below).map((folder) => [folder, allBelow(folder)]))

// "invented imports nothing else of src" (the design): the truth that tests compare with must not share our code.
mayImport.invented = ['standard']

/** The arrows themselves, for the picture in the README. */
export const arrows = below
