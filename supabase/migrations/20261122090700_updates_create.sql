-- Updates to signers who asked for them: written in each language, let go by a second person, sent by the outbox at a pace
-- that can be stopped, and published on the page. Never twice to one mailbox.

create table public.updates (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  state text not null default 'draft' check (state in ('draft', 'sending', 'paused', 'sent', 'cancelled')),
  writers uuid[] not null default '{}',
  approved_by uuid references auth.users on delete set null,
  published_at timestamptz,
  sent_at timestamptz,
  expected integer not null default 0,
  queued integer not null default 0,
  cursor_id uuid,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check ((state = 'draft') = (published_at is null))
);
create index updates_campaign on public.updates (campaign_id, created_at desc, id);
create index updates_sending on public.updates (created_at) where state = 'sending';
create index updates_approved_by on public.updates (approved_by);
create index updates_created_by on public.updates (created_by);
comment on table public.updates is 'P1 while a draft, P0 once published. `writers`: everybody who touched the words; none of them may let it go.';

create table public.update_texts (
  id uuid primary key default gen_random_uuid(),
  update_id uuid not null references public.updates on delete cascade,
  campaign_id uuid not null references public.campaigns on delete cascade,
  locale text not null check (locale in ('es', 'en')),
  title text not null check (length(title) between 1 and 160),
  body text not null check (length(body) between 1 and 20000),
  unique (update_id, locale)
);
create index update_texts_campaign on public.update_texts (campaign_id);
comment on table public.update_texts is 'P1 while a draft, P0 once published.';

/* ---------------------------------------------------------------- operations */

create function app.write_update(args jsonb) returns void
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
  insert into public.updates (id, campaign_id, writers, created_by) values (fresh, campaign, array[app.uid()], app.uid()) on conflict do nothing;
  select * into was from public.updates u where u.id = fresh for update;
  if was.campaign_id <> campaign then perform app.fail('RN404', 'not_found'); end if;
  if was.state <> 'draft' then perform app.fail('RN409', 'conflict', 'id'); end if;
  if app.uid() <> all (was.writers) then update public.updates u set writers = u.writers || app.uid() where u.id = fresh; end if;
  insert into public.update_texts as t (update_id, campaign_id, locale, title, body) values (fresh, campaign, language, head, words)
  on conflict (update_id, locale) do update set title = excluded.title, body = excluded.body;
end $$;
create function app.op_updates_write(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.write_update(args);
  return jsonb_build_object('update', args ->> 'id');
end $$;

-- Two in seven days: whoever gets more stops reading, and asks to be let go.
create function app.approve_update(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  u public.updates;
begin
  select * into u from public.updates x where x.id = app.arg_id(args, 'update');
  perform app.need(u.campaign_id, 'campaign.write');
  -- Two approvals at once would both find room for one more.
  perform 1 from public.campaigns c where c.id = u.campaign_id for no key update;
  select * into u from public.updates x where x.id = u.id for update;
  if u.state <> 'draft' then perform app.fail('RN409', 'conflict', 'update'); end if;
  if app.uid() = any (u.writers) then perform app.fail('RN409', 'own_words', 'update'); end if;
  if (select count(*) from public.updates x where x.campaign_id = u.campaign_id and x.published_at > now() - interval '7 days') >= 2 then
    perform app.fail('RN409', 'weekly_cap', 'update');
  end if;
  update public.updates x set state = 'sending', approved_by = app.uid(), published_at = now(),
    expected = (select count(distinct s.email_key) from public.signatures s where s.campaign_id = u.campaign_id and s.state = 'confirmed' and s.updates)
  where x.id = u.id;
end $$;
create function app.op_updates_approve(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.approve_update(args);
  return '{}';
end $$;

create function app.steer_update(args jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  u public.updates;
  wanted text := app.arg_choice(args, 'to', 'paused', 'sending', 'cancelled');
begin
  select * into u from public.updates x where x.id = app.arg_id(args, 'update') for update;
  perform app.need(u.campaign_id, 'campaign.write');
  if u.state not in ('sending', 'paused') or u.state = wanted then perform app.fail('RN409', 'conflict', 'update'); end if;
  update public.updates x set state = wanted where x.id = u.id;
  if wanted = 'cancelled' then
    update public.outbox o set state = 'dropped', done_at = now()
    where o.campaign_id = u.campaign_id and o.kind = 'update' and o.state = 'queued' and o.sealed = u.id::text;
  end if;
end $$;
create function app.op_updates_steer(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.steer_update(args);
  return '{}';
end $$;

/* ---------------------------------------------------------------- sending, by the machine */

-- A stretch of one update into the outbox; a mailbox that signed twice gets one. Answers how many were put there.
create function public.updates_queue(n integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  u public.updates;
  last uuid;
  seen integer;
  made integer;
begin
  select * into u from public.updates x where x.state = 'sending' order by x.published_at limit 1 for update skip locked;
  if u.id is null then return 0; end if;
  with stretch as (
    select s.id, s.locale, s.email_key from public.signatures s
    where s.campaign_id = u.campaign_id and s.state = 'confirmed' and s.updates and s.email_key is not null
      and (u.cursor_id is null or s.id > u.cursor_id)
    order by s.id limit least(greatest($1, 1), 1000)
  ),
  put as (
    insert into public.outbox (campaign_id, kind, ref, locale, sealed, dedupe)
    select distinct on (x.email_key) u.campaign_id, 'update', x.id, x.locale, u.id::text, 'update:' || u.id || ':' || x.email_key
    from stretch x order by x.email_key, x.id
    on conflict do nothing returning 1
  )
  select (select count(*) from stretch), (select x.id from stretch x order by x.id desc limit 1), (select count(*) from put) into seen, last, made;
  update public.updates x set queued = x.queued + made, cursor_id = coalesce(last, x.cursor_id),
    state = case when seen < least(greatest($1, 1), 1000) then 'sent' else x.state end,
    sent_at = case when seen < least(greatest($1, 1), 1000) then now() end
  where x.id = u.id;
  return made;
end $$;

-- What one mail is made from, at the moment of sending. Null: cancelled, stopped, or withdrawn meanwhile.
create function public.update_for_mail(signature uuid, update_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('slug', c.slug, 'emailSealed', s.email_sealed, 'title', coalesce(t.title, d.title), 'body', coalesce(t.body, d.body),
    'campaign', coalesce(ct.title, cd.title, c.slug))
  from public.updates u join public.campaigns c on c.id = u.campaign_id join public.signatures s on s.campaign_id = c.id
  left join public.update_texts t on t.update_id = u.id and t.locale = s.locale
  left join lateral (select * from public.update_texts x where x.update_id = u.id order by x.locale <> c.default_locale limit 1) d on true
  left join public.campaign_texts ct on ct.campaign_id = c.id and ct.locale = s.locale
  left join public.campaign_texts cd on cd.campaign_id = c.id and cd.locale = c.default_locale
  where u.id = $2 and s.id = $1 and u.state <> 'cancelled' and u.state <> 'draft' and s.state = 'confirmed' and s.updates and s.email_sealed is not null
$$;

create function public.updates_look(signature uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('slug', c.slug, 'updates', s.updates)
  from public.signatures s join public.campaigns c on c.id = s.campaign_id where s.id = $1
$$;
-- For the whole mailbox: a second signature of the household would else go on getting them.
create function public.updates_stop(signature uuid) returns void
language sql volatile security definer set search_path = '' as $$
  update public.signatures s set updates = false
  from public.signatures me
  where me.id = $1 and s.campaign_id = me.campaign_id and (s.id = me.id or s.email_key = me.email_key) and s.updates
$$;

create function public.public_updates(slug text, locale text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'locale', t.locale, 'title', t.title, 'body', t.body, 'publishedAt', u.published_at)
    order by u.published_at desc, u.id), '[]')
  from public.campaigns c
  join lateral (select * from public.updates x where x.campaign_id = c.id and x.state <> 'draft' order by x.published_at desc, x.id limit 50) u on true
  join lateral (select * from public.update_texts x where x.update_id = u.id order by x.locale <> $2, x.locale <> c.default_locale limit 1) t on true
  where c.slug = $1 and c.status <> 'draft'
$$;

select app.protect(t) from unnest(array['public.updates', 'public.update_texts']::regclass[]) t;
grant select on public.updates, public.update_texts to authenticated;
create policy "Members read updates" on public.updates for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Members read the words of updates" on public.update_texts for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
select app.track('public.updates', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'state', 'approved_by', 'published_at',
  'expected', 'created_by', 'created_at']);
select app.track('public.update_texts', 'campaign', 'campaign_id', 'team', array['id', 'update_id', 'campaign_id', 'locale', 'title']);

select app.expose('public.updates_queue(integer)', 'service_role');
select app.expose('public.update_for_mail(uuid, uuid)', 'service_role');
select app.expose('public.updates_look(uuid)', 'service_role');
select app.expose('public.updates_stop(uuid)', 'service_role');
select app.expose('public.public_updates(text, text)', 'service_role');
revoke all on function app.write_update(jsonb), app.approve_update(jsonb), app.steer_update(jsonb) from public;
select app.open_to_members();
grant execute on function app.write_update(jsonb), app.approve_update(jsonb), app.steer_update(jsonb) to authenticated;
