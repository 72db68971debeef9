-- Who somebody is: sealed by the application, opened by the legal desk alone, and each opening written down before. Besides, keyed
-- indexes by which two records of one person find each other, joining them, and on whose word each fact rests.

create table public.identities (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  identity_sealed text,
  -- What must be seen without opening: a child is held by other rules, and a consulate has to be told (Vienna, art. 36).
  is_minor boolean not null default false,
  is_foreign boolean not null default false,
  consul_told_on date,
  erased_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default clock_timestamp(),
  constraint identities_sealed check (identity_sealed is not null or erased_at is not null)
);
create index identities_person on public.identities (person_id, created_at desc);
create index identities_campaign on public.identities (campaign_id);
create index identities_compartment on public.identities (compartment_id) where compartment_id is not null;
create index identities_created_by on public.identities (created_by);
comment on table public.identities is 'P1 for the legal desk: one row per version, the newest is true; what it says is sealed.';
comment on column public.identities.identity_sealed is 'P2: names, documents, birth, family, health, affiliation. Sealed by the application.';

-- Keyed indexes of names and documents, of the newest version and of arrests. Nobody reads them; a search brings keys of its own.
create table app.person_keys (
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  origin text not null check (origin in ('identity', 'arrest')),
  kind text not null check (kind in ('document', 'document_part', 'name', 'pair', 'token')),
  key text not null check (length(key) between 20 and 64),
  primary key (person_id, origin, kind, key)
);
create index person_keys_key on app.person_keys (campaign_id, key);
select app.protect('app.person_keys');

alter table public.people add column merged_into uuid references public.people on delete set null;
create index people_merged on public.people (merged_into) where merged_into is not null;
update app.tracked set columns = columns || 'merged_into'::text where entity = 'people';

create table public.people_merges (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  keep_id uuid not null references public.people on delete cascade,
  drop_id uuid not null references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  -- What went from one record to the other: table, column and ids, so that it can go back.
  moved jsonb not null default '[]',
  left_behind integer not null default 0,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index people_merges_keep on public.people_merges (keep_id);
create index people_merges_drop on public.people_merges (drop_id);
create index people_merges_campaign on public.people_merges (campaign_id);
create index people_merges_compartment on public.people_merges (compartment_id) where compartment_id is not null;
create index people_merges_created_by on public.people_merges (created_by);
comment on table public.people_merges is 'P1 for the legal desk: which records were joined.';

-- Fuente: on whose word something stands. Who it was and what they said is sealed.
create table public.person_sources (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  connection text not null check (connection in ('victim', 'family', 'partner', 'lawyer', 'witness', 'organisation', 'official', 'press', 'other')),
  kind text not null check (kind in ('testimony', 'call', 'judicial_file', 'medical', 'video', 'document', 'press', 'observation', 'other')),
  reliability text not null check (reliability in ('very_reliable', 'reliable', 'fairly_reliable', 'not_reliable', 'unknown')),
  hearsay text not null check (hearsay in ('direct', 'second', 'third', 'unknown')),
  received_on date not null check (received_on between '1970-01-01' and '2100-01-01'),
  language text not null default '' check (length(language) <= 40),
  words_sealed text,
  has_words boolean not null generated always as (words_sealed is not null) stored,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index person_sources_person on public.person_sources (person_id, received_on desc);
create index person_sources_campaign on public.person_sources (campaign_id);
create index person_sources_compartment on public.person_sources (compartment_id) where compartment_id is not null;
create index person_sources_created_by on public.person_sources (created_by);
comment on table public.person_sources is 'P1 for the legal desk: kind, reliability and day of what was told.';
comment on column public.person_sources.words_sealed is 'P2: who told, and what. Sealed by the application.';

create table public.person_citations (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  source_id uuid not null references public.person_sources on delete cascade,
  compartment_id uuid references public.compartments,
  entity text not null check (entity in ('custody_statuses', 'place_stays', 'contact_facts', 'obligations', 'arrests', 'people')),
  entity_id uuid not null,
  -- Of a person: which field of the identity.
  field text not null default '' check (field ~ '^[a-z_]{0,40}$'),
  stance text not null check (stance in ('supports', 'contradicts')),
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create unique index person_citations_once on public.person_citations (source_id, entity, entity_id, field) where undone_at is null;
create index person_citations_campaign on public.person_citations (campaign_id);
create index person_citations_of on public.person_citations (entity_id);
create index person_citations_compartment on public.person_citations (compartment_id) where compartment_id is not null;
create index person_citations_created_by on public.person_citations (created_by);
comment on table public.person_citations is 'P1 for the legal desk: what a source supports or contradicts.';

/* ---------------------------------------------------------------- identity */

create function app.keep_keys(person public.people, origin text, keys jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  delete from app.person_keys k where k.person_id = ($1).id and k.origin = $2;
  insert into app.person_keys (campaign_id, person_id, origin, kind, key)
  select ($1).campaign_id, ($1).id, $2, x.kind, x.key from jsonb_to_recordset($3) as x(kind text, key text)
  where x.kind in ('document', 'document_part', 'name', 'pair', 'token') and length(x.key) between 20 and 64
  limit 400 on conflict do nothing;
end $$;

create function app.arg_keys(args jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> 'keys') is distinct from 'array' or jsonb_array_length(args -> 'keys') > 400 then perform app.fail('RN400', 'unknown_field', 'keys'); end if;
  return args -> 'keys';
end $$;

create function app.op_people_identify(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
begin
  perform 1 from public.people p where p.id = who.id for update;
  -- Whoever saw an older version would write over what somebody else has just learnt.
  if args ? 'base' and coalesce(args ->> 'base', '') <> coalesce((select i.id::text from public.identities i where i.person_id = who.id
    order by i.created_at desc limit 1), '') then perform app.fail('RN412', 'stale', 'base'); end if;
  insert into public.identities (id, campaign_id, person_id, identity_sealed, is_minor, is_foreign, consul_told_on, created_by)
  values (app.arg_id(args, 'id'), who.campaign_id, who.id, app.arg(args, 'identitySealed', 60000), coalesce(app.arg_flag(args, 'isMinor'), false),
    coalesce(app.arg_flag(args, 'isForeign'), false),
    (select i.consul_told_on from public.identities i where i.person_id = who.id order by i.created_at desc limit 1), app.uid());
  perform app.keep_keys(who, 'identity', app.arg_keys(args));
  return '{}';
end $$;

create function app.op_people_consul(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
  told date := case when coalesce(args ->> 'toldOn', '') <> '' then app.arg_day(args, 'toldOn') end;
begin
  if told > (now() at time zone (select c.tz from public.campaigns c where c.id = who.campaign_id))::date then perform app.fail('RN400', 'future', 'toldOn'); end if;
  update public.identities i set consul_told_on = told
  where i.id = (select x.id from public.identities x where x.person_id = who.id order by x.created_at desc limit 1);
  if not found then perform app.fail('RN409', 'conflict', 'person'); end if;
  return '{}';
end $$;

create function app.op_people_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
begin
  perform app.look('people', who.id, 'identity');
  return '{}';
end $$;

-- All that is sealed of somebody, for whoever wrote down a moment ago that they look.
create function public.person_sealed(person uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  who public.people := app.need_person($1, 'people.confidential');
begin
  if not app.looked('people', who.id, 'identity') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object(
    'identities', coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'sealed', i.identity_sealed, 'at', i.created_at, 'by', i.created_by) order by i.created_at desc)
      from public.identities i where i.person_id = who.id and i.identity_sealed is not null), '[]'),
    'cells', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'for', s.sealed_for, 'sealed', s.cell_sealed))
      from public.place_stays s where s.person_id = who.id and s.cell_sealed is not null), '[]'),
    'details', coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'for', o.sealed_for, 'sealed', o.detail_sealed))
      from public.obligations o where o.person_id = who.id and o.detail_sealed is not null), '[]'),
    'sources', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'for', s.id, 'sealed', s.words_sealed))
      from public.person_sources s where s.person_id = who.id and s.words_sealed is not null), '[]'));
end $$;

/* ---------------------------------------------------------------- the same person twice */

-- Written by the machine with what somebody on the telephone said: whoever took the call need not be able to search.
create function public.person_keep_keys(person uuid, origin text, keys jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  who public.people;
begin
  select * into who from public.people p where p.id = $1;
  if who.id is not null then perform app.keep_keys(who, $2, $3); end if;
end $$;

-- Who shares keys, strongest first. Codes only; of what a compartment holds, only what the asker is within; a joined record answers as the one it
-- was joined into.
create function public.people_alike(campaign uuid, keys jsonb, except_person uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', y.id, 'code', y.code, 'pseudonym', y.pseudonym, 'kinds', y.kinds) order by y.weight desc, y.code)
    from (
      select t.id, t.code, t.pseudonym, jsonb_object_agg(x.kind, x.n) as kinds,
        sum(case x.kind when 'document' then 100 when 'name' then 60 when 'pair' then 30 when 'document_part' then 20 else 5 end) as weight
      from (
        select coalesce(p.merged_into, p.id) as person, k.kind, count(distinct k.key) as n
        from jsonb_to_recordset($2) as a(kind text, key text)
        join app.person_keys k on k.campaign_id = $1 and k.key = a.key and k.kind = a.kind
        join public.people p on p.id = k.person_id
        group by 1, 2) x
      join public.people t on t.id = x.person and t.campaign_id = $1 and app.within(t.compartment_id)
      where t.id is distinct from $3
      group by t.id, t.code, t.pseudonym
      order by weight desc, t.code limit 20) y), '[]');
end $$;

-- What hangs on one record hangs on the other from then on. What the other has already (a place in the same case) stays behind.
create function app.op_people_merge(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  keep public.people := app.need_person(app.arg_id(args, 'keep'), 'people.confidential');
  gone public.people := app.need_person(app.arg_id(args, 'gone'), 'people.confidential');
  f record;
  ids uuid[];
  went uuid[];
  one uuid;
  moved jsonb := '[]';
  behind integer := 0;
begin
  perform app.need(keep.campaign_id, 'people.write');
  perform 1 from public.people p where p.id in (keep.id, gone.id) order by p.id for update;
  if keep.id = gone.id or keep.campaign_id <> gone.campaign_id then perform app.fail('RN400', 'choice', 'gone'); end if;
  if keep.merged_into is not null or gone.merged_into is not null then perform app.fail('RN409', 'conflict', 'gone'); end if;
  -- Joined across the wall, one of them would be shown to others or hidden from them.
  if keep.compartment_id is distinct from gone.compartment_id then perform app.fail('RN409', 'compartments_differ', 'gone'); end if;
  for f in
    select c.relname::text as tbl, a.attname::text as col from pg_catalog.pg_constraint k
    join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'public.people'::regclass and cardinality(k.conkey) = 1 and c.relnamespace = 'public'::regnamespace
      and c.relname not in ('people', 'people_merges') and a.attname <> 'id'
      and exists (select 1 from pg_catalog.pg_attribute i where i.attrelid = k.conrelid and i.attname = 'id')
    order by 1, 2
  loop
    execute format('select array_agg(x.id order by x.id) from public.%I x where x.%I = $1', f.tbl, f.col) into ids using gone.id;
    if ids is null then continue; end if;
    went := '{}';
    foreach one in array ids loop
      begin
        execute format('update public.%I x set %I = $1 where x.id = $2', f.tbl, f.col) using keep.id, one;
        went := went || one;
      exception when unique_violation then
        behind := behind + 1;
      end;
    end loop;
    if cardinality(went) > 0 then moved := moved || jsonb_build_object('table', f.tbl, 'column', f.col, 'ids', to_jsonb(went)); end if;
  end loop;
  with l as (update public.looks x set entity_id = keep.id where x.entity = 'people' and x.entity_id = gone.id returning x.id)
  select array_agg(l.id) into went from l;
  if went is not null then moved := moved || jsonb_build_object('table', 'looks', 'column', 'entity_id', 'ids', to_jsonb(went)); end if;
  update public.people p set merged_into = keep.id where p.id = gone.id;
  insert into public.people_merges (id, campaign_id, keep_id, drop_id, moved, left_behind, created_by)
  values (app.arg_id(args, 'id'), keep.campaign_id, keep.id, gone.id, moved, behind, app.uid());
  perform app.person_stands(gone.id);
  return jsonb_build_object('left', behind);
end $$;

-- What went over goes back; what was written since stays where it was written.
create function app.op_people_unmerge(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  m public.people_merges;
  keep public.people;
  step jsonb;
begin
  select * into m from public.people_merges x where x.id = app.arg_id(args, 'merge');
  keep := app.need_person(m.keep_id, 'people.confidential');
  perform app.need(keep.campaign_id, 'people.write');
  perform 1 from public.people p where p.id in (m.keep_id, m.drop_id) order by p.id for update;
  update public.people_merges x set undone_at = now() where x.id = m.id and x.undone_at is null;
  if not found then perform app.fail('RN409', 'conflict', 'merge'); end if;
  update public.people p set merged_into = null, compartment_id = keep.compartment_id where p.id = m.drop_id;
  for step in select x from jsonb_array_elements(m.moved) x loop
    execute format('update public.%I x set %I = $1 where x.id in (select jsonb_array_elements_text($3)::uuid) and x.%I = $2',
      step ->> 'table', step ->> 'column', step ->> 'column') using m.drop_id, m.keep_id, step -> 'ids';
  end loop;
  return '{}';
end $$;

/* ---------------------------------------------------------------- sources */

create function app.op_sources_add(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
  day date := app.arg_day(args, 'receivedOn');
begin
  if day > (now() at time zone (select c.tz from public.campaigns c where c.id = who.campaign_id))::date then perform app.fail('RN400', 'future', 'receivedOn'); end if;
  insert into public.person_sources (id, campaign_id, person_id, connection, kind, reliability, hearsay, received_on, language, words_sealed, created_by)
  values (app.arg_id(args, 'id'), who.campaign_id, who.id,
    app.arg_choice(args, 'connection', 'victim', 'family', 'partner', 'lawyer', 'witness', 'organisation', 'official', 'press', 'other'),
    app.arg_choice(args, 'kind', 'testimony', 'call', 'judicial_file', 'medical', 'video', 'document', 'press', 'observation', 'other'),
    app.arg_choice(args, 'reliability', 'very_reliable', 'reliable', 'fairly_reliable', 'not_reliable', 'unknown'),
    app.arg_choice(args, 'hearsay', 'direct', 'second', 'third', 'unknown'), day, coalesce(app.arg_optional(args, 'language', 40), ''),
    app.arg_optional(args, 'wordsSealed', 20000), app.uid());
  return '{}';
end $$;

create function app.op_sources_cite(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.person_sources;
  what text := app.arg_choice(args, 'entity', 'custody_statuses', 'place_stays', 'contact_facts', 'obligations', 'arrests', 'people');
  row_id uuid := app.arg_id(args, 'row');
  whose uuid;
begin
  select * into s from public.person_sources x where x.id = app.arg_id(args, 'source') and x.undone_at is null;
  perform app.need_person(s.person_id, 'people.confidential');
  if what = 'people' then whose := row_id;
  else execute format('select x.person_id from public.%I x where x.id = $1', what) into whose using row_id; end if;
  if whose is distinct from s.person_id then perform app.fail('RN400', 'choice', 'row'); end if;
  if coalesce(args ->> 'of', '') !~ '^[a-z_]{0,40}$' then perform app.fail('RN400', 'choice', 'of'); end if;
  update public.person_citations c set undone_at = now()
  where c.source_id = s.id and c.entity = what and c.entity_id = row_id and c.field = coalesce(args ->> 'of', '') and c.undone_at is null;
  insert into public.person_citations (id, campaign_id, source_id, entity, entity_id, field, stance, created_by)
  values (app.arg_id(args, 'id'), s.campaign_id, s.id, what, row_id, coalesce(args ->> 'of', ''),
    app.arg_choice(args, 'stance', 'supports', 'contradicts'), app.uid());
  return '{}';
end $$;

-- A source, or one thing it says, is taken back; taken back again it counts.
create function app.op_sources_strike(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  what text := app.arg_choice(args, 'what', 'source', 'citation');
  row_id uuid := app.arg_id(args, 'row');
  struck boolean := coalesce(app.arg_flag(args, 'struck'), true);
  s public.person_sources;
begin
  select x.* into s from public.person_sources x
  where x.id = case what when 'source' then row_id else (select c.source_id from public.person_citations c where c.id = row_id) end;
  perform app.need_person(s.person_id, 'people.confidential');
  if what = 'source' then
    update public.person_sources x set undone_at = case when struck then now() end where x.id = s.id and (x.undone_at is null) = struck;
  else
    update public.person_citations x set undone_at = case when struck then now() end where x.id = row_id and (x.undone_at is null) = struck;
  end if;
  if not found then perform app.fail('RN409', 'conflict', 'row'); end if;
  return '{}';
exception when unique_violation then
  perform app.fail('RN409', 'conflict', 'row');
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.identities', 'public.people_merges', 'public.person_sources', 'public.person_citations']::regclass[]) t;
grant select (id, campaign_id, person_id, compartment_id, is_minor, is_foreign, consul_told_on, erased_at, created_by, created_at) on public.identities to authenticated;
grant select (id, campaign_id, keep_id, drop_id, compartment_id, left_behind, undone_at, created_by, created_at) on public.people_merges to authenticated;
grant select (id, campaign_id, person_id, compartment_id, connection, kind, reliability, hearsay, received_on, language, has_words, undone_at,
  created_by, created_at) on public.person_sources to authenticated;
grant select on public.person_citations to authenticated;
create policy "The legal desk sees that somebody was identified" on public.identities for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
create policy "The legal desk sees which records were joined" on public.people_merges for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
create policy "The legal desk sees what sources there are" on public.person_sources for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
create policy "The legal desk sees what sources say" on public.person_citations for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));

select app.compartment('public.identities', 'people:person_id');
select app.compartment('public.people_merges', 'people:keep_id');
select app.compartment('public.person_sources', 'people:person_id');
select app.compartment('public.person_citations', 'person_sources:source_id');
select app.track('public.identities', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'compartment_id', 'person_id', 'is_minor', 'is_foreign',
  'consul_told_on', 'erased_at', 'created_by', 'created_at']);
select app.track('public.people_merges', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'compartment_id', 'keep_id', 'drop_id', 'left_behind',
  'undone_at', 'created_by', 'created_at']);
select app.track('public.person_sources', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'compartment_id', 'person_id', 'connection', 'kind',
  'reliability', 'hearsay', 'received_on', 'language', 'has_words', 'undone_at', 'created_by', 'created_at']);
select app.track('public.person_citations', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'compartment_id', 'source_id', 'entity', 'entity_id',
  'field', 'stance', 'undone_at', 'created_by', 'created_at']);

revoke all on function app.keep_keys(public.people, text, jsonb), app.arg_keys(jsonb), app.op_people_identify(jsonb), app.op_people_consul(jsonb),
  app.op_people_look(jsonb), app.op_people_merge(jsonb), app.op_people_unmerge(jsonb), app.op_sources_add(jsonb), app.op_sources_cite(jsonb),
  app.op_sources_strike(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.person_sealed(uuid)', 'authenticated');
select app.expose('public.people_alike(uuid, jsonb, uuid)', 'authenticated');
select app.expose('public.person_keep_keys(uuid, text, jsonb)', 'service_role');
