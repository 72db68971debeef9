-- Paper is counted by its own room since it exists.

create or replace function public.public_integrity(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('received', app.total(c.id, 'received'), 'confirmed', app.total(c.id, 'confirmed'),
    'withdrawn', app.total(c.id, 'withdrawn'), 'rejected', app.total(c.id, 'rejected'), 'invalidated', app.total(c.id, 'invalidated'),
    'paper', app.paper_total(c.id), 'tz', c.tz,
    'reasons', coalesce((select jsonb_agg(jsonb_build_object('key', x.key, 'n', x.n) order by x.n desc, x.key)
      from app.signature_counts x where x.campaign_id = c.id and x.dim = 'reason' and x.n > 0), '[]'),
    'recount', (select jsonb_build_object('at', r.at, 'drift', r.drift) from app.recounts r where r.campaign_id = c.id),
    'journal', (select jsonb_build_object('seq', s.head, 'hash', encode(s.last_hash, 'hex')) from app.live_streams s
      where s.stream = 'campaign:' || c.id || ':team'))
  from public.campaigns c where c.slug = $1 and c.status <> 'draft'
$$;

create or replace function public.public_data(slug text) returns jsonb
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select jsonb_build_object('goal', c.goal, 'tz', c.tz, 'confirmed', app.total(c.id, 'confirmed'), 'received', app.total(c.id, 'received'),
    'withdrawn', app.total(c.id, 'withdrawn'), 'rejected', app.total(c.id, 'rejected') + app.total(c.id, 'invalidated'), 'paper', app.paper_total(c.id),
    'byCountry', coalesce((select jsonb_agg(jsonb_build_object('country', y.country, 'n', y.n) order by y.country = 'other', y.n desc, y.country)
      from (select case when x.n < 5 then 'other' else x.key end as country, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'country' and x.n > 0 group by 1) y), '[]'),
    'byDay', coalesce((select jsonb_agg(jsonb_build_object('day', y.day, 'n', y.n) order by y.day)
      from (select to_char(x.key::timestamptz at time zone c.tz, 'YYYY-MM-DD') as day, sum(x.n) as n
        from app.signature_counts x where x.campaign_id = c.id and x.dim = 'hour' group by 1 having sum(x.n) > 0) y), '[]'))
  from public.campaigns c where c.slug = $1 and c.status <> 'draft'
$$;

-- Who else stands behind the petition when a list is closed.
create or replace function app.delivery_beside(campaign uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('paper', app.paper_total($1), 'organisations', coalesce((select jsonb_agg(jsonb_build_object('name', e.name, 'country', e.country)
    order by e.place nulls last, e.name, e.id) from public.endorsements e where e.campaign_id = $1 and e.state = 'confirmed' and e.removed_at is null), '[]'))
$$;
