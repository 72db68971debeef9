-- A code still finds its line after the signature was withdrawn: the list went out with it, and the answer says so.
create or replace function public.delivery_proof(slug text, code_key text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('delivery', d.id, 'recipient', d.recipient, 'day', d.day, 'n', l.n, 'lines', d.done, 'leaf', l.leaf,
      'withdrawn', coalesce(s.state = 'withdrawn', false))
    order by d.ready_at desc), '[]')
  from app.delivery_lines l join public.deliveries d on d.id = l.delivery_id join public.campaigns c on c.id = d.campaign_id
    left join public.signatures s on s.id = l.signature_id
  where l.code_key = $2 and c.slug = $1 and c.status <> 'draft' and d.state = 'ready'
$$;

-- Their own page shows a signer what they wrote, still sealed, and whether the team has read it.
create or replace function public.signature_look(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('campaign', c.slug, 'state', app.told_state(s.state, s.confirmed_at), 'visibility', s.visibility,
    'createdAt', s.created_at, 'confirmedAt', s.confirmed_at, 'locale', s.locale, 'nameSealed', s.name_sealed, 'updates', s.updates,
    'shareCode', s.share_code, 'hasComment', s.comment_sealed is not null, 'commentSealed', s.comment_sealed,
    'commentState', coalesce(s.comment_state, 'waiting'))
  from public.signatures s join public.campaigns c on c.id = s.campaign_id where s.id = $1
$$;
