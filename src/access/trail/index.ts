export {
  type Act,
  type ActOutcome,
  chain,
  chained,
  lookWriter,
  note,
  shards,
  stamp,
  type Stamp,
} from './audit.ts'
export { decodeRow, encodeRow, type Row } from './body.ts'
export {
  type Checkpoint,
  checkCheckpoint,
  checkpointLine,
  makeCheckpoint,
  readCheckpoints,
  type SigningKey,
  isPublicKey,
  signingKey,
} from './checkpoint.ts'
export { type Verdict, verifyTrail } from './verify.ts'
export { exportTrail } from './export.ts'
export {
  checkpointFileFor,
  checkpointKey,
  checkpointsIn,
  keepCheckpoint,
  keepCheckpoints,
  onTheSameDisk,
} from './keeping.ts'
export { type Looker, readTrail, type TraceFilter, type TraceRow, whoLooked } from './reading.ts'
export { type Alert, alertRules, alerts } from './alerts.ts'
