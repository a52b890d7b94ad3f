// A proxy that can drop its connections, and take none for a while, as a network does.
import { connect, createServer } from 'node:net';

export async function proxy(endpoint) {
  const target = new URL(endpoint);
  const sockets = new Set();
  let isOpen = true;
  const server = createServer((client) => {
    if (!isOpen) return client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const [from, to] of [[client, upstream], [upstream, client]]) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => { sockets.delete(from); to.destroy(); }).pipe(to);
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}${target.pathname}`,
    drop() {
      isOpen = false;
      for (const socket of sockets) socket.destroy();
    },
    reopen() { isOpen = true; },
    close() { this.drop(); server.close(); },
  };
}
