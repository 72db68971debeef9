-- The ladder begins with those who defend and whoever is on call; and urgent needs are told to whoever sees to them.

create or replace function app.notice_counsel(the_case uuid) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select c.user_id from app.case_counsel($1) c order by c.rank, c.user_id
$$;
create or replace function app.notice_on_call(campaign uuid, at timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$ select app.on_call($1, $2) $$;

-- As before; without a name on the deadline the first of the defence acts, and the others of it are the second.
create or replace function app.notice_ladder(entity text, thing uuid, rung integer, at timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  d public.deadlines;
  campaign uuid;
  place uuid;
  who uuid[];
  next_who uuid[];
  counsel uuid[];
  need text := case when entity = 'arrests' then 'people.read' else 'hearings.read' end;
begin
  if entity = 'arrests' then
    select a.campaign_id, a.compartment_id into campaign, place from public.arrests a where a.id = $2;
  else
    select * into d from public.deadlines x where x.id = $2;
    campaign := d.campaign_id;
    place := d.compartment_id;
    counsel := array(select c from app.notice_counsel(d.case_id) c where app.member_may(c, campaign, need, place));
    who := array(select a.assignee from public.deadline_assignees a where a.id = $2 and app.member_may(a.assignee, campaign, need, place));
    if cardinality(who) = 0 then who := counsel[1:1]; end if;
    next_who := array(select a.second from public.deadline_assignees a where a.id = $2 and app.member_may(a.second, campaign, need, place));
    if cardinality(next_who) = 0 then next_who := array(select c from unnest(counsel) c where c <> all (who)); end if;
  end if;
  if coalesce(cardinality(who), 0) = 0 then who := array(select c from app.notice_on_call(campaign, $4) c where app.member_may(c, campaign, need, place)); end if;
  if cardinality(who) = 0 or $3 >= 2 and coalesce(cardinality(next_who), 0) = 0 then
    who := who || array(select c from app.members_as(campaign, 'legal') c where app.member_may(c, campaign, need, place));
  end if;
  if $3 >= 2 then who := who || next_who; end if;
  if $3 >= 3 then who := who || array(select c from app.members_as(campaign, 'coordinator', 'owner') c where app.member_may(c, campaign, need, place)); end if;
  return query select distinct w from unnest(who) w where w is not null;
end $$;

create or replace function app.notice_live(i public.notice_items, at timestamptz) returns boolean
language sql stable security definer set search_path = '' as $$
  select (i).expires_at > $2 and app.member_may((i).user_id, (i).campaign_id, (i).permission, (i).compartment_id) and case (i).entity
    when 'deadlines' then exists (select 1 from public.deadlines d where d.id = (i).entity_id and d.state = 'open' and ((i).rung = 0 or app.deadline_key(d) = (i).key))
    when 'hearings' then exists (select 1 from public.hearings h where h.id = (i).entity_id and h.status <> 'held')
    when 'arrests' then exists (select 1 from public.arrests a where a.id = (i).entity_id) and ((i).rung = 0 or not exists (
      select 1 from public.arrest_acts x where x.arrest_id = (i).entity_id and x.undone_at is null and x.kind in ('released', (i).facts ->> 'ends')))
    when 'needs' then exists (select 1 from public.needs n where n.id = (i).entity_id and n.state in ('open', 'taken'))
    else true end
$$;

select app.compartment('public.notice_items', 'deadlines:entity_id', 'hearings:entity_id', 'arrests:entity_id', 'needs:entity_id');

-- Needs that are near or late: to whoever sees to them, and where nobody does to those who coordinate. Each state of each once.
create function public.notices_needs(at timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  g record;
  n integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('notices'));
  for g in
    with due as (
      select c.id as campaign, x.*, case when x.overdue then 'over' when x.due_at is null then 'now' else 'due' end as step
      from public.campaigns c cross join lateral app.care_due(c.id) x where x.what = 'need'
    ),
    whom as (
      select d.*, w.who from due d cross join lateral (
        select d.owner as who where app.member_may(d.owner, d.campaign, 'people.read', d.compartment_id)
        union select m from app.members_as(d.campaign, 'legal', 'coordinator') m
          where not coalesce(app.member_may(d.owner, d.campaign, 'people.read', d.compartment_id), false)
            and app.member_may(m, d.campaign, 'people.read', d.compartment_id)) w
    )
    select w.campaign, w.who, jsonb_agg(jsonb_build_object('entity', 'needs', 'entity_id', w.id, 'step', w.step, 'expires_at', $1 + interval '1 day',
      'facts', jsonb_build_object('person', w.code, 'personId', w.person_id, 'dueAt', app.utc_text(w.due_at)), 'soon', w.step <> 'due',
      'dedupe', concat_ws(':', 'need', w.id, w.step, app.utc_text(w.due_at)))) as items
    from whom w where w.who is not null group by w.campaign, w.who
  loop
    if app.notice_write(g.campaign, g.who, 'need', false, g.items, 0, $1) then n := n + 1; end if;
  end loop;
  return n;
end $$;

select app.expose('public.notices_needs(timestamptz)', 'service_role');
