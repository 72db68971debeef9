-- Deliveries: the list of signatures handed to a court or an embassy. Made once, numbered, and never altered; a mistake is
-- mended by a new one that replaces it. Each line is chained to the one before, so that a page taken out or changed shows.
-- The names are not copied here: whoever withdraws takes the name back from every later download, and the line stays.

create table public.deliveries (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  recipient text not null check (length(recipient) between 1 and 200),
  day date not null check (day between '2000-01-01' and '2100-01-01'),
  locale text not null check (locale in ('es', 'en')),
  names text not null check (names in ('full', 'initials', 'number')),
  consents integer[] not null default '{}',
  replaces uuid references public.deliveries,
  state text not null default 'making' check (state in ('making', 'ready', 'cancelled')),
  expected integer not null default 0,
  done integer not null default 0,
  title text not null default '',
  statement text not null default '',
  start text not null check (start ~ '^[0-9a-f]{64}$'),
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  countries jsonb not null default '[]',
  organisations jsonb not null default '[]',
  paper bigint not null default 0,
  downloads integer not null default 0,
  last_format text check (last_format in ('pdf', 'csv')),
  lease_until timestamptz,
  cursor_at timestamptz,
  cursor_id uuid,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  check ((state = 'ready') = (digest is not null))
);
create index deliveries_campaign on public.deliveries (campaign_id, created_at desc, id);
create index deliveries_replaces on public.deliveries (replaces);
create index deliveries_created_by on public.deliveries (created_by);
create index deliveries_making on public.deliveries (created_at) where state = 'making';
comment on table public.deliveries is 'P1: what was handed to whom, when. `consents` are the wordings under which a full name may be handed over. P0 once ready: recipient, day, number of lines, digest.';

create table app.delivery_lines (
  delivery_id uuid not null references public.deliveries on delete cascade,
  n integer not null check (n > 0),
  signature_id uuid not null,
  country text not null,
  day date not null,
  form text not null check (form in ('full', 'initials', 'number')),
  leaf text not null check (leaf ~ '^[0-9a-f]{64}$'),
  link text not null check (link ~ '^[0-9a-f]{64}$'),
  code_key text not null,
  primary key (delivery_id, n),
  unique (delivery_id, signature_id)
);
create unique index delivery_lines_code on app.delivery_lines (code_key, delivery_id);
comment on table app.delivery_lines is 'P1: the frozen list. `leaf` is keyed, so no name can be tried out from it; `code_key` is the keyed index of what a signer proves the line with.';

-- What is ready is for ever: only the record of downloads grows.
create function app.delivery_kept() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or old.state = 'cancelled'
    or old.state = 'ready' and to_jsonb(old) - array['downloads', 'last_format', 'created_by', 'lease_until']
      is distinct from to_jsonb(new) - array['downloads', 'last_format', 'created_by', 'lease_until'] then
    raise exception 'a delivery is never altered' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger deliveries_kept before update or delete on public.deliveries for each row execute function app.delivery_kept();
create function app.delivery_line_kept() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' or exists (select 1 from public.deliveries d where d.id = old.delivery_id and d.state = 'ready') then
    raise exception 'a delivery is never altered' using errcode = '42501';
  end if;
  return old;
end $$;
create trigger delivery_lines_kept before update or delete on app.delivery_lines for each row execute function app.delivery_line_kept();

/* ---------------------------------------------------------------- operations */

create function app.make_delivery(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  fresh uuid := app.arg_id(args, 'id');
  recipient text := app.arg(args, 'recipient', 200);
  day date := app.arg_day(args, 'day');
  language text := app.arg_choice(args, 'locale', 'es', 'en');
  names text := app.arg_choice(args, 'names', 'full', 'initials', 'number');
  former uuid := case when args ->> 'replaces' is null then null else app.arg_id(args, 'replaces') end;
  consents integer[] := '{}';
  words record;
begin
  perform app.need(campaign, 'signatures.write');
  if day < '2000-01-01' then perform app.fail('RN400', 'date', 'day'); end if;
  if jsonb_typeof(args -> 'consents') is distinct from 'array'
    or exists (select 1 from jsonb_array_elements(args -> 'consents') x where x::text !~ '^[1-9][0-9]{0,5}$') then
    perform app.fail('RN400', 'unknown_field', 'consents');
  end if;
  consents := array(select x::text::integer from jsonb_array_elements(args -> 'consents') x order by 1);
  -- A full name leaves the house only under a wording that says so.
  if names = 'full' and cardinality(consents) = 0 then perform app.fail('RN400', 'required', 'consents'); end if;
  if exists (select 1 from unnest(consents) v where not exists (select 1 from public.consent_texts t where t.campaign_id = campaign and t.version = v)) then
    perform app.fail('RN400', 'choice', 'consents');
  end if;
  if former is not null and not exists (select 1 from public.deliveries d where d.id = former and d.campaign_id = campaign and d.state = 'ready') then
    perform app.fail('RN404', 'not_found');
  end if;
  select coalesce(t.title, o.title, c.slug) as title, coalesce(t.statement, o.statement, '') as statement into words
  from public.campaigns c
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = language
  left join public.campaign_texts o on o.campaign_id = c.id and o.locale = c.default_locale
  where c.id = campaign;
  insert into public.deliveries (id, campaign_id, recipient, day, locale, names, consents, replaces, expected, title, statement, start, created_by)
  values (fresh, campaign, recipient, day, language, names, case names when 'full' then consents else '{}' end, former,
    app.total(campaign, 'confirmed'), words.title, words.statement,
    -- The cover is the first thing the chain holds.
    encode(sha256(convert_to(concat_ws(E'\n', 'ronda-delivery/1', fresh, recipient, to_char(day, 'YYYY-MM-DD'), language, names,
      encode(sha256(convert_to(words.title || E'\n' || words.statement, 'UTF8')), 'hex')), 'UTF8')), 'hex'), app.uid());
end $$;
create function app.op_delivery_make(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.make_delivery(args);
  return jsonb_build_object('delivery', args ->> 'id');
end $$;

create function app.cancel_delivery(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  d public.deliveries;
begin
  select * into d from public.deliveries x where x.id = app.arg_id(args, 'delivery') for update;
  perform app.need(d.campaign_id, 'signatures.write');
  if d.state <> 'making' then perform app.fail('RN409', 'conflict', 'delivery'); end if;
  delete from app.delivery_lines l where l.delivery_id = d.id;
  update public.deliveries set state = 'cancelled' where id = d.id;
end $$;
create function app.op_delivery_cancel(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.cancel_delivery(args);
  return '{}';
end $$;

-- The journal says who took the list with them, before the first byte goes out.
create function app.take_delivery(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  d public.deliveries;
  format text := app.arg_choice(args, 'format', 'pdf', 'csv');
begin
  select * into d from public.deliveries x where x.id = app.arg_id(args, 'delivery') for update;
  perform app.need(d.campaign_id, 'signatures.read');
  if d.state <> 'ready' then perform app.fail('RN409', 'conflict', 'delivery'); end if;
  update public.deliveries set downloads = downloads + 1, last_format = format where id = d.id;
end $$;
create function app.op_delivery_take(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.take_delivery(args);
  return '{}';
end $$;

/* ---------------------------------------------------------------- making, by the machine */

-- One to work on, kept from other processes for a minute after each stretch.
create function public.delivery_next() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.deliveries;
begin
  update public.deliveries x set lease_until = now() + interval '1 minute'
  where x.id = (select y.id from public.deliveries y where y.state = 'making' and (y.lease_until is null or y.lease_until < now())
    order by y.created_at limit 1 for update skip locked)
  returning * into d;
  if d.id is null then return null; end if;
  return jsonb_build_object('id', d.id, 'names', d.names, 'consents', d.consents, 'done', d.done,
    'link', coalesce((select l.link from app.delivery_lines l where l.delivery_id = d.id and l.n = d.done), d.start));
end $$;

-- Those confirmed when the delivery was begun, in the order in which they were, after the last line made.
create function public.delivery_source(delivery uuid, n integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'country', s.country, 'day', to_char(s.confirmed_at at time zone s.tz, 'YYYY-MM-DD'),
    'at', s.confirmed_at, 'visibility', s.visibility, 'consent', s.consent_version, 'nameSealed', s.name_sealed) order by s.confirmed_at, s.id), '[]')
  from (select x.*, c.tz from public.deliveries d join public.campaigns c on c.id = d.campaign_id join public.signatures x on x.campaign_id = d.campaign_id
    where d.id = $1 and d.state = 'making' and x.state = 'confirmed' and x.confirmed_at <= d.created_at
      and (d.cursor_at is null or (x.confirmed_at, x.id) > (d.cursor_at, d.cursor_id))
    order by x.confirmed_at, x.id limit least(greatest($2, 1), 2000)) s
$$;

-- False: cancelled meanwhile, or another process was here first.
create function public.delivery_append(delivery uuid, after integer, lines jsonb) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.deliveries;
  made integer := jsonb_array_length(lines);
begin
  select * into d from public.deliveries x where x.id = $1 for update;
  if d.id is null or d.state <> 'making' or d.done <> $2 then return false; end if;
  if made = 0 then return true; end if;
  insert into app.delivery_lines (delivery_id, n, signature_id, country, day, form, leaf, link, code_key)
  select $1, x.n, x.id, x.country, x.day, x.form, x.leaf, x.link, x.code_key
  from jsonb_to_recordset(lines) as x (n integer, id uuid, country text, day date, form text, leaf text, link text, code_key text);
  update public.deliveries x set done = d.done + made, lease_until = now() + interval '1 minute',
    cursor_at = (lines -> -1 ->> 'at')::timestamptz, cursor_id = (lines -> -1 ->> 'id')::uuid
  where x.id = $1;
  return true;
end $$;

-- Who else stands behind the petition at that moment: organisations and signatures on paper, [{name, country}] and a number.
create function app.delivery_beside(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('organisations', '[]'::jsonb, 'paper', app.total($1, 'paper'))
$$;

create function public.delivery_finish(delivery uuid, after integer) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.deliveries;
  beside jsonb;
begin
  select * into d from public.deliveries x where x.id = $1 for update;
  if d.id is null or d.state <> 'making' or d.done <> $2 then return false; end if;
  beside := app.delivery_beside(d.campaign_id);
  update public.deliveries x set state = 'ready', ready_at = now(), lease_until = null,
    organisations = beside -> 'organisations', paper = (beside ->> 'paper')::bigint,
    digest = coalesce((select l.link from app.delivery_lines l where l.delivery_id = d.id and l.n = d.done), d.start),
    countries = coalesce((select jsonb_agg(jsonb_build_object('key', c.country, 'n', c.n) order by c.n desc, c.country)
      from (select l.country, count(*) as n from app.delivery_lines l where l.delivery_id = d.id group by 1) c), '[]')
  where x.id = $1;
  return true;
end $$;

/* ---------------------------------------------------------------- reading */

-- The list with what is sealed, for those who may open it. A withdrawn line has nothing to open.
create function public.delivery_lines(delivery uuid, after integer default 0, n integer default 1000) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can((select d.campaign_id from public.deliveries d where d.id = $1 and d.state = 'ready'), 'signatures.read') then
    perform app.fail('RN404', 'not_found');
  end if;
  return coalesce((select jsonb_agg(jsonb_build_object('n', l.n, 'id', l.signature_id, 'country', l.country, 'day', l.day, 'form', l.form,
      'leaf', l.leaf, 'link', l.link, 'nameSealed', s.name_sealed) order by l.n)
    from (select * from app.delivery_lines x where x.delivery_id = $1 and x.n > $2 order by x.n limit least(greatest($3, 1), 5000)) l
    left join public.signatures s on s.id = l.signature_id), '[]');
end $$;

create function app.delivery_withdrawn(delivery uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from app.delivery_lines l left join public.signatures s on s.id = l.signature_id
  where l.delivery_id = $1 and s.state is distinct from 'confirmed'
$$;

create function public.deliveries_page(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'recipient', d.recipient, 'day', d.day, 'locale', d.locale, 'names', d.names,
      'state', d.state, 'expected', d.expected, 'done', d.done, 'digest', d.digest, 'replaces', d.replaces, 'downloads', d.downloads,
      'createdAt', d.created_at, 'readyAt', d.ready_at,
      'withdrawn', case d.state when 'ready' then app.delivery_withdrawn(d.id) else 0 end) order by d.created_at desc, d.id)
    from (select * from public.deliveries x where x.campaign_id = $1 order by x.created_at desc, x.id limit 100) d), '[]');
end $$;

-- What everybody may know of the deliveries of a campaign.
create function public.public_deliveries(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'recipient', d.recipient, 'day', d.day, 'names', d.names, 'lines', d.done,
    'start', d.start, 'digest', d.digest, 'paper', d.paper, 'readyAt', d.ready_at,
    'replacedBy', (select r.id from public.deliveries r where r.replaces = d.id and r.state = 'ready' order by r.ready_at limit 1),
    'withdrawn', app.delivery_withdrawn(d.id)) order by d.ready_at desc), '[]')
  from public.deliveries d join public.campaigns c on c.id = d.campaign_id
  where c.slug = $1 and c.status <> 'draft' and d.state = 'ready'
$$;

-- The lines a code stands for. Nothing for a wrong code, and nothing for a right one that is in no list.
create function public.delivery_proof(slug text, code_key text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('delivery', d.id, 'recipient', d.recipient, 'day', d.day, 'n', l.n, 'lines', d.done, 'leaf', l.leaf)
    order by d.ready_at desc), '[]')
  from app.delivery_lines l join public.deliveries d on d.id = l.delivery_id join public.campaigns c on c.id = d.campaign_id
  where l.code_key = $2 and c.slug = $1 and c.status <> 'draft' and d.state = 'ready'
$$;

select app.protect(t) from unnest(array['public.deliveries', 'app.delivery_lines']::regclass[]) t;
grant select on public.deliveries to authenticated;
create policy "Members read what was delivered" on public.deliveries for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
select app.track('public.deliveries', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'recipient', 'day', 'locale', 'names',
  'consents', 'replaces', 'state', 'expected', 'done', 'digest', 'paper', 'downloads', 'last_format', 'created_by', 'created_at', 'ready_at']);

select app.expose('public.delivery_next()', 'service_role');
select app.expose('public.delivery_source(uuid, integer)', 'service_role');
select app.expose('public.delivery_append(uuid, integer, jsonb)', 'service_role');
select app.expose('public.delivery_finish(uuid, integer)', 'service_role');
select app.expose('public.delivery_lines(uuid, integer, integer)', 'authenticated');
select app.expose('public.deliveries_page(uuid)', 'authenticated');
select app.expose('public.public_deliveries(text)', 'service_role');
select app.expose('public.delivery_proof(text, text)', 'service_role');
revoke all on function app.make_delivery(jsonb), app.cancel_delivery(jsonb), app.take_delivery(jsonb), app.delivery_kept(),
  app.delivery_line_kept(), app.delivery_withdrawn(uuid), app.delivery_beside(uuid) from public;
select app.open_to_members();
grant execute on function app.make_delivery(jsonb), app.cancel_delivery(jsonb), app.take_delivery(jsonb) to authenticated;
