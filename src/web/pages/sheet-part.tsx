import { newId } from '../../database/index.ts'
import { type Change, formSource, said } from '../../register/index.ts'
import { labelOf, sheetPart } from '../../standard/index.ts'
import { entered as enter } from '../entered.ts'
import { longText } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page, type Visit } from '../page.tsx'
import { sheetText } from '../parts/known.ts'
import { paths } from '../paths.ts'
import { childForm, entriesOf, save } from './record.tsx'

const hints: Record<string, string> = {
  looks: 'Height, build, hair, scars. One line for each',
  language: 'Language, dialect, interpreter; whom not to use',
  fears: 'Debt, threats, work, harm. One line for each',
  company: 'Names, accounts, cars, friends. One line for each',
  places: 'Where the child likes to go. One line for each',
  plan: 'What to do, in order. One line for each',
  health: 'Phone, medicine, allergies, money',
  ring: 'One line for each: who, and the number at its end. For example: Saltern House, awake all night, 01632 960188',
}

const partForm = (part: string) =>
  form({ words: longText(labelOf(sheetPart, part), { rows: 6, hint: hints[part] ?? '' }) })

const partPage = page('/children/:child/sheet/:part', {
  needs: 'record an entry',
  show: async (visit) => {
    const { part } = visit.params
    const known = await entriesOf(visit)
    if (known === null || !sheetPart.codes.some((one) => one.code === part)) return notFound
    return partFormPage({ ...visit, entered: enter({ words: sheetText(known, part) }) }, {})
  },
  submit: async (visit) => {
    const { part, child } = visit.params
    const known = await entriesOf(visit)
    if (known === null || !sheetPart.codes.some((one) => one.code === part)) return notFound
    const again = (errors: Errors) => partFormPage(visit, errors)
    const read = partForm(part).read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.db, visit.site.council.id)
    const before = known.find(
      (entry) => entry.kind === 'sheet' && entry.code === part && entry.until === null,
    )
    const entry = said('sheet', part, {
      from: before?.from ?? visit.today,
      sealed: { words: read.value.words },
    })
    const change: Change =
      before === undefined
        ? { does: 'add', child, fact: newId(), about: null, said: entry, source }
        : { does: 'supersede', child, fact: before.fact, about: null, entry: before.id, said: entry, source }
    return save(visit, [change], 'recorded', again, paths.sheetAfter(child))
  },
})

const partFormPage = (visit: Visit<'/children/:child/sheet/:part', 'record an entry'>, errors: Errors) =>
  childForm(visit, partForm(visit.params.part), errors, {
    title: labelOf(sheetPart, visit.params.part),
    button: 'Save',
    lede: 'Whoever looks for the child at night reads this on a phone. Write it before it is needed.',
  })

export const sheetPartPages = [partPage]
