-- Gifts by day, kept with the postings, so that the desk sees the pulse of the fund and what may come without adding up the
-- whole ledger; and what is committed, by the day it falls due.

create table app.fund_days (
  campaign_id uuid not null references public.campaigns on delete cascade,
  day date not null,
  currency text not null,
  -- Gifts less those that were taken back.
  n bigint not null default 0,
  minor bigint not null default 0,
  fee_minor bigint not null default 0,
  primary key (campaign_id, day, currency)
);
comment on table app.fund_days is 'P1: running sums of the gifts of a day.';

create function app.fund_count_days() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.fund_days as d (campaign_id, day, currency, n, minor, fee_minor)
  select e.campaign_id, e.value_date, p.currency, coalesce(sum(-sign(p.amount_minor)) filter (where a.kind = 'gifts'), 0),
    coalesce(sum(-p.amount_minor) filter (where a.kind = 'gifts'), 0), coalesce(sum(p.amount_minor) filter (where a.kind = 'fees'), 0)
  from added p join public.fund_entries e on e.id = p.entry_id join public.fund_accounts a on a.id = p.account_id
    left join public.fund_entries w on w.id = e.reverses
  where a.kind in ('gifts', 'fees') and coalesce(w.kind, e.kind) = 'gift'
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (campaign_id, day, currency) do update
  set n = d.n + excluded.n, minor = d.minor + excluded.minor, fee_minor = d.fee_minor + excluded.fee_minor;
  return null;
end $$;
create trigger fund_count_days after insert on public.fund_postings referencing new table as added
  for each statement execute function app.fund_count_days();

insert into app.fund_days (campaign_id, day, currency, n, minor, fee_minor)
select e.campaign_id, e.value_date, p.currency, coalesce(sum(-sign(p.amount_minor)) filter (where a.kind = 'gifts'), 0),
  coalesce(sum(-p.amount_minor) filter (where a.kind = 'gifts'), 0), coalesce(sum(p.amount_minor) filter (where a.kind = 'fees'), 0)
from public.fund_postings p join public.fund_entries e on e.id = p.entry_id join public.fund_accounts a on a.id = p.account_id
  left join public.fund_entries w on w.id = e.reverses
where a.kind in ('gifts', 'fees') and coalesce(w.kind, e.kind) = 'gift' group by 1, 2, 3;

-- What was approved and is not yet paid, where the room of money out is there to say by when.
create function app.fund_due(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  due jsonb := '[]';
begin
  if to_regclass('public.spend_requests') is not null then
    execute $q$ select coalesce(jsonb_agg(jsonb_build_object('day', x.due_on, 'currency', x.currency, 'minor', x.minor::text, 'n', x.n) order by x.due_on, x.currency), '[]')
      from (select r.due_on, r.currency, sum(r.committed_minor) as minor, count(*) as n from public.spend_requests r
        where r.campaign_id = $1 and r.state in ('approved', 'partly') and r.due_on is not null and r.committed_minor > 0 group by 1, 2) x $q$ into due using $1;
  end if;
  return due;
end $$;

-- Gifts by day of the last 200 days, what came net of fees in each of the last twelve whole weeks, and what is due.
create function public.fund_ahead(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  today date := (now() at time zone (select c.tz from public.campaigns c where c.id = $1))::date;
  week date := date_trunc('week', today)::date;
begin
  if not app.can($1, 'fund.totals') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object('today', today, 'week', week,
    'first', (select min(d.day) from app.fund_days d where d.campaign_id = $1),
    'days', coalesce((select jsonb_agg(jsonb_build_object('day', x.day, 'n', x.n) order by x.day) from (
      select d.day, sum(d.n) as n from app.fund_days d where d.campaign_id = $1 and d.day > today - 200 group by 1) x), '[]'),
    'weeks', coalesce((select jsonb_agg(jsonb_build_object('week', x.week, 'currency', x.currency, 'minor', x.minor::text) order by x.week, x.currency) from (
      select date_trunc('week', d.day)::date as week, d.currency, sum(d.minor - d.fee_minor) as minor
      from app.fund_days d where d.campaign_id = $1 and d.day >= week - 84 and d.day < week group by 1, 2) x), '[]'),
    'due', app.fund_due($1));
end $$;

select app.protect('app.fund_days');
revoke all on function app.fund_count_days(), app.fund_due(uuid) from public;
select app.expose('public.fund_ahead(uuid)', 'authenticated');
