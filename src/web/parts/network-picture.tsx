import { count } from '../../plain/index.ts'

/** A phone, account or person in the picture. */
export type HandleNode = { id: string; title: string; under: string; children: number }
/** A child in the picture: one whom the reader may see, or one of a team that can be rung. */
export type ChildNode = { id: string; title: string; under: string; maySee: boolean }
export type Edge = { handle: string; child: string; times: number }

const wide = 760
const row = 124
const boxWide = 240
const radius = 56

/** Where somebody is found on a service says less than who: the address loses what every address has. */
const plain = (text: string): string => text.replace(/^https?:\/\/(www\.)?/i, '')

const short = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

type Placed = { x: number; y: number }

/** Handles stand in the middle, children left and right of them, each beside the handles that it is joined to. */
function places(handles: readonly HandleNode[], children: readonly ChildNode[], edges: readonly Edge[]) {
  const height = Math.max(handles.length, Math.ceil(children.length / 2)) * row + 20
  const at = (i: number, of: number) => (height * (i + 0.5)) / Math.max(1, of)
  const handleAt = new Map(
    handles.map((one, i): [string, Placed] => [one.id, { x: wide / 2, y: at(i, handles.length) }]),
  )
  const middle = (child: string): number => {
    const of = edges.filter((edge) => edge.child === child).map(({ handle }) => handleAt.get(handle)?.y ?? 0)
    return of.reduce((sum, y) => sum + y, 0) / Math.max(1, of.length)
  }
  const sorted = [...children].sort((a, b) => middle(a.id) - middle(b.id))
  const sides = [sorted.filter((_, i) => i % 2 === 0), sorted.filter((_, i) => i % 2 === 1)]
  const childAt = new Map(
    sides.flatMap((side, s) =>
      side.map((one, i): [string, Placed] => [
        one.id,
        { x: s === 0 ? radius + 24 : wide - radius - 24, y: at(i, side.length) },
      ]),
    ),
  )
  return { height, handleAt, childAt }
}

/** Who is joined to whom, as a picture; a table beside it says the same. */
export function NetworkPicture({
  id,
  title,
  handles,
  children,
  edges,
}: {
  id: string
  title: string
  handles: readonly HandleNode[]
  children: readonly ChildNode[]
  edges: readonly Edge[]
}) {
  const { height, handleAt, childAt } = places(handles, children, edges)
  const most = Math.max(0, ...handles.map((one) => one.children))
  return (
    <div class="ts-chart ts-net" tabIndex={0} role="group" aria-label={title}>
      <svg viewBox={`0 0 ${wide} ${height}`} role="img" aria-labelledby={`${id}-title ${id}-says`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-says`}>
          {`${count(handles.length, 'phone, account or person', 'phones, accounts or people')} and ${count(children.length, 'child', 'children')}. The table says the same.`}
        </desc>
        <defs>
          <pattern
            id={`${id}-hatch`}
            width="9"
            height="9"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="ts-net__ground" width="9" height="9" />
            <rect class="ts-net__stroke" width="3" height="9" />
          </pattern>
        </defs>
        {edges.map(({ handle, child, times }) => {
          const [from, to] = [handleAt.get(handle), childAt.get(child)]
          if (from === undefined || to === undefined) return null
          const [x, y] = [from.x * 0.42 + to.x * 0.58, from.y * 0.42 + to.y * 0.58]
          return (
            <g key={`${handle} ${child}`}>
              <line class="ts-net__line" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
              {times > 1 && (
                <>
                  <rect class="ts-net__ground-white" x={x - 32} y={y - 11} width={64} height={22} />
                  <text class="ts-net__small" x={x} y={y + 5} text-anchor="middle">
                    {`${times} times`}
                  </text>
                </>
              )}
            </g>
          )
        })}
        {handles.map((one) => {
          const { x, y } = handleAt.get(one.id) ?? { x: 0, y: 0 }
          return (
            <g key={one.id}>
              <rect
                class={one.children === most ? 'ts-net__box ts-net__box--most' : 'ts-net__box'}
                x={x - boxWide / 2}
                y={y - 28}
                width={boxWide}
                height={56}
                rx={8}
              />
              <text class="ts-net__name" x={x} y={y - 3} text-anchor="middle">
                {short(plain(one.title), 23)}
              </text>
              <text class="ts-net__small" x={x} y={y + 17} text-anchor="middle">
                {one.under}
              </text>
            </g>
          )
        })}
        {children.map((one) => {
          const { x, y } = childAt.get(one.id) ?? { x: 0, y: 0 }
          return (
            <g key={one.id}>
              <circle
                class={one.maySee ? 'ts-net__child' : 'ts-net__other'}
                cx={x}
                cy={y}
                r={radius}
                fill={one.maySee ? undefined : `url(#${id}-hatch)`}
              />
              {!one.maySee && (
                <rect class="ts-net__ground-white" x={x - 60} y={y - 19} width={120} height={38} />
              )}
              <text
                class={one.maySee ? 'ts-net__name ts-net__name--dark' : 'ts-net__small'}
                x={x}
                y={y - 3}
                text-anchor="middle"
              >
                {short(one.title, 15)}
              </text>
              <text
                class={one.maySee ? 'ts-net__small ts-net__name--dark' : 'ts-net__small'}
                x={x}
                y={y + 14}
                text-anchor="middle"
              >
                {short(one.under, one.maySee ? 14 : 18)}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
