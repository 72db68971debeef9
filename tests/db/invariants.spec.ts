/** What holds for every table and function, read from the catalog: a new one has to be thought about here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_TRACKED, REFERS_ONLY } from './not-tracked';
import { createWorld, type World } from '../support/world';
import { AS_THE_CALLER, FOR_EVERYBODY, FOR_MEMBERS, FOR_THE_SERVICE, PRIVATE_DEFINERS } from './doors';

let world: World;
let bare: World;
beforeAll(async () => {
  [world, bare] = await Promise.all([createWorld(), createWorld({ rights: 'bare' })]);
});
afterAll(() => Promise.all([world.close(), bare.close()]));

async function list(sql: string, of = world): Promise<string[]> {
  const { rows } = await of.sql.query<{ name: string }>(sql);
  return rows.map(({ name }) => name).sort();
}

const OURS = `n.nspname in ('public', 'app') and not exists (
  select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')`;
const mayCall = (role: string): string => `
  select format('%s(%s)', p.proname, (select string_agg(t::regtype::text, ',' order by i) from unnest(p.proargtypes::oid[]) with ordinality x(t, i))) as name
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${OURS} and n.nspname = 'public' and has_function_privilege('${role}', p.oid, 'execute')`;

describe('tables', () => {
  it('all have row level security', async () => {
    expect(
      await list(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'app') and c.relkind in ('r', 'p') and not c.relrowsecurity`),
    ).toEqual([]);
  });

  it('views and sequences leave nothing open', async () => {
    expect(
      await list(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'app') and (c.relkind in ('v', 'm', 'f')
          or c.relkind = 'S' and (has_sequence_privilege('anon', c.oid, 'usage') or has_sequence_privilege('authenticated', c.oid, 'usage')))`),
    ).toEqual([]);
  });

  it.each(['anon', 'service_role'])('grant nothing to %s', async (role) => {
    for (const of of [world, bare]) {
      expect(
        await list(
          `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('public', 'app') and c.relkind in ('r', 'p', 'v', 'm', 'S')
             and (case c.relkind when 'S' then has_sequence_privilege('${role}', c.oid, 'usage,select,update')
               else has_table_privilege('${role}', c.oid, 'select,insert,update,delete,truncate,references,trigger')
                 or has_any_column_privilege('${role}', c.oid, 'select,insert,update,references') end)`,
          of,
        ),
      ).toEqual([]);
    }
  });

  it('grant members no delete, no truncate, and nothing of the private schema', async () => {
    expect(
      await list(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and (n.nspname = 'public' and has_table_privilege('authenticated', c.oid, 'delete,truncate,references,trigger')
          or n.nspname = 'public' and has_table_privilege('authenticated', c.oid, 'insert,update')
          or n.nspname = 'app' and (has_table_privilege('authenticated', c.oid, 'select,insert,update,delete')
            or has_any_column_privilege('authenticated', c.oid, 'select,insert,update')))`),
    ).toEqual([]);
  });

  it('let no member write who made a row, when, or whose it is', async () => {
    expect(
      await list(`select format('%s.%s', a.attrelid::regclass, a.attname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
          and (a.attname in ('id', 'campaign_id', 'user_id', 'created_by', 'created_at') and has_column_privilege('authenticated', c.oid, a.attnum, 'update')
            or a.attname = 'created_at' and has_column_privilege('authenticated', c.oid, a.attnum, 'insert'))`),
    ).toEqual([]);
  });

  it('have an index under every foreign key', async () => {
    expect(
      await list(`select format('%s %s', f.conrelid::regclass, f.conname) as name from pg_constraint f join pg_class c on c.oid = f.conrelid
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'app') and f.contype = 'f' and not exists (
          select from pg_index i where i.indrelid = f.conrelid and i.indkey[0] = any (f.conkey)
            and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)`),
    ).toEqual([]);
  });

  it('say how confidential they are', async () => {
    expect(
      await list(`select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and coalesce(obj_description(c.oid, 'pg_class'), '') !~ '^P[0-3]'`),
    ).toEqual([]);
    expect(
      await list(`select format('%s.%s', c.oid::regclass, a.attname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
          and (a.attname like '%\\_sealed' or a.attname in ('email_key', 'name_key', 'address_key', 'town_key', 'network_key', 'domain_key'))
          and coalesce(col_description(c.oid, a.attnum), '') !~ '^P[23]'`),
    ).toEqual([]);
  });
});

describe('the journal', () => {
  it('follows every table that the team writes', async () => {
    const { rows } = await world.sql.query<{ name: string; tracked: boolean }>(
      `select c.relname as name, exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'track' and t.tgenabled <> 'D')
         and exists (select from app.tracked x where x.entity = c.relname) as tracked
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    );
    const missing = rows.filter(({ tracked }) => !tracked).map(({ name }) => name);
    expect(missing.sort()).toEqual(Object.keys(NOT_TRACKED).sort());
  });

  it('takes no sealed column, no hash, and only columns that exist', async () => {
    expect(
      await list(`select format('%s.%s', t.entity, c) as name from app.tracked t, unnest(t.columns) c
        where c ~ '(_sealed|_hash)$' or c in ('email_key', 'name_key', 'address_key', 'town_key', 'network_key', 'domain_key') or not exists (
          select from pg_attribute a where a.attrelid = format('public.%I', t.entity)::regclass and a.attname = c and not a.attisdropped
            and coalesce(col_description(a.attrelid, a.attnum), '') !~ '^P[23]')`),
    ).toEqual([]);
    await expect(
      world.sql.query(
        `select app.track('public.signatures', 'campaign', 'campaign_id', 'team', array['id', 'email_sealed'])`,
      ),
    ).rejects.toThrow(/confidential/);
  });

  it('gives an audience whole rows only: each has its id, and may be read by whoever may read the stream', async () => {
    expect(await list(`select entity as name from app.tracked where not 'id' = any (columns)`)).toEqual([]);
    expect(
      await list(`select format('%s.%s', t.entity, c) as name from app.tracked t, unnest(t.columns) c
        where not has_column_privilege('authenticated', format('public.%I', t.entity), c, 'select')`),
    ).toEqual([]);
  });
});

describe('functions', () => {
  it('of the public schema are open to those named here and to nobody else', async () => {
    for (const of of [world, bare]) {
      expect(await list(mayCall('anon'), of)).toEqual([...FOR_EVERYBODY].sort());
      expect(await list(mayCall('authenticated'), of)).toEqual([...FOR_EVERYBODY, ...FOR_MEMBERS].sort());
      expect(await list(mayCall('service_role'), of)).toEqual([...FOR_EVERYBODY, ...FOR_THE_SERVICE].sort());
    }
  });

  it('of the private schema are closed to strangers and to the service', async () => {
    for (const role of ['anon', 'service_role']) {
      expect(
        await list(`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname = 'app' and has_function_privilege('${role}', p.oid, 'execute')`),
      ).toEqual([]);
    }
  });

  it('never take their names from the path of the caller', async () => {
    expect(
      await list(`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where ${OURS} and not coalesce(p.proconfig @> array['search_path=""'], false)`),
    ).toEqual([]);
  });

  it('run as their owner only where that is thought about', async () => {
    expect(
      await list(`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where ${OURS} and n.nspname = 'public' and not p.prosecdef`),
    ).toEqual([...AS_THE_CALLER].sort());
    expect(
      await list(`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'app' and p.prosecdef and p.prorettype <> 'trigger'::regtype and has_function_privilege('authenticated', p.oid, 'execute')`),
    ).toEqual([...PRIVATE_DEFINERS].sort());
  });

  it('that are triggers can be called by nobody', async () => {
    expect(
      await list(`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'app') and p.prorettype = 'trigger'::regtype and has_function_privilege('authenticated', p.oid, 'execute')`),
    ).toEqual([]);
  });
});

describe('policies', () => {
  it('are named as sentences, for members alone, and ask once per statement', async () => {
    const { rows } = await world.sql.query<{ name: string; roles: string[]; rule: string }>(
      `select policyname as name, roles::text[] as roles, concat_ws(' ', qual, with_check) as rule from pg_policies where schemaname in ('public', 'app')`,
    );
    expect(rows.length).toBeGreaterThan(30);
    for (const { name, roles, rule } of rows) {
      expect(name).toMatch(/^[A-Z][a-z]+( [a-z]+,?){2,}$/);
      expect(roles, name).toEqual(['authenticated']);
      expect(rule, name).toMatch(/IN \( SELECT app\.my_(campaigns|compartments)/);
      expect(rule, name).not.toMatch(/(?<!SELECT )app\.uid\(\)/);
    }
  });

  it('keep what may stand in a compartment to its members, whatever else is allowed, and send it to its stream', async () => {
    const names =
      await list(`select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'compartment_id' and c.relname <> 'compartment_members'`);
    expect(names.length).toBeGreaterThan(7);
    expect(await list('select entity as name from app.apart')).toEqual(names);
    expect(
      await list(`select tablename as name from pg_policies where permissive = 'RESTRICTIVE' and cmd = 'ALL'
        and policyname = 'What is in a compartment is for its members alone'`),
    ).toEqual(names);
    expect(
      await list(`select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
        where t.tgname = 'track' and p.proname = 'track_row_apart'
        union select entity from app.apart a where not exists (select from app.tracked t where t.entity = a.entity)`),
    ).toEqual(names);
    expect(
      await list(`select distinct f.conrelid::regclass::text as name from pg_constraint f
        join app.apart p on f.confrelid = format('public.%I', p.entity)::regclass
        where f.contype = 'f' and not exists (select from app.apart a where f.conrelid = format('public.%I', a.entity)::regclass)`),
    ).toEqual(REFERS_ONLY);
    expect(
      await list(`select table_name as name from information_schema.column_privileges where column_name = 'compartment_id' and grantee = 'authenticated'
        and privilege_type in ('INSERT', 'UPDATE') and table_schema = 'public'`),
    ).toEqual([]);
  });

  it('that let a row be changed also say what it may become', async () => {
    expect(
      await list(
        `select policyname as name from pg_policies where schemaname = 'public' and cmd in ('UPDATE', 'ALL') and with_check is null`,
      ),
    ).toEqual([]);
  });
});
