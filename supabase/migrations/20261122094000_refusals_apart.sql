-- Why signatures were refused, apart from those that their owners withdrew: what the public page lists as reasons adds up
-- to what it says was refused.

-- What waits is added up by the old names first.
select app.add_up();
update public.signatures s set reason = 'withdrawn' where s.state = 'withdrawn' and s.reason = 'asked';
insert into app.signature_counts (campaign_id, dim, key, n)
select s.campaign_id, 'refusal', coalesce(s.reason, 'other'), count(*) from public.signatures s
where s.state in ('rejected', 'invalidated') group by 1, 3;

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
    -- Without withdrawals, and without shadow, which is the fraud desk's alone.
    select campaign_id, 'refusal', reason, sum(rejected + invalidated) from d where reason is not null group by 1, 3
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
    select 'refusal', reason, sum(n) from g where state in ('rejected', 'invalidated') group by 2
    union all
    select 'hour', to_char(hour, 'YYYY-MM-DD"T"HH24:00:00"Z"'), sum(n) from g where state = 'confirmed' group by 2
  ),
  diff as (
    select dim, key, coalesce(f.n, 0) as should, coalesce(c.n, 0) as was
    from fresh f full join (select * from app.signature_counts where campaign_id = $1
      and dim in ('total', 'country', 'source', 'source_received', 'referrer', 'reason', 'refusal', 'hour')) c using (dim, key)
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

-- Keeps the row, so that counts can be explained, and nothing of the person. The number of signers whom this person
-- brought stays with them: they are their own.
create or replace function public.withdraw_signature(signature uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.signatures s set state = 'withdrawn', reason = 'withdrawn', withdrawn_at = now(), name_sealed = null, email_sealed = null,
    email_key = null, name_key = null, comment_sealed = null, public_name = null, address_key = null, town_sealed = null, town_key = null,
    network_key = null, domain_key = null, share_code = null, referred_by = null, updates = false, visibility = 'private'
  where s.id = $1 and s.state in ('pending', 'confirmed', 'shadow', 'invalidated');
  return jsonb_build_object('outcome', case when found then 'withdrawn' else 'gone' end);
end $$;

create or replace function public.public_integrity(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('received', app.total(c.id, 'received'), 'confirmed', app.total(c.id, 'confirmed'),
    'withdrawn', app.total(c.id, 'withdrawn'), 'rejected', app.total(c.id, 'rejected'), 'invalidated', app.total(c.id, 'invalidated'),
    'paper', app.paper_total(c.id), 'tz', c.tz,
    'reasons', coalesce((select jsonb_agg(jsonb_build_object('key', x.key, 'n', x.n) order by x.n desc, x.key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'refusal' and x.n > 0), '[]'),
    'recount', (select jsonb_build_object('at', r.at, 'drift', r.drift) from app.recounts r where r.campaign_id = c.id),
    'journal', (select jsonb_build_object('seq', s.head, 'hash', encode(s.last_hash, 'hex')) from app.live_streams s
      where s.stream = 'campaign:' || c.id || ':team'))
  from public.campaigns c where c.slug = $1 and c.status <> 'draft'
$$;
