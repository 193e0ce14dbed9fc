import * as govuk from '../index.ts'
import { part } from '../text.ts'
import { modifier, type Adapter, type Macro } from './macro-options.ts'

const sizes = ['s', 'm', 'l', 'xl'] as const
const colours = ['blue', 'green', 'grey', 'magenta', 'orange', 'purple', 'red', 'teal', 'yellow'] as const

function tag<Given extends govuk.TagOptions>(given: Given) {
  const { found, classes } = modifier(given, 'govuk-tag--', colours)
  return { ...given, colour: found, classes }
}

function inverse<Given extends govuk.Common>(given: Given, component: string) {
  const { found, classes } = modifier(given, `govuk-${component}--`, ['inverse'])
  return { ...given, inverse: found !== undefined, classes }
}

type MacroActions = { actions?: { items?: govuk.SummaryAction[]; classes?: string } }
type MacroSummaryList = Omit<govuk.SummaryListProps, 'rows' | 'card'> & {
  rows: govuk.Maybe<Omit<govuk.SummaryRow, 'actions'> & MacroActions>[]
  card?: govuk.Common & MacroActions & { title?: { text: govuk.Text; headingLevel?: govuk.HeadingLevel } }
}

const withActions = <Given extends MacroActions>({ actions, ...given }: Given) => ({
  ...given,
  actions: actions?.items,
  actionsClasses: actions?.classes,
})

type MacroStatus = govuk.TagOptions & { text: govuk.Text }
type MacroTask = Omit<govuk.Task, 'hint' | 'status'> & {
  hint?: { text: govuk.Text }
  status: { text?: govuk.Text; tag?: MacroStatus; classes?: string }
}

const task = ({ hint, status, ...given }: MacroTask): govuk.Task => ({
  ...given,
  hint: hint?.text,
  status: { classes: status.classes, text: status.tag ? taskTag(status.tag) : (status.text ?? '') },
})

const taskTag = ({ text, ...options }: MacroStatus) => <govuk.Tag {...tag(options)}>{text}</govuk.Tag>

export const contentAdapters: Record<string, Adapter> = {
  details: ({ text, ...options }: Macro<govuk.DetailsProps>) => (
    <govuk.Details {...options}>{text}</govuk.Details>
  ),
  'summary-list': ({ rows, card, ...options }: MacroSummaryList) => (
    <govuk.SummaryList
      {...options}
      rows={rows.map((row) => row && withActions(row))}
      card={card && { ...withActions(card), title: card.title?.text, headingLevel: card.title?.headingLevel }}
    />
  ),
  table: ({ captionClasses, ...options }: govuk.TableProps & { captionClasses?: string }) => (
    <govuk.Table
      {...options}
      captionSize={modifier({ classes: captionClasses }, 'govuk-table__caption--', sizes).found}
    />
  ),
  tag: ({ text, ...options }: Macro<govuk.TagProps>) => <govuk.Tag {...tag(options)}>{text}</govuk.Tag>,
  'notification-banner': ({ text, ...options }: Macro<govuk.NotificationBannerProps>) => (
    <govuk.NotificationBanner {...options}>{text}</govuk.NotificationBanner>
  ),
  panel: ({ text, ...options }: Macro<govuk.PanelProps>) => {
    const { found, classes } = modifier(options, 'govuk-panel--', ['interruption'])
    return (
      <govuk.Panel {...options} variant={found} classes={classes}>
        {text}
      </govuk.Panel>
    )
  },
  pagination: ({ items, ...options }: govuk.PaginationProps) => (
    <govuk.Pagination
      {...options}
      items={items?.map((item) => item && Object.keys(item).length > 0 && item)}
    />
  ),
  'inset-text': ({ text, ...options }: Macro<govuk.InsetTextProps>) => (
    <govuk.InsetText {...options}>{text}</govuk.InsetText>
  ),
  'warning-text': ({ text, ...options }: Macro<govuk.WarningTextProps>) => (
    <govuk.WarningText {...options}>{text}</govuk.WarningText>
  ),
  breadcrumbs: (options: govuk.BreadcrumbsProps) => (
    <govuk.Breadcrumbs {...inverse(options, 'breadcrumbs')} />
  ),
  'back-link': ({ text, href = '#', ...options }: Macro<Partial<govuk.BackLinkProps>>) => (
    <govuk.BackLink {...inverse(options, 'back-link')} href={href}>
      {text}
    </govuk.BackLink>
  ),
  'skip-link': ({ text, ...options }: Macro<govuk.SkipLinkProps>) => (
    <govuk.SkipLink {...options}>{text}</govuk.SkipLink>
  ),
  'task-list': ({
    items,
    ...options
  }: Omit<govuk.TaskListProps, 'items'> & { items: govuk.Maybe<MacroTask>[] }) => (
    <govuk.TaskList {...options} items={items.map((item) => item && task(item))} />
  ),
  'phase-banner': ({ text, ...options }: Macro<govuk.PhaseBannerProps>) => (
    <govuk.PhaseBanner {...options} tag={tag(part(options.tag))}>
      {text}
    </govuk.PhaseBanner>
  ),
}
