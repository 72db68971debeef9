-- Shared boards. A board is a stream of its own. Order is a fractional key compared bytewise; the database makes the key
-- while it holds the list, so two people who drop into one gap at once get two different keys.

create table public.boards (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  name text not null check (length(name) between 1 and 120),
  archived_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create index boards_campaign on public.boards (campaign_id);
create index boards_created_by on public.boards (created_by);
comment on table public.boards is 'P1';

create table public.board_lists (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  board_id uuid not null references public.boards on delete cascade,
  name text not null check (length(name) between 1 and 120),
  order_key text collate "C" not null,
  archived_at timestamptz,
  unique (board_id, order_key)
);
create index board_lists_campaign on public.board_lists (campaign_id);
comment on table public.board_lists is 'P1';

create table public.cards (
  id uuid primary key,
  campaign_id uuid not null references public.campaigns on delete cascade,
  board_id uuid not null references public.boards on delete cascade,
  list_id uuid not null references public.board_lists on delete cascade,
  title text not null check (length(title) between 1 and 400),
  note text not null default '' check (length(note) <= 20000),
  assignee uuid references auth.users on delete set null,
  due date,
  order_key text collate "C" not null,
  archived_at timestamptz,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (list_id, order_key) deferrable initially deferred
);
create index cards_board on public.cards (board_id);
create index cards_campaign on public.cards (campaign_id);
create index cards_assignee on public.cards (assignee) where assignee is not null;
create index cards_created_by on public.cards (created_by);
comment on table public.cards is 'P1: contact details and names of detained people do not belong on a card.';

insert into app.stream_kinds values ('board', 'boards', 'boards.read');

/* ---------------------------------------------------------------- order keys */

-- Fractional indexing after David Greenspan ("Implementing Fractional Indexing", 2020), in the same alphabet and
-- integer-head format as the npm package fractional-indexing 4, against which it is tested: a head letter says how many
-- digits the integer part has (A..Z negative, a..z positive), the rest is a fraction without trailing zero.
create function app.digit(i integer) returns text language sql immutable set search_path = '' as $$
  select substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', i + 1, 1)
$$;
create function app.digit_value(c text) returns integer language sql immutable set search_path = '' as $$
  select strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', c) - 1
$$;

-- A fraction strictly between two fractions; `b` null means 1.
create function app.key_midpoint(a text, b text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  n integer := 0;
  low integer;
  high integer;
begin
  if b is not null then
    while coalesce(nullif(substr(a, n + 1, 1), ''), '0') = substr(b, n + 1, 1) loop n := n + 1; end loop;
    if n > 0 then return substr(b, 1, n) || app.key_midpoint(substr(a, n + 1), substr(b, n + 1)); end if;
  end if;
  low := case when a = '' then 0 else app.digit_value(substr(a, 1, 1)) end;
  high := case when b is null then 62 else app.digit_value(substr(b, 1, 1)) end;
  if high - low > 1 then return app.digit(round((low + high)::numeric / 2)::integer); end if;
  if b is not null and length(b) > 1 then return substr(b, 1, 1); end if;
  return app.digit(low) || app.key_midpoint(substr(a, 2), null);
end $$;

create function app.key_integer_length(head text) returns integer
language sql immutable set search_path = '' as $$
  select case when ascii(head) between ascii('a') and ascii('z') then ascii(head) - ascii('a') + 2
    when ascii(head) between ascii('A') and ascii('Z') then ascii('Z') - ascii(head) + 2 end
$$;

create function app.key_increment(x text, step integer) returns text
language plpgsql immutable set search_path = '' as $$
declare
  head text := substr(x, 1, 1);
  digits text := substr(x, 2);
  i integer := length(digits);
  d integer;
begin
  while i > 0 loop
    d := app.digit_value(substr(digits, i, 1)) + step;
    if d between 0 and 61 then return head || overlay(digits placing app.digit(d) from i for 1); end if;
    digits := overlay(digits placing (case when step > 0 then '0' else 'z' end) from i for 1);
    i := i - 1;
  end loop;
  if step > 0 then
    if head = 'Z' then return 'a0'; end if;
    if head = 'z' then return null; end if;
    head := chr(ascii(head) + 1);
    return head || case when head > 'a' collate "C" then digits || '0' else left(digits, -1) end;
  end if;
  if head = 'a' then return 'Zz'; end if;
  if head = 'A' then return null; end if;
  head := chr(ascii(head) - 1);
  return head || case when head < 'Z' collate "C" then digits || 'z' else left(digits, -1) end;
end $$;

create function app.order_key_between(a text, b text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  ia text;
  ib text;
  fa text;
  fb text;
  step text;
begin
  if a is not null and b is not null and a >= b collate "C" then
    raise exception 'order keys are tied or inverted' using errcode = '22023', detail = a || ' >= ' || b;
  end if;
  if a is null and b is null then return 'a0'; end if;
  if a is null then
    ib := left(b, app.key_integer_length(b)); fb := substr(b, length(ib) + 1);
    if ib = 'A' || repeat('0', 26) then return ib || app.key_midpoint('', fb); end if;
    if ib < b collate "C" then return ib; end if;
    return app.key_increment(ib, -1);
  end if;
  ia := left(a, app.key_integer_length(a)); fa := substr(a, length(ia) + 1);
  if b is null then
    step := app.key_increment(ia, 1);
    return coalesce(step, ia || app.key_midpoint(fa, null));
  end if;
  ib := left(b, app.key_integer_length(b)); fb := substr(b, length(ib) + 1);
  if ia = ib then return ia || app.key_midpoint(fa, fb); end if;
  step := app.key_increment(ia, 1);
  if step < b collate "C" then return step; end if;
  return ia || app.key_midpoint(fa, null);
end $$;

-- Above 50 characters (about 280 drops into one gap) a list is numbered afresh in the same transaction.
create function app.rekey_cards(list uuid) returns void
language plpgsql set search_path = '' as $$
declare
  c record;
  last text;
begin
  for c in select id from public.cards where list_id = list order by order_key collate "C", id loop
    last := app.order_key_between(last, null);
    update public.cards set order_key = last where id = c.id and order_key <> last;
  end loop;
end $$;

-- Where a card goes: `after` absent = last, null = first, an id = behind that card. The caller holds the list's lock.
create function app.card_key(list uuid, args jsonb, moving uuid) returns text
language plpgsql set search_path = '' as $$
declare
  behind text;
  ahead text;
begin
  if not args ? 'after' then
    select max(c.order_key collate "C") into behind from public.cards c where c.list_id = list and c.id is distinct from moving;
    return app.order_key_between(behind, null);
  end if;
  if args ->> 'after' is not null then
    select c.order_key into behind from public.cards c where c.list_id = list and c.id = app.arg_id(args, 'after') and c.id is distinct from moving;
    -- The neighbour has left the list meanwhile: the end is where it does least harm.
    if behind is null then return app.card_key(list, args - 'after', moving); end if;
  end if;
  select min(c.order_key collate "C") into ahead from public.cards c
  where c.list_id = list and c.id is distinct from moving and (behind is null or c.order_key > behind collate "C");
  return app.order_key_between(behind, ahead);
end $$;

create function app.op_board_create(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  board uuid := app.arg_id(args, 'id');
  l jsonb;
  key text;
begin
  perform app.need(campaign, 'boards.write');
  insert into public.boards (id, campaign_id, name, created_by) values (board, campaign, app.arg(args, 'name', 120), app.uid());
  if args ? 'lists' then
    if jsonb_typeof(args -> 'lists') <> 'array' then perform app.fail('RN400', 'unknown_field', 'lists'); end if;
    if jsonb_array_length(args -> 'lists') > 50 then perform app.fail('RN400', 'too_long', 'lists'); end if;
    for l in select * from jsonb_array_elements(args -> 'lists') loop
      key := app.order_key_between(key, null);
      insert into public.board_lists (id, campaign_id, board_id, name, order_key) values (app.arg_id(l, 'id'), campaign, board, app.arg(l, 'name', 120), key);
    end loop;
  end if;
  return jsonb_build_object('board', board);
end $$;

create function app.board_campaign(board uuid) returns uuid
language sql stable set search_path = '' as $$ select b.campaign_id from public.boards b where b.id = board $$;

create function app.op_board_rename(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  board uuid := app.arg_id(args, 'board');
begin
  perform app.need(app.board_campaign(board), 'boards.write');
  update public.boards b set name = app.arg(args, 'name', 120) where b.id = board;
  return '{}';
end $$;

create function app.op_board_archive(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  board uuid := app.arg_id(args, 'board');
begin
  perform app.need(app.board_campaign(board), 'boards.write');
  update public.boards b set archived_at = case when app.arg_flag(args, 'archived') then coalesce(b.archived_at, now()) end where b.id = board;
  return '{}';
end $$;

-- Where a list goes, told as for a card. The caller holds the board's lock.
create function app.list_key(board uuid, args jsonb, moving uuid) returns text
language plpgsql set search_path = '' as $$
declare
  behind text;
  ahead text;
begin
  if not args ? 'after' then
    select max(l.order_key collate "C") into behind from public.board_lists l where l.board_id = board and l.id is distinct from moving;
    return app.order_key_between(behind, null);
  end if;
  if args ->> 'after' is not null then
    select l.order_key into behind from public.board_lists l where l.board_id = board and l.id = app.arg_id(args, 'after') and l.id is distinct from moving;
    if behind is null then return app.list_key(board, args - 'after', moving); end if;
  end if;
  select min(l.order_key collate "C") into ahead from public.board_lists l
  where l.board_id = board and l.id is distinct from moving and (behind is null or l.order_key > behind collate "C");
  return app.order_key_between(behind, ahead);
end $$;

create function app.op_list_create(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  board uuid := app.arg_id(args, 'board');
  campaign uuid := app.board_campaign(board);
  key text;
begin
  perform app.need(campaign, 'boards.write');
  perform 1 from public.boards b where b.id = board for no key update;
  key := app.list_key(board, args, null);
  insert into public.board_lists (id, campaign_id, board_id, name, order_key) values (app.arg_id(args, 'id'), campaign, board, app.arg(args, 'name', 120), key);
  return jsonb_build_object('orderKey', key);
end $$;

create function app.op_list_rename(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  list uuid := app.arg_id(args, 'list');
begin
  perform app.need((select l.campaign_id from public.board_lists l where l.id = list), 'boards.write');
  update public.board_lists l set name = app.arg(args, 'name', 120) where l.id = list;
  return '{}';
end $$;

create function app.op_list_move(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  moving public.board_lists;
  key text;
begin
  select * into moving from public.board_lists l where l.id = app.arg_id(args, 'list');
  perform app.need(moving.campaign_id, 'boards.write');
  -- Not `for update`: a card that is being made in this list refers to the board, and they would wait for each other.
  perform 1 from public.boards b where b.id = moving.board_id for no key update;
  key := app.list_key(moving.board_id, args, moving.id);
  update public.board_lists l set order_key = key where l.id = moving.id;
  return jsonb_build_object('orderKey', key);
end $$;

create function app.op_list_archive(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  list uuid := app.arg_id(args, 'list');
begin
  perform app.need((select l.campaign_id from public.board_lists l where l.id = list), 'boards.write');
  update public.board_lists l set archived_at = case when app.arg_flag(args, 'archived') then coalesce(l.archived_at, now()) end where l.id = list;
  return '{}';
end $$;

-- Locks the list: whoever else puts a card into it waits, and then sees this one's key.
create function app.hold_list(list uuid) returns public.board_lists
language plpgsql set search_path = '' as $$
declare
  l public.board_lists;
begin
  select * into l from public.board_lists x where x.id = list;
  perform app.need(l.campaign_id, 'boards.write');
  select * into l from public.board_lists x where x.id = list for no key update;
  return l;
end $$;

create function app.op_card_create(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  l public.board_lists := app.hold_list(app.arg_id(args, 'list'));
  key text := app.card_key(l.id, args, null);
begin
  insert into public.cards (id, campaign_id, board_id, list_id, title, order_key, created_by)
  values (app.arg_id(args, 'id'), l.campaign_id, l.board_id, l.id, app.arg(args, 'title', 400), key, app.uid());
  if length(key) > 50 then perform app.rekey_cards(l.id); end if;
  return jsonb_build_object('orderKey', key);
end $$;

create function app.op_card_move(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  l public.board_lists := app.hold_list(app.arg_id(args, 'list'));
  card uuid := app.arg_id(args, 'card');
  key text;
begin
  perform app.need((select c.campaign_id from public.cards c where c.id = card), 'boards.write');
  if (select c.campaign_id from public.cards c where c.id = card) <> l.campaign_id then perform app.fail('RN404', 'not_found', 'list'); end if;
  key := app.card_key(l.id, args, card);
  update public.cards c set board_id = l.board_id, list_id = l.id, order_key = key where c.id = card;
  if length(key) > 50 then perform app.rekey_cards(l.id); end if;
  return jsonb_build_object('orderKey', key);
end $$;

create function app.op_card_set(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  was public.cards;
  field text := app.arg_choice(args, 'field', 'title', 'note', 'assignee', 'due');
  value text := args ->> 'value';
begin
  select * into was from public.cards c where c.id = app.arg_id(args, 'card');
  perform app.need(was.campaign_id, 'boards.write');
  select * into was from public.cards c where c.id = was.id for update;
  if args ? 'base' and coalesce(to_jsonb(was) ->> field, '') <> coalesce(args ->> 'base', '') then perform app.fail('RN412', 'stale', field); end if;
  if field = 'title' then value := app.arg(args, 'value', 400); end if;
  if field = 'note' then value := coalesce(app.arg_optional(args, 'value', 20000), ''); end if;
  if field = 'due' and value is not null then value := app.arg_day(args, 'value')::text; end if;
  if field = 'assignee' and value is not null and not exists (
    select 1 from public.members m where m.campaign_id = was.campaign_id and m.user_id = app.arg_id(args, 'value') and m.disabled_at is null) then
    perform app.fail('RN400', 'choice', 'value');
  end if;
  update public.cards c set
    title = case when field = 'title' then value else c.title end,
    note = case when field = 'note' then value else c.note end,
    due = case when field = 'due' then value::date else c.due end,
    assignee = case when field = 'assignee' then value::uuid else c.assignee end
  where c.id = was.id;
  return '{}';
end $$;

create function app.op_card_archive(args jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  card uuid := app.arg_id(args, 'card');
begin
  perform app.need((select c.campaign_id from public.cards c where c.id = card), 'boards.write');
  update public.cards c set archived_at = case when app.arg_flag(args, 'archived') then coalesce(c.archived_at, now()) end where c.id = card;
  return '{}';
end $$;

select app.protect(t) from unnest(array['public.boards', 'public.board_lists', 'public.cards']::regclass[]) t;
grant select on public.boards, public.board_lists, public.cards to authenticated;
grant insert (id, campaign_id, name, created_by), update (name, archived_at) on public.boards to authenticated;
grant insert (id, campaign_id, board_id, name, order_key), update (name, order_key, archived_at) on public.board_lists to authenticated;
grant insert (id, campaign_id, board_id, list_id, title, order_key, created_by),
  update (board_id, list_id, title, note, assignee, due, order_key, archived_at) on public.cards to authenticated;

create policy "Members read boards" on public.boards for select to authenticated using (campaign_id in (select app.my_campaigns('boards.read')));
create policy "Those who write boards create them" on public.boards for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('boards.write')) and created_by = (select app.uid()));
create policy "Those who write boards change them" on public.boards for update to authenticated
  using (campaign_id in (select app.my_campaigns('boards.write'))) with check (campaign_id in (select app.my_campaigns('boards.write')));
create policy "Members read lists" on public.board_lists for select to authenticated using (campaign_id in (select app.my_campaigns('boards.read')));
create policy "Those who write boards add lists" on public.board_lists for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('boards.write'))
    and exists (select 1 from public.boards b where b.id = board_id and b.campaign_id = board_lists.campaign_id));
create policy "Those who write boards change lists" on public.board_lists for update to authenticated
  using (campaign_id in (select app.my_campaigns('boards.write'))) with check (campaign_id in (select app.my_campaigns('boards.write')));
create policy "Members read cards" on public.cards for select to authenticated using (campaign_id in (select app.my_campaigns('boards.read')));
create policy "Those who write boards add cards" on public.cards for insert to authenticated
  with check (campaign_id in (select app.my_campaigns('boards.write')) and created_by = (select app.uid())
    and exists (select 1 from public.board_lists l where l.id = list_id and l.board_id = cards.board_id and l.campaign_id = cards.campaign_id));
create policy "Those who write boards change cards" on public.cards for update to authenticated
  using (campaign_id in (select app.my_campaigns('boards.write')))
  with check (campaign_id in (select app.my_campaigns('boards.write'))
    and exists (select 1 from public.board_lists l where l.id = list_id and l.board_id = cards.board_id and l.campaign_id = cards.campaign_id));

select app.track('public.boards', 'board', 'id', '', array['id', 'campaign_id', 'name', 'archived_at', 'created_at']);
select app.track('public.boards', 'campaign', 'campaign_id', 'team', array['id', 'campaign_id', 'name', 'archived_at', 'created_at']);
select app.track('public.board_lists', 'board', 'board_id', '', array['id', 'board_id', 'name', 'order_key', 'archived_at']);
select app.track('public.cards', 'board', 'board_id', '', array['id', 'board_id', 'list_id', 'title', 'note', 'assignee', 'due', 'order_key', 'archived_at', 'created_at']);
select app.open_to_members();
grant execute on function app.digit(integer), app.digit_value(text), app.key_midpoint(text, text), app.key_integer_length(text),
  app.key_increment(text, integer), app.order_key_between(text, text), app.rekey_cards(uuid), app.card_key(uuid, jsonb, uuid),
  app.board_campaign(uuid), app.list_key(uuid, jsonb, uuid), app.hold_list(uuid) to authenticated;
