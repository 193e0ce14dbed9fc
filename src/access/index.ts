export { type Action, actionNames, actions } from './actions.ts'
export { type Act, auditBody, chain, chained, note, shards, stamp, type Stamp } from './audit.ts'
export { giveBirth, isBorn, type Opened, openRegister } from './birth.ts'
export { actionsPage } from './catalogue.ts'
export { decide, type Subject } from './decide.ts'
export { type Born, hasKeys, keyFileFor, type Keys, makeKeys, marks, readKeys } from './keys.ts'
export { checkPassword, hashPassword, newToken, passwordProblem, tokenPrint } from './password.ts'
export {
  acceptInvitation,
  addColleague,
  addDemonstrationWorkers,
  addTeam,
  changeColleague,
  type Colleague,
  colleagues,
  firstAdministratorToken,
  type Invited,
  invited,
  newLink,
  teams,
  workerNames,
} from './people.ts'
export { checkPermit, type Permit, type Person, type Refusal } from './permit.ts'
export { isRole, type Role, roleNames, roles } from './roles.ts'
export { type DataKey, derive, hmac, keyOf, NotOpened, open, type Place, seal } from './seal.ts'
export {
  type Session,
  sessionOf,
  signIn,
  signInAs,
  type SignInProblem,
  signOut,
  tidyEmail,
} from './sign-in.ts'
export { type NewKey, openVault, type Vault } from './vault.ts'
