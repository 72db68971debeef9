-- Deadlines of a campaign: what was notified, by which rule and calendar the dates were counted, and what became of them. Rules
-- and calendars come with the program; here stand what a campaign changes in a calendar, the years it has loaded, and who signed
-- which version of a rule off. Cases and people by code: no name has a column.

-- Dates and codes, apart from the team's own stream: a desk with ten thousand of them must not load them on every page.
insert into app.audiences values ('dates', 'hearings.read');

create table public.legal_calendars (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  calendar_id text not null check (calendar_id ~ '^[A-Z][A-Z0-9-]{1,39}$'),
  -- Grows with every change of its days; part of the version that a deadline was counted with.
  revision integer not null default 0,
  -- Years whose days the campaign says are all entered, besides those that come with the program.
  years integer[] not null default '{}' check (cardinality(years) <= 50),
  created_at timestamptz not null default now(),
  unique (campaign_id, calendar_id)
);
comment on table public.legal_calendars is 'P1';

create table public.legal_days (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  calendar_id text not null check (calendar_id ~ '^[A-Z][A-Z0-9-]{1,39}$'),
  from_day date not null check (from_day between '1970-01-01' and '2100-01-01'),
  to_day date not null,
  -- `plain` takes an entry away that came with the program.
  kind text not null check (kind in ('holiday', 'bridge', 'asueto', 'worked', 'recess', 'plain')),
  name text not null check (length(name) between 1 and 160),
  source text not null check (length(source) between 1 and 300),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  check (to_day between from_day and from_day + 366)
);
create index legal_days_calendar on public.legal_days (campaign_id, calendar_id, from_day);
create index legal_days_by on public.legal_days (created_by);
comment on table public.legal_days is 'P1: days of a calendar as the campaign sets them, with their decree. Taken back by removed_at.';

create table public.legal_signoffs (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  rule_id text not null check (rule_id ~ '^[A-Za-z0-9-]{1,40}$'),
  rule_version integer not null check (rule_version > 0),
  note text not null default '' check (length(note) <= 400),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index legal_signoffs_one on public.legal_signoffs (campaign_id, rule_id, rule_version) where removed_at is null;
create index legal_signoffs_by on public.legal_signoffs (created_by);
comment on table public.legal_signoffs is 'P1: a lawyer of the campaign has confirmed this version of a rule.';

create table public.deadlines (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  case_id uuid not null references public.cases on delete cascade,
  person_id uuid references public.people on delete set null,
  rule_id text not null check (rule_id ~ '^[A-Za-z0-9-]{1,40}$'),
  rule_version integer not null check (rule_version > 0),
  calendar_id text not null check (calendar_id ~ '^[A-Z][A-Z0-9-]{1,39}$'),
  calendar_version text not null check (length(calendar_version) <= 40),
  nature text not null check (nature in ('peremptory', 'liberty', 'ordinary', 'other')),
  -- What it runs from: day or instant, day of the resolution, order that enabled the act, kilometres, situation.
  served jsonb not null check (jsonb_typeof(served) = 'object' and pg_column_size(served) <= 2000),
  -- The last day on the wall of the court; for hours also the instant.
  due_on date not null check (due_on between '1970-01-01' and '2100-01-01'),
  due_at timestamptz,
  latest_at timestamptz,
  act_by date,
  -- Dates, readings and warnings as they were computed; the trace is counted anew by whoever looks.
  computed jsonb not null check (jsonb_typeof(computed) = 'object' and pg_column_size(computed) <= 16000),
  state text not null default 'open' check (state in ('open', 'done', 'waived')),
  receipt text not null default '' check (length(receipt) <= 80),
  reason text not null default '' check (length(reason) <= 400),
  closed_by uuid references auth.users on delete set null,
  closed_at timestamptz,
  -- A later date that waits for a person's yes.
  pending jsonb check (pending is null or jsonb_typeof(pending) = 'object' and pg_column_size(pending) <= 16000),
  -- Set when a change of the calendar made it earlier, until somebody says that they have seen it.
  moved_from date,
  confirmed_by uuid references auth.users on delete set null,
  confirmed_at timestamptz,
  version integer not null default 1,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  constraint deadlines_done check (state <> 'done' or receipt <> '')
);
create index deadlines_page on public.deadlines (campaign_id, state, due_on, id);
create index deadlines_calendar on public.deadlines (campaign_id, calendar_id) where state = 'open';
create index deadlines_case on public.deadlines (case_id);
create index deadlines_person on public.deadlines (person_id);
create index deadlines_closed_by on public.deadlines (closed_by);
create index deadlines_confirmed_by on public.deadlines (confirmed_by);
create index deadlines_by on public.deadlines (created_by);
comment on table public.deadlines is 'P1: dates, codes and rules. Neither a name nor a carátula stands here.';

/* ---------------------------------------------------------------- arguments */

create function app.arg_object(args jsonb, name text, most integer) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> name) is distinct from 'object' then perform app.fail('RN400', 'required', name); end if;
  if length((args -> name)::text) > most then perform app.fail('RN400', 'too_long', name); end if;
  return args -> name;
end $$;

create function app.arg_rule(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := app.arg(args, 'rule', 40);
begin
  if v !~ '^[A-Za-z0-9-]{1,40}$' then perform app.fail('RN400', 'choice', 'rule'); end if;
  return v;
end $$;

create function app.arg_calendar(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := app.arg(args, 'calendar', 40);
begin
  if v !~ '^[A-Z][A-Z0-9-]{1,39}$' then perform app.fail('RN400', 'choice', 'calendar'); end if;
  return v;
end $$;

-- The dates as the engine counted them.
create function app.arg_dates(args jsonb) returns public.deadlines
language plpgsql stable set search_path = '' as $$
declare
  r public.deadlines;
begin
  r.due_on := app.arg_day(args, 'dueOn');
  r.due_at := case when args ->> 'dueAt' is not null then app.arg_instant(args, 'dueAt') end;
  r.latest_at := case when args ->> 'latestAt' is not null then app.arg_instant(args, 'latestAt') end;
  r.act_by := case when args ->> 'actBy' is not null then app.arg_day(args, 'actBy') end;
  r.calendar_version := app.arg(args, 'calendarVersion', 40);
  r.computed := app.arg_object(args, 'computed', 15000);
  return r;
end $$;

-- The calendar of a campaign, held so that its days and the deadlines counted with them cannot change at once. A date that was
-- counted with an older revision is refused.
create function app.legal_calendar(campaign uuid, calendar text, revision integer) returns public.legal_calendars
language plpgsql volatile set search_path = '' as $$
declare
  c public.legal_calendars;
begin
  insert into public.legal_calendars (campaign_id, calendar_id) values ($1, $2) on conflict do nothing;
  select * into c from public.legal_calendars x where x.campaign_id = $1 and x.calendar_id = $2 for update;
  if c.revision <> $3 then perform app.fail('RN412', 'stale'); end if;
  return c;
end $$;

-- What a list of moves was made from: how many are open, and in which versions.
create function app.deadlines_seen(campaign uuid, calendar text) returns text
language sql stable set search_path = '' as $$
  select count(*) || ':' || coalesce(sum(d.version), 0) from public.deadlines d
  where d.campaign_id = $1 and d.calendar_id = $2 and d.state = 'open'
$$;

create function app.legal_case(campaign uuid, args jsonb) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  the_code text := app.arg(args, 'caseCode', 40);
begin
  insert into public.cases (id, campaign_id, code) values (app.arg_id(args, 'caseId'), campaign, the_code) on conflict (campaign_id, code) do nothing;
  return (select c.id from public.cases c where c.campaign_id = legal_case.campaign and c.code = the_code);
end $$;

create function app.legal_person(campaign uuid, args jsonb) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  person uuid;
begin
  if args ->> 'person' is null then return null; end if;
  select p.id into person from public.people p where p.campaign_id = legal_person.campaign and p.id = app.arg_id(args, 'person');
  if person is null then perform app.fail('RN400', 'choice', 'person'); end if;
  return person;
end $$;

/* ---------------------------------------------------------------- deadlines */

create function app.op_deadlines_add(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  calendar text;
  -- Opened before the row that names it, or the policy of that row would not see it.
  the_case uuid;
  r public.deadlines;
begin
  perform app.need(campaign, 'hearings.write');
  calendar := app.arg_calendar(args);
  r := app.arg_dates(args);
  the_case := app.legal_case(campaign, args);
  perform app.legal_calendar(campaign, calendar, app.arg_count(args, 'revision', 0, 1000000));
  insert into public.deadlines (id, campaign_id, case_id, person_id, rule_id, rule_version, calendar_id, calendar_version, nature, served,
    due_on, due_at, latest_at, act_by, computed, created_by)
  values (app.arg_id(args, 'id'), campaign, the_case, app.legal_person(campaign, args), app.arg_rule(args),
    app.arg_count(args, 'ruleVersion', 1, 100000), calendar, r.calendar_version,
    app.arg_choice(args, 'nature', 'peremptory', 'liberty', 'ordinary', 'other'), app.arg_object(args, 'served', 1500),
    r.due_on, r.due_at, r.latest_at, r.act_by, r.computed, app.uid());
  return jsonb_build_object('deadline', args -> 'id');
end $$;

-- The deadline of an operation, held; absent and forbidden look the same.
create function app.deadline_hold(args jsonb) returns public.deadlines
language plpgsql volatile set search_path = '' as $$
declare
  d public.deadlines;
begin
  select * into d from public.deadlines x where x.id = app.arg_id(args, 'deadline');
  perform app.need(d.campaign_id, 'hearings.write');
  select * into d from public.deadlines x where x.id = d.id for update;
  return d;
end $$;

create function app.op_deadlines_edit(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.deadlines := app.deadline_hold(args);
  calendar text := app.arg_calendar(args);
  r public.deadlines := app.arg_dates(args);
  the_case uuid := app.legal_case(was.campaign_id, args);
begin
  if was.state <> 'open' then perform app.fail('RN412', 'stale'); end if;
  perform app.legal_calendar(was.campaign_id, calendar, app.arg_count(args, 'revision', 0, 1000000));
  update public.deadlines d set case_id = the_case, person_id = app.legal_person(was.campaign_id, args),
    rule_id = app.arg_rule(args), rule_version = app.arg_count(args, 'ruleVersion', 1, 100000), calendar_id = calendar,
    nature = app.arg_choice(args, 'nature', 'peremptory', 'liberty', 'ordinary', 'other'), served = app.arg_object(args, 'served', 1500),
    calendar_version = r.calendar_version, due_on = r.due_on, due_at = r.due_at, latest_at = r.latest_at, act_by = r.act_by,
    computed = r.computed, pending = null, moved_from = null, version = d.version + 1
  where d.id = was.id;
  return '{}';
end $$;

-- Done is what was filed, with the number of its receipt: not what somebody has seen.
create function app.op_deadlines_done(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.deadlines := app.deadline_hold(args);
begin
  update public.deadlines d set state = 'done', receipt = app.arg(args, 'receipt', 80), closed_by = app.uid(), closed_at = now(),
    pending = null, moved_from = null, version = d.version + 1
  where d.id = was.id;
  return '{}';
end $$;

create function app.op_deadlines_waive(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.deadlines := app.deadline_hold(args);
begin
  update public.deadlines d set state = 'waived', reason = app.arg(args, 'reason', 400), closed_by = app.uid(), closed_at = now(),
    pending = null, moved_from = null, version = d.version + 1
  where d.id = was.id;
  return '{}';
end $$;

create function app.op_deadlines_reopen(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.deadlines := app.deadline_hold(args);
begin
  update public.deadlines d set state = 'open', receipt = '', reason = '', closed_by = null, closed_at = null, version = d.version + 1
  where d.id = was.id and d.state <> 'open';
  return '{}';
end $$;

-- A later date is taken or left as it was; of an earlier one somebody says that they have seen it.
create function app.op_deadlines_confirm_move(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.deadlines := app.deadline_hold(args);
  r public.deadlines;
begin
  if app.arg_flag(args, 'take') and was.pending is not null then
    r := app.arg_dates(was.pending);
    update public.deadlines d set due_on = r.due_on, due_at = r.due_at, latest_at = r.latest_at, act_by = r.act_by,
      computed = r.computed, calendar_version = r.calendar_version
    where d.id = was.id;
  end if;
  update public.deadlines d set pending = null, moved_from = null, confirmed_by = app.uid(), confirmed_at = now(), version = d.version + 1
  where d.id = was.id;
  return '{}';
end $$;

/* ---------------------------------------------------------------- rules */

create function app.op_rules_sign_off(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'hearings.write');
  insert into public.legal_signoffs (id, campaign_id, rule_id, rule_version, note, created_by)
  values (app.arg_id(args, 'id'), campaign, app.arg_rule(args), app.arg_count(args, 'ruleVersion', 1, 100000),
    coalesce(app.arg_optional(args, 'note', 400), ''), app.uid())
  on conflict (campaign_id, rule_id, rule_version) where removed_at is null do nothing;
  return '{}';
end $$;

create function app.op_rules_take_back(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.legal_signoffs;
begin
  select * into was from public.legal_signoffs s where s.id = app.arg_id(args, 'signoff');
  perform app.need(was.campaign_id, 'hearings.write');
  update public.legal_signoffs s set removed_at = now() where s.id = was.id and s.removed_at is null;
  return '{}';
end $$;

/* ---------------------------------------------------------------- calendars */

-- What a change of the calendar does: earlier and what stands beside a date at once, later waits for a yes.
create function app.deadlines_move(campaign uuid, calendar text, args jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  m jsonb;
  r public.deadlines;
begin
  if jsonb_typeof(args -> 'moves') is distinct from 'array' then perform app.fail('RN400', 'required', 'moves'); end if;
  if app.arg(args, 'seen', 40) <> app.deadlines_seen(campaign, calendar) then perform app.fail('RN412', 'stale'); end if;
  for m in select x from jsonb_array_elements(args -> 'moves') x loop
    r := app.arg_dates(m);
    if app.arg_choice(m, 'direction', 'earlier', 'later', 'beside') = 'later' then
      update public.deadlines d set pending = m - 'deadline' - 'direction', version = d.version + 1
      where d.id = app.arg_id(m, 'deadline') and d.campaign_id = $1 and d.calendar_id = $2 and d.state = 'open';
    else
      update public.deadlines d set moved_from = case when r.due_on < d.due_on or r.due_at < d.due_at then d.due_on else d.moved_from end,
        due_on = r.due_on, due_at = r.due_at, latest_at = r.latest_at, act_by = r.act_by, computed = r.computed,
        calendar_version = r.calendar_version, pending = null, version = d.version + 1
      where d.id = app.arg_id(m, 'deadline') and d.campaign_id = $1 and d.calendar_id = $2 and d.state = 'open';
    end if;
  end loop;
end $$;

create function app.op_calendar_set_day(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  calendar text;
  from_day date;
  to_day date;
begin
  perform app.need(campaign, 'hearings.write');
  calendar := app.arg_calendar(args);
  from_day := app.arg_day(args, 'fromDay');
  to_day := app.arg_day(args, 'toDay');
  if to_day < from_day or to_day > from_day + 366 then perform app.fail('RN400', 'date', 'toDay'); end if;
  perform app.legal_calendar(campaign, calendar, app.arg_count(args, 'revision', 0, 1000000));
  insert into public.legal_days (id, campaign_id, calendar_id, from_day, to_day, kind, name, source, created_by)
  values (app.arg_id(args, 'id'), campaign, calendar, from_day, to_day,
    app.arg_choice(args, 'kind', 'holiday', 'bridge', 'asueto', 'worked', 'recess', 'plain'), app.arg(args, 'name', 160), app.arg(args, 'source', 300), app.uid());
  update public.legal_calendars c set revision = c.revision + 1 where c.campaign_id = campaign and c.calendar_id = calendar;
  perform app.deadlines_move(campaign, calendar, args);
  return '{}';
end $$;

create function app.op_calendar_take_day(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.legal_days;
begin
  select * into was from public.legal_days x where x.id = app.arg_id(args, 'day');
  perform app.need(was.campaign_id, 'hearings.write');
  perform app.legal_calendar(was.campaign_id, was.calendar_id, app.arg_count(args, 'revision', 0, 1000000));
  update public.legal_days x set removed_at = now() where x.id = was.id and x.removed_at is null;
  if not found then perform app.fail('RN412', 'stale'); end if;
  update public.legal_calendars c set revision = c.revision + 1 where c.campaign_id = was.campaign_id and c.calendar_id = was.calendar_id;
  perform app.deadlines_move(was.campaign_id, was.calendar_id, args);
  return '{}';
end $$;

-- A person says that all days of a year are entered: from then on something is counted in it.
create function app.op_calendar_load_year(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  calendar text;
  year integer;
begin
  perform app.need(campaign, 'hearings.write');
  calendar := app.arg_calendar(args);
  year := app.arg_count(args, 'year', 1970, 2099);
  perform app.legal_calendar(campaign, calendar, app.arg_count(args, 'revision', 0, 1000000));
  update public.legal_calendars c set years = array(select distinct y from unnest(c.years || year) y order by y), revision = c.revision + 1
  where c.campaign_id = campaign and c.calendar_id = calendar and not year = any (c.years);
  return '{}';
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.legal_calendars', 'public.legal_days', 'public.legal_signoffs', 'public.deadlines']::regclass[]) t;
grant select on public.legal_calendars, public.legal_days, public.legal_signoffs, public.deadlines to authenticated;
grant insert (id, campaign_id, calendar_id), update (revision, years) on public.legal_calendars to authenticated;
grant insert (id, campaign_id, calendar_id, from_day, to_day, kind, name, source, created_by), update (removed_at) on public.legal_days to authenticated;
grant insert (id, campaign_id, rule_id, rule_version, note, created_by), update (removed_at) on public.legal_signoffs to authenticated;
grant insert (id, campaign_id, case_id, person_id, rule_id, rule_version, calendar_id, calendar_version, nature, served, due_on, due_at, latest_at,
    act_by, computed, created_by),
  update (case_id, person_id, rule_id, rule_version, calendar_id, calendar_version, nature, served, due_on, due_at, latest_at, act_by, computed, state,
    receipt, reason, closed_by, closed_at, pending, moved_from, confirmed_by, confirmed_at, version) on public.deadlines to authenticated;

create policy "Members read which years are loaded" on public.legal_calendars for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk begins a calendar" on public.legal_calendars for insert to authenticated with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "The legal desk changes a calendar" on public.legal_calendars for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "Members read the days of a calendar" on public.legal_days for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk enters days" on public.legal_days for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid()));
create policy "The legal desk takes days back" on public.legal_days for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "Members read which rules are signed off" on public.legal_signoffs for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk signs rules off" on public.legal_signoffs for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid()));
create policy "The legal desk takes its word back" on public.legal_signoffs for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "Members read deadlines" on public.deadlines for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk enters deadlines" on public.deadlines for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid())
    and exists (select 1 from public.cases c where c.id = case_id and c.campaign_id = deadlines.campaign_id));
create policy "The legal desk changes deadlines" on public.deadlines for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write')))
  with check (campaign_id in (select app.my_campaigns('hearings.write'))
    and exists (select 1 from public.cases c where c.id = case_id and c.campaign_id = deadlines.campaign_id));

select app.track('public.legal_calendars', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'calendar_id', 'revision', 'years', 'created_at']);
select app.track('public.legal_days', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'calendar_id', 'from_day', 'to_day', 'kind', 'name',
  'source', 'created_by', 'created_at', 'removed_at']);
select app.track('public.legal_signoffs', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'rule_id', 'rule_version', 'created_by', 'created_at', 'removed_at']);
select app.track('public.deadlines', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'case_id', 'person_id', 'rule_id', 'rule_version',
  'calendar_id', 'calendar_version', 'nature', 'due_on', 'due_at', 'latest_at', 'act_by', 'state', 'receipt', 'moved_from', 'confirmed_by',
  'confirmed_at', 'closed_by', 'closed_at', 'created_by', 'created_at']);
select app.open_to_members();
revoke all on function app.legal_calendar(uuid, text, integer), app.deadlines_seen(uuid, text), app.legal_case(uuid, jsonb), app.legal_person(uuid, jsonb),
  app.deadline_hold(jsonb), app.deadlines_move(uuid, text, jsonb) from public, anon, authenticated, service_role;
-- They run as whoever calls an operation, so row level security decides every row.
grant execute on function app.legal_calendar(uuid, text, integer), app.deadlines_seen(uuid, text), app.legal_case(uuid, jsonb), app.legal_person(uuid, jsonb),
  app.deadline_hold(jsonb), app.deadlines_move(uuid, text, jsonb) to authenticated;
