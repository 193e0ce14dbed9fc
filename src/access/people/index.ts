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
export {
  personsView,
  provesAgain,
  type Session,
  sessionMark,
  sessionOf,
  signIn,
  signInAs,
  type SignInProblem,
  signOut,
  tidyEmail,
} from './sign-in.ts'
