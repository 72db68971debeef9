-- Care: what held people need, who sees to it and by when, and who visits, brings parcels or writes. Kind, code, when and where stand in
-- clear, so that whoever is free can help at night; what it is about (which medicine, which illness) is sealed. The legal desk opens it,
-- and the owner of a need once the legal desk has given it to them or said that they may: taking a need opens nothing.

insert into app.role_permissions (permission, role)
select 'care.write', r from unnest(array['owner', 'organizer', 'legal', 'treasurer', 'coordinator']) r;

create table public.needs (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid not null references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  kind text not null check (kind in ('medication', 'food', 'disability', 'mental_health', 'dependants', 'pet', 'money', 'clothes', 'translation', 'consular')),
  urgency text not null check (urgency in ('now', 'today', 'days', 'routine')),
  due_at timestamptz,
  detail_sealed text check (length(detail_sealed) <= 40000),
  has_detail boolean not null generated always as (detail_sealed is not null) stored,
  state text not null default 'open' check (state in ('open', 'taken', 'done', 'dropped')),
  owner uuid references auth.users on delete set null,
  -- The owner may open the detail.
  shared boolean not null default false,
  done_at timestamptz,
  -- Grows with every change, so that a change of what is sealed stands in the journal as well.
  edits integer not null default 0,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index needs_campaign on public.needs (campaign_id, state, due_at);
create index needs_person on public.needs (person_id);
create index needs_owner on public.needs (owner);
create index needs_by on public.needs (created_by);
create index needs_compartment on public.needs (compartment_id);
comment on table public.needs is 'P1: kind, urgency, when, who sees to it, of which code.';
comment on column public.needs.detail_sealed is 'P2: what exactly is needed and why. Sealed by the application.';

-- What was done with it; the newest is taken back by putting back what was.
create table public.need_acts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  need_id uuid not null references public.needs on delete cascade,
  compartment_id uuid references public.compartments,
  kind text not null check (kind in ('take', 'give', 'release', 'share', 'done', 'drop')),
  to_user uuid references auth.users on delete set null,
  note text not null default '' check (length(note) <= 200),
  was jsonb not null,
  undone_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default clock_timestamp()
);
create index need_acts_need on public.need_acts (need_id, created_at);
create index need_acts_campaign on public.need_acts (campaign_id);
create index need_acts_to on public.need_acts (to_user);
create index need_acts_by on public.need_acts (created_by);
create index need_acts_compartment on public.need_acts (compartment_id);
comment on table public.need_acts is 'P1: who took, handed over or settled a need, and when.';

-- Where people are held, and its rules as somebody checked them on a day. 0 is Monday; no days: nobody knows.
create table public.care_facilities (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  name text not null check (length(name) between 1 and 160),
  town text not null default '' check (length(town) <= 120),
  visit_days integer[] not null default '{}' check (visit_days <@ array[0, 1, 2, 3, 4, 5, 6]),
  visit_from text not null default '' check (visit_from ~ '^(([01]\d|2[0-3]):[0-5]\d)?$'),
  visit_to text not null default '' check (visit_to ~ '^(([01]\d|2[0-3]):[0-5]\d)?$'),
  parcel_days integer[] not null default '{}' check (parcel_days <@ array[0, 1, 2, 3, 4, 5, 6]),
  parcel_from text not null default '' check (parcel_from ~ '^(([01]\d|2[0-3]):[0-5]\d)?$'),
  parcel_to text not null default '' check (parcel_to ~ '^(([01]\d|2[0-3]):[0-5]\d)?$'),
  parcel_rules text not null default '' check (length(parcel_rules) <= 2000),
  papers text not null default '' check (length(papers) <= 400),
  source text not null default '' check (length(source) <= 300),
  checked_on date,
  removed_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index care_facilities_campaign on public.care_facilities (campaign_id);
create index care_facilities_by on public.care_facilities (created_by);
comment on table public.care_facilities is 'P1: public rules of a place. Whom we have there does not stand here.';

-- A turn that comes back: every so many weeks on these weekdays, or once (from and until are the same day).
create table public.care_rotas (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  person_id uuid references public.people on delete cascade,
  compartment_id uuid references public.compartments,
  facility_id uuid references public.care_facilities,
  kind text not null check (kind in ('visit', 'parcel', 'letter', 'call')),
  weekdays integer[] not null check (cardinality(weekdays) between 1 and 7 and weekdays <@ array[0, 1, 2, 3, 4, 5, 6]),
  every integer not null default 1 check (every between 1 and 8),
  from_day date not null check (from_day between '2000-01-01' and '2100-01-01'),
  until_day date check (until_day >= from_day),
  at text not null default '' check (at ~ '^(([01]\d|2[0-3]):[0-5]\d)?$'),
  wanted integer not null default 1 check (wanted between 1 and 50),
  ended_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index care_rotas_campaign on public.care_rotas (campaign_id);
create index care_rotas_person on public.care_rotas (person_id);
create index care_rotas_facility on public.care_rotas (facility_id);
create index care_rotas_by on public.care_rotas (created_by);
create index care_rotas_compartment on public.care_rotas (compartment_id);
comment on table public.care_rotas is 'P1: what turns there are, for which code and where.';

create table public.care_shifts (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  rota_id uuid not null references public.care_rotas on delete cascade,
  compartment_id uuid references public.compartments,
  day date not null,
  user_id uuid not null references auth.users on delete cascade,
  state text not null default 'signed' check (state in ('signed', 'confirmed', 'done', 'missed', 'left')),
  note_sealed text check (length(note_sealed) <= 20000),
  has_note boolean not null generated always as (note_sealed is not null) stored,
  edits integer not null default 0,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (rota_id, day, user_id)
);
create index care_shifts_campaign on public.care_shifts (campaign_id, day);
create index care_shifts_user on public.care_shifts (user_id);
create index care_shifts_by on public.care_shifts (created_by);
create index care_shifts_compartment on public.care_shifts (compartment_id);
comment on table public.care_shifts is 'P1: which member goes on which day, and whether they went.';
comment on column public.care_shifts.note_sealed is 'P2: how somebody was. Sealed by the application.';

/* ---------------------------------------------------------------- helpers */

create function app.need_of(args jsonb) returns public.needs
language plpgsql volatile security definer set search_path = '' as $$
declare
  n public.needs;
begin
  select * into n from public.needs x where x.id = app.arg_id($1, 'need') for update;
  if n.id is null or not app.within(n.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(n.campaign_id, 'care.write');
  return n;
end $$;

create function app.rota_of(args jsonb) returns public.care_rotas
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.care_rotas;
begin
  select * into r from public.care_rotas x where x.id = app.arg_id($1, 'rota') for update;
  if r.id is null or not app.within(r.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(r.campaign_id, 'care.write');
  return r;
end $$;

create function app.shift_of(args jsonb) returns public.care_shifts
language plpgsql volatile security definer set search_path = '' as $$
declare
  s public.care_shifts;
begin
  select * into s from public.care_shifts x where x.id = app.arg_id($1, 'shift') for update;
  if s.id is null or not app.within(s.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(s.campaign_id, 'care.write');
  return s;
end $$;

-- A member who works in this campaign and may know of what hangs in that compartment.
create function app.carer(campaign uuid, compartment uuid, who uuid, field text) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.user_within(who, compartment) or not exists (
    select 1 from public.members m join public.member_roles r on r.id = m.id
    where m.campaign_id = $1 and m.user_id = who and m.disabled_at is null
      and exists (select 1 from app.role_permissions p where p.permission = 'care.write' and p.role = any (r.roles)))
  then perform app.fail('RN400', 'choice', field); end if;
  return who;
end $$;

create function app.arg_need_due(args jsonb) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  v timestamptz := case when args ->> 'dueAt' is not null then app.arg_instant(args, 'dueAt') end;
begin
  if v < '2000-01-01' or v > now() + interval '2 years' then perform app.fail('RN400', 'instant', 'dueAt'); end if;
  return v;
end $$;

create function app.arg_weekdays(args jsonb, name text, low integer) returns integer[]
language plpgsql immutable set search_path = '' as $$
declare
  v integer[];
begin
  if jsonb_typeof(args -> name) is distinct from 'array' or jsonb_array_length(args -> name) not between low and 7
    or exists (select 1 from jsonb_array_elements(args -> name) d where jsonb_typeof(d) <> 'number' or d::text !~ '^[0-6]$') then
    perform app.fail('RN400', 'choice', name);
  end if;
  select array_agg(distinct d::text::int order by d::text::int) into v from jsonb_array_elements(args -> name) d;
  return coalesce(v, '{}');
end $$;

create function app.arg_clock(args jsonb, name text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v text := coalesce(app.arg_optional(args, name, 5), '');
begin
  if v !~ '^(([01]\d|2[0-3]):[0-5]\d)?$' then perform app.fail('RN400', 'time', name); end if;
  return v;
end $$;

-- Whether the turn comes round on that day.
create function app.rota_has(r public.care_rotas, day date) returns boolean
language sql immutable set search_path = '' as $$
  select r.ended_at is null and $2 >= r.from_day and (r.until_day is null or $2 <= r.until_day)
    and extract(isodow from $2)::int - 1 = any (r.weekdays)
    and (($2 - (extract(isodow from $2)::int - 1)) - (r.from_day - (extract(isodow from r.from_day)::int - 1))) / 7 % r.every = 0
$$;

/* ---------------------------------------------------------------- needs */

create function app.op_needs_add(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who public.people := app.need_person(app.arg_id(args, 'person'), 'care.write');
  holder uuid := case when args ->> 'owner' is not null then app.carer(who.campaign_id, who.compartment_id, app.arg_id(args, 'owner'), 'owner') end;
begin
  insert into public.needs (id, campaign_id, person_id, kind, urgency, due_at, detail_sealed, state, owner, shared, created_by)
  values (app.arg_id(args, 'id'), who.campaign_id, who.id, app.arg_choice(args, 'kind', 'medication', 'food', 'disability', 'mental_health', 'dependants',
    'pet', 'money', 'clothes', 'translation', 'consular'), app.arg_choice(args, 'urgency', 'now', 'today', 'days', 'routine'), app.arg_need_due(args),
    nullif(app.arg_optional(args, 'detailSealed', 40000), ''), case when holder is null then 'open' else 'taken' end, holder,
    holder is not null and app.can(who.campaign_id, 'people.confidential'), app.uid());
  return '{}';
end $$;

-- Absent leaves what there is.
create function app.op_needs_edit(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  n public.needs := app.need_of(args);
begin
  if args ? 'detailSealed' and not app.can(n.campaign_id, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  update public.needs x set
    edits = x.edits + 1,
    kind = case when args ? 'kind' then app.arg_choice(args, 'kind', 'medication', 'food', 'disability', 'mental_health', 'dependants',
      'pet', 'money', 'clothes', 'translation', 'consular') else x.kind end,
    urgency = case when args ? 'urgency' then app.arg_choice(args, 'urgency', 'now', 'today', 'days', 'routine') else x.urgency end,
    due_at = case when args ? 'dueAt' then app.arg_need_due(args) else x.due_at end,
    detail_sealed = case when args ? 'detailSealed' then nullif(app.arg_optional(args, 'detailSealed', 40000), '') else x.detail_sealed end
  where x.id = n.id;
  return '{}';
end $$;

create function app.op_needs_act(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  n public.needs := app.need_of(args);
  act text := app.arg_choice(args, 'kind', 'take', 'give', 'release', 'share', 'done', 'drop');
  legal boolean := app.can(n.campaign_id, 'people.confidential');
  receiver uuid := case when act = 'give' then app.carer(n.campaign_id, n.compartment_id, app.arg_id(args, 'to'), 'to') end;
begin
  if act = 'share' and not legal then perform app.fail('RN404', 'not_found'); end if;
  -- Somebody else was quicker: two who take the same need must not both believe that they have it.
  if n.state in ('done', 'dropped') or (act = 'take' and n.owner is not null) or (act in ('release', 'share') and n.owner is null) then
    perform app.fail('RN409', 'conflict', 'kind');
  end if;
  insert into public.need_acts (id, campaign_id, need_id, kind, to_user, note, was, created_by)
  values (app.arg_id(args, 'id'), n.campaign_id, n.id, act, receiver, coalesce(app.arg_optional(args, 'note', 200), ''),
    jsonb_build_object('state', n.state, 'owner', n.owner, 'shared', n.shared), app.uid());
  update public.needs x set
    edits = x.edits + 1,
    state = case act when 'take' then 'taken' when 'give' then 'taken' when 'release' then 'open' when 'done' then 'done' when 'drop' then 'dropped' else x.state end,
    owner = case act when 'take' then app.uid() when 'give' then receiver when 'release' then null else x.owner end,
    shared = case act when 'take' then false when 'give' then legal when 'release' then false when 'share' then true else x.shared end,
    done_at = case when act = 'done' then now() end
  where x.id = n.id;
  return '{}';
end $$;

-- Only the newest, and only while nothing came after it.
create function app.op_needs_undo(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  n public.needs := app.need_of(args);
  last public.need_acts;
begin
  select * into last from public.need_acts a where a.need_id = n.id and a.undone_at is null order by a.created_at desc, a.id desc limit 1;
  if last.id is distinct from app.arg_id(args, 'act') then perform app.fail('RN409', 'conflict', 'act'); end if;
  -- Nobody gets a right to the detail by undoing.
  update public.needs x set edits = x.edits + 1, state = last.was ->> 'state', owner = (last.was ->> 'owner')::uuid,
    shared = (last.was ->> 'shared')::boolean and (x.shared or app.can(n.campaign_id, 'people.confidential')), done_at = null where x.id = n.id;
  update public.need_acts a set undone_at = now() where a.id = last.id;
  return '{}';
end $$;

create function app.need_opens(n public.needs) returns boolean
language sql stable security definer set search_path = '' as $$
  select app.can(n.campaign_id, 'people.confidential') or (n.owner = app.uid() and n.shared and app.can(n.campaign_id, 'care.write'))
$$;

create function app.op_needs_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  n public.needs := app.need_of(args);
begin
  if not app.need_opens(n) then perform app.fail('RN404', 'not_found'); end if;
  perform app.look('needs', n.id, 'detail');
  return '{}';
end $$;

create function public.need_sealed(campaign uuid, need uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  n public.needs;
begin
  select * into n from public.needs x where x.id = $2 and x.campaign_id = $1;
  if n.id is null or not app.within(n.compartment_id) or not app.need_opens(n) or not app.looked('needs', n.id, 'detail') then
    perform app.fail('RN404', 'not_found');
  end if;
  return n.detail_sealed;
end $$;

/* ---------------------------------------------------------------- visits, parcels, letters */

-- Adds a place with its rules, or changes the one with this id.
create function app.op_care_facility(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  facility uuid := app.arg_id(args, 'id');
  checked date := case when coalesce(args ->> 'checkedOn', '') <> '' then app.arg_day(args, 'checkedOn') end;
begin
  perform app.need(campaign, 'care.write');
  if exists (select 1 from public.care_facilities f where f.id = facility and f.campaign_id <> campaign) then perform app.fail('RN404', 'not_found'); end if;
  if checked > (now() at time zone (select c.tz from public.campaigns c where c.id = campaign))::date then perform app.fail('RN400', 'future', 'checkedOn'); end if;
  insert into public.care_facilities as x (id, campaign_id, name, town, visit_days, visit_from, visit_to, parcel_days, parcel_from, parcel_to, parcel_rules,
    papers, source, checked_on, created_by)
  values (facility, campaign, app.arg(args, 'name', 160), coalesce(app.arg_optional(args, 'town', 120), ''), app.arg_weekdays(args, 'visitDays', 0),
    app.arg_clock(args, 'visitFrom'), app.arg_clock(args, 'visitTo'), app.arg_weekdays(args, 'parcelDays', 0), app.arg_clock(args, 'parcelFrom'),
    app.arg_clock(args, 'parcelTo'), coalesce(app.arg_optional(args, 'parcelRules', 2000), ''), coalesce(app.arg_optional(args, 'papers', 400), ''),
    coalesce(app.arg_optional(args, 'source', 300), ''), checked, app.uid())
  on conflict (id) do update set name = excluded.name, town = excluded.town, visit_days = excluded.visit_days, visit_from = excluded.visit_from,
    visit_to = excluded.visit_to, parcel_days = excluded.parcel_days, parcel_from = excluded.parcel_from, parcel_to = excluded.parcel_to,
    parcel_rules = excluded.parcel_rules, papers = excluded.papers, source = excluded.source, checked_on = excluded.checked_on, removed_at = null;
  return '{}';
end $$;

create function app.op_care_rota(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  what text := app.arg_choice(args, 'kind', 'visit', 'parcel', 'letter', 'call');
  who public.people;
  place uuid := case when args ->> 'facility' is not null then app.arg_id(args, 'facility') end;
  begins date := app.arg_day(args, 'fromDay');
  ends date := case when coalesce(args ->> 'untilDay', '') <> '' then app.arg_day(args, 'untilDay') end;
begin
  perform app.need(campaign, 'care.write');
  if args ->> 'person' is not null then
    who := app.need_person(app.arg_id(args, 'person'), 'care.write');
    if who.campaign_id <> campaign then perform app.fail('RN404', 'not_found'); end if;
  end if;
  if (place is null and what in ('visit', 'parcel')) or (place is not null and not exists (
    select 1 from public.care_facilities f where f.id = place and f.campaign_id = campaign and f.removed_at is null)) then
    perform app.fail('RN400', 'choice', 'facility');
  end if;
  if ends < begins then perform app.fail('RN400', 'before_start', 'untilDay'); end if;
  insert into public.care_rotas (id, campaign_id, person_id, facility_id, kind, weekdays, every, from_day, until_day, at, wanted, created_by)
  values (app.arg_id(args, 'id'), campaign, who.id, place, what, app.arg_weekdays(args, 'weekdays', 1), app.arg_number(args, 'every', 1, 8), begins, ends,
    app.arg_clock(args, 'at'), app.arg_number(args, 'wanted', 1, 50), app.uid());
  return '{}';
end $$;

-- Ended, or taken up again.
create function app.op_care_end(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.care_rotas := app.rota_of(args);
begin
  if not args ? 'ended' then perform app.fail('RN400', 'unknown_field', 'ended'); end if;
  update public.care_rotas x set ended_at = case when app.arg_flag(args, 'ended') then now() end where x.id = r.id;
  return '{}';
end $$;

create function app.op_care_sign(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.care_rotas := app.rota_of(args);
  turn date := app.arg_day(args, 'day');
  now_day date := (now() at time zone (select c.tz from public.campaigns c where c.id = r.campaign_id))::date;
begin
  if not app.rota_has(r, turn) or turn < now_day or turn > now_day + 62 then perform app.fail('RN400', 'choice', 'day'); end if;
  if (select count(*) from public.care_shifts s where s.rota_id = r.id and s.day = turn and s.state <> 'left' and s.user_id <> app.uid()) >= r.wanted then
    perform app.fail('RN409', 'conflict', 'day');
  end if;
  insert into public.care_shifts as s (id, campaign_id, rota_id, day, user_id, created_by)
  values (app.arg_id(args, 'id'), r.campaign_id, r.id, turn, app.uid(), app.uid())
  on conflict (rota_id, day, user_id) do update set state = case when s.state = 'left' then 'signed' else s.state end, edits = s.edits + 1;
  return '{}';
end $$;

-- One's own turn, or anybody's by whoever registers people.
create function app.op_care_leave(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.care_shifts := app.shift_of(args);
begin
  if s.user_id <> app.uid() and not app.can(s.campaign_id, 'people.write') then perform app.fail('RN404', 'not_found'); end if;
  if s.state not in ('signed', 'confirmed') then perform app.fail('RN409', 'conflict', 'shift'); end if;
  update public.care_shifts x set state = 'left', edits = x.edits + 1 where x.id = s.id;
  return '{}';
end $$;

-- `signed` takes back what was said before.
create function app.op_care_mark(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.care_shifts := app.shift_of(args);
  now_is text := app.arg_choice(args, 'state', 'signed', 'confirmed', 'done', 'missed');
begin
  if s.state = 'left' then perform app.fail('RN409', 'conflict', 'state'); end if;
  if now_is in ('done', 'missed') and s.day > (now() at time zone (select c.tz from public.campaigns c where c.id = s.campaign_id))::date then
    perform app.fail('RN400', 'not_yet', 'state');
  end if;
  -- Whoever went tells how it was; nobody overwrites it for them.
  if args ? 'noteSealed' and s.user_id <> app.uid() then perform app.fail('RN404', 'not_found'); end if;
  update public.care_shifts x set state = now_is, edits = x.edits + 1,
    note_sealed = case when args ? 'noteSealed' then nullif(app.arg_optional(args, 'noteSealed', 20000), '') else x.note_sealed end
  where x.id = s.id;
  return '{}';
end $$;

create function app.op_care_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.care_shifts := app.shift_of(args);
begin
  if s.user_id <> app.uid() and not app.can(s.campaign_id, 'people.confidential') then perform app.fail('RN404', 'not_found'); end if;
  perform app.look('care_shifts', s.id, 'note');
  return '{}';
end $$;

create function public.shift_sealed(campaign uuid, shift uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  s public.care_shifts;
begin
  select * into s from public.care_shifts x where x.id = $2 and x.campaign_id = $1;
  if s.id is null or not app.within(s.compartment_id) or not app.looked('care_shifts', s.id, 'note')
    or not (app.can($1, 'people.confidential') or (s.user_id = app.uid() and app.can($1, 'care.write'))) then perform app.fail('RN404', 'not_found'); end if;
  return s.note_sealed;
end $$;

/* ---------------------------------------------------------------- what is due, for the machine that tells people */

-- Needs that are late or due within a day (medication without a day counts as due now), turns of the next two days, and turns of the next
-- two days that nobody took. Of everybody: whoever sends it asks `app.user_within` for each reader.
create function app.care_due(campaign uuid)
returns table (what text, id uuid, person_id uuid, code text, kind text, due_at timestamptz, overdue boolean, owner uuid, compartment_id uuid)
language sql stable security definer set search_path = '' as $$
  select 'need', n.id, n.person_id, p.code, n.kind, n.due_at, coalesce(n.due_at < now(), false), n.owner, n.compartment_id
  from public.needs n join public.people p on p.id = n.person_id
  where n.campaign_id = $1 and n.state in ('open', 'taken')
    and (n.due_at < now() + interval '1 day' or (n.due_at is null and (n.kind = 'medication' or n.urgency = 'now')))
  union all
  select case when s.id is null then 'gap' else 'shift' end, coalesce(s.id, r.id), r.person_id, p.code, r.kind,
    (d.day::date + coalesce(nullif(r.at, ''), '12:00')::time) at time zone c.tz, false, s.user_id, r.compartment_id
  from public.campaigns c
  join public.care_rotas r on r.campaign_id = c.id
  cross join lateral generate_series((now() at time zone c.tz)::date, (now() at time zone c.tz)::date + 2, interval '1 day') d(day)
  left join public.people p on p.id = r.person_id
  left join public.care_shifts s on s.rota_id = r.id and s.day = d.day::date and s.state in ('signed', 'confirmed')
  where c.id = $1 and app.rota_has(r, d.day::date) and (s.id is not null or not exists (
    select 1 from public.care_shifts o where o.rota_id = r.id and o.day = d.day::date and o.state in ('done', 'missed')))
$$;

/* ---------------------------------------------------------------- rights */

select app.protect(t) from unnest(array['public.needs', 'public.need_acts', 'public.care_facilities', 'public.care_rotas', 'public.care_shifts']::regclass[]) t;
grant select (id, campaign_id, person_id, compartment_id, kind, urgency, due_at, has_detail, state, owner, shared, done_at, edits, created_by, created_at)
  on public.needs to authenticated;
grant select (id, campaign_id, need_id, compartment_id, kind, to_user, note, undone_at, created_by, created_at) on public.need_acts to authenticated;
grant select on public.care_facilities, public.care_rotas to authenticated;
grant select (id, campaign_id, rota_id, compartment_id, day, user_id, state, has_note, edits, created_by, created_at) on public.care_shifts to authenticated;
create policy "Members read what people need" on public.needs for select to authenticated using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read who saw to a need" on public.need_acts for select to authenticated using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read the rules of a place" on public.care_facilities for select to authenticated using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read which turns there are" on public.care_rotas for select to authenticated using (campaign_id in (select app.my_campaigns('people.read')));
create policy "Members read who takes a turn" on public.care_shifts for select to authenticated using (campaign_id in (select app.my_campaigns('people.read')));
select app.compartment('public.needs', 'people:person_id');
select app.compartment('public.need_acts', 'needs:need_id');
select app.compartment('public.care_rotas', 'people:person_id');
select app.compartment('public.care_shifts', 'care_rotas:rota_id');

select app.track('public.needs', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'compartment_id', 'person_id', 'kind', 'urgency', 'due_at',
  'has_detail', 'state', 'owner', 'shared', 'done_at', 'edits', 'created_by', 'created_at']);
select app.track('public.need_acts', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'compartment_id', 'need_id', 'kind', 'to_user', 'note',
  'undone_at', 'created_by', 'created_at']);
select app.track('public.care_facilities', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'name', 'town', 'visit_days', 'visit_from', 'visit_to',
  'parcel_days', 'parcel_from', 'parcel_to', 'parcel_rules', 'papers', 'source', 'checked_on', 'removed_at', 'created_at']);
select app.track('public.care_rotas', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'compartment_id', 'person_id', 'facility_id', 'kind',
  'weekdays', 'every', 'from_day', 'until_day', 'at', 'wanted', 'ended_at', 'created_at']);
select app.track('public.care_shifts', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'compartment_id', 'rota_id', 'day', 'user_id', 'state',
  'has_note', 'edits', 'created_at']);

revoke all on function app.need_of(jsonb), app.rota_of(jsonb), app.shift_of(jsonb), app.carer(uuid, uuid, uuid, text), app.arg_need_due(jsonb),
  app.arg_weekdays(jsonb, text, integer), app.arg_clock(jsonb, text), app.rota_has(public.care_rotas, date), app.need_opens(public.needs),
  app.care_due(uuid), app.op_needs_add(jsonb), app.op_needs_edit(jsonb), app.op_needs_act(jsonb), app.op_needs_undo(jsonb), app.op_needs_look(jsonb),
  app.op_care_facility(jsonb), app.op_care_rota(jsonb), app.op_care_end(jsonb), app.op_care_sign(jsonb), app.op_care_leave(jsonb), app.op_care_mark(jsonb),
  app.op_care_look(jsonb) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.need_sealed(uuid, uuid)', 'authenticated');
select app.expose('public.shift_sealed(uuid, uuid)', 'authenticated');
