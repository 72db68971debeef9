-- Who may be let into a compartment: the legal desk, told to the legal desk. Roles are else a matter of owners.
create function public.legal_desk(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(jsonb_build_object('user', m.user_id, 'name', m.display_name) order by m.display_name, m.id)
    from public.members m join public.member_roles r on r.id = m.id
    where m.campaign_id = $1 and m.disabled_at is null and exists (
      select 1 from app.role_permissions p where p.permission = 'people.confidential' and p.role = any (r.roles))), '[]');
end $$;
select app.expose('public.legal_desk(uuid)', 'authenticated');
