-- Nobody spends alone above the limit, whichever way the money is booked; and no line of the ledger names a person by accident.

-- Together, so that a line cut into small pieces is not below the limit.
create or replace function app.bank_accept(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.bank_lines := app.bank_line(app.arg_id(args, 'line'), 'fund.write');
  part jsonb;
  sum bigint := 0;
  unasked bigint := 0;
begin
  perform app.fund_lock((l).campaign_id);
  if l.state <> 'open' then perform app.fail('RN409', 'bank_decided', 'line'); end if;
  if jsonb_typeof(args -> 'parts') is distinct from 'array' or jsonb_array_length(args -> 'parts') not between 1 and 20 then
    perform app.fail('RN400', 'required', 'parts');
  end if;
  for part in select x from jsonb_array_elements(args -> 'parts') x loop
    if jsonb_typeof(part) <> 'object' then perform app.fail('RN400', 'required', 'parts'); end if;
    sum := sum + app.bank_part(l, part);
    if part ->> 'kind' = 'payment' then unasked := unasked + (part ->> 'minor')::bigint; end if;
  end loop;
  if sum <> l.amount_minor then perform app.fail('RN400', 'bank_parts', 'parts'); end if;
  if unasked > app.spend_limit(l.campaign_id, l.currency) then perform app.fail('RN400', 'spend_needs_request', 'parts'); end if;
  update public.bank_lines x set state = case when jsonb_array_length(args -> 'parts') > 1 then 'split' else 'matched' end where x.id = l.id;
  perform app.bank_count(l.campaign_id);
  return '{}';
end $$;

-- What would be refused is not suggested.
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
      where r.action <> 'payment' or -l.amount_minor <= app.spend_limit($1, l.currency)
      union all
      -- Somebody who gave before without a pledge.
      select e.line, 'gift:', jsonb_build_object('kind', 'gift', 'id', '', 'how', jsonb_build_array(case when bool_or(e.by_account) then 'account' else 'payer' end))
      from earlier e join l on l.id = e.line where l.amount_minor > 0 and e.kind in ('gift', 'pledge') group by e.line
    )
    select jsonb_agg(f.what || jsonb_build_object('line', f.line, 'target', f.target)) from found f
    where not exists (select 1 from public.bank_rejections r where r.line_id = f.line and r.target = f.target)), '[]');
end $$;

-- The same question as a request is asked: does the note hold a code, a pseudonym or a case by which somebody is known?
create or replace function app.fund_set_line(entry uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.fund_entries;
  seen text := app.arg_choice(args, 'level', 'public', 'donors', 'treasurers');
  words text;
  sort text := case when coalesce(args ->> 'category', '') <> ''
    then app.arg_choice(args, 'category', 'lawyer', 'bail', 'court_costs', 'family', 'printing', 'other') end;
begin
  select * into was from public.fund_entries e where e.id = $1;
  perform app.need(was.campaign_id, 'fund.write');
  words := app.arg_public_note(was.campaign_id, args);
  perform app.fund_lock(was.campaign_id);
  if was.kind = 'reversal' then perform app.fail('RN409', 'reversed', 'entry'); end if;
  if sort is distinct from was.category and exists (select 1 from public.fund_entries e
      where (e.id = $1 or e.reverses = $1) and e.value_date <= app.fund_closed_until(was.campaign_id)) then
    perform app.fail('RN409', 'month_closed', 'category');
  end if;
  update public.fund_entries e set level = seen, category = sort, public_note = case when e.id = $1 then words else e.public_note end
  where e.id = $1 or e.reverses = $1;
end $$;
