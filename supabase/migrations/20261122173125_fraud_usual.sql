-- What is usual is counted before the window that is looked at: within it, three equal networks of robots would be each
-- other's usual. Each closed hour and day leaves its busiest network, and each hour the domains that five or more share.

create table app.fraud_usual (
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('network_hour', 'network_day', 'domain_hour')),
  key text not null default '',
  at timestamptz not null,
  n integer not null check (n > 0),
  primary key (campaign_id, kind, key, at)
);
comment on table app.fraud_usual is 'P1: figures of the last seven days, for the fraud desk.';
comment on column app.fraud_usual.key is 'P2: keyed hash of a mail domain; empty for networks, whose hash lives a day';

create table app.fraud_counted (
  campaign_id uuid primary key references public.campaigns on delete cascade,
  until timestamptz not null
);
comment on table app.fraud_counted is 'P0: up to when the usual was counted.';

select app.protect(t) from unnest(array['app.fraud_usual', 'app.fraud_counted']::regclass[]) t;

-- Once an hour, and then all seven days anew: what was taken out of the count meanwhile is no longer usual. What fell to the
-- shadow never was.
create function app.count_usual(campaign uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  upto timestamptz := date_trunc('hour', now() - interval '1 minute', 'UTC');
begin
  if exists (select 1 from app.fraud_counted c where c.campaign_id = $1 and c.until >= upto) then return; end if;
  delete from app.fraud_usual u where u.campaign_id = $1;
  with s as materialized (
    select date_trunc('hour', x.created_at, 'UTC') as at, x.network_key, x.domain_key, count(*) as n from public.signatures x
    where x.campaign_id = $1 and x.created_at >= date_trunc('day', upto - interval '7 days', 'UTC') and x.created_at < upto
      and x.state not in ('shadow', 'invalidated', 'rejected')
    group by 1, 2, 3
  ),
  hours as (select at, network_key, sum(n) as n from s where network_key is not null group by 1, 2),
  days as (select date_trunc('day', at, 'UTC') as at, network_key, sum(n) as n from hours
    where at < date_trunc('day', upto, 'UTC') group by 1, 2)
  insert into app.fraud_usual (campaign_id, kind, key, at, n)
  select $1, 'network_hour', '', at, max(n) from hours group by at
  union all select $1, 'network_day', '', at, max(n) from days group by at
  union all select $1, 'domain_hour', domain_key, at, sum(n) from s where domain_key is not null group by domain_key, at having sum(n) >= 5;
  insert into app.fraud_counted as c values ($1, upto) on conflict (campaign_id) do update set until = excluded.until;
end $$;

-- Networks and domains of a window, and how many times the usual each is (`unusual`); alarm and page read the same figure.
-- Usual for a network: the busiest one of an earlier window as long as this (the median of seven days), or what this very
-- network brought before on its day, whichever is more. For a domain: its own average of seven days. Five at least; and
-- while a campaign has no day behind it, a twentieth of the window for a network and half of it for a domain, or the first
-- hour would ring for every telephone company and the largest mail provider.
create or replace function app.fraud_trend(campaign uuid, since interval) returns jsonb
language sql stable security definer set search_path = '' as $$
  with w as materialized (
    select s.id, s.network_key, s.domain_key, s.state, s.proof, s.email_sealed from public.signatures s
    where s.campaign_id = $1 and s.created_at > now() - $2
  ),
  networks as (
    select network_key as key, count(*) as n, count(*) filter (where state = 'confirmed') as confirmed,
      count(*) filter (where state = 'shadow') as shadow, count(*) filter (where proof) as proven
    from w where network_key is not null group by 1 having count(*) >= 3 order by count(*) desc, network_key limit 12
  ),
  domains as (
    select domain_key as key, count(*) as n, count(*) filter (where state = 'confirmed') as confirmed,
      count(*) filter (where state = 'shadow') as shadow, count(*) filter (where proof) as proven,
      (array_agg(id order by id) filter (where email_sealed is not null))[1] as sample
    from w where domain_key is not null group by 1 having count(*) >= 5 order by count(*) desc limit 12
  ),
  span as (
    select now() - $2 as began, date_trunc('day', now() - $2, 'UTC') as day, extract(epoch from $2) as secs,
      (select count(*) from w) as total,
      (select min(s.created_at) from public.signatures s where s.campaign_id = $1) as first
  ),
  least as (
    select case when first < began - interval '1 day' then 5 else greatest(5, total / 20.0) end as network,
      case when first < began - interval '1 day' then 5 else greatest(5, total / 2.0) end as domain,
      -- Windows of the past, seven days of them at most.
      greatest(1, extract(epoch from least(began - first, interval '7 days')) / secs) as windows
    from span
  ),
  busiest as (
    select percentile_cont(0.5) within group (order by u.n) as n from app.fraud_usual u, span
    where u.campaign_id = $1 and u.kind = case when $2 > interval '1 hour' then 'network_day' else 'network_hour' end
      and u.at >= began - interval '7 days' and u.at + $2 <= began
  ),
  before as (
    select s.network_key as key, count(*) / greatest(1, max(extract(epoch from began - day) / secs)) as n from public.signatures s, span
    where s.campaign_id = $1 and s.created_at >= day and s.created_at <= began and s.state not in ('shadow', 'invalidated', 'rejected')
      and s.network_key in (select key from networks)
    group by 1
  ),
  own as (
    select u.key, sum(u.n) / max(l.windows) as n from app.fraud_usual u, span, least l
    where u.campaign_id = $1 and u.kind = 'domain_hour' and u.at >= began - interval '7 days' and u.at < began
      and u.key in (select key from domains)
    group by 1
  )
  select jsonb_build_object(
    'total', (select total from span),
    'networks', coalesce((select jsonb_agg(jsonb_build_object('key', x.key, 'label', app.short_label(x.key), 'n', x.n, 'confirmed', x.confirmed,
        'shadow', x.shadow, 'proven', x.proven,
        'unusual', round((x.n / greatest(l.network, (select n from busiest), b.n))::numeric, 1)) order by x.n desc, x.key)
      from networks x cross join least l left join before b on b.key = x.key), '[]'),
    'domains', coalesce((select jsonb_agg(jsonb_build_object('key', d.key, 'label', app.short_label(d.key), 'n', d.n, 'confirmed', d.confirmed,
        'shadow', d.shadow, 'proven', d.proven, 'unusual', round((d.n / greatest(l.domain, o.n))::numeric, 1), 'sample', d.sample,
        'emailSealed', (select s.email_sealed from public.signatures s where s.id = d.sample)) order by d.n desc, d.key)
      from domains d cross join least l left join own o on o.key = d.key), '[]'))
$$;

create or replace function public.fraud_watch() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  c record;
  trend jsonb;
  raised integer := 0;
  part integer;
begin
  for c in select x.id, r.alarm_hour from public.campaigns x join public.signing_rules r on r.id = x.id
    where x.status = 'open' loop
    perform app.count_usual(c.id);
    -- By the index of the newest: a quiet campaign costs one look.
    if not exists (select 1 from public.signatures s where s.campaign_id = c.id and s.created_at > now() - interval '1 hour'
      offset c.alarm_hour - 1 limit 1) then continue; end if;
    trend := app.fraud_trend(c.id, interval '1 hour');
    with hot as (
      select 'network' as kind, x ->> 'key' as key, (x ->> 'n')::integer as n, null::uuid as sample from jsonb_array_elements(trend -> 'networks') x
      where (x ->> 'n')::integer >= c.alarm_hour and (x ->> 'unusual')::numeric >= 3
      union all
      select 'domain', x ->> 'key', (x ->> 'n')::integer, (x ->> 'sample')::uuid from jsonb_array_elements(trend -> 'domains') x
      where (x ->> 'n')::integer >= c.alarm_hour and (x ->> 'unusual')::numeric >= 5
      union all
      select 'shadow', 'shadow', y.n::integer, null from (select count(*) as n from public.signatures s
        where s.campaign_id = c.id and s.state = 'shadow' and s.created_at > now() - interval '1 hour') y where y.n >= c.alarm_hour
    ),
    told as (
      insert into public.fraud_alarms as a (campaign_id, kind, trend_key, label, n, sample_id)
      select c.id, h.kind, h.key, case h.kind when 'shadow' then '' else app.short_label(h.key) end, h.n, h.sample from hot h
      on conflict (campaign_id, kind, trend_key, day) do update set n = excluded.n, at = now(), seen_at = null, sample_id = excluded.sample_id where excluded.n >= a.n * 2
      returning 1
    )
    select count(*) into part from told;
    raised := raised + part;
  end loop;
  return jsonb_build_object('raised', raised);
end $$;

revoke all on function app.count_usual(uuid) from public;
