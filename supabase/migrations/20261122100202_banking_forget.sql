-- Who asks to be forgotten is forgotten on the bank's lines too: the name, the account and the words of what came for their
-- pledges. What the line says of money stays, and so does its identity, by which the same file is known again.
create function app.bank_forget() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  ids uuid[] := array(select m.line_id from public.bank_matches m where m.pledge_id = new.id);
begin
  update public.bank_lines l set name_sealed = null, iban_sealed = null, text_sealed = null, name_key = null, iban_key = null, text_key = null,
    near = '{}' where l.id = any (ids);
  update public.bank_rules r set ended_at = coalesce(r.ended_at, now()), match_key = '' where r.line_id = any (ids);
  return null;
end $$;
create trigger bank_forget after update of name_sealed, email_sealed on public.pledges for each row
  when (new.name_sealed is null and new.email_sealed is null)
  execute function app.bank_forget();
revoke all on function app.bank_forget() from public, anon, authenticated, service_role;
