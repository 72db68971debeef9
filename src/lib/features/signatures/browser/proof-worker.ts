import { sha256 } from './sha256';

interface Asked {
  challenge: string;
  salt: string;
  maxnumber: number;
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  for (let number = 0; number <= data.maxnumber; number += 1) {
    if (sha256(data.salt + number) === data.challenge) return postMessage(number);
  }
  postMessage(null);
});
