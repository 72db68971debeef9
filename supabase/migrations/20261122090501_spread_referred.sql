-- A page knows its signer by the code they share, not by the row.
drop function public.referred_by_signature(uuid);
create function public.referred_by(campaign uuid, share text) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce((select c.n from app.signature_counts c where c.campaign_id = $1 and c.dim = 'referrer' and c.key = $2), 0)
$$;
select app.expose('public.referred_by(uuid, text)', 'service_role');
