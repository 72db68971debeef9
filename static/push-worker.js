// Shows what the desk tells this browser. Keeps nothing, answers no request.
self.addEventListener('push', (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    // A push without words still says that there is something.
  }
  const show = self.registration.showNotification(said.title || 'Ronda', {
    body: said.body || '',
    tag: said.tag || 'ronda',
    icon: '/icon-180.png',
    data: { url: said.url },
  });
  event.waitUntil(show);
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const path = event.notification.data && event.notification.data.url;
  // Only into this desk, whatever a push said.
  const to = new URL(typeof path === 'string' ? path : '/desk', self.location.origin);
  event.waitUntil(self.clients.openWindow(to.origin === self.location.origin ? to.href : '/desk'));
});
