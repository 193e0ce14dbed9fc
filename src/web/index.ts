export { makeApp } from './app.tsx'
export { demonstrationRefuses, loadDemonstration } from './demonstration.ts'
export { isLoopback, type Listening, listenFor } from './serve.ts'
export type { Site } from './site.ts'
