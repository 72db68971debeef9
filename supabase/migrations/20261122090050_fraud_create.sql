-- The fraud desk: how many may sign from one place before the rest go to the shadow, what trends, and invalidating or
-- releasing by conditions, in batches, each run a record that can be undone.

insert into app.audiences values ('signatures', 'signatures.read');

/* ---------------------------------------------------------------- proofs of work */

create table app.spent_proofs (id text primary key check (length(id) between 16 and 64), until timestamptz not null);
create index spent_proofs_until on app.spent_proofs (until);
select app.protect('app.spent_proofs');

create function public.prune_proofs() returns void
language sql volatile security definer set search_path = '' as $$
  delete from app.spent_proofs where until < now()
$$;

-- Many signers in one transaction: each gets an answer of their own. `pending` and `already` look the same on the page;
-- only the mailbox is told. At most five mails ever go to one signature, and not two of a kind within ten minutes.
-- The household rule: a mailbox that two people share counts twice when the second name differs and country and town
-- (or postcode) are the same; both must have given the town. A third name counts no more.
-- A proof that was used before is none: the signature stands, without it.
-- `shadow` names why a signature is taken and never counted; its sender is answered as everybody.
create or replace function public.sign_batch(items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  fresh uuid[];
  second uuid[];
  proven uuid[] := '{}';
  answer jsonb;
begin
  -- A proof of work serves once, for one signature: here, in the transaction that stores it.
  if exists (select 1 from jsonb_array_elements(items) x where x ->> 'proof_id' is not null) then
    with p as (
      select distinct on (x.proof_id) x.id, x.proof_id, x.proof_until
      from jsonb_to_recordset(items) as x (id uuid, proof_id text, proof_until timestamptz)
      where x.proof_id is not null and x.proof_until > now() order by x.proof_id, x.id
    ),
    spent as (
      insert into app.spent_proofs (id, until) select p.proof_id, p.proof_until from p order by p.proof_id on conflict do nothing returning id
    )
    select coalesce(array_agg(p.id), '{}') into proven from p join spent on spent.id = p.proof_id;
  end if;

  -- In the order of the mailboxes: two batches that hold the same two would else wait for each other.
  with i as (
    select distinct on (x.campaign, x.email_key, x.id) x.* from jsonb_to_recordset(items) as x (id uuid, campaign uuid, name_sealed text, email_sealed text,
      email_key text, name_key text, country text, visibility text, comment_sealed text, updates boolean,
      locale text, source text, address_key text, op_id uuid, town_sealed text, town_key text, network_key text, domain_key text,
      share_code text, referred_by text, consent_version integer, shadow text)
    join public.campaigns c on c.id = x.campaign and c.status = 'open'
    -- Somebody of a household is left of two: the free place is theirs to judge below.
    where not exists (select 1 from public.signatures s where s.campaign_id = x.campaign and s.email_key = x.email_key and s.slot = 2)
    order by x.campaign, x.email_key, x.id
  ),
  made as (
    insert into public.signatures (id, campaign_id, state, reason, name_sealed, email_sealed, email_key, name_key, country, visibility,
      comment_sealed, updates, locale, source, address_key, op_id, town_sealed, town_key, network_key, domain_key, proof, share_code,
      referred_by, consent_version, mails, mailed_at)
    select i.id, i.campaign, case when i.shadow is null then 'pending' else 'shadow' end, i.shadow, i.name_sealed, i.email_sealed,
      i.email_key, i.name_key, i.country, i.visibility, i.comment_sealed, coalesce(i.updates, false), i.locale, coalesce(i.source, ''),
      i.address_key, i.op_id, i.town_sealed, i.town_key, i.network_key, i.domain_key, i.id = any (proven), i.share_code,
      i.referred_by, coalesce(i.consent_version, app.consent_version(i.campaign, i.locale)), 1, now()
    from i
    order by i.campaign, i.email_key -- in one order everywhere: two batches with the same mailboxes wait, and do not lock up
    on conflict do nothing
    returning id, campaign_id, locale
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, 'signature_confirm', id, locale, 'signature:' || id || ':1' from made
  )
  select coalesce(array_agg(id), '{}') into fresh from made;

  -- The usual case: everybody is new.
  if cardinality(fresh) = jsonb_array_length(items) then
    return (select jsonb_agg(jsonb_build_object('id', x.item ->> 'id', 'outcome', 'new') order by x.n)
      from jsonb_array_elements(items) with ordinality as x (item, n));
  end if;

  -- The second of a household, and the one in a billion whose share code was taken (who gets none). A new statement, so
  -- that rows a concurrent batch committed while this one waited for them are seen.
  with i as (
    select distinct on (x.campaign, x.email_key, x.id) x.* from jsonb_to_recordset(items) as x (id uuid, campaign uuid, name_sealed text, email_sealed text,
      email_key text, name_key text, country text, visibility text, comment_sealed text, updates boolean,
      locale text, source text, address_key text, op_id uuid, town_sealed text, town_key text, network_key text, domain_key text,
      share_code text, referred_by text, consent_version integer, shadow text)
    join public.campaigns c on c.id = x.campaign and c.status = 'open'
    where x.id <> all (fresh) and not exists (select 1 from public.signatures s where s.op_id = x.op_id)
    order by x.campaign, x.email_key, x.id
  ),
  made as (
    insert into public.signatures (id, campaign_id, state, reason, slot, name_sealed, email_sealed, email_key, name_key, country, visibility,
      comment_sealed, updates, locale, source, address_key, op_id, town_sealed, town_key, network_key, domain_key, proof,
      referred_by, consent_version, share_code, mails, mailed_at)
    select i.id, i.campaign, case when i.shadow is null then 'pending' else 'shadow' end, i.shadow,
      case when h.n = 0 then 1 else 3 - h.slot end, i.name_sealed, i.email_sealed,
      i.email_key, i.name_key, i.country, i.visibility, i.comment_sealed, coalesce(i.updates, false), i.locale, coalesce(i.source, ''),
      i.address_key, i.op_id, i.town_sealed, i.town_key, i.network_key, i.domain_key, i.id = any (proven),
      i.referred_by, coalesce(i.consent_version, app.consent_version(i.campaign, i.locale)),
      case when h.n > 0 and not exists (select 1 from public.signatures s where s.campaign_id = i.campaign and s.share_code = i.share_code)
        then i.share_code end, 1, now()
    from i, lateral (
      select count(*) as n, min(s.slot) as slot, coalesce(bool_or(s.name_key is null or s.name_key = i.name_key), false) as same_name,
        coalesce(bool_and(s.country = i.country and s.town_key is not null and s.town_key = i.town_key), false) as same_home
      from public.signatures s where s.campaign_id = i.campaign and s.email_key = i.email_key) h
    where h.n = 0 or (h.n = 1 and h.same_home and not h.same_name)
    order by i.campaign, i.email_key
    on conflict do nothing
    returning id, campaign_id, locale
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, 'signature_confirm', id, locale, 'signature:' || id || ':1' from made
  )
  select coalesce(array_agg(id), '{}') into second from made;
  fresh := fresh || second;

  -- Those whose mailbox or operation was there before.
  with i as (
    select x.n, x.id, x.campaign, x.email_key, x.name_key, x.op_id
    from rows from (jsonb_to_recordset(items) as (id uuid, campaign uuid, email_key text, name_key text, op_id uuid))
      with ordinality as x (id, campaign, email_key, name_key, op_id, n)
  ),
  found as (
    select i.n, s.id, s.state, s.confirmed_at, true as same_op, false as same_name, s.slot
    from i join public.signatures s on s.op_id = i.op_id
    where i.id <> all (fresh)
    union all
    -- Two joins, each by its index: one join on either would read the whole table for every item.
    select i.n, s.id, s.state, s.confirmed_at, false, coalesce(s.name_key = i.name_key, false), s.slot
    from i join public.signatures s on s.campaign_id = i.campaign and s.email_key = i.email_key
    join public.campaigns c on c.id = s.campaign_id
    -- A closed campaign refuses everybody alike, so that its answer does not tell who has signed.
    where i.id <> all (fresh) and s.op_id <> i.op_id and c.status = 'open'
  ),
  seen as (select distinct on (n) * from found order by n, same_op desc, same_name desc, slot),
  again as (
    update public.signatures s set mails = s.mails + 1, mailed_at = now()
    from (select x.id from public.signatures x where x.id in (select seen.id from seen where not seen.same_op
        and seen.state in ('pending', 'confirmed', 'shadow', 'invalidated'))
      order by x.id for update) d
    where s.id = d.id and s.mails < 5
      -- The first "you had already signed" goes at once, however fresh the mail that was confirmed.
      and (s.mailed_at < now() - interval '10 minutes' or (s.confirmed_at is not null and s.mailed_at < s.confirmed_at))
    returning s.id, s.campaign_id, s.locale, s.confirmed_at, s.mails
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, case when confirmed_at is null then 'signature_confirm' else 'signature_already' end, id, locale,
      'signature:' || id || ':' || mails from again
    on conflict do nothing
  )
  select jsonb_agg(jsonb_build_object('id', coalesce(s.id, i.id), 'outcome', case
      when i.id = any (fresh) then 'new'
      when s.id is null then 'refused'
      when s.same_op then 'new'
      when s.confirmed_at is not null then 'already'
      else 'pending' end) order by i.n)
  into answer
  from i left join seen s on s.n = i.n;
  return coalesce(answer, '[]');
end $$;

/* ---------------------------------------------------------------- rules */

-- Signatures from one network address: `burst` in ten minutes, `sustained` in a day; `bare_*` without a proof of work.
-- Beyond them a signature goes to the shadow. From the loose countries `loose_factor` times as many.
create table public.signing_rules (
  id uuid primary key references public.campaigns on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade check (campaign_id = id),
  burst integer not null default 600 check (burst between 1 and 1000000),
  sustained integer not null default 5000 check (sustained between 1 and 1000000),
  bare_burst integer not null default 60 check (bare_burst between 1 and 1000000),
  bare_sustained integer not null default 400 check (bare_sustained between 1 and 1000000),
  loose_countries text[] not null default '{}' check (cardinality(loose_countries) <= 50),
  loose_factor integer not null default 5 check (loose_factor between 1 and 100),
  alarm_hour integer not null default 100 check (alarm_hour between 5 and 1000000)
);
create index signing_rules_campaign on public.signing_rules (campaign_id);
comment on table public.signing_rules is 'P1: who knows them knows how far to go; owners and organizers.';

-- Every campaign has its row, so that whoever changes the rules changes what holds.
insert into public.signing_rules (id, campaign_id) select c.id, c.id from public.campaigns c;
create function app.rules_for_new() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.signing_rules (id, campaign_id) values (new.id, new.id);
  return null;
end $$;
create trigger rules_for_new after insert on public.campaigns for each row execute function app.rules_for_new();

create function public.signing_rules_now(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('burst', r.burst, 'sustained', r.sustained, 'bareBurst', r.bare_burst, 'bareSustained', r.bare_sustained,
    'looseCountries', r.loose_countries, 'looseFactor', r.loose_factor, 'alarmHour', r.alarm_hour)
  from public.signing_rules r where r.id = $1
$$;

create function app.arg_count(args jsonb, name text, least_n integer, most_n integer) returns integer
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> name) is distinct from 'number' or (args ->> name)::numeric not between least_n and most_n
    or (args ->> name)::numeric <> trunc((args ->> name)::numeric) then
    perform app.fail('RN400', 'number', name);
  end if;
  return (args ->> name)::integer;
end $$;

create function app.op_fraud_set_rules(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  loose text[];
begin
  perform app.need(campaign, 'signatures.write');
  if jsonb_typeof(args -> 'looseCountries') is distinct from 'array' or jsonb_array_length(args -> 'looseCountries') > 50
    or exists (select 1 from jsonb_array_elements_text(args -> 'looseCountries') c where c !~ '^[A-Z]{2}$') then
    perform app.fail('RN400', 'country', 'looseCountries');
  end if;
  loose := array(select distinct jsonb_array_elements_text(args -> 'looseCountries') order by 1);
  update public.signing_rules r set burst = app.arg_count(args, 'burst', 1, 1000000), sustained = app.arg_count(args, 'sustained', 1, 1000000),
    bare_burst = app.arg_count(args, 'bareBurst', 1, 1000000), bare_sustained = app.arg_count(args, 'bareSustained', 1, 1000000),
    loose_countries = loose, loose_factor = app.arg_count(args, 'looseFactor', 1, 100), alarm_hour = app.arg_count(args, 'alarmHour', 5, 1000000)
  where r.campaign_id = campaign;
  return '{}';
end $$;

/* ---------------------------------------------------------------- trends and alarms */

create table public.fraud_alarms (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('network', 'domain', 'shadow')),
  trend_key text not null,
  label text not null check (length(label) <= 12),
  day date not null default (now() at time zone 'UTC')::date,
  n integer not null,
  at timestamptz not null default now(),
  seen_at timestamptz,
  unique (campaign_id, kind, trend_key, day)
);
comment on table public.fraud_alarms is 'P1: owners and organizers.';
comment on column public.fraud_alarms.trend_key is 'P2: keyed hash of a network or a mail domain';

-- What a person can tell two hashes apart by; says nothing of what was hashed.
create function app.short_label(key text) returns text
language sql immutable set search_path = '' as $$
  select upper(left(encode(sha256(convert_to($1, 'UTF8')), 'hex'), 6))
$$;

-- Networks and domains of a window. `unusual`: for a domain how many times what its last seven days would bring; for a
-- network, whose hash lives a day, how many times the average network.
create function app.fraud_trend(campaign uuid, since interval) returns jsonb
language sql stable security definer set search_path = '' as $$
  with w as materialized (
    select s.id, s.network_key, s.domain_key, s.state, s.proof, s.email_sealed from public.signatures s
    where s.campaign_id = $1 and s.created_at > now() - $2
  ),
  networks as (
    select network_key as key, count(*) as n, count(*) filter (where state = 'confirmed') as confirmed,
      count(*) filter (where state = 'shadow') as shadow, count(*) filter (where proof) as proven
    from w where network_key is not null group by 1
  ),
  domains as (
    select domain_key as key, count(*) as n, count(*) filter (where state = 'confirmed') as confirmed,
      count(*) filter (where state = 'shadow') as shadow, count(*) filter (where proof) as proven,
      (array_agg(id order by id) filter (where email_sealed is not null))[1] as sample
    from w where domain_key is not null group by 1 having count(*) >= 5 order by count(*) desc limit 12
  ),
  -- Seven days before the window, in parts as long as the window.
  usual as (
    select s.domain_key as key, count(*) / (extract(epoch from interval '7 days') / extract(epoch from $2)) as n
    from public.signatures s where s.campaign_id = $1 and s.created_at between now() - $2 - interval '7 days' and now() - $2
      and s.domain_key in (select key from domains) group by 1
  )
  select jsonb_build_object(
    'total', (select count(*) from w),
    'networks', coalesce((select jsonb_agg(jsonb_build_object('key', x.key, 'label', app.short_label(x.key), 'n', x.n, 'confirmed', x.confirmed,
        'shadow', x.shadow, 'proven', x.proven, 'unusual', round(x.n / greatest((select avg(a.n) from networks a), 1), 1)) order by x.n desc, x.key)
      from (select * from networks where n >= 3 order by n desc, key limit 12) x), '[]'),
    'domains', coalesce((select jsonb_agg(jsonb_build_object('key', d.key, 'label', app.short_label(d.key), 'n', d.n, 'confirmed', d.confirmed,
        'shadow', d.shadow, 'proven', d.proven, 'unusual', round(d.n / greatest(coalesce(u.n, 0), 1), 1), 'sample', d.sample,
        'emailSealed', (select s.email_sealed from public.signatures s where s.id = d.sample)) order by d.n desc, d.key)
      from domains d left join usual u on u.key = d.key), '[]'))
$$;

create function public.fraud_trends(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.read');
  return jsonb_build_object('hour', app.fraud_trend($1, interval '1 hour'), 'day', app.fraud_trend($1, interval '1 day'),
    'reasons', coalesce((select jsonb_object_agg(x.key, x.n) from app.signature_counts x where x.campaign_id = $1 and x.dim = 'reason' and x.n <> 0), '{}'),
    'shadow', app.total($1, 'shadow'), 'invalidated', app.total($1, 'invalidated'));
end $$;

-- Looks at the last hour of every open campaign. One alarm a day for each network, domain or wave; it is told again when
-- it has doubled. A domain needs a past to be unusual: at the start of a campaign the largest provider would ring.
create function public.fraud_watch() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  c record;
  trend jsonb;
  raised integer := 0;
  part integer;
begin
  for c in select x.id, r.alarm_hour from public.campaigns x join public.signing_rules r on r.id = x.id
    where x.status = 'open' loop
    -- By the index of the newest: a quiet campaign costs one look.
    if not exists (select 1 from public.signatures s where s.campaign_id = c.id and s.created_at > now() - interval '1 hour'
      offset c.alarm_hour - 1 limit 1) then continue; end if;
    trend := app.fraud_trend(c.id, interval '1 hour');
    with hot as (
      select 'network' as kind, x ->> 'key' as key, (x ->> 'n')::integer as n from jsonb_array_elements(trend -> 'networks') x
      where (x ->> 'n')::integer >= c.alarm_hour and ((x ->> 'unusual')::numeric >= 3 or (x ->> 'n')::integer * 2 >= (trend ->> 'total')::integer)
      union all
      select 'domain', x ->> 'key', (x ->> 'n')::integer from jsonb_array_elements(trend -> 'domains') x
      where (x ->> 'n')::integer >= c.alarm_hour and (x ->> 'unusual')::numeric >= 5
        and exists (select 1 from public.signatures s where s.campaign_id = c.id and s.created_at < now() - interval '1 day')
      union all
      select 'shadow', 'shadow', y.n::integer from (select count(*) as n from public.signatures s
        where s.campaign_id = c.id and s.state = 'shadow' and s.created_at > now() - interval '1 hour') y where y.n >= c.alarm_hour
    ),
    told as (
      insert into public.fraud_alarms as a (campaign_id, kind, trend_key, label, n)
      select c.id, h.kind, h.key, case h.kind when 'shadow' then '' else app.short_label(h.key) end, h.n from hot h
      on conflict (campaign_id, kind, trend_key, day) do update set n = excluded.n, at = now(), seen_at = null where excluded.n >= a.n * 2
      returning 1
    )
    select count(*) into part from told;
    raised := raised + part;
  end loop;
  return jsonb_build_object('raised', raised);
end $$;

create function app.op_fraud_dismiss(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  update public.fraud_alarms a set seen_at = coalesce(a.seen_at, now()) where a.id = app.arg_id(args, 'alarm');
  if not found then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;

/* ---------------------------------------------------------------- runs */

create table public.invalidations (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('invalidate', 'release')),
  conditions jsonb not null check (jsonb_typeof(conditions) = 'object' and conditions - 'states' <> '{}'),
  words_sealed text,
  reason text not null default 'bot' check (reason ~ '^[a-z_]{1,24}$'),
  state text not null default 'running' check (state in ('running', 'done', 'cancelled', 'undoing', 'undone')),
  expected integer not null default 0 check (expected >= 0),
  done_n integer not null default 0,
  cursor_at timestamptz not null default '-infinity',
  cursor_id uuid not null default '00000000-0000-0000-0000-000000000000',
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  asked_at timestamptz,
  finished_at timestamptz
);
create index invalidations_campaign on public.invalidations (campaign_id, created_at desc);
create index invalidations_open on public.invalidations (created_at) where state in ('running', 'undoing');
create index invalidations_created_by on public.invalidations (created_by);
comment on table public.invalidations is 'P1: who took signatures out of the count, or let them back in, when and how many; owners and organizers.';
comment on column public.invalidations.conditions is 'P2: may hold keyed indexes of a name, a town, a domain or a network';
comment on column public.invalidations.words_sealed is 'P2: the conditions as the person wrote them';

alter table public.signatures add constraint signatures_invalidation foreign key (invalidation_id)
  references public.invalidations on delete set null;
create index signatures_invalidation on public.signatures (invalidation_id) where invalidation_id is not null;

create function app.run_state() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not (old.state = 'running' and new.state in ('done', 'cancelled') or old.state in ('done', 'cancelled') and new.state = 'undoing'
    or old.state = 'undoing' and new.state = 'undone') then
    perform app.fail('RN404', 'not_found');
  end if;
  return new;
end $$;
create trigger run_state before update of state on public.invalidations for each row when (old.state is distinct from new.state)
  execute function app.run_state();

-- The conditions as the end of a WHERE over signatures `s`; every value is quoted.
create function app.fraud_where(kind text, c jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  states text[] := case when $1 = 'release' then array['shadow'] else array['pending', 'confirmed', 'shadow'] end;
  w text := '';
  k text;
  v text;
begin
  if jsonb_typeof(c) is distinct from 'object' or c - 'states' = '{}' then perform app.fail('RN400', 'required', 'conditions'); end if;
  if c ? 'states' then
    states := array(select x from jsonb_array_elements_text(c -> 'states') x where x = any (states));
    if cardinality(states) = 0 then perform app.fail('RN400', 'required', 'states'); end if;
  end if;
  for k, v in select * from jsonb_each_text(c - 'states') loop
    if v is null then perform app.fail('RN400', 'required', k); end if;
    w := w || case k
      when 'nameKey' then format(' and s.name_key = %L', v)
      when 'domainKey' then format(' and s.domain_key = %L', v)
      when 'networkKey' then format(' and s.network_key = %L', v)
      when 'townKey' then format(' and s.town_key = %L', v)
      when 'country' then format(' and s.country = %L', v)
      when 'source' then format(' and s.source = %L', v)
      when 'referrer' then format(' and s.referred_by = %L', v)
      when 'from' then format(' and s.created_at >= %L', app.arg_instant(c, 'from'))
      when 'until' then format(' and s.created_at < %L', app.arg_instant(c, 'until'))
      when 'proof' then case when app.arg_flag(c, 'proof') then ' and s.proof' else ' and not s.proof' end
    end;
    if w is null then perform app.fail('RN400', 'unknown_field', k); end if;
  end loop;
  return format(' and s.state = any (%L)', states) || w;
end $$;

create function public.fraud_preview(campaign uuid, kind text, conditions jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  perform app.need($1, 'signatures.write');
  execute 'select jsonb_build_object(''n'', coalesce(sum(x.n), 0), ''states'', coalesce(jsonb_object_agg(x.state, x.n), ''{}'')) from (
    select s.state, count(*) as n from public.signatures s where s.campaign_id = $1' || app.fraud_where($2, $3) || ' group by 1) x'
    into answer using $1;
  return answer;
end $$;

create function app.op_fraud_begin(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'signatures.write');
  perform app.fraud_where(app.arg_choice(args, 'kind', 'invalidate', 'release'), args -> 'conditions');
  insert into public.invalidations (id, campaign_id, kind, conditions, words_sealed, reason, expected, created_by)
  values (app.arg_id(args, 'id'), campaign, args ->> 'kind', args -> 'conditions', app.arg_optional(args, 'wordsSealed', 4000),
    app.arg_choice(args, 'reason', 'bot', 'duplicate', 'limit', 'other'), app.arg_count(args, 'expected', 0, 100000000), app.uid());
  return '{}';
end $$;
create function app.op_fraud_cancel(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  update public.invalidations i set state = 'cancelled', asked_at = now() where i.id = app.arg_id(args, 'run') and i.state = 'running';
  if not found then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;
create function app.op_fraud_undo(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  update public.invalidations i set state = 'undoing', asked_at = now()
  where i.id = app.arg_id(args, 'run') and i.state in ('done', 'cancelled');
  if not found then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;

-- One batch of the oldest run that waits; null when none does. Whoever does it may die: the next call goes on from there.
create function public.fraud_work(n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.invalidations;
  ids uuid[];
  last_at timestamptz;
  last_id uuid;
  did integer;
begin
  select * into r from public.invalidations x where x.state in ('running', 'undoing') order by x.created_at limit 1 for update skip locked;
  if r.id is null then return 'null'; end if;

  if r.state = 'running' then
    -- What came after the run was begun is not part of it: the person saw a number.
    execute 'with part as (select s.id, s.created_at from public.signatures s
        where s.campaign_id = $1 and s.created_at >= $2 and (s.created_at, s.id) > ($2, $3) and s.created_at <= $4'
        || app.fraud_where(r.kind, r.conditions) || ' order by s.created_at, s.id limit $5)
      select array_agg(part.id order by part.created_at, part.id), max(part.created_at),
        (array_agg(part.id order by part.created_at desc, part.id desc))[1] from part'
      into ids, last_at, last_id using r.campaign_id, r.cursor_at, r.cursor_id, r.created_at, least(greatest($1, 1), 10000);
    if ids is null then
      update public.invalidations x set state = 'done', finished_at = now() where x.id = r.id;
      return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', 0);
    end if;
    if r.kind = 'invalidate' then
      update public.signatures s set state = 'invalidated', reason = r.reason, state_before = s.state, reason_before = s.reason, invalidation_id = r.id
      from (select x.id from public.signatures x where x.id = any (ids) order by x.id for update) d
      where s.id = d.id and s.state in ('pending', 'confirmed', 'shadow');
      get diagnostics did = row_count;
      -- Nobody is written to because of a forged signature.
      update public.outbox o set state = 'dropped', done_at = now(), last_error = 'invalidated'
      where o.dedupe in (select 'signature:' || x || ':1' from unnest(ids) x) and o.state = 'queued';
    else
      update public.signatures s set state = case when s.confirmed_at is null then 'pending' else 'confirmed' end, reason = null,
        state_before = s.state, reason_before = s.reason, invalidation_id = r.id
      from (select x.id from public.signatures x where x.id = any (ids) order by x.id for update) d
      where s.id = d.id and s.state = 'shadow';
      get diagnostics did = row_count;
    end if;
    update public.invalidations x set done_n = x.done_n + did, cursor_at = last_at, cursor_id = last_id where x.id = r.id;
    return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', did);
  end if;

  -- Undoing. What its owner withdrew meanwhile stays withdrawn, and what another run took is that run's.
  select array_agg(y.id) into ids from (select s.id from public.signatures s where s.invalidation_id = r.id
    and (r.kind = 'invalidate' and s.state = 'invalidated' or r.kind = 'release' and s.state in ('pending', 'confirmed'))
    order by s.id limit least(greatest($1, 1), 10000)) y;
  if ids is null then
    update public.invalidations x set state = 'undone', finished_at = now() where x.id = r.id;
    return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', 0);
  end if;
  update public.signatures s set
    -- One that emptied itself in the meantime cannot be confirmed any more.
    state = case when s.state_before = 'shadow' then 'shadow' when s.confirmed_at is not null then 'confirmed'
      when s.email_sealed is null and s.created_at < now() - interval '31 days' then 'rejected' else 'pending' end,
    reason = case when s.state_before = 'shadow' then s.reason_before
      when s.confirmed_at is null and s.email_sealed is null and s.created_at < now() - interval '31 days' then 'expired' end,
    state_before = null, reason_before = null, invalidation_id = null
  from (select x.id from public.signatures x where x.id = any (ids) order by x.id for update) d
  where s.id = d.id and s.invalidation_id = r.id;
  get diagnostics did = row_count;
  update public.outbox o set state = 'queued', done_at = null, last_error = null, run_after = now()
  where o.dedupe in (select 'signature:' || x || ':1' from unnest(ids) x) and o.state = 'dropped' and o.last_error = 'invalidated';
  update public.invalidations x set done_n = greatest(x.done_n - did, 0) where x.id = r.id;
  return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', did);
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.signing_rules', 'public.fraud_alarms', 'public.invalidations']::regclass[]) t;
grant select, update (burst, sustained, bare_burst, bare_sustained, loose_countries, loose_factor, alarm_hour) on public.signing_rules to authenticated;
grant select, update (seen_at) on public.fraud_alarms to authenticated;
grant select, insert (id, campaign_id, kind, conditions, words_sealed, reason, expected, created_by), update (state, asked_at)
  on public.invalidations to authenticated;

create policy "Owners and organizers read the rules of signing" on public.signing_rules for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));
create policy "Owners and organizers change the rules of signing" on public.signing_rules for update to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.write'))) with check (campaign_id in (select app.my_campaigns('signatures.write')));
create policy "Owners and organizers read alarms" on public.fraud_alarms for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));
create policy "Owners and organizers dismiss alarms" on public.fraud_alarms for update to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.write'))) with check (campaign_id in (select app.my_campaigns('signatures.write')));
create policy "Owners and organizers read runs" on public.invalidations for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));
create policy "Owners and organizers begin runs in their own name" on public.invalidations for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('signatures.write')) and created_by = (select app.uid()));
create policy "Owners and organizers cancel and undo runs" on public.invalidations for update to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.write'))) with check (campaign_id in (select app.my_campaigns('signatures.write')));

select app.track('public.signing_rules', 'campaign', 'campaign_id', 'signatures', array['id', 'campaign_id', 'burst', 'sustained', 'bare_burst',
  'bare_sustained', 'loose_countries', 'loose_factor', 'alarm_hour']);
select app.track('public.fraud_alarms', 'campaign', 'campaign_id', 'signatures', array['id', 'campaign_id', 'kind', 'label', 'n', 'at', 'seen_at']);
select app.track('public.invalidations', 'campaign', 'campaign_id', 'signatures', array['id', 'campaign_id', 'kind', 'reason', 'state', 'expected',
  'done_n', 'created_by', 'created_at', 'asked_at', 'finished_at']);

revoke all on function app.short_label(text), app.fraud_trend(uuid, interval), app.run_state(), app.rules_for_new(), app.fraud_where(text, jsonb),
  app.arg_count(jsonb, text, integer, integer), app.op_fraud_set_rules(jsonb), app.op_fraud_dismiss(jsonb), app.op_fraud_begin(jsonb),
  app.op_fraud_cancel(jsonb), app.op_fraud_undo(jsonb) from public, anon, authenticated, service_role;
grant execute on function app.fraud_where(text, jsonb) to authenticated;
select app.open_to_members();
select app.expose('public.prune_proofs()', 'service_role');
select app.expose('public.signing_rules_now(uuid)', 'service_role');
select app.expose('public.fraud_watch()', 'service_role');
select app.expose('public.fraud_work(integer)', 'service_role');
select app.expose('public.fraud_trends(uuid)', 'authenticated');
select app.expose('public.fraud_preview(uuid, text, jsonb)', 'authenticated');
