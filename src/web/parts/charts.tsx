import { count as counted } from '../../plain/index.ts'

export type Mark = { label: string; value: number }

const wide = 760
const number = (value: number) => value.toLocaleString('en-GB')

/** What a picture says, in words: the largest, the smallest, and how many there are. */
function inWords(marks: readonly Mark[]): string {
  const most = marks.reduce((a, b) => (b.value > a.value ? b : a), marks[0] ?? { label: '', value: 0 })
  const least = marks.reduce((a, b) => (b.value < a.value ? b : a), most)
  return `${counted(marks.length, 'value')}. Most: ${most.label}, ${number(most.value)}. Least: ${least.label}, ${number(least.value)}. The table says the same with every number.`
}

/** Bars, one a value, longest where there is most; each says its number. */
export function Bars({ id, title, marks }: { id: string; title: string; marks: readonly Mark[] }) {
  if (marks.length === 0) return null
  const label = 230
  const row = 30
  const most = Math.max(1, ...marks.map((one) => one.value))
  const room = wide - label - 80
  return (
    <div class="ts-chart" tabIndex={0} role="group" aria-label={title}>
      <svg
        viewBox={`0 0 ${wide} ${marks.length * row + 8}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-says`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-says`}>{inWords(marks)}</desc>
        {marks.map((one, i) => {
          const length = Math.max(one.value > 0 ? 2 : 0, (room * one.value) / most)
          return (
            <g key={one.label}>
              <text class="ts-chart__label" x={label - 10} y={i * row + 20} text-anchor="end">
                {one.label.length > 30 ? `${one.label.slice(0, 29)}…` : one.label}
              </text>
              <rect class="ts-chart__bar" x={label} y={i * row + 5} width={length} height={row - 10} />
              <text class="ts-chart__value" x={label + length + 8} y={i * row + 20}>
                {number(one.value)}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

/** A line over time: months or years in order, with what lies between counted as nothing. */
export function TimeSeries({ id, title, marks }: { id: string; title: string; marks: readonly Mark[] }) {
  if (marks.length === 0) return null
  const high = 240
  const left = 50
  const bottom = high - 34
  const most = Math.max(1, ...marks.map((one) => one.value))
  const x = (i: number) => left + ((wide - left - 20) * i) / Math.max(1, marks.length - 1)
  const y = (value: number) => bottom - ((bottom - 20) * value) / most
  const every = Math.max(1, Math.ceil(marks.length / 8))
  return (
    <div class="ts-chart" tabIndex={0} role="group" aria-label={title}>
      <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-labelledby={`${id}-title ${id}-says`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-says`}>{inWords(marks)}</desc>
        {[0, most].map((value) => (
          <g key={value}>
            <line class="ts-chart__rule" x1={left} x2={wide - 20} y1={y(value)} y2={y(value)} />
            <text class="ts-chart__label" x={left - 8} y={y(value) + 5} text-anchor="end">
              {number(value)}
            </text>
          </g>
        ))}
        <polyline
          class="ts-chart__line"
          points={marks.map((one, i) => `${x(i).toFixed(1)},${y(one.value).toFixed(1)}`).join(' ')}
        />
        {marks.map((one, i) => (
          <circle class="ts-chart__dot" cx={x(i)} cy={y(one.value)} r="3.5" key={one.label} />
        ))}
        {marks.map(
          (one, i) =>
            i % every === 0 && (
              <text class="ts-chart__label" x={x(i)} y={high - 10} text-anchor="middle" key={one.label}>
                {one.label}
              </text>
            ),
        )}
      </svg>
    </div>
  )
}

/** One tile a council, grouped by region: what it answered by a pattern and a letter, never by colour alone. */
export type Tile = { name: string; region: string; mark: string; filled: boolean; says: string }

export function TileGrid({ id, title, tiles }: { id: string; title: string; tiles: readonly Tile[] }) {
  const regions = [...new Set(tiles.map((tile) => tile.region))].sort((a, b) => a.localeCompare(b, 'en'))
  const size = 34
  const across = 14
  const label = 200
  let top = 0
  const groups = regions.map((region) => {
    const own = tiles
      .filter((tile) => tile.region === region)
      .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    const group = { region, own, top }
    top += Math.ceil(own.length / across) * size + 14
    return group
  })
  return (
    <div class="ts-chart" tabIndex={0} role="group" aria-label={title}>
      <svg
        viewBox={`0 0 ${label + across * size + 10} ${top}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-says`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-says`}>
          {groups
            .map((group) => `${group.region}: ${counted(group.own.length, 'authority', 'authorities')}.`)
            .join(' ')}{' '}
          The table says what each answered.
        </desc>
        {groups.map((group) => (
          <g key={group.region}>
            <text class="ts-chart__label" x={label - 10} y={group.top + 22} text-anchor="end">
              {group.region}
            </text>
            {group.own.map((tile, i) => {
              const x = label + (i % across) * size
              const y = group.top + Math.floor(i / across) * size
              return (
                <g key={tile.name}>
                  <rect
                    class={tile.filled ? 'ts-chart__tile ts-chart__tile--filled' : 'ts-chart__tile'}
                    x={x}
                    y={y}
                    width={size - 3}
                    height={size - 3}
                  >
                    <title>{`${tile.name}: ${tile.says}`}</title>
                  </rect>
                  <text
                    class={tile.filled ? 'ts-chart__mark ts-chart__mark--filled' : 'ts-chart__mark'}
                    x={x + (size - 3) / 2}
                    y={y + 21}
                    text-anchor="middle"
                  >
                    {tile.mark}
                  </text>
                </g>
              )
            })}
          </g>
        ))}
      </svg>
    </div>
  )
}
