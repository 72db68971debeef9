-- Rows of sheets that repeat somebody are told apart: those who signed online, and those who stand on paper already.
alter table public.paper_batches add column twins_online integer not null default 0;
update app.tracked set columns = columns || array['twins_online'] where entity = 'paper_batches';
comment on table public.paper_batches is 'P1, for those who read signatures: where and when sheets were filled, and how many signed. typed, twins and, among these, twins_online are counted from the rows.';

create or replace function app.paper_rows_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.paper_batches b set typed = x.typed, twins = x.twins, twins_online = x.online
  from (select count(*) as typed, count(r.twin) as twins, count(*) filter (where r.twin = 'online') as online
    from public.paper_rows r where r.batch_id = new.batch_id and r.struck_at is null) x
  where b.id = new.batch_id;
  return null;
end $$;
update public.paper_batches b set twins_online = x.n
from (select r.batch_id, count(*) as n from public.paper_rows r where r.struck_at is null and r.twin = 'online' group by 1) x
where x.batch_id = b.id;

-- The next number ahead is the goal whenever one is reached, also when somebody had set a higher goal by hand: it held until
-- then. Goals that stood above the first number ahead since before this rule are mended here.
create or replace function app.milestones_reach(campaign uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  confirmed bigint := app.total(campaign, 'confirmed');
  aim integer;
begin
  update public.milestones m set reached_at = now()
  where m.campaign_id = campaign and m.reached_at is null and m.dropped_at is null and m.n <= confirmed;
  if not found then return; end if;
  select min(m.n) into aim from public.milestones m where m.campaign_id = campaign and m.reached_at is null and m.dropped_at is null;
  update public.campaigns c set goal = aim where c.id = campaign and c.goal <> aim;
end $$;
update public.campaigns c set goal = x.aim
from (select m.campaign_id, min(m.n) as aim from public.milestones m
  where m.reached_at is null and m.dropped_at is null and m.n > app.total(m.campaign_id, 'confirmed') group by 1) x
where x.campaign_id = c.id and c.goal > x.aim;

-- A comment says in which language it was signed.
create or replace function public.public_comments(campaign uuid, at timestamptz default null, id uuid default null, n integer default 5) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.public_name, 'country', x.country, 'locale', x.locale,
      'text', x.comment_public, 'at', x.comment_at)
    order by x.comment_at desc, x.id desc), '[]')
  from (select s.* from public.signatures s join public.campaigns c on c.id = s.campaign_id
    where s.campaign_id = $1 and c.status <> 'draft' and s.comment_public is not null
      and ($2 is null or (s.comment_at, s.id) < ($2, $3))
    order by s.comment_at desc, s.id desc limit least(greatest($4, 1), 50)) x
$$;
