import { type Person, seesNumber, standingsOf, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import { councilNumbers } from '../register/index.ts'

/**
 * The numbers of children as far as somebody may see them. On the command line, where nobody has an account, whoever
 * holds the key file sees all.
 */
export async function numbersFor(
  db: Db,
  person: Person,
  vault: Vault,
  children: readonly Id[],
): Promise<Map<Id, string>> {
  const shown = person.account === null ? children : await shownTo(db, person, children)
  return councilNumbers(db, vault, person.council, shown)
}

/** Those of some children whose number somebody may see. */
export async function shownTo(db: Db, person: Person, children: readonly Id[]): Promise<Id[]> {
  const standings = await standingsOf(db, person.council, person.account, [...children])
  return children.filter((child) => {
    const standing = standings.get(child)
    return standing !== undefined && seesNumber(person, standing)
  })
}
