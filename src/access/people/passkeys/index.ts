export type { DevicePlace, Misfit } from './answer.ts'
export {
  type AddProblem,
  addPasskey,
  askToAdd,
  type Passkey,
  passkeys,
  removePasskey,
  renamePasskey,
} from './passkeys.ts'
export type { DeviceAnswer, DeviceQuestion } from './question.ts'
export { askToShowAgain, askToSignIn, showsAgainByPasskey, signInByPasskey } from './signing-in.ts'
