import { ok, type Instant, type Outcome, type PlainDate, refused } from '../plain/index.ts'
import { moment, type Said } from '../register/index.ts'
import { type HandleKind, handleOf } from './handles.ts'

/** A contact as somebody writes it down; what is left out was not said. */
export type Contact = {
  kind: HandleKind
  /** The handle as it was given. */
  written: string
  on: PlainDate
  at: Instant | null
  channel?: string
  words?: string
  threatened?: string
  threat?: string
  amount?: string
  creditor?: string
  deadline?: PlainDate | null
  debt?: string
  demand?: string
  by?: string
}

/**
 * What a contact says as an entry: what raises the risk is coded and can be counted, everything in words is sealed, the
 * handle in its one form.
 *
 * @returns the entry, or a sentence that says how to write the handle
 */
export function contactSaid(contact: Contact): Outcome<Said, string> {
  const { kind, written, on, at, channel = '', threatened = '', threat = '' } = contact
  const { amount = '', creditor = '', debt = '', deadline = null } = contact
  const handle = handleOf(kind, written)
  if (!handle.ok) return refused(handle.problem)
  const owed = [amount, creditor, debt].some((one) => one !== '') || deadline !== null
  return ok(
    moment('contact', kind, on, at, {
      attributes: {
        channel: channel === '' ? null : channel,
        threat: threat === '' && threatened === '' ? null : true,
        threatened: threatened === '' ? null : threatened,
        debt: owed ? true : null,
        deadline,
      },
      sealed: {
        handle: handle.value,
        written,
        words: contact.words ?? '',
        threat,
        amount,
        creditor,
        debt,
        demand: contact.demand ?? '',
        by: contact.by ?? '',
      },
    }),
  )
}
