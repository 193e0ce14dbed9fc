export { changeOwnPassword, type PasswordProblem } from './own-password.ts'
export { checkPassword, hashPassword, newToken, passwordProblem, tokenPrint } from './password.ts'
export {
  acceptInvitation,
  addColleague,
  addDemonstrationWorkers,
  addTeam,
  anotherAdministrator,
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
export * from './passkeys/index.ts'
export { endOtherSittings, endSitting, signOutEverywhere, type Sitting, sittings } from './sittings.ts'
export {
  idleMinutes,
  personsView,
  provesAgain,
  type Session,
  sessionMark,
  sessionOf,
  shownLately,
  signIn,
  signInAs,
  type SignInProblem,
  signOut,
  tidyEmail,
} from './sign-in.ts'
