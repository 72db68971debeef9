-- Whoever stops updates after withdrawing is not told of a signature that is no longer there.

create or replace function public.updates_look(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('slug', c.slug, 'updates', s.updates, 'gone', s.state in ('withdrawn', 'rejected'))
  from public.signatures s join public.campaigns c on c.id = s.campaign_id where s.id = $1
$$;
