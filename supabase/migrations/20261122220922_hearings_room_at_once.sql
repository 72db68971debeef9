-- A hearing comes with its room: written in a second step, it would be told as news of a changed place.
create or replace function app.op_hearings_schedule(args jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  campaign uuid := app.arg_id(args, 'campaign');
  hearing uuid := app.arg_id(args, 'id');
  new_case uuid := app.arg_id(args, 'caseId');
  the_case uuid;
  the_court text := app.arg(args, 'court', 160);
  the_code text := app.arg(args, 'caseCode', 40);
  h public.hearings;
  who text;
begin
  perform app.need(campaign, 'hearings.write');
  if not exists (select 1 from pg_catalog.pg_timezone_names z where z.name = args ->> 'tz') then perform app.fail('RN400', 'choice', 'tz'); end if;
  -- A code may stand once in the open and once in each compartment. Whoever is within means the one that others do not see.
  select c.id into the_case from public.cases c where c.campaign_id = campaign and c.code = the_code and app.within(c.compartment_id)
  order by c.compartment_id is null, c.created_at limit 1;
  if the_case is null then
    insert into public.cases (id, campaign_id, code, court) values (new_case, campaign, the_code, the_court)
    on conflict (campaign_id, code) where compartment_id is null do nothing;
    select c.id into the_case from public.cases c where c.campaign_id = campaign and c.code = the_code and c.compartment_id is null;
  end if;
  insert into public.hearings (id, campaign_id, case_id, kind, starts_at, tz, court, room, created_by)
  values (hearing, campaign, the_case, app.arg_choice(args, 'kind', 'questioning', 'release', 'appeal', 'preliminary', 'trial',
    'sentence', 'habeas_corpus', 'other'), app.arg_hearing_at(args), args ->> 'tz', the_court,
    coalesce(app.arg_optional(args, 'room', 120), ''), app.uid());
  perform app.hearing_facts(hearing, args - 'outcome' - 'outcomeSealed');
  if args ? 'defence' then
    if jsonb_typeof(args -> 'defence') <> 'array' or jsonb_array_length(args -> 'defence') > 20 then perform app.fail('RN400', 'unknown_field', 'defence'); end if;
    select * into h from public.hearings x where x.id = hearing;
    for who in select distinct jsonb_array_elements_text(args -> 'defence') loop
      perform app.hearing_place(h, gen_random_uuid(), app.hearing_member(h, app.arg_id(jsonb_build_object('defence', who), 'defence'), 'defence'), 'defence');
    end loop;
  end if;
  return jsonb_build_object('case', the_case);
end $$;
