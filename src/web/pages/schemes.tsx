import { page, view } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

export const schemePages = [
  page('/schemes', {
    needs: 'claim the grant',
    show: () =>
      view(
        'Schemes',
        <div class="ts-narrow">
          <H1>Schemes</H1>
          <Lede>Who was promised, who came, and what the council is owed.</Lede>
          <h2 class="ts-h2">
            <a href={paths.claims}>Grant for unaccompanied children</a>
          </h2>
          <p class="govuk-body">
            Which nights of which child are paid for, month by month; months that were closed; what differs
            and why.
          </p>
        </div>,
        { section: 'schemes' },
      ),
  }),
]
