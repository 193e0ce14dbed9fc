export {
  type Beside,
  type Judged,
  type SchemeChild,
  type SchemeReport,
  schemeReport,
  type Step,
  type Whereabouts,
} from './report.ts'
export { type SchemeInRegister, schemeInRegister, schemeOf } from './scheme.ts'
export { stepColumns, withSteps } from './steps-file.ts'
