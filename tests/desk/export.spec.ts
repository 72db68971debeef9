/** An export of a large petition: all rows, one page of them in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealedPlace } from '../../src/lib/features/signatures/places.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { POST as exportCsv } from '../../src/routes/(team)/desk/[campaign]/signatures/export.csv/+server';
import { openHouse, type House } from './house';

const ROWS = 50_000;
/** Rows between two looks at the memory. */
const LOOK = 10_000;
/** What stays after a collection may grow by this while all rows pass; the rows that pass are some 25 MB as objects. */
const GROWTH_MB = 8;

/** Every fifth has a name, as spreadsheets take formulas; to seal one for each would take longer than the export. */
const FORMULAS = ['=1+', '+', '-', '@SUM(1)*', '\t=', '\r='];
const nameOf = (n: number): string => (n % 5 === 0 ? `${FORMULAS[n % FORMULAS.length] ?? ''}"${n}", Ñandú` : '');

let house: House;
const numbers = new Map<string, number>();
beforeAll(async () => {
  house = await openHouse();
  const ids = Array.from({ length: ROWS }, () => uuidv7());
  const names = ids.map((id, n) => (nameOf(n) === '' ? null : house.keyring.seal(nameOf(n), sealedPlace(id, 'name'))));
  for (const [n, id] of ids.entries()) numbers.set(id, n);
  // Seven at each instant, so that pages end amid rows of one time.
  await house.world.sql.query(
    `insert into public.signatures (id, campaign_id, state, name_sealed, email_key, country, visibility, locale, op_id, created_at, confirmed_at)
     select id, $1, 'confirmed', name, 'bulk ' || n, 'AR', 'private', 'es', id, '2026-03-02'::timestamptz + n / 7 * interval '1 s',
       '2026-03-02'::timestamptz + n / 7 * interval '1 s'
     from unnest($2::uuid[], $3::text[]) with ordinality x (id, name, n)`,
    [house.campaign, ids, names],
  );
  await house.world.backend.system().rpc('count_signatures');
}, 120_000);
afterAll(() => house.close());

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
function keptMb(): number {
  if (typeof collect === 'function') collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

it('holds every row once and no formula, and the memory stays flat', async () => {
  const op = uuidv7();
  const came = await house.call('organizer', exportCsv, { fields: { op, columns: 'name,id' } });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  const { body } = came.data as unknown as Response;
  if (body === null) throw new Error('nothing came');

  const seen = new Uint8Array(ROWS);
  const kept: number[] = [];
  let [rows, rest, wrong] = [-1, '', 0]; // the line of heads is none
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      rows += 1;
      if (rows === 0) continue;
      const cut = line.lastIndexOf(',');
      const n = numbers.get(line.slice(cut + 1)) ?? -1;
      const name = line
        .slice(0, cut)
        .replace(/^"(.*)"$/s, '$1')
        .replaceAll('""', '"');
      seen[n] = (seen[n] ?? 0) + 1;
      if (name !== (nameOf(n) && `'${nameOf(n)}`)) wrong += 1;
      if (rows % LOOK === 0) kept.push(keptMb());
    }
  }
  expect([rows, rest, wrong]).toEqual([ROWS, '', 0]);
  expect(seen.every((times) => times === 1)).toBe(true);
  expect(Math.max(...kept) - (kept[0] ?? 0)).toBeLessThan(GROWTH_MB);

  const recorded = await house.world.sql.query(
    `select a.kind, a.n from public.signature_acts a join public.journal j on j.entity_id = a.id where a.id = $1`,
    [op],
  );
  expect(recorded.rows).toEqual([{ kind: 'export', n: ROWS }]);
}, 120_000);
