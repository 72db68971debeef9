-- Rates by source and day, sources in the order in which the campaign believes them, and where rates may be fetched from.

alter table public.fund_settings drop column rate_fetch,
  add column rate_url text check (rate_url ~ '^https?://' and length(rate_url) <= 200),
  add column rate_url_source text check (rate_url_source ~ '^[a-z0-9][a-z0-9 ._-]{0,39}$');
comment on column public.fund_settings.rate_url is 'Asked for rates when somebody presses the button, and at no other time.';
update app.tracked set columns = array_remove(columns, 'rate_fetch') || array['rate_url', 'rate_url_source'] where entity = 'fund_settings';
create index fund_rates_page on public.fund_rates (campaign_id, day desc, id desc);

-- Those that are named for a currency, the first that knows the day wins; null when none is named.
create function app.fund_sources(names jsonb, currency text) returns text[]
language sql immutable set search_path = '' as $$
  select case jsonb_typeof($1 -> $2) when 'string' then array[$1 ->> $2]
    when 'array' then array(select x from jsonb_array_elements_text($1 -> $2) with ordinality y (x, n) order by y.n) end
$$;

-- Until somebody chooses: the official rate for pesos, the European Central Bank for all else.
create function app.fund_source_names(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce((select nullif(s.rate_sources, '{}') from public.fund_settings s where s.campaign_id = $1), '{"ARS": ["official"], "*": ["ecb"]}')
$$;

create or replace function app.fund_rate_on(campaign uuid, from_currency text, to_currency text, day date, out rate numeric, out rate_source text, out rate_date date)
language plpgsql stable security definer set search_path = '' as $$
declare
  names jsonb := app.fund_source_names($1);
  own text[] := coalesce(app.fund_sources(names, $2), app.fund_sources(names, $3), app.fund_sources(names, '*'));
  far text[] := coalesce(app.fund_sources(names, $3), app.fund_sources(names, '*'), own);
  via text;
  one text;
  other text;
  first record;
  second record;
begin
  if $2 = $3 then
    rate := 1; rate_source := 'same'; rate_date := $4;
    return;
  end if;
  foreach one in array coalesce(own, '{}') loop
    select * into first from app.fund_rate_direct($1, one, $2, $3, $4);
    if first.rate is not null then
      rate := first.rate; rate_source := one; rate_date := first.rate_date;
      return;
    end if;
  end loop;
  -- Through the dollar or the euro when nobody tells the rate between the two.
  foreach one in array coalesce(own, '{}') loop
    foreach via in array array['USD', 'EUR'] loop
      continue when via in ($2, $3);
      select * into first from app.fund_rate_direct($1, one, $2, via, $4);
      continue when first.rate is null;
      foreach other in array far || own loop
        select * into second from app.fund_rate_direct($1, other, via, $3, $4);
        continue when second.rate is null;
        rate := round(first.rate * second.rate, 15);
        rate_source := case when other = one then one else one || ' + ' || other end;
        rate_date := least(first.rate_date, second.rate_date);
        return;
      end loop;
    end loop;
  end loop;
end $$;

-- As before; besides, what a closed month was told in stays with it.
create or replace function app.fund_entry_kept() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  free text[] := array['created_by', 'donor_sealed', 'has_donor', 'level', 'public_note', 'category', 'rate', 'rate_source', 'rate_date', 'converted_minor'];
begin
  if to_jsonb(old) - free is distinct from to_jsonb(new) - free
    or new.created_by is distinct from old.created_by and new.created_by is not null
    or new.donor_sealed is distinct from old.donor_sealed and new.donor_sealed is not null
    or old.rate is not null and (new.rate, new.rate_source, new.rate_date, new.converted_minor)
      is distinct from (old.rate, old.rate_source, old.rate_date, old.converted_minor)
    or (new.category is distinct from old.category or new.rate is distinct from old.rate)
      and old.value_date <= app.fund_closed_until(old.campaign_id) then
    raise exception 'append only' using errcode = '42501', detail = tg_table_name;
  end if;
  return null;
end $$;

-- A reversal takes the rate of what it reverses, or the two would not cancel.
create or replace function app.fund_freeze_rates(campaign uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  report text := app.fund_report_currency($1);
  closed date;
  e public.fund_entries;
  r record;
  n integer := 0;
begin
  perform app.need($1, 'fund.write');
  perform app.fund_lock($1);
  closed := coalesce(app.fund_closed_until($1), '1900-01-01');
  if report is null then perform app.fail('RN409', 'report_currency_missing', 'campaign'); end if;
  for e in select * from public.fund_entries x where x.campaign_id = $1 and x.rate is null and x.value_date > closed
    order by x.value_date, x.reverses is not null, x.id limit 2000 loop
    if e.reverses is null then select * into r from app.fund_rate_on($1, e.currency, report, e.value_date);
    else select w.rate, w.rate_source, w.rate_date into r from public.fund_entries w where w.id = e.reverses;
    end if;
    continue when r.rate is null;
    update public.fund_entries x set rate = r.rate, rate_source = r.rate_source, rate_date = r.rate_date,
      converted_minor = app.fund_convert(x.amount_minor, x.currency, report, r.rate) where x.id = e.id;
    n := n + 1;
  end loop;
  if n = 0 then perform app.fail('RN409', 'no_rates', 'campaign'); end if;
  return n;
end $$;

create or replace function app.fund_set(campaign uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  report text := case when args ? 'reportCurrency' and args -> 'reportCurrency' <> 'null' then app.arg_currency(args, 'reportCurrency') end;
  address text := nullif(app.arg_optional(args, 'rateUrl', 200), '');
  source text := nullif(app.arg_optional(args, 'rateUrlSource', 40), '');
begin
  perform app.need($1, 'fund.write');
  perform app.fund_lock($1);
  if args ? 'rateSources' and (jsonb_typeof(args -> 'rateSources') <> 'object' or exists (
      select 1 from jsonb_each(args -> 'rateSources') e where e.key !~ '^([A-Z]{3}|\*)$'
        or jsonb_typeof(e.value) not in ('string', 'array')
        or jsonb_typeof(e.value) = 'array' and (jsonb_array_length(e.value) not between 1 and 6
          or exists (select 1 from jsonb_array_elements(e.value) x where jsonb_typeof(x) <> 'string')))
      or exists (select 1 from jsonb_each(args -> 'rateSources') e, unnest(app.fund_sources(args -> 'rateSources', e.key)) x
        where x !~ '^[a-z0-9][a-z0-9 ._-]{0,39}$')) then
    perform app.fail('RN400', 'choice', 'rateSources');
  end if;
  -- No query, so that no key of anybody stands in it.
  if address !~ '^https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?$' then perform app.fail('RN400', 'rate_url', 'rateUrl'); end if;
  if source !~ '^[a-z0-9][a-z0-9 ._-]{0,39}$' then perform app.fail('RN400', 'source', 'rateUrlSource'); end if;
  insert into public.fund_settings (campaign_id) values ($1) on conflict do nothing;
  if args ? 'reportCurrency' and report is distinct from app.fund_report_currency($1)
    and exists (select 1 from public.fund_entries e where e.campaign_id = $1 and e.converted_minor is not null) then
    perform app.fail('RN409', 'report_currency_used', 'reportCurrency');
  end if;
  update public.fund_settings s set
    report_currency = case when args ? 'reportCurrency' then report else s.report_currency end,
    goal_minor = case when args ? 'goalMinor' then app.arg_minor_optional(args, 'goalMinor') else s.goal_minor end,
    rate_sources = coalesce(args -> 'rateSources', s.rate_sources),
    rate_url = case when args ? 'rateUrl' then address else s.rate_url end,
    rate_url_source = case when args ? 'rateUrlSource' then source else s.rate_url_source end
  where s.campaign_id = $1;
  perform app.touch_totals($1);
end $$;

/* ---------------------------------------------------------------- reading */

-- Newest day first; `before_day` and `before_id` are those of the last line of the page before.
create function public.fund_rates_page(campaign uuid, filter jsonb, before_day date default null, before_id uuid default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.totals') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'source', r.source, 'base', r.base, 'quote', r.quote, 'day', r.day,
      'rate', trim_scale(r.rate)::text) order by r.day desc, r.id desc) from (
    select * from public.fund_rates x where x.campaign_id = $1
      and ($3 is null or (x.day, x.id) < ($3, $4))
      and (filter ->> 'source' is null or x.source = filter ->> 'source')
      and (filter ->> 'pair' is null or x.base || '-' || x.quote = filter ->> 'pair')
      and (filter ->> 'from' is null or x.day >= (filter ->> 'from')::date)
      and (filter ->> 'to' is null or x.day <= (filter ->> 'to')::date)
    order by x.day desc, x.id desc limit least(greatest($5, 1), 501)) r), '[]');
end $$;

-- How the fund is told, and what of it waits for a rate.
create function public.fund_told(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  s public.fund_settings;
  closed date := coalesce(app.fund_closed_until($1), '1900-01-01');
begin
  if not app.can($1, 'fund.totals') then perform app.fail('RN404', 'not_found'); end if;
  select * into s from public.fund_settings x where x.campaign_id = $1;
  return jsonb_build_object('report', s.report_currency, 'goal', s.goal_minor::text, 'sources', app.fund_source_names($1),
    'chosen', coalesce(s.rate_sources, '{}') <> '{}', 'url', s.rate_url, 'urlSource', s.rate_url_source,
    'frozen', exists (select 1 from public.fund_entries e where e.campaign_id = $1 and e.converted_minor is not null),
    'unrated', (select count(*) from public.fund_entries e where e.campaign_id = $1 and e.rate is null and e.value_date > closed),
    'unratedClosed', (select count(*) from public.fund_entries e where e.campaign_id = $1 and e.rate is null and e.value_date <= closed),
    'unratedSince', (select min(e.value_date) from public.fund_entries e where e.campaign_id = $1 and e.rate is null and e.value_date > closed),
    'currencies', (select coalesce(jsonb_agg(distinct a.currency), '[]') from public.fund_accounts a where a.campaign_id = $1));
end $$;

revoke all on function app.fund_sources(jsonb, text), app.fund_source_names(uuid) from public;
select app.expose('public.fund_rates_page(uuid, jsonb, date, uuid, integer)', 'authenticated');
select app.expose('public.fund_told(uuid)', 'authenticated');
