export { type Act, auditBody, chain, chained, note, shards, stamp, type Stamp } from './audit.ts'
