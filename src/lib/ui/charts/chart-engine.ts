/** The parts of Chart.js we draw with; only `Chart.svelte` loads this, when a chart comes on screen. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface Palette {
  ink: string;
  soft: string;
  paper: string;
  /** One colour per series. */
  series: readonly [string, string, string];
  font: string;
}

export interface ChartInput {
  kind: 'line' | 'area' | 'bar' | 'bar-horizontal';
  labels: readonly string[];
  series: readonly { label: string; values: readonly number[] }[];
  format: (value: number) => string;
  /** What happened at a place of the axis: drawn as a line through the chart, told with the values there. */
  marks?: readonly ChartMark[] | undefined;
}

export interface ChartMark {
  /** Position in `labels`. */
  index: number;
  label: string;
}

/** Lines from the axis up, with a head that is seen where bars are high. */
function drawMarks({ ctx, chartArea, scales }: Chart, marks: readonly ChartMark[], ink: string): void {
  const axis = scales['x'];
  if (!axis) return;
  const { top, bottom } = chartArea;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([4, 3]);
  for (const { index } of marks) {
    const x = axis.getPixelForValue(index);
    ctx.beginPath();
    ctx.moveTo(x, top + 8);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - 5, top);
    ctx.lineTo(x + 5, top);
    ctx.lineTo(x, top + 9);
    ctx.fill();
  }
  ctx.restore();
}

type Config = ChartConfiguration<'line' | 'bar', number[], string>;

function datasets(input: ChartInput, colours: Palette): Config['data']['datasets'] {
  return input.series.map((one, index) => {
    const colour = colours.series[index % 3] ?? colours.ink;
    return {
      label: one.label,
      data: [...one.values],
      borderColor: colour,
      backgroundColor: input.kind === 'line' ? 'transparent' : colour,
      borderWidth: input.kind === 'bar' || input.kind === 'bar-horizontal' ? 0 : 2.5,
      fill: input.kind === 'area' ? { target: 'origin', above: faded(colour) } : false,
      pointRadius: input.labels.length > 40 ? 0 : 2.5,
      pointHoverRadius: 5,
      tension: 0,
      maxBarThickness: 28,
    };
  });
}

/** A computed colour, `rgb(r, g, b)`, at an eighth of its weight. */
function faded(colour: string): string {
  return colour.replace(/^rgb\((.+)\)$/, 'rgba($1, 0.14)');
}

function config(input: ChartInput, colours: Palette): Config {
  const sideways = input.kind === 'bar-horizontal';
  const bars = sideways || input.kind === 'bar';
  const font = { family: colours.font, size: 13 };
  const values = {
    beginAtZero: true,
    border: { display: false },
    grid: { color: colours.soft },
    ticks: {
      color: colours.ink,
      font,
      precision: 0,
      maxTicksLimit: 6,
      callback: (v: string | number) => input.format(Number(v)),
    },
  };
  const names = {
    border: { color: colours.ink },
    grid: { display: false },
    ticks: { color: colours.ink, font, maxRotation: 0, autoSkipPadding: 16 },
  };
  return {
    type: bars ? 'bar' : 'line',
    data: { labels: [...input.labels], datasets: datasets(input, colours) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: sideways ? 'y' : 'x',
      interaction: { mode: 'index', intersect: false, axis: sideways ? 'y' : 'x' },
      scales: sideways ? { x: values, y: names } : { x: names, y: values },
      plugins: {
        tooltip: {
          backgroundColor: colours.ink,
          titleColor: colours.paper,
          bodyColor: colours.paper,
          titleFont: font,
          bodyFont: font,
          cornerRadius: 2,
          padding: 10,
          callbacks: {
            label: (item) => `${item.dataset.label ?? ''}: ${input.format(Number(item.raw))}`,
            footer: (items) =>
              (input.marks ?? []).filter(({ index }) => index === items[0]?.dataIndex).map(({ label }) => label),
          },
          footerColor: colours.paper,
          footerFont: font,
        },
      },
    },
  };
}

export interface DrawnChart {
  update(input: ChartInput, colours: Palette): void;
  destroy(): void;
}

/** Draws on a canvas; `update` repaints without animation, so that a live figure never swims. */
export function drawChart(canvas: HTMLCanvasElement, input: ChartInput, colours: Palette): DrawnChart {
  // The plugin of a chart is set when it is made: what it draws is looked up when it draws.
  let shown = { input, colours };
  const chart = new Chart<'line' | 'bar', number[], string>(canvas, {
    ...config(input, colours),
    plugins: [
      { id: 'marks', afterDatasetsDraw: (drawn) => drawMarks(drawn, shown.input.marks ?? [], shown.colours.ink) },
    ],
  });
  return {
    update(next, nextColours) {
      shown = { input: next, colours: nextColours };
      const { data, options } = config(next, nextColours);
      chart.data.labels = data.labels ?? [];
      for (const [index, set] of data.datasets.entries()) {
        const drawn = chart.data.datasets[index];
        if (drawn) Object.assign(drawn, set);
        else chart.data.datasets.push(set);
      }
      chart.data.datasets.length = data.datasets.length;
      if (options) chart.options = options;
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
}
