/** A desk with a private store of its own, and the ways in which a browser speaks to it. */
import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as page from '../../src/routes/(team)/desk/[campaign]/documents/[document]/+page.server';
import * as file from '../../src/routes/(team)/desk/[campaign]/documents/[document]/file/+server';
import * as begin from '../../src/routes/(team)/desk/[campaign]/documents/upload/+server';
import * as upload from '../../src/routes/(team)/desk/[campaign]/documents/upload/[upload]/+server';
import { mustApply } from '../db/cast';
import { openHouse, type Came, type House } from './house';

export const MB = 1_048_576;
export const TITLE = 'Foto de la comisaría';
export const PDF = Buffer.from('%PDF-1.7\nprueba secreta\n%%EOF\n');

export const answerOf = (came: Came): Response => {
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data as unknown as Response;
};
export const told = async (came: Came): Promise<Record<string, unknown>> =>
  (await answerOf(came).json()) as Record<string, unknown>;

/** A photograph with what a camera writes into it. */
export const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#c00' } })
    .withExif({ IFD0: { Make: 'Testigo', Software: 'GPS 34.6S 58.4W' } })
    .jpeg()
    .toBuffer();

type Fields = Record<string, string>;
export interface Documents {
  house: House;
  announce(name: string, size: number, fields?: Fields, as?: Role): Promise<Came>;
  put(id: string, n: number, bytes: Uint8Array, as?: Role): Promise<Came>;
  end(id: string, as?: Role): Promise<Came>;
  /** Sends a file as a browser does; answers what the last question was answered with. */
  send(name: string, bytes: Uint8Array, fields?: Fields): Promise<Response>;
  /** The same for what must be taken; answers its id. */
  sent(name: string, bytes: Uint8Array, fields?: Fields): Promise<string>;
  act(as: Role, id: string, name: string, fields?: Fields): Promise<Came>;
  download(as: Role, id: string): Promise<Came>;
  /** Every file in the private store. */
  everyFile(): Promise<string[]>;
  registered(code: string): Promise<string>;
  close(): Promise<void>;
}

/** `env` over the house's own, whose documents lie in a folder that is gone afterwards. */
export async function openDocuments(env: Record<string, string> = {}): Promise<Documents> {
  const folder = mkdtempSync(join(tmpdir(), 'ronda-documents-'));
  const house = await openHouse({ env: { DATA_DIR: folder, ...env } });
  const d: Documents = {
    house,
    announce: (name, size, fields = {}, as = 'legal') =>
      house.call(as, begin.POST, {
        fields: { op: uuidv7(), kind: 'evidence', title: TITLE, name, size: String(size), ...fields },
      }),
    put: (id, n, bytes, as = 'legal') =>
      house.call(as, upload.PUT, { params: { upload: id }, query: `?part=${n}`, body: { method: 'PUT', bytes } }),
    end: (id, as = 'legal') =>
      house.call(as, upload.POST, { params: { upload: id }, body: { method: 'POST', bytes: null } }),
    async send(name, bytes, fields = {}) {
      const begun = answerOf(await d.announce(name, bytes.length, fields));
      if (!begun.ok) return begun;
      const { id, parts } = (await begun.json()) as { id: string; parts: number };
      for (let n = 0; n < parts; n += 1) {
        const { status } = answerOf(await d.put(id, n, bytes.subarray(n * MB, (n + 1) * MB)));
        if (status !== 200) throw new Error(`part ${n} was answered ${status}`);
      }
      return answerOf(await d.end(id));
    },
    async sent(name, bytes, fields = {}) {
      const { ok, value } = (await (await d.send(name, bytes, fields)).json()) as { ok: boolean; value: string };
      if (!ok) throw new Error(`${name} was refused`);
      return value;
    },
    act: (as, id, name, fields = {}) =>
      house.call(as, Reflect.get(page.actions, name), {
        params: { document: id },
        fields: { form: name, op: uuidv7(), ...fields },
      }),
    download: (as, id) =>
      house.call(as, file.POST, { params: { document: id }, body: { method: 'POST', bytes: null } }),
    everyFile: async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((one) => one.isFile())
        .map(({ parentPath, name }) => join(parentPath, name)),
    async registered(code) {
      const id = uuidv7();
      await mustApply(house.db('legal'), 'people.register', {
        campaign: house.campaign,
        id,
        code,
        pseudonym: 'Ceibo',
        statusId: uuidv7(),
        status: 'pretrial_detention',
        fromDate: '2026-01-01',
      });
      return id;
    },
    async close() {
      await house.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return d;
}
