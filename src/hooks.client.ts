/** The browser's end of the error pipeline: what cannot be shown becomes a code whose words the error page has. */
import type { HandleClientError } from '@sveltejs/kit';

export const handleError: HandleClientError = ({ error, status, message }) => {
  if (status === 404) return { message, code: 'not_found' };
  // A page whose data could not be fetched: the line or the server is away, and nothing of ours failed.
  if (error instanceof TypeError && !navigator.onLine) return { message: 'unavailable', code: 'unavailable' };
  return { message: 'unknown', code: 'unknown' };
};
