-- The rule of a campaign reaches those who were paid: to whom, where and for what is forgotten in its time, with the receipts.
-- What was spent, on what and who said yes stays.

alter table public.spend_requests add column forgotten_at timestamptz;
comment on column public.spend_requests.forgotten_at is 'P1: since then nothing is left that tells whom it paid.';
alter table public.spend_requests alter column payee_sealed drop not null, alter column purpose_sealed drop not null,
  add constraint spend_requests_named check (forgotten_at is not null or payee_sealed is not null and purpose_sealed is not null);
create index spend_requests_kept on public.spend_requests (campaign_id, decided_at) where forgotten_at is null;

-- Whoever still waits for money is kept, and so is bail that may come back.
create function app.due_payees(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select r.id from public.spend_requests r left join public.bails b on b.id = r.id
  where r.campaign_id = $1 and r.forgotten_at is null and r.state in ('paid', 'refused', 'withdrawn')
    and greatest(r.created_at, r.decided_at, (select max(p.created_at) from public.spend_payments p where p.request_id = r.id)) < $2
    and (b.id is null or r.paid_minor <= b.returned_minor + b.lost_minor)
$$;

create or replace function app.retention_parts(campaign uuid, cutoff timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'signatures', (select count(*) from public.signatures s
      where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending' and coalesce(s.confirmed_at, s.created_at) < $2),
    'paper', (select count(*) from app.due_paper($1, $2)),
    'scans', (select count(*) from app.due_scans($1, $2)),
    'contacts', (select count(*) from app.due_contacts($1, $2)),
    'letters', (select count(*) from app.due_letters($1, $2)),
    'donors', (select count(*) from app.due_donors($1, $2)),
    'payers', (select count(*) from app.due_payers($1, $2)) + (select count(*) from app.due_named($1, $2)),
    'payees', (select count(*) from app.due_payees($1, $2)))
$$;

create or replace function app.retention_rest(campaign uuid, cutoff timestamptz, n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  ids uuid[];
begin
  ids := array(select d from app.due_paper($1, $2) d limit $3);
  if cardinality(ids) > 0 then return jsonb_build_object('paper', app.erase_paper(ids)); end if;
  ids := array(select d from app.due_scans($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    -- The file itself goes a day after nobody owns it.
    update public.paper_batches b set scan_id = null where b.id = any (ids);
    return jsonb_build_object('scans', cardinality(ids));
  end if;
  ids := array(select d from app.due_contacts($1, $2) d limit $3);
  if cardinality(ids) > 0 then return jsonb_build_object('contacts', app.erase_contacts(ids)); end if;
  ids := array(select d from app.due_letters($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    update public.letters l set email_key = null where l.id = any (ids);
    return jsonb_build_object('letters', cardinality(ids));
  end if;
  ids := array(select d from app.due_donors($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    perform public.pledge_forget(i) from unnest(ids) i;
    return jsonb_build_object('donors', cardinality(ids));
  end if;
  ids := array(select d from app.due_payers($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    perform app.bank_forget_lines(ids);
    return jsonb_build_object('payers', cardinality(ids));
  end if;
  ids := array(select d from app.due_named($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    update public.fund_entries e set donor_sealed = null where e.id = any (ids);
    return jsonb_build_object('payers', cardinality(ids));
  end if;
  ids := array(select d from app.due_payees($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    execute format('update public.spend_requests r set %s, forgotten_at = now() where r.id = any ($1)', app.emptied('public.spend_requests')) using ids;
    -- The file itself goes a day after nobody owns it.
    update public.spend_receipts x set file_id = null where x.request_id = any (ids);
    return jsonb_build_object('payees', cardinality(ids));
  end if;
  return null;
end $$;

revoke all on function app.due_payees(uuid, timestamptz) from public, anon, authenticated, service_role;
