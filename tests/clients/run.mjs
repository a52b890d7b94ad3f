// `node run.mjs open URL` runs every client against a server that takes any document; `node run.mjs trusted URL` those
// that ask for trusted documents; both as who TOKEN says. One line of JSON a check. What `generate.sh` makes has to be there.
import { makeTopic, run } from './src/check.mjs';

const [mode, endpoint] = process.argv.slice(2);
let checks;
if (mode === 'trusted') {
  checks = (await import('./src/trusted.mjs')).trusted(endpoint);
} else {
  const [{ apollo }, { urql }, { relayRuntime }, { subscriptions }] = await Promise.all([
    import('./src/apollo.mjs'), import('./src/urql.mjs'), import('./src/relay.mjs'), import('./src/subscriptions.mjs'),
  ]);
  // So that there is something to page through.
  for (let count = 0; count < 5; count++) await makeTopic(endpoint);
  checks = { ...apollo(endpoint), ...urql(endpoint), ...relayRuntime(endpoint), ...subscriptions(endpoint) };
}
process.exit((await run(checks)) > 0 ? 1 : 0);
