import { newId } from '../../database/index.ts'
import { formSource, moment } from '../../register/index.ts'
import { schemeRoute, schemes, schemeStep } from '../../standard/index.ts'
import { date, when } from '../date-field.tsx'
import { choice, longText, oneOf, optionsOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page } from '../page.tsx'
import { childForm, entriesOf, save } from './record.tsx'

const yesOrNo = [
  { value: 'Y', text: 'Yes' },
  { value: 'N', text: 'No' },
]

const asks = form({
  scheme: oneOf(
    'Which scheme?',
    schemes.map(({ id, title }) => ({ value: id, text: title })),
    { needed: 'Choose the scheme.' },
  ),
  step: choice('What happened?', optionsOf(schemeStep), { needed: 'Say what happened.' }),
  when: when('When was it?', {
    needed: 'Put the day in.',
    notAfterToday: true,
    timeHint: 'Leave empty if nobody knows',
  }),
  route: oneOf('By which route?', optionsOf(schemeRoute)),
  finding: oneOf('Was it found to be in the child’s best interests?', yesOrNo),
  inCalaisFrom: date('First day in the camp', { notAfterToday: true, hint: 'Leave empty if not known' }),
  inEuropeOn: date('Day of arrival in Europe', { notAfterToday: true, hint: 'Leave empty if not known' }),
  risk: oneOf('Was the child at high risk of sexual exploitation?', yesOrNo),
  by: text('Who says so?', { hint: 'Who counted, asked or decided' }),
  words: longText('What was said?', {
    rows: 3,
    hint: 'Of a wish: in the child’s own words. Of a count: by what evidence, and how sure',
  }),
})

const words = {
  title: 'Step in a scheme',
  lede: 'What happened when, and what was known of the child then. What is not known stays empty.',
  button: 'Save',
}

export const schemeStepPages = [
  page('/children/:child/scheme', {
    needs: 'record an entry',
    show: async (visit) => ((await entriesOf(visit)) === null ? notFound : childForm(visit, asks, {}, words)),
    submit: async (visit) => {
      if ((await entriesOf(visit)) === null) return notFound
      const again = (errors: Errors) => childForm(visit, asks, errors, words)
      const read = asks.read(visit.entered, visit.now)
      if (!read.ok) return again(read.problem)
      const {
        scheme,
        step,
        when: on,
        route,
        finding,
        inCalaisFrom,
        inEuropeOn,
        risk,
        by,
        words: told,
      } = read.value
      const empty = (value: string) => (value === '' ? null : value)
      return save(
        visit,
        [
          {
            does: 'add',
            child: visit.params.child,
            fact: newId(),
            about: null,
            said: moment('scheme', step, on.day, on.at, {
              attributes: {
                scheme,
                route: empty(route),
                finding: empty(finding),
                inCalaisFrom,
                inEuropeOn,
                risk: empty(risk),
              },
              sealed: { by, words: told },
            }),
            source: await formSource(visit.db, visit.site.council.id),
          },
        ],
        'recorded',
        again,
      )
    },
  }),
]
