-- Un registro, muchos papeles: what the papers about somebody are made of, in one reading that is written down first. Nothing is kept of it.

create function app.op_papers_look(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.people := app.need_person(app.arg_id(args, 'person'), 'people.confidential');
  one uuid;
begin
  perform app.look('people', p.id, 'papers');
  -- What is opened along with it says so in its own log.
  for one in select a.id from public.arrests a where a.person_id = p.id and app.within(a.compartment_id) loop
    insert into public.arrest_looks (id, campaign_id, arrest_id) values (gen_random_uuid(), p.campaign_id, one);
  end loop;
  for one in select distinct l.case_id from public.case_people l join public.cases c on c.id = l.case_id
    where l.person_id = p.id and l.removed_at is null and app.within(l.compartment_id) and app.within(c.compartment_id) loop
    perform app.look('cases', one, 'papers');
  end loop;
  return '{}';
end $$;

create function app.paper_cases(person uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  with mine as (
    select l.id as link, c.* from public.case_people l join public.cases c on c.id = l.case_id
    where l.person_id = $1 and l.removed_at is null and app.within(l.compartment_id) and app.within(c.compartment_id))
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'code', m.code, 'numbers', m.numbers, 'court', m.court, 'judge', m.judge,
      'prosecutor', m.prosecutor, 'stage', m.stage, 'ruleset', m.ruleset, 'startedOn', m.started_on, 'captionSealed', m.caption_sealed,
      'capacity', (select l.capacity from public.case_people l where l.id = m.link),
      'charges', coalesce((select jsonb_agg(jsonb_build_object('law', g.law, 'article', g.article, 'title', g.title) order by g.as_of, g.created_at, g.id)
        from public.case_charges g where g.link_id = m.link and g.undone_at is null and g.ended_on is null), '[]'),
      -- Incidents and appeals are what the defence has tried.
      'remedies', coalesce((select jsonb_agg(jsonb_build_object('kind', x.incident, 'code', x.code, 'court', x.court, 'outcome', x.outcome,
          'closed', x.closed_at is not null, 'startedOn', x.started_on) order by x.started_on nulls last, x.code)
        from public.cases x where x.parent_case_id = m.id and x.incident is not null and app.within(x.compartment_id)), '[]'),
      'rulings', coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'datedOn', r.dated_on, 'court', r.court) order by r.dated_on, r.created_at)
        from public.resolutions r where r.case_id = m.id and r.undone_at is null and coalesce(r.person_id, $1) = $1 and app.within(r.compartment_id)), '[]'))
    order by m.code), '[]')
  from mine m
$$;

-- For whoever wrote down a moment ago that they look.
create function public.paper_record(campaign uuid, person uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  p public.people := app.need_person($2, 'people.confidential');
begin
  if p.campaign_id <> $1 or not app.looked('people', p.id, 'papers') then perform app.fail('RN404', 'not_found'); end if;
  return jsonb_build_object('code', p.code, 'pseudonym', p.pseudonym,
    'tz', (select c.tz from public.campaigns c where c.id = $1),
    'contact', (select c.contact_email from public.campaigns c where c.id = $1),
    'campaign', (select jsonb_object_agg(t.locale, t.title) from public.campaign_texts t where t.campaign_id = $1),
    'arrests', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'at', a.at, 'tz', a.tz, 'ruleset', a.ruleset, 'force', a.force, 'place', a.place,
        'detailsSealed', a.details_sealed, 'acts', coalesce((select jsonb_agg(jsonb_build_object('kind', x.kind, 'at', x.at) order by x.at)
          from public.arrest_acts x where x.arrest_id = a.id and x.undone_at is null), '[]')) order by a.at desc)
      from public.arrests a where a.person_id = p.id and app.within(a.compartment_id)), '[]'),
    'statuses', coalesce((select jsonb_agg(jsonb_build_object('status', s.status, 'place', s.place, 'from', s.from_date, 'known', s.from_known, 'to', s.to_date,
        'toKnown', s.to_known) order by s.from_date, s.created_at) from public.custody_statuses s where s.person_id = p.id and s.undone_at is null), '[]'),
    'stays', coalesce((select jsonb_agg(jsonb_build_object('facility', s.facility, 'notice', s.notice, 'from', s.from_date, 'known', s.from_known, 'to', s.to_date,
        'toKnown', s.to_known) order by s.from_date, s.created_at) from public.place_stays s where s.person_id = p.id and s.undone_at is null), '[]'),
    'contacts', coalesce((select jsonb_agg(x) from (select distinct on (f.kind) f.kind, f.answer from public.contact_facts f
        where f.person_id = p.id and f.undone_at is null order by f.kind, f.from_date desc, f.created_at desc) x), '[]'),
    'cases', app.paper_cases(p.id),
    -- What may be told to whom, by consents that hold at this instant.
    'consents', (select jsonb_object_agg(c, coalesce((select jsonb_agg(f) from unnest(array['name', 'age', 'place', 'status', 'charges', 'case', 'story']) f
      where app.consented(p.id, f, c)), '[]')) from unnest(array['bodies', 'press']) c),
    'consented', coalesce((select jsonb_agg(jsonb_build_object('by', x.given_by, 'on', x.given_on) order by x.given_on, x.id) from public.consents x
      where x.person_id = p.id and exists (select from unnest(x.fields) f where app.consent_stands(x, f, 'bodies'))), '[]'));
end $$;

revoke all on function app.op_papers_look(jsonb), app.paper_cases(uuid) from public, anon, authenticated, service_role;
select app.open_to_members();
select app.expose('public.paper_record(uuid, uuid)', 'authenticated');
