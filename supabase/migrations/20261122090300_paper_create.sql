-- Signatures on paper: batches of sheets, counted apart from those online and shown apart. A batch may be counted by its
-- number alone, with a picture of the sheet; rows that are typed are sealed like any signature and compared with the others.

create table public.paper_batches (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  label text not null check (length(label) between 1 and 80),
  place text not null default '' check (length(place) <= 120),
  day date not null check (day between '2000-01-01' and '2100-01-01'),
  on_sheet integer not null check (on_sheet between 1 and 100000),
  typed integer not null default 0,
  twins integer not null default 0,
  scan_id uuid references public.files on delete set null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_why text check (length(removed_why) <= 400)
);
create index paper_batches_campaign on public.paper_batches (campaign_id, created_at desc);
create index paper_batches_scan on public.paper_batches (scan_id);
create index paper_batches_created_by on public.paper_batches (created_by);
comment on table public.paper_batches is 'P1: where and when sheets were filled, and how many signed. typed and twins are counted from the rows.';

create table public.paper_rows (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  batch_id uuid not null references public.paper_batches on delete cascade,
  country text not null check (country ~ '^[A-Z]{2}$'),
  name_sealed text not null check (length(name_sealed) <= 2000),
  town_sealed text check (length(town_sealed) <= 2000),
  email_sealed text check (length(email_sealed) <= 2000),
  name_key text not null check (length(name_key) <= 64),
  town_key text check (length(town_key) <= 64),
  email_key text check (length(email_key) <= 64),
  twin text check (twin in ('online', 'paper')),
  struck_at timestamptz,
  created_at timestamptz not null default now()
);
create index paper_rows_batch on public.paper_rows (batch_id, id);
create index paper_rows_campaign_name on public.paper_rows (campaign_id, name_key);
comment on table public.paper_rows is 'P2: who signed on paper, sealed; *_key are keyed indexes. twin: the same person is counted elsewhere.';
comment on column public.paper_rows.name_sealed is 'P2';
comment on column public.paper_rows.town_sealed is 'P2';
comment on column public.paper_rows.email_sealed is 'P2';
comment on column public.paper_rows.name_key is 'P2: keyed index of the name';
comment on column public.paper_rows.town_key is 'P2: keyed index of the town';
comment on column public.paper_rows.email_key is 'P2: keyed index of the address';

insert into app.file_kinds (kind, tbl, col, permission) values ('scan', 'paper_batches', 'scan_id', 'signatures.read')
on conflict (kind) do nothing;
create trigger touch_totals after insert or update or delete on public.paper_batches
  for each row execute function app.touch_totals_row('campaign_id');

create function app.paper_scan() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.scan_id is not null and not exists (
    select 1 from public.files f where f.id = new.scan_id and f.campaign_id = new.campaign_id and f.kind = 'scan') then
    perform app.fail('RN400', 'file_broken', 'scan');
  end if;
  return new;
end $$;
create trigger paper_scan before insert or update of scan_id on public.paper_batches for each row execute function app.paper_scan();

-- The same mailbox, or the same name in the same town: one person, counted where they were counted first.
create function app.paper_twin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
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
create trigger paper_twin before insert on public.paper_rows for each row execute function app.paper_twin();

create function app.paper_rows_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.paper_batches b set
    typed = (select count(*) from public.paper_rows r where r.batch_id = b.id and r.struck_at is null),
    twins = (select count(*) from public.paper_rows r where r.batch_id = b.id and r.struck_at is null and r.twin is not null)
  where b.id = new.batch_id;
  return null;
end $$;
create trigger paper_rows_changed after insert or update on public.paper_rows for each row execute function app.paper_rows_changed();

create function app.paper_total(campaign uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(greatest(b.on_sheet, b.typed) - b.twins), 0) from public.paper_batches b where b.campaign_id = $1 and b.removed_at is null
$$;

/* ---------------------------------------------------------------- operations */

create function app.paper_add_rows(campaign uuid, batch uuid, args jsonb) returns integer
language plpgsql set search_path = '' as $$
declare
  r jsonb;
  n integer := 0;
begin
  if not args ? 'rows' then return 0; end if;
  if jsonb_typeof(args -> 'rows') <> 'array' or jsonb_array_length(args -> 'rows') > 200 then perform app.fail('RN400', 'unknown_field', 'rows'); end if;
  for r in select * from jsonb_array_elements(args -> 'rows') loop
    insert into public.paper_rows (id, campaign_id, batch_id, country, name_sealed, town_sealed, email_sealed, name_key, town_key, email_key)
    values (app.arg_id(r, 'id'), campaign, batch, app.arg_country(r), app.arg(r, 'nameSealed', 2000),
      nullif(app.arg_optional(r, 'townSealed', 2000), ''), nullif(app.arg_optional(r, 'emailSealed', 2000), ''), app.arg(r, 'nameKey', 64),
      nullif(app.arg_optional(r, 'townKey', 64), ''), nullif(app.arg_optional(r, 'emailKey', 64), ''))
    on conflict (id) do nothing;
    n := n + 1;
  end loop;
  return n;
end $$;

create function app.arg_on_sheet(args jsonb) returns integer
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> 'onSheet') is distinct from 'number' or (args ->> 'onSheet')::numeric not between 1 and 100000
    or (args ->> 'onSheet')::numeric <> trunc((args ->> 'onSheet')::numeric) then perform app.fail('RN400', 'number', 'onSheet'); end if;
  return (args ->> 'onSheet')::integer;
end $$;

-- Adds a batch, or changes the one with this id; rows that come with it are added.
create function app.op_paper_batch(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  batch uuid := app.arg_id(args, 'id');
  known uuid;
  signed_on date := app.arg_day(args, 'day');
begin
  perform app.need(campaign, 'signatures.write');
  if signed_on < '2000-01-01' then perform app.fail('RN400', 'date', 'day'); end if;
  if signed_on > (now() at time zone (select c.tz from public.campaigns c where c.id = campaign))::date then perform app.fail('RN400', 'future', 'day'); end if;
  select b.campaign_id into known from public.paper_batches b where b.id = batch;
  if known is not null and known <> campaign then perform app.fail('RN404', 'not_found'); end if;
  if known is null then
    insert into public.paper_batches (id, campaign_id, label, place, day, on_sheet, scan_id, created_by)
    values (batch, campaign, app.arg(args, 'label', 80), coalesce(app.arg_optional(args, 'place', 120), ''), signed_on, app.arg_on_sheet(args),
      app.arg_optional_id(args, 'scan'), app.uid());
  else
    update public.paper_batches b set label = app.arg(args, 'label', 80), place = coalesce(app.arg_optional(args, 'place', 120), ''),
      day = signed_on, on_sheet = app.arg_on_sheet(args),
      scan_id = case when args ? 'scan' then app.arg_optional_id(args, 'scan') else b.scan_id end
    where b.id = batch;
  end if;
  return jsonb_build_object('rows', app.paper_add_rows(campaign, batch, args));
end $$;

-- Takes a batch out of the count, with the reason, or brings it back.
create function app.op_paper_remove(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was record;
begin
  select b.id, b.campaign_id into was from public.paper_batches b where b.id = app.arg_id(args, 'batch');
  perform app.need(was.campaign_id, 'signatures.write');
  if coalesce(app.arg_flag(args, 'removed'), true) then
    update public.paper_batches b set removed_at = coalesce(b.removed_at, now()), removed_why = app.arg(args, 'reason', 400) where b.id = was.id;
  else
    update public.paper_batches b set removed_at = null, removed_why = null where b.id = was.id;
  end if;
  return '{}';
end $$;

-- A row that was typed by mistake; what it said stays until the batch goes.
create function app.op_paper_strike(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was record;
begin
  select r.id, r.campaign_id into was from public.paper_rows r where r.id = app.arg_id(args, 'row');
  perform app.need(was.campaign_id, 'signatures.write');
  update public.paper_rows r set struck_at = case when coalesce(app.arg_flag(args, 'struck'), true) then coalesce(r.struck_at, now()) end
  where r.id = was.id;
  return '{}';
end $$;

select app.protect(t) from unnest(array['public.paper_batches', 'public.paper_rows']::regclass[]) t;
grant select on public.paper_batches, public.paper_rows to authenticated;
grant insert (id, campaign_id, label, place, day, on_sheet, scan_id, created_by),
  update (label, place, day, on_sheet, scan_id, removed_at, removed_why) on public.paper_batches to authenticated;
grant insert (id, campaign_id, batch_id, country, name_sealed, town_sealed, email_sealed, name_key, town_key, email_key),
  update (struck_at) on public.paper_rows to authenticated;
create policy "Members see what was signed on paper" on public.paper_batches for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who write signatures enter batches in their own name" on public.paper_batches for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('signatures.write')) and created_by = (select app.uid()));
create policy "Those who write signatures change batches" on public.paper_batches for update to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.write'))) with check (campaign_id in (select app.my_campaigns('signatures.write')));
create policy "Those who read signatures read rows of paper" on public.paper_rows for select to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.read')));
create policy "Those who write signatures type rows of batches of their campaign" on public.paper_rows for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('signatures.write'))
    and exists (select 1 from public.paper_batches b where b.id = batch_id and b.campaign_id = paper_rows.campaign_id));
create policy "Those who write signatures strike rows of paper" on public.paper_rows for update to authenticated
  using (campaign_id in (select app.my_campaigns('signatures.write'))) with check (campaign_id in (select app.my_campaigns('signatures.write')));

select app.track('public.paper_batches', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'label', 'place', 'day', 'on_sheet',
  'typed', 'twins', 'scan_id', 'created_at', 'removed_at', 'removed_why']);
revoke all on function app.paper_scan(), app.paper_twin(), app.paper_rows_changed(), app.paper_total(uuid),
  app.paper_add_rows(uuid, uuid, jsonb), app.arg_on_sheet(jsonb) from public;
select app.open_to_members();
grant execute on function app.paper_add_rows(uuid, uuid, jsonb) to authenticated;
