import { note } from '../access/index.ts'
import { count, day, inWords, type PlainDate } from '../plain/index.ts'
import { type Claim, claim, leaverClaim, monthsIn, type Tier } from '../schemes/index.ts'
import { grantRates, grantRule, leaverRule } from '../standard/index.ts'
import { type Command, Usage } from './command.ts'
import { openFolder } from './open.ts'
import { readArgs } from './options.ts'

export const claimCommand: Command = {
  name: 'claim',
  does: 'Say for which nights of unaccompanied children the council may claim the grant.',
  help: `turnstone claim --from YYYY-MM --to YYYY-MM --data DIR [--tier standard|higher] [--leavers] [--key FILE] [--json]

A night belongs to the day on which it begins; none to the day on which care ceases. Paid are nights in care of children who
are or were unaccompanied, until that before the 18th birthday; not those after the ${grantRule.nightsWhileMissing}th of a missing episode, nor in custody;
not for British and EEA nationals. Leave that is granted does not end it: no instruction that we saw says that it does.

  --tier T   higher where the council is over the funding threshold of its child population (143 pounds from June 2020)
  --leavers  say also what may be claimed for former unaccompanied children from 18 until ${leaverRule.until}, a seventh of the week’s rate
             a night, after ${leaverRule.weeksInCare} weeks in this council’s care
  --json     print one JSON document on standard output

Rates, in pounds a night:
${grantRates
  .map(
    (one) =>
      `  from ${inWords(one.from)}: ${one.under16} under 16, ${one.from16} from 16${one.legacy.under16 === one.under16 && one.legacy.from16 === one.from16 ? '' : `; ${one.legacy.under16} and ${one.legacy.from16} for who was in care on or before ${inWords(grantRule.legacyUntil)}`}${one.higher === null ? '' : `; ${one.higher} over the threshold`}`,
  )
  .join('\n')}

The rates of 2025-26 were not seen. The numbers are exact, for internal use: do not publish them.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      from: { type: 'string' },
      to: { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      tier: { type: 'string' },
      leavers: { type: 'boolean' },
      json: { type: 'boolean' },
    })
    if (positionals.length > 0) throw new Usage(`"${positionals.join(' ')}" means nothing here.`)
    const period = { from: monthOption('from', values.from), to: monthOption('to', values.to) }
    if (period.to < period.from)
      throw new Usage(`The last month, ${values.to ?? ''}, is before the first. Turn the two round.`)
    const tier = values.tier ?? 'standard'
    if (tier !== 'standard' && tier !== 'higher')
      throw new Usage(`--tier is standard or higher, not "${tier}".`)
    const register = await openFolder(io, values.data, values.key)
    try {
      const permit = register.permit('claim the grant')
      const found = await claim(
        register.db,
        permit,
        register.vault(),
        period,
        { tier, leap: '1 March' },
        null,
      )
      const leavers =
        values.leavers === true
          ? await leaverClaim(register.db, permit, register.vault(), monthsIn(period), '1 March', null)
          : null
      await note(register.db, register.council.id, {
        actor: permit.person.actor,
        action: 'claim the grant',
        subject: '',
        count: found.months.reduce((sum, { children }) => sum + children.length, 0),
        digest: '',
      })
      io.out(
        values.json === true
          ? `${JSON.stringify({ months: found.months, ...(leavers === null ? {} : { leavers: leavers.map(asJson) }) }, null, 2)}\n`
          : `${inText(found, tier, register.council.name)}${leavers === null ? '' : leaversInText(leavers)}`,
      )
      return 0
    } finally {
      await register.close()
    }
  },
}

type LeaverMonth = Awaited<ReturnType<typeof leaverClaim>>[number]
const pounds = (pence: number): string => (pence / 100).toFixed(2)

const asJson = ({ month, lines }: LeaverMonth) => ({
  month: month.slice(0, 7),
  young: lines.map(({ number, nights, pence }) => ({ child: number, nights, amount: pounds(pence) })),
  total: pounds(lines.reduce((sum, { pence }) => sum + pence, 0)),
})

const leaversInText = (months: readonly LeaverMonth[]): string =>
  months
    .map(asJson)
    .flatMap(({ month, young, total }) => [
      `${month}, care leavers: ${total} pounds for ${count(young.length, 'young person', 'young people')}`,
      ...young.map(
        ({ child, nights, amount }) => `  ${child ?? 'no number'}: ${count(nights, 'night')}, ${amount}`,
      ),
    ])
    .join('\n')
    .concat('\n')

/** `2018-03` as its first day. The grant is known from April 2014 on. */
function monthOption(name: string, text: string | undefined): PlainDate {
  if (text === undefined) throw new Usage(`Say --${name} YYYY-MM, for example --${name} 2018-03.`)
  const first = grantRates[0]?.from ?? day('2014-04-01')
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new Usage(`--${name} is "${text}". A month is written 2018-03.`)
  const month = day(`${text}-01`)
  if (month < first) throw new Usage(`--${name} is ${text}: no rates before ${first.slice(0, 7)} are known.`)
  return month
}

function inText({ months, leftOut }: Claim, tier: Tier, council: string): string {
  const lines = months.flatMap(({ month, children, total }) => [
    `${month}: ${total.toLocaleString('en-GB')} pounds for ${count(children.length, 'child', 'children')}`,
    ...children.map(({ child, nights, amount }) => `  ${child}: ${count(nights, 'night')}, ${amount}`),
  ])
  return [
    `${council}, ${tier} tier. Exact, for internal use: do not publish.`,
    ...lines,
    ...leftOut.map(({ reason, children }) => `Left out, ${reason}: ${count(children, 'child', 'children')}.`),
    '',
  ].join('\n')
}
