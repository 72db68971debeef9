import { geoNaturalEarth1, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import atlas from 'world-atlas/countries-110m.json';

/** Width of the drawing. A unit is the precision of its outlines, which are whole numbers so that the file stays small. */
const WIDTH = 1000;
/** Outlines without a number of their own in Natural Earth, drawn with the country that signers there can choose. */
const NAMED: Readonly<Record<string, string>> = { Kosovo: 'XK', 'N. Cyprus': 'CY', Somaliland: 'SO' };
/** ISO 3166-1 numeric: nobody lives there, and it would take a fifth of the height. */
const ANTARCTICA = '010';

export interface World {
  viewBox: string;
  /** Countries that have an outline, each an element of the drawing with its code as id. */
  codes: string[];
  svg: string;
}

/** Absolute lines of d3 (`M1,2L3,4Z`) as relative ones in whole numbers: about half as long. */
function relative(path: string): string {
  return path
    .split('Z')
    .filter((ring) => ring !== '')
    .map((ring) => {
      const points = ring
        .slice(1)
        .split('L')
        .map((point) => point.split(',').map((at) => Math.round(Number(at))));
      let [x = 0, y = 0] = points[0] ?? [];
      let out = `M${x} ${y}l`;
      let drawn = 0;
      for (const [nextX = 0, nextY = 0] of points.slice(1)) {
        if (nextX === x && nextY === y) continue;
        const dy = nextY - y;
        out += `${drawn > 0 && nextX - x >= 0 ? ' ' : ''}${nextX - x}${dy < 0 ? '' : ' '}${dy}`;
        [x, y] = [nextX, nextY];
        drawn += 1;
      }
      return drawn < 2 ? '' : `${out}z`;
    })
    .join('');
}

function draw(): World {
  const topology = atlas as unknown as Parameters<typeof feature>[0];
  const countries = topology.objects['countries'];
  const shapes = countries === undefined ? null : feature(topology, countries);
  const all = (shapes?.type === 'FeatureCollection' ? shapes.features : []).filter(({ id }) => id !== ANTARCTICA);
  // Precision 0: the outlines of 110m are coarser than the curves that d3 would add between their points.
  const projection = geoNaturalEarth1().precision(0);
  projection.fitWidth(WIDTH, { type: 'FeatureCollection', features: all });
  const path = geoPath(projection);
  const [, [, bottom]] = path.bounds({ type: 'FeatureCollection', features: all });
  const outlines = new Map<string, string>();
  for (const one of all) {
    // CLDR knows the numbers of ISO 3166-1 as other names of its two letters.
    const code =
      one.id === undefined
        ? NAMED[String(one.properties?.['name'])]
        : new Intl.Locale(`und-${String(one.id)}`).maximize().region;
    if (code === undefined) continue;
    outlines.set(code, (outlines.get(code) ?? '') + relative(path(one) ?? ''));
  }
  const paths = [...outlines].map(([code, d]) => `<path id="${code}" d="${d}"/>`).join('');
  return {
    viewBox: `0 0 ${WIDTH} ${Math.ceil(bottom)}`,
    codes: [...outlines.keys()],
    svg: `<svg xmlns="http://www.w3.org/2000/svg"><defs>${paths}</defs></svg>`,
  };
}

let drawn: World | undefined;

/**
 * The countries of the world as outlines of one SVG file (Natural Earth, 1:110 million), drawn once per process. A page
 * takes each by `<use href="...#AR">` and gives it its colour, so the figures stay live without a map library.
 */
export function world(): World {
  drawn ??= draw();
  return drawn;
}
