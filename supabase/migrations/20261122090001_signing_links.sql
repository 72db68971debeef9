-- What a signer does with their own signature after signing, and what happens when a mailbox does not answer.

-- Those who may still be reminded; empties itself as people confirm, are reminded or expire.
create index signatures_unreminded on public.signatures (created_at) where state = 'pending' and reminded_at is null;

create or replace function public.confirm_signature(signature uuid, public_name text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  s public.signatures;
  now_in text;
begin
  -- Of shadow and invalidated only the click is kept, so that a release or an undo knows what they would be.
  update public.signatures x set state = case x.state when 'pending' then 'confirmed' else x.state end, confirmed_at = now(),
    public_name = case when x.visibility = 'private' then null else left($2, 120) end
  where x.id = $1 and x.state in ('pending', 'shadow', 'invalidated') and x.confirmed_at is null
  returning * into s;
  if found then
    -- Brings the link to change how the name appears and to withdraw. Once, however often it is confirmed anew.
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    values (s.campaign_id, 'signature_confirmed', s.id, s.locale, 'confirmed:' || s.id) on conflict do nothing;
    return jsonb_build_object('outcome', 'confirmed');
  end if;
  select app.told_state(x.state, x.confirmed_at) into now_in from public.signatures x where x.id = $1;
  return jsonb_build_object('outcome', case when now_in = 'confirmed' then 'already' else 'gone' end);
end $$;

-- How the name appears, chosen anew by its owner. Null `public_name`: counted only.
create function public.show_signature(signature uuid, visibility text, public_name text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.signatures s set visibility = $2, public_name = case when $2 = 'private' then null else left($3, 120) end
  where s.id = $1 and s.state in ('confirmed', 'shadow', 'invalidated') and s.confirmed_at is not null;
  return jsonb_build_object('outcome', case when found then 'shown' else 'gone' end);
end $$;

-- "It was not me": the mailbox never confirmed, so that nothing was withdrawn; somebody else had typed the address.
create function public.disown_signature(signature uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.signatures s set state = 'rejected', reason = 'asked', name_sealed = null, email_sealed = null, email_key = null,
    name_key = null, comment_sealed = null, public_name = null, address_key = null, town_sealed = null, town_key = null, network_key = null,
    domain_key = null, share_code = null, referred_by = null, updates = false, visibility = 'private'
  where s.id = $1 and s.state in ('pending', 'shadow', 'invalidated') and s.confirmed_at is null;
  return jsonb_build_object('outcome', case when found then 'disowned' else 'gone' end);
end $$;

-- One reminder in a signature's life: two days after signing, or three after its mailbox refused the first mail (many
-- servers refuse for a day what they take later). Never to shadow, nor close to the end of the link's thirty days.
create function public.remind_unconfirmed(n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  reminded bigint;
begin
  with due as (
    select s.id from public.signatures s join public.campaigns c on c.id = s.campaign_id and c.status = 'open'
    where s.state = 'pending' and s.reminded_at is null and s.mails < 5 and s.email_sealed is not null
      and s.created_at between now() - interval '25 days' and now() - interval '2 days'
      and coalesce(s.bounced_at < now() - interval '3 days', s.mailed_at < now() - interval '1 day')
    order by s.created_at limit least(greatest($1, 1), 2000) for update of s skip locked
  ),
  marked as (
    update public.signatures s set reminded_at = now(), mails = s.mails + 1, mailed_at = now() from due where s.id = due.id
    returning s.id, s.campaign_id, s.locale
  ),
  mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select campaign_id, 'signature_reminder', id, locale, 'reminder:' || id from marked on conflict do nothing
  )
  select count(*) into reminded from marked;
  return jsonb_build_object('reminded', reminded);
end $$;

-- A mailbox that refused twice, three days apart, does not exist: the signature is rejected and emptied. One refusal is
-- only noted, and a confirmed signature stays whatever its mailbox does later. 5.7.x refuses us, not the mailbox.
create function app.mail_refused() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.last_error !~ '^(smtp_5|address_)' or new.last_error ~ '_5\.7\.' then return null; end if;
  update public.signatures s set
    bounced_at = coalesce(s.bounced_at, now()),
    state = case when t.over then 'rejected' else s.state end, reason = case when t.over then 'bounce' else s.reason end,
    name_sealed = case when not t.over then s.name_sealed end, email_sealed = case when not t.over then s.email_sealed end,
    email_key = case when not t.over then s.email_key end, name_key = case when not t.over then s.name_key end,
    comment_sealed = case when not t.over then s.comment_sealed end, address_key = case when not t.over then s.address_key end,
    town_sealed = case when not t.over then s.town_sealed end, town_key = case when not t.over then s.town_key end,
    network_key = case when not t.over then s.network_key end, domain_key = case when not t.over then s.domain_key end,
    share_code = case when not t.over then s.share_code end, updates = s.updates and not t.over
  from (select x.id, coalesce(x.state = 'pending' and x.bounced_at <= now() - interval '3 days', false) as over
    from public.signatures x where x.id = new.ref) t
  where s.id = t.id and s.state in ('pending', 'shadow') and s.confirmed_at is null;
  return null;
end $$;
create trigger mail_refused after update of state on public.outbox for each row
  when (new.state = 'failed' and old.state <> 'failed' and new.kind in ('signature_confirm', 'signature_reminder'))
  execute function app.mail_refused();

revoke all on function app.mail_refused() from public, anon, authenticated, service_role;
select app.expose('public.show_signature(uuid, text, text)', 'service_role');
select app.expose('public.disown_signature(uuid)', 'service_role');
select app.expose('public.remind_unconfirmed(integer)', 'service_role');
