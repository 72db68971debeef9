import type { Db } from './backend/index.server';
import { dataOf } from './errors.server';

/**
 * Calls a function of the database. Their answers are JSON whose shape the contracts tell (`contracts/*.ts`); tests/db
 * holds both sides to it. Throws what `toFailure` reads.
 */
export async function call<T>(db: Db, name: string, args: { [name: string]: unknown } = {}): Promise<T> {
  const answer: { data: unknown; error: unknown; status: number } = await Reflect.apply(db.rpc, db, [name, args]);
  return dataOf(answer) as T;
}
