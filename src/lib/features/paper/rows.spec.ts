import { expect, it } from 'vitest';
import { readRows } from './rows';

it('takes the rows in which something stands, with the country of each', () => {
  const values = { 'name-0': ' Ana  Pérez ', 'country-0': 'ar', 'town-0': 'La Plata', 'name-1': '', 'country-1': 'AR' };
  expect(readRows(values)).toEqual({
    ok: true,
    rows: [{ at: 0, name: 'Ana Pérez', country: 'AR', town: 'La Plata', email: '' }],
  });
});

it.each([
  [{ 'name-3': '', 'town-3': 'Salta', 'country-3': 'AR' }, 'name-3', 'required'],
  [{ 'name-0': 'Ana', 'country-0': 'Argentina' }, 'country-0', 'country_letters'],
  [{ 'name-0': 'Ana', 'country-0': 'AR', 'email-0': 'nobody' }, 'email-0', 'email'],
  [{ 'name-0': 'x'.repeat(81), 'country-0': 'AR' }, 'name-0', 'too_long'],
  [{ 'name-0': 'A\u202Ena', 'country-0': 'AR' }, 'name-0', 'encoding'],
])('%j', (values, field, rule) => {
  expect(readRows(values)).toEqual({ ok: false, errors: { [field]: rule } });
});

it('names every row that is wrong', () => {
  const values = {
    'name-0': 'Ana',
    'country-0': 'ZZ',
    'name-1': 'Luz',
    'country-1': 'AR',
    'name-2': 'Eva',
    'country-2': '',
  };
  expect(readRows(values)).toEqual({
    ok: false,
    errors: { 'country-0': 'country_letters', 'country-2': 'country_letters' },
  });
});
