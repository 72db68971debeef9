-- The ledger as an accountant takes it: by day, with all postings, whole or of a period. Who took which is written down.

create table public.fund_exports (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  format text not null check (format in ('csv', 'ledger', 'beancount')),
  from_day date,
  to_day date,
  n integer not null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index fund_exports_campaign on public.fund_exports (campaign_id, created_at desc);
create index fund_exports_created_by on public.fund_exports (created_by);
comment on table public.fund_exports is 'P1 for owners and treasurers.';

create function app.fund_export(campaign uuid, args jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  chosen text := app.arg_choice(args, 'format', 'csv', 'ledger', 'beancount');
  since date := case when coalesce(args ->> 'from', '') <> '' then app.arg_day(args, 'from') end;
  until date := case when coalesce(args ->> 'to', '') <> '' then app.arg_day(args, 'to') end;
  amount integer;
begin
  perform app.need($1, 'fund.read');
  if until < since then perform app.fail('RN400', 'period', 'to'); end if;
  select count(*) into amount from public.fund_entries e where e.campaign_id = $1
    and (since is null or e.value_date >= since) and (until is null or e.value_date <= until);
  insert into public.fund_exports (id, campaign_id, format, from_day, to_day, n, created_by)
  values (app.arg_id(args, 'id'), $1, chosen, since, until, amount, app.uid());
  return amount;
end $$;
create function app.op_fund_export(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return jsonb_build_object('n', app.fund_export(app.arg_id(args, 'campaign'), args));
end $$;

-- One page of entries by day, oldest first, with their postings; `after_day` and `after_id` are those of the last one seen.
create function public.fund_books(campaign uuid, period jsonb, after_day date default null, after_id uuid default null, n integer default 500) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  closed date := coalesce(app.fund_closed_until($1), '1900-01-01');
  report text := app.fund_report_currency($1);
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'day', e.value_date, 'currency', e.currency,
      'minor', e.amount_minor::text, 'note', e.note, 'category', e.category, 'level', e.level, 'refKind', e.ref_kind, 'refId', e.ref_id,
      'reverses', e.reverses, 'of', w.kind, 'rate', trim_scale(e.rate)::text, 'rateSource', e.rate_source, 'rateDate', e.rate_date,
      'converted', e.converted_minor::text, 'at', e.created_at, 'closed', e.value_date <= closed, 'postings', (
        select jsonb_agg(jsonb_build_object('account', a.id, 'kind', a.kind, 'name', a.name, 'currency', p.currency, 'minor', p.amount_minor::text,
          'converted', app.fund_convert(p.amount_minor, p.currency, report, case p.currency when e.currency then e.rate when report then 1 end)::text)
          order by p.amount_minor < 0, a.kind, p.id)
        from public.fund_postings p join public.fund_accounts a on a.id = p.account_id where p.entry_id = e.id)) order by e.value_date, e.id)
    from (select * from public.fund_entries x where x.campaign_id = $1
        and ($3 is null or (x.value_date, x.id) > ($3, $4))
        and (period ->> 'from' is null or x.value_date >= (period ->> 'from')::date)
        and (period ->> 'to' is null or x.value_date <= (period ->> 'to')::date)
      order by x.value_date, x.id limit least(greatest($5, 1), 500)) e
    left join public.fund_entries w on w.id = e.reverses), '[]');
end $$;

-- The accounts, with what they held before the period.
create function public.fund_books_start(campaign uuid, from_day date default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object('report', app.fund_report_currency($1), 'accounts', coalesce((
    select jsonb_agg(jsonb_build_object('account', a.id, 'kind', a.kind, 'name', a.name, 'currency', a.currency, 'opening', case when $2 is null then '0'
        else coalesce((select sum(p.amount_minor) from public.fund_postings p join public.fund_entries e on e.id = p.entry_id
          where p.account_id = a.id and e.value_date < $2), 0)::text end) order by a.id)
    from public.fund_accounts a where a.campaign_id = $1), '[]'));
end $$;

select app.protect('public.fund_exports');
grant select on public.fund_exports to authenticated;
create policy "Those who read the fund read who took it along" on public.fund_exports for select to authenticated
  using (campaign_id in (select app.my_campaigns('fund.read')));
select app.track('public.fund_exports', 'campaign', 'campaign_id', 'treasury', array['id', 'campaign_id', 'format', 'from_day', 'to_day', 'n', 'created_by', 'created_at']);
revoke all on function app.fund_export(uuid, jsonb) from public;
select app.open_to_members();
grant execute on function app.fund_export(uuid, jsonb) to authenticated;
select app.expose('public.fund_books(uuid, jsonb, date, uuid, integer)', 'authenticated');
select app.expose('public.fund_books_start(uuid, date)', 'authenticated');
