/** A small SMTP server for tests: says what it is told to say, and remembers what it took. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

export type Stage = 'connect' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'text' | 'RSET';
/** A line to answer with, `drop` the connection, or fall `silent`. */
export type Answer = string;

export interface FakeSmtp {
  port: number;
  /** Whole messages it has taken or read to the end, also those it then did not acknowledge. */
  texts: string[];
  commands: string[];
  connections: number;
  /** Decides about the answer at a stage; undefined answers well. */
  script: (stage: Stage, line: string) => Answer | undefined;
  dropAll(): void;
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine. */
export async function fakeSmtp(
  options: { auth?: boolean; tls?: { key: string; cert: string } } = {},
): Promise<FakeSmtp> {
  const sockets = new Set<Socket>();
  const fake: FakeSmtp = {
    port: 0,
    texts: [],
    commands: [],
    connections: 0,
    script: () => undefined,
    dropAll: () => sockets.forEach((socket) => socket.destroy()),
    close: () =>
      new Promise((resolve) => {
        fake.dropAll();
        server.close(() => resolve());
      }),
  };
  const server: Server = createServer((socket) => {
    fake.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    talk(fake, socket, { ...options, greet: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.port = (server.address() as AddressInfo).port;
  return fake;
}

interface Talk {
  auth?: boolean;
  tls?: { key: string; cert: string };
  greet: boolean;
}

function talk(fake: FakeSmtp, socket: Socket, options: Talk): void {
  let rest = '';
  let text: string[] | null = null;
  const answer = (stage: Stage, line: string, good: string): boolean => {
    const told = fake.script(stage, line);
    if (told === 'drop') socket.destroy();
    else if (told !== 'silent') socket.write(`${told ?? good}\r\n`);
    return told === undefined;
  };
  const upgrade = (tls: { key: string; cert: string }): void => {
    socket.removeListener('data', onData);
    socket.write('220 2.0.0 go\r\n');
    const secured = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(tls) });
    secured.on('error', () => undefined);
    talk(fake, secured, { ...(options.auth === undefined ? {} : { auth: options.auth }), greet: false });
  };
  const onLine = (line: string): void => {
    if (text !== null) {
      if (line !== '.') return void text.push(line);
      fake.texts.push(text.join('\r\n'));
      text = null;
      return void answer('text', '', '250 2.0.0 queued');
    }
    fake.commands.push(line);
    const verb = line.split(' ')[0]?.toUpperCase() ?? '';
    const extensions = [
      options.tls === undefined ? '' : '250-STARTTLS\r\n',
      options.auth === true ? '250-AUTH PLAIN LOGIN\r\n' : '',
    ].join('');
    if (verb === 'EHLO') answer('EHLO', line, `250-fake\r\n${extensions}250 8BITMIME`);
    else if (verb === 'STARTTLS' && options.tls !== undefined) upgrade(options.tls);
    else if (verb === 'AUTH') answer('AUTH', line, '235 2.7.0 welcome');
    else if (verb === 'MAIL') answer('MAIL', line, '250 ok');
    else if (verb === 'RCPT') answer('RCPT', line, '250 ok');
    else if (verb === 'RSET') answer('RSET', line, '250 ok');
    else if (verb === 'DATA') text = answer('DATA', line, '354 go ahead') ? [] : null;
    else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else socket.write('502 no\r\n');
  };
  const onData = (chunk: Buffer): void => {
    rest += chunk.toString('utf8');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      onLine(line);
    }
  };
  socket.on('data', onData);
  if (options.greet) answer('connect', '', '220 fake ESMTP');
}
