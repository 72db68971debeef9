-- Files that people hand in: logos, scans, later documents. The bytes are sealed by the application and lie in the
-- database, so that every process sees them and one backup holds everything. A file is nobody's until a row of a chapter
-- owns it; whoever may read that row may open the file.

-- What owns a kind of file, and what opening it asks; a chapter adds its own line.
create table app.file_kinds (
  kind text primary key check (kind ~ '^[a-z_]{1,24}$'),
  tbl text not null,
  col text not null,
  permission text not null
);

create table public.files (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null references app.file_kinds,
  type text not null check (type in ('image/png', 'image/jpeg', 'image/webp', 'application/pdf')),
  size integer not null check (size between 1 and 8388608),
  content_key text not null check (length(content_key) = 43),
  created_at timestamptz not null default now(),
  unowned_since timestamptz default now()
);
create index files_campaign on public.files (campaign_id);
create index files_kind on public.files (kind);
comment on table public.files is 'P2: what a file holds is sealed; nobody reads this table, files are opened one at a time.';
comment on column public.files.content_key is 'P2: keyed index of the bytes, so that the same file handed in twice is seen';

create table app.file_bytes (
  file_id uuid primary key references public.files on delete cascade,
  sealed bytea not null
);
-- Sealed bytes do not compress.
alter table app.file_bytes alter column sealed set storage external;

select app.protect(t) from unnest(array['public.files', 'app.file_kinds', 'app.file_bytes']::regclass[]) t;

-- By the machine, after the application has looked at the bytes and sealed them. The same id twice is one file.
create function public.file_store(file jsonb, sealed text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.files (id, campaign_id, kind, type, size, content_key)
  values ((file ->> 'id')::uuid, (file ->> 'campaign')::uuid, file ->> 'kind', file ->> 'type', (file ->> 'size')::integer, file ->> 'contentKey')
  on conflict (id) do nothing;
  if found then insert into app.file_bytes (file_id, sealed) values ((file ->> 'id')::uuid, decode($2, 'base64')); end if;
  return jsonb_build_object('id', file ->> 'id');
end $$;

create function app.file_owned(file public.files, kind app.file_kinds) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  owned boolean;
begin
  execute format('select exists (select from public.%I o where o.%I = $1 and o.campaign_id = $2)', (kind).tbl, (kind).col)
    into owned using (file).id, (file).campaign_id;
  return owned;
end $$;

create function app.file_sealed(file public.files) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', (file).id, 'kind', (file).kind, 'type', (file).type, 'size', (file).size,
    'sealed', (select translate(encode(b.sealed, 'base64'), E'\n', '') from app.file_bytes b where b.file_id = (file).id))
$$;

-- For a member: null unless a row of their campaign owns the file and they may read that row. Absent and forbidden look
-- the same.
create function public.file_open(campaign uuid, file uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  f public.files;
  k app.file_kinds;
begin
  select * into f from public.files x where x.id = $2 and x.campaign_id = $1;
  select * into k from app.file_kinds x where x.kind = f.kind;
  if k.kind is null or not app.can($1, k.permission) or not app.file_owned(f, k) then return null; end if;
  return app.file_sealed(f);
end $$;

-- A day without an owner, and a file is gone: what was handed in and never used, a logo that was replaced. The day leaves
-- time to undo.
create function public.files_sweep() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  k app.file_kinds;
  swept bigint;
begin
  for k in select * from app.file_kinds loop
    update public.files f set unowned_since = case when app.file_owned(f, k) then null else now() end
    where f.kind = k.kind and (f.unowned_since is null) <> app.file_owned(f, k);
  end loop;
  delete from public.files f where f.unowned_since < now() - interval '1 day';
  get diagnostics swept = row_count;
  return jsonb_build_object('swept', swept);
end $$;

revoke all on function app.file_owned(public.files, app.file_kinds), app.file_sealed(public.files) from public;
select app.expose('public.file_store(jsonb, text)', 'service_role');
select app.expose('public.files_sweep()', 'service_role');
select app.expose('public.file_open(uuid, uuid)', 'authenticated');
