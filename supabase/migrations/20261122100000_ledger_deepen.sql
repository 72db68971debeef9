-- The ledger of the whole fund: gifts, fees, what is committed, paid, put up as bail and comes back, conversions between
-- currencies, each entry with its frozen rate. One door for bookings, `app.fund_book`, for every room and for machines.
-- Balances and totals are kept with the postings, in the same transaction, so that a page reads rows and never adds up.

drop trigger fund_total_up on public.fund_postings;
drop function app.fund_total_up();
drop trigger fund_entries_unchanged on public.fund_entries;
drop policy "Treasurers book in their own name" on public.fund_entries;
drop policy "Treasurers post to entries of their campaign" on public.fund_postings;
revoke insert (id, campaign_id, kind, value_date, currency, amount_minor, donor_sealed, note, reverses, created_by) on public.fund_entries from authenticated;
revoke insert (campaign_id, entry_id, account_id, currency, amount_minor) on public.fund_postings from authenticated;

/* ---------------------------------------------------------------- accounts */

alter table public.fund_accounts drop constraint fund_accounts_kind_check;
alter table public.fund_accounts add constraint fund_accounts_kind_check check (kind in ('bank', 'gifts', 'fees', 'commitments',
  'reserved', 'expenses', 'bail', 'bail_lost', 'exchange', 'opening'));
-- The sum of its postings: debit positive, credit negative.
alter table public.fund_accounts add column balance_minor bigint not null default 0,
  add constraint fund_accounts_name_check check (length(name) <= 80);

-- The details of an account at a bank; its id is that of its account in the ledger.
create table public.bank_accounts (
  id uuid primary key references public.fund_accounts,
  campaign_id uuid not null references public.campaigns on delete cascade,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  name text not null check (length(name) between 1 and 80),
  holder text not null default '' check (length(holder) <= 140),
  iban text check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  bic text check (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  bank_name text not null default '' check (length(bank_name) <= 140),
  bank_address text not null default '' check (length(bank_address) <= 240),
  -- CBU or CVU of Argentina.
  cbu text check (cbu ~ '^[0-9]{22}$'),
  alias text check (alias ~ '^[A-Za-z0-9.-]{6,20}$'),
  country text check (country ~ '^[A-Z]{2}$'),
  public boolean not null default false,
  closed_at timestamptz,
  created_at timestamptz not null default now()
);
create index bank_accounts_campaign on public.bank_accounts (campaign_id);
comment on table public.bank_accounts is 'P1 for owners and treasurers; those marked public are shown where people give.';

/* ---------------------------------------------------------------- settings, rates, months */

create table public.fund_settings (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null unique references public.campaigns on delete cascade,
  -- What everything is also told in. Set once anything was converted, it stays: frozen figures are in it.
  report_currency text check (report_currency ~ '^[A-Z]{3}$'),
  goal_minor bigint check (goal_minor > 0 and goal_minor < 1000000000000000),
  -- Which named source a currency is converted by; `*` is for those that are not named.
  rate_sources jsonb not null default '{}' check (jsonb_typeof(rate_sources) = 'object'),
  rate_fetch boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table public.fund_settings is 'P1 for those who see totals.';

create table public.fund_rates (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  source text not null check (source ~ '^[a-z0-9][a-z0-9 ._-]{0,39}$'),
  base text not null check (base ~ '^[A-Z]{3}$'),
  quote text not null check (quote ~ '^[A-Z]{3}$' and quote <> base),
  day date not null check (day between '1970-01-01' and '2100-01-01'),
  -- One unit of `base` is this many of `quote`.
  rate numeric not null check (rate > 0 and rate < 1000000000000),
  unique (campaign_id, source, base, quote, day)
);
comment on table public.fund_rates is 'P1 for those who see totals.';

-- A closed month and everything before it takes no more bookings.
create table public.fund_months (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  month date not null check (extract(day from month) = 1),
  entries integer not null,
  report jsonb not null,
  -- Hex of the hash before it in the chain of this campaign's months; empty for the first.
  chained_to text not null,
  hash text not null,
  closed_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (campaign_id, month)
);
create index fund_months_closed_by on public.fund_months (closed_by);
comment on table public.fund_months is 'P1 for owners and treasurers.';

-- The last day that is closed.
create function app.fund_closed_until(campaign uuid) returns date
language sql stable security definer set search_path = '' as $$
  select (max(m.month) + interval '1 month - 1 day')::date from public.fund_months m where m.campaign_id = $1
$$;

/* ---------------------------------------------------------------- entries */

alter table public.fund_entries drop constraint fund_entries_kind_check;
alter table public.fund_entries drop constraint fund_entries_check1;
alter table public.fund_entries add constraint fund_entries_kind_check check (kind in ('gift', 'fee', 'commitment', 'release', 'payment',
    'bail_posted', 'bail_returned', 'bail_lost', 'conversion', 'opening', 'transfer', 'reversal')),
  add constraint fund_entries_sign check ((kind = 'reversal') = (amount_minor < 0)),
  add column category text check (category in ('lawyer', 'bail', 'court_costs', 'family', 'printing', 'other')),
  add column level text not null default 'treasurers' check (level in ('public', 'donors', 'treasurers')),
  add column public_note text not null default '' check (length(public_note) <= 400),
  add column ref_kind text check (ref_kind ~ '^[a-z_]{1,20}$'),
  add column ref_id uuid,
  add column converted_minor bigint,
  add constraint fund_entries_ref check ((ref_kind is null) = (ref_id is null)),
  add constraint fund_entries_rate check ((rate is null) = (converted_minor is null) and (rate is null) = (rate_source is null)
    and (rate is null) = (rate_date is null));
comment on column public.fund_entries.level is 'How much of the line others see: the whole to the public, to donors, or only as part of a sum.';
drop index public.fund_entries_campaign;
create index fund_entries_page on public.fund_entries (campaign_id, value_date desc, id desc);
create index fund_entries_ref on public.fund_entries (ref_kind, ref_id) where ref_id is not null;
create index fund_entries_unrated on public.fund_entries (campaign_id, value_date) where rate is null;
create index fund_entries_public on public.fund_entries (campaign_id, value_date desc, id desc) where level = 'public';
update public.fund_entries set level = 'public';

-- Which accounts a kind of entry may touch, and of which the postings make its amount.
create table app.fund_kinds (kind text primary key, accounts text[] not null, main text not null, sign integer not null);
insert into app.fund_kinds values
  ('gift', '{bank,gifts,fees,exchange}', 'gifts', -1),
  ('fee', '{bank,fees,exchange}', 'fees', 1),
  ('commitment', '{commitments,reserved}', 'commitments', -1),
  ('release', '{commitments,reserved}', 'commitments', 1),
  ('payment', '{bank,expenses,fees,commitments,reserved,exchange}', 'expenses', 1),
  ('bail_posted', '{bank,bail,fees,commitments,reserved,exchange}', 'bail', 1),
  ('bail_returned', '{bank,bail,fees,exchange}', 'bail', -1),
  ('bail_lost', '{bail,bail_lost}', 'bail_lost', 1),
  ('conversion', '{bank,exchange,fees}', 'exchange', 1),
  ('opening', '{bank,bail,opening}', 'opening', -1),
  ('transfer', '{bank,fees}', 'bank', 0);

-- As before, for every kind: whatever does not add up, per currency, or says another figure than its postings, or touches
-- accounts that such an entry does not have, or lies in a closed month, cannot be committed by anybody.
create or replace function app.fund_balanced() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  entry uuid := coalesce((to_jsonb(new) ->> 'entry_id')::uuid, (to_jsonb(new) ->> 'id')::uuid);
  e public.fund_entries;
  k app.fund_kinds;
begin
  select * into e from public.fund_entries x where x.id = entry;
  select * into k from app.fund_kinds x where x.kind = coalesce((select w.kind from public.fund_entries w where w.id = e.reverses), e.kind);
  if (select count(*) from public.fund_postings p where p.entry_id = entry) < 2
    or exists (select 1 from public.fund_postings p where p.entry_id = entry group by p.currency having sum(p.amount_minor) <> 0)
    or exists (select 1 from public.fund_postings p join public.fund_accounts a on a.id = p.account_id
      where p.entry_id = entry and (a.currency <> p.currency or a.campaign_id <> p.campaign_id or e.campaign_id <> p.campaign_id
        or k.kind is null or a.kind <> all (k.accounts)))
    or e.created_at is distinct from now()
    or e.value_date <= app.fund_closed_until(e.campaign_id)
    or e.reverses is null and e.amount_minor is distinct from (
      select sum(case k.sign when 0 then greatest(p.amount_minor, 0) else k.sign * p.amount_minor end)
      from public.fund_postings p join public.fund_accounts a on a.id = p.account_id
      where p.entry_id = entry and a.kind = k.main and p.currency = e.currency)
    or e.reverses is not null and (
      not exists (select 1 from public.fund_entries w where w.id = e.reverses and w.kind <> 'reversal'
        and w.campaign_id = e.campaign_id and w.currency = e.currency and w.amount_minor = -e.amount_minor)
      or exists (select 1 from public.fund_postings p where p.entry_id in (entry, e.reverses)
        group by p.account_id having sum(p.amount_minor) <> 0)) then
    raise exception 'unbalanced entry' using errcode = '23514', detail = entry::text;
  end if;
  return null;
end $$;

-- What may still happen to an entry: the account of whoever booked it is deleted, who gave is forgotten, how much of the
-- line others see changes, a rate that was not known is frozen, a category is put right while its month is open.
create function app.fund_entry_kept() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  free text[] := array['created_by', 'donor_sealed', 'has_donor', 'level', 'public_note', 'category', 'rate', 'rate_source', 'rate_date', 'converted_minor'];
begin
  if to_jsonb(old) - free is distinct from to_jsonb(new) - free
    or new.created_by is distinct from old.created_by and new.created_by is not null
    or new.donor_sealed is distinct from old.donor_sealed and new.donor_sealed is not null
    or old.rate is not null and (new.rate, new.rate_source, new.rate_date, new.converted_minor)
      is distinct from (old.rate, old.rate_source, old.rate_date, old.converted_minor)
    or new.category is distinct from old.category and old.value_date <= app.fund_closed_until(old.campaign_id) then
    raise exception 'append only' using errcode = '42501', detail = tg_table_name;
  end if;
  return null;
end $$;
create trigger fund_entries_unchanged after update on public.fund_entries for each row execute function app.fund_entry_kept();

/* ---------------------------------------------------------------- running totals */

alter table public.fund_totals add column entries bigint not null default 0,
  add column unrated bigint not null default 0,
  add column fees_minor bigint not null default 0,
  add column committed_minor bigint not null default 0,
  add column spent_minor bigint not null default 0,
  add column posted_minor bigint not null default 0,
  add column returned_minor bigint not null default 0,
  add column lost_minor bigint not null default 0,
  add column pot_minor bigint not null default 0,
  add column opened_minor bigint not null default 0,
  add column exchanged_minor bigint not null default 0,
  add column converted_received_minor bigint not null default 0,
  add column converted_fees_minor bigint not null default 0,
  add column converted_spent_minor bigint not null default 0,
  add column converted_returned_minor bigint not null default 0,
  add column converted_lost_minor bigint not null default 0;
comment on column public.fund_totals.posted_minor is 'Bail that is with a court now.';
comment on column public.fund_totals.exchanged_minor is 'Came in from other currencies; negative when it went out to them.';
comment on column public.fund_totals.converted_received_minor is 'In the report currency, at the rates frozen in the entries; entries without one are counted in `unrated`.';

-- What moved per month, by category and by how much of it others see.
create table public.fund_flows (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  month date not null,
  currency text not null,
  figure text not null,
  category text not null,
  level text not null,
  n bigint not null default 0,
  unrated bigint not null default 0,
  minor bigint not null default 0,
  converted_minor bigint not null default 0,
  unique (campaign_id, month, currency, figure, category, level)
);
comment on table public.fund_flows is 'P1 for those who see totals; in parts public when the campaign publishes its fund.';

create type app.fund_delta as (campaign_id uuid, month date, currency text, category text, level text, figure text,
  minor bigint, converted_minor bigint, n bigint, unrated bigint);

-- In which figures a posting counts. `pot`, `committed` and `posted` are balances; the others only ever add up.
create function app.fund_figure(account text, entry text, minor bigint) returns table (figure text, minor bigint)
language sql immutable set search_path = '' as $$
  select f.figure, f.minor from (values
    ('pot', case when account = 'bank' then $3 end),
    ('received', case when account = 'gifts' then -$3 end),
    ('fees', case when account = 'fees' then $3 end),
    ('committed', case when account = 'commitments' then -$3 end),
    ('spent', case when account = 'expenses' then $3 end),
    ('posted', case when account = 'bail' then $3 end),
    ('bail_out', case when account = 'bail' and entry = 'bail_posted' then $3 end),
    ('returned', case when account = 'bail' and entry = 'bail_returned' then -$3 end),
    ('lost', case when account = 'bail_lost' then $3 end),
    ('opened', case when account = 'opening' then -$3 end),
    ('exchanged', case when account = 'exchange' then -$3 end)) f (figure, minor)
  where f.minor is not null
$$;

-- Decimals of a currency; a test holds it equal to what the server counts with.
create function app.currency_digits(currency text) returns integer
language sql immutable set search_path = '' as $$
  select case
    when $1 in ('AFN', 'ALL', 'BIF', 'CLP', 'COP', 'DJF', 'GNF', 'HUF', 'IDR', 'IQD', 'IRR', 'ISK', 'JPY', 'KMF', 'KPW', 'KRW', 'LAK',
      'LBP', 'MGA', 'MMK', 'PKR', 'PYG', 'RWF', 'SLL', 'SOS', 'SYP', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF', 'YER') then 0
    when $1 in ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    else 2 end
$$;

-- Half goes away from zero, on both sides alike, so that a reversal cancels to the last unit.
create function app.fund_convert(minor bigint, from_currency text, to_currency text, rate numeric) returns bigint
language sql immutable set search_path = '' as $$
  select round($1 * $4 * power(10::numeric, app.currency_digits($3) - app.currency_digits($2)))::bigint
$$;

create function app.fund_report_currency(campaign uuid) returns text
language sql stable security definer set search_path = '' as $$
  select s.report_currency from public.fund_settings s where s.campaign_id = $1
$$;

create function app.fund_deltas(e public.fund_entries, postings public.fund_postings[], times integer) returns app.fund_delta[]
language plpgsql stable security definer set search_path = '' as $$
declare
  root text := coalesce((select w.kind from public.fund_entries w where w.id = e.reverses), e.kind);
  report text := app.fund_report_currency(e.campaign_id);
  month date := date_trunc('month', e.value_date)::date;
  sign integer := times * case when e.reverses is null then 1 else -1 end;
begin
  return (
    select array_agg(row(e.campaign_id, month, y.currency, coalesce(e.category, ''), e.level, y.figure, times * y.minor,
      times * coalesce(app.fund_convert(y.minor, y.currency, report, y.rate), 0), sign, case when y.rate is null then sign else 0 end)::app.fund_delta)
    from (
      select p.currency, x.figure, sum(x.minor)::bigint as minor,
        case p.currency when e.currency then e.rate when report then 1 end as rate
      from unnest(postings) p join public.fund_accounts a on a.id = p.account_id
        cross join lateral app.fund_figure(a.kind, root, p.amount_minor) x
      group by 1, 2) y)
    || row(e.campaign_id, month, e.currency, '', e.level, 'entries', 0, 0, times, case when e.rate is null then sign else 0 end)::app.fund_delta;
end $$;

create function app.fund_apply(deltas app.fund_delta[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.fund_flows as f (campaign_id, month, currency, figure, category, level, n, unrated, minor, converted_minor)
  select d.campaign_id, d.month, d.currency, d.figure, d.category, d.level, sum(d.n), sum(d.unrated), sum(d.minor), sum(d.converted_minor)
  from unnest(deltas) d where d.figure not in ('pot', 'committed', 'posted', 'entries')
  group by 1, 2, 3, 4, 5, 6
  having sum(d.n) <> 0 or sum(d.unrated) <> 0 or sum(d.minor) <> 0 or sum(d.converted_minor) <> 0
  order by 1, 2, 3, 4, 5, 6
  on conflict (campaign_id, month, currency, figure, category, level) do update
  set n = f.n + excluded.n, unrated = f.unrated + excluded.unrated, minor = f.minor + excluded.minor,
    converted_minor = f.converted_minor + excluded.converted_minor;
  insert into public.fund_totals as t (campaign_id, currency, entries, unrated, received_minor, fees_minor, committed_minor, spent_minor,
    posted_minor, returned_minor, lost_minor, pot_minor, opened_minor, exchanged_minor, converted_received_minor, converted_fees_minor,
    converted_spent_minor, converted_returned_minor, converted_lost_minor)
  select d.campaign_id, d.currency, coalesce(sum(d.n) filter (where d.figure = 'entries'), 0),
    coalesce(sum(d.unrated) filter (where d.figure = 'entries'), 0), coalesce(sum(d.minor) filter (where d.figure = 'received'), 0),
    coalesce(sum(d.minor) filter (where d.figure = 'fees'), 0), coalesce(sum(d.minor) filter (where d.figure = 'committed'), 0),
    coalesce(sum(d.minor) filter (where d.figure = 'spent'), 0), coalesce(sum(d.minor) filter (where d.figure = 'posted'), 0),
    coalesce(sum(d.minor) filter (where d.figure = 'returned'), 0), coalesce(sum(d.minor) filter (where d.figure = 'lost'), 0),
    coalesce(sum(d.minor) filter (where d.figure = 'pot'), 0), coalesce(sum(d.minor) filter (where d.figure = 'opened'), 0),
    coalesce(sum(d.minor) filter (where d.figure = 'exchanged'), 0), coalesce(sum(d.converted_minor) filter (where d.figure = 'received'), 0),
    coalesce(sum(d.converted_minor) filter (where d.figure = 'fees'), 0), coalesce(sum(d.converted_minor) filter (where d.figure = 'spent'), 0),
    coalesce(sum(d.converted_minor) filter (where d.figure = 'returned'), 0), coalesce(sum(d.converted_minor) filter (where d.figure = 'lost'), 0)
  from unnest(deltas) d group by 1, 2 order by 1, 2
  on conflict (campaign_id, currency) do update set entries = t.entries + excluded.entries, unrated = t.unrated + excluded.unrated,
    received_minor = t.received_minor + excluded.received_minor, fees_minor = t.fees_minor + excluded.fees_minor,
    committed_minor = t.committed_minor + excluded.committed_minor, spent_minor = t.spent_minor + excluded.spent_minor,
    posted_minor = t.posted_minor + excluded.posted_minor, returned_minor = t.returned_minor + excluded.returned_minor,
    lost_minor = t.lost_minor + excluded.lost_minor, pot_minor = t.pot_minor + excluded.pot_minor,
    opened_minor = t.opened_minor + excluded.opened_minor, exchanged_minor = t.exchanged_minor + excluded.exchanged_minor,
    converted_received_minor = t.converted_received_minor + excluded.converted_received_minor,
    converted_fees_minor = t.converted_fees_minor + excluded.converted_fees_minor,
    converted_spent_minor = t.converted_spent_minor + excluded.converted_spent_minor,
    converted_returned_minor = t.converted_returned_minor + excluded.converted_returned_minor,
    converted_lost_minor = t.converted_lost_minor + excluded.converted_lost_minor;
  perform app.touch_totals(x.campaign_id) from (select distinct d.campaign_id from unnest(deltas) d) x;
end $$;

create function app.fund_count_postings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.fund_accounts a set balance_minor = a.balance_minor + s.minor
  from (select p.account_id, sum(p.amount_minor) as minor from added p group by 1) s where a.id = s.account_id;
  perform app.fund_apply(app.fund_deltas(e, array(select p::public.fund_postings from added p where p.entry_id = e.id), 1))
  from public.fund_entries e where e.id in (select p.entry_id from added p);
  return null;
end $$;
create trigger fund_count_postings after insert on public.fund_postings referencing new table as added
  for each statement execute function app.fund_count_postings();

create function app.fund_count_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  postings public.fund_postings[] := array(select p from public.fund_postings p where p.entry_id = new.id);
begin
  perform app.fund_apply(app.fund_deltas(old, postings, -1) || app.fund_deltas(new, postings, 1));
  return null;
end $$;
create trigger fund_count_change after update of level, category, rate on public.fund_entries for each row
  when ((old.level, old.category, old.rate) is distinct from (new.level, new.category, new.rate)) execute function app.fund_count_change();

-- What was booked before this: counted anew from the postings.
delete from public.fund_totals;
update public.fund_accounts a set balance_minor = coalesce((select sum(p.amount_minor) from public.fund_postings p where p.account_id = a.id), 0);
select app.fund_apply(app.fund_deltas(e, array(select p from public.fund_postings p where p.entry_id = e.id), 1)) from public.fund_entries e;

/* ---------------------------------------------------------------- rates */

-- The newest rate of one source at most ten days old, either way round.
create function app.fund_rate_direct(campaign uuid, source text, from_currency text, to_currency text, day date, out rate numeric, out rate_date date)
language sql stable security definer set search_path = '' as $$
  select case when r.base = $3 then r.rate else round(1 / r.rate, 15) end, r.day
  from public.fund_rates r
  where r.campaign_id = $1 and r.source = $2 and r.day between $5 - 10 and $5
    and (r.base, r.quote) in (($3, $4), ($4, $3))
  order by r.day desc, r.base = $3 desc limit 1
$$;

-- By the source that the campaign names for a currency; through the dollar or the euro when there is no rate between the two.
create function app.fund_rate_on(campaign uuid, from_currency text, to_currency text, day date, out rate numeric, out rate_source text, out rate_date date)
language plpgsql stable security definer set search_path = '' as $$
declare
  names jsonb := (select s.rate_sources from public.fund_settings s where s.campaign_id = $1);
  own text := coalesce(names ->> $2, names ->> $3, names ->> '*');
  far text := coalesce(names ->> $3, names ->> '*', own);
  via text;
  first record;
  second record;
begin
  if $2 = $3 then
    rate := 1; rate_source := 'same'; rate_date := $4;
    return;
  end if;
  select * into first from app.fund_rate_direct($1, own, $2, $3, $4);
  if first.rate is not null then
    rate := first.rate; rate_source := own; rate_date := first.rate_date;
    return;
  end if;
  foreach via in array array['USD', 'EUR'] loop
    continue when via in ($2, $3);
    select * into first from app.fund_rate_direct($1, own, $2, via, $4);
    continue when first.rate is null;
    select * into second from app.fund_rate_direct($1, far, via, $3, $4);
    if second.rate is null and far <> own then select * into second from app.fund_rate_direct($1, own, via, $3, $4); end if;
    continue when second.rate is null;
    rate := round(first.rate * second.rate, 15);
    rate_source := case when far = own then own else own || ' + ' || far end;
    rate_date := least(first.rate_date, second.rate_date);
    return;
  end loop;
end $$;

/* ---------------------------------------------------------------- booking */

-- One after the other within a campaign: months close and totals move under the same lock, and nobody waits in a circle.
create function app.fund_lock(campaign uuid) returns void
language sql volatile set search_path = '' as $$ select pg_advisory_xact_lock(hashtextextended('fund ' || $1, 0)) $$;

create function app.fund_account_of(campaign uuid, kind text, currency text, name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  found_id uuid;
begin
  insert into public.fund_accounts (campaign_id, kind, currency, name) values ($1, $2, $3, $4) on conflict do nothing;
  select a.id into found_id from public.fund_accounts a
  where a.campaign_id = $1 and a.kind = $2 and a.currency = $3 and a.name = $4;
  return found_id;
end $$;

-- A day on which this campaign may book: within the years, not after tomorrow, not in a closed month.
create function app.fund_check_day(campaign uuid, day date, field text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if $2 is null or $2 < '2000-01-01' then perform app.fail('RN400', 'date', $3); end if;
  -- A bank never dates a receipt after tomorrow; a later day is a slip of the hand.
  if $2 > (now() at time zone (select c.tz from public.campaigns c where c.id = $1))::date + 1 then perform app.fail('RN400', 'future', $3); end if;
  if $2 <= app.fund_closed_until($1) then perform app.fail('RN409', 'month_closed', $3); end if;
end $$;

-- The one door for bookings. `postings`: [{"account": id} or {"kind", "name", "currency"}, "minor": signed]. `extra`: category,
-- level, publicNote, refKind, refId, donorSealed, rate, rateSource, rateDate. A member needs the right to book; a machine has
-- no uid and comes through a function of its own. The same entry again is the same entry.
create function app.fund_book(campaign uuid, entry uuid, kind text, day date, currency text, amount bigint, note text, postings jsonb,
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
    coalesce(extra ->> 'level', case when $3 = 'gift' then 'public' else 'treasurers' end), coalesce(extra ->> 'publicNote', ''),
    extra ->> 'refKind', (extra ->> 'refId')::uuid, frozen.rate, frozen.rate_source, frozen.rate_date,
    app.fund_convert($6, $5, report, frozen.rate), app.uid());
  insert into public.fund_postings select p.* from unnest(lines) p;
  return $2;
end $$;

-- The exact counterpart, on the same day while its month is open and today otherwise. Rooms that booked something for a state
-- of their own take both back in one transaction.
create function app.fund_reverse(entry uuid, id uuid, reason text, day date default null) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  was public.fund_entries;
  at date;
begin
  select * into was from public.fund_entries e where e.id = $1;
  if was.id is null then perform app.fail('RN404', 'not_found'); end if;
  if app.uid() is not null then perform app.need(was.campaign_id, 'fund.write'); end if;
  perform app.fund_lock(was.campaign_id);
  if was.kind = 'reversal' or exists (select 1 from public.fund_entries e where e.reverses = was.id) then
    perform app.fail('RN409', 'reversed', 'entry');
  end if;
  at := coalesce($4, case when was.value_date <= app.fund_closed_until(was.campaign_id)
    then (now() at time zone (select c.tz from public.campaigns c where c.id = was.campaign_id))::date else was.value_date end);
  perform app.fund_check_day(was.campaign_id, at, 'valueDate');
  insert into public.fund_entries (id, campaign_id, kind, value_date, currency, amount_minor, note, category, level, ref_kind, ref_id, reverses,
    rate, rate_source, rate_date, converted_minor, created_by)
  values ($2, was.campaign_id, 'reversal', at, was.currency, -was.amount_minor, $3, was.category, was.level, was.ref_kind, was.ref_id, was.id,
    was.rate, was.rate_source, was.rate_date, -was.converted_minor, app.uid());
  insert into public.fund_postings (campaign_id, entry_id, account_id, currency, amount_minor)
  select p.campaign_id, $2, p.account_id, p.currency, -p.amount_minor from public.fund_postings p where p.entry_id = was.id;
  return $2;
end $$;

/* ---------------------------------------------------------------- operations */

create function app.arg_currency(args jsonb, name text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  if upper(coalesce(args ->> name, '')) !~ '^[A-Z]{3}$' then perform app.fail('RN400', 'currency', name); end if;
  return upper(args ->> name);
end $$;

create function app.arg_minor_optional(args jsonb, name text) returns bigint
language sql immutable set search_path = '' as $$
  select case when coalesce(args ->> $2, '') <> '' then app.arg_minor($1, $2) end
$$;

-- `amountMinor` is what the donor gave; `feeMinor` what banks kept of it on the way.
create or replace function app.op_fund_book_gift(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  entry uuid := app.arg_id(args, 'id');
  amount bigint := app.arg_minor(args, 'amountMinor');
  fee bigint := coalesce(app.arg_minor_optional(args, 'feeMinor'), 0);
  money text := app.arg_currency(args, 'currency');
  day date := app.arg_day(args, 'valueDate');
  bank jsonb := case when coalesce(args ->> 'account', '') <> '' then jsonb_build_object('account', app.arg_id(args, 'account'))
    else '{"kind": "bank"}' end;
begin
  perform app.need(campaign, 'fund.write');
  if fee >= amount then perform app.fail('RN400', 'fee_too_large', 'feeMinor'); end if;
  perform app.fund_book(campaign, entry, 'gift', day, money, amount, app.arg_optional(args, 'note', 400),
    jsonb_build_array(bank || jsonb_build_object('minor', amount - fee), jsonb_build_object('kind', 'gifts', 'minor', -amount))
      || case when fee > 0 then jsonb_build_array(jsonb_build_object('kind', 'fees', 'minor', fee)) else '[]' end,
    jsonb_build_object('donorSealed', app.arg_optional(args, 'donorSealed', 2000)));
  return jsonb_build_object('entry', entry);
end $$;

-- What another room booked for a state of its own is taken back there.
create or replace function app.op_fund_reverse(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  entry uuid := app.arg_id(args, 'id');
  was public.fund_entries;
begin
  select * into was from public.fund_entries e where e.id = app.arg_id(args, 'entry');
  perform app.need(was.campaign_id, 'fund.write');
  if was.ref_kind is not null then perform app.fail('RN409', 'undo_there', 'entry'); end if;
  perform app.fund_reverse(was.id, entry, app.arg(args, 'reason', 400),
    case when coalesce(args ->> 'valueDate', '') <> '' then app.arg_day(args, 'valueDate') end);
  return jsonb_build_object('entry', entry);
end $$;

create function app.fund_set(campaign uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  report text := case when args ? 'reportCurrency' and args -> 'reportCurrency' <> 'null' then app.arg_currency(args, 'reportCurrency') end;
begin
  perform app.need($1, 'fund.write');
  perform app.fund_lock($1);
  if args ? 'rateSources' and (jsonb_typeof(args -> 'rateSources') <> 'object' or exists (
      select 1 from jsonb_each(args -> 'rateSources') e where e.key !~ '^([A-Z]{3}|\*)$' or jsonb_typeof(e.value) <> 'string'
        or e.value #>> '{}' !~ '^[a-z0-9][a-z0-9 ._-]{0,39}$')) then
    perform app.fail('RN400', 'choice', 'rateSources');
  end if;
  insert into public.fund_settings (campaign_id) values ($1) on conflict do nothing;
  if args ? 'reportCurrency' and report is distinct from app.fund_report_currency($1)
    and exists (select 1 from public.fund_entries e where e.campaign_id = $1 and e.converted_minor is not null) then
    perform app.fail('RN409', 'report_currency_used', 'reportCurrency');
  end if;
  update public.fund_settings s set
    report_currency = case when args ? 'reportCurrency' then report else s.report_currency end,
    goal_minor = case when args ? 'goalMinor' then app.arg_minor_optional(args, 'goalMinor') else s.goal_minor end,
    rate_sources = coalesce(args -> 'rateSources', s.rate_sources),
    rate_fetch = coalesce(app.arg_flag(args, 'rateFetch'), s.rate_fetch)
  where s.campaign_id = $1;
  perform app.touch_totals($1);
end $$;
create function app.op_fund_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.fund_set(app.arg_id(args, 'campaign'), args);
  return '{}';
end $$;

-- Adds an account at a bank, or changes the one with this id. Check digits are looked at before this; here stands the form.
create function app.fund_set_account(campaign uuid, account uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  money text := app.arg_currency(args, 'currency');
  label text := app.arg(args, 'name', 80);
  closed boolean := coalesce(app.arg_flag(args, 'closed'), false);
  was public.fund_accounts;
  empty text;
begin
  perform app.need($1, 'fund.write');
  perform app.fund_lock($1);
  foreach empty in array array['holder', 'bankName', 'bankAddress'] loop perform app.arg_optional(args, empty, case empty when 'bankAddress' then 240 else 140 end); end loop;
  if coalesce(args ->> 'iban', '') !~ '^([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})?$' then perform app.fail('RN400', 'iban', 'iban'); end if;
  if coalesce(args ->> 'bic', '') !~ '^([A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?)?$' then perform app.fail('RN400', 'bic', 'bic'); end if;
  if coalesce(args ->> 'cbu', '') !~ '^([0-9]{22})?$' then perform app.fail('RN400', 'cbu', 'cbu'); end if;
  if coalesce(args ->> 'alias', '') !~ '^([A-Za-z0-9.-]{6,20})?$' then perform app.fail('RN400', 'alias', 'alias'); end if;
  if coalesce(args ->> 'country', '') !~ '^([A-Z]{2})?$' then perform app.fail('RN400', 'country', 'country'); end if;
  select * into was from public.fund_accounts a where a.id = $2;
  if was.id is not null and (was.campaign_id <> $1 or was.kind <> 'bank' or was.currency <> money) then perform app.fail('RN404', 'not_found'); end if;
  if exists (select 1 from public.fund_accounts a where a.campaign_id = $1 and a.kind = 'bank' and a.currency = money and a.name = label and a.id <> $2) then
    perform app.fail('RN409', 'taken', 'name');
  end if;
  if closed and was.balance_minor <> 0 then perform app.fail('RN409', 'account_not_empty', 'closed'); end if;
  insert into public.fund_accounts as a (id, campaign_id, kind, currency, name) values ($2, $1, 'bank', money, label)
  on conflict (id) do update set name = excluded.name;
  insert into public.bank_accounts as b (id, campaign_id, currency, name, holder, iban, bic, bank_name, bank_address, cbu, alias, country, public, closed_at)
  values ($2, $1, money, label, coalesce(args ->> 'holder', ''), nullif(args ->> 'iban', ''), nullif(args ->> 'bic', ''),
    coalesce(args ->> 'bankName', ''), coalesce(args ->> 'bankAddress', ''), nullif(args ->> 'cbu', ''), nullif(args ->> 'alias', ''),
    nullif(args ->> 'country', ''), coalesce(app.arg_flag(args, 'public'), false), case when closed then now() end)
  on conflict (id) do update set name = excluded.name, holder = excluded.holder, iban = excluded.iban, bic = excluded.bic,
    bank_name = excluded.bank_name, bank_address = excluded.bank_address, cbu = excluded.cbu, alias = excluded.alias, country = excluded.country,
    public = excluded.public, closed_at = case when closed then coalesce(b.closed_at, now()) end;
end $$;
create function app.op_fund_set_account(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.fund_set_account(app.arg_id(args, 'campaign'), app.arg_id(args, 'id'), args);
  return jsonb_build_object('account', args ->> 'id');
end $$;

/* ---------------------------------------------------------------- what everybody may see */

-- Accounts that money may be sent to, for the page where people give.
create function public.public_accounts(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', b.id, 'currency', b.currency, 'holder', b.holder, 'iban', b.iban,
    'bic', b.bic, 'bankName', b.bank_name, 'bankAddress', b.bank_address, 'cbu', b.cbu, 'alias', b.alias, 'country', b.country)) order by b.created_at, b.id), '[]')
  from public.bank_accounts b join public.campaigns c on c.id = b.campaign_id
  where c.slug = $1 and c.status <> 'draft' and b.public and b.closed_at is null
$$;

create or replace function public.public_totals(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.slug,
      'signatures', app.total(c.id, 'confirmed'), 'goal', c.goal)
    || app.apart_totals(c.id)
    || case when c.publish_fund then jsonb_build_object('fund', coalesce((
        select jsonb_agg(jsonb_build_object('currency', t.currency, 'minor', t.received_minor::text, 'committed', t.committed_minor::text,
          'spent', (t.spent_minor + t.lost_minor)::text, 'returned', t.returned_minor::text, 'pot', t.pot_minor::text) order by t.currency)
        from public.fund_totals t where t.campaign_id = c.id), '[]')) else '{}' end
    || case when c.publish_detained then jsonb_build_object('detained', app.detained(c.id)) else '{}' end
    || case when c.publish_hearing then jsonb_build_object('nextHearing', (
        select jsonb_build_object('startsAt', to_char(x.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'tz', x.tz, 'kind', x.kind, 'court', x.court)
        from public.hearings x where x.campaign_id = c.id and x.starts_at > now() and x.status in ('scheduled', 'rescheduled')
        order by x.starts_at limit 1)) else '{}' end
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id
  where c.slug = $1 and c.status <> 'draft'
$$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.bank_accounts', 'public.fund_settings', 'public.fund_rates', 'public.fund_months',
  'public.fund_flows', 'app.fund_kinds']::regclass[]) t;
grant select on public.bank_accounts, public.fund_settings, public.fund_rates, public.fund_months, public.fund_flows to authenticated;
create policy "Those who read the fund read its bank accounts" on public.bank_accounts for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who see totals see how the fund is told" on public.fund_settings for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.totals')));
create policy "Those who see totals see the rates" on public.fund_rates for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.totals')));
create policy "Those who read the fund read its closed months" on public.fund_months for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who see totals see what moved" on public.fund_flows for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.totals')));

select app.track('public.bank_accounts', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'currency', 'name', 'holder', 'iban',
  'bic', 'bank_name', 'bank_address', 'cbu', 'alias', 'country', 'public', 'closed_at', 'created_at']);
select app.track('public.fund_settings', 'campaign', 'campaign_id', 'figures', array['id', 'campaign_id', 'report_currency', 'goal_minor',
  'rate_sources', 'rate_fetch', 'created_at']);
select app.track('public.fund_months', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'month', 'entries', 'closed_by', 'created_at']);
update app.tracked set columns = columns || array['category', 'level', 'public_note', 'ref_kind', 'ref_id', 'rate', 'rate_source', 'rate_date', 'converted_minor']
where entity = 'fund_entries';
update app.tracked set columns = columns || array['entries', 'unrated', 'fees_minor', 'committed_minor', 'spent_minor', 'posted_minor',
  'returned_minor', 'lost_minor', 'pot_minor', 'opened_minor', 'exchanged_minor', 'converted_received_minor', 'converted_fees_minor',
  'converted_spent_minor', 'converted_returned_minor', 'converted_lost_minor']
where entity = 'fund_totals';

drop function app.fund_account(uuid, text, text);
revoke all on function app.fund_closed_until(uuid), app.fund_entry_kept(), app.fund_figure(text, text, bigint), app.currency_digits(text),
  app.fund_convert(bigint, text, text, numeric), app.fund_report_currency(uuid), app.fund_deltas(public.fund_entries, public.fund_postings[], integer),
  app.fund_apply(app.fund_delta[]), app.fund_count_postings(), app.fund_count_change(), app.fund_rate_direct(uuid, text, text, text, date),
  app.fund_rate_on(uuid, text, text, date), app.fund_lock(uuid), app.fund_account_of(uuid, text, text, text), app.fund_check_day(uuid, date, text),
  app.fund_book(uuid, uuid, text, date, text, bigint, text, jsonb, jsonb), app.fund_reverse(uuid, uuid, text, date),
  app.arg_currency(jsonb, text), app.arg_minor_optional(jsonb, text), app.fund_set(uuid, jsonb), app.fund_set_account(uuid, uuid, jsonb) from public;
select app.open_to_members();
grant execute on function app.fund_book(uuid, uuid, text, date, text, bigint, text, jsonb, jsonb), app.fund_reverse(uuid, uuid, text, date),
  app.fund_set(uuid, jsonb), app.fund_set_account(uuid, uuid, jsonb) to authenticated;
select app.expose('public.public_accounts(text)', 'anon', 'authenticated', 'service_role');
