import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { EVERYWHERE, NO_EMIT } from './syntax';

const linter = new Linter();
const complaints = (code: string): string[] =>
  linter
    .verify(code, { rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, ...NO_EMIT] } })
    .map(({ message }) => message);

describe('forbidden forms', () => {
  it.each([
    'names.sort((a, b) => a.localeCompare(b))',
    'when.toLocaleDateString()',
    'amount.toLocaleString("es-AR")',
    'new Date(2025, 3, 23)',
    'new Date("2025-04-23")',
    'day.setDate(day.getDate() + 1)',
    'when.getHours()',
    'io.to(room).emit("totals", frame)',
    'socket.emitWithAck("op", op)',
  ])('refuses %s', (code) => {
    expect(complaints(code)).not.toEqual([]);
  });

  it.each([
    'new Date()',
    'new Date(row.at)',
    'new Date("2025-04-23T10:00:00-03:00")',
    'Date.now()',
    'names.sort(collator.compare)',
    'emit(entry)',
    'process.emit("warning", warning)',
    'map.get(day)',
  ])('allows %s', (code) => {
    expect(complaints(code)).toEqual([]);
  });
});
