-- What is sealed of people whose matter is over is forgotten when the campaign says so. Never by itself unless an owner decided: as long as
-- anything is open, erasing would take the defence its file. Code, timeline and counts stay. Whoever is in a compartment is not reached:
-- a count that told of them would show that they exist, and its members decide.

alter table public.retention_rules add column people_months smallint check (people_months between 1 and 120);
comment on column public.retention_rules.people_months is 'P0: months after a dismissal, an acquittal or a death. Null: never by itself.';
update app.tracked set columns = columns || 'people_months'::text where entity = 'retention_rules';

create function app.due_people(campaign uuid) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select p.id from public.people p join public.retention_rules r on r.campaign_id = p.campaign_id and r.people_months is not null
  where p.campaign_id = $1 and p.compartment_id is null and p.status in ('dismissed', 'acquitted', 'dead')
    and app.known_last(p.status_from, p.status_from_known) < (now() - make_interval(months => r.people_months))::date
    and not exists (select 1 from public.obligations o where o.person_id = p.id and o.undone_at is null and o.next_on is not null)
    and not exists (select 1 from public.deadlines d where d.person_id = p.id and d.state = 'open')
    and (exists (select 1 from public.identities i where i.person_id = p.id and i.identity_sealed is not null)
      or exists (select 1 from public.person_sources s where s.person_id = p.id and s.words_sealed is not null)
      or exists (select 1 from public.place_stays s where s.person_id = p.id and s.cell_sealed is not null)
      or exists (select 1 from public.obligations o where o.person_id = p.id and o.detail_sealed is not null)
      or exists (select 1 from public.arrests a where a.person_id = p.id and a.details_sealed is not null))
$$;

create function app.forget_people(ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.identities i set identity_sealed = null, is_minor = false, is_foreign = false, erased_at = now()
  where i.person_id = any ($1) and i.identity_sealed is not null;
  update public.person_sources s set words_sealed = null where s.person_id = any ($1) and s.words_sealed is not null;
  update public.place_stays s set cell_sealed = null where s.person_id = any ($1) and s.cell_sealed is not null;
  update public.obligations o set detail_sealed = null where o.person_id = any ($1) and o.detail_sealed is not null;
  update public.arrests a set details_sealed = null, edits = a.edits + 1 where a.person_id = any ($1) and a.details_sealed is not null;
  delete from app.person_keys k where k.person_id = any ($1);
  return cardinality($1);
end $$;

create function app.retention_set_people(campaign uuid, months integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not app.can($1, 'team.manage') then perform app.fail('RN404', 'not_found'); end if;
  insert into public.retention_rules as r (campaign_id, basis, months, people_months) values ($1, 'closed', null, $2)
  on conflict (campaign_id) do update set people_months = excluded.people_months;
end $$;

create function app.op_retention_set_people(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if args ->> 'months' is not null and (jsonb_typeof(args -> 'months') <> 'number' or (args ->> 'months')::numeric not between 1 and 120
      or (args ->> 'months')::numeric <> trunc((args ->> 'months')::numeric)) then
    perform app.fail('RN400', 'months', 'months');
  end if;
  perform app.retention_set_people(app.arg_id(args, 'campaign'), (args ->> 'months')::integer);
  return '{}';
end $$;

-- People last: the run that forgot everything else goes on with them.
alter function app.retention_parts(uuid, timestamptz) rename to retention_parts_gathered;
create function app.retention_parts(campaign uuid, cutoff timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select app.retention_parts_gathered($1, $2) || jsonb_build_object('people', (select count(*) from app.due_people($1)))
$$;
alter function app.retention_rest(uuid, timestamptz, integer) rename to retention_rest_gathered;
create function app.retention_rest(campaign uuid, cutoff timestamptz, n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone jsonb := app.retention_rest_gathered($1, $2, $3);
  ids uuid[];
begin
  if gone is not null then return gone; end if;
  ids := array(select d from app.due_people($1) d limit $3);
  if cardinality(ids) = 0 then return null; end if;
  return jsonb_build_object('people', app.forget_people(ids));
end $$;

create or replace function app.retention_begin(campaign uuid, run uuid, automatic boolean) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.retention_rules;
  cutoff timestamptz := app.retention_cutoff($1);
  due integer;
begin
  select * into r from public.retention_rules x where x.campaign_id = $1;
  -- Where the rule of what was gathered has not come due, nothing of it lies before the beginning of time.
  if cutoff is null and (r.people_months is null or not exists (select 1 from app.due_people($1))) then perform app.fail('RN409', 'nothing_due', 'run'); end if;
  if exists (select 1 from public.retention_runs x where x.campaign_id = $1 and x.state = 'running') then
    perform app.fail('RN409', 'already_running', 'run');
  end if;
  due := app.parts_total(app.retention_parts($1, coalesce(cutoff, '-infinity')));
  if $3 and due = 0 then return; end if;
  insert into public.retention_runs (id, campaign_id, kind, automatic, basis, months, cutoff, planned, started_by)
  values ($2, $1, 'rule', $3, r.basis, r.months, coalesce(cutoff, '-infinity'), due, app.uid());
end $$;

create or replace function public.retention_due() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  rule record;
  begun integer := 0;
begin
  for rule in
    update public.retention_rules r set checked_at = now()
    where (r.months is not null or r.people_months is not null) and coalesce(r.checked_at < now() - interval '1 day', true) returning r.campaign_id
  loop
    if app.retention_cutoff(rule.campaign_id) is null and not exists (select 1 from app.due_people(rule.campaign_id))
      or exists (select 1 from public.retention_runs x where x.campaign_id = rule.campaign_id and x.state = 'running') then continue; end if;
    perform app.retention_begin(rule.campaign_id, gen_random_uuid(), true);
    begun := begun + 1;
  end loop;
  return begun;
end $$;

create or replace function public.retention_preview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  cutoff timestamptz;
  parts jsonb;
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  cutoff := app.retention_cutoff($1);
  parts := app.retention_parts($1, coalesce(cutoff, 'infinity'));
  return (select jsonb_build_object('cutoff', coalesce(cutoff, case when (parts ->> 'people')::integer > 0 then now() end), 'closedAt', c.closed_at,
      'parts', case when cutoff is null and (parts ->> 'people')::integer > 0 then jsonb_build_object('people', parts -> 'people') else parts end,
      'due', case when cutoff is null then (parts ->> 'people')::integer else app.parts_total(parts) end,
      'oldest', (select min(coalesce(s.confirmed_at, s.created_at)) from public.signatures s
        where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending'))
    from public.campaigns c where c.id = $1);
end $$;

/* ---------------------------------------------------------------- taking the list away */

create table public.people_exports (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  created_by uuid not null default app.uid(),
  created_at timestamptz not null default now()
);
create index people_exports_campaign on public.people_exports (campaign_id, created_at desc);
comment on table public.people_exports is 'P1: who took the list of people away, and when. Not how many there were: that would count the hidden ones.';

create function app.op_people_export(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'people.read');
  insert into public.people_exports (id, campaign_id) values (app.arg_id(args, 'id'), campaign);
  return '{}';
end $$;

select app.protect('public.people_exports');
grant select on public.people_exports to authenticated;
create policy "The legal desk sees who took the list of people away" on public.people_exports for select to authenticated
  using (campaign_id in (select app.my_campaigns('people.confidential')));
select app.track('public.people_exports', 'campaign', 'campaign_id', 'legal', array['id', 'campaign_id', 'created_by', 'created_at']);

revoke all on function app.op_people_export(jsonb), app.due_people(uuid), app.forget_people(uuid[]), app.retention_set_people(uuid, integer), app.op_retention_set_people(jsonb),
  app.retention_parts(uuid, timestamptz), app.retention_parts_gathered(uuid, timestamptz), app.retention_rest(uuid, timestamptz, integer),
  app.retention_rest_gathered(uuid, timestamptz, integer), app.retention_begin(uuid, uuid, boolean) from public, anon, authenticated, service_role;
select app.open_to_members();
