interface Challenge {
  challenge: string;
  salt: string;
  maxnumber: number;
}

function solve(challenge: Challenge): Promise<number | null> {
  const worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<number | null>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<number | null>) => resolve(data));
    worker.addEventListener('error', () => resolve(null));
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}

/** Puts a proof of work into the form while somebody types. Without it the form is sent all the same. */
export async function prove(field: HTMLInputElement, url: string): Promise<void> {
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    if (!answer.ok) return;
    const challenge: Challenge = await answer.json();
    const number = await solve(challenge);
    if (number !== null) field.value = btoa(JSON.stringify({ ...challenge, number }));
  } catch {
    // No connection, or no worker: nothing to say about it to somebody who wants to sign.
  }
}
