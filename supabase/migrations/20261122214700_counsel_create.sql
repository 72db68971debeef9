-- Counsel: who defends whom, who is reached first about a case, and who is on call. Names, telephones and addresses of lawyers from outside
-- the team are sealed; a code stands for them.

create table public.lawyers (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{1,15}$'),
  -- A member of the team; null is somebody from outside.
  user_id uuid references auth.users on delete set null,
  details_sealed text check (length(details_sealed) <= 4000),
  has_details boolean not null generated always as (details_sealed is not null) stored,
  edits integer not null default 0,
  removed_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (campaign_id, code)
);
create unique index lawyers_member on public.lawyers (campaign_id, user_id) where removed_at is null;
create index lawyers_user on public.lawyers (user_id);
create index lawyers_by on public.lawyers (created_by);
comment on table public.lawyers is 'P1: a code, and which member of the team it is.';
comment on column public.lawyers.details_sealed is 'P2: name, office telephone, electronic address. Sealed by the application for lawyers|<id>|details.';

create table public.appointments (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  case_id uuid not null references public.cases on delete cascade,
  -- Whom; null is all of the case that the campaign defends.
  person_id uuid references public.people on delete cascade,
  lawyer_id uuid not null references public.lawyers on delete cascade,
  -- Who is reached first.
  rank smallint not null check (rank in (1, 2)),
  scope text not null default 'whole' check (scope in ('whole', 'habeas', 'release', 'appeal', 'trial', 'other')),
  -- Null: proposed, not yet accepted before the court.
  accepted_on date check (accepted_on between '1970-01-01' and '2100-01-01'),
  ended_on date check (ended_on between '1970-01-01' and '2100-01-01'),
  removed_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check (ended_on >= accepted_on)
);
create index appointments_case on public.appointments (case_id, rank);
create index appointments_person on public.appointments (person_id);
create index appointments_lawyer on public.appointments (lawyer_id);
create index appointments_campaign on public.appointments (campaign_id);
create index appointments_compartment on public.appointments (compartment_id);
create index appointments_by on public.appointments (created_by);
comment on table public.appointments is 'P1: which lawyer stands for which code.';

create table public.duty_shifts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  lawyer_id uuid not null references public.lawyers on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- A free label, such as the stations that ring here; empty is everywhere.
  area text not null default '' check (length(area) <= 80),
  -- The shift of which this took the rest, and when that would have ended.
  took uuid references public.duty_shifts on delete set null,
  took_until timestamptz,
  cancelled_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at and ends_at <= starts_at + interval '8 days')
);
create index duty_shifts_time on public.duty_shifts (campaign_id, ends_at);
create index duty_shifts_lawyer on public.duty_shifts (lawyer_id);
create index duty_shifts_took on public.duty_shifts (took);
create index duty_shifts_by on public.duty_shifts (created_by);
comment on table public.duty_shifts is 'P1: who is on call from when to when, and for which area.';

/* ---------------------------------------------------------------- for reminders */

-- Who is told about a case, first and second. Members of the team that are not switched off; whoever reads this decides besides what they may see.
create function app.case_counsel("case" uuid) returns table (user_id uuid, rank integer)
language sql stable security definer set search_path = '' as $$
  select l.user_id, min(a.rank)::integer
  from public.appointments a
  join public.lawyers l on l.id = a.lawyer_id and l.removed_at is null
  join public.members t on t.campaign_id = a.campaign_id and t.user_id = l.user_id and t.disabled_at is null
  where a.case_id = $1 and a.removed_at is null and (a.ended_on is null or a.ended_on >= current_date)
  group by l.user_id order by 2, 1
$$;

create function app.on_call(campaign uuid, at timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select distinct l.user_id
  from public.duty_shifts s
  join public.lawyers l on l.id = s.lawyer_id and l.removed_at is null
  join public.members t on t.campaign_id = s.campaign_id and t.user_id = l.user_id and t.disabled_at is null
  where s.campaign_id = $1 and s.cancelled_at is null and s.starts_at <= $2 and s.ends_at > $2
$$;

-- Sealed details: the legal desk reads all; whoever takes arrests down, those of who is on call at this moment.
create function public.lawyers_sealed(campaign uuid) returns table (lawyer uuid, sealed text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.can($1, 'people.confidential') then
    return query select l.id, l.details_sealed from public.lawyers l where l.campaign_id = $1 and l.details_sealed is not null;
  elsif app.can($1, 'arrests.record') then
    return query select distinct l.id, l.details_sealed from public.lawyers l join public.duty_shifts s on s.lawyer_id = l.id
      where l.campaign_id = $1 and l.details_sealed is not null and s.cancelled_at is null and s.starts_at <= now() and s.ends_at > now();
  else
    perform app.fail('RN404', 'not_found');
  end if;
end $$;

/* ---------------------------------------------------------------- lawyers and appointments */

create function app.lawyer_of(args jsonb, campaign uuid) returns public.lawyers
language plpgsql stable set search_path = '' as $$
declare
  l public.lawyers;
begin
  select x.id, x.campaign_id, x.user_id, x.removed_at into l.id, l.campaign_id, l.user_id, l.removed_at
  from public.lawyers x where x.id = app.arg_id(args, 'lawyer') and ($2 is null or x.campaign_id = $2);
  if $2 is null then perform app.need(l.campaign_id, 'hearings.write');
  elsif l.id is null or l.removed_at is not null then perform app.fail('RN400', 'choice', 'lawyer'); end if;
  return l;
end $$;

create function app.op_counsel_add_lawyer(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  member uuid := app.arg_optional_id(args, 'member');
  sealed text := app.arg_optional(args, 'detailsSealed', 4000);
  the_code text := upper(app.arg(args, 'code', 16));
begin
  perform app.need(campaign, 'hearings.write');
  if the_code !~ '^[A-Z0-9][A-Z0-9-]{1,15}$' then perform app.fail('RN400', 'code', 'code'); end if;
  if member is null and sealed is null then perform app.fail('RN400', 'required', 'detailsSealed'); end if;
  if member is not null and not exists (select 1 from public.members m where m.campaign_id = campaign and m.user_id = member and m.disabled_at is null) then
    perform app.fail('RN400', 'choice', 'member');
  end if;
  if exists (select 1 from public.lawyers l where l.campaign_id = campaign and l.code = the_code) then perform app.fail('RN409', 'taken', 'code'); end if;
  if exists (select 1 from public.lawyers l where l.campaign_id = campaign and l.user_id = member and l.removed_at is null) then
    perform app.fail('RN409', 'taken', 'member');
  end if;
  insert into public.lawyers (id, campaign_id, code, user_id, details_sealed, created_by)
  values (app.arg_id(args, 'id'), campaign, the_code, member, sealed, app.uid());
  return '{}';
end $$;

-- Absent leaves what there is. Whoever is taken off stays where they stood, and is not reached any more.
create function app.op_counsel_edit_lawyer(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  l public.lawyers := app.lawyer_of(args, null);
begin
  if args ? 'detailsSealed' then
    if l.user_id is null and args ->> 'detailsSealed' is null then perform app.fail('RN400', 'required', 'detailsSealed'); end if;
    update public.lawyers x set details_sealed = app.arg_optional(args, 'detailsSealed', 4000) where x.id = l.id;
  end if;
  if args ? 'removed' then
    update public.lawyers x set removed_at = case when app.arg_flag(args, 'removed') then now() end where x.id = l.id;
  end if;
  update public.lawyers x set edits = x.edits + 1 where x.id = l.id;
  return '{}';
end $$;

create function app.arg_appointment(args jsonb) returns public.appointments
language plpgsql immutable set search_path = '' as $$
declare
  a public.appointments;
begin
  a.rank := app.arg_count(args, 'rank', 1, 2);
  a.scope := app.arg_choice(args, 'scope', 'whole', 'habeas', 'release', 'appeal', 'trial', 'other');
  a.accepted_on := case when args ->> 'acceptedOn' is not null then app.arg_day(args, 'acceptedOn') end;
  a.ended_on := case when args ->> 'endedOn' is not null then app.arg_day(args, 'endedOn') end;
  if a.ended_on < a.accepted_on then perform app.fail('RN400', 'date', 'endedOn'); end if;
  return a;
end $$;

create function app.op_counsel_appoint(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  c public.cases := app.need_case(app.arg_id(args, 'case'), 'hearings.write');
  l public.lawyers := app.lawyer_of(args, c.campaign_id);
  a public.appointments := app.arg_appointment(args);
  person uuid := app.arg_optional_id(args, 'person');
begin
  if person is not null and not exists (select 1 from public.people p where p.id = person and p.campaign_id = c.campaign_id) then
    perform app.fail('RN400', 'choice', 'person');
  end if;
  if exists (select 1 from public.appointments x where x.case_id = c.id and x.lawyer_id = l.id and x.person_id is not distinct from person
      and x.removed_at is null and x.ended_on is null) then
    perform app.fail('RN409', 'taken', 'lawyer');
  end if;
  insert into public.appointments (id, campaign_id, case_id, person_id, lawyer_id, rank, scope, accepted_on, ended_on, created_by)
  values (app.arg_id(args, 'id'), c.campaign_id, c.id, person, l.id, a.rank, a.scope, a.accepted_on, a.ended_on, app.uid());
  return '{}';
end $$;

create function app.op_counsel_edit_appointment(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.appointments;
  a public.appointments := app.arg_appointment(args);
begin
  select * into was from public.appointments x where x.id = app.arg_id(args, 'appointment');
  perform app.need(was.campaign_id, 'hearings.write');
  update public.appointments x set rank = a.rank, scope = a.scope, accepted_on = a.accepted_on, ended_on = a.ended_on,
    removed_at = case when app.arg_flag(args, 'removed') then coalesce(x.removed_at, now()) end
  where x.id = was.id;
  return '{}';
end $$;

/* ---------------------------------------------------------------- on call */

-- Nobody is twice on call at once; shifts of two people may overlap, each for an area.
create function app.duty_free(campaign uuid, lawyer uuid, starts timestamptz, ends timestamptz, but uuid[], field text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtext('duty'), hashtext(campaign::text));
  if exists (select 1 from public.duty_shifts s where s.campaign_id = $1 and s.lawyer_id = $2 and s.cancelled_at is null and not s.id = any (but)
      and s.starts_at < $4 and s.ends_at > $3) then
    perform app.fail('RN400', 'overlap', field);
  end if;
end $$;

create function app.duty_hold(args jsonb, name text) returns public.duty_shifts
language plpgsql volatile set search_path = '' as $$
declare
  s public.duty_shifts;
begin
  select * into s from public.duty_shifts x where x.id = app.arg_id(args, name);
  perform app.need(s.campaign_id, 'hearings.write');
  perform pg_advisory_xact_lock(hashtext('duty'), hashtext(s.campaign_id::text));
  select * into s from public.duty_shifts x where x.id = s.id for update;
  return s;
end $$;

create function app.op_duty_plan(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  l public.lawyers;
  starts timestamptz;
  ends timestamptz;
begin
  perform app.need(campaign, 'hearings.write');
  l := app.lawyer_of(args, campaign);
  starts := app.arg_instant(args, 'from');
  ends := app.arg_instant(args, 'until');
  if starts < '1970-01-01' or starts > '2100-01-01' then perform app.fail('RN400', 'instant', 'from'); end if;
  if ends <= starts or ends > starts + interval '8 days' then perform app.fail('RN400', 'shift_length', 'until'); end if;
  perform app.duty_free(campaign, l.id, starts, ends, '{}', 'from');
  insert into public.duty_shifts (id, campaign_id, lawyer_id, starts_at, ends_at, area, created_by)
  values (app.arg_id(args, 'id'), campaign, l.id, starts, ends, coalesce(app.arg_optional(args, 'area', 80), ''), app.uid());
  return '{}';
end $$;

create function app.op_duty_cancel(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  s public.duty_shifts := app.duty_hold(args, 'shift');
  cancelled boolean := coalesce(app.arg_flag(args, 'cancelled'), true);
begin
  if not cancelled then perform app.duty_free(s.campaign_id, s.lawyer_id, s.starts_at, s.ends_at, array[s.id], 'shift'); end if;
  update public.duty_shifts x set cancelled_at = case when cancelled then coalesce(x.cancelled_at, now()) end where x.id = s.id;
  return '{}';
end $$;

-- The rest of a shift goes to somebody else, from now on, or whole when it has not begun.
create function app.op_duty_take(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  s public.duty_shifts := app.duty_hold(args, 'shift');
  l public.lawyers := app.lawyer_of(args, s.campaign_id);
  from_then timestamptz := greatest(date_trunc('minute', now()), s.starts_at);
begin
  if s.cancelled_at is not null or s.ends_at <= from_then then perform app.fail('RN412', 'stale'); end if;
  if l.id = s.lawyer_id then perform app.fail('RN400', 'same_lawyer', 'lawyer'); end if;
  perform app.duty_free(s.campaign_id, l.id, from_then, s.ends_at, '{}', 'lawyer');
  insert into public.duty_shifts (id, campaign_id, lawyer_id, starts_at, ends_at, area, took, took_until, created_by)
  values (app.arg_id(args, 'id'), s.campaign_id, l.id, from_then, s.ends_at, s.area, s.id, s.ends_at, app.uid());
  if from_then > s.starts_at then update public.duty_shifts x set ends_at = from_then where x.id = s.id;
  else update public.duty_shifts x set cancelled_at = now() where x.id = s.id; end if;
  return '{}';
end $$;

create function app.op_duty_give_back(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  s public.duty_shifts := app.duty_hold(args, 'shift');
  was public.duty_shifts;
begin
  select * into was from public.duty_shifts x where x.id = s.took;
  if was.id is null or s.cancelled_at is not null then perform app.fail('RN412', 'stale'); end if;
  perform app.duty_free(s.campaign_id, was.lawyer_id, s.starts_at, s.took_until, array[was.id], 'shift');
  update public.duty_shifts x set cancelled_at = now() where x.id = s.id;
  update public.duty_shifts x set ends_at = s.took_until, cancelled_at = null where x.id = was.id;
  return '{}';
end $$;

-- Two people change places; doing it again takes it back.
create function app.op_duty_swap(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  a public.duty_shifts := app.duty_hold(args, 'shift');
  b public.duty_shifts := app.duty_hold(args, 'other');
begin
  if a.campaign_id <> b.campaign_id or a.cancelled_at is not null or b.cancelled_at is not null or least(a.ends_at, b.ends_at) <= now() then
    perform app.fail('RN412', 'stale');
  end if;
  if a.lawyer_id = b.lawyer_id then perform app.fail('RN400', 'same_lawyer', 'other'); end if;
  perform app.duty_free(a.campaign_id, b.lawyer_id, a.starts_at, a.ends_at, array[a.id, b.id], 'other');
  perform app.duty_free(a.campaign_id, a.lawyer_id, b.starts_at, b.ends_at, array[a.id, b.id], 'other');
  update public.duty_shifts x set lawyer_id = case when x.id = a.id then b.lawyer_id else a.lawyer_id end where x.id in (a.id, b.id);
  return '{}';
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.lawyers', 'public.appointments', 'public.duty_shifts']::regclass[]) t;
grant select (id, campaign_id, code, user_id, has_details, edits, removed_at, created_by, created_at),
  insert (id, campaign_id, code, user_id, details_sealed, created_by), update (details_sealed, edits, removed_at) on public.lawyers to authenticated;
grant select, insert (id, campaign_id, case_id, person_id, lawyer_id, rank, scope, accepted_on, ended_on, created_by),
  update (rank, scope, accepted_on, ended_on, removed_at) on public.appointments to authenticated;
grant select, insert (id, campaign_id, lawyer_id, starts_at, ends_at, area, took, took_until, created_by),
  update (lawyer_id, ends_at, cancelled_at) on public.duty_shifts to authenticated;

create policy "Members read who the lawyers are" on public.lawyers for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk enters lawyers" on public.lawyers for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid()));
create policy "The legal desk changes lawyers" on public.lawyers for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "Members read who defends whom" on public.appointments for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk appoints" on public.appointments for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid())
    and exists (select 1 from public.cases c where c.id = case_id and c.campaign_id = appointments.campaign_id)
    and exists (select 1 from public.lawyers l where l.id = lawyer_id and l.campaign_id = appointments.campaign_id));
create policy "The legal desk changes appointments" on public.appointments for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "Members read who is on call" on public.duty_shifts for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk plans who is on call" on public.duty_shifts for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid())
    and exists (select 1 from public.lawyers l where l.id = lawyer_id and l.campaign_id = duty_shifts.campaign_id));
create policy "The legal desk changes who is on call" on public.duty_shifts for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write')))
  with check (campaign_id in (select app.my_campaigns('hearings.write'))
    and exists (select 1 from public.lawyers l where l.id = lawyer_id and l.campaign_id = duty_shifts.campaign_id));

select app.compartment('public.appointments', 'cases:case_id', 'people:person_id');
select app.track('public.lawyers', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'code', 'user_id', 'has_details', 'edits', 'removed_at', 'created_by', 'created_at']);
select app.track('public.appointments', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'case_id', 'person_id', 'lawyer_id',
  'rank', 'scope', 'accepted_on', 'ended_on', 'removed_at', 'created_by', 'created_at']);
select app.track('public.duty_shifts', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'lawyer_id', 'starts_at', 'ends_at', 'area', 'took',
  'took_until', 'cancelled_at', 'created_by', 'created_at']);

select app.open_to_members();
revoke all on function app.lawyer_of(jsonb, uuid), app.duty_hold(jsonb, text), app.duty_free(uuid, uuid, timestamptz, timestamptz, uuid[], text),
  app.case_counsel(uuid), app.on_call(uuid, timestamptz) from public, anon, authenticated, service_role;
-- They run as whoever calls an operation, so row level security decides every row.
grant execute on function app.lawyer_of(jsonb, uuid), app.duty_hold(jsonb, text), app.duty_free(uuid, uuid, timestamptz, timestamptz, uuid[], text) to authenticated;
select app.expose('public.lawyers_sealed(uuid)', 'authenticated');
