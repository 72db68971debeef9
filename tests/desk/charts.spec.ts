import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import { GET as exportCsv } from '../../src/routes/(team)/desk/[campaign]/signatures/charts/export.csv/+server';
import { load } from '../../src/routes/(team)/desk/[campaign]/signatures/charts/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.world.sql.query(
    `insert into public.signatures (id, campaign_id, state, email_key, country, visibility, locale, source, op_id, confirmed_at)
     select gen_random_uuid(), $1, 'confirmed', 'm' || n, case when n % 3 = 0 then 'CL' else 'AR' end, 'private', 'es', '', gen_random_uuid(), now()
     from generate_series(1, 30) n`,
    [house.campaign],
  );
  await house.world.backend.system().rpc('count_signatures');
});
afterAll(() => house.close());

const csv = async (query: string, as: (typeof ROLES)[number] = 'owner'): Promise<string> => {
  const came = await house.call(as, exportCsv, { query, locale: 'en' });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return (came.data as unknown as Response).text();
};

describe('the charts of the petition', () => {
  it('are figures, which the whole team may see, as the tables under them are', async () => {
    for (const role of ROLES) {
      expect(await house.call(role, load)).toMatchObject({ kind: 'done' });
      const table = await csv('?of=countries', role);
      expect(table).toBe('ISO 3166,Country,Signatures\r\nAR,Argentina,20\r\nCL,Chile,10\r\n');
    }
  });

  it('come as a table each, and no other', async () => {
    expect(await csv('?of=days')).toMatch(/^Day,Signatures,So far,Goal\r\n\d{4}-\d\d-\d\d,30,30,100\r\n$/);
    expect(await csv('?of=hours')).toMatch(/,30\r\n$/);
    expect(await csv('?of=sources')).toMatch(/,30\r\n$/);
    for (const query of ['', '?of=names', `?of=${randomUUID()}`, '?of=constructor']) {
      expect(await house.call('owner', exportCsv, { query })).toEqual({ kind: 'error', status: 404 });
    }
  });
});
