-- A signer's own page offers to take the comment back only while there is one.
create or replace function public.signature_look(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('campaign', c.slug, 'state', app.told_state(s.state, s.confirmed_at), 'visibility', s.visibility,
    'createdAt', s.created_at, 'confirmedAt', s.confirmed_at, 'locale', s.locale, 'nameSealed', s.name_sealed, 'updates', s.updates,
    'shareCode', s.share_code, 'hasComment', s.comment_sealed is not null)
  from public.signatures s join public.campaigns c on c.id = s.campaign_id where s.id = $1
$$;
