/**
 * Readers of the public page who keep it open: each holds one socket and is told every new figure. A process of its own,
 * started with the address of the program, a campaign and a number; prints a line when all watch, and one at its end
 * (SIGTERM) with how many figures came and how many sockets were lost.
 */
import process from 'node:process';

const [url = '', slug = '', wanted = '0'] = process.argv.slice(2);
const count = Number(wanted);
let figures = 0;
let lost = 0;
let stopping = false;

/** Many at once would look like an attack to the program, and to this machine. */
const TOGETHER = 50;

/** @param {number} n @returns {Promise<WebSocket>} */
function counter(n) {
  const address = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  // `headers` is an extension of Node's WebSocket: the program believes this header in tests, see `startProgram`.
  const options = /** @type {string[]} */ (
    /** @type {unknown} */ ({ headers: { origin: url, 'x-test-address': address } })
  );
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live/?EIO=4&transport=websocket`, options);
  return new Promise((done, fail) => {
    socket.onmessage = ({ data }) => {
      const text = String(data);
      if (text.startsWith('0')) socket.send('40{"as":"public"}');
      else if (text.startsWith('40')) socket.send(`420["totals:watch",${JSON.stringify({ campaign: slug })}]`);
      else if (text.startsWith('430')) done(socket);
      else if (text === '2') socket.send('3');
      else if (text.startsWith('42["totals"')) figures += 1;
    };
    socket.onclose = () => {
      if (!stopping) lost += 1;
      fail(new Error('closed'));
    };
  });
}

/** @type {WebSocket[]} */
const sockets = [];
for (let n = 0; n < count; n += TOGETHER) {
  const some = Array.from({ length: Math.min(TOGETHER, count - n) }, (_none, at) => counter(n + at));
  sockets.push(...(await Promise.all(some)));
}
figures = 0;
process.stdout.write(`watching ${sockets.length}\n`);
process.on('SIGTERM', () => {
  stopping = true;
  process.stdout.write(`${JSON.stringify({ figures, lost })}\n`, () => process.exit(0));
});
setInterval(() => undefined, 60_000);
