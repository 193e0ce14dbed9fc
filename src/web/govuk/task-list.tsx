import { joined, type Common } from './common.ts'
import { safeHref } from './href.ts'
import { part, type Maybe, type Part, type Text } from './text.ts'

type Classes = { classes?: string | undefined }

export type Task = {
  title: Part<Classes>
  /** Left out while the task cannot be started. */
  href?: string | undefined
  hint?: Text | undefined
  /** A word, or a <Tag>. */
  status: Part<Classes>
  classes?: string | undefined
}

export type TaskListProps = Common & {
  items: readonly Maybe<Task>[]
  idPrefix?: string | undefined
}

export function TaskList({ items, idPrefix = 'task-list', classes, attributes }: TaskListProps) {
  return (
    <ul class={joined('govuk-task-list', classes)} {...attributes}>
      {items.map((task, index) => task && taskItem(task, `${idPrefix}-${index + 1}`))}
    </ul>
  )
}

function taskItem({ title, href, hint, status, classes }: Task, id: string) {
  const hintId = `${id}-hint`
  const statusId = `${id}-status`
  const name = part(title)
  const state = part(status)
  return (
    <li
      class={joined(
        'govuk-task-list__item',
        href !== undefined && 'govuk-task-list__item--with-link',
        classes,
      )}
    >
      <div class="govuk-task-list__name-and-hint">
        {href === undefined ? (
          <div class={name.classes}>{name.text}</div>
        ) : (
          <a
            class={joined('govuk-link govuk-task-list__link', name.classes)}
            href={safeHref(href)}
            aria-describedby={joined(hint !== undefined && hintId, statusId)}
          >
            {name.text}
          </a>
        )}
        {hint !== undefined && (
          <div id={hintId} class="govuk-task-list__hint">
            {hint}
          </div>
        )}
      </div>
      <div class={joined('govuk-task-list__status', state.classes)} id={statusId}>
        {state.text}
      </div>
    </li>
  )
}
