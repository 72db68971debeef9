-- Where somebody stands, with periods and dates that are known in part; places and transfers, contact with the outside, and what
-- was imposed on whoever is out. A row that was put right is kept beside the one that replaced it; nothing here is erased.

-- The same list as IN_CUSTODY in src/lib/contracts/ops.ts; a test holds them equal.
create or replace function app.in_custody() returns text[]
language sql immutable set search_path = '' as $$
  select array['missing', 'held_incommunicado', 'police_station', 'court_holding', 'pretrial_detention', 'house_arrest', 'convicted_serving']
$$;

create function app.custody_words() returns text[]
language sql immutable set search_path = '' as $$
  select array['missing', 'held_incommunicado', 'police_station', 'court_holding', 'pretrial_detention', 'house_arrest', 'released_pending', 'bail',
    'lack_of_merit', 'suspended', 'dismissed', 'acquitted', 'convicted_serving', 'conditional_sentence', 'fugitive', 'exiled', 'deported', 'dead']
$$;

-- What is known of a date: the day, about the day (within a week), or only its month or year (then the first day of it is kept).
create function app.known_first(day date, known text) returns date
language sql immutable set search_path = '' as $$
  select case $2 when 'month' then date_trunc('month', $1::timestamp)::date when 'year' then date_trunc('year', $1::timestamp)::date else $1 end
$$;
create function app.known_last(day date, known text) returns date
language sql immutable set search_path = '' as $$
  select case $2 when 'month' then (date_trunc('month', $1::timestamp) + interval '1 month - 1 day')::date
    when 'year' then (date_trunc('year', $1::timestamp) + interval '1 year - 1 day')::date when 'about' then $1 + 7 else $1 end
$$;

alter table public.custody_statuses drop constraint custody_statuses_status_check,
  add constraint custody_statuses_status_check check (status in ('missing', 'held_incommunicado', 'police_station', 'court_holding', 'pretrial_detention',
    'house_arrest', 'released_pending', 'bail', 'lack_of_merit', 'suspended', 'dismissed', 'acquitted', 'convicted_serving', 'conditional_sentence',
    'fugitive', 'exiled', 'deported', 'dead')),
  add column from_known text not null default 'day' check (from_known in ('day', 'about', 'month', 'year')),
  add column to_date date check (to_date between '1970-01-01' and '2100-01-01'),
  add column to_known text not null default 'day' check (to_known in ('day', 'about', 'month', 'year')),
  add column corrects uuid references public.custody_statuses on delete cascade,
  add column undone_at timestamptz,
  add constraint custody_statuses_order check (to_date is null or app.known_last(to_date, to_known) >= from_date);
create index custody_statuses_corrects on public.custody_statuses (corrects) where corrects is not null;

-- Lugar de detención: one row per stay. A stay without an end lasts until the next one begins.
create table public.place_stays (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  facility text not null check (length(facility) between 1 and 160),
  cell_sealed text,
  -- The row it was sealed for: whoever puts a stay right without opening the cell takes it along.
  sealed_for uuid not null,
  has_cell boolean not null generated always as (cell_sealed is not null) stored,
  notice text not null default 'unknown' check (notice in ('yes', 'no', 'unknown')),
  from_date date not null check (from_date between '1970-01-01' and '2100-01-01'),
  from_known text not null default 'day' check (from_known in ('day', 'about', 'month', 'year')),
  to_date date check (to_date between '1970-01-01' and '2100-01-01'),
  to_known text not null default 'day' check (to_known in ('day', 'about', 'month', 'year')),
  corrects uuid references public.place_stays on delete cascade,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  constraint place_stays_order check (to_date is null or app.known_last(to_date, to_known) >= from_date)
);
comment on table public.place_stays is 'P1: where somebody was held, from when to when, and whether the transfer was told.';
comment on column public.place_stays.cell_sealed is 'P2: cell, pavilion. Sealed by the application.';

-- Contacto exterior: whether it was let be, from a day on. The newest of each kind is true.
create table public.contact_facts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  kind text not null check (kind in ('acknowledged', 'place_told', 'family', 'lawyer', 'organisation')),
  answer text not null check (answer in ('yes', 'no', 'unknown')),
  from_date date not null check (from_date between '1970-01-01' and '2100-01-01'),
  from_known text not null default 'day' check (from_known in ('day', 'about', 'month', 'year')),
  corrects uuid references public.contact_facts on delete cascade,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
comment on table public.contact_facts is 'P1: whether the capture was acknowledged, the place told, and contact permitted.';

-- Obligaciones de libertad. A presentation comes again by its rule (RFC 5545), in civil days; `next_on` is the next one that nobody has done.
create table public.obligations (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  kind text not null check (kind in ('present', 'no_leave', 'ankle_monitor', 'no_approach', 'residence', 'other')),
  place text not null default '' check (length(place) <= 160),
  detail_sealed text,
  sealed_for uuid not null,
  has_detail boolean not null generated always as (detail_sealed is not null) stored,
  from_date date not null check (from_date between '1970-01-01' and '2100-01-01'),
  to_date date check (to_date between '1970-01-01' and '2100-01-01'),
  rule text check (rule ~ '^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$' and length(rule) <= 120),
  next_on date,
  corrects uuid references public.obligations on delete cascade,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  constraint obligations_order check (to_date is null or to_date >= from_date)
);
comment on table public.obligations is 'P1: what was imposed, where, how often and when next.';
comment on column public.obligations.detail_sealed is 'P2: whom not to approach, which domicile. Sealed by the application.';

create table public.obligation_checks (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  obligation_id uuid not null references public.obligations on delete cascade,
  compartment_id uuid references public.compartments,
  due_on date not null,
  done_on date not null,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create unique index obligation_checks_once on public.obligation_checks (obligation_id, due_on) where undone_at is null;
create index obligation_checks_obligation on public.obligation_checks (obligation_id, due_on);
comment on table public.obligation_checks is 'P1: which presentation was done, and on which day.';

do $$
declare
  t text;
begin
  foreach t in array array['place_stays', 'contact_facts', 'obligations'] loop
    execute format('create index %I on public.%I (person_id, from_date desc)', t || '_person', t);
    execute format('create index %I on public.%I (corrects) where corrects is not null', t || '_corrects', t);
  end loop;
  foreach t in array array['place_stays', 'contact_facts', 'obligations', 'obligation_checks'] loop
    execute format('create index %I on public.%I (campaign_id)', t || '_campaign', t);
    execute format('create index %I on public.%I (compartment_id) where compartment_id is not null', t || '_compartment', t);
    execute format('create index %I on public.%I (created_by)', t || '_created_by', t);
  end loop;
end $$;
create index obligations_next on public.obligations (campaign_id, next_on) where undone_at is null and next_on is not null;

/* ---------------------------------------------------------------- where somebody stands now */

-- Kept with the person, so that a list of two thousand needs no history.
alter table public.people
  add column status text,
  add column status_place text not null default '',
  add column status_from date,
  add column status_from_known text not null default 'day',
  add column status_to date,
  add column held_since date,
  add column next_on date;

-- The newest by day, then by entry, is true; held since the first of the unbroken run of statuses without liberty.
create function app.person_stands(person uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  with told as (
    select s.*, row_number() over (order by s.from_date desc, s.created_at desc, s.id desc) as n
    from public.custody_statuses s where s.person_id = $1 and s.undone_at is null),
  now_true as (select * from told where n = 1),
  held as (select min(t.from_date) as since from told t
    where t.n < coalesce((select min(f.n) from told f where not f.status = any (app.in_custody())), 2147483647)),
  due as (select min(o.next_on) as next_on from public.obligations o where o.person_id = $1 and o.undone_at is null),
  s as (select w.status, coalesce(w.place, '') as place, w.from_date, coalesce(w.from_known, 'day') as from_known, w.to_date, h.since, d.next_on
    from held h cross join due d left join now_true w on true)
  update public.people p set status = s.status, status_place = s.place, status_from = s.from_date, status_from_known = s.from_known,
    status_to = s.to_date, held_since = s.since, next_on = s.next_on
  from s where p.id = $1 and (p.status, p.status_place, p.status_from, p.status_from_known, p.status_to, p.held_since, p.next_on)
    is distinct from (s.status, s.place, s.from_date, s.from_known, s.to_date, s.since, s.next_on);
end $$;

create function app.person_restands() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op <> 'INSERT' then perform app.person_stands(old.person_id); end if;
  if tg_op = 'INSERT' or tg_op = 'UPDATE' and new.person_id <> old.person_id then perform app.person_stands(new.person_id); end if;
  return null;
end $$;
create trigger person_stands after insert or update or delete on public.custody_statuses for each row execute function app.person_restands();
create trigger person_stands after insert or update or delete on public.obligations for each row execute function app.person_restands();

update app.tracked set columns = columns || array['status', 'status_place', 'status_from', 'status_from_known', 'status_to', 'held_since', 'next_on']
where entity = 'people';
-- The history is read on the page of the person; the list needs the standing alone.
update app.tracked set audience = 'dates', columns = columns || array['from_known', 'to_date', 'to_known', 'corrects', 'undone_at']
where entity = 'custody_statuses';
select app.person_stands(p.id) from public.people p;

-- Whoever is in a compartment is in no figure: a number that grows by one tells that somebody is.
create or replace function app.detained(campaign uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from public.people p where p.campaign_id = $1 and p.compartment_id is null and p.status = any (app.in_custody())
$$;

/* ---------------------------------------------------------------- periods */

-- The row of a timeline with which a period certainly clashes, or null. Open ends clash with nothing: the next row ends them. What is known
-- in part clashes only where no reading of it fits.
create function app.period_clash(tbl text, person uuid, replaced uuid, from_date date, from_known text, to_date date) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  hit uuid;
begin
  execute format('select x.id from public.%I x where x.person_id = $1 and x.undone_at is null and x.id is distinct from $2 and (
      app.known_last(x.from_date, x.from_known) < $3 and app.known_last($3, $4) < x.to_date
      or app.known_last($3, $4) < x.from_date and app.known_last(x.from_date, x.from_known) < $5
      or x.from_date = $3 and x.from_known = ''day'' and $4 = ''day'' and x.to_date > x.from_date and $5 > $3)
    order by x.from_date, x.id limit 1', $1) into hit using $2, $3, $4, $5, $6;
  return hit;
end $$;

create function app.arg_known(args jsonb, name text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return case when args ->> name is null then 'day' else app.arg_choice(args, name, 'day', 'about', 'month', 'year') end;
end $$;

create type app.period as (from_date date, from_known text, to_date date, to_known text);

-- From and to of a row; neither lies ahead of the campaign's day.
create function app.arg_period(campaign uuid, args jsonb) returns app.period
language plpgsql stable set search_path = '' as $$
declare
  p app.period;
  day date := (now() at time zone (select c.tz from public.campaigns c where c.id = $1))::date;
begin
  p.from_known := app.arg_known(args, 'fromKnown');
  p.from_date := app.known_first(app.arg_day(args, 'fromDate'), p.from_known);
  if p.from_date > day then perform app.fail('RN400', 'future', 'fromDate'); end if;
  p.to_known := app.arg_known(args, 'toKnown');
  if coalesce(args ->> 'toDate', '') <> '' then
    p.to_date := app.known_first(app.arg_day(args, 'toDate'), p.to_known);
    if p.to_date > day then perform app.fail('RN400', 'future', 'toDate'); end if;
    if app.known_last(p.to_date, p.to_known) < p.from_date then perform app.fail('RN400', 'before_start', 'toDate'); end if;
  end if;
  return p;
end $$;

-- Takes a row out of a timeline, because it was wrong or because another replaces it. It stays to be read.
create function app.custody_take_out(tbl text, person uuid, row_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  n integer;
begin
  execute format('update public.%I x set undone_at = now() where x.id = $1 and x.person_id = $2 and x.undone_at is null', $1) using $3, $2;
  get diagnostics n = row_count;
  if n = 0 then perform app.fail('RN409', 'conflict', 'corrects'); end if;
end $$;

-- The row that a new one puts right is held and taken out first, so that the new one does not clash with it.
create function app.custody_corrects(tbl text, person uuid, args jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  was uuid := case when coalesce(args ->> 'corrects', '') <> '' then app.arg_id(args, 'corrects') end;
begin
  perform 1 from public.people p where p.id = $2 for update;
  if was is not null then perform app.custody_take_out($1, $2, was); end if;
  return was;
end $$;

create function app.custody_unclashed(tbl text, person uuid, p app.period) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.period_clash($1, $2, null, (p).from_date, (p).from_known, (p).to_date) is not null then
    perform app.fail('RN409', 'overlaps', 'fromDate');
  end if;
end $$;

/* ---------------------------------------------------------------- operations */

create or replace function app.op_people_set_status(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.write');
  p app.period := app.arg_period(who.campaign_id, args);
  word text := app.arg_choice(args, 'status', variadic app.custody_words());
  was uuid := app.custody_corrects('custody_statuses', who.id, args);
begin
  perform app.custody_unclashed('custody_statuses', who.id, p);
  insert into public.custody_statuses (id, campaign_id, person_id, status, place, from_date, from_known, to_date, to_known, corrects, created_by)
  values (app.arg_id(args, 'id'), who.campaign_id, who.id, word, coalesce(app.arg_optional(args, 'place', 160), ''), p.from_date, p.from_known,
    p.to_date, p.to_known, was, app.uid());
  return '{}';
end $$;

create or replace function app.op_people_register(args jsonb) returns jsonb
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
  perform app.op_people_set_status(args - 'id' - 'campaign' - 'code' - 'pseudonym' - 'statusId' - 'corrects'
    || jsonb_build_object('person', person, 'id', status_id));
  return jsonb_build_object('person', person);
end $$;

create function app.op_people_rename(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.write');
begin
  update public.people p set pseudonym = app.arg(args, 'pseudonym', 80) where p.id = who.id;
  return '{}';
end $$;

create function app.op_custody_stay(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.write');
  p app.period := app.arg_period(who.campaign_id, args);
  was public.place_stays;
begin
  select * into was from public.place_stays x where x.id = app.custody_corrects('place_stays', who.id, args);
  if args ->> 'cellSealed' is not null then perform app.need(who.campaign_id, 'people.confidential'); end if;
  perform app.custody_unclashed('place_stays', who.id, p);
  insert into public.place_stays (id, campaign_id, person_id, facility, cell_sealed, sealed_for, notice, from_date, from_known, to_date, to_known,
    corrects, created_by)
  values (app.arg_id(args, 'id'), who.campaign_id, who.id, app.arg(args, 'facility', 160),
    case when args ->> 'cellSealed' is null then was.cell_sealed else app.arg(args, 'cellSealed', 2000) end,
    case when args ->> 'cellSealed' is null and was.id is not null then was.sealed_for else app.arg_id(args, 'id') end,
    app.arg_choice(args, 'notice', 'yes', 'no', 'unknown'), p.from_date, p.from_known, p.to_date, p.to_known, was.id, app.uid());
  return '{}';
end $$;

create function app.op_custody_contact(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.write');
  p app.period := app.arg_period(who.campaign_id, args);
  was uuid := app.custody_corrects('contact_facts', who.id, args);
begin
  insert into public.contact_facts (id, campaign_id, person_id, kind, answer, from_date, from_known, corrects, created_by)
  values (app.arg_id(args, 'id'), who.campaign_id, who.id,
    app.arg_choice(args, 'kind', 'acknowledged', 'place_told', 'family', 'lawyer', 'organisation'),
    app.arg_choice(args, 'answer', 'yes', 'no', 'unknown'), p.from_date, p.from_known, was, app.uid());
  return '{}';
end $$;

-- `nextOn` is counted by the application from the rule.
create function app.op_custody_oblige(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.write');
  was public.obligations;
  begins date := app.arg_day(args, 'fromDate');
  ends date := case when coalesce(args ->> 'toDate', '') <> '' then app.arg_day(args, 'toDate') end;
  next date := case when coalesce(args ->> 'nextOn', '') <> '' then app.arg_day(args, 'nextOn') end;
  repeats text := app.arg_optional(args, 'rule', 120);
begin
  select * into was from public.obligations x where x.id = app.custody_corrects('obligations', who.id, args);
  if ends < begins then perform app.fail('RN400', 'before_start', 'toDate'); end if;
  if repeats !~ '^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$' then perform app.fail('RN400', 'choice', 'rule'); end if;
  if args ->> 'detailSealed' is not null then perform app.need(who.campaign_id, 'people.confidential'); end if;
  insert into public.obligations (id, campaign_id, person_id, kind, place, detail_sealed, sealed_for, from_date, to_date, rule, next_on, corrects, created_by)
  values (app.arg_id(args, 'id'), who.campaign_id, who.id,
    app.arg_choice(args, 'kind', 'present', 'no_leave', 'ankle_monitor', 'no_approach', 'residence', 'other'),
    coalesce(app.arg_optional(args, 'place', 160), ''),
    case when args ->> 'detailSealed' is null then was.detail_sealed else app.arg(args, 'detailSealed', 4000) end,
    case when args ->> 'detailSealed' is null and was.id is not null then was.sealed_for else app.arg_id(args, 'id') end,
    begins, ends, repeats, next, was.id, app.uid());
  -- What was done of the one that is put right was done.
  if was.id is not null then update public.obligation_checks c set obligation_id = app.arg_id(args, 'id') where c.obligation_id = was.id; end if;
  return '{}';
end $$;

-- One presentation done; the next one stands with the obligation.
create function app.op_custody_check(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  o public.obligations;
  due date := app.arg_day(args, 'dueOn');
  done date := app.arg_day(args, 'doneOn');
begin
  select * into o from public.obligations x where x.id = app.arg_id(args, 'obligation');
  perform app.need_person(o.person_id, 'people.write');
  select * into o from public.obligations x where x.id = o.id for update;
  if o.undone_at is not null or o.next_on is distinct from due then perform app.fail('RN412', 'stale'); end if;
  if done > (now() at time zone (select c.tz from public.campaigns c where c.id = o.campaign_id))::date then perform app.fail('RN400', 'future', 'doneOn'); end if;
  if done < o.from_date then perform app.fail('RN400', 'before_start', 'doneOn'); end if;
  insert into public.obligation_checks (id, campaign_id, obligation_id, due_on, done_on, created_by)
  values (app.arg_id(args, 'id'), o.campaign_id, o.id, due, done, app.uid());
  update public.obligations x set next_on = case when coalesce(args ->> 'nextOn', '') <> '' then app.arg_day(args, 'nextOn') end where x.id = o.id;
  return '{}';
end $$;

-- Takes back a row; the one it had put right is true again. Of a presentation: it is due again.
create function app.op_custody_undo(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  what text := app.arg_choice(args, 'what', 'custody_statuses', 'place_stays', 'contact_facts', 'obligations', 'obligation_checks');
  row_id uuid := app.arg_id(args, 'row');
  who public.people := app.need_person(app.arg_id(args, 'person'), 'people.write');
  was uuid;
  c public.obligation_checks;
  p app.period;
begin
  perform 1 from public.people x where x.id = who.id for update;
  if what = 'obligation_checks' then
    select x.* into c from public.obligation_checks x join public.obligations o on o.id = x.obligation_id
    where x.id = row_id and o.person_id = who.id and x.undone_at is null;
    if c.id is null then perform app.fail('RN409', 'conflict', 'row'); end if;
    if exists (select 1 from public.obligation_checks x where x.obligation_id = c.obligation_id and x.undone_at is null and x.due_on > c.due_on) then
      perform app.fail('RN409', 'later_first', 'row');
    end if;
    update public.obligation_checks x set undone_at = now() where x.id = c.id;
    update public.obligations o set next_on = c.due_on where o.id = c.obligation_id;
    return '{}';
  end if;
  perform app.custody_take_out(what, who.id, row_id);
  execute format('select corrects from public.%I where id = $1', what) into was using row_id;
  if was is not null then
    execute format('update public.%I x set undone_at = null where x.id = $1', what) using was;
    if what in ('custody_statuses', 'place_stays') then
      execute format('select x.from_date, x.from_known, x.to_date, x.to_known from public.%I x where x.id = $1', what) into p using was;
      if app.period_clash(what, who.id, was, p.from_date, p.from_known, p.to_date) is not null then perform app.fail('RN409', 'overlaps', 'row'); end if;
    end if;
    if what = 'obligations' then update public.obligation_checks x set obligation_id = was where x.obligation_id = row_id; end if;
  end if;
  return '{}';
end $$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.place_stays', 'public.contact_facts', 'public.obligations', 'public.obligation_checks']::regclass[]) t;
grant select (id, campaign_id, person_id, compartment_id, facility, has_cell, notice, from_date, from_known, to_date, to_known, corrects, undone_at,
  created_by, created_at) on public.place_stays to authenticated;
grant select on public.contact_facts, public.obligation_checks to authenticated;
grant select (id, campaign_id, person_id, compartment_id, kind, place, has_detail, from_date, to_date, rule, next_on, corrects, undone_at,
  created_by, created_at) on public.obligations to authenticated;
create policy "Members read where people were held" on public.place_stays for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read what contact was permitted" on public.contact_facts for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read what was imposed on people" on public.obligations for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read which presentations were done" on public.obligation_checks for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.read')));
-- A status goes through the operation, which looks for clashes.
drop policy "The legal desk and owners record where people are held" on public.custody_statuses;
revoke insert on public.custody_statuses from authenticated;

select app.compartment('public.place_stays', 'people:person_id');
select app.compartment('public.contact_facts', 'people:person_id');
select app.compartment('public.obligations', 'people:person_id');
select app.compartment('public.obligation_checks', 'obligations:obligation_id');
select app.track('public.place_stays', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'person_id', 'facility', 'has_cell',
  'notice', 'from_date', 'from_known', 'to_date', 'to_known', 'corrects', 'undone_at', 'created_by', 'created_at']);
select app.track('public.contact_facts', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'person_id', 'kind', 'answer',
  'from_date', 'from_known', 'corrects', 'undone_at', 'created_by', 'created_at']);
select app.track('public.obligations', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'person_id', 'kind', 'place', 'has_detail',
  'from_date', 'to_date', 'rule', 'next_on', 'corrects', 'undone_at', 'created_by', 'created_at']);
select app.track('public.obligation_checks', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'obligation_id', 'due_on', 'done_on',
  'undone_at', 'created_by', 'created_at']);

revoke all on function app.custody_words(), app.known_first(date, text), app.known_last(date, text), app.person_stands(uuid),
  app.period_clash(text, uuid, uuid, date, text, date), app.arg_known(jsonb, text), app.arg_period(uuid, jsonb), app.custody_take_out(text, uuid, uuid),
  app.custody_corrects(text, uuid, jsonb), app.custody_unclashed(text, uuid, app.period), app.op_people_rename(jsonb), app.op_custody_stay(jsonb),
  app.op_custody_contact(jsonb), app.op_custody_oblige(jsonb), app.op_custody_check(jsonb), app.op_custody_undo(jsonb)
  from public, anon, authenticated, service_role;
select app.open_to_members();
