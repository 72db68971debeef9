-- An upload that is given up or refused goes in the name of whoever began it: their own page is not told of it as news.
create or replace function public.document_dropped(document uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.documents;
begin
  select * into d from public.documents x where x.id = $1 and x.state = 'uploading' for update;
  if d.id is null then return '{"dropped": 0}'; end if;
  perform set_config('app.actor', coalesce(d.created_by::text, ''), true);
  delete from public.documents x where x.id = d.id;
  return '{"dropped": 1}';
end $$;
