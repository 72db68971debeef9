-- Counting what is due among a million: the condition stands in each statement, because a function of its own would be
-- called once for every row.

create or replace function app.retention_begin(campaign uuid, run uuid, automatic boolean) returns void
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
  select count(*) into due from public.signatures s
  where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending' and coalesce(s.confirmed_at, s.created_at) < cutoff;
  if $3 and due = 0 then return; end if;
  insert into public.retention_runs (id, campaign_id, kind, automatic, basis, months, cutoff, planned, started_by)
  values ($2, $1, 'rule', $3, r.basis, r.months, cutoff, due, app.uid());
end $$;

create or replace function public.retention_step(n integer default 2000) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  run public.retention_runs;
  seen uuid[];
  gone integer;
begin
  select * into run from public.retention_runs r where r.state = 'running' order by r.started_at, r.id limit 1 for update skip locked;
  if run.id is null then return jsonb_build_object('running', false, 'erased', 0); end if;
  seen := array(select s.id from public.signatures s where s.campaign_id = run.campaign_id
    and s.id > coalesce(run.reached, '00000000-0000-0000-0000-000000000000') and s.erased_at is null and s.state <> 'pending'
    and coalesce(s.confirmed_at, s.created_at) < run.cutoff order by s.id limit least(greatest($1, 1), 10000));
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

create or replace function public.retention_preview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  cutoff timestamptz;
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  cutoff := app.retention_cutoff($1);
  return (select jsonb_build_object('cutoff', cutoff, 'closedAt', c.closed_at, 'due', x.due, 'oldest', x.oldest)
    from public.campaigns c, lateral (
      select count(*) filter (where coalesce(s.confirmed_at, s.created_at) < cutoff) as due, min(coalesce(s.confirmed_at, s.created_at)) as oldest
      from public.signatures s where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending') x
    where c.id = $1);
end $$;

drop function app.outlived(public.signatures, timestamptz);
