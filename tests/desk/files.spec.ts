import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import { openFile, storeFile } from '../../src/lib/server/files/index.server';
import { GET } from '../../src/routes/(team)/desk/[campaign]/files/[id]/+server';
import { openHouse, type House } from './house';

let house: House;
let picture: Uint8Array;
beforeAll(async () => {
  house = await openHouse();
  // Any row may own a file; here one of a board does, with the right that scans ask.
  await house.world.sql.query(
    `insert into app.file_kinds (kind, tbl, col, permission) values ('scan', 'boards', 'id', 'signatures.read')
     on conflict (kind) do update set tbl = excluded.tbl, col = excluded.col`,
  );
  picture = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
});
afterAll(() => house.close());

async function handIn(bytes = picture, type: 'image/png' | 'application/pdf' = 'image/png'): Promise<string> {
  const stored = await storeFile(house.campaign, 'scan', { field: 'scan', bytes, type });
  if (!stored.ok) throw new Error(stored.rule);
  return stored.value;
}
const own = (id: string) =>
  house.world.sql.query('insert into boards (id, campaign_id, name) values ($1, $2, $3)', [
    id,
    house.campaign,
    'Owner',
  ]);
const get = (as: (typeof ROLES)[number], id: string) => house.call(as, GET, { params: { id } });

describe('a file', () => {
  it('is nobody’s until a row owns it, then of whoever may read that row', async () => {
    const id = await handIn();
    expect(await get('owner', id)).toEqual({ kind: 'error', status: 404 });
    await own(id);
    for (const role of ROLES) {
      const came = await get(role, id);
      if (['owner', 'organizer'].includes(role)) expect(came).toMatchObject({ kind: 'done' });
      else expect(came).toEqual({ kind: 'error', status: 404 });
    }
    const anonymous = house.world.backend.anon();
    await expect(openFile(anonymous, house.campaign, id)).rejects.toThrow();
  });

  it('is answered so that it can do nothing', async () => {
    const id = await handIn(Buffer.from('%PDF-1.7 <script>alert(1)</script>'), 'application/pdf');
    await own(id);
    const came = await get('owner', id);
    if (came.kind !== 'done') throw new Error('no file');
    const { headers } = came.data as unknown as Response;
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f]{8}\.pdf"$/);
    expect(headers.get('content-security-policy')).toMatch(/sandbox/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('lies in the database sealed, and opens in its own row alone', async () => {
    const [one, other] = [await handIn(), await handIn()];
    await own(one);
    await own(other);
    const { rows } = await house.world.sql.query<{ sealed: Buffer }>('select sealed from app.file_bytes');
    for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('PNG');
    await house.world.sql.query(
      'update app.file_bytes set sealed = (select sealed from app.file_bytes where file_id = $1) where file_id = $2',
      [one, other],
    );
    expect(await get('owner', one)).toMatchObject({ kind: 'done' });
    expect(await get('owner', other)).toEqual({ kind: 'error', status: 500 });
  });

  it('is gone after a day that nobody owned it', async () => {
    const [kept, lost, fresh] = [await handIn(), await handIn(), await handIn()];
    await own(kept);
    await house.world.sql.query(`update files set unowned_since = now() - interval '25 hours' where id <> $1`, [fresh]);
    await house.world.backend.system().rpc('files_sweep');
    const { rows } = await house.world.sql.query<{ id: string }>('select id from files where id = any ($1)', [
      [kept, lost, fresh],
    ]);
    expect(rows.map(({ id }) => id).sort()).toEqual([kept, fresh].sort());
    expect(await get('owner', kept)).toMatchObject({ kind: 'done' });
  });

  it('that cannot be read is refused by its field', async () => {
    const broken = { field: 'scan', bytes: picture.subarray(0, 40), type: 'image/png' as const };
    expect(await storeFile(house.campaign, 'scan', broken)).toMatchObject({ field: 'scan', rule: 'file_broken' });
  });
});
