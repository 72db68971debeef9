-- Whoever asks to be forgotten is forgotten as a donor too: by the same button, from the address alone.
drop function app.erase_person(uuid, uuid, text, text, text);

-- Everything of one mailbox in a campaign. The keys are made by the application from the address, which stays there.
create function app.erase_person(campaign uuid, run uuid, signature_key text, letter_key text, endorser_key text, donor_key text) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  ids uuid[];
  requests uuid[];
  donors uuid[];
  gone jsonb;
begin
  if not app.can($1, 'signatures.write') then perform app.fail('RN404', 'not_found'); end if;
  ids := array(select s.id from public.signatures s where s.campaign_id = $1 and s.email_key = $3);
  update public.signatures s set state = 'rejected', reason = 'asked' where s.id = any (ids) and s.state = 'pending';
  requests := array(select r.id from public.letter_requests r where r.campaign_id = $1 and r.email_key = $4);
  perform public.letters_cancel(q) from unnest(requests) q;
  update public.letters l set email_key = null where l.campaign_id = $1 and l.email_key = $4 and l.state not in ('released');
  donors := array(select p.id from public.pledges p where p.campaign_id = $1 and p.email_key = $6);
  perform public.pledge_forget(d) from unnest(donors) d;
  gone := jsonb_build_object('signatures', app.erase_signatures(ids), 'letters', cardinality(requests),
    'paper', app.erase_paper(array(select r.id from public.paper_rows r where r.campaign_id = $1 and r.email_key = $3)),
    'contacts', app.erase_contacts(array(select e.id from public.endorsements e where e.campaign_id = $1 and e.email_key = $5)),
    'donors', cardinality(donors));
  insert into public.retention_runs (id, campaign_id, kind, state, planned, erased, parts, started_by, finished_at)
  values ($2, $1, 'person', 'done', app.parts_total(gone), app.parts_total(gone), gone, app.uid(), now());
  return app.parts_total(gone);
end $$;

create or replace function app.op_retention_erase_person(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return jsonb_build_object('erased', app.erase_person(app.arg_id(args, 'campaign'), app.arg_id(args, 'id'),
    app.arg(args, 'signatureKey', 64), app.arg(args, 'letterKey', 64), app.arg(args, 'endorserKey', 64), app.arg(args, 'donorKey', 64)));
end $$;

revoke all on function app.erase_person(uuid, uuid, text, text, text, text) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.erase_person(uuid, uuid, text, text, text, text) to authenticated;
