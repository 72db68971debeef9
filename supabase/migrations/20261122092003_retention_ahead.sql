-- The dry run before the day has come: what the rule would reach of what there is today.
create or replace function public.retention_preview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  cutoff timestamptz;
  parts jsonb;
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  cutoff := app.retention_cutoff($1);
  parts := app.retention_parts($1, coalesce(cutoff, 'infinity'));
  return (select jsonb_build_object('cutoff', cutoff, 'closedAt', c.closed_at, 'parts', parts,
      'due', case when cutoff is null then 0 else app.parts_total(parts) end,
      'oldest', (select min(coalesce(s.confirmed_at, s.created_at)) from public.signatures s
        where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending'))
    from public.campaigns c where c.id = $1);
end $$;
