-- Milestones: numbers set in advance. When one is reached the next becomes the goal, the public page says so and the team
-- reads it; once, and it stays reached. Totals say what was signed on paper and which organisations endorse, apart.

create table public.milestones (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references public.campaigns on delete cascade,
  n integer not null check (n between 1 and 100000000),
  reached_at timestamptz,
  dropped_at timestamptz,
  created_at timestamptz not null default now(),
  unique (campaign_id, n)
);
comment on table public.milestones is 'P0: numbers of confirmed signatures.';

create function app.milestones_reach(campaign uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  confirmed bigint := app.total(campaign, 'confirmed');
  aim integer;
begin
  update public.milestones m set reached_at = now()
  where m.campaign_id = campaign and m.reached_at is null and m.dropped_at is null and m.n <= confirmed;
  if not found then return; end if;
  select min(m.n) into aim from public.milestones m where m.campaign_id = campaign and m.reached_at is null and m.dropped_at is null;
  update public.campaigns c set goal = aim where c.id = campaign and c.goal < aim;
end $$;

-- Counting and reaching are one transaction under the one writer's lock: no milestone is announced twice or before its count.
create or replace function public.count_signatures() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  counted jsonb;
begin
  if not exists (select 1 from app.signature_deltas) or not pg_try_advisory_xact_lock(app.counting_lock()) then return '[]'; end if;
  counted := app.add_up();
  perform app.milestones_reach((x ->> 'campaign')::uuid) from jsonb_array_elements(counted) x
  where exists (select 1 from public.campaigns c where c.id = (x ->> 'campaign')::uuid);
  return counted;
end $$;

create function app.apart_totals(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('paper', app.paper_total($1), 'organisations', app.endorsement_count($1))
    || coalesce((select jsonb_build_object('milestone', jsonb_build_object('n', m.n,
        'at', to_char(m.reached_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
      from public.milestones m where m.campaign_id = $1 and m.reached_at is not null order by m.n desc limit 1), '{}')
$$;

create or replace function public.team_totals(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not app.can($1, 'campaign.read') then perform app.fail('RN404', 'not_found'); end if;
  return app.team_totals_of($1) || app.apart_totals($1);
end $$;
create or replace function public.team_totals_frame(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$ select app.team_totals_of($1) || app.apart_totals($1) $$;

create or replace function public.public_totals(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('v', coalesce(h.v, 0), 'at', to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'campaign', c.slug,
      'signatures', app.total(c.id, 'confirmed'), 'goal', c.goal)
    || app.apart_totals(c.id)
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

-- The numbers that are still ahead, all at once; what was reached stays.
create function app.op_milestones_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  wanted integer[];
begin
  perform app.need(campaign, 'campaign.write');
  if jsonb_typeof(args -> 'numbers') is distinct from 'array' or jsonb_array_length(args -> 'numbers') > 40 or exists (
      select 1 from jsonb_array_elements(args -> 'numbers') x where jsonb_typeof(x) <> 'number' or x::text !~ '^[1-9]\d{0,7}$') then
    perform app.fail('RN400', 'number', 'numbers');
  end if;
  wanted := array(select x::text::integer from jsonb_array_elements(args -> 'numbers') x);
  update public.milestones m set dropped_at = now()
  where m.campaign_id = campaign and m.reached_at is null and m.dropped_at is null and m.n <> all (wanted);
  update public.milestones m set dropped_at = null where m.campaign_id = campaign and m.dropped_at is not null and m.n = any (wanted);
  insert into public.milestones (campaign_id, n) select distinct campaign, x from unnest(wanted) x
  where not exists (select 1 from public.milestones m where m.campaign_id = campaign and m.n = x);
  -- Those already passed are reached at the next count.
  perform app.touch_milestones(campaign);
  return '{}';
end $$;
create function app.touch_milestones(campaign uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.need(campaign, 'campaign.write');
  perform app.touch_totals(campaign);
end $$;

select app.protect('public.milestones');
grant select on public.milestones to authenticated;
grant insert (id, campaign_id, n), update (dropped_at) on public.milestones to authenticated;
create policy "Members see the milestones" on public.milestones for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Those who may write the campaign add milestones" on public.milestones for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('campaign.write')));
create policy "Those who may write the campaign drop milestones" on public.milestones for update to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.write'))) with check (campaign_id in (select app.my_campaigns('campaign.write')));
select app.track('public.milestones', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'n', 'reached_at', 'dropped_at', 'created_at']);
revoke all on function app.milestones_reach(uuid), app.apart_totals(uuid), app.touch_milestones(uuid) from public;
select app.open_to_members();
grant execute on function app.touch_milestones(uuid) to authenticated;
