-- The ledger by hand: fees, transfers, exchanges, opening balances; how much of a line others see; rates that are imported
-- and frozen; and what the desk reads, page by page.

/* ---------------------------------------------------------------- figures */

-- The fee inside a gift or a payment is told in the sum of its month, whatever is told of the gift.
create or replace function app.fund_deltas(e public.fund_entries, postings public.fund_postings[], times integer) returns app.fund_delta[]
language plpgsql stable security definer set search_path = '' as $$
declare
  root text := coalesce((select w.kind from public.fund_entries w where w.id = e.reverses), e.kind);
  report text := app.fund_report_currency(e.campaign_id);
  month date := date_trunc('month', e.value_date)::date;
  sign integer := times * case when e.reverses is null then 1 else -1 end;
  main text := case root when 'gift' then 'received' when 'fee' then 'fees' when 'payment' then 'spent' when 'bail_posted' then 'bail_out'
    when 'bail_returned' then 'returned' when 'bail_lost' then 'lost' when 'opening' then 'opened' when 'conversion' then 'exchanged' end;
begin
  return (
    select array_agg(row(e.campaign_id, month, y.currency, coalesce(e.category, ''), case when y.figure = main then e.level else 'treasurers' end,
      y.figure, times * y.minor, times * coalesce(app.fund_convert(y.minor, y.currency, report, y.rate), 0), sign,
      case when y.rate is null then sign else 0 end)::app.fund_delta)
    from (
      select p.currency, x.figure, sum(x.minor)::bigint as minor,
        case p.currency when e.currency then e.rate when report then 1 end as rate
      from unnest(postings) p join public.fund_accounts a on a.id = p.account_id
        cross join lateral app.fund_figure(a.kind, root, p.amount_minor) x
      group by 1, 2) y)
    || row(e.campaign_id, month, e.currency, '', e.level, 'entries', 0, 0, times, case when e.rate is null then sign else 0 end)::app.fund_delta;
end $$;

/* ---------------------------------------------------------------- booked by hand */

create function app.arg_bank(args jsonb, name text, minor bigint) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('minor', $3)
    || case when coalesce($1 ->> $2, '') = '' then '{"kind": "bank"}' else jsonb_build_object('account', app.arg_id($1, $2)) end
$$;

create function app.op_fund_book_fee(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  amount bigint := app.arg_minor(args, 'amountMinor');
  entry uuid := app.arg_id(args, 'id');
begin
  perform app.need(app.arg_id(args, 'campaign'), 'fund.write');
  perform app.fund_book(app.arg_id(args, 'campaign'), entry, 'fee', app.arg_day(args, 'valueDate'), app.arg_currency(args, 'currency'), amount,
    app.arg_optional(args, 'note', 400), jsonb_build_array(jsonb_build_object('kind', 'fees', 'minor', amount), app.arg_bank(args, 'account', -amount)));
  return jsonb_build_object('entry', entry);
end $$;

-- What an account held before this ledger began.
create function app.op_fund_book_opening(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  amount bigint := app.arg_minor(args, 'amountMinor');
  entry uuid := app.arg_id(args, 'id');
begin
  perform app.need(app.arg_id(args, 'campaign'), 'fund.write');
  perform app.fund_book(app.arg_id(args, 'campaign'), entry, 'opening', app.arg_day(args, 'valueDate'), app.arg_currency(args, 'currency'), amount,
    app.arg_optional(args, 'note', 400), jsonb_build_array(app.arg_bank(args, 'account', amount), jsonb_build_object('kind', 'opening', 'minor', -amount)));
  return jsonb_build_object('entry', entry);
end $$;

create function app.fund_bank_currency(campaign uuid, account uuid, field text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  money text := (select a.currency from public.fund_accounts a where a.id = $2 and a.campaign_id = $1 and a.kind = 'bank');
begin
  perform app.need($1, 'fund.write');
  if money is null then perform app.fail('RN400', 'choice', $3); end if;
  return money;
end $$;

-- `amountMinor` is what arrives.
create function app.op_fund_book_transfer(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  entry uuid := app.arg_id(args, 'id');
  amount bigint := app.arg_minor(args, 'amountMinor');
  fee bigint := coalesce(app.arg_minor_optional(args, 'feeMinor'), 0);
  money text := app.fund_bank_currency(campaign, app.arg_id(args, 'from'), 'from');
begin
  if args ->> 'from' = args ->> 'to' then perform app.fail('RN400', 'same_account', 'to'); end if;
  if app.fund_bank_currency(campaign, app.arg_id(args, 'to'), 'to') <> money then perform app.fail('RN400', 'other_currency', 'to'); end if;
  perform app.fund_book(campaign, entry, 'transfer', app.arg_day(args, 'valueDate'), money, amount, app.arg_optional(args, 'note', 400),
    jsonb_build_array(app.arg_bank(args, 'to', amount), app.arg_bank(args, 'from', -amount - fee))
      || case when fee > 0 then jsonb_build_array(jsonb_build_object('kind', 'fees', 'minor', fee)) else '[]' end);
  return jsonb_build_object('entry', entry);
end $$;

-- `amountMinor` is given away, `toMinor` is what came for it.
create function app.op_fund_book_conversion(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  entry uuid := app.arg_id(args, 'id');
  amount bigint := app.arg_minor(args, 'amountMinor');
  came bigint := app.arg_minor(args, 'toMinor');
  fee bigint := coalesce(app.arg_minor_optional(args, 'feeMinor'), 0);
  money text := app.fund_bank_currency(campaign, app.arg_id(args, 'from'), 'from');
  other text := app.fund_bank_currency(campaign, app.arg_id(args, 'to'), 'to');
begin
  if other = money then perform app.fail('RN400', 'same_currency', 'to'); end if;
  perform app.fund_book(campaign, entry, 'conversion', app.arg_day(args, 'valueDate'), money, amount, app.arg_optional(args, 'note', 400),
    jsonb_build_array(app.arg_bank(args, 'from', -amount - fee), jsonb_build_object('kind', 'exchange', 'currency', money, 'minor', amount),
      app.arg_bank(args, 'to', came), jsonb_build_object('kind', 'exchange', 'currency', other, 'minor', -came))
      || case when fee > 0 then jsonb_build_array(jsonb_build_object('kind', 'fees', 'minor', fee)) else '[]' end);
  return jsonb_build_object('entry', entry);
end $$;

/* ---------------------------------------------------------------- what others see of a line */

create function app.fund_set_line(entry uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.fund_entries;
  seen text := app.arg_choice(args, 'level', 'public', 'donors', 'treasurers');
  words text := coalesce(app.arg_optional(args, 'publicNote', 400), '');
  sort text := case when coalesce(args ->> 'category', '') <> ''
    then app.arg_choice(args, 'category', 'lawyer', 'bail', 'court_costs', 'family', 'printing', 'other') end;
begin
  select * into was from public.fund_entries e where e.id = $1;
  perform app.need(was.campaign_id, 'fund.write');
  perform app.fund_lock(was.campaign_id);
  if was.kind = 'reversal' then perform app.fail('RN409', 'reversed', 'entry'); end if;
  if sort is distinct from was.category and exists (select 1 from public.fund_entries e
      where (e.id = $1 or e.reverses = $1) and e.value_date <= app.fund_closed_until(was.campaign_id)) then
    perform app.fail('RN409', 'month_closed', 'category');
  end if;
  update public.fund_entries e set level = seen, category = sort, public_note = case when e.id = $1 then words else e.public_note end
  where e.id = $1 or e.reverses = $1;
end $$;
create function app.op_fund_set_line(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.fund_set_line(app.arg_id(args, 'entry'), args);
  return jsonb_build_object('entry', args ->> 'entry');
end $$;

/* ---------------------------------------------------------------- rates */

-- Who brought which rates; the rates themselves are thousands.
create table public.fund_rate_imports (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  source text not null check (length(source) <= 40),
  n integer not null,
  from_day date not null,
  to_day date not null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index fund_rate_imports_campaign on public.fund_rate_imports (campaign_id, created_at desc);
create index fund_rate_imports_created_by on public.fund_rate_imports (created_by);
comment on table public.fund_rate_imports is 'P1 for owners and treasurers.';

create function app.fund_import_rates(campaign uuid, id uuid, args jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  named text := app.arg(args, 'source', 40);
  rows jsonb := args -> 'rows';
begin
  perform app.need($1, 'fund.write');
  if named !~ '^[a-z0-9][a-z0-9 ._-]{0,39}$' then perform app.fail('RN400', 'source', 'source'); end if;
  if jsonb_typeof(rows) is distinct from 'array' or jsonb_array_length(rows) not between 1 and 5000 then perform app.fail('RN400', 'rates', 'rows'); end if;
  if exists (select 1 from jsonb_array_elements(rows) r where coalesce(r ->> 'base', '') !~ '^[A-Z]{3}$' or coalesce(r ->> 'quote', '') !~ '^[A-Z]{3}$'
      or r ->> 'base' = r ->> 'quote' or coalesce(r ->> 'rate', '') !~ '^[0-9]{1,12}(\.[0-9]{1,15})?$' or coalesce(r ->> 'day', '') !~ '^(19[7-9]|20[0-9])[0-9]-[0-9]{2}-[0-9]{2}$')
    or exists (select 1 from jsonb_array_elements(rows) r where (r ->> 'rate')::numeric = 0 or not pg_input_is_valid(r ->> 'day', 'date')) then
    perform app.fail('RN400', 'rates', 'rows');
  end if;
  -- The last line of a day wins, as it does in the file.
  insert into public.fund_rates as t (campaign_id, source, base, quote, day, rate)
  select distinct on (r ->> 'base', r ->> 'quote', r ->> 'day') $1, named, r ->> 'base', r ->> 'quote', (r ->> 'day')::date, (r ->> 'rate')::numeric
  from jsonb_array_elements(rows) with ordinality x (r, n) order by r ->> 'base', r ->> 'quote', r ->> 'day', x.n desc
  on conflict (campaign_id, source, base, quote, day) do update set rate = excluded.rate;
  insert into public.fund_rate_imports (id, campaign_id, source, n, from_day, to_day, created_by)
  select $2, $1, named, count(*), min((r ->> 'day')::date), max((r ->> 'day')::date), app.uid() from jsonb_array_elements(rows) r;
  return jsonb_array_length(rows);
end $$;
create function app.op_fund_import_rates(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return jsonb_build_object('n', app.fund_import_rates(app.arg_id(args, 'campaign'), app.arg_id(args, 'id'), args));
end $$;

-- Entries that were booked without a rate get the one of their day, where it is known by now; the oldest first.
create function app.fund_freeze_rates(campaign uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  report text := app.fund_report_currency($1);
  e public.fund_entries;
  r record;
  n integer := 0;
begin
  perform app.need($1, 'fund.write');
  perform app.fund_lock($1);
  if report is null then perform app.fail('RN409', 'report_currency_missing', 'campaign'); end if;
  for e in select * from public.fund_entries x where x.campaign_id = $1 and x.rate is null order by x.value_date, x.id limit 2000 loop
    select * into r from app.fund_rate_on($1, e.currency, report, e.value_date);
    continue when r.rate is null;
    update public.fund_entries x set rate = r.rate, rate_source = r.rate_source, rate_date = r.rate_date,
      converted_minor = app.fund_convert(x.amount_minor, x.currency, report, r.rate) where x.id = e.id;
    n := n + 1;
  end loop;
  if n = 0 then perform app.fail('RN409', 'no_rates', 'campaign'); end if;
  return n;
end $$;
create function app.op_fund_freeze_rates(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return jsonb_build_object('n', app.fund_freeze_rates(app.arg_id(args, 'campaign')));
end $$;

/* ---------------------------------------------------------------- reading */

create function app.fund_entry_json(e public.fund_entries) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', (e).id, 'kind', (e).kind, 'day', (e).value_date, 'currency', (e).currency, 'minor', (e).amount_minor::text,
    'hasDonor', (e).has_donor, 'note', (e).note, 'category', (e).category, 'level', (e).level, 'publicNote', (e).public_note,
    'refKind', (e).ref_kind, 'refId', (e).ref_id, 'reverses', (e).reverses,
    'reversedBy', (select r.id from public.fund_entries r where r.reverses = (e).id),
    'of', (select w.kind from public.fund_entries w where w.id = (e).reverses),
    'rate', (e).rate::text, 'rateSource', (e).rate_source, 'rateDate', (e).rate_date, 'converted', (e).converted_minor::text,
    'by', (select m.display_name from public.members m where m.campaign_id = (e).campaign_id and m.user_id = (e).created_by), 'at', (e).created_at)
$$;

-- Newest value date first; `before_day` and `before_id` are those of the last line of the page before.
create function public.fund_page(campaign uuid, filter jsonb, before_day date default null, before_id uuid default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(app.fund_entry_json(e) order by e.value_date desc, e.id desc) from (
    select * from public.fund_entries x where x.campaign_id = $1
      and ($3 is null or (x.value_date, x.id) < ($3, $4))
      and (filter ->> 'kind' is null or x.kind = filter ->> 'kind')
      and (filter ->> 'currency' is null or x.currency = filter ->> 'currency')
      and (filter ->> 'category' is null or x.category = filter ->> 'category')
      and (filter ->> 'level' is null or x.level = filter ->> 'level')
      and (filter ->> 'from' is null or x.value_date >= (filter ->> 'from')::date)
      and (filter ->> 'to' is null or x.value_date <= (filter ->> 'to')::date)
      and (filter ->> 'ref' is null or x.ref_kind = filter ->> 'ref')
      and (filter ->> 'rate' is distinct from 'none' or x.rate is null)
      and (filter ->> 'account' is null or exists (select 1 from public.fund_postings p where p.entry_id = x.id and p.account_id = (filter ->> 'account')::uuid))
    order by x.value_date desc, x.id desc limit least(greatest($5, 1), 501)) e), '[]');
end $$;

create function public.fund_one(campaign uuid, entry uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return (select app.fund_entry_json(e) || jsonb_build_object('closed', coalesce(e.value_date <= app.fund_closed_until($1), false), 'postings', (
      select jsonb_agg(jsonb_build_object('account', a.id, 'kind', a.kind, 'name', a.name, 'currency', p.currency, 'minor', p.amount_minor::text)
        order by p.amount_minor < 0, a.kind, p.id)
      from public.fund_postings p join public.fund_accounts a on a.id = p.account_id where p.entry_id = e.id))
    from public.fund_entries e where e.campaign_id = $1 and e.id = $2);
end $$;

create function app.fund_totals_json(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'entries', t.entries, 'unrated', t.unrated,
      'received', t.received_minor::text, 'fees', t.fees_minor::text, 'committed', t.committed_minor::text, 'spent', t.spent_minor::text,
      'posted', t.posted_minor::text, 'returned', t.returned_minor::text, 'lost', t.lost_minor::text, 'pot', t.pot_minor::text,
      'opened', t.opened_minor::text, 'exchanged', t.exchanged_minor::text, 'convertedReceived', t.converted_received_minor::text,
      'convertedFees', t.converted_fees_minor::text, 'convertedSpent', t.converted_spent_minor::text,
      'convertedReturned', t.converted_returned_minor::text, 'convertedLost', t.converted_lost_minor::text,
      -- Balances are told by the newest rate, movements by those of their day.
      'rate', r.rate::text, 'rateSource', r.rate_source, 'rateDate', r.rate_date,
      'convertedPot', app.fund_convert(t.pot_minor, t.currency, s.report_currency, r.rate)::text,
      'convertedCommitted', app.fund_convert(t.committed_minor, t.currency, s.report_currency, r.rate)::text,
      'convertedPosted', app.fund_convert(t.posted_minor, t.currency, s.report_currency, r.rate)::text) order by t.currency), '[]')
  from public.fund_totals t join public.campaigns c on c.id = t.campaign_id left join public.fund_settings s on s.campaign_id = t.campaign_id
    left join lateral app.fund_rate_on(t.campaign_id, t.currency, s.report_currency, (now() at time zone c.tz)::date) r on s.report_currency is not null
  where t.campaign_id = $1
$$;

-- Sums of rooms that may not be there: what was pledged and not yet received, lines of the bank that nobody looked at.
create function app.fund_waiting(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  pledged jsonb := '[]';
  lines bigint := 0;
begin
  if to_regclass('public.pledges') is not null then
    execute $q$ select coalesce(jsonb_agg(jsonb_build_object('currency', x.currency, 'minor', x.minor::text, 'n', x.n) order by x.currency), '[]') from (
      select p.currency, sum(greatest(p.amount_minor - p.received_minor, 0)) as minor, count(*) as n
      from public.pledges p where p.campaign_id = $1 and p.state in ('open', 'partly') group by 1) x $q$ into pledged using $1;
  end if;
  if to_regclass('public.bank_lines') is not null then
    execute 'select count(*) from public.bank_lines l where l.campaign_id = $1 and l.state = ''open''' into lines using $1;
  end if;
  return jsonb_build_object('pledged', pledged, 'openLines', lines);
end $$;

create function public.fund_overview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  reads boolean := app.can($1, 'fund.read');
  closed date := app.fund_closed_until($1);
begin
  if not app.can($1, 'fund.totals') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object('at', now(), 'totals', app.fund_totals_json($1), 'closedUntil', closed,
      'report', (select s.report_currency from public.fund_settings s where s.campaign_id = $1),
      'goal', (select s.goal_minor::text from public.fund_settings s where s.campaign_id = $1),
      -- Months that are over and hold entries, and that nobody closed.
      'openMonths', (select count(distinct f.month) from public.fund_flows f join public.campaigns c on c.id = f.campaign_id
        where f.campaign_id = $1 and f.month > coalesce(closed, '1900-01-01') and f.month < date_trunc('month', now() at time zone c.tz)))
    || app.fund_waiting($1)
    || case when reads then jsonb_build_object('accounts', coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'currency', a.currency, 'minor', a.balance_minor::text,
          'public', coalesce(b.public, false), 'closed', b.closed_at is not null, 'known', b.id is not null) order by a.currency, a.name)
        from public.fund_accounts a left join public.bank_accounts b on b.id = a.id where a.campaign_id = $1 and a.kind = 'bank'), '[]')) else '{}' end;
end $$;

-- The newest rate of each pair and source, and who brought which.
create function public.fund_rates_latest(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.totals') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('source', x.source, 'base', x.base, 'quote', x.quote, 'day', x.day, 'rate', x.rate::text, 'n', x.n)
    order by x.source, x.base, x.quote) from (
      select distinct on (r.source, r.base, r.quote) r.*, count(*) over (partition by r.source, r.base, r.quote) as n
      from public.fund_rates r where r.campaign_id = $1 order by r.source, r.base, r.quote, r.day desc) x), '[]');
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect('public.fund_rate_imports');
grant select on public.fund_rate_imports to authenticated;
create policy "Those who read the fund read who brought rates" on public.fund_rate_imports for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
select app.track('public.fund_rate_imports', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'source', 'n', 'from_day', 'to_day', 'created_by', 'created_at']);

revoke all on function app.arg_bank(jsonb, text, bigint), app.fund_bank_currency(uuid, uuid, text), app.fund_set_line(uuid, jsonb),
  app.fund_import_rates(uuid, uuid, jsonb), app.fund_freeze_rates(uuid), app.fund_entry_json(public.fund_entries), app.fund_totals_json(uuid),
  app.fund_waiting(uuid) from public;
select app.open_to_members();
grant execute on function app.fund_bank_currency(uuid, uuid, text), app.fund_set_line(uuid, jsonb), app.fund_import_rates(uuid, uuid, jsonb),
  app.fund_freeze_rates(uuid) to authenticated;
select app.expose('public.fund_page(uuid, jsonb, date, uuid, integer)', 'authenticated');
select app.expose('public.fund_one(uuid, uuid)', 'authenticated');
select app.expose('public.fund_overview(uuid)', 'authenticated');
select app.expose('public.fund_rates_latest(uuid)', 'authenticated');
