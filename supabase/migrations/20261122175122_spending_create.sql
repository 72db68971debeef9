-- Money out: who asks for it, what it is for, who says yes, and how it was paid. What was approved is committed in the ledger
-- until it is paid or falls away, so that "committed" is always the sum of what is approved and open. Payee, account and purpose
-- are sealed; the journal holds amounts and states, never a name.

insert into app.role_permissions (permission, role)
select 'spend.request', r from unnest(array['owner', 'organizer', 'legal', 'treasurer', 'coordinator']) r;

-- Receipts are not opened by their kind: `spend_receipt` asks whose request it is, and every opening is written down first.
insert into app.file_kinds (kind, tbl, col, permission) values ('receipt', 'spend_receipts', 'file_id', 'nobody');

-- Up to which amount one treasurer's yes is enough; without a row it never is. Set by owners: whoever spends does not say how
-- much may be spent alone.
create table public.spend_limits (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  limit_minor bigint not null check (limit_minor >= 0 and limit_minor < 1000000000000000),
  created_at timestamptz not null default now(),
  unique (campaign_id, currency)
);
comment on table public.spend_limits is 'P1 for those who ask for money or read the fund.';

create table public.spend_requests (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  number integer not null,
  -- Written into the transfer, so that the bank's line names it.
  reference text not null unique check (reference ~ '^RF[0-9]{2}[A-Z0-9]{1,21}$'),
  category text not null check (category in ('lawyer', 'bail', 'court_costs', 'family', 'printing', 'other')),
  amount_minor bigint not null check (amount_minor > 0 and amount_minor < 1000000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payee_sealed text not null check (length(payee_sealed) <= 2000),
  account_sealed text check (length(account_sealed) <= 2000),
  account_key text check (length(account_key) <= 64),
  purpose_sealed text not null check (length(purpose_sealed) <= 8000),
  due_on date check (due_on between '1990-01-01' and '2100-01-01'),
  person_id uuid references public.people on delete set null,
  case_code text not null default '' check (length(case_code) <= 40),
  level text not null default 'treasurers' check (level in ('public', 'donors', 'treasurers')),
  public_note text not null default '' check (length(public_note) <= 400),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'partly', 'paid', 'refused', 'withdrawn')),
  -- Goes up with every change of what a yes is said to.
  version integer not null default 1,
  paid_minor bigint not null default 0 check (paid_minor between 0 and amount_minor),
  -- What of it stands in the ledger as a commitment.
  committed_minor bigint not null default 0 check (committed_minor >= 0),
  -- The entry that let go what was not needed.
  release_id uuid references public.fund_entries,
  reason_sealed text check (length(reason_sealed) <= 4000),
  requested_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  unique (campaign_id, number),
  constraint spend_requests_committed check (committed_minor = case when state in ('approved', 'partly') then amount_minor - paid_minor else 0 end)
);
create index spend_requests_page on public.spend_requests (campaign_id, created_at desc, id desc);
create index spend_requests_open on public.spend_requests (campaign_id, currency) where state in ('approved', 'partly');
create index spend_requests_waiting on public.spend_requests (campaign_id) where state = 'waiting';
create index spend_requests_by on public.spend_requests (requested_by);
create index spend_requests_person on public.spend_requests (person_id);
create index spend_requests_release on public.spend_requests (release_id);
comment on table public.spend_requests is 'P1 for those who read the fund and whoever asked: amounts and states. P2: to whom, and what for.';
comment on column public.spend_requests.payee_sealed is 'P2';
comment on column public.spend_requests.account_sealed is 'P2: where the payee is paid';
comment on column public.spend_requests.account_key is 'P2: keyed index of the payee''s account, as lines of banks have it';
comment on column public.spend_requests.purpose_sealed is 'P2';
comment on column public.spend_requests.reason_sealed is 'P2: why it was refused or withdrawn';

create table public.spend_approvals (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  request_id uuid not null references public.spend_requests on delete cascade,
  version integer not null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (request_id, version, created_by)
);
create index spend_approvals_campaign on public.spend_approvals (campaign_id);
create index spend_approvals_by on public.spend_approvals (created_by);
comment on table public.spend_approvals is 'P1 for those who read the fund and whoever asked: a yes to one version of a request.';

create table public.spend_receipts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  request_id uuid not null references public.spend_requests on delete cascade,
  file_id uuid references public.files on delete set null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create index spend_receipts_campaign on public.spend_receipts (campaign_id);
create index spend_receipts_request on public.spend_receipts (request_id);
create index spend_receipts_file on public.spend_receipts (file_id);
create index spend_receipts_by on public.spend_receipts (created_by);
comment on table public.spend_receipts is 'P1 for those who read the fund and whoever asked; the file itself is sealed.';

create table public.spend_payments (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  request_id uuid not null references public.spend_requests on delete cascade,
  -- Has the id of the payment.
  entry_id uuid not null unique references public.fund_entries,
  account_id uuid references public.bank_accounts,
  day date not null,
  currency text not null,
  minor bigint not null check (minor > 0),
  -- What left the account, before its fee; in the account's currency.
  paid_currency text not null,
  paid_minor bigint not null check (paid_minor > 0),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  undone_at timestamptz
);
create index spend_payments_campaign on public.spend_payments (campaign_id);
create index spend_payments_request on public.spend_payments (request_id);
create index spend_payments_account on public.spend_payments (account_id);
create index spend_payments_by on public.spend_payments (created_by);
comment on table public.spend_payments is 'P1 for those who read the fund and whoever asked.';

-- What happened to a request, one row per act; also who opened a receipt and who took the list away.
create table public.spend_acts (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  request_id uuid references public.spend_requests on delete cascade,
  kind text not null check (kind in ('asked', 'edited', 'approved', 'committed', 'refused', 'withdrawn', 'paid', 'unpaid', 'closed', 'shown',
    'receipt_added', 'receipt_removed', 'receipt_opened', 'exported')),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default clock_timestamp()
);
create index spend_acts_request on public.spend_acts (request_id, created_at);
create index spend_acts_campaign on public.spend_acts (campaign_id);
create index spend_acts_by on public.spend_acts (created_by);
comment on table public.spend_acts is 'P1 for those who read the fund.';

/* ---------------------------------------------------------------- asking */

create function app.spend_limit(campaign uuid, currency text) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce((select l.limit_minor from public.spend_limits l where l.campaign_id = $1 and l.currency = $2), 0)
$$;

create function app.spend_act(request public.spend_requests, kind text) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.spend_acts (campaign_id, request_id, kind, created_by) values ((request).campaign_id, (request).id, $2, app.uid())
$$;

create function app.spend_sees(request public.spend_requests) returns boolean
language sql stable security definer set search_path = '' as $$
  select app.can((request).campaign_id, 'fund.read')
    or (request).requested_by = app.uid() and app.can((request).campaign_id, 'spend.request')
$$;

-- The request, held until the end of the transaction, for somebody who may see it. Absent and forbidden look the same.
create function app.spend_hold(id uuid) returns public.spend_requests
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests;
begin
  select * into r from public.spend_requests x where x.id = $1;
  if r.id is null or not app.spend_sees(r) then perform app.fail('RN404', 'not_found'); end if;
  -- As every booking does, before any row: nobody waits in a circle.
  perform app.fund_lock(r.campaign_id);
  select * into r from public.spend_requests x where x.id = $1 for update;
  return r;
end $$;

create function app.plain_words(words text) returns text
language sql immutable set search_path = '' as $$
  select ' ' || btrim(regexp_replace(translate(lower($1), 'áàâäãéèêëíìîïóòôöõúùûüñç', 'aaaaaeeeeiiiiooooouuuunc'), '[^a-z0-9]+', ' ', 'g')) || ' '
$$;

-- Whether words meant for others hold the code or a word of the pseudonym of a person of the campaign, or a case's code.
create function app.spend_names_person(campaign uuid, words text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.people p
    where p.campaign_id = $1 and (strpos(app.plain_words($2), app.plain_words(p.code)) > 0
      or exists (select from regexp_split_to_table(btrim(app.plain_words(p.pseudonym)), ' ') w where length(w) > 2 and strpos(app.plain_words($2), ' ' || w || ' ') > 0)))
    or exists (select from public.cases c where c.campaign_id = $1 and strpos(app.plain_words($2), app.plain_words(c.code)) > 0)
$$;

create function app.arg_public_note(campaign uuid, args jsonb) returns text
language plpgsql stable set search_path = '' as $$
declare
  words text := coalesce(app.arg_optional($2, 'publicNote', 400), '');
begin
  if words <> '' and not coalesce(app.arg_flag($2, 'noteAnyway'), false) and app.spend_names_person($1, words) then
    perform app.fail('RN400', 'names_person', 'publicNote');
  end if;
  return words;
end $$;

create function app.spend_fields(r public.spend_requests, args jsonb) returns public.spend_requests
language plpgsql stable security definer set search_path = '' as $$
begin
  r.category := app.arg_choice(args, 'category', 'lawyer', 'bail', 'court_costs', 'family', 'printing', 'other');
  r.amount_minor := app.arg_minor(args, 'amountMinor');
  r.currency := app.arg_currency(args, 'currency');
  r.payee_sealed := app.arg(args, 'payeeSealed', 2000);
  r.account_sealed := app.arg_optional(args, 'accountSealed', 2000);
  r.account_key := app.arg_optional(args, 'accountKey', 64);
  r.purpose_sealed := app.arg(args, 'purposeSealed', 8000);
  r.due_on := case when coalesce(args ->> 'dueOn', '') <> '' then app.arg_day(args, 'dueOn') end;
  r.person_id := app.arg_optional_id(args, 'person');
  if r.person_id is not null and not exists (select from public.people p where p.id = r.person_id and p.campaign_id = r.campaign_id) then
    perform app.fail('RN400', 'choice', 'person');
  end if;
  r.case_code := coalesce(app.arg_optional(args, 'caseCode', 40), '');
  r.level := app.arg_choice(args, 'level', 'public', 'donors', 'treasurers');
  r.public_note := app.arg_public_note(r.campaign_id, args);
  return r;
end $$;

create function app.spend_request(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests;
begin
  r.campaign_id := app.arg_id(args, 'campaign');
  perform app.need(r.campaign_id, 'spend.request');
  r.id := app.arg_id(args, 'id');
  r.reference := app.arg(args, 'reference', 25);
  if r.reference !~ '^RF[0-9]{2}[A-Z0-9]{1,21}$' then perform app.fail('RN400', 'reference', 'reference'); end if;
  r := app.spend_fields(r, args);
  perform app.fund_lock(r.campaign_id);
  if exists (select from public.spend_requests x where x.id = r.id) then perform app.fail('RN409', 'taken', 'id'); end if;
  insert into public.spend_requests (id, campaign_id, number, reference, category, amount_minor, currency, payee_sealed, account_sealed,
    account_key, purpose_sealed, due_on, person_id, case_code, level, public_note, requested_by)
  values (r.id, r.campaign_id, coalesce((select max(x.number) from public.spend_requests x where x.campaign_id = r.campaign_id), 0) + 1,
    r.reference, r.category, r.amount_minor, r.currency, r.payee_sealed, r.account_sealed, r.account_key, r.purpose_sealed, r.due_on,
    r.person_id, r.case_code, r.level, r.public_note, app.uid());
  perform app.spend_act(r, 'asked');
  return jsonb_build_object('request', r.id);
end $$;
create function app.op_spend_request(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_request(args); end $$;

create function app.spend_edit(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'request'));
begin
  -- Somebody else's words are not put into a request: who says yes could write what they say yes to.
  if r.requested_by is distinct from app.uid() then perform app.fail('RN404', 'not_found'); end if;
  if r.state <> 'waiting' then perform app.fail('RN409', 'spend_state', 'request'); end if;
  if app.arg_version(args) <> r.version then perform app.fail('RN412', 'stale', 'version'); end if;
  r := app.spend_fields(r, args);
  update public.spend_requests x set (category, amount_minor, currency, payee_sealed, account_sealed, account_key, purpose_sealed, due_on, person_id,
      case_code, level, public_note, version)
    = (r.category, r.amount_minor, r.currency, r.payee_sealed, r.account_sealed, r.account_key, r.purpose_sealed, r.due_on, r.person_id,
      r.case_code, r.level, r.public_note, r.version + 1)
  where x.id = r.id;
  perform app.spend_act(r, 'edited');
  return jsonb_build_object('version', r.version + 1);
end $$;
create function app.op_spend_edit(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_edit(args); end $$;

create function app.arg_version(args jsonb) returns integer
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(args ->> 'version', '') !~ '^[1-9][0-9]{0,8}$' then perform app.fail('RN400', 'number', 'version'); end if;
  return (args ->> 'version')::integer;
end $$;

create function app.spend_today(campaign uuid) returns date
language sql stable security definer set search_path = '' as $$
  select (now() at time zone c.tz)::date from public.campaigns c where c.id = $1
$$;

-- Commits what is approved, or lets go of what is not needed any more.
create function app.spend_commit(r public.spend_requests, sort text, minor bigint) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  entry uuid := gen_random_uuid();
  sign integer := case $2 when 'commitment' then -1 else 1 end;
begin
  perform app.fund_book((r).campaign_id, entry, $2, app.spend_today((r).campaign_id), (r).currency, $3, (r).reference,
    jsonb_build_array(jsonb_build_object('kind', 'commitments', 'minor', sign * $3), jsonb_build_object('kind', 'reserved', 'minor', -sign * $3)),
    jsonb_build_object('category', (r).category, 'refKind', 'request', 'refId', (r).id));
  return entry;
end $$;

/* ---------------------------------------------------------------- saying yes or no */

-- Yeses to this version by people who are treasurers now; `others` without whoever asked.
create function app.spend_yes(r public.spend_requests, out n integer, out others integer)
language sql stable security definer set search_path = '' as $$
  select count(*)::integer, (count(*) filter (where a.created_by is distinct from (r).requested_by))::integer
  from public.spend_approvals a join public.members m on m.user_id = a.created_by and m.campaign_id = a.campaign_id and m.disabled_at is null
    join public.member_roles o on o.id = m.id
  where a.request_id = (r).id and a.version = (r).version
    and exists (select from app.role_permissions p where p.permission = 'fund.write' and p.role = any (o.roles))
$$;

create function app.spend_wanted(r public.spend_requests) returns integer
language sql stable security definer set search_path = '' as $$
  select case when (r).amount_minor <= app.spend_limit((r).campaign_id, (r).currency) then 1 else 2 end
$$;

-- Up to the limit one treasurer says yes, never to what they asked for; above it two different ones, of whom one may have asked.
create function app.spend_approve(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'request'));
  yes record;
begin
  perform app.need(r.campaign_id, 'fund.write');
  if app.arg_version(args) <> r.version then perform app.fail('RN412', 'stale', 'version'); end if;
  if r.state <> 'waiting' then perform app.fail('RN409', 'spend_state', 'request'); end if;
  if r.requested_by = app.uid() and app.spend_wanted(r) = 1 then perform app.fail('RN409', 'own_request', 'request'); end if;
  if exists (select from public.spend_approvals a where a.request_id = r.id and a.version = r.version and a.created_by = app.uid()) then
    perform app.fail('RN409', 'approved_already', 'request');
  end if;
  insert into public.spend_approvals (campaign_id, request_id, version, created_by) values (r.campaign_id, r.id, r.version, app.uid());
  perform app.spend_act(r, 'approved');
  select * into yes from app.spend_yes(r);
  if yes.n >= app.spend_wanted(r) and yes.others > 0 then
    perform app.spend_commit(r, 'commitment', r.amount_minor);
    update public.spend_requests x set state = 'approved', committed_minor = x.amount_minor, decided_at = now() where x.id = r.id;
    perform app.spend_act(r, 'committed');
  end if;
  return jsonb_build_object('state', (select x.state from public.spend_requests x where x.id = r.id));
end $$;
create function app.op_spend_approve(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_approve(args); end $$;

-- `refused` by a treasurer, `withdrawn` by whoever asked. What was approved is taken back by treasurers, as long as nothing was paid.
create function app.spend_end(args jsonb, ending text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'request'));
  writes boolean := app.can(r.campaign_id, 'fund.write');
begin
  if ending = 'refused' or r.requested_by is distinct from app.uid() then perform app.need(r.campaign_id, 'fund.write'); end if;
  if r.state not in ('waiting', 'approved') or r.state = 'approved' and not writes then perform app.fail('RN409', 'spend_state', 'request'); end if;
  update public.spend_requests x set state = ending, committed_minor = 0, decided_at = now(),
    reason_sealed = case ending when 'refused' then app.arg(args, 'reasonSealed', 4000) else app.arg_optional(args, 'reasonSealed', 4000) end
  where x.id = r.id;
  if r.committed_minor > 0 then perform app.spend_commit(r, 'release', r.committed_minor); end if;
  perform app.spend_act(r, ending);
  return '{}';
end $$;
create function app.op_spend_refuse(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_end(args, 'refused'); end $$;
create function app.op_spend_withdraw(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_end(args, 'withdrawn'); end $$;

/* ---------------------------------------------------------------- paying */

-- Lets go of the rest of what was paid with less.
create function app.spend_let_go(request uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests;
begin
  select * into r from public.spend_requests x where x.id = $1;
  update public.spend_requests x set state = 'paid', committed_minor = 0, release_id = app.spend_commit(r, 'release', r.committed_minor)
  where x.id = r.id;
end $$;

-- Books one payment and answers what left the account. `minor` is what it pays of the request, in its currency; `paid` what was
-- sent for it and `fee` what the bank took beside, both in the account's. Nobody's but the operations' below and the bank's.
create function app.spend_book(r public.spend_requests, payment uuid, day date, account uuid, money text, minor bigint, paid bigint, fee bigint,
  final boolean) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  bail boolean := (r).category = 'bail';
  bank jsonb := case when $4 is null then jsonb_build_object('kind', 'bank', 'currency', money) else jsonb_build_object('account', $4) end;
begin
  if (r).state not in ('approved', 'partly') then perform app.fail('RN409', 'spend_state', 'request'); end if;
  if minor > (r).amount_minor - (r).paid_minor then perform app.fail('RN400', 'spend_over', 'amountMinor'); end if;
  if money = (r).currency and paid <> minor then perform app.fail('RN400', 'amount', 'paidMinor'); end if;
  perform app.fund_book((r).campaign_id, payment, case when bail then 'bail_posted' else 'payment' end, $3, (r).currency, minor, (r).reference,
    jsonb_build_array(
      jsonb_build_object('kind', case when bail then 'bail' else 'expenses' end, 'minor', minor),
      jsonb_build_object('kind', 'commitments', 'minor', minor), jsonb_build_object('kind', 'reserved', 'minor', -minor),
      bank || jsonb_build_object('minor', -paid - fee))
      || case when fee > 0 then jsonb_build_array(jsonb_build_object('kind', 'fees', 'currency', money, 'minor', fee)) else '[]' end
      || case when money <> (r).currency then jsonb_build_array(
        jsonb_build_object('kind', 'exchange', 'minor', -minor), jsonb_build_object('kind', 'exchange', 'currency', money, 'minor', paid)) else '[]' end,
    jsonb_build_object('category', (r).category, 'level', (r).level, 'publicNote', (r).public_note, 'refKind', 'request', 'refId', (r).id));
  insert into public.spend_payments (id, campaign_id, request_id, entry_id, account_id, day, currency, minor, paid_currency, paid_minor, fee_minor, created_by)
  values (payment, (r).campaign_id, (r).id, payment, (select b.id from public.bank_accounts b where b.id = $4), $3, (r).currency, minor, money, paid, fee, app.uid());
  update public.spend_requests x set paid_minor = x.paid_minor + minor, committed_minor = x.committed_minor - minor,
    state = case when x.paid_minor + minor = x.amount_minor then 'paid' else 'partly' end
  where x.id = (r).id;
  perform app.spend_act(r, 'paid');
  if final and (r).paid_minor + minor < (r).amount_minor then perform app.spend_let_go((r).id); end if;
  return paid + fee;
end $$;

create function app.spend_pay(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'request'));
  account uuid := app.arg_optional_id(args, 'account');
  minor bigint := app.arg_minor(args, 'amountMinor');
  money text := r.currency;
begin
  perform app.need(r.campaign_id, 'fund.write');
  if account is not null then money := app.fund_bank_currency(r.campaign_id, account, 'account'); end if;
  perform app.spend_book(r, app.arg_id(args, 'id'), app.arg_day(args, 'valueDate'), account, money, minor,
    case when money = r.currency then minor else app.arg_minor(args, 'paidMinor') end,
    coalesce(app.arg_minor_optional(args, 'feeMinor'), 0), coalesce(app.arg_flag(args, 'final'), false));
  return jsonb_build_object('state', (select x.state from public.spend_requests x where x.id = r.id));
end $$;
create function app.op_spend_pay(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_pay(args); end $$;

-- The payment is reversed, what was let go comes back, and the request stands open as before.
create function app.spend_take_back(payment uuid, reversal uuid, reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  p public.spend_payments;
  r public.spend_requests;
begin
  select * into p from public.spend_payments x where x.id = $1;
  r := app.spend_hold(p.request_id);
  select * into p from public.spend_payments x where x.id = $1 for update;
  if p.undone_at is not null then perform app.fail('RN409', 'reversed', 'payment'); end if;
  perform app.fund_reverse(p.entry_id, $2, $3);
  if r.release_id is not null then perform app.fund_reverse(r.release_id, gen_random_uuid(), $3); end if;
  update public.spend_payments x set undone_at = now() where x.id = p.id;
  update public.spend_requests x set paid_minor = x.paid_minor - p.minor, committed_minor = x.amount_minor - x.paid_minor + p.minor, release_id = null,
    state = case when x.paid_minor = p.minor then 'approved' else 'partly' end
  where x.id = r.id;
  perform app.spend_act(r, 'unpaid');
end $$;

create function app.spend_unpay(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  p public.spend_payments;
begin
  select * into p from public.spend_payments x where x.id = app.arg_id(args, 'payment');
  perform app.need(p.campaign_id, 'fund.write');
  perform app.fund_lock(p.campaign_id);
  if exists (select from public.bank_matches m where m.entry_id = p.entry_id and m.undone_at is null) then
    perform app.fail('RN409', 'undo_there', 'reason');
  end if;
  perform app.spend_take_back(p.id, app.arg_id(args, 'id'), app.arg(args, 'reason', 400));
  return '{}';
end $$;
create function app.op_spend_unpay(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_unpay(args); end $$;

create function app.spend_close(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'request'));
begin
  perform app.need(r.campaign_id, 'fund.write');
  if r.state <> 'partly' then perform app.fail('RN409', 'spend_state', 'request'); end if;
  perform app.spend_let_go(r.id);
  perform app.spend_act(r, 'closed');
  return '{}';
end $$;
create function app.op_spend_close(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_close(args); end $$;

-- How much of its lines others see; whoever pays decides it, for what is booked already as well.
create function app.spend_show(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'request'));
  seen text := app.arg_choice(args, 'level', 'public', 'donors', 'treasurers');
  words text;
begin
  perform app.need(r.campaign_id, 'fund.write');
  words := app.arg_public_note(r.campaign_id, args);
  update public.spend_requests x set level = seen, public_note = words where x.id = r.id;
  update public.fund_entries e set level = seen, public_note = words
  where e.id in (select p.entry_id from public.spend_payments p where p.request_id = r.id)
    or e.reverses in (select p.entry_id from public.spend_payments p where p.request_id = r.id);
  perform app.spend_act(r, 'shown');
  return '{}';
end $$;
create function app.op_spend_show(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_show(args); end $$;

/* ---------------------------------------------------------------- receipts, limits, taking the list away */

create function app.spend_receive(args jsonb, act text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold(app.arg_id(args, 'request'));
  own boolean := r.requested_by is not distinct from app.uid();
begin
  if act = 'opened' then
    if not exists (select from public.spend_receipts x where x.id = app.arg_id(args, 'receipt') and x.request_id = r.id) then perform app.fail('RN404', 'not_found'); end if;
    perform app.spend_act(r, 'receipt_opened');
    return '{}';
  end if;
  if not own then perform app.need(r.campaign_id, 'fund.write'); end if;
  if act = 'added' then
    if r.state in ('refused', 'withdrawn') then perform app.fail('RN409', 'spend_state', 'request'); end if;
    if not exists (select from public.files f where f.id = app.arg_id(args, 'file') and f.campaign_id = r.campaign_id and f.kind = 'receipt')
      or exists (select from public.spend_receipts x where x.file_id = app.arg_id(args, 'file')) then
      perform app.fail('RN400', 'file_broken', 'file');
    end if;
    if (select count(*) from public.spend_receipts x where x.request_id = r.id and x.removed_at is null) >= 20 then perform app.fail('RN409', 'receipts_full', 'file'); end if;
    insert into public.spend_receipts (id, campaign_id, request_id, file_id, created_by)
    values (app.arg_id(args, 'id'), r.campaign_id, r.id, app.arg_id(args, 'file'), app.uid());
  else
    -- What money went out by stays with it.
    if r.state <> 'waiting' then perform app.fail('RN409', 'spend_state', 'request'); end if;
    update public.spend_receipts x set removed_at = now(), file_id = null
    where x.id = app.arg_id(args, 'receipt') and x.request_id = r.id and x.removed_at is null;
    if not found then perform app.fail('RN404', 'not_found'); end if;
  end if;
  -- Who said yes had read other papers.
  if r.state = 'waiting' then update public.spend_requests x set version = x.version + 1 where x.id = r.id; end if;
  perform app.spend_act(r, 'receipt_' || act);
  return '{}';
end $$;
create function app.op_spend_receipt(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_receive(args, 'added'); end $$;
create function app.op_spend_remove_receipt(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_receive(args, 'removed'); end $$;
create function app.op_spend_open_receipt(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_receive(args, 'opened'); end $$;

create function app.spend_set_limit(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  money text;
  upto bigint;
begin
  perform app.need(campaign, 'team.manage');
  money := app.arg_currency(args, 'currency');
  upto := coalesce(app.arg_minor_optional(args, 'limitMinor'), 0);
  insert into public.spend_limits as l (campaign_id, currency, limit_minor) values (campaign, money, upto)
  on conflict (campaign_id, currency) do update set limit_minor = excluded.limit_minor;
  return '{}';
end $$;
create function app.op_spend_set_limit(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_set_limit(args); end $$;

create function app.spend_export(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'fund.read');
  insert into public.spend_acts (id, campaign_id, kind, created_by) values (app.arg_id(args, 'id'), campaign, 'exported', app.uid());
  return '{}';
end $$;
create function app.op_spend_export(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$ begin return app.spend_export(args); end $$;

/* ---------------------------------------------------------------- reading */

create function app.spend_waits_for_me(r public.spend_requests) returns boolean
language sql stable security definer set search_path = '' as $$
  select (r).state = 'waiting' and app.can((r).campaign_id, 'fund.write')
    and ((r).requested_by is distinct from app.uid() or app.spend_wanted(r) > 1)
    and not exists (select from public.spend_approvals a where a.request_id = (r).id and a.version = (r).version and a.created_by = app.uid())
$$;

create function app.spend_name(campaign uuid, who uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.display_name from public.members m where m.campaign_id = $1 and m.user_id = $2
$$;

create function app.spend_json(r public.spend_requests) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', (r).id, 'number', (r).number, 'reference', (r).reference, 'category', (r).category, 'minor', (r).amount_minor::text,
    'currency', (r).currency, 'dueOn', (r).due_on, 'caseCode', (r).case_code, 'level', (r).level, 'publicNote', (r).public_note, 'state', (r).state,
    'version', (r).version, 'paidMinor', (r).paid_minor::text, 'committedMinor', (r).committed_minor::text, 'own', (r).requested_by is not distinct from app.uid(),
    'by', app.spend_name((r).campaign_id, (r).requested_by), 'at', (r).created_at, 'decidedAt', (r).decided_at,
    'person', (select p.code from public.people p where p.id = (r).person_id), 'personId', (r).person_id,
    'receipts', (select count(*) from public.spend_receipts x where x.request_id = (r).id and x.removed_at is null),
    'yes', (select y.n from app.spend_yes(r) y), 'wanted', app.spend_wanted(r), 'forMe', app.spend_waits_for_me(r))
$$;

-- Newest first; whoever does not read the fund gets what they asked for. `filter`: state, category, currency, person, mine, forMe, late.
create function public.spend_page(campaign uuid, filter jsonb, before timestamptz default null, before_id uuid default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  reads boolean := app.can($1, 'fund.read');
begin
  if not reads and not app.can($1, 'spend.request') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(app.spend_json(r) order by r.created_at desc, r.id desc) from (
    select * from public.spend_requests x where x.campaign_id = $1
      and (reads and coalesce(filter ->> 'mine', '') = '' or x.requested_by = app.uid())
      and ($3 is null or (x.created_at, x.id) < ($3, $4))
      and (coalesce(filter ->> 'state', '') = '' or x.state = filter ->> 'state')
      and (coalesce(filter ->> 'category', '') = '' or x.category = filter ->> 'category')
      and (coalesce(filter ->> 'currency', '') = '' or x.currency = filter ->> 'currency')
      and (coalesce(filter ->> 'person', '') = '' or x.person_id = (filter ->> 'person')::uuid)
      and (coalesce(filter ->> 'late', '') = '' or x.state in ('waiting', 'approved', 'partly') and x.due_on < app.spend_today($1))
      and (coalesce(filter ->> 'forMe', '') = '' or app.spend_waits_for_me(x))
    order by x.created_at desc, x.id desc limit least(greatest($5, 1), 501)) r), '[]');
end $$;

-- One request with all that is sealed of it, for those who decide and for whoever asked.
create function public.spend_one(campaign uuid, request uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  r public.spend_requests;
begin
  select * into r from public.spend_requests x where x.id = $2 and x.campaign_id = $1;
  if r.id is null or not app.spend_sees(r) then return null; end if;
  return app.spend_json(r) || jsonb_build_object('payeeSealed', r.payee_sealed, 'accountSealed', r.account_sealed, 'purposeSealed', r.purpose_sealed,
    'reasonSealed', r.reason_sealed, 'limitMinor', app.spend_limit(r.campaign_id, r.currency)::text,
    'treasurers', (select count(*) from public.members m join public.member_roles o on o.id = m.id where m.campaign_id = r.campaign_id
      and m.disabled_at is null and 'treasurer' = any (o.roles)),
    'papers', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'at', x.created_at, 'type', f.type, 'size', f.size,
        'by', app.spend_name(r.campaign_id, x.created_by)) order by x.created_at, x.id)
      from public.spend_receipts x join public.files f on f.id = x.file_id where x.request_id = r.id and x.removed_at is null), '[]'),
    'payments', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'day', p.day, 'minor', p.minor::text, 'paidCurrency', p.paid_currency,
        'paidMinor', p.paid_minor::text, 'feeMinor', p.fee_minor::text, 'account', b.name, 'undone', p.undone_at is not null,
        'byBank', exists (select from public.bank_matches m where m.entry_id = p.entry_id and m.undone_at is null)) order by p.created_at, p.id)
      from public.spend_payments p left join public.bank_accounts b on b.id = p.account_id where p.request_id = r.id), '[]'),
    'acts', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'at', a.created_at, 'by', app.spend_name(r.campaign_id, a.created_by))
        order by a.created_at, a.id)
      from public.spend_acts a where a.request_id = r.id and (a.kind <> 'receipt_opened' or app.can(r.campaign_id, 'fund.read'))), '[]'));
end $$;

-- What forms offer: codes of people and cases, limits, and for those who pay the accounts.
create function public.spend_choices(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'spend.request') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object(
    'people', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'code', p.code) order by p.code) from public.people p where p.campaign_id = $1), '[]'),
    'cases', coalesce((select jsonb_agg(c.code order by c.code) from public.cases c where c.campaign_id = $1), '[]'),
    'limits', coalesce((select jsonb_agg(jsonb_build_object('currency', l.currency, 'minor', l.limit_minor::text) order by l.currency)
      from public.spend_limits l where l.campaign_id = $1 and l.limit_minor > 0), '[]'),
    'accounts', case when app.can($1, 'fund.write') then coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'currency', b.currency) order by b.created_at)
      from public.bank_accounts b where b.campaign_id = $1 and b.closed_at is null), '[]') else '[]' end);
end $$;

-- What waits: for this reader's yes, to be paid, past its day.
create function public.spend_todo(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return (select jsonb_build_object('forMe', count(*) filter (where app.spend_waits_for_me(x)), 'waiting', count(*) filter (where x.state = 'waiting'),
    'toPay', count(*) filter (where x.state in ('approved', 'partly')), 'late', count(*) filter (where x.due_on < app.spend_today($1)))
    from public.spend_requests x where x.campaign_id = $1 and x.state in ('waiting', 'approved', 'partly'));
end $$;

-- A receipt, sealed, for whoever sees its request and has written down that they open it.
create function public.spend_receipt(campaign uuid, receipt uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  r public.spend_requests;
  f public.files;
begin
  select q.* into r from public.spend_receipts x join public.spend_requests q on q.id = x.request_id
  where x.id = $2 and x.campaign_id = $1 and x.removed_at is null;
  if r.id is null or not app.spend_sees(r) or not exists (select from public.spend_acts a where a.request_id = r.id and a.kind = 'receipt_opened'
      and a.created_by = app.uid() and a.created_at > now() - interval '5 minutes') then return null; end if;
  select y.* into f from public.spend_receipts x join public.files y on y.id = x.file_id where x.id = $2;
  return case when f.id is not null then app.file_sealed(f) end;
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.spend_limits', 'public.spend_requests', 'public.spend_approvals', 'public.spend_receipts',
  'public.spend_payments', 'public.spend_acts']::regclass[]) t;
grant select on public.spend_limits, public.spend_approvals, public.spend_receipts, public.spend_payments, public.spend_acts to authenticated;
grant select (id, campaign_id, number, reference, category, amount_minor, currency, due_on, person_id, case_code, level, public_note, state, version,
  paid_minor, committed_minor, release_id, requested_by, created_at, decided_at) on public.spend_requests to authenticated;
create policy "Those who ask for money see up to what one yes is enough" on public.spend_limits for select to authenticated
  using (campaign_id in (select app.my_campaigns('spend.request')));
create policy "Those who read the fund and whoever asked see requests" on public.spend_requests for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')) or requested_by = (select app.uid()) and campaign_id in (select app.my_campaigns('spend.request')));
create policy "Those who read the fund see who said yes" on public.spend_approvals for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see which receipts there are" on public.spend_receipts for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what was paid" on public.spend_payments for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund see what happened to requests" on public.spend_acts for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));

-- Neither whom nor which case it is about: amounts and states.
select app.track('public.spend_limits', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'currency', 'limit_minor', 'created_at']);
select app.track('public.spend_requests', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'number', 'category', 'amount_minor', 'currency',
  'due_on', 'level', 'state', 'version', 'paid_minor', 'committed_minor', 'requested_by', 'created_at', 'decided_at']);
select app.track('public.spend_approvals', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'request_id', 'version', 'created_by', 'created_at']);
select app.track('public.spend_receipts', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'request_id', 'created_by', 'created_at', 'removed_at']);
select app.track('public.spend_payments', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'request_id', 'entry_id', 'account_id', 'day',
  'currency', 'minor', 'paid_currency', 'paid_minor', 'fee_minor', 'created_by', 'created_at', 'undone_at']);
select app.track('public.spend_acts', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'request_id', 'kind', 'created_by', 'created_at']);

revoke all on function app.spend_limit(uuid, text), app.spend_act(public.spend_requests, text), app.spend_sees(public.spend_requests), app.spend_hold(uuid),
  app.plain_words(text), app.spend_names_person(uuid, text), app.arg_public_note(uuid, jsonb), app.spend_fields(public.spend_requests, jsonb),
  app.spend_request(jsonb), app.spend_edit(jsonb), app.arg_version(jsonb), app.spend_today(uuid), app.spend_commit(public.spend_requests, text, bigint),
  app.spend_yes(public.spend_requests), app.spend_wanted(public.spend_requests), app.spend_approve(jsonb), app.spend_end(jsonb, text), app.spend_let_go(uuid),
  app.spend_book(public.spend_requests, uuid, date, uuid, text, bigint, bigint, bigint, boolean), app.spend_pay(jsonb), app.spend_take_back(uuid, uuid, text),
  app.spend_unpay(jsonb), app.spend_close(jsonb), app.spend_show(jsonb), app.spend_receive(jsonb, text), app.spend_set_limit(jsonb), app.spend_export(jsonb),
  app.spend_waits_for_me(public.spend_requests), app.spend_name(uuid, uuid), app.spend_json(public.spend_requests) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.spend_request(jsonb), app.spend_edit(jsonb), app.spend_approve(jsonb), app.spend_end(jsonb, text), app.spend_pay(jsonb),
  app.spend_unpay(jsonb), app.spend_close(jsonb), app.spend_show(jsonb), app.spend_receive(jsonb, text), app.spend_set_limit(jsonb),
  app.spend_export(jsonb) to authenticated;
select app.expose('public.spend_page(uuid, jsonb, timestamptz, uuid, integer)', 'authenticated');
select app.expose('public.spend_one(uuid, uuid)', 'authenticated');
select app.expose('public.spend_choices(uuid)', 'authenticated');
select app.expose('public.spend_todo(uuid)', 'authenticated');
select app.expose('public.spend_receipt(uuid, uuid)', 'authenticated');
