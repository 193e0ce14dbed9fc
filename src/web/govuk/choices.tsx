import { joined, type Attributes, type Common } from './common.ts'
import { asHint } from './form-group.tsx'
import { Label } from './label.tsx'
import { Question, type QuestionProps } from './question.tsx'
import type { Content, Maybe, Part, Text } from './text.ts'

/** An option of radios, and what checkboxes have in common with it. */
export type Choice = {
  value: string
  text: Text
  /** Unless given: the id of the question for the first item, with a number for the others. */
  id?: string | undefined
  hint?: Part<Common> | undefined
  label?: Common | undefined
  /** Unless given, decided by the answer to the question. */
  checked?: boolean | undefined
  disabled?: boolean | undefined
  /** Where there is JavaScript, shown only while the item is chosen. */
  conditional?: Content
  attributes?: Attributes | undefined
}

export type CheckboxChoice = Choice & {
  /** The name of the question, unless given. */
  name?: string | undefined
  /** Choosing an exclusive item, such as "None of these", clears the others. */
  behaviour?: 'exclusive' | undefined
}

export type Divider = { divider: Text }

export type ChoicesProps<Item> = QuestionProps & {
  name: string
  /** The name, unless given. */
  idPrefix?: string | undefined
  items: readonly Maybe<Item | Divider>[]
  small?: boolean | undefined
}

type Kind = 'radios' | 'checkboxes'

type Props = ChoicesProps<CheckboxChoice> & {
  kind: Kind
  chosen: readonly string[]
  itemDescribedBy?: string | undefined
}

/** Radios or checkboxes, which differ only in a few attributes. */
export function Choices(props: Props) {
  const { kind, name, idPrefix = name, items, chosen, small = false, itemDescribedBy, ...question } = props
  return (
    <Question id={idPrefix} {...question}>
      <div
        class={joined(`govuk-${kind}`, small && `govuk-${kind}--small`, question.classes)}
        data-module={`govuk-${kind}`}
        {...question.attributes}
      >
        {items.map((item, index) => {
          if (!item) return null
          if ('divider' in item) return <div class={`govuk-${kind}__divider`}>{item.divider}</div>
          // The first id has no number, so that an error summary can link to the question itself.
          const id = item.id ?? (index === 0 ? idPrefix : `${idPrefix}-${index + 1}`)
          const checked = item.checked ?? chosen.includes(item.value)
          return (
            <ChoiceItem kind={kind} describedBy={itemDescribedBy} item={{ name, ...item, id, checked }} />
          )
        })}
      </div>
    </Question>
  )
}

type ItemProps = {
  kind: Kind
  describedBy?: string | undefined
  item: CheckboxChoice & { id: string; checked: boolean }
}

function ChoiceItem({ kind, describedBy, item }: ItemProps) {
  const { id, text, hint, label, conditional } = item
  const hintId = `${id}-item-hint`
  const conditionalId = `conditional-${id}`
  return (
    <>
      <div class={`govuk-${kind}__item`}>
        <input
          class={`govuk-${kind}__input`}
          id={id}
          name={item.name}
          type={kind === 'radios' ? 'radio' : 'checkbox'}
          value={item.value}
          checked={item.checked}
          disabled={item.disabled}
          data-aria-controls={conditional ? conditionalId : undefined}
          data-behaviour={item.behaviour}
          aria-describedby={joined(describedBy, hint !== undefined && hintId) || undefined}
          {...item.attributes}
        />
        <Label for={id} {...label} classes={joined(`govuk-${kind}__label`, label?.classes)}>
          {text}
        </Label>
        {hint !== undefined && asHint(hintId, hint, `govuk-${kind}__hint`)}
      </div>
      {conditional && (
        <div
          class={joined(`govuk-${kind}__conditional`, !item.checked && `govuk-${kind}__conditional--hidden`)}
          id={conditionalId}
        >
          {conditional}
        </div>
      )}
    </>
  )
}
