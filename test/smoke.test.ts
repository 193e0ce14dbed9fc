import { expect, test } from 'vitest'
import { answerEcpat, usualSettings } from '../src/figures/index.ts'
import { day } from '../src/plain/index.ts'
import { importing, testRegister } from './support/register.ts'

const register = await testRegister()

test('a child of the return who is unaccompanied in the period is counted once', async () => {
  const done = await importing(register, {
    'header.csv': 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\n',
    'episodes.csv': 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nA1,01/02/2015,S,V2,N8,U6,PR1,,,,,,\n',
    'uasc.csv': 'CHILD,SEX,DOB,DUC\nA1,1,01/01/2000,\n',
  })
  expect(done).toMatchObject({ rows: 3, added: 3, superseded: 0, unchanged: 0, aside: [] })
  const answer = await answerEcpat(register.db, register.permit('data-officer', 'ask a question'), register.council, {
    period: { from: day('2014-10-01'), to: day('2015-09-30') },
    knownOn: null,
    settings: usualSettings,
  })
  expect(answer.measures.find((measure) => measure.id === '1c')?.value).toBe(1)
})
