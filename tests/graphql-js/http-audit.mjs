// Holds a running server to GraphQL over HTTP with the audits of graphql-http: `node http-audit.mjs URL`, one line of
// JSON an audit: its id, its name (which begins with MUST, SHOULD or MAY), and why it failed, or null.
import { serverAudits } from 'graphql-http';

// The audits know nothing of the header that the server wants of a GET, so that no page of another site can send one.
const fetchFn = (url, init) =>
  fetch(url, { ...init, headers: { ...init?.headers, 'graphql-require-preflight': '1' } });

for (const audit of serverAudits({ url: process.argv[2], fetchFn })) {
  const result = await audit.fn();
  const reason = result.status === 'ok' ? null : result.reason;
  console.log(JSON.stringify({ id: audit.id, name: audit.name, reason }));
}
