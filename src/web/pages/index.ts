import type { PageSpec } from '../page.tsx'
import { addressPages } from './address.tsx'
import { alertPages } from './alerts.tsx'
import { agreementPages } from './agreements.tsx'
import { childPeoplePages } from './child-people.tsx'
import { childPages } from './child.tsx'
import { childrenPages } from './children.tsx'
import { claimChildPages } from './claim-child.tsx'
import { claimClosePages } from './claim-close.tsx'
import { claimMonthPages } from './claim-month.tsx'
import { claimPages } from './claims.tsx'
import { clockPages } from './clocks.tsx'
import { collatePages } from './collate.tsx'
import { childLinksPages } from './child-links.tsx'
import { clusterPages } from './cluster.tsx'
import { contactPages } from './contact.tsx'
import { disclosePages } from './disclose.tsx'
import { disclosurePages } from './disclosures.tsx'
import { findPlacePages } from './find-place.tsx'
import { exploitationPages } from './exploitation.tsx'
import { guardianPages } from './guardian.tsx'
import { indicatorPages } from './indicators.tsx'
import { messagesPages } from './messages.tsx'
import { safetyPlanPages } from './safety-plan.tsx'
import { referralPages } from './referral.tsx'
import { correctPages } from './correct.tsx'
import { documentPages } from './documents.tsx'
import { draftPages } from './drafts.tsx'
import { countPages } from './count-question.tsx'
import { emergencyPages } from './emergency.tsx'
import { erasurePages } from './erasure.tsx'
import { factPages } from './facts.tsx'
import { foundPages } from './found.tsx'
import { givenOutPages } from './given-out.tsx'
import { helpPages } from './help.tsx'
import { importResultPages } from './import-result.tsx'
import { importPages } from './imports.tsx'
import { interviewPages } from './interview.tsx'
import { missingDeskPages } from './missing-desk.tsx'
import { networkPages } from './network.tsx'
import { newChildPages } from './new-child.tsx'
import { newsPages } from './news.tsx'
import { notePages } from './note.tsx'
import { passkeyPages } from './passkeys.tsx'
import { passwordPages } from './password.tsx'
import { patternPages } from './patterns.tsx'
import { peoplePages } from './people.tsx'
import { personPages } from './person.tsx'
import { placementPages } from './placement.tsx'
import { placesPages } from './places.tsx'
import { childTransferPages } from './child-transfers.tsx'
import { councilCardPages } from './council-cards.tsx'
import { transferPages } from './transfer.tsx'
import { transferRecordPages } from './transfer-record.tsx'
import { transferStepPages } from './transfer-step.tsx'
import { transferListPages } from './transfers.tsx'
import { policeReportPages } from './police-report.tsx'
import { questionPages } from './questions.tsx'
import { reportMissingPages } from './report-missing.tsx'
import { requestActPages } from './request-acts.tsx'
import { requestDecidePages } from './request-decide.tsx'
import { requestLetterPages } from './request-letter.tsx'
import { requestMapPages } from './request-map.tsx'
import { requestReleasePages } from './request-release.tsx'
import { requestPages } from './request.tsx'
import { requestListPages } from './requests.tsx'
import { schemeStepPages } from './scheme-step.tsx'
import { schemePages } from './schemes.tsx'
import { sessionPages } from './sessions.tsx'
import { sharePages } from './shares.tsx'
import { sheetPartPages } from './sheet-part.tsx'
import { sheetPages } from './sheet.tsx'
import { invitationPages, signInPages } from './sign-in.tsx'
import { todayPages } from './today.tsx'
import { trailPages } from './trail.tsx'
import { traffickingPages } from './trafficking.tsx'
import { uploadPages } from './upload.tsx'
import { wallPages } from './wall.tsx'
import { whileMissingPages } from './while-missing.tsx'
import { withdrawPages } from './withdraw.tsx'
import { worklistPages } from './worklist.tsx'

/** Every page of the site. Fixed addresses come before those with names in them. */
export const pages: readonly PageSpec[] = [
  ...signInPages,
  ...invitationPages,
  ...passkeyPages,
  ...draftPages,
  ...passwordPages,
  ...sessionPages,
  ...sharePages,
  ...todayPages,
  ...childrenPages,
  ...newChildPages,
  ...childPages,
  ...childPeoplePages,
  ...erasurePages,
  ...documentPages,
  ...addressPages,
  ...notePages,
  ...placementPages,
  ...findPlacePages,
  ...placesPages,
  ...childTransferPages,
  ...transferPages,
  ...transferStepPages,
  ...transferRecordPages,
  ...transferListPages,
  ...councilCardPages,
  ...traffickingPages,
  ...childLinksPages,
  ...clusterPages,
  ...contactPages,
  ...disclosePages,
  ...disclosurePages,
  ...exploitationPages,
  ...guardianPages,
  ...schemeStepPages,
  ...messagesPages,
  ...safetyPlanPages,
  ...indicatorPages,
  ...referralPages,
  ...factPages,
  ...patternPages,
  ...missingDeskPages,
  ...networkPages,
  ...reportMissingPages,
  ...clockPages,
  ...wallPages,
  ...policeReportPages,
  ...newsPages,
  ...whileMissingPages,
  ...interviewPages,
  ...sheetPages,
  ...sheetPartPages,
  ...foundPages,
  ...correctPages,
  ...withdrawPages,
  ...schemePages,
  ...claimPages,
  ...claimClosePages,
  ...claimMonthPages,
  ...claimChildPages,
  ...collatePages,
  ...countPages,
  ...questionPages,
  ...givenOutPages,
  ...requestListPages,
  ...requestPages,
  ...requestActPages,
  ...requestReleasePages,
  ...requestMapPages,
  ...requestDecidePages,
  ...requestLetterPages,
  ...importPages,
  ...uploadPages,
  ...importResultPages,
  ...worklistPages,
  ...emergencyPages,
  ...agreementPages,
  ...alertPages,
  ...trailPages,
  ...peoplePages,
  ...personPages,
  ...helpPages,
]
