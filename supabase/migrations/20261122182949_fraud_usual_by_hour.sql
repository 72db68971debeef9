-- Half a million signatures of a week took three seconds an hour to count anew. Each hour now adds its own; all seven days are
-- counted at the turn of the day, and after a run that took signatures out of the count or let them back in.

create or replace function app.count_usual(campaign uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  upto timestamptz := date_trunc('hour', now() - interval '1 minute', 'UTC');
  today timestamptz := date_trunc('day', upto, 'UTC');
  began timestamptz := (select c.until from app.fraud_counted c where c.campaign_id = $1);
begin
  if began >= upto then return; end if;
  if began is null or began < today then
    began := today - interval '7 days';
    delete from app.fraud_usual u where u.campaign_id = $1;
  end if;
  with s as materialized (
    select date_trunc('hour', x.created_at, 'UTC') as at, x.network_key, x.domain_key, count(*) as n from public.signatures x
    where x.campaign_id = $1 and x.created_at >= began and x.created_at < upto and x.state not in ('shadow', 'invalidated', 'rejected')
    group by 1, 2, 3
  ),
  hours as (select at, network_key, sum(n) as n from s where network_key is not null group by 1, 2),
  -- Closed days: none of them when an hour of today is added.
  days as (select date_trunc('day', at, 'UTC') as at, network_key, sum(n) as n from hours where at < today group by 1, 2)
  insert into app.fraud_usual (campaign_id, kind, key, at, n)
  select $1, 'network_hour', '', at, max(n) from hours group by at
  union all select $1, 'network_day', '', at, max(n) from days group by at
  union all select $1, 'domain_hour', domain_key, at, sum(n) from s where domain_key is not null group by domain_key, at having sum(n) >= 5
  on conflict (campaign_id, kind, key, at) do update set n = excluded.n;
  insert into app.fraud_counted as c values ($1, upto) on conflict (campaign_id) do update set until = excluded.until;
end $$;

create function app.usual_again() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from app.fraud_counted c where c.campaign_id = new.campaign_id;
  return null;
end $$;
create trigger usual_again after update of state on public.invalidations for each row
  when (new.state in ('done', 'cancelled', 'undone') and old.state is distinct from new.state) execute function app.usual_again();
revoke all on function app.usual_again() from public;
