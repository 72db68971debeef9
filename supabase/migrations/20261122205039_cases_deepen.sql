-- Causas: what is known of each, which code governs it and who said so, its incidents and appeals, who is accused of what, and who
-- follows it. Office holders stand in clear; the carátula and the notes name people and are sealed.

alter table public.cases
  add column parent_case_id uuid references public.cases,
  -- What a case below another one is: an incident, an appeal, a remedy.
  add column incident text check (incident in ('release', 'exemption', 'detention', 'appeal', 'cassation', 'extraordinary', 'complaint', 'habeas_corpus',
    'recusal', 'nullity', 'other')),
  add column numbers text[] not null default '{}' check (cardinality(numbers) <= 10),
  -- The courts by which the code is found, as the rules name them: federal-caba, pba.
  add column jurisdiction text not null default '' check (jurisdiction ~ '^[a-z0-9-]{0,40}$'),
  add column forum text not null default '' check (length(forum) <= 80),
  add column judge text not null default '' check (length(judge) <= 160),
  add column clerk text not null default '' check (length(clerk) <= 160),
  add column prosecutor text not null default '' check (length(prosecutor) <= 160),
  add column stage text check (stage in ('prevention', 'investigation', 'intermediate', 'trial', 'appeal', 'execution')),
  add column started_on date check (started_on between '1970-01-01' and '2100-01-01'),
  add column ruleset text check (ruleset ~ '^[A-Z]{2}-[A-Z0-9-]{2,20}$'),
  -- The investigation is secret until this day.
  add column secrecy_until date check (secrecy_until between '1970-01-01' and '2100-01-01'),
  add column caption_sealed text,
  add column notes_sealed text,
  add column has_caption boolean not null generated always as (caption_sealed is not null) stored,
  add column has_notes boolean not null generated always as (notes_sealed is not null) stored,
  add column closed_at timestamptz,
  add column closed_by uuid references auth.users on delete set null,
  add column outcome text not null default '' check (length(outcome) <= 300),
  add column version integer not null default 1,
  add column created_by uuid references auth.users on delete set null,
  add constraint cases_child check ((parent_case_id is null) = (incident is null)),
  add constraint cases_not_own_parent check (parent_case_id <> id);
create index cases_parent on public.cases (parent_case_id);
create index cases_page on public.cases (campaign_id, code collate "C", id);
create index cases_closed_by on public.cases (closed_by);
create index cases_by on public.cases (created_by);
comment on table public.cases is 'P1: code, file numbers, courts and holders of offices. The carátula and the notes are sealed.';
comment on column public.cases.caption_sealed is 'P2: the carátula, which names parties. Sealed by the application.';
comment on column public.cases.notes_sealed is 'P2: notes of the defence. Sealed by the application.';

-- Which code was chosen, by whom and why; the newest is the one of the case.
create table public.case_rulesets (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  case_id uuid not null references public.cases on delete cascade,
  ruleset text not null check (ruleset ~ '^[A-Z]{2}-[A-Z0-9-]{2,20}$'),
  jurisdiction text not null default '' check (jurisdiction ~ '^[a-z0-9-]{0,40}$'),
  started_on date check (started_on between '1970-01-01' and '2100-01-01'),
  reason text not null default '' check (length(reason) <= 400),
  -- What the table of codes proposed at that moment, with its source; empty when it knew nothing.
  proposed text not null default '' check (length(proposed) <= 400),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index case_rulesets_case on public.case_rulesets (case_id, created_at desc, id desc);
create index case_rulesets_campaign on public.case_rulesets (campaign_id);
create index case_rulesets_compartment on public.case_rulesets (compartment_id);
create index case_rulesets_by on public.case_rulesets (created_by);
comment on table public.case_rulesets is 'P1';

-- Imputación: somebody in a case, as what they stand there now. Removed, never erased.
create table public.case_people (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  case_id uuid not null references public.cases on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  capacity text not null check (capacity in ('accused', 'indicted', 'tried', 'convicted', 'dismissed', 'acquitted', 'complainant', 'victim', 'witness')),
  as_of date not null check (as_of between '1970-01-01' and '2100-01-01'),
  defence text not null default 'unknown' check (defence in ('private', 'public', 'organisation', 'own', 'none', 'unknown')),
  removed_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create unique index case_people_once on public.case_people (case_id, person_id) where removed_at is null;
create index case_people_case on public.case_people (case_id);
create index case_people_person on public.case_people (person_id);
create index case_people_campaign on public.case_people (campaign_id);
create index case_people_compartment on public.case_people (compartment_id);
create index case_people_by on public.case_people (created_by);
comment on table public.case_people is 'P1: codes of both, and a capacity.';

create table public.case_capacities (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  case_id uuid not null references public.cases on delete cascade,
  link_id uuid not null references public.case_people on delete cascade,
  capacity text not null check (capacity in ('accused', 'indicted', 'tried', 'convicted', 'dismissed', 'acquitted', 'complainant', 'victim', 'witness')),
  as_of date not null check (as_of between '1970-01-01' and '2100-01-01'),
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index case_capacities_link on public.case_capacities (link_id, as_of, created_at);
create index case_capacities_case on public.case_capacities (case_id);
create index case_capacities_campaign on public.case_capacities (campaign_id);
create index case_capacities_compartment on public.case_capacities (compartment_id);
create index case_capacities_by on public.case_capacities (created_by);
comment on table public.case_capacities is 'P1';

-- Calificación: of what somebody is accused, by law and article. A change is a new row that the old one names.
create table public.case_charges (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  case_id uuid not null references public.cases on delete cascade,
  link_id uuid not null references public.case_people on delete cascade,
  law text not null check (length(law) between 1 and 80),
  article text not null check (length(article) between 1 and 60),
  title text not null default '' check (length(title) <= 200),
  as_of date not null check (as_of between '1970-01-01' and '2100-01-01'),
  ended_on date check (ended_on >= as_of),
  ended_how text check (ended_how in ('replaced', 'dropped', 'dismissed', 'acquitted', 'prescribed')),
  replaced_by uuid references public.case_charges,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check ((ended_on is null) = (ended_how is null)),
  check ((replaced_by is not null) = (ended_how is not distinct from 'replaced'))
);
create index case_charges_link on public.case_charges (link_id, as_of, created_at);
create index case_charges_case on public.case_charges (case_id);
create index case_charges_replaced on public.case_charges (replaced_by);
create index case_charges_campaign on public.case_charges (campaign_id);
create index case_charges_compartment on public.case_charges (compartment_id);
create index case_charges_by on public.case_charges (created_by);
comment on table public.case_charges is 'P1: law, article and title. Taken back by undone_at.';

-- Who follows a case. What is below it is followed too, until the same person says otherwise there.
create table public.case_followers (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  case_id uuid not null references public.cases on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  following boolean not null,
  created_at timestamptz not null default now(),
  unique (case_id, user_id)
);
create index case_followers_user on public.case_followers (user_id);
create index case_followers_campaign on public.case_followers (campaign_id);
create index case_followers_compartment on public.case_followers (compartment_id);
comment on table public.case_followers is 'P1';

create table public.case_exports (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  created_by uuid not null default app.uid(),
  created_at timestamptz not null default now()
);
create index case_exports_campaign on public.case_exports (campaign_id, created_at desc);
comment on table public.case_exports is 'P1: who took the list of cases away, and when. Not how many there were: that would count the hidden ones.';

/* ---------------------------------------------------------------- arguments */

-- Absent, null and empty are no day.
create function app.arg_day_or_none(args jsonb, name text) returns date
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(args -> name, 'null') = 'null' or args ->> name = '' then return null; end if;
  return app.arg_day(args, name);
end $$;

create function app.arg_jurisdiction(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := coalesce(app.arg_optional(args, 'jurisdiction', 40), '');
begin
  if v !~ '^[a-z0-9-]{0,40}$' then perform app.fail('RN400', 'choice', 'jurisdiction'); end if;
  return v;
end $$;

create function app.arg_file_numbers(args jsonb) returns text[]
language plpgsql immutable set search_path = '' as $$
declare
  v text[];
begin
  if jsonb_typeof(args -> 'numbers') is distinct from 'array' then perform app.fail('RN400', 'unknown_field', 'numbers'); end if;
  if exists (select 1 from jsonb_array_elements(args -> 'numbers') x where jsonb_typeof(x) <> 'string') then
    perform app.fail('RN400', 'unknown_field', 'numbers');
  end if;
  v := array(select btrim(x) from jsonb_array_elements_text(args -> 'numbers') with ordinality t(x, i) where btrim(x) <> '' order by i);
  if cardinality(v) > 10 or exists (select 1 from unnest(v) x where length(x) > 60) then perform app.fail('RN400', 'too_long', 'numbers'); end if;
  return v;
end $$;

create function app.arg_stage(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(args ->> 'stage', '') = '' then return null; end if;
  return app.arg_choice(args, 'stage', 'prevention', 'investigation', 'intermediate', 'trial', 'appeal', 'execution');
end $$;

create function app.arg_capacity(args jsonb) returns text
language sql immutable set search_path = '' as $$
  select app.arg_choice($1, 'capacity', 'accused', 'indicted', 'tried', 'convicted', 'dismissed', 'acquitted', 'complainant', 'victim', 'witness')
$$;

/* ---------------------------------------------------------------- cases */

-- The day it is in the campaign.
create function app.campaign_today(campaign uuid) returns date
language sql stable security definer set search_path = '' as $$
  select (now() at time zone c.tz)::date from public.campaigns c where c.id = $1
$$;

-- The case of an operation, held. With a version, only as it was read.
create function app.case_hold(args jsonb, permission text) returns public.cases
language plpgsql volatile security definer set search_path = '' as $$
declare
  c public.cases := app.need_case(app.arg_id($1, 'case'), $2);
begin
  select * into c from public.cases x where x.id = c.id for update;
  if $1 ? 'version' and app.arg_count($1, 'version', 1, 1000000) <> c.version then perform app.fail('RN412', 'stale'); end if;
  return c;
end $$;

-- A parent the caller sees, of the same campaign, to which `child` is not itself a parent.
create function app.case_parent(campaign uuid, parent uuid, child uuid) returns public.cases
language plpgsql stable security definer set search_path = '' as $$
declare
  p public.cases;
begin
  select * into p from public.cases x where x.id = $2 and x.campaign_id = $1 and app.within(x.compartment_id);
  if p.id is null then perform app.fail('RN400', 'choice', 'parent'); end if;
  if exists (
    with recursive up(id, parent, n) as (
      select p.id, p.parent_case_id, 1
      union all select c.id, c.parent_case_id, n + 1 from up join public.cases c on c.id = up.parent where n < 40)
    select 1 from up where up.id = $3)
  then perform app.fail('RN400', 'cycle', 'parent'); end if;
  return p;
end $$;

create function app.case_code_free(campaign uuid, code text, besides uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  -- Of a case the caller cannot see the code is free.
  if exists (select 1 from public.cases c where c.campaign_id = $1 and c.code = $2 and c.id is distinct from $3 and app.within(c.compartment_id)) then
    perform app.fail('RN409', 'taken', 'code');
  end if;
end $$;

create function app.arg_started(args jsonb, campaign uuid) returns date
language plpgsql stable set search_path = '' as $$
declare
  v date := app.arg_day_or_none(args, 'startedOn');
begin
  if v > app.campaign_today(campaign) then perform app.fail('RN400', 'future', 'startedOn'); end if;
  return v;
end $$;

create function app.op_cases_open(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  c public.cases;
  p public.cases;
begin
  perform app.need(campaign, 'hearings.write');
  c.id := app.arg_id(args, 'id');
  c.code := app.arg(args, 'code', 40);
  c.started_on := app.arg_started(args, campaign);
  c.jurisdiction := app.arg_jurisdiction(args);
  if args ->> 'parent' is not null then
    p := app.case_parent(campaign, app.arg_id(args, 'parent'), null);
    c.incident := app.arg_choice(args, 'incident', 'release', 'exemption', 'detention', 'appeal', 'cassation', 'extraordinary', 'complaint',
      'habeas_corpus', 'recusal', 'nullity', 'other');
    if c.jurisdiction = '' then c.jurisdiction := p.jurisdiction; end if;
  end if;
  perform app.case_code_free(campaign, c.code, null);
  begin
    insert into public.cases (id, campaign_id, code, court, parent_case_id, incident, numbers, jurisdiction, forum, stage, started_on, ruleset, created_by)
    values (c.id, campaign, c.code, coalesce(app.arg_optional(args, 'court', 160), ''), p.id, c.incident,
      case when args ? 'numbers' then app.arg_file_numbers(args) else '{}' end, c.jurisdiction, coalesce(app.arg_optional(args, 'forum', 80), p.forum, ''),
      app.arg_stage(args), c.started_on, p.ruleset, app.uid());
  exception when unique_violation then
    perform app.fail('RN409', 'taken', 'code');
  end;
  return jsonb_build_object('case', c.id);
end $$;

-- Absent leaves what there is. Of what somebody else changed since it was read nothing is overwritten.
create function app.op_cases_edit(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.case_hold(args, 'hearings.write');
  first_charge date;
begin
  perform app.arg_count(args, 'version', 1, 1000000);
  if args ? 'code' then
    c.code := app.arg(args, 'code', 40);
    perform app.case_code_free(c.campaign_id, c.code, c.id);
  end if;
  if args ? 'startedOn' then c.started_on := app.arg_started(args, c.campaign_id); end if;
  if args ? 'secrecyUntil' then c.secrecy_until := app.arg_day_or_none(args, 'secrecyUntil'); end if;
  if c.secrecy_until < c.started_on then perform app.fail('RN400', 'before_case', 'secrecyUntil'); end if;
  if args ? 'startedOn' then
    select min(x.as_of) into first_charge from (
      select g.as_of from public.case_charges g where g.case_id = c.id and g.undone_at is null
      union all select l.as_of from public.case_capacities l where l.case_id = c.id and l.undone_at is null) x;
    if c.started_on > first_charge then perform app.fail('RN400', 'after_charge', 'startedOn'); end if;
  end if;
  begin
    update public.cases x set
      code = c.code, started_on = c.started_on, secrecy_until = c.secrecy_until,
      court = case when args ? 'court' then coalesce(app.arg_optional(args, 'court', 160), '') else x.court end,
      numbers = case when args ? 'numbers' then app.arg_file_numbers(args) else x.numbers end,
      jurisdiction = case when args ? 'jurisdiction' then app.arg_jurisdiction(args) else x.jurisdiction end,
      forum = case when args ? 'forum' then coalesce(app.arg_optional(args, 'forum', 80), '') else x.forum end,
      judge = case when args ? 'judge' then coalesce(app.arg_optional(args, 'judge', 160), '') else x.judge end,
      clerk = case when args ? 'clerk' then coalesce(app.arg_optional(args, 'clerk', 160), '') else x.clerk end,
      prosecutor = case when args ? 'prosecutor' then coalesce(app.arg_optional(args, 'prosecutor', 160), '') else x.prosecutor end,
      stage = case when args ? 'stage' then app.arg_stage(args) else x.stage end,
      version = x.version + 1
    where x.id = c.id;
  exception when unique_violation then
    perform app.fail('RN409', 'taken', 'code');
  end;
  return '{}';
end $$;

create function app.op_cases_seal(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.case_hold(args, 'people.confidential');
begin
  perform app.arg_count(args, 'version', 1, 1000000);
  update public.cases x set
    caption_sealed = case when args ? 'captionSealed' then app.arg_optional(args, 'captionSealed', 4000) else x.caption_sealed end,
    notes_sealed = case when args ? 'notesSealed' then app.arg_optional(args, 'notesSealed', 60000) else x.notes_sealed end,
    version = x.version + 1
  where x.id = c.id;
  return '{}';
end $$;

create function app.op_cases_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.need_case(app.arg_id(args, 'case'), 'people.confidential');
begin
  perform app.look('cases', c.id, 'sealed');
  return '{}';
end $$;

-- The code is chosen by a person, who says why; what the table of codes proposed stands beside it.
create function app.op_cases_rule(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.case_hold(args, 'hearings.write');
  chosen text := app.arg_ruleset(args);
  since date := app.arg_started(args, c.campaign_id);
begin
  perform app.arg_count(args, 'version', 1, 1000000);
  if since is null then perform app.fail('RN400', 'required', 'startedOn'); end if;
  if since > (select min(g.as_of) from public.case_charges g where g.case_id = c.id and g.undone_at is null) then
    perform app.fail('RN400', 'after_charge', 'startedOn');
  end if;
  insert into public.case_rulesets (id, campaign_id, case_id, ruleset, jurisdiction, started_on, reason, proposed, created_by)
  values (app.arg_id(args, 'id'), c.campaign_id, c.id, chosen, app.arg_jurisdiction(args), since, app.arg(args, 'reason', 400),
    coalesce(app.arg_optional(args, 'proposed', 400), ''), app.uid());
  update public.cases x set ruleset = chosen, jurisdiction = app.arg_jurisdiction(args), started_on = since, version = x.version + 1 where x.id = c.id;
  return '{}';
end $$;

-- Below another case, or on its own again. A case goes into a compartment by its own door, not by this one.
create function app.op_cases_hang(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.case_hold(args, 'hearings.write');
  p public.cases;
begin
  perform app.arg_count(args, 'version', 1, 1000000);
  -- Two that are hung below each other at once would make a ring.
  perform pg_advisory_xact_lock(hashtext('cases.hang'), hashtext(c.campaign_id::text));
  if args ->> 'parent' is null then
    update public.cases x set parent_case_id = null, incident = null, version = x.version + 1 where x.id = c.id;
    return '{}';
  end if;
  p := app.case_parent(c.campaign_id, app.arg_id(args, 'parent'), c.id);
  if p.compartment_id is distinct from c.compartment_id then perform app.fail('RN400', 'other_compartment', 'parent'); end if;
  update public.cases x set parent_case_id = p.id, version = x.version + 1,
    incident = app.arg_choice(args, 'incident', 'release', 'exemption', 'detention', 'appeal', 'cassation', 'extraordinary', 'complaint',
      'habeas_corpus', 'recusal', 'nullity', 'other')
  where x.id = c.id;
  return '{}';
end $$;

create function app.op_cases_close(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.case_hold(args, 'hearings.write');
begin
  if c.closed_at is not null then perform app.fail('RN409', 'conflict', 'case'); end if;
  update public.cases x set closed_at = now(), closed_by = app.uid(), outcome = coalesce(app.arg_optional(args, 'outcome', 300), ''), version = x.version + 1
  where x.id = c.id;
  return '{}';
end $$;

create function app.op_cases_reopen(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.case_hold(args, 'hearings.write');
begin
  if c.closed_at is null then perform app.fail('RN409', 'conflict', 'case'); end if;
  update public.cases x set closed_at = null, closed_by = null, outcome = '', version = x.version + 1 where x.id = c.id;
  return '{}';
end $$;

create function app.op_cases_export(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'hearings.read');
  insert into public.case_exports (id, campaign_id) values (app.arg_id(args, 'id'), campaign);
  return '{}';
end $$;

/* ---------------------------------------------------------------- who follows */

create function app.op_cases_follow(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.need_case(app.arg_id(args, 'case'), 'hearings.read');
  yes boolean := app.arg_flag(args, 'following');
begin
  if yes is null then perform app.fail('RN400', 'required', 'following'); end if;
  insert into public.case_followers as f (id, campaign_id, case_id, user_id, following)
  values (app.arg_id(args, 'id'), c.campaign_id, c.id, app.uid(), yes)
  on conflict (case_id, user_id) do update set following = excluded.following;
  return '{}';
end $$;

-- For the machine: everybody who follows a case by their own word or that of the nearest case above it, is of the team still and may see it.
create function app.case_followers(the_case uuid) returns setof uuid
language sql stable security definer set search_path = '' as $$
  with recursive up(id, parent, n) as (
    select c.id, c.parent_case_id, 1 from public.cases c where c.id = $1
    union all select c.id, c.parent_case_id, n + 1 from up join public.cases c on c.id = up.parent where n < 40
  ), said as (
    select distinct on (f.user_id) f.user_id, f.following from up join public.case_followers f on f.case_id = up.id order by f.user_id, up.n
  )
  select s.user_id from said s, public.cases c
  where c.id = $1 and s.following and app.user_within(s.user_id, c.compartment_id) and exists (
    select 1 from public.members m join public.member_roles r on r.id = m.id
    where m.campaign_id = c.campaign_id and m.user_id = s.user_id and m.disabled_at is null
      and exists (select 1 from app.role_permissions p where p.permission = 'hearings.read' and p.role = any (r.roles)))
$$;

/* ---------------------------------------------------------------- accused */

-- A link the caller sees: the case and the person both.
create function app.case_link(args jsonb, name text) returns public.case_people
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.case_people;
begin
  select * into l from public.case_people x where x.id = app.arg_id($1, $2);
  if l.id is null then perform app.fail('RN404', 'not_found'); end if;
  perform app.need_case(l.case_id, 'hearings.write');
  perform app.need_person(l.person_id, 'people.read');
  select * into l from public.case_people x where x.id = l.id for update;
  return l;
end $$;

-- A day on which something of a case can have happened: not before the case began, not still to come.
create function app.arg_case_day(args jsonb, name text, the_case uuid) returns date
language plpgsql stable security definer set search_path = '' as $$
declare
  v date := app.arg_day(args, name);
  c public.cases;
begin
  select * into c from public.cases x where x.id = $3;
  if v < c.started_on then perform app.fail('RN400', 'before_case', name); end if;
  if v > app.campaign_today(c.campaign_id) then perform app.fail('RN400', 'future', name); end if;
  return v;
end $$;

create function app.op_cases_add_person(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.cases := app.need_case(app.arg_id(args, 'case'), 'hearings.write');
  p public.people;
  link uuid := app.arg_id(args, 'id');
  day date := app.arg_case_day(args, 'asOf', c.id);
begin
  select * into p from public.people x where x.id = app.arg_id(args, 'person') and x.campaign_id = c.campaign_id and app.within(x.compartment_id);
  if p.id is null then perform app.fail('RN400', 'choice', 'person'); end if;
  -- In two compartments at once a link would tell each of the other.
  if p.compartment_id <> c.compartment_id then perform app.fail('RN400', 'other_compartment', 'person'); end if;
  if exists (select 1 from public.case_people l where l.case_id = c.id and l.person_id = p.id and l.removed_at is null) then
    perform app.fail('RN409', 'taken', 'person');
  end if;
  insert into public.case_people (id, campaign_id, case_id, person_id, capacity, as_of, defence, created_by)
  values (link, c.campaign_id, c.id, p.id, app.arg_capacity(args), day,
    app.arg_choice(args, 'defence', 'private', 'public', 'organisation', 'own', 'none', 'unknown'), app.uid());
  insert into public.case_capacities (id, campaign_id, case_id, link_id, capacity, as_of, created_by)
  values (link, c.campaign_id, c.id, link, app.arg_capacity(args), day, app.uid());
  return '{}';
end $$;

-- The capacity of now is the newest by its day.
create function app.case_capacity_now(link uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.case_people l set capacity = n.capacity, as_of = n.as_of
  from (select x.capacity, x.as_of from public.case_capacities x where x.link_id = $1 and x.undone_at is null
    order by x.as_of desc, x.created_at desc, x.id desc limit 1) n
  where l.id = $1;
end $$;

create function app.op_cases_set_person(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  l public.case_people := app.case_link(args, 'link');
  day date := app.arg_case_day(args, 'asOf', l.case_id);
  now_as text := app.arg_capacity(args);
  by_whom text := app.arg_choice(args, 'defence', 'private', 'public', 'organisation', 'own', 'none', 'unknown');
begin
  if l.removed_at is not null then perform app.fail('RN412', 'stale'); end if;
  if by_whom <> l.defence then update public.case_people x set defence = by_whom where x.id = l.id; end if;
  if now_as <> l.capacity or day <> l.as_of then
    insert into public.case_capacities (id, campaign_id, case_id, link_id, capacity, as_of, created_by)
    values (app.arg_id(args, 'id'), l.campaign_id, l.case_id, l.id, now_as, day, app.uid());
    perform app.case_capacity_now(l.id);
  end if;
  return '{}';
end $$;

-- A capacity that was written by mistake; the first one goes with the person.
create function app.op_cases_undo_capacity(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  l public.case_people := app.case_link(args, 'link');
begin
  if app.arg_id(args, 'capacity') = l.id then perform app.fail('RN409', 'conflict', 'capacity'); end if;
  update public.case_capacities x set undone_at = now() where x.id = app.arg_id(args, 'capacity') and x.link_id = l.id and x.undone_at is null;
  if not found then perform app.fail('RN409', 'conflict', 'capacity'); end if;
  perform app.case_capacity_now(l.id);
  return '{}';
end $$;

create function app.op_cases_remove_person(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  l public.case_people := app.case_link(args, 'link');
begin
  if l.removed_at is not null then perform app.fail('RN409', 'conflict', 'link'); end if;
  update public.case_people x set removed_at = now() where x.id = l.id;
  return '{}';
end $$;

create function app.op_cases_restore_person(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  l public.case_people := app.case_link(args, 'link');
begin
  if l.removed_at is null or exists (
    select 1 from public.case_people x where x.case_id = l.case_id and x.person_id = l.person_id and x.removed_at is null)
  then perform app.fail('RN409', 'conflict', 'link'); end if;
  update public.case_people x set removed_at = null where x.id = l.id;
  return '{}';
end $$;

create function app.charge_hold(args jsonb) returns public.case_charges
language plpgsql volatile security definer set search_path = '' as $$
declare
  g public.case_charges;
begin
  select * into g from public.case_charges x where x.id = app.arg_id($1, 'charge');
  if g.id is null then perform app.fail('RN404', 'not_found'); end if;
  perform app.case_link(jsonb_build_object('link', g.link_id), 'link');
  select * into g from public.case_charges x where x.id = g.id for update;
  return g;
end $$;

create function app.charge_add(l public.case_people, args jsonb, earliest date) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  day date := app.arg_case_day(args, 'asOf', l.case_id);
begin
  if day < earliest then perform app.fail('RN400', 'before_charge', 'asOf'); end if;
  insert into public.case_charges (id, campaign_id, case_id, link_id, law, article, title, as_of, created_by)
  values (app.arg_id(args, 'id'), l.campaign_id, l.case_id, l.id, app.arg(args, 'law', 80), app.arg(args, 'article', 60),
    coalesce(app.arg_optional(args, 'title', 200), ''), day, app.uid());
  return app.arg_id(args, 'id');
end $$;

create function app.op_charges_add(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  l public.case_people := app.case_link(args, 'link');
begin
  if l.removed_at is not null then perform app.fail('RN412', 'stale'); end if;
  perform app.charge_add(l, args, null);
  return '{}';
end $$;

create function app.op_charges_replace(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.case_charges := app.charge_hold(args);
  l public.case_people;
begin
  if g.undone_at is not null or g.ended_on is not null then perform app.fail('RN412', 'stale'); end if;
  select * into l from public.case_people x where x.id = g.link_id;
  perform app.charge_add(l, args, g.as_of);
  update public.case_charges x set replaced_by = app.arg_id(args, 'id'), ended_how = 'replaced', ended_on = app.arg_day(args, 'asOf') where x.id = g.id;
  return '{}';
end $$;

create function app.op_charges_end(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.case_charges := app.charge_hold(args);
  day date := app.arg_case_day(args, 'endedOn', g.case_id);
begin
  if g.undone_at is not null or g.ended_on is not null then perform app.fail('RN412', 'stale'); end if;
  if day < g.as_of then perform app.fail('RN400', 'before_charge', 'endedOn'); end if;
  update public.case_charges x set ended_on = day, ended_how = app.arg_choice(args, 'how', 'dropped', 'dismissed', 'acquitted', 'prescribed') where x.id = g.id;
  return '{}';
end $$;

-- The last thing that was done to a charge: its end, or its being there; what it had replaced stands again.
create function app.op_charges_undo(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.case_charges := app.charge_hold(args);
begin
  if g.undone_at is not null or g.replaced_by is not null then perform app.fail('RN409', 'conflict', 'charge'); end if;
  if g.ended_on is not null then
    update public.case_charges x set ended_on = null, ended_how = null where x.id = g.id;
    return '{}';
  end if;
  update public.case_charges x set replaced_by = null, ended_on = null, ended_how = null where x.replaced_by = g.id;
  update public.case_charges x set undone_at = now() where x.id = g.id;
  return '{}';
end $$;

/* ---------------------------------------------------------------- reading */

-- What a row of a list and a page say of a case. `mine` are the compartments the caller is in.
create function app.case_json(c public.cases, mine uuid[]) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('id', (c).id, 'code', (c).code, 'court', (c).court, 'parent', (c).parent_case_id,
    'parentCode', (select p.code from public.cases p where p.id = (c).parent_case_id), 'incident', (c).incident, 'numbers', (c).numbers,
    'jurisdiction', (c).jurisdiction, 'forum', (c).forum, 'judge', (c).judge, 'clerk', (c).clerk, 'prosecutor', (c).prosecutor, 'stage', (c).stage,
    'startedOn', (c).started_on, 'ruleset', (c).ruleset, 'secrecyUntil', (c).secrecy_until, 'hasCaption', (c).has_caption, 'hasNotes', (c).has_notes,
    'closedAt', (c).closed_at, 'outcome', (c).outcome, 'version', (c).version, 'compartment', (c).compartment_id,
    'people', (select count(*) from public.case_people l join public.people p on p.id = l.person_id
      where l.case_id = (c).id and l.removed_at is null and (p.compartment_id is null or p.compartment_id = any ($2))),
    'dueOn', (select min(d.due_on) from public.deadlines d
      where d.case_id = (c).id and d.state = 'open' and (d.compartment_id is null or d.compartment_id = any ($2))),
    'hearing', (select jsonb_build_object('at', h.starts_at, 'tz', h.tz, 'kind', h.kind) from public.hearings h
      where h.case_id = (c).id and h.starts_at > now() and h.status in ('scheduled', 'rescheduled') order by h.starts_at limit 1))
$$;

-- By code. `after` is the last one seen.
create function public.cases_page(campaign uuid, filter jsonb, after jsonb default null, n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid[];
  words text := btrim(app.plain_words(coalesce($2 ->> 'q', '')));
  who uuid := app.uid();
begin
  if not app.can($1, 'hearings.read') then perform app.fail('RN404', 'not_found'); end if;
  mine := array(select app.my_compartments());
  return jsonb_build_object('head', app.stream_head('campaign:' || $1 || ':team'), 'rows', coalesce((
    select jsonb_agg(app.case_json(x, mine) order by x.code collate "C", x.id) from (
      select c.* from public.cases c
      where c.campaign_id = $1 and (c.compartment_id is null or c.compartment_id = any (mine))
        and case coalesce($2 ->> 'state', 'open') when 'open' then c.closed_at is null when 'closed' then c.closed_at is not null else true end
        and (coalesce($2 ->> 'stage', '') = '' or c.stage is not distinct from nullif($2 ->> 'stage', 'none'))
        and (coalesce($2 ->> 'jurisdiction', '') = '' or c.jurisdiction = $2 ->> 'jurisdiction')
        and (coalesce($2 ->> 'mine', '') = '' or app.follows(c.id, who))
        and (words = '' or strpos(app.plain_words(concat_ws(' ', c.code, c.court, array_to_string(c.numbers, ' '), c.forum, c.judge, c.prosecutor)), words) > 0)
        and ($3 is null or (c.code collate "C", c.id) > (($3 ->> 'code') collate "C", ($3 ->> 'id')::uuid))
      order by c.code collate "C", c.id limit least(greatest($4, 1), 501)) x), '[]'));
end $$;

-- Whether somebody follows a case by the nearest word they said on it or above it.
create function app.follows(the_case uuid, who uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  with recursive up(id, parent, n) as (
    select c.id, c.parent_case_id, 1 from public.cases c where c.id = $1
    union all select c.id, c.parent_case_id, n + 1 from up join public.cases c on c.id = up.parent where n < 40)
  select coalesce((select f.following from up join public.case_followers f on f.case_id = up.id and f.user_id = $2 order by up.n limit 1), false)
$$;

-- A case with its tree, its chosen codes, who follows it and what comes next.
create function public.case_one(campaign uuid, the_case uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  c public.cases := app.need_case($2, 'hearings.read');
  mine uuid[] := array(select app.my_compartments());
  top uuid;
begin
  if c.campaign_id <> $1 then perform app.fail('RN404', 'not_found'); end if;
  with recursive up(id, parent, n) as (
    select c.id, c.parent_case_id, 1
    union all select x.id, x.parent_case_id, n + 1 from up join public.cases x on x.id = up.parent where n < 40)
  select up.id into top from up order by n desc limit 1;
  return jsonb_build_object('case', app.case_json(c, mine),
    'head', app.stream_head('campaign:' || $1 || ':dates'),
    'tree', (with recursive down(id, path, depth) as (
        select top, array[top], 0
        union all select x.id, down.path || x.id, depth + 1 from down join public.cases x on x.parent_case_id = down.id where depth < 40)
      select jsonb_agg(jsonb_build_object('id', x.id, 'code', x.code, 'court', x.court, 'incident', x.incident, 'stage', x.stage, 'closed', x.closed_at is not null,
        'parent', x.parent_case_id, 'depth', down.depth) order by down.path) from down join public.cases x on x.id = down.id
        where x.compartment_id is null or x.compartment_id = any (mine)),
    'rulesets', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'ruleset', r.ruleset, 'jurisdiction', r.jurisdiction, 'startedOn', r.started_on,
        'reason', r.reason, 'proposed', r.proposed, 'by', r.created_by, 'at', r.created_at) order by r.created_at desc, r.id desc)
      from public.case_rulesets r where r.case_id = c.id), '[]'),
    'follow', jsonb_build_object('own', (select f.following from public.case_followers f where f.case_id = c.id and f.user_id = app.uid()),
      'now', app.follows(c.id, app.uid()), 'who', coalesce((select jsonb_agg(x) from app.case_followers(c.id) x), '[]')),
    'deadlines', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'rule', d.rule_id, 'nature', d.nature, 'dueOn', d.due_on) order by d.due_on, d.id) from (
      select * from public.deadlines x where x.case_id = c.id and x.state = 'open' and (x.compartment_id is null or x.compartment_id = any (mine))
      order by x.due_on, x.id limit 5) d), '[]'),
    'hearings', coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'kind', h.kind, 'at', h.starts_at, 'tz', h.tz, 'court', h.court) order by h.starts_at) from (
      select * from public.hearings x where x.case_id = c.id and x.starts_at > now() and x.status in ('scheduled', 'rescheduled')
      order by x.starts_at limit 5) h), '[]'));
end $$;

create function app.case_link_json(l public.case_people) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('id', (l).id, 'case', (l).case_id, 'person', (l).person_id,
    'code', (select p.code from public.people p where p.id = (l).person_id), 'pseudonym', (select p.pseudonym from public.people p where p.id = (l).person_id),
    'capacity', (l).capacity, 'asOf', (l).as_of, 'defence', (l).defence, 'removedAt', (l).removed_at,
    'capacities', (select jsonb_agg(jsonb_build_object('id', x.id, 'capacity', x.capacity, 'asOf', x.as_of, 'by', x.created_by, 'at', x.created_at)
      order by x.as_of, x.created_at, x.id) from public.case_capacities x where x.link_id = (l).id and x.undone_at is null),
    'charges', coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'law', g.law, 'article', g.article, 'title', g.title, 'asOf', g.as_of,
      'endedOn', g.ended_on, 'endedHow', g.ended_how, 'replacedBy', g.replaced_by, 'by', g.created_by, 'at', g.created_at)
      order by g.as_of, g.created_at, g.id) from public.case_charges g where g.link_id = (l).id and g.undone_at is null), '[]'))
$$;

-- Who stands in a case, with what each is accused of and was before.
create function public.case_accused(campaign uuid, the_case uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  c public.cases := app.need_case($2, 'hearings.read');
  mine uuid[] := array(select app.my_compartments());
begin
  if c.campaign_id <> $1 then perform app.fail('RN404', 'not_found'); end if;
  return coalesce((select jsonb_agg(app.case_link_json(l) order by p.code, l.id) from public.case_people l join public.people p on p.id = l.person_id
    where l.case_id = c.id and (p.compartment_id is null or p.compartment_id = any (mine))), '[]');
end $$;

-- The cases somebody stands in, for the page of the person.
create function public.person_cases(campaign uuid, person uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  p public.people := app.need_person($2, 'people.read');
  mine uuid[] := array(select app.my_compartments());
begin
  if p.campaign_id <> $1 then perform app.fail('RN404', 'not_found'); end if;
  perform app.need($1, 'hearings.read');
  return coalesce((select jsonb_agg(app.case_link_json(l) || jsonb_build_object('caseCode', c.code, 'court', c.court, 'stage', c.stage) order by c.code, l.id)
    from public.case_people l join public.cases c on c.id = l.case_id
    where l.person_id = p.id and l.removed_at is null and (c.compartment_id is null or c.compartment_id = any (mine))), '[]');
end $$;

-- What is sealed of a case, for whoever wrote down a moment ago that they look.
create function public.case_sealed(campaign uuid, the_case uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  c public.cases := app.need_case($2, 'people.confidential');
begin
  if c.campaign_id <> $1 or not app.looked('cases', c.id, 'sealed') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object('caption', c.caption_sealed, 'notes', c.notes_sealed);
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.case_rulesets', 'public.case_people', 'public.case_capacities', 'public.case_charges', 'public.case_followers',
  'public.case_exports']::regclass[]) t;
revoke select on public.cases from authenticated;
grant select (id, campaign_id, compartment_id, code, court, parent_case_id, incident, numbers, jurisdiction, forum, judge, clerk, prosecutor, stage, started_on,
  ruleset, secrecy_until, has_caption, has_notes, closed_at, closed_by, outcome, version, created_by, created_at) on public.cases to authenticated;
grant select on public.case_rulesets, public.case_people, public.case_capacities, public.case_charges, public.case_followers, public.case_exports to authenticated;

create policy "Members read which code was chosen" on public.case_rulesets for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read')));
-- Where either is hidden, so is the link.
create policy "Members read who stands in a case they see" on public.case_people for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read'))
    and exists (select 1 from public.cases c where c.id = case_id) and exists (select 1 from public.people p where p.id = person_id));
create policy "Members read as what somebody stands in a case" on public.case_capacities for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read')) and exists (select 1 from public.case_people l where l.id = link_id));
create policy "Members read of what somebody is accused" on public.case_charges for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read')) and exists (select 1 from public.case_people l where l.id = link_id));
create policy "Members read who follows a case" on public.case_followers for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk sees who took the list away" on public.case_exports for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));

select app.compartment('public.cases', 'cases:parent_case_id');
select app.compartment('public.case_rulesets', 'cases:case_id');
select app.compartment('public.case_people', 'cases:case_id', 'people:person_id');
select app.compartment('public.case_capacities', 'case_people:link_id');
select app.compartment('public.case_charges', 'case_people:link_id');
select app.compartment('public.case_followers', 'cases:case_id');

-- On every page of the desk stands only what lists need; a change of the rest shows by its version.
update app.tracked set columns = columns || array['stage', 'parent_case_id', 'incident', 'closed_at', 'version'] where entity = 'cases' and audience = 'team';
select app.track('public.case_rulesets', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'case_id', 'ruleset', 'jurisdiction',
  'started_on', 'reason', 'proposed', 'created_by', 'created_at']);
-- Whose link it is does not go along: in a compartment of the case the person may be hidden to some who are within.
select app.track('public.case_people', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'case_id', 'capacity', 'as_of', 'defence',
  'removed_at', 'created_by', 'created_at']);
select app.track('public.case_capacities', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'case_id', 'link_id', 'capacity',
  'as_of', 'undone_at', 'created_by', 'created_at']);
select app.track('public.case_charges', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'case_id', 'link_id', 'law', 'article',
  'title', 'as_of', 'ended_on', 'ended_how', 'replaced_by', 'undone_at', 'created_by', 'created_at']);
select app.track('public.case_followers', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'case_id', 'user_id', 'following', 'created_at']);
select app.track('public.case_exports', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'created_by', 'created_at']);

select app.open_to_members();
revoke all on function app.campaign_today(uuid), app.case_hold(jsonb, text), app.case_parent(uuid, uuid, uuid), app.case_code_free(uuid, text, uuid),
  app.case_followers(uuid), app.case_link(jsonb, text), app.case_capacity_now(uuid), app.charge_hold(jsonb),
  app.charge_add(public.case_people, jsonb, date), app.arg_case_day(jsonb, text, uuid), app.arg_started(jsonb, uuid), app.case_json(public.cases, uuid[]),
  app.follows(uuid, uuid), app.case_link_json(public.case_people)
  from public, anon, authenticated, service_role;
select app.expose('public.cases_page(uuid, jsonb, jsonb, integer)', 'authenticated');
select app.expose('public.case_one(uuid, uuid)', 'authenticated');
select app.expose('public.case_accused(uuid, uuid)', 'authenticated');
select app.expose('public.person_cases(uuid, uuid)', 'authenticated');
select app.expose('public.case_sealed(uuid, uuid)', 'authenticated');
