-- What a line may be is asked of a whole page at once: every part of the answer comes from an index.

-- Everything that some lines could be, with what speaks for it; how much each reason weighs is said in one place, the server.
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
