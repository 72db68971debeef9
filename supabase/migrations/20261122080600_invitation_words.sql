-- An invitation is read by somebody who has chosen no language in the desk yet: it brings the title in all of them.
create or replace function public.invitation_look(token_hash text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('campaign', c.slug, 'roles', i.roles,
    'titles', coalesce((select jsonb_object_agg(t.locale, t.title) from public.campaign_texts t where t.campaign_id = c.id and t.title <> ''), '{}'))
  from public.invitations i
  join public.campaigns c on c.id = i.campaign_id
  where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$$;
