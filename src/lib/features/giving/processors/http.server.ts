/** What a processor's address answers; throws when it does not answer well, so that we are told once more. */
class ProcessorAway extends Error {
  override readonly name = 'ProcessorAway';
}

const PATIENCE_MS = 15_000;

/** JSON of a processor. Its words are not logged: they may name a donor. */
export async function askProcessor(
  url: string,
  { method = 'GET', headers, body }: { method?: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
): Promise<Record<string, unknown>> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    });
  } catch (cause) {
    throw new ProcessorAway('no answer', { cause });
  }
  if (!answer.ok) throw new ProcessorAway(`status ${answer.status}`);
  return Object(await answer.json());
}

/** A part of an answer, whatever it is. */
export function part(of: unknown, ...names: string[]): unknown {
  let at: unknown = of;
  for (const name of names) at = Reflect.get(Object(at), name);
  return at;
}
export function textOf(of: unknown, ...names: string[]): string {
  const found = part(of, ...names);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}
export function listOf(of: unknown, ...names: string[]): unknown[] {
  const found = part(of, ...names);
  return Array.isArray(found) ? found : [];
}

/** What was sent, as an object; null when it is no JSON. */
export function readJson(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
