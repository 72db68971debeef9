-- Rows of a sheet stand in the order in which they were typed, so that they can be held beside the picture; and a pile of
-- sheets is one change of its batch, however many rows it brings.

alter table public.paper_rows add column place integer not null default 0;
comment on column public.paper_rows.place is 'P1: its place in the batch';
update public.paper_rows r set place = x.place
from (select y.id, row_number() over (partition by y.batch_id order by y.created_at, y.id) as place from public.paper_rows y) x
where x.id = r.id;
drop index public.paper_rows_batch;
create index paper_rows_batch on public.paper_rows (batch_id, place);

-- Sees the rows of its own statement that came before.
create or replace function app.paper_twin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.place := coalesce((select max(r.place) from public.paper_rows r where r.batch_id = new.batch_id), 0) + 1;
  new.twin := case
    when exists (select 1 from public.signatures s where s.campaign_id = new.campaign_id and s.state = 'confirmed'
        and s.email_key = new.email_key)
      or exists (select 1 from public.signatures s where s.campaign_id = new.campaign_id and s.state = 'confirmed'
        and s.name_key = new.name_key and s.town_key = new.town_key) then 'online'
    when exists (select 1 from public.paper_rows r join public.paper_batches b on b.id = r.batch_id
      where r.campaign_id = new.campaign_id and r.name_key = new.name_key and r.struck_at is null and b.removed_at is null
        and r.id <> new.id and (r.town_key = new.town_key or r.email_key = new.email_key)) then 'paper' end;
  return new;
end $$;

drop trigger paper_rows_changed on public.paper_rows;
create or replace function app.paper_rows_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.paper_batches b set typed = x.typed, twins = x.twins, twins_online = x.online
  from (select r.batch_id, count(*) filter (where r.struck_at is null) as typed,
      count(r.twin) filter (where r.struck_at is null) as twins,
      count(*) filter (where r.struck_at is null and r.twin = 'online') as online
    from public.paper_rows r where r.batch_id in (select c.batch_id from changed c) group by 1) x
  where b.id = x.batch_id and (b.typed, b.twins, b.twins_online) is distinct from (x.typed, x.twins, x.online);
  return null;
end $$;
create trigger paper_rows_added after insert on public.paper_rows referencing new table as changed
  for each statement execute function app.paper_rows_changed();
create trigger paper_rows_changed after update on public.paper_rows referencing new table as changed
  for each statement execute function app.paper_rows_changed();

create or replace function app.paper_add_rows(campaign uuid, batch uuid, args jsonb) returns integer
language plpgsql set search_path = '' as $$
begin
  if not args ? 'rows' then return 0; end if;
  if jsonb_typeof(args -> 'rows') <> 'array' then perform app.fail('RN400', 'unknown_field', 'rows'); end if;
  if jsonb_array_length(args -> 'rows') > 500 then perform app.fail('RN400', 'too_many_rows', 'rows'); end if;
  insert into public.paper_rows (id, campaign_id, batch_id, country, name_sealed, town_sealed, email_sealed, name_key, town_key, email_key)
  select app.arg_id(r.row, 'id'), $1, $2, app.arg_country(r.row), app.arg(r.row, 'nameSealed', 2000),
    nullif(app.arg_optional(r.row, 'townSealed', 2000), ''), nullif(app.arg_optional(r.row, 'emailSealed', 2000), ''), app.arg(r.row, 'nameKey', 64),
    nullif(app.arg_optional(r.row, 'townKey', 64), ''), nullif(app.arg_optional(r.row, 'emailKey', 64), '')
  from jsonb_array_elements(args -> 'rows') with ordinality r(row, n) order by r.n
  on conflict (id) do nothing;
  return jsonb_array_length(args -> 'rows');
end $$;
