import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepWhileTyped, putBack } from './typed';

const stored = new Map<string, string>();
Object.defineProperty(globalThis, 'sessionStorage', {
  configurable: true,
  value: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  },
});
afterAll(() => void Reflect.deleteProperty(globalThis, 'sessionStorage'));
beforeEach(() => stored.clear());
afterEach(() => void vi.useRealTimers());

class Field extends EventTarget {
  constructor(
    readonly name: string,
    public value: string,
    readonly type = 'text',
  ) {
    super();
  }
}
/** As much of a form as is asked of one. */
class Form extends EventTarget {
  constructor(readonly fields: Field[]) {
    super();
  }
  querySelectorAll(): Field[] {
    return this.fields;
  }
}
const formOf = (...fields: Field[]) => new Form(fields) as unknown as HTMLFormElement;
const typing = (form: HTMLFormElement) => form.dispatchEvent(new Event('input'));

it('gives back what was typed, and neither files nor what the form itself carries', () => {
  const form = formOf(new Field('name', 'Ana'), new Field('op', '1', 'hidden'), new Field('scan', 'c:\\x', 'file'));
  const { kept, stop } = keepWhileTyped(form, 'paper', null);
  expect(kept).toBeNull();
  typing(form);
  stop();
  expect(keepWhileTyped(form, 'another', null).kept).toBeNull();
  const again = keepWhileTyped(form, 'paper', null);
  expect(again.kept).toEqual({ name: 'Ana' });
  const [name, other] = [new Field('name', ''), new Field('town', 'Junín')];
  const heard = vi.fn();
  name.addEventListener('input', heard);
  putBack(formOf(name, other), again.kept ?? {});
  expect([name.value, other.value, heard.mock.calls.length]).toEqual(['Ana', 'Junín', 1]);
});

it('forgets what was saved, what is a day old, and lives without storage', () => {
  const form = formOf(new Field('name', 'Ana'));
  keepWhileTyped(form, 'paper', null);
  typing(form);
  expect(keepWhileTyped(form, 'paper', { forget: false }).kept).toBeNull();
  expect(stored.size).toBe(1);
  keepWhileTyped(form, 'paper', { forget: true });
  expect(stored.size).toBe(0);
  typing(form);
  vi.useFakeTimers({ now: Date.now() + 13 * 3_600_000 });
  expect(keepWhileTyped(form, 'paper', null).kept).toBeNull();
  stored.set('ronda-form:paper', '{');
  expect(keepWhileTyped(form, 'paper', null).kept).toBeNull();
});
