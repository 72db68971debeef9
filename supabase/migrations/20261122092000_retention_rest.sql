-- The rule of a campaign reaches everybody who left a name: signers, people on paper sheets and the pictures of those
-- sheets, whoever wrote for an organisation, and writers of letters. Counts, the public names of organisations and the
-- journal stay.

alter table public.paper_rows add column erased_at timestamptz;
comment on column public.paper_rows.erased_at is 'P1: since then nothing is left that tells who signed here.';
alter table public.paper_rows alter column name_sealed drop not null, alter column name_key drop not null,
  add constraint paper_rows_named check (erased_at is not null or name_sealed is not null and name_key is not null);
create index paper_rows_kept on public.paper_rows (campaign_id, created_at) where erased_at is null;

alter table public.retention_runs add column parts jsonb not null default '{}';
comment on column public.retention_runs.parts is 'How many of each kind were erased: signatures, paper, scans, contacts, letters.';
update app.tracked set columns = columns || 'parts'::text where entity = 'retention_runs';

-- Erasing changes no count; without this each row of a sheet would count its batch anew.
drop trigger paper_rows_changed on public.paper_rows;
create trigger paper_rows_changed after insert or update of struck_at, twin on public.paper_rows
  for each row execute function app.paper_rows_changed();

-- `a = null, b = null` for every column marked P2, also those that later migrations add.
create function app.emptied(tbl regclass) returns text
language sql stable set search_path = '' as $$
  select string_agg(format('%I = null', a.attname), ', ' order by a.attnum)
  from pg_catalog.pg_attribute a
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped and not a.attnotnull and a.attgenerated = ''
    and pg_catalog.col_description(a.attrelid, a.attnum) ~ '^P2'
$$;

create function app.erase_paper(ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  erased integer;
begin
  execute format('update public.paper_rows r set %s, erased_at = now() where r.id = any ($1) and r.erased_at is null',
    app.emptied('public.paper_rows')) using ids;
  get diagnostics erased = row_count;
  return erased;
end $$;

create function app.erase_contacts(ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  erased integer;
begin
  execute format('update public.endorsements e set %s where e.id = any ($1) and (e.email_key is not null or e.contact_sealed is not null)',
    app.emptied('public.endorsements')) using ids;
  get diagnostics erased = row_count;
  return erased;
end $$;

/* ---------------------------------------------------------------- what is due */

create function app.due_paper(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select r.id from public.paper_rows r where r.campaign_id = $1 and r.erased_at is null and r.created_at < $2
$$;
create function app.due_scans(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select b.id from public.paper_batches b where b.campaign_id = $1 and b.scan_id is not null and b.created_at < $2
$$;
create function app.due_contacts(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select e.id from public.endorsements e where e.campaign_id = $1 and (e.email_key is not null or e.contact_sealed is not null)
    and coalesce(e.decided_at, e.created_at) < $2
$$;
-- What keeps somebody from writing twice. Letters that have not gone are not taken from under their writer.
create function app.due_letters(campaign uuid, cutoff timestamptz) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select l.id from public.letters l where l.campaign_id = $1 and l.email_key is not null and coalesce(l.done_at, l.created_at) < $2
    and l.state not in ('asked', 'queued', 'released')
$$;

create function app.retention_parts(campaign uuid, cutoff timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'signatures', (select count(*) from public.signatures s
      where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending' and coalesce(s.confirmed_at, s.created_at) < $2),
    'paper', (select count(*) from app.due_paper($1, $2)),
    'scans', (select count(*) from app.due_scans($1, $2)),
    'contacts', (select count(*) from app.due_contacts($1, $2)),
    'letters', (select count(*) from app.due_letters($1, $2)))
$$;

create function app.parts_total(parts jsonb) returns integer
language sql immutable set search_path = '' as $$
  select coalesce(sum(p.value::integer), 0)::integer from jsonb_each_text($1) p
$$;

/* ---------------------------------------------------------------- a run */

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
  due := app.parts_total(app.retention_parts($1, cutoff));
  if $3 and due = 0 then return; end if;
  insert into public.retention_runs (id, campaign_id, kind, automatic, basis, months, cutoff, planned, started_by)
  values ($2, $1, 'rule', $3, r.basis, r.months, cutoff, due, app.uid());
end $$;

-- At most `n` of what is not a signature: the first kind of which something is left. Null once nothing is.
create function app.retention_rest(campaign uuid, cutoff timestamptz, n integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  ids uuid[];
begin
  ids := array(select d from app.due_paper($1, $2) d limit $3);
  if cardinality(ids) > 0 then return jsonb_build_object('paper', app.erase_paper(ids)); end if;
  ids := array(select d from app.due_scans($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    -- The file itself goes a day after nobody owns it.
    update public.paper_batches b set scan_id = null where b.id = any (ids);
    return jsonb_build_object('scans', cardinality(ids));
  end if;
  ids := array(select d from app.due_contacts($1, $2) d limit $3);
  if cardinality(ids) > 0 then return jsonb_build_object('contacts', app.erase_contacts(ids)); end if;
  ids := array(select d from app.due_letters($1, $2) d limit $3);
  if cardinality(ids) > 0 then
    update public.letters l set email_key = null where l.id = any (ids);
    return jsonb_build_object('letters', cardinality(ids));
  end if;
  return null;
end $$;

-- One step: at most `n` things of the run that waits longest, signatures first. Whoever calls again goes on.
create or replace function public.retention_step(n integer default 2000) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  run public.retention_runs;
  most integer := least(greatest($1, 1), 10000);
  seen uuid[];
  gone jsonb;
begin
  select * into run from public.retention_runs r where r.state = 'running' order by r.started_at, r.id limit 1 for update skip locked;
  if run.id is null then return jsonb_build_object('running', false, 'erased', 0); end if;
  seen := array(select s.id from public.signatures s where s.campaign_id = run.campaign_id
    and s.id > coalesce(run.reached, '00000000-0000-0000-0000-000000000000') and s.erased_at is null and s.state <> 'pending'
    and coalesce(s.confirmed_at, s.created_at) < run.cutoff order by s.id limit most);
  gone := case when cardinality(seen) > 0 then jsonb_build_object('signatures', app.erase_signatures(seen))
    else app.retention_rest(run.campaign_id, run.cutoff, most) end;
  if gone is null then
    update public.retention_runs r set state = 'done', finished_at = now() where r.id = run.id;
  else
    update public.retention_runs r set erased = r.erased + app.parts_total(gone), reached = coalesce(seen[cardinality(seen)], r.reached),
      parts = r.parts || (select jsonb_object_agg(g.key, coalesce((r.parts ->> g.key)::integer, 0) + g.value::integer) from jsonb_each_text(gone) g)
    where r.id = run.id;
  end if;
  return jsonb_build_object('running', true, 'campaign', run.campaign_id, 'erased', app.parts_total(coalesce(gone, '{}')));
end $$;

-- The dry run: what a run would erase now, of each kind.
create or replace function public.retention_preview(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  cutoff timestamptz;
  parts jsonb;
begin
  if not app.can($1, 'signatures.read') then perform app.fail('RN404', 'not_found'); end if;
  cutoff := app.retention_cutoff($1);
  parts := case when cutoff is null then '{}' else app.retention_parts($1, cutoff) end;
  return (select jsonb_build_object('cutoff', cutoff, 'closedAt', c.closed_at, 'due', app.parts_total(parts), 'parts', parts,
      'oldest', (select min(coalesce(s.confirmed_at, s.created_at)) from public.signatures s
        where s.campaign_id = $1 and s.erased_at is null and s.state <> 'pending'))
    from public.campaigns c where c.id = $1);
end $$;

-- Taken out of the count for so many days that nobody brings it back for its names: they go, and its picture.
create function public.paper_forget(days integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  names integer;
  scans integer;
begin
  names := app.erase_paper(array(select r.id from public.paper_rows r join public.paper_batches b on b.id = r.batch_id
    where r.erased_at is null and b.removed_at < now() - make_interval(days => greatest($1, 1)) limit 10000));
  update public.paper_batches b set scan_id = null
  where b.scan_id is not null and b.removed_at < now() - make_interval(days => greatest($1, 1));
  get diagnostics scans = row_count;
  return jsonb_build_object('names', names, 'scans', scans);
end $$;

/* ---------------------------------------------------------------- a person who asks */

drop function app.erase_person(uuid, uuid, text, text);

-- Everything of one mailbox in a campaign. The keys are made by the application from the address, which stays there.
create function app.erase_person(campaign uuid, run uuid, signature_key text, letter_key text, endorser_key text) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  ids uuid[];
  requests uuid[];
  gone jsonb;
begin
  if not app.can($1, 'signatures.write') then perform app.fail('RN404', 'not_found'); end if;
  ids := array(select s.id from public.signatures s where s.campaign_id = $1 and s.email_key = $3);
  update public.signatures s set state = 'rejected', reason = 'asked' where s.id = any (ids) and s.state = 'pending';
  requests := array(select r.id from public.letter_requests r where r.campaign_id = $1 and r.email_key = $4);
  perform public.letters_cancel(q) from unnest(requests) q;
  update public.letters l set email_key = null where l.campaign_id = $1 and l.email_key = $4 and l.state not in ('released');
  gone := jsonb_build_object('signatures', app.erase_signatures(ids), 'letters', cardinality(requests),
    'paper', app.erase_paper(array(select r.id from public.paper_rows r where r.campaign_id = $1 and r.email_key = $3)),
    'contacts', app.erase_contacts(array(select e.id from public.endorsements e where e.campaign_id = $1 and e.email_key = $5)));
  insert into public.retention_runs (id, campaign_id, kind, state, planned, erased, parts, started_by, finished_at)
  values ($2, $1, 'person', 'done', app.parts_total(gone), app.parts_total(gone), gone, app.uid(), now());
  return app.parts_total(gone);
end $$;

create or replace function app.op_retention_erase_person(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
begin
  return jsonb_build_object('erased', app.erase_person(app.arg_id(args, 'campaign'), app.arg_id(args, 'id'),
    app.arg(args, 'signatureKey', 64), app.arg(args, 'letterKey', 64), app.arg(args, 'endorserKey', 64)));
end $$;

revoke all on function app.emptied(regclass), app.erase_paper(uuid[]), app.erase_contacts(uuid[]), app.due_paper(uuid, timestamptz),
  app.due_scans(uuid, timestamptz), app.due_contacts(uuid, timestamptz), app.due_letters(uuid, timestamptz),
  app.retention_parts(uuid, timestamptz), app.parts_total(jsonb), app.retention_rest(uuid, timestamptz, integer),
  app.erase_person(uuid, uuid, text, text, text) from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.erase_person(uuid, uuid, text, text, text) to authenticated;
select app.expose('public.paper_forget(integer)', 'service_role');
