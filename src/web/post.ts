import { createHmac } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { CannotRun } from '../database/index.ts'
import type { Post } from '../missing/index.ts'

/** Where notices go, as whoever keeps Turnstone says it in the environment. */
export type PostOptions = {
  /** `smtp://user:password@host:587` or `smtps://…`; without it no mail is sent. */
  smtp?: string | undefined
  from?: string | undefined
  /** An address of another system that is called with each notice; with a secret under which the call is signed. */
  hook?: string | undefined
  hookSecret?: string | undefined
}

const seconds = 20

/** The ways in which notices leave this machine. */
export function postTo({ smtp, from, hook, hookSecret }: PostOptions): Post & { close: () => void } {
  if ((smtp ?? '') !== '' && (from ?? '') === '')
    throw new CannotRun(
      'TURNSTONE_SMTP_URL needs TURNSTONE_MAIL_FROM as well: the address that notices come from.',
    )
  if ((hook ?? '') !== '' && (hookSecret ?? '').length < 16)
    throw new CannotRun(
      'TURNSTONE_HOOK_URL needs TURNSTONE_HOOK_SECRET as well, of 16 characters or more: calls are signed with it.',
    )
  const transport =
    smtp === undefined || smtp === ''
      ? null
      : createTransport(smtp, {
          disableFileAccess: true,
          disableUrlAccess: true,
        })
  return {
    mail:
      transport === null
        ? null
        : async (letter) => {
            await transport.sendMail({
              from,
              to: letter.to,
              subject: letter.subject,
              text: letter.text,
              messageId: `<${letter.id}@turnstone>`,
              // Away messages of a whole duty team help nobody.
              headers: { 'Auto-Submitted': 'auto-generated' },
            })
          },
    hook:
      hook === undefined || hook === ''
        ? null
        : async (call) => {
            const body = JSON.stringify(call)
            const answer = await fetch(hook, {
              method: 'POST',
              body,
              headers: {
                'content-type': 'application/json',
                'idempotency-key': call.id,
                'turnstone-signature': `sha256=${createHmac('sha256', hookSecret ?? '')
                  .update(body)
                  .digest('hex')}`,
              },
              redirect: 'error',
              signal: AbortSignal.timeout(seconds * 1000),
            })
            if (!answer.ok) throw new Error(`the other system answered ${answer.status}`)
          },
    close: () => transport?.close(),
  }
}
