-- Hearings in full: how long, where, who may come in, who of the team goes, every date it has had, and what came of it. Codes and dates
-- stand in clear, because calendars and reminders need them; the link by which one enters a hearing by video is a secret (whoever holds
-- it may come in), and so is what is told of the outcome beyond one line.

alter table public.hearings
  add column minutes integer not null default 60 check (minutes between 5 and 1440),
  add column room text not null default '' check (length(room) <= 120),
  add column link_sealed text check (length(link_sealed) <= 4000),
  add column has_link boolean not null generated always as (link_sealed is not null) stored,
  add column access text not null default 'unknown' check (access in ('public', 'closed', 'unknown')),
  add column watch_wanted integer not null default 0 check (watch_wanted between 0 and 200),
  add column press_wanted boolean not null default false,
  add column transport_wanted boolean not null default false,
  add column outcome text not null default '' check (length(outcome) <= 200),
  add column outcome_sealed text check (length(outcome_sealed) <= 40000),
  add column has_outcome_detail boolean not null generated always as (outcome_sealed is not null) stored;
comment on column public.hearings.link_sealed is 'P2: by which one enters by video. Sealed by the application.';
comment on column public.hearings.outcome_sealed is 'P2: what happened, in full. Sealed by the application.';

-- Every date and status it has had, oldest first; what was taken back stays and says so.
create table public.hearing_moves (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  hearing_id uuid not null references public.hearings on delete cascade,
  compartment_id uuid references public.compartments,
  from_at timestamptz not null,
  to_at timestamptz not null,
  from_status text not null,
  to_status text not null,
  -- Of the hearing after it, as calendars count.
  sequence integer not null,
  reason text not null default '' check (length(reason) <= 300),
  -- The change that this one takes back.
  undoes uuid references public.hearing_moves on delete cascade,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index hearing_moves_hearing on public.hearing_moves (hearing_id, created_at);
create index hearing_moves_campaign on public.hearing_moves (campaign_id);
create index hearing_moves_undoes on public.hearing_moves (undoes);
create index hearing_moves_by on public.hearing_moves (created_by);
create index hearing_moves_compartment on public.hearing_moves (compartment_id);
comment on table public.hearing_moves is 'P1: old and new instant and status, by whom and why.';

-- Who of the team goes, and as what. A place that was left stays as a row. Whoever came first has the place, the next one waits.
create table public.hearing_people (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  hearing_id uuid not null references public.hearings on delete cascade,
  compartment_id uuid references public.compartments,
  user_id uuid not null references auth.users on delete cascade,
  part text not null check (part in ('defence', 'watch', 'press', 'transport')),
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  -- Null: nobody has said.
  came boolean,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (hearing_id, user_id, part)
);
create index hearing_people_user on public.hearing_people (user_id);
create index hearing_people_campaign on public.hearing_people (campaign_id);
create index hearing_people_by on public.hearing_people (created_by);
create index hearing_people_compartment on public.hearing_people (compartment_id);
comment on table public.hearing_people is 'P1: which member goes to which hearing, and whether they came.';

-- Whoever works in the team may offer to go; who only looks on does not.
insert into app.role_permissions (permission, role)
select 'hearings.attend', r from unnest(array['owner', 'organizer', 'legal', 'treasurer', 'coordinator']) r;

/* ---------------------------------------------------------------- helpers */

-- Locked: two who change the same hearing do so one after the other.
create function app.hearing_of(args jsonb, permission text) returns public.hearings
language plpgsql volatile security definer set search_path = '' as $$
declare
  h public.hearings;
begin
  select * into h from public.hearings x where x.id = app.arg_id($1, 'hearing') for update;
  if h.id is null or not app.within(h.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(h.campaign_id, $2);
  return h;
end $$;

-- A year typed wrong is no hearing.
create function app.arg_hearing_at(args jsonb) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  v timestamptz := app.arg_instant(args, 'startsAt');
begin
  if v < '1990-01-01' or v > now() + interval '10 years' then perform app.fail('RN400', 'instant', 'startsAt'); end if;
  return v;
end $$;

create function app.arg_number(args jsonb, name text, low integer, high integer) returns integer
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> name) is distinct from 'number' or args ->> name !~ '^\d{1,6}$' or (args ->> name)::int not between low and high then
    perform app.fail('RN400', 'number', name);
  end if;
  return (args ->> name)::int;
end $$;

-- What is not the date and not the status. Absent leaves what there is.
create function app.hearing_facts(hearing uuid, args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.hearings h set
    minutes = case when args ? 'minutes' then app.arg_number(args, 'minutes', 5, 1440) else h.minutes end,
    room = case when args ? 'room' then coalesce(app.arg_optional(args, 'room', 120), '') else h.room end,
    link_sealed = case when args ? 'linkSealed' then nullif(app.arg_optional(args, 'linkSealed', 4000), '') else h.link_sealed end,
    access = case when args ? 'access' then app.arg_choice(args, 'access', 'public', 'closed', 'unknown') else h.access end,
    watch_wanted = case when args ? 'watchWanted' then app.arg_number(args, 'watchWanted', 0, 200) else h.watch_wanted end,
    press_wanted = case when args ? 'pressWanted' then coalesce(app.arg_flag(args, 'pressWanted'), false) else h.press_wanted end,
    transport_wanted = case when args ? 'transportWanted' then coalesce(app.arg_flag(args, 'transportWanted'), false) else h.transport_wanted end,
    note = case when args ? 'note' then coalesce(app.arg_optional(args, 'note', 1000), '') else h.note end,
    court = case when args ? 'court' then app.arg(args, 'court', 160) else h.court end,
    outcome = case when args ? 'outcome' then coalesce(app.arg_optional(args, 'outcome', 200), '') else h.outcome end,
    outcome_sealed = case when args ? 'outcomeSealed' then nullif(app.arg_optional(args, 'outcomeSealed', 40000), '') else h.outcome_sealed end
  where h.id = $1;
end $$;

-- A member of this campaign who may know of it.
create function app.hearing_member(h public.hearings, who uuid, field text) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.members m where m.campaign_id = h.campaign_id and m.user_id = who and m.disabled_at is null)
    or not app.user_within(who, h.compartment_id) then perform app.fail('RN400', 'choice', field); end if;
  return who;
end $$;

create function app.hearing_place(h public.hearings, place uuid, who uuid, what text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.hearing_people as x (id, campaign_id, hearing_id, user_id, part, created_by)
  values (place, h.campaign_id, h.id, who, what, app.uid())
  -- Somebody who left a moment ago by mistake has their place back; later they stand last.
  on conflict (hearing_id, user_id, part) do update set left_at = null,
    joined_at = case when x.left_at is null or x.left_at > now() - interval '10 minutes' then x.joined_at else now() end;
end $$;

/* ---------------------------------------------------------------- operations */

drop function app.op_hearings_schedule(jsonb);
drop function app.op_hearings_set(jsonb);

create function app.op_hearings_schedule(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  hearing uuid := app.arg_id(args, 'id');
  new_case uuid := app.arg_id(args, 'caseId');
  the_case uuid;
  the_court text := app.arg(args, 'court', 160);
  the_code text := app.arg(args, 'caseCode', 40);
  h public.hearings;
  who text;
begin
  perform app.need(campaign, 'hearings.write');
  if not exists (select 1 from pg_catalog.pg_timezone_names z where z.name = args ->> 'tz') then perform app.fail('RN400', 'choice', 'tz'); end if;
  -- A code may stand once in the open and once in each compartment. Whoever is within means the one that others do not see.
  select c.id into the_case from public.cases c where c.campaign_id = campaign and c.code = the_code and app.within(c.compartment_id)
  order by c.compartment_id is null, c.created_at limit 1;
  if the_case is null then
    insert into public.cases (id, campaign_id, code, court) values (new_case, campaign, the_code, the_court)
    on conflict (campaign_id, code) where compartment_id is null do nothing;
    select c.id into the_case from public.cases c where c.campaign_id = campaign and c.code = the_code and c.compartment_id is null;
  end if;
  insert into public.hearings (id, campaign_id, case_id, kind, starts_at, tz, court, created_by)
  values (hearing, campaign, the_case, app.arg_choice(args, 'kind', 'questioning', 'release', 'appeal', 'preliminary', 'trial',
    'sentence', 'habeas_corpus', 'other'), app.arg_hearing_at(args), args ->> 'tz', the_court, app.uid());
  perform app.hearing_facts(hearing, args - 'outcome' - 'outcomeSealed');
  if args ? 'defence' then
    if jsonb_typeof(args -> 'defence') <> 'array' or jsonb_array_length(args -> 'defence') > 20 then perform app.fail('RN400', 'unknown_field', 'defence'); end if;
    select * into h from public.hearings x where x.id = hearing;
    for who in select distinct jsonb_array_elements_text(args -> 'defence') loop
      perform app.hearing_place(h, gen_random_uuid(), app.hearing_member(h, app.arg_id(jsonb_build_object('defence', who), 'defence'), 'defence'), 'defence');
    end loop;
  end if;
  return jsonb_build_object('case', the_case);
end $$;

create function app.op_hearings_set(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.hearings := app.hearing_of(args, 'hearings.write');
  at timestamptz;
  state text;
begin
  -- Sealed detail and its line are of the legal desk alone.
  if args ? 'outcomeSealed' and not app.can(was.campaign_id, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  if args ? 'base' and app.arg_number(args, 'base', 0, 999999) <> was.sequence then perform app.fail('RN412', 'stale'); end if;
  at := case when args ? 'startsAt' then app.arg_hearing_at(args) else was.starts_at end;
  -- A moved hearing says so, and its SEQUENCE grows (RFC 5545, 3.8.7.4), so that calendars take the new date.
  state := case when args ? 'status' then app.arg_choice(args, 'status', 'scheduled', 'rescheduled', 'suspended', 'cancelled', 'held')
    when at <> was.starts_at then 'rescheduled' else was.status end;
  if state = 'held' and at > now() + interval '5 minutes' then perform app.fail('RN400', 'not_yet', 'status'); end if;
  update public.hearings h set starts_at = at, status = state, sequence = h.sequence + 1 where h.id = was.id;
  perform app.hearing_facts(was.id, args);
  if at <> was.starts_at or state <> was.status then
    insert into public.hearing_moves (id, campaign_id, hearing_id, from_at, to_at, from_status, to_status, sequence, reason, created_by)
    values (gen_random_uuid(), was.campaign_id, was.id, was.starts_at, at, was.status, state, was.sequence + 1,
      coalesce(app.arg_optional(args, 'reason', 300), ''), app.uid());
  end if;
  return '{}';
end $$;

-- Takes the newest change of date or status back. Calendars see one more change, never fewer.
create function app.op_hearings_undo(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.hearings := app.hearing_of(args, 'hearings.write');
  undo uuid := app.arg_id(args, 'id');
  last public.hearing_moves;
begin
  select * into last from public.hearing_moves m where m.hearing_id = was.id and m.undoes is null
    and not exists (select 1 from public.hearing_moves u where u.undoes = m.id)
  order by m.sequence desc limit 1;
  if last.id is distinct from app.arg_id(args, 'move') then perform app.fail('RN409', 'conflict', 'move'); end if;
  update public.hearings h set starts_at = last.from_at, status = last.from_status, sequence = h.sequence + 1 where h.id = was.id;
  insert into public.hearing_moves (id, campaign_id, hearing_id, from_at, to_at, from_status, to_status, sequence, undoes, created_by)
  values (undo, was.campaign_id, was.id, was.starts_at, last.from_at, was.status, last.from_status, was.sequence + 1, last.id, app.uid());
  return '{}';
end $$;

create function app.op_hearings_assign(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  h public.hearings := app.hearing_of(args, 'hearings.write');
begin
  perform app.hearing_place(h, app.arg_id(args, 'id'), app.hearing_member(h, app.arg_id(args, 'user'), 'user'),
    app.arg_choice(args, 'part', 'defence', 'watch', 'press', 'transport'));
  return '{}';
end $$;

-- Anybody who works in the team, for themselves. Beyond the number wanted one waits for a place.
create function app.op_hearings_join(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  h public.hearings := app.hearing_of(args, 'hearings.attend');
  what text := app.arg_choice(args, 'part', 'watch', 'press', 'transport');
begin
  if (what = 'watch' and h.watch_wanted = 0) or (what = 'press' and not h.press_wanted) or (what = 'transport' and not h.transport_wanted)
    or h.status not in ('scheduled', 'rescheduled') or h.starts_at + make_interval(mins => h.minutes) < now() then
    perform app.fail('RN409', 'conflict', 'part');
  end if;
  perform app.hearing_place(h, app.arg_id(args, 'id'), app.uid(), what);
  return '{}';
end $$;

-- One's own place; of somebody else the legal desk.
create function app.op_hearings_leave(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  h public.hearings := app.hearing_of(args, case when args ->> 'user' is null then 'hearings.read' else 'hearings.write' end);
  who uuid := case when args ->> 'user' is null then app.uid() else app.arg_id(args, 'user') end;
begin
  update public.hearing_people x set left_at = now()
  where x.hearing_id = h.id and x.user_id = who and x.left_at is null
    and x.part = app.arg_choice(args, 'part', 'defence', 'watch', 'press', 'transport');
  if not found then perform app.fail('RN409', 'conflict', 'part'); end if;
  return '{}';
end $$;

-- Null takes it back.
create function app.op_hearings_attended(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  h public.hearings := app.hearing_of(args, 'hearings.write');
  here boolean := case when jsonb_typeof(args -> 'came') = 'null' then null else app.arg_flag(args, 'came') end;
begin
  if not args ? 'came' then perform app.fail('RN400', 'unknown_field', 'came'); end if;
  if h.starts_at > now() then perform app.fail('RN400', 'not_yet', 'came'); end if;
  update public.hearing_people x set came = here
  where x.hearing_id = h.id and x.user_id = app.arg_id(args, 'user') and x.left_at is null
    and x.part = app.arg_choice(args, 'part', 'defence', 'watch', 'press', 'transport');
  if not found then perform app.fail('RN409', 'conflict', 'part'); end if;
  return '{}';
end $$;

-- The link: the legal desk, and whoever has a place here and need not wait for it. What happened: the legal desk alone.
create function app.hearing_opens(h public.hearings, what text) returns boolean
language sql stable security definer set search_path = '' as $$
  select app.can(h.campaign_id, 'people.confidential') or ($2 = 'link' and exists (
    select 1 from public.hearing_people x where x.hearing_id = h.id and x.user_id = app.uid() and x.left_at is null
      and (x.part <> 'watch' or h.watch_wanted > (select count(*) from public.hearing_people o where o.hearing_id = h.id
        and o.part = 'watch' and o.left_at is null and (o.joined_at, o.id) < (x.joined_at, x.id)))))
$$;

create function app.op_hearings_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  h public.hearings := app.hearing_of(args, 'hearings.read');
  what text := app.arg_choice(args, 'what', 'link', 'outcome');
begin
  if not app.hearing_opens(h, what) then perform app.fail('RN404', 'not_found'); end if;
  perform app.look('hearings', h.id, what);
  return '{}';
end $$;

-- For whoever wrote down a moment ago that they look, and may still.
create function public.hearing_sealed(campaign uuid, hearing uuid, what text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  h public.hearings;
begin
  select * into h from public.hearings x where x.id = $2 and x.campaign_id = $1;
  if h.id is null or not app.can($1, 'hearings.read') or not app.within(h.compartment_id) or not app.hearing_opens(h, $3)
    or not app.looked('hearings', h.id, $3) then perform app.fail('RN404', 'not_found'); end if;
  return case $3 when 'link' then h.link_sealed when 'outcome' then h.outcome_sealed end;
end $$;

/* ---------------------------------------------------------------- rights */

-- Dates and statuses change by operations alone, so that each change stands in the history.
revoke update on public.hearings from authenticated;
revoke select on public.hearings from authenticated;
grant select (id, campaign_id, compartment_id, case_id, kind, starts_at, tz, minutes, court, room, has_link, access, status, note, sequence,
  watch_wanted, press_wanted, transport_wanted, outcome, has_outcome_detail, created_by, created_at), update (note) on public.hearings to authenticated;

select app.protect(t) from unnest(array['public.hearing_moves', 'public.hearing_people']::regclass[]) t;
grant select on public.hearing_moves, public.hearing_people to authenticated;
create policy "Members read which dates a hearing has had" on public.hearing_moves for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "Members read who goes to a hearing" on public.hearing_people for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read')));
select app.compartment('public.hearing_moves', 'hearings:hearing_id');
select app.compartment('public.hearing_people', 'hearings:hearing_id');

delete from app.tracked where entity = 'hearings';
select app.track('public.hearings', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'compartment_id', 'case_id', 'kind', 'starts_at', 'tz',
  'minutes', 'court', 'room', 'has_link', 'access', 'status', 'note', 'sequence', 'watch_wanted', 'press_wanted', 'transport_wanted', 'outcome',
  'has_outcome_detail', 'created_at']);
-- The history is read with the page of a hearing, not with every page.
select app.track('public.hearing_moves', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'hearing_id', 'from_at', 'to_at',
  'from_status', 'to_status', 'sequence', 'reason', 'undoes', 'created_by', 'created_at']);
select app.track('public.hearing_people', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'compartment_id', 'hearing_id', 'user_id', 'part',
  'joined_at', 'left_at', 'came', 'created_at']);

revoke all on function app.hearing_of(jsonb, text), app.arg_hearing_at(jsonb), app.arg_number(jsonb, text, integer, integer),
  app.hearing_facts(uuid, jsonb), app.hearing_member(public.hearings, uuid, text), app.hearing_place(public.hearings, uuid, uuid, text),
  app.hearing_opens(public.hearings, text), app.op_hearings_schedule(jsonb), app.op_hearings_set(jsonb), app.op_hearings_undo(jsonb),
  app.op_hearings_assign(jsonb), app.op_hearings_join(jsonb), app.op_hearings_leave(jsonb), app.op_hearings_attended(jsonb),
  app.op_hearings_look(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.hearing_sealed(uuid, uuid, text)', 'authenticated');
