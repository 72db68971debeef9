-- What everybody reads of the fund, so that it adds up and points at nobody who gave: gifts stand in sums of whole months, as
-- many months together as it takes to have five of them. A gift is a line of its own only where a treasurer makes it public,
-- for whoever wants to be named. Opening balances and exchanges are told too, so that the pot can be counted again.

create or replace function app.fund_book(campaign uuid, entry uuid, kind text, day date, currency text, amount bigint, note text, postings jsonb,
  extra jsonb default '{}') returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  report text := app.fund_report_currency($1);
  seen public.fund_entries;
  frozen record;
  line jsonb;
  which uuid;
  account public.fund_accounts;
  lines public.fund_postings[] := '{}';
  swapped numeric;
  told numeric := (extra ->> 'rate')::numeric;
begin
  if app.uid() is not null then perform app.need($1, 'fund.write'); end if;
  perform app.fund_lock($1);
  select * into seen from public.fund_entries e where e.id = $2;
  if seen.id is not null then
    if seen.campaign_id = $1 and seen.kind = $3 and seen.value_date = $4 and seen.currency = $5 and seen.amount_minor = $6 then return $2; end if;
    perform app.fail('RN409', 'taken', 'id');
  end if;
  if not exists (select 1 from app.fund_kinds k where k.kind = $3) then perform app.fail('RN400', 'choice', 'kind'); end if;
  if coalesce($5, '') !~ '^[A-Z]{3}$' then perform app.fail('RN400', 'currency', 'currency'); end if;
  if $6 is null or $6 <= 0 or $6 >= 1000000000000000 then perform app.fail('RN400', 'amount', 'amountMinor'); end if;
  perform app.fund_check_day($1, $4, 'valueDate');
  if jsonb_typeof($8) is distinct from 'array' or jsonb_array_length($8) not between 2 and 60 then perform app.fail('RN400', 'unbalanced', 'postings'); end if;
  for line in select x from jsonb_array_elements($8) x loop
    if coalesce(line ->> 'minor', '') !~ '^-?[1-9][0-9]{0,14}$' then perform app.fail('RN400', 'amount', 'postings'); end if;
    which := case when line ? 'account' then (line ->> 'account')::uuid
      else app.fund_account_of($1, line ->> 'kind', coalesce(line ->> 'currency', $5), coalesce(line ->> 'name', '')) end;
    select * into account from public.fund_accounts a where a.id = which and a.campaign_id = $1;
    if account.id is null then perform app.fail('RN400', 'choice', 'account'); end if;
    if exists (select 1 from public.bank_accounts b where b.id = account.id and b.closed_at is not null) then
      perform app.fail('RN409', 'account_closed', 'account');
    end if;
    lines := lines || row(gen_random_uuid(), $1, $2, account.id, account.currency, (line ->> 'minor')::bigint)::public.fund_postings;
  end loop;
  if exists (select 1 from unnest(lines) p group by p.currency having sum(p.amount_minor) <> 0) then
    perform app.fail('RN400', 'unbalanced', 'postings');
  end if;

  if report is not null then
    -- What was really given for it says more than any table.
    select abs(sum(p.amount_minor) filter (where p.currency = report))
        / nullif(abs(sum(p.amount_minor) filter (where p.currency = $5)), 0) * power(10::numeric, app.currency_digits($5) - app.currency_digits(report))
      into swapped from unnest(lines) p join public.fund_accounts a on a.id = p.account_id where a.kind = 'exchange';
    if told is not null then select told as rate, coalesce(extra ->> 'rateSource', 'own') as rate_source, coalesce((extra ->> 'rateDate')::date, $4) as rate_date into frozen;
    elsif $5 <> report and swapped > 0 then select round(swapped, 15) as rate, 'exchange' as rate_source, $4 as rate_date into frozen;
    else select * into frozen from app.fund_rate_on($1, $5, report, $4);
    end if;
  else select null::numeric as rate, null::text as rate_source, null::date as rate_date into frozen;
  end if;

  insert into public.fund_entries (id, campaign_id, kind, value_date, currency, amount_minor, donor_sealed, note, category, level, public_note,
    ref_kind, ref_id, rate, rate_source, rate_date, converted_minor, created_by)
  values ($2, $1, $3, $4, $5, $6, extra ->> 'donorSealed', coalesce($7, ''), extra ->> 'category',
    coalesce(extra ->> 'level', 'treasurers'), coalesce(extra ->> 'publicNote', ''),
    extra ->> 'refKind', (extra ->> 'refId')::uuid, frozen.rate, frozen.rate_source, frozen.rate_date,
    app.fund_convert($6, $5, report, frozen.rate), app.uid());
  insert into public.fund_postings select p.* from unnest(lines) p;
  return $2;
end $$;

-- Bail that was already with a court when the ledger began went out as well; so what is out is what went less what came back.
create or replace function app.fund_figure(account text, entry text, minor bigint) returns table (figure text, minor bigint)
language sql immutable set search_path = '' as $$
  select f.figure, f.minor from (values
    ('pot', case when account = 'bank' then $3 end),
    ('received', case when account = 'gifts' then -$3 end),
    ('fees', case when account = 'fees' then $3 end),
    ('committed', case when account = 'commitments' then -$3 end),
    ('spent', case when account = 'expenses' then $3 end),
    ('posted', case when account = 'bail' then $3 end),
    ('bail_out', case when account = 'bail' and entry in ('bail_posted', 'opening') then $3 end),
    ('returned', case when account = 'bail' and entry = 'bail_returned' then -$3 end),
    ('lost', case when account = 'bail_lost' then $3 end),
    ('opened', case when account = 'opening' then -$3 end),
    ('exchanged', case when account = 'exchange' then -$3 end)) f (figure, minor)
  where f.minor is not null
$$;

update public.fund_entries e set level = 'treasurers'
where e.level = 'public' and e.public_note = '' and coalesce((select w.kind from public.fund_entries w where w.id = e.reverses), e.kind) = 'gift';

-- Five, as in the counts of the desk (`LEAST` of who gave).
create function app.fund_gift_spans(campaign uuid) returns table (currency text, from_month date, to_month date, n bigint, minor bigint)
language plpgsql stable security definer set search_path = '' as $$
declare
  r record;
  held boolean := false;
begin
  n := 0;
  for r in
    -- The row after the last of a currency lets go what is held.
    select f.currency as money, f.month, sum(f.n)::bigint as gifts, sum(f.minor)::bigint as sum, false as ends from public.fund_flows f
      where f.campaign_id = $1 and f.figure = 'received' and f.level <> 'public' group by 1, 2 having sum(f.n) <> 0 or sum(f.minor) <> 0
    union all
    select f.currency, null, 0, 0, true from public.fund_flows f where f.campaign_id = $1 and f.figure = 'received' and f.level <> 'public' group by 1
    order by 1, 2 nulls last
  loop
    if r.ends then
      if held then return next; end if;
      held := false;
      continue;
    end if;
    -- A span that is full waits for the next to fill up as well: what is too little at the end joins it.
    if held and n >= 5 and exists (
        select 1 from (select sum(f.n) over (order by f.month) as upto from public.fund_flows f
          where f.campaign_id = $1 and f.figure = 'received' and f.level <> 'public' and f.currency = r.money and f.month >= r.month) x where x.upto >= 5) then
      return next;
      held := false;
    end if;
    if not held then
      currency := r.money; from_month := r.month; n := 0; minor := 0;
    end if;
    held := true;
    to_month := r.month; n := n + r.gifts; minor := minor + r.sum;
  end loop;
end $$;

-- Sums that stand for lines which are not told one by one.
create function app.fund_public_sums(campaign uuid) returns table (from_month date, day date, figure text, category text, currency text, minor bigint, n bigint)
language sql stable security definer set search_path = '' as $$
  select s.from_month, (s.to_month + interval '1 month - 1 day')::date, 'received', '', s.currency, s.minor, case when s.n >= 5 then s.n end
  from app.fund_gift_spans($1) s where s.minor <> 0 or s.n <> 0
  union all
  select f.month, (f.month + interval '1 month - 1 day')::date, f.figure, f.category, f.currency, sum(f.minor)::bigint, null
  from public.fund_flows f
  where f.campaign_id = $1 and (f.level <> 'public' and f.figure in ('fees', 'spent', 'bail_out', 'returned', 'lost') or f.figure in ('opened', 'exchanged'))
  group by f.month, f.figure, f.category, f.currency having sum(f.minor) <> 0
$$;

create or replace function public.public_fund(slug text) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  campaign uuid := app.published_fund($1);
begin
  if campaign is null then return null; end if;
  return jsonb_build_object('at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'totals', app.fund_totals_json(campaign),
    'report', (select s.report_currency from public.fund_settings s where s.campaign_id = campaign),
    'goal', (select s.goal_minor::text from public.fund_settings s where s.campaign_id = campaign),
    'gifts', coalesce((select jsonb_agg(jsonb_build_object('from', s.from_month, 'to', s.to_month, 'currency', s.currency, 'minor', s.minor::text,
        'n', case when s.n >= 5 then s.n end) order by s.to_month desc, s.currency)
      from app.fund_gift_spans(campaign) s where (s.minor <> 0 or s.n <> 0) and s.to_month > (now() - interval '36 months')::date), '[]'),
    -- The last three years; older movements are in the file.
    'months', coalesce((select jsonb_agg(x order by x.month desc, x.currency, x.figure, x.category) from (
      select f.month, f.currency, f.figure, f.category, sum(f.minor)::text as minor
      from public.fund_flows f
      where f.campaign_id = campaign and f.figure in ('fees', 'spent', 'bail_out', 'returned', 'lost')
        and f.month > (now() - interval '36 months')::date
      group by 1, 2, 3, 4 having sum(f.minor) <> 0) x), '[]'),
    -- Since the beginning, by purpose, and how much of it stands in sums alone.
    'purposes', coalesce((select jsonb_agg(jsonb_build_object('currency', x.currency, 'category', x.category, 'minor', x.minor::text,
        'summed', x.summed::text) order by x.currency, x.minor desc, x.category) from (
      select f.currency, f.category, sum(f.minor)::bigint as minor, coalesce(sum(f.minor) filter (where f.level <> 'public'), 0)::bigint as summed
      from public.fund_flows f where f.campaign_id = campaign and f.figure = 'spent'
      group by 1, 2 having sum(f.minor) <> 0) x), '[]'));
end $$;

-- One page of public lines, newest first. Of one day the sums come first; `before` is the cursor of the last line seen.
create or replace function public.public_ledger(slug text, before jsonb default null, n integer default 50) returns jsonb
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
  return coalesce((select jsonb_agg(jsonb_build_object('day', x.day, 'from', x.from_day, 'kind', x.kind, 'key', x.key, 'figure', x.figure, 'category', x.category,
      'currency', x.currency, 'minor', x.minor::text, 'n', x.n, 'note', x.note, 'reversal', x.reversal) order by x.day desc, x.kind desc, x.key collate "C" desc) from (select * from (
    (select e.value_date as day, e.value_date as from_day, 'entry' as kind, e.id::text as key,
      case coalesce(w.kind, e.kind) when 'gift' then 'received' when 'fee' then 'fees' when 'payment' then 'spent' when 'bail_posted' then 'bail_out'
        when 'bail_returned' then 'returned' else 'lost' end as figure,
      coalesce(e.category, '') as category, e.currency, e.amount_minor as minor, null::bigint as n, e.public_note as note, e.reverses is not null as reversal
    from public.fund_entries e left join public.fund_entries w on w.id = e.reverses
    where e.campaign_id = campaign and e.level = 'public'
      and (e.value_date, e.id) < (case when after_sum then from_day + 1 else from_day end,
        case when after_sum then '00000000-0000-0000-0000-000000000000' else from_key::uuid end)
      and coalesce(w.kind, e.kind) in ('gift', 'fee', 'payment', 'bail_posted', 'bail_returned', 'bail_lost')
    order by e.value_date desc, e.id desc limit most)
    union all
    (select y.day, y.from_month, 'sum', y.key, y.figure, y.category, y.currency, y.minor, y.n, '', false from (
        select s.*, s.figure || ' ' || s.category || ' ' || s.currency as key from app.fund_public_sums(campaign) s) y
      where y.day < from_day or y.day = from_day and after_sum and y.key collate "C" < from_key collate "C"
      order by y.day desc, y.key collate "C" desc limit most)
    ) u order by u.day desc, u.kind desc, u.key collate "C" desc limit most) x), '[]');
end $$;

-- The frame that moves the counters says what the page of the fund says; what banks keep is not spent.
create or replace function public.public_totals(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.slug,
      'signatures', app.total(c.id, 'confirmed'), 'goal', c.goal)
    || app.apart_totals(c.id)
    || case when c.publish_fund then jsonb_build_object('fund', coalesce((
        select jsonb_agg(jsonb_build_object('currency', t.currency, 'minor', t.received_minor::text,
          'raised', (t.received_minor + t.opened_minor)::text, 'fees', t.fees_minor::text, 'spent', t.spent_minor::text,
          'posted', t.posted_minor::text, 'lost', t.lost_minor::text, 'exchanged', t.exchanged_minor::text, 'committed', t.committed_minor::text,
          'returned', t.returned_minor::text, 'pot', t.pot_minor::text) order by t.currency)
        from public.fund_totals t where t.campaign_id = c.id), '[]')) else '{}' end
    || case when c.publish_detained then jsonb_build_object('detained', app.detained(c.id)) else '{}' end
    || case when c.publish_hearing then jsonb_build_object('nextHearing', (
        select jsonb_build_object('startsAt', to_char(x.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'tz', x.tz, 'kind', x.kind, 'court', x.court)
        from public.hearings x where x.campaign_id = c.id and x.starts_at > now() and x.status in ('scheduled', 'rescheduled')
        order by x.starts_at limit 1)) else '{}' end
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id
  where c.slug = $1 and c.status <> 'draft'
$$;

revoke all on function app.fund_gift_spans(uuid), app.fund_public_sums(uuid) from public;
