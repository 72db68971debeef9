-- Runs over chosen signatures: what somebody ticked in the list is rejected, or let back in, like every run, and undone
-- the same way. `ids` is a condition beside the rest.

-- Let back in by hand, so that undoing it finds where it was.
alter table public.signatures drop constraint signatures_state_before_check;
alter table public.signatures add constraint signatures_state_before_check
  check (state_before in ('pending', 'confirmed', 'shadow', 'invalidated')) not valid;

create function app.arg_ids(args jsonb, name text, most integer) returns uuid[]
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(args -> name) is distinct from 'array' then perform app.fail('RN400', 'required', name); end if;
  if jsonb_array_length(args -> name) not between 1 and most
    or exists (select 1 from jsonb_array_elements_text(args -> name) x where x is null or x !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
    perform app.fail('RN400', 'required', name);
  end if;
  return array(select distinct x::uuid from jsonb_array_elements_text(args -> name) x);
end $$;

-- The conditions as the end of a WHERE over signatures `s`; every value is quoted. What a run invalidated is let back in
-- by undoing that run, or one by one: a release by conditions is of the shadow alone.
create or replace function app.fraud_where(kind text, c jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  states text[] := case when $1 = 'invalidate' then array['pending', 'confirmed', 'shadow']
    when c ? 'ids' then array['shadow', 'invalidated'] else array['shadow'] end;
  w text := '';
  k text;
  v text;
begin
  if jsonb_typeof(c) is distinct from 'object' or c - 'states' = '{}' then perform app.fail('RN400', 'required', 'conditions'); end if;
  if c ? 'states' then
    states := array(select x from jsonb_array_elements_text(c -> 'states') x where x = any (states));
    if cardinality(states) = 0 then perform app.fail('RN400', 'required', 'states'); end if;
  end if;
  for k, v in select * from jsonb_each_text(c - 'states') loop
    if v is null then perform app.fail('RN400', 'required', k); end if;
    w := w || case k
      when 'ids' then format(' and s.id = any (%L::uuid[])', app.arg_ids(c, 'ids', 500))
      when 'nameKey' then format(' and s.name_key = %L', v)
      when 'domainKey' then format(' and s.domain_key = %L', v)
      when 'networkKey' then format(' and s.network_key = %L', v)
      when 'townKey' then format(' and s.town_key = %L', v)
      when 'country' then format(' and s.country = %L', v)
      when 'source' then format(' and s.source = %L', v)
      when 'referrer' then format(' and s.referred_by = %L', v)
      when 'from' then format(' and s.created_at >= %L', app.arg_instant(c, 'from'))
      when 'until' then format(' and s.created_at < %L', app.arg_instant(c, 'until'))
      when 'proof' then case when app.arg_flag(c, 'proof') then ' and s.proof' else ' and not s.proof' end
    end;
    if w is null then perform app.fail('RN400', 'unknown_field', k); end if;
  end loop;
  return format(' and s.state = any (%L)', states) || w;
end $$;

-- How far a run has come, for whoever began it on another page than the one that lists runs.
create function public.fraud_run(campaign uuid, run uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.write');
  return (select jsonb_build_object('state', i.state, 'done', i.done_n) from public.invalidations i where i.id = $2 and i.campaign_id = $1);
end $$;

-- One batch of the oldest run that waits; null when none does. Whoever does it may die: the next call goes on from there.
create or replace function public.fraud_work(n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.invalidations;
  ids uuid[];
  last_at timestamptz;
  last_id uuid;
  did integer;
begin
  select * into r from public.invalidations x where x.state in ('running', 'undoing') order by x.created_at limit 1 for update skip locked;
  if r.id is null then return 'null'; end if;

  if r.state = 'running' then
    -- What came after the run was begun is not part of it: the person saw a number.
    execute 'with part as (select s.id, s.created_at from public.signatures s
        where s.campaign_id = $1 and s.created_at >= $2 and (s.created_at, s.id) > ($2, $3) and s.created_at <= $4'
        || app.fraud_where(r.kind, r.conditions) || ' order by s.created_at, s.id limit $5)
      select array_agg(part.id order by part.created_at, part.id), max(part.created_at),
        (array_agg(part.id order by part.created_at desc, part.id desc))[1] from part'
      into ids, last_at, last_id using r.campaign_id, r.cursor_at, r.cursor_id, r.created_at, least(greatest($1, 1), 10000);
    if ids is null then
      update public.invalidations x set state = 'done', finished_at = now() where x.id = r.id;
      return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', 0);
    end if;
    if r.kind = 'invalidate' then
      update public.signatures s set state = 'invalidated', reason = r.reason, state_before = s.state, reason_before = s.reason, invalidation_id = r.id
      from (select x.id from public.signatures x where x.id = any (ids) order by x.id for update) d
      where s.id = d.id and s.state in ('pending', 'confirmed', 'shadow');
      get diagnostics did = row_count;
      -- Nobody is written to because of a forged signature.
      update public.outbox o set state = 'dropped', done_at = now(), last_error = 'invalidated'
      where o.dedupe in (select 'signature:' || x || ':1' from unnest(ids) x) and o.state = 'queued';
    else
      -- One that emptied itself in the meantime cannot be confirmed any more.
      update public.signatures s set state = case when s.confirmed_at is not null then 'confirmed'
          when s.state = 'invalidated' and s.email_sealed is null then 'rejected' else 'pending' end,
        reason = case when s.confirmed_at is null and s.state = 'invalidated' and s.email_sealed is null then 'expired' end,
        state_before = s.state, reason_before = s.reason, invalidation_id = r.id
      from (select x.id from public.signatures x where x.id = any (ids) order by x.id for update) d
      where s.id = d.id and s.state in ('shadow', 'invalidated');
      get diagnostics did = row_count;
      update public.outbox o set state = 'queued', done_at = null, last_error = null, run_after = now()
      where o.dedupe in (select 'signature:' || x || ':1' from unnest(ids) x) and o.state = 'dropped' and o.last_error = 'invalidated';
    end if;
    update public.invalidations x set done_n = x.done_n + did, cursor_at = last_at, cursor_id = last_id where x.id = r.id;
    return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', did);
  end if;

  -- Undoing. What its owner withdrew meanwhile stays withdrawn, and what another run took is that run's.
  select array_agg(y.id) into ids from (select s.id from public.signatures s where s.invalidation_id = r.id
    and (r.kind = 'invalidate' and s.state = 'invalidated' or r.kind = 'release' and (s.state in ('pending', 'confirmed') or s.state = 'rejected' and s.reason = 'expired' and s.state_before = 'invalidated'))
    order by s.id limit least(greatest($1, 1), 10000)) y;
  if ids is null then
    update public.invalidations x set state = 'undone', finished_at = now() where x.id = r.id;
    return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', 0);
  end if;
  update public.signatures s set
    -- One that emptied itself in the meantime cannot be confirmed any more.
    state = case when s.state_before in ('shadow', 'invalidated') then s.state_before when s.confirmed_at is not null then 'confirmed'
      when s.email_sealed is null and s.created_at < now() - interval '31 days' then 'rejected' else 'pending' end,
    reason = case when s.state_before in ('shadow', 'invalidated') then s.reason_before
      when s.confirmed_at is null and s.email_sealed is null and s.created_at < now() - interval '31 days' then 'expired' end,
    state_before = null, reason_before = null, invalidation_id = null
  from (select x.id from public.signatures x where x.id = any (ids) order by x.id for update) d
  where s.id = d.id and s.invalidation_id = r.id;
  get diagnostics did = row_count;
  if r.kind = 'invalidate' then
    update public.outbox o set state = 'queued', done_at = null, last_error = null, run_after = now()
    where o.dedupe in (select 'signature:' || x || ':1' from unnest(ids) x) and o.state = 'dropped' and o.last_error = 'invalidated';
  else
    update public.outbox o set state = 'dropped', done_at = now(), last_error = 'invalidated'
    where o.dedupe in (select 'signature:' || s.id || ':1' from public.signatures s where s.id = any (ids) and s.state = 'invalidated')
      and o.state = 'queued';
  end if;
  update public.invalidations x set done_n = greatest(x.done_n - did, 0) where x.id = r.id;
  return jsonb_build_object('run', r.id, 'campaign', r.campaign_id, 'did', did);
end $$;

revoke all on function app.arg_ids(jsonb, text, integer) from public, anon, authenticated, service_role;
grant execute on function app.arg_ids(jsonb, text, integer) to authenticated;
select app.expose('public.fraud_run(uuid, uuid)', 'authenticated');
