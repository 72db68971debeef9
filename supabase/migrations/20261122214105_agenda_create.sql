-- Calendars that a telephone subscribes to: private addresses of which only the hash is kept, and one for the public where the campaign
-- tells its hearings. What a feed says is asked anew at each fetch, so that it ends with the rights of whoever made it.

create table public.calendar_feeds (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  scope text not null check (scope in ('mine', 'campaign')),
  detail text not null check (detail in ('busy', 'codes', 'full')),
  locale text not null check (locale in ('es', 'en')),
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  -- The day alone: at which hour somebody's telephone asks is nobody's business.
  last_used_on date,
  created_at timestamptz not null default now(),
  renewed_at timestamptz,
  revoked_at timestamptz
);
create index calendar_feeds_campaign on public.calendar_feeds (campaign_id);
create index calendar_feeds_user on public.calendar_feeds (user_id, campaign_id);
comment on table public.calendar_feeds is 'P1: its owner alone. Only the hash of the address is here; it is shown once.';

-- When a calendar must take a date anew: what a feed says of its age, and how long it tells of what was called off.
create table app.agenda_changes (
  entity text not null,
  entity_id uuid not null,
  changed_at timestamptz not null default now(),
  primary key (entity, entity_id)
);
select app.protect(t) from unnest(array['public.calendar_feeds', 'app.agenda_changes']::regclass[]) t;

create function app.agenda_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then delete from app.agenda_changes c where c.entity = tg_table_name and c.entity_id = old.id;
  else
    insert into app.agenda_changes values (tg_table_name, new.id, now()) on conflict (entity, entity_id) do update set changed_at = now();
  end if;
  return null;
end $$;
create trigger agenda_changed after insert or delete or update of starts_at, status, court, room, sequence on public.hearings for each row execute function app.agenda_changed();
create trigger agenda_changed after insert or delete on public.deadlines for each row execute function app.agenda_changed();
create trigger agenda_moved after update of due_on, due_at, state on public.deadlines for each row
  when (old.due_on <> new.due_on or old.due_at is distinct from new.due_at or old.state <> new.state) execute function app.agenda_changed();
insert into app.agenda_changes select 'hearings', h.id, h.created_at from public.hearings h;
insert into app.agenda_changes select 'deadlines', d.id, coalesce(d.closed_at, d.created_at) from public.deadlines d;

grant select (id, campaign_id, user_id, scope, detail, locale, last_used_on, created_at, revoked_at, renewed_at) on public.calendar_feeds to authenticated;
create policy "Everybody sees their own calendars" on public.calendar_feeds for select to authenticated
  using (user_id = (select app.uid()) and campaign_id in (select app.my_campaigns('hearings.read')));
select app.track('public.calendar_feeds', 'user', 'user_id', '', array['id', 'campaign_id', 'user_id', 'scope', 'detail', 'created_at', 'renewed_at', 'revoked_at']);

create function app.arg_token_hash(args jsonb) returns text
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(args ->> 'tokenHash', '') !~ '^[0-9a-f]{64}$' then perform app.fail('RN400', 'required', 'tokenHash'); end if;
  return args ->> 'tokenHash';
end $$;

create function app.op_agenda_make(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'hearings.read');
  if (select count(*) from public.calendar_feeds f where f.campaign_id = campaign and f.user_id = app.uid() and f.revoked_at is null) >= 20 then
    perform app.fail('RN429', 'too_many');
  end if;
  insert into public.calendar_feeds (id, campaign_id, user_id, scope, detail, locale, token_hash)
  values (app.arg_id(args, 'id'), campaign, app.uid(), app.arg_choice(args, 'scope', 'mine', 'campaign'), app.arg_choice(args, 'detail', 'busy', 'codes', 'full'),
    app.arg_choice(args, 'locale', 'es', 'en'), app.arg_token_hash(args));
  return '{}';
end $$;

create function app.agenda_feed(args jsonb) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  f public.calendar_feeds;
begin
  select * into f from public.calendar_feeds x where x.id = app.arg_id(args, 'feed') and x.user_id = app.uid() and x.revoked_at is null;
  if f.id is null then perform app.fail('RN404', 'not_found'); end if;
  perform app.need(f.campaign_id, 'hearings.read');
  return f.id;
end $$;

-- A new address; the old one ends at once.
create function app.op_agenda_renew(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update public.calendar_feeds f set token_hash = app.arg_token_hash(args), renewed_at = clock_timestamp() where f.id = app.agenda_feed(args);
  return '{}';
end $$;

create function app.op_agenda_end(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update public.calendar_feeds f set revoked_at = now() where f.id = app.agenda_feed(args);
  return '{}';
end $$;

-- Null for an address that is not, is no more, or whose owner may no longer read dates. What was called off is told for forty days after it
-- was, because programs treat what vanishes each in their own way.
create function public.calendar_feed(token_hash text, at timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  f public.calendar_feeds;
  c public.campaigns;
begin
  select * into f from public.calendar_feeds x where x.token_hash = $1 and x.revoked_at is null;
  if f.id is null or not app.member_may(f.user_id, f.campaign_id, 'hearings.read', null) then return null; end if;
  select * into c from public.campaigns x where x.id = f.campaign_id;
  update public.calendar_feeds x set last_used_on = ($2 at time zone c.tz)::date where x.id = f.id and x.last_used_on is distinct from ($2 at time zone c.tz)::date;
  return jsonb_build_object('detail', f.detail, 'scope', f.scope, 'locale', f.locale, 'slug', c.slug,
    'hearings', coalesce((select jsonb_agg(x.j order by x.at, x.id) from (
      select h.id, h.starts_at as at, jsonb_build_object('id', h.id, 'case', k.code, 'kind', h.kind, 'startsAt', app.utc_text(h.starts_at), 'tz', h.tz, 'court', h.court, 'room', h.room, 'minutes', h.minutes,
        'status', h.status, 'sequence', h.sequence, 'changedAt', app.utc_text(coalesce(g.changed_at, h.created_at))) as j
      from public.hearings h join public.cases k on k.id = h.case_id left join app.agenda_changes g on g.entity = 'hearings' and g.entity_id = h.id
      where h.campaign_id = f.campaign_id and app.user_within(f.user_id, h.compartment_id)
        and (h.status in ('scheduled', 'rescheduled', 'held') and h.starts_at > $2 - interval '60 days'
          or h.status in ('cancelled', 'suspended') and greatest(coalesce(g.changed_at, h.created_at), h.starts_at) > $2 - interval '40 days')
        and (f.scope = 'campaign' or f.user_id in (select app.notice_counsel(h.case_id)) or f.user_id in (select app.notice_followers(h.case_id))
          or exists (select 1 from public.deadlines d join public.deadline_assignees a on a.id = d.id where d.case_id = h.case_id and f.user_id in (a.assignee, a.second)))
      order by h.starts_at desc limit 1000) x), '[]'),
    'deadlines', coalesce((select jsonb_agg(x.j order by x.at, x.id) from (
      select d.id, d.due_on as at, app.deadline_facts(d) || jsonb_build_object('id', d.id, 'state', d.state, 'officeDue', d.computed ->> 'officeDue', 'sequence', d.version,
        'changedAt', app.utc_text(coalesce(g.changed_at, d.created_at))) as j
      from public.deadlines d left join app.agenda_changes g on g.entity = 'deadlines' and g.entity_id = d.id
      where d.campaign_id = f.campaign_id and app.user_within(f.user_id, d.compartment_id)
        and (d.state = 'open' and d.due_on > ($2 - interval '60 days')::date or d.state <> 'open' and greatest(d.closed_at, d.due_on::timestamptz) > $2 - interval '40 days')
        and (f.scope = 'campaign' or exists (select 1 from public.deadline_assignees a where a.id = d.id and f.user_id in (a.assignee, a.second))
          or f.user_id in (select app.notice_counsel(d.case_id)) or f.user_id in (select app.notice_followers(d.case_id)))
      order by d.due_on desc limit 1000) x), '[]'));
end $$;

-- Hearings of a campaign that tells its next one to the public: what, where and when, without their case.
create function public.public_hearings(slug text, at timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('slug', c.slug, 'hearings', coalesce((
    select jsonb_agg(jsonb_build_object('id', h.id, 'kind', h.kind, 'startsAt', app.utc_text(h.starts_at), 'tz', h.tz, 'court', h.court, 'room', h.room, 'minutes', h.minutes,
      'status', h.status, 'sequence', h.sequence, 'changedAt', app.utc_text(coalesce(g.changed_at, h.created_at))) order by h.starts_at, h.id)
    from public.hearings h left join app.agenda_changes g on g.entity = 'hearings' and g.entity_id = h.id
    where h.campaign_id = c.id and h.compartment_id is null and h.access = 'public' and (h.status in ('scheduled', 'rescheduled', 'held') and h.starts_at > $2 - interval '30 days'
      or h.status in ('cancelled', 'suspended') and greatest(coalesce(g.changed_at, h.created_at), h.starts_at) > $2 - interval '40 days')), '[]'))
  from public.campaigns c where c.slug = $1 and c.status <> 'draft' and c.publish_hearing
$$;

select app.open_to_members();
revoke all on function app.agenda_changed(), app.agenda_feed(jsonb) from public, anon, authenticated, service_role;
select app.expose('public.calendar_feed(text, timestamptz)', 'service_role');
select app.expose('public.public_hearings(text, timestamptz)', 'service_role');
