/** Signs an account of the demo in, as the form does, and answers the cookie header. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'x-test-address': '192.0.2.1',
      'content-type': 'application/x-www-form-urlencoded',
      origin: url,
      accept: 'text/html',
    },
    body: new URLSearchParams({ email, password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  if (answer.status !== 303 || !cookie.includes('ronda-auth=')) throw new Error(`sign-in answered ${answer.status}`);
  return cookie;
}
