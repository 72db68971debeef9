-- The rule of a campaign reaches donors too: who gave is forgotten when its time has come, what they gave stays.

-- Whose money is still awaited is kept until it comes or the pledge lapses.
create function app.due_donors(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select p.id from public.pledges p where p.campaign_id = $1 and (p.name_sealed is not null or p.email_sealed is not null)
    and p.state not in ('open', 'partly') and coalesce(p.received_on::timestamptz, p.created_at) < $2
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
    'donors', (select count(*) from app.due_donors($1, $2)))
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
  return null;
end $$;

revoke all on function app.due_donors(uuid, timestamptz) from public, anon, authenticated, service_role;
