-- A processor settles some payments later, or in another currency: until it says what it keeps, that is not known, and not zero.
alter table public.pledge_payments add column fee_known boolean not null default true;

create or replace function public.payment_settle(item jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  p public.pledges;
  was public.pledge_payments;
  amount bigint := (item ->> 'amountMinor')::bigint;
  gone bigint := (item ->> 'refundedMinor')::bigint;
  fee bigint := (item ->> 'feeMinor')::bigint;
  rest bigint := amount - gone;
  how text := item ->> 'processor';
  bank jsonb := jsonb_build_object('kind', 'bank', 'name', item ->> 'account');
  gift uuid;
  paid uuid;
  day date := (item ->> 'day')::date;
  said text := 'booked';
  -- Told now or once before: zero may be known as well.
  known boolean := coalesce((item ->> 'feeKnown')::boolean, true);
begin
  select * into p from public.pledges x where x.id = (item ->> 'pledge')::uuid for update;
  if p.id is null then said := 'unknown';
  elsif p.currency <> item ->> 'currency' or p.amount_minor <> amount or gone not between 0 and amount or fee < 0 then said := 'mismatch';
  end if;
  select * into was from public.pledge_payments x where x.processor = how and x.payment = item ->> 'payment' for update;
  if was.id is not null and said = 'booked' and was.pledge_id <> p.id then said := 'mismatch'; end if;
  -- A fee that is told later is booked then; one that was told is not forgotten because a later answer lacks it.
  fee := greatest(fee, coalesce(was.fee_minor, 0));
  known := known or coalesce(was.fee_known, false);
  if said = 'booked' and was.id is not null and was.refunded_minor = gone and was.fee_minor = fee then
    said := 'unchanged';
    update public.pledge_payments x set fee_known = known where x.id = was.id and x.fee_known <> known;
  end if;
  insert into public.processor_events as v (campaign_id, pledge_id, processor, event, outcome)
  values (p.campaign_id, p.id, how, item ->> 'event', said) on conflict (processor, event) do update set n = v.n + 1;
  if said <> 'booked' then return jsonb_build_object('outcome', said); end if;

  -- A month that is closed takes nothing more: what happened then is booked on the first open day.
  day := greatest(day, coalesce(app.fund_closed_until(p.campaign_id) + 1, day));
  if was.id is null then
    insert into public.pledge_payments (campaign_id, pledge_id, processor, payment, currency, amount_minor, fee_minor)
    values (p.campaign_id, p.id, how, item ->> 'payment', p.currency, amount, fee) returning * into was;
  end if;
  if was.entry_id is not null then
    perform app.pledge_unreceive(p.id, was.entry_id);
    perform app.fund_reverse(was.entry_id, gen_random_uuid(), item ->> 'note');
  end if;
  if was.fee_entry_id is not null then perform app.fund_reverse(was.fee_entry_id, gen_random_uuid(), item ->> 'note'); end if;
  if rest > 0 then
    gift := gen_random_uuid();
    perform app.pledge_book(p, gift, rest, case when rest > fee then fee else 0 end, p.currency, day, bank, item ->> 'note');
  end if;
  -- Less is left than the processor keeps: it keeps its fee all the same.
  if fee > 0 and rest <= fee then
    paid := gen_random_uuid();
    perform app.fund_book(p.campaign_id, paid, 'fee', day, p.currency, fee, item ->> 'note',
      jsonb_build_array(bank || jsonb_build_object('minor', -fee), jsonb_build_object('kind', 'fees', 'minor', fee)),
      jsonb_build_object('refKind', 'pledge', 'refId', p.id));
  end if;
  update public.pledge_payments x set refunded_minor = gone, fee_minor = fee, entry_id = gift, fee_entry_id = paid, fee_known = known where x.id = was.id;
  return jsonb_build_object('outcome', 'booked', 'state', (select x.state from public.pledges x where x.id = p.id));
end $$;
