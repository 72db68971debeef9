import { describe, expect, it } from 'vitest';
import { deskMessages } from './desk';
import { formWords } from './form';

const m = deskMessages('es');
const refused = (code: 'op_id_reused' | 'conflict') =>
  formWords(m, { values: { op: 'an-id' }, errors: {}, failure: { ok: false, code } }, 'book');

describe('the id a refused form goes on with', () => {
  it('stays the same, so that a second press is the same operation', () => {
    expect(refused('conflict').op).toBe('an-id');
    expect(formWords(m, null, 'book').op).toBeUndefined();
  });

  it('is given up once it was spent on something else', () => {
    expect(refused('op_id_reused').op).toBeUndefined();
  });
});
