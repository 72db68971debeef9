-- The sample campaign: signatures with a past, so that charts have something to show. Refused for any campaign that is
-- not marked as a sample, and marked campaigns say so on every page.
create function public.load_sample_signatures(campaign uuid, items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.campaigns c where c.id = $1 and c.is_sample) then perform app.fail('RN404', 'not_found'); end if;
  insert into public.signatures (id, campaign_id, state, email_key, country, visibility, public_name, locale, source, op_id, mails,
    created_at, confirmed_at)
  select i.id, $1, 'confirmed', i.email_key, i.country, i.visibility, i.public_name, i.locale, i.source, i.op_id, 1,
    i.confirmed_at - interval '4 minutes', i.confirmed_at
  from jsonb_to_recordset(items) as i (id uuid, email_key text, country text, visibility text, public_name text, locale text,
    source text, op_id uuid, confirmed_at timestamptz)
  on conflict do nothing;
  return '{}';
end $$;
select app.expose('public.load_sample_signatures(uuid, jsonb)', 'service_role');

-- What mails promise: a signature nobody confirmed erases itself. The row stays, so that what was received can be
-- explained; nothing of the person does. Mails that were dealt with go too.
create function public.forget_unconfirmed(days integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  forgotten bigint;
  mails bigint;
begin
  update public.signatures s set state = 'rejected', name_sealed = null, email_sealed = null, email_key = null, name_key = null,
    comment_sealed = null, public_name = null, address_key = null, updates = false, visibility = 'private'
  where s.state = 'pending' and s.created_at < now() - make_interval(days => greatest($1, 1));
  get diagnostics forgotten = row_count;
  delete from public.outbox o where o.state <> 'queued' and o.state <> 'claimed' and o.created_at < now() - make_interval(days => greatest($1, 1));
  get diagnostics mails = row_count;
  return jsonb_build_object('forgotten', forgotten, 'mails', mails);
end $$;
select app.expose('public.forget_unconfirmed(integer)', 'service_role');
