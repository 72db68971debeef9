/**
 * Writes the TypeScript face of schema `public`, in the shape that supabase-js reads. Everything comes from the catalog in
 * one query each, ordered by name, so the same migrations give the same file on every machine.
 *
 * @typedef {{ name: string, type: string, required: boolean, nullable: boolean, writable: boolean }} Column
 * @typedef {{ name: string, columns: string[], one_to_one: boolean, target: string, target_columns: string[] }} Relation
 * @typedef {{ name: string, kind: 'table' | 'view', columns: Column[], relations: Relation[] }} Table
 * @typedef {{ name: string, type: string, optional: boolean }} Argument
 * @typedef {{ name: string, args: Argument[], columns: { name: string, type: string }[], returns: string, returns_row: string | null, many: boolean }} Routine
 * @typedef {{ name: string, values: string[] }} Enumeration
 * @typedef {{ query: (sql: string) => Promise<{ rows: any[] }> }} Client
 */

const TABLES = `
  select c.relname as name, case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind,
    (select coalesce(jsonb_agg(jsonb_build_object(
        'name', a.attname, 'type', a.atttypid::regtype::text, 'nullable', not a.attnotnull,
        'required', a.attnotnull and not a.atthasdef and a.attidentity = '' and coalesce(t.typdefault, '') = '',
        'writable', a.attgenerated = '' and a.attidentity <> 'a') order by a.attname collate "C"), '[]')
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(jsonb_agg(jsonb_build_object(
        'name', f.conname, 'target', r.relname,
        'columns', (select jsonb_agg(a.attname order by k.n) from unnest(f.conkey) with ordinality k(att, n)
          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.att),
        'target_columns', (select jsonb_agg(a.attname order by k.n) from unnest(f.confkey) with ordinality k(att, n)
          join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.att),
        'one_to_one', exists (select from pg_index i where i.indrelid = f.conrelid and i.indisunique and i.indpred is null
          and (select array_agg(x order by x) from unnest(i.indkey::int2[]) x) = (select array_agg(x order by x) from unnest(f.conkey) x))
        ) order by f.conname collate "C"), '[]')
      from pg_constraint f join pg_class r on r.oid = f.confrelid
      where f.conrelid = c.oid and f.contype = 'f' and f.conparentid = 0 and r.relnamespace = c.relnamespace) as relations
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
  order by c.relname collate "C"`;

const ROUTINES = `
  select p.proname as name, p.proretset as many, p.prorettype::regtype::text as returns,
    (select c.relname from pg_class c where c.reltype = p.prorettype and c.relnamespace = 'public'::regnamespace) as returns_row,
    (select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'type', a.type::regtype::text,
        'optional', a.place > p.pronargs - p.pronargdefaults) order by a.name collate "C"), '[]')
      from (select coalesce(p.proargnames[n], '') as name, type, count(*) over (order by n) as place
            from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality x(type, n)
            where coalesce(p.proargmodes[n], 'i') in ('i', 'b', 'v')) a) as args,
    (select coalesce(jsonb_agg(jsonb_build_object('name', p.proargnames[n], 'type', type::regtype::text)
        order by p.proargnames[n] collate "C"), '[]')
      from unnest(coalesce(p.proallargtypes, '{}')) with ordinality x(type, n) where p.proargmodes[n] in ('o', 'b', 't')) as columns
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`;

const ENUMS = `
  select t.typname as name, jsonb_agg(e.enumlabel order by e.enumsortorder) as values
  from pg_type t join pg_enum e on e.enumtypid = t.oid
  where t.typnamespace = 'public'::regnamespace group by t.typname order by t.typname collate "C"`;

/** What PostgreSQL calls a type and what JSON carries for it. */
const SCALARS = new Map([
  ...['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric', 'oid'].map(
    (name) => /** @type {const} */ ([name, 'number']),
  ),
  /** @type {const} */ (['boolean', 'boolean']),
  /** @type {const} */ (['void', 'undefined']),
  ...['json', 'jsonb'].map((name) => /** @type {const} */ ([name, 'Json'])),
]);

/** @param {string} type @param {Enumeration[]} enums @returns {string} */
function typescript(type, enums) {
  if (type.endsWith('[]')) {
    const element = typescript(type.slice(0, -2), enums);
    return /^[\w.]+$/.test(element) ? `${element}[]` : `(${element})[]`;
  }
  const bare = type.replace(/^public\./, '').replaceAll('"', '');
  if (enums.some(({ name }) => name === bare)) return `Database['public']['Enums']['${bare}']`;
  return SCALARS.get(type) ?? 'string';
}

/** @param {Client} client @returns {Promise<string>} */
export async function databaseTypes(client) {
  /** @type {Table[]} */
  const tables = (await client.query(TABLES)).rows;
  /** @type {Routine[]} */
  const routines = (await client.query(ROUTINES)).rows;
  /** @type {Enumeration[]} */
  const enums = (await client.query(ENUMS)).rows;

  /** @param {string} type */
  const ts = (type) => typescript(type, enums);
  /** @param {string[]} lines */
  const body = (lines) => (lines.length > 0 ? `{ ${lines.join('; ')} }` : 'Record<never, never>');
  /** @param {Table[]} list @param {(table: Table) => string} render */
  const named = (list, render) => list.map((one) => `${JSON.stringify(one.name)}: ${render(one)};`).join('\n');

  /** @param {Column} column */
  const value = (column) => `${ts(column.type)}${column.nullable ? ' | null' : ''}`;
  /** @param {Column[]} columns */
  const row = (columns) => body(columns.map((column) => `${column.name}: ${value(column)}`));
  /** @param {Column[]} columns @param {boolean} partial */
  const input = (columns, partial) =>
    body(
      columns.map((column) =>
        column.writable
          ? `${column.name}${partial || !column.required ? '?' : ''}: ${value(column)}`
          : `${column.name}?: never`,
      ),
    );
  /** @param {Relation} relation */
  const relation = (relation) =>
    `{ foreignKeyName: ${JSON.stringify(relation.name)}; columns: ${JSON.stringify(relation.columns)}; ` +
    `isOneToOne: ${relation.one_to_one}; referencedRelation: ${JSON.stringify(relation.target)}; ` +
    `referencedColumns: ${JSON.stringify(relation.target_columns)} }`;
  /** @param {Table} table */
  const shape = ({ kind, columns, relations }) =>
    [
      `{ Row: ${row(columns)};`,
      kind === 'table' ? `Insert: ${input(columns, false)}; Update: ${input(columns, true)};` : '',
      `Relationships: [${relations.map(relation).join(', ')}] }`,
    ].join('\n');

  /** @param {Routine} routine */
  const result = ({ columns, returns, returns_row, many }) => {
    const one = returns_row
      ? `Database['public']['Tables']['${returns_row}']['Row']`
      : columns.length > 1 || (many && columns.length > 0)
        ? body(columns.map(({ name, type }) => `${name}: ${ts(type)}`))
        : ts(returns);
    return many ? `(${one})[]` : one;
  };
  /** @param {Routine} routine */
  const face = (routine) => {
    const args = routine.args.map(({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${ts(type)}`);
    return `{ Args: ${args.length > 0 ? body(args) : 'Record<never, never>'}; Returns: ${result(routine)} }`;
  };
  const names = [...new Set(routines.map(({ name }) => name))];
  const functions = names.map((name) => {
    const faces = routines.filter((routine) => routine.name === name).map(face);
    return `${JSON.stringify(name)}: ${faces.join(' | ')};`;
  });

  return [
    '/** Generated from the migrations by `npm run types`; not edited by hand. */',
    "import type { Json } from './journal';",
    '',
    'export interface Database {',
    'public: {',
    `Tables: {\n${named(
      tables.filter(({ kind }) => kind === 'table'),
      shape,
    )}\n};`,
    `Views: {\n${named(
      tables.filter(({ kind }) => kind === 'view'),
      shape,
    )}\n};`,
    `Functions: {\n${functions.join('\n')}\n};`,
    `Enums: {\n${enums.map(({ name, values }) => `${name}: ${values.map((label) => JSON.stringify(label)).join(' | ')};`).join('\n')}\n};`,
    'CompositeTypes: Record<never, never>;',
    '};',
    '}',
    '',
  ].join('\n');
}
