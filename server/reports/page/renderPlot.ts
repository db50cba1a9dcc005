import { linear } from '@/app/chart/linear';
import type { Plot } from '@/server/reports/document/block';

const WIDTH = 120;
const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;

const round = (value: number): string => value.toFixed(1);

/** An estimate with its interval on its axis, as SVG; its numbers stand in the row, so it is hidden from assistive technology. */
export function renderPlot({ axis, value, low, high, chance, tone }: Plot): string {
  const x = linear(axis.from, axis.to, 4, WIDTH - 4);
  const upright = (at: number, name: string): string =>
    `<line class="${name}" x1="${round(x(at))}" x2="${round(x(at))}" y1="2" y2="${HEIGHT - 2}"/>`;
  const parts = [
    `<line class="axis" x1="4" x2="${WIDTH - 4}" y1="${MIDDLE}" y2="${MIDDLE}"/>`,
    ...(axis.none === null ? [] : [upright(axis.none, 'none')]),
    ...(chance === undefined ? [] : [upright(chance, 'chance')]),
    ...(low === null || high === null
      ? []
      : [`<line class="ends" x1="${round(x(low))}" x2="${round(x(high))}" y1="${MIDDLE}" y2="${MIDDLE}"/>`]),
    `<circle cx="${round(x(value))}" cy="${MIDDLE}" r="3.5"/>`,
  ];
  return `<svg class="plot t-${tone}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">${parts.join('')}</svg>`;
}
