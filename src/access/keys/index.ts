export { bornAs, giveBirth, isBorn, type Opened, openRegister } from './birth.ts'
export {
  type Certificate,
  certificates,
  certificateText,
  eraseChild,
  eraseWithin,
  type Erasure,
  type ErasureProblem,
  type ErasureReason,
  erasureReasons,
  erasuresOf,
  isErasureReason,
  type Replayed,
  replayErasures,
  usualBackupDays,
} from './erasure.ts'
export { type Keeper, protectKeyFile } from './keeper.ts'
export {
  arePublicKeys,
  isSignedBy,
  openSealedTo,
  type PublicKeys,
  publicKeysOf,
  sealTo,
  signAsCouncil,
} from './council-keys.ts'
export { hasKeys, keyFileFor, keeperFor, type Keys, makeKeys, marks, readKeys } from './keys.ts'
export { type Born, parseKeyFile } from './key-file.ts'
export { changingKeys } from './lock.ts'
export { askUnseen, hasTerminal, passphraseProblem, readPassphrase } from './passphrase.ts'
export { makeShares, recoverKeys, sharesOwed, typeBack } from './recovery.ts'
export { rotate, type Rotated } from './rotate.ts'
export { type DataKey, derive, hmac, keyOf, NotOpened, open, type Place, seal } from './seal.ts'
export { combine, readShare, registerMark, type Share, split } from './shares.ts'
export { type NewKey, openVault, type Vault } from './vault.ts'
