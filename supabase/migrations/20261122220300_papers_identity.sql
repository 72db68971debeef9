-- Papers also say who somebody is, by the newest version of their identity.
alter function public.paper_record(uuid, uuid) set schema app;
revoke all on function app.paper_record(uuid, uuid) from public, anon, authenticated, service_role;

create function public.paper_record(campaign uuid, person uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  told jsonb := app.paper_record($1, $2);
begin
  -- Reached only after app.paper_record has found the look and the person within reach.
  return told || jsonb_build_object('identity', (
    select jsonb_build_object('id', i.id, 'sealed', i.identity_sealed) from public.identities i
    where i.person_id = $2 and i.identity_sealed is not null and app.within(i.compartment_id) order by i.created_at desc limit 1));
end $$;
select app.expose('public.paper_record(uuid, uuid)', 'authenticated');
