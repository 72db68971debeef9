-- What a treasurer booked by hand for a pledge is taken back where it was booked: the entry is reversed and the pledge stands as
-- before, in one transaction. What came from a statement or a processor is undone there.
create or replace function app.pledge_unreceive(pledge uuid, entry uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := (select x.campaign_id from public.pledges x where x.id = $1);
begin
  if campaign is null then perform app.fail('RN404', 'not_found'); end if;
  if app.uid() is not null then perform app.need(campaign, 'fund.write'); end if;
  delete from public.pledge_entries e where e.pledge_id = $1 and e.entry_id = $2;
  -- Nobody is thanked for what did not come, unless the mail is gone already; when it does come, they are told.
  update public.outbox o set state = 'dropped', done_at = now(), dedupe = null
  where o.kind = 'pledge_received' and o.ref = $1 and o.state = 'queued';
  return app.pledge_count($1);
end $$;

create function app.giving_undo(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_pledge($1, 'fund.write');
  pledge uuid := app.arg_id($1, 'pledge');
  entry uuid := app.arg_id($1, 'entry');
  reason text := app.arg($1, 'reason', 400);
begin
  if not exists (select 1 from public.pledge_entries e where e.pledge_id = pledge and e.entry_id = entry) then
    perform app.fail('RN404', 'not_found');
  end if;
  if exists (select 1 from public.pledge_payments p where p.entry_id = entry)
    or not exists (select 1 from public.fund_entries e where e.id = entry and e.campaign_id = campaign and e.ref_kind = 'pledge') then
    perform app.fail('RN409', 'undo_there', 'reason');
  end if;
  perform app.pledge_unreceive(pledge, entry);
  perform app.fund_reverse(entry, app.arg_id($1, 'id'), reason);
  return jsonb_build_object('state', (select x.state from public.pledges x where x.id = pledge));
end $$;
create function app.op_giving_undo(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return app.giving_undo(args);
end $$;

revoke all on function app.giving_undo(jsonb), app.op_giving_undo(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.giving_undo(jsonb) to authenticated;
