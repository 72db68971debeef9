/** Takes pushes in this browser. The service worker does nothing else: it keeps no page and answers no request. */
const WORKER = '/push-worker.js';

export function canSubscribe(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && window.isSecureContext;
}

/** The subscription as JSON; null when the browser or its owner says no. */
export async function subscribe(publicKey: string): Promise<string | null> {
  try {
    await navigator.serviceWorker.register(WORKER);
    const worker = await navigator.serviceWorker.ready;
    const known = await worker.pushManager.getSubscription();
    const subscription =
      known ?? (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
    return JSON.stringify(subscription.toJSON());
  } catch {
    return null;
  }
}
