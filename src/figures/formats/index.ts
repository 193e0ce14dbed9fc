export { type Book, bookOf, bookOfCount, type BookTable, printedBookOf, shorthand } from './book.ts'
export { csvwOf, type EesFiles, eesOf, screenEes } from './ees.ts'
export { odsOf, xlsxOf } from './spreadsheet.ts'
