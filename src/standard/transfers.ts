import { day, type PlainDate } from '../plain/index.ts'
import type { CodeList } from './codes.ts'
import { kind } from './kind.ts'

export const transferStep: CodeList = {
  id: 'transfer-step',
  title: 'Step of a transfer between councils',
  item: 'none: not in any return',
  source:
    'Turnstone, after the process of the National Transfer Scheme: referral, validation, acceptance, arrangement, transfer',
  codes: [
    { code: 'proposed', label: 'Proposed' },
    { code: 'validated', label: 'Validated' },
    { code: 'accepted', label: 'Accepted' },
    { code: 'arranged', label: 'Arranged' },
    { code: 'handed-over', label: 'Handed over' },
    { code: 'acknowledged', label: 'Hand-over acknowledged' },
    { code: 'refused', label: 'Refused' },
    { code: 'lapsed', label: 'Lapsed' },
    { code: 'news', label: 'The other council was told what is new' },
  ],
}

export const transferRefusal: CodeList = {
  id: 'transfer-refusal',
  title: 'Why a transfer was refused',
  item: 'none: not in any return',
  source: 'Turnstone’s own: no list was seen',
  codes: [
    { code: 'no-place', label: 'There is no place for the child' },
    { code: 'outside', label: 'The child is outside the scheme' },
    { code: 'incomplete', label: 'The record is not complete' },
    { code: 'did-not-arrive', label: 'The child did not arrive' },
    { code: 'other', label: 'Another reason' },
  ],
}

export const transferKinds = {
  transfer: kind({
    number: 42,
    title: 'Step of a transfer',
    meaning:
      'What two councils said to one another about moving the responsibility for the child: who said it, when, and in which transfer.',
    shape: 'moment',
    exclusive: false,
    compartment: 'chronology',
    sameBy: 'value',
    endDay: 'last day',
    codes: transferStep,
    authority: 'Immigration Act 2016, section 69; National Transfer Scheme protocol',
  }),
}

/** A version of the protocol of the transfer scheme, from its first day on. */
export type TransferProtocol = { id: string; title: string; from: PlainDate; authority: string }

/** Under which version a package was made stands inside it; the other council refuses one that was out of date by then. */
export const transferProtocols: readonly TransferProtocol[] = [
  {
    id: 'interim-2016',
    title: 'Interim protocol',
    from: day('2016-07-01'),
    authority: 'ADCS, LGA, DfE and Home Office: interim national transfer protocol, 1 July 2016',
  },
  {
    id: '2.0',
    title: 'Protocol 2.0',
    from: day('2018-03-15'),
    authority: 'National transfer protocol version 2.0, 15 March 2018',
  },
  {
    id: '2021-12',
    title: 'Protocol of December 2021',
    from: day('2021-12-14'),
    authority:
      'National transfer scheme protocol of 14 December 2021, with the direction under section 72(3)',
  },
  {
    id: '7.0',
    title: 'Protocol 7.0',
    from: day('2025-06-09'),
    authority: 'National transfer scheme protocol version 7.0, 9 June 2025',
  },
]

/** The version in force on a day; undefined before the scheme began. */
export const protocolOn = (on: PlainDate): TransferProtocol | undefined =>
  transferProtocols.findLast((one) => one.from <= on)

/** Within how many working days of the proposal a child is to be moved: chosen for each child, with its source. */
export type TransferClock = { workingDays: number; label: string; from: PlainDate; authority: string }

export const transferClocks: readonly TransferClock[] = [
  {
    workingDays: 10,
    label: 'Ten working days',
    from: day('2016-07-01'),
    authority:
      'A regional page that cites the statutory text. The wording of protocol 7.0 was not seen: check it and choose',
  },
  {
    workingDays: 5,
    label: 'Five working days, for a child in a hotel',
    from: day('2022-08-24'),
    authority: 'Home Office, 24 August 2022',
  },
]
