import { count, dayNumber, fromDayNumber, inWords } from '../../plain/index.ts'
import type { SchemeReport } from '../../schemes/index.ts'
import { labelOf, schemeRoute } from '../../standard/index.ts'

const [wide, high, left, right, top, bottom] = [760, 300, 46, 200, 16, 34]

/**
 * How many had arrived by each day, as a line of steps, all and by route, with what was promised as a line across where it
 * is not far above. The table below says the same with every number.
 */
export function Arrivals({ id, report }: { id: string; report: SchemeReport }) {
  const { overTime, byRoute, promised, scheme } = report
  const [first, last] = [overTime[0], overTime.at(-1)]
  if (first === undefined || last === undefined) return null
  const from = Math.min(dayNumber(scheme.from), dayNumber(first.on))
  const until = Math.max(dayNumber(scheme.until ?? last.on), dayNumber(last.on))
  // A promise to the whole country is drawn where it can be compared, not where it flattens the line of one council.
  const lines = promised.filter(({ figure }) => figure.children <= last.children * 3)
  const most = Math.max(last.children, ...lines.map(({ figure }) => figure.children))
  const x = (day: number) => left + ((wide - left - right) * (day - from)) / Math.max(1, until - from)
  const y = (n: number) => high - bottom - ((high - bottom - top) * n) / most
  const stepped = (of: (at: (typeof overTime)[number]) => number) =>
    overTime
      .reduce(
        (path, one) => `${path} H${x(dayNumber(one.on)).toFixed(1)} V${y(of(one)).toFixed(1)}`,
        `M${x(from).toFixed(1)},${y(0).toFixed(1)}`,
      )
      .concat(` H${x(until).toFixed(1)}`)
  const series = [
    { name: 'All', of: (one: (typeof overTime)[number]) => one.children, dash: undefined },
    ...byRoute
      .filter(({ children }) => children < last.children)
      .map(({ route }, i) => ({
        name: route === '' ? 'Route not recorded' : labelOf(schemeRoute, route),
        of: (one: (typeof overTime)[number]) => one.byRoute[route] ?? 0,
        dash: ['6 4', '2 3', '10 4 2 4'][i % 3],
      })),
  ]
  return (
    <div class="ts-chart" tabIndex={0} role="group" aria-label="Arrivals over time">
      <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-labelledby={`${id}-title ${id}-says`}>
        <title id={`${id}-title`}>Arrivals over time</title>
        <desc id={`${id}-says`}>
          {`From ${inWords(first.on)} to ${inWords(last.on)}: ${count(last.children, 'child', 'children')}. ${byRoute.map(({ route, children }) => `${route === '' ? 'Route not recorded' : labelOf(schemeRoute, route)}: ${children}`).join('. ')}. The table says the same with every number.`}
        </desc>
        {[0, most].map((n) => (
          <g key={n}>
            <line class="ts-chart__rule" x1={left} x2={wide - right} y1={y(n)} y2={y(n)} />
            <text class="ts-chart__label" x={left - 8} y={y(n) + 5} text-anchor="end">
              {n.toLocaleString('en-GB')}
            </text>
          </g>
        ))}
        {lines.map(({ figure }) => (
          <g key={`${figure.on} ${figure.children}`}>
            <line
              class="ts-chart__rule"
              x1={x(Math.max(from, dayNumber(figure.on)))}
              x2={wide - right}
              y1={y(figure.children)}
              y2={y(figure.children)}
              stroke-dasharray="1 4"
            />
            <text class="ts-chart__label" x={wide - right + 6} y={y(figure.children) + 5}>
              {`${figure.children} promised`}
            </text>
          </g>
        ))}
        {series.map((one) => (
          <path
            key={one.name}
            class="ts-chart__line"
            d={stepped(one.of)}
            fill="none"
            stroke-dasharray={one.dash}
          />
        ))}
        {series.map((one) => (
          <text key={one.name} class="ts-chart__label" x={wide - right + 6} y={y(one.of(last)) - 4}>
            {one.name.length > 32 ? `${one.name.slice(0, 31)}…` : one.name}
          </text>
        ))}
        {[from, until].map((day, i) => (
          <text
            key={i}
            class="ts-chart__label"
            x={x(day)}
            y={high - 10}
            text-anchor={i === 0 ? 'start' : 'end'}
          >
            {inWords(fromDayNumber(day))}
          </text>
        ))}
      </svg>
    </div>
  )
}
