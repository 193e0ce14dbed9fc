export { bornAs, giveBirth, isBorn, type Opened, openRegister } from './birth.ts'
export { type Born, hasKeys, keyFileFor, type Keys, makeKeys, marks, readKeys } from './keys.ts'
export { type DataKey, derive, hmac, keyOf, NotOpened, open, type Place, seal } from './seal.ts'
export { type NewKey, openVault, type Vault } from './vault.ts'
