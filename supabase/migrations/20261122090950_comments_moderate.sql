-- Comments of signers. One is sealed until an organizer has read it and let it be seen; from then on its text stands in
-- clear beside the signature. Whatever takes the signature out of the count takes the comment away in the same statement.

alter table public.signatures
  add column comment_state text check (comment_state in ('approved', 'hidden')),
  add column comment_public text check (length(comment_public) between 1 and 2000),
  add column comment_at timestamptz,
  add check (comment_public is null or comment_state = 'approved' and state = 'confirmed');
comment on column public.signatures.comment_public is 'P0: only what an organizer approved, only while the signature counts';
comment on column public.signatures.comment_state is 'P1: null waits for somebody to read it';

-- Both are small: most signers write nothing, and most comments are read and done with.
create index signatures_comments on public.signatures (campaign_id, (coalesce(comment_state, 'waiting')), created_at desc, id desc)
  where comment_sealed is not null and state = 'confirmed';
create index signatures_comments_public on public.signatures (campaign_id, comment_at desc, id desc) where comment_public is not null;

create function app.comment_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.comment_public := null;
  -- Counted again, it waits to be read again; wiped, nothing of it stays.
  new.comment_state := case when new.comment_sealed is null then null when old.comment_state = 'approved' then null else old.comment_state end;
  new.comment_at := null;
  return new;
end $$;
create trigger comment_follows before update on public.signatures for each row
  when (old.comment_state is not null and (new.state <> 'confirmed' or new.comment_sealed is null))
  execute function app.comment_follows();

/* ---------------------------------------------------------------- the queue */

create function public.comments_queue(campaign uuid, state text default 'waiting', at timestamptz default null, id uuid default null,
  n integer default 50) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
begin
  perform app.need($1, 'signatures.read');
  return coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'nameSealed', x.name_sealed, 'commentSealed', x.comment_sealed, 'publicName', x.public_name,
      'country', x.country, 'locale', x.locale, 'createdAt', x.created_at, 'state', coalesce(x.comment_state, 'waiting')) order by x.created_at desc, x.id desc)
    from (select * from public.signatures s
      where s.campaign_id = $1 and s.comment_sealed is not null and s.state = 'confirmed' and coalesce(s.comment_state, 'waiting') = $2
        and ($3 is null or (s.created_at, s.id) < ($3, $4))
      order by s.created_at desc, s.id desc limit least(greatest($5, 1), 200)) x), '[]');
end $$;

-- The comments somebody decides on, to be opened by the application.
create function public.comments_sealed(campaign uuid, signatures uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.write');
  return coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'commentSealed', s.comment_sealed)) from public.signatures s
    where s.id = any ($2) and s.campaign_id = $1 and s.comment_sealed is not null), '[]');
end $$;

-- How many wait, up to a number that says "many".
create function public.comments_waiting(campaign uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.need($1, 'signatures.read');
  return to_jsonb((select count(*) from (select from public.signatures s
    where s.campaign_id = $1 and s.comment_sealed is not null and s.state = 'confirmed' and coalesce(s.comment_state, 'waiting') = 'waiting' limit 1000) x));
end $$;

/* ---------------------------------------------------------------- deciding */

create function app.decide_comments(campaign uuid, decision text, items jsonb) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  done bigint;
begin
  perform app.need($1, 'signatures.write');
  update public.signatures s set comment_state = nullif($2, 'waiting'), comment_public = case when $2 = 'approved' then d.text end,
    comment_at = case when $2 = 'approved' then now() end
  from (select x.id, i.text from public.signatures x join jsonb_to_recordset($3) as i (signature uuid, text text) on i.signature = x.id
    where x.campaign_id = $1 order by x.id for update of x) d
  -- What a signer took back meanwhile is no longer anybody's to show.
  where s.id = d.id and s.state = 'confirmed' and s.comment_sealed is not null;
  get diagnostics done = row_count;
  return done;
end $$;
create function app.op_comments_decide(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  decision text;
  item jsonb;
  n bigint;
begin
  perform app.need(campaign, 'signatures.write');
  decision := app.arg_choice(args, 'decision', 'approved', 'hidden', 'waiting');
  if jsonb_typeof(args -> 'items') is distinct from 'array' or jsonb_array_length(args -> 'items') not between 1 and 200 then
    perform app.fail('RN400', 'required', 'items');
  end if;
  for item in select * from jsonb_array_elements(args -> 'items') loop
    perform app.arg_id(item, 'signature');
    if decision = 'approved' then perform app.arg(item, 'text', 2000); end if;
  end loop;
  n := app.decide_comments(campaign, decision, args -> 'items');
  perform app.log_signature_act(args, 'comments', null, jsonb_build_object('decision', decision), n);
  return jsonb_build_object('n', n);
end $$;

-- By the signer, from the page behind their own link: the words go, the signature stays.
create function public.comment_take_back(signature uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.signatures s set comment_sealed = null where s.id = $1 and s.comment_sealed is not null;
  return jsonb_build_object('outcome', case when found then 'taken_back' else 'gone' end);
end $$;

/* ---------------------------------------------------------------- what the public sees */

-- Newest first; after (`at`, `id`). Of a signer who shows no name, the country alone.
create function public.public_comments(campaign uuid, at timestamptz default null, id uuid default null, n integer default 5) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.public_name, 'country', x.country, 'text', x.comment_public, 'at', x.comment_at)
    order by x.comment_at desc, x.id desc), '[]')
  from (select s.* from public.signatures s join public.campaigns c on c.id = s.campaign_id
    where s.campaign_id = $1 and c.status <> 'draft' and s.comment_public is not null
      and ($2 is null or (s.comment_at, s.id) < ($2, $3))
    order by s.comment_at desc, s.id desc limit least(greatest($4, 1), 50)) x
$$;

select app.expose('public.comments_queue(uuid, text, timestamptz, uuid, integer)', 'authenticated');
select app.expose('public.comments_waiting(uuid)', 'authenticated');
select app.expose('public.comments_sealed(uuid, uuid[])', 'authenticated');
select app.expose('public.comment_take_back(uuid)', 'service_role');
select app.expose('public.public_comments(uuid, timestamptz, uuid, integer)', 'anon', 'authenticated', 'service_role');
revoke all on function app.comment_follows(), app.decide_comments(uuid, text, jsonb), app.op_comments_decide(jsonb)
  from public, anon, authenticated, service_role;
select app.open_to_members();
grant execute on function app.decide_comments(uuid, text, jsonb) to authenticated;
