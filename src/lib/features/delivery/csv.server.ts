import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { linesOf, type Line } from './delivery.repo.server';
import { nameAs } from './making.server';

/** Heads are the same in every language: a program reads them. */
const HEADS = ['n', 'name', 'country', 'day', 'signature', 'leaf', 'link'] as const;

/** The list of a delivery as CSV, read and sent page by page. */
export function listCsv(db: Db, delivery: string): ReadableStream<Uint8Array> {
  const { keyring } = ronda();
  const encoder = new TextEncoder();
  const pages = linesOf(db, delivery);
  const written = ({ n, id, country, day, form, leaf, link, nameSealed }: Line): string =>
    csvLine([{ figure: String(n) }, nameAs(keyring, form, id, nameSealed), country, day, id, leaf, link]);
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvLine(HEADS)));
    },
    async pull(controller) {
      const page = await pages.next();
      if (page.done) controller.close();
      else controller.enqueue(encoder.encode(page.value.map(written).join('')));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}
