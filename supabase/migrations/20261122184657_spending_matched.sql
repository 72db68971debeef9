-- What was approved is offered to the lines of the bank: a line that pays it is suggested with its reasons, books the payment of
-- the request, and takes it back when it is undone.

alter table public.bank_matches drop constraint bank_matches_kind_check;
alter table public.bank_matches add constraint bank_matches_kind_check check (kind in ('pledge', 'gift', 'fee', 'payment', 'transfer', 'entry',
  'return', 'request'));
create index spend_requests_account on public.spend_requests (campaign_id, account_key) where state in ('approved', 'partly') and account_key is not null;

-- `gross` is what the line pays of the request, in the line's currency, `fee` what the bank took beside. In another currency one
-- line pays all that is left.
create function app.bank_pays(l public.bank_lines, request uuid, payment uuid, gross bigint, fee bigint) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.spend_requests := app.spend_hold($2);
begin
  if r.campaign_id <> (l).campaign_id then perform app.fail('RN404', 'not_found'); end if;
  return -app.spend_book(r, $3, app.bank_day(l), (l).account_id, (l).currency,
    case when (l).currency = r.currency then $4 else r.amount_minor - r.paid_minor end, $4, $5, false);
exception when sqlstate 'RN400' then
  -- Told at the line: the form of the bank has no field of the request's.
  if sqlerrm = 'spend_over' then perform app.fail('RN400', 'spend_over', 'parts'); end if;
  raise;
end $$;

create or replace function public.bank_candidates(campaign uuid, lines uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'fund.read') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((
    with l as materialized (
      select * from public.bank_lines x where x.campaign_id = $1 and x.id = any ($2)
    ),
    -- Payers of earlier lines, with the pledges that were theirs: by their account, and by name where the bank tells no account.
    -- Each from its own index, and of somebody who gives every week only the last.
    earlier as (
      select l.id as line, o.id as other, m.pledge_id, m.kind, true as by_account
      from l cross join lateral (
        select x.id from public.bank_lines x where x.campaign_id = $1 and x.iban_key = l.iban_key and x.id <> l.id and x.state in ('matched', 'split')
        order by x.booked_on desc limit 12) o
        join public.bank_matches m on m.line_id = o.id and m.undone_at is null
      where l.iban_key is not null
      union all
      select l.id, o.id, m.pledge_id, m.kind, false
      from l cross join lateral (
        select x.id from public.bank_lines x where x.campaign_id = $1 and x.name_key = l.name_key and x.id <> l.id and x.state in ('matched', 'split')
        order by x.booked_on desc limit 12) o
        join public.bank_matches m on m.line_id = o.id and m.undone_at is null
      where l.iban_key is null and l.name_key is not null
    ),
    p as (
      select l.id as line, p.id as pledge, 'reference' as how from l join public.pledges p on p.reference = l.reference and p.campaign_id = $1
      where l.amount_minor > 0
      union
      select l.id, p.id, 'near' from l join public.pledges p on p.reference = any (l.near) and p.campaign_id = $1
      where l.amount_minor > 0 and cardinality(l.near) > 0
      union
      select e.line, p.id, case when e.by_account then 'account' else 'payer' end from earlier e join public.pledges was on was.id = e.pledge_id
        join public.pledges p on p.campaign_id = $1 and p.id <> was.id and (p.email_key = was.email_key or p.name_key = was.name_key)
        join l on l.id = e.line
      where l.amount_minor > 0 and p.state in ('open', 'partly', 'expired')
      union
      select l.id, n.id, 'name' from l cross join lateral (
        select p.id from public.pledges p where p.campaign_id = $1 and p.name_key = l.name_key and p.state in ('open', 'partly', 'expired')
        order by p.created_at desc limit 3) n
      where l.amount_minor > 0 and l.name_key is not null
      union
      -- The nearest in time before the line, of the very amount; then of a little more, as banks keep some.
      select l.id, n.id, 'amount' from l cross join lateral (
        (select p.id from public.pledges p where p.campaign_id = $1 and p.currency = l.currency and p.amount_minor = l.amount_minor + coalesce(l.charges_minor, 0)
          and p.state in ('open', 'partly', 'expired') and p.created_at < l.booked_on + 2 and p.created_at > l.booked_on - 60 order by p.created_at desc limit 2)
        union all
        (select p.id from public.pledges p where p.campaign_id = $1 and p.currency = l.currency
          and p.amount_minor > l.amount_minor and p.amount_minor <= l.amount_minor + l.amount_minor / 20 + 3000
          and p.state in ('open', 'partly', 'expired') and p.created_at < l.booked_on + 2 and p.created_at > l.booked_on - 30
          order by p.amount_minor limit 2)) n
      where l.amount_minor > 0 and l.reference is null
    ),
    found as (
      select p.line, 'pledge:' || x.id as target, jsonb_build_object('kind', 'pledge', 'id', x.id, 'how', jsonb_agg(distinct p.how),
        'reference', x.reference, 'currency', x.currency, 'minor', x.amount_minor::text, 'received', x.received_minor::text, 'state', x.state,
        'day', (x.created_at at time zone 'UTC')::date, 'nameSealed', x.name_sealed) as what
      from p join public.pledges x on x.id = p.pledge group by p.line, x.id
      union all
      -- Entries that were booked by hand or by another room before the statement came.
      select l.id, 'entry:' || e.id, jsonb_build_object('kind', 'entry', 'id', e.id, 'how', jsonb_build_array('booked'), 'entryKind', e.kind,
        'currency', e.currency, 'minor', e.amount_minor::text, 'day', e.value_date, 'note', e.note)
      from l cross join lateral (
        select e.* from public.fund_accounts x join public.fund_postings b on b.account_id = x.id and b.amount_minor = l.amount_minor
        join public.fund_entries e on e.id = b.entry_id
        where x.campaign_id = $1 and x.kind = 'bank' and x.currency = l.currency and (x.id = l.account_id or x.name = '')
          and e.value_date between l.booked_on - 10 and l.booked_on + 10 and e.kind not in ('reversal', 'opening')
          and not exists (select 1 from public.fund_entries r where r.reverses = e.id)
          and not exists (select 1 from public.bank_matches m where m.entry_id = e.id and m.account_id = l.account_id and m.undone_at is null)
        order by abs(e.value_date - l.booked_on), e.id limit 2) e
      union all
      -- What was approved and is not paid: by its reference, the payee's account, or an amount near what is left.
      select l.id, 'request:' || r.id, jsonb_build_object('kind', 'request', 'id', r.id, 'how', to_jsonb(array_remove(array[
          case when r.reference = l.reference or r.reference = any (l.near) then 'reference' end,
          case when r.account_key = l.iban_key then 'payee' end, 'open'], null)),
        'reference', r.reference, 'number', r.number, 'currency', r.currency, 'minor', r.amount_minor::text, 'received', r.paid_minor::text,
        'state', r.state, 'day', coalesce(r.due_on, r.decided_at::date), 'nameSealed', r.payee_sealed)
      from l cross join lateral (
        select * from public.spend_requests x where x.campaign_id = $1 and x.state in ('approved', 'partly')
          and (x.reference = l.reference or x.reference = any (l.near) or x.account_key = l.iban_key
            or x.currency = l.currency and -l.amount_minor between x.amount_minor - x.paid_minor
              and x.amount_minor - x.paid_minor + (x.amount_minor - x.paid_minor) / 20 + 3000)
        order by x.reference is not distinct from l.reference desc, x.decided_at desc, x.id limit 4) r
      where l.amount_minor < 0
      union all
      -- A transfer that went back: the line by which it had come.
      select l.id, 'return:' || m.id, jsonb_build_object('kind', 'return', 'id', m.id, 'how', jsonb_build_array(case
          when l.iban_key = o.iban_key then 'account' when l.name_key = o.name_key then 'payer' else 'back' end),
        'minor', m.minor::text, 'currency', o.currency, 'day', o.booked_on)
      from l join public.bank_lines o on o.account_id = l.account_id and o.amount_minor = -l.amount_minor and o.booked_on between l.booked_on - 120 and l.booked_on
        join public.bank_matches m on m.line_id = o.id and m.undone_at is null and m.booked and m.kind in ('gift', 'pledge')
      where l.amount_minor < 0 and o.state = 'matched' and (l.returned or l.iban_key = o.iban_key or l.name_key = o.name_key)
        and not exists (select 1 from public.fund_entries r where r.reverses = m.entry_id)
      union all
      select l.id, 'rule:' || r.id, jsonb_build_object('kind', r.action, 'id', r.id, 'how', jsonb_build_array('rule'), 'by', r.by)
      from l join public.bank_rules r on r.campaign_id = $1 and r.ended_at is null and r.incoming = (l.amount_minor > 0)
        and r.match_key = case r.by when 'account' then l.iban_key when 'name' then l.name_key else l.text_key end
      union all
      -- Somebody who gave before without a pledge.
      select e.line, 'gift:', jsonb_build_object('kind', 'gift', 'id', '', 'how', jsonb_build_array(case when bool_or(e.by_account) then 'account' else 'payer' end))
      from earlier e join l on l.id = e.line where l.amount_minor > 0 and e.kind in ('gift', 'pledge') group by e.line
    )
    select jsonb_agg(f.what || jsonb_build_object('line', f.line, 'target', f.target)) from found f
    where not exists (select 1 from public.bank_rejections r where r.line_id = f.line and r.target = f.target)), '[]');
end $$;

create or replace function app.bank_part(l public.bank_lines, part jsonb) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  what text := app.arg_choice(part, 'kind', 'pledge', 'gift', 'fee', 'payment', 'transfer', 'entry', 'return', 'request');
  id uuid := app.arg_id(part, 'id');
  entry uuid;
  gross bigint;
  kept bigint := coalesce(app.arg_minor_optional(part, 'fee'), 0);
  p public.pledges;
  was public.bank_matches;
  moved bigint;
  day date := app.bank_day(l);
begin
  if what in ('entry', 'return') then
    if what = 'entry' then
      entry := app.arg_id(part, 'target');
      if not exists (select 1 from public.fund_entries e where e.id = entry and e.campaign_id = (l).campaign_id and e.kind <> 'reversal')
        or exists (select 1 from public.fund_entries r where r.reverses = entry) then perform app.fail('RN404', 'not_found'); end if;
      if exists (select 1 from public.bank_matches m where m.entry_id = entry and m.account_id = (l).account_id and m.undone_at is null) then
        perform app.fail('RN409', 'taken', 'target'); end if;
      moved := app.bank_moved(entry, (l).account_id);
    else
      select * into was from public.bank_matches m where m.id = app.arg_id(part, 'target') and m.campaign_id = (l).campaign_id and m.undone_at is null and m.booked;
      if was.id is null then perform app.fail('RN404', 'not_found'); end if;
      entry := id;
      perform app.fund_reverse(was.entry_id, entry, app.arg(part, 'note', 400), day);
      if was.pledge_id is not null then perform app.pledge_unreceive(was.pledge_id, was.entry_id); end if;
      moved := -(was.minor - was.fee_minor);
    end if;
    insert into public.bank_matches (id, campaign_id, line_id, account_id, kind, entry_id, pledge_id, booked, minor, created_by)
    values (id, (l).campaign_id, (l).id, (l).account_id, what, entry, was.pledge_id, what = 'return', moved, app.uid());
    return moved;
  end if;
  gross := app.arg_minor(part, 'minor');
  entry := id;
  if what = 'request' then
    if (l).amount_minor > 0 then perform app.fail('RN400', 'bank_direction', 'kind'); end if;
    moved := app.bank_pays(l, app.arg_id(part, 'target'), entry, gross, kept);
  elsif what in ('pledge', 'gift') then
    if (l).amount_minor < 0 then perform app.fail('RN400', 'bank_direction', 'kind'); end if;
    if kept >= gross then perform app.fail('RN400', 'fee_too_large', 'fee'); end if;
    if what = 'pledge' then
      select * into p from public.pledges x where x.id = app.arg_id(part, 'target') and x.campaign_id = (l).campaign_id for update;
      if p.id is null then perform app.fail('RN404', 'not_found'); end if;
    end if;
    perform app.bank_gift(l, gross, kept, entry, p);
    moved := gross - kept;
  else
    if (l).amount_minor > 0 and what <> 'transfer' then perform app.fail('RN400', 'bank_direction', 'kind'); end if;
    moved := case when (l).amount_minor > 0 then gross else -gross end;
    perform app.fund_book((l).campaign_id, entry, what, day, (l).currency, gross, coalesce(app.arg_optional(part, 'note', 400), ''),
      jsonb_build_array(jsonb_build_object('account', (l).account_id, 'minor', moved),
        case what when 'transfer' then jsonb_build_object('account', app.arg_id(part, 'target')) when 'fee' then '{"kind": "fees"}' else '{"kind": "expenses"}' end
          || jsonb_build_object('minor', -moved)),
      jsonb_build_object('refKind', 'bank_line', 'refId', (l).id,
        'category', case what when 'payment' then app.arg_choice(part, 'category', 'lawyer', 'bail', 'court_costs', 'family', 'printing', 'other') end));
  end if;
  insert into public.bank_matches (id, campaign_id, line_id, account_id, kind, entry_id, pledge_id, booked, minor, fee_minor, created_by)
  values (id, (l).campaign_id, (l).id, (l).account_id, what, entry, p.id, true, gross, kept, app.uid());
  return moved;
end $$;

create or replace function app.bank_decide(args jsonb, act text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.bank_lines := app.bank_line(app.arg_id(args, 'line'), 'fund.write');
  m public.bank_matches;
begin
  perform app.fund_lock((l).campaign_id);
  if act = 'reject' then
    insert into public.bank_rejections (campaign_id, line_id, target) values (l.campaign_id, l.id, app.arg(args, 'target', 80)) on conflict do nothing;
  elsif act = 'ignore' then
    if l.state <> 'open' then perform app.fail('RN409', 'bank_decided', 'line'); end if;
    update public.bank_lines x set state = 'ignored', why = app.arg(args, 'reason', 400) where x.id = l.id;
  else
    if l.state = 'open' then perform app.fail('RN409', 'bank_open', 'line'); end if;
    for m in select * from public.bank_matches x where x.line_id = l.id and x.undone_at is null loop
      if m.booked and m.kind = 'return' then perform app.fail('RN409', 'bank_returned', 'line'); end if;
      if exists (select 1 from public.fund_entries r where r.reverses = m.entry_id) then perform app.fail('RN409', 'bank_returned', 'line'); end if;
      if m.pledge_id is not null then perform app.pledge_unreceive(m.pledge_id, m.entry_id); end if;
      if m.kind = 'request' then perform app.spend_take_back(m.entry_id, gen_random_uuid(), app.arg(args, 'reason', 400));
      elsif m.booked then perform app.fund_reverse(m.entry_id, gen_random_uuid(), app.arg(args, 'reason', 400)); end if;
      update public.bank_matches x set undone_at = now() where x.id = m.id;
    end loop;
    update public.bank_lines x set state = 'open', why = null where x.id = l.id;
  end if;
  perform app.bank_count(l.campaign_id);
  return '{}';
end $$;

revoke all on function app.bank_pays(public.bank_lines, uuid, uuid, bigint, bigint) from public, anon, authenticated, service_role;
