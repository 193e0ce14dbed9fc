import type { ComponentChildren } from 'preact'
import { count } from '../../plain/index.ts'
import { Pagination } from '../govuk/index.ts'

export function H1({ children, caption }: { children: ComponentChildren; caption?: string }) {
  return (
    <>
      {caption !== undefined && <span class="govuk-caption-m">{caption}</span>}
      <h1 class="ts-h1">{children}</h1>
    </>
  )
}

export const Lede = ({ children }: { children: ComponentChildren }) => <p class="ts-lede">{children}</p>

/** Where a form says that what is typed is kept; empty, and silent, without JavaScript. */
export const DraftLine = () => (
  <p class="ts-draft" hidden data-draft-line>
    <span role="status" data-draft-says />{' '}
    <button type="button" class="ts-draft__drop" hidden data-draft-drop>
      Throw the draft away
    </button>
  </p>
)

/** A word on a state, never by colour alone. */
export function Mark({ children, tone }: { children: ComponentChildren; tone?: 'over' | 'strong' }) {
  return <strong class={`ts-tag${tone === undefined ? '' : ` ts-tag--${tone}`}`}>{children}</strong>
}

/** What must be done next: what, and how much time is left or over, in words and by the thickness of the bar. */
export function Due({ what, left, tone }: { what: string; left: string; tone: 'over' | 'soon' | 'later' }) {
  return (
    <p class={`ts-due${tone === 'later' ? '' : ` ts-due--${tone}`}`}>
      <span class="ts-due__what">{what}</span>
      <span class="ts-due__left">{left}</span>
    </p>
  )
}

/** A table that becomes a list on a phone. Roles are written out, because display:block takes a table's meaning away. */
export function StackTable({
  caption,
  head,
  rows,
  captionHidden,
}: {
  caption: string
  /** `brief` columns keep a line's width, so that the words beside them have the rest; `roomy` ones have room for a bar. */
  head: { text: string; numeric?: boolean; brief?: boolean; roomy?: boolean }[]
  rows: ComponentChildren[][]
  captionHidden?: boolean
}) {
  return (
    <table class="ts-table ts-stack" role="table">
      <caption class={captionHidden === true ? 'govuk-visually-hidden' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {head.map((cell) => (
            <th
              key={cell.text}
              scope="col"
              role="columnheader"
              class={
                cell.numeric === true
                  ? 'ts-num'
                  : cell.brief === true
                    ? 'ts-col-brief'
                    : cell.roomy === true
                      ? 'ts-col-roomy'
                      : undefined
              }
            >
              {cell.text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((cells, i) => (
          <tr role="row" key={i}>
            {cells.map((cell, j) => {
              const column = head[j]
              const inside = (
                <>
                  <span class="ts-stack__label" aria-hidden="true">
                    {column?.text}
                  </span>
                  <span class="ts-stack__value">{cell}</span>
                </>
              )
              return j === 0 ? (
                <th scope="row" role="rowheader" key={j}>
                  {inside}
                </th>
              ) : (
                <td role="cell" key={j} class={column?.numeric === true ? 'ts-num' : undefined}>
                  {inside}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The page of a list that an address asks for; anything odd means the first. */
export function pageNumber(query: URLSearchParams): number {
  const asked = query.get('page') ?? ''
  return /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1
}

/** Pages of a long list. */
export function Pages({
  address,
  page,
  size,
  total,
  what,
}: {
  address: (page: number) => string
  page: number
  size: number
  total: number
  what: string
}) {
  const last = Math.max(1, Math.ceil(total / size))
  const from = total === 0 ? 0 : (page - 1) * size + 1
  return (
    <>
      <p class="ts-small ts-quiet">
        {total > size
          ? `${from.toLocaleString('en-GB')} to ${Math.min(total, page * size).toLocaleString('en-GB')} of ${count(total, what, what === 'child' ? 'children' : `${what}s`)}`
          : count(total, what, what === 'child' ? 'children' : `${what}s`)}
      </p>
      {last > 1 && (
        <Pagination
          previous={page > 1 ? { href: address(page - 1) } : undefined}
          next={page < last ? { href: address(page + 1) } : undefined}
          landmarkLabel="Pages"
        />
      )}
    </>
  )
}
