/** A made-up council of any size from a seed. Everything here is invented; see folder.ts for what is written. */
export type { File } from './csv.ts'
export type { Life } from './life.ts'
export { hardCases } from './course.ts'
export { contactsOf, dramaNumbers, type Planted } from './contacts.ts'
export { filesOn } from './files.ts'
export { inventedFolder, manifest } from './folder.ts'
export { deliveryDays, invent, type Invention } from './invent.ts'
export { truthLines } from './truth.ts'
