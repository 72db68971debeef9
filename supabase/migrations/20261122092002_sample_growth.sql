-- The sample's signers pass the petition on and say why they sign, so that growth and comments have something to show.
-- Refused for any campaign that is not marked as a sample.
create or replace function public.load_sample_signatures(campaign uuid, items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.campaigns c where c.id = $1 and c.is_sample) then perform app.fail('RN404', 'not_found'); end if;
  insert into public.signatures (id, campaign_id, state, email_key, country, visibility, public_name, locale, source, op_id, mails,
    created_at, confirmed_at, share_code, referred_by, comment_sealed)
  select i.id, $1, 'confirmed', i.email_key, i.country, i.visibility, i.public_name, i.locale, i.source, i.op_id, 1,
    i.confirmed_at - interval '4 minutes', i.confirmed_at, i.share_code, i.referred_by, i.comment_sealed
  from jsonb_to_recordset(items) as i (id uuid, email_key text, country text, visibility text, public_name text, locale text,
    source text, op_id uuid, confirmed_at timestamptz, share_code text, referred_by text, comment_sealed text)
  on conflict do nothing;
  return '{}';
end $$;
