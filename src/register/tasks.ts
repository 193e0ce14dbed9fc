import { checkPermit, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import { kindOf } from '../standard/index.ts'
import { tasksOfWorker } from './reading/store.ts'

/** Something to be done for a child by a day; what it is stays on the record. */
export type TaskDue = { child: Id; fact: Id; due: PlainDate }

/**
 * What is to be done, until some day, for the children whom the reader works with: soonest first.
 *
 * @param db the reader's own connection, on which nothing out of reach is seen
 */
export async function tasksOfMine(db: Db, permit: Permit<'see today'>, until: PlainDate): Promise<TaskDue[]> {
  const { person } = checkPermit(permit, 'see today')
  return person.account === null
    ? []
    : tasksOfWorker(db, person.council, person.account, kindOf('task').number, until)
}
