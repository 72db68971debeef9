-- Updates: a draft waits until one of its writers asks for approval, and whoever approves lets go the very words they
-- read. How many may go out in seven days is a setting of the campaign. The desk sees what became of the mails.

alter table public.campaigns add column updates_weekly integer not null default 2 check (updates_weekly between 1 and 7);
comment on column public.campaigns.updates_weekly is 'P1: how many updates may go out within seven days';
update app.tracked set columns = columns || 'updates_weekly'::text where entity = 'campaigns';

-- `version` counts every change of the words, in any language.
alter table public.updates add column version integer not null default 1,
  add column asked_at timestamptz,
  add column asked_by uuid references auth.users on delete set null;
create index updates_asked_by on public.updates (asked_by);
comment on column public.updates.asked_at is 'Since when it waits for approval; a change of the words takes that back.';
update app.tracked set columns = columns || array['asked_at', 'asked_by'] where entity = 'updates';
-- What was written before anybody could ask waits as it did.
update public.updates u set asked_at = u.created_at, asked_by = u.created_by where u.state = 'draft';

-- Counted while it is looked at; the outbox forgets what is old.
create index outbox_updates on public.outbox (sealed, state) where kind = 'update';

create or replace function app.write_update(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  fresh uuid := app.arg_id(args, 'id');
  language text := app.arg_choice(args, 'locale', 'es', 'en');
  head text := app.arg(args, 'title', 160);
  words text := app.arg(args, 'body', 20000);
  was public.updates;
begin
  perform app.need(campaign, 'campaign.write');
  insert into public.updates (id, campaign_id, writers, version, created_by) values (fresh, campaign, array[app.uid()], 0, app.uid())
  on conflict do nothing;
  select * into was from public.updates u where u.id = fresh for update;
  if was.campaign_id <> campaign then perform app.fail('RN404', 'not_found'); end if;
  if was.state <> 'draft' then perform app.fail('RN409', 'published', 'id'); end if;
  update public.updates u set version = u.version + 1, asked_at = null, asked_by = null,
    writers = case when app.uid() = any (u.writers) then u.writers else u.writers || app.uid() end
  where u.id = fresh;
  insert into public.update_texts as t (update_id, campaign_id, locale, title, body) values (fresh, campaign, language, head, words)
  on conflict (update_id, locale) do update set title = excluded.title, body = excluded.body;
end $$;

-- Asks a second person to approve, or takes that back.
create function app.ask_update(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  u public.updates;
  asked boolean := app.arg_flag(args, 'asked');
begin
  if asked is null then perform app.fail('RN400', 'required', 'asked'); end if;
  select * into u from public.updates x where x.id = app.arg_id(args, 'update') for update;
  perform app.need(u.campaign_id, 'campaign.write');
  if u.state <> 'draft' or (u.asked_at is not null) = asked then perform app.fail('RN409', 'conflict', 'update'); end if;
  update public.updates x set asked_at = case when asked then now() end, asked_by = case when asked then app.uid() end where x.id = u.id;
end $$;
create function app.op_updates_ask(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.ask_update(args);
  return '{}';
end $$;

-- Whoever gets too many stops reading, and asks to be let go: the campaign says how many are enough.
create or replace function app.approve_update(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  u public.updates;
  cap integer;
  seen integer := app.arg_count(args, 'version', 0, 1000000000);
begin
  select * into u from public.updates x where x.id = app.arg_id(args, 'update');
  perform app.need(u.campaign_id, 'campaign.write');
  -- Two approvals at once would both find room for one more.
  select c.updates_weekly into cap from public.campaigns c where c.id = u.campaign_id for no key update;
  select * into u from public.updates x where x.id = u.id for update;
  if u.state <> 'draft' then perform app.fail('RN409', 'conflict', 'update'); end if;
  if app.uid() = any (u.writers) then perform app.fail('RN409', 'own_words', 'update'); end if;
  if u.asked_at is null then perform app.fail('RN409', 'not_asked', 'update'); end if;
  if u.version <> seen then perform app.fail('RN409', 'reworded', 'update'); end if;
  if (select count(*) from public.updates x where x.campaign_id = u.campaign_id and x.published_at > now() - interval '7 days') >= cap then
    perform app.fail('RN409', 'weekly_cap', 'update');
  end if;
  update public.updates x set state = 'sending', approved_by = app.uid(), published_at = now(),
    expected = (select count(distinct s.email_key) from public.signatures s where s.campaign_id = u.campaign_id and s.state = 'confirmed' and s.updates)
  where x.id = u.id;
end $$;

create function app.set_updates_cap(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
begin
  perform app.need(campaign, 'campaign.write');
  update public.campaigns c set updates_weekly = app.arg_count(args, 'weekly', 1, 7) where c.id = campaign;
end $$;
create function app.op_updates_set_cap(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.set_updates_cap(args);
  return '{}';
end $$;

-- What became of the mails of each update that is on its way or went out in the last month.
create function public.updates_progress(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'campaign.read');
  return coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'sent', n.sent, 'waiting', n.waiting, 'failed', n.failed))
    from (select x.id from public.updates x where x.campaign_id = $1 and x.published_at > now() - interval '31 days'
      order by x.published_at desc limit 50) u,
    lateral (select count(*) filter (where o.state = 'sent') as sent, count(*) filter (where o.state in ('queued', 'claimed')) as waiting,
        count(*) filter (where o.state in ('failed', 'unknown')) as failed
      from public.outbox o where o.kind = 'update' and o.sealed = u.id::text) n), '[]');
end $$;

revoke all on function app.ask_update(jsonb), app.set_updates_cap(jsonb), app.op_updates_ask(jsonb), app.op_updates_set_cap(jsonb) from public;
select app.open_to_members();
grant execute on function app.ask_update(jsonb), app.set_updates_cap(jsonb) to authenticated;
select app.expose('public.updates_progress(uuid)', 'authenticated');
