-- The defence fund: a double-entry ledger in integer minor units, append only. A correction is a reversal.

create table public.fund_accounts (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('bank', 'gifts', 'fees', 'commitments', 'expenses', 'bail')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  name text not null default '',
  unique (campaign_id, kind, currency, name)
);
comment on table public.fund_accounts is 'P1: owners and treasurers.';

create table public.fund_entries (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('gift', 'reversal')),
  value_date date not null check (value_date between '2000-01-01' and '2100-01-01'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor <> 0 and abs(amount_minor) < 1000000000000000),
  donor_sealed text check (length(donor_sealed) <= 2000),
  has_donor boolean generated always as (donor_sealed is not null) stored,
  note text not null default '' check (length(note) <= 400),
  reverses uuid unique references public.fund_entries,
  rate numeric check (rate > 0),
  rate_source text,
  rate_date date,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check ((kind = 'reversal') = (reverses is not null)),
  check ((kind = 'gift') = (amount_minor > 0))
);
create index fund_entries_campaign on public.fund_entries (campaign_id, value_date desc);
create index fund_entries_created_by on public.fund_entries (created_by);
comment on table public.fund_entries is 'P1 for owners and treasurers; amount_minor is what the entry says in one figure, the postings are the truth.';
comment on column public.fund_entries.donor_sealed is 'P2';

create table public.fund_postings (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  entry_id uuid not null references public.fund_entries on delete cascade,
  account_id uuid not null references public.fund_accounts,
  currency text not null,
  amount_minor bigint not null check (amount_minor <> 0 and abs(amount_minor) < 1000000000000000)
);
create index fund_postings_entry on public.fund_postings (entry_id);
create index fund_postings_account on public.fund_postings (account_id);
create index fund_postings_campaign on public.fund_postings (campaign_id);
comment on table public.fund_postings is 'P1 for owners and treasurers: debit positive, credit negative, in minor units.';

-- Looked at when the transaction commits: an entry whose postings do not cancel out, per currency, cannot exist; nor one
-- that says another figure than its postings, is added to later than it was made, or reverses anything but its exact
-- counterpart in the same campaign.
create function app.fund_balanced() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  entry uuid := coalesce((to_jsonb(new) ->> 'entry_id')::uuid, (to_jsonb(new) ->> 'id')::uuid);
  e public.fund_entries;
begin
  select * into e from public.fund_entries x where x.id = entry;
  if (select count(*) from public.fund_postings p where p.entry_id = entry) < 2
    or exists (select 1 from public.fund_postings p where p.entry_id = entry group by p.currency having sum(p.amount_minor) <> 0)
    or exists (select 1 from public.fund_postings p join public.fund_accounts a on a.id = p.account_id
      where p.entry_id = entry and (a.currency <> p.currency or a.campaign_id <> p.campaign_id or e.campaign_id <> p.campaign_id))
    or e.created_at is distinct from now()
    or e.amount_minor is distinct from (select -sum(p.amount_minor) from public.fund_postings p join public.fund_accounts a on a.id = p.account_id
      where p.entry_id = entry and a.kind = 'gifts' and p.currency = e.currency)
    or e.reverses is not null and not exists (select 1 from public.fund_entries w where w.id = e.reverses and w.kind <> 'reversal'
      and w.campaign_id = e.campaign_id and w.currency = e.currency and w.amount_minor = -e.amount_minor) then
    raise exception 'unbalanced entry' using errcode = '23514', detail = entry::text;
  end if;
  return null;
end $$;
create constraint trigger fund_entry_balanced after insert on public.fund_entries
  deferrable initially deferred for each row execute function app.fund_balanced();
create constraint trigger fund_posting_balanced after insert on public.fund_postings
  deferrable initially deferred for each row execute function app.fund_balanced();
create trigger fund_entries_append_only before delete on public.fund_entries for each row execute function app.refuse_change();
-- An account that is deleted takes its name from its entries; nothing else of them ever changes.
create trigger fund_entries_unchanged after update on public.fund_entries for each row
  when (new.created_by is not null or to_jsonb(old) - 'created_by' is distinct from to_jsonb(new) - 'created_by')
  execute function app.refuse_change();
create trigger fund_postings_append_only before update or delete on public.fund_postings for each row execute function app.refuse_change();
create trigger fund_entries_no_truncate before truncate on public.fund_entries for each statement execute function app.refuse_change();
create trigger fund_postings_no_truncate before truncate on public.fund_postings for each statement execute function app.refuse_change();

-- What has been received, per currency: derived from the postings in the same transaction, for those who see totals only.
create table public.fund_totals (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  currency text not null,
  received_minor bigint not null default 0,
  unique (campaign_id, currency)
);
comment on table public.fund_totals is 'P1 for those who see totals; public when the campaign publishes its fund.';
create function app.fund_total_up() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if (select a.kind from public.fund_accounts a where a.id = new.account_id) = 'gifts' then
    insert into public.fund_totals as t (campaign_id, currency, received_minor) values (new.campaign_id, new.currency, -new.amount_minor)
    on conflict (campaign_id, currency) do update set received_minor = t.received_minor + excluded.received_minor;
    perform app.touch_totals(new.campaign_id);
  end if;
  return null;
end $$;
create trigger fund_total_up after insert on public.fund_postings for each row execute function app.fund_total_up();

create function app.fund_account(campaign uuid, kind text, currency text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  found_id uuid;
begin
  perform app.need(campaign, 'fund.write');
  insert into public.fund_accounts (campaign_id, kind, currency) values (campaign, kind, currency) on conflict do nothing;
  select a.id into found_id from public.fund_accounts a
  where a.campaign_id = campaign and a.kind = fund_account.kind and a.currency = fund_account.currency and a.name = '';
  return found_id;
end $$;

create function app.arg_minor(args jsonb, name text) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  -- Up to 10^15 minor units: any sum of a campaign's lifetime stays inside a bigint.
  if coalesce(args ->> name, '') !~ '^[1-9][0-9]{0,14}$' then perform app.fail('RN400', 'amount', name); end if;
  return (args ->> name)::bigint;
end $$;

create function app.op_fund_book_gift(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  entry uuid := app.arg_id(args, 'id');
  amount bigint := app.arg_minor(args, 'amountMinor');
  money text := upper(coalesce(args ->> 'currency', ''));
  day date := app.arg_day(args, 'valueDate');
begin
  perform app.need(campaign, 'fund.write');
  if day < '2000-01-01' then perform app.fail('RN400', 'date', 'valueDate'); end if;
  if money !~ '^[A-Z]{3}$' then perform app.fail('RN400', 'currency', 'currency'); end if;
  -- A bank never dates a receipt after tomorrow; a later day is a slip of the hand.
  if day > (now() at time zone (select c.tz from public.campaigns c where c.id = campaign))::date + 1 then
    perform app.fail('RN400', 'future', 'valueDate');
  end if;
  insert into public.fund_entries (id, campaign_id, kind, value_date, currency, amount_minor, donor_sealed, note, created_by)
  values (entry, campaign, 'gift', day, money, amount, app.arg_optional(args, 'donorSealed', 2000), coalesce(app.arg_optional(args, 'note', 400), ''), app.uid());
  insert into public.fund_postings (campaign_id, entry_id, account_id, currency, amount_minor) values
    (campaign, entry, app.fund_account(campaign, 'bank', money), money, amount),
    (campaign, entry, app.fund_account(campaign, 'gifts', money), money, -amount);
  return jsonb_build_object('entry', entry);
end $$;

create function app.op_fund_reverse(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  entry uuid := app.arg_id(args, 'id');
  was public.fund_entries;
begin
  select * into was from public.fund_entries e where e.id = app.arg_id(args, 'entry');
  perform app.need(was.campaign_id, 'fund.write');
  if was.kind = 'reversal' or exists (select 1 from public.fund_entries e where e.reverses = was.id) then
    perform app.fail('RN409', 'reversed', 'entry');
  end if;
  insert into public.fund_entries (id, campaign_id, kind, value_date, currency, amount_minor, note, reverses, created_by)
  values (entry, was.campaign_id, 'reversal', was.value_date, was.currency, -was.amount_minor, app.arg(args, 'reason', 400), was.id, app.uid());
  insert into public.fund_postings (campaign_id, entry_id, account_id, currency, amount_minor)
  select p.campaign_id, entry, p.account_id, p.currency, -p.amount_minor from public.fund_postings p where p.entry_id = was.id;
  return jsonb_build_object('entry', entry);
end $$;

select app.protect(t) from unnest(array['public.fund_accounts', 'public.fund_entries', 'public.fund_postings', 'public.fund_totals']::regclass[]) t;
grant select on public.fund_accounts, public.fund_entries, public.fund_postings, public.fund_totals to authenticated;
grant insert (id, campaign_id, kind, value_date, currency, amount_minor, donor_sealed, note, reverses, created_by) on public.fund_entries to authenticated;
grant insert (campaign_id, entry_id, account_id, currency, amount_minor) on public.fund_postings to authenticated;

create policy "Those who read the fund read its accounts" on public.fund_accounts for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Those who read the fund read its entries" on public.fund_entries for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Treasurers book in their own name" on public.fund_entries for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('fund.write')) and created_by = (select app.uid()));
create policy "Those who read the fund read its postings" on public.fund_postings for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
create policy "Treasurers post to entries of their campaign" on public.fund_postings for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('fund.write'))
    and exists (select 1 from public.fund_entries e where e.id = entry_id and e.campaign_id = fund_postings.campaign_id));
create policy "Those who see totals see what was received" on public.fund_totals for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.totals')));

select app.track('public.fund_entries', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'kind', 'value_date', 'currency',
  'amount_minor', 'has_donor', 'note', 'reverses', 'created_by', 'created_at']);
select app.track('public.fund_totals', 'campaign', 'campaign_id', 'figures', array['id', 'campaign_id', 'currency', 'received_minor']);
revoke all on function app.fund_balanced(), app.fund_total_up(), app.fund_account(uuid, text, text), app.arg_minor(jsonb, text) from public;
select app.open_to_members();
grant execute on function app.fund_account(uuid, text, text) to authenticated;
