import { Agent, request } from 'node:http';
import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../../src/lib/kernel/ids';

/** One answer to a posted signature. `acknowledged` means that the person saw the thank-you page. */
export interface SignAnswer {
  status: number;
  acknowledged: boolean;
  email: string;
}

/** An address of its own for each signer, so that the limit per address is not what is measured. */
function someAddress(): string {
  const [a = 0, b = 0, c = 0] = randomBytes(3);
  return `10.${a}.${b}.${c}`;
}

/** Posts the form of the campaign as a browser without JavaScript does. Status 0: the connection broke. */
export function sign(
  url: string,
  agent: Agent,
  email: string,
  fields: Record<string, string> = {},
): Promise<SignAnswer> {
  const body = new URLSearchParams({
    name: 'Persona de prueba',
    email,
    country: 'AR',
    visibility: 'private',
    comment: '',
    op: uuidv7(),
    ...fields,
  }).toString();
  return new Promise((done) => {
    const broken = (): void => done({ status: 0, acknowledged: false, email });
    const posted = request(
      `${url}/c/argentina?/sign`,
      {
        method: 'POST',
        agent,
        timeout: 30_000,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          accept: 'text/html',
          origin: url,
          'x-test-address': someAddress(),
        },
      },
      (answer) => {
        answer.resume();
        answer.on('error', broken);
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const acknowledged = status === 303 && /\/thanks$/.test(answer.headers.location ?? '');
          done({ status, acknowledged, email });
        });
      },
    );
    posted.on('error', broken);
    posted.on('timeout', () => posted.destroy());
    posted.end(body);
  });
}

/** Keeps `width` signers posting until `stop()`; answers what came back. */
export function crowd(url: string, width: number, tag: string): { answers: SignAnswer[]; stop(): Promise<void> } {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  const answers: SignAnswer[] = [];
  let going = true;
  let n = 0;
  const workers = Array.from({ length: width }, async () => {
    while (going) {
      n += 1;
      answers.push(await sign(url, agent, `${tag}-${n}@example.org`));
    }
  });
  return {
    answers,
    async stop() {
      going = false;
      await Promise.all(workers);
      agent.destroy();
    },
  };
}
