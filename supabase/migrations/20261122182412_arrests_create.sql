-- Detenciones: when somebody was taken, and what has happened since. Hours run from here (art. 286 and 294 CPPN and the like), so
-- the instant, the code and the acts stand in clear and everybody on the team sees them; who it is, what hurts and who told us do not.

create table public.arrests (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  at timestamptz not null,
  tz text not null,
  -- The code whose hours run, as the rules name it: AR-CPPN, AR-CPPF. Changed once it is known which applies.
  ruleset text not null check (ruleset ~ '^[A-Z]{2}-[A-Z0-9-]{2,20}$'),
  force text not null check (force in ('pfa', 'gna', 'pna', 'psa', 'caba', 'provincial', 'spf', 'other', 'unknown')),
  place text not null default '' check (length(place) <= 160),
  details_sealed text,
  has_details boolean not null generated always as (details_sealed is not null) stored,
  -- Grows with every change, so that a change of what is sealed stands in the journal as well.
  edits integer not null default 0,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index arrests_campaign on public.arrests (campaign_id, at desc, id);
create index arrests_person on public.arrests (person_id);
create index arrests_created_by on public.arrests (created_by);
comment on table public.arrests is 'P1: whose code, instant, force and place.';
comment on column public.arrests.details_sealed is 'P2: who it is, injuries, needs, circumstances, who reports. Sealed by the application.';

-- What ends or lengthens a clock, and what the defence did. Taken back, never erased.
create table public.arrest_acts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  arrest_id uuid not null references public.arrests on delete cascade,
  kind text not null check (kind in ('presented', 'heard', 'extended', 'formalised', 'habeas_filed', 'released')),
  at timestamptz not null,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index arrest_acts_arrest on public.arrest_acts (arrest_id, at);
create index arrest_acts_campaign on public.arrest_acts (campaign_id);
create index arrest_acts_created_by on public.arrest_acts (created_by);
-- One of each kind counts at a time.
create unique index arrest_acts_once on public.arrest_acts (arrest_id, kind) where undone_at is null;
comment on table public.arrest_acts is 'P1: kind and instant.';

-- Quién miró: who opened what is sealed of an arrest.
create table public.arrest_looks (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  arrest_id uuid not null references public.arrests on delete cascade,
  created_by uuid not null default app.uid(),
  created_at timestamptz not null default now()
);
create index arrest_looks_arrest on public.arrest_looks (arrest_id, created_at desc);
create index arrest_looks_campaign on public.arrest_looks (campaign_id, created_at desc);
comment on table public.arrest_looks is 'P1: who opened which arrest, and when.';

-- Whoever answers the telephone writes an arrest down; only the legal desk reads back what is sealed.
insert into app.role_permissions (permission, role)
select 'arrests.record', r from unnest(array['owner', 'organizer', 'legal', 'coordinator']) r;

create function app.arg_past(args jsonb, name text) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  v timestamptz := app.arg_instant(args, name);
begin
  -- Clocks of telephones run a little ahead.
  if v > now() + interval '5 minutes' then perform app.fail('RN400', 'future', name); end if;
  if v < '1970-01-01' then perform app.fail('RN400', 'instant', name); end if;
  return v;
end $$;

create function app.arg_ruleset(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
begin
  if app.arg(args, 'ruleset', 24) !~ '^[A-Z]{2}-[A-Z0-9-]{2,20}$' then perform app.fail('RN400', 'choice', 'ruleset'); end if;
  return btrim(args ->> 'ruleset');
end $$;

create function app.arrest_of(args jsonb, permission text) returns public.arrests
language plpgsql stable security definer set search_path = '' as $$
declare
  a public.arrests;
begin
  select * into a from public.arrests x where x.id = app.arg_id($1, 'arrest');
  perform app.need(a.campaign_id, $2);
  return a;
end $$;

-- Person, status and arrest at once. With a person known already, theirs; otherwise one is registered under the code.
create function app.op_arrests_record(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  arrest uuid := app.arg_id(args, 'id');
  person uuid;
  zone text;
  taken timestamptz;
  new_code text;
begin
  perform app.need(campaign, 'arrests.record');
  select c.tz into zone from public.campaigns c where c.id = campaign;
  taken := app.arg_past(args, 'at');
  if args ->> 'person' is not null then
    select p.id into person from public.people p where p.id = app.arg_id(args, 'person') and p.campaign_id = campaign;
    if person is null then perform app.fail('RN400', 'choice', 'person'); end if;
  else
    new_code := upper(app.arg(args, 'code', 16));
    if new_code !~ '^[A-Z0-9][A-Z0-9-]{1,15}$' then perform app.fail('RN400', 'code', 'code'); end if;
    if exists (select 1 from public.people p where p.campaign_id = campaign and p.code = new_code) then
      perform app.fail('RN409', 'taken', 'code');
    end if;
    person := arrest;
    insert into public.people (id, campaign_id, code, pseudonym, created_by)
    values (person, campaign, new_code, app.arg(args, 'pseudonym', 80), app.uid());
  end if;
  insert into public.arrests (id, campaign_id, person_id, at, tz, ruleset, force, place, details_sealed, created_by)
  values (arrest, campaign, person, taken, zone, app.arg_ruleset(args),
    app.arg_choice(args, 'force', 'pfa', 'gna', 'pna', 'psa', 'caba', 'provincial', 'spf', 'other', 'unknown'),
    coalesce(app.arg_optional(args, 'place', 160), ''), app.arg_optional(args, 'detailsSealed', 40000), app.uid());
  insert into public.custody_statuses (id, campaign_id, person_id, status, place, from_date, created_by)
  values (arrest, campaign, person, 'police_station', coalesce(app.arg_optional(args, 'place', 160), ''), (taken at time zone zone)::date, app.uid());
  return jsonb_build_object('person', person);
end $$;

-- What was written in haste, put right. Absent leaves what there is.
create function app.op_arrests_edit(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  a public.arrests := app.arrest_of(args, 'people.write');
begin
  if args ? 'detailsSealed' and not app.can(a.campaign_id, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  if args ? 'at' and exists (select 1 from public.arrest_acts x where x.arrest_id = a.id and x.undone_at is null and x.at < app.arg_past(args, 'at')) then
    perform app.fail('RN400', 'after_act', 'at');
  end if;
  update public.arrests x set
    edits = x.edits + 1,
    at = case when args ? 'at' then app.arg_past(args, 'at') else x.at end,
    ruleset = case when args ? 'ruleset' then app.arg_ruleset(args) else x.ruleset end,
    force = case when args ? 'force'
      then app.arg_choice(args, 'force', 'pfa', 'gna', 'pna', 'psa', 'caba', 'provincial', 'spf', 'other', 'unknown') else x.force end,
    place = case when args ? 'place' then coalesce(app.arg_optional(args, 'place', 160), '') else x.place end,
    details_sealed = case when args ? 'detailsSealed' then app.arg_optional(args, 'detailsSealed', 40000) else x.details_sealed end
  where x.id = a.id;
  return '{}';
end $$;

create function app.op_arrests_act(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  a public.arrests := app.arrest_of(args, 'people.write');
  done timestamptz := app.arg_past(args, 'at');
  what text := app.arg_choice(args, 'kind', 'presented', 'heard', 'extended', 'formalised', 'habeas_filed', 'released');
begin
  if done < a.at then perform app.fail('RN400', 'before_arrest', 'at'); end if;
  if exists (select 1 from public.arrest_acts x where x.arrest_id = a.id and x.kind = what and x.undone_at is null) then
    perform app.fail('RN409', 'taken', 'kind');
  end if;
  insert into public.arrest_acts (id, campaign_id, arrest_id, kind, at, created_by)
  values (app.arg_id(args, 'id'), a.campaign_id, a.id, what, done, app.uid());
  if what = 'released' then
    insert into public.custody_statuses (id, campaign_id, person_id, status, from_date, created_by)
    values (app.arg_id(args, 'id'), a.campaign_id, a.person_id, 'released_pending', (done at time zone a.tz)::date, app.uid());
  end if;
  return '{}';
end $$;

-- Taken back: the clock runs again. A release taken back says so in the timeline of the person as well.
create function app.op_arrests_undo(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  a public.arrests := app.arrest_of(args, 'people.write');
  was public.arrest_acts;
begin
  update public.arrest_acts x set undone_at = now()
  where x.id = app.arg_id(args, 'act') and x.arrest_id = a.id and x.undone_at is null returning * into was;
  if was.id is null then perform app.fail('RN409', 'conflict', 'act'); end if;
  if was.kind = 'released' then
    insert into public.custody_statuses (id, campaign_id, person_id, status, place, from_date, created_by)
    values (app.arg_id(args, 'id'), a.campaign_id, a.person_id, 'police_station', a.place, (was.at at time zone a.tz)::date, app.uid());
  end if;
  return '{}';
end $$;

create function app.op_arrests_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  a public.arrests := app.arrest_of(args, 'people.confidential');
begin
  insert into public.arrest_looks (id, campaign_id, arrest_id) values (app.arg_id(args, 'id'), a.campaign_id, a.id);
  return '{}';
end $$;

-- What is sealed, for whoever wrote down a moment ago that they look.
create function public.arrest_sealed(campaign uuid, arrest uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'people.confidential') or not exists (
    select 1 from public.arrest_looks l where l.arrest_id = $2 and l.campaign_id = $1 and l.created_by = app.uid()
      and l.created_at > now() - interval '10 minutes')
  then perform app.fail('RN404', 'not_found'); end if;
  return (select x.details_sealed from public.arrests x where x.id = $2 and x.campaign_id = $1);
end $$;

select app.protect(t) from unnest(array['public.arrests', 'public.arrest_acts', 'public.arrest_looks']::regclass[]) t;
grant select (id, campaign_id, person_id, at, tz, ruleset, force, place, has_details, edits, created_by, created_at) on public.arrests to authenticated;
grant select on public.arrest_acts, public.arrest_looks to authenticated;
create policy "Members read when, where and by whom people were taken" on public.arrests for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read what happened since an arrest" on public.arrest_acts for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
create policy "The legal desk sees who opened an arrest" on public.arrest_looks for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));

select app.track('public.arrests', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'person_id', 'at', 'tz', 'ruleset',
  'force', 'place', 'has_details', 'edits', 'created_by', 'created_at']);
select app.track('public.arrest_acts', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'arrest_id', 'kind', 'at', 'undone_at', 'created_by', 'created_at']);
select app.track('public.arrest_looks', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'arrest_id', 'created_by', 'created_at']);

revoke all on function app.arg_past(jsonb, text), app.arg_ruleset(jsonb), app.arrest_of(jsonb, text), app.op_arrests_record(jsonb),
  app.op_arrests_edit(jsonb), app.op_arrests_act(jsonb), app.op_arrests_undo(jsonb), app.op_arrests_look(jsonb)
  from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.arrest_sealed(uuid, uuid)', 'authenticated');
