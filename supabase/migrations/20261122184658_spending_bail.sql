-- Bail: a request whose money is with a court until it comes back or is lost. Posting it is paying the request, with the yes that
-- every request needs; what comes back and what is lost is booked here. A bail has the id of its request.

create table public.bails (
  id uuid primary key references public.spend_requests on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  court text not null default '' check (length(court) <= 160),
  ordered_on date check (ordered_on between '1990-01-01' and '2100-01-01'),
  -- When the court should give it back; from a week before, the treasury is reminded.
  expected_on date check (expected_on between '1990-01-01' and '2100-01-01'),
  returned_minor bigint not null default 0 check (returned_minor >= 0),
  lost_minor bigint not null default 0 check (lost_minor >= 0),
  created_at timestamptz not null default now()
);
create index bails_campaign on public.bails (campaign_id);
create index bails_expected on public.bails (campaign_id, expected_on) where expected_on is not null;
comment on table public.bails is 'P1 for those who read the fund and whoever asked. Which court, never whose bail it is.';

-- What came back from a court, and what it kept.
create table public.bail_moves (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  bail_id uuid not null references public.bails on delete cascade,
  kind text not null check (kind in ('returned', 'lost')),
  -- Has the id of the move.
  entry_id uuid not null unique references public.fund_entries,
  account_id uuid references public.bank_accounts,
  day date not null,
  minor bigint not null check (minor > 0),
  fee_minor bigint not null default 0 check (fee_minor >= 0 and fee_minor < minor),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  undone_at timestamptz
);
create index bail_moves_campaign on public.bail_moves (campaign_id);
create index bail_moves_bail on public.bail_moves (bail_id);
create index bail_moves_account on public.bail_moves (account_id);
create index bail_moves_by on public.bail_moves (created_by);
comment on table public.bail_moves is 'P1 for those who read the fund and whoever asked.';

alter table public.spend_acts drop constraint spend_acts_kind_check;
alter table public.spend_acts add constraint spend_acts_kind_check check (kind in ('asked', 'edited', 'approved', 'committed', 'refused', 'withdrawn',
  'paid', 'unpaid', 'closed', 'shown', 'receipt_added', 'receipt_removed', 'receipt_opened', 'exported', 'bail_set', 'bail_returned', 'bail_lost',
  'bail_undone'));

-- A request for bail is a bail, from the first word on.
create function app.bail_follow() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.category = 'bail' then
    insert into public.bails (id, campaign_id, ordered_on) values (new.id, new.campaign_id, app.spend_today(new.campaign_id)) on conflict (id) do nothing;
  else delete from public.bails b where b.id = new.id;
  end if;
  return null;
end $$;
create trigger bail_follow after insert or update of category on public.spend_requests for each row execute function app.bail_follow();
insert into public.bails (id, campaign_id, ordered_on) select r.id, r.campaign_id, r.created_at::date from public.spend_requests r where r.category = 'bail';

-- What came back came from what was posted: that is not taken back under it.
create function app.bail_covered() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.bails b where b.id = new.id and b.returned_minor + b.lost_minor > new.paid_minor) then
    perform app.fail('RN409', 'bail_back_first', 'reason');
  end if;
  return null;
end $$;
create trigger bail_covered after update of paid_minor on public.spend_requests for each row
  when (new.category = 'bail' and new.paid_minor < old.paid_minor) execute function app.bail_covered();

/* ---------------------------------------------------------------- operations */

create function app.bail_set(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'bail'));
begin
  if r.requested_by is distinct from app.uid() then perform app.need(r.campaign_id, 'fund.write'); end if;
  update public.bails b set court = coalesce(app.arg_optional(args, 'court', 160), ''),
    ordered_on = case when coalesce(args ->> 'orderedOn', '') <> '' then app.arg_day(args, 'orderedOn') end,
    expected_on = case when coalesce(args ->> 'expectedOn', '') <> '' then app.arg_day(args, 'expectedOn') end
  where b.id = r.id;
  if not found then perform app.fail('RN404', 'not_found'); end if;
  perform app.spend_act(r, 'bail_set');
  return '{}';
end $$;
create function app.op_bail_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.bail_set(args); end $$;

-- `amountMinor` is what the court gave or kept; `feeMinor` what a bank took of it on the way.
create function app.bail_move(args jsonb, what text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'bail'));
  b public.bails;
  move uuid := app.arg_id(args, 'id');
  amount bigint := app.arg_minor(args, 'amountMinor');
  day date := app.arg_day(args, 'valueDate');
  fee bigint := 0;
  account uuid;
begin
  perform app.need(r.campaign_id, 'fund.write');
  select * into b from public.bails x where x.id = r.id for update;
  if b.id is null then perform app.fail('RN404', 'not_found'); end if;
  if amount > r.paid_minor - b.returned_minor - b.lost_minor then perform app.fail('RN400', 'bail_over', 'amountMinor'); end if;
  if what = 'returned' then
    fee := coalesce(app.arg_minor_optional(args, 'feeMinor'), 0);
    account := app.arg_optional_id(args, 'account');
    if fee >= amount then perform app.fail('RN400', 'fee_too_large', 'feeMinor'); end if;
    if account is not null and app.fund_bank_currency(r.campaign_id, account, 'account') <> r.currency then
      perform app.fail('RN400', 'other_currency', 'account');
    end if;
  end if;
  perform app.fund_book(r.campaign_id, move, 'bail_' || what, day, r.currency, amount, r.reference,
    jsonb_build_array(jsonb_build_object('kind', 'bail', 'minor', -amount), case what
      when 'lost' then jsonb_build_object('kind', 'bail_lost', 'minor', amount)
      else case when account is null then '{"kind": "bank"}' else jsonb_build_object('account', account) end || jsonb_build_object('minor', amount - fee) end)
      || case when fee > 0 then jsonb_build_array(jsonb_build_object('kind', 'fees', 'minor', fee)) else '[]' end,
    jsonb_build_object('category', 'bail', 'level', r.level, 'publicNote', r.public_note, 'refKind', 'bail', 'refId', r.id));
  insert into public.bail_moves (id, campaign_id, bail_id, kind, entry_id, account_id, day, minor, fee_minor, created_by)
  values (move, r.campaign_id, r.id, what, move, account, day, amount, fee, app.uid());
  update public.bails x set returned_minor = x.returned_minor + case what when 'returned' then amount else 0 end,
    lost_minor = x.lost_minor + case what when 'lost' then amount else 0 end where x.id = r.id;
  perform app.spend_act(r, 'bail_' || what);
  return '{}';
end $$;
create function app.op_bail_return(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.bail_move(args, 'returned'); end $$;
create function app.op_bail_lose(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.bail_move(args, 'lost'); end $$;

create function app.bail_undo(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v public.bail_moves;
  r public.spend_requests;
begin
  select * into v from public.bail_moves x where x.id = app.arg_id(args, 'move');
  perform app.need(v.campaign_id, 'fund.write');
  r := app.spend_hold(v.bail_id);
  select * into v from public.bail_moves x where x.id = v.id for update;
  if v.undone_at is not null then perform app.fail('RN409', 'reversed', 'move'); end if;
  if exists (select from public.bank_matches m where m.entry_id = v.entry_id and m.undone_at is null) then
    perform app.fail('RN409', 'undo_there', 'reason');
  end if;
  perform app.fund_reverse(v.entry_id, app.arg_id(args, 'id'), app.arg(args, 'reason', 400));
  update public.bail_moves x set undone_at = now() where x.id = v.id;
  update public.bails x set returned_minor = x.returned_minor - case v.kind when 'returned' then v.minor else 0 end,
    lost_minor = x.lost_minor - case v.kind when 'lost' then v.minor else 0 end where x.id = v.bail_id;
  perform app.spend_act(r, 'bail_undone');
  return '{}';
end $$;
create function app.op_bail_undo(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.bail_undo(args); end $$;

-- What is shown of the lines of a request is shown of what came back of it as well.
create function app.bail_shown() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.fund_entries e set level = new.level, public_note = new.public_note
  where e.id in (select v.entry_id from public.bail_moves v where v.bail_id = new.id)
    or e.reverses in (select v.entry_id from public.bail_moves v where v.bail_id = new.id);
  return null;
end $$;
create trigger bail_shown after update of level, public_note on public.spend_requests for each row
  when (new.category = 'bail' and (old.level, old.public_note) is distinct from (new.level, new.public_note)) execute function app.bail_shown();

/* ---------------------------------------------------------------- reading */

create function app.bail_state(r public.spend_requests, b public.bails) returns text
language sql immutable set search_path = '' as $$
  select case
    when (r).state in ('refused', 'withdrawn') then 'dropped'
    when (r).paid_minor = 0 then 'ordered'
    when (b).returned_minor + (b).lost_minor = 0 then 'posted'
    when (b).returned_minor + (b).lost_minor < (r).paid_minor then 'partly'
    when (b).returned_minor = 0 then 'lost'
    else 'returned' end
$$;

create function app.bail_json(r public.spend_requests, b public.bails) returns jsonb
language sql stable security definer set search_path = '' as $$
  select app.spend_json(r) || jsonb_build_object('court', (b).court, 'orderedOn', (b).ordered_on, 'expectedOn', (b).expected_on,
    'returnedMinor', (b).returned_minor::text, 'lostMinor', (b).lost_minor::text, 'bailState', app.bail_state(r, b),
    'postedOn', (select min(p.day) from public.spend_payments p where p.request_id = (r).id and p.undone_at is null))
$$;

-- Newest first; whoever does not read the fund gets what they asked for. `filter`: bailState, currency, soon.
create function public.bails_page(campaign uuid, filter jsonb, before timestamptz default null, before_id uuid default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  reads boolean := app.can($1, 'fund.read');
begin
  if not reads and not app.can($1, 'spend.request') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(app.bail_json(x.r, x.b) order by (x.r).created_at desc, (x.r).id desc) from (
    select r, b from public.bails b join public.spend_requests r on r.id = b.id
    where b.campaign_id = $1 and (reads or r.requested_by = app.uid())
      and ($3 is null or (r.created_at, r.id) < ($3, $4))
      and (coalesce(filter ->> 'bailState', '') = '' or app.bail_state(r, b) = filter ->> 'bailState')
      and (coalesce(filter ->> 'currency', '') = '' or r.currency = filter ->> 'currency')
      and (coalesce(filter ->> 'soon', '') = '' or app.bail_state(r, b) in ('posted', 'partly') and b.expected_on <= app.spend_today($1) + 7)
    order by r.created_at desc, r.id desc limit least(greatest($5, 1), 501)) x), '[]');
end $$;

create function public.bail_one(campaign uuid, bail uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  r public.spend_requests;
  b public.bails;
begin
  select * into r from public.spend_requests x where x.id = $2 and x.campaign_id = $1;
  select * into b from public.bails x where x.id = $2;
  if b.id is null or not app.spend_sees(r) then return null; end if;
  return app.bail_json(r, b) || jsonb_build_object('moves', coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'kind', v.kind, 'day', v.day,
      'minor', v.minor::text, 'feeMinor', v.fee_minor::text, 'account', a.name, 'undone', v.undone_at is not null) order by v.created_at, v.id)
    from public.bail_moves v left join public.bank_accounts a on a.id = v.account_id where v.bail_id = b.id), '[]'));
end $$;

-- Per currency, what went to courts and what came back, in the order in which it happened.
create function public.bail_events(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('currency', e.currency, 'kind', e.kind, 'minor', e.minor::text) order by e.day, e.at) from (
    select p.currency, 'posted' as kind, p.minor, p.day, p.created_at as at from public.spend_payments p
    join public.bails b on b.id = p.request_id where p.campaign_id = $1 and p.undone_at is null
    union all
    select r.currency, v.kind, v.minor, v.day, v.created_at from public.bail_moves v join public.spend_requests r on r.id = v.bail_id
    where v.campaign_id = $1 and v.undone_at is null) e), '[]');
end $$;

create or replace function public.spend_todo(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return (select jsonb_build_object('forMe', count(*) filter (where app.spend_waits_for_me(x)), 'waiting', count(*) filter (where x.state = 'waiting'),
      'toPay', count(*) filter (where x.state in ('approved', 'partly')), 'late', count(*) filter (where x.due_on < app.spend_today($1)))
    from public.spend_requests x where x.campaign_id = $1 and x.state in ('waiting', 'approved', 'partly'))
    || jsonb_build_object('bailSoon', (select count(*) from public.bails b join public.spend_requests r on r.id = b.id
      where b.campaign_id = $1 and b.expected_on <= app.spend_today($1) + 7 and r.paid_minor > b.returned_minor + b.lost_minor));
end $$;

/* ---------------------------------------------------------------- what gifts have paid for */

-- Lines that donors may read, newest first: for the page of somebody who gave. Nothing of it says whose gift paid what.
create function public.spend_for_donors(campaign uuid, n integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('day', e.value_date, 'kind', e.kind, 'category', e.category, 'currency', e.currency,
    'minor', e.amount_minor::text, 'note', e.public_note) order by e.value_date desc, e.id desc), '[]')
  from (select * from public.fund_entries x where x.campaign_id = $1 and x.level in ('public', 'donors')
      and x.kind in ('payment', 'bail_posted', 'bail_returned', 'bail_lost')
      and not exists (select from public.fund_entries w where w.reverses = x.id)
    order by x.value_date desc, x.id desc limit least(greatest($2, 1), 50)) e
$$;
create index fund_entries_donors on public.fund_entries (campaign_id, value_date desc, id desc) where level in ('public', 'donors');

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.bails', 'public.bail_moves']::regclass[]) t;
grant select on public.bails, public.bail_moves to authenticated;
create policy "Those who read the fund see bail" on public.bails for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what courts gave back" on public.bail_moves for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
select app.track('public.bails', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'ordered_on', 'expected_on', 'returned_minor',
  'lost_minor', 'created_at']);
select app.track('public.bail_moves', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'bail_id', 'kind', 'entry_id', 'account_id', 'day',
  'minor', 'fee_minor', 'created_by', 'created_at', 'undone_at']);
revoke all on function app.bail_follow(), app.bail_covered(), app.bail_set(jsonb), app.bail_move(jsonb, text), app.bail_undo(jsonb), app.bail_shown(),
  app.bail_state(public.spend_requests, public.bails), app.bail_json(public.spend_requests, public.bails) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.bail_set(jsonb), app.bail_move(jsonb, text), app.bail_undo(jsonb) to authenticated;
select app.expose('public.bails_page(uuid, jsonb, timestamptz, uuid, integer)', 'authenticated');
select app.expose('public.bail_one(uuid, uuid)', 'authenticated');
select app.expose('public.bail_events(uuid)', 'authenticated');
select app.expose('public.spend_for_donors(uuid, integer)', 'service_role');
