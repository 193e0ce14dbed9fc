/** What somebody is to the register. One person has one role; need-to-know by relation comes on top of it. */
export const roles = {
  'social-worker': { title: 'Social worker', does: 'Children’s records: writes down what happens.' },
  duty: { title: 'Out-of-hours duty', does: 'Nights and weekends: who is missing, what is due.' },
  'missing-coordinator': { title: 'Missing co-ordinator', does: 'Follows every missing child until found.' },
  'data-officer': { title: 'Data officer', does: 'Files, the worklist, questions and returns.' },
  'ig-officer': { title: 'Information-governance officer', does: 'What may leave the council.' },
  manager: { title: 'Manager', does: 'Their teams’ children, and what is overdue.' },
  auditor: { title: 'Auditor', does: 'Who did what, and no child’s name.' },
  administrator: { title: 'Administrator', does: 'People, teams and who has left.' },
} as const

export type Role = keyof typeof roles

export const roleNames = Object.keys(roles) as Role[]

export const isRole = (text: string): text is Role => Object.hasOwn(roles, text)
