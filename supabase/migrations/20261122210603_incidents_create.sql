-- Registro de la represión: what happened, who was there, and how many were hurt or taken according to whom. Figures that contradict
-- each other stand side by side, each with its source, period and rule of counting; none is corrected by another. The public reads
-- only what was released: a frozen copy, made of the version that somebody named.

insert into app.role_permissions (permission, role)
select 'incidents.write', r from unnest(array['owner', 'organizer', 'legal', 'coordinator']) r
union all select 'incidents.release', r from unnest(array['owner', 'legal']) r;

create table public.incidents (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  -- `period`: not one thing that happened but a count over months, as monitors publish them.
  kind text not null check (kind in ('march', 'gathering', 'strike', 'roadblock', 'eviction', 'raid', 'other', 'period')),
  title text not null check (length(title) between 1 and 160),
  from_day date not null check (from_day between '1970-01-01' and '2100-01-01'),
  to_day date not null check (to_day between from_day and '2100-01-01'),
  -- Town or province, by which is counted; and where in it.
  place text not null check (length(place) between 1 and 80),
  spot text not null default '' check (length(spot) <= 160),
  forces text[] not null default '{}',
  organisations text not null default '' check (length(organisations) <= 600),
  description text not null default '' check (length(description) <= 4000),
  -- HURIDOCS lists 43 and 41.
  monitoring text not null check (monitoring in ('followed', 'unfollowed', 'closed')),
  certainty text not null check (certainty in ('confirmed', 'probable', 'possible', 'unlikely', 'unknown')),
  reconciliation text not null default '' check (length(reconciliation) <= 2000),
  -- Grows with every change of it or of its figures: whoever releases names the version they read.
  version integer not null default 1,
  removed_at timestamptz,
  released jsonb,
  released_version integer,
  released_at timestamptz,
  released_by uuid references auth.users on delete set null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check ((released is null) = (released_version is null) and (released is null) = (released_at is null))
);
create index incidents_campaign on public.incidents (campaign_id, from_day desc, id);
create index incidents_created_by on public.incidents (created_by);
create index incidents_released_by on public.incidents (released_by);
comment on table public.incidents is 'P1, and P0 what was released. No name, code or pseudonym of a person stands here.';

create table public.incident_figures (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  incident_id uuid not null references public.incidents on delete cascade,
  measure text not null check (measure in ('injured', 'detained', 'killed', 'demonstrations', 'repressed')),
  n integer not null check (n between 0 and 10000000),
  unit text not null check (unit in ('persons', 'detentions', 'events')),
  source text not null check (length(source) between 1 and 120),
  url text not null default '' check (url = '' or url ~ '^https?://' and length(url) <= 400),
  from_day date not null check (from_day between '1970-01-01' and '2100-01-01'),
  to_day date not null check (to_day between from_day and '2100-01-01'),
  rule text not null check (length(rule) between 1 and 600),
  -- Of whom among them, where the source says so: sensitive (Ley 25.326, art. 2), shown only in numbers of five and more.
  trait text check (trait in ('women', 'men', 'other_gender', 'minors', 'older', 'press', 'health_workers', 'indigenous', 'migrants',
    'lgbti', 'disability', 'affiliated')),
  removed_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index incident_figures_incident on public.incident_figures (incident_id, created_at);
create index incident_figures_campaign on public.incident_figures (campaign_id);
create index incident_figures_created_by on public.incident_figures (created_by);
comment on table public.incident_figures is 'P1, and P0 what was released, but for small numbers of a sensitive trait.';

-- Arrests of the campaign that belong to an incident: the team's knowledge, of which the public is told a number.
create table public.incident_arrests (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  incident_id uuid not null references public.incidents on delete cascade,
  arrest_id uuid not null references public.arrests on delete cascade,
  removed_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create unique index incident_arrests_once on public.incident_arrests (incident_id, arrest_id);
create index incident_arrests_arrest on public.incident_arrests (arrest_id);
create index incident_arrests_campaign on public.incident_arrests (campaign_id);
create index incident_arrests_compartment on public.incident_arrests (compartment_id);
create index incident_arrests_created_by on public.incident_arrests (created_by);
comment on table public.incident_arrests is 'P1';

create function app.incident_of(args jsonb, permission text) returns public.incidents
language plpgsql stable security definer set search_path = '' as $$
declare
  i public.incidents;
begin
  select * into i from public.incidents x where x.id = app.arg_id($1, 'incident');
  perform app.need(i.campaign_id, $2);
  return i;
end $$;

-- Days from `fromDay` to `toDay`, neither to come; absent `toDay` is one day.
create function app.incident_period(args jsonb, campaign uuid, out from_day date, out to_day date)
language plpgsql stable security definer set search_path = '' as $$
declare
  today date := (now() at time zone (select c.tz from public.campaigns c where c.id = $2))::date;
begin
  from_day := app.arg_day($1, 'fromDay');
  to_day := case when coalesce($1 ->> 'toDay', '') = '' then from_day else app.arg_day($1, 'toDay') end;
  if from_day > today then perform app.fail('RN400', 'future', 'fromDay'); end if;
  if to_day > today then perform app.fail('RN400', 'future', 'toDay'); end if;
  if to_day < from_day then perform app.fail('RN400', 'period', 'toDay'); end if;
end $$;

create function app.arg_forces(args jsonb) returns text[]
language plpgsql immutable set search_path = '' as $$
declare
  v text[];
begin
  if jsonb_typeof(args -> 'forces') is distinct from 'array' then perform app.fail('RN400', 'choice', 'forces'); end if;
  v := array(select distinct jsonb_array_elements_text(args -> 'forces') order by 1);
  if not v <@ array['pfa', 'gna', 'pna', 'psa', 'caba', 'provincial', 'spf', 'other', 'unknown'] then perform app.fail('RN400', 'choice', 'forces'); end if;
  return v;
end $$;

-- Adds an incident, or changes the one with this id.
create function app.op_incidents_set(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  incident uuid := app.arg_id(args, 'id');
  was public.incidents;
  period record;
begin
  perform app.need(campaign, 'incidents.write');
  select * into was from public.incidents x where x.id = incident for update;
  if was.id is not null and was.campaign_id <> campaign then perform app.fail('RN404', 'not_found'); end if;
  if was.id is not null and args ? 'version' and app.arg_version(args) <> was.version then perform app.fail('RN412', 'stale', 'version'); end if;
  period := app.incident_period(args, campaign);
  insert into public.incidents as t (id, campaign_id, kind, title, from_day, to_day, place, spot, forces, organisations, description, monitoring,
    certainty, reconciliation, created_by)
  values (incident, campaign, app.arg_choice(args, 'kind', 'march', 'gathering', 'strike', 'roadblock', 'eviction', 'raid', 'other', 'period'),
    app.arg(args, 'title', 160), period.from_day, period.to_day, app.arg(args, 'place', 80), coalesce(app.arg_optional(args, 'spot', 160), ''),
    app.arg_forces(args), coalesce(app.arg_optional(args, 'organisations', 600), ''), coalesce(app.arg_optional(args, 'description', 4000), ''),
    app.arg_choice(args, 'monitoring', 'followed', 'unfollowed', 'closed'),
    app.arg_choice(args, 'certainty', 'confirmed', 'probable', 'possible', 'unlikely', 'unknown'),
    coalesce(app.arg_optional(args, 'reconciliation', 2000), ''), app.uid())
  on conflict (id) do update set kind = excluded.kind, title = excluded.title, from_day = excluded.from_day, to_day = excluded.to_day,
    place = excluded.place, spot = excluded.spot, forces = excluded.forces, organisations = excluded.organisations,
    description = excluded.description, monitoring = excluded.monitoring, certainty = excluded.certainty,
    reconciliation = excluded.reconciliation, version = t.version + 1;
  return jsonb_build_object('version', coalesce(was.version + 1, 1));
end $$;

-- Removed is also out of the public page at once; brought back, it waits to be released again.
create function app.op_incidents_remove(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.incidents := app.incident_of(args, 'incidents.write');
begin
  if args ->> 'removed' is null then perform app.fail('RN400', 'required', 'removed'); end if;
  update public.incidents x set removed_at = case when app.arg_flag(args, 'removed') then coalesce(x.removed_at, now()) end,
    released = null, released_version = null, released_at = null, released_by = null
  where x.id = i.id;
  return '{}';
end $$;

-- Adds a figure, or changes the one with this id.
create function app.op_incidents_figure(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.incidents := app.incident_of(args, 'incidents.write');
  figure uuid := app.arg_id(args, 'id');
  period record;
  what text := app.arg_choice(args, 'measure', 'injured', 'detained', 'killed', 'demonstrations', 'repressed');
  counted text := app.arg_choice(args, 'unit', 'persons', 'detentions', 'events');
  link text := coalesce(app.arg_optional(args, 'url', 400), '');
begin
  if exists (select from public.incident_figures x where x.id = figure and x.incident_id <> i.id) then perform app.fail('RN404', 'not_found'); end if;
  -- What is counted and what it is counted in must not part: demonstrations are events, the hurt and the dead are persons.
  if (what in ('demonstrations', 'repressed')) <> (counted = 'events') or counted = 'detentions' and what <> 'detained' then
    perform app.fail('RN400', 'unit', 'unit');
  end if;
  if link <> '' and link !~ '^https?://[^\s]+$' then perform app.fail('RN400', 'url', 'url'); end if;
  period := app.incident_period(args, i.campaign_id);
  insert into public.incident_figures (id, campaign_id, incident_id, measure, n, unit, source, url, from_day, to_day, rule, trait, created_by)
  values (figure, i.campaign_id, i.id, what, app.arg_count(args, 'n', 0, 10000000), counted, app.arg(args, 'source', 120), link,
    period.from_day, period.to_day, app.arg(args, 'rule', 600),
    case when args ->> 'trait' is not null then app.arg_choice(args, 'trait', 'women', 'men', 'other_gender', 'minors', 'older', 'press',
      'health_workers', 'indigenous', 'migrants', 'lgbti', 'disability', 'affiliated') end, app.uid())
  on conflict (id) do update set measure = excluded.measure, n = excluded.n, unit = excluded.unit, source = excluded.source, url = excluded.url,
    from_day = excluded.from_day, to_day = excluded.to_day, rule = excluded.rule, trait = excluded.trait;
  update public.incidents x set version = x.version + 1 where x.id = i.id;
  return '{}';
end $$;

create function app.op_incidents_drop_figure(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.incidents := app.incident_of(args, 'incidents.write');
begin
  if args ->> 'removed' is null then perform app.fail('RN400', 'required', 'removed'); end if;
  update public.incident_figures x set removed_at = case when app.arg_flag(args, 'removed') then coalesce(x.removed_at, now()) end
  where x.id = app.arg_id(args, 'figure') and x.incident_id = i.id;
  if not found then perform app.fail('RN404', 'not_found'); end if;
  update public.incidents x set version = x.version + 1 where x.id = i.id;
  return '{}';
end $$;

create function app.op_incidents_link(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.incidents := app.incident_of(args, 'incidents.write');
  arrest uuid := (select a.id from public.arrests a where a.id = app.arg_id(args, 'arrest') and a.campaign_id = i.campaign_id and app.within(a.compartment_id));
begin
  if arrest is null then perform app.fail('RN400', 'choice', 'arrest'); end if;
  if args ->> 'linked' is null then perform app.fail('RN400', 'required', 'linked'); end if;
  insert into public.incident_arrests as t (id, campaign_id, incident_id, arrest_id, created_by, removed_at)
  values (app.arg_id(args, 'id'), i.campaign_id, i.id, arrest, app.uid(), case when not app.arg_flag(args, 'linked') then now() end)
  on conflict (incident_id, arrest_id) do update set removed_at = excluded.removed_at;
  update public.incidents x set version = x.version + 1 where x.id = i.id;
  return '{}';
end $$;

-- Our own number: different people of the campaign, taken in this incident or within this period. Whoever is in a compartment is in no figure.
create function app.incident_own(incident uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(distinct a.person_id) from public.incidents i
  join public.arrests a on a.campaign_id = i.campaign_id and a.compartment_id is null and case when i.kind = 'period'
    then (a.at at time zone a.tz)::date between i.from_day and i.to_day
    else exists (select from public.incident_arrests l where l.incident_id = i.id and l.arrest_id = a.id and l.removed_at is null) end
  where i.id = $1
$$;

create function app.incident_frozen(i public.incidents) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('kind', $1.kind, 'title', $1.title, 'fromDay', $1.from_day, 'toDay', $1.to_day, 'place', $1.place, 'spot', $1.spot,
    'forces', to_jsonb($1.forces), 'organisations', $1.organisations, 'description', $1.description, 'monitoring', $1.monitoring,
    'certainty', $1.certainty, 'reconciliation', $1.reconciliation, 'own', app.incident_own($1.id), 'figures', coalesce((
      select jsonb_agg(jsonb_build_object('id', f.id, 'measure', f.measure, 'n', f.n, 'unit', f.unit, 'source', f.source, 'url', f.url,
        'fromDay', f.from_day, 'toDay', f.to_day, 'rule', f.rule, 'trait', f.trait) order by f.measure, f.source collate "C", f.trait nulls first, f.id)
      from public.incident_figures f where f.incident_id = $1.id and f.removed_at is null), '[]'))
$$;

-- Public from now on, as it stands at the version that was read.
create function app.op_incidents_release(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.incidents := app.incident_of(args, 'incidents.release');
  frozen jsonb;
begin
  select * into i from public.incidents x where x.id = i.id for update;
  if app.arg_version(args) <> i.version then perform app.fail('RN412', 'stale', 'version'); end if;
  if i.removed_at is not null then perform app.fail('RN409', 'conflict', 'incident'); end if;
  frozen := app.incident_frozen(i);
  -- Codes and pseudonyms of people would tie them to a day and a place.
  if not coalesce(app.arg_flag(args, 'anyway'), false) and app.spend_names_person(i.campaign_id, (
      select string_agg(t, ' ') from (select unnest(array[i.title, i.place, i.spot, i.organisations, i.description, i.reconciliation]) t
        union all select f ->> 'rule' from jsonb_array_elements(frozen -> 'figures') f) words)) then
    perform app.fail('RN400', 'names_person', 'anyway');
  end if;
  update public.incidents x set released = frozen, released_version = i.version, released_at = now(), released_by = app.uid() where x.id = i.id;
  return '{}';
end $$;

create function app.op_incidents_unrelease(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  i public.incidents := app.incident_of(args, 'incidents.write');
begin
  update public.incidents x set released = null, released_version = null, released_at = null, released_by = null where x.id = i.id;
  return '{}';
end $$;

-- As it was released, or what is left of it; of one or two it would say who. Hidden people leave it at once.
create function app.incident_own_told(i public.incidents) returns bigint
language sql stable security definer set search_path = '' as $$
  select nullif(greatest(least((($1).released ->> 'own')::bigint, app.incident_own(($1).id)), 2), 2)
$$;

-- What was released, for the machine, which hides what is small before anybody reads it. Null for a campaign that is not public.
create function public.public_record(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('incidents', coalesce((
    select jsonb_agg(i.released || jsonb_build_object('id', i.id, 'own', app.incident_own_told(i), 'releasedAt', to_char(i.released_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      order by i.released ->> 'fromDay' desc, i.id)
    from public.incidents i where i.campaign_id = c.id and i.released is not null and i.removed_at is null), '[]'))
  from public.campaigns c where c.slug = $1 and c.status <> 'draft'
$$;

select app.protect(t) from unnest(array['public.incidents', 'public.incident_figures', 'public.incident_arrests']::regclass[]) t;
grant select on public.incidents, public.incident_figures, public.incident_arrests to authenticated;
create policy "Members read the record of repression" on public.incidents for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Members read figures and their sources" on public.incident_figures for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Members read which arrests belong to an incident" on public.incident_arrests for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
select app.compartment('public.incident_arrests', 'arrests:arrest_id');

select app.track('public.incident_arrests', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'compartment_id', 'incident_id', 'arrest_id',
  'removed_at', 'created_by', 'created_at']);
select app.track('public.incidents', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'kind', 'title', 'from_day', 'to_day', 'place', 'spot',
  'forces', 'organisations', 'description', 'monitoring', 'certainty', 'reconciliation', 'version', 'removed_at', 'released_version', 'released_at',
  'released_by', 'created_by', 'created_at']);
select app.track('public.incident_figures', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'incident_id', 'measure', 'n', 'unit', 'source',
  'url', 'from_day', 'to_day', 'rule', 'trait', 'removed_at', 'created_by', 'created_at']);

revoke all on function app.incident_of(jsonb, text), app.incident_period(jsonb, uuid), app.arg_forces(jsonb), app.incident_frozen(public.incidents), app.incident_own(uuid), app.incident_own_told(public.incidents), app.op_incidents_link(jsonb),
  app.op_incidents_set(jsonb), app.op_incidents_remove(jsonb), app.op_incidents_figure(jsonb), app.op_incidents_drop_figure(jsonb),
  app.op_incidents_release(jsonb), app.op_incidents_unrelease(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.public_record(text)', 'service_role');
