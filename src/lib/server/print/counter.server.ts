import { COLOURS, drawable, drawSvg, type Box } from './draw.server';

/** Twice as wide as a column of a small page; `width` and `height` of the `img` may scale it. */
const COUNTER_SIZE = { width: 480, height: 150 } as const;

export interface CounterWords {
  title: string;
  figure: string;
  label: string;
  goal: string;
  /** Share of the goal, 0 to 1. */
  progress: number;
}

const text = (words: string, style: Record<string, string | number>): Box => ({
  type: 'div',
  props: { style, children: words },
});

/** The counter as a picture for the pages of others: outlines only, so that it needs no font and runs nothing. */
export async function drawCounter({ title, figure, label, goal, progress }: CounterWords): Promise<string> {
  const done = Math.round(Math.min(1, Math.max(0, progress)) * 1000) / 10;
  const line = { display: 'flex', alignItems: 'flex-end', justifyContent: 'space-between' } as const;
  const box: Box = {
    type: 'div',
    props: {
      style: {
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        width: COUNTER_SIZE.width - 36,
        height: COUNTER_SIZE.height - 32,
        padding: '14px 18px 18px',
        backgroundColor: COLOURS.paper,
        borderTop: `5px solid ${COLOURS.ink}`,
        color: COLOURS.ink,
        fontFamily: 'Archivo',
        fontWeight: 500,
        fontSize: 17,
      },
      children: [
        text(drawable(title), { fontWeight: 800, lineClamp: 1, display: 'block' }),
        {
          type: 'div',
          props: {
            style: line,
            children: [
              {
                type: 'div',
                props: {
                  style: { display: 'flex', alignItems: 'flex-end', gap: 10 },
                  children: [
                    text(figure, {
                      fontSize: 52,
                      lineHeight: 0.9,
                      letterSpacing: -1.5,
                      fontWeight: 800,
                      color: COLOURS.signal,
                    }),
                    text(drawable(label), { fontWeight: 800, paddingBottom: 4 }),
                  ],
                },
              },
              text(drawable(goal), { color: COLOURS.soft, paddingBottom: 4 }),
            ],
          },
        },
        {
          type: 'div',
          props: {
            style: { display: 'flex', height: 8, border: `2px solid ${COLOURS.ink}` },
            children: [{ type: 'div', props: { style: { width: `${done}%`, backgroundColor: COLOURS.signal } } }],
          },
        },
      ],
    },
  };
  return drawSvg(box, COUNTER_SIZE);
}
