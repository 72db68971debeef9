-- Compartments: cases and people that exist for their members alone. What hangs on them goes with them, into streams, feeds, totals and
-- refusals; to everybody else, also of the legal desk, absent and hidden look the same.

create table public.compartments (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{1,15}$'),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index compartments_campaign on public.compartments (campaign_id);
create index compartments_by on public.compartments (created_by);
comment on table public.compartments is 'P1 for its members, nothing for others. A name never stands here.';

create table public.compartment_members (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid not null references public.compartments on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  reason text not null default '' check (length(reason) <= 200),
  until timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index compartment_members_once on public.compartment_members (compartment_id, user_id) where removed_at is null;
create index compartment_members_user on public.compartment_members (user_id) where removed_at is null;
create index compartment_members_campaign on public.compartment_members (campaign_id);
create index compartment_members_by on public.compartment_members (created_by);
create index compartment_members_until on public.compartment_members (until) where removed_at is null and until is not null;
comment on table public.compartment_members is 'P1 for the members of the compartment. Removed, never erased.';

-- Quién miró: who opened what is sealed, of anything.
create table public.looks (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  entity text not null check (entity ~ '^[a-z_]{2,40}$'),
  entity_id uuid not null,
  what text not null check (what ~ '^[a-z_]{2,40}$'),
  created_by uuid not null default app.uid() references auth.users on delete cascade,
  created_at timestamptz not null default now()
);
create index looks_of on public.looks (entity, entity_id, created_at desc);
create index looks_campaign on public.looks (campaign_id, created_at desc);
create index looks_by on public.looks (created_by, created_at desc);
create index looks_compartment on public.looks (compartment_id) where compartment_id is not null;
comment on table public.looks is 'P1 for the legal desk: who opened what, and when. Never what it said.';

-- Tables whose rows may stand in a compartment; where a row's compartment comes from, in this order; and which rows do stand in one, so
-- that what was told of them before is not told again.
create table app.apart (entity text primary key, root boolean not null default false);
create table app.apart_parents (
  entity text not null,
  n integer not null,
  parent text not null,
  key_column text not null,
  primary key (entity, n)
);
create table app.apart_rows (
  entity text not null,
  entity_id uuid not null,
  compartment_id uuid not null references public.compartments on delete cascade,
  primary key (entity, entity_id)
);
create index apart_rows_compartment on app.apart_rows (compartment_id);
select app.protect(t) from unnest(array['public.compartments', 'public.compartment_members', 'public.looks', 'app.apart', 'app.apart_parents',
  'app.apart_rows']::regclass[]) t;

/* ---------------------------------------------------------------- who is within */

-- Set form. A member is within while the legal desk is theirs, nobody took them out, and their time is not over.
create function app.my_compartments() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.compartment_id from public.compartment_members m
  where m.user_id = app.uid() and m.removed_at is null and (m.until is null or m.until > now())
    and m.campaign_id in (select app.my_campaigns('people.confidential'))
$$;

create function app.within(compartment uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select $1 is null or $1 in (select app.my_compartments())
$$;

-- The same of somebody else, for what the machine sends to people. Of a role it says nothing: ask that besides.
create function app.user_within(person uuid, compartment uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select $2 is null or exists (
    select 1 from public.compartment_members m
    join public.members t on t.campaign_id = m.campaign_id and t.user_id = m.user_id and t.disabled_at is null
    join public.member_roles r on r.id = t.id
    where m.user_id = $1 and m.compartment_id = $2 and m.removed_at is null and (m.until is null or m.until > now())
      and exists (select 1 from app.role_permissions p where p.permission = 'people.confidential' and p.role = any (r.roles)))
$$;

/* ---------------------------------------------------------------- what goes with what */

create function app.apart_fill() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  p app.apart_parents;
  row_now jsonb := to_jsonb(new);
  hangs boolean := false;
  found_in uuid;
begin
  for p in select * from app.apart_parents x where x.entity = tg_table_name order by x.n loop
    if row_now ->> p.key_column is null then continue; end if;
    hangs := true;
    execute format('select compartment_id from public.%I where id = $1', p.parent) into found_in using (row_now ->> p.key_column)::uuid;
    exit when found_in is not null;
  end loop;
  if hangs or not (select a.root from app.apart a where a.entity = tg_table_name) then new.compartment_id := found_in; end if;
  return new;
end $$;

-- Children follow; their own triggers take their children along.
create function app.apart_follow() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  p app.apart_parents;
  was uuid := case when tg_op = 'INSERT' then null else old.compartment_id end;
begin
  if tg_op = 'DELETE' then
    if was is not null then delete from app.apart_rows r where r.entity = tg_table_name and r.entity_id = old.id; end if;
    return null;
  end if;
  if new.compartment_id is not distinct from was then return null; end if;
  if new.compartment_id is null then
    delete from app.apart_rows r where r.entity = tg_table_name and r.entity_id = new.id;
  else
    insert into app.apart_rows values (tg_table_name, new.id, new.compartment_id)
    on conflict (entity, entity_id) do update set compartment_id = excluded.compartment_id;
  end if;
  if tg_op = 'UPDATE' then
    for p in select * from app.apart_parents x where x.parent = tg_table_name loop
      execute format('update public.%I set compartment_id = compartment_id where %I = $1', p.entity, p.key_column) using new.id;
    end loop;
    update public.looks l set compartment_id = new.compartment_id where l.entity = tg_table_name and l.entity_id = new.id;
  end if;
  return null;
end $$;

create function app.is_apart(entity text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from app.apart a where a.entity = $1)
$$;

-- One line in a migration: rows of `tbl` go where their parents ('table:column', first compartment wins) are, and only its members
-- reach them, whatever else its policies allow. Without parents a row is put into a compartment by name. May be called again with more parents.
create function app.compartment(tbl regclass, variadic parents text[] default '{}') returns void
language plpgsql set search_path = '' as $$
declare
  name text := (select c.relname from pg_catalog.pg_class c where c.oid = tbl);
  n integer := 0;
  p text;
begin
  insert into app.apart values (name, cardinality(parents) = 0) on conflict (entity) do nothing;
  delete from app.apart_parents x where x.entity = name;
  foreach p in array parents loop
    n := n + 1;
    insert into app.apart_parents values (name, n, split_part(p, ':', 1), split_part(p, ':', 2));
  end loop;
  execute format('create or replace trigger apart_fill before insert or update on %s for each row execute function app.apart_fill()', tbl);
  execute format('create or replace trigger apart_follow after insert or update or delete on %s for each row execute function app.apart_follow()', tbl);
  execute format('drop policy if exists "What is in a compartment is for its members alone" on %s', tbl);
  execute format('create policy "What is in a compartment is for its members alone" on %s as restrictive for all to authenticated '
    'using (compartment_id is null or compartment_id in (select app.my_compartments())) '
    'with check (compartment_id is null or compartment_id in (select app.my_compartments()))', tbl);
  if exists (select 1 from app.tracked t where t.entity = name) then
    execute format('create or replace trigger track after insert or update or delete on %s for each row execute function app.track_row_apart()', tbl);
  end if;
end $$;

/* ---------------------------------------------------------------- streams */

-- Who reads a compartment's stream is who is within.
insert into app.stream_kinds values ('compartment', 'compartments', 'people.confidential');

create or replace function app.can_read_stream(stream text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  part text[] := string_to_array(stream, ':');
  kind app.stream_kinds;
  campaign uuid;
begin
  if part[2] is null or part[2] !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return false; end if;
  if part[1] = 'user' and part[3] is null then
    return part[2]::uuid = app.uid() and app.session_live();
  end if;
  if part[1] = 'campaign' and part[4] is null then
    return coalesce((select app.can(part[2]::uuid, a.permission) from app.audiences a where a.audience = part[3]), false);
  end if;
  if part[1] = 'compartment' and part[3] is null then return part[2]::uuid in (select app.my_compartments()); end if;
  select * into kind from app.stream_kinds k where k.prefix = part[1];
  if kind.tbl is null or part[3] is not null then return false; end if;
  execute format('select campaign_id from public.%I where id = $1', kind.tbl) into campaign using part[2]::uuid;
  return campaign is not null and app.can(campaign, kind.permission);
end $$;

-- Where a row is told, and which of its columns: in a compartment once, with all that any audience of it would see.
create function app.streams_of(entity text, r jsonb) returns table (stream text, columns text[])
language sql stable security definer set search_path = '' as $$
  select s.stream, array_agg(distinct c) from (
    select case when t.prefix = 'campaign' and $2 ->> 'compartment_id' is not null then 'compartment:' || ($2 ->> 'compartment_id')
      else app.stream_name(t.prefix, $2 ->> t.key_column, t.audience) end as stream, t.columns
    from app.tracked t where t.entity = $1 and $2 is not null) s, unnest(s.columns) c
  where s.stream is not null group by s.stream
$$;

-- As app.track_row, of a row that may move between a campaign's streams and a compartment's: gone for those it left, new for those it came to.
create function app.track_row_apart() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  s record;
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  o jsonb;
  n jsonb;
  changed jsonb;
  who uuid := coalesce(nullif(current_setting('app.actor', true), '')::uuid, app.uid());
  op uuid := nullif(current_setting('app.op_id', true), '')::uuid;
begin
  for s in select coalesce(b.stream, a.stream) as stream, b.columns as had, a.columns as has
    from app.streams_of(tg_table_name, before) b full join app.streams_of(tg_table_name, after) a on a.stream = b.stream order by 1
  loop
    if s.has is null then
      insert into app.journal_pending (stream, actor, op_id, entity, entity_id, verb, patch, inverse)
      values (s.stream, who, op, tg_table_name, (before ->> 'id')::uuid, 'delete', '{}', app.pick(before, s.had));
    elsif s.had is null then
      insert into app.journal_pending (stream, actor, op_id, entity, entity_id, verb, patch, inverse)
      values (s.stream, who, op, tg_table_name, (after ->> 'id')::uuid, 'insert', app.pick(after, s.has), '{}');
    else
      o := app.pick(before, s.has);
      n := app.pick(after, s.has);
      select jsonb_object_agg(e.key, e.value) into changed from jsonb_each(n) e where o -> e.key is distinct from e.value;
      if changed is not null and n ? 'user_id' then changed := changed || jsonb_build_object('user_id', n -> 'user_id'); end if;
      if changed is not null then
        insert into app.journal_pending (stream, actor, op_id, entity, entity_id, verb, patch, inverse)
        values (s.stream, who, op, tg_table_name, (after ->> 'id')::uuid, 'update', changed, app.pick(o, array(select jsonb_object_keys(changed))));
      end if;
    end if;
  end loop;
  return null;
end $$;

create or replace function app.track(tbl regclass, prefix text, key_column text, audience text, columns text[]) returns void
language plpgsql set search_path = '' as $$
declare
  entity text := (select c.relname from pg_catalog.pg_class c where c.oid = tbl);
begin
  if exists (select 1 from unnest(columns) c where c ~ '_(sealed|hash)$' or c ~ '^(email|name|address)_key$') then
    raise exception 'a confidential column may not enter the journal of %', entity;
  end if;
  insert into app.tracked values (entity, prefix, key_column, audience, columns);
  execute format('create or replace trigger track after insert or update or delete on %s for each row execute function app.%I()', tbl,
    case when app.is_apart(entity) then 'track_row_apart' else 'track_row' end);
end $$;

create or replace function app.tracked_in(stream text) returns setof app.tracked
language sql stable security definer set search_path = '' as $$
  select * from (
    select t.* from app.tracked t where t.prefix = split_part(stream, ':', 1) and t.audience = split_part(stream, ':', 3)
    union all
    select t.entity, 'compartment', 'compartment_id', '', array_agg(distinct c order by c)
    from app.tracked t join app.apart a on a.entity = t.entity, unnest(t.columns) c
    where split_part(stream, ':', 1) = 'compartment' and split_part(stream, ':', 3) = '' and t.prefix = 'campaign'
    group by t.entity) x
  order by x.entity
$$;

-- Rows that stand in a compartment are no part of the campaign's streams, also for those who are within: each row is in one place.
create or replace function public.live_snapshot(stream text) returns jsonb
language plpgsql stable security invoker set search_path = '' set timezone = 'UTC' as $$
declare
  t app.tracked;
  rows jsonb := '{}';
  part jsonb;
begin
  if not app.can_read_stream($1) then perform app.fail('RN404', 'not_found'); end if;
  for t in select * from app.tracked_in($1) loop
    -- Column by column, because some columns of a tracked table (a link's hash) are granted to nobody.
    execute format('select coalesce(jsonb_agg(to_jsonb(x) order by x.id), ''[]'') from (select %s from public.%I where %I = $1%s) x',
      (select string_agg(quote_ident(c), ', ') from unnest(t.columns) c), t.entity, t.key_column,
      case when t.prefix = 'campaign' and app.is_apart(t.entity) then ' and compartment_id is null' else '' end)
      into part using split_part($1, ':', 2)::uuid;
    rows := rows || jsonb_build_object(t.entity, part);
  end loop;
  return jsonb_build_object('stream', $1, 'seq', app.stream_head($1), 'rows', rows);
end $$;

create function app.told_apart(stream text, entity text, entity_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select $1 not like 'compartment:%' and exists (select 1 from app.apart_rows r where r.entity = $2 and r.entity_id = $3)
$$;

-- What was told of a row before it went into a compartment stands in the chain for ever and is not told again: the number stays, its words go.
create or replace function app.entry(j public.journal) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('stream', (j).stream, 'seq', (j).seq,
    'at', to_char((j).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actor', (j).actor, 'opId', (j).op_id,
    'entity', (j).entity, 'entityId', (j).entity_id, 'verb', (j).verb,
    'patch', case when app.told_apart((j).stream, (j).entity, (j).entity_id) then '{}'::jsonb else (j).patch end)
$$;

-- A feed is for reading: there the lines of a row that is hidden now are left out whole.
create or replace function public.journal_feed(campaign uuid, before timestamptz default null, n integer default 40) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  mine text[];
begin
  if not app.can($1, 'campaign.read') then perform app.fail('RN404', 'not_found'); end if;
  mine := array(select app.my_streams($1));
  return coalesce((select jsonb_agg(app.entry(j) order by j.at desc, j.stream, j.seq desc) from (
    select * from public.journal x
    where x.stream = any (mine) and ($2 is null or x.at < $2) and not app.told_apart(x.stream, x.entity, x.entity_id)
    order by x.at desc limit least(greatest($3, 1), 200)) j), '[]');
end $$;

/* ---------------------------------------------------------------- asking for one */

-- Absent, forbidden and hidden look the same.
create function app.need_person(person uuid, permission text) returns public.people
language plpgsql stable security definer set search_path = '' as $$
declare
  p public.people;
begin
  select * into p from public.people x where x.id = $1;
  if p.id is null or not app.within(p.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(p.campaign_id, $2);
  return p;
end $$;

create function app.need_case(the_case uuid, permission text) returns public.cases
language plpgsql stable security definer set search_path = '' as $$
declare
  c public.cases;
begin
  select * into c from public.cases x where x.id = $1;
  if c.id is null or not app.within(c.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(c.campaign_id, $2);
  return c;
end $$;

-- Written down before anything is opened. The caller has made sure that the row may be opened by whoever asks.
create function app.look(entity text, entity_id uuid, what text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  campaign uuid;
  cell uuid;
begin
  if not app.is_apart($1) then raise exception 'nothing of % is opened by looks', $1; end if;
  execute format('select campaign_id, compartment_id from public.%I where id = $1', $1) into campaign, cell using $2;
  if campaign is null or not app.within(cell) then perform app.fail('RN404', 'not_found'); end if;
  insert into public.looks (campaign_id, compartment_id, entity, entity_id, what) values (campaign, cell, $1, $2, $3);
end $$;

create function app.looked(entity text, entity_id uuid, what text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.looks l where l.entity = $1 and l.entity_id = $2 and l.what = $3 and l.created_by = app.uid()
    and l.created_at > now() - interval '10 minutes') and app.session_live()
$$;

/* ---------------------------------------------------------------- operations */

create function app.op_compartments_create(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  cell uuid := app.arg_id(args, 'id');
begin
  perform app.need(campaign, 'people.confidential');
  if upper(app.arg(args, 'code', 16)) !~ '^[A-Z0-9][A-Z0-9-]{1,15}$' then perform app.fail('RN400', 'code', 'code'); end if;
  insert into public.compartments (id, campaign_id, code, created_by) values (cell, campaign, upper(app.arg(args, 'code', 16)), app.uid());
  insert into public.compartment_members (id, campaign_id, compartment_id, user_id, created_by)
  values (app.arg_id(args, 'memberId'), campaign, cell, app.uid(), app.uid());
  return jsonb_build_object('compartment', cell);
end $$;

create function app.compartment_of(args jsonb) returns public.compartments
language plpgsql stable security definer set search_path = '' as $$
declare
  c public.compartments;
begin
  select * into c from public.compartments x where x.id = app.arg_id(args, 'compartment');
  if c.id is null or not app.within(c.id) then perform app.fail('RN404', 'not_found'); end if;
  return c;
end $$;

-- Whoever is within lets others of the legal desk in, says why, and for how long. Again for somebody who is in changes reason and time.
create function app.op_compartments_add_member(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.compartments := app.compartment_of(args);
  who uuid := app.arg_id(args, 'user');
  ends timestamptz := case when coalesce(args ->> 'until', '') <> '' then app.arg_instant(args, 'until') end;
begin
  if ends <= now() then perform app.fail('RN400', 'past', 'until'); end if;
  if not exists (select 1 from public.members m join public.member_roles r on r.id = m.id
    where m.campaign_id = c.campaign_id and m.user_id = who and m.disabled_at is null and exists (
      select 1 from app.role_permissions p where p.permission = 'people.confidential' and p.role = any (r.roles)))
  then perform app.fail('RN400', 'choice', 'user'); end if;
  update public.compartment_members m set reason = coalesce(app.arg_optional(args, 'reason', 200), ''), until = ends
  where m.compartment_id = c.id and m.user_id = who and m.removed_at is null;
  if found then
    if ends is not null then perform app.keep_somebody_within(c.id); end if;
    return '{}';
  end if;
  insert into public.compartment_members (id, campaign_id, compartment_id, user_id, reason, until, created_by)
  values (app.arg_id(args, 'id'), c.campaign_id, c.id, who, coalesce(app.arg_optional(args, 'reason', 200), ''), ends, app.uid());
  return '{}';
end $$;

-- A compartment without anybody whose time is open would be lost with all that is in it.
create function app.keep_somebody_within(compartment uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (
    select 1 from public.compartment_members m where m.compartment_id = $1 and m.removed_at is null and m.until is null and app.user_within(m.user_id, $1))
  then perform app.fail('RN409', 'last', 'user'); end if;
end $$;

create function app.op_compartments_remove_member(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.compartments := app.compartment_of(args);
begin
  perform 1 from public.compartments x where x.id = c.id for update;
  update public.compartment_members m set removed_at = now()
  where m.compartment_id = c.id and m.user_id = app.arg_id(args, 'user') and m.removed_at is null;
  if not found then perform app.fail('RN404', 'not_found'); end if;
  perform app.keep_somebody_within(c.id);
  return '{}';
end $$;

-- A case with all that hangs on it, or a person, goes into a compartment or, without one, back to the legal desk. An incident goes with its case.
create function app.op_compartments_put(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  kind text := app.arg_choice(args, 'entity', 'people', 'cases');
  what uuid := app.arg_id(args, 'id');
  cell uuid := app.arg_optional_id(args, 'compartment');
  campaign uuid;
begin
  campaign := case kind when 'people' then (app.need_person(what, 'people.confidential')).campaign_id
    else (app.need_case(what, 'people.confidential')).campaign_id end;
  if cell is not null and (app.compartment_of(args)).campaign_id <> campaign then perform app.fail('RN400', 'choice', 'compartment'); end if;
  begin
    execute format('update public.%I set compartment_id = $2 where id = $1', kind) using what, cell;
  exception when unique_violation then
    perform app.fail('RN409', 'taken', 'code');
  end;
  execute format('select compartment_id from public.%I where id = $1', kind) into campaign using what;
  if campaign is distinct from cell then perform app.fail('RN409', 'goes_with_its_case', 'id'); end if;
  return '{}';
end $$;

-- Whose time is over is taken out, so that their open pages hear of it; the rights themselves have ended by then.
create function public.compartments_expire() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  n integer;
begin
  update public.compartment_members m set removed_at = now() where m.removed_at is null and m.until <= now();
  get diagnostics n = row_count;
  return n;
end $$;

grant select on public.compartments, public.compartment_members, public.looks to authenticated;
create policy "Members of a compartment see it" on public.compartments for select to authenticated using (id in (select app.my_compartments()));
create policy "Members of a compartment see who is within" on public.compartment_members for select to authenticated
  using (compartment_id in (select app.my_compartments()) or user_id = (select app.uid()) and campaign_id in (select app.my_campaigns('people.confidential')));
create policy "The legal desk sees who opened what" on public.looks for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));

/* ---------------------------------------------------------------- what there is already */

alter table public.people add column compartment_id uuid references public.compartments;
alter table public.cases add column compartment_id uuid references public.compartments;
alter table public.custody_statuses add column compartment_id uuid references public.compartments;
alter table public.hearings add column compartment_id uuid references public.compartments;
alter table public.deadlines add column compartment_id uuid references public.compartments;
alter table public.arrests add column compartment_id uuid references public.compartments;
alter table public.arrest_acts add column compartment_id uuid references public.compartments;
alter table public.arrest_looks add column compartment_id uuid references public.compartments;
create index people_compartment on public.people (compartment_id) where compartment_id is not null;
create index cases_compartment on public.cases (compartment_id) where compartment_id is not null;
create index custody_statuses_compartment on public.custody_statuses (compartment_id) where compartment_id is not null;
create index hearings_compartment on public.hearings (compartment_id) where compartment_id is not null;
create index deadlines_compartment on public.deadlines (compartment_id) where compartment_id is not null;
create index arrests_compartment on public.arrests (compartment_id) where compartment_id is not null;
create index arrest_acts_compartment on public.arrest_acts (compartment_id) where compartment_id is not null;
create index arrest_looks_compartment on public.arrest_looks (compartment_id) where compartment_id is not null;
grant select (compartment_id) on public.arrests to authenticated;

select app.compartment('public.people');
select app.compartment('public.cases');
select app.compartment('public.looks');
select app.compartment('public.custody_statuses', 'people:person_id');
select app.compartment('public.hearings', 'cases:case_id');
select app.compartment('public.deadlines', 'cases:case_id', 'people:person_id');
select app.compartment('public.arrests', 'people:person_id');
select app.compartment('public.arrest_acts', 'arrests:arrest_id');
select app.compartment('public.arrest_looks', 'arrests:arrest_id');
update app.tracked set columns = columns || 'compartment_id'::text
where entity in ('people', 'cases', 'custody_statuses', 'hearings', 'deadlines', 'arrests', 'arrest_acts', 'arrest_looks');
select app.track('public.compartments', 'compartment', 'id', '', array['id', 'campaign_id', 'code', 'created_by', 'created_at']);
select app.track('public.compartment_members', 'compartment', 'compartment_id', '', array['id', 'campaign_id', 'compartment_id', 'user_id', 'reason', 'until',
  'created_by', 'created_at', 'removed_at']);
select app.track('public.compartment_members', 'user', 'user_id', '', array['id', 'campaign_id', 'compartment_id', 'user_id', 'until', 'removed_at']);
select app.track('public.looks', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'compartment_id', 'entity', 'entity_id', 'what', 'created_by', 'created_at']);

-- A code is taken among those who see it: a refusal may not tell of a hidden one.
alter table public.people drop constraint people_campaign_id_code_key;
alter table public.cases drop constraint cases_campaign_id_code_key;
create unique index people_code on public.people (campaign_id, code) where compartment_id is null;
create unique index people_code_within on public.people (compartment_id, code) where compartment_id is not null;
create unique index cases_code on public.cases (campaign_id, code) where compartment_id is null;
create unique index cases_code_within on public.cases (compartment_id, code) where compartment_id is not null;

-- The case of a code as the caller sees it, opened when there is none. One of a compartment is found before one is opened beside it.
create function app.case_by_code(campaign uuid, case_code text, new_id uuid, court text) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  found_one uuid := (select c.id from public.cases c where c.campaign_id = $1 and c.code = $2 order by c.compartment_id nulls last limit 1);
begin
  if found_one is not null then return found_one; end if;
  insert into public.cases (id, campaign_id, code, court) values ($3, $1, $2, $4) on conflict (campaign_id, code) where compartment_id is null do nothing;
  return (select c.id from public.cases c where c.campaign_id = $1 and c.code = $2 order by c.compartment_id nulls last limit 1);
end $$;

create or replace function app.legal_case(campaign uuid, args jsonb) returns uuid
language sql volatile set search_path = '' as $$
  select app.case_by_code($1, app.arg($2, 'caseCode', 40), app.arg_id($2, 'caseId'), '')
$$;

create or replace function app.op_hearings_schedule(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  the_case uuid;
  the_court text := app.arg(args, 'court', 160);
  the_code text := app.arg(args, 'caseCode', 40);
begin
  perform app.need(campaign, 'hearings.write');
  if not exists (select 1 from pg_catalog.pg_timezone_names z where z.name = args ->> 'tz') then perform app.fail('RN400', 'choice', 'tz'); end if;
  the_case := app.case_by_code(campaign, the_code, app.arg_id(args, 'caseId'), the_court);
  insert into public.hearings (id, campaign_id, case_id, kind, starts_at, tz, court, note, created_by)
  values (app.arg_id(args, 'id'), campaign, the_case, app.arg_choice(args, 'kind', 'questioning', 'release', 'appeal', 'preliminary', 'trial',
    'sentence', 'habeas_corpus', 'other'), app.arg_instant(args, 'startsAt'), args ->> 'tz', the_court, coalesce(app.arg_optional(args, 'note', 1000), ''), app.uid());
  return jsonb_build_object('case', the_case);
end $$;

create or replace function app.arrest_of(args jsonb, permission text) returns public.arrests
language plpgsql stable security definer set search_path = '' as $$
declare
  a public.arrests;
begin
  select * into a from public.arrests x where x.id = app.arg_id($1, 'arrest');
  if a.id is null or not app.within(a.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(a.campaign_id, $2);
  return a;
end $$;

create or replace function public.arrest_sealed(campaign uuid, arrest uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'people.confidential') or not exists (
    select 1 from public.arrest_looks l where l.arrest_id = $2 and l.campaign_id = $1 and l.created_by = app.uid()
      and l.created_at > now() - interval '10 minutes' and app.within(l.compartment_id))
  then perform app.fail('RN404', 'not_found'); end if;
  return (select x.details_sealed from public.arrests x where x.id = $2 and x.campaign_id = $1);
end $$;

create or replace function app.op_arrests_record(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  arrest uuid := app.arg_id(args, 'id');
  person uuid;
  zone text;
  taken timestamptz;
  new_code text;
begin
  perform app.need(campaign, 'arrests.record');
  select c.tz into zone from public.campaigns c where c.id = campaign;
  taken := app.arg_past(args, 'at');
  if args ->> 'person' is not null then
    select p.id into person from public.people p where p.id = app.arg_id(args, 'person') and p.campaign_id = campaign and app.within(p.compartment_id);
    if person is null then perform app.fail('RN400', 'choice', 'person'); end if;
  else
    new_code := upper(app.arg(args, 'code', 16));
    if new_code !~ '^[A-Z0-9][A-Z0-9-]{1,15}$' then perform app.fail('RN400', 'code', 'code'); end if;
    if exists (select 1 from public.people p where p.campaign_id = campaign and p.code = new_code and p.compartment_id is null) then
      perform app.fail('RN409', 'taken', 'code');
    end if;
    person := arrest;
    insert into public.people (id, campaign_id, code, pseudonym, created_by)
    values (person, campaign, new_code, app.arg(args, 'pseudonym', 80), app.uid());
  end if;
  insert into public.arrests (id, campaign_id, person_id, at, tz, ruleset, force, place, details_sealed, created_by)
  values (arrest, campaign, person, taken, zone, app.arg_ruleset(args),
    app.arg_choice(args, 'force', 'pfa', 'gna', 'pna', 'psa', 'caba', 'provincial', 'spf', 'other', 'unknown'),
    coalesce(app.arg_optional(args, 'place', 160), ''), app.arg_optional(args, 'detailsSealed', 40000), app.uid());
  insert into public.custody_statuses (id, campaign_id, person_id, status, place, from_date, created_by)
  values (arrest, campaign, person, 'police_station', coalesce(app.arg_optional(args, 'place', 160), ''), (taken at time zone zone)::date, app.uid());
  return jsonb_build_object('person', person);
end $$;

/* ---------------------------------------------------------------- figures and other desks */

-- Whoever is in a compartment is in no figure: a number that grows by one tells that somebody is.
create or replace function app.detained(campaign uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from (
    select distinct on (s.person_id) s.status from public.custody_statuses s where s.campaign_id = $1 and s.compartment_id is null
    order by s.person_id, s.from_date desc, s.created_at desc, s.id desc) now_true
  where status = any (app.in_custody())
$$;

create function app.next_hearing(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('startsAt', to_char(x.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'tz', x.tz, 'kind', x.kind, 'court', x.court)
  from public.hearings x where x.campaign_id = $1 and x.starts_at > now() and x.status in ('scheduled', 'rescheduled') and x.compartment_id is null
  order by x.starts_at limit 1
$$;

create or replace function public.public_totals(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.slug,
      'signatures', app.total(c.id, 'confirmed'), 'goal', c.goal)
    || app.apart_totals(c.id)
    || case when c.publish_fund then jsonb_build_object('fund', coalesce((
        select jsonb_agg(jsonb_build_object('currency', t.currency, 'minor', t.received_minor::text,
          'raised', (t.received_minor + t.opened_minor)::text, 'fees', t.fees_minor::text, 'spent', t.spent_minor::text,
          'posted', t.posted_minor::text, 'lost', t.lost_minor::text, 'exchanged', t.exchanged_minor::text, 'committed', t.committed_minor::text,
          'returned', t.returned_minor::text, 'pot', t.pot_minor::text) order by t.currency)
        from public.fund_totals t where t.campaign_id = c.id), '[]')) else '{}' end
    || case when c.publish_detained then jsonb_build_object('detained', app.detained(c.id)) else '{}' end
    || case when c.publish_hearing then jsonb_build_object('nextHearing', app.next_hearing(c.id)) else '{}' end
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id
  where c.slug = $1 and c.status <> 'draft'
$$;

-- Of money for somebody hidden the fund keeps amount and day; whose it is, is for those who are within.
create or replace function app.spend_names_person(campaign uuid, words text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.people p
    where p.campaign_id = $1 and app.within(p.compartment_id) and (strpos(app.plain_words($2), app.plain_words(p.code)) > 0
      or exists (select from regexp_split_to_table(btrim(app.plain_words(p.pseudonym)), ' ') w where length(w) > 2 and strpos(app.plain_words($2), ' ' || w || ' ') > 0)))
    or exists (select from public.cases c where c.campaign_id = $1 and app.within(c.compartment_id) and strpos(app.plain_words($2), app.plain_words(c.code)) > 0)
$$;

create or replace function app.spend_fields(r public.spend_requests, args jsonb) returns public.spend_requests
language plpgsql stable security definer set search_path = '' as $$
begin
  r.category := app.arg_choice(args, 'category', 'lawyer', 'bail', 'court_costs', 'family', 'printing', 'other');
  r.amount_minor := app.arg_minor(args, 'amountMinor');
  r.currency := app.arg_currency(args, 'currency');
  r.payee_sealed := app.arg(args, 'payeeSealed', 2000);
  r.account_sealed := app.arg_optional(args, 'accountSealed', 2000);
  r.account_key := app.arg_optional(args, 'accountKey', 64);
  r.purpose_sealed := app.arg(args, 'purposeSealed', 8000);
  r.due_on := case when coalesce(args ->> 'dueOn', '') <> '' then app.arg_day(args, 'dueOn') end;
  r.person_id := app.arg_optional_id(args, 'person');
  if r.person_id is not null and not exists (
    select from public.people p where p.id = r.person_id and p.campaign_id = r.campaign_id and app.within(p.compartment_id)) then
    perform app.fail('RN400', 'choice', 'person');
  end if;
  r.case_code := coalesce(app.arg_optional(args, 'caseCode', 40), '');
  r.level := app.arg_choice(args, 'level', 'public', 'donors', 'treasurers');
  r.public_note := app.arg_public_note(r.campaign_id, args);
  return r;
end $$;

create or replace function app.spend_json(r public.spend_requests) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', (r).id, 'number', (r).number, 'reference', (r).reference, 'category', (r).category, 'minor', (r).amount_minor::text,
    'currency', (r).currency, 'dueOn', (r).due_on, 'caseCode', (r).case_code, 'level', (r).level, 'publicNote', (r).public_note, 'state', (r).state,
    'version', (r).version, 'paidMinor', (r).paid_minor::text, 'committedMinor', (r).committed_minor::text, 'own', (r).requested_by is not distinct from app.uid(),
    'by', app.spend_name((r).campaign_id, (r).requested_by), 'at', (r).created_at, 'decidedAt', (r).decided_at,
    'person', (select p.code from public.people p where p.id = (r).person_id and app.within(p.compartment_id)),
    'personId', (select p.id from public.people p where p.id = (r).person_id and app.within(p.compartment_id)),
    'receipts', (select count(*) from public.spend_receipts x where x.request_id = (r).id and x.removed_at is null),
    'yes', (select y.n from app.spend_yes(r) y), 'wanted', app.spend_wanted(r), 'forMe', app.spend_waits_for_me(r))
$$;

create or replace function public.spend_choices(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'spend.request') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object(
    'people', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'code', p.code) order by p.code) from public.people p
      where p.campaign_id = $1 and app.within(p.compartment_id)), '[]'),
    'cases', coalesce((select jsonb_agg(c.code order by c.code) from public.cases c where c.campaign_id = $1 and app.within(c.compartment_id)), '[]'),
    'limits', coalesce((select jsonb_agg(jsonb_build_object('currency', l.currency, 'minor', l.limit_minor::text) order by l.currency)
      from public.spend_limits l where l.campaign_id = $1 and l.limit_minor > 0), '[]'),
    'accounts', case when app.can($1, 'fund.write') then coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'currency', b.currency) order by b.created_at)
      from public.bank_accounts b where b.campaign_id = $1 and b.closed_at is null), '[]') else '[]' end);
end $$;

select app.open_to_members();
revoke all on function app.within(uuid), app.user_within(uuid, uuid), app.my_compartments(), app.apart_fill(), app.apart_follow(), app.is_apart(text),
  app.compartment(regclass, text[]), app.streams_of(text, jsonb), app.track_row_apart(), app.told_apart(text, text, uuid), app.need_person(uuid, text),
  app.need_case(uuid, text), app.look(text, uuid, text), app.looked(text, uuid, text), app.compartment_of(jsonb), app.keep_somebody_within(uuid),
  app.case_by_code(uuid, text, uuid, text), app.next_hearing(uuid) from public, anon, authenticated, service_role;
-- What policies, and operations that run as their caller, ask.
grant execute on function app.within(uuid), app.my_compartments(), app.is_apart(text), app.told_apart(text, text, uuid), app.need_person(uuid, text),
  app.need_case(uuid, text), app.look(text, uuid, text), app.looked(text, uuid, text), app.case_by_code(uuid, text, uuid, text) to authenticated;
select app.expose('public.compartments_expire()', 'service_role');
