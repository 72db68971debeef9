import { COLOURS, drawable, drawSvg, toPng, type Box } from './draw.server';

/** What other sites and messengers show of a link (Open Graph), 1200 by 630 as they all ask for. */
const CARD_SIZE = { width: 1200, height: 630 } as const;

export interface CardWords {
  /** Above the title: what kind of thing this is. */
  kicker: string;
  title: string;
  figure: string;
  /** What the figure counts. */
  label: string;
  goal: string;
  /** Share of the goal, 0 to 1. */
  progress: number;
  /** Host and path as a person would type them. */
  address: string;
}

type Style = Record<string, string | number>;
const row = (style: Style, children: (Box | string)[]): Box => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});
const text = (words: string, style: Style): Box => ({ type: 'div', props: { style, children: words } });

/** The walkers round the pyramid, as `ui/shell/Mark.svelte` draws them. */
const MARK: Box = {
  type: 'svg',
  props: {
    width: 40,
    height: 40,
    viewBox: '0 0 32 32',
    children: [
      'M14.72 6.89A3.0 3.0 0 0 1 13.88 0.95Q20.17 0.45 24.25 5.44Q17.79 7.08 14.72 6.89ZM6.94 14.40A3.0 3.0 0 0 1 1.03 13.36Q2.50 7.23 8.51 4.89Q8.07 11.54 6.94 14.40ZM11.68 24.12A3.0 3.0 0 0 1 8.86 29.42Q3.49 26.13 3.12 19.69Q9.31 22.17 11.68 24.12ZM22.39 22.62A3.0 3.0 0 0 1 26.56 26.93Q21.77 31.03 15.53 29.39Q19.80 24.27 22.39 22.62ZM24.27 11.97A3.0 3.0 0 0 1 29.66 9.34Q32.08 15.16 28.59 20.58Q25.04 14.94 24.27 11.97Z',
      'M16 9.6 20.2 21.2H11.8Z',
    ].map((d): Box => ({ type: 'path', props: { d, fill: COLOURS.signal } })),
  },
};

/** As large as four lines allow; the longest title a campaign may have has 160 letters. */
function titleSize(title: string): number {
  const steps: readonly [letters: number, size: number][] = [
    [24, 116],
    [40, 100],
    [60, 84],
    [84, 72],
    [120, 60],
  ];
  return steps.find(([letters]) => title.length <= letters)?.[1] ?? 50;
}

function masthead({ kicker, address }: CardWords): Box {
  return row({ alignItems: 'center', justifyContent: 'space-between', paddingBottom: 18 }, [
    row({ alignItems: 'center', gap: 14, fontSize: 30, fontWeight: 800 }, [MARK, text(drawable(kicker), {})]),
    text(drawable(address), { fontSize: 26, color: COLOURS.soft }),
  ]);
}

/** The count over its bar, as wide as the page. */
function standing({ figure, label, goal, progress }: CardWords): Box {
  const done = Math.round(Math.min(1, Math.max(0, progress)) * 1000) / 10;
  return row({ flexDirection: 'column' }, [
    row({ alignItems: 'flex-end', justifyContent: 'space-between' }, [
      row({ alignItems: 'flex-end', gap: 22 }, [
        text(figure, {
          fontSize: 118,
          lineHeight: 0.9,
          letterSpacing: -3,
          marginLeft: -6,
          fontWeight: 800,
          color: COLOURS.signal,
        }),
        text(drawable(label), { fontSize: 34, fontWeight: 800, maxWidth: 420, lineHeight: 1.1, paddingBottom: 8 }),
      ]),
      text(drawable(goal), { fontSize: 30, color: COLOURS.soft, paddingBottom: 8 }),
    ]),
    row({ marginTop: 24, height: 22, border: `3px solid ${COLOURS.ink}` }, [
      row({ width: `${done}%`, backgroundColor: COLOURS.signal }, []),
    ]),
  ]);
}

/** The card as PNG. */
export async function drawCard(words: CardWords): Promise<Buffer> {
  const title = drawable(words.title);
  const size = titleSize(title);
  const page = row(
    {
      flexDirection: 'column',
      justifyContent: 'space-between',
      // Padding counts as outside here.
      width: CARD_SIZE.width - 112,
      height: CARD_SIZE.height - 84,
      padding: '36px 56px 48px',
      backgroundColor: COLOURS.paper,
      color: COLOURS.ink,
      fontFamily: 'Archivo',
      fontWeight: 500,
    },
    [
      row({ flexDirection: 'column' }, [
        masthead(words),
        row({ height: 6, backgroundColor: COLOURS.ink }, []),
        row({ height: 2, marginTop: 4, backgroundColor: COLOURS.ink }, []),
        text(title, {
          marginTop: 34,
          fontSize: size,
          fontWeight: 800,
          lineHeight: 1.04,
          letterSpacing: -size / 64,
          maxHeight: 300,
          overflow: 'hidden',
        }),
      ]),
      standing(words),
    ],
  );
  return toPng(await drawSvg(page, CARD_SIZE));
}
