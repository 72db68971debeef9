/**
 * All the script that a public page loads before somebody acts. The page works without it; it guards against a double
 * press, copies, shares, and calls the live counter once the browser has nothing better to do.
 */
function onceOnly(form: HTMLFormElement): void {
  let ready = (): void => undefined;
  let busy = false;
  form.addEventListener('submit', (event) => {
    if (busy) return event.preventDefault();
    const button = event.submitter;
    const words = button?.querySelector<HTMLElement>('.words');
    if (!button || !words) return;
    const label = words.textContent;
    ready = () => {
      busy = false;
      button.ariaBusy = null;
      words.textContent = label;
    };
    busy = true;
    button.ariaBusy = 'true';
    words.textContent = form.dataset['busy'] ?? label;
  });
  // Coming back by the browser's own memory, the form is ready again.
  addEventListener('pageshow', () => ready());
}

async function copy(button: HTMLElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain http in a local network has no clipboard; the old way still works there.
    const box = document.createElement('textarea');
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
    button.focus();
  }
  const words = button.querySelector<HTMLElement>('[aria-live]');
  if (!words) return;
  const label = words.textContent;
  words.textContent = button.dataset['done'] ?? label;
  setTimeout(() => (words.textContent = label), 2_500);
}

function share(place: HTMLElement): void {
  const what: ShareData = JSON.parse(place.dataset['share'] ?? '{}');
  if (!('share' in navigator)) return;
  // A site that frames us without letting the frame share: the button would do nothing.
  if ('canShare' in navigator && !navigator.canShare(what)) return;
  place.hidden = false;
  // Closing the sheet without choosing rejects; there is nothing to say about it.
  place.addEventListener('click', () => void navigator.share(what).catch(() => undefined));
}

/** Once: at the first sign of somebody there, or when the page has been quiet for a moment. */
function soon(work: () => void): void {
  const signs = ['pointerdown', 'keydown', 'scroll'];
  const start = (): void => {
    for (const sign of signs) removeEventListener(sign, start);
    clearTimeout(timer);
    work();
  };
  const timer = setTimeout(start, 1_500);
  for (const sign of signs) addEventListener(sign, start, { passive: true });
}

/** Begins when somebody touches the form; coming back to it by the browser's own memory needs a new one. */
function proveLater(form: HTMLFormElement, url: string): void {
  const field = form.querySelector<HTMLInputElement>('input[name=proof]');
  if (!field) return;
  const begin = (): void => void import('./proof').then(({ prove }) => prove(field, url));
  addEventListener('pageshow', () => {
    field.value = '';
    form.addEventListener('focusin', begin, { once: true });
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) onceOnly(form);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-proof]'))
  proveLater(form, form.dataset['proof'] ?? '');
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]'))
  button.addEventListener('click', () => void copy(button, button.dataset['copy'] ?? ''));
for (const place of document.querySelectorAll<HTMLElement>('[data-share]')) share(place);
const totals = document.querySelector<HTMLElement>('[data-totals]');
if (totals) soon(() => void import('./live-count').then(({ liveCount }) => liveCount(totals)));
const clock = document.querySelector<HTMLElement>('[data-clock]');
if (clock) soon(() => void import('./live-clock').then(({ liveClock }) => liveClock(clock)));
const fund = document.querySelector<HTMLElement>('[data-fund]');
if (fund) soon(() => void import('./live-fund').then(({ liveFund }) => liveFund(fund)));
