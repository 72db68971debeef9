-- Deadlines in compartments: whoever edits a calendar may not see them, so the machine counts them anew after each change, by the same policy.

create table app.deadline_sweeps (
  campaign_id uuid primary key references public.campaigns on delete cascade,
  asked bigint not null default 1,
  done bigint not null default 0
);
select app.protect('app.deadline_sweeps');

create function app.ask_for_sweep() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.deadline_sweeps as s (campaign_id) values (new.campaign_id) on conflict (campaign_id) do update set asked = s.asked + 1;
  return null;
end $$;
create trigger sweep after update of revision on public.legal_calendars for each row execute function app.ask_for_sweep();
-- What was edited before this came.
insert into app.deadline_sweeps (campaign_id) select distinct c.campaign_id from public.legal_calendars c where c.revision > 0;

create function public.deadline_sweeps_due() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('campaign', s.campaign_id, 'asked', s.asked)), '[]') from app.deadline_sweeps s where s.asked > s.done
$$;

-- Calendars as they stand and the open deadlines that not everybody sees, true at one instant.
create function public.deadlines_apart(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object(
    'calendars', coalesce((select jsonb_agg(jsonb_build_object('id', c.calendar_id, 'revision', c.revision, 'years', c.years,
      'days', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'from', d.from_day, 'to', d.to_day, 'kind', d.kind, 'name', d.name,
        'source', d.source) order by d.created_at, d.id)
        from public.legal_days d where d.campaign_id = c.campaign_id and d.calendar_id = c.calendar_id and d.removed_at is null), '[]')))
      from public.legal_calendars c where c.campaign_id = $1), '[]'),
    'deadlines', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'version', d.version, 'rule', d.rule_id, 'calendar', d.calendar_id,
      'served', d.served, 'computed', d.computed, 'pending', d.pending))
      from public.deadlines d where d.campaign_id = $1 and d.compartment_id is not null and d.state = 'open'), '[]'))
$$;

-- Moves that were counted from exactly what stands now; false when something changed in between, and then it is counted anew.
create function public.deadlines_swept(campaign uuid, asked bigint, moves jsonb) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  s app.deadline_sweeps;
  m jsonb;
  d public.deadlines;
begin
  -- Held in the order in which an edit holds them.
  perform 1 from public.legal_calendars c where c.campaign_id = $1 order by c.calendar_id for update;
  select * into s from app.deadline_sweeps x where x.campaign_id = $1 for update;
  if s.asked is distinct from $2 then return false; end if;
  for m in select x from jsonb_array_elements(moves) x loop
    select * into d from public.deadlines x where x.id = app.arg_id(m, 'deadline') and x.campaign_id = $1 and x.compartment_id is not null
      and x.state = 'open' for update;
    if d.id is not null and d.version <> (m ->> 'version')::integer then return false; end if;
  end loop;
  for m in select x from jsonb_array_elements(moves) x loop
    select * into d from public.deadlines x where x.id = app.arg_id(m, 'deadline') and x.campaign_id = $1 and x.compartment_id is not null and x.state = 'open';
    if d.id is not null then perform app.deadline_moved(d, m - 'version'); end if;
  end loop;
  update app.deadline_sweeps x set done = $2 where x.campaign_id = $1;
  return true;
end $$;

revoke all on function app.ask_for_sweep() from public;
select app.expose('public.deadline_sweeps_due()', 'service_role');
select app.expose('public.deadlines_apart(uuid)', 'service_role');
select app.expose('public.deadlines_swept(uuid, bigint, jsonb)', 'service_role');
