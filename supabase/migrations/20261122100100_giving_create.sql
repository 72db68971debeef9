-- Giving: what a campaign asks for, and pledges, each with a reference of its own by which the transfer is found. A pledge is
-- a promise and never money: what arrives is an entry of the ledger that is tied to it. Who gives is confidential, stays
-- empty unless they write it, and can be taken back by the link that they alone have.

create table public.giving_settings (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null unique references public.campaigns on delete cascade,
  is_open boolean not null default false,
  -- In the order in which they are offered: [{"currency": "EUR", "minor": [2000, 5000]}].
  presets jsonb not null default '[]' check (jsonb_typeof(presets) = 'array' and length(presets::text) <= 4000),
  remind_days smallint default 10 check (remind_days between 1 and 90),
  expire_days smallint not null default 60 check (expire_days between 7 and 365),
  -- Who pays the banks of an international transfer.
  bank_fees text not null default 'donor' check (bank_fees in ('donor', 'shared')),
  use_es text not null default '' check (length(use_es) <= 600),
  use_en text not null default '' check (length(use_en) <= 600),
  thanks_es text not null default '' check (length(thanks_es) <= 1000),
  thanks_en text not null default '' check (length(thanks_en) <= 1000),
  receipts integer not null default 0,
  created_at timestamptz not null default now()
);
comment on table public.giving_settings is 'P0: what the page where people give says and offers.';
comment on column public.giving_settings.remind_days is 'Null: nobody is reminded.';
comment on column public.giving_settings.receipts is 'The last number that a receipt was given.';

create table public.pledges (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  reference text not null unique check (reference ~ '^RF[0-9]{2}[A-Z0-9]{1,21}$'),
  amount_minor bigint not null check (amount_minor > 0 and amount_minor < 1000000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null default 'open' check (state in ('open', 'received', 'partly', 'cancelled', 'expired')),
  received_minor bigint not null default 0,
  fee_minor bigint not null default 0,
  received_on date,
  receipt_no integer,
  channel text not null default 'bank' check (channel in ('bank', 'card', 'offline')),
  processor text check (processor ~ '^[a-z]{1,20}$'),
  locale text not null check (locale in ('es', 'en')),
  source text not null default '' check (source ~ '^[a-z0-9._-]{0,40}$'),
  name_sealed text check (length(name_sealed) <= 2000),
  name_key text,
  email_sealed text check (length(email_sealed) <= 2000),
  email_key text,
  has_name boolean generated always as (name_sealed is not null) stored,
  has_email boolean generated always as (email_sealed is not null) stored,
  wants_updates boolean not null default false,
  expires_at timestamptz not null,
  reminded_at timestamptz,
  thanked_at timestamptz,
  cancelled_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (campaign_id, receipt_no)
);
create index pledges_page on public.pledges (campaign_id, created_at desc, id desc);
create index pledges_state on public.pledges (campaign_id, state, created_at desc, id desc);
create index pledges_open on public.pledges (created_at) where state = 'open';
create index pledges_amount on public.pledges (campaign_id, currency, amount_minor) where state in ('open', 'partly', 'expired');
create index pledges_email on public.pledges (campaign_id, email_key) where email_key is not null;
create index pledges_name on public.pledges (campaign_id, name_key) where name_key is not null;
create index pledges_created_by on public.pledges (created_by);
comment on table public.pledges is 'P1 for owners and treasurers: what was promised, and what of it has come. P2: by whom.';
comment on column public.pledges.received_minor is 'Of its own currency, before fees; what came in another stands in pledge_entries.';
comment on column public.pledges.name_sealed is 'P2';
comment on column public.pledges.name_key is 'P2: keyed index of the name';
comment on column public.pledges.email_sealed is 'P2';
comment on column public.pledges.email_key is 'P2: keyed index of the canonical address';

-- Which entries of the ledger came for a pledge.
create table public.pledge_entries (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  pledge_id uuid not null references public.pledges on delete cascade,
  entry_id uuid not null unique references public.fund_entries,
  currency text not null,
  minor bigint not null check (minor > 0),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  day date not null,
  created_at timestamptz not null default now()
);
create index pledge_entries_pledge on public.pledge_entries (pledge_id);
create index pledge_entries_campaign on public.pledge_entries (campaign_id);
comment on table public.pledge_entries is 'P1 for owners and treasurers.';

-- Payments that a card processor tells about, as they stand; each change is booked anew.
create table public.pledge_payments (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  pledge_id uuid not null references public.pledges on delete cascade,
  processor text not null,
  payment text not null check (length(payment) <= 120),
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  entry_id uuid references public.fund_entries,
  created_at timestamptz not null default now(),
  unique (processor, payment)
);
create index pledge_payments_pledge on public.pledge_payments (pledge_id);
create index pledge_payments_campaign on public.pledge_payments (campaign_id);
create index pledge_payments_entry on public.pledge_payments (entry_id);
comment on table public.pledge_payments is 'P1 for owners and treasurers.';

-- What processors sent, also what was refused: without a campaign when nothing in it could be believed.
create table public.processor_events (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid references public.campaigns on delete cascade,
  pledge_id uuid references public.pledges on delete cascade,
  processor text not null,
  event text not null check (length(event) <= 160),
  outcome text not null check (outcome in ('booked', 'unchanged', 'unknown', 'mismatch', 'bad_signature', 'old', 'malformed')),
  n integer not null default 1,
  created_at timestamptz not null default now(),
  unique (processor, event)
);
create index processor_events_campaign on public.processor_events (campaign_id, created_at desc);
create index processor_events_pledge on public.processor_events (pledge_id);
comment on table public.processor_events is 'P1 for owners and treasurers; `n` counts how often the same was sent.';

-- Whose name or address was opened, and by whom.
create table public.giving_acts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('look', 'search', 'forget')),
  pledge_id uuid,
  created_by uuid not null default app.uid(),
  created_at timestamptz not null default now()
);
create index giving_acts_campaign on public.giving_acts (campaign_id, created_at desc);
comment on table public.giving_acts is 'P1: who opened or erased what is known of which donor. No name and no address.';

/* ---------------------------------------------------------------- what has come for a pledge */

create function app.giving_receipt(campaign uuid) returns integer
language sql security definer set search_path = '' as $$
  insert into public.giving_settings as s (campaign_id, receipts) values ($1, 1)
  on conflict (campaign_id) do update set receipts = s.receipts + 1 returning s.receipts
$$;

create function app.giving_mail(p public.pledges, kind text, dedupe text) returns void
language sql security definer set search_path = '' as $$
  insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
  select (p).campaign_id, $2, (p).id, (p).locale, $3 where (p).email_sealed is not null on conflict do nothing
$$;

-- State and figures anew from what is tied to it. Money that came in another currency cannot be compared: it is received.
create function app.pledge_count(pledge uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  p public.pledges;
  own bigint;
  kept bigint;
  other boolean;
  last date;
begin
  select * into p from public.pledges x where x.id = $1 for update;
  select coalesce(sum(e.minor) filter (where e.currency = p.currency), 0), coalesce(sum(e.fee_minor) filter (where e.currency = p.currency), 0),
    coalesce(bool_or(e.currency <> p.currency), false), max(e.day) into own, kept, other, last
  from public.pledge_entries e where e.pledge_id = $1;
  update public.pledges x set received_minor = own, fee_minor = kept, received_on = last,
    state = case when other or own >= p.amount_minor then 'received' when own > 0 then 'partly'
      when p.cancelled_at is not null then 'cancelled' when p.expires_at < now() then 'expired' else 'open' end,
    receipt_no = coalesce(p.receipt_no, case when last is not null then app.giving_receipt(p.campaign_id) end)
  where x.id = $1 returning * into p;
  if p.state in ('received', 'partly') then perform app.giving_mail(p, 'pledge_received', 'pledge_received:' || p.id); end if;
  return p.state;
end $$;

-- Ties an entry to a pledge: `minor` is what was given, `fee` what banks kept of it on the way. The same entry twice is one.
create function app.pledge_receive(pledge uuid, entry uuid, minor bigint, fee bigint, day date) returns text
language plpgsql security definer set search_path = '' as $$
declare
  p public.pledges;
  e public.fund_entries;
begin
  select * into p from public.pledges x where x.id = $1;
  if p.id is null then perform app.fail('RN404', 'not_found'); end if;
  if app.uid() is not null then perform app.need(p.campaign_id, 'fund.write'); end if;
  select * into e from public.fund_entries x where x.id = $2 and x.campaign_id = p.campaign_id;
  if e.id is null then perform app.fail('RN404', 'not_found'); end if;
  insert into public.pledge_entries (campaign_id, pledge_id, entry_id, currency, minor, fee_minor, day)
  values (p.campaign_id, p.id, e.id, e.currency, $3, coalesce($4, 0), coalesce($5, e.value_date)) on conflict (entry_id) do nothing;
  return app.pledge_count(p.id);
end $$;

create function app.pledge_unreceive(pledge uuid, entry uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := (select x.campaign_id from public.pledges x where x.id = $1);
begin
  if campaign is null then perform app.fail('RN404', 'not_found'); end if;
  if app.uid() is not null then perform app.need(campaign, 'fund.write'); end if;
  delete from public.pledge_entries e where e.pledge_id = $1 and e.entry_id = $2;
  -- Nobody is thanked for what did not come, unless the mail is gone already.
  update public.outbox o set state = 'dropped', done_at = now() where o.kind = 'pledge_received' and o.ref = $1 and o.state = 'queued';
  return app.pledge_count($1);
end $$;

-- A gift that came for a pledge, as one entry: what arrived, what was kept, what was given.
create function app.pledge_book(p public.pledges, entry uuid, minor bigint, fee bigint, money text, day date, bank jsonb, note text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if fee >= minor then perform app.fail('RN400', 'fee_too_large', 'feeMinor'); end if;
  perform app.fund_book((p).campaign_id, $2, 'gift', $6, $5, $3, $8,
    jsonb_build_array($7 || jsonb_build_object('minor', $3 - $4), jsonb_build_object('kind', 'gifts', 'minor', -$3))
      || case when $4 > 0 then jsonb_build_array(jsonb_build_object('kind', 'fees', 'minor', $4)) else '[]' end,
    jsonb_build_object('refKind', 'pledge', 'refId', (p).id));
  perform app.pledge_receive((p).id, $2, $3, $4, $6);
end $$;

/* ---------------------------------------------------------------- from the public page */

create function public.pledge_make(item jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  s public.giving_settings;
  p public.pledges;
begin
  select * into p from public.pledges x where x.id = (item ->> 'id')::uuid;
  if p.id is not null then return jsonb_build_object('outcome', 'known', 'id', p.id); end if;
  select g.* into s from public.giving_settings g join public.campaigns c on c.id = g.campaign_id
  where g.campaign_id = (item ->> 'campaign')::uuid and g.is_open and c.status = 'open';
  if s.id is null or not s.presets @> jsonb_build_array(jsonb_build_object('currency', item ->> 'currency')) then
    return jsonb_build_object('outcome', 'closed');
  end if;
  if item ->> 'proofId' is not null then
    insert into app.spent_proofs (id, until) values (item ->> 'proofId', (item ->> 'proofUntil')::timestamptz) on conflict do nothing;
    if not found then return jsonb_build_object('outcome', 'spent'); end if;
  end if;
  insert into public.pledges (id, campaign_id, reference, amount_minor, currency, locale, source, name_sealed, name_key, email_sealed, email_key,
    wants_updates, expires_at)
  values ((item ->> 'id')::uuid, s.campaign_id, item ->> 'reference', (item ->> 'minor')::bigint, item ->> 'currency', item ->> 'locale',
    coalesce(item ->> 'source', ''), item ->> 'nameSealed', item ->> 'nameKey', item ->> 'emailSealed', item ->> 'emailKey',
    coalesce((item ->> 'wantsUpdates')::boolean, false), now() + make_interval(days => s.expire_days)) returning * into p;
  perform app.giving_mail(p, 'pledge_made', 'pledge_made:' || p.id);
  return jsonb_build_object('outcome', 'made', 'id', p.id);
end $$;

create function public.pledge_look(pledge uuid) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('id', p.id, 'campaign', c.id, 'slug', c.slug, 'tz', c.tz, 'title', coalesce(t.title, d.title, c.slug),
    'reference', p.reference, 'minor', p.amount_minor::text, 'currency', p.currency, 'state', p.state, 'receivedMinor', p.received_minor::text,
    'feeMinor', p.fee_minor::text, 'receivedOn', p.received_on, 'receiptNo', p.receipt_no, 'channel', p.channel, 'processor', p.processor,
    'locale', p.locale, 'nameSealed', p.name_sealed, 'emailSealed', p.email_sealed, 'wantsUpdates', p.wants_updates,
    'createdAt', to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'expiresAt', to_char(p.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'thanks', jsonb_build_object('es', coalesce(s.thanks_es, ''), 'en', coalesce(s.thanks_en, '')),
    'entries', coalesce((select jsonb_agg(jsonb_build_object('day', e.day, 'currency', e.currency, 'minor', e.minor::text, 'feeMinor', e.fee_minor::text)
      order by e.day, e.created_at) from public.pledge_entries e where e.pledge_id = p.id), '[]'))
  from public.pledges p join public.campaigns c on c.id = p.campaign_id
  left join public.giving_settings s on s.campaign_id = c.id
  left join public.campaign_texts t on t.campaign_id = c.id and t.locale = p.locale
  left join public.campaign_texts d on d.campaign_id = c.id and d.locale = c.default_locale
  where p.id = $1 and c.status <> 'draft'
$$;

-- Another amount, by the donor, as long as nothing has come and no processor was asked.
create function public.pledge_change(pledge uuid, minor bigint, currency text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.pledges p set amount_minor = $2, currency = $3
  where p.id = $1 and p.state = 'open' and p.processor is null
    and exists (select 1 from public.giving_settings s where s.campaign_id = p.campaign_id
      and s.presets @> jsonb_build_array(jsonb_build_object('currency', $3)));
  return jsonb_build_object('done', found);
end $$;

create function public.pledge_cancel(pledge uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.pledges p set state = 'cancelled', cancelled_at = now() where p.id = $1 and p.state in ('open', 'expired');
  if not found then return jsonb_build_object('done', false); end if;
  update public.outbox o set state = 'dropped', done_at = now()
  where o.kind in ('pledge_made', 'pledge_reminder') and o.ref = $1 and o.state = 'queued';
  return jsonb_build_object('done', true);
end $$;

-- The pledge and its money stay; by whom does not.
create function public.pledge_forget(pledge uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.pledges p set name_sealed = null, name_key = null, email_sealed = null, email_key = null, wants_updates = false where p.id = $1;
  update public.outbox o set state = 'dropped', done_at = now() where o.kind like 'pledge\_%' and o.ref = $1 and o.state = 'queued';
  return jsonb_build_object('done', true);
end $$;

-- Once, to those who left an address and whose transfer has not been seen.
create function public.pledges_remind(n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  reminded integer;
begin
  with due as (
    select p.id from public.pledges p join public.giving_settings s on s.campaign_id = p.campaign_id join public.campaigns c on c.id = p.campaign_id
    where p.state = 'open' and p.channel = 'bank' and p.email_sealed is not null and p.reminded_at is null and s.is_open and c.status = 'open'
      and p.created_at < now() - make_interval(days => s.remind_days) and p.expires_at > now()
    order by p.created_at limit least(greatest($1, 1), 1000) for update of p skip locked
  ),
  marked as (update public.pledges p set reminded_at = now() from due where p.id = due.id returning p.id, p.campaign_id, p.locale),
  posted as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select m.campaign_id, 'pledge_reminder', m.id, m.locale, 'pledge_reminder:' || m.id from marked m on conflict do nothing returning 1
  )
  select count(*) into reminded from posted;
  return jsonb_build_object('reminded', reminded);
end $$;

-- Nothing came: the promise ends, and a month later who made it is forgotten.
create function public.pledges_expire() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  expired integer;
begin
  update public.pledges p set state = 'expired' where p.state = 'open' and p.expires_at < now();
  get diagnostics expired = row_count;
  update public.pledges p set name_sealed = null, name_key = null, email_sealed = null, email_key = null, wants_updates = false
  where p.state in ('expired', 'cancelled') and coalesce(p.cancelled_at, p.expires_at) < now() - interval '31 days'
    and (p.name_sealed is not null or p.email_sealed is not null);
  return jsonb_build_object('expired', expired);
end $$;

create function public.public_giving(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('campaign', c.id, 'open', s.is_open and c.status = 'open', 'presets', s.presets, 'bankFees', s.bank_fees,
    'use', jsonb_build_object('es', s.use_es, 'en', s.use_en), 'expireDays', s.expire_days)
  from public.giving_settings s join public.campaigns c on c.id = s.campaign_id
  where c.slug = $1 and c.status <> 'draft'
$$;

/* ---------------------------------------------------------------- card processors */

-- The donor goes to a processor: the same pledge, another way. Answers what a payment is made of.
create function public.payment_begin(pledge uuid, processor text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  p public.pledges;
begin
  update public.pledges x set channel = 'card', processor = $2 where x.id = $1 and x.state in ('open', 'expired') returning * into p;
  if p.id is null then return null; end if;
  return jsonb_build_object('id', p.id, 'reference', p.reference, 'minor', p.amount_minor::text, 'currency', p.currency);
end $$;

-- A payment as its processor has it now. Booked, or booked anew when less of it is left or more has come back; the same state
-- twice books nothing. What does not fit its pledge is written down and never booked.
create function public.payment_settle(item jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  p public.pledges;
  was public.pledge_payments;
  amount bigint := (item ->> 'amountMinor')::bigint;
  gone bigint := (item ->> 'refundedMinor')::bigint;
  fee bigint := (item ->> 'feeMinor')::bigint;
  rest bigint := amount - gone;
  how text := item ->> 'processor';
  bank jsonb := jsonb_build_object('kind', 'bank', 'name', item ->> 'account');
  entry uuid := gen_random_uuid();
  day date := (item ->> 'day')::date;
  said text := 'booked';
begin
  select * into p from public.pledges x where x.id = (item ->> 'pledge')::uuid for update;
  if p.id is null then said := 'unknown';
  elsif p.currency <> item ->> 'currency' or p.amount_minor <> amount or gone not between 0 and amount or fee < 0 then said := 'mismatch';
  end if;
  select * into was from public.pledge_payments x where x.processor = how and x.payment = item ->> 'payment' for update;
  if was.id is not null and said = 'booked' and was.pledge_id <> p.id then said := 'mismatch'; end if;
  if said = 'booked' and was.id is not null and was.refunded_minor = gone then said := 'unchanged'; end if;
  insert into public.processor_events as v (campaign_id, pledge_id, processor, event, outcome)
  values (p.campaign_id, p.id, how, item ->> 'event', said) on conflict (processor, event) do update set n = v.n + 1;
  if said <> 'booked' then return jsonb_build_object('outcome', said); end if;

  -- A month that is closed takes nothing more: what happened then is booked on the first open day.
  day := greatest(day, coalesce(app.fund_closed_until(p.campaign_id) + 1, day));
  if was.id is null then
    insert into public.pledge_payments (campaign_id, pledge_id, processor, payment, currency, amount_minor, fee_minor)
    values (p.campaign_id, p.id, how, item ->> 'payment', p.currency, amount, fee) returning * into was;
  end if;
  if was.entry_id is not null then
    perform app.pledge_unreceive(p.id, was.entry_id);
    perform app.fund_reverse(was.entry_id, gen_random_uuid(), item ->> 'note');
  end if;
  if rest > fee then
    perform app.pledge_book(p, entry, rest, fee, p.currency, day, bank, item ->> 'note');
  elsif fee > 0 then
    perform app.fund_book(p.campaign_id, entry, 'fee', day, p.currency, fee, item ->> 'note',
      jsonb_build_array(bank || jsonb_build_object('minor', -fee), jsonb_build_object('kind', 'fees', 'minor', fee)),
      jsonb_build_object('refKind', 'pledge', 'refId', p.id));
  else
    entry := null;
  end if;
  update public.pledge_payments x set refunded_minor = gone, fee_minor = fee, entry_id = entry where x.id = was.id;
  return jsonb_build_object('outcome', 'booked', 'state', (select x.state from public.pledges x where x.id = p.id));
end $$;

-- Counted by the hour, so that a flood of forgeries is one line.
create function public.payment_refused(processor text, reason text) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.processor_events as v (processor, event, outcome)
  values ($1, $2 || ':' || to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24'), $2)
  on conflict (processor, event) do update set n = v.n + 1
$$;

-- The sample shows weeks of giving on its first day. For campaigns that are marked as samples alone.
create function public.load_sample_pledges(campaign uuid, items jsonb) returns void
language sql volatile security definer set search_path = '' as $$
  update public.pledges p set created_at = p.created_at - make_interval(days => i.days), expires_at = p.expires_at - make_interval(days => i.days)
  from jsonb_to_recordset($2) as i (id uuid, days integer)
  where p.id = i.id and p.campaign_id = $1 and exists (select 1 from public.campaigns c where c.id = $1 and c.is_sample)
$$;

/* ---------------------------------------------------------------- what the desk sees */

create function public.giving_overview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.totals') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object(
    'states', coalesce((select jsonb_agg(x order by x.currency, x.state) from (
      select p.currency, p.state, count(*) as n, sum(p.amount_minor)::text as "pledgedMinor", sum(p.received_minor)::text as "receivedMinor",
        sum(p.fee_minor)::text as "feeMinor" from public.pledges p where p.campaign_id = $1 group by 1, 2) x), '[]'),
    'sources', coalesce((select jsonb_agg(x order by x.n desc, x.source, x.currency) from (
      select p.source, p.currency, count(*) as n, count(*) filter (where p.state in ('received', 'partly')) as "receivedN",
        sum(p.amount_minor)::text as "pledgedMinor", sum(p.received_minor)::text as "receivedMinor"
      from public.pledges p where p.campaign_id = $1 and p.channel <> 'offline' group by 1, 2 order by count(*) desc limit 200) x), '[]'));
end $$;

-- `filter`: state, currency, channel, source, reference (its beginning), nameKey, emailKey. Pages by (created_at, id).
create function public.pledges_find(campaign uuid, filter jsonb, before timestamptz default null, before_id uuid default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'reference', p.reference, 'minor', p.amount_minor::text, 'currency', p.currency,
      'state', p.state, 'receivedMinor', p.received_minor::text, 'feeMinor', p.fee_minor::text, 'receivedOn', p.received_on,
      'receiptNo', p.receipt_no, 'channel', p.channel, 'processor', p.processor, 'source', p.source, 'hasName', p.has_name, 'hasEmail', p.has_email,
      'thanked', p.thanked_at is not null, 'reminded', p.reminded_at is not null,
      'at', to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) order by p.created_at desc, p.id desc)
    from (select * from public.pledges x where x.campaign_id = $1
      and ($2 ->> 'id' is null or x.id = ($2 ->> 'id')::uuid)
      and ($2 ->> 'state' is null or x.state = $2 ->> 'state')
      and ($2 ->> 'currency' is null or x.currency = $2 ->> 'currency')
      and ($2 ->> 'channel' is null or x.channel = $2 ->> 'channel')
      and ($2 ->> 'source' is null or x.source = $2 ->> 'source')
      and ($2 ->> 'reference' is null or starts_with(x.reference, $2 ->> 'reference'))
      and ($2 ->> 'nameKey' is null or x.name_key = $2 ->> 'nameKey')
      and ($2 ->> 'emailKey' is null or x.email_key = $2 ->> 'emailKey')
      and ($3 is null or (x.created_at, x.id) < ($3, coalesce($4, '00000000-0000-0000-0000-000000000000')))
      order by x.created_at desc, x.id desc limit least(greatest($5, 1), 200)) p), '[]');
end $$;

create function public.pledge_sealed(campaign uuid, pledge uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return (select jsonb_build_object('id', p.id, 'nameSealed', p.name_sealed, 'emailSealed', p.email_sealed, 'wantsUpdates', p.wants_updates)
    from public.pledges p where p.id = $2 and p.campaign_id = $1);
end $$;

/* ---------------------------------------------------------------- operations */

create function app.arg_pledge(args jsonb, permission text) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  campaign uuid := (select p.campaign_id from public.pledges p where p.id = app.arg_id($1, 'pledge'));
begin
  perform app.need(campaign, $2);
  return campaign;
end $$;

create function app.giving_set(campaign uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  one jsonb;
  known text[] := '{}';
begin
  perform app.need($1, 'fund.write');
  if args ? 'presets' then
    if jsonb_typeof(args -> 'presets') is distinct from 'array' or jsonb_array_length(args -> 'presets') > 12 then perform app.fail('RN400', 'choice', 'presets'); end if;
    for one in select x from jsonb_array_elements(args -> 'presets') x loop
      if coalesce(one ->> 'currency', '') !~ '^[A-Z]{3}$' or one ->> 'currency' = any (known) then perform app.fail('RN400', 'currency', 'presets'); end if;
      known := known || (one ->> 'currency');
      if jsonb_typeof(one -> 'minor') is distinct from 'array' or jsonb_array_length(one -> 'minor') > 6
        or exists (select 1 from jsonb_array_elements(one -> 'minor') m where jsonb_typeof(m) <> 'number' or m #>> '{}' !~ '^[1-9][0-9]{0,14}$') then
        perform app.fail('RN400', 'amount', 'presets');
      end if;
    end loop;
  end if;
  if args ? 'remindDays' and args -> 'remindDays' <> 'null' and coalesce(args ->> 'remindDays', '') !~ '^([1-9]|[1-8][0-9]|90)$' then perform app.fail('RN400', 'days', 'remindDays'); end if;
  if args ? 'expireDays' and (coalesce(args ->> 'expireDays', '') !~ '^[1-9][0-9]{0,2}$' or (args ->> 'expireDays')::integer not between 7 and 365) then
    perform app.fail('RN400', 'days', 'expireDays');
  end if;
  if args ? 'bankFees' then perform app.arg_choice(args, 'bankFees', 'donor', 'shared'); end if;
  insert into public.giving_settings (campaign_id) values ($1) on conflict do nothing;
  update public.giving_settings s set is_open = coalesce(app.arg_flag(args, 'open'), s.is_open), presets = coalesce(args -> 'presets', s.presets),
    remind_days = case when args ? 'remindDays' then (args ->> 'remindDays')::smallint else s.remind_days end,
    expire_days = coalesce((args ->> 'expireDays')::smallint, s.expire_days), bank_fees = coalesce(args ->> 'bankFees', s.bank_fees)
  where s.campaign_id = $1;
end $$;
create function app.op_giving_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.giving_set(app.arg_id(args, 'campaign'), args);
  return '{}';
end $$;

create function app.giving_text(campaign uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  way text := app.arg_choice(args, 'locale', 'es', 'en');
  told text := coalesce(app.arg_optional(args, 'use', 600), '');
  thanks text := coalesce(app.arg_optional(args, 'thanks', 1000), '');
begin
  if not (app.can($1, 'campaign.write') or app.can($1, 'fund.write')) then perform app.fail('RN404', 'not_found'); end if;
  insert into public.giving_settings (campaign_id) values ($1) on conflict do nothing;
  update public.giving_settings s set use_es = case way when 'es' then told else s.use_es end, use_en = case way when 'en' then told else s.use_en end,
    thanks_es = case way when 'es' then thanks else s.thanks_es end, thanks_en = case way when 'en' then thanks else s.thanks_en end
  where s.campaign_id = $1;
end $$;
create function app.op_giving_text(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.giving_text(app.arg_id(args, 'campaign'), args);
  return '{}';
end $$;

create function app.arg_bank(args jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case when coalesce(args ->> 'account', '') <> '' then jsonb_build_object('account', app.arg_id(args, 'account')) else '{"kind": "bank"}' end
$$;

-- A gift that came by hand: pledged and received at once. Who gave may stay unsaid.
create function app.giving_offline(campaign uuid, args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  amount bigint := app.arg_minor(args, 'amountMinor');
  money text := app.arg_currency(args, 'currency');
  day date := app.arg_day(args, 'day');
  p public.pledges;
begin
  perform app.need($1, 'fund.write');
  perform app.fund_check_day($1, day, 'day');
  if coalesce(args ->> 'reference', '') !~ '^RF[0-9]{2}[A-Z0-9]{1,21}$' then perform app.fail('RN400', 'reference', 'reference'); end if;
  insert into public.pledges (id, campaign_id, reference, amount_minor, currency, channel, locale, name_sealed, name_key, email_sealed, email_key, expires_at, created_by)
  values (app.arg_id(args, 'id'), $1, args ->> 'reference', amount, money, 'offline', app.arg_choice(args, 'locale', 'es', 'en'),
    nullif(app.arg_optional(args, 'nameSealed', 2000), ''), nullif(app.arg_optional(args, 'nameKey', 64), ''),
    nullif(app.arg_optional(args, 'emailSealed', 2000), ''), nullif(app.arg_optional(args, 'emailKey', 64), ''), now(), app.uid()) returning * into p;
  perform app.pledge_book(p, app.arg_id(args, 'entry'), amount, 0, money, day, app.arg_bank(args), coalesce(app.arg_optional(args, 'note', 400), ''));
  return jsonb_build_object('pledge', p.id);
end $$;
create function app.op_giving_offline(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.giving_offline(app.arg_id(args, 'campaign'), args);
end $$;

-- Seen on the account by a person: what was given, and what banks kept of it.
create function app.giving_receive(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_pledge($1, 'fund.write');
  p public.pledges;
begin
  select * into p from public.pledges x where x.id = app.arg_id($1, 'pledge') for update;
  perform app.fund_check_day(campaign, app.arg_day($1, 'day'), 'day');
  perform app.pledge_book(p, app.arg_id($1, 'entry'), app.arg_minor($1, 'amountMinor'), coalesce(app.arg_minor_optional($1, 'feeMinor'), 0),
    app.arg_currency($1, 'currency'), app.arg_day($1, 'day'), app.arg_bank($1), p.reference);
  return jsonb_build_object('state', (select x.state from public.pledges x where x.id = p.id));
end $$;
create function app.op_giving_receive(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.giving_receive(args);
end $$;

create function app.giving_act(args jsonb, act text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_pledge($1, case $2 when 'look' then 'fund.read' else 'fund.write' end);
  p public.pledges;
begin
  select * into p from public.pledges x where x.id = app.arg_id($1, 'pledge') for update;
  if $2 = 'cancel' then
    if p.state not in ('open', 'expired') then perform app.fail('RN409', 'conflict', 'pledge'); end if;
    perform public.pledge_cancel(p.id);
  elsif $2 = 'thank' then
    if p.email_sealed is null or p.state not in ('received', 'partly') then perform app.fail('RN409', 'conflict', 'pledge'); end if;
    update public.pledges x set thanked_at = now() where x.id = p.id;
    perform app.giving_mail(p, 'pledge_thanks', 'pledge_thanks:' || app.arg_id($1, 'id'));
  elsif $2 = 'forget' then
    perform public.pledge_forget(p.id);
  end if;
  if $2 in ('look', 'forget') then
    insert into public.giving_acts (id, campaign_id, kind, pledge_id) values (app.arg_id($1, 'id'), campaign, $2, p.id);
  end if;
  return '{}';
end $$;
create function app.op_giving_look(args jsonb) returns jsonb language plpgsql set search_path = '' as $$ begin return app.giving_act(args, 'look'); end $$;
create function app.op_giving_cancel(args jsonb) returns jsonb language plpgsql set search_path = '' as $$ begin return app.giving_act(args, 'cancel'); end $$;
create function app.op_giving_thank(args jsonb) returns jsonb language plpgsql set search_path = '' as $$ begin return app.giving_act(args, 'thank'); end $$;
create function app.op_giving_forget(args jsonb) returns jsonb language plpgsql set search_path = '' as $$ begin return app.giving_act(args, 'forget'); end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.giving_settings', 'public.pledges', 'public.pledge_entries', 'public.pledge_payments',
  'public.processor_events', 'public.giving_acts']::regclass[]) t;
grant select on public.giving_settings, public.pledge_entries, public.pledge_payments, public.processor_events, public.giving_acts to authenticated;
grant select (id, campaign_id, reference, amount_minor, currency, state, received_minor, fee_minor, received_on, receipt_no, channel, processor, locale,
  source, has_name, has_email, wants_updates, expires_at, reminded_at, thanked_at, cancelled_at, created_by, created_at) on public.pledges to authenticated;
create policy "Members see what the page asks for" on public.giving_settings for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who read the fund read pledges" on public.pledges for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what came for a pledge" on public.pledge_entries for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund read payments by card" on public.pledge_payments for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what processors sent" on public.processor_events for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Owners see who opened a donor" on public.giving_acts for select to authenticated
  using (campaign_id in (select app.my_campaigns('team.manage')));

select app.track('public.giving_settings', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'is_open', 'presets', 'remind_days',
  'expire_days', 'bank_fees', 'use_es', 'use_en', 'thanks_es', 'thanks_en', 'created_at']);
select app.track('public.pledges', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'reference', 'amount_minor', 'currency', 'state',
  'received_minor', 'fee_minor', 'received_on', 'channel', 'processor', 'source', 'has_name', 'has_email', 'thanked_at', 'cancelled_at', 'created_at']);
select app.track('public.pledge_entries', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'pledge_id', 'entry_id', 'currency', 'minor',
  'fee_minor', 'day', 'created_at']);
select app.track('public.pledge_payments', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'pledge_id', 'processor', 'payment', 'currency',
  'amount_minor', 'refunded_minor', 'fee_minor', 'entry_id', 'created_at']);
select app.track('public.processor_events', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'pledge_id', 'processor', 'event', 'outcome',
  'n', 'created_at']);
select app.track('public.giving_acts', 'campaign', 'campaign_id', 'admin', array['id', 'campaign_id', 'kind', 'pledge_id', 'created_by', 'created_at']);

revoke all on function app.giving_receipt(uuid), app.giving_mail(public.pledges, text, text), app.pledge_count(uuid),
  app.pledge_receive(uuid, uuid, bigint, bigint, date), app.pledge_unreceive(uuid, uuid),
  app.pledge_book(public.pledges, uuid, bigint, bigint, text, date, jsonb, text), app.arg_pledge(jsonb, text), app.giving_set(uuid, jsonb),
  app.op_giving_set(jsonb), app.giving_text(uuid, jsonb), app.op_giving_text(jsonb), app.arg_bank(jsonb), app.giving_offline(uuid, jsonb),
  app.op_giving_offline(jsonb), app.giving_receive(jsonb), app.op_giving_receive(jsonb), app.giving_act(jsonb, text), app.op_giving_look(jsonb),
  app.op_giving_cancel(jsonb), app.op_giving_thank(jsonb), app.op_giving_forget(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
-- For the operation of the room that matches statements.
grant execute on function app.pledge_receive(uuid, uuid, bigint, bigint, date), app.pledge_unreceive(uuid, uuid), app.giving_set(uuid, jsonb),
  app.giving_text(uuid, jsonb), app.giving_offline(uuid, jsonb), app.giving_receive(jsonb), app.giving_act(jsonb, text) to authenticated;
select app.expose('public.pledge_make(jsonb)', 'service_role');
select app.expose('public.pledge_look(uuid)', 'service_role');
select app.expose('public.pledge_change(uuid, bigint, text)', 'service_role');
select app.expose('public.pledge_cancel(uuid)', 'service_role');
select app.expose('public.pledge_forget(uuid)', 'service_role');
select app.expose('public.pledges_remind(integer)', 'service_role');
select app.expose('public.pledges_expire()', 'service_role');
select app.expose('public.payment_begin(uuid, text)', 'service_role');
select app.expose('public.payment_settle(jsonb)', 'service_role');
select app.expose('public.payment_refused(text, text)', 'service_role');
select app.expose('public.load_sample_pledges(uuid, jsonb)', 'service_role');
select app.expose('public.giving_overview(uuid)', 'authenticated');
select app.expose('public.pledges_find(uuid, jsonb, timestamptz, uuid, integer)', 'authenticated');
select app.expose('public.pledge_sealed(uuid, uuid)', 'authenticated');
select app.expose('public.public_giving(text)', 'anon', 'authenticated', 'service_role');
