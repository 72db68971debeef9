-- Signing in depth: households, reasons why something does not count, states that only the fraud desk sees, personal
-- links, and the wording that each signer agreed to.

-- What waits is added up by the old names first: the new ones below begin with the rows that are there.
select app.add_up();

alter table public.signatures drop constraint signatures_state_check;
alter table public.signatures
  add constraint signatures_state_check check (state in ('pending', 'confirmed', 'withdrawn', 'rejected', 'shadow', 'invalidated')),
  add column slot smallint not null default 1 check (slot in (1, 2)),
  add column reason text check (reason ~ '^[a-z_]{1,24}$'),
  add column town_sealed text,
  add column town_key text,
  add column network_key text,
  add column domain_key text,
  add column proof boolean not null default false,
  add column share_code text check (share_code ~ '^[a-z2-9]{8}$'),
  add column referred_by text check (referred_by ~ '^[a-z2-9]{8}$'),
  add column reminded_at timestamptz,
  add column bounced_at timestamptz,
  add column invalidation_id uuid,
  add column state_before text check (state_before in ('pending', 'confirmed', 'shadow')),
  add column reason_before text;
comment on column public.signatures.town_sealed is 'P2';
comment on column public.signatures.town_key is 'P2: keyed index of the town or postcode, for the household rule';
comment on column public.signatures.network_key is 'P2: keyed hash of the network the address lies in (IPv4 /24, IPv6 /48), key rotated daily';
comment on column public.signatures.domain_key is 'P2: keyed index of the mail domain';
comment on column public.signatures.share_code is 'P1: names the signer in the links they pass on, to nobody but themselves';
comment on column public.signatures.state_before is 'P1: what an invalidation changed, so that it can be undone';

-- Two of one mailbox at most: see the household rule in sign_batch.
drop index public.signatures_mailbox;
create unique index signatures_mailbox on public.signatures (campaign_id, email_key, slot);
create unique index signatures_share_code on public.signatures (campaign_id, share_code) where share_code is not null;

/* ---------------------------------------------------------------- what signers agreed to */

-- Numbered through all languages of a campaign, so that the number kept with a signature names one text.
create table public.consent_texts (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  locale text not null check (locale in ('es', 'en')),
  version integer not null check (version > 0),
  text text not null check (length(text) <= 4000),
  since timestamptz not null default now(),
  unique (campaign_id, version)
);
comment on table public.consent_texts is 'P0: every wording that was ever shown beside the form. Never changed and never erased.';
insert into public.consent_texts (campaign_id, locale, version, text)
select t.campaign_id, t.locale, row_number() over (partition by t.campaign_id order by t.locale <> c.default_locale, t.locale), t.consent
from public.campaign_texts t join public.campaigns c on c.id = t.campaign_id;

create function app.consent_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Two languages saved at once would take the same number.
  perform 1 from public.campaigns c where c.id = new.campaign_id for no key update;
  insert into public.consent_texts (campaign_id, locale, version, text)
  values (new.campaign_id, new.locale,
    coalesce((select max(c.version) from public.consent_texts c where c.campaign_id = new.campaign_id), 0) + 1, new.consent);
  return null;
end $$;
create trigger consent_inserted after insert on public.campaign_texts for each row execute function app.consent_changed();
create trigger consent_changed after update of consent on public.campaign_texts for each row
  when (old.consent is distinct from new.consent) execute function app.consent_changed();

-- The wording that stands beside the form now: of the language, or of the campaign's own when it has none.
create function app.consent_version(campaign uuid, locale text) returns integer
language sql stable security definer set search_path = '' as $$
  select coalesce((select max(x.version) from public.consent_texts x where x.campaign_id = c.id and x.locale = $2),
    (select max(x.version) from public.consent_texts x where x.campaign_id = c.id and x.locale = c.default_locale), 1)
  from public.campaigns c where c.id = $1
$$;

select app.protect('public.consent_texts');
grant select on public.consent_texts to authenticated;
create policy "Members read the wordings of their campaign" on public.consent_texts for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));

/* ---------------------------------------------------------------- counting */

alter table app.signature_deltas
  add column reason text,
  add column referrer text,
  add column invalidated integer not null default 0,
  add column shadow integer not null default 0,
  add column uncounted integer not null default 0;
alter table app.signature_counts drop constraint signature_counts_dim_check;
alter table app.signature_counts add constraint signature_counts_dim_check check (dim ~ '^[a-z_]{1,24}$');

-- Why a row is not counted; null for those that are, or still may be.
create function app.why_not(state text, reason text) returns text
language sql immutable set search_path = '' as $$
  select case when $1 in ('pending', 'confirmed') then null else coalesce($2, 'other') end
$$;

create or replace function app.signatures_inserted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.signature_deltas (campaign_id, country, source, hour, reason, referrer, received, confirmed, withdrawn, rejected, invalidated,
    shadow, uncounted)
  select n.campaign_id, n.country, n.source, date_trunc('hour', n.confirmed_at, 'UTC'), app.why_not(n.state, n.reason), n.referred_by, count(*),
    count(*) filter (where n.state = 'confirmed'), count(*) filter (where n.state = 'withdrawn'),
    count(*) filter (where n.state = 'rejected'), count(*) filter (where n.state = 'invalidated'),
    count(*) filter (where n.state = 'shadow'), count(*) filter (where n.state not in ('pending', 'confirmed'))
  from new_rows n group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;
create or replace function app.signatures_updated() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.signature_deltas (campaign_id, country, source, hour, reason, referrer, received, confirmed, withdrawn, rejected, invalidated,
    shadow, uncounted)
  select x.campaign_id, x.country, x.source, x.hour, x.reason, x.referrer, sum(x.one), sum(x.c), sum(x.w), sum(x.r), sum(x.i), sum(x.s), sum(x.u)
  from (
    select o.campaign_id, o.country, o.source, date_trunc('hour', o.confirmed_at, 'UTC') as hour, app.why_not(o.state, o.reason) as reason,
      o.referred_by as referrer, -1 as one, -(o.state = 'confirmed')::int as c, -(o.state = 'withdrawn')::int as w,
      -(o.state = 'rejected')::int as r, -(o.state = 'invalidated')::int as i, -(o.state = 'shadow')::int as s,
      -(o.state not in ('pending', 'confirmed'))::int as u
    from old_rows o
    union all
    select n.campaign_id, n.country, n.source, date_trunc('hour', n.confirmed_at, 'UTC'), app.why_not(n.state, n.reason),
      n.referred_by, 1, (n.state = 'confirmed')::int, (n.state = 'withdrawn')::int,
      (n.state = 'rejected')::int, (n.state = 'invalidated')::int, (n.state = 'shadow')::int,
      (n.state not in ('pending', 'confirmed'))::int
    from new_rows n
  ) x
  group by 1, 2, 3, 4, 5, 6
  having sum(x.one) <> 0 or sum(x.c) <> 0 or sum(x.w) <> 0 or sum(x.r) <> 0 or sum(x.i) <> 0 or sum(x.s) <> 0 or sum(x.u) <> 0;
  return null;
end $$;
create or replace function app.signatures_deleted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.signature_deltas (campaign_id, country, source, hour, reason, referrer, received, confirmed, withdrawn, rejected, invalidated,
    shadow, uncounted)
  select o.campaign_id, o.country, o.source, date_trunc('hour', o.confirmed_at, 'UTC'), app.why_not(o.state, o.reason), o.referred_by, -count(*),
    -count(*) filter (where o.state = 'confirmed'), -count(*) filter (where o.state = 'withdrawn'),
    -count(*) filter (where o.state = 'rejected'), -count(*) filter (where o.state = 'invalidated'),
    -count(*) filter (where o.state = 'shadow'), -count(*) filter (where o.state not in ('pending', 'confirmed'))
  from old_rows o group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;

create or replace function app.add_up() returns jsonb
language sql volatile security definer set search_path = '' set timezone = 'UTC' as $$
  with d as (delete from app.signature_deltas returning *),
  cells as (
    select d.campaign_id, 'total' as dim, x.key, sum(x.n) as n
    from d, lateral (values ('received', d.received), ('confirmed', d.confirmed), ('withdrawn', d.withdrawn), ('rejected', d.rejected),
      ('invalidated', d.invalidated), ('shadow', d.shadow)) x (key, n)
    group by 1, 3
    union all
    select campaign_id, 'country', country, sum(confirmed) from d where country is not null group by 1, 3
    union all
    select campaign_id, 'source', source, sum(confirmed) from d where source is not null group by 1, 3
    union all
    -- What came by a source, confirmed or not: with 'source' it gives the conversion.
    select campaign_id, 'source_received', source, sum(received) from d where source is not null group by 1, 3
    union all
    select campaign_id, 'referrer', referrer, sum(confirmed) from d where referrer is not null group by 1, 3
    union all
    select campaign_id, 'reason', reason, sum(uncounted) from d where reason is not null group by 1, 3
    union all
    select campaign_id, 'hour', to_char(hour, 'YYYY-MM-DD"T"HH24:00:00"Z"'), sum(confirmed) from d where hour is not null group by 1, 3
  ),
  added as (
    insert into app.signature_counts as c (campaign_id, dim, key, n) select campaign_id, dim, key, n from cells where n <> 0
    on conflict (campaign_id, dim, key) do update set n = c.n + excluded.n
  ),
  heads as (
    insert into app.totals_heads as h (campaign_id, v, at) select distinct campaign_id, 1, now() from d
    on conflict (campaign_id) do update set v = h.v + 1, at = now()
    returning campaign_id, v
  )
  select coalesce(jsonb_agg(jsonb_build_object('campaign', campaign_id, 'v', v)), '[]') from heads
$$;

-- The rows themselves, read once: all dimensions come from one pass, because nobody can sign while it lasts.
create or replace function public.recount_signatures(campaign uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' set timezone = 'UTC' as $$
declare
  drift jsonb;
begin
  perform pg_advisory_xact_lock(app.counting_lock());
  -- A transaction that changed signatures and has not committed yet brings its own delta later; this lock makes rows and
  -- deltas true at one moment.
  lock table public.signatures in share mode;
  perform app.add_up();
  with g as materialized (
    select s.state, app.why_not(s.state, s.reason) as reason, s.country, s.source, s.referred_by as referrer,
      case when s.state = 'confirmed' then date_trunc('hour', s.confirmed_at, 'UTC') end as hour, count(*) as n
    from public.signatures s where s.campaign_id = $1 group by 1, 2, 3, 4, 5, 6
  ),
  fresh as (
    select 'total' as dim, x.key, sum(case when x.hit then g.n else 0 end) as n
    from g, lateral (values ('received', true), ('confirmed', g.state = 'confirmed'), ('withdrawn', g.state = 'withdrawn'),
      ('rejected', g.state = 'rejected'), ('invalidated', g.state = 'invalidated'), ('shadow', g.state = 'shadow')) x (key, hit)
    group by 2
    union all
    select 'country', country, sum(n) from g where state = 'confirmed' group by 2
    union all
    select 'source', source, sum(n) from g where state = 'confirmed' group by 2
    union all
    select 'source_received', source, sum(n) from g group by 2
    union all
    select 'referrer', referrer, sum(n) from g where state = 'confirmed' and referrer is not null group by 2
    union all
    select 'reason', reason, sum(n) from g where reason is not null group by 2
    union all
    select 'hour', to_char(hour, 'YYYY-MM-DD"T"HH24:00:00"Z"'), sum(n) from g where state = 'confirmed' group by 2
  ),
  diff as (
    select dim, key, coalesce(f.n, 0) as should, coalesce(c.n, 0) as was
    from fresh f full join (select * from app.signature_counts where campaign_id = $1
      and dim in ('total', 'country', 'source', 'source_received', 'referrer', 'reason', 'hour')) c using (dim, key)
    where coalesce(f.n, 0) <> coalesce(c.n, 0)
  ),
  repaired as (
    insert into app.signature_counts as c (campaign_id, dim, key, n) select $1, dim, key, should from diff
    on conflict (campaign_id, dim, key) do update set n = excluded.n
  )
  select coalesce(jsonb_agg(jsonb_build_object('dim', dim, 'key', key, 'was', was, 'should', should)), '[]') into drift from diff;
  if drift <> '[]' then
    insert into app.totals_heads as h (campaign_id, v) values ($1, 1) on conflict (campaign_id) do update set v = h.v + 1, at = now();
  end if;
  return jsonb_build_object('drift', drift);
end $$;

-- Dimensions that had no name until now, from the rows that are there.
update public.signatures set reason = case state when 'rejected' then 'expired' else 'asked' end where state in ('rejected', 'withdrawn');
insert into app.signature_counts (campaign_id, dim, key, n)
select s.campaign_id, 'source_received', s.source, count(*) from public.signatures s group by 1, 3;
-- The update above left its deltas; what it brought under the name 'other' never was counted.
delete from app.signature_deltas where reason = 'other' and uncounted < 0;

create or replace function app.team_totals_of(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.id, 'goal', c.goal,
    'confirmed', app.total(c.id, 'confirmed'), 'withdrawn', app.total(c.id, 'withdrawn'),
    -- Whoever may still confirm. Shadow and invalidated are the fraud desk's alone.
    'pending', app.total(c.id, 'received') - app.total(c.id, 'confirmed') - app.total(c.id, 'withdrawn') - app.total(c.id, 'rejected')
      - app.total(c.id, 'invalidated') - app.total(c.id, 'shadow'),
    'byCountry', coalesce((select jsonb_agg(jsonb_build_object('key', key, 'n', n) order by n desc, key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'country' and x.n > 0), '[]'),
    'bySource', coalesce((select jsonb_agg(jsonb_build_object('key', key, 'n', n) order by n desc, key)
      from (select * from app.signature_counts x where x.campaign_id = c.id and x.dim = 'source' and x.n > 0 order by n desc, key limit 50) x), '[]'),
    'byHour', coalesce((select jsonb_agg(jsonb_build_object('hour', key, 'n', n) order by key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'hour' and x.n > 0
        and x.key >= to_char(now() - interval '48 hours', 'YYYY-MM-DD"T"HH24:00:00"Z"')), '[]'),
    'byDay', coalesce((select jsonb_agg(jsonb_build_object('day', y.day, 'n', y.n) order by y.day)
      from (select to_char(x.key::timestamptz at time zone c.tz, 'YYYY-MM-DD') as day, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'hour' group by 1 having sum(x.n) > 0) y), '[]'),
    'latest', coalesce((select jsonb_agg(jsonb_build_object('at', s.confirmed_at, 'country', s.country, 'source', s.source) order by s.confirmed_at desc)
      from (select * from public.signatures x where x.campaign_id = c.id and x.state = 'confirmed' order by x.confirmed_at desc limit 10) s), '[]'))
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id where c.id = $1
$$;

/* ---------------------------------------------------------------- signing */

-- Many signers in one transaction: each gets an answer of their own. `pending` and `already` look the same on the page;
-- only the mailbox is told. At most five mails ever go to one signature, and not two of a kind within ten minutes.
-- The household rule: a mailbox that two people share counts twice when the second name differs and country and town
-- (or postcode) are the same; both must have given the town. A third name counts no more.
-- `shadow` names why a signature is taken and never counted; its sender is answered as everybody.
create or replace function public.sign_batch(items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  fresh uuid[];
  second uuid[];
  answer jsonb;
begin
  -- In the order of the mailboxes: two batches that hold the same two would else wait for each other.
  with i as (
    select distinct on (x.campaign, x.email_key, x.id) x.* from jsonb_to_recordset(items) as x (id uuid, campaign uuid, name_sealed text, email_sealed text,
      email_key text, name_key text, country text, visibility text, comment_sealed text, updates boolean,
      locale text, source text, address_key text, op_id uuid, town_sealed text, town_key text, network_key text, domain_key text,
      proof boolean, share_code text, referred_by text, consent_version integer, shadow text)
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
      i.address_key, i.op_id, i.town_sealed, i.town_key, i.network_key, i.domain_key, coalesce(i.proof, false), i.share_code,
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
      proof boolean, share_code text, referred_by text, consent_version integer, shadow text)
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
      i.address_key, i.op_id, i.town_sealed, i.town_key, i.network_key, i.domain_key, coalesce(i.proof, false),
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

/* ---------------------------------------------------------------- what a signer sees and does */

-- Shadow and invalidated look to their owner like what they would be: an attacker learns nothing by clicking.
create function app.told_state(state text, confirmed_at timestamptz) returns text
language sql immutable set search_path = '' as $$
  select case when $1 not in ('shadow', 'invalidated') then $1 when $2 is null then 'pending' else 'confirmed' end
$$;

create or replace function public.signature_look(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('campaign', c.slug, 'state', app.told_state(s.state, s.confirmed_at), 'visibility', s.visibility,
    'createdAt', s.created_at, 'confirmedAt', s.confirmed_at, 'locale', s.locale, 'nameSealed', s.name_sealed, 'updates', s.updates,
    'shareCode', s.share_code)
  from public.signatures s join public.campaigns c on c.id = s.campaign_id where s.id = $1
$$;

create or replace function public.confirm_signature(signature uuid, public_name text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  now_in text;
begin
  -- Of shadow and invalidated only the click is kept, so that a release or an undo knows what they would be.
  update public.signatures s set state = case s.state when 'pending' then 'confirmed' else s.state end, confirmed_at = now(),
    public_name = case when s.visibility = 'private' then null else left($2, 120) end
  where s.id = $1 and s.state in ('pending', 'shadow', 'invalidated') and s.confirmed_at is null;
  if found then return jsonb_build_object('outcome', 'confirmed'); end if;
  select app.told_state(s.state, s.confirmed_at) into now_in from public.signatures s where s.id = $1;
  return jsonb_build_object('outcome', case when now_in = 'confirmed' then 'already' else 'gone' end);
end $$;

-- Keeps the row, so that counts can be explained, and nothing of the person. The number of signers whom this person
-- brought stays with them: they are their own.
create or replace function public.withdraw_signature(signature uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.signatures s set state = 'withdrawn', reason = 'asked', withdrawn_at = now(), name_sealed = null, email_sealed = null,
    email_key = null, name_key = null, comment_sealed = null, public_name = null, address_key = null, town_sealed = null, town_key = null,
    network_key = null, domain_key = null, share_code = null, referred_by = null, updates = false, visibility = 'private'
  where s.id = $1 and s.state in ('pending', 'confirmed', 'shadow', 'invalidated');
  return jsonb_build_object('outcome', case when found then 'withdrawn' else 'gone' end);
end $$;

create or replace function public.signature_for_mail(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', s.id, 'state', app.told_state(s.state, s.confirmed_at), 'slug', c.slug, 'emailSealed', s.email_sealed,
    'nameSealed', s.name_sealed, 'createdAt', s.created_at, 'title', coalesce(t.title, d.title, c.slug), 'shareCode', s.share_code)
  from public.signatures s join public.campaigns c on c.id = s.campaign_id
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = s.locale
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where s.id = $1
$$;

create or replace function public.forget_unconfirmed(days integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  forgotten bigint;
  mails bigint;
begin
  update public.signatures s set state = case s.state when 'pending' then 'rejected' else s.state end,
    reason = case s.state when 'pending' then 'expired' else s.reason end, name_sealed = null, email_sealed = null, email_key = null,
    name_key = null, comment_sealed = null, public_name = null, address_key = null, town_sealed = null, town_key = null,
    network_key = null, domain_key = null, share_code = null, updates = false, visibility = 'private'
  where s.state in ('pending', 'shadow', 'invalidated') and s.confirmed_at is null and s.email_key is not null
    and s.created_at < now() - make_interval(days => greatest($1, 1));
  get diagnostics forgotten = row_count;
  delete from public.outbox o where o.state <> 'queued' and o.state <> 'claimed' and o.created_at < now() - make_interval(days => greatest($1, 1));
  get diagnostics mails = row_count;
  return jsonb_build_object('forgotten', forgotten, 'mails', mails);
end $$;

/* ---------------------------------------------------------------- what the public sees */

create or replace function public.public_campaign(slug text, locale text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'slug', c.slug, 'status', c.status, 'locale', coalesce(t.locale, c.default_locale),
    'locales', (select jsonb_agg(x.locale order by x.locale) from public.campaign_texts x where x.campaign_id = c.id),
    'title', coalesce(t.title, d.title, c.slug), 'summary', coalesce(t.summary, d.summary, ''), 'statement', coalesce(t.statement, d.statement, ''),
    'fundText', coalesce(t.fund_text, d.fund_text, ''), 'consent', coalesce(t.consent, d.consent, ''),
    'consentVersion', app.consent_version(c.id, $2),
    'contactEmail', c.contact_email, 'iban', c.iban, 'isSample', c.is_sample, 'tz', c.tz,
    'names', coalesce((select jsonb_agg(jsonb_build_object('name', n.public_name, 'country', n.country, 'at', n.confirmed_at) order by n.confirmed_at desc)
      from (select * from public.signatures s where s.campaign_id = c.id and s.state = 'confirmed' and s.public_name is not null
        order by s.confirmed_at desc limit 12) n), '[]'))
  from public.campaigns c
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = $2
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where c.slug = $1 and c.status <> 'draft'
$$;

revoke all on function app.consent_changed(), app.consent_version(uuid, text), app.why_not(text, text),
  app.told_state(text, timestamptz) from public, anon, authenticated, service_role;
