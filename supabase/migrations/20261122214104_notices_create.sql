-- Reminders and news: who is told what, by which way, and when. A notice is a pointer with codes and dates; its words are made where it is
-- read. What may be seen is asked anew for each person when it is written, when it is sent and when it is read.

/* ---------------------------------------------------------------- who acts on a deadline */

create table public.deadline_assignees (
  id uuid primary key references public.deadlines on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  assignee uuid references auth.users on delete set null,
  second uuid references auth.users on delete set null,
  assigned_by uuid references auth.users on delete set null,
  assigned_at timestamptz not null default now()
);
create index deadline_assignees_campaign on public.deadline_assignees (campaign_id);
create index deadline_assignees_compartment on public.deadline_assignees (compartment_id);
create index deadline_assignees_assignee on public.deadline_assignees (assignee);
create index deadline_assignees_second on public.deadline_assignees (second);
create index deadline_assignees_by on public.deadline_assignees (assigned_by);
comment on table public.deadline_assignees is 'P1: who acts on a deadline, and who when they do not.';

/* ---------------------------------------------------------------- what each person wants */

-- Without a row of their own everybody has what `app.notice_wish` says.
create table public.notice_settings (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  locale text not null check (locale in ('es', 'en')),
  app text[] not null,
  mail text[] not null,
  push text[] not null,
  digest boolean not null,
  -- Equal: no quiet hours.
  quiet_from time not null,
  quiet_to time not null,
  tz text not null,
  unique (campaign_id, user_id)
);
create index notice_settings_user on public.notice_settings (user_id);
comment on table public.notice_settings is 'P1: its owner alone.';

create table public.push_devices (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  -- Address and keys of the browser.
  device_sealed text not null check (length(device_sealed) <= 4000),
  -- The same browser twice is one.
  device_key text not null check (length(device_key) = 43),
  created_at timestamptz not null default now(),
  last_sent_on date,
  unique (campaign_id, user_id, device_key)
);
create index push_devices_user on public.push_devices (user_id);
comment on table public.push_devices is 'P1: its owner alone.';
comment on column public.push_devices.device_sealed is 'P2: where pushes for this browser are posted, and its keys. Sealed by the application.';

/* ---------------------------------------------------------------- notices */

create table public.notices (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  kind text not null check (kind in ('due', 'clock', 'hearing', 'deadline', 'calendar', 'arrest', 'need', 'bail')),
  -- Breaks quiet hours: clocks of hours and what is lost for good.
  urgent boolean not null default false,
  -- Things beyond those that are named; none of a compartment is ever among them.
  more integer not null default 0,
  created_at timestamptz not null default now(),
  read_at timestamptz
);
create index notices_mine on public.notices (user_id, campaign_id, created_at desc, id);
create index notices_unread on public.notices (user_id, campaign_id) where read_at is null;
create index notices_campaign on public.notices (campaign_id, created_at);
comment on table public.notices is 'P1: whoever it is for.';

create table public.notice_items (
  id uuid primary key default gen_random_uuid(),
  notice_id uuid not null references public.notices on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid references public.compartments,
  user_id uuid not null references auth.users on delete cascade,
  permission text not null check (permission in ('hearings.read', 'people.read', 'fund.read')),
  entity text not null check (entity in ('deadlines', 'hearings', 'arrests', 'needs', 'bails')),
  entity_id uuid not null,
  step text not null check (step ~ '^[a-z0-9_]{1,20}$'),
  rung smallint not null default 0,
  -- The dates it was said of; once they are others it is stale.
  key text not null default '' check (length(key) <= 80),
  facts jsonb not null default '{}' check (pg_column_size(facts) <= 4000),
  expires_at timestamptz not null,
  -- One reminder per person, thing, step and dates.
  dedupe text not null check (length(dedupe) <= 200),
  unique (user_id, dedupe)
);
create index notice_items_notice on public.notice_items (notice_id);
create index notice_items_campaign on public.notice_items (campaign_id);
create index notice_items_compartment on public.notice_items (compartment_id);
create index notice_items_thing on public.notice_items (entity_id, entity);
comment on table public.notice_items is 'P1: codes and dates, for whoever the notice is for.';

-- By which way a notice went.
create table public.notice_sends (
  id uuid primary key default gen_random_uuid(),
  notice_id uuid not null references public.notices on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  channel text not null check (channel in ('mail', 'push')),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  send_after timestamptz not null,
  lease_until timestamptz,
  attempts smallint not null default 0,
  done_at timestamptz,
  unique (notice_id, channel)
);
create index notice_sends_due on public.notice_sends (send_after) where state in ('waiting', 'sending');
create index notice_sends_campaign on public.notice_sends (campaign_id);
create index notice_sends_user on public.notice_sends (user_id);
comment on table public.notice_sends is 'P1: the machine, and through `told_of` whoever may see the thing.';

-- What has happened and nobody was told of yet. Written with the change itself, so that a crash loses nothing.
create table app.notice_events (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  compartment_id uuid,
  op_id uuid,
  actor uuid,
  kind text not null,
  step text not null,
  entity text not null,
  entity_id uuid not null,
  case_id uuid,
  facts jsonb not null default '{}'
);
create index notice_events_campaign on app.notice_events (campaign_id);

select app.protect(t) from unnest(array['public.deadline_assignees', 'public.notice_settings', 'public.push_devices', 'public.notices',
  'public.notice_items', 'public.notice_sends', 'app.notice_events']::regclass[]) t;

grant select on public.deadline_assignees, public.notice_settings, public.notices, public.notice_items to authenticated;
grant select (id, campaign_id, user_id, created_at, last_sent_on) on public.push_devices to authenticated;

create policy "Members read who acts on a deadline" on public.deadline_assignees for select to authenticated
  using (campaign_id in (select app.my_campaigns('hearings.read')));
create policy "Everybody reads what they want to be told" on public.notice_settings for select to authenticated
  using (user_id = (select app.uid()) and campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Everybody sees their own devices" on public.push_devices for select to authenticated
  using (user_id = (select app.uid()) and campaign_id in (select app.my_campaigns('campaign.read')));
-- A right that has ended takes along what was told by it.
create policy "Everybody reads what their notices are about" on public.notice_items for select to authenticated
  using (user_id = (select app.uid()) and campaign_id in (select app.my_campaigns('campaign.read')) and case permission
    when 'people.read' then campaign_id in (select app.my_campaigns('people.read')) when 'hearings.read' then campaign_id in (select app.my_campaigns('hearings.read'))
    else campaign_id in (select app.my_campaigns('fund.read')) end);
create policy "Everybody reads their own notices" on public.notices for select to authenticated
  using (user_id = (select app.uid()) and campaign_id in (select app.my_campaigns('campaign.read'))
    and exists (select 1 from public.notice_items i where i.notice_id = notices.id));
select app.compartment('public.deadline_assignees', 'deadlines:id');
select app.compartment('public.notice_items', 'deadlines:entity_id', 'hearings:entity_id', 'arrests:entity_id');
select app.track('public.deadline_assignees', 'campaign', 'campaign_id', 'dates', array['id', 'campaign_id', 'compartment_id', 'assignee', 'second',
  'assigned_by', 'assigned_at']);
-- That there is something, to the person's own stream; what it is stands in no journal.
select app.track('public.notices', 'user', 'user_id', '', array['id', 'campaign_id', 'user_id', 'read_at']);
select app.track('public.notice_settings', 'user', 'user_id', '', array['id', 'campaign_id', 'user_id', 'locale', 'app', 'mail', 'push', 'digest',
  'quiet_from', 'quiet_to', 'tz']);
select app.track('public.push_devices', 'user', 'user_id', '', array['id', 'campaign_id', 'user_id', 'created_at']);

/* ---------------------------------------------------------------- who may be told */

create function app.member_may(who uuid, campaign uuid, permission text, compartment uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.members m join public.member_roles r on r.id = m.id
    where m.user_id = $1 and m.campaign_id = $2 and m.disabled_at is null
      and exists (select 1 from app.role_permissions p where p.permission = $3 and p.role = any (r.roles)))
    and app.user_within($1, $4)
$$;

create function app.members_as(campaign uuid, variadic roles text[]) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.user_id from public.members m join public.member_roles r on r.id = m.id
  where m.campaign_id = $1 and m.disabled_at is null and r.roles && $2
$$;

-- Lawyers of a case, those who follow it, and who answers the telephone now: as the rooms that keep them tell.
create function app.notice_counsel(the_case uuid) returns setof uuid
language sql stable security definer set search_path = '' as $$ select null::uuid where false $$;
create function app.notice_followers(the_case uuid) returns setof uuid
language sql stable security definer set search_path = '' as $$ select app.case_followers($1) $$;
create function app.notice_on_call(campaign uuid, at timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$ select null::uuid where false $$;

create function app.notice_permission(kind text) returns text
language sql immutable set search_path = '' as $$
  select case when $1 in ('arrest', 'clock', 'need') then 'people.read' when $1 = 'bail' then 'fund.read' else 'hearings.read' end
$$;

-- Whom news of a kind concerns; whether each may see it is asked besides.
create function app.notice_audience(kind text, campaign uuid, the_case uuid, at timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  if kind = 'arrest' then
    return query select c from app.notice_on_call($2, $4) c;
    if not found then return query select c from app.members_as($2, 'legal', 'coordinator') c; end if;
  elsif kind = 'bail' then return query select c from app.members_as($2, 'treasurer', 'owner') c;
  elsif kind = 'need' then return query select c from app.members_as($2, 'legal', 'coordinator') c;
  else
    return query select c from app.members_as($2, 'legal') c union select c from app.notice_counsel($3) c union select c from app.notice_followers($3) c
      union select c from app.members_as($2, 'coordinator') c where kind = 'hearing';
  end if;
end $$;

-- The ladder: who acts; then the second as well; then those who answer for all of it. Whoever may not see the thing is passed over, and
-- where nobody is left on a rung it is the whole legal desk.
create function app.notice_ladder(entity text, thing uuid, rung integer, at timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  d public.deadlines;
  campaign uuid;
  place uuid;
  who uuid[];
  next_who uuid[];
  need text := case when entity = 'arrests' then 'people.read' else 'hearings.read' end;
begin
  if entity = 'arrests' then
    select a.campaign_id, a.compartment_id into campaign, place from public.arrests a where a.id = $2;
  else
    select * into d from public.deadlines x where x.id = $2;
    campaign := d.campaign_id;
    place := d.compartment_id;
    who := array(select a.assignee from public.deadline_assignees a where a.id = $2 and app.member_may(a.assignee, campaign, need, place));
    if cardinality(who) = 0 then who := array(select c from app.notice_counsel(d.case_id) c where app.member_may(c, campaign, need, place)); end if;
    next_who := array(select a.second from public.deadline_assignees a where a.id = $2 and app.member_may(a.second, campaign, need, place));
  end if;
  if coalesce(cardinality(who), 0) = 0 then who := array(select c from app.notice_on_call(campaign, $4) c where app.member_may(c, campaign, need, place)); end if;
  if cardinality(who) = 0 or $3 >= 2 and coalesce(cardinality(next_who), 0) = 0 then
    who := who || array(select c from app.members_as(campaign, 'legal') c where app.member_may(c, campaign, need, place));
  end if;
  if $3 >= 2 then who := who || next_who; end if;
  if $3 >= 3 then who := who || array(select c from app.members_as(campaign, 'coordinator', 'owner') c where app.member_may(c, campaign, need, place)); end if;
  return query select distinct w from unnest(who) w where w is not null;
end $$;

/* ---------------------------------------------------------------- when */

-- The end of the quiet hours that `at` falls into, on that person's clock; `at` itself outside of them. An hour that does not exist on
-- the day the clocks go forward is the one after it.
create function app.quiet_until(at timestamptz, quiet_from time, quiet_to time, tz text) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  wall timestamp := at at time zone tz;
  ends timestamptz;
begin
  if quiet_from = quiet_to then return at; end if;
  if quiet_from < quiet_to and (wall::time < quiet_from or wall::time >= quiet_to) then return at; end if;
  if quiet_from > quiet_to and wall::time < quiet_from and wall::time >= quiet_to then return at; end if;
  ends := (wall::date + quiet_to) at time zone tz;
  if wall::time >= quiet_to then ends := (wall::date + 1 + quiet_to) at time zone tz; end if;
  return greatest(ends, at);
end $$;

create function app.notice_wish(campaign uuid, who uuid) returns public.notice_settings
language plpgsql stable security definer set search_path = '' as $$
declare
  s public.notice_settings;
  c public.campaigns;
begin
  select * into s from public.notice_settings x where x.campaign_id = $1 and x.user_id = $2;
  if s.id is not null then return s; end if;
  select * into c from public.campaigns x where x.id = $1;
  s.campaign_id := $1;
  s.user_id := $2;
  s.locale := c.default_locale;
  s.app := array['due', 'clock', 'hearing', 'deadline', 'calendar', 'arrest', 'need', 'bail'];
  s.mail := array['due', 'clock', 'hearing', 'calendar', 'arrest', 'need', 'bail'];
  s.push := s.mail;
  s.digest := exists (select 1 from app.members_as($1, 'owner', 'organizer', 'legal', 'coordinator') m where m = $2);
  s.quiet_from := '22:00';
  s.quiet_to := '07:00';
  s.tz := c.tz;
  return s;
end $$;

/* ---------------------------------------------------------------- writing notices */

-- One notice for all that one person is told of one kind at one moment. `items`: entity, entity_id, step, rung, key, facts, expires_at, dedupe,
-- soon. What that person was told already is left out; nothing left, nothing written.
create function app.notice_write(campaign uuid, who uuid, kind text, urgent boolean, items jsonb, more integer, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  wish public.notice_settings := app.notice_wish(campaign, who);
  fresh jsonb;
  notice uuid;
  soon boolean;
begin
  select jsonb_agg(i) into fresh from jsonb_array_elements(items) i
  where not exists (select 1 from public.notice_items x where x.user_id = who and x.dedupe = i ->> 'dedupe');
  if fresh is null then return false; end if;
  soon := exists (select 1 from jsonb_array_elements(fresh) i where (i ->> 'soon')::boolean);
  if not (urgent or soon or $3 = any (wish.app || wish.mail || wish.push)) then return false; end if;
  insert into public.notices (campaign_id, user_id, kind, urgent, more, created_at) values (campaign, who, $3, $4, $6, $7) returning id into notice;
  insert into public.notice_items (notice_id, campaign_id, user_id, permission, entity, entity_id, step, rung, key, facts, expires_at, dedupe)
  select notice, campaign, who, app.notice_permission($3), i.entity, i.entity_id, i.step, coalesce(i.rung, 0), coalesce(i.key, ''), coalesce(i.facts, '{}'), i.expires_at, i.dedupe
  from jsonb_to_recordset(fresh) as i (entity text, entity_id uuid, step text, rung smallint, key text, facts jsonb, expires_at timestamptz, dedupe text);
  insert into public.notice_sends (notice_id, campaign_id, user_id, channel, send_after)
  select notice, campaign, who, c.channel, case when $4 then $7 else app.quiet_until($7, wish.quiet_from, wish.quiet_to, wish.tz) end
  from (values ('mail', $3 = any (wish.mail)),
    ('push', $3 = any (wish.push) and exists (select 1 from public.push_devices p where p.user_id = who and p.campaign_id = campaign))) c (channel, wanted)
  where c.wanted or (c.channel = 'mail' and (soon or $4));
  insert into public.outbox (campaign_id, kind, ref, locale, dedupe, run_after)
  select campaign, 'notice', notice, wish.locale, 'notice:' || notice, s.send_after from public.notice_sends s where s.notice_id = notice and s.channel = 'mail'
  on conflict do nothing;
  return true;
end $$;

-- What became of the mail stands with the notice, also after the outbox has forgotten it.
create function app.notice_mailed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.notice_sends s set done_at = now(),
    state = case when new.state = 'sent' then 'sent' when new.state = 'dropped' then 'dropped' else 'failed' end
  where s.notice_id = new.ref and s.channel = 'mail';
  return null;
end $$;
create trigger notice_mailed after update of state on public.outbox for each row
  when (new.kind = 'notice' and new.state in ('sent', 'failed', 'unknown', 'dropped')) execute function app.notice_mailed();

-- Steps of ladders, as the application has counted them on the courts' calendars.
create function public.notices_remind(steps jsonb, at timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  g record;
  n integer := 0;
begin
  -- Two processes that count the same steps come one after the other.
  perform pg_advisory_xact_lock(hashtext('notices'));
  for g in
    select p.who, s.kind, s.campaign, s.urgent, jsonb_agg(s.item order by s.item ->> 'expires_at') as items
    from (
      select x.kind, x.campaign, x.urgent, x.entity, x.entity_id, x.rung, jsonb_build_object('entity', x.entity, 'entity_id', x.entity_id, 'step', x.step,
        'rung', x.rung, 'key', x.key, 'facts', x.facts, 'expires_at', x.expires_at, 'soon', x.urgent,
        'dedupe', concat_ws(':', x.kind, x.entity_id, coalesce(x.facts ->> 'rule', ''), x.step, x.key)) as item
      from jsonb_to_recordset($1) as x (kind text, campaign uuid, urgent boolean, entity text, entity_id uuid, rung integer, step text, key text, facts jsonb,
        expires_at timestamptz)
    ) s cross join lateral app.notice_ladder(s.entity, s.entity_id, s.rung, $2) p (who)
    where exists (select 1 from public.deadlines d where d.id = s.entity_id and d.state = 'open' union all select 1 from public.arrests a where a.id = s.entity_id)
    group by p.who, s.kind, s.campaign, s.urgent
  loop
    if app.notice_write(g.campaign, g.who, g.kind, g.urgent, g.items, 0, $2) then n := n + 1; end if;
  end loop;
  return n;
end $$;

-- Everything that one operation did of one kind is one notice per person: a day added to a calendar moves a hundred deadlines.
create function public.notices_tell(at timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  g record;
  -- By id: one with a lower number may be committed while these are told.
  seen bigint[];
  n integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('notices'));
  seen := array(select e.id from app.notice_events e);
  if cardinality(seen) = 0 then return 0; end if;
  for g in
    with base as (
      select e.id, e.campaign_id, e.actor, e.kind, e.step, e.entity, e.entity_id, e.case_id, coalesce(e.op_id::text, e.id::text) as batch,
        case when d.id is null then e.facts else app.deadline_facts(d) || e.facts || jsonb_build_object('until', app.utc_text(greatest($1 + interval '1 hour',
          coalesce(d.due_at, (d.due_on + 1)::timestamp at time zone (select c.tz from public.campaigns c where c.id = d.campaign_id))))) end as facts,
        case e.entity when 'deadlines' then d.compartment_id when 'hearings' then h.compartment_id when 'arrests' then a.compartment_id end as place,
        coalesce(d.id, h.id, a.id) is not null or e.entity not in ('deadlines', 'hearings', 'arrests') as there
      from app.notice_events e
      left join public.deadlines d on e.entity = 'deadlines' and d.id = e.entity_id
      left join public.hearings h on e.entity = 'hearings' and h.id = e.entity_id
      left join public.arrests a on e.entity = 'arrests' and a.id = e.entity_id
      where e.id = any (seen)
    ),
    -- Of one thing the last word of the operation counts.
    latest as (select distinct on (batch, kind, entity_id) * from base where there order by batch, kind, entity_id, id desc),
    whom as (
      select k.kind, k.campaign_id, k.case_id, w.who from (select distinct kind, campaign_id, case_id from latest) k
      cross join lateral (select distinct x as who from app.notice_audience(k.kind, k.campaign_id, k.case_id, $1) x) w
    ),
    rightly as (
      select distinct w.who, w.campaign_id, w.kind from whom w where app.member_may(w.who, w.campaign_id, app.notice_permission(w.kind), null)
    ),
    told as (
      select l.batch, l.kind, l.campaign_id, w.who, l.place, jsonb_build_object('entity', l.entity, 'entity_id', l.entity_id, 'step', l.step, 'facts', l.facts,
          'expires_at', coalesce((l.facts ->> 'until')::timestamptz, $1 + interval '3 days'),
          'soon', coalesce((l.facts ->> 'until')::timestamptz <= $1 + interval '48 hours', false), 'dedupe', 'event:' || l.id) as item,
        row_number() over (partition by l.batch, l.kind, l.campaign_id, w.who order by (l.place is null), l.facts ->> 'until', l.id) as i
      from latest l
      join whom w on w.kind = l.kind and w.campaign_id = l.campaign_id and w.case_id is not distinct from l.case_id
      join rightly r on r.who = w.who and r.campaign_id = l.campaign_id and r.kind = l.kind
      where w.who is distinct from l.actor and app.user_within(w.who, l.place)
    )
    select t.batch, t.kind, t.campaign_id, t.who, t.kind = 'arrest' as urgent,
      jsonb_agg(t.item order by t.i) filter (where t.i <= 200) as items, count(*) filter (where t.i > 200 and t.place is null) as more
    from told t group by t.batch, t.kind, t.campaign_id, t.who
  loop
    if app.notice_write(g.campaign_id, g.who, g.kind, g.urgent, g.items, g.more::integer, $1) then n := n + 1; end if;
  end loop;
  delete from app.notice_events e where e.id = any (seen);
  return n;
end $$;

/* ---------------------------------------------------------------- what has happened */

create function app.notice_event(campaign uuid, kind text, step text, entity text, thing uuid, the_case uuid, facts jsonb) returns void
language sql volatile security definer set search_path = '' as $$
  insert into app.notice_events (campaign_id, op_id, actor, kind, step, entity, entity_id, case_id, facts)
  values ($1, nullif(current_setting('app.op_id', true), '')::uuid, coalesce(nullif(current_setting('app.actor', true), '')::uuid, app.uid()), $2, $3, $4, $5, $6,
    jsonb_strip_nulls($7))
$$;

create function app.utc_text(at timestamptz) returns text
language sql stable set search_path = '' as $$
  select to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

create function app.hearing_news() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  what text;
begin
  if tg_op = 'INSERT' then what := 'new';
  elsif new.status is distinct from old.status and new.status in ('cancelled', 'suspended') then what := new.status;
  elsif new.starts_at is distinct from old.starts_at then what := 'moved';
  elsif (new.court, new.room) is distinct from (old.court, old.room) then what := 'place';
  end if;
  if what is null or (new.starts_at < now() and (tg_op = 'INSERT' or old.starts_at < now())) then return null; end if;
  perform app.notice_event(new.campaign_id, 'hearing', what, 'hearings', new.id, new.case_id, jsonb_build_object(
    'case', (select c.code from public.cases c where c.id = new.case_id), 'kind', new.kind, 'startsAt', app.utc_text(new.starts_at), 'tz', new.tz,
    'from', case when what = 'moved' then app.utc_text(old.starts_at) end,
    'until', app.utc_text(case when tg_op = 'UPDATE' then greatest(new.starts_at, old.starts_at) else new.starts_at end)));
  return null;
end $$;
create trigger hearing_news after insert or update of status, starts_at, court, room on public.hearings for each row execute function app.hearing_news();

create function app.deadline_facts(d public.deadlines) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('case', (select c.code from public.cases c where c.id = (d).case_id), 'person', (select p.code from public.people p where p.id = (d).person_id),
    'rule', (d).rule_id, 'nature', (d).nature, 'dueOn', (d).due_on, 'dueAt', app.utc_text((d).due_at), 'calendar', (d).calendar_id)
$$;

create function app.deadline_news() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  what text;
  topic text := 'deadline';
begin
  if new.state <> 'open' then return null; end if;
  if tg_op = 'INSERT' then what := 'entered';
  elsif old.state <> 'open' then what := 'reopened';
  elsif (new.due_on, coalesce(new.due_at, '-infinity')) is distinct from (old.due_on, coalesce(old.due_at, '-infinity')) then
    what := 'moved';
    if new.moved_from is not null and new.moved_from is distinct from old.moved_from then topic := 'calendar'; end if;
  elsif new.pending is not null and new.pending is distinct from old.pending then
    what := 'later';
    topic := 'calendar';
  end if;
  if what is null then return null; end if;
  -- What else is said of it is looked up when it is told: an edit of a calendar changes ten thousand rows at once.
  perform app.notice_event(new.campaign_id, topic, what, 'deadlines', new.id, new.case_id, jsonb_build_object(
    'from', case when what = 'moved' then old.due_on end, 'to', case when what = 'later' then new.pending ->> 'dueOn' end));
  return null;
end $$;
create trigger deadline_news after insert or update of due_on, due_at, pending, state on public.deadlines for each row execute function app.deadline_news();

create function app.arrest_news() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.at < now() - interval '10 days' then return null; end if;
  perform app.notice_event(new.campaign_id, 'arrest', 'recorded', 'arrests', new.id, null, jsonb_build_object(
    'person', (select p.code from public.people p where p.id = new.person_id), 'at', app.utc_text(new.at), 'tz', new.tz, 'ruleset', new.ruleset,
    'until', app.utc_text(greatest(new.at, now()) + interval '24 hours')));
  return null;
end $$;
create trigger arrest_news after insert on public.arrests for each row execute function app.arrest_news();

-- A bail that a court should give back: from a week before its day, once a week until it is closed.
create function app.bail_news(at timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  insert into app.notice_events (campaign_id, kind, step, entity, entity_id, facts)
  select b.campaign_id, 'bail', case when b.expected_on < ($1 at time zone c.tz)::date then 'over' else 'due' end, 'bails', b.id, jsonb_build_object('reference', r.reference,
    'dueOn', b.expected_on, 'until', app.utc_text($1 + interval '5 days'))
  from public.bails b join public.spend_requests r on r.id = b.id join public.campaigns c on c.id = b.campaign_id
  where b.expected_on is not null and b.expected_on <= ($1 at time zone c.tz)::date + 7 and r.paid_minor > b.returned_minor + b.lost_minor
    and not exists (select 1 from public.notice_items i where i.entity_id = b.id and i.entity = 'bails' and i.expires_at > $1)
    and not exists (select 1 from app.notice_events e where e.entity_id = b.id and e.entity = 'bails')
$$;

/* ---------------------------------------------------------------- what the application counts steps of */

create function app.deadline_key(d public.deadlines) returns text
language sql stable set search_path = '' as $$
  select coalesce(app.utc_text((d).due_at), (d).due_on::text)
$$;

-- What may have a step now: open deadlines that end within `days`, arrests whose hours run, and what campaigns changed in their calendars.
create function public.notices_open(at timestamptz, days integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'deadlines', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'campaign', d.campaign_id, 'calendar', d.calendar_id, 'nature', d.nature, 'dueOn', d.due_on,
        'dueAt', app.utc_text(d.due_at), 'officeDue', d.computed ->> 'officeDue', 'from', d.served ->> 'at', 'key', app.deadline_key(d), 'facts', app.deadline_facts(d)))
      from public.deadlines d where d.state = 'open' and d.due_on between ($1 - interval '4 days')::date and ($1 + make_interval(days => $2))::date), '[]'),
    'arrests', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'campaign', a.campaign_id, 'at', app.utc_text(a.at), 'tz', a.tz, 'ruleset', a.ruleset,
        'person', (select p.code from public.people p where p.id = a.person_id),
        'acts', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'at', app.utc_text(x.at))) from public.arrest_acts x
          where x.arrest_id = a.id and x.undone_at is null), '[]')))
      from public.arrests a where a.at between $1 - interval '10 days' and $1
        and not exists (select 1 from public.arrest_acts x where x.arrest_id = a.id and x.kind = 'released' and x.undone_at is null)), '[]'),
    'calendars', coalesce((select jsonb_agg(jsonb_build_object('campaign', l.campaign_id, 'calendar', l.calendar_id, 'revision', l.revision, 'years', l.years,
        'days', coalesce((select jsonb_agg(jsonb_build_object('from', y.from_day, 'to', y.to_day, 'kind', y.kind, 'name', y.name, 'source', y.source) order by y.created_at, y.id)
          from public.legal_days y where y.campaign_id = l.campaign_id and y.calendar_id = l.calendar_id and y.removed_at is null), '[]')))
      from public.legal_calendars l where l.revision > 0), '[]'))
$$;

/* ---------------------------------------------------------------- sending */

-- Whether somebody should still be told, asked at the moment of telling: they may see it, its dates are those, and nobody has done it.
create function app.notice_live(i public.notice_items, at timestamptz) returns boolean
language sql stable security definer set search_path = '' as $$
  select (i).expires_at > $2 and app.member_may((i).user_id, (i).campaign_id, (i).permission, (i).compartment_id) and case (i).entity
    when 'deadlines' then exists (select 1 from public.deadlines d where d.id = (i).entity_id and d.state = 'open' and ((i).rung = 0 or app.deadline_key(d) = (i).key))
    when 'hearings' then exists (select 1 from public.hearings h where h.id = (i).entity_id and h.status <> 'held')
    when 'arrests' then exists (select 1 from public.arrests a where a.id = (i).entity_id) and ((i).rung = 0 or not exists (
      select 1 from public.arrest_acts x where x.arrest_id = (i).entity_id and x.undone_at is null and x.kind in ('released', (i).facts ->> 'ends')))
    else true end
$$;

create function app.notice_json(n public.notices, at timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', (n).id, 'kind', (n).kind, 'urgent', (n).urgent, 'more', (n).more, 'slug', c.slug, 'tz', c.tz,
    'locale', (app.notice_wish((n).campaign_id, (n).user_id)).locale,
    'title', coalesce((select t.title from public.campaign_texts t where t.campaign_id = c.id order by t.locale = c.default_locale desc limit 1), c.slug),
    'items', coalesce((select jsonb_agg(jsonb_build_object('entity', i.entity, 'id', i.entity_id, 'step', i.step, 'rung', i.rung, 'facts', i.facts) order by i.expires_at, i.id)
      from public.notice_items i where i.notice_id = (n).id and app.notice_live(i, $2)), '[]'))
  from public.campaigns c where c.id = (n).campaign_id
$$;

-- Null: there is nobody to tell any more, or nothing to tell them.
create function public.notice_mail(notice uuid, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  n public.notices;
  answer jsonb;
begin
  select * into n from public.notices x where x.id = $1;
  -- What was read on the desk meanwhile needs no mail, but for what is lost for good.
  if n.id is null or n.read_at is not null and not n.urgent then return null; end if;
  answer := app.notice_json(n, $2);
  if jsonb_array_length(answer -> 'items') = 0 then return null; end if;
  return answer || jsonb_build_object('to', (select u.email from auth.users u where u.id = n.user_id));
end $$;

create function public.notices_push_claim(at timestamptz, n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  s record;
  one public.notices;
  said jsonb;
  devices jsonb;
  answer jsonb := '[]';
begin
  for s in
    select x.* from public.notice_sends x where x.channel = 'push'
      and (x.state = 'waiting' and x.send_after <= $1 or x.state = 'sending' and x.lease_until < $1)
    order by x.send_after limit least(greatest($2, 1), 200) for update skip locked
  loop
    select * into one from public.notices y where y.id = s.notice_id;
    said := app.notice_json(one, $1);
    devices := coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'sealed', d.device_sealed)) from public.push_devices d
      where d.user_id = s.user_id and d.campaign_id = s.campaign_id), '[]');
    if jsonb_array_length(said -> 'items') = 0 or devices = '[]' or s.attempts >= 6 or one.read_at is not null and not one.urgent then
      update public.notice_sends x set state = case when s.attempts >= 6 then 'failed' else 'dropped' end, done_at = $1 where x.id = s.id;
    else
      update public.notice_sends x set state = 'sending', lease_until = $1 + interval '2 minutes', attempts = x.attempts + 1 where x.id = s.id;
      answer := answer || (said || jsonb_build_object('send', s.id, 'attempts', s.attempts + 1, 'devices', devices));
    end if;
  end loop;
  return answer;
end $$;

-- `gone`: browsers that took themselves off. `again`: when to try once more.
create function public.notices_push_done(send uuid, sent boolean, gone uuid[], again timestamptz, at timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  update public.notice_sends s set lease_until = null,
    state = case when $2 then 'sent' when $4 is null then 'failed' else 'waiting' end,
    send_after = coalesce(case when not $2 then $4 end, s.send_after), done_at = case when $2 or $4 is null then $5 end
  where s.id = $1 and s.state = 'sending';
  update public.push_devices d set last_sent_on = $5::date
  where $2 and d.id <> all ($3) and exists (select 1 from public.notice_sends s where s.id = $1 and s.user_id = d.user_id and s.campaign_id = d.campaign_id)
    and d.last_sent_on is distinct from $5::date;
  delete from public.push_devices d where d.id = any ($3);
$$;

/* ---------------------------------------------------------------- the morning */

-- What is due in the next seven days or over, what is in court, what of it is theirs, and what they were told and have not read.
create function public.notice_digest(member uuid, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  m public.members;
  c public.campaigns;
  wish public.notice_settings;
  today date;
  answer jsonb;
begin
  select * into m from public.members x where x.id = $1;
  select * into c from public.campaigns x where x.id = m.campaign_id;
  if m.id is null or not app.member_may(m.user_id, c.id, 'hearings.read', null) then return null; end if;
  wish := app.notice_wish(c.id, m.user_id);
  if not wish.digest then return null; end if;
  today := ($2 at time zone c.tz)::date;
  answer := jsonb_build_object('slug', c.slug, 'tz', c.tz, 'locale', wish.locale, 'day', today,
    'title', coalesce((select t.title from public.campaign_texts t where t.campaign_id = c.id order by t.locale = c.default_locale desc limit 1), c.slug),
    'to', (select u.email from auth.users u where u.id = m.user_id),
    'due', coalesce((select jsonb_agg(x.j order by x.o) from (
      select app.deadline_facts(d) || jsonb_build_object('id', d.id, 'mine', a.id is not null) as j, coalesce(d.due_at, d.due_on::timestamp at time zone c.tz) as o
      from public.deadlines d left join public.deadline_assignees a on a.id = d.id and m.user_id in (a.assignee, a.second)
      where d.campaign_id = c.id and d.state = 'open' and d.due_on between today - 30 and today + 7 and app.user_within(m.user_id, d.compartment_id)
      order by a.id is null, d.due_on limit 40) x), '[]'),
    'hearings', coalesce((select jsonb_agg(x.j order by x.o) from (
      select jsonb_build_object('id', h.id, 'case', k.code, 'kind', h.kind, 'startsAt', app.utc_text(h.starts_at), 'tz', h.tz) as j, h.starts_at as o
      from public.hearings h join public.cases k on k.id = h.case_id
      where h.campaign_id = c.id and h.status in ('scheduled', 'rescheduled') and h.starts_at between $2 - interval '2 hours' and $2 + interval '3 days'
        and app.user_within(m.user_id, h.compartment_id) order by h.starts_at limit 40) x), '[]'),
    'changed', coalesce((select jsonb_agg(x.j order by x.o) from (
      select jsonb_build_object('entity', i.entity, 'id', i.entity_id, 'step', i.step, 'rung', i.rung, 'facts', i.facts) as j, n.created_at as o
      from public.notices n join public.notice_items i on i.notice_id = n.id
      where n.user_id = m.user_id and n.campaign_id = c.id and n.read_at is null and n.created_at between $2 - interval '24 hours' and $2 and i.rung = 0
        and app.notice_live(i, $2) order by n.created_at limit 40) x), '[]'));
  if answer -> 'due' = '[]' and answer -> 'hearings' = '[]' and answer -> 'changed' = '[]' then return null; end if;
  return answer;
end $$;

-- Between eight and noon of the campaign's clock, each person and day once.
create function public.notices_morning(at timestamptz) returns integer
language sql volatile security definer set search_path = '' as $$
  with due as (
    select m.id, m.campaign_id, c.default_locale, ($1 at time zone c.tz)::date as day from public.members m join public.campaigns c on c.id = m.campaign_id
    where m.disabled_at is null and ($1 at time zone c.tz)::time >= '08:00' and ($1 at time zone c.tz)::time < '12:00'
      and not exists (select 1 from public.outbox o where o.dedupe = 'digest:' || m.id || ':' || ($1 at time zone c.tz)::date)
  ),
  made as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe, run_after)
    select d.campaign_id, 'notice_digest', d.id, x.j ->> 'locale', 'digest:' || d.id || ':' || d.day, $1
    from due d cross join lateral (select public.notice_digest(d.id, $1) as j) x where x.j is not null
    on conflict do nothing returning id
  )
  select count(*)::integer from made
$$;

create function public.notices_sweep(at timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  n integer;
begin
  perform app.bail_news($1);
  delete from public.notices x where x.created_at < $1 - interval '180 days';
  get diagnostics n = row_count;
  return n;
end $$;

/* ---------------------------------------------------------------- reading */

-- For the bell: how many are unread, up to a hundred, and where the person's stream stands, so that only what comes after is news.
create function public.notice_bell(campaign uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('unread', (select count(*) from (select 1 from public.notices n where n.campaign_id = $1 and n.user_id = app.uid() and n.read_at is null limit 100) x),
    'head', app.stream_head('user:' || app.uid()))
$$;

-- Who was told of a thing, when, by which way, and whether they opened it. Somebody who left since keeps their line, without a name.
create function public.told_of(entity text, thing uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  campaign uuid;
  place uuid;
begin
  if $1 = 'deadlines' then select d.campaign_id, d.compartment_id into campaign, place from public.deadlines d where d.id = $2;
  elsif $1 = 'arrests' then select a.campaign_id, a.compartment_id into campaign, place from public.arrests a where a.id = $2;
  elsif $1 = 'hearings' then select h.campaign_id, h.compartment_id into campaign, place from public.hearings h where h.id = $2;
  end if;
  if campaign is null or not app.within(place) or not (app.can(campaign, 'hearings.write') or app.can(campaign, 'team.manage')) then
    perform app.fail('RN404', 'not_found');
  end if;
  return coalesce((select jsonb_agg(x.j order by x.at desc, x.id) from (
    select i.id, n.created_at as at, jsonb_build_object('id', i.id, 'at', app.utc_text(n.created_at), 'who', coalesce(m.display_name, ''), 'kind', n.kind, 'step', i.step,
      'rung', i.rung, 'key', i.key, 'readAt', app.utc_text(n.read_at),
      'ways', coalesce((select jsonb_agg(jsonb_build_object('channel', s.channel, 'state', s.state, 'at', app.utc_text(coalesce(s.done_at, s.send_after))) order by s.channel)
        from public.notice_sends s where s.notice_id = n.id), '[]')) as j
    from public.notice_items i join public.notices n on n.id = i.notice_id
    left join public.members m on m.user_id = i.user_id and m.campaign_id = i.campaign_id
    where i.entity = $1 and i.entity_id = $2 order by n.created_at desc, i.id limit 200) x), '[]');
end $$;

/* ---------------------------------------------------------------- operations */

-- Null when nobody is named. Whoever is named may see what they shall act on.
create function app.arg_member(campaign uuid, args jsonb, name text, permission text, compartment uuid) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  who uuid;
begin
  if coalesce($2 ->> $3, '') = '' then return null; end if;
  who := app.arg_id($2, $3);
  if not app.can($1, 'campaign.read') or not app.member_may(who, $1, $4, $5) then perform app.fail('RN400', 'choice', $3); end if;
  return who;
end $$;

create function app.arg_kinds(args jsonb, name text) returns text[]
language plpgsql immutable set search_path = '' as $$
declare
  v text[];
begin
  if jsonb_typeof($1 -> $2) is distinct from 'array' then perform app.fail('RN400', 'required', $2); end if;
  v := array(select distinct jsonb_array_elements_text($1 -> $2) order by 1);
  if not v <@ array['due', 'clock', 'hearing', 'deadline', 'calendar', 'arrest', 'need', 'bail'] then perform app.fail('RN400', 'choice', $2); end if;
  return v;
end $$;

create function app.arg_time(args jsonb, name text) returns time
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce($1 ->> $2, '') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then perform app.fail('RN400', 'time', $2); end if;
  return ($1 ->> $2)::time;
end $$;

create function app.op_deadlines_assign(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  d public.deadlines := app.deadline_hold(args);
  first_one uuid;
  second_one uuid;
begin
  if not app.within(d.compartment_id) then perform app.fail('RN404', 'not_found'); end if;
  first_one := app.arg_member(d.campaign_id, args, 'assignee', 'hearings.read', d.compartment_id);
  second_one := app.arg_member(d.campaign_id, args, 'second', 'hearings.read', d.compartment_id);
  if first_one = second_one then perform app.fail('RN400', 'same_person', 'second'); end if;
  insert into public.deadline_assignees (id, campaign_id, assignee, second, assigned_by) values (d.id, d.campaign_id, first_one, second_one, app.uid())
  on conflict (id) do update set assignee = excluded.assignee, second = excluded.second, assigned_by = excluded.assigned_by, assigned_at = now();
  return '{}';
end $$;

create function app.op_notices_set(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'campaign.read');
  if not exists (select 1 from pg_catalog.pg_timezone_names z where z.name = args ->> 'tz') then perform app.fail('RN400', 'choice', 'tz'); end if;
  insert into public.notice_settings (campaign_id, user_id, locale, app, mail, push, digest, quiet_from, quiet_to, tz)
  values (campaign, app.uid(), app.arg_choice(args, 'locale', 'es', 'en'), app.arg_kinds(args, 'app'), app.arg_kinds(args, 'mail'), app.arg_kinds(args, 'push'),
    coalesce(app.arg_flag(args, 'digest'), false), app.arg_time(args, 'quietFrom'), app.arg_time(args, 'quietTo'), args ->> 'tz')
  on conflict (campaign_id, user_id) do update set locale = excluded.locale, app = excluded.app, mail = excluded.mail, push = excluded.push, digest = excluded.digest,
    quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, tz = excluded.tz;
  return '{}';
end $$;

-- Without `notices` all of them.
create function app.op_notices_read(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  seen boolean := coalesce(app.arg_flag(args, 'read'), true);
  ids uuid[];
  n integer;
begin
  perform app.need(campaign, 'campaign.read');
  if args ? 'notices' then
    if jsonb_typeof(args -> 'notices') <> 'array' then perform app.fail('RN400', 'required', 'notices'); end if;
    ids := array(select app.arg_id(jsonb_build_object('notices', x), 'notices') from jsonb_array_elements_text(args -> 'notices') x);
  end if;
  update public.notices x set read_at = case when seen then now() end
  where x.campaign_id = campaign and x.user_id = app.uid() and (ids is null or x.id = any (ids)) and (x.read_at is null) = seen;
  get diagnostics n = row_count;
  return jsonb_build_object('n', n);
end $$;

create function app.op_notices_device(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'campaign.read');
  if (select count(*) from public.push_devices d where d.campaign_id = campaign and d.user_id = app.uid()) >= 20 then perform app.fail('RN429', 'too_many'); end if;
  insert into public.push_devices (id, campaign_id, user_id, device_sealed, device_key)
  values (app.arg_id(args, 'id'), campaign, app.uid(), app.arg(args, 'deviceSealed', 4000), app.arg(args, 'deviceKey', 43))
  on conflict (campaign_id, user_id, device_key) do nothing;
  return '{}';
end $$;

create function app.op_notices_forget_device(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  gone public.push_devices;
begin
  delete from public.push_devices d where d.id = app.arg_id(args, 'device') and d.user_id = app.uid() returning * into gone;
  if gone.id is null then perform app.fail('RN404', 'not_found'); end if;
  return '{}';
end $$;

select app.open_to_members();
revoke all on function app.member_may(uuid, uuid, text, uuid), app.members_as(uuid, text[]), app.notice_counsel(uuid), app.notice_followers(uuid),
  app.notice_on_call(uuid, timestamptz), app.notice_permission(text), app.notice_audience(text, uuid, uuid, timestamptz),
  app.notice_ladder(text, uuid, integer, timestamptz), app.quiet_until(timestamptz, time, time, text), app.notice_wish(uuid, uuid),
  app.notice_write(uuid, uuid, text, boolean, jsonb, integer, timestamptz), app.notice_mailed(), app.notice_event(uuid, text, text, text, uuid, uuid, jsonb),
  app.utc_text(timestamptz), app.hearing_news(), app.deadline_facts(public.deadlines), app.deadline_news(), app.arrest_news(), app.bail_news(timestamptz),
  app.deadline_key(public.deadlines), app.notice_live(public.notice_items, timestamptz), app.notice_json(public.notices, timestamptz)
  from public, anon, authenticated, service_role;
select app.expose('public.told_of(text, uuid)', 'authenticated');
select app.expose('public.notice_bell(uuid)', 'authenticated');
select app.expose('public.notices_open(timestamptz, integer)', 'service_role');
select app.expose('public.notices_remind(jsonb, timestamptz)', 'service_role');
select app.expose('public.notices_tell(timestamptz)', 'service_role');
select app.expose('public.notice_mail(uuid, timestamptz)', 'service_role');
select app.expose('public.notices_push_claim(timestamptz, integer)', 'service_role');
select app.expose('public.notices_push_done(uuid, boolean, uuid[], timestamptz, timestamptz)', 'service_role');
select app.expose('public.notice_digest(uuid, timestamptz)', 'service_role');
select app.expose('public.notices_morning(timestamptz)', 'service_role');
select app.expose('public.notices_sweep(timestamptz)', 'service_role');
