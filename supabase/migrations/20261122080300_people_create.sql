-- Detained people, causas and hearings: what the whole team may see. Codes, pseudonyms and dates stand in clear so that
-- reminders work; identity never does and has no column here.

create table public.people (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{1,15}$'),
  pseudonym text not null check (length(pseudonym) between 1 and 80),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (campaign_id, code)
);
create index people_created_by on public.people (created_by);
comment on table public.people is 'P1: code and pseudonym. A name never stands here.';

-- Situación de libertad: one row per change; the newest by day, then by entry, is true now.
create table public.custody_statuses (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  status text not null check (status in ('missing', 'police_station', 'court_holding', 'pretrial_detention', 'house_arrest',
    'released_pending', 'dismissed', 'acquitted', 'convicted_serving')),
  place text not null default '' check (length(place) <= 160),
  from_date date not null check (from_date between '1970-01-01' and '2100-01-01'),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index custody_statuses_person on public.custody_statuses (person_id, from_date desc, created_at desc);
create index custody_statuses_campaign on public.custody_statuses (campaign_id);
create index custody_statuses_created_by on public.custody_statuses (created_by);
comment on table public.custody_statuses is 'P1';

create table public.cases (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  code text not null check (length(code) between 1 and 40),
  court text not null default '' check (length(court) <= 160),
  created_at timestamptz not null default now(),
  unique (campaign_id, code)
);
comment on table public.cases is 'P1: the code of the causa and its court. The carátula, which holds names, does not stand here.';

create table public.hearings (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  case_id uuid not null references public.cases on delete cascade,
  kind text not null check (kind in ('questioning', 'release', 'appeal', 'preliminary', 'trial', 'sentence', 'habeas_corpus', 'other')),
  starts_at timestamptz not null,
  tz text not null,
  court text not null check (length(court) between 1 and 160),
  status text not null default 'scheduled' check (status in ('scheduled', 'rescheduled', 'suspended', 'cancelled', 'held')),
  note text not null default '' check (length(note) <= 1000),
  sequence integer not null default 0,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index hearings_campaign on public.hearings (campaign_id, starts_at);
create index hearings_case on public.hearings (case_id);
create index hearings_created_by on public.hearings (created_by);
comment on table public.hearings is 'P1. starts_at is the instant, tz the zone in which the court announced it.';

create trigger touch_totals after insert or update or delete on public.custody_statuses for each row execute function app.touch_totals_row('campaign_id');
create trigger touch_totals after insert or update or delete on public.hearings for each row execute function app.touch_totals_row('campaign_id');

-- The same list as IN_CUSTODY in src/lib/contracts/ops.ts; a test holds them equal.
create function app.in_custody() returns text[]
language sql immutable set search_path = '' as $$
  select array['missing', 'police_station', 'court_holding', 'pretrial_detention', 'house_arrest', 'convicted_serving']
$$;

create function app.detained(campaign uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from (
    select distinct on (s.person_id) s.status from public.custody_statuses s where s.campaign_id = $1
    order by s.person_id, s.from_date desc, s.created_at desc, s.id desc) now_true
  where status = any (app.in_custody())
$$;

create function app.op_people_register(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  person uuid := app.arg_id(args, 'id');
  status_id uuid := app.arg_id(args, 'statusId');
  new_code text := upper(app.arg(args, 'code', 16));
begin
  perform app.need(campaign, 'people.write');
  if new_code !~ '^[A-Z0-9][A-Z0-9-]{1,15}$' then perform app.fail('RN400', 'code', 'code'); end if;
  if exists (select 1 from public.people p where p.campaign_id = campaign and p.code = new_code) then
    perform app.fail('RN409', 'taken', 'code');
  end if;
  insert into public.people (id, campaign_id, code, pseudonym, created_by) values (person, campaign, new_code, app.arg(args, 'pseudonym', 80), app.uid());
  perform app.op_people_set_status(jsonb_build_object('person', person, 'id', status_id, 'status', args -> 'status',
    'place', args -> 'place', 'fromDate', args -> 'fromDate'));
  return jsonb_build_object('person', person);
end $$;

create function app.op_people_set_status(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  person uuid := app.arg_id(args, 'person');
  campaign uuid := (select p.campaign_id from public.people p where p.id = person);
  day date := app.arg_day(args, 'fromDate');
begin
  perform app.need(campaign, 'people.write');
  if day > (now() at time zone (select c.tz from public.campaigns c where c.id = campaign))::date then
    perform app.fail('RN400', 'future', 'fromDate');
  end if;
  insert into public.custody_statuses (id, campaign_id, person_id, status, place, from_date, created_by)
  values (app.arg_id(args, 'id'), campaign, person, app.arg_choice(args, 'status', 'missing', 'police_station', 'court_holding',
    'pretrial_detention', 'house_arrest', 'released_pending', 'dismissed', 'acquitted', 'convicted_serving'),
    coalesce(app.arg_optional(args, 'place', 160), ''), day, app.uid());
  return '{}';
end $$;

create function app.op_hearings_schedule(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  the_case uuid;
  the_court text := app.arg(args, 'court', 160);
  the_code text := app.arg(args, 'caseCode', 40);
begin
  perform app.need(campaign, 'hearings.write');
  if not exists (select 1 from pg_catalog.pg_timezone_names z where z.name = args ->> 'tz') then perform app.fail('RN400', 'choice', 'tz'); end if;
  insert into public.cases (id, campaign_id, code, court) values (app.arg_id(args, 'caseId'), campaign, the_code, the_court)
  on conflict (campaign_id, code) do nothing;
  select c.id into the_case from public.cases c where c.campaign_id = campaign and c.code = the_code;
  insert into public.hearings (id, campaign_id, case_id, kind, starts_at, tz, court, note, created_by)
  values (app.arg_id(args, 'id'), campaign, the_case, app.arg_choice(args, 'kind', 'questioning', 'release', 'appeal', 'preliminary', 'trial',
    'sentence', 'habeas_corpus', 'other'), app.arg_instant(args, 'startsAt'), args ->> 'tz', the_court, coalesce(app.arg_optional(args, 'note', 1000), ''), app.uid());
  return jsonb_build_object('case', the_case);
end $$;

create function app.op_hearings_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.hearings;
  at timestamptz;
begin
  select * into was from public.hearings h where h.id = app.arg_id(args, 'hearing');
  perform app.need(was.campaign_id, 'hearings.write');
  at := case when args ? 'startsAt' then app.arg_instant(args, 'startsAt') else was.starts_at end;
  update public.hearings h set
    starts_at = at,
    -- A moved hearing says so, and its SEQUENCE grows (RFC 5545, 3.8.7.4), so that calendars take the new date.
    status = case when args ? 'status' then app.arg_choice(args, 'status', 'scheduled', 'rescheduled', 'suspended', 'cancelled', 'held')
      when at <> was.starts_at then 'rescheduled' else h.status end,
    note = case when args ? 'note' then coalesce(app.arg_optional(args, 'note', 1000), '') else h.note end,
    court = case when args ? 'court' then app.arg(args, 'court', 160) else h.court end,
    sequence = h.sequence + 1
  where h.id = was.id;
  return '{}';
end $$;

select app.protect(t) from unnest(array['public.people', 'public.custody_statuses', 'public.cases', 'public.hearings']::regclass[]) t;
grant select on public.people, public.custody_statuses, public.cases, public.hearings to authenticated;
grant insert (id, campaign_id, code, pseudonym, created_by) on public.people to authenticated;
grant insert (id, campaign_id, person_id, status, place, from_date, created_by) on public.custody_statuses to authenticated;
grant insert (id, campaign_id, code, court) on public.cases to authenticated;
grant insert (id, campaign_id, case_id, kind, starts_at, tz, court, note, created_by),
  update (starts_at, status, note, court, sequence) on public.hearings to authenticated;

create policy "Members read codes and pseudonyms" on public.people for select to authenticated using (campaign_id in (select app.my_campaigns('people.read')));
create policy "The legal desk and owners register people" on public.people for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('people.write')) and created_by = (select app.uid()));
create policy "Members read where people are held" on public.custody_statuses for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
create policy "The legal desk and owners record where people are held" on public.custody_statuses for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('people.write')) and created_by = (select app.uid())
    and exists (select 1 from public.people p where p.id = person_id and p.campaign_id = custody_statuses.campaign_id));
create policy "Members read case codes" on public.cases for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk opens cases" on public.cases for insert to authenticated with check (campaign_id in (select app.my_campaigns('hearings.write')));
create policy "Members read hearings" on public.hearings for select to authenticated using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "The legal desk schedules hearings" on public.hearings for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('hearings.write')) and created_by = (select app.uid())
    and exists (select 1 from public.cases c where c.id = case_id and c.campaign_id = hearings.campaign_id));
create policy "The legal desk changes hearings" on public.hearings for update to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.write'))) with check (campaign_id in (select app.my_campaigns('hearings.write')));

select app.track('public.people', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'code', 'pseudonym', 'created_at']);
select app.track('public.custody_statuses', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'person_id', 'status', 'place', 'from_date', 'created_at']);
select app.track('public.cases', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'code', 'court', 'created_at']);
select app.track('public.hearings', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'case_id', 'kind', 'starts_at', 'tz', 'court',
  'status', 'note', 'sequence', 'created_at']);
select app.open_to_members();

/* ---------------------------------------------------------------- what the public sees of all this */

-- Figures only, each only when the campaign publishes it. The next hearing is told without its case.
create function public.public_totals(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.slug,
      'signatures', app.total(c.id, 'confirmed'), 'goal', c.goal)
    || case when c.publish_fund then jsonb_build_object('fund', coalesce((
        select jsonb_agg(jsonb_build_object('currency', t.currency, 'minor', t.received_minor::text) order by t.currency)
        from public.fund_totals t where t.campaign_id = c.id), '[]')) else '{}' end
    || case when c.publish_detained then jsonb_build_object('detained', app.detained(c.id)) else '{}' end
    || case when c.publish_hearing then jsonb_build_object('nextHearing', (
        select jsonb_build_object('startsAt', to_char(x.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'tz', x.tz, 'kind', x.kind, 'court', x.court)
        from public.hearings x where x.campaign_id = c.id and x.starts_at > now() and x.status in ('scheduled', 'rescheduled')
        order by x.starts_at limit 1)) else '{}' end
  from public.campaigns c left join app.totals_heads h on h.campaign_id = c.id
  where c.slug = $1 and c.status <> 'draft'
$$;
select app.expose('public.public_totals(text)', 'anon', 'authenticated', 'service_role');
