-- Finding signatures among a million: by filter, page by page; by the whole name or mailbox, through their keyed indexes;
-- and the acts of the team on single signatures, each of which leaves a row in the owners' journal.

-- A page needs no new index for what most rows share (signatures_newest serves it): these are for what few rows have, so
-- that signing pays for a name, a country and, where there is one, a source, and for nothing else.
create index signatures_name on public.signatures using hash (name_key);
create index signatures_country on public.signatures (campaign_id, country, created_at desc);
create index signatures_source on public.signatures (campaign_id, source, created_at desc) where source <> '';
create index signatures_referrer on public.signatures (campaign_id, referred_by, created_at desc) where referred_by is not null;
create index signatures_commented on public.signatures (campaign_id, created_at desc) where comment_sealed is not null;
create index signatures_uncounted on public.signatures (campaign_id, state, created_at desc)
  where state in ('withdrawn', 'rejected', 'shadow', 'invalidated');

/* ---------------------------------------------------------------- filters */

-- The condition of a filter as SQL, with only the parts that were asked for, so that the planner sees constants and picks
-- the index. Whatever is not known is refused: a filter that silently did nothing would select everybody.
create function app.signatures_where(campaign uuid, filter jsonb) returns text
language plpgsql stable set search_path = '' as $$
declare
  parts text[] := array[format('s.campaign_id = %L', campaign)];
  zone text;
  name text;
  word text;
  day date;
begin
  if jsonb_typeof(filter) is distinct from 'object' then perform app.fail('RN400', 'unknown_field', 'filter'); end if;
  for name in select jsonb_object_keys(filter) loop
    word := filter ->> name;
    if jsonb_typeof(filter -> name) <> 'string' then perform app.fail('RN400', 'unknown_field', name); end if;
    case name
      when 'state' then
        perform app.arg_choice(filter, name, 'pending', 'confirmed', 'withdrawn', 'rejected', 'shadow', 'invalidated');
        parts := parts || format('s.state = %L', word);
      when 'country' then
        if word !~ '^[A-Z]{2}$' then perform app.fail('RN400', 'choice', name); end if;
        parts := parts || format('s.country = %L', word);
      when 'source' then
        if word !~ '^[a-z0-9._-]{0,40}$' then perform app.fail('RN400', 'choice', name); end if;
        parts := parts || format('s.source = %L', word);
        -- Said aloud, so that the index of those who have a source serves.
        if word <> '' then parts := parts || 's.source <> '''''::text; end if;
      when 'referrer' then
        if word !~ '^[a-z2-9]{8}$' then perform app.fail('RN400', 'choice', name); end if;
        parts := parts || format('s.referred_by = %L', word);
      when 'channel' then
        perform app.arg_choice(filter, name, 'direct', 'qr', 'embed', 'referral');
        parts := parts || case word
          when 'direct' then 's.source = '''' and s.referred_by is null'
          when 'referral' then 's.referred_by is not null'
          else format('s.source <> '''' and s.source like %L', word || '-%') end;
      when 'visibility' then
        perform app.arg_choice(filter, name, 'full', 'initials', 'private');
        parts := parts || format('s.visibility = %L', word);
      when 'updates' then
        perform app.arg_choice(filter, name, 'yes', 'no');
        parts := parts || case word when 'yes' then 's.updates' else 'not s.updates' end;
      when 'comment' then
        perform app.arg_choice(filter, name, 'yes', 'no');
        parts := parts || case word when 'yes' then 's.comment_sealed is not null' else 's.comment_sealed is null' end;
      when 'from', 'to' then
        day := app.arg_day(filter, name);
        zone := coalesce(zone, (select c.tz from public.campaigns c where c.id = campaign));
        parts := parts || case name
          when 'from' then format('s.created_at >= %L::timestamptz', day::timestamp at time zone zone)
          else format('s.created_at < %L::timestamptz', (day + 1)::timestamp at time zone zone) end;
      else perform app.fail('RN400', 'unknown_field', name);
    end case;
  end loop;
  return array_to_string(parts, ' and ');
end $$;

create function app.signature_row(s public.signatures) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', (s).id, 'state', (s).state, 'reason', (s).reason, 'nameSealed', (s).name_sealed, 'emailSealed', (s).email_sealed,
    'country', (s).country, 'visibility', (s).visibility, 'updates', (s).updates, 'source', (s).source, 'referredBy', (s).referred_by,
    'hasComment', (s).comment_sealed is not null, 'createdAt', (s).created_at, 'confirmedAt', (s).confirmed_at)
$$;

-- One page, from the row after (`at`, `id`) on. `comments`: the sealed comment comes too, for an export that has it.
create function public.signatures_find(campaign uuid, filter jsonb default '{}', at timestamptz default null, id uuid default null,
  oldest boolean default false, comments boolean default false, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  step text := case when $5 then '>' else '<' end;
  way text := case when $5 then 'asc' else 'desc' end;
  beyond text := '';
  answer jsonb;
begin
  perform app.need($1, 'signatures.read');
  if $3 is not null and $4 is not null then
    beyond := format(' and s.created_at %s= %L::timestamptz and (s.created_at, s.id) %s (%L::timestamptz, %L::uuid)', step, $3, step, $3, $4);
  end if;
  execute format('select coalesce(jsonb_agg(app.signature_row(x)%s order by x.created_at %s, x.id %s), ''[]'')
      from (select * from public.signatures s where %s%s order by s.created_at %s, s.id %s limit %s) x',
    case when $6 then ' || jsonb_build_object(''commentSealed'', x.comment_sealed, ''publicName'', x.public_name, ''locale'', x.locale, ''consentVersion'', x.consent_version)'
      else '' end,
    way, way, app.signatures_where($1, $2), beyond, way, way, least(greatest($7, 1), 1000)) into answer;
  return answer;
end $$;

-- How many rows a filter selects. What the counts already know is answered from them, a moment old; everything else is
-- counted, up to `most` rows (null: all of them), and `exact` says whether that was the end.
create function public.signatures_matching(campaign uuid, filter jsonb default '{}', most integer default 10000) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  asked text[];
  known bigint;
  found bigint;
  condition text;
begin
  perform app.need($1, 'signatures.read');
  condition := app.signatures_where($1, $2);
  asked := array(select k from jsonb_object_keys(filter) k order by k);
  if asked = '{}' then known := app.total($1, 'received');
  elsif asked = '{state}' and filter ->> 'state' in ('confirmed', 'withdrawn', 'rejected', 'invalidated', 'shadow') then
    known := app.total($1, filter ->> 'state');
  elsif asked = '{state}' and filter ->> 'state' = 'pending' then
    known := 2 * app.total($1, 'received') - (select sum(c.n) from app.signature_counts c where c.campaign_id = $1 and c.dim = 'total');
  elsif asked in ('{country,state}', '{source,state}') and filter ->> 'state' = 'confirmed' then
    select c.n into known from app.signature_counts c where c.campaign_id = $1 and c.dim = asked[1] and c.key = filter ->> asked[1];
    known := coalesce(known, 0);
  elsif asked = '{source}' then
    select c.n into known from app.signature_counts c where c.campaign_id = $1 and c.dim = 'source_received' and c.key = filter ->> 'source';
    known := coalesce(known, 0);
  end if;
  if known is not null and $3 is not null then return jsonb_build_object('n', known, 'exact', true); end if;
  execute format('select count(*) from (select from public.signatures s where %s%s) x', condition,
    case when $3 is null then '' else format(' limit %s', greatest($3, 1) + 1) end) into found;
  return jsonb_build_object('n', least(found, coalesce($3, found)), 'exact', $3 is null or found <= $3);
end $$;

-- By keyed index: whole names and whole mailboxes only. The application makes the keys; nobody can guess one.
create function public.signatures_by_key(campaign uuid, email_key text default null, name_key text default null) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
begin
  perform app.need($1, 'signatures.read');
  return coalesce((select jsonb_agg(app.signature_row(x) order by x.created_at desc, x.id desc) from (
    select * from public.signatures s where s.campaign_id = $1 and s.email_key = $2
    union
    select * from public.signatures s where s.campaign_id = $1 and s.name_key = $3
    order by created_at desc, id desc limit 100) x), '[]');
end $$;

-- Countries and sources that signatures have, for the lists of a filter. A moment old.
create function public.signatures_facets(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.read');
  return jsonb_build_object(
    'countries', coalesce((select jsonb_agg(c.key order by c.key) from app.signature_counts c where c.campaign_id = $1 and c.dim = 'country'), '[]'),
    'sources', coalesce((select jsonb_agg(x.key order by x.n desc, x.key) from (select c.key, c.n from app.signature_counts c
      where c.campaign_id = $1 and c.dim = 'source_received' and c.key <> '' order by c.n desc, c.key limit 100) x), '[]'));
end $$;

/* ---------------------------------------------------------------- acts on signatures */

create table public.signature_acts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('look', 'erase', 'resend', 'export', 'comments')),
  signature_id uuid,
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object' and length(detail::text) <= 4000),
  n integer not null default 1 check (n >= 0),
  created_by uuid not null default app.uid(),
  created_at timestamptz not null default now()
);
create index signature_acts_campaign on public.signature_acts (campaign_id, created_at desc);
create index signature_acts_signature on public.signature_acts (signature_id, created_at desc) where signature_id is not null;
comment on table public.signature_acts is 'P1: who looked at, exported, erased or wrote to which signatures, by id or by filter. No name and no address.';

create function app.log_signature_act(args jsonb, kind text, signature uuid, detail jsonb, n bigint) returns void
language sql set search_path = '' as $$
  insert into public.signature_acts (id, campaign_id, kind, signature_id, detail, n)
  values (app.arg_id($1, 'id'), app.arg_id($1, 'campaign'), $2, $3, $4, $5)
$$;

create function app.arg_signature(args jsonb) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  wanted uuid := app.arg_id(args, 'signature');
begin
  if not exists (select 1 from public.signatures s where s.id = wanted and s.campaign_id = (args ->> 'campaign')::uuid) then
    perform app.fail('RN404', 'not_found');
  end if;
  return wanted;
end $$;

create function app.op_signatures_look(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.need(app.arg_id(args, 'campaign'), 'signatures.read');
  perform app.log_signature_act(args, 'look', app.arg_signature(args), '{}', 1);
  return '{}';
end $$;

-- At somebody's wish: what the link in their mail would do. The row stays, so that the counts can be explained.
create function app.erase_signature(campaign uuid, signature uuid) returns text
language plpgsql security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.write');
  if not exists (select 1 from public.signatures s where s.id = $2 and s.campaign_id = $1) then perform app.fail('RN404', 'not_found'); end if;
  return public.withdraw_signature($2) ->> 'outcome';
end $$;
create function app.op_signatures_erase(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  signature uuid;
begin
  perform app.need(campaign, 'signatures.write');
  signature := app.arg_signature(args);
  if app.erase_signature(campaign, signature) <> 'withdrawn' then perform app.fail('RN409', 'conflict', 'signature'); end if;
  perform app.log_signature_act(args, 'erase', signature, '{}', 1);
  return '{}';
end $$;

-- The mail that asks to confirm, once more: within the five mails that one signature ever gets, and not within ten
-- minutes of the last.
create function app.resend_confirmations(campaign uuid, signatures uuid[]) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  sent bigint;
begin
  perform app.need($1, 'signatures.write');
  with again as (
    update public.signatures s set mails = s.mails + 1, mailed_at = now()
    from (select x.id from public.signatures x where x.id = any ($2) and x.campaign_id = $1 order by x.id for update) d
    where s.id = d.id and s.state = 'pending' and s.email_sealed is not null and s.bounced_at is null and s.mails < 5
      and (s.mailed_at is null or s.mailed_at < now() - interval '10 minutes')
    returning s.id, s.locale, s.mails
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select $1, 'signature_confirm', id, locale, 'signature:' || id || ':' || mails from again on conflict do nothing returning 1
  )
  select count(*) into sent from mailed;
  return sent;
end $$;
create function app.arg_signatures(args jsonb) returns uuid[]
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> 'signatures') is distinct from 'array' or jsonb_array_length(args -> 'signatures') not between 1 and 200
    or exists (select 1 from jsonb_array_elements_text(args -> 'signatures') x where x is null or x !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
    perform app.fail('RN400', 'required', 'signatures');
  end if;
  return array(select distinct x::uuid from jsonb_array_elements_text(args -> 'signatures') x);
end $$;
create function app.op_signatures_resend(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  sent bigint;
begin
  perform app.need(campaign, 'signatures.write');
  sent := app.resend_confirmations(campaign, app.arg_signatures(args));
  perform app.log_signature_act(args, 'resend', null, '{}', sent);
  return jsonb_build_object('n', sent);
end $$;

-- Before the first line leaves: who takes which columns of which signatures, and how many they are now.
create function app.op_signatures_export(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  n bigint;
begin
  perform app.need(campaign, 'signatures.read');
  if jsonb_typeof(args -> 'columns') is distinct from 'array' or jsonb_array_length(args -> 'columns') not between 1 and 40
    or length((args -> 'columns')::text) > 1000 then
    perform app.fail('RN400', 'required', 'columns');
  end if;
  n := (public.signatures_matching(campaign, coalesce(args -> 'filter', '{}'), null) ->> 'n')::bigint;
  perform app.log_signature_act(args, 'export', null, jsonb_build_object('filter', coalesce(args -> 'filter', '{}'), 'columns', args -> 'columns'), n);
  return jsonb_build_object('n', n);
end $$;

/* ---------------------------------------------------------------- one signature */

-- All that is known but what is sealed: that is `signature_sealed`, asked for after the look was recorded.
create function public.signature_one(campaign uuid, signature uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
begin
  perform app.need($1, 'signatures.read');
  return (select jsonb_build_object('id', s.id, 'state', s.state, 'reason', s.reason, 'country', s.country, 'visibility', s.visibility,
      'publicName', s.public_name, 'updates', s.updates, 'locale', s.locale, 'source', s.source, 'referredBy', s.referred_by, 'slot', s.slot,
      'proof', s.proof, 'consentVersion', s.consent_version, 'hasComment', s.comment_sealed is not null, 'sealed', s.email_sealed is not null,
      'brought', coalesce((select c.n from app.signature_counts c where c.campaign_id = $1 and c.dim = 'referrer' and c.key = s.share_code), 0),
      'createdAt', s.created_at, 'confirmedAt', s.confirmed_at, 'withdrawnAt', s.withdrawn_at, 'remindedAt', s.reminded_at, 'bouncedAt', s.bounced_at,
      -- By the name that keeps a mail from being made twice: there is no index by what a mail is about.
      'mails', coalesce((select jsonb_agg(jsonb_build_object('kind', o.kind, 'state', o.state, 'createdAt', o.created_at, 'doneAt', o.done_at,
          'lastError', o.last_error) order by o.created_at)
        from public.outbox o where o.dedupe = any (array(select 'signature:' || s.id || ':' || x from unnest(
          array['1', '2', '3', '4', '5', '6', '7', '8', 'confirmed', 'reminder']) x))), '[]'),
      'acts', coalesce((select jsonb_agg(jsonb_build_object('kind', a.kind, 'at', a.created_at, 'by', a.created_by) order by a.created_at)
        from public.signature_acts a where a.signature_id = s.id), '[]'))
    from public.signatures s where s.id = $2 and s.campaign_id = $1);
end $$;

create function public.signature_sealed(campaign uuid, signature uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.read');
  return (select jsonb_build_object('nameSealed', s.name_sealed, 'emailSealed', s.email_sealed, 'commentSealed', s.comment_sealed,
    'townSealed', s.town_sealed) from public.signatures s where s.id = $2 and s.campaign_id = $1);
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect('public.signature_acts');
grant select, insert (id, campaign_id, kind, signature_id, detail, n) on public.signature_acts to authenticated;
create policy "Owners and organizers read what was done with signatures" on public.signature_acts for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));
create policy "Owners and organizers record what they do with signatures" on public.signature_acts for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('signatures.read')) and created_by = (select app.uid()));
select app.track('public.signature_acts', 'campaign', 'campaign_id', 'admin',
  array['id', 'campaign_id', 'kind', 'signature_id', 'detail', 'n', 'created_by', 'created_at']);

-- Paged by time alone, and by the state not at all.
drop function public.signatures_page(uuid, timestamptz, integer);

select app.expose('public.signatures_find(uuid, jsonb, timestamptz, uuid, boolean, boolean, integer)', 'authenticated');
select app.expose('public.signatures_matching(uuid, jsonb, integer)', 'authenticated');
select app.expose('public.signatures_by_key(uuid, text, text)', 'authenticated');
select app.expose('public.signatures_facets(uuid)', 'authenticated');
select app.expose('public.signature_one(uuid, uuid)', 'authenticated');
select app.expose('public.signature_sealed(uuid, uuid)', 'authenticated');
revoke all on function app.signatures_where(uuid, jsonb), app.signature_row(public.signatures), app.erase_signature(uuid, uuid),
  app.resend_confirmations(uuid, uuid[]), app.log_signature_act(jsonb, text, uuid, jsonb, bigint), app.op_signatures_look(jsonb),
  app.op_signatures_erase(jsonb), app.op_signatures_resend(jsonb), app.op_signatures_export(jsonb), app.arg_signature(jsonb),
  app.arg_signatures(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.erase_signature(uuid, uuid), app.resend_confirmations(uuid, uuid[]),
  app.log_signature_act(jsonb, text, uuid, jsonb, bigint) to authenticated;
