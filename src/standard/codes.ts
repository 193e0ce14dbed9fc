/** One code of a list, with the collection years (named by the year in which they end) in which it is valid. */
export type Code = { code: string; label: string; from?: number; until?: number }

export type CodeList = {
  id: string
  title: string
  /** The item of the return or dataset, as its files name it. */
  item: string
  source: string
  codes: readonly Code[]
}

/**
 * Where the SSDA903 lists come from: the open validator's rule sets 2022-23 to 2026-27 for codes and years
 * (data-to-insight/csc-validator-be-903, MIT), the Standard Safeguarding Dataset's item guidance and the
 * open 903 enumerations for labels. A code is kept for ever: files of past years are read by the same lists.
 */
const ssda903 =
  'SSDA903 technical specification, as implemented in the open 903 validator, 2022-23 to 2026-27'

const codes = (text: string): Code[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const parts = /^\s*(\S+)(?: \[(\d{4})?-(\d{4})?\])? (.+)$/.exec(line)
      if (!parts) throw new Error(`Not a code line: ${line}`)
      const [, code = '', from, until, label = ''] = parts
      return {
        code,
        label,
        ...(from === undefined ? {} : { from: Number(from) }),
        ...(until === undefined ? {} : { until: Number(until) }),
      }
    })

/** What a photo or document is of, as the record needs to find it again. */
export const documentKind: CodeList = {
  id: 'document-kind',
  title: 'Photo or document',
  item: 'none: not in any return',
  source: 'Turnstone: the Philomena protocol asks for a recent photo, the other kinds are this house’s own',
  codes: codes(`
    photo Photo of the child
    identity Identity paper
    court Court or legal paper
    letter Letter or form
    other Something else
  `),
}

export const legalStatus: CodeList = {
  id: 'legal-status',
  title: 'Legal status',
  item: 'LS',
  source: ssda903,
  codes: codes(`
    C1 Interim care order
    C2 Full care order
    D1 Freeing order (not after December 2005)
    E1 Placement order
    V2 Single period of accommodation under section 20
    V3 Short breaks: individual episodes
    V4 Short breaks: under an agreement
    J1 Remand to local authority accommodation or youth detention
    J2 Detained under PACE in local authority accommodation
    J3 Youth rehabilitation order with residence or intensive fostering
    L1 Under police protection in local authority accommodation
    L2 Emergency protection order
    L3 Child assessment order`),
}

/** The legal statuses that are short breaks: the Department's own figures leave agreed series of them out. */
export const shortBreakCodes: readonly string[] = ['V3', 'V4']

export const reasonForNewEpisode: CodeList = {
  id: 'reason-for-new-episode',
  title: 'Reason for new episode',
  item: 'RNE',
  source: ssda903,
  codes: codes(`
    S Started to be looked after
    L Change of legal status only
    P Change of placement and carer
    T Change of placement, same carer
    B Change of legal status, placement and carer
    U Change of legal status and placement, same carer`),
}

export const categoryOfNeed: CodeList = {
  id: 'category-of-need',
  title: 'Category of need',
  item: 'CIN',
  source: ssda903,
  codes: codes(`
    N1 Abuse or neglect
    N2 Child's disability
    N3 Parental illness or disability
    N4 Family in acute stress
    N5 Family dysfunction
    N6 Socially unacceptable behaviour
    N7 Low income
    N8 Absent parenting`),
}

/**
 * Z11 to Z14 replaced Z1 in 2025-26; no source at hand prints their labels, so none is invented here. P2 could not
 * be used after October 2023, so 2023-24 is its last year, though the open validator takes it for one year more.
 */
export const placementType: CodeList = {
  id: 'placement-type',
  title: 'Placement type',
  item: 'PLACE',
  source: ssda903,
  codes: codes(`
    A3 Placed for adoption with consent, current carer
    A4 Placed for adoption with consent, not current carer
    A5 Placed for adoption with placement order, current carer
    A6 Placed for adoption with placement order, not current carer
    H5 [-2025] Semi-independent living, not subject to children's homes regulations
    K1 Secure children's home
    K2 Children's home
    K3 [2025-] Registered supported accommodation
    P1 Own parents or person with parental responsibility
    P2 [-2024] Independent living
    P3 Residential employment
    R1 Residential care home
    R2 NHS or nursing establishment
    R3 Family centre or mother and baby unit
    R5 Young offender institution
    S1 Residential school
    T0 Temporary move
    T1 Temporarily in hospital
    T2 Temporarily on holiday
    T3 Temporarily elsewhere while the carer is on holiday
    T4 Temporary accommodation of seven days or less
    U1 Foster care with relative or friend, long term
    U2 Foster care with relative or friend, also approved adopter
    U3 Foster care with relative or friend
    U4 Foster care, long term
    U5 Foster care, also approved adopter
    U6 Foster care
    Z1 [-2025] Other placement
    Z11 [2026-] Other placement, code Z11
    Z12 [2026-] Other placement, code Z12
    Z13 [2026-] Other placement, code Z13
    Z14 [2026-] Other placement, code Z14`),
}

export const placementProvider: CodeList = {
  id: 'placement-provider',
  title: 'Placement provider',
  item: 'PLACE_PROVIDER',
  source: ssda903,
  codes: codes(`
    PR0 Parent or person with parental responsibility
    PR1 Own provision
    PR2 Other local authority
    PR3 Other public provision
    PR4 Private provision
    PR5 Voluntary provision`),
}

export const reasonEpisodeCeased: CodeList = {
  id: 'reason-episode-ceased',
  title: 'Reason episode ceased',
  item: 'REC',
  source: ssda903,
  codes: codes(`
    X1 Episode ends, next begins on the same day
    E11 Adopted, application unopposed
    E12 Adopted, consent dispensed with
    E2 Died
    E3 Care taken over by another local authority in the UK
    E4A Returned home to parents, relatives or others with parental responsibility, planned
    E4B Returned home, unplanned
    E13 Left care to live with a person without parental responsibility
    E41 Residence or child arrangements order
    E45 Special guardianship: former foster carer, relative or friend
    E46 Special guardianship: former foster carer, other
    E47 Special guardianship: other carer, relative or friend
    E48 Special guardianship: other carer
    E5 Independent living with formal support
    E6 Independent living without formal support
    E7 Residential care funded by adult social services
    E8 Any other reason
    E9 Sentenced to custody
    E14 Remand ended
    E15 Age assessment found 18 or over
    E16 Moved abroad
    E17 Aged 18 or over and stayed with carers`),
}

export const reasonForPlacementChange: CodeList = {
  id: 'reason-for-placement-change',
  title: 'Reason for placement change',
  item: 'REASON_PLACE_CHANGE',
  source: ssda903,
  codes: codes(`
    CARPL Care plan
    CLOSE Resignation of carer or closure
    ALLEG Allegation (section 47)
    STAND Standards of care
    APPRR Approval removed
    CREQB Carer requests, behaviour
    CREQO Carer requests, other
    CHILD Child requests
    LAREQ Responsible or area authority requests
    PLACE Change in the status of the placement
    CUSTOD Custody arrangement
    OTHER Other`),
}

export const missingType: CodeList = {
  id: 'missing-type',
  title: 'Missing or away',
  item: 'MISSING',
  source: ssda903,
  codes: codes(`
    M Missing: not where expected, whereabouts not known
    A Away without authorisation: whereabouts known`),
}

/** The return wrote 1 and 2 to 2023-24; the register keeps M and F. */
export const sex: CodeList = {
  id: 'sex',
  title: 'Sex',
  item: 'SEX',
  source: ssda903,
  codes: codes(`
    F Female
    M Male
    U [2025-] Unknown`),
}

export const ethnicity: CodeList = {
  id: 'ethnicity',
  title: 'Ethnicity',
  item: 'ETHNIC',
  source: ssda903,
  codes: codes(`
    WBRI White British
    WIRI White Irish
    WOTH Any other White background
    WIRT Traveller of Irish heritage
    WROM Gypsy or Roma
    MWBC White and Black Caribbean
    MWBA White and Black African
    MWAS White and Asian
    MOTH Any other mixed background
    AIND Indian
    APKN Pakistani
    ABAN Bangladeshi
    AOTH Any other Asian background
    BCRB Caribbean
    BAFR African
    BOTH Any other Black background
    CHNE Chinese
    OOTH Any other ethnic group
    REFU Refused
    NOBT Information not yet obtained`),
}

/** The label of a code, or the code itself where a file used one that no list has. */
export const labelOf = (list: CodeList, code: string): string =>
  list.codes.find((entry) => entry.code === code)?.label ?? code

export const hasCode = (list: CodeList, code: string): boolean =>
  list.codes.some((entry) => entry.code === code)

export const validIn = (code: Code, year: number): boolean =>
  (code.from === undefined || code.from <= year) && (code.until === undefined || code.until >= year)
