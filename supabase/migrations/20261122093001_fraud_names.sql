-- An alarm about a mail domain is told by its name to those who may open signatures: through one of those who share it.
-- Streams and logs go on carrying the short label alone.

alter table public.fraud_alarms add column sample_id uuid references public.signatures on delete set null;
create index fraud_alarms_sample on public.fraud_alarms (sample_id) where sample_id is not null;
comment on column public.fraud_alarms.sample_id is 'P2: one of at least five signatures that share the domain';

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
    -- By the index of the newest: a quiet campaign costs one look.
    if not exists (select 1 from public.signatures s where s.campaign_id = c.id and s.created_at > now() - interval '1 hour'
      offset c.alarm_hour - 1 limit 1) then continue; end if;
    trend := app.fraud_trend(c.id, interval '1 hour');
    with hot as (
      select 'network' as kind, x ->> 'key' as key, (x ->> 'n')::integer as n, null::uuid as sample from jsonb_array_elements(trend -> 'networks') x
      where (x ->> 'n')::integer >= c.alarm_hour and ((x ->> 'unusual')::numeric >= 3 or (x ->> 'n')::integer * 2 >= (trend ->> 'total')::integer)
      union all
      select 'domain', x ->> 'key', (x ->> 'n')::integer, (x ->> 'sample')::uuid from jsonb_array_elements(trend -> 'domains') x
      where (x ->> 'n')::integer >= c.alarm_hour and (x ->> 'unusual')::numeric >= 5
        and exists (select 1 from public.signatures s where s.campaign_id = c.id and s.created_at < now() - interval '1 day')
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

-- What the names of the alarms nobody has dealt with are opened from. One whose sample was emptied keeps its label.
create function public.fraud_alarm_samples(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.read');
  return coalesce((select jsonb_agg(jsonb_build_object('alarm', a.id, 'sample', s.id, 'emailSealed', s.email_sealed) order by a.at desc, a.id)
    from public.fraud_alarms a join public.signatures s on s.id = a.sample_id
    where a.campaign_id = $1 and a.kind = 'domain' and a.seen_at is null and s.email_sealed is not null), '[]');
end $$;

select app.expose('public.fraud_alarm_samples(uuid)', 'authenticated');
