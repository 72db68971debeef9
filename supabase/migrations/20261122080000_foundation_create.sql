-- Foundation: private schema `app`, campaigns, team, permissions, the journal with its streams, and `apply_op`, the one
-- way in which the team writes. Column classes stand in comments: P0 public, P1 team, P2 confidential (sealed by the
-- application with a key that is not in this database). tests/db/invariants.spec.ts holds every rule stated here.

create schema if not exists app;
revoke all on schema app from public;
grant usage on schema app to anon, authenticated, service_role;
-- A function is nobody's until granted. The hosted service grants by default, so each function is revoked again below.
alter default privileges revoke execute on functions from public;

/* ---------------------------------------------------------------- failing, protecting */

-- Custom SQLSTATEs that the server maps to error codes: RN400 invalid (message = rule, detail = field), RN401 signed out,
-- RN404 not found, RN409 conflict, RN410 expired, RN412 stale, RN422 op id reused, RN429 too many.
create function app.fail(state text, message text, detail text default null) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = state, message = message, detail = coalesce(detail, '');
end $$;

-- Row level security on, and every right taken back before any is given.
create function app.protect(tbl regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('revoke all on table %s from public, anon, authenticated, service_role', tbl);
end $$;

create function app.expose(fn regprocedure, variadic roles text[]) returns void
language plpgsql set search_path = '' as $$
declare r text;
begin
  execute format('revoke all on function %s from public, anon, authenticated, service_role', fn);
  foreach r in array roles loop execute format('grant execute on function %s to %I', fn, r); end loop;
end $$;

/* ---------------------------------------------------------------- who is asking */

create function app.claims() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb, '{}'::jsonb)
$$;

create function app.uid() returns uuid
language sql stable set search_path = '' as $$
  select nullif(app.claims() ->> 'sub', '')::uuid
$$;

-- A token outlives the session it was issued for; the session row does not. Deleting it ends every right at once.
create function app.session_live() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from auth.sessions s
    where s.id = nullif(app.claims() ->> 'session_id', '')::uuid and s.user_id = app.uid()
  )
$$;

/* ---------------------------------------------------------------- campaigns and team */

create table public.campaigns (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  status text not null default 'draft' check (status in ('draft', 'open', 'closed')),
  default_locale text not null default 'es' check (default_locale in ('es', 'en')),
  tz text not null default 'America/Argentina/Buenos_Aires',
  goal integer not null default 1000 check (goal between 1 and 100000000),
  publish_fund boolean not null default false,
  publish_detained boolean not null default false,
  publish_hearing boolean not null default false,
  contact_email text check (length(contact_email) <= 254),
  iban text check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$'),
  is_sample boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table public.campaigns is 'P0: everything here may be public once the campaign is open.';

create table public.campaign_texts (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  locale text not null check (locale in ('es', 'en')),
  title text not null check (length(title) between 1 and 160),
  summary text not null default '' check (length(summary) <= 400),
  statement text not null default '' check (length(statement) <= 40000),
  fund_text text not null default '' check (length(fund_text) <= 8000),
  consent text not null default '' check (length(consent) <= 4000),
  unique (campaign_id, locale)
);
comment on table public.campaign_texts is 'P0: one row per language.';

create table public.members (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  display_name text not null check (length(display_name) between 1 and 80),
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (campaign_id, user_id)
);
create index members_user on public.members (user_id);
comment on table public.members is 'P1: the roster the whole team sees. Roles stand apart, because who holds which tells an infiltrator whom to pursue.';

create table public.member_roles (
  id uuid primary key references public.members on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  roles text[] not null check (cardinality(roles) > 0
    and roles <@ array['owner', 'organizer', 'legal', 'treasurer', 'coordinator', 'observer'])
);
create index member_roles_campaign on public.member_roles (campaign_id);
create index member_roles_user on public.member_roles (user_id);
comment on table public.member_roles is 'P1: owners, and each member their own row.';

create table public.invitations (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  token_hash text not null unique check (length(token_hash) between 32 and 128),
  label text not null default '' check (length(label) <= 80),
  roles text[] not null check (cardinality(roles) > 0
    and roles <@ array['owner', 'organizer', 'legal', 'treasurer', 'coordinator', 'observer']),
  expires_at timestamptz not null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  accepted_at timestamptz,
  accepted_by uuid references auth.users on delete set null,
  revoked_at timestamptz
);
create index invitations_campaign on public.invitations (campaign_id);
create index invitations_created_by on public.invitations (created_by);
create index invitations_accepted_by on public.invitations (accepted_by);
comment on table public.invitations is 'P1: owners. Only the hash of the link is here; it works once.';

-- One row per "sign out everywhere": what tells every process to close that person's sockets.
create table public.session_ends (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  at timestamptz not null default now()
);
create index session_ends_campaign on public.session_ends (campaign_id);
create index session_ends_user on public.session_ends (user_id);
comment on table public.session_ends is 'P1: owners.';

/* ---------------------------------------------------------------- permissions */

create table app.role_permissions (
  role text not null,
  permission text not null,
  primary key (role, permission)
);
-- The same table as src/lib/contracts/permissions.ts; tests/db/permissions.spec.ts holds them equal.
insert into app.role_permissions (permission, role)
select p.permission, r.role
from (values
  ('campaign.read', 'owner,organizer,legal,treasurer,coordinator,observer'),
  ('campaign.write', 'owner,organizer'),
  ('signatures.read', 'owner,organizer'),
  ('signatures.write', 'owner,organizer'),
  ('fund.totals', 'owner,organizer,treasurer,observer'),
  ('fund.read', 'owner,treasurer'),
  ('fund.write', 'treasurer'),
  ('people.read', 'owner,organizer,legal,treasurer,coordinator,observer'),
  ('people.write', 'owner,legal'),
  ('people.confidential', 'legal'),
  ('hearings.read', 'owner,organizer,legal,treasurer,coordinator,observer'),
  ('hearings.write', 'legal'),
  ('boards.read', 'owner,organizer,legal,treasurer,coordinator,observer'),
  ('boards.write', 'owner,organizer,legal,treasurer,coordinator'),
  ('contacts.read', 'owner,organizer,legal,treasurer,coordinator,observer'),
  ('contacts.write', 'owner,organizer,legal,treasurer,coordinator'),
  ('team.manage', 'owner')
) as p (permission, roles), unnest(string_to_array(p.roles, ',')) as r (role);

-- Set form: a policy asks once per statement, not once per row.
create function app.my_campaigns(permission text) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.campaign_id
  from public.members m
  join public.member_roles r on r.id = m.id
  where m.user_id = app.uid()
    and m.disabled_at is null
    and app.session_live()
    and exists (select 1 from app.role_permissions p where p.permission = $1 and p.role = any (r.roles))
$$;

create function app.can(campaign uuid, permission text) returns boolean
language sql stable security definer set search_path = '' as $$
  select $1 in (select app.my_campaigns($2))
$$;

create table app.audiences (audience text primary key, permission text not null);
insert into app.audiences values
  ('team', 'campaign.read'), ('figures', 'fund.totals'), ('treasury', 'fund.read'),
  ('legal', 'people.confidential'), ('admin', 'team.manage');

-- What each kind of stream that belongs to one thing asks; a chapter adds its own line (`board`, later `case`).
create table app.stream_kinds (prefix text primary key, tbl text not null, permission text not null);

create function app.can_read_stream(stream text) returns boolean
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
  select * into kind from app.stream_kinds k where k.prefix = part[1];
  if kind.tbl is null or part[3] is not null then return false; end if;
  execute format('select campaign_id from public.%I where id = $1', kind.tbl) into campaign using part[2]::uuid;
  return campaign is not null and app.can(campaign, kind.permission);
end $$;

/* ---------------------------------------------------------------- journal */

create table app.live_streams (
  stream text primary key,
  head bigint not null default 0,
  floor bigint not null default 0,
  last_hash bytea not null default ''
);

create table public.journal (
  stream text not null,
  seq bigint not null,
  at timestamptz not null,
  actor uuid,
  op_id uuid,
  entity text not null,
  entity_id uuid not null,
  verb text not null check (verb in ('insert', 'update', 'delete')),
  patch jsonb not null,
  inverse jsonb not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (stream, seq)
);
create index journal_op on public.journal (op_id) where op_id is not null;
create index journal_at on public.journal (at);
comment on table public.journal is 'P1 per stream: append only, read through live_since, journal_feed and journal_page. Sealed columns never enter it.';

-- What a transaction has changed and not yet numbered. Rows live inside one transaction only, so losing the table in a
-- crash loses nothing; unlogged keeps them out of the write-ahead log.
create unlogged table app.journal_pending (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  stream text not null,
  actor uuid,
  op_id uuid,
  entity text not null,
  entity_id uuid not null,
  verb text not null,
  patch jsonb not null,
  inverse jsonb not null
);
create index journal_pending_xid on app.journal_pending (xid);

create function app.journal_canon(j public.journal) returns bytea
language sql stable set search_path = '' as $$
  select convert_to(jsonb_build_array(
    (j).stream, (j).seq, to_char((j).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    (j).actor, (j).op_id, (j).entity, (j).entity_id, (j).verb, (j).patch, (j).inverse)::text, 'UTF8')
$$;

-- Numbers are given at commit, streams in name order: dense, in commit order, and two transactions that touch the same
-- two streams can never wait for each other. The lock on a stream's head is held from here to the commit only.
create function app.journal_flush() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  p record;
  j public.journal;
  current text;
  head_now bigint;
  last bytea;
begin
  for p in
    with gone as (delete from app.journal_pending where xid = pg_current_xact_id() returning *)
    select * from gone order by stream collate "C", id
  loop
    if current is distinct from p.stream then
      if current is not null then
        update app.live_streams set head = head_now, last_hash = last where stream = current;
      end if;
      current := p.stream;
      loop
        select s.head, s.last_hash into head_now, last from app.live_streams s where s.stream = current for update;
        exit when found;
        insert into app.live_streams (stream) values (current) on conflict do nothing;
      end loop;
    end if;
    head_now := head_now + 1;
    j := row(p.stream, head_now, clock_timestamp(), p.actor, p.op_id, p.entity, p.entity_id, p.verb, p.patch, p.inverse,
      last, ''::bytea);
    j.hash := sha256(last || app.journal_canon(j));
    last := j.hash;
    insert into public.journal select (j).*;
  end loop;
  if current is not null then
    update app.live_streams set head = head_now, last_hash = last where stream = current;
  end if;
  return null;
end $$;
create constraint trigger journal_pending_flush after insert on app.journal_pending
  deferrable initially deferred for each row execute function app.journal_flush();

create function app.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'append only' using errcode = '42501', detail = tg_table_name;
end $$;
create trigger journal_append_only before update or delete on public.journal
  for each row execute function app.refuse_change();
create trigger journal_no_truncate before truncate on public.journal
  for each statement execute function app.refuse_change();

create function app.pick(r jsonb, columns text[]) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(e.key, e.value), '{}'::jsonb) from jsonb_each(r) e where e.key = any (columns)
$$;

-- Which columns of which table reach which stream. `live_snapshot` and the trigger read the same line, so that a
-- snapshot and the journal can never disagree about what an audience sees.
create table app.tracked (
  entity text not null,
  prefix text not null,
  key_column text not null,
  audience text not null default '',
  columns text[] not null,
  primary key (entity, prefix, audience)
);

create function app.stream_name(prefix text, key text, audience text) returns text
language sql immutable set search_path = '' as $$
  select prefix || ':' || key || case when audience = '' then '' else ':' || audience end
$$;

create function app.track_row() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  t app.tracked;
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  o jsonb;
  n jsonb;
  from_stream text;
  to_stream text;
  changed jsonb;
  who uuid := coalesce(nullif(current_setting('app.actor', true), '')::uuid, app.uid());
  op uuid := nullif(current_setting('app.op_id', true), '')::uuid;
begin
  for t in select * from app.tracked where entity = tg_table_name loop
    o := app.pick(before, t.columns);
    n := app.pick(after, t.columns);
    from_stream := app.stream_name(t.prefix, before ->> t.key_column, t.audience);
    to_stream := app.stream_name(t.prefix, after ->> t.key_column, t.audience);
    if from_stream is not null and from_stream is distinct from to_stream then
      insert into app.journal_pending (stream, actor, op_id, entity, entity_id, verb, patch, inverse)
      values (from_stream, who, op, t.entity, (before ->> 'id')::uuid, 'delete', '{}', o);
    end if;
    if to_stream is not null and from_stream is distinct from to_stream then
      insert into app.journal_pending (stream, actor, op_id, entity, entity_id, verb, patch, inverse)
      values (to_stream, who, op, t.entity, (after ->> 'id')::uuid, 'insert', n, '{}');
    elsif to_stream is not null then
      select jsonb_object_agg(e.key, e.value) into changed from jsonb_each(n) e where o -> e.key is distinct from e.value;
      -- Whose row it is stays in every change of it, so that a revocation is exact wherever it was written.
      if changed is not null and n ? 'user_id' then changed := changed || jsonb_build_object('user_id', n -> 'user_id'); end if;
      if changed is not null then
        insert into app.journal_pending (stream, actor, op_id, entity, entity_id, verb, patch, inverse)
        values (to_stream, who, op, t.entity, (after ->> 'id')::uuid, 'update', changed,
          app.pick(o, array(select jsonb_object_keys(changed))));
      end if;
    end if;
  end loop;
  return null;
end $$;

-- One line in a migration tracks a table. Columns whose name ends in `_sealed`, `_key` or `_hash` are refused.
create function app.track(tbl regclass, prefix text, key_column text, audience text, columns text[]) returns void
language plpgsql set search_path = '' as $$
declare
  entity text := (select c.relname from pg_catalog.pg_class c where c.oid = tbl);
begin
  if exists (select 1 from unnest(columns) c where c ~ '_(sealed|hash)$' or c ~ '^(email|name|address)_key$') then
    raise exception 'a confidential column may not enter the journal of %', entity;
  end if;
  insert into app.tracked values (entity, prefix, key_column, audience, columns);
  execute format('create or replace trigger track after insert or update or delete on %s for each row execute function app.track_row()', tbl);
end $$;

/* ---------------------------------------------------------------- operations */

create table app.ops (
  op_id uuid primary key,
  actor uuid,
  kind text not null,
  request_hash bytea not null,
  result jsonb,
  at timestamptz not null default now()
);
create index ops_at on app.ops (at);

create function app.entry(j public.journal) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('stream', (j).stream, 'seq', (j).seq,
    'at', to_char((j).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actor', (j).actor, 'opId', (j).op_id,
    'entity', (j).entity, 'entityId', (j).entity_id, 'verb', (j).verb, 'patch', (j).patch)
$$;

create function app.op_answer(op uuid, result jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('result', coalesce(result, '{}'), 'entries', coalesce(
    (select jsonb_agg(app.entry(j) order by j.stream collate "C", j.seq) from public.journal j where j.op_id = op), '[]'))
$$;

-- Null: go on. Otherwise the answer given the first time. A concurrent twin waits on the unique index until the first
-- has committed or failed, so the effect happens exactly once.
create function app.op_begin(op uuid, kind text, args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  mine bytea := sha256(convert_to(kind || args::text, 'UTF8'));
  seen app.ops;
begin
  insert into app.ops (op_id, actor, kind, request_hash) values (op, app.uid(), kind, mine) on conflict do nothing;
  if found then return null; end if;
  select * into seen from app.ops o where o.op_id = op;
  if seen.actor is distinct from app.uid() or seen.request_hash <> mine then
    perform app.fail('RN422', 'op_id_reused');
  end if;
  return app.op_answer(op, seen.result);
end $$;

create function app.op_finish(op uuid, result jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update app.ops o set result = op_finish.result where o.op_id = op and o.actor = app.uid() and o.result is null;
  return app.op_answer(op, result);
end $$;

-- Runs as the caller: each `app.op_*` function is an invoker's, so row level security decides every row it touches.
create function public.apply_op(op_id uuid, kind text, args jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  answer jsonb;
  fn text := 'op_' || replace($2, '.', '_');
begin
  if app.uid() is null or not app.session_live() then perform app.fail('RN401', 'signed_out'); end if;
  if $2 !~ '^[a-z]+\.[a-z_]+$' or to_regprocedure(format('app.%I(jsonb)', fn)) is null then
    perform app.fail('RN400', 'unknown_field', 'kind');
  end if;
  if jsonb_typeof($3) is distinct from 'object' then perform app.fail('RN400', 'unknown_field', 'args'); end if;
  answer := app.op_begin($1, $2, $3);
  if answer is not null then return answer; end if;
  perform set_config('app.op_id', $1::text, true);
  execute format('select app.%I($1)', fn) into answer using $3;
  set constraints app.journal_pending_flush immediate;
  return app.op_finish($1, answer);
end $$;

/* ---------------------------------------------------------------- reading streams */

create function app.stream_head(stream text) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce((select s.head from app.live_streams s where s.stream = $1), 0)
$$;

create function app.tracked_in(stream text) returns setof app.tracked
language sql stable security definer set search_path = '' as $$
  select t.* from app.tracked t
  where t.prefix = split_part(stream, ':', 1) and t.audience = split_part(stream, ':', 3)
  order by t.entity
$$;

-- Stable on purpose: every statement inside sees the snapshot of the one statement that called, so `seq` and rows are
-- true at the same instant. Invoker on purpose: row level security filters the rows.
create function public.live_snapshot(stream text) returns jsonb
language plpgsql stable security invoker set search_path = '' set timezone = 'UTC' as $$
declare
  t app.tracked;
  rows jsonb := '{}';
  part jsonb;
begin
  if not app.can_read_stream($1) then perform app.fail('RN404', 'not_found'); end if;
  for t in select * from app.tracked_in($1) loop
    -- Column by column, because some columns of a tracked table (a link's hash) are granted to nobody.
    execute format('select coalesce(jsonb_agg(to_jsonb(x) order by x.id), ''[]'') from (select %s from public.%I where %I = $1) x',
      (select string_agg(quote_ident(c), ', ') from unnest(t.columns) c), t.entity, t.key_column)
      into part using split_part($1, ':', 2)::uuid;
    rows := rows || jsonb_build_object(t.entity, part);
  end loop;
  return jsonb_build_object('stream', $1, 'seq', app.stream_head($1), 'rows', rows);
end $$;

-- Nobody's but the relay's and, through `my_entries`, a reader's of that stream.
create function app.entries(stream text, after bigint, upto integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(app.entry(j) order by j.seq), '[]')
  from (select * from public.journal j where j.stream = $1 and j.seq > $2 order by j.seq limit $3) j
$$;

create function app.my_entries(stream text, after bigint, upto integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select case when app.can_read_stream($1) then app.entries($1, $2, $3) end
$$;

-- 2 000 entries are about as many bytes as a snapshot of a busy board: beyond that a new snapshot is cheaper.
create function public.live_since(stream text, after bigint) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  head bigint;
begin
  if not app.can_read_stream($1) then perform app.fail('RN404', 'not_found'); end if;
  head := app.stream_head($1);
  if $2 < 0 or $2 > head or head - $2 > 2000 then
    return jsonb_build_object('kind', 'snapshot', 'snapshot', public.live_snapshot($1));
  end if;
  return jsonb_build_object('kind', 'entries', 'stream', $1, 'head', head, 'entries', app.my_entries($1, $2, 2000));
end $$;

create function public.live_heads(streams text[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(s.stream, s.head), '{}') from app.live_streams s where s.stream = any (streams)
$$;

create function public.live_entries(stream text, after bigint, upto integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select app.entries($1, $2, least($3, 2000))
$$;

create function public.sessions_alive(ids uuid[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(s.id), '[]') from auth.sessions s where s.id = any (ids)
$$;

create function app.stream_campaign(stream text) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  part text[] := string_to_array(stream, ':');
  kind app.stream_kinds;
  campaign uuid;
begin
  if part[1] = 'campaign' then return part[2]::uuid; end if;
  select * into kind from app.stream_kinds k where k.prefix = part[1];
  if kind.tbl is null then return null; end if;
  execute format('select campaign_id from public.%I where id = $1', kind.tbl) into campaign using part[2]::uuid;
  return campaign;
end $$;

-- Streams of a campaign that the caller may read, for feeds.
create function app.my_streams(campaign uuid) returns setof text
language sql stable security definer set search_path = '' as $$
  select s.stream from app.live_streams s
  where (s.stream like 'campaign:' || $1 || ':%'
      or exists (select 1 from app.stream_kinds k where s.stream like k.prefix || ':%'))
    and app.can_read_stream(s.stream)
    and app.stream_campaign(s.stream) = $1
$$;

-- Newest first. `before` is the `at` of the last one seen.
create function public.journal_feed(campaign uuid, before timestamptz default null, n integer default 40) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  mine text[];
begin
  if not app.can($1, 'campaign.read') then perform app.fail('RN404', 'not_found'); end if;
  mine := array(select app.my_streams($1));
  return coalesce((select jsonb_agg(app.entry(j) order by j.at desc, j.stream, j.seq desc) from (
    select * from public.journal x
    where x.stream = any (mine) and ($2 is null or x.at < $2)
    order by x.at desc limit least(greatest($3, 1), 200)) j), '[]');
end $$;

-- The audit log with its hashes, for owners: one stream, newest first.
create function public.journal_page(stream text, before bigint default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can(app.stream_campaign($1), 'team.manage') or not app.can_read_stream($1) then
    perform app.fail('RN404', 'not_found');
  end if;
  return coalesce((select jsonb_agg(app.entry(j) || jsonb_build_object('hash', encode(j.hash, 'hex')) order by j.seq desc) from (
    select * from public.journal x where x.stream = $1 and ($2 is null or x.seq < $2)
    order by x.seq desc limit least(greatest($3, 1), 200)) j), '[]');
end $$;

create function app.verify(stream text) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  j public.journal;
  last bytea := '';
  expected bigint := 0;
begin
  for j in select * from public.journal x where x.stream = $1 order by x.seq loop
    expected := expected + 1;
    if j.seq <> expected or j.prev_hash <> last or j.hash <> sha256(last || app.journal_canon(j)) then
      return jsonb_build_object('ok', false, 'stream', $1, 'seq', j.seq, 'expected', expected);
    end if;
    last := j.hash;
  end loop;
  if exists (select 1 from app.live_streams s where s.stream = $1 and (s.head <> expected or s.last_hash <> last)) then
    return jsonb_build_object('ok', false, 'stream', $1, 'seq', expected, 'expected', app.stream_head($1));
  end if;
  return jsonb_build_object('ok', true, 'stream', $1, 'entries', expected, 'hash', encode(last, 'hex'));
end $$;

-- Walks the hash chain of every stream of a campaign that the owner may read.
create function public.verify_journal(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'team.manage') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(app.verify(s) order by s) from app.my_streams($1) s), '[]');
end $$;

-- The same for the machine that keeps the data, over all streams.
create function public.verify_all_journals() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(app.verify(s.stream) order by s.stream), '[]') from app.live_streams s
$$;

/* ---------------------------------------------------------------- arguments of operations */

create function app.arg(args jsonb, name text, max_length integer default 400) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := btrim(args ->> name);
begin
  if jsonb_typeof(args -> name) not in ('string', 'null') then perform app.fail('RN400', 'unknown_field', name); end if;
  if v is null or v = '' then perform app.fail('RN400', 'required', name); end if;
  if length(v) > max_length then perform app.fail('RN400', 'too_long', name); end if;
  return v;
end $$;

create function app.arg_optional(args jsonb, name text, max_length integer default 4000) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := btrim(args ->> name);
begin
  if jsonb_typeof(args -> name) not in ('string', 'null') then perform app.fail('RN400', 'unknown_field', name); end if;
  if length(v) > max_length then perform app.fail('RN400', 'too_long', name); end if;
  return v;
end $$;

create function app.arg_id(args jsonb, name text) returns uuid
language plpgsql immutable set search_path = '' as $$
declare
  v text := args ->> name;
begin
  if v is null or v !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then perform app.fail('RN400', 'required', name); end if;
  return v::uuid;
end $$;

-- Absent is null.
create function app.arg_flag(args jsonb, name text) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> name) <> 'boolean' then perform app.fail('RN400', 'unknown_field', name); end if;
  return (args ->> name)::boolean;
end $$;

-- Within the years that every table takes.
create function app.arg_day(args jsonb, name text) returns date
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(args ->> name, '') !~ '^(19[7-9]|20\d)\d-\d{2}-\d{2}$' then perform app.fail('RN400', 'date', name); end if;
  return make_date(substr(args ->> name, 1, 4)::int, substr(args ->> name, 6, 2)::int, substr(args ->> name, 9, 2)::int);
exception when datetime_field_overflow then
  perform app.fail('RN400', 'date', name);
end $$;

create function app.arg_instant(args jsonb, name text) returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  if coalesce(args ->> name, '') !~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$' then
    perform app.fail('RN400', 'instant', name);
  end if;
  return (args ->> name)::timestamptz;
exception when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value then
  perform app.fail('RN400', 'instant', name);
end $$;

create function app.arg_choice(args jsonb, name text, variadic choices text[]) returns text
language plpgsql immutable set search_path = '' as $$
begin
  if args ->> name is null or not args ->> name = any (choices) then perform app.fail('RN400', 'choice', name); end if;
  return args ->> name;
end $$;

create function app.arg_roles(args jsonb) returns text[]
language plpgsql immutable set search_path = '' as $$
declare
  v text[];
begin
  if jsonb_typeof(args -> 'roles') is distinct from 'array' then perform app.fail('RN400', 'required', 'roles'); end if;
  v := array(select distinct jsonb_array_elements_text(args -> 'roles') order by 1);
  if cardinality(v) = 0 then perform app.fail('RN400', 'required', 'roles'); end if;
  if not v <@ array['owner', 'organizer', 'legal', 'treasurer', 'coordinator', 'observer'] then
    perform app.fail('RN400', 'choice', 'roles');
  end if;
  return v;
end $$;

-- Absent and forbidden look the same. Called by operations before they touch anything, so that a refusal has one face.
create function app.need(campaign uuid, permission text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if campaign is null or not app.can(campaign, permission) then perform app.fail('RN404', 'not_found'); end if;
end $$;

/* ---------------------------------------------------------------- campaign operations */

create function app.op_campaign_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'campaign.write');
  if args ? 'goal' and (jsonb_typeof(args -> 'goal') <> 'number' or (args ->> 'goal')::numeric not between 1 and 100000000
      or (args ->> 'goal')::numeric <> trunc((args ->> 'goal')::numeric)) then
    perform app.fail('RN400', 'number', 'goal');
  end if;
  if args ? 'status' then perform app.arg_choice(args, 'status', 'draft', 'open', 'closed'); end if;
  if args ->> 'iban' is not null and args ->> 'iban' !~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$' then
    perform app.fail('RN400', 'iban', 'iban');
  end if;
  update public.campaigns c set
    goal = coalesce((args ->> 'goal')::integer, c.goal),
    status = coalesce(args ->> 'status', c.status),
    publish_fund = coalesce(app.arg_flag(args, 'publishFund'), c.publish_fund),
    publish_detained = coalesce(app.arg_flag(args, 'publishDetained'), c.publish_detained),
    publish_hearing = coalesce(app.arg_flag(args, 'publishHearing'), c.publish_hearing),
    contact_email = case when args ? 'contactEmail' then app.arg_optional(args, 'contactEmail', 254) else c.contact_email end,
    iban = case when args ? 'iban' then args ->> 'iban' else c.iban end
  where c.id = campaign;
  return '{}';
end $$;

create function app.op_campaign_text(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'campaign.write');
  insert into public.campaign_texts as t (campaign_id, locale, title, summary, statement, fund_text, consent)
  values (campaign, app.arg_choice(args, 'locale', 'es', 'en'), app.arg(args, 'title', 160),
    coalesce(app.arg_optional(args, 'summary', 400), ''), coalesce(app.arg_optional(args, 'statement', 40000), ''),
    coalesce(app.arg_optional(args, 'fundText', 8000), ''), coalesce(app.arg_optional(args, 'consent', 4000), ''))
  on conflict (campaign_id, locale) do update set title = excluded.title, summary = excluded.summary,
    statement = excluded.statement, fund_text = excluded.fund_text, consent = excluded.consent;
  return '{}';
end $$;

/* ---------------------------------------------------------------- team operations */

create function app.op_team_invite(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  until timestamptz := app.arg_instant(args, 'expiresAt');
begin
  perform app.need(campaign, 'team.manage');
  if length(app.arg(args, 'tokenHash', 128)) < 32 then perform app.fail('RN400', 'too_short', 'tokenHash'); end if;
  if until < now() or until > now() + interval '31 days' then perform app.fail('RN400', 'instant', 'expiresAt'); end if;
  insert into public.invitations (id, campaign_id, token_hash, label, roles, expires_at, created_by)
  values (app.arg_id(args, 'id'), campaign, app.arg(args, 'tokenHash', 128), coalesce(app.arg_optional(args, 'label', 80), ''),
    app.arg_roles(args), until, app.uid());
  return '{}';
end $$;

create function app.op_team_revoke_invitation(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  update public.invitations i set revoked_at = now()
  where i.id = app.arg_id(args, 'invitation') and i.accepted_at is null and i.revoked_at is null;
  if not found then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;

-- A campaign without an owner could never be managed again.
create function app.keep_an_owner(campaign uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Two owners demoting each other at once must not both succeed: they wait here for one another.
  perform 1 from public.campaigns c where c.id = campaign for no key update;
  if not exists (
    select 1 from public.member_roles r join public.members m on m.id = r.id
    where r.campaign_id = campaign and m.disabled_at is null and 'owner' = any (r.roles)
  ) then
    perform app.fail('RN409', 'last_owner', 'roles');
  end if;
end $$;

-- The operations ask at once, so that the refusal has a name. The commit asks for whatever other way a row was changed.
create function app.owner_kept() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform app.keep_an_owner(new.campaign_id);
  return null;
end $$;
create constraint trigger owner_kept after update of roles on public.member_roles
  deferrable initially deferred for each row when ('owner' = any (old.roles) and not 'owner' = any (new.roles))
  execute function app.owner_kept();
create constraint trigger owner_kept after update of disabled_at on public.members
  deferrable initially deferred for each row when (old.disabled_at is null and new.disabled_at is not null)
  execute function app.owner_kept();

create function app.op_team_set_roles(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'team.manage');
  update public.member_roles r set roles = app.arg_roles(args)
  where r.campaign_id = campaign and r.user_id = app.arg_id(args, 'user');
  if not found then perform app.fail('RN404', 'not_found'); end if;
  perform app.keep_an_owner(campaign);
  return '{}';
end $$;

create function app.op_team_disable(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'team.manage');
  update public.members m set disabled_at = coalesce(m.disabled_at, now())
  where m.campaign_id = campaign and m.user_id = app.arg_id(args, 'user');
  if not found then perform app.fail('RN404', 'not_found'); end if;
  perform app.keep_an_owner(campaign);
  return '{}';
end $$;

create function app.op_team_enable(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'team.manage');
  update public.members m set disabled_at = null where m.campaign_id = campaign and m.user_id = app.arg_id(args, 'user');
  if not found then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;

-- Deletes the sessions (tokens die with them, see session_live) and leaves the row that closes the sockets.
create function app.end_sessions(campaign uuid, who uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not (app.can(campaign, 'team.manage') or (who = app.uid() and app.can(campaign, 'campaign.read')))
    or not exists (select 1 from public.members m where m.campaign_id = campaign and m.user_id = who) then
    perform app.fail('RN404', 'not_found');
  end if;
  insert into public.session_ends (campaign_id, user_id) values (campaign, who);
  delete from auth.sessions s where s.user_id = who;
end $$;

create function app.op_team_end_sessions(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.end_sessions(app.arg_id(args, 'campaign'), app.arg_id(args, 'user'));
  return '{}';
end $$;

-- For the machine (a changed password, an account closed): everywhere, in every campaign.
create function public.end_sessions(account uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.session_ends (campaign_id, user_id) select m.campaign_id, m.user_id from public.members m where m.user_id = $1;
  delete from auth.sessions s where s.user_id = $1;
end $$;

/* ---------------------------------------------------------------- who am I, setup, invitations */

create function public.me() returns jsonb
language sql stable security definer set search_path = '' as $$
  select case when app.session_live() then jsonb_build_object(
    'userId', app.uid(), 'sessionId', app.claims() ->> 'session_id',
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object('campaignId', c.id, 'slug', c.slug, 'displayName', m.display_name, 'roles', r.roles)
        order by c.created_at)
      from public.members m join public.member_roles r on r.id = m.id join public.campaigns c on c.id = m.campaign_id
      where m.user_id = app.uid() and m.disabled_at is null), '[]')) end
$$;

create table app.instance (
  one boolean primary key default true check (one),
  setup_token_hash text,
  setup_done_at timestamptz,
  keys_fingerprint text
);
insert into app.instance default values;

create function public.setup_state() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('done', i.setup_done_at is not null, 'linked', i.setup_token_hash is not null) from app.instance i
$$;

-- Sealed columns open with one set of keys only. The first start leaves their public name here; a later start with other
-- keys is told so before it seals anything that the old ones cannot open.
create function public.keys_match(fingerprint text) returns boolean
language sql volatile security definer set search_path = '' as $$
  update app.instance set keys_fingerprint = coalesce(keys_fingerprint, $1) returning keys_fingerprint = $1
$$;

create function public.setup_token(token_hash text) returns void
language sql security definer set search_path = '' as $$
  update app.instance set setup_token_hash = $1 where setup_done_at is null
$$;

-- Asked before an account is made: a guessed link must not even make one.
create function public.setup_look(token_hash text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('done', i.setup_done_at is not null,
    'valid', i.setup_done_at is null and i.setup_token_hash is not null and i.setup_token_hash = $1) from app.instance i
$$;

-- The first owner and campaign. The row lock makes two simultaneous visitors with the same link one after the other.
create function public.setup_finish(token_hash text, user_id uuid, display_name text, campaign jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i app.instance;
  new_campaign uuid := app.arg_id(campaign, 'id');
  member uuid := gen_random_uuid();
begin
  select * into i from app.instance for update;
  if i.setup_done_at is not null or i.setup_token_hash is distinct from $1 then perform app.fail('RN410', 'expired'); end if;
  perform set_config('app.actor', $2::text, true);
  insert into public.campaigns (id, slug, default_locale, goal, status, is_sample)
  values (new_campaign, app.arg(campaign, 'slug', 40), coalesce(campaign ->> 'locale', 'es'),
    coalesce((campaign ->> 'goal')::integer, 1000), 'open', coalesce((campaign ->> 'sample')::boolean, false));
  insert into public.campaign_texts (campaign_id, locale, title)
  values (new_campaign, coalesce(campaign ->> 'locale', 'es'), app.arg(campaign, 'title', 160));
  insert into public.members (id, campaign_id, user_id, display_name) values (member, new_campaign, $2, btrim($3));
  insert into public.member_roles (id, campaign_id, user_id, roles) values (member, new_campaign, $2, array['owner']);
  update app.instance set setup_done_at = now(), setup_token_hash = null;
  return jsonb_build_object('campaign', new_campaign);
end $$;

create function public.invitation_look(token_hash text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('campaign', c.slug, 'title', t.title, 'roles', i.roles)
  from public.invitations i
  join public.campaigns c on c.id = i.campaign_id
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = c.default_locale
  where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$$;

create function public.invitation_accept(token_hash text, user_id uuid, display_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.invitations;
  member uuid := gen_random_uuid();
begin
  select * into i from public.invitations x where x.token_hash = $1 for update;
  if i.id is null or i.accepted_at is not null or i.revoked_at is not null or i.expires_at <= now() then
    perform app.fail('RN410', 'expired');
  end if;
  if exists (select 1 from public.members m where m.campaign_id = i.campaign_id and m.user_id = $2) then
    perform app.fail('RN409', 'taken', 'email');
  end if;
  perform set_config('app.actor', $2::text, true);
  update public.invitations x set accepted_at = now(), accepted_by = $2 where x.id = i.id;
  insert into public.members (id, campaign_id, user_id, display_name) values (member, i.campaign_id, $2, btrim($3));
  insert into public.member_roles (id, campaign_id, user_id, roles) values (member, i.campaign_id, $2, i.roles);
  return jsonb_build_object('campaign', i.campaign_id, 'slug', (select c.slug from public.campaigns c where c.id = i.campaign_id));
end $$;

-- Addresses of the team, for owners only: they are in the sign-in tables, nowhere else.
create function public.team_addresses(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'team.manage') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_object_agg(m.user_id, u.email)
    from public.members m join auth.users u on u.id = m.user_id where m.campaign_id = $1), '{}');
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.campaigns', 'public.campaign_texts', 'public.members', 'public.member_roles',
  'public.invitations', 'public.session_ends', 'public.journal', 'app.role_permissions', 'app.audiences', 'app.stream_kinds',
  'app.live_streams', 'app.journal_pending', 'app.tracked', 'app.ops', 'app.instance']::regclass[]) t;

grant select on public.campaigns, public.campaign_texts, public.members, public.member_roles, public.session_ends to authenticated;
grant update (goal, status, publish_fund, publish_detained, publish_hearing, contact_email, iban) on public.campaigns to authenticated;
grant insert (id, campaign_id, locale, title, summary, statement, fund_text, consent),
  update (title, summary, statement, fund_text, consent) on public.campaign_texts to authenticated;
grant update (disabled_at) on public.members to authenticated;
grant update (roles) on public.member_roles to authenticated;
grant select (id, campaign_id, label, roles, expires_at, created_by, created_at, accepted_at, accepted_by, revoked_at),
  insert (id, campaign_id, token_hash, label, roles, expires_at, created_by), update (revoked_at) on public.invitations to authenticated;

create policy "Members read their campaign" on public.campaigns for select to authenticated
  using (id in (select app.my_campaigns('campaign.read')));
create policy "Those who may write the campaign change it" on public.campaigns for update to authenticated
  using (id in (select app.my_campaigns('campaign.write'))) with check (id in (select app.my_campaigns('campaign.write')));
create policy "Members read the texts of their campaign" on public.campaign_texts for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who may write the campaign add texts" on public.campaign_texts for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('campaign.write')));
create policy "Those who may write the campaign change texts" on public.campaign_texts for update to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.write'))) with check (campaign_id in (select app.my_campaigns('campaign.write')));
create policy "Members see who is in the team" on public.members for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Owners disable and enable members" on public.members for update to authenticated
  using (campaign_id in (select app.my_campaigns('team.manage'))) with check (campaign_id in (select app.my_campaigns('team.manage')));
create policy "Owners read roles, each member their own" on public.member_roles for select to authenticated
  using (campaign_id in (select app.my_campaigns('team.manage'))
    or (user_id = (select app.uid()) and campaign_id in (select app.my_campaigns('campaign.read'))));
create policy "Owners change roles" on public.member_roles for update to authenticated
  using (campaign_id in (select app.my_campaigns('team.manage'))) with check (campaign_id in (select app.my_campaigns('team.manage')));
create policy "Owners read invitations" on public.invitations for select to authenticated
  using (campaign_id in (select app.my_campaigns('team.manage')));
create policy "Owners invite in their own name" on public.invitations for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('team.manage')) and created_by = (select app.uid()));
create policy "Owners revoke invitations" on public.invitations for update to authenticated
  using (campaign_id in (select app.my_campaigns('team.manage'))) with check (campaign_id in (select app.my_campaigns('team.manage')));
create policy "Owners read who was signed out" on public.session_ends for select to authenticated
  using (campaign_id in (select app.my_campaigns('team.manage')));

select app.track('public.campaigns', 'campaign', 'id', 'team', array['id', 'slug', 'status', 'default_locale', 'tz', 'goal',
  'publish_fund', 'publish_detained', 'publish_hearing', 'contact_email', 'iban', 'is_sample', 'created_at']);
select app.track('public.campaign_texts', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'locale', 'title', 'summary',
  'statement', 'fund_text', 'consent']);
select app.track('public.members', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'user_id', 'display_name', 'disabled_at', 'created_at']);
select app.track('public.member_roles', 'campaign', 'campaign_id', 'admin', array['id', 'campaign_id', 'user_id', 'roles']);
select app.track('public.invitations', 'campaign', 'campaign_id', 'admin', array['id', 'campaign_id', 'label', 'roles', 'expires_at',
  'created_by', 'created_at', 'accepted_at', 'accepted_by', 'revoked_at']);
select app.track('public.session_ends', 'campaign', 'campaign_id', 'admin', array['id', 'campaign_id', 'user_id', 'at']);

-- `app` is not reachable through the API; operations run as the caller and call these.
revoke all on all functions in schema app from public, anon, authenticated, service_role;
create function app.open_to_members() returns void
language plpgsql set search_path = '' as $$
declare f regprocedure;
begin
  -- Every helper an invoker's operation or a policy calls. Trigger functions and the numbering of the journal stay closed.
  for f in select p.oid::regprocedure from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and (p.proname like 'op\_%' or p.proname like 'arg%' or p.proname in
      ('fail', 'claims', 'uid', 'session_live', 'my_campaigns', 'can', 'need', 'can_read_stream', 'pick', 'stream_head',
       'tracked_in', 'my_entries', 'end_sessions', 'keep_an_owner'))
  loop execute format('grant execute on function %s to authenticated', f); end loop;
end $$;
revoke all on function app.open_to_members() from public;
select app.open_to_members();

create function public.schema_version() returns text
language sql stable security definer set search_path = '' as $$
  select max(version) from supabase_migrations.schema_migrations
$$;

select app.expose('public.apply_op(uuid, text, jsonb)', 'authenticated');
select app.expose('public.live_snapshot(text)', 'authenticated');
select app.expose('public.live_since(text, bigint)', 'authenticated');
select app.expose('public.journal_feed(uuid, timestamptz, integer)', 'authenticated');
select app.expose('public.journal_page(text, bigint, integer)', 'authenticated');
select app.expose('public.verify_journal(uuid)', 'authenticated');
select app.expose('public.team_addresses(uuid)', 'authenticated');
select app.expose('public.me()', 'authenticated');
select app.expose('public.live_heads(text[])', 'service_role');
select app.expose('public.live_entries(text, bigint, integer)', 'service_role');
select app.expose('public.sessions_alive(uuid[])', 'service_role');
select app.expose('public.verify_all_journals()', 'service_role');
select app.expose('public.end_sessions(uuid)', 'service_role');
select app.expose('public.keys_match(text)', 'service_role');
select app.expose('public.setup_state()', 'service_role');
select app.expose('public.setup_token(text)', 'service_role');
select app.expose('public.setup_look(text)', 'service_role');
select app.expose('public.setup_finish(text, uuid, text, jsonb)', 'service_role');
select app.expose('public.invitation_look(text)', 'service_role');
select app.expose('public.invitation_accept(text, uuid, text)', 'service_role');
select app.expose('public.schema_version()', 'service_role');
