export { type AnswerOutcome, type Answers, type AuthorityAnswer, outcomes, readAnswers } from './answers.ts'
export { type Authorities, type Authority, knownAuthorities, readAuthorities } from './authorities.ts'
export { type Collated, collate, collateBy, type CollatedPart, together, type Together } from './collate.ts'
export { publishedOf, readRelease, type Release, type Share, shareOf } from './releases.ts'
