-- What everybody may read of the fund, when the campaign publishes it: totals, what moved by month and purpose, and the lines.
-- A line that is not public is told only inside the sum of its month and purpose, so that no payment points at anybody.

create function app.published_fund(slug text) returns uuid
language sql stable security definer set search_path = '' as $$
  select c.id from public.campaigns c where c.slug = $1 and c.status <> 'draft' and c.publish_fund
$$;

create function public.public_fund(slug text) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  campaign uuid := app.published_fund($1);
begin
  if campaign is null then return null; end if;
  return jsonb_build_object('at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'totals', app.fund_totals_json(campaign),
    'report', (select s.report_currency from public.fund_settings s where s.campaign_id = campaign),
    'goal', (select s.goal_minor::text from public.fund_settings s where s.campaign_id = campaign),
    -- The last three years; older movements are in the file.
    'months', coalesce((select jsonb_agg(x order by x.month desc, x.currency, x.figure, x.category) from (
      select f.month, f.currency, f.figure, f.category, sum(f.minor)::text as minor
      from public.fund_flows f
      where f.campaign_id = campaign and f.figure in ('received', 'fees', 'spent', 'bail_out', 'returned', 'lost')
        and f.month > (now() - interval '36 months')::date
      group by 1, 2, 3, 4 having sum(f.minor) <> 0) x), '[]'));
end $$;

-- One page of public lines, newest first. Of one day the sums come first; `before` is the cursor of the last line seen.
create function public.public_ledger(slug text, before jsonb default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  campaign uuid := app.published_fund($1);
  from_day date := coalesce((before ->> 'day')::date, '2100-01-01');
  from_key text := coalesce(before ->> 'key', '~');
  -- After a sum of that day all its entries are still to come; after an entry only those with a lower id.
  after_sum boolean := before is null or before ->> 'kind' = 'sum';
  most integer := least(greatest($3, 1), 501);
begin
  if campaign is null then return null; end if;
  return coalesce((select jsonb_agg(jsonb_build_object('day', x.day, 'kind', x.kind, 'key', x.key, 'figure', x.figure, 'category', x.category,
      'currency', x.currency, 'minor', x.minor::text, 'note', x.note, 'reversal', x.reversal) order by x.day desc, x.kind desc, x.key collate "C" desc) from (select * from (
    (select e.value_date as day, 'entry' as kind, e.id::text as key,
      case coalesce(w.kind, e.kind) when 'gift' then 'received' when 'fee' then 'fees' when 'payment' then 'spent' when 'bail_posted' then 'bail_out'
        when 'bail_returned' then 'returned' else 'lost' end as figure,
      coalesce(e.category, '') as category, e.currency, e.amount_minor as minor, e.public_note as note, e.reverses is not null as reversal
    from public.fund_entries e left join public.fund_entries w on w.id = e.reverses
    where e.campaign_id = campaign and e.level = 'public'
      and (e.value_date, e.id) < (case when after_sum then from_day + 1 else from_day end,
        case when after_sum then '00000000-0000-0000-0000-000000000000' else from_key::uuid end)
      and coalesce(w.kind, e.kind) in ('gift', 'fee', 'payment', 'bail_posted', 'bail_returned', 'bail_lost')
    order by e.value_date desc, e.id desc limit most)
    union all
    (select y.day, 'sum', y.key, y.figure, y.category, y.currency, y.minor, '', false from (
        select (f.month + interval '1 month - 1 day')::date as day, f.figure || ' ' || f.category || ' ' || f.currency as key, f.figure, f.category,
          f.currency, sum(f.minor)::bigint as minor
        from public.fund_flows f
        where f.campaign_id = campaign and f.level <> 'public' and f.figure in ('received', 'fees', 'spent', 'bail_out', 'returned', 'lost')
        group by f.month, f.figure, f.category, f.currency having sum(f.minor) <> 0) y
      where y.day < from_day or y.day = from_day and after_sum and y.key collate "C" < from_key collate "C"
      order by y.day desc, y.key collate "C" desc limit most)
    ) u order by u.day desc, u.kind desc, u.key collate "C" desc limit most) x), '[]');
end $$;

-- The frame that moves the counters says what the page of the fund says.
create or replace function public.public_totals(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.slug,
      'signatures', app.total(c.id, 'confirmed'), 'goal', c.goal)
    || app.apart_totals(c.id)
    || case when c.publish_fund then jsonb_build_object('fund', coalesce((
        select jsonb_agg(jsonb_build_object('currency', t.currency, 'minor', t.received_minor::text,
          'raised', (t.received_minor + t.opened_minor)::text, 'committed', t.committed_minor::text,
          'spent', (t.spent_minor + t.lost_minor + t.fees_minor)::text, 'returned', t.returned_minor::text, 'pot', t.pot_minor::text) order by t.currency)
        from public.fund_totals t where t.campaign_id = c.id), '[]')) else '{}' end
    || case when c.publish_detained then jsonb_build_object('detained', app.detained(c.id)) else '{}' end
    || case when c.publish_hearing then jsonb_build_object('nextHearing', (
        select jsonb_build_object('startsAt', to_char(x.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'tz', x.tz, 'kind', x.kind, 'court', x.court)
        from public.hearings x where x.campaign_id = c.id and x.starts_at > now() and x.status in ('scheduled', 'rescheduled')
        order by x.starts_at limit 1)) else '{}' end
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id
  where c.slug = $1 and c.status <> 'draft'
$$;

revoke all on function app.published_fund(text) from public;
select app.expose('public.public_fund(text)', 'anon', 'authenticated', 'service_role');
select app.expose('public.public_ledger(text, jsonb, integer)', 'anon', 'authenticated', 'service_role');
