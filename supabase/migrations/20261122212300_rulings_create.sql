-- Resoluciones y notificaciones: what a court decided about whom, and who was told of it, how and when. Terms run from the notification, for each
-- party from their own, so deadlines hang there. Kind, day, court and codes stand in clear; what was decided, in words, does not.

create table public.resolutions (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  case_id uuid not null references public.cases on delete cascade,
  -- About whom; null is about the case as a whole. What concerns several people stands once for each: each is notified apart.
  person_id uuid references public.people on delete cascade,
  kind text not null check (kind in ('indictment', 'lack_of_merit', 'dismissal', 'pretrial_detention', 'release_denied', 'release_granted',
    'exemption_denied', 'precautionary', 'committal_view', 'committal', 'trial_summons', 'conviction', 'acquittal', 'appeal_ruling',
    'cassation_ruling', 'appeal_granted', 'appeal_denied', 'extraordinary_denied', 'defects', 'habeas_rejected', 'final', 'other')),
  -- A civil day of the court.
  dated_on date not null check (dated_on between '1970-01-01' and '2100-01-01'),
  court text not null default '' check (length(court) <= 160),
  summary_sealed text check (length(summary_sealed) <= 8000),
  has_summary boolean not null generated always as (summary_sealed is not null) stored,
  edits integer not null default 0,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index resolutions_case on public.resolutions (case_id, dated_on desc, id);
create index resolutions_campaign on public.resolutions (campaign_id, dated_on desc, id);
create index resolutions_person on public.resolutions (person_id);
create index resolutions_by on public.resolutions (created_by);
create index resolutions_compartment on public.resolutions (compartment_id);
comment on table public.resolutions is 'P1: kind, day and court of what was decided, about which code.';
comment on column public.resolutions.summary_sealed is 'P2: what was decided, in words. Sealed by the application for resolutions|<id>|summary.';

create table public.ruling_notifications (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  resolution_id uuid not null references public.resolutions on delete cascade,
  party text not null check (party in ('accused', 'defence', 'prosecution', 'plaintiff')),
  mode text not null check (mode in ('personal', 'electronic', 'hearing', 'by_law')),
  -- The day on the wall of the court; hours run from the instant, where it is known.
  day date not null check (day between '1970-01-01' and '2100-01-01'),
  at timestamptz,
  km integer not null default 0 check (km between 0 and 40000),
  edits integer not null default 0,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index ruling_notifications_resolution on public.ruling_notifications (resolution_id, day);
create index ruling_notifications_campaign on public.ruling_notifications (campaign_id);
create index ruling_notifications_by on public.ruling_notifications (created_by);
create index ruling_notifications_compartment on public.ruling_notifications (compartment_id);
comment on table public.ruling_notifications is 'P1: who was told of a resolution, how and when.';

alter table public.deadlines add column notification_id uuid references public.ruling_notifications on delete set null;
create index deadlines_notification on public.deadlines (notification_id);

/* ---------------------------------------------------------------- arguments */

create function app.arg_resolution_kind(args jsonb) returns text
language sql immutable set search_path = '' as $$
  select app.arg_choice(args, 'kind', 'indictment', 'lack_of_merit', 'dismissal', 'pretrial_detention', 'release_denied', 'release_granted',
    'exemption_denied', 'precautionary', 'committal_view', 'committal', 'trial_summons', 'conviction', 'acquittal', 'appeal_ruling',
    'cassation_ruling', 'appeal_granted', 'appeal_denied', 'extraordinary_denied', 'defects', 'habeas_rejected', 'final', 'other')
$$;

create function app.arg_rows(args jsonb, name text, most integer) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> name) is distinct from 'array' then perform app.fail('RN400', 'required', name); end if;
  if jsonb_array_length(args -> name) not between 1 and most then perform app.fail('RN400', 'number', name); end if;
  return args -> name;
end $$;

-- A day that has come, by the clock of the campaign.
create function app.arg_day_past(args jsonb, name text, campaign uuid) returns date
language plpgsql stable set search_path = '' as $$
declare
  v date := app.arg_day(args, name);
begin
  if v > (now() at time zone (select c.tz from public.campaigns c where c.id = $3))::date then perform app.fail('RN400', 'future', name); end if;
  return v;
end $$;

-- When somebody was told: a day, and its instant where it is known. Neither before the resolution nor to come.
create function app.arg_notified(args jsonb, campaign uuid, dated_on date) returns public.ruling_notifications
language plpgsql stable set search_path = '' as $$
declare
  n public.ruling_notifications;
begin
  n.party := app.arg_choice(args, 'party', 'accused', 'defence', 'prosecution', 'plaintiff');
  n.mode := app.arg_choice(args, 'mode', 'personal', 'electronic', 'hearing', 'by_law');
  n.day := app.arg_day_past(args, 'day', $2);
  if n.day < $3 then perform app.fail('RN400', 'before_resolution', 'day'); end if;
  if args ->> 'at' is not null then
    n.at := app.arg_past(args, 'at');
    if abs((n.at at time zone (select c.tz from public.campaigns c where c.id = $2))::date - n.day) > 1 then perform app.fail('RN400', 'instant', 'at'); end if;
  end if;
  n.km := case when args ? 'km' then app.arg_count(args, 'km', 0, 40000) else 0 end;
  return n;
end $$;

-- Column by column: what is sealed is granted to nobody.
create function app.resolution_of(args jsonb) returns public.resolutions
language plpgsql stable set search_path = '' as $$
declare
  r public.resolutions;
begin
  select x.id, x.campaign_id, x.case_id, x.person_id, x.kind, x.dated_on, x.undone_at
  into r.id, r.campaign_id, r.case_id, r.person_id, r.kind, r.dated_on, r.undone_at
  from public.resolutions x where x.id = app.arg_id(args, 'resolution');
  perform app.need(r.campaign_id, 'hearings.write');
  return r;
end $$;

create function app.notification_of(args jsonb) returns public.ruling_notifications
language plpgsql volatile set search_path = '' as $$
declare
  n public.ruling_notifications;
begin
  select * into n from public.ruling_notifications x where x.id = app.arg_id(args, 'notification');
  perform app.need(n.campaign_id, 'hearings.write');
  select * into n from public.ruling_notifications x where x.id = n.id for update;
  return n;
end $$;

/* ---------------------------------------------------------------- resolutions */

create function app.op_rulings_add(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  c public.cases := app.need_case(app.arg_id(args, 'case'), 'hearings.write');
  line jsonb;
  dated date;
  person uuid;
begin
  dated := app.arg_day_past(args, 'datedOn', c.campaign_id);
  for line in select x from jsonb_array_elements(app.arg_rows(args, 'rows', 50)) x loop
    person := app.arg_optional_id(line, 'person');
    if person is not null and not exists (select 1 from public.people p where p.id = person and p.campaign_id = c.campaign_id) then
      perform app.fail('RN400', 'choice', 'person');
    end if;
    insert into public.resolutions (id, campaign_id, case_id, person_id, kind, dated_on, court, summary_sealed, created_by)
    values (app.arg_id(line, 'id'), c.campaign_id, c.id, person, app.arg_resolution_kind(args), dated,
      coalesce(app.arg_optional(args, 'court', 160), ''), app.arg_optional(line, 'summarySealed', 8000), app.uid());
  end loop;
  return '{}';
end $$;

-- What was written in haste, put right. Absent leaves the summary as it is.
create function app.op_rulings_edit(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  r public.resolutions := app.resolution_of(args);
  dated date := app.arg_day_past(args, 'datedOn', r.campaign_id);
begin
  if args ? 'summarySealed' and not app.can(r.campaign_id, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  if exists (select 1 from public.ruling_notifications n where n.resolution_id = r.id and n.undone_at is null and n.day < dated) then
    perform app.fail('RN400', 'after_notification', 'datedOn');
  end if;
  update public.resolutions x set kind = app.arg_resolution_kind(args), dated_on = dated,
    court = coalesce(app.arg_optional(args, 'court', 160), ''), edits = x.edits + 1
  where x.id = r.id;
  if args ? 'summarySealed' then
    update public.resolutions x set summary_sealed = app.arg_optional(args, 'summarySealed', 8000) where x.id = r.id;
  end if;
  return '{}';
end $$;

-- A deadline that hangs on it is first done or waived: nobody takes a date away by taking back what it ran from.
create function app.op_rulings_undo(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  r public.resolutions := app.resolution_of(args);
  undone boolean := coalesce(app.arg_flag(args, 'undone'), true);
begin
  if undone and exists (select 1 from public.deadlines d join public.ruling_notifications n on n.id = d.notification_id
      where n.resolution_id = r.id and d.state = 'open') then
    perform app.fail('RN409', 'has_deadlines', 'resolution');
  end if;
  update public.resolutions x set undone_at = case when undone then now() end where x.id = r.id and (x.undone_at is null) = undone;
  return '{}';
end $$;

create function app.op_rulings_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.resolutions;
begin
  select * into r from public.resolutions x where x.id = app.arg_id(args, 'resolution');
  if r.id is null or not app.within(r.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(r.campaign_id, 'people.confidential');
  perform app.look('resolutions', r.id, 'summary');
  return '{}';
end $$;

-- What is sealed, for whoever wrote down a moment ago that they look.
create function public.resolution_sealed(resolution uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  r public.resolutions;
begin
  select * into r from public.resolutions x where x.id = $1;
  if r.id is null or not app.within(r.compartment_id) or not app.can(r.campaign_id, 'people.confidential')
      or not app.looked('resolutions', r.id, 'summary') then
    perform app.fail('RN404', 'not_found');
  end if;
  return r.summary_sealed;
end $$;

/* ---------------------------------------------------------------- notifications */

-- In a hearing all who are there are told at once: one act, a row for each.
create function app.op_rulings_notify(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  line jsonb;
  r public.resolutions;
  n public.ruling_notifications;
begin
  for line in select x from jsonb_array_elements(app.arg_rows(args, 'rows', 50)) x loop
    r := app.resolution_of(line);
    if r.undone_at is not null then perform app.fail('RN412', 'stale'); end if;
    n := app.arg_notified(args, r.campaign_id, r.dated_on);
    insert into public.ruling_notifications (id, campaign_id, resolution_id, party, mode, day, at, km, created_by)
    values (app.arg_id(line, 'id'), r.campaign_id, r.id, n.party, n.mode, n.day, n.at, n.km, app.uid());
  end loop;
  return '{}';
end $$;

create function app.op_rulings_undo_notification(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  n public.ruling_notifications := app.notification_of(args);
  undone boolean := coalesce(app.arg_flag(args, 'undone'), true);
begin
  if undone and exists (select 1 from public.deadlines d where d.notification_id = n.id and d.state = 'open') then
    perform app.fail('RN409', 'has_deadlines', 'notification');
  end if;
  update public.ruling_notifications x set undone_at = case when undone then now() end where x.id = n.id and (x.undone_at is null) = undone;
  return '{}';
end $$;

-- All deadlines that were ticked, in one act.
create function app.op_rulings_enter(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  line jsonb;
  n public.ruling_notifications;
  the_case uuid;
  person uuid;
  dates public.deadlines;
  calendar text := app.arg_calendar(args);
begin
  for line in select x from jsonb_array_elements(app.arg_rows(args, 'deadlines', 200)) x loop
    n := app.notification_of(line);
    if n.undone_at is not null then perform app.fail('RN412', 'stale'); end if;
    -- What was shown is of the notification as it stood.
    if n.edits <> app.arg_count(line, 'edits', 0, 1000000) then perform app.fail('RN412', 'stale'); end if;
    perform app.legal_calendar(n.campaign_id, calendar, app.arg_count(args, 'revision', 0, 1000000));
    select r.case_id, r.person_id into the_case, person from public.resolutions r where r.id = n.resolution_id;
    dates := app.arg_dates(line);
    insert into public.deadlines (id, campaign_id, case_id, person_id, notification_id, rule_id, rule_version, calendar_id, calendar_version, nature,
      served, due_on, due_at, latest_at, act_by, computed, created_by)
    values (app.arg_id(line, 'id'), n.campaign_id, the_case, person, n.id, app.arg_rule(line), app.arg_count(line, 'ruleVersion', 1, 100000), calendar,
      dates.calendar_version, app.arg_choice(line, 'nature', 'peremptory', 'liberty', 'ordinary', 'other'), app.arg_object(line, 'served', 1500),
      dates.due_on, dates.due_at, dates.latest_at, dates.act_by, dates.computed, app.uid());
  end loop;
  return '{}';
end $$;

-- What a list of moves was made from: how many open deadlines hang on a notification, and in which versions.
create function app.notification_seen(notification uuid) returns text
language sql stable set search_path = '' as $$
  select count(*) || ':' || coalesce(sum(d.version), 0) from public.deadlines d where d.notification_id = $1 and d.state = 'open'
$$;

/* ---------------------------------------------------------------- what moves a date */

-- One deadline as it is counted anew. Earlier, and what stands beside a date, at once; later waits for a yes. `served` comes along where what
-- it runs from has changed; while a later date waits, so does that.
create function app.deadline_moved(d public.deadlines, m jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  r public.deadlines := app.arg_dates(m);
begin
  if app.arg_choice(m, 'direction', 'earlier', 'later', 'beside') = 'later' then
    update public.deadlines x set pending = m - 'deadline' - 'direction', version = x.version + 1 where x.id = d.id;
  else
    update public.deadlines x set moved_from = case when r.due_on < x.due_on or r.due_at < x.due_at then x.due_on else x.moved_from end,
      served = case when m ? 'served' then app.arg_object(m, 'served', 1500) else x.served end,
      due_on = r.due_on, due_at = r.due_at, latest_at = r.latest_at, act_by = r.act_by, computed = r.computed,
      calendar_version = r.calendar_version, pending = null, version = x.version + 1
    where x.id = d.id;
  end if;
end $$;

create or replace function app.deadlines_move(campaign uuid, calendar text, args jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  m jsonb;
  d public.deadlines;
begin
  if jsonb_typeof(args -> 'moves') is distinct from 'array' then perform app.fail('RN400', 'required', 'moves'); end if;
  if app.arg(args, 'seen', 40) <> app.deadlines_seen(campaign, calendar) then perform app.fail('RN412', 'stale'); end if;
  for m in select x from jsonb_array_elements(args -> 'moves') x loop
    select * into d from public.deadlines x
    where x.id = app.arg_id(m, 'deadline') and x.campaign_id = $1 and x.calendar_id = $2 and x.state = 'open';
    if d.id is not null then perform app.deadline_moved(d, m); end if;
  end loop;
end $$;

create or replace function app.op_deadlines_confirm_move(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.deadlines := app.deadline_hold(args);
  r public.deadlines;
begin
  if app.arg_flag(args, 'take') and was.pending is not null then
    r := app.arg_dates(was.pending);
    update public.deadlines d set due_on = r.due_on, due_at = r.due_at, latest_at = r.latest_at, act_by = r.act_by,
      computed = r.computed, calendar_version = r.calendar_version,
      served = case when was.pending ? 'served' then was.pending -> 'served' else d.served end
    where d.id = was.id;
  end if;
  update public.deadlines d set pending = null, moved_from = null, confirmed_by = app.uid(), confirmed_at = now(), version = d.version + 1
  where d.id = was.id;
  return '{}';
end $$;

-- The day of a notification put right, together with all that hangs on it.
create function app.op_rulings_correct(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.ruling_notifications := app.notification_of(args);
  n public.ruling_notifications;
  m jsonb;
  d public.deadlines;
begin
  if was.undone_at is not null then perform app.fail('RN412', 'stale'); end if;
  n := app.arg_notified(args, was.campaign_id, (select r.dated_on from public.resolutions r where r.id = was.resolution_id));
  if jsonb_typeof(args -> 'calendars') is distinct from 'array' then perform app.fail('RN400', 'required', 'calendars'); end if;
  if jsonb_typeof(args -> 'moves') is distinct from 'array' then perform app.fail('RN400', 'required', 'moves'); end if;
  for m in select x from jsonb_array_elements(args -> 'calendars') x loop
    perform app.legal_calendar(was.campaign_id, app.arg_calendar(m), app.arg_count(m, 'revision', 0, 1000000));
  end loop;
  if app.arg(args, 'seen', 40) <> app.notification_seen(was.id) then perform app.fail('RN412', 'stale'); end if;
  update public.ruling_notifications x set party = n.party, mode = n.mode, day = n.day, at = n.at, km = n.km, edits = x.edits + 1 where x.id = was.id;
  for m in select x from jsonb_array_elements(args -> 'moves') x loop
    select * into d from public.deadlines x where x.id = app.arg_id(m, 'deadline') and x.notification_id = was.id and x.state = 'open';
    if d.id is not null then perform app.deadline_moved(d, m); end if;
  end loop;
  return '{}';
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.resolutions', 'public.ruling_notifications']::regclass[]) t;
grant select (id, campaign_id, compartment_id, case_id, person_id, kind, dated_on, court, has_summary, edits, undone_at, created_by, created_at),
  insert (id, campaign_id, case_id, person_id, kind, dated_on, court, summary_sealed, created_by),
  update (kind, dated_on, court, summary_sealed, edits, undone_at) on public.resolutions to authenticated;
grant select, insert (id, campaign_id, resolution_id, party, mode, day, at, km, created_by),
  update (party, mode, day, at, km, edits, undone_at) on public.ruling_notifications to authenticated;
grant insert (notification_id) on public.deadlines to authenticated;

create policy "Members read what was decided" on public.resolutions for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk enters resolutions" on public.resolutions for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid())
    and exists (select 1 from public.cases c where c.id = case_id and c.campaign_id = resolutions.campaign_id));
create policy "The legal desk puts resolutions right" on public.resolutions for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "Members read who was notified" on public.ruling_notifications for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk enters notifications" on public.ruling_notifications for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid())
    and exists (select 1 from public.resolutions r where r.id = resolution_id and r.campaign_id = ruling_notifications.campaign_id));
create policy "The legal desk puts notifications right" on public.ruling_notifications for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));

select app.compartment('public.resolutions', 'cases:case_id', 'people:person_id');
select app.compartment('public.ruling_notifications', 'resolutions:resolution_id');
select app.track('public.resolutions', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'case_id', 'person_id', 'kind',
  'dated_on', 'court', 'has_summary', 'edits', 'undone_at', 'created_by', 'created_at']);
select app.track('public.ruling_notifications', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'resolution_id', 'party',
  'mode', 'day', 'at', 'km', 'edits', 'undone_at', 'created_by', 'created_at']);

update app.tracked set columns = columns || 'notification_id'::text where entity = 'deadlines';

-- An argument that is read with the owner's rights was closed by whoever wrote it, and stays so.
create or replace function app.open_to_members() returns void
language plpgsql set search_path = '' as $$
declare f regprocedure;
begin
  -- Every helper an invoker's operation or a policy calls. Trigger functions and the numbering of the journal stay closed.
  for f in select p.oid::regprocedure from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and (p.proname like 'op\_%' or p.proname like 'arg%' and not p.prosecdef or p.proname in
      ('fail', 'claims', 'uid', 'session_live', 'my_campaigns', 'can', 'need', 'can_read_stream', 'pick', 'stream_head',
       'tracked_in', 'my_entries', 'end_sessions', 'keep_an_owner'))
  loop execute format('grant execute on function %s to authenticated', f); end loop;
end $$;
revoke all on function app.arg_case_day(jsonb, text, uuid) from authenticated;

select app.open_to_members();
revoke all on function app.resolution_of(jsonb), app.notification_of(jsonb), app.notification_seen(uuid), app.deadline_moved(public.deadlines, jsonb)
  from public, anon, authenticated, service_role;
-- They run as whoever calls an operation, so row level security decides every row.
grant execute on function app.resolution_of(jsonb), app.notification_of(jsonb), app.notification_seen(uuid), app.deadline_moved(public.deadlines, jsonb)
  to authenticated;
select app.expose('public.resolution_sealed(uuid)', 'authenticated');
