import { retryDelay } from './liveState';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A refresh that failed so often has a reason of its own, which the page may show: a minute and a half. */
const MOST_TRIES = 14;

/** A row of React's stream that says that a part of the page failed; 404 and redirects have words for a digest. */
const FAILED_PART = /^[0-9a-f]+:E\{"digest":"\d+"/m;

type Ask = { input: Parameters<typeof fetch>[0]; init: RequestInit | undefined };

/**
 * A `fetch` that waits out a server which is away or without its database, when it is asked for a page's data. The
 * router would leave for the browser's own error page at the first failure, and an open page would never come back. A
 * refresh (the page that is open, at `here()`) is handed on only when it came whole. Everything else is asked once.
 * Attempts are spaced as those of the socket.
 */
export function patientFetch(ask: typeof fetch, here: () => string, pause = wait): typeof fetch {
  return async (input, init) => {
    if (!new Headers(init?.headers).has('rsc')) return ask(input, init);
    const once = isSamePage(input, here()) ? askWhole : askForPage;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await once(ask, { input, init }, attempt);
        if (answer !== null) return answer;
      } catch (error) {
        if (init?.signal?.aborted) throw error;
      }
      await pause(retryDelay(attempt));
    }
  };
}

/** Whether a request of the router is for the page that is open; its own mark in the query does not count. */
function isSamePage(input: Ask['input'], here: string): boolean {
  const asked = new URL(input instanceof Request ? input.url : input, here);
  asked.searchParams.delete('_rsc');
  const open = new URL(here);
  return asked.pathname === open.pathname && asked.searchParams.toString() === open.searchParams.toString();
}

/** Another page: it may come in pieces, as it is made. Null while the server is away. */
async function askForPage(ask: typeof fetch, { input, init }: Ask): Promise<Response | null> {
  const answer = await ask(input, init);
  return answer.status < 502 ? answer : null;
}

/** A refresh, whole; null when it failed. What is no page's data (the sign-in page) is an answer. Throws when cut off. */
async function askWhole(ask: typeof fetch, { input, init }: Ask, attempt: number): Promise<Response | null> {
  const answer = await ask(input, init);
  if (answer.status >= 500) return null;
  if (!answer.headers.get('content-type')?.startsWith('text/x-component')) return answer;
  const bytes = await answer.arrayBuffer();
  if (attempt < MOST_TRIES && FAILED_PART.test(new TextDecoder().decode(bytes))) return null;
  const { status, statusText, headers, url, redirected } = answer;
  // The router looks at these two, which a response of our own would not have.
  return Object.defineProperties(new Response(bytes, { status, statusText, headers }), {
    url: { value: url },
    redirected: { value: redirected },
  });
}
