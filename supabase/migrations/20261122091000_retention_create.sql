-- How long names and mails are kept. A campaign has one rule, or none; a run erases what the rule has outlived, in steps
-- that show their progress and can be stopped. What is left of a signature is one of the count, its country, day and
-- source: nothing that tells who it was or which two were of one person. The journal is never shortened.

alter table public.campaigns add column closed_at timestamptz;
update public.campaigns c set closed_at = coalesce((select max(j.at) from public.journal j
    where j.entity = 'campaigns' and j.entity_id = c.id and j.patch ->> 'status' = 'closed'), now())
where c.status = 'closed';

create function app.campaign_closed() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.closed_at := case when new.status = 'closed' then now() end;
  return new;
end $$;
create trigger campaign_closed before update of status on public.campaigns
  for each row when (new.status is distinct from old.status) execute function app.campaign_closed();

alter table public.signatures add column erased_at timestamptz;
comment on column public.signatures.erased_at is 'P1: since then nothing is left that tells who signed.';

create table public.retention_rules (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null unique references public.campaigns on delete cascade,
  basis text not null check (basis in ('confirmed', 'closed')),
  months smallint check (months between 1 and 120),
  checked_at timestamptz
);
comment on table public.retention_rules is 'P0: names and mails are erased so many months after the signature was confirmed, or after the campaign closed. No months: no rule.';

create table public.retention_runs (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  kind text not null check (kind in ('rule', 'person')),
  automatic boolean not null default false,
  basis text check (basis in ('confirmed', 'closed')),
  months smallint,
  cutoff timestamptz,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  planned integer not null default 0,
  erased integer not null default 0,
  reached uuid,
  started_by uuid references auth.users on delete set null,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
create index retention_runs_campaign on public.retention_runs (campaign_id, started_at desc, id desc);
create index retention_runs_started_by on public.retention_runs (started_by);
-- Two runs at once would count the same rows.
create unique index retention_runs_one on public.retention_runs (campaign_id) where state = 'running';
comment on table public.retention_runs is 'P1: what was erased, when and at whose word. A run for one person says how many, never who.';
comment on column public.retention_runs.reached is 'The last signature looked at: another process goes on from here.';

/* ---------------------------------------------------------------- erasing */

-- Every column marked P2 goes, also those that later migrations add.
create function app.erase_signatures(ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  erased integer;
begin
  execute (
    select format('update public.signatures s set %s, public_name = null, visibility = ''private'', updates = false, share_code = null,
        referred_by = null, op_id = gen_random_uuid(), mailed_at = null, reminded_at = null, bounced_at = null, erased_at = now()
      where s.id = any ($1) and s.erased_at is null', string_agg(format('%I = null', a.attname), ', '))
    from pg_catalog.pg_attribute a
    where a.attrelid = 'public.signatures'::regclass and a.attnum > 0 and not a.attisdropped and not a.attnotnull
      and pg_catalog.col_description(a.attrelid, a.attnum) ~ '^P2') using ids;
  get diagnostics erased = row_count;
  return erased;
end $$;

-- Signatures that nobody confirmed erase themselves within a month, by another clock.
create function app.outlived(s public.signatures, cutoff timestamptz) returns boolean
language sql immutable set search_path = '' as $$
  select (s).erased_at is null and (s).state <> 'pending' and coalesce((s).confirmed_at, (s).created_at) < cutoff
$$;

-- Null while nothing is due. After the closing, everything is due at once.
create function app.retention_cutoff(campaign uuid) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select case r.basis when 'confirmed' then now() - make_interval(months => r.months)
    else (select now() from public.campaigns c where c.id = $1 and c.closed_at < now() - make_interval(months => r.months)) end
  from public.retention_rules r where r.campaign_id = $1 and r.months is not null
$$;

create function app.retention_begin(campaign uuid, run uuid, automatic boolean) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.retention_rules;
  cutoff timestamptz := app.retention_cutoff($1);
  due integer;
begin
  if cutoff is null then perform app.fail('RN409', 'nothing_due', 'run'); end if;
  if exists (select 1 from public.retention_runs x where x.campaign_id = $1 and x.state = 'running') then
    perform app.fail('RN409', 'already_running', 'run');
  end if;
  select * into r from public.retention_rules x where x.campaign_id = $1;
  select count(*) into due from public.signatures s where s.campaign_id = $1 and app.outlived(s, cutoff);
  if $3 and due = 0 then return; end if;
  insert into public.retention_runs (id, campaign_id, kind, automatic, basis, months, cutoff, planned, started_by)
  values ($2, $1, 'rule', $3, r.basis, r.months, cutoff, due, app.uid());
end $$;

create function app.retention_set(campaign uuid, basis text, months integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not app.can($1, 'team.manage') then perform app.fail('RN404', 'not_found'); end if;
  insert into public.retention_rules as r (campaign_id, basis, months) values ($1, $2, $3)
  on conflict (campaign_id) do update set basis = excluded.basis, months = excluded.months;
end $$;

create function app.retention_run(campaign uuid, run uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not app.can($1, 'team.manage') then perform app.fail('RN404', 'not_found'); end if;
  perform app.retention_begin($1, $2, false);
end $$;

create function app.retention_stop(run uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.retention_runs r set state = 'cancelled', finished_at = now()
  where r.id = $1 and r.state = 'running' and app.can(r.campaign_id, 'team.manage');
  if not found then perform app.fail('RN404', 'not_found'); end if;
end $$;

-- One step: at most `n` signatures of the run that waits longest. Whoever calls again goes on.
create function public.retention_step(n integer default 2000) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  run public.retention_runs;
  seen uuid[];
  gone integer;
begin
  select * into run from public.retention_runs r where r.state = 'running' order by r.started_at, r.id limit 1 for update skip locked;
  if run.id is null then return jsonb_build_object('running', false, 'erased', 0); end if;
  seen := array(select s.id from public.signatures s where s.campaign_id = run.campaign_id and (run.reached is null or s.id > run.reached)
    and app.outlived(s, run.cutoff) order by s.id limit least(greatest($1, 1), 10000));
  gone := app.erase_signatures(seen);
  if cardinality(seen) = 0 then
    -- Who wrote letters: what keeps them from writing twice goes by the same clock.
    update public.letters l set email_key = null
    where l.campaign_id = run.campaign_id and l.email_key is not null and coalesce(l.done_at, l.created_at) < run.cutoff
      and l.state not in ('asked', 'queued', 'released');
    update public.retention_runs r set state = 'done', finished_at = now() where r.id = run.id;
  else
    update public.retention_runs r set erased = r.erased + gone, reached = seen[cardinality(seen)] where r.id = run.id;
  end if;
  return jsonb_build_object('running', true, 'campaign', run.campaign_id, 'erased', gone);
end $$;

-- Once a day for each rule, whichever process asks first.
create function public.retention_due() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  rule record;
  begun integer := 0;
begin
  for rule in
    update public.retention_rules r set checked_at = now()
    where r.months is not null and coalesce(r.checked_at < now() - interval '1 day', true) returning r.campaign_id
  loop
    if app.retention_cutoff(rule.campaign_id) is null
      or exists (select 1 from public.retention_runs x where x.campaign_id = rule.campaign_id and x.state = 'running') then continue; end if;
    perform app.retention_begin(rule.campaign_id, gen_random_uuid(), true);
    begun := begun + 1;
  end loop;
  return begun;
end $$;

-- An id of an operation tells a retry from a new wish for as long as a tab may stay open; after ninety days none does.
create function public.forget_operations(days integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone integer;
begin
  delete from app.ops o where o.op_id in (
    select x.op_id from app.ops x where x.at < now() - make_interval(days => greatest($1, 1)) order by x.at limit 10000);
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Everything of one mailbox in a campaign. The keys are made by the application from the address, which stays there.
create function app.erase_person(campaign uuid, run uuid, signature_key text, letter_key text) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  ids uuid[];
  requests uuid[];
  gone integer;
begin
  if not app.can($1, 'signatures.write') then perform app.fail('RN404', 'not_found'); end if;
  ids := array(select s.id from public.signatures s where s.campaign_id = $1 and s.email_key = $3);
  update public.signatures s set state = 'rejected', reason = 'asked' where s.id = any (ids) and s.state = 'pending';
  gone := app.erase_signatures(ids);
  requests := array(select r.id from public.letter_requests r where r.campaign_id = $1 and r.email_key = $4);
  perform public.letters_cancel(q) from unnest(requests) q;
  update public.letters l set email_key = null where l.campaign_id = $1 and l.email_key = $4 and l.state not in ('released');
  insert into public.retention_runs (id, campaign_id, kind, state, planned, erased, started_by, finished_at)
  values ($2, $1, 'person', 'done', gone + cardinality(requests), gone + cardinality(requests), app.uid(), now());
  return gone + cardinality(requests);
end $$;

/* ---------------------------------------------------------------- operations */

create function app.op_retention_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  if args ->> 'months' is not null and (jsonb_typeof(args -> 'months') <> 'number' or (args ->> 'months')::numeric not between 1 and 120
      or (args ->> 'months')::numeric <> trunc((args ->> 'months')::numeric)) then
    perform app.fail('RN400', 'months', 'months');
  end if;
  perform app.retention_set(app.arg_id(args, 'campaign'), app.arg_choice(args, 'basis', 'confirmed', 'closed'), (args ->> 'months')::integer);
  return '{}';
end $$;

create function app.op_retention_run(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.retention_run(app.arg_id(args, 'campaign'), app.arg_id(args, 'id'));
  return '{}';
end $$;

create function app.op_retention_cancel(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  perform app.retention_stop(app.arg_id(args, 'run'));
  return '{}';
end $$;

create function app.op_retention_erase_person(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return jsonb_build_object('erased', app.erase_person(app.arg_id(args, 'campaign'), app.arg_id(args, 'id'),
    app.arg(args, 'signatureKey', 64), app.arg(args, 'letterKey', 64)));
end $$;

/* ---------------------------------------------------------------- what the desk and the public see */

-- The dry run: what a run would erase now.
create function public.retention_preview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  cutoff timestamptz;
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  cutoff := app.retention_cutoff($1);
  return (select jsonb_build_object('cutoff', cutoff, 'closedAt', c.closed_at,
      'due', (select count(*) from public.signatures s where s.campaign_id = $1 and cutoff is not null and app.outlived(s, cutoff)),
      'oldest', (select min(coalesce(s.confirmed_at, s.created_at)) from public.signatures s where s.campaign_id = $1 and s.erased_at is null
        and s.state <> 'pending'))
    from public.campaigns c where c.id = $1);
end $$;

create function public.public_privacy(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('basis', r.basis, 'months', r.months,
    'consents', coalesce((select jsonb_agg(jsonb_build_object('locale', t.locale, 'version', t.version, 'text', t.text, 'since', t.since)
      order by t.version desc, t.locale) from public.consent_texts t where t.campaign_id = c.id and t.text <> ''), '[]'))
  from public.campaigns c left join public.retention_rules r on r.campaign_id = c.id and r.months is not null
  where c.slug = $1 and c.status <> 'draft'
$$;

-- The private pages of a mailbox, to that mailbox. One mail an hour for each signature, whoever asks.
create function public.send_own_links(campaign uuid, email_key text) returns jsonb
language sql volatile security definer set search_path = '' as $$
  with mailed as (
    insert into public.outbox (campaign_id, kind, ref, locale, dedupe)
    select s.campaign_id, 'signature_links', s.id, s.locale, 'links:' || s.id || ':' || to_char(now() at time zone 'UTC', 'YYYYMMDDHH24')
    from public.signatures s where s.campaign_id = $1 and s.email_key = $2 and s.state not in ('withdrawn', 'rejected')
    on conflict do nothing returning 1
  )
  select jsonb_build_object('mailed', count(*)) from mailed
$$;

select app.protect(t) from unnest(array['public.retention_rules', 'public.retention_runs']::regclass[]) t;
grant select on public.retention_rules, public.retention_runs to authenticated;
create policy "Members read how long names are kept" on public.retention_rules for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));
create policy "Members read what was erased" on public.retention_runs for select to authenticated
  using (campaign_id in (select app.my_campaigns('campaign.read')));

select app.track('public.retention_rules', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'basis', 'months']);
select app.track('public.retention_runs', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'kind', 'automatic', 'basis', 'months',
  'cutoff', 'state', 'planned', 'erased', 'started_by', 'started_at', 'finished_at']);

revoke all on function app.campaign_closed(), app.erase_signatures(uuid[]), app.outlived(public.signatures, timestamptz),
  app.retention_cutoff(uuid), app.retention_begin(uuid, uuid, boolean), app.retention_set(uuid, text, integer), app.retention_run(uuid, uuid), app.retention_stop(uuid),
  app.erase_person(uuid, uuid, text, text) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.retention_set(uuid, text, integer), app.retention_run(uuid, uuid), app.retention_stop(uuid), app.erase_person(uuid, uuid, text, text) to authenticated;
select app.expose('public.retention_preview(uuid)', 'authenticated');
select app.expose('public.public_privacy(text)', 'anon', 'authenticated', 'service_role');
select app.expose('public.retention_step(integer)', 'service_role');
select app.expose('public.retention_due()', 'service_role');
select app.expose('public.forget_operations(integer)', 'service_role');
select app.expose('public.send_own_links(uuid, text)', 'service_role');
