-- Documentos y pruebas. What a file is called, what it shows and the key that opens it are sealed by the application; its
-- bytes lie outside the database, sealed with that key. Kind, size, fingerprint and who did what with it stand in clear for
-- the legal desk, because a chain of custody that nobody can read proves nothing.

create table public.documents (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  case_id uuid references public.cases on delete cascade,
  person_id uuid references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  kind text not null check (kind in ('filing', 'ruling', 'notice', 'evidence', 'medical', 'identity', 'power', 'letter', 'paper', 'other')),
  -- Nobody's before it is whole: `uploading` rows are seen by whoever began them and swept after a day.
  state text not null default 'uploading' check (state in ('uploading', 'ready', 'removed', 'destroyed')),
  -- The first of its versions; a version of its own is given when the bytes are whole.
  root_id uuid not null references public.documents on delete cascade,
  version integer not null default 0 check (version >= 0),
  superseded_at timestamptz,
  redacted_copy_of uuid references public.documents on delete set null,
  type text check (length(type) <= 100),
  size bigint not null check (size between 1 and 536870912),
  -- Of the original, before it was sealed.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- A copy drawn anew, without what a camera writes into a picture.
  has_view boolean not null default false,
  stored text not null default 'disk' check (stored in ('disk', 's3')),
  title_sealed text,
  name_sealed text,
  facts_sealed text,
  key_sealed text,
  edits integer not null default 0,
  removed_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check ((state = 'uploading') = (sha256 is null))
);
create index documents_campaign on public.documents (campaign_id, created_at desc, id desc);
create index documents_case on public.documents (case_id, created_at desc);
create index documents_person on public.documents (person_id, created_at desc);
create index documents_root on public.documents (root_id, version desc);
create index documents_redacted on public.documents (redacted_copy_of);
create index documents_compartment on public.documents (compartment_id);
create index documents_created_by on public.documents (created_by);
create index documents_sha256 on public.documents (campaign_id, sha256);
create index documents_waiting on public.documents (state, created_at) where state in ('uploading', 'removed');
comment on table public.documents is 'P2: the legal desk, or the members of the compartment. Bytes lie sealed in the private store, not here.';
comment on column public.documents.title_sealed is 'P2: what it is called. Sealed by the application.';
comment on column public.documents.name_sealed is 'P2: the name of the file as it came. Sealed by the application.';
comment on column public.documents.facts_sealed is 'P2: when, by whom, with what and from whom evidence was taken. Sealed by the application.';
comment on column public.documents.key_sealed is 'P2: the age identity that opens the bytes. Sealed by the application; emptied when the document is destroyed.';

-- Cadena de custodia: received, opened, copied, handed to a court. Never changed; numbered and hash-chained by the journal.
create table public.document_events (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  document_id uuid not null references public.documents on delete cascade,
  compartment_id uuid references public.compartments,
  kind text not null check (kind in ('received', 'opened', 'copied', 'handed', 'edited', 'removed', 'restored', 'destroyed')),
  note_sealed text,
  -- Fingerprint of what is sealed of it, so that the journal holds it too.
  note_digest text check (note_digest ~ '^[0-9a-f]{64}$'),
  -- Null: the machine.
  created_by uuid,
  created_at timestamptz not null default now()
);
create index document_events_document on public.document_events (document_id, created_at desc);
create index document_events_campaign on public.document_events (campaign_id, created_at desc);
create index document_events_compartment on public.document_events (compartment_id);
comment on table public.document_events is 'P2: the legal desk, or the members of the compartment: who did what with a document, and when.';
comment on column public.document_events.note_sealed is 'P2: to whom it was handed and the number of the receipt. Sealed by the application.';

-- Moving into a compartment is the one change; going is only with the document itself.
create function app.document_events_fixed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'compartment_id' = to_jsonb(old) - 'compartment_id' then return new; end if;
  if tg_op = 'DELETE' and not exists (select from public.documents d where d.id = old.document_id) then return old; end if;
  raise exception 'append only' using errcode = '42501', detail = tg_table_name;
end $$;
create trigger fixed before update or delete on public.document_events for each row execute function app.document_events_fixed();

/* ---------------------------------------------------------------- which documents, whose */

create function app.document_of(document uuid) returns public.documents
language plpgsql stable security definer set search_path = '' as $$
declare
  d public.documents;
begin
  select * into d from public.documents x where x.id = $1;
  perform app.need(d.campaign_id, 'people.confidential');
  if not app.within(d.compartment_id) or (d.state = 'uploading' and d.created_by is distinct from app.uid()) then
    perform app.fail('RN404', 'not_found');
  end if;
  return d;
end $$;

create function app.document_event(d public.documents, kind text, note text default null) returns void
language sql security definer set search_path = '' as $$
  insert into public.document_events (id, campaign_id, document_id, kind, note_sealed, note_digest, created_by)
  values (gen_random_uuid(), (d).campaign_id, (d).id, $2, $3, encode(sha256(convert_to($3, 'UTF8')), 'hex'),
    coalesce(nullif(current_setting('app.actor', true), '')::uuid, app.uid()))
$$;

-- Of the versions that are there the newest counts.
create function app.document_heads(root uuid) returns void
language sql security definer set search_path = '' as $$
  with newest as (select max(x.version) as version from public.documents x where x.root_id = $1 and x.state = 'ready')
  update public.documents d set superseded_at = case when d.version < n.version then coalesce(d.superseded_at, now()) end
  from newest n
  where d.root_id = $1 and d.state = 'ready' and (d.superseded_at is null) = (d.version < n.version)
$$;

/* ---------------------------------------------------------------- operations */

-- A place is kept for the bytes; until they are whole no page of anybody else shows it.
create function app.op_documents_begin(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  document uuid := app.arg_id(args, 'id');
  bytes bigint;
  was public.documents;
  the_case public.cases;
  the_person public.people;
begin
  perform app.need(campaign, 'people.confidential');
  if jsonb_typeof(args -> 'size') is distinct from 'number' or (args ->> 'size')::numeric % 1 <> 0 then
    perform app.fail('RN400', 'unknown_field', 'size');
  end if;
  if (args ->> 'size')::numeric < 1 then perform app.fail('RN400', 'document_empty', 'size'); end if;
  if (args ->> 'size')::numeric > 536870912 then perform app.fail('RN400', 'document_too_large', 'size'); end if;
  bytes := (args ->> 'size')::bigint;
  if args ->> 'replaces' is not null then was := app.document_of(app.arg_id(args, 'replaces'));
  elsif args ->> 'redacts' is not null then was := app.document_of(app.arg_id(args, 'redacts'));
  end if;
  if was.id is not null then
    if was.campaign_id <> campaign or was.state <> 'ready' then perform app.fail('RN404', 'not_found'); end if;
  else
    if args ->> 'case' is not null then the_case := app.need_case(app.arg_id(args, 'case'), 'people.confidential'); end if;
    if args ->> 'person' is not null then the_person := app.need_person(app.arg_id(args, 'person'), 'people.confidential'); end if;
    if coalesce(the_case.campaign_id, campaign) <> campaign or coalesce(the_person.campaign_id, campaign) <> campaign then
      perform app.fail('RN404', 'not_found');
    end if;
    was.case_id := the_case.id;
    was.person_id := the_person.id;
    was.compartment_id := coalesce(the_case.compartment_id, the_person.compartment_id);
  end if;
  -- Two that begin at once must not both take the last of the room. Each compartment has a room of its own: what is left of a common one
  -- would tell that others fill it.
  perform pg_advisory_xact_lock(hashtextextended('documents ' || campaign, 0));
  if bytes + (select coalesce(sum(d.size), 0) from public.documents d where d.campaign_id = campaign and d.state <> 'destroyed'
      and d.compartment_id is not distinct from was.compartment_id) > 21474836480 then
    perform app.fail('RN400', 'documents_full', 'size');
  end if;
  insert into public.documents (id, campaign_id, case_id, person_id, kind, root_id, redacted_copy_of, size, title_sealed, name_sealed,
    facts_sealed, key_sealed, created_by)
  values (document, campaign, was.case_id, was.person_id,
    app.arg_choice(args, 'kind', 'filing', 'ruling', 'notice', 'evidence', 'medical', 'identity', 'power', 'letter', 'paper', 'other'),
    case when args ->> 'replaces' is not null then was.root_id else document end,
    case when args ->> 'replaces' is not null then was.redacted_copy_of else was.id end,
    bytes, app.arg(args, 'titleSealed', 4000), app.arg(args, 'nameSealed', 4000), app.arg_optional(args, 'factsSealed', 20000),
    app.arg(args, 'keySealed', 2000), app.uid());
  return jsonb_build_object('document', document);
end $$;

-- Written before anything sealed is read. `title` for lines of a list, `open` for the page and its picture, `copy` for the bytes.
create function app.op_documents_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  wanted uuid[] := app.arg_ids(args, 'documents', 50);
  what text := app.arg_choice(args, 'what', 'title', 'open', 'copy');
  d public.documents;
  one uuid;
begin
  foreach one in array wanted loop
    d := app.document_of(one);
    if d.state = 'destroyed' then perform app.fail('RN410', 'destroyed'); end if;
    perform app.look('documents', d.id, what);
    if what <> 'title' then perform app.document_event(d, case what when 'open' then 'opened' else 'copied' end); end if;
  end loop;
  return '{}';
end $$;

-- Absent leaves what there is; null takes a document off its case or person.
create function app.op_documents_edit(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  d public.documents := app.document_of(app.arg_id(args, 'document'));
  the_case public.cases;
  the_person public.people;
begin
  if d.state <> 'ready' then perform app.fail('RN409', 'conflict', 'document'); end if;
  if args ->> 'case' is not null then the_case := app.need_case(app.arg_id(args, 'case'), 'people.confidential'); end if;
  if args ->> 'person' is not null then the_person := app.need_person(app.arg_id(args, 'person'), 'people.confidential'); end if;
  if coalesce(the_case.campaign_id, d.campaign_id) <> d.campaign_id or coalesce(the_person.campaign_id, d.campaign_id) <> d.campaign_id then
    perform app.fail('RN404', 'not_found');
  end if;
  update public.documents x set
    edits = x.edits + 1,
    kind = case when args ? 'kind' then app.arg_choice(args, 'kind', 'filing', 'ruling', 'notice', 'evidence', 'medical', 'identity', 'power',
      'letter', 'paper', 'other') else x.kind end,
    title_sealed = case when args ? 'titleSealed' then app.arg(args, 'titleSealed', 4000) else x.title_sealed end,
    facts_sealed = case when args ? 'factsSealed' then app.arg_optional(args, 'factsSealed', 20000) else x.facts_sealed end
  where x.id = d.id;
  -- All versions and their redacted copies hang on the same person and case, or a compartment would hide one and show the other.
  if args ? 'case' or args ? 'person' then
    update public.documents x set
      case_id = case when args ? 'case' then the_case.id else x.case_id end,
      person_id = case when args ? 'person' then the_person.id else x.person_id end
    where x.root_id = d.root_id or x.redacted_copy_of in (select y.id from public.documents y where y.root_id = d.root_id)
      or x.root_id = (select y.root_id from public.documents y where y.id = d.redacted_copy_of);
  end if;
  perform app.document_event(d, 'edited');
  return '{}';
end $$;

-- Handed to a court or to somebody else, with the receipt.
create function app.op_documents_hand(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  d public.documents := app.document_of(app.arg_id(args, 'document'));
begin
  if d.state <> 'ready' then perform app.fail('RN409', 'conflict', 'document'); end if;
  insert into public.document_events (id, campaign_id, document_id, kind, note_sealed, note_digest, created_by)
  values (app.arg_id(args, 'id'), d.campaign_id, d.id, 'handed', app.arg(args, 'noteSealed', 8000),
    encode(sha256(convert_to(app.arg(args, 'noteSealed', 8000), 'UTF8')), 'hex'), app.uid());
  return '{}';
end $$;

create function app.op_documents_remove(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  d public.documents := app.document_of(app.arg_id(args, 'document'));
begin
  if d.state <> 'ready' then perform app.fail('RN409', 'conflict', 'document'); end if;
  update public.documents x set state = 'removed', removed_at = now(), superseded_at = null where x.id = d.id;
  perform app.document_heads(d.root_id);
  perform app.document_event(d, 'removed');
  return '{}';
end $$;

create function app.op_documents_restore(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  d public.documents := app.document_of(app.arg_id(args, 'document'));
begin
  if d.state <> 'removed' then perform app.fail('RN409', 'conflict', 'document'); end if;
  update public.documents x set state = 'ready', removed_at = null where x.id = d.id;
  perform app.document_heads(d.root_id);
  perform app.document_event(d, 'restored');
  return '{}';
end $$;

/* ---------------------------------------------------------------- reading what is sealed */

-- Under way: for whoever began it.
create function public.document_upload(campaign uuid, document uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  d public.documents := app.document_of($2);
begin
  if d.campaign_id <> $1 or d.created_by is distinct from app.uid() then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object('state', d.state, 'kind', d.kind, 'size', d.size, 'nameSealed', d.name_sealed, 'keySealed', d.key_sealed);
end $$;

-- Those of which whoever asks wrote down a moment ago that they look; the others are absent. Keys only to open bytes with.
create function public.documents_sealed(campaign uuid, documents uuid[], what text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title_sealed, 'name', d.name_sealed)
      || case when $3 = 'title' then '{}'::jsonb
        else jsonb_build_object('facts', d.facts_sealed, 'key', d.key_sealed, 'stored', d.stored, 'type', d.type, 'size', d.size, 'hasView', d.has_view,
          'notes', coalesce((select jsonb_object_agg(e.id, e.note_sealed) from public.document_events e
            where e.document_id = d.id and e.note_sealed is not null), '{}')) end)
    from public.documents d
    where d.id = any ($2) and d.campaign_id = $1 and d.state in ('ready', 'removed') and app.within(d.compartment_id)
      and app.looked('documents', d.id, $3)), '[]');
end $$;

/* ---------------------------------------------------------------- the machine */

-- The bytes are whole and sealed: what they are is what the machine read, never what somebody says. Twice is once.
create function public.document_ready(document uuid, by_user uuid, facts jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.documents;
begin
  perform set_config('app.actor', $2::text, true);
  select * into d from public.documents x where x.id = $1 for update;
  if d.id is null then perform app.fail('RN404', 'not_found'); end if;
  if d.state <> 'uploading' then return jsonb_build_object('state', d.state); end if;
  perform 1 from public.documents x where x.id = d.root_id for update;
  update public.documents x set state = 'ready', type = $3 ->> 'type', sha256 = $3 ->> 'sha256', has_view = ($3 ->> 'hasView')::boolean,
    stored = $3 ->> 'stored', version = 1 + coalesce((select max(y.version) from public.documents y where y.root_id = d.root_id), 0)
  where x.id = d.id;
  perform app.document_heads(d.root_id);
  perform app.document_event(d, 'received');
  return jsonb_build_object('state', 'ready');
end $$;

-- Refused when it was read, or given up: nothing of it was anybody's yet.
create function public.document_dropped(document uuid) returns jsonb
language sql volatile security definer set search_path = '' as $$
  with gone as (delete from public.documents d where d.id = $1 and d.state = 'uploading' returning d.id)
  select jsonb_build_object('dropped', (select count(*) from gone))
$$;

-- Uploads that broke off a day ago, and what was removed thirty days ago. Their bytes go first, then `document_destroyed`.
create function public.documents_due() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'campaign', d.campaign_id, 'state', d.state, 'stored', d.stored)), '[]')
  from (select * from public.documents x
    where (x.state = 'uploading' and x.created_at < now() - interval '1 day') or (x.state = 'removed' and x.removed_at < now() - interval '30 days')
    order by x.created_at limit 200) d
$$;

create function public.document_destroyed(document uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.documents;
begin
  update public.documents x set state = 'destroyed', title_sealed = null, name_sealed = null, facts_sealed = null, key_sealed = null, has_view = false
  where x.id = $1 and x.state = 'removed' and x.removed_at < now() - interval '30 days' returning * into d;
  if d.id is null then return '{"destroyed": false}'; end if;
  perform app.document_event(d, 'destroyed');
  return '{"destroyed": true}';
end $$;

-- Of the folders in the store, those that belong to a document which still has bytes.
create function public.documents_known(ids uuid[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(d.id), '[]') from public.documents d where d.id = any ($1) and d.state <> 'destroyed'
$$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.documents', 'public.document_events']::regclass[]) t;
grant select (id, campaign_id, case_id, person_id, compartment_id, kind, state, root_id, version, superseded_at, redacted_copy_of, type, size, sha256,
  has_view, edits, removed_at, created_by, created_at) on public.documents to authenticated;
grant select (id, campaign_id, document_id, compartment_id, kind, note_digest, created_by, created_at) on public.document_events to authenticated;
create policy "The legal desk reads what documents there are" on public.documents for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')) and (state <> 'uploading' or created_by = (select app.uid())));
create policy "The legal desk reads the chain of custody" on public.document_events for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
select app.compartment('public.documents', 'cases:case_id', 'people:person_id');
select app.compartment('public.document_events', 'documents:document_id');

select app.track('public.documents', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'case_id', 'person_id', 'compartment_id', 'kind', 'state',
  'root_id', 'version', 'superseded_at', 'redacted_copy_of', 'type', 'size', 'sha256', 'has_view', 'edits', 'removed_at', 'created_by', 'created_at']);
select app.track('public.document_events', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'document_id', 'compartment_id', 'kind',
  'note_digest', 'created_by', 'created_at']);

revoke all on function app.document_events_fixed(), app.document_of(uuid), app.document_event(public.documents, text, text), app.document_heads(uuid),
  app.op_documents_begin(jsonb), app.op_documents_look(jsonb), app.op_documents_edit(jsonb), app.op_documents_hand(jsonb),
  app.op_documents_remove(jsonb), app.op_documents_restore(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.document_upload(uuid, uuid)', 'authenticated');
select app.expose('public.documents_sealed(uuid, uuid[], text)', 'authenticated');
select app.expose('public.document_ready(uuid, uuid, jsonb)', 'service_role');
select app.expose('public.document_dropped(uuid)', 'service_role');
select app.expose('public.documents_due()', 'service_role');
select app.expose('public.document_destroyed(uuid)', 'service_role');
select app.expose('public.documents_known(uuid[])', 'service_role');
